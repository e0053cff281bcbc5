"""Findings become the five lines: score, error, completeness and band.

Imports `model`, `scoring`, `rules`.

Arithmetic and constants: all `our choice`, written down on "How we score".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from self_tests.model import Band, Bands, Line, LineItem, LineTable, MeasureId
from self_tests.rules.chance import chance_below
from self_tests.scoring import MeasureResult, SelfTestResult

SCORE_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResult:
    """What a line reads: `score` 0 to 1, its `error`, how much of it was measured, and the band.

    `before_bonus` is the score without the side difference; `sides_differ` says that a
    difference was seen but there is no limit for it to add to; `missing` are the items whose
    self-test was not done, heaviest first.
    """

    line: Line
    score: float
    before_bonus: float
    error: float
    completeness: float
    band: Band
    sides_differ: bool
    missing: tuple[LineItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The rounded numbers that a band is read from: every comparison reads these."""

    score: float
    before_bonus: float
    error: float
    completeness: float
    self_tests: int


@dataclass(frozen=True, slots=True)
class _Counted:
    weight: float
    deficit: float
    error: float


def line_results(table: LineTable, results: Iterable[SelfTestResult]) -> tuple[LineResult, ...]:
    """Return every line that has at least one item measured."""
    measured = {
        result.measure.id: result
        for self_test in results
        for result in self_test.measures
        if result.complete
    }
    return tuple(
        line_result(line, measured, table.bands)
        for line in table.lines
        if any(item.measure in measured for item in line.items)
    )


def line_result(
    line: Line, measured: Mapping[MeasureId, MeasureResult], bands: Bands
) -> LineResult:
    """Return what a line reads from the measures that were completed (at least one of its own)."""
    done = tuple(item for item in line.items if item.measure in measured)
    counted = tuple(_counted(item, measured[item.measure]) for item in done)
    weight = sum(item.weight for item in counted)
    before_bonus = sum(item.weight * item.deficit for item in counted) / weight
    error = sqrt(sum((item.weight / weight * item.error) ** 2 for item in counted))
    raising = tuple(measured[item.measure] for item in done if item.bonus)
    chance = max((_bonus_chance(result) for result in raising), default=0)
    score = 1 - (1 - before_bonus) * (1 - bands.bonus_share.value * chance)
    read = _Read(
        score=round(score, SCORE_DECIMALS),
        before_bonus=round(before_bonus, SCORE_DECIMALS),
        error=round(error, SCORE_DECIMALS),
        completeness=round(weight / sum(item.weight.value for item in line.items), SCORE_DECIMALS),
        self_tests=len({item.measure.partition(".")[0] for item in done}),
    )
    return LineResult(
        line=line,
        score=read.score,
        before_bonus=read.before_bonus,
        error=read.error,
        completeness=read.completeness,
        band=_band(line, read, bands),
        sides_differ=read.before_bonus < bands.bonus_needs.value
        and any(_really_differ(result) for result in raising),
        missing=tuple(
            sorted(
                (item for item in line.items if item not in done),
                key=lambda item: -item.weight.value,
            )
        ),
    )


def _counted(item: LineItem, result: MeasureResult) -> _Counted:
    """Return the item's weight with the deficit and error of the worse side."""
    worst, deficit = result.worst, result.measure.deficit
    assert worst is not None and deficit is not None  # noqa: S101, PT018 - complete, and checked when read
    return _Counted(item.weight.value, deficit.of(worst.measured), deficit.error(worst.measured))


def _bonus_chance(result: MeasureResult) -> float:
    """Return the chance that the true side difference passes the rule's border."""
    rule, difference = result.measure.difference, result.difference
    if rule is None or rule.tau is None or rule.spread is None or difference is None:
        return 0
    return chance_below(-difference.value, -rule.tau.value, rule.spread.value)


def _really_differ(result: MeasureResult) -> bool:
    return result.difference is not None and result.difference.real


def _band(line: Line, read: _Read, bands: Bands) -> Band:
    if read.completeness < bands.enough_data.value:
        return "not enough data"
    if read.before_bonus < bands.bonus_needs.value or read.score < bands.maybe.value:
        return "no clear limit"
    is_priority = (
        line.ceiling == "priority"
        and read.score >= bands.priority.value
        and read.score - read.error > bands.priority_floor.value
        and read.completeness >= bands.priority_completeness.value
        and read.self_tests >= bands.priority_self_tests.value
    )
    return "priority" if is_priority else "maybe"
