"""Refuses settings that would bring into a page: scripts, and addresses that are none."""

import re
from collections.abc import Iterator, Mapping

from self_tests.site.errors import BuildError

PROGRAM = re.compile(r"<\s*script|\bon\w+\s*=\s*[\"']|javascript:", re.IGNORECASE)
"""Markup that would run in a page."""

WRITES_SCRIPTS = ("analytics", "consent", "polyfills")
"""Parts of `extra` from which the theme writes scripts into every page."""

ELSEWHERE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)


def refuse_scripts(settings: Mapping[str, object]) -> None:
    """Raise `BuildError` for a script that comes from mkdocs.yml.

    The pages' policy names each inline script by its hash. A script from a setting would be named
    with the rest, and could read answers.
    """
    extra = settings.get("extra")
    for name in WRITES_SCRIPTS:
        if isinstance(extra, Mapping) and extra.get(name):
            raise BuildError(
                f"mkdocs.yml: extra.{name}",
                "the theme would write scripts for it into every page, beside the answers.",
                "Take it out: this site counts nobody and loads nothing from elsewhere.",
            )
    for place, text in _texts(settings, ""):
        if PROGRAM.search(text):
            raise BuildError(
                f"mkdocs.yml: {place}",
                f"{text[:60]!r} holds a script.",
                "Write text only; a script of the site's own is a file in overrides/assets.",
            )
        if place.startswith("extra_javascript") and ELSEWHERE.match(text):
            raise BuildError(
                f"mkdocs.yml: {place}",
                f"{text!r} is a script from elsewhere, which the pages' policy refuses.",
                "Take it out, or put the file into overrides/assets.",
            )


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield every text of the settings with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, f"{place}.{name}" if place else str(name))
    elif isinstance(value, (list, tuple)):
        for number, each in enumerate(value):
            yield from _texts(each, f"{place}[{number}]")


__all__ = ["refuse_scripts"]
