"""A clip of one's own squat plays beside its signs, and goes nowhere."""

import base64
import json

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.support.accessibility import AXE, CHECKS, DARK_FIRST, NARROW, overflowing
from tests.support.requests import CLEAR
from tests.support.turns import later
from tests.support.visiting import Server, Visit
from tests.support.walking import Walk, until

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")

PAGE = "self-tests/squat-check/"
FIRST = "Squat with flat feet"

# A second of a moving square, filmed by the browser itself.
FILM = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 240 });
  const pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: "video/webm" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  for (let at = 0; at < 30; at += 1) {
    pen.fillStyle = "#888";
    pen.fillRect(0, 0, 160, 240);
    pen.fillStyle = "#b83a0b";
    pen.fillRect(at * 4, 100, 40, 40);
    await new Promise((resolve) => setTimeout(resolve, 33));
  }
  recorder.stop();
  await new Promise((resolve) => { recorder.onstop = resolve; });
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}"""

REVOKED = """
window.revoked = [];
const revoke = URL.revokeObjectURL;
URL.revokeObjectURL = (address) => { window.revoked.push(address); revoke.call(URL, address); };
"""


@pytest.fixture
def page(visit: Visit) -> Page:
    """Open the squat check on a phone, and write down which clips end."""
    page = visit.page()
    page.add_init_script(REVOKED)
    page.goto(f"{visit.server.address}/{PAGE}")
    return page


@pytest.fixture
def walk(page: Page) -> Walk:
    """Walk up to the first screen with signs to rate."""
    walk = Walk(page)
    walk.walk(CLEAR, until=FIRST)
    return walk


def choose(walk: Walk) -> None:
    """Choose a clip, as the camera or the photos would hand it over."""
    clip = base64.b64decode(walk.page.evaluate(FILM))
    payload = FilePayload(name="squat.webm", mimeType="video/webm", buffer=clip)
    walk.self_test.locator("[data-film-source]:visible").nth(1).set_input_files(payload)
    walk.self_test.locator("[data-film-view]:visible").wait_for()


def press(walk: Walk, name: str) -> None:
    """Press one of the clip's buttons."""
    walk.self_test.locator(f'[data-film-do="{name}"]:visible').click()


def test_clip_plays_beside_the_signs(walk: Walk) -> None:
    """With a clip chosen, it can play, slow down to a quarter and move one frame on."""
    choose(walk)
    video = walk.self_test.locator("video:visible")
    press(walk, "slow")
    press(walk, "play")
    until(walk.page, "document.querySelector('[data-film-view] video').currentTime > 0")
    press(walk, "play")
    before = video.evaluate("(video) => video.currentTime")
    press(walk, "after")
    after, rate = video.evaluate("(video) => [video.currentTime, video.playbackRate]")
    assert (round(after - before, 3), rate) == (0.033, 0.25)
    expect(walk.field("squat-check.flat-heels").first).to_be_visible()


@pytest.mark.parametrize(
    ("line", "key", "moved"), [("plumb", "ArrowRight", (40, 0)), ("level", "ArrowDown", (0, 40))]
)
def test_lines_move_with_keys_and_fingers(
    walk: Walk, line: str, key: str, moved: tuple[int, int]
) -> None:
    """The plumb line goes left and right, the level line up and down."""
    choose(walk)
    shown = walk.self_test.locator(f'[data-film-line="{line}"]:visible')
    shown.focus()
    walk.page.keyboard.press(key)
    assert shown.get_attribute("aria-valuenow") == "51"
    box = shown.bounding_box()
    assert box is not None
    # Away from the middle, where the other line lies on top.
    x = box["width"] / 2 if line == "plumb" else 20
    y = box["height"] / 2 if line == "level" else 20
    # Once it lies still: what is above it may still grow.
    shown.hover(position={"x": x, "y": y})
    walk.page.mouse.down()
    now = shown.bounding_box()
    assert now is not None
    walk.page.mouse.move(now["x"] + x + moved[0], now["y"] + y + moved[1])
    walk.page.mouse.up()
    assert int(shown.get_attribute("aria-valuenow") or 0) > 55


def test_clip_is_never_sent_and_never_stored(walk: Walk, server: Server) -> None:
    """From choosing a clip to removing it nothing is requested, and no storage holds it."""
    until(walk.page, "window.witness.workers === 1")
    walk.page.wait_for_timeout(3000)
    asked = len(server.asked)
    choose(walk)
    press(walk, "play")
    walk.page.wait_for_timeout(500)
    stored = walk.page.evaluate(
        """async () => ({
          local: Object.keys(localStorage),
          session: Object.keys(sessionStorage),
          databases: (await indexedDB.databases()).map(({ name }) => name),
          longest: Math.max(...Object.values(sessionStorage).map((text) => text.length)),
        })"""
    )
    press(walk, "remove")
    assert (server.asked[asked:], stored["databases"], stored["longest"] < 5000) == ([], [], True)
    assert "blob:" not in json.dumps(stored)


def test_clip_ends_when_the_page_is_left(walk: Walk) -> None:
    """Leaving takes back the clip's address; who returns finds no clip."""
    choose(walk)
    address = walk.self_test.locator("video:visible").get_attribute("src")
    walk.page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert walk.page.evaluate("window.revoked") == [address]
    expect(walk.self_test.locator("[data-film-view]").first).to_be_hidden()


