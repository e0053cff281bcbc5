"""Measure this frame: four points on a paused clip, and what Python reads off them."""

import base64
import json
import random
import struct
import zipfile
from collections.abc import Iterator, Sequence
from math import cos, radians, sin
from typing import Any, get_args

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from self_tests.catalogue import words
from self_tests.frame import Point
from self_tests.model import SquatLoad
from self_tests.squat import Stance, Technique
from tests.programs.bench.peers import wheel
from tests.support.accessibility import AXE, CHECKS, NARROW, axe, overflowing
from tests.support.kept import TWO_DAYS, keeping
from tests.support.requests import CLEAR
from tests.support.squats import joints, squat
from tests.support.visiting import Server, Visit
from tests.support.walking import Walk, until

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")

PAGE = "self-tests/squat-check/"
DRILL = "drills/tempo-squat-on-video/"
FIRST = "Squat with flat feet"
NAMES = ("Shoulder", "Hip", "Knee", "Ankle")
WIDTH, HEIGHT, PERSON = 480, 640, 560
SIGN = ("safety-check.now", "cold-foot")
SPORTS2D = "sports2d==0.8.34"
"""Its wheel, of the BSD license, holds a clip of somebody from the side."""

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


def filmed(walk: Walk, places: Sequence[Point], times: int = 1) -> bytes:
    """Return a clip of somebody whose joints are there, so many times as large."""
    size = [times * WIDTH, times * HEIGHT]
    larger = [[times * x, times * y] for x, y in places]
    return base64.b64decode(walk.page.evaluate(FILM, [*size, larger]))


def choose(walk: Walk, shown: Stance) -> None:
    """Choose a clip of a squat and press the button that measures a frame of it."""
    hand_over(walk, filmed(walk, joints_of(shown)))
    begin(walk)


def hand_over(walk: Walk, clip: bytes, kind: str = "video/webm") -> None:
    """Choose a clip that is there already."""
    payload = FilePayload(name="squat", mimeType=kind, buffer=clip)
    walk.self_test.locator("[data-film-source]:visible").nth(1).set_input_files(payload)
    walk.self_test.locator("[data-film-view]:visible").wait_for()


def begin(walk: Walk) -> None:
    """Press the button that measures a frame."""
    press(walk, "Measure this frame")
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


@pytest.mark.parametrize("count", [3, ALL])
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


def measured(visit: Visit, **how: object) -> Walk:
    """Measure a frame of a squat, and remove the clip."""
    walk = open_squat(visit, **how)
    choose(walk, squat(7.5))
    drag(walk, joints_of(squat(7.5)))
    press(walk, "Read the angle")
    assert "°" in said(walk)
    press(walk, "Remove the clip")
    return walk


def note_of(walk: Walk) -> Locator:
    """Return the angle that stands beside the question, while it is there."""
    return walk.self_test.locator("[data-frame-note]:visible > p")


def test_angle_is_kept_like_an_answer(visit: Visit) -> None:
    """It outlives its clip and a loaded page, stays gone once removed, and ends with the visit."""
    walk = measured(visit)
    expect(walk.self_test.locator("[data-frame-points]:visible")).to_have_count(0)
    text = note_of(walk).inner_text()
    assert "14°" in text
    walk.page.reload()
    expect(note_of(walk)).to_have_text(text)
    choose(walk, squat(10))
    drag(walk, joints_of(squat(10)))
    press(walk, "Read the angle")
    expect(note_of(walk)).to_contain_text("give or take 3.2°")
    press(walk, "Remove this angle")
    expect(note_of(walk)).to_have_count(0)
    walk.page.reload()
    expect(walk.field("squat-check.flat-heels").first).to_be_visible()
    expect(note_of(walk)).to_have_count(0)


def test_angle_ends_with_the_visit(visit: Visit) -> None:
    """Finishing the visit in another tab takes it along, and a loaded page brings nothing back."""
    walk = measured(visit)
    expect(note_of(walk)).to_have_count(1)
    other = walk.page.context.new_page()
    other.goto(f"{visit.server.address}/self-tests/knee-to-wall/")
    other.evaluate(
        "() => import(performance.getEntriesByType('resource').map(({ name }) => name)"
        ".find((name) => name.endsWith('/common.mjs'))).then(({ forget }) => forget())"
    )
    expect(walk.self_test.locator("[data-frame-note]:not([hidden])")).to_have_count(0)
    walk.page.reload()
    assert "frame" not in walk.page.evaluate("JSON.stringify({ ...sessionStorage })")


