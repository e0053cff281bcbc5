"""Measure this frame: four points on a paused clip, and what Python reads off them."""

import base64
import json
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from self_tests.frame import Point
from self_tests.squat import Stance, Way
from tests.support.accessibility import AXE, CHECKS, NARROW
from tests.support.requests import CLEAR
from tests.support.squats import joints, squat
from tests.support.visiting import Server, Visit
from tests.support.walking import Walk, until

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")

PAGE = "self-tests/squat-check/"
FIRST = "Squat with flat feet"
NAMES = ("Shoulder", "Hip", "Knee", "Ankle")
WIDTH, HEIGHT, PERSON = 480, 640, 560

# A second of somebody who holds the squat, filmed by the browser itself.
FILM = """async ([width, height, joints]) => {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: "video/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start(100);
  const filmed = () => parts.reduce((sum, { size }) => sum + size, 0);
  // A slow machine needs longer for a picture.
  for (let at = 0; at < 20 || (filmed() < 2000 && at < 600); at += 1) {
    pen.fillStyle = "#cfc8bc";
    pen.fillRect(0, 0, width, height);
    pen.strokeStyle = "#14201b";
    pen.lineWidth = 34;
    pen.lineJoin = pen.lineCap = "round";
    pen.beginPath();
    for (const [x, y] of joints) pen.lineTo(x, y);
    pen.stroke();
    const [shoulder, hip] = joints;
    pen.beginPath();
    const head = [0, 1].map((axis) => shoulder[axis] + (shoulder[axis] - hip[axis]) * 0.45);
    pen.arc(...head, 34, 0, 7);
    pen.fillStyle = "#14201b";
    pen.fill();
    pen.fillStyle = "#fff";
    for (const [x, y] of joints) pen.fillRect(x - 2, y - 2, 4, 4);
    await new Promise((resolve) => setTimeout(resolve, 33));
  }
  recorder.stop();
  await new Promise((resolve) => { recorder.onstop = resolve; });
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  let text = "";
  for (const each of bytes) text += String.fromCharCode(each);
  return btoa(text);
}"""


def joints_of(shown: Stance) -> list[Point]:
    """Return where shoulder, hip, knee and ankle are in the picture, in its own pixels."""
    return joints(shown, (WIDTH * 0.45, HEIGHT * 0.9), PERSON)


def open_squat(visit: Visit, **how: object) -> Walk:
    """Walk up to the first screen with signs to rate."""
    page = visit.page(PAGE, **how)  # type: ignore[arg-type]
    walk = Walk(page)
    walk.walk(CLEAR, until=FIRST)
    return walk


def choose(walk: Walk, shown: Stance) -> None:
    """Choose a clip of a squat and press the button that measures a frame of it."""
    clip = base64.b64decode(walk.page.evaluate(FILM, [WIDTH, HEIGHT, joints_of(shown)]))
    payload = FilePayload(name="squat.webm", mimeType="video/webm", buffer=clip)
    walk.self_test.locator("[data-film-source]:visible").nth(1).set_input_files(payload)
    walk.self_test.locator("[data-film-view]:visible").wait_for()
    begin(walk)


def begin(walk: Walk) -> None:
    """Press the button that measures a frame."""
    walk.page.wait_for_timeout(500)
    walk.self_test.get_by_role("button", name="Measure this frame").locator("visible=true").click()
    walk.self_test.locator("[data-frame-points]:visible").wait_for()


def drag(walk: Walk, places: Sequence[Point]) -> None:
    """Drag each point to its joint."""
    layer = walk.self_test.locator("[data-frame-points]:visible")
    layer.scroll_into_view_if_needed()
    mouse = walk.page.mouse
    for name, (x, y) in zip(NAMES, places, strict=True):
        box = layer.bounding_box()
        handle = layer.get_by_role("slider", name=name).bounding_box()
        assert box is not None
        assert handle is not None
        mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
        mouse.down()
        mouse.move(box["x"] + 20, box["y"] + 20)
        mouse.move(
            box["x"] + x / WIDTH * box["width"], box["y"] + y / HEIGHT * box["height"], steps=3
        )
        mouse.up()


def press(walk: Walk, name: str) -> None:
    """Press a button of the tool, as soon as a press counts."""
    walk.page.wait_for_timeout(500)
    walk.self_test.get_by_role("button", name=name).locator("visible=true").click()


def said(walk: Walk) -> str:
    """Return what the tool says, once Python has answered."""
    line = walk.self_test.locator("[data-frame-said]:visible")
    expect(line).not_to_have_text("Reading the angle…", timeout=60_000)
    return line.inner_text()


def read_places(page: Page) -> str:
    """Return the points as they are drawn."""
    return page.locator("[data-frame-points]:visible polyline").get_attribute("points") or ""


def value_read(page: Page) -> float:
    """Return the angle of the last squat, before it is rounded for the sentence."""
    answered: list[dict[str, Any]] = page.evaluate("window.witness.answered")
    values: list[float] = json.loads(answered[-1]["text"])["ok"]["values"]
    return values[-1]


POSES = [(4.0, Way()), (7.5, Way()), (12.0, Way(load="bar-on-back", bar=0.8))]


def test_known_squats_are_read_to_half_a_degree(visit: Visit) -> None:
    """Points that are dragged to the known joints of a squat in a clip are read to 0.5 degrees."""
    walk = open_squat(visit)
    until(walk.page, "window.witness.workers === 1")
    for wall, way in POSES:
        shown = squat(wall, way)
        choose(walk, shown)
        drag(walk, joints_of(shown))
        press(walk, "Read the angle")
        assert "give or take 4.6°" in said(walk)
        assert abs(value_read(walk.page) - (shown.trunk - shown.shin)) <= 0.5
        walk.self_test.locator('[data-film-do="remove"]:visible').click()
        walk.page.wait_for_timeout(500)


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


def test_everything_goes_with_the_clip(visit: Visit) -> None:
    """Removing the clip takes the points and the note along."""
    walk = open_squat(visit)
    choose(walk, squat(7.5))
    drag(walk, joints_of(squat(7.5)))
    press(walk, "Read the angle")
    assert "°" in said(walk)
    press(walk, "Remove the clip")
    expect(walk.self_test.locator("[data-frame-points]:visible")).to_have_count(0)
    expect(walk.self_test.locator("[data-frame-note]:visible")).to_have_count(0)


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
    assert [str(one).rsplit("/", 1)[-1] for one in server.asked[asked:]] == ["points.mjs"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_measuring_is_accessible(visit: Visit, scheme: str) -> None:
    """With the points out axe finds nothing, targets are large enough, 320 px are wide enough."""
    walk = open_squat(visit, size=NARROW, color_scheme=scheme)
    walk.page.evaluate(AXE.read_text("utf-8"))
    choose(walk, squat(7.5))
    assert [problem for check in CHECKS.values() for problem in check(walk.page)] == []
