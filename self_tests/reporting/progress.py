"""Progress in finished sentences: what moved, and whether that is real."""

from collections.abc import Iterator
from datetime import date

from self_tests.answering import LengthUnit
from self_tests.catalogue import say
from self_tests.model import Measure
from self_tests.progress import Change, MeasureProgress, Point, Progress, SideProgress
from self_tests.reporting.later_shapes import (
    MeasureProgressReport,
    MovedReport,
    PointReport,
    ProgressReport,
    SideProgressReport,
)
from self_tests.reporting.units import shown_reading, shown_value, side_text
from self_tests.rules import YesOrNo

# A value in inches is shown in tenths. That is coarser than what is compared: hundredths keep a
# change and its verdict in step.
INCH_DECIMALS_OF_CHANGE = 2


def progress_report(found: Progress, unit: LengthUnit) -> ProgressReport:
    """Return progress in sentences; `unit` is what the reader reads lengths in."""
    return ProgressReport(
        first=found.first.isoformat(),
        last=found.last.isoformat(),
        measures=tuple(_measure(measured, unit) for measured in found.measures),
    )


def day_text(day: date) -> str:
    """Return a day as readers write it: November 23, 2026."""
    months = say("progress.months").split(", ")
    return say("progress.day", month=months[day.month - 1], day=day.day, year=day.year)


def _measure(found: MeasureProgress, unit: LengthUnit) -> MeasureProgressReport:
    measure, border = found.measure, found.real_from
    return MeasureProgressReport(
        self_test=found.self_test.id,
        title=found.self_test.title,
        measure=measure.id,
        text=measure.text,
        unit=measure.unit,
        better="higher" if measure.low_is_bad else "lower",
        is_note=found.is_note,
        real_change=border,
        real_change_text=_amount(border, measure, unit) if border is not None else "",
        measure_again=found.again.isoformat() if found.again else "",
        sides=tuple(_side(side, found, unit) for side in found.sides),
    )


def _side(side: SideProgress, found: MeasureProgress, unit: LengthUnit) -> SideProgressReport:
    measure = found.measure
    last = side.steps[-1] if side.steps else None
    return SideProgressReport(
        side=side.side,
        side_text=side_text(side.side),
        points=tuple(_point(point, measure, unit) for point in side.points),
        from_first=_moved(side.total, measure, unit) if side.total else None,
        from_before=_moved(last, measure, unit) if last else None,
        in_a_row=side.in_a_row,
        sentence=" ".join(_sentences(side, found, unit)),
    )


def _point(point: Point, measure: Measure, unit: LengthUnit) -> PointReport:
    return PointReport(
        date=point.day.isoformat(),
        value=point.value,
        error=point.error,
        low=point.value - point.error,
        high=point.value + point.error,
        text=shown_reading(point.value, measure, unit),
        tier_text=point.tier.text if point.tier else "",
    )


def _moved(change: Change, measure: Measure, unit: LengthUnit) -> MovedReport:
    return MovedReport(
        since=change.since.day.isoformat(),
        value=change.value,
        error=change.error,
        text=_change_text(change, measure, unit),
        direction=change.direction,
        real=change.real,
    )


def _sentences(side: SideProgress, found: MeasureProgress, unit: LengthUnit) -> Iterator[str]:
    """Yield what to say about one side, in order."""
    name = found.measure.text
    if side.side:
        name = say("progress.sided", side=side_text(side.side), measure=name)
    what = name[:1].upper() + name[1:]
    if side.total:
        yield from _since_the_first(what, side.total, found.measure, unit)
        yield from _since_the_one_before(side, found.measure, unit)
    else:
        yield say("progress.once", what=what, date=day_text(side.points[0].day))
    if found.is_note:
        yield say("progress.note")
    if found.again:
        yield say("progress.again", date=day_text(found.again))


def _since_the_first(what: str, total: Change, measure: Measure, unit: LengthUnit) -> Iterator[str]:
    first, retest = day_text(total.since.day), measure.retest
    if total.value:
        least = "" if total.real_from is None else _amount(total.real_from, measure, unit)
        change = _change_text(total, measure, unit)
        yield say("progress.since", what=what, change=change, date=first)
        yield say(f"progress.{total.verdict}", least=least)
    else:
        yield say("progress.same", what=what, date=first)
    if retest and retest.usual_gain and total.verdict == "not-real":
        yield retest.usual_gain.text


def _since_the_one_before(side: SideProgress, measure: Measure, unit: LengthUnit) -> Iterator[str]:
    """Yield what to say about the last step, where there was one before it."""
    if len(side.steps) < 2:  # noqa: PLR2004 - the first step is the whole change
        return
    before, last = side.steps[-2:]
    yield say(
        "progress.before" if last.value else "progress.before-same",
        date=day_text(last.since.day),
        change=_change_text(last, measure, unit),
        verdict=say(f"progress.verdict-{last.verdict}") if last.value else "",
    )
    if side.in_a_row > 1:
        first, second = (_change_text(step, measure, unit) for step in (before, last))
        yield say("progress.in-a-row", first=first, second=second)


def _change_text(change: Change, measure: Measure, unit: LengthUnit) -> str:
    """Return a change with its sign; of a sign, what it was and what it is."""
    if not change.value:
        return say("progress.no-change")
    if isinstance(measure.deficit, YesOrNo):
        was, now = (shown_value(point.value, measure, unit) for point in (change.since, change.to))
        return say("progress.from-to", was=was, now=now)
    amount = _amount(abs(change.value), measure, unit)
    return say("progress.up" if change.value > 0 else "progress.down", value=amount)


def _amount(value: float, measure: Measure, unit: LengthUnit) -> str:
    """Return a change without its sign."""
    return shown_value(value, measure, unit, INCH_DECIMALS_OF_CHANGE)
