"""Measure this frame: four points on a paused clip, and what Python reads off them."""

import json
import random
from collections.abc import Iterator
from math import cos, radians, sin
from typing import Any, get_args

import pytest
from playwright.sync_api import Page, expect

from self_tests.catalogue import words
from self_tests.frame import Point
from self_tests.model import SquatLoad
from self_tests.squat import Stance, Technique
from tests.support.accessibility import AXE, CHECKS, LIGHT_FIRST, NARROW
from tests.support.framing import (
    HEIGHT,
    NAMES,
    WIDTH,
    begin,
    choose,
    drag,
    filmed,
    hand_over,
    joints_of,
    note_of,
    open_squat,
    press,
    read_places,
    said,
)
from tests.support.squats import squat
from tests.support.visiting import Server, Visit
from tests.support.walking import until

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")


def value_read(page: Page) -> float:
    """Return the angle of the last squat, before it is rounded for the sentence."""
    answered: list[dict[str, Any]] = page.evaluate("window.witness.answered")
    values: list[float] = json.loads(answered[-1]["text"])["ok"]["values"]
    return values[-1]


def turned(point: Point, tilt: float, flip: int) -> Point:
    """Return a point of the picture turned (radians) around its middle, and perhaps mirrored."""
    x, y = flip * (point[0] - WIDTH / 2), point[1] - HEIGHT / 2
    return (WIDTH / 2 + x * cos(tilt) - y * sin(tilt), HEIGHT / 2 + x * sin(tilt) + y * cos(tilt))


def poses(count: int) -> Iterator[tuple[Stance, list[Point]]]:
    """Give known squats and where their joints are: deep, stiff, loaded, tilted and mirrored."""
    chance = random.Random(20261129)  # noqa: S311 - examples
    for _ in range(count):
        load = chance.choice(get_args(SquatLoad.__value__))
        bar = 0.0 if load == "arms-in-front" else 0.8
        way = Technique(load=load, bar=bar, thigh=chance.uniform(75, 100))
        shown = squat(chance.uniform(5, 14), way)
        tilt, flip = radians(chance.uniform(-10, 10)), chance.choice((-1, 1))
        yield shown, [turned(point, tilt, flip) for point in joints_of(shown)]


ALL = pytest.param(200, marks=[pytest.mark.long, pytest.mark.timeout(7200)])


@pytest.mark.parametrize("count", [2, ALL])
def test_known_squats_are_read_to_half_a_degree(visit: Visit, count: int) -> None:
    """Points that are dragged to the known joints of a squat in a clip are read to 0.5 degrees."""
    walk = open_squat(visit)
    until(walk.page, "window.witness.workers === 1")
    off: list[float] = []
    for shown, places in poses(count):
        hand_over(walk, filmed(walk, places))
        begin(walk)
        if off:
            press(walk, "Start over")
        drag(walk, places)
        press(walk, "Read the angle")
        assert "give or take 4.6°" in said(walk)
        off.append(abs(value_read(walk.page) - (shown.trunk - shown.shin)))
        press(walk, "Remove the clip")
    assert (len(off), max(off) <= 0.5) == (count, True)


def test_note_stands_beside_the_question_and_answers_nothing(visit: Visit) -> None:
    """Three squats make a mean beside "Does the chest drop?", whose answer stays the reader's."""
    walk = open_squat(visit)
    shown = squat(7.5)
    choose(walk, shown)
    for number in range(3):
        if number:
            press(walk, "Measure another squat")
        drag(walk, joints_of(shown))
        press(walk, "Read the angle")
        assert "give or take" in said(walk)
    note = walk.self_test.locator('[data-question="squat-check.flat-chest"] [data-frame-note]')
    expect(note).to_contain_text("Your chest leans 14° farther forward than your shins")
    expect(note).to_contain_text("give or take 2.6°")
    assert walk.self_test.locator("[name='squat-check.flat-chest']:checked").count() == 0
    expect(walk.self_test.get_by_role("button", name="Measure another squat")).to_have_count(0)


def test_another_clip_brings_no_sentence_of_the_last_one(visit: Visit) -> None:
    """What was read off one clip stands beside the question, and not under the next clip."""
    walk = open_squat(visit)
    choose(walk, squat(7.5))
    drag(walk, joints_of(squat(7.5)))
    press(walk, "Read the angle")
    text = said(walk)
    hand_over(walk, filmed(walk, joints_of(squat(12))))
    # It is empty, and so nobody sees it.
    expect(walk.self_test.locator("[data-frame]:visible [data-frame-said]")).to_have_text("")
    expect(note_of(walk)).to_contain_text(text.partition(".")[0])


