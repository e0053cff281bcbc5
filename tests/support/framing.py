"""A frame of a clip, measured: makes clips of squats, drags the points and reads the answer."""

import base64
from collections.abc import Sequence

from playwright.sync_api import FilePayload, Locator, Page, expect

from self_tests.frame import Point
from self_tests.squat import Stance
from tests.support.requests import CLEAR
from tests.support.squats import joints
from tests.support.visiting import Visit
from tests.support.walking import Walk, settled

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

FILMED: dict[tuple[int, tuple[Point, ...]], bytes] = {}


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
    """Return a clip of somebody whose joints are there, so many times as large.

    To film takes as long as the clip: it is filmed once for all tests of a worker.
    """
    what = (times, tuple(places))
    if what not in FILMED:
        size = [times * WIDTH, times * HEIGHT]
        larger = [[times * x, times * y] for x, y in places]
        FILMED[what] = base64.b64decode(walk.page.evaluate(FILM, [*size, larger]))
    return FILMED[what]


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
    settled(walk.page)
    walk.self_test.get_by_role("button", name=name).locator("visible=true").click()


def said(walk: Walk) -> str:
    """Return what the tool says, once Python has answered."""
    line = walk.self_test.locator("[data-frame-said]:visible")
    expect(line).not_to_have_text("Reading the angle…", timeout=60_000)
    return line.inner_text()


def read_places(page: Page) -> str:
    """Return the points as they are drawn."""
    return page.locator("[data-frame-points]:visible polyline").get_attribute("points") or ""


def note_of(walk: Walk) -> Locator:
    """Return the angle that stands beside the question, while it is there."""
    return walk.self_test.locator("[data-frame-note]:visible > p")
