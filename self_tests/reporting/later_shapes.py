"""The shapes of what is asked for after a first result: what goes over the wire then."""

from typing import Literal, NotRequired, TypedDict

from self_tests.model import Side
from self_tests.progress import Direction


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
