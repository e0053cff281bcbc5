"""The squat explorer's model: golden values, what people did, and what must hold for everybody."""

import json
import tomllib
from dataclasses import replace
from itertools import pairwise
from math import hypot, isclose
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from self_tests import catalogue
from self_tests.catalogue import squat_model
from self_tests.model import Number, SquatLoad, SquatModel
from self_tests.rules import MeanOfTrials
from self_tests.squat import Technique, balanced, heel_tilt, middle_of_foot
from self_tests.wire import respond
from tests.support.repository import ROOT
from tests.support.requests import CLEAR, knee_to_wall, report, send
from tests.support.squats import CM_PER_BODY as HEIGHT
from tests.support.squats import shin_at, stance
from tests.support.visits import confirmed

MODEL = squat_model()
CASES = tomllib.loads((Path(__file__).parent / "squat-cases.toml").read_text("utf-8"))["cases"]
LOADS: tuple[SquatLoad, ...] = get_args(SquatLoad.__value__)
FRONT, BACK, BEFORE = (
    Technique(load=load, bar=0.0 if load == "arms-in-front" else 0.8) for load in LOADS
)
GOLDEN = {
    4.0: (24.4, 56.0, 53.8, 41.0),
    7.5: (29.6, 44.0, 45.6, 33.4),
    10.0: (33.5, 36.8, 40.3, 28.4),
    12.0: (36.7, 31.5, 36.3, 24.7),
    14.0: (40.1, 26.4, 32.5, 21.1),
}
"""By distance at the wall in cm: shin, then trunk with arms in front, bar on back, bar in front."""
SATO = ((30.5, 69.1, 39.28), (27.3, 65.6, 43.03))
"""Shin, thigh and trunk of 25 lifters, twice, in degrees from upright."""


def longer(part: str, factor: float) -> SquatModel:
    """Return the model of somebody with a segment of another length."""
    old: Number = getattr(MODEL.body, part)
    changed: dict[str, Any] = {part: replace(old, value=old.value * factor)}
    return replace(MODEL, body=replace(MODEL.body, **changed))


def ask(**asked: object) -> dict[str, Any]:
    """Return what the door answers about a squat."""
    answer: dict[str, Any] = json.loads(respond(json.dumps({"do": "squat", "version": 1, **asked})))
    return answer


@pytest.mark.parametrize("wall", GOLDEN)
def test_golden_values(wall: float) -> None:
    """At 175 cm with level thighs, shin and trunk lean so many degrees."""
    shin = shin_at(wall)
    found = (shin, *(stance(shin, way).trunk for way in (FRONT, BACK, BEFORE)))
    assert tuple(round(value, 1) for value in found) == GOLDEN[wall]


@pytest.mark.parametrize(
    ("model", "way", "shin", "trunk"),
    [
        (MODEL, FRONT, 35.0, 34.2),
        (MODEL, Technique(knees_out=True), 35.0, 22.0),
        (longer("thigh", 1.05), FRONT, 35.0, 39.2),
        (longer("trunk", 0.95), FRONT, 35.0, 36.3),
        (longer("shank", 0.95), FRONT, 35.0, 37.6),
        (MODEL, FRONT, shin_at(7.5) + heel_tilt(MODEL, HEIGHT), 30.7),
        (MODEL, FRONT, shin_at(10) + heel_tilt(MODEL, HEIGHT), 25.0),
    ],
    ids=["plain", "knees out", "thigh", "trunk", "shank", "heels 7.5 cm", "heels 10 cm"],
)
def test_golden_values_of_other_bodies(
    model: SquatModel, way: Technique, shin: float, trunk: float
) -> None:
    """Knees out, raised heels and other lengths change the trunk by so much."""
    assert round(stance(shin, way, model).trunk, 1) == trunk


def test_raised_heels_tip_the_foot() -> None:
    """2.5 cm under the heel tip the foot of somebody of 175 cm by 7.7 degrees."""
    assert round(heel_tilt(MODEL, HEIGHT), 1) == 7.7


