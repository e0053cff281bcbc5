"""Links within the site, made before it is known on which page they are shown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.model import ChainCheck, Drill, SelfTest, Source

SITE_ROOT = "site-root:/"
"""Placeholder for the root of the site until it is known which page shows the link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place of the site and its name for readers."""

    text: str
    href: str


def self_test_link(test: SelfTest | ChainCheck) -> Link:
    """Return where a self-test is, or all in one visit."""
    return Link(text=test.title, href=f"{SITE_ROOT}self-tests/{test.id}/")


def start_link(test: SelfTest | ChainCheck) -> Link:
    """Return where it begins at once: with its first question, or the choice of its length."""
    return Link(
        text=catalogue.say("interface.start"),
        href=f"{self_test_link(test).href}#self-test-{test.id}",
    )


def drill_link(drill: Drill) -> Link:
    """Return where a drill is."""
    return Link(text=drill.title, href=f"{SITE_ROOT}drills/{drill.id}/")


def source_links(names: Iterable[str]) -> tuple[Link, ...]:
    """Return the entries of sources on the page that lists them all."""
    return tuple(
        Link(
            text=short_name(catalogue.source(name)),
            href=f"{SITE_ROOT}sources/#source-{name}",
        )
        for name in names
    )


def short_name(source: Source) -> str:
    """Return a source in short: the first author and the year, or the beginning of the title."""
    author = re.match(
        r"((?:van |de )?[A-Z][\w'-]+(?: [A-Z][a-z][\w'-]+)?) [A-Z]{1,4}\b", source.citation
    )
    year = re.search(r"\b(?:19|20)\d\d\b", source.citation)
    if author:
        return f"{author[1]} {year[0]}" if year else author[1]
    return re.split(r"[.,(]", source.citation)[0].strip()
