"""The one piece of statistics: how likely a true value lies below a threshold."""

from collections.abc import Iterable
from math import ceil, erf, sqrt

# Rounded where it is computed: erf differs in the last bit between C libraries, and a comparison
# must not hang on that bit.
CHANCE_DECIMALS = 6

# 95 of 100 differences by chance lie within so many of their standard errors.
WITHIN_95_OF_100 = 1.96
SPREAD_DECIMALS = 1


def chance_below(value: float, threshold: float, error: float) -> float:
    """Return the chance (0 to 1) that the true value is below `threshold`.

    The measured `value` is taken as normally distributed around the true one with standard
    deviation `error` (same unit, above 0).
    """
    [chance] = chances_below((value,), threshold, error)
    return chance


def chances_below(values: Iterable[float], threshold: float, error: float) -> list[float]:
    """Return `chance_below` of each of many values, at a fraction of the time."""
    scale = error * sqrt(2)
    return [
        round(0.5 * (1 + erf((threshold - value) / scale)), CHANCE_DECIMALS) for value in values
    ]


def real_from(error: float, step: float) -> float:
    """Return the least difference between two values that is more than chance.

    `error` is the measuring error of either value, `step` the grid that readers measure on, in the
    same unit. Two values of one thing differ by more than 1.96 times the square root of two times
    their error in 5 of 100 pairs; the border is the next point of the grid from there on. The same
    border holds between sides and over time.
    """
    steps = ceil(round(WITHIN_95_OF_100 * sqrt(2) * error / step, CHANCE_DECIMALS))
    return round(steps * step, CHANCE_DECIMALS)


def difference_spread(error: float) -> float:
    """Return the standard error of the difference between two values with the same `error`."""
    return round(error * sqrt(2), SPREAD_DECIMALS)
