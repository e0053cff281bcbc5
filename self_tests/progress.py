"""Dated sets of answers become changes: how far each measure moved, and whether that is real.

A change is real by the rule for two sides: if the errors of both days would seldom make it by
chance. A smaller one is never called an improvement, whatever its sign. Days close together show
how much one reader's measures vary; that adjusts the error, and never replaces it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from math import fsum, hypot, sqrt
from typing import Literal

from self_tests.catalogue import line_table, say, self_test, self_test_ids, study_design
from self_tests.model import SIDES, Answers, Measure, SelfTest, Side, Tier
from self_tests.rules.chance import real_from
from self_tests.scoring import DIFFERENCE_DECIMALS, score
from self_tests.wording import FinishedError

FEWEST_SETS = 2
MOST_SETS = 400
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2199, 12, 31)
ERROR_DECIMALS = 4

type Direction = Literal["better", "worse", "none"]
type Verdict = Literal["real-better", "real-worse", "not-real", "not-known"]


class ProgressError(FinishedError):
    """Sets of answers that cannot be compared. The message says where, what is wrong and a fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Checked answers and the day they were given (ISO, `2026-03-09`)."""

    date: str
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What a measure read on one day; `error` is one standard error, in the measure's unit."""

    day: date
    value: float
    error: float
    tier: Tier | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How far a value moved since an earlier day, in the measure's unit.

    `error` is one standard error of the change. `direction`, `better` or `worse`, goes by the sign
    alone; only `real` says that the value has changed: by at least `real_from`. Both are `None` for
    a measure without a retest.
    """

    since: Point
    to: Point
    value: float
    error: float
    direction: Direction
    real_from: float | None
    real: bool | None

    @property
    def verdict(self) -> Verdict:
        """The verdict on the change, as far as one person's test can give one."""
        if self.real is None:
            return "not-known"
        if not self.real:
            return "not-real"
        return "real-better" if self.direction == "better" else "real-worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnError:
    """What pairs of days close together say of a reader's own error, in the measure's unit.

    `ours` is the error of the latest measure by the definition, `own` that error adjusted by the
    `pairs`; `is_used` says that there are enough pairs for it to count.
    """

    pairs: int
    ours: float
    own: float
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideProgress:
    """One side of one measure over time, oldest first.

    `steps` are the changes from each point to the next, `total` the one from the first point to the
    last; both are empty if there is only one point. `in_a_row` is how many of the latest changes go
    the same way.
    """

    side: Side | None
    points: tuple[Point, ...]
    steps: tuple[Change, ...]
    total: Change | None
    in_a_row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureProgress:
    """One measure over time; `again` is the day on which a change can be seen, if it is known.

    `own` is the reader's own error, if there is a pair of days to tell it. If it is used, the
    points, changes and borders are worked out with it.
    """

    self_test: SelfTest
    measure: Measure
    again: date | None
    sides: tuple[SideProgress, ...]
    own: OwnError | None

    @property
    def real_from(self) -> float | None:
        """The least change that will be real, if the next measure is as sure as the latest one."""
        if self.measure.retest is None:
            return None
        return real_from(max(side.points[-1].error for side in self.sides), self.measure.step.value)

    @property
    def is_note(self) -> bool:
        """Whether the measure is only noted: it counts in no line."""
        return not self.measure.tiers and self.measure.deficit is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What changed between the first and the last day, measure by measure."""

    first: date
    last: date
    measures: tuple[MeasureProgress, ...]


def progress(sets: Iterable[Dated], *, edition: Iterable[SelfTest] | None = None) -> Progress:
    """Return how every measure that was read at least once moved over time.

    `sets` are checked answers in the order of their days, one set a day; a set need not hold
    every self-test. `edition` are the self-tests that exist, the catalogue's when left out.
    Raises `ProgressError`.
    """
    dated = tuple(sets)
    days = _days(dated)
    known = tuple(map(self_test, self_test_ids()) if edition is None else edition)
    measures = tuple(
        _measure(one, measure, seen)
        for one in known
        for measure in one.measures
        if (seen := _read(one, measure, dated, days))
    )
    if not measures:
        raise ProgressError(say("progress.nothing"))
    return Progress(first=days[0], last=days[-1], measures=measures)


def _days(dated: tuple[Dated, ...]) -> tuple[date, ...]:
    """Return the day of each set. Raises `ProgressError` unless each comes after the one before."""
    if len(dated) < FEWEST_SETS:
        raise ProgressError(say("progress.too-few", found=len(dated)))
    if len(dated) > MOST_SETS:
        raise ProgressError(say("progress.too-many", most=MOST_SETS, found=len(dated)))
    days: list[date] = []
    for number, one in enumerate(dated, 1):
        day = day_of(one.date)
        if day is None:
            found = one.date[:40]
            raise ProgressError(
                say("progress.date", number=number, least=FIRST_DAY, most=LAST_DAY, found=found)
            )
        if days and day <= days[-1]:
            raise ProgressError(say("progress.order", number=number, date=day, before=days[-1]))
        days.append(day)
    return tuple(days)


def day_of(text: str) -> date | None:
    """Return the day of an ISO date (`2026-03-09`, no other spelling), `None` for other text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and FIRST_DAY <= day <= LAST_DAY else None


