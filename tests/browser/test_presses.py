"""A press answers only what it was aimed at: a second one, or a held key, presses nothing new."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.chromium import change_pace
from tests.support.kept import NO_WAY, TWO_DAYS, keeping, ready, saved, unfold
from tests.support.requests import CLEAR
from tests.support.sessions import MADE, SAVED_PLAN, opened
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, settled, until

pytestmark = pytest.mark.usefixtures("answered")

APART = 150
"""Milliseconds between two presses of somebody who clicks twice."""
SLOWLY = 0.4
"""The pace of the moment in which a new screen takes no press: this machine may be busy.

It is for the presses alone: on the way to them, and after them, a moment passes as in other tests.
"""
HELD = 12
"""How often a held key repeats itself here."""
WIDTHS, BETWEEN = (320, 1440), (390, 768, 1024)
"""The narrowest and the widest screen in each run, and those between them before a release."""
NOW = "Any of these now?"
TIMER = '[data-timer="hip-hold.seconds.left"]'

GIVEN = """(element) => [...element.querySelectorAll("form input[name]:not([data-unit-choice])")]
  .filter((input) => input.type === "text" ? input.value : input.checked)
  .filter((input) => input.dataset.length === undefined)
  .map((input) => `${input.name}=${input.value}`).sort()"""

type Press = Callable[[Page, Locator], None]


@contextmanager
def slowly(page: Page) -> Iterator[None]:
    """Have what is new take no press for long, until all presses were made; then wait for it."""
    settled(page)
    change_pace(page, SLOWLY)
    yield
    change_pace(page)
    settled(page)


def place(shown: Locator) -> tuple[float, float]:
    """Return the middle of what is shown."""
    shown.scroll_into_view_if_needed()
    box = shown.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click_twice(page: Page, shown: Locator) -> None:
    """Click twice in the same place, as on a desk's icon."""
    x, y = place(shown)
    with slowly(page):
        page.mouse.click(x, y)
        page.wait_for_timeout(APART)
        page.mouse.click(x, y)


def tap_twice(page: Page, shown: Locator) -> None:
    """Tap twice in the same place."""
    x, y = place(shown)
    with slowly(page):
        page.touchscreen.tap(x, y)
        page.wait_for_timeout(APART)
        page.touchscreen.tap(x, y)


def click_often(page: Page, shown: Locator) -> None:
    """Click on and on, for longer than the moment that a new screen waits."""
    x, y = place(shown)
    with slowly(page):
        for _ in range(6):
            page.mouse.click(x, y)
            page.wait_for_timeout(APART)


def hold(key: str) -> Press:
    """Return a press that holds a key down."""

    def held(page: Page, shown: Locator) -> None:
        with slowly(page):
            shown.focus()
            for _ in range(HELD):
                page.keyboard.down(key)
                page.wait_for_timeout(40)
            page.keyboard.up(key)

    return held


def twice(key: str) -> Press:
    """Return a press of a key that comes twice, as from a switch that bounces."""

    def bounced(page: Page, shown: Locator) -> None:
        with slowly(page):
            shown.focus()
            page.keyboard.press(key)
            page.wait_for_timeout(APART)
            page.keyboard.press(key)

    return bounced


def given(walk: Walk) -> list[str]:
    """Return the answers that are in the form."""
    answers: list[str] = walk.self_test.evaluate(GIVEN)
    return answers


def wanted(answers: Mapping[str, object], asked: set[str]) -> list[str]:
    """Return the answers that a reader has given to the fields that were asked until now."""
    return sorted(
        f"{name}={each}"
        for name, entry in answers.items()
        if name in asked
        for each in (entry if isinstance(entry, list) else [entry])
    )


@pytest.mark.parametrize(
    ("press", "width"),
    [
        (click_twice, WIDTHS[1]),
        (tap_twice, WIDTHS[0]),
        *(
            pytest.param(click_twice, width, marks=pytest.mark.long)
            for width in (*BETWEEN, WIDTHS[0])
        ),
        pytest.param(tap_twice, BETWEEN[0], marks=pytest.mark.long),
    ],
)
def test_second_press_on_continue_answers_nothing(visit: Visit, press: Press, width: int) -> None:
    """Pressed twice on every screen up to the result, the form holds what was given and no more."""
    page = visit.page(PAGE, size=(width, 844), has_touch=press is tap_twice, locale="en-US")
    walk = Walk(page)
    asked: set[str] = set()
    walked = []
    go_on = walk.self_test.locator("form .self-test-continue:visible")
    while go_on.count():
        walked.append(walk.heading())
        asked |= walk.shown_fields() & set(LEFT_IS_WORSE)
        walk.answer(LEFT_IS_WORSE)
        press(page, go_on)
        assert given(walk) == wanted(LEFT_IS_WORSE, asked)
    walk.result()
    assert (len(walked), len(set(walked))) == (8, 8)


