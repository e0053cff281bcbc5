"""The tables of the printed scorecard: values to points, points to lines, lines to drills.

Imports the core and `score_pages`.

Every number in them is worked out here, while the site is built, by the rules that score a visit
in the browser. Nothing is typed by hand, so the paper cannot say anything else.

Points are thousandths of a line's whole weight: a line whose tests were all done has their sum.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, sqrt

from self_tests import catalogue
from self_tests.lines import line_results
from self_tests.model import (
    Band,
    Bands,
    Difference,
    Line,
    LineItem,
    Measure,
    Measured,
    MeasureId,
    Number,
    SelfTest,
    Side,
)
from self_tests.planning import plan
from self_tests.reporting.report import named_sides
from self_tests.request import DEFAULT_MINUTES
from self_tests.rules import MeanOfTrials, chance_below
from self_tests.rules.readings import MEAN_DECIMALS
from self_tests.scoring import Finding, MeasureResult, SelfTestResult, side_difference, tier_of
from self_tests.site.content.how_we_score import parts
from self_tests.wording import listed, plain_number

WHOLE = 1000
"""The points of a line that could not read worse."""

PER_ROW = 10
"""Numbers beside each other in a table of two directions: tens and ones, or ones and tenths."""

LONGEST_STRIP = 12
"""Up to so many numbers stand in one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUpRow:
    """A row of numbers, and what they are for."""

    head: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """A table to read a number off.

    The rows of a strip are lines; those of any other one are the first part of a value, to which
    a column adds the rest. `corner` is the unit, `outside` what holds below and above the table.
    """

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[LookUpRow, ...]
    outside: str
    is_strip: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillRow:
    """The drills for one range of the worse side, without and with a real difference."""

    range: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillTable:
    """Which drills a value and a difference of the sides end in, when everything is at hand."""

    columns: tuple[str, ...]
    rows: tuple[DrillRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Some tests of a line that were done, and what brings their sum to the whole line."""

    done: str
    times: str
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointBand:
    """A range of a line's points and what it reads as."""

    range: str
    reads: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSum:
    """How the points of a line's tests become what it reads.

    `tests` have a place for their points, `alone` stands for the `ways` of a line of which the card
    has one test, `raise_by` says how a difference of the sides counts
    (empty: not at all), `margin` how near to a border the paper cannot tell.
    """

    line: Line
    tests: tuple[str, ...]
    ways: tuple[Way, ...]
    alone: str
    raise_by: str
    bands: tuple[PointBand, ...]
    margin: str


def say(key: str, /, **gaps: object) -> str:
    """Return a sentence of the scorecard with its gaps filled."""
    return catalogue.say(f"interface.scorecard-{key}", **gaps)


def look_ups(test: SelfTest) -> tuple[LookUp, ...]:
    """Return the tables from a self-test's values to its points, and for left and right."""
    found: list[LookUp] = []
    for measure in test.measures:
        found += _points(measure)
        if any(item.bonus for _, item in _items(measure.id)) and measure.difference:
            found.append(_raises(measure, measure.difference))
    return tuple(found)


def drill_table(test: SelfTest, ranges: Sequence[str]) -> DrillTable | None:
    """Return the drills of one self-test alone, `None` where none follow from it.

    `ranges` are the ranges of its tiers in words, best first.
    """
    if not any(single.self_test == test.id for single in catalogue.plan_table().singles):
        return None
    (measure,) = test.measures
    differ = (False, True) if measure.difference else (False,)
    return DrillTable(
        columns=tuple(say("differ" if real else "alike") for real in differ)
        if measure.difference
        else (say("drills"),),
        rows=tuple(
            DrillRow(
                range=text, cells=tuple(_drills_of(test, measure, tier.id, real) for real in differ)
            )
            for text, tier in zip(ranges, measure.tiers, strict=True)
        ),
    )


def line_sums(tests: Sequence[SelfTest]) -> tuple[LineSum, ...]:
    """Return how the lines are summed that some self-tests, or only some of these, can read."""
    done = {test.id for test in tests}
    return tuple(
        made
        for line in catalogue.line_table().lines
        if line.items and (made := _line_sum(line, done))
    )


def order() -> str:
    """Return how the lines that were read lead to drills."""
    most = catalogue.line_table().bands.capped_rank.value
    return say(
        "order-text",
        none=_band("no clear limit"),
        maybe=_band("maybe"),
        most=round(WHOLE * most),
    )


def _items(measure: MeasureId) -> Iterator[tuple[Line, LineItem]]:
    """Yield each line that a measure counts for, with its share."""
    for line in catalogue.line_table().lines:
        for item in line.items:
            if item.measure == measure:
                yield line, item


def _owner(item: LineItem) -> SelfTest:
    return catalogue.self_test(item.measure.partition(".")[0])


def _measure(item: LineItem) -> Measure:
    return next(each for each in _owner(item).measures if each.id == item.measure)


def _weight(items: Iterable[LineItem]) -> float:
    return sum(item.weight.value for item in items)


def _errors(measure: Measure) -> tuple[tuple[str, float], ...]:
    """Return the errors a value may have, and when it has which (empty: always)."""
    reading = measure.reading
    if isinstance(reading, MeanOfTrials):
        return (
            (say("one-measure"), reading.error_of_one.value),
            (say("three-measures"), reading.error_of_three.value),
        )
    error = getattr(reading, "error", None)
    return (("", error.value if isinstance(error, Number) else 0.0),)


def _decimals(measure: Measure) -> int:
    """Return how finely a value is read: a mean to a tenth, everything else whole."""
    return MEAN_DECIMALS if isinstance(measure.reading, MeanOfTrials) else 0


def _points(measure: Measure) -> Iterator[LookUp]:
    """Yield the tables of points, one for all lines where they are short."""
    if not measure.deficit:
        return
    lines = tuple(_items(measure.id))
    for when, error in _errors(measure):
        at = {line.id: _points_at(measure, line, item, error) for line, item in lines}
        values = _changing(measure, tuple(at.values()))
        if len(values) <= LONGEST_STRIP:
            yield _strip(measure, values, [(line.title, at[line.id]) for line, _ in lines])
        else:
            for line, _ in lines:
                caption = say("points-for", line=line.title)
                yield _grid(measure, values, at[line.id], f"{caption}: {when}" if when else caption)


def _points_at(
    measure: Measure, line: Line, item: LineItem, error: float
) -> Callable[[float], str]:
    deficit = measure.deficit
    share = WHOLE * item.weight.value / _weight(line.items)

    def at(value: float) -> str:
        return str(round(share * deficit.of(Measured(value, error)))) if deficit else ""

    return at


def _raises(measure: Measure, rule: Difference) -> LookUp:
    """Return by how many per cent of what is missing a difference raises a line."""
    if not rule.tau or not rule.spread:
        raise ValueError(f"{measure.id}: a bonus needs `tau` and `spread`. Add both.")
    tau, spread = rule.tau.value, rule.spread.value
    most = catalogue.line_table().bands.bonus_share.value

    def at(difference: float) -> str:
        return str(round(100 * most * chance_below(-difference, -tau, spread)))

    return _grid(measure, _changing(measure, (at,), least=0), at, say("raise"))


def _changing(
    measure: Measure, at: Sequence[Callable[[float], str]], least: float | None = None
) -> tuple[float, ...]:
    """Return the values between which something changes, with the first and last that do not.

    Where a table begins at a `least` value it begins there.
    """
    scale = 10 ** _decimals(measure)
    lowest = measure.lowest if least is None else least
    values = [step / scale for step in range(int(lowest * scale), int(measure.highest * scale) + 1)]
    told = [tuple(each(value) for each in at) for value in values]
    first = next(place for place, one in enumerate(told) if one != told[0])
    last = next(place for place in range(len(told) - 1, -1, -1) if told[place] != told[-1])
    start = first - 1 if least is None else 0
    return tuple(values[start : last + 2])


def _strip(
    measure: Measure, values: Sequence[float], lines: Sequence[tuple[str, Callable[[float], str]]]
) -> LookUp:
    """Return a table of one row a line."""
    heads = tuple(plain_number(value) for value in values)
    answers = parts.answers_of(measure)
    if answers:
        heads = tuple(answers["yes" if value else "no"] for value in values)
    return LookUp(
        caption=say("points") if measure.sided else say("points-once"),
        corner=say("worse-side") if measure.sided else measure.unit,
        columns=heads,
        rows=tuple(
            LookUpRow(head=title, cells=tuple(at(value) for value in values)) for title, at in lines
        ),
        outside="" if answers else _outside(measure, values, lines[0][1], len(lines)),
        is_strip=True,
    )


def _grid(
    measure: Measure, values: Sequence[float], at: Callable[[float], str], caption: str
) -> LookUp:
    """Return a table of two directions."""
    scale = 10 ** _decimals(measure)
    steps = [round(value * scale) for value in values]
    rows = range(steps[0] // PER_ROW, steps[-1] // PER_ROW + 1)
    inside = range(steps[0], steps[-1] + 1)
    return LookUp(
        caption=caption,
        corner=measure.unit,
        columns=tuple(_added(step / scale) for step in range(PER_ROW)),
        rows=tuple(
            LookUpRow(
                head=plain_number(row * PER_ROW / scale),
                cells=tuple(
                    at(step / scale) if step in inside else ""
                    for step in range(row * PER_ROW, (row + 1) * PER_ROW)
                ),
            )
            for row in rows
        ),
        outside=_outside(measure, values, at, 1),
        is_strip=False,
    )


def _added(value: float) -> str:
    """Return what a column adds, short enough for eleven of them on a phone: `+.1`, `+1`."""
    text = plain_number(value)
    return f"+{text.removeprefix('0') or text}"


def _outside(
    measure: Measure, values: Sequence[float], at: Callable[[float], str], lines: int
) -> str:
    """Return what holds left and right of the table, where a value may lie there."""
    ends = {"first": plain_number(values[0]), "last": plain_number(values[-1])}
    if lines > 1:
        return "" if measure.lowest == values[0] else say("as-the-ends", **ends)
    below, above = at(values[0]), at(values[-1])
    if values[0] <= 0 <= measure.lowest:
        return say("above-it", above=above, unit=measure.unit, **ends)
    return say("outside", below=below, above=above, unit=measure.unit, **ends)


def _drills_of(test: SelfTest, measure: Measure, tier: str, real: bool) -> str:  # noqa: FBT001
    """Return the drills of a worse side in one tier, when the sides really differ or do not."""
    result = _example(test, measure, tier, real=real)
    if result is None:
        return say("cannot-be")
    lines = line_results(catalogue.line_table(), [result])
    made = plan([result], lines, {}, None, DEFAULT_MINUTES)
    extras = made.extras if made else ()
    titles = [slot.drill.title for slot in extras if slot.drill]
    if not titles:
        return say("no-drill")
    sides = named_sides(lines, [result])
    text = listed(titles, say("and-then"))
    first = any(sides.get(slot.slot.line) for slot in extras)
    return f"{text}. {say('worse-first')}" if first else text


def _example(test: SelfTest, measure: Measure, tier: str, *, real: bool) -> SelfTestResult | None:
    """Return a result whose worse side reads a tier; `None` where the sides cannot differ so."""
    scale = 10 ** _decimals(measure)
    steps = range(int(measure.lowest * scale), int(measure.highest * scale) + 1)
    values = [step / scale for step in steps]
    better = values[-1] if measure.low_is_bad else values[0]
    for value in values:
        found = tier_of(measure, value)
        if found is None or found.id != tier:
            continue
        result = _result(measure, (value, better if real else value))
        if not measure.difference or (result.difference and result.difference.real == real):
            return SelfTestResult(self_test=test, measures=(result,), stopped=())
    return None


def _result(measure: Measure, values: tuple[float, float]) -> MeasureResult:
    sides: tuple[Side | None, ...] = ("left", "right") if measure.sided else (None,)
    error = _errors(measure)[0][1]
    findings = tuple(
        Finding(
            side=side, measured=Measured(value, error), tier=tier_of(measure, value), close=False
        )
        for side, value in zip(sides, values, strict=False)
    )
    return MeasureResult(
        measure=measure, findings=findings, difference=side_difference(measure, findings)
    )


def _line_sum(line: Line, done: set[str]) -> LineSum | None:
    """Return how a line is summed from some self-tests; `None` where none of them counts."""
    items = tuple(item for item in line.items if item.measure.partition(".")[0] in done)
    ways = [
        chosen
        for count in range(len(items), 0, -1)
        for chosen in combinations(items, count)
        if _completeness(line, chosen) >= catalogue.line_table().bands.enough_data.value
    ]
    if not items:
        return None
    bands = catalogue.line_table().bands
    raising = [item for item in items if item.bonus]
    return LineSum(
        line=line,
        tests=tuple(_owner(item).title for item in items),
        ways=tuple(_way(line, chosen, bands) for chosen in ways) if len(items) > 1 else (),
        alone=_alone(line, items, bands) if ways and len(items) == 1 else "",
        raise_by=say(
            "raise-by",
            needs=round(WHOLE * bands.bonus_needs.value),
            self_test=_owner(raising[0]).title,
            whole=WHOLE,
        )
        if raising
        else "",
        bands=tuple(_bands(line, ways, bands)) if ways else (),
        margin=say("margin", points=_margin(line, ways)) if ways else say("not-alone"),
    )


def _completeness(line: Line, items: Iterable[LineItem]) -> float:
    return _weight(items) / _weight(line.items)


def _may_be_first(line: Line, items: Sequence[LineItem], bands: Bands) -> bool:
    return (
        line.ceiling == "priority"
        and _completeness(line, items) >= bands.priority_completeness.value
        and len({_owner(item).id for item in items}) >= bands.priority_self_tests.value
    )


def _way(line: Line, items: Sequence[LineItem], bands: Bands) -> Way:
    highest: Band = "priority" if _may_be_first(line, items, bands) else "maybe"
    return Way(
        done=listed((_owner(item).title for item in items), catalogue.say("interface.and")),
        times=plain_number(1 / _completeness(line, items), 3),
        ends=_band(highest),
    )


def _alone(line: Line, items: Sequence[LineItem], bands: Bands) -> str:
    """Return what one test of a line leads to; nothing where it is the whole line."""
    way = _way(line, items, bands)
    return "" if len(line.items) == 1 else say("alone", times=way.times, ends=way.ends)


def _band(band: Band) -> str:
    return catalogue.say("bands." + band.replace(" ", "-"))


def _bands(line: Line, ways: Sequence[Sequence[LineItem]], bands: Bands) -> Iterator[PointBand]:
    """Yield what a line's points read as.

    Where a line may come first, its error decides as well. Nobody squares errors with a pencil:
    between the border and the sum that is enough with any error, the paper says that it cannot
    tell.
    """
    maybe, first = (round(WHOLE * border.value) for border in (bands.maybe, bands.priority))
    yield PointBand(range=say("points-less", most=maybe), reads=_band("no clear limit"))
    leading = [items for items in ways if _may_be_first(line, items, bands)]
    if not leading:
        yield PointBand(range=say("points-from", least=maybe), reads=_band("maybe"))
        return
    sure = WHOLE * (bands.priority_floor.value + max(map(_largest_error, leading)))
    from_here = max(first, ceil(sure / 10) * 10)
    yield PointBand(range=say("points-between", least=maybe, most=first - 1), reads=_band("maybe"))
    if from_here > first:
        yield PointBand(
            range=say("points-between", least=first, most=from_here - 1),
            reads=say("one-of-two", one=_band("maybe"), other=_band("priority")),
        )
    yield PointBand(range=say("points-from", least=from_here), reads=_band("priority"))


def _largest_error(items: Sequence[LineItem]) -> float:
    """Return the largest error that a line's score can have, 0 to 1."""
    total = 0.0
    for item in items:
        measure = _measure(item)
        if measure.deficit:
            scale = 10 ** _decimals(measure)
            steps = range(int(measure.lowest * scale), int(measure.highest * scale) + 1)
            largest = max(
                measure.deficit.error(Measured(step / scale, error))
                for _, error in _errors(measure)
                for step in steps
            )
            total += (item.weight.value / _weight(items) * largest) ** 2
    return sqrt(total)


def _margin(line: Line, ways: Sequence[Sequence[LineItem]]) -> int:
    """Return how many points rounding on paper can move a sum: half of each number's last digit."""
    half = 0.5
    least = 2
    sums = max(half * len(items) / _completeness(line, items) + half for items in ways)
    per_cent = half * WHOLE / 100 if any(item.bonus for item in line.items) else 0
    return max(least, ceil(sums + per_cent))
