"""What MkDocs calls. The work is done elsewhere; here our errors become its plain abort."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from self_tests.site.finish import finish
from self_tests.site.runtime import BuildError, refuse_other_python


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse a Python that cannot make the bundle, before a minute is spent on the pages."""
    try:
        refuse_other_python()
    except BuildError as error:
        raise PluginError(str(error)) from error
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Complete the built site; while it is served to its author, so that it can reload itself."""
    live = (config.site_url or "").startswith(f"http://{config.dev_addr}/")
    try:
        finish(Path(config.site_dir), live=live)
    except BuildError as error:
        raise PluginError(str(error)) from error
