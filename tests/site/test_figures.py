"""Figures: one body everywhere, feet that stay, joints of people, words for those who listen."""

import gzip
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from self_tests import catalogue
from self_tests.definition_reader import DefinitionError
from self_tests.site.content.rendering import render
from self_tests.site.figures import HOLD_STILL, Figure, drawing, figure, figures
from self_tests.site.figures.body import (
    ANKLE_HEIGHT,
    FOREARM,
    SHANK,
    SIDES,
    THIGH,
    TRUNK,
    UPPER_ARM,
    Ball,
    Body,
    Side,
    body,
)
from self_tests.site.figures.drawing import moving_poses
from self_tests.site.figures.poses import Leg, Pose, between, read_figure
from self_tests.site.figures.space import Vector

HERE = Path(__file__).parent
MOST_BYTES = 6_000

# How far a drawn joint may go: limits of the drawing, wider than most people, no clinical norm.
LIMITS: Mapping[str, tuple[float, float]] = {
    "hip": (-25, 125),
    "hip-out": (-30, 55),
    "knee": (0, 145),
    "ankle": (-55, 42),
    "elbow": (0, 150),
}
# What each part weighs of the whole: the usual shares of body models, for balance in a drawing.
WEIGHTS: Mapping[tuple[str, str], float] = {
    ("pelvis", "neck"): 0.497,
    ("neck", "head"): 0.081,
    **{(f"{side}-hip", f"{side}-knee"): 0.1 for side in SIDES},
    **{(f"{side}-knee", f"{side}-ankle"): 0.0465 for side in SIDES},
    **{(f"{side}-ankle", f"{side}-ball"): 0.0145 for side in SIDES},
    **{(f"{side}-shoulder", f"{side}-elbow"): 0.028 for side in SIDES},
    **{(f"{side}-elbow", f"{side}-hand"): 0.022 for side in SIDES},
}
SEGMENTS: Mapping[tuple[str, str], float] = {
    ("pelvis", "waist"): TRUNK * 0.4,
    ("waist", "neck"): TRUNK * 0.6,
    **{(f"{side}-hip", f"{side}-knee"): THIGH for side in SIDES},
    **{(f"{side}-knee", f"{side}-ankle"): SHANK for side in SIDES},
    **{(f"{side}-shoulder", f"{side}-elbow"): UPPER_ARM for side in SIDES},
    **{(f"{side}-elbow", f"{side}-wrist"): FOREARM for side in SIDES},
}
# These carry a part of the weight, and a close-up shows no weight.
HOLDING_UP = {"wall", "post"}
STANDING_FREE = tuple(
    each
    for each in figures()
    if each.anchor.endswith("foot")
    and not each.crop
    and not HOLDING_UP & {prop.kind for prop in each.props}
)


@pytest.fixture(params=figures(), ids=lambda each: each.id)
def shown(request: pytest.FixtureRequest) -> Figure:
    """Give each figure."""
    each: Figure = request.param
    return each


def frames(shown: Figure) -> Iterator[tuple[Pose, Body]]:
    """Yield every drawn pose with its body."""
    for pose in moving_poses(shown):
        yield pose, body(shown, pose)


def balls(each: Body) -> Iterator[tuple[str, Ball]]:
    """Yield every round end with the limb it belongs to."""
    for limb, shapes in each.shapes.items():
        for shape in shapes:
            yield from ((limb, ball) for ball in shape)


def html_of(shown: Figure) -> str:
    """Return a figure as it stands on a page."""
    return render("figure", drawing=drawing(shown), scope="page", hold=HOLD_STILL)


def svg_of(shown: Figure) -> ET.Element:
    """Return the picture alone, read as XML."""
    found = re.search(r"<svg.*</svg>", html_of(shown), re.DOTALL)
    assert found
    return ET.fromstring(found[0])  # noqa: S314 - our own text


def test_segments_keep_their_length(shown: Figure) -> None:
    """In every frame each part of the body is as long as in every other figure."""
    wrong = [
        (first, second)
        for _, each in frames(shown)
        for (first, second), length in SEGMENTS.items()
        if abs((each.joints[first] - each.joints[second]).length - length) > 0.01
    ]
    assert wrong == []


