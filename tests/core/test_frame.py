"""A measured frame: the angle, what cannot move it, what is refused, and its error."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from math import cos, hypot, radians, sin, sqrt
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_tests.catalogue import squat_model
from self_tests.frame import (
    JOINTS,
    Marked,
    Point,
    doubts,
    thigh_lean,
    trunk_lean,
    trunk_minus_shin,
)
from self_tests.squat import Stance, Technique
from self_tests.wire import respond
from tests.support.requests import CLEAR, knee_to_wall, report, send
from tests.support.single_self_tests import squat as squat_answers
from tests.support.squats import CM_PER_BODY, joints, squat

LIMITS = squat_model().frame
PERSON = 350.0
"""How tall somebody who stands is in the picture, in pixels as it is shown."""
PICTURE = (400.0, 500.0)


def marked(stance: Stance, person: float = PERSON) -> Marked:
    """Return a balanced squat in the middle of a picture."""
    width, height = PICTURE
    places = joints(stance, (width / 2, 0.8 * height), person)
    return Marked(width=width, height=height, **dict(zip(JOINTS, places, strict=True)))


def at(one: Marked, place: Callable[[Point], Point]) -> Marked:
    """Return the picture with every joint where `place` takes it."""
    return replace(
        one,
        shoulder=place(one.shoulder),
        hip=place(one.hip),
        knee=place(one.knee),
        ankle=place(one.ankle),
    )


def moved(one: Marked, turn: float = 0.0, size: float = 1.0, flip: int = 1) -> Marked:
    """Return the picture turned (degrees) around its middle, larger, and perhaps mirrored."""
    c, s = cos(radians(turn)), sin(radians(turn))

    def place(point: Point) -> Point:
        x, y = flip * (point[0] - one.width / 2), point[1] - one.height / 2
        return size * (c * x - s * y), size * (s * x + c * y)

    return at(one, place)


def yawed(one: Marked, yaw: float) -> Marked:
    """Return the same seen by a camera that stands so many degrees off the side."""
    return at(one, lambda point: (point[0] * cos(radians(yaw)), point[1]))


def text_of(one: Marked) -> str:
    """Return the ten numbers that tell a picture."""
    places = (getattr(one, joint) for joint in JOINTS)
    shares = (share for x, y in places for share in (x / one.width, y / one.height))
    return " ".join(map(str, (one.width, one.height, *shares)))


def ask(*frames: Marked, **others: object) -> dict[str, Any]:
    """Return what the door answers about squats that were marked."""
    request = {"do": "frame", "version": 1, "frames": list(map(text_of, frames)), **others}
    answer: dict[str, Any] = json.loads(respond(json.dumps(request)))
    return answer


walls = st.floats(2, 16)
loads = st.sampled_from([Technique(load="arms-in-front"), Technique(load="bar-on-back", bar=0.8)])


@given(walls, loads)
def test_known_squats_are_read_as_they_are(wall: float, way: Technique) -> None:
    """The joints of a squat of the model give its trunk minus its shin, its trunk and its thigh."""
    stance = squat(wall, way)
    one = marked(stance)
    found = (trunk_minus_shin(one), trunk_lean(one), thigh_lean(one))
    expected = (stance.trunk - stance.shin, stance.trunk, way.thigh)
    assert found == pytest.approx(expected, abs=1e-9)


@given(walls, st.floats(-180, 180), st.floats(0.1, 20), st.sampled_from([1, -1]))
def test_turning_scaling_and_mirroring_change_nothing(
    wall: float, turn: float, size: float, flip: int
) -> None:
    """However a phone is tilted, a clip enlarged, or its reader faces, the angle is the same."""
    one = marked(squat(wall))
    expected = trunk_minus_shin(one)
    assert trunk_minus_shin(moved(one, turn, size, flip)) == pytest.approx(expected, abs=1e-6)


@given(walls, loads, st.floats(-15, 15))
def test_a_camera_a_little_off_the_side_hardly_matters(
    wall: float, way: Technique, yaw: float
) -> None:
    """15 degrees off the side change the angle of a squat of the model by less than half of one."""
    one = marked(squat(wall, way))
    assert abs(trunk_minus_shin(yawed(one, yaw)) - trunk_minus_shin(one)) < 0.5


@given(walls, loads, st.sampled_from([1, -1]), st.floats(-10, 10))
def test_a_squat_from_the_side_is_doubted_by_nobody(
    wall: float, way: Technique, flip: int, turn: float
) -> None:
    """What the model can balance is never refused, tilted by 10 degrees neither."""
    one = moved(marked(squat(wall, way)), turn, 1, flip)
    one = at(one, lambda point: (point[0] + 200, point[1] + 250))
    assert list(doubts(one, LIMITS)) == []


GOOD = marked(squat())
WRONG: dict[str, tuple[Marked, str]] = {
    "outside": (replace(GOOD, hip=(-3.0, 300.0)), "The hip is outside the picture"),
    "on top": (replace(GOOD, knee=GOOD.ankle), "knee and the ankle sit on the same spot"),
    "short": (
        replace(marked(squat(), 120), width=400.0),
        "hip it's only 35 px on your screen, and 40 is the least",
    ),
    "out of order": (
        replace(GOOD, shoulder=GOOD.hip, hip=GOOD.shoulder),
        "shoulder sits below the hip",
    ),
    "on its side": (
        Marked(
            width=500,
            height=400,
            shoulder=(120, 100),
            hip=(200, 120),
            knee=(220, 40),
            ankle=(300, 70),
        ),
        "does the clip lie on its side?",
    ),
    "standing": (
        Marked(
            width=400,
            height=500,
            shoulder=(200, 100),
            hip=(200, 200),
            knee=(205, 300),
            ankle=(200, 400),
        ),
        "legs look nearly straight",
    ),
    "from the front": (
        Marked(
            width=400,
            height=500,
            shoulder=(160, 150),
            hip=(180, 290),
            knee=(225, 280),
            ankle=(215, 400),
        ),
        "Was it filmed from the side?",
    ),
    "shin leans back": (
        Marked(
            width=400,
            height=500,
            shoulder=(200, 150),
            hip=(150, 280),
            knee=(240, 300),
            ankle=(250, 390),
        ),
        "The shin leans back.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_points_that_cannot_be_a_squat_lead_to_a_question(name: str) -> None:
    """Each kind of mistake gets a sentence that names it and ends in a question."""
    one, said = WRONG[name]
    message = ask(one)["error"]["message"]
    assert said in message
    assert "?" in message


def test_no_squat_is_refused() -> None:
    """Without any points there is nothing to say."""
    assert "Mark a squat first" in ask()["error"]["message"]


def test_the_number_of_the_squat_is_said() -> None:
    """Of three squats the one that cannot be is named."""
    assert "Squat 2. The legs" in ask(GOOD, WRONG["standing"][0], GOOD)["error"]["message"]


def test_one_frame_is_told_with_its_error() -> None:
    """A squat with 7.5 cm at the wall: trunk minus shin, give or take the error of one frame."""
    found = ask(GOOD)["ok"]
    assert (found["value"], found["error"], found["real_from"]) == (14.0, 4.6, 12.8)
    assert found["sentence"] == (
        "Your chest leans 14° farther forward than your shins, give or take 4.6°."
    )


def test_three_frames_have_a_smaller_error() -> None:
    """The mean of three is told with the error of three, and a change counts from 7.2 on."""
    found = ask(GOOD, moved_in(GOOD, 3), moved_in(GOOD, -3))["ok"]
    assert (found["error"], found["real_from"], len(found["values"])) == (2.6, 7.2, 3)


def moved_in(one: Marked, x: float) -> Marked:
    """Return the squat with its shoulder so many pixels to the right."""
    return replace(one, shoulder=(one.shoulder[0] + x, one.shoulder[1]))


@pytest.mark.parametrize(("wall", "is_close"), [(4, False), (7.5, False), (10, True), (12, True)])
def test_inside_the_error_it_is_too_close_to_call(wall: float, *, is_close: bool) -> None:
    """Whether the chest drops is left open where measuring by hand alone could make the angle."""
    found = ask(marked(squat(wall)))["ok"]
    assert found["is_close"] == is_close
    assert ("Too close to call" in found["chest"]) == is_close


def test_the_readers_own_ankle_says_what_it_asks_for() -> None:
    """With a distance at the wall it stands beside what that asks of a squat this deep."""
    found = ask(GOOD, answers=knee_to_wall("7.5 cm", "9 cm"))["ok"]["explore"]
    assert found == (
        "With your ankle as you measured it at the wall, a squat this deep asks your chest to lean "
        "38 to 50°. This one shows 44°, if your phone stood level."
    )
    assert ask(GOOD)["ok"]["explore"] == ""


def test_three_measures_at_the_wall_are_surer() -> None:
    """The mean of three makes a narrower span than one measure; raised heels ask for less."""
    three = {"knee-to-wall.distance.left": ["7.5 cm"] * 3}
    one = {**knee_to_wall("7.5 cm", "9 cm")}
    assert "40 to 48°" in ask(GOOD, answers={**one, **three})["ok"]["explore"]
    raised = ask(GOOD, answers=one, heels="raised")["ok"]["explore"]
    assert "your heels up, a squat this deep asks your chest to lean 26 to 35°" in raised


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"knee-to-wall.distance.left": ["ten"]},
        {"knee-to-wall.distance.left": {}, "squat-check.flat-chest": 7, "": []},
        knee_to_wall("0.5 cm", "9 cm"),
        knee_to_wall("24 cm", "24 cm"),
    ],
)
def test_an_ankle_that_is_not_known_takes_nothing_away(answers: dict[str, object]) -> None:
    """Without a distance, with one that cannot be read or lies off the slider, the rest is told."""
    found = ask(GOOD, answers=answers)["ok"]
    assert (found["value"], found["explore"]) == (14.0, "")


GOOD_TEXT = "400 500 0.5 0.3 0.3 0.5 0.6 0.6 0.5 0.8"


@pytest.mark.parametrize(
    "text",
    ["", "1 2", "ten " * 10, GOOD_TEXT + " 1", "0" + GOOD_TEXT[3:], "nan" + GOOD_TEXT[3:]],
)
def test_a_text_that_tells_no_picture_is_refused(text: str) -> None:
    """Ten numbers and a picture with some size; anything else is told with what fits."""
    assert "a list of up to 3 texts of ten numbers each" in ask_text(text)["error"]["message"]
    assert ask_text(GOOD_TEXT)["ok"]


def ask_text(text: str) -> dict[str, Any]:
    """Return what the door answers about a squat as it is kept."""
    request = {"do": "frame", "version": 1, "frames": [text]}
    answer: dict[str, Any] = json.loads(respond(json.dumps(request)))
    return answer


def kept_on(day: str, *frames: Marked, **others: object) -> dict[str, Any]:
    """Return a set of answers as it is saved, with frames measured beside its question."""
    answers = {**knee_to_wall(), "squat-check.flat-chest.frame": list(map(text_of, frames))}
    return {"date": day, "answers": {**answers, **others}}


def moved_between(*sets: dict[str, Any]) -> list[str]:
    """Return what progress says about measured frames."""
    found: list[str] = send("progress", sets=sets)["ok"]["frames"]
    return found


STIFF = marked(squat(4))


def test_angles_are_compared_over_time() -> None:
    """Two days of three frames each: what the angles were, and whether that is a change."""
    days = [kept_on("2026-03-09", STIFF, STIFF, STIFF), kept_on("2026-04-09", GOOD, GOOD, GOOD)]
    (found,) = moved_between(*days)
    assert found == (
        "How much farther your chest leans than your shins, with flat heels: 32° on March 9, 2026, "
        "14° on April 9, 2026. That's a change: from 7.2° on it's more than measuring by hand "
        "alone could make."
    )


def test_a_small_difference_is_no_change() -> None:
    """One frame on one of the days makes it less sure, and nothing is called better or worse."""
    upright = marked(squat(12))
    days = [kept_on("2026-03-09", GOOD), kept_on("2026-04-09", marked(squat(10)))]
    (found,) = moved_between(*days)
    assert "14° on March 9, 2026, 3° on April 9, 2026. That's no change you can count on" in found
    assert "it takes 12.8°" in found
    (below,) = moved_between(days[0], kept_on("2026-04-09", upright, upright, upright))
    assert "\N{MINUS SIGN}5° on April 9, 2026. That's a change" in below


@pytest.mark.parametrize(
    "entry", [[], "ten", ["ten"], [7], {}, [text_of(WRONG["standing"][0])], [text_of(GOOD)] * 4]
)
def test_frames_that_cannot_be_read_are_left_out(entry: object) -> None:
    """Whatever stands in their field, the other measures are compared, and one day says nothing."""
    odd = {"squat-check.flat-chest.frame": entry}
    days = [kept_on("2026-03-09", GOOD), kept_on("2026-04-09", **odd)]
    assert moved_between(*days) == []
    assert send("progress", sets=days)["ok"]["measures"] != []


def test_frames_are_saved_with_their_self_test_alone() -> None:
    """Saving a squat check keeps its frames, a link holds none, and nothing is set aside."""
    frames = {"squat-check.flat-chest.frame": [text_of(GOOD)], "squat-check.raised-chest.frame": []}
    told = {**CLEAR, **squat_answers(), **frames}
    found = send("share", answers=told)["ok"]
    assert found["answers"]["squat-check.flat-chest.frame"] == [text_of(GOOD)]
    assert "squat-check.raised-chest.frame" not in found["answers"]
    assert found["text"] == send("share", answers={**CLEAR, **squat_answers()})["ok"]["text"]
    assert report(told) == report({**CLEAR, **squat_answers()})
    other = {**CLEAR, **knee_to_wall(), **frames}
    assert send("share", answers=other)["ok"]["answers"].keys() == knee_to_wall().keys()
    back = send("saved", sets=[{"date": "2026-03-09", "answers": found["answers"]}])["ok"]["sets"]
    assert (back[0]["answers"], back[0]["set_aside"]) == (found["answers"], [])


def simulated(count: int, runs: int = 4000) -> float:
    """Return the error of the mean of so many frames: the root of the mean square, in degrees.

    Somebody of 350 px; landmarks found to 1.5 cm and dragged to 2 px, camera yaw with a standard
    deviation of 10 degrees for the clip, roll of 2.
    """
    chance = random.Random(20261129)  # noqa: S311 - examples
    spread = hypot(2.0, 1.5 * PERSON / CM_PER_BODY)
    stance = squat(10)
    off = []

    def slip(point: Point) -> Point:
        return chance.gauss(point[0], spread), chance.gauss(point[1], spread)

    for _ in range(runs):
        yaw, roll = chance.gauss(0, 10), chance.gauss(0, 2)
        read = []
        for _ in range(count):
            seen = moved(yawed(marked(stance), yaw), roll)
            read.append(trunk_minus_shin(at(seen, slip)))
        off.append(fmean(read) - (stance.trunk - stance.shin))
    return sqrt(fmean(each * each for each in off))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_printed_error_is_that_of_a_simulation(count: int) -> None:
    """What is printed for one, two and three frames is what a seeded simulation finds, to 0.2."""
    printed = (LIMITS.error_of_one, LIMITS.error_of_two, LIMITS.error_of_three)[count - 1]
    assert abs(simulated(count) - printed.value) <= 0.2
