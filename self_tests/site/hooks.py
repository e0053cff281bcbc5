"""The functions that MkDocs calls. Other modules do the work; errors become MkDocs' own abort."""

import logging
import sys
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.filters import do_striptags
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from self_tests.site.authoring import checking, pages
from self_tests.site.bundle.pyodide import refuse_other_python
from self_tests.site.content.example import example
from self_tests.site.content.page_figures import (
    drill_pictures,
    moving_figure,
    picture_of,
    still_figure,
)
from self_tests.site.content.practice import SitePractice, refuse_photo_file
from self_tests.site.content.rendering import render
from self_tests.site.content.squat_explorer import frames
from self_tests.site.errors import BuildError, MarkerError
from self_tests.site.publish import colors, social_cards, web_manifest
from self_tests.site.publish.finish import finish
from self_tests.site.publish.self_test_blocks import put_back, taken_out
from self_tests.site.publish.settings import refuse_scripts
from self_tests.site.publish.short_links import show_what_they_lead_to

SQUAT_FRAMES = "assets/self-tests/squat-frames.json"
"""Every squat of the explorer's slider; the end of the build puts it beside our scripts."""

DRILL_PICTURES = "assets/self-tests/drill-figures.xml"
"""Our scripts look for it beside them."""

CARD_CACHE = ".cache/cards"

LOG = logging.getLogger("mkdocs.hooks.self_tests")


def read_definitions_again() -> None:
    """Forget every definition, figure and template: one server builds many times."""
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == "self_tests":
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()


def _is_preview(config: MkDocsConfig) -> bool:
    """Return whether `mkdocs serve` is building, which sets the site's address itself."""
    return (config.site_url or "").startswith(f"http://{config.dev_addr}/")


def _refuse_unfinished(docs: Path, *, is_preview: bool) -> None:
    """Raise `PluginError` with all there is to mend; a preview only warns of missing texts."""
    found = checking.before_build(docs)
    if is_preview:
        for each in found:
            if each.is_unfinished:
                LOG.info(each)
        found = tuple(each for each in found if not each.is_unfinished)
    if found:
        raise PluginError("\n".join(map(str, found)))


def _refuse_unclear(extra: Mapping[str, Any]) -> None:
    """Raise `BuildError` for a switch that is neither on nor off: it would silently stay on."""
    wanted = extra.get("offline", True)
    if not isinstance(wanted, bool):
        raise BuildError(
            "mkdocs.yml: extra.offline",
            f"{wanted!r} is neither true nor false.",
            "Write `offline: true`, or `offline: false` to take the copy for the gym away.",
        )


def _practice(extra: Mapping[str, Any]) -> SitePractice:
    """Return who runs the site. Raises `PluginError` before a page with its contact is blamed."""
    try:
        return SitePractice.of(extra["practice"])
    except MarkerError as error:
        raise PluginError(f"mkdocs.yml: extra.{error}") from error


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse settings that cannot be built, before plugins read them and a minute is spent."""
    try:
        refuse_other_python()
        _refuse_unclear(config.extra)
        refuse_photo_file(Path(config.docs_dir), config.extra.get("practice"))
        if "practice" in config.extra:
            _practice(config.extra)
        refuse_scripts({**config, "extra_javascript": [*map(str, config.extra_javascript)]})
        read_definitions_again()
        _refuse_unfinished(Path(config.docs_dir), is_preview=_is_preview(config))
        config.plugins["rss"].config["image"] = f"{config.site_url}assets/icons/icon-192.png"
        colors.palette(config.extra.get("colors") or {})
        _CARDS.clear()
        if not config.extra["cards"]:
            LOG.info(social_cards.NOT_DRAWN)
    except BuildError as error:
        raise PluginError(str(error)) from error
    return config


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> Environment:  # noqa: ANN401 - MkDocs' own
    """Let templates draw figures by their ids, and home its example and its person."""
    practice = _practice(config.extra)
    env.globals |= {
        "still_figure": still_figure,
        "moving_figure": moving_figure,
        "picture_of": picture_of,
        "example": example(practice),
        "person": Markup(render("person", practice=practice, root="")),  # noqa: S704 - our macro
    }
    return env


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:  # noqa: ANN401 - MkDocs' own
    """Give an article its reading time."""
    if pages.is_article(page.file.src_uri):
        page.meta["minutes"] = pages.reading_minutes(markdown)
    return markdown


_SELF_TESTS: dict[str, tuple[str, ...]] = {}
"""By page, the HTML without self-tests that its search entry gets."""


@event_priority(100)
def _before_search(context: TemplateContext, /, page: Page, **_: Any) -> TemplateContext:  # noqa: ANN401
    """Keep self-tests from the search plugin: it may not list them, and would still read them."""
    page.content, _SELF_TESTS[page.file.src_uri] = taken_out(page.content or "")
    return context


@event_priority(-100)
def _after_search(context: TemplateContext, /, page: Page, **_: Any) -> TemplateContext:  # noqa: ANN401
    """Put them back before the page is written."""
    page.content = put_back(page.content or "", _SELF_TESTS.pop(page.file.src_uri))
    return context


_CARDS: dict[str, social_cards.Card] = {}
"""The picture of each page, by its address."""


def _give_card(context: Any, /, page: Page, config: MkDocsConfig, **_: Any) -> Any:  # noqa: ANN401
    """Tell a page's template which picture the end of the build draws for it."""
    if config.extra["cards"]:
        shows_squat = "<squat-explorer" in (page.content or "") and not page.meta.get("date")
        try:
            _CARDS[page.url] = social_cards.card_of(
                page.url,
                _title_on_card(page),
                site=config.site_name,
                otherwise=(config.extra["tag_line"], config.extra["card_figure"]),
                figure_id="" if shows_squat else page.meta.get("figure"),
            )
        except BuildError as error:
            raise PluginError(str(error)) from error
        context["card"] = _CARDS[page.url]
    return context


def _title_on_card(page: Page) -> str:
    """Return the question or title of a page, in words without markup."""
    title = page.meta.get("question") or page.meta.get("title") or page.title or ""
    return do_striptags(str(title))


on_page_context = CombinedEvent(_before_search, _give_card, _after_search)


def on_post_build(config: MkDocsConfig) -> None:
    """Complete the built site; with `mkdocs serve`, leave it able to reload itself."""
    site = Path(config.site_dir)
    for feed in site.glob("feed_*.xml"):
        # Its plugin writes the name unescaped in two of three places.
        text = feed.read_text("utf-8").replace(
            f">{config.site_name}</", f">{escape(config.site_name)}</"
        )
        feed.write_text(text, "utf-8")
    # MkDocs' second copy of the sitemap holds the time of the build, and nothing uses it.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    (site / SQUAT_FRAMES).write_text(frames(), "utf-8")
    (site / DRILL_PICTURES).write_text(drill_pictures(), "utf-8")
    cache = Path(config.config_file_path).parent / CARD_CACHE
    try:
        wanted = config.extra.get("colors") or {}
        palette = colors.palette(wanted)
        if wanted:
            colors.paint(site, palette)
        # A build without cards must not empty the cache of those with them.
        if _CARDS:
            social_cards.draw(_CARDS.values(), site, cache, palette)
        show_what_they_lead_to(site)
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
