"""What MkDocs calls. The work is done elsewhere; here our errors become its plain abort."""

import logging
import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from self_tests.site.authoring import checking, pages
from self_tests.site.bundle.build import refuse_other_python
from self_tests.site.content.page_figures import moving_figure, picture_of, still_figure
from self_tests.site.errors import BuildError
from self_tests.site.publish import colors, social_cards, web_manifest
from self_tests.site.publish.finish import finish
from self_tests.site.publish.self_test_blocks import put_back, taken_out

LOG = logging.getLogger("mkdocs.hooks.self_tests")


def read_definitions_again() -> None:
    """Forget every definition, figure and template: one server builds many times."""
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == "self_tests":
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def _is_preview(config: MkDocsConfig) -> bool:
    """Return whether `mkdocs serve` builds this, which puts its own address in."""
    return (config.site_url or "").startswith(f"http://{config.dev_addr}/")


def _refuse_unfinished(docs: Path, *, is_preview: bool) -> None:
    """Raise `PluginError` with all there is to mend; a preview may lack words, and says so."""
    found = checking.before_build(docs)
    if is_preview:
        for each in found:
            if each.is_unfinished:
                LOG.info(each)
        found = tuple(each for each in found if not each.is_unfinished)
    if found:
        raise PluginError("\n".join(map(str, found)))


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse what cannot be built, before a minute is spent and before any plugin looks at it."""
    try:
        refuse_other_python()
        read_definitions_again()
        _refuse_unfinished(Path(config.docs_dir), is_preview=_is_preview(config))
        config.plugins["rss"].config["image"] = f"{config.site_url}assets/icons/icon-192.png"
        palette = colors.palette(config.extra.get("colors") or {})
        if config.extra["cards"]:
            social = config.plugins["material/social"].config
            social["enabled"] = True
            cache = Path(config.config_file_path).parent / social["cache_dir"]
            social_cards.seed_letters(cache)
            config.extra["card_faces"] = social_cards.faces(cache, palette)
        else:
            LOG.info(social_cards.NOT_DRAWN)
    except BuildError as error:
        raise PluginError(str(error)) from error
    return config


def on_env(env: Environment, **_: Any) -> Environment:  # noqa: ANN401 - MkDocs' own
    """Let templates draw figures by their ids."""
    env.globals |= {
        "still_figure": still_figure,
        "moving_figure": moving_figure,
        "picture_of": picture_of,
    }
    return env


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:  # noqa: ANN401 - MkDocs' own
    """Give an article its reading time."""
    if pages.is_article(page.file.src_uri):
        page.meta["minutes"] = pages.reading_minutes(markdown)
    return markdown


_SELF_TESTS: dict[str, tuple[str, ...]] = {}
"""By page, what its search entry does without."""


@event_priority(100)
def _before_search(context: TemplateContext, /, page: Page, **_: Any) -> TemplateContext:  # noqa: ANN401
    """Spare the search plugin the self-tests, which it may not list and would read all the same."""
    page.content, _SELF_TESTS[page.file.src_uri] = taken_out(page.content or "")
    return context


@event_priority(-100)
def _after_search(context: TemplateContext, /, page: Page, **_: Any) -> TemplateContext:  # noqa: ANN401
    """Put them back before the page is written."""
    page.content = put_back(page.content or "", _SELF_TESTS.pop(page.file.src_uri))
    return context


on_page_context = CombinedEvent(_before_search, _after_search)


def on_post_build(config: MkDocsConfig) -> None:
    """Complete the built site; while it is served to its author, so that it can reload itself."""
    site = Path(config.site_dir)
    # MkDocs' second copy of the sitemap holds the time of the build, and nobody asks for it.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    try:
        wanted = config.extra.get("colors") or {}
        palette = colors.palette(wanted)
        if wanted:
            colors.paint(site, palette)
        finish(site, live=_is_preview(config))
    except BuildError as error:
        raise PluginError(str(error)) from error
    web_manifest.write(
        site,
        site_url=config.site_url or "",
        name=config.site_name,
        description=config.site_description or "",
        paper=palette["light"]["paper"],
    )
