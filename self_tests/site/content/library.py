"""The lists of self-tests and drills."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from self_tests import catalogue
from self_tests.model import SelfTest
from self_tests.reporting.plans import needs
from self_tests.site.content.edition import drills, self_tests
from self_tests.site.content.links import Link, drill_link, self_test_link, start_link
from self_tests.site.content.words import say_page
from self_tests.site.figures import Drawing, drawing, stands_for


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryCard:
    """A self-test or a drill in a list: its address, what it is, what it needs, its picture.

    A self-test has a second link, which begins it.
    """

    link: Link
    summary: str
    takes: str
    start: Link | None = None
    pictures: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The cards of one part of the leg."""

    title: str
    cards: tuple[LibraryCard, ...]


def self_test_shelves() -> tuple[Shelf, ...]:
    """Return the chain check, then the self-tests by the line in which they weigh most.

    Those without weight come last.
    """
    chain = catalogue.chain_check()
    minutes = {"short": catalogue.minutes_of(chain.short), "full": catalogue.minutes_of(chain.full)}
    shelves: dict[str, list[LibraryCard]] = {
        say_page("library-together"): [
            LibraryCard(
                link=self_test_link(chain),
                summary=chain.summary,
                takes=say_page("library-lengths", **minutes),
                start=start_link(chain),
                pictures=_pictures(*chain.short),
            )
        ]
        if len(chain.full) > 1
        else [],
        **{line.title: [] for line in catalogue.line_table().lines},
    }
    shelves[say_page("library-note")] = []
    for test in self_tests():
        shelves[_shelf(test)].append(
            LibraryCard(
                link=self_test_link(test),
                summary=test.summary,
                takes=catalogue.counted(test.minutes, "minutes"),
                start=start_link(test),
                pictures=_pictures(test.id),
            )
        )
    return _filled(shelves)


def _shelf(test: SelfTest) -> str:
    """Return the title of the line in which a self-test weighs most."""
    weights = {
        line.title: item.weight.value
        for line in catalogue.line_table().lines
        for item in line.items
        if item.measure.startswith(f"{test.id}.")
    }
    for line in catalogue.line_table().lines:
        if line.load and line.load.changes.startswith(f"{test.id}."):
            return line.title
    return max(weights, key=weights.__getitem__, default=say_page("library-note"))


def drill_shelves() -> tuple[Shelf, ...]:
    """Return the drills by what they train."""
    shelves: dict[str, list[LibraryCard]] = {drill.trains: [] for drill in drills()}
    for drill in drills():
        shelves[drill.trains].append(
            LibraryCard(
                link=drill_link(drill),
                summary=drill.summary,
                takes=say_page("library-needs", things=needs(drill))
                if drill.equipment
                else say_page("library-nothing-needed"),
                pictures=_pictures(drill.id),
            )
        )
    return _filled(shelves)


def _pictures(*ids: str) -> tuple[Drawing, ...]:
    return tuple(drawing(figure) for name in ids if (figure := stands_for(name)))


def _filled(shelves: Mapping[str, list[LibraryCard]]) -> tuple[Shelf, ...]:
    return tuple(
        Shelf(title=title, cards=tuple(cards)) for title, cards in shelves.items() if cards
    )


SHELVES: Mapping[str, Callable[[], tuple[Shelf, ...]]] = MappingProxyType(
    {"self-tests": self_test_shelves, "drills": drill_shelves}
)
