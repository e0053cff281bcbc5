"""What MkDocs calls. The work is done elsewhere; here our errors become its plain abort."""

import logging
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from self_tests.site import authoring, cards, standing
from self_tests.site.finish import finish
from self_tests.site.runtime import BuildError, refuse_other_python

LOG = logging.getLogger("mkdocs.hooks.self_tests")


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse what cannot be built, before a minute is spent and before any plugin looks at it."""
    try:
        refuse_other_python()
        authoring.check(Path(config.docs_dir))
        config.plugins["rss"].config["image"] = f"{config.site_url}assets/icons/icon-192.png"
        if config.extra["cards"]:
            social = config.plugins["material/social"].config
            social["enabled"] = True
            cards.seed_letters(Path(config.config_file_path).parent / social["cache_dir"])
        else:
            LOG.info(cards.NOT_DRAWN)
    except BuildError as error:
        raise PluginError(str(error)) from error
    return config


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:  # noqa: ANN401 - MkDocs' own
    """Give an article its reading time."""
    if authoring.is_article(page.file.src_uri):
        page.meta["minutes"] = authoring.reading_minutes(markdown)
    return markdown


def on_post_build(config: MkDocsConfig) -> None:
    """Complete the built site; while it is served to its author, so that it can reload itself."""
    site = Path(config.site_dir)
    live = (config.site_url or "").startswith(f"http://{config.dev_addr}/")
    try:
        finish(site, live=live)
    except BuildError as error:
        raise PluginError(str(error)) from error
    standing.write(
        site,
        site_url=config.site_url or "",
        name=config.site_name,
        description=config.site_description or "",
    )
