"""Python's answers that come late or as errors: only the one to the last question is shown."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.requests import report
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, until

LEFT = "knee-to-wall.distance.left"
CORRECTED = "11 cm"
OTHER = {**LEFT_IS_WORSE, LEFT: CORRECTED}

# While `holds` is true, answers wait in `held`, each until it is let through. While `errs` is, each
# is an error that no question of the form can be blamed for.
HOLD = """
const ERROR = '{"error":{"message":"","problems":[],"question":""}}';
window.errs = false;
window.holds = false;
window.held = [];
const Plain = Worker;
window.Worker = class extends Plain {
  set onmessage(handler) {
    super.onmessage = (event) => {
      if (event.data.kind !== "answer") handler(event);
      else if (window.errs) handler({ data: { ...event.data, text: ERROR } });
      else if (window.holds) window.held.push(() => handler(event));
      else handler(event);
    };
  }
};
"""
NEXT = "() => window.held.shift()()"
ALL = "() => { window.holds = false; while (window.held.length) window.held.shift()(); }"
A_MOMENT = 300
"""Milliseconds in which something that should not be drawn would be."""


@pytest.fixture
def page(visit: Visit) -> Page:
    """Open the page of knee-to-wall, whose answers can be held back."""
    page = visit.page()
    page.add_init_script(HOLD)
    page.goto(f"{visit.server.address}/{PAGE}")
    return page


@pytest.fixture
def walk(page: Page) -> Walk:
    """Walk through its self-test."""
    return Walk(page)


def change(walk: Walk) -> None:
    """Correct the left distance, from the answers under the result."""
    walk.result().locator(".self-test-answers summary").click()
    walk.result().locator(f'button[value="{LEFT}"]').click()
    walk.field(LEFT).first.fill(CORRECTED)
    walk.go_on()


def test_answer_to_what_was_corrected_meanwhile_is_not_shown(page: Page, walk: Walk) -> None:
    """Who goes back while waiting and corrects a number waits on until that number is scored."""
    page.evaluate("() => { window.holds = true; }")
    walk.walk(LEFT_IS_WORSE)
    until(page, "window.held.length === 1")
    while not walk.field(LEFT).first.is_visible():
        page.go_back()
    walk.field(LEFT).first.fill(CORRECTED)
    while walk.self_test.locator("form .self-test-continue:visible").count():
        walk.go_on()
    until(page, "window.held.length > 1")
    page.evaluate(NEXT)
    page.wait_for_timeout(A_MOMENT)
    expect(walk.self_test.locator('[data-part="waiting"]')).to_be_visible()
    page.evaluate(ALL)
    headline = walk.result().locator(".self-test-headline")
    expect(headline).to_have_text(str(report(OTHER)["headline"]))


def test_plan_for_an_earlier_choice_is_not_shown(page: Page, walk: Walk) -> None:
    """Two choices of minutes, one right after the other: the plan goes from the old to the last."""
    walk.walk(LEFT_IS_WORSE)
    plan = walk.unfolded().locator('[data-fill="result-plan"]')
    # The player of the sessions comes a moment later; until then the button of each day is hidden.
    expect(plan.get_by_role("button", name="Start Day 6")).to_be_visible()
    # All of it: buttons are out of sight while another plan is asked for.
    before = plan.text_content()
    page.evaluate("() => { window.holds = true; }")
    for minutes in ("15", "5"):
        walk.self_test.locator(f'input[data-minutes][value="{minutes}"]').check()
    until(page, "window.held.length > 1")
    page.evaluate(NEXT)
    page.wait_for_timeout(A_MOMENT)
    assert plan.text_content() == before
    assert plan.get_attribute("aria-busy") == "true"
    page.evaluate(ALL)
    expect(plan).to_contain_text("1 of 3 sets")
    assert plan.get_attribute("aria-busy") == "false"


def test_nothing_of_earlier_answers_is_handed_on(page: Page, walk: Walk) -> None:
    """From a corrected result on, no code and no text of the earlier one is left to send."""
    walk.walk(LEFT_IS_WORSE)
    code = page.locator("[data-code]")
    expect(code).not_to_have_attribute("hidden", "")
    page.evaluate("() => { window.holds = true; }")
    change(walk)
    until(page, "window.held.length > 0")
    page.evaluate(NEXT)
    walk.result()
    page.wait_for_timeout(A_MOMENT)
    expect(code).to_have_attribute("hidden", "")
    message = walk.self_test.locator("[data-message]")
    assert (message.input_value(), message.is_visible()) == ("", False)
    page.evaluate(ALL)
    expect(code).not_to_have_attribute("hidden", "")
    expect(message).not_to_have_value("")


def test_trying_again_asks_again(page: Page, walk: Walk) -> None:
    """An error that is not the reader's leads to the calm box, and from there to the result."""
    page.evaluate("() => { window.errs = true; }")
    walk.walk(LEFT_IS_WORSE)
    failure = walk.self_test.locator('[data-part="failure"]')
    expect(failure).to_be_visible()
    page.evaluate("() => { window.errs = false; }")
    failure.locator('[data-go="load"]').click()
    headline = walk.result().locator(".self-test-headline")
    expect(headline).to_have_text(str(report(LEFT_IS_WORSE)["headline"]))
