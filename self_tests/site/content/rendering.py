"""Macros of `overrides/macros`, called from Python."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from self_tests.site.places import ROOT

MACROS = ROOT / "overrides" / "macros"


def render(macro: str, **shown: object) -> str:
    """Return what a macro of `overrides/macros` makes of keyword arguments."""
    template = _environment().get_template(f"{macro.replace('_', '-')}.html")
    return str(getattr(template.module, macro)(**shown))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(MACROS),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
