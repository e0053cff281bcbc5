"""The angle of a measured frame: kept in the visit, compared, and shown at a drill."""

import pytest
from playwright.sync_api import expect

from tests.support.accessibility import AXE, DARK_FIRST, NARROW, axe, overflowing
from tests.support.framing import (
    FIRST,
    PAGE,
    begin,
    choose,
    drag,
    filmed,
    hand_over,
    joints_of,
    note_of,
    open_squat,
    press,
    said,
)
from tests.support.kept import TWO_DAYS, keeping
from tests.support.requests import CLEAR
from tests.support.squats import squat
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, Walk, quiet

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")

DRILL = "drills/tempo-squat-on-video/"
SIGN = ("safety-check.now", "cold-foot")


def measured(visit: Visit, **how: object) -> Walk:
    """Measure a frame of a squat, and remove the clip."""
    walk = open_squat(visit, **how)
    choose(walk, squat(7.5))
    drag(walk, joints_of(squat(7.5)))
    press(walk, "Read the angle")
    assert "°" in said(walk)
    press(walk, "Remove the clip")
    return walk


def test_a_tool_that_does_not_load_speaks_of_no_points(visit: Visit) -> None:
    """Where measuring needs a network that is away, it says so, and works with the next press."""
    walk = open_squat(visit)
    hand_over(walk, filmed(walk, joints_of(squat(7.5))))
    quiet(walk.page)
    walk.page.context.set_offline(offline=True)
    press(walk, "Measure this frame")
    expect(walk.self_test.locator("[data-frame-said]:visible")).to_contain_text("didn't load")
    walk.page.context.set_offline(offline=False)
    begin(walk)


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


@pytest.mark.long
def test_angle_is_compared_with_the_newest_distance(visit: Visit) -> None:
    """A distance that is told while another screen is shown changes the sentence on this one."""
    walk = measured(visit)
    before = note_of(walk).inner_text()
    walk.back()
    expect(note_of(walk)).to_have_count(0)
    other = walk.page.context.new_page()
    other.goto(f"{visit.server.address}/self-tests/knee-to-wall/")
    knee_to_wall = Walk(other)
    knee_to_wall.walk(LEFT_IS_WORSE)
    knee_to_wall.result()
    walk.go_on()
    expect(note_of(walk)).not_to_have_text(before)
    first = note_of(walk).inner_text()
    walk.page.reload()
    expect(note_of(walk)).to_have_text(first)


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


@DARK_FIRST
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
