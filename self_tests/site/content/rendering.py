"""Macros of `overrides/components`, called from Python."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from self_tests.site.places import ROOT

COMPONENTS = ROOT / "overrides" / "components"
"""A folder for each component: its style sheet and its macros."""


def macros() -> tuple[Path, ...]:
    """Return every file of a macro. Their names differ, whichever folder they are in."""
    return tuple(sorted(COMPONENTS.glob("*/*.html")))


def render(macro: str, **shown: object) -> str:
    """Return the HTML of a macro with these keyword arguments."""
    template = _environment().get_template(f"{macro.replace('_', '-')}.html")
    return str(getattr(template.module, macro)(**shown))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(sorted({path.parent for path in macros()})),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
