"""Clips of other kinds in the tool that measures a frame: long, large, turned, or only sound."""

import base64
import struct
import zipfile

import pytest
from playwright.sync_api import expect

from self_tests.frame import Point
from tests.programs.bench.peers import wheel
from tests.support.framing import (
    HEIGHT,
    begin,
    drag,
    filmed,
    hand_over,
    joints_of,
    open_squat,
    press,
    read_places,
    said,
)
from tests.support.squats import squat
from tests.support.visiting import Visit

pytestmark = pytest.mark.usefixtures("answered")

SPORTS2D = "sports2d==0.8.34"
"""Its wheel, of the BSD license, holds a clip of somebody from the side."""

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


@pytest.mark.parametrize(
    "name", [pytest.param("on its side", marks=pytest.mark.long), "from the front"]
)
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


@pytest.mark.long
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
