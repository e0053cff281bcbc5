"""Lines: the golden cases to four decimals, and the band borders."""

import pytest

from self_tests.catalogue import line_table, self_test
from self_tests.lines import LineResult, LineScorer, line_result
from self_tests.model import (
    SIDES,
    Difference,
    Line,
    LineItem,
    Measure,
    Measured,
    MeasureId,
    Number,
    QuestionId,
)
from self_tests.rules import Count, SoftThresholds
from self_tests.scoring import MeasureResult, finding, side_difference

BANDS = line_table().bands
ANKLE = line_table().lines[0]
KNEE_TO_WALL = self_test("knee-to-wall").measures[0]


def number(value: float) -> Number:
    """Return a number as the settled arithmetic gives it."""
    return Number(value=value, status="our choice")


def measure(
    name: str,
    *thresholds: float,
    low_is_bad: bool,
    sided: bool = True,
    difference: Difference | None = None,
    step: float = 1,
) -> Measure:
    """Return a measure with the settled thresholds."""
    return Measure(
        id=MeasureId(name),
        text="",
        unit="",
        sentence="",
        step=number(step),
        lowest=0,
        highest=600,
        reading=Count(question=QuestionId(name), error=number(1)),
        low_is_bad=low_is_bad,
        sided=sided,
        deficit=SoftThresholds(thresholds=tuple(map(number, thresholds)), low_is_bad=low_is_bad),
        difference=difference,
    )


SQUAT = measure("squat-check.difference", 2.5, low_is_bad=False, sided=False)
STEP_DOWN = measure("step-down.faults", 1.5, 3.5, low_is_bad=False)
HOLD = measure(
    "hip-hold.seconds",
    70,
    50,
    low_is_bad=True,
    difference=Difference(),
    step=5,
)
HEEL_RAISE = measure(
    "heel-raise.reps",
    20,
    15,
    low_is_bad=True,
    difference=Difference(),
)
HIP = Line(
    id="hip",
    title="Hip",
    short="",
    meaning="",
    items=(
        LineItem(measure=STEP_DOWN.id, weight=number(2)),
        LineItem(measure=HOLD.id, weight=number(2), bonus=True),
    ),
)
CALF = Line(
    id="calf",
    title="Calf",
    short="",
    meaning="",
    ceiling="maybe",
    items=(LineItem(measure=HEEL_RAISE.id, weight=number(1), bonus=True),),
)


def read(of: Measure, error: float, *values: float) -> MeasureResult:
    """Return a measure's result for the values of its sides."""
    sides = SIDES if of.sided else (None,)
    found = tuple(
        finding(of, side, Measured(value, error), BANDS)
        for side, value in zip(sides, values, strict=True)
    )
    return MeasureResult(measure=of, findings=found, difference=side_difference(of, found))


def result(of: Line, *results: MeasureResult) -> LineResult:
    """Return what a line reads from some measures."""
    measured = {each.measure.id: each for each in results}
    return line_result(LineScorer(of, measured, BANDS), measured, BANDS)


def line(of: Line, *results: MeasureResult) -> tuple[float, float, float, str]:
    """Return score, error, completeness and band."""
    found = result(of, *results).scored
    return found.score, found.error, found.completeness, found.band


