"""Progress in finished sentences: what changed, and whether that is real."""

from collections.abc import Iterable, Iterator
from datetime import date

from self_tests.answering import CM_PER_INCH, LengthUnit
from self_tests.catalogue import counted, line_table, say, study_design
from self_tests.lines import line_results
from self_tests.model import Measure, Measured, MeasureId
from self_tests.progress import (
    Change,
    MeasureProgress,
    OwnError,
    Point,
    Progress,
    SideProgress,
    is_pair,
)
from self_tests.ranked_lines import leading
from self_tests.reporting.bars import Bar, bar_of, plain_scale
from self_tests.reporting.later_shapes import (
    MeasureProgressReport,
    MovedReport,
    PointReport,
    ProgressReport,
    SideProgressReport,
)
from self_tests.reporting.units import gain_text, shown_result, shown_value, side_text
from self_tests.rules import YesOrNo
from self_tests.scoring import SelfTestResult
from self_tests.wording import plain_number

# A value in inches is shown in tenths, which is coarser than what is compared: hundredths keep a
# change and its verdict in step.
INCH_DECIMALS_OF_CHANGE = 2
OWN_DECIMALS = 2
"""One pair changes the error by hundredths of its unit."""


def progress_report(
    found: Progress,
    unit: LengthUnit,
    today: date | None = None,
    latest: Iterable[SelfTestResult] = (),
) -> ProgressReport:
    """Return progress in sentences; `unit` is the reader's unit for lengths.

    `today` is for the days until the next measure; `latest` is what each self-test read last, which
    decides the graph that comes first.
    """
    lead = _lead(found, latest)
    return ProgressReport(
        first=found.first.isoformat(),
        last=found.last.isoformat(),
        measures=tuple(_measure(each, unit, today, lead) for each in found.measures),
        frames=(),
    )


def _lead(found: Progress, latest: Iterable[SelfTestResult]) -> MeasureId:
    """Return the weightiest measure of the first line that has one measured twice."""
    followed = [
        each.measure.id for each in found.measures if any(side.total for side in each.sides)
    ]
    ranked = line_results(line_table(), latest)
    first = leading(ranked)
    for each in (first, *ranked) if first else ranked:
        for item in sorted(each.line.items, key=lambda item: -item.weight.value):
            if item.measure in followed:
                return item.measure
    return followed[0] if followed else found.measures[0].measure.id


def day_text(day: date) -> str:
    """Return a day as readers write it: November 23, 2026."""
    months = say("progress.months").split(", ")
    return say("progress.day", month=months[day.month - 1], day=day.day, year=day.year)


def _measure(
    found: MeasureProgress, unit: LengthUnit, today: date | None, lead: MeasureId
) -> MeasureProgressReport:
    measure, border = found.measure, found.real_from
    points = [point for side in found.sides for point in side.points]
    values = [Measured(point.value, point.error) for point in points]
    # Without a tier it is not known whether the borders are about this reader.
    bar = bar_of(measure, values) if any(point.tier for point in points) else None
    scale = bar or plain_scale(measure, values)
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
        own_error_text=_own_text(found.own, measure, unit) if found.own else "",
        again_text=_again_text(found.again, today) if found.again else "",
        zones=bar.zones() if bar else (),
        lead=measure.id == lead,
        sides=tuple(_side(side, found, unit, scale) for side in found.sides),
    )


def _again_text(again: date, today: date | None) -> str:
    if today is None:
        return say("progress.again-on", date=day_text(again))
    days = (again - today).days
    if days > 1:
        return say("progress.again-in", days=counted(days, "days"))
    return say("progress.again-tomorrow" if days == 1 else "progress.again-now")


def _own_text(own: OwnError, measure: Measure, unit: LengthUnit) -> str:
    """Return what a reader's own pairs say of the error, and whether it is used."""
    ours, theirs = (_error(each, measure, unit) for each in (own.ours, own.own))
    several = say("progress.pairs", count=own.pairs)
    pairs = say("progress.one-pair") if own.pairs == 1 else several
    if own.is_used:
        return say("progress.own-used", pairs=pairs, own=theirs, ours=ours)
    used_from = plain_number(study_design().own.used_from.value)
    return say("progress.own-not-yet", pairs=pairs, own=theirs, ours=ours, used_from=used_from)