@pytest.mark.parametrize("bar", [0.5, 0.6, 0.8, 1.0, 1.2])
@pytest.mark.parametrize(("shin", "thigh", "trunk"), SATO)
def test_25_lifters(shin: float, thigh: float, trunk: float, bar: float) -> None:
    """Given their shins and thighs, the trunk is 3 degrees from what the lifters did at the most.

    With the heaviest bar it is 3.1, a third of their spread.
    """
    found = stance(shin, Technique(load="bar-on-back", bar=bar, thigh=thigh)).trunk
    assert abs(found - trunk) <= (3.1 if bar > 1 else 3)


def test_knees_held_back() -> None:
    """As in 7 men with a bar of their weight: shins held back load hips more and knees less."""
    heavy = Technique(load="bar-on-back", bar=1.0)
    free, held = stance(35, heavy), stance(20, heavy)
    assert (held.knee_work < free.knee_work, held.hip_work > free.hip_work) == (True, True)


def test_share_of_hips_and_knees() -> None:
    """As in 100 people: hips do the more the further the trunk leans, the less the shin does."""
    squats = [stance(shin_at(wall), way) for way in (FRONT, BACK, BEFORE) for wall in range(2, 17)]
    for first, second in pairwise(sorted(squats[:15], key=lambda one: one.trunk)):
        assert first.hip_work / first.knee_work < second.hip_work / second.knee_work
        assert first.shin > second.shin


def test_load_of_the_knee() -> None:
    """As in 16 people: the knee holds more with more lean of the shin, less with more trunk."""
    for way in (FRONT, BACK, BEFORE):
        squats = [stance(shin_at(wall), way) for wall in range(2, 17)]
        for stiff, mobile in pairwise(squats):
            assert (stiff.shin < mobile.shin, stiff.trunk > mobile.trunk) == (True, True)
            assert stiff.knee_work < mobile.knee_work


bodies = st.builds(
    lambda thigh, trunk, shank: replace(
        MODEL,
        body=replace(
            MODEL.body,
            **{
                part: replace(getattr(MODEL.body, part), value=value)
                for part, value in (("thigh", thigh), ("trunk", trunk), ("shank", shank))
            },
        ),
    ),
    st.floats(0.22, 0.27),
    st.floats(0.26, 0.32),
    st.floats(0.22, 0.27),
)
ways = st.builds(
    lambda load, bar, out, thigh: Technique(
        load=load, bar=0.0 if load == "arms-in-front" else bar, knees_out=out, thigh=thigh
    ),
    st.sampled_from(LOADS),
    st.floats(0, 2),
    st.booleans(),
    st.floats(45, 90),
)


@given(bodies, st.floats(5, 60), ways)
def test_balance_and_lengths(model: SquatModel, shin: float, way: Technique) -> None:
    """The middle of mass is over the middle of the foot, and no segment changes its length."""
    found = balanced(model, shin, way)
    assume(found is not None)
    assert found is not None
    assert isclose(found.middle[0], middle_of_foot(model), abs_tol=1e-9)
    assert isclose(hypot(*found.knee), model.body.shank.value, abs_tol=1e-9)
    way_up = (found.shoulder[0] - found.hip[0], found.shoulder[1] - found.hip[1])
    assert isclose(hypot(*way_up), model.body.trunk.value, abs_tol=1e-9)
    if not way.knees_out:
        thigh = (found.knee[0] - found.hip[0], found.knee[1] - found.hip[1])
        assert isclose(hypot(*thigh), model.body.thigh.value, abs_tol=1e-9)
    assert 0 <= found.trunk <= 90
    assert found.shin <= shin + 1e-9


walls = st.floats(2, 16)
heights = st.floats(130, 220)
NOBODY = 1000.0
"""Leans further than anybody: what stands for no balance where leans are compared."""


def lean(**asked: object) -> float:
    """Return how far the trunk leans, as the door says it."""
    trunk = ask(**asked)["ok"]["trunk"]
    return NOBODY if trunk is None else float(trunk)


@given(walls, walls, heights, st.sampled_from(LOADS))
def test_more_centimeters_never_lean_more(
    one: float, other: float, height: float, load: str
) -> None:
    """A knee that gets further never asks more of the trunk."""
    less, more = sorted((one, other))
    asked = {"height": height, "load": load}
    assert lean(wall=more, **asked) <= lean(wall=less, **asked)


