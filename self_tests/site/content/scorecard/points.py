"""What a measure is worth in a line: weights, points, errors, and its precision."""

from collections.abc import Iterable, Iterator

from self_tests import catalogue
from self_tests.model import Line, LineItem, Measure, MeasureId
from self_tests.rules import MeanOfTrials
from self_tests.rules.readings import MEAN_DECIMALS
from self_tests.site.content.measure_tables import errors_of
from self_tests.site.content.words import say_scorecard

WHOLE = 1000
"""The points of the worst possible line."""


def lines_of(measure: MeasureId) -> Iterator[tuple[Line, LineItem]]:
    """Yield each line in which a measure counts, with its share."""
    for line in catalogue.line_table().lines:
        for item in line.items:
            if item.measure == measure:
                yield line, item


def weight_of(items: Iterable[LineItem]) -> float:
    """Return the weight of some items of a line together."""
    return sum(item.weight.value for item in items)


def errors_by_trials(measure: Measure) -> tuple[tuple[str, float], ...]:
    """Return the errors of a value, each with the words for when it applies (empty: always)."""
    errors = errors_of(measure)
    if len(errors) == 1:
        return (("", errors[0]),)
    when = (say_scorecard("one-measure"), say_scorecard("three-measures"))
    return tuple(zip(when, errors, strict=True))


def decimals_of(measure: Measure) -> int:
    """Return how precisely a value is read: a mean to a tenth, everything else whole."""
    return MEAN_DECIMALS if isinstance(measure.reading, MeanOfTrials) else 0