def test_limbs_keep_their_length_between_frames(shown: Figure) -> None:
    """Where the browser goes straight from frame to frame, no limb shrinks by more than 2.5 %."""
    wrong = [
        (first, second)
        for (_, one), (_, two) in pairwise(frames(shown))
        for (first, second), length in SEGMENTS.items()
        if (one.joints[first] + two.joints[first] - one.joints[second] - two.joints[second]).length
        < 2 * 0.975 * length
    ]
    assert wrong == []


def test_planted_feet_stay(shown: Figure) -> None:
    """A planted foot keeps its ball in place, and its heel and toes on the ground while flat."""
    wrong = []
    for pose, each in frames(shown):
        for side in SIDES:
            leg = leg_of(pose, side)
            if not leg.plant or leg.heel:
                continue
            ground = Vector(*leg.plant)
            ankle = each.joints[f"{side}-ankle"]
            if (ankle - ground - Vector(0, ANKLE_HEIGHT, 0)).length > 0.01:
                wrong.append((side, "ankle", ankle))
            lowest = [
                min(ball.at.y - ball.radius for limb, ball in balls(each) if limb == f"{side}-leg")
            ]
            if abs(lowest[0] - ground.y) > 0.01:
                wrong.append((side, "sole", ankle))
    assert wrong == []


def test_planted_balls_stay(shown: Figure) -> None:
    """The ball of a foot that takes no step is in one place in every frame, heel up or down."""
    wrong = []
    for side in SIDES:
        if len({leg_of(pose, side).plant for pose in shown.poses}) > 1:
            continue
        if leg_of(shown.poses[0], side).plant:
            places = [each.joints[f"{side}-ball"] for _, each in frames(shown)]
            wrong += [place for place in places if (place - places[0]).length > 0.01]
    assert wrong == []


def test_feet_step_and_do_not_slide(shown: Figure) -> None:
    """A foot that goes to another place is off the floor on its way."""
    sliding = [
        side
        for side in SIDES
        for first, second in pairwise(shown.poses)
        if leg_of(first, side).plant != leg_of(second, side).plant
        if leg_of(between(first, second, 0.5), side).plant[1] < 1
    ]
    assert sliding == []


def leg_of(pose: Pose, side: Side) -> Leg:
    """Return one leg of a pose."""
    return pose.near_leg if side == "near" else pose.far_leg


def test_joints_stay_human(shown: Figure) -> None:
    """No joint goes beyond what the drawing allows a person."""
    wrong = [
        (name, round(angle))
        for _, each in frames(shown)
        for name, angle in each.angles.items()
        for joint, (least, most) in LIMITS.items()
        if name in {f"near-{joint}", f"far-{joint}"} and not least <= angle <= most
    ]
    assert wrong == []


def test_nothing_goes_through_floor_or_wall(shown: Figure) -> None:
    """In every frame the whole body stays above the ground line and in front of the wall."""
    walls = [prop for prop in shown.props if prop.kind == "wall"]
    wrong = []
    for _, each in frames(shown):
        for limb, ball in balls(each):
            if ball.at.y - ball.radius < -0.4:
                wrong.append((limb, "below the floor", round(ball.at.y - ball.radius, 1)))
            for wall in walls:
                sign = 1 if wall.side == "right" else -1
                beyond = sign * (ball.at.x - wall.x) + ball.radius
                if beyond > 0.6:
                    wrong.append((limb, "through the wall", round(beyond, 1)))
    assert wrong == []


@pytest.mark.parametrize("shown", STANDING_FREE, ids=lambda each: each.id)
def test_weight_is_over_the_feet(shown: Figure) -> None:
    """Who stands free would not fall over: the middle of the weight is above the standing foot."""
    wrong = []
    for pose, each in frames(shown):
        middle = Vector(0, 0, 0)
        for (first, second), weight in WEIGHTS.items():
            middle += (each.joints[first] + each.joints[second]) * (weight / 2)
        feet = [side for side in SIDES if leg_of(pose, side).plant]
        along = [each.joints[f"{side}-{end}"].x for side in feet for end in ("heel", "toe")]
        across = [each.joints[f"{side}-ball"].z for side in feet]
        if not min(along) - 0.5 <= middle.x <= max(along):
            wrong.append(("forward or back", round(middle.x, 1)))
        if not min(across) - 3 <= middle.z <= max(across) + 3:
            wrong.append(("to a side", round(middle.z, 1)))
    assert wrong == []