@given(walls, heights, st.sampled_from(LOADS))
def test_heels_knees_and_bar(wall: float, height: float, load: str) -> None:
    """Raised heels, knees out, and the bar in front instead of on the back never lean more."""
    asked = {"wall": wall, "height": height}
    plain = lean(load=load, **asked)
    assert lean(load=load, heels="raised", **asked) <= plain
    assert lean(load=load, knees="out", **asked) <= plain
    assert lean(load="bar-in-front", **asked) <= lean(load="bar-on-back", **asked)


@given(walls, st.floats(1, 1.1), ways)
def test_a_longer_thigh_never_leans_less(wall: float, factor: float, way: Technique) -> None:
    """The same ankle with a longer thigh asks at least as much of the trunk."""
    shin = shin_at(wall)
    short, long = balanced(MODEL, shin, way), balanced(longer("thigh", factor), shin, way)
    assert (short.trunk if short else NOBODY) <= (long.trunk if long else NOBODY) + 1e-9


@given(st.integers(4, 25), st.integers(52, 86))
def test_inches_are_centimeters(quarters: int, height: int) -> None:
    """So many inches give what as many centimeters give."""
    inches = ask(wall=quarters / 4, height=height, unit="in")["ok"]
    centimeters = ask(wall=quarters / 4 * 2.54, height=height * 2.54)["ok"]
    told = {"sentence"}
    assert {key: inches[key] for key in inches if key not in told} == {
        key: centimeters[key] for key in centimeters if key not in told
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["sentence"])
def test_cases(case: dict[str, Any]) -> None:
    """What stands in the cases as a sentence comes out at the door."""
    said = ask(**case["request"])
    if "refused" in case:
        assert said["error"]["message"] == case["refused"]
    else:
        work = catalogue.words()[f"squat.work-{case['work']}"]
        assert (said["ok"]["sentence"], said["ok"]["work"]) == (case["says"], work)


def test_nobody_can_balance_there() -> None:
    """Where no lean balances, there is a sentence instead of numbers; the door says which."""
    assert balanced(longer("thigh", 1.5), shin_at(2), FRONT) is None


def test_where_nobody_balances_the_door_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A depth that cannot be balanced gets a sentence and no number."""
    monkeypatch.setattr("self_tests.reporting.squat.squat_model", lambda: longer("thigh", 1.5))
    said = ask(wall=2)["ok"]
    assert said["sentence"].startswith("With 2 cm nobody can balance at that depth.")
    assert {key: said[key] for key in ("shin", "trunk", "trunk_least", "trunk_most", "work")} == {
        "shin": None,
        "trunk": None,
        "trunk_least": None,
        "trunk_most": None,
        "work": "",
    }


def test_shares_of_the_body_make_one() -> None:
    """The parts of the body weigh as much as the body."""
    masses = MODEL.masses
    parts = (masses.feet, masses.shanks, masses.thighs, masses.trunk_and_head, masses.arms)
    assert isclose(sum(part.value for part in parts), 1.0)


def test_errors_are_those_of_the_wall_test() -> None:
    """The explorer counts with the errors of the self-test that it takes its distance from."""
    [measure] = catalogue.self_test("knee-to-wall").measures
    reading = measure.reading
    assert isinstance(reading, MeanOfTrials)
    asked = MODEL.asked
    assert (asked.error_of_one.value, asked.error_of_three.value, asked.wall_step.value) == (
        reading.error_of_one.value,
        reading.error_of_three.value,
        measure.step.value if measure.step else None,
    )


def test_the_wedge_is_stated_against_the_model() -> None:
    """What it says about raised heels at 7.5 cm stands beside what a study measured."""
    by_model = stance(shin_at(7.5)).trunk - stance(shin_at(7.5) + heel_tilt(MODEL, HEIGHT)).trunk
    [claim] = [one for one in MODEL.leaves_out if "heel-wedge-trunk" in one.sources]
    assert f"This picture says about {by_model:.0f}." in claim.text
    assert "3.1 degrees, give or take 4.6" in claim.text


def test_nothing_of_it_is_scored() -> None:
    """No rule, line or plan imports the model: it counts for nothing."""
    users = {
        path.relative_to(ROOT / "self_tests").as_posix()
        for path in (ROOT / "self_tests").rglob("*.py")
        if "self_tests.squat " in path.read_text("utf-8")
        and not path.is_relative_to(ROOT / "self_tests/site")
    }
    assert users == {"reporting/squat.py"}


def explored(unit: str = "cm", **said: object) -> list[object]:
    """Return where each result of a visit leads on the slider."""
    results = report({**CLEAR, **knee_to_wall(**said)}, unit=unit)["results"]  # type: ignore[arg-type]
    return [{name: result["explore"][name] for name in ("place", "text")} for result in results]


def test_a_result_leads_to_the_stiffer_side() -> None:
    """A knee-to-wall result begins the slider at the side that gets less far, on its grid."""
    said = "See what {} does to your squat"
    assert explored(left="6.5", right="11") == [{"place": "6.5cm", "text": said.format("6.5 cm")}]
    assert explored(left="11", right="6") == [{"place": "6cm", "text": said.format("6 cm")}]
    assert explored(unit="in", left="2 1/4 in", right="4 in") == [
        {"place": "2.25in", "text": said.format("2.25 in")}
    ]


@pytest.mark.parametrize(
    ("unit", "left", "place", "text"),
    [
        ("cm", "6.3", "6.5cm", "Your 6.3 cm is closest to 6.5 cm here"),
        ("cm", "6.2", "6cm", "Your 6.2 cm is closest to 6 cm here"),
        ("in", "2.6 in", "2.5in", "Your 2.6 in is closest to 2.5 in here"),
        ("in", "6.5 cm", "2.5in", "Your 2.6 in is closest to 2.5 in here"),
    ],
)
def test_a_result_between_two_places_says_both(unit: str, left: str, place: str, text: str) -> None:
    """Where the slider doesn't stop at what was measured, the link says that number and its own."""
    assert explored(unit=unit, left=left, right="11 cm") == [
        {"place": place, "text": f"{text}: see what that does to your squat"}
    ]