# Each gives a page, what is pressed there, and what is to be seen of what that did.
type Case = tuple[Page, Locator, Callable[[], Any]]


def continue_(visit: Visit) -> Case:
    """Press Continue, on a screen under which others wait."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="How old are you?")
    walk.choose("safety-check.age", "18-44")
    go_on = walk.self_test.locator("form .self-test-continue:visible")
    return page, go_on, lambda: (walk.heading(), given(walk))


def start(visit: Visit) -> Case:
    """Press Start, on the first screen."""
    page = visit.page(PAGE)
    walk = Walk(page)
    go_on = walk.self_test.locator("form .self-test-continue:visible")
    return page, go_on, lambda: (walk.heading(), given(walk))


def back(visit: Visit) -> Case:
    """Go back, three screens on."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Was there an injury?")
    return page, walk.self_test.locator("[data-go=back]:visible"), walk.heading


def problem(visit: Visit) -> Case:
    """Continue without an answer: what the page says then moves everything below."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.go_on()
    go_on = walk.self_test.locator("form .self-test-continue:visible")
    return page, go_on, lambda: (walk.heading(), given(walk))


def card(visit: Visit) -> Case:
    """Tick a warning sign, whose card opens at once."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until=NOW)
    sign = walk.option("safety-check.now", "cold-foot")
    shown = walk.self_test.locator("[data-card]:visible")
    return page, sign, lambda: (shown.get_attribute("data-card"), sign.is_checked())


def clock(visit: Visit) -> Case:
    """Start a clock beside a number; its whole card starts and stops it."""
    page = visit.page("self-tests/hip-hold/")
    walk = Walk(page)
    walk.walk(CLEAR, until="Hold each leg as long as you can")
    shown = page.locator(TIMER)
    return page, shown, lambda: shown.get_attribute("data-running")


def session(visit: Visit) -> tuple[Page, Locator]:
    """Open My plan with a plan in it; return the player, too."""
    page = keeping(visit, visit.page(), SAVED_PLAN)
    ready(page)
    unfold(page)
    return page, page.locator("[data-session-player]")


def session_start(visit: Visit) -> Case:
    """Start a session, which opens the player; its clock waits for a press of its own."""
    page, player = session(visit)
    page.locator('[data-session][value="2"]').click()
    settled(page)
    button = page.locator('[data-session-signs] [value="none"]')
    return page, button, lambda: player.locator('[data-session-do="clock"]').inner_text()


def session_clock(visit: Visit) -> Case:
    """Start the clock of a session, which pauses when it is pressed again."""
    page, player = session(visit)
    opened(page, 2)
    shown = player.locator('[data-session-do="clock"]')
    return page, shown, shown.inner_text


def session_next(visit: Visit) -> Case:
    """Skip to the next drill."""
    page, player = session(visit)
    opened(page, 2)
    return page, player.locator('[data-session-do="skip"]'), player.locator("h3").inner_text


def session_end(visit: Visit) -> Case:
    """End a session, under which the plan waits."""
    page, player = session(visit)
    opened(page, 2)
    return page, player.locator('[data-session-do="end"]'), player.is_visible


def downloads(visit: Visit, name: str) -> Case:
    """Make a file with a button under a result."""
    page = visit.page()
    page.add_init_script(NO_WAY)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    files: list[str] = []
    page.on("download", lambda file: files.append(file.suggested_filename))
    button = walk.unfolded().locator(f'[data-keep] [data-do="{name}"]')
    button.wait_for()

    def made() -> list[str]:
        page.wait_for_timeout(500)
        return files

    return page, button, made


def calendar(visit: Visit) -> Case:
    """Make the calendar of a plan's sessions."""
    return downloads(visit, "sessions")