def test_own_ankle_is_told_beside_it(visit: Visit) -> None:
    """With an earlier measure at the wall the note says what that ankle asks of such a squat."""
    page = visit.page(PAGE)
    keeping(visit, page, {"sets": TWO_DAYS}, PAGE)
    walk = Walk(page)
    walk.walk(CLEAR, until=FIRST)
    choose(walk, squat(7.5))
    drag(walk, joints_of(squat(7.5)))
    press(walk, "Read the angle")
    # 9.6 cm at the wall on the later of two days.
    expect(note_of(walk)).to_contain_text("as you measured it at the wall, a squat this deep asks")
    assert "This one shows 44°" in note_of(walk).inner_text()


ODD_FRAMES: dict[str, tuple[list[Point], str]] = {
    "on its side": (
        [(HEIGHT - y, x) for x, y in joints_of(squat(7.5))],
        "does the clip lie on its side?",
    ),
    "from the front": (
        [(200.0, 160.0), (215.0, 340.0), (300.0, 330.0), (290.0, 580.0)],
        "Was it filmed from the side?",
    ),
}


@pytest.mark.parametrize("name", ODD_FRAMES)
def test_clip_of_another_kind_leads_to_a_question(visit: Visit, name: str) -> None:
    """A clip on its side or from the front ends in one plain question, and no point is lost."""
    places, question = ODD_FRAMES[name]
    walk = open_squat(visit)
    hand_over(walk, filmed(walk, places))
    begin(walk)
    drag(walk, places)
    before = read_places(walk.page)
    press(walk, "Read the angle")
    assert question in said(walk)
    assert read_places(walk.page) == before


def at_drill(visit: Visit, **how: object) -> Walk:
    """Open the drill that is filmed, and choose a clip of a squat."""
    page = visit.page(DRILL, **how)  # type: ignore[arg-type]
    walk = Walk(page, "own-clip")
    choose(walk, squat(7.5))
    return walk


def test_drill_that_is_filmed_has_it_too(visit: Visit, server: Server) -> None:
    """A frame of its clip is measured there, kept over a load, and gone once removed."""
    walk = at_drill(visit)
    asked = len(server.asked)
    drag(walk, joints_of(squat(7.5)))
    press(walk, "Read the angle")
    assert "14°" in said(walk)
    text = note_of(walk).inner_text()
    assert "blob:" not in str(server.asked[asked:])
    press(walk, "Done")
    expect(walk.self_test.locator("[data-frame-said]")).to_have_text("")
    expect(note_of(walk)).to_have_text(text)
    walk.page.reload()
    expect(note_of(walk)).to_have_text(text)
    walk.page.wait_for_timeout(500)
    walk.self_test.get_by_role("button", name="Remove this angle").click()
    expect(note_of(walk)).to_have_count(0)
    # The button went with it, and the focus stays near.
    expect(walk.self_test.locator("input").first).to_be_focused()


def test_warning_sign_hides_the_angle_of_a_drill(visit: Visit) -> None:
    """A sign that is told in another tab takes it out of sight, and brings it back once cleared."""
    walk = at_drill(visit)
    drag(walk, joints_of(squat(7.5)))
    press(walk, "Read the angle")
    assert "14°" in said(walk)
    other = walk.page.context.new_page()
    other.goto(f"{visit.server.address}/self-tests/knee-to-wall/")
    warned = Walk(other)
    warned.walk(CLEAR, until="Any of these now?")
    warned.option(*SIGN).click()
    expect(note_of(walk)).to_have_count(0)
    warned.self_test.get_by_role("button", name="Back").locator("visible=true").click()
    warned.option(*SIGN).click()
    expect(note_of(walk)).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drill_with_a_clip_is_accessible(visit: Visit, scheme: str) -> None:
    """With the points out axe finds nothing on the drill's page, and 320 px are wide enough."""
    walk = at_drill(visit, size=NARROW, color_scheme=scheme)
    walk.page.evaluate(AXE.read_text("utf-8"))
    assert axe(walk.page) + overflowing(walk.page) == []


