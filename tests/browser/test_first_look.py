"""A result on a phone: what it is, what to do now, and no more than can be read at once."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from self_tests.site.content.specimens import specimens
from tests.support.accessibility import NARROW, overflowing
from tests.support.chain_check import ANSWERS
from tests.support.chain_check import PAGE as CHAIN_PAGE
from tests.support.requests import knee_to_wall
from tests.support.visiting import PHONE, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

# What is looked at is how answers are shown, not how they come.
pytestmark = pytest.mark.usefixtures("answered")

SEVERAL = {**ANSWERS, **knee_to_wall(left="5 cm", right="11 cm", felt="front")}

# The page, the answers, and the most pixels and words of the element with its folds closed.
CASES: Mapping[str, tuple[str, Mapping[str, object], int, int]] = {
    "one": (PAGE, LEFT_IS_WORSE, 3000, 350),
    "several": (CHAIN_PAGE, SEVERAL, 3600, 450),
}

SPECIMENS = {each.said: each for each in specimens()}
"""Results of all kinds; one that is short for some of them holds for all of its length."""

# What only those who listen hear is counted, too.
MEASURE = """
(element) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (texts.nextNode()) {
    const { parentElement, textContent } = texts.currentNode;
    if (parentElement.closest("script, style, template")) continue;
    const how = { visibilityProperty: true, contentVisibilityAuto: true };
    if (!parentElement.checkVisibility(how)) continue;
    words += textContent.split(/\\s+/).filter(Boolean).length;
  }
  return { pixels: Math.round(element.getBoundingClientRect().height), words };
}
"""
SMALLEST = """
(element) => Math.min(...[...element.querySelectorAll("*")]
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((one) => one.checkVisibility() && !one.closest("svg"))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))
"""
ENDS = """
([part, ...selectors]) => selectors.map((selector) => {
  const one = document.querySelector(`${part} ${selector}`);
  const { bottom, height } = one.getBoundingClientRect();
  return height > 0 && bottom <= innerHeight;
})
"""


def result(visit: Visit, case: str, **options: Any) -> tuple[Page, Walk]:  # noqa: ANN401 - the browser's own
    """Walk to a result and scroll to its top."""
    path, answers, _, _ = CASES[case]
    page = visit.page(path, **options)
    walk = Walk(page)
    walk.walk(answers)
    walk.result().locator("[data-keep-bar][data-live]").wait_for()
    expect(walk.result().locator('[data-fill="result-certainty"] summary')).to_be_visible()
    walk.self_test.evaluate("(element) => element.scrollIntoView()")
    return page, walk


@pytest.mark.parametrize("case", CASES)
def test_a_result_is_short(visit: Visit, case: str) -> None:
    """With its folds closed a result is as short as it must be, in letters of 14 px on."""
    _, walk = result(visit, case)
    _, _, pixels, words = CASES[case]
    found = walk.self_test.evaluate(MEASURE)
    assert (found["pixels"] <= pixels, found["words"] <= words) == (True, True), found
    assert walk.result().evaluate(SMALLEST) >= 14


@pytest.mark.parametrize("case", CASES)
def test_the_first_look_tells_what_and_what_now(visit: Visit, case: str) -> None:
    """Headline, leg, Start, Save and Share stand in the first screen of a phone."""
    page, _ = result(visit, case, size=PHONE)
    named = [
        ".self-test-headline",
        ".leg",
        "[data-session]",
        '[data-do="save"]',
        ".result-share",
    ]
    assert page.evaluate(ENDS, ['[data-part="result"]', *named]) == [True] * len(named)


def test_the_numbers_under_a_headline_are_of_what_it_names(visit: Visit) -> None:
    """Knee and load is drawn first; a headline of the ankle has the ankle's numbers under it."""
    walk = Walk(visit.page(CHAIN_PAGE))
    walk.walk(ANSWERS)
    expect(walk.result().locator(".self-test-headline")).to_have_text(
        "Too close to call: your ankle."
    )
    expect(walk.result().locator(".result-lead")).to_have_text("8.5 cm left 8.5 cm right")
    expect(walk.result().locator(".result-row").first).to_contain_text("Knee and load")