def test_answers_are_kept_before_the_camera_opens(walk: Walk) -> None:
    """What was answered is kept over a reload at the moment the camera is asked for."""
    walk.choose("squat-check.flat-heels", "some")
    walk.page.evaluate("sessionStorage.clear()")
    with walk.page.expect_file_chooser():
        walk.self_test.locator("[data-film-source]:visible").first.click()
    walk.page.reload()
    expect(walk.option("squat-check.flat-heels", "some")).to_be_checked()


def test_unplayable_clip_is_said(walk: Walk) -> None:
    """A file that is no film leads to a sentence, not to an empty picture."""
    payload = FilePayload(name="note.mp4", mimeType="video/mp4", buffer=b"not a film")
    walk.self_test.locator("[data-film-source]:visible").first.set_input_files(payload)
    expect(walk.self_test.locator("[data-film-failed]:visible")).to_contain_text("can't play")


def test_somebody_may_watch_instead(walk: Walk) -> None:
    """Who has no camera is told how somebody else can rate the signs."""
    press(walk, "watched")
    expect(walk.self_test.locator("[data-film-advice]:visible")).to_contain_text("Read them")


@DARK_FIRST
def test_clip_is_accessible(visit: Visit, scheme: str) -> None:
    """With a clip open axe finds nothing, targets are 48 px, and 320 px are wide enough."""
    page = visit.page(PAGE, size=NARROW, color_scheme=scheme)
    page.evaluate(AXE.read_text("utf-8"))
    walk = Walk(page)
    walk.walk(CLEAR, until=FIRST)
    choose(walk)
    assert [problem for check in CHECKS.values() for problem in check(page)] == []


MIDDLE = """(line) => {
  const [at, of] = [line, line.parentElement].map((one) => one.getBoundingClientRect());
  const [across, down] = [at.left + at.width / 2 - of.left, at.top + at.height / 2 - of.top];
  return [across / of.width, down / of.height];
}"""


def places(walk: Walk) -> list[list[float]]:
    """Return where the middles of the lines are in the picture, as shares of it."""
    lines = walk.self_test.locator("[data-film-line]:visible").all()
    return [[round(share, 2) for share in line.evaluate(MIDDLE)] for line in lines]


def height(walk: Walk) -> float:
    """Return how high the picture is on the screen."""
    box = walk.self_test.locator("video:visible").bounding_box()
    assert box is not None
    return box["height"]


def test_clip_can_be_enlarged(visit: Visit) -> None:
    """A larger picture fills the width, keeps its lines in place, and covers no question."""
    walk = Walk(visit.page(PAGE, size=(320, 640)))
    walk.walk(CLEAR, until=FIRST)
    choose(walk)
    line = walk.self_test.locator('[data-film-line="plumb"]:visible')
    for _ in range(3):
        line.press("PageDown")
    before = height(walk), places(walk)
    last = walk.self_test.locator(".self-test-question:visible").last
    last.scroll_into_view_if_needed()
    button = walk.self_test.get_by_role("button", name="Larger picture").locator("visible=true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert (height(walk) > before[0] * 1.2, places(walk)) == (True, before[1])
    expect(walk.self_test.locator("video:visible")).to_be_in_viewport(ratio=0.99)
    last.scroll_into_view_if_needed()
    expect(walk.self_test.locator("video:visible")).not_to_be_in_viewport()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert (height(walk), places(walk)) == before


def test_clip_is_larger_on_a_phone_on_its_side(visit: Visit) -> None:
    """On its side a phone shows the clip at half its height or more, with its buttons."""
    walk = Walk(visit.page(PAGE, size=(667, 375)))
    walk.walk(CLEAR, until=FIRST)
    choose(walk)
    assert height(walk) >= 375 / 2
    for part in ("video", '[data-film-do="play"]'):
        expect(walk.self_test.locator(part).locator("visible=true")).to_be_in_viewport(ratio=0.99)


# The larger letters of a phone's settings, and phones from the shortest on.
TWICE = "html { font-size: 250% !important; }"
PHONES = [(320, 640), later((390, 664)), later((390, 844))]


@pytest.mark.parametrize("size", PHONES)
def test_clip_leaves_room_for_large_letters(visit: Visit, size: tuple[int, int]) -> None:
    """With a clip chosen and text at 200 %, nothing sticks out or is covered by the clip."""
    page = visit.page(PAGE, size=size)
    page.add_style_tag(content=TWICE)
    walk = Walk(page)
    walk.walk(CLEAR, until=FIRST)
    choose(walk)
    assert overflowing(page) == []
    walk.choose("squat-check.flat-heels", "some")
    press(walk, "slow")
    walk.self_test.get_by_role("button", name="Measure this frame").locator("visible=true").click()
    walk.self_test.locator("[data-frame-points]:visible").wait_for()


@pytest.mark.parametrize(("size", "stays"), [((390, 664), True), ((390, 600), False)])
def test_clip_stays_in_sight_where_there_is_room(
    visit: Visit, size: tuple[int, int], *, stays: bool
) -> None:
    """The clip stays on the screen while the last sign is rated, unless the screen is low."""
    page = visit.page(PAGE, size=size)
    walk = Walk(page)
    walk.walk(CLEAR, until=FIRST)
    choose(walk)
    walk.self_test.locator(".self-test-question:visible").last.scroll_into_view_if_needed()
    video = walk.self_test.locator("video:visible").bounding_box()
    assert video is not None
    assert (video["y"] >= 0) == stays