def test_figure_is_light(shown: Figure) -> None:
    """A figure weighs less than 6 kB as it is sent."""
    assert len(gzip.compress(html_of(shown).encode(), 9)) < MOST_BYTES


def test_figure_is_valid_and_named(shown: Figure) -> None:
    """A picture is well-formed, an image to assistive technology, with a title and a text."""
    svg = svg_of(shown)
    names = svg.attrib["aria-labelledby"].split()
    texts = [each.text for name in names for each in svg if each.get("id") == name]
    assert (svg.attrib["role"], texts) == ("img", [shown.title, shown.alt])


def test_frames_have_the_same_commands(shown: Figure) -> None:
    """The browser can go from every frame of a path to the next: same commands, same numbers."""
    for animation in svg_of(shown).iter("animate"):
        values = animation.attrib["values"].split(";")
        shapes = {
            (re.sub(r"[-\d. ]+", " ", each), len(re.findall(r"-?\d+", each))) for each in values
        }
        assert (len(shapes), len(animation.attrib["keyTimes"].split(";"))) == (1, len(values))


def test_key_times_run_from_0_to_1(shown: Figure) -> None:
    """The times of a round never go back, start at 0 and end at 1."""
    times = [float(each) for each in drawing(shown).times.split(";")]
    assert (times[0], times[-1], times) == (0, 1, sorted(times))


def test_ids_are_unique_on_a_page() -> None:
    """Two figures, or one in two places, share no id."""
    ids = [
        found
        for each in figures()
        for scope in ("page", "drill")
        for found in re.findall(
            r' id="([^"]+)"', render("figure", drawing=drawing(each), scope=scope, hold=HOLD_STILL)
        )
    ]
    assert sorted(ids) == sorted(set(ids))


def test_every_drill_that_moves_has_a_figure() -> None:
    """Each drill with sets shows how it goes; a drill that is read has nothing to show."""
    drawn = {name for each in figures() for name in each.drills}
    moving = {name for name in catalogue.drill_ids() if catalogue.drill(name).dose.sets}
    assert drawn == moving


def test_faults_belong_to_protocols() -> None:
    """A fault stands below a figure that shows the same screen done well."""
    well = {name for each in figures() for name in each.screens}
    assert {name for each in figures() for name in each.fault_of} <= well


def test_every_protocol_has_a_figure() -> None:
    """Each screen with steps shows what the steps say."""
    drawn = {name for each in figures() for name in each.screens}
    protocols = {
        f"{name}.{screen.id}"
        for name in catalogue.self_test_ids()
        for screen in catalogue.self_test(name).screens
        if screen.steps
    }
    assert drawn == protocols


GOOD = """
id = "x"
title = "X"
alt = "Somebody stands."
view = "side"
anchor = "near-foot"
[[poses]]
near-leg = { plant = [0, 0, 5] }
"""


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('"x"', '"y"', 'poses/x.toml: id: "y" is not the file\'s name. Write "x".'),
        (
            '"Somebody stands."',
            '" "',
            "poses/x.toml: alt: it is empty. Say what somebody who cannot see it should know.",
        ),
        (
            '"side"',
            '"top"',
            'poses/x.toml: view: "top" is not known here. Write one of "side", "front".',
        ),
        (
            '"near-foot"',
            '"far-foot"',
            (
                "poses/x.toml: poses[1].far-leg.plant: the anchor stands nowhere. "
                "Write plant = [forward, height of the ground, right]."
            ),
        ),
        (
            "plant = [0, 0, 5]",
            "plant = [0, 0, 5], kneee = 3",
            'poses/x.toml: poses[1].near-leg: unknown key "kneee". Did you mean "knee"?',
        ),
    ],
)
def test_wrong_pose_file_is_explained(before: str, after: str, expected: str) -> None:
    """A pose file that cannot be drawn ends the build with file, place and the way out."""
    with pytest.raises(DefinitionError) as caught:
        read_figure(GOOD.replace(before, after), "poses/x.toml")
    assert str(caught.value) == expected


def test_unknown_figure_is_explained() -> None:
    """A figure that is not there is refused with the nearest one."""
    with pytest.raises(catalogue.UnknownIdError) as caught:
        figure("knee-to-wal")
    assert str(caught.value) == 'There is no figure "knee-to-wal". Did you mean "knee-to-wall"?'
