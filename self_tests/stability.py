"""How sure a result is: simulated re-measurements, and what would change it.

The draws start from a seed and use whole-number arithmetic and sums only, so that every interpreter
draws the same numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from self_tests.lines import LineScorer, Values, Worth, scorers, values_of, worth_of
from self_tests.model import Band, Line, LineTable, Measure, MeasureId, Side
from self_tests.ranked_lines import may_lead
from self_tests.rules import YesOrNo
from self_tests.scoring import MeasureResult

# The seed of every report: equal answers get equal words.
SEED = 1
# Each draw is used twice, with the noise of the sides exchanged: then a report with the sides
# exchanged is the exact mirror.
DRAWS = 250
TOO_CLOSE_BELOW = 60
MOST_SCORINGS = 200
# Finer than any error; removes what the rounding of a square root leaves.
NOISE_DECIMALS = 6
BAND_ORDER: tuple[Band, ...] = ("priority", "maybe", "no clear limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStability:
    """In how many of 100 re-measurements a line keeps its reading.

    `stands_out` is whether it reads `maybe` or above; if not, `stays` counts the re-measurements in
    which it still does not.
    """

    line: Line
    stands_out: bool
    stays: int

    @property
    def too_close(self) -> bool:
        """Whether the reading comes out again too seldom to be said."""
        return self.stays < TOO_CLOSE_BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """In how many of 100 re-measurements the leading line still leads, and what each line keeps.

    `first` is the highest line that stands out, of those that may lead: `None` when there is none.
    `first_stays` is `None` when no other line that may lead can be read; `rival` is the line that
    leads most often when the first one does not.
    """

    first: Line | None
    first_stays: int | None
    rival: Line | None
    lines: tuple[LineStability, ...]

    @property
    def too_close(self) -> bool:
        """Whether the leading line changes too often to name one."""
        return self.first_stays is not None and self.first_stays < TOO_CLOSE_BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class BandChange:
    """The smallest change of one measure that moves a line to another band.

    `sides` are the sides that change (`None` for an unsided measure), `to_value` what they then
    read, `by` how much the worse one moved; `better` is the direction.
    """

    line: Line
    measure: Measure
    sides: tuple[Side | None, ...]
    by: float
    to_value: float
    band: Band
    better: bool


def splitmix(seed: int) -> Iterator[int]:
    """Yield 64-bit numbers that look random: the SplitMix64 generator of Steele and others."""
    mask = 0xFFFF_FFFF_FFFF_FFFF
    state = seed & mask
    while True:
        state = (state + 0x9E37_79B9_7F4A_7C15) & mask
        mixed = ((state ^ (state >> 30)) * 0xBF58_476D_1CE4_E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB) & mask
        yield mixed ^ (mixed >> 31)


def normal(numbers: Iterator[int]) -> float:
    """Return a draw with mean 0 and spread 1.

    The sum of twelve uniform numbers less 6: close to normal, and the same in the last bit
    everywhere, because it needs no logarithm.
    """
    total = 0
    for _ in range(3):
        number = next(numbers)
        total += (number & 0xFFFF) + (number >> 16 & 0xFFFF) + (number >> 32 & 0xFFFF)
        total += number >> 48
    return total / 0x1_0000 - 6


@dataclass(frozen=True, slots=True)
class _Noise:
    """The draws of one seed that were made so far."""

    numbers: Iterator[int]
    drawn: list[float]


@lru_cache(maxsize=1)
def _noise(seed: int) -> _Noise:
    return _Noise(splitmix(seed), [])


def noise_of(seed: int, count: int) -> Sequence[float]:
    """Return the first draws of a seed. Every report uses the same ones, so they are kept."""
    noise = _noise(seed)
    missing = count - len(noise.drawn)
    noise.drawn.extend(normal(noise.numbers) for _ in range(missing))
    return noise.drawn[:count]


def stability(
    table: LineTable, measured: Mapping[MeasureId, MeasureResult], seed: int
) -> Stability:
    """Return how often each reading would come out again if everything were measured again.

    Lines with not enough data have no reading that could come out again. The same seed draws the
    same re-measurements.
    """
    found = [scorer for scorer in scorers(table, measured) if scorer.is_readable]
    values = values_of(measured)
    spreads = {
        name: [_spread(result, index) for index in range(len(values[name]))]
        for name, result in sorted(measured.items())
    }
    # Lines share measures. What a measure is worth is computed once a draw. An item with a bonus
    # comes last, since of several items with one measure the last one counts.
    items = {
        item.measure: item
        for item in sorted(
            (item for scorer in found for item in scorer.items), key=lambda item: item.spread
        )
    }
    real = _Draw(found, worth_of(items.values(), values))
    drawn = _drawn(values, spreads, seed)
    worths = {name: item.worth_of_each(drawn[name]) for name, item in items.items()}
    firsts = [0] * len(found)
    stays = [0] * len(found)
    for at in range(2 * DRAWS):
        draw = _Draw(found, {name: each[at] for name, each in worths.items()})
        if draw.first is not None:
            firsts[draw.first] += 1
        for index, stands_out in enumerate(draw.stands_out):
            stays[index] += stands_out == real.stands_out[index]
    first = real.first
    others = [
        (firsts[index], -index)
        for index, scorer in enumerate(found)
        if may_lead(scorer.line) and index != first
    ]
    ranked = first is not None and bool(others)
    return Stability(
        first=found[first].line if first is not None else None,
        first_stays=of_100(firsts[first]) if ranked and first is not None else None,
        rival=found[-max(others)[1]].line if ranked else None,
        lines=tuple(
            LineStability(line=scorer.line, stands_out=stands_out, stays=of_100(count))
            for scorer, stands_out, count in zip(found, real.stands_out, stays, strict=True)
        ),
    )


class _Draw:
    """The readings for one set of values: which line leads, if any, and which ones stand out."""

    def __init__(self, found: Sequence[LineScorer], worth: Mapping[MeasureId, Worth]) -> None:
        self.stands_out = []
        self.first: int | None = None
        highest = -1.0
        for index, scorer in enumerate(found):
            score, before_bonus = scorer.score_of(worth)
            stands_out = scorer.stands_out(score, before_bonus)
            self.stands_out.append(stands_out)
            if stands_out and score > highest and may_lead(scorer.line):
                highest, self.first = score, index


def _spread(result: MeasureResult, index: int) -> float:
    """Return the spread of a second measurement around the first: the error times root two."""
    if isinstance(result.measure.deficit, YesOrNo):
        return 0
    return round(result.findings[index].measured.error * sqrt(2), NOISE_DECIMALS)


def _drawn(
    values: Values, spreads: Mapping[MeasureId, Sequence[float]], seed: int
) -> dict[MeasureId, list[tuple[float, ...]]]:
    """Return, per measure, its values with the noise of each draw, then with the sides exchanged.

    A draw takes one number for each value of all measures, in the order of their names.
    """
    each = sum(map(len, spreads.values()))
    noise = noise_of(seed, DRAWS * each)
    found = {}
    begin = 0
    for name, widths in spreads.items():
        own = [noise[begin + side :: each] for side in range(len(widths))]
        found[name] = [
            sides
            for columns in (own, own[::-1])
            for sides in zip(
                *(
                    [value + width * by for by in column]
                    for value, width, column in zip(values[name], widths, columns, strict=True)
                ),
                strict=True,
            )
        ]
        begin += len(widths)
    return found


def of_100(count: int) -> int:
    """Return a count, out of all uses of all draws, as a whole number out of 100, halves up."""
    uses = 2 * DRAWS
    return (count * 100 + uses // 2) // uses


def changes(
    table: LineTable, measured: Mapping[MeasureId, MeasureResult]
) -> tuple[BandChange, ...]:
    """Return, per line and measure, the smallest change that moves the line to another band."""
    values = values_of(measured)
    search = _Search(values, measured)
    found = []
    for scorer in scorers(table, measured):
        for name in scorer.measures:
            change = search.smallest(scorer, name)
            if change:
                found.append(change)
    return tuple(found)


class _Search:
    """Searches for the nearest other band, with a limit on how often it may score."""

    def __init__(self, values: Values, measured: Mapping[MeasureId, MeasureResult]) -> None:
        self._values = values
        self._measured = measured
        self._left = MOST_SCORINGS

    def smallest(self, scorer: LineScorer, name: MeasureId) -> BandChange | None:
        """Return the smallest change of one measure that changes the line's band, if any does."""
        result = self._measured[name]
        if isinstance(result.measure.deficit, YesOrNo):
            return None
        now = self._band(scorer, self._values)
        better = now in ("priority", "maybe")
        low, high = 0, _most_steps(result, better=better)
        if now == "not enough data" or high == 0:
            return None
        if not _moved(now, self._band_at(scorer, name, high, better=better), better=better):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            if _moved(now, self._band_at(scorer, name, middle, better=better), better=better):
                high = middle
            else:
                low = middle
            if self._left <= 0:
                return None
        target = _target(result, high, better=better)
        return BandChange(
            line=scorer.line,
            measure=result.measure,
            sides=tuple(
                finding.side
                for finding, value in zip(
                    result.findings, _changed(result, high, better=better), strict=True
                )
                if value != finding.measured.value
            ),
            by=high * result.measure.step.value,
            to_value=target,
            band=self._band_at(scorer, name, high, better=better),
            better=better,
        )

    def _band(self, scorer: LineScorer, values: Values) -> Band:
        self._left -= 1
        return scorer.read(values).band

    def _band_at(self, scorer: LineScorer, name: MeasureId, steps: int, *, better: bool) -> Band:
        changed = _changed(self._measured[name], steps, better=better)
        return self._band(scorer, {**self._values, name: changed})


