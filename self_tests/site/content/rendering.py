"""Macros of `overrides/components`, called from Python."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from self_tests.site.places import ROOT

COMPONENTS = ROOT / "overrides" / "components"
"""A folder for each component: its style sheet, and the macros that are part of it."""


def macros() -> tuple[Path, ...]:
    """Return every file of a macro. Their names differ, in whatever folder they are."""
    return tuple(sorted(COMPONENTS.glob("*/*.html")))


def render(macro: str, **shown: object) -> str:
    """Return what a macro makes of keyword arguments."""
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
