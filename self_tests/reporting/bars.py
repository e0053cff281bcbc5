"""Where values and zones stand on a bar, in hundredths of its length: right is always better."""

from collections.abc import Iterable
from dataclasses import dataclass

from self_tests.model import Measure, Measured
from self_tests.reporting.shapes import ZoneReport

ROOM = 1.6
"""How far a bar goes beyond its outermost borders, in distances between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The bar of one measure. `worst` and `best` are the values at its left and right ends."""

    measure: Measure
    worst: float
    best: float

    def at(self, value: float) -> float:
        """Return where a value stands, from 0 to 100."""
        share = (value - self.worst) / (self.best - self.worst)
        return round(100 * min(max(share, 0.0), 1.0), 1)

    def zones(self) -> tuple[ZoneReport, ...]:
        """Return the tiers as zones, the worst first; their sizes add up to 100."""
        ends = [self.at(self.best), *map(self.at, _borders(self.measure)), 0.0]
        return tuple(
            ZoneReport(text=tier.short or tier.text, size=round(ends[place] - ends[place + 1], 1))
            for place, tier in reversed(list(enumerate(self.measure.tiers)))
        )


def bar_of(measure: Measure, measured: Iterable[Measured]) -> Bar | None:
    """Return the bar of a measure that holds every value with its error; `None` without borders."""
    borders = sorted(_borders(measure))
    if not borders:
        return None
    half = measure.step.value / 2
    least, most = measure.lowest - half, measure.highest + half
    room = ROOM * (borders[-1] - borders[0]) or most - least
    values = [*measured]
    low = min([borders[0] - room, *(value.value - value.error for value in values)])
    high = max([borders[-1] + room, *(value.value + value.error for value in values)])
    low, high = max(low, least), min(high, most)
    worst, best = (low, high) if measure.low_is_bad else (high, low)
    return Bar(measure=measure, worst=worst, best=best)


def plain_scale(measure: Measure, measured: Iterable[Measured]) -> Bar:
    """Return a scale without zones, from the worst to the best of some values with their errors."""
    values = [*measured]
    low = min(value.value - value.error for value in values)
    high = max(value.value + value.error for value in values)
    if low == high:
        low, high = low - measure.step.value, high + measure.step.value
    worst, best = (low, high) if measure.low_is_bad else (high, low)
    return Bar(measure=measure, worst=worst, best=best)


def _borders(measure: Measure) -> list[float]:
    """Return the values between the tiers, best first: halfway to the next value on the grid."""
    half = measure.step.value / 2
    return [
        tier.limit.value + (-half if measure.low_is_bad else half)
        for tier in measure.tiers
        if tier.limit
    ]
