"""Findings become the five lines: score, error, completeness and band.

Arithmetic and constants: all `our choice`, written down on "How we score".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from self_tests.model import (
    Band,
    Bands,
    Deficit,
    Line,
    LineItem,
    LineTable,
    Measured,
    MeasureId,
    owner_of,
)
from self_tests.rules.chance import chances_below, difference_spread, real_from
from self_tests.scoring import MeasureResult, SelfTestResult, largest_error

SCORE_DECIMALS = 4
# The values of a measure's sides, left and right, or the one value of an unsided measure.
type Values = Mapping[MeasureId, tuple[float, ...]]
# The deficit of a measure's worse side, and the chance that its sides differ: both 0 to 1.
type Worth = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineScore:
    """The rounded numbers by which a band is chosen: every comparison uses these.

    `score`, `before_bonus` (the score without the bonus for a side difference), `error` and
    `completeness` run from 0 to 1.
    """

    score: float
    before_bonus: float
    error: float
    completeness: float
    band: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class LineResult:
    """The reading of a line, and what it comes from.

    `sides_differ` means that a side difference was seen in a line that has no limit to add it to;
    `missing` are the items whose self-test was not done, heaviest first.
    """

    line: Line
    scored: LineScore
    rank: float
    sides_differ: bool
    missing: tuple[LineItem, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One measured item with everything its arithmetic needs."""

    measure: MeasureId
    weight: float
    deficit: Deficit
    measuring_error: float
    low_is_bad: bool
    tau: float
    spread: float

    def worst(self, values: Values) -> Measured:
        """Return the worse side, with its error."""
        sides = values[self.measure]
        return Measured(min(sides) if self.low_is_bad else max(sides), self.measuring_error)

    def worth_of_each(self, draws: Sequence[tuple[float, ...]]) -> list[Worth]:
        """Return what the measure is worth for each of many values of its sides.

        The second number is the chance that the true side difference is beyond the rule's border.
        """
        worst = min if self.low_is_bad else max
        deficits = self.deficit.of_each([worst(sides) for sides in draws], self.measuring_error)
        if not self.spread:
            return [(deficit, 0) for deficit in deficits]
        apart = [-abs(left - right) for left, right in draws]
        return list(zip(deficits, chances_below(apart, -self.tau, self.spread), strict=True))


