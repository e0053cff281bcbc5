"""How often equal legs would read "really different", simulated with the code that scores."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import batched

from self_tests.catalogue import counted
from self_tests.model import Measure
from self_tests.rules import MeanOfTrials
from self_tests.rules.chance import real_from
from self_tests.site.content.drill_rows import capitalized
from self_tests.site.content.edition import self_tests
from self_tests.site.content.measure_tables import errors_of
from self_tests.site.content.words import say_page
from self_tests.stability import noise_of
from self_tests.wording import plain_number

PAIRS = 20_000
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseDifference:
    """A measure with one of its errors, and how many of 100 equal pairs read "real".

    `twice` says within how much most people land; `to_the_digit` counts values as they are,
    `on_grid` as readers write them down.
    """

    title: str
    twice: str
    border: str
    to_the_digit: str
    on_grid: str


def false_differences_part() -> Mapping[str, object]:
    """Return how often equal legs would read "really different", measure by measure."""
    return {
        "sentence": say_page("false-differences", pairs=f"{PAIRS:,}"),
        "rows": tuple(
            _row(measure, error)
            for test in self_tests()
            for measure in test.measures
            if measure.difference or measure.retest
            for error in errors_of(measure)
            if error
        ),
    }


def _row(measure: Measure, error: float) -> FalseDifference:
    step = measure.step.value
    border = real_from(error, step)
    return FalseDifference(
        title=_title(measure, error),
        twice=say_page("false-differences-twice", value=_in_unit(2 * error, measure)),
        border=_in_unit(border, measure),
        to_the_digit=_share(error, border),
        on_grid=_share(error, border, step),
    )


def _title(measure: Measure, error: float) -> str:
    title = capitalized(measure.text)
    if not isinstance(measure.reading, MeanOfTrials):
        return title
    is_mean = error == measure.reading.error_of_three.value
    key = "false-differences-mean" if is_mean else "false-differences-one"
    return say_page(key, title=title)


def _in_unit(value: float, measure: Measure) -> str:
    return counted(plain_number(value), measure.unit)


@cache
def _share(error: float, border: float, step: float = 0) -> str:
    """Return how many of 100 pairs are a border apart; cached, since two pages show it."""
    return f"{100 * sum(_apart(error, border, step)) / PAIRS:.1f}"


def _apart(error: float, border: float, step: float = 0) -> Iterator[bool]:
    """Yield for each pair of measures of one thing whether they are a border apart.

    With a `step`, each of them is rounded to that grid.
    """
    for pair in _pairs():
        one, other = (
            round(error * drawn / step) * step if step else error * drawn for drawn in pair
        )
        # A border is on the grid: errors of rounding must not decide.
        yield round(abs(one - other), 6) >= border


@cache
def _pairs() -> tuple[tuple[float, ...], ...]:
    return tuple(batched(noise_of(SEED, 2 * PAIRS), 2, strict=True))