def _error(error: float, measure: Measure, unit: LengthUnit) -> str:
    """Return an error with one more digit than values have."""
    is_in = measure.unit == "cm" and unit == "in"
    number = plain_number(error / CM_PER_INCH if is_in else error, OWN_DECIMALS)
    return counted(number, unit if is_in else measure.unit)


def _side(
    side: SideProgress, found: MeasureProgress, unit: LengthUnit, scale: Bar
) -> SideProgressReport:
    measure = found.measure
    last = side.steps[-1] if side.steps else None
    return SideProgressReport(
        side=side.side,
        side_text=side_text(side.side),
        points=tuple(_point(point, measure, unit, scale) for point in side.points),
        from_first=_moved(side.total, measure, unit) if side.total else None,
        from_before=_moved(last, measure, unit) if last else None,
        in_a_row=side.in_a_row,
        sentence=" ".join(_sentences(side, found, unit)),
        verdict_text=_verdict_text(side.total, measure, unit) if side.total else "",
        graph_text=_graph_text(side, measure, unit),
    )


def _verdict_text(total: Change, measure: Measure, unit: LengthUnit) -> str:
    if total.real is None:
        return ""
    if not total.real:
        return say("progress.short-not-real")
    return say("progress.short-real", change=_change_text(total, measure, unit))


def _graph_text(side: SideProgress, measure: Measure, unit: LengthUnit) -> str:
    """Return what the graph of a side shows, in one sentence."""
    first, *others = side.points
    if not others:
        return say(
            "progress.graph-once", value=_reading(first, measure, unit), date=day_text(first.day)
        )
    last = others[-1]
    return say(
        "progress.graph",
        count=len(side.points),
        first=_reading(first, measure, unit),
        first_date=day_text(first.day),
        last=_reading(last, measure, unit),
        last_date=day_text(last.day),
    )


def _reading(point: Point, measure: Measure, unit: LengthUnit) -> str:
    value = shown_result(point.value, measure, unit)
    return say("progress.reading", value=value, tier=point.tier.text) if point.tier else value


def _point(point: Point, measure: Measure, unit: LengthUnit, scale: Bar) -> PointReport:
    ends = (scale.at(point.value - point.error), scale.at(point.value + point.error))
    return PointReport(
        date=point.day.isoformat(),
        value=point.value,
        error=point.error,
        low=point.value - point.error,
        high=point.value + point.error,
        text=shown_result(point.value, measure, unit),
        tier_text=point.tier.text if point.tier else "",
        at=scale.at(point.value),
        from_at=min(ends),
        to_at=max(ends),
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
        yield from _twice(side, found.measure, unit)
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
        yield gain_text(retest.usual_gain, measure, unit)


def _since_the_one_before(side: SideProgress, measure: Measure, unit: LengthUnit) -> Iterator[str]:
    """Yield what to say about the last step, if there was one before it."""
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


def _twice(side: SideProgress, measure: Measure, unit: LengthUnit) -> Iterator[str]:
    """Yield how far apart the last two days are, if they are close together."""
    last = side.steps[-1]
    if not is_pair(measure, last.since, last.to):
        return
    days = (last.to.day - last.since.day).days
    apart = _amount(abs(last.value), measure, unit)
    if days == 1:
        yield say("progress.twice-in-a-row", apart=apart)
    else:
        yield say("progress.twice", days=counted(days, "days"), apart=apart)


def _change_text(change: Change, measure: Measure, unit: LengthUnit) -> str:
    """Return a change with its plus or minus; of a yes or no, what it was and what it is."""
    if not change.value:
        return say("progress.no-change")
    if isinstance(measure.deficit, YesOrNo):
        was, now = (shown_result(point.value, measure, unit) for point in (change.since, change.to))
        return say("progress.from-to", was=was, now=now)
    amount = _amount(abs(change.value), measure, unit)
    return say("progress.up" if change.value > 0 else "progress.down", value=amount)


def _amount(value: float, measure: Measure, unit: LengthUnit) -> str:
    """Return a change without its sign."""
    return shown_value(value, measure, unit, INCH_DECIMALS_OF_CHANGE)