class LineScorer:
    """Scores one line repeatedly, for changed values of the same measures."""

    def __init__(
        self, line: Line, measured: Mapping[MeasureId, MeasureResult], bands: Bands
    ) -> None:
        self.line = line
        self._bands = bands
        self._items = tuple(
            _item(item, measured[item.measure]) for item in line.items if item.measure in measured
        )
        self._weight = sum(item.weight for item in self._items)
        self._completeness = round(
            self._weight / sum(item.weight.value for item in line.items), SCORE_DECIMALS
        )
        self._self_tests = len({owner_of(item.measure) for item in self._items})

    @property
    def measures(self) -> tuple[MeasureId, ...]:
        """The measures this line reads, of those that were done."""
        return tuple(item.measure for item in self._items)

    def score(self, values: Values) -> tuple[float, float]:
        """Return the rounded score, with and without the bonus for a side difference."""
        return self.score_of(worth_of(self._items, values))

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of this line that were measured, with everything their arithmetic needs."""
        return self._items

    def score_of(self, worth: Mapping[MeasureId, Worth]) -> tuple[float, float]:
        """Return the score of measures, given what each is worth."""
        total = 0.0
        chance = 0.0
        for item in self._items:
            deficit, bonus_chance = worth[item.measure]
            total += item.weight * deficit
            if item.spread and bonus_chance > chance:
                chance = bonus_chance
        plain = total / self._weight
        raised = 1 - (1 - plain) * (1 - self._bands.bonus_share.value * chance)
        return round(raised, SCORE_DECIMALS), round(plain, SCORE_DECIMALS)

    def read(self, values: Values) -> LineScore:
        """Return score, error, completeness and band."""
        score, before_bonus = self.score(values)
        error = sqrt(
            sum(
                (item.weight / self._weight * item.deficit.error(item.worst(values))) ** 2
                for item in self._items
            )
        )
        error = round(error, SCORE_DECIMALS)
        return LineScore(
            score=score,
            before_bonus=before_bonus,
            error=error,
            completeness=self._completeness,
            band=self._band(score, before_bonus, error),
        )

    def rank(self, score: float) -> float:
        """Return the number by which a score is ranked."""
        if self.line.ceiling == "priority":
            return score
        return min(score, self._bands.capped_rank.value)

    @property
    def is_readable(self) -> bool:
        """Whether enough of the line was measured to read anything from it."""
        return self._completeness >= self._bands.enough_data.value

    def stands_out(self, score: float, before_bonus: float) -> bool:
        """Return whether a score reads `maybe` or above."""
        return (
            self.is_readable
            and before_bonus >= self._bands.bonus_needs.value
            and score >= self._bands.maybe.value
        )

    def _band(self, score: float, before_bonus: float, error: float) -> Band:
        bands = self._bands
        if not self.is_readable:
            return "not enough data"
        if not self.stands_out(score, before_bonus):
            return "no clear limit"
        is_priority = (
            self.line.ceiling == "priority"
            and score >= bands.priority.value
            and score - error > bands.priority_floor.value
            and self._completeness >= bands.priority_completeness.value
            and self._self_tests >= bands.priority_self_tests.value
        )
        return "priority" if is_priority else "maybe"


def worth_of(items: Iterable[Item], values: Values) -> dict[MeasureId, Worth]:
    """Return what each measure of some items is worth; if items share one, the last counts."""
    return {item.measure: item.worth_of_each([values[item.measure]])[0] for item in items}


def _item(item: LineItem, result: MeasureResult) -> Item:
    measure, error = result.measure, largest_error(result.findings)
    if measure.deficit is None:
        raise ValueError(f"{item.measure} has no deficit, so no line can count it")
    has_bonus = item.bonus and measure.difference is not None
    return Item(
        measure=item.measure,
        weight=item.weight.value,
        deficit=measure.deficit,
        measuring_error=error,
        low_is_bad=measure.low_is_bad,
        tau=real_from(error, measure.step.value) if has_bonus else 0,
        spread=difference_spread(error) if has_bonus else 0,
    )


def completed(results: Iterable[SelfTestResult]) -> dict[MeasureId, MeasureResult]:
    """Return the measures that were done on every side and have norms for the reader, by id."""
    return {
        result.measure.id: result
        for self_test in results
        for result in self_test.measures
        if result.complete and result.has_norms
    }


def values_of(measured: Mapping[MeasureId, MeasureResult]) -> dict[MeasureId, tuple[float, ...]]:
    """Return the values of each measure's sides."""
    return {
        name: tuple(finding.measured.value for finding in result.findings)
        for name, result in measured.items()
    }


def scorers(table: LineTable, measured: Mapping[MeasureId, MeasureResult]) -> list[LineScorer]:
    """Return a scorer for each line that has at least one item measured."""
    return [
        LineScorer(line, measured, table.bands)
        for line in table.lines
        if any(item.measure in measured for item in line.items)
    ]


def line_results(table: LineTable, results: Iterable[SelfTestResult]) -> tuple[LineResult, ...]:
    """Return every line that has at least one item measured, the highest first."""
    measured = completed(results)
    found = [line_result(scorer, measured, table.bands) for scorer in scorers(table, measured)]
    return tuple(sorted(found, key=lambda result: -result.rank))


def line_result(
    scorer: LineScorer, measured: Mapping[MeasureId, MeasureResult], bands: Bands
) -> LineResult:
    """Return what one line reads from the measures that were done."""
    scored = scorer.read(values_of(measured))
    items = scorer.line.items
    missing = [item for item in items if item.measure not in measured]
    return LineResult(
        line=scorer.line,
        scored=scored,
        rank=scorer.rank(scored.score),
        sides_differ=scored.before_bonus < bands.bonus_needs.value
        and any(
            _really_differ(measured[item.measure])
            for item in items
            if item.bonus and item.measure in measured
        ),
        missing=tuple(sorted(missing, key=lambda item: -item.weight.value)),
    )


def _really_differ(result: MeasureResult) -> bool:
    return result.difference is not None and result.difference.real
