"""Scoring: what a self-test reads on each side, and how far the sides lie apart."""

from typing import Any

import pytest

from self_tests.catalogue import line_table
from self_tests.model import Answers, SelfTest
from self_tests.scoring import MeasureResult, SelfTestResult, points_of, score, tier_of
from tests.support.answers import definition, number, options

TIERS: list[dict[str, Any]] = [
    {"id": "good", "text": "good", "advice": "Fine.", "limit": number(10)},
    {"id": "fair", "text": "fair", "advice": "Work.", "limit": number(7)},
    {"id": "low", "text": "low", "advice": "Train."},
]
BANDS = line_table().bands


def reach(*, low_is_bad: bool = True, **others: Any) -> SelfTest:  # noqa: ANN401 - keys of a measure
    """Return a self-test with one sided length, and a stop."""
    return definition(
        "reach",
        [
            {
                "id": "stopped",
                "kind": "choices",
                "text": "Stopped?",
                "sided": True,
                "optional": True,
                "options": options("yes"),
            },
            {
                "id": "distance",
                "kind": "length",
                "text": "How far?",
                "noun": "distance",
                "if-empty": "Enter it for your {side} leg",
                "sided": True,
                "trials": 3,
                "unit": "cm",
                "least": number(0),
                "most": number(25),
            },
        ],
        measures=[
            {
                "id": "distance",
                "text": "distance",
                "unit": "cm",
                "sentence": "{value}",
                "step": number(0.5),
                "lowest": 0,
                "highest": 25,
                "low-is-bad": low_is_bad,
                "reading": {
                    "kind": "mean-of-trials",
                    "question": "distance",
                    "error-of-one": number(1.0),
                    "error-of-three": number(0.5),
                },
                **others,
            }
        ],
    )


def sides(left: float, right: float) -> Answers:
    """Return one careful measure a side."""
    return {"reach.distance.left": (left,), "reach.distance.right": (right,)}


def result(one: SelfTest, answers: Answers) -> SelfTestResult:
    """Return what one self-test reads."""
    (found,) = score((one,), answers, BANDS)
    return found


def measured(one: SelfTest, answers: Answers) -> MeasureResult:
    """Return what the only measure of a self-test reads."""
    (found,) = result(one, answers).measures
    return found


@pytest.mark.parametrize(
    ("value", "tier"), [(25, "good"), (10, "good"), (9.9, "fair"), (7, "fair"), (6.9, "low")]
)
def test_the_first_tier_that_a_value_reaches(value: float, tier: str) -> None:
    """A limit belongs to the better tier, and the last tier takes the rest."""
    (measure,) = reach(tiers=TIERS).measures
    found = tier_of(measure, value)
    assert found
    assert found.id == tier


@pytest.mark.parametrize(
    ("value", "tier"), [(0, "good"), (2, "good"), (2.1, "fair"), (4, "fair"), (4.1, "low")]
)
def test_tiers_where_high_is_bad(value: float, tier: str) -> None:
    """There a limit is the greatest value of its tier."""
    tiers = [{**TIERS[0], "limit": number(2)}, {**TIERS[1], "limit": number(4)}, TIERS[2]]
    (measure,) = reach(tiers=tiers, low_is_bad=False).measures
    found = tier_of(measure, value)
    assert found
    assert found.id == tier


def test_a_measure_without_tiers_reads_none() -> None:
    """Where nothing is promised of a value, none is made up."""
    assert [each.tier for each in measured(reach(), sides(8, 9)).findings] == [None, None]


@pytest.mark.parametrize(
    ("low_is_bad", "left", "right", "worse"),
    [
        (True, 8, 9, "left"),
        (True, 9, 8, "right"),
        (True, 8, 8, "left"),
        (False, 8, 9, "right"),
        (False, 8, 8, "left"),
    ],
)
def test_the_worse_side(*, low_is_bad: bool, left: float, right: float, worse: str) -> None:
    """The lower value is worse where low is bad, else the higher; the left one of two equal."""
    found = measured(reach(low_is_bad=low_is_bad), sides(left, right)).worst
    assert found
    assert found.side == worse


@pytest.mark.parametrize(
    ("left", "right", "value", "real", "worse"),
    [
        (8, 11, 3.0, True, "left"),
        (10, 7.1, 2.9, False, None),
        (9.8, 6.8, 3.0, True, "right"),
        (8, 8, 0.0, False, None),
    ],
)
def test_when_sides_really_differ(
    *, left: float, right: float, value: float, real: bool, worse: str | None
) -> None:
    """A difference is real from its border on, compared as it is shown, and names a side then."""
    found = measured(reach(difference={}), sides(left, right)).difference
    assert found
    assert (found.value, found.real_from, found.real, found.worse) == (value, 3.0, real, worse)


def test_one_side_alone_has_no_difference() -> None:
    """With one side measured there is a finding, no difference, and nothing complete."""
    one = {"reach.distance.left": (8.0,)}
    found = measured(reach(difference={}), one)
    assert ([each.side for each in found.findings], found.difference, found.complete) == (
        ["left"],
        None,
        False,
    )


def test_what_was_stopped() -> None:
    """A stop is kept for its side, and the other side is measured."""
    stopped: Answers = {"reach.stopped.right": ("yes",), "reach.distance.left": (8.0,)}
    found = result(reach(), stopped)
    assert (found.stopped, [each.side for each in found.measures[0].findings]) == (
        ("right",),
        ["left"],
    )


@pytest.mark.parametrize(
    ("value", "close"), [(10, True), (10.8, True), (10.9, False), (9.1, False), (9.2, True)]
)
def test_close_to_a_border(value: float, *, close: bool) -> None:
    """Within 0.84 errors of a border a value is too close to call: one to four chances in five."""
    deficit = {"kind": "soft-thresholds", "thresholds": [number(10.0)]}
    found = measured(reach(tiers=TIERS, deficit=deficit), sides(value, 20)).findings[0]
    assert found.close == close


def test_points_of_options() -> None:
    """What an option adds is known by question, and an option without points adds none."""
    rated = definition(
        "rated",
        [
            {
                "id": "seen",
                "kind": "choice",
                "text": "Seen?",
                "options": [
                    {"id": "none", "text": "None", "points": 0},
                    {"id": "some", "text": "Some", "points": 1},
                    {"id": "not-sure", "text": "Not sure"},
                ],
            }
        ],
    )
    assert points_of(rated) == {"rated.seen": {"none": 0, "some": 1}}
