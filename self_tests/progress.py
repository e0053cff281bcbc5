"""Dated sets of answers become changes: how far each measure moved, and whether that is real.

Imports `model`, `catalogue`, `answering`, `scoring`, `wording`.

A change is real when one person's test can see it: at least the measure's `retest.real_change`.
A smaller one is never called an improvement, whatever its sign.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import hypot
from typing import Literal

from self_tests.answering import CM_PER_INCH, LengthUnit
from self_tests.catalogue import line_table, say, self_test, self_test_ids
from self_tests.model import SIDES, Answers, Measure, SelfTest, Side
from self_tests.scoring import DIFFERENCE_DECIMALS, Finding, score
from self_tests.wording import FinishedError, plain_number

FEWEST_SETS = 2
MOST_SETS = 200
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2199, 12, 31)
# A value in inches is shown in tenths. That is coarser than what is compared: hundredths keep a
# change and its verdict in step.
INCH_DECIMALS = 1
INCH_DECIMALS_OF_CHANGE = 2

type Verdict = Literal["real-better", "real-worse", "not-real", "not-known"]


class ProgressError(FinishedError):
    """Sets of answers that cannot be compared. The message says where, what and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Checked answers and the day they were given (ISO, `2026-03-09`)."""

    date: str
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What a measure read on one day. `low` and `high` are the value one error either way."""

    date: str
    value: float
    error: float
    low: float
    high: float
    text: str
    tier_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How far a value moved since an earlier day, in the measure's unit.

    `error` is one standard error of the change. `direction` says where the value went, `better`
    or `worse`, by the sign alone; only `real` says that it went anywhere. `real` is `None` where
    nobody knows how much would be.
    """

    since: str
    value: float
    error: float
    text: str
    direction: Literal["better", "worse", "none"]
    real: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideProgress:
    """One side of one measure over time, oldest first.

    `from_first` and `from_before` are the changes to the last point; both are `None` when there
    is only one point. `in_a_row` is how many of the latest changes go the same way.
    """

    side: Side | None
    side_text: str
    points: tuple[Point, ...]
    from_first: Change | None
    from_before: Change | None
    in_a_row: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureProgress:
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
    sides: tuple[SideProgress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What changed between the first and the last day, measure by measure."""

    first: str
    last: str
    measures: tuple[MeasureProgress, ...]


def progress(
    sets: Iterable[Dated],
    *,
    unit: LengthUnit = "cm",
    edition: Iterable[SelfTest] | None = None,
) -> Progress:
    """Return how every measure that was read at least once moved over time.

    `sets` are checked answers in the order of their days, one set a day; a set need not hold
    every self-test. `unit` is what the reader reads lengths in; `edition` are the self-tests
    that exist, the catalogue's when left out. Raises `ProgressError`.
    """
    dated = tuple(sets)
    days = _days(dated)
    known = tuple(map(self_test, self_test_ids()) if edition is None else edition)
    measures = tuple(
        _measure(one, measure, _read(one, measure, dated, days), unit)
        for one in known
        for measure in one.measures
        if _read(one, measure, dated, days)
    )
    if not measures:
        raise ProgressError(say("progress.nothing"))
    return Progress(first=dated[0].date, last=dated[-1].date, measures=measures)


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


type _Seen = tuple[date, Finding]


def _read(
    one: SelfTest, measure: Measure, dated: tuple[Dated, ...], days: tuple[date, ...]
) -> tuple[_Seen, ...]:
    """Return every finding of a measure with its day, oldest first."""
    return tuple(
        (day, finding)
        for day, given in zip(days, dated, strict=True)
        for result in score((one,), given.answers, line_table().bands)
        for measured in result.measures
        if measured.measure.id == measure.id
        for finding in measured.findings
    )


def _measure(
    one: SelfTest, measure: Measure, seen: tuple[_Seen, ...], unit: LengthUnit
) -> MeasureProgress:
    retest = measure.retest
    again = _again(measure, max(day for day, _ in seen))
    sides: tuple[Side | None, ...] = SIDES if measure.sided else (None,)
    return MeasureProgress(
        self_test=one.id,
        title=one.title,
        measure=measure.id,
        text=measure.text,
        unit=measure.unit,
        better="higher" if measure.low_is_bad else "lower",
        is_note=_is_note(measure),
        real_change=retest.real_change.value if retest else None,
        real_change_text=_amount(retest.real_change.value, measure, unit) if retest else "",
        measure_again=again.isoformat() if again else "",
        sides=tuple(
            _Side(measure, side, mine, again, unit).progress()
            for side in sides
            if (mine := tuple(found for found in seen if found[1].side == side))
        ),
    )


def _is_note(measure: Measure) -> bool:
    """Return whether a measure is only noted: nothing is read from it for a line."""
    return not measure.tiers and measure.deficit is None


