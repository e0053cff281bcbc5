"""Clocks beside numbers: they count from moments, and a number can always be typed."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import AXE, CHECKS, NARROW
from tests.support.requests import CLEAR
from tests.support.visiting import LISTENING, Visit
from tests.support.walking import Walk

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")

HOLD = ("self-tests/hip-hold/", "Hold each leg as long as you can", "hip-hold.seconds.left")
COUNT = ("self-tests/heel-raise/", "Count heel raises on each leg", "heel-raise.reps.left")
BALANCE = ("self-tests/single-leg-balance/", "Stand on each leg", "single-leg-balance.seconds.left")
COUNT_IN = 3000

# A phone that gives a page nothing but digits.
BARE = """
delete window.AudioContext;
for (const name of ["wakeLock", "vibrate"]) {
  Object.defineProperty(Navigator.prototype, name, { value: undefined });
}
"""


def at_the_clock(visit: Visit, place: tuple[str, str, str], script: str = "") -> Walk:
    """Walk up to the screen with a clock, in a page whose time stands still."""
    page = visit.page()
    if script:
        page.add_init_script(script)
    page.clock.install(time="2026-03-09T10:00:00")
    page.goto(f"{visit.server.address}/{place[0]}")
    walk = Walk(page)
    walk.walk(CLEAR, until=place[1])
    page.clock.pause_at("2026-03-09T11:00:00")
    return walk


def card(page: Page, field: str) -> str:
    """Press the clock of a field and return what it says then."""
    shown = page.locator(f'[data-timer="{field}"]')
    shown.click()
    return shown.inner_text()


@pytest.mark.parametrize("script", ["", BARE], ids=["all", "bare"])
@pytest.mark.parametrize(
    ("place", "passed", "expected"),
    [(HOLD, 42_700, "42"), (COUNT, 21_000, "10")],
    ids=["stopwatch", "metronome"],
)
def test_clock_fills_in_the_number(
    visit: Visit, place: tuple[str, str, str], passed: int, expected: str, script: str
) -> None:
    """After 3-2-1 the clock runs; a press anywhere on its card puts the number into the field."""
    walk = at_the_clock(visit, place, script)
    card(walk.page, place[2])
    walk.page.clock.run_for(COUNT_IN + passed)
    card(walk.page, place[2])
    assert walk.field(place[2]).first.input_value() == expected


def test_metronome_beats_by_the_sound_s_clock(visit: Visit) -> None:
    """All beats are scheduled when the clock starts, a second apart from the end of 3-2-1 on."""
    walk = at_the_clock(visit, COUNT, LISTENING)
    card(walk.page, COUNT[2])
    now, *beats = walk.page.evaluate("window.tones")
    assert (now, beats) == (0, [4 + number for number in range(len(beats))])
    assert len(beats) > 60
    walk.page.clock.run_for(COUNT_IN + 1500)
    card(walk.page, COUNT[2])
    assert walk.page.evaluate("window.tones.at(-1)") == "quiet"


def test_sound_is_back_after_a_call(visit: Visit) -> None:
    """A call ends the sound; back on the page it is asked for, and beats are on time again."""
    walk = at_the_clock(visit, COUNT, LISTENING)
    page = walk.page
    card(page, COUNT[2])
    page.clock.run_for(COUNT_IN + 500)
    page.evaluate("window.sound.state = 'interrupted'; window.sound.onstatechange()")
    page.clock.run_for(2000)
    page.evaluate("window.tones = []; document.dispatchEvent(new Event('visibilitychange'))")
    asked = page.evaluate("window.tones")
    page.evaluate("window.sound.state = 'running'; window.sound.onstatechange()")
    beats = [tone for tone in page.evaluate("window.tones") if isinstance(tone, (int, float))]
    # It runs for 2.5 of its seconds by now: the next beat is half a second away.
    assert (asked, [round(beat, 3) for beat in beats[:3]]) == (["resume"], [0.5, 1.5, 2.5])
    assert len(beats) > 50


def test_a_press_asks_for_the_sound_too(visit: Visit) -> None:
    """Where nothing told the page that the call was over, the next press anywhere is enough."""
    walk = at_the_clock(visit, COUNT, LISTENING)
    card(walk.page, COUNT[2])
    walk.page.evaluate("window.sound.state = 'suspended'; window.tones = []")
    walk.page.locator("h1").first.click()
    assert "resume" in walk.page.evaluate("window.tones")


def test_balance_ends_by_itself(visit: Visit) -> None:
    """At the most that the self-test asks for, the clock stops and says so in the field."""
    walk = at_the_clock(visit, BALANCE)
    card(walk.page, BALANCE[2])
    walk.page.clock.run_for(COUNT_IN + 60_000)
    assert walk.field(BALANCE[2]).first.input_value() == "45"


def test_stop_during_the_count_in_leaves_the_field_alone(visit: Visit) -> None:
    """Who stops before it began has no time, and what was typed stays."""
    walk = at_the_clock(visit, HOLD)
    walk.field(HOLD[2]).first.fill("33")
    card(walk.page, HOLD[2])
    walk.page.clock.run_for(1500)
    card(walk.page, HOLD[2])
    assert walk.field(HOLD[2]).first.input_value() == "33"


def test_number_stays_the_reader_s(visit: Visit) -> None:
    """A number that the clock filled in can be changed by hand."""
    walk = at_the_clock(visit, HOLD)
    card(walk.page, HOLD[2])
    walk.page.clock.run_for(COUNT_IN + 10_000)
    card(walk.page, HOLD[2])
    walk.field(HOLD[2]).first.fill("12")
    walk.page.clock.run_for(10_000)
    assert walk.field(HOLD[2]).first.input_value() == "12"


def test_typing_ends_the_clock(visit: Visit) -> None:
    """A number typed while the clock runs is the one that counts, for this field and for good."""
    walk = at_the_clock(visit, HOLD)
    card(walk.page, HOLD[2])
    walk.page.clock.run_for(COUNT_IN + 10_000)
    walk.field(HOLD[2]).first.fill("12")
    card(walk.page, "hip-hold.seconds.right")
    walk.page.clock.run_for(COUNT_IN + 60_000)
    assert walk.field(HOLD[2]).first.input_value() == "12"


def test_clock_ends_with_its_screen(visit: Visit) -> None:
    """Who goes on while the clock runs finds the number as it was, however late they come back."""
    walk = at_the_clock(visit, BALANCE)
    walk.field(BALANCE[2]).first.fill("12")
    card(walk.page, BALANCE[2])
    walk.page.clock.run_for(COUNT_IN + 5_000)
    walk.back()
    walk.page.clock.run_for(60_000)
    assert walk.field(BALANCE[2]).first.input_value() == "12"


def test_other_side_stops_the_first(visit: Visit) -> None:
    """One clock runs at a time: starting the other side stops this one."""
    walk = at_the_clock(visit, HOLD)
    card(walk.page, HOLD[2])
    walk.page.clock.run_for(COUNT_IN + 20_000)
    card(walk.page, "hip-hold.seconds.right")
    expect(walk.field(HOLD[2]).first).to_have_value("20")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_running_clock_is_accessible(visit: Visit, scheme: str) -> None:
    """While a clock runs axe finds nothing, targets are 48 px, and 320 px are wide enough."""
    page = visit.page(HOLD[0], size=NARROW, color_scheme=scheme)
    page.evaluate(AXE.read_text("utf-8"))
    walk = Walk(page)
    walk.walk(CLEAR, until=HOLD[1])
    card(page, HOLD[2])
    assert [problem for check in CHECKS.values() for problem in check(page)] == []
