"""The shapes of what is asked for after a first result: what goes over the wire then."""

from collections.abc import Mapping
from typing import Literal, NotRequired, TypedDict

from self_tests.model import Side
from self_tests.progress import Direction
from self_tests.reporting.shapes import Report


class PointReport(TypedDict):
    """What a measure read on one day (ISO). `low` and `high` are the value one error either way."""

    date: str
    value: float
    error: float
    low: float
    high: float
    text: str
    tier_text: str


class MovedReport(TypedDict):
    """How far a value moved since an earlier day (ISO), in the measure's unit and in words.

    `error` is one standard error of the change. `direction` goes by the sign alone; only `real`
    says that the value went anywhere, and is `None` where nobody knows how much would be.
    """

    since: str
    value: float
    error: float
    text: str
    direction: Direction
    real: bool | None


class SideProgressReport(TypedDict):
    """One side of one measure over time, oldest first, with its finished sentence.

    `from_first` and `from_before` are the changes to the last point; both are `None` when there
    is only one point. `in_a_row` is how many of the latest changes go the same way.
    """

    side: Side | None
    side_text: str
    points: tuple[PointReport, ...]
    from_first: MovedReport | None
    from_before: MovedReport | None
    in_a_row: int
    sentence: str


class MeasureProgressReport(TypedDict):
    """One measure over time.

    `better` is the direction that speaks for the reader. `is_note` marks a measure that moves no
    line; `measure_again` is the day (ISO) on which a change can be seen, empty when not known.
    """

    self_test: str
    title: str
    measure: str
    text: str
    unit: str
    better: Literal["higher", "lower"]
    is_note: bool
    real_change: float | None
    real_change_text: str
    measure_again: str
    sides: tuple[SideProgressReport, ...]


class ProgressReport(TypedDict):
    """What changed between the first and the last day (ISO), measure by measure.

    `left_out` says that there were more days than can be compared, only if there were.
    """

    first: str
    last: str
    measures: tuple[MeasureProgressReport, ...]
    left_out: NotRequired[str]


class ShareReport(TypedDict):
    """What may leave the page when the reader wants it to, without the safety check.

    `text` is what a link carries, `answers` are the same as they were entered, and those that fit
    no question of today; `titles` name the self-tests. `edition` counts the questions that were
    asked. `summary` says the tiers in a few lines and leaves out what is read off discomfort;
    `summary_with_numbers` says the values too.
    """

    text: str
    answers: dict[str, object]
    edition: int
    titles: tuple[str, ...]
    summary: str
    summary_with_numbers: str


class OpenReport(TypedDict):
    """What a link holds: the answers that count, and their report.

    `edition_text` says which edition asked the questions, nothing where it is this one;
    `set_aside` is what of the answers does not fit today, in words.
    """

    answers: dict[str, object]
    report: Report
    edition: int
    edition_text: str
    set_aside: tuple[str, ...]


class SavedResult(TypedDict):
    """What one measure read on a day, in words."""

    title: str
    text: str


class SavedSet(TypedDict):
    """The answers of one day (ISO), and what they read.

    What fits no question of today is `set_aside` in words, and still among `answers`.
    `edition_text` says which edition asked, nothing where it is this one.
    """

    date: str
    date_text: str
    answers: Mapping[str, object]
    titles: tuple[str, ...]
    results: tuple[SavedResult, ...]
    set_aside: tuple[str, ...]
    edition: int
    edition_text: str


class SavedReport(TypedDict):
    """What saved sets read, oldest first.

    `refused` says of each one that cannot be read why not, of the first ones; `csv` holds every
    value.
    """

    sets: tuple[SavedSet, ...]
    refused: tuple[str, ...]
    csv: str


class CalendarFile(TypedDict):
    """The text of a calendar file (RFC 5545)."""

    text: str