def test_drill_without_scripts_offers_nothing(visit: Visit) -> None:
    """Where no script runs there is no control that does nothing."""
    page = visit.page(DRILL, java_script_enabled=False)
    expect(page.locator("own-clip")).to_have_count(1)
    expect(page.locator("own-clip :is(button, input):visible")).to_have_count(0)


def lasting(clip: bytes, seconds: float) -> bytes:
    """Return a clip of Chromium's that says how long it lasts: an element more in its heading."""
    heading = bytes.fromhex("1549a966")
    at = clip.index(heading) + len(heading)
    assert clip[at] & 0x80
    size = clip[at] & 0x7F
    # In thousandths of a second, the unit of all times in such a file.
    said = bytes.fromhex("448988") + struct.pack(">d", 1000 * seconds)
    longer = bytes([0x80 | size + len(said)])
    return clip[:at] + longer + clip[at + 1 : at + 1 + size] + said + clip[at + 1 + size :]


def test_long_clip_is_measured(visit: Visit) -> None:
    """Ten minutes of film get a sentence about the slider, and a number all the same."""
    walk = open_squat(visit)
    places = joints_of(squat(7.5))
    hand_over(walk, lasting(filmed(walk, places), 600))
    begin(walk)
    assert said(walk).startswith("That's a long clip.")
    drag(walk, places)
    press(walk, "Read the angle")
    assert "14°" in said(walk)


def test_clip_in_4k_is_measured(visit: Visit) -> None:
    """A picture of 2880 by 3840 pixels gets a sentence about its size, and the same number."""
    walk = open_squat(visit)
    places = joints_of(squat(7.5))
    hand_over(walk, filmed(walk, places, times=6))
    begin(walk)
    assert said(walk).startswith("That's a large clip.")
    drag(walk, places)
    press(walk, "Read the angle")
    assert "14°" in said(walk)


SOUND = """async () => {
  const context = new AudioContext();
  const sound = context.createMediaStreamDestination();
  const tone = context.createOscillator();
  tone.connect(sound);
  tone.start();
  const recorder = new MediaRecorder(sound.stream, { mimeType: "audio/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  await new Promise((resolve) => setTimeout(resolve, 500));
  recorder.stop();
  await new Promise((resolve) => { recorder.onstop = resolve; });
  await context.close();
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}"""


def test_file_without_a_picture_is_said(visit: Visit) -> None:
    """A file that only sounds ends in one sentence, and no point comes out."""
    walk = open_squat(visit)
    hand_over(walk, base64.b64decode(walk.page.evaluate(SOUND)))
    press(walk, "Measure this frame")
    line = walk.self_test.locator("[data-frame-said]:visible")
    expect(line).to_have_text("This clip has no picture to measure. Film a new one.")
    expect(walk.self_test.locator("[data-frame-points]:visible")).to_have_count(0)


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


@pytest.mark.long
def test_published_clip_is_measured(visit: Visit) -> None:
    """A clip of a real person, from a published wheel, plays, and its frame gives a number."""
    with zipfile.ZipFile(wheel(SPORTS2D)) as archive:
        clip = archive.read("Sports2D/Demo/demo.mp4")
    walk = open_squat(visit)
    hand_over(walk, clip, "video/mp4")
    begin(walk)
    drag(walk, joints_of(squat(7.5)))
    press(walk, "Read the angle")
    # The picture is wider than that of the made clips, so the points make another angle.
    assert "give or take 4.6°" in said(walk)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_measuring_is_accessible(visit: Visit, scheme: str) -> None:
    """With the points out axe finds nothing, targets are large enough, 320 px are wide enough."""
    walk = open_squat(visit, size=NARROW, color_scheme=scheme)
    walk.page.evaluate(AXE.read_text("utf-8"))
    choose(walk, squat(7.5))
    assert [problem for check in CHECKS.values() for problem in check(walk.page)] == []
