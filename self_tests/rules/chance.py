"""The one piece of statistics: how likely a true value lies below a threshold."""

from math import erf, sqrt

# Rounded where it is computed: erf differs in the last bit between C libraries, and a comparison
# must not hang on that bit.
CHANCE_DECIMALS = 6


def chance_below(value: float, threshold: float, error: float) -> float:
    """Return the chance (0 to 1) that the true value is below `threshold`.

    The measured `value` is taken as normally distributed around the true one with standard
    deviation `error` (same unit, above 0).
    """
    return round(0.5 * (1 + erf((threshold - value) / (error * sqrt(2)))), CHANCE_DECIMALS)
