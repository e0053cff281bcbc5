"""Every state of a self-test: readable by everybody, on every screen, in light and dark."""

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.support.accessibility import (
    AXE,
    CHECKS,
    LIGHT_FIRST,
    NARROW,
    WIDE,
    axe,
    overflowing,
    too_faint,
    too_small,
)
from tests.support.chain_check import ANSWERS
from tests.support.chain_check import PAGE as CHAIN_PAGE
from tests.support.requests import knee_to_wall, send
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, settled

# axe comes from npm; what is looked at is what a page does with answers.
pytestmark = pytest.mark.usefixtures("npm_packages", "answered")
OWN = re.compile("(?!safety-check)")


def states(walk: Walk) -> Iterator[str]:
    """Bring a self-test into each of its states, one after the other."""
    yield "start"
    walk.go_on()
    while walk.self_test.locator("form .self-test-continue:visible").count():
        heading = walk.heading()
        yield heading
        if heading == "How old are you?":
            walk.go_on()
            yield "a problem"
        if heading == "Any of these now?":
            walk.option("safety-check.now", "cold-foot").click()
            yield "an emergency"
            walk.back()
            walk.option("safety-check.now", "cold-foot").uncheck()
        if heading == "In the last weeks, any of these?":
            for sign in ("fever", "lump", "pregnancy"):
                walk.choose("safety-check.weeks", sign)
                walk.go_on()
                walk.choose("safety-check.stairs", "yes")
                yield f"the last question after {sign}"
                walk.go_on()
                yield f"the card of {sign}"
                walk.back()
                walk.back()
                walk.option("safety-check.weeks", sign).uncheck()
        if heading == "Measure both sides":
            walk.answer(knee_to_wall(left="2", right="400"))
            walk.self_test.locator(".self-test-more summary").click()
            walk.go_on()
            yield "an unusual and an impossible number"
        walk.answer(LEFT_IS_WORSE)
        walk.go_on()
    walk.result()
    yield "the result"
    walk.self_test.evaluate(
        "(element) => { for (const fold of element.querySelectorAll('details')) fold.open = true; }"
    )
    yield "everything unfolded"


def failing(walk: Walk, server: Server) -> Iterator[str]:
    """Bring a self-test to the failure box."""
    server.refused = "/bundle/"
    walk.walk(LEFT_IS_WORSE)
    walk.self_test.locator('[data-part="failure"]').wait_for(state="visible")
    yield "a failure"


def test_checks_find_what_they_look_for(visit: Visit) -> None:
    """Each check finds a planted fault: grey text, a small button, a box that sticks out."""
    page = visit.page(PAGE, size=NARROW)
    page.evaluate(AXE.read_text("utf-8"))
    page.add_style_tag(
        content="""self-test .self-test-hint { color: #ccc !important; }
          self-test button { min-height: 10px !important; padding: 0 !important; }
          self-test form { width: 600px; }"""
    )
    assert [name for name, check in CHECKS.items() if check(page)] == list(CHECKS)


@LIGHT_FIRST
def test_every_state_is_accessible(visit: Visit, server: Server, scheme: str) -> None:
    """In every state axe finds nothing, targets are 48 px, and 320 px are wide enough.

    In the dark only colors are others. What stands around it is the same in all states.
    """
    checks = dict(CHECKS) | {"axe": partial(axe, inside="self-test")}
    if scheme == "dark":
        checks = {"too faint": too_faint}
    found = []
    ways: tuple[Callable[[Walk], Iterator[str]], ...] = (states, partial(failing, server=server))
    for way in ways:
        page = visit.page(PAGE, size=NARROW, color_scheme=scheme)
        page.evaluate(AXE.read_text("utf-8"))
        for state in way(Walk(page)):
            found += [
                f"{state}: {name}: {problem}"
                for name, check in checks.items()
                for problem in check(page)
            ]
    assert found == []


SHOW_ALL = """(form) => {
  const away = [...form.querySelectorAll("[hidden]")];
  for (const part of away) part.hidden = false;
  return away.length;
}"""


def test_every_screen_of_the_chain_check_is_accessible(visit: Visit) -> None:
    """All screens of the longest visit, one below the other: axe looks once, and sees more."""
    page = visit.page(CHAIN_PAGE, size=NARROW, color_scheme="dark")
    page.evaluate(AXE.read_text("utf-8"))
    walk = Walk(page)
    walk.choose("chain-check-length", "full")
    walk.go_on()
    shown = walk.self_test.locator("form").first.evaluate(SHOW_ALL)
    found = [*axe(page, "self-test"), *too_small(page), *overflowing(page)]
    assert (shown > len(ANSWERS), found) == (True, [])


