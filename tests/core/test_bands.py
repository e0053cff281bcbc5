"""The borders of the bands, each from both sides, on lines made to lie exactly there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from self_tests.catalogue import line_table
from self_tests.lines import LineResult, LineScore, LineScorer
from self_tests.load_line import worst_discomfort
from self_tests.model import (
    SIDES,
    Band,
    Difference,
    Line,
    LineItem,
    Measure,
    Measured,
    MeasureId,
    Number,
    QuestionId,
)
from self_tests.ranked_lines import are_equal
from self_tests.rules import Count
from self_tests.scoring import MeasureResult, finding, side_difference

BANDS = line_table().bands


def number(value: float) -> Number:
    """Return a number as a definition has it."""
    return Number(value=value, status="our choice")


@dataclass(frozen=True)
class Worth:
    """A deficit that is the measured value itself, with an error that is given."""

    margin: float = 0

    def of(self, measured: Measured) -> float:
        """Return the value."""
        return measured.value

    def of_each(self, values: Sequence[float], error: float) -> list[float]:  # noqa: ARG002 - the protocol's shape
        """Return the values."""
        return list(values)

    def error(self, measured: Measured) -> float:  # noqa: ARG002 - the protocol's shape
        """Return the margin."""
        return self.margin

    def chances(self, measured: Measured) -> tuple[float, ...]:
        """Return the value as the one chance."""
        return (measured.value,)


def measure(name: str, margin: float = 0, difference: Difference | None = None) -> Measure:
    """Return a measure on which high is bad and the value is the deficit."""
    return Measure(
        id=MeasureId(name),
        text="",
        unit="",
        sentence="",
        reading=Count(question=QuestionId(name), error=number(1)),
        step=number(1),
        lowest=0,
        highest=1,
        low_is_bad=False,
        deficit=Worth(margin),
        difference=difference,
    )


def result(of: Measure, left: float, right: float, error: float = 1) -> MeasureResult:
    """Return a measure's result on both sides."""
    found = tuple(
        finding(of, side, Measured(value, error), BANDS)
        for side, value in zip(SIDES, (left, right), strict=True)
    )
    return MeasureResult(measure=of, findings=found, difference=side_difference(of, found))


def read(
    score: float,
    margin: float = 0,
    weights: tuple[float, float, float] = (1, 1, 0),
    names: tuple[str, str] = ("one.a", "two.b"),
    ceiling: Band = "priority",
) -> LineScore:
    """Return what a line of two measured items and a missing one reads."""
    missing = "three.c"
    line = Line(
        id="made",
        title="Made",
        short="",
        meaning="",
        ceiling=ceiling,
        items=tuple(
            LineItem(measure=MeasureId(name), weight=number(weight))
            for name, weight in zip((*names, missing), weights, strict=True)
        ),
    )
    measured = {MeasureId(name): result(measure(name, margin), score, score) for name in names}
    values = dict.fromkeys(measured, (score, score))
    return LineScorer(line, measured, BANDS).read(values)


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0.3999, "no clear limit"), (0.4, "maybe"), (0.5999, "maybe"), (0.6, "priority")],
)
def test_scores(score: float, expected: str) -> None:
    """Maybe begins at .40 and priority at .60."""
    assert read(score).band == expected


@pytest.mark.parametrize(
    ("score", "expected"), [(0.7499, "maybe"), (0.75, "maybe"), (0.7501, "priority")]
)
def test_the_floor(score: float, expected: str) -> None:
    """A priority stays above .45 with its error taken off; exactly .45 is not above."""
    # Two equal items: the line's error is one item's, divided by the square root of two.
    found = read(score, margin=0.3 * 2**0.5)
    assert (found.error, found.band) == (0.3, expected)


@pytest.mark.parametrize(
    ("weights", "completeness", "expected"),
    [
        ((1, 1, 2), 0.5, "maybe"),
        ((1, 1, 2.1), 0.4878, "not enough data"),
        ((2, 1, 1), 0.75, "priority"),
        ((2, 1, 1.1), 0.7317, "maybe"),
    ],
)
def test_completeness(
    weights: tuple[float, float, float], completeness: float, expected: str
) -> None:
    """Half of the weight makes a reading, three quarters a priority."""
    found = read(0.9, weights=weights)
    assert (found.completeness, found.band) == (completeness, expected)


