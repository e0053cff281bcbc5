"""Quantiles of chi-squared and F, by bisection on incomplete gamma and beta functions."""

from collections.abc import Callable
from math import exp, lgamma, log

# Far below what is shown, and reached after about forty halvings of the largest bracket.
NEAR = 1e-12
# The functions below converge in some dozens of steps; with the largest degrees in some hundreds.
MOST_STEPS = 10_000
TINY = 1e-300
CONVERGED = 1e-13


def chi_squared(share: float, degrees: float) -> float:
    """Return the value below which a chi-squared with these degrees stays in this share of cases.

    `share` is between 0 and 1, `degrees` is above 0 and need not be whole.
    """
    most = degrees + 1.0
    while _gamma_below(degrees / 2, most / 2) < share:
        most *= 2
    return _crossing(lambda value: _gamma_below(degrees / 2, value / 2), share, most)


def f_ratio(share: float, above: float, below: float) -> float:
    """Return the value below which an F with `above` and `below` degrees stays in this share.

    `share` is between 0 and 1; the degrees are above 0 and need not be whole.
    """
    x = _crossing(lambda at: _beta_below(above / 2, below / 2, at), share, 1.0)
    return below * x / (above * (1 - x))


def student(share: float, degrees: float) -> float:
    """Return the value below which Student's t stays in this share, which is at least one half."""
    return float(f_ratio(2 * share - 1, 1, degrees) ** 0.5)


def _crossing(grows: Callable[[float], float], wanted: float, most: float) -> float:
    """Return where a function that grows from 0 has reached `wanted`, between 0 and `most`."""
    least = 0.0
    while most - least > NEAR * most:
        middle = (least + most) / 2
        if grows(middle) < wanted:
            least = middle
        else:
            most = middle
    return (least + most) / 2


def _gamma_below(a: float, x: float) -> float:
    """Return the regularized incomplete gamma function P(a, x), for `a` above 0, `x` at least 0."""
    if x <= 0:
        return 0.0
    scale = exp(a * log(x) - x - lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for step in range(1, MOST_STEPS):
            term *= x / (a + step)
            total += term
            if term < total * CONVERGED:
                break
        return total * scale
    return 1 - scale * _fraction(
        lambda step: (x + 1 - a + 2 * step, -step * (step - a) if step else 1.0)
    )


def _beta_below(a: float, b: float, x: float) -> float:
    """Return the regularized incomplete beta function I_x(a, b), for `a` and `b` above 0."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_below(b, a, 1 - x)
    scale = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a

    def part(step: int) -> tuple[float, float]:
        half = step // 2
        if step == 0:
            return 1.0, 1.0
        if step % 2 == 0:
            return 1.0, half * (b - half) * x / ((a + step - 1) * (a + step))
        return 1.0, -(a + half) * (a + b + half) * x / ((a + step - 1) * (a + step))

    return scale * _fraction(part)


def _fraction(part: Callable[[int], tuple[float, float]]) -> float:
    """Return the continued fraction n0 / (d0 + n1 / (d1 + ...)), by Lentz's method.

    `part` gives the pair of the denominator d and the numerator n of a step, from 0.
    """
    under, over = part(0)
    c, d = 1 / TINY, 1 / (under or TINY)
    value = over * d
    for step in range(1, MOST_STEPS):
        under, over = part(step)
        d = 1 / ((under + over * d) or TINY)
        c = (under + over / c) or TINY
        value *= c * d
        if abs(c * d - 1) < CONVERGED:
            break
    return value
