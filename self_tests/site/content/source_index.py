"""Every source with the places of the site that cite it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from self_tests import catalogue
from self_tests.model import Source
from self_tests.site.content.citations import sources_in
from self_tests.site.content.edition import drills, self_tests
from self_tests.site.content.how_we_score.lines import is_shown
from self_tests.site.content.links import SITE_ROOT, Link, drill_link, self_test_link
from self_tests.site.content.words import say_page
from self_tests.site.places import DOCS, FOR_CONTRIBUTORS


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSource:
    """A source and every place of the site that cites it."""

    source: Source
    places: tuple[Link, ...]


def used_sources() -> tuple[UsedSource, ...]:
    """Return every source in the order of its citation, with the places that cite it.

    A self-test's definition and its page count as one place. Raises `UnknownIdError`.
    """
    found: dict[str, dict[str, Link]] = {name: {} for name in catalogue.sources()}
    for link, names in _places():
        for name in names:
            found[catalogue.source(name).id].setdefault(link.href, link)
    in_order = sorted(catalogue.sources().values(), key=lambda source: source.citation.lower())
    return tuple(
        UsedSource(source=each, places=tuple(found[each.id].values())) for each in in_order
    )


def _places() -> Iterator[tuple[Link, Iterable[str]]]:
    """Yield each place of the site with the sources it names, definitions first."""
    for test in self_tests():
        yield self_test_link(test), sources_in(test)
    for drill in drills():
        yield drill_link(drill), sources_in(drill)
    safety = catalogue.safety_check()
    yield Link(text=safety.title, href=f"{SITE_ROOT}safety/"), sources_in(safety)
    ours = f"{SITE_ROOT}how-we-score/"
    table = catalogue.line_table()
    for line in filter(is_shown, table.lines):
        yield (
            Link(text=say_page("used-line", title=line.title), href=f"{ours}#line-{line.id}"),
            (sources_in(line)),
        )
    yield Link(text=say_page("used-bands"), href=f"{ours}#bands"), sources_in(table.bands)
    yield Link(text=say_page("used-plan"), href=f"{ours}#plan"), sources_in(catalogue.plan_table())
    yield (
        Link(text=say_page("used-healthy"), href=f"{ours}#healthy"),
        sources_in(catalogue.spreads()),
    )
    yield (
        Link(text=say_page("used-not-used"), href=f"{ours}#not-used"),
        sources_in(catalogue.not_used()),
    )
    yield (
        Link(text=say_page("used-squat"), href=f"{ours}#squat-explorer"),
        sources_in(catalogue.squat_model()),
    )
    for page in sorted(DOCS.rglob("*.md")):
        if page.relative_to(DOCS).parts[0] != FOR_CONTRIBUTORS:
            yield from _cited_on(page)


def _cited_on(page: Path) -> Iterator[tuple[Link, Iterable[str]]]:
    """Yield a page with the sources of its `::: sources` lines, if it has any and is no draft."""
    text = page.read_text("utf-8")
    if re.search(r"^draft: *true$", text, re.MULTILINE):
        return
    names = [
        name
        for line in re.findall(r"^::: sources (.+)$", text, re.MULTILINE)
        for name in line.split()
    ]
    if names:
        yield Link(text=_title(text), href=f"{SITE_ROOT}{_address(page, text)}"), names


def _title(text: str) -> str:
    found = re.search(r'^title: *"?(.*?)"?$', text, re.MULTILINE)
    return found[1] if found else ""


def _address(page: Path, text: str) -> str:
    """Return the address of a page: an article's from its slug, any other from its path."""
    slug = re.search(r"^slug: *(\S+)$", text, re.MULTILINE)
    if slug:
        return f"blog/{slug[1]}/"
    path = page.relative_to(DOCS).with_suffix("").as_posix()
    return f"{path.removesuffix('index').rstrip('/')}/"
