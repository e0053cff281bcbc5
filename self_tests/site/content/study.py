"""The page of the study: its sheet for paper, and the reader of the filled-in one."""

from dataclasses import dataclass
from math import ceil

from self_tests import catalogue
from self_tests.catalogue import say, study_design
from self_tests.model import SIDES, owner_of
from self_tests.study.sheet import columns, header
from self_tests.wire import LONGEST_REQUEST

BLOCKS = 2
"""How many tables are side by side on the sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPage:
    """Everything that the macros place.

    `blocks` are the numbers of the people, table by table; `longest` is how many characters of a
    file can be read.
    """

    title: str
    times: tuple[str, ...]
    steps: tuple[str, ...]
    left: str
    right: str
    blocks: tuple[tuple[int, ...], ...]
    type_in: str
    longest: int


def study_page() -> StudyPage:
    """Return what the sheet and its reader show."""
    design = study_design()
    people = int(design.people.value)
    rows = ceil(people / BLOCKS)
    unit = design.least.unit
    left, right = (say("study.sheet-side", side=side.capitalize(), unit=unit) for side in SIDES)
    return StudyPage(
        title=say("study.sheet-title", measure=_measure()),
        times=columns(),
        steps=_steps(),
        left=left,
        right=right,
        blocks=tuple(
            tuple(range(first, min(first + rows, people + 1)))
            for first in range(1, people + 1, rows)
        ),
        type_in=say("study.sheet-type-in", columns=header(",")),
        # The request needs some characters around the file.
        longest=LONGEST_REQUEST - 1000,
    )


def _measure() -> str:
    """Return what is measured, in its self-test's words; its id if this edition has none."""
    measure = study_design().measure
    if not catalogue.is_here(measure):
        return measure.replace(".", " ").replace("-", " ")
    found = catalogue.self_test(owner_of(measure)).measures
    return next(each.text for each in found if each.id == measure)


def _steps() -> tuple[str, ...]:
    """Return how to measure, in the self-test's own words, if this edition has it."""
    measure = study_design().measure
    if not catalogue.is_here(measure):
        return ()
    return catalogue.self_test(owner_of(measure)).screens[0].steps