type _Seen = tuple[Side | None, Point]


def _read(
    one: SelfTest, measure: Measure, dated: tuple[Dated, ...], days: tuple[date, ...]
) -> tuple[_Seen, ...]:
    """Return everything a measure read, with its side, oldest first."""
    return tuple(
        (
            finding.side,
            Point(
                day=day,
                value=finding.measured.value,
                error=finding.measured.error,
                tier=finding.tier,
            ),
        )
        for day, given in zip(days, dated, strict=True)
        for result in score((one,), given.answers, line_table().bands)
        for measured in result.measures
        if measured.measure.id == measure.id
        for finding in measured.findings
    )


def _measure(one: SelfTest, measure: Measure, seen: tuple[_Seen, ...]) -> MeasureProgress:
    sides: tuple[Side | None, ...] = SIDES if measure.sided else (None,)
    points = {
        side: found
        for side in sides
        if (found := tuple(point for of_side, point in seen if of_side == side))
    }
    own = _own_error(measure, points.values())
    times = own.own / own.ours if own and own.is_used else 1.0
    return MeasureProgress(
        self_test=one,
        measure=measure,
        again=_again(measure, max(point.day for _, point in seen)),
        sides=tuple(
            _side(measure, side, tuple(_with_error(point, times) for point in found))
            for side, found in points.items()
        ),
        own=own,
    )


def is_pair(measure: Measure, since: Point, to: Point) -> bool:
    """Return whether two points of one side are close enough to tell the reader's own error."""
    tells = measure.retest is not None and measure.retest.own_error
    return tells and (to.day - since.day).days <= study_design().own.within.value


def _own_error(measure: Measure, sides: Iterable[tuple[Point, ...]]) -> OwnError | None:
    """Return what the pairs of all sides say of the error; `None` without any.

    Half the squared difference of a pair is one estimate of the squared error. Each is taken in
    units of the errors that we assume for its two days, and our own estimate, 1, is counted `ours`
    times: so the result never jumps, and never reaches 0, however alike the pairs are.
    """
    sides = tuple(sides)
    pairs = [pair for points in sides for pair in pairwise(points) if is_pair(measure, *pair)]
    if not pairs:
        return None
    rule = study_design().own
    looks = fsum(
        (to.value - since.value) ** 2 / (since.error**2 + to.error**2) for since, to in pairs
    )
    share = sqrt((rule.ours.value + looks) / (rule.ours.value + len(pairs)))
    ours = max(points[-1].error for points in sides)
    return OwnError(
        pairs=len(pairs),
        ours=ours,
        own=round(ours * share, ERROR_DECIMALS),
        is_used=len(pairs) >= rule.used_from.value,
    )


def _with_error(point: Point, times: float) -> Point:
    """Return a point with its error multiplied."""
    return replace(point, error=round(point.error * times, ERROR_DECIMALS))


def _again(measure: Measure, last: date) -> date | None:
    """Return the day from which measuring again can show a change, counted from the last time."""
    return last + timedelta(weeks=measure.retest.weeks.value) if measure.retest else None


def _side(measure: Measure, side: Side | None, points: tuple[Point, ...]) -> SideProgress:
    steps = tuple(_change(measure, *pair) for pair in pairwise(points))
    return SideProgress(
        side=side,
        points=points,
        steps=steps,
        total=_change(measure, points[0], points[-1]) if steps else None,
        in_a_row=_in_a_row(steps),
    )


def _change(measure: Measure, since: Point, to: Point) -> Change:
    # Rounded, so that 11.9 - 10.0 is 1.9 and not 1.9000000000000004.
    value = round(to.value - since.value, DIFFERENCE_DECIMALS) + 0.0
    gain = value if measure.low_is_bad else -value
    border = real_from(max(since.error, to.error), measure.step.value) if measure.retest else None
    return Change(
        since=since,
        to=to,
        value=value,
        error=hypot(since.error, to.error),
        direction="better" if gain > 0 else "worse" if gain < 0 else "none",
        real_from=border,
        real=abs(value) >= border if border is not None else None,
    )


def _in_a_row(steps: tuple[Change, ...]) -> int:
    """Return how many of the latest changes go the same way; 0 when the last is none."""
    count = 0
    for step in reversed(steps):
        if step.direction == "none" or step.direction != steps[-1].direction:
            break
        count += 1
    return count