def _moved(now: Band, then: Band, *, better: bool) -> bool:
    order = BAND_ORDER.index(then) - BAND_ORDER.index(now)
    return order > 0 if better else order < 0


def _upward(measure: Measure, *, better: bool) -> bool:
    """Return whether values grow in the wanted direction."""
    return measure.low_is_bad == better


def _worst(result: MeasureResult) -> float:
    sides = [finding.measured.value for finding in result.findings]
    return min(sides) if result.measure.low_is_bad else max(sides)


def _target(result: MeasureResult, steps: int, *, better: bool) -> float:
    step = result.measure.step.value * steps
    worst = _worst(result)
    return round(worst + step if _upward(result.measure, better=better) else worst - step, 1)


def _changed(result: MeasureResult, steps: int, *, better: bool) -> tuple[float, ...]:
    """Return the sides after a change of the worse one by some steps.

    Toward better, every side that is worse than the target is brought to it; toward worse, the
    worse side alone moves, or both when they are equal.
    """
    sides = [finding.measured.value for finding in result.findings]
    target, worst = _target(result, steps, better=better), _worst(result)
    if better:
        reach = max if result.measure.low_is_bad else min
        return tuple(reach(value, target) for value in sides)
    return tuple(target if value == worst else value for value in sides)


def _most_steps(result: MeasureResult, *, better: bool) -> int:
    """Return how many steps the worse side has to the end of what can be entered."""
    measure = result.measure
    end = measure.highest if _upward(measure, better=better) else measure.lowest
    return max(0, int(abs(end - _worst(result)) / measure.step.value + 1e-9))