def test_two_self_tests() -> None:
    """Two measures of one self-test make no priority, two self-tests do."""
    assert read(0.9, names=("one.a", "two.b")).band == "priority"
    assert read(0.9, names=("one.a", "one.b")).band == "maybe"


def test_the_ceiling() -> None:
    """A line with a ceiling ends at maybe, and counts for .59 at the most."""
    assert read(0.9, ceiling="maybe").band == "maybe"
    line = Line(id="made", title="", short="", meaning="", ceiling="maybe", items=())
    capped = LineScorer.__new__(LineScorer)
    capped.line, capped._bands = line, BANDS  # noqa: SLF001 - a line without items has no scorer
    assert (capped.rank(0.9), capped.rank(0.59), capped.rank(0.3)) == (0.59, 0.59, 0.3)


@pytest.mark.parametrize(("left", "expected"), [(0.1999, "no clear limit"), (0.2, "maybe")])
def test_a_difference_makes_no_limit_out_of_nothing(left: float, expected: str) -> None:
    """Below .20 without the bonus there is no limit, however far the sides lie apart."""
    of = measure("one.a", difference=Difference())
    line = Line(
        id="made",
        title="",
        short="",
        meaning="",
        items=(LineItem(measure=of.id, weight=number(1), bonus=True),),
    )
    scorer = LineScorer(line, {of.id: result(of, left, -90)}, BANDS)
    found = scorer.read({of.id: (left, -90)})
    assert (found.before_bonus, found.band) == (left, expected)
    # The bonus closes half of the gap to 1.
    assert found.score == round(1 - (1 - left) / 2, 4)


def test_the_larger_error_counts() -> None:
    """One side measured once and the other three times: the larger error is used for both."""
    of = measure("one.a")
    sides = (
        finding(of, "left", Measured(0.5, 0.7), BANDS),
        finding(of, "right", Measured(0.4, 1.0), BANDS),
    )
    seen: list[float] = []

    class Seen(Worth):
        """Notes the errors it is asked with."""

        def of_each(self, values: Sequence[float], error: float) -> list[float]:
            seen.append(error)
            return list(values)

    noted = replace(of, deficit=Seen())
    line = Line(
        id="made",
        title="",
        short="",
        meaning="",
        items=(LineItem(measure=of.id, weight=number(1)),),
    )
    measured = {of.id: MeasureResult(measure=noted, findings=sides, difference=None)}
    LineScorer(line, measured, BANDS).score({of.id: (0.5, 0.4)})
    assert set(seen) == {1.0}


@pytest.mark.parametrize(
    ("chance", "expected"), [(0.2, False), (0.2001, True), (0.7999, True), (0.8, False)]
)
def test_too_close_to_call(chance: float, expected: bool) -> None:  # noqa: FBT001
    """Between .2 and .8 is too close to call; the ends are not."""
    assert finding(measure("one.a"), "left", Measured(chance, 1), BANDS).close is expected


@pytest.mark.parametrize(("distance", "expected"), [(0.0499, True), (0.05, False)])
def test_equal_lines(distance: float, expected: bool) -> None:  # noqa: FBT001
    """Two lines are equal while they lie closer than their errors: .03 and .04 make .05."""
    table = line_table()
    foot, calf = (
        LineResult(
            line=table.lines[0],
            scored=LineScore(score=0, before_bonus=0, error=error, completeness=1, band="maybe"),
            rank=rank,
            sides_differ=False,
            missing=(),
        )
        for rank, error in ((0.0, 0.03), (distance, 0.04))
    )
    assert are_equal(foot, calf) is expected
    assert are_equal(calf, foot) is expected


@pytest.mark.parametrize(
    ("flat", "raised", "expected"), [(1, 4, 4), (4, 1, 4), (0, None, 0), (None, None, None)]
)
def test_worst_discomfort(flat: int | None, raised: int | None, expected: int | None) -> None:
    """Of several answers the worst discomfort counts; none of them is no discomfort at all."""
    given = {"flat": flat, "raised": raised}
    answers = {name: value for name, value in given.items() if value is not None}
    assert worst_discomfort(("flat", "raised"), answers) == expected
