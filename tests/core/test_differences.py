"""One rule for a real difference: between sides and over time, from the error that is shown."""

from collections.abc import Iterator

import pytest

from self_tests.catalogue import line_table, self_test, self_test_ids
from self_tests.model import SIDES, Measure, Measured
from self_tests.rules.chance import difference_spread, real_from
from self_tests.scoring import finding, side_difference
from self_tests.stability import normal, splitmix

PAIRS = 20_000
MOST_OF_100 = 5
BANDS = line_table().bands

# Error, grid, border and the softness of the border, as they were settled.
SETTLED = {
    "knee-to-wall, mean of three": (0.7, 0.5, 2.0, 1.0),
    "knee-to-wall, one measure": (1.0, 0.5, 3.0, 1.4),
    "hip hold": (12, 5, 35, 17),
    "heel raise": (3, 1, 9, 4.2),
    "step-down": (1, 1, 3, 1.4),
    "squat discomfort": (1, 1, 3, 1.4),
    "squat difference": (1.4, 1, 4, 2.0),
}


def measures() -> Iterator[Measure]:
    """Yield every measure of this edition that compares sides or days."""
    for name in self_test_ids():
        for measure in self_test(name).measures:
            if measure.difference or measure.retest:
                yield measure


def by_id(name: str) -> Measure:
    """Return a measure by its id."""
    return next(measure for measure in measures() if measure.id == name)


@pytest.mark.parametrize("name", SETTLED)
def test_the_border_follows_from_the_error(name: str) -> None:
    """1.96 times the square root of two times the error, rounded up to the grid."""
    error, step, border, spread = SETTLED[name]
    assert (real_from(error, step), difference_spread(error)) == (border, spread)


@pytest.mark.parametrize("name", SETTLED)
def test_equal_legs_seldom_really_differ(name: str) -> None:
    """Of 20,000 seeded pairs of measures of one leg, at most 5 in 100 lie a border apart."""
    error, step, *_ = SETTLED[name]
    border = real_from(error, step)
    numbers = splitmix(1)
    noise = iter(lambda: error * normal(numbers), None)
    apart = sum(abs(next(noise) - next(noise)) >= border for _ in range(PAIRS))
    assert apart * 100 <= MOST_OF_100 * PAIRS


def test_no_second_constant_stands_in_the_definitions() -> None:
    """What others could trust is told, and no border of ours is written down anywhere."""
    fields = {
        name
        for measure in measures()
        for rule in (measure.difference, measure.retest)
        if rule
        for name in rule.__slots__
    }
    assert fields == {"published", "weeks", "usual_gain", "own_error"}


@pytest.mark.parametrize(
    ("left", "right", "real"),
    [
        (Measured(7.0, 1.0), Measured(9.5, 1.0), False),
        (Measured(7.0, 1.0), Measured(10.0, 1.0), True),
        (Measured(7.0, 0.7), Measured(9.0, 0.7), True),
        (Measured(7.0, 0.7), Measured(8.9, 0.7), False),
        (Measured(7.0, 0.7), Measured(9.5, 1.0), False),
        (Measured(7.0, 1.0), Measured(9.5, 0.7), False),
    ],
)
def test_the_larger_error_decides(left: Measured, right: Measured, *, real: bool) -> None:
    """7.0 and 9.5 cm, one measure each, do not really differ, nor with one side measured thrice."""
    of = by_id("knee-to-wall.distance")
    found = side_difference(
        of,
        tuple(
            finding(of, side, value, BANDS)
            for side, value in zip(SIDES, (left, right), strict=True)
        ),
    )
    assert found is not None
    assert found.real is real


def test_noise_is_as_wide_as_it_says() -> None:
    """The draws that the proof stands on have a spread of one."""
    numbers = splitmix(1)
    drawn = [normal(numbers) for _ in range(PAIRS)]
    assert round(sum(value**2 for value in drawn) / PAIRS, 1) == 1.0