def test_result_of_the_chain_check_is_accessible(visit: Visit) -> None:
    """The result of the longest visit, and the link to it as somebody's."""
    page = visit.page(CHAIN_PAGE, size=NARROW, color_scheme="dark")
    page.evaluate(AXE.read_text("utf-8"))
    walk = Walk(page)
    walk.choose("chain-check-length", "full")
    found: list[str] = []

    def look(state: str, inside: str = "self-test") -> None:
        checks = (partial(axe, inside=inside), too_small, overflowing)
        found.extend(f"{state}: {one}" for check in checks for one in check(page))

    walk.walk(ANSWERS)
    walk.result()
    page.locator("[data-keep]:visible").wait_for()
    look("the result")
    text = send("share", answers={name: ANSWERS[name] for name in ANSWERS if OWN.match(name)})
    page.evaluate("(text) => { location.hash = `r=${text}`; }", text["ok"]["text"])
    page.locator("[data-shared] .result-row").first.wait_for()
    look("a shared link", "[data-shared]")
    assert found == []


def test_chain_check_with_the_keyboard_alone(visit: Visit) -> None:
    """Tab, Space, arrows, letters and Enter lead through the short form to its result."""
    page = visit.page(CHAIN_PAGE, size=NARROW)
    walk = Walk(page)
    typed: set[str] = set()
    walk.tab_to("self-test .self-test-continue")
    page.keyboard.press("Enter")
    while walk.self_test.locator("form .self-test-continue:visible").count():
        # An answer may bring the next question.
        while shown := (walk.shown_fields() & set(ANSWERS)) - typed:
            name = next(name for name in ANSWERS if name in shown)
            entry = ANSWERS[name]
            walk.type_answer(name, entry[0] if isinstance(entry, list) else entry)
            typed.add(name)
        heading = walk.heading()
        page.keyboard.press("Enter")
        assert walk.self_test.get_by_role("heading", name=heading, exact=True).is_hidden()
    assert walk.result().is_visible()


# What a screen reader meets, in this order, on a screen and in a result.
SCREEN_ORDER = (
    *('heading "Measure both sides"', "You need: a wall", "text: How to do it"),
    *('heading "What doesn\'t count"', 'img "Knee-to-wall', 'group "Farthest distance'),
    *('textbox "Left, cm"', 'textbox "Right, cm"', 'group "Did the heel stay down?"'),
    *('group "Did you have to stop?', 'button "Continue"', 'button "Back"'),
)
RESULT_ORDER = (
    *('heading "You could start with your left ankle."', "6.5 cm", "measured again 100 times"),
    *("Your leg: left ankle first", 'button "Start day 1', 'button "Save"', 'heading "Today"'),
    *(
        'group "What equipment do you',
        'heading "Banded ankle',
        'heading "Day 1"',
        'heading "What we saw"',
    ),
    *('table "', "Left and right differ", "Locking, giving way", "not a diagnosis"),
    'button "Print"',
)


def out_of_order(walk: Walk, wanted: tuple[str, ...]) -> list[str]:
    """Return what a screen reader does not meet after what stands before it."""
    rest, missing = walk.self_test.aria_snapshot(), []
    for each in wanted:
        before, found, after = rest.partition(each)
        rest = after if found else before
        missing += [] if found else [each]
    return missing


def test_a_screen_reader_meets_things_in_their_order(visit: Visit) -> None:
    """Steps and figure come before the fields; a result begins with its sentence."""
    walk = Walk(visit.page(PAGE))
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    missing = out_of_order(walk, SCREEN_ORDER)
    for _ in range(2):
        walk.answer(LEFT_IS_WORSE)
        walk.go_on()
    walk.unfolded().get_by_text("measured again 100 times").first.wait_for()
    walk.self_test.locator("[data-keep]:visible").wait_for()
    walk.self_test.locator("[data-session]:visible").first.wait_for()
    assert missing + out_of_order(walk, RESULT_ORDER) == []


def test_text_at_twice_the_size_fits(visit: Visit) -> None:
    """With text at 200 %, no state scrolls sideways on a small laptop."""
    page = visit.page(PAGE, size=WIDE)
    page.add_style_tag(content="html { font-size: 250% !important; }")
    found = [(state, sticking) for state in states(Walk(page)) for sticking in overflowing(page)]
    assert found == []


def test_focus_is_never_under_the_buttons(visit: Visit) -> None:
    """Tabbing through the longest screen, what has the focus is in sight each time."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    settled(page)
    hidden = []
    for _ in range(12):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const focused = document.activeElement;
              if (!focused.closest("form")) return "";
              const box = focused.getBoundingClientRect();
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              const isSeen = top && (focused.contains(top) || top.contains(focused));
              return isSeen ? "" : focused.outerHTML;
            }"""
        )
        hidden += [covered] if covered else []
    assert hidden == []