def finish(visit: Visit) -> Case:
    """Finish, which leads to the first screen."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result()
    until(page, "document.querySelector('[data-keep]').checkVisibility()")
    page.on("dialog", lambda dialog: dialog.accept())
    button = walk.self_test.locator('[data-go="start-again"]')
    return page, button, lambda: (walk.heading(), page.evaluate("sessionStorage.length"))


def copy(visit: Visit) -> Case:
    """Make a copy of what is saved, under My plan."""
    page = keeping(visit, visit.page(), {"version": 1, "sets": TWO_DAYS, "unit": "cm"})
    ready(page)
    unfold(page)
    files: list[str] = []
    page.on("download", lambda file: files.append(file.suggested_filename))

    def made() -> list[str]:
        page.wait_for_timeout(500)
        return files

    return page, page.locator('self-test-plan [data-do="json"]'), made


def delete(visit: Visit) -> Case:
    """Delete under My plan, which asks once, and here hears a no."""
    page = keeping(visit, visit.page(), {"version": 1, "sets": TWO_DAYS, "unit": "cm"})
    ready(page)
    unfold(page)
    asked: list[str] = []

    def refuse(dialog: Any) -> None:  # noqa: ANN401 - the browser's own
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", refuse)
    button = page.locator('self-test-plan [data-do="remove"]')
    return page, button, lambda: (asked, len(saved(page)["sets"]))


KINDS: list[tuple[Callable[[Visit], Case], Any]] = [
    (start, ("How old are you?", [])),
    (continue_, (NOW, ["safety-check.age=18-44"])),
    (back, NOW),
    (problem, ("How old are you?", [])),
    (card, ("emergency", True)),
    (clock, ""),
    (session_start, "Start the clock"),
    (session_clock, "Pause"),
    (session_next, MADE["week"][1]["drills"][1]["title"]),
    (session_end, False),
    (calendar, ["sessions.ics"]),
    (finish, ("What it takes", 0)),
    (copy, ["self-tests.json"]),
    (delete, (["confirm"], 2)),
]


def is_usual(make: Callable[[Visit], Case], press: Press) -> bool:
    """Return whether a run presses this in this way: a click for one thing, a key for the next."""
    turn = [each for each, _ in KINDS].index(make) % 2
    ways = (("click_twice", "bounced"), ("held", "click_often"))
    return make is card or press.__name__ in ways[turn]


EVERY = [(make, press) for make, _ in KINDS for press in (click_twice, hold("Enter"))]
# A tick is made with Space: Enter in a form goes on.
SPACE = [(card, twice("Space")), (session_start, twice("Space")), (session_start, twice("Enter"))]
TOO_OFTEN = [
    *((make, press) for make, press in EVERY if (make, press.__name__) != (card, "held")),
    *((continue_, click_often), (session_end, click_often)),
    *SPACE,
]


@pytest.mark.parametrize(
    ("make", "press"),
    [
        pytest.param(make, press, marks=[] if is_usual(make, press) else pytest.mark.long)
        for make, press in TOO_OFTEN
    ],
    ids=[f"{make.__name__}-{press.__name__}" for make, press in TOO_OFTEN],
)
def test_pressed_too_often_does_it_once(
    visit: Visit, make: Callable[[Visit], Case], press: Press
) -> None:
    """Whatever is pressed twice in a row, or with a key that is held, does what one press does."""
    page, shown, seen = make(visit)
    press(page, shown)
    assert seen() == dict(KINDS)[make]


def test_clock_that_ended_by_itself_is_not_started_again(visit: Visit) -> None:
    """Who presses Stop as the clock ends by itself does not start it anew."""
    page, shown, _ = clock(visit)
    shown.evaluate("(card) => { card.dataset.most = '1'; }")
    x, y = place(shown)
    shown.click()
    with slowly(page):
        page.locator(f"{TIMER}:not([data-running])").wait_for()
        page.mouse.click(x, y)
    assert shown.get_attribute("data-running") is None


def test_press_that_began_before_the_result_is_not_for_it(visit: Visit) -> None:
    """A finger that went down on the waiting screen presses nothing of the result it lifts from."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="How old are you?")
    go_on = walk.self_test.locator("form .self-test-continue:visible")
    walk.choose("safety-check.age", "18-44")
    settled(page)
    x, y = place(go_on)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("document.querySelector('self-test form').requestSubmit()")
    assert walk.heading() == NOW
    page.wait_for_timeout(200)
    page.mouse.up()
    settled(page)
    assert (walk.heading(), given(walk)) == (NOW, ["safety-check.age=18-44"])


def test_reader_s_next_press_counts(visit: Visit) -> None:
    """After a moment, and at once where the reader moves the focus, a press counts again."""
    page = visit.page(PAGE)
    walk = Walk(page)
    click_twice(page, walk.self_test.locator("form .self-test-continue:visible"))
    walk.type_answer("safety-check.age", "18-44")
    expect(walk.option("safety-check.age", "18-44")).to_be_checked()
    click_twice(page, walk.self_test.locator("form .self-test-continue:visible"))
    option = walk.option("safety-check.now", "none")
    page.mouse.click(*place(option))
    expect(option).to_be_checked()


def test_text_can_be_typed_at_once(visit: Visit) -> None:
    """The moment is for presses: what is typed into a field stands there, spaces and all."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    field = walk.field("knee-to-wall.distance.left").first
    field.focus()
    page.keyboard.type("6.5 cm")
    assert field.input_value() == "6.5 cm"