def _again(measure: Measure, last: date) -> date | None:
    """Return the day on which measuring again says something, counted from the last time."""
    return last + timedelta(weeks=measure.retest.weeks.value) if measure.retest else None


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a measure with everything that was read on it, oldest first, never empty."""

    measure: Measure
    side: Side | None
    seen: tuple[_Seen, ...]
    again: date | None
    unit: LengthUnit

    def progress(self) -> SideProgress:
        """Return the side's points and changes with its finished sentence."""
        is_compared = len(self.seen) > 1
        return SideProgress(
            side=self.side,
            side_text=say(f"sides.{self.side}") if self.side else "",
            points=tuple(self._point(day, finding) for day, finding in self.seen),
            from_first=self._change(self.seen[0], self.seen[-1]) if is_compared else None,
            from_before=self._change(self.seen[-2], self.seen[-1]) if is_compared else None,
            in_a_row=self._in_a_row(),
            sentence=" ".join(self._sentences()),
        )

    def _point(self, day: date, finding: Finding) -> Point:
        value, error = finding.measured.value, finding.measured.error
        return Point(
            date=day.isoformat(),
            value=value,
            error=error,
            low=value - error,
            high=value + error,
            text=_shown(value, self.measure, self.unit, INCH_DECIMALS),
            tier_text=finding.tier.text if finding.tier else "",
        )

    def _change(self, earlier: _Seen, later: _Seen) -> Change:
        before, after = earlier[1].measured, later[1].measured
        # Rounded, so that 11.9 - 10.0 is 1.9 and not 1.9000000000000004.
        value = round(after.value - before.value, DIFFERENCE_DECIMALS) + 0.0
        gain = value if self.measure.low_is_bad else -value
        retest = self.measure.retest
        return Change(
            since=earlier[0].isoformat(),
            value=value,
            error=hypot(before.error, after.error),
            text=self._signed(value),
            direction="better" if gain > 0 else "worse" if gain < 0 else "none",
            real=abs(value) >= retest.real_change.value if retest else None,
        )

    def _steps(self) -> tuple[Change, ...]:
        """Return the change from each point to the next."""
        return tuple(
            self._change(earlier, later)
            for earlier, later in zip(self.seen, self.seen[1:], strict=False)
        )

    def _in_a_row(self) -> int:
        """Return how many of the latest changes go the same way; 0 when the last is none."""
        count = 0
        steps = self._steps()
        for step in reversed(steps):
            if step.direction == "none" or step.direction != steps[-1].direction:
                break
            count += 1
        return count

    def _sentences(self) -> Iterator[str]:
        """Yield what to say about this side, in order."""
        name = self.measure.text
        if self.side:
            name = say("progress.sided", side=say(f"sides.{self.side}"), measure=name)
        what = name[:1].upper() + name[1:]
        if len(self.seen) == 1:
            yield say("progress.once", what=what, date=day_text(self.seen[0][0]))
        else:
            yield from self._compared(what)
        if _is_note(self.measure):
            yield say("progress.note")
        if self.again:
            yield say("progress.again", date=day_text(self.again))

    def _compared(self, what: str) -> Iterator[str]:
        total = self._change(self.seen[0], self.seen[-1])
        first = day_text(self.seen[0][0])
        retest = self.measure.retest
        if total.value:
            least = _amount(retest.real_change.value, self.measure, self.unit) if retest else ""
            yield say("progress.since", what=what, change=total.text, date=first)
            yield say(f"progress.{_verdict(total)}", least=least)
        else:
            yield say("progress.same", what=what, date=first)
        if retest and retest.usual_gain and _verdict(total) == "not-real":
            yield retest.usual_gain.text
        yield from self._latest()

    def _latest(self) -> Iterator[str]:
        """Yield what to say about the last step, where there was one before it."""
        steps = self._steps()
        if len(steps) > 1:
            last = steps[-1]
            verdict = say(f"progress.verdict-{_verdict(last)}") if last.value else ""
            yield say(
                "progress.before" if last.value else "progress.before-same",
                date=day_text(self.seen[-2][0]),
                change=last.text,
                verdict=verdict,
            )
        if self._in_a_row() > 1:
            yield say("progress.in-a-row", first=steps[-2].text, second=steps[-1].text)

    def _signed(self, value: float) -> str:
        """Return a change with its sign."""
        if not value:
            return say("progress.no-change")
        amount = _amount(abs(value), self.measure, self.unit)
        return say("progress.up" if value > 0 else "progress.down", value=amount)


def _amount(value: float, measure: Measure, unit: LengthUnit) -> str:
    """Return a change without its sign."""
    return _shown(value, measure, unit, INCH_DECIMALS_OF_CHANGE)


def _shown(value: float, measure: Measure, unit: LengthUnit, inch_decimals: int) -> str:
    """Return a number with its unit as the reader asked for it: lengths in cm or inches."""
    if measure.unit == "cm" and unit == "in":
        number = plain_number(value / CM_PER_INCH, inch_decimals)
        return say("report.value", number=number, unit=unit)
    return say("report.value", number=plain_number(value), unit=measure.unit)


def _verdict(change: Change) -> Verdict:
    if change.real is None:
        return "not-known"
    if not change.real:
        return "not-real"
    return "real-better" if change.direction == "better" else "real-worse"


def day_text(day: date) -> str:
    """Return a day as readers write it: November 23, 2026."""
    months = say("progress.months").split(", ")
    return say("progress.day", month=months[day.month - 1], day=day.day, year=day.year)