@pytest.mark.long
def test_a_full_mean_takes_no_points_that_count_for_nothing(visit: Visit) -> None:
    """After three squats, a fourth is refused with a sentence before anybody drags a point."""
    walk = open_squat(visit)
    choose(walk, squat(7.5))
    for number in range(3):
        if number:
            press(walk, "Measure another squat")
        drag(walk, joints_of(squat(7.5)))
        press(walk, "Read the angle")
        assert "give or take" in said(walk)
    press(walk, "Done")
    press(walk, "Measure this frame")
    assert said(walk) == words()["interface.frame-full"]
    expect(walk.self_test.locator("[data-frame-points]:visible")).to_have_count(0)
    press(walk, "Remove this angle")
    begin(walk)


def test_keyboard_alone_is_enough(visit: Visit) -> None:
    """Tab reaches each point, arrows move it by one pixel, and its name and place are told."""
    walk = open_squat(visit)
    choose(walk, squat(7.5))
    page = walk.page
    for name in NAMES:
        handle = page.get_by_role("slider", name=name).locator("visible=true")
        expect(handle).to_be_focused()
        before = handle.bounding_box()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        after = handle.bounding_box()
        assert before is not None
        assert after is not None
        moved = (round(after["x"] - before["x"], 1), round(after["y"] - before["y"], 1))
        assert moved == (1, 1)
        assert "of 100 from the left" in (handle.get_attribute("aria-valuetext") or "")
        page.keyboard.press("Tab")
    walk.self_test.get_by_role("button", name="Read the angle").locator("visible=true").focus()
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    assert "°" in said(walk)


def test_points_that_were_not_moved_are_not_read(visit: Visit) -> None:
    """Where the points wait is no measurement: it says to drag them first."""
    walk = open_squat(visit)
    choose(walk, squat(7.5))
    press(walk, "Read the angle")
    assert said(walk) == "Drag all four points onto your body first."


@pytest.mark.long
def test_points_on_top_of_each_other_lead_to_a_question(visit: Visit) -> None:
    """Python's own question is shown, nothing else is lost."""
    walk = open_squat(visit)
    choose(walk, squat(7.5))
    shoulder, hip, knee, _ = joints_of(squat(7.5))
    drag(walk, [shoulder, hip, knee, knee])
    places = read_places(walk.page)
    press(walk, "Read the angle")
    assert "sit on the same spot" in said(walk)
    assert read_places(walk.page) == places


LAGGING = """() => {
  const handles = [...document.querySelectorAll("[data-joint=knee]")];
  const handle = handles.find((one) => one.checkVisibility());
  window.lag = { moves: 0, late: 0 };
  // After the page's own listener, in the same turn: what is drawn next is where the finger is.
  window.addEventListener("pointermove", ({ pointerId, clientX, clientY }) => {
    if (!handle.hasPointerCapture(pointerId)) return;
    const { x, y, width, height } = handle.getBoundingClientRect();
    window.lag.moves += 1;
    window.lag.late += Math.hypot(x + width / 2 - clientX, y + height / 2 - clientY) > 1;
  });
}"""


def test_handle_is_where_the_finger_is_in_the_next_picture(visit: Visit) -> None:
    """On a processor four times as slow no move of a finger waits for a later picture."""
    walk = open_squat(visit)
    choose(walk, squat(7.5))
    page = walk.page
    page.evaluate(LAGGING)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    box = walk.self_test.locator("[data-joint=knee]:visible").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 90, steps=30)
    page.mouse.up()
    lag = page.evaluate("window.lag")
    assert (lag["moves"] > 10, lag["late"]) == (True, 0)


def test_measuring_asks_the_network_for_its_own_script_alone(visit: Visit, server: Server) -> None:
    """From the button to the number nothing is requested but what measures."""
    walk = open_squat(visit)
    until(walk.page, "window.witness.workers === 1")
    walk.page.wait_for_timeout(3000)
    asked = len(server.asked)
    choose(walk, squat(7.5))
    drag(walk, joints_of(squat(7.5)))
    press(walk, "Read the angle")
    assert "°" in said(walk)
    assert [str(one).rsplit("/", 1)[-1] for one in server.asked[asked:]] == ["frame-points.mjs"]


@LIGHT_FIRST
def test_measuring_is_accessible(visit: Visit, scheme: str) -> None:
    """With the points out axe finds nothing, targets are large enough, 320 px are wide enough."""
    walk = open_squat(visit, size=NARROW, color_scheme=scheme)
    walk.page.evaluate(AXE.read_text("utf-8"))
    choose(walk, squat(7.5))
    assert [problem for check in CHECKS.values() for problem in check(walk.page)] == []