@pytest.mark.parametrize("said", SPECIMENS)
def test_results_of_all_kinds_are_short(visit: Visit, said: str) -> None:
    """Whatever a self-test or the chain says, it has its length, and its headline comes first."""
    specimen = SPECIMENS[said]
    page = visit.page(f"self-tests/{specimen.self_test}/", size=PHONE)
    walk = Walk(page)
    walk.walk(specimen.answers)
    expect(walk.result().locator(".self-test-headline")).to_be_visible()
    walk.self_test.evaluate("(element) => element.scrollIntoView()")
    found = walk.self_test.evaluate(MEASURE)
    _, _, pixels, words = CASES["several" if len(specimen.self_tests) > 1 else "one"]
    assert (found["pixels"] <= pixels, found["words"] <= words) == (True, True), found
    assert walk.result().inner_text().count("Want to be surer?") <= 1
    # Of a visit that was stopped, its card is what comes first.
    box = walk.self_test.locator("h3:visible").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE[1] / 2


def test_whatever_is_folded_warnings_are_not(visit: Visit) -> None:
    """The line about getting help and a note about a sharp pinch are read without a press."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk({**LEFT_IS_WORSE, "knee-to-wall.felt.left": "front-sharp"})
    expect(walk.result().get_by_text("Locking, giving way, swelling").first).to_be_visible()
    expect(walk.result().get_by_text("You felt a sharp pinch")).to_be_visible()


def test_a_mark_is_told_by_its_shape(visit: Visit) -> None:
    """Each state of the leg shows other parts of a mark; who listens hears one sentence."""
    page, walk = result(visit, "several")
    shapes = page.evaluate(
        """() => {
          const drawn = (part) =>
            [part.getAttribute("class"), getComputedStyle(part).strokeDasharray].join();
          const marks = [...document.querySelectorAll(".leg-names .leg-mark")];
          return Object.fromEntries(marks.map((mark) => [
            mark.dataset.state,
            [...mark.querySelectorAll("svg > *")]
              .filter((part) => part.checkVisibility()).map(drawn).join(),
          ]));
        }"""
    )
    assert set(shapes) >= {"first", "clear", "not-tested", "jumped"}
    assert len(set(shapes.values())) == len(shapes)
    expect(walk.result().locator(".leg > p")).to_contain_text("Your leg: left ankle first;")


def test_the_page_below_is_folded_while_a_result_shows(visit: Visit) -> None:
    """What follows the self-test on its page is a press away, and comes back without the result."""
    page, walk = result(visit, "one")
    below = page.get_by_role("heading", name="What the number means")
    expect(below).to_be_hidden()
    page.locator(".result-rest > summary").click()
    expect(below).to_be_visible()
    walk.finish()
    expect(below).to_be_visible()
    expect(page.locator(".result-rest")).to_be_hidden()


def test_finish_asks_for_what_was_not_saved(visit: Visit) -> None:
    """Finish asks before a result goes that was not saved, and not for a saved one."""
    page, walk = result(visit, "one")
    asked: list[str] = []

    def refuse(dialog: Any) -> None:  # noqa: ANN401 - the browser's own
        page.wait_for_timeout(1000)
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    finish = walk.result().locator('[data-go="start-again"]')
    finish.click()
    expect(finish).to_be_visible()
    walk.result().locator('[data-do="save"]').click()
    expect(walk.result().get_by_text("Saved on this device.")).to_be_visible()
    finish.click()
    expect(finish).to_be_hidden()
    assert asked == ["You haven't saved this result. Clear it anyway?"]


def test_large_letters_fit_a_narrow_screen(visit: Visit) -> None:
    """At 320 px and with letters twice as large, nothing sticks out."""
    page, walk = result(visit, "several", size=NARROW)
    page.add_style_tag(content="html { font-size: 200% !important }")
    walk.unfolded()
    assert overflowing(page) == []


def test_start_save_and_share_stand_beside_each_other(visit: Visit) -> None:
    """On a screen of 320 px none of the three has a line of its own."""
    _, walk = result(visit, "one", size=NARROW)
    names = ("[data-session]", '[data-do="save"]', ".result-share > summary")
    buttons = [walk.result().locator(f"[data-keep-bar] {name}") for name in names]
    places = [place for button in buttons if (place := button.bounding_box())]
    ends = [place["y"] + place["height"] for place in places]
    assert (len(places), max(place["y"] for place in places) < min(ends)) == (3, True)
