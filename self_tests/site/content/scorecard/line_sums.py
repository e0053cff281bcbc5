"""The tables of the scorecard that turn points into lines, and lines into their readings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, sqrt

from self_tests import catalogue
from self_tests.model import (
    Band,
    Bands,
    Line,
    LineItem,
    Measured,
    SelfTest,
    owner_of,
)
from self_tests.reporting.units import band_text
from self_tests.site.content.edition import measure_of, self_test_of
from self_tests.site.content.scorecard.points import WHOLE, decimals_of, errors_by_trials, weight_of
from self_tests.site.content.words import say_scorecard
from self_tests.wording import listed, plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialSum:
    """Some tests of a line that were done, and the factor from their sum to the whole line.

    `best_band` is the highest band that the line can then read.
    """

    tests_done: str
    multiply_by: str
    best_band: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointBand:
    """A range of a line's points and what it reads as."""

    range: str
    reads: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSum:
    """How the points of a line's tests become its reading.

    `tests` have a place for their points; `alone` replaces the `partial_sums` of a line of which
    the card has one test; `raise_by` says how a difference of the sides counts (empty: not at all);
    `margin` is how near to a border the paper cannot decide.
    """

    line: Line
    tests: tuple[str, ...]
    partial_sums: tuple[PartialSum, ...]
    alone: str
    raise_by: str
    bands: tuple[PointBand, ...]
    margin: str


def line_sums(tests: Sequence[SelfTest]) -> tuple[LineSum, ...]:
    """Return the sums of the lines that all or some of these self-tests can read."""
    done = {test.id for test in tests}
    return tuple(
        made
        for line in catalogue.line_table().lines
        if line.items and (made := _line_sum(line, done))
    )


def order() -> str:
    """Return how the lines that were read lead to drills."""
    most = catalogue.line_table().bands.capped_rank.value
    return say_scorecard(
        "order-text",
        none=band_text("no clear limit"),
        maybe=band_text("maybe"),
        most=round(WHOLE * most),
    )


def _line_sum(line: Line, done: set[str]) -> LineSum | None:
    """Return how a line is summed from some self-tests; `None` if none of them counts."""
    items = tuple(item for item in line.items if owner_of(item.measure) in done)
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
        tests=tuple(self_test_of(item.measure).title for item in items),
        partial_sums=tuple(_partial_sum(line, chosen, bands) for chosen in ways)
        if len(items) > 1
        else (),
        alone=_alone(line, items, bands) if ways and len(items) == 1 else "",
        raise_by=say_scorecard(
            "raise-by",
            needs=round(WHOLE * bands.bonus_needs.value),
            self_test=self_test_of(raising[0].measure).title,
            whole=WHOLE,
        )
        if raising
        else "",
        bands=tuple(_bands(line, ways, bands)) if ways else (),
        margin=say_scorecard("margin", points=_margin(line, ways))
        if ways
        else say_scorecard("not-alone"),
    )


def _completeness(line: Line, items: Iterable[LineItem]) -> float:
    return weight_of(items) / weight_of(line.items)


def _may_be_first(line: Line, items: Sequence[LineItem], bands: Bands) -> bool:
    return (
        line.ceiling == "priority"
        and _completeness(line, items) >= bands.priority_completeness.value
        and len({owner_of(item.measure) for item in items}) >= bands.priority_self_tests.value
    )


def _partial_sum(line: Line, items: Sequence[LineItem], bands: Bands) -> PartialSum:
    highest: Band = "priority" if _may_be_first(line, items, bands) else "maybe"
    return PartialSum(
        tests_done=listed(
            (self_test_of(item.measure).title for item in items), catalogue.say("interface.and")
        ),
        multiply_by=plain_number(1 / _completeness(line, items), 3),
        best_band=band_text(highest),
    )


def _alone(line: Line, items: Sequence[LineItem], bands: Bands) -> str:
    """Return what one test of a line leads to; empty if it is the whole line."""
    if len(line.items) == 1:
        return ""
    made = _partial_sum(line, items, bands)
    return say_scorecard("alone", times=made.multiply_by, ends=made.best_band)


def _bands(line: Line, ways: Sequence[Sequence[LineItem]], bands: Bands) -> Iterator[PointBand]:
    """Yield what a line's points read as.

    If a line may come first, its error decides as well, and nobody squares errors with a pencil. So
    between the border and the sum that is enough with any error, the paper says that it cannot
    decide.
    """
    maybe, first = (round(WHOLE * border.value) for border in (bands.maybe, bands.priority))
    yield PointBand(
        range=say_scorecard("points-less", most=maybe), reads=band_text("no clear limit")
    )
    leading = [items for items in ways if _may_be_first(line, items, bands)]
    if not leading:
        yield PointBand(range=say_scorecard("points-from", least=maybe), reads=band_text("maybe"))
        return
    sure = WHOLE * (bands.priority_floor.value + max(map(_largest_error, leading)))
    from_here = max(first, ceil(sure / 10) * 10)
    yield PointBand(
        range=say_scorecard("points-between", least=maybe, most=first - 1),
        reads=band_text("maybe"),
    )
    if from_here > first:
        yield PointBand(
            range=say_scorecard("points-between", least=first, most=from_here - 1),
            reads=say_scorecard("one-of-two", one=band_text("maybe"), other=band_text("priority")),
        )
    yield PointBand(
        range=say_scorecard("points-from", least=from_here), reads=band_text("priority")
    )


def _largest_error(items: Sequence[LineItem]) -> float:
    """Return the largest error that a line's score can have, 0 to 1."""
    total = 0.0
    for item in items:
        measure = measure_of(item.measure)
        if measure.deficit:
            scale = 10 ** decimals_of(measure)
            steps = range(int(measure.lowest * scale), int(measure.highest * scale) + 1)
            largest = max(
                measure.deficit.error(Measured(step / scale, error))
                for _, error in errors_by_trials(measure)
                for step in steps
            )
            total += (item.weight.value / weight_of(items) * largest) ** 2
    return sqrt(total)


def _margin(line: Line, ways: Sequence[Sequence[LineItem]]) -> int:
    """Return how far rounding on paper can move a sum: by half of each number's last digit."""
    half = 0.5
    least = 2
    sums = max(half * len(items) / _completeness(line, items) + half for items in ways)
    per_cent = half * WHOLE / 100 if any(item.bonus for item in line.items) else 0
    return max(least, ceil(sums + per_cent))