NONE, MAYBE, FIRST = "no clear limit", "maybe", "priority"
GOLDEN = {
    "a": ((12, 12), 0, 0, 100, (0.0239, 0.0258, NONE), (0.0280, 0.0395, NONE)),
    "b": ((6, 11), 0, 0, 100, (0.8364, 0.0328, FIRST), (0.0280, 0.0395, NONE)),
    "c": ((9.8, 9.8), 0, 0, 100, (0.2252, 0.1152, NONE), (0.0280, 0.0395, NONE)),
    "d": ((12, 12), 4, 0, 45, (0.1128, 0.0310, NONE), (0.8337, 0.1303, FIRST)),
    "e": ((6, 6), 4, 0, 100, (0.7659, 0.0370, FIRST), (0.4286, 0.0868, MAYBE)),
    "f": ((9, 9), 2, 2, 75, (0.4418, 0.1077, MAYBE), (0.2860, 0.1515, NONE)),
    "g": ((9.5, 12.5), 0, 0, 100, (0.5753, 0.1033, MAYBE), (0.0280, 0.0395, NONE)),
    "h": ((7, 7.5), 1, 1, 90, (0.6487, 0.1091, FIRST), (0.0997, 0.0922, NONE)),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    """The settled cases a to h come out to four decimals."""
    sides, faults, signs, hold, ankle, hip = GOLDEN[name]
    results = (
        read(KNEE_TO_WALL, 0.7, *sides),
        read(SQUAT, 1.4, signs),
        read(STEP_DOWN, 1.0, faults, faults),
        read(HOLD, 12, hold, hold),
    )
    assert line(ANKLE, *results) == (ankle[0], ankle[1], 1.0, ankle[2])
    assert line(HIP, *results) == (hip[0], hip[1], 1.0, hip[2])


def test_golden_i() -> None:
    """4 cm on both sides alone is at the top of the scale and still only `maybe`."""
    found = line(ANKLE, read(KNEE_TO_WALL, 0.7, 4, 4))
    assert (found[0], *found[2:]) == (1.0, 0.6667, MAYBE)


def test_golden_j() -> None:
    """14 and 17 cm alone: the sides differ, and that makes no limit."""
    found = result(ANKLE, read(KNEE_TO_WALL, 0.7, 14, 17))
    assert found.scored.score == 0.4207
    assert found.scored.before_bonus == 0.0
    assert found.scored.band == NONE
    assert found.sides_differ


def test_golden_k() -> None:
    """Without the hold the hip is half tested, high, and `maybe` at the most."""
    results = (
        read(KNEE_TO_WALL, 0.7, 8, 8),
        read(SQUAT, 1.4, 3),
        read(STEP_DOWN, 1.0, 6, 6),
    )
    assert line(ANKLE, *results) == (0.6685, 0.1236, 1.0, FIRST)
    assert line(HIP, *results) == (0.9969, 0.0167, 0.5, MAYBE)


@pytest.mark.parametrize(
    ("reps", "expected"), [((14, 24), (0.8622, MAYBE)), ((22, 21), (0.2075, NONE))]
)
def test_golden_l(reps: tuple[int, int], expected: tuple[float, str]) -> None:
    """14 and 24 heel raises: the calf is `maybe`, its ceiling. 22 and 21 are no clear limit."""
    score, error, _, band = line(CALF, read(HEEL_RAISE, 3, *reps))
    assert (score, error, band) == (expected[0], 0.2034, expected[1])


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ((8, 8), (0.4451, 0.1327, MAYBE)),
        ((9.5, 12.5), (0.4375, 0.1327, MAYBE)),
        ((6, 11), (0.8150, 0.0565, FIRST)),
    ],
)
def test_golden_one_measure_a_side(
    sides: tuple[float, float], expected: tuple[float, float, str]
) -> None:
    """One measure a side at the wall has an error of 1.0 cm and a border of 3.0 cm."""
    results = (read(KNEE_TO_WALL, 1.0, *sides), read(SQUAT, 1.4, 0), read(STEP_DOWN, 1.0, 0, 0))
    score, error, _, band = line(ANKLE, *results)
    assert (score, error, band) == expected


def test_too_little_data() -> None:
    """Less than half of a line's weight measured is not enough data."""
    assert line(ANKLE, read(SQUAT, 1.4, 6))[2:] == (0.2222, "not enough data")


def test_missing_items_are_named_heaviest_first() -> None:
    """What a line lacks is listed with the heaviest item first."""
    found = result(ANKLE, read(STEP_DOWN, 1.0, 0, 0))
    assert [item.measure for item in found.missing] == [
        "knee-to-wall.distance",
        "squat-check.difference",
    ]


def test_stopped_side_leaves_the_item_out() -> None:
    """A measure with only one side is not counted as done."""
    one_side = MeasureResult(
        measure=KNEE_TO_WALL,
        findings=(finding(KNEE_TO_WALL, "left", Measured(4, 0.7), BANDS),),
        difference=None,
    )
    assert not one_side.complete
