"""Self-tests, drills and measures of this edition of the site."""

from self_tests import catalogue
from self_tests.model import Drill, Measure, MeasureId, SelfTest, owner_of


def self_tests() -> tuple[SelfTest, ...]:
    """Return every self-test of this edition, in the order readers meet them."""
    return tuple(map(catalogue.self_test, catalogue.self_test_ids()))


def drills() -> tuple[Drill, ...]:
    """Return every drill of this edition, in the order readers meet them."""
    return tuple(map(catalogue.drill, catalogue.drill_ids()))


def self_test_of(measure: MeasureId) -> SelfTest:
    """Return the self-test that a measure belongs to. Raises `UnknownIdError`."""
    return catalogue.self_test(owner_of(measure))


def measure_of(name: MeasureId) -> Measure:
    """Return a measure by its full id. Raises `UnknownIdError`, or `StopIteration` for a typo."""
    return next(each for each in self_test_of(name).measures if each.id == name)