@pytest.mark.parametrize(
    ("left", "unit", "expected"),
    [
        ("7.5", "cm", "With 7.5 cm your trunk has to lean about 44° {}38 to 50."),
        (["7.5", "7.4", "7.6"], "cm", "With 7.5 cm your trunk has to lean about 44° {}40 to 48."),
        ("6.3", "cm", "With 6.3 cm your trunk has to lean about 48° {}42 to 55."),
        ("3 in", "in", "With 3 in your trunk has to lean about 44° {}38 to 50."),
    ],
)
def test_a_result_is_explored_with_its_own_error(
    left: str | list[str], unit: str, expected: str
) -> None:
    """The request in a result tells of the distance itself, and three measures are surer."""
    made = report({**CLEAR, **knee_to_wall(left=left, right="11 cm")}, unit=unit)
    sentence = send("squat", **made["results"][0]["explore"]["asked"])["ok"]["sentence"]
    assert sentence == expected.format("to get the thighs level. Measuring error alone makes that ")


def test_what_the_slider_does_not_reach_is_not_explored() -> None:
    """A distance beyond the slider has its nearest place and no sentence of its own."""
    made = report({**CLEAR, **knee_to_wall(left="1", right="11")}, confirmed=confirmed())
    assert made["results"][0]["explore"]["asked"] is None


@pytest.mark.parametrize("quarters", [9, 10, 11, 12, 13])
def test_a_quarter_of_an_inch_is_told_as_it_was_typed(quarters: int) -> None:
    """What a reader read off the tape stands in the result and in the link with all its digits."""
    typed = f"{quarters / 4:g} in"
    made = report({**CLEAR, **knee_to_wall(left=typed, right="5 in")}, unit="in")
    result = made["results"][0]
    assert (result["sides"][0]["text"], result["explore"]["text"]) == (
        typed,
        f"See what {typed} does to your squat",
    )


def test_a_result_beyond_the_slider_leads_to_its_end() -> None:
    """A distance that the slider does not have begins at the nearest end of it."""
    request = {"confirmed": ["knee-to-wall.distance.left", "knee-to-wall.distance.right"]}
    results = report({**CLEAR, **knee_to_wall(left="1", right="22")}, **request)["results"]
    assert [result["explore"]["place"] for result in results] == ["2cm"]
