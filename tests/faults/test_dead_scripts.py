"""A page whose script or style never comes: Start still leads somewhere, and no card speaks up."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.chromium import IN_CENTIMETERS
from tests.support.faulty_server import Fault, State
from tests.support.kept import KEEPS, PLAN, TEXT_PAGE
from tests.support.markup import Read
from tests.support.sessions import SAVED_PLAN
from tests.support.turns import later
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

DEAD = {
    "missing": Fault("404", "/element.mjs"),
    "of a wrong type": Fault("wrong type", "/element.mjs"),
    "damaged": Fault("corrupted", "/common.mjs"),
    "half there": Fault("cut", "/element.mjs"),
    "silent": Fault("unanswered", "/common.mjs"),
    # HTML of an old deploy: whatever has a hash in its address is gone, styles too.
    "of an old deploy": Fault("404", "/v-"),
}


def unprompted(page: Page) -> list[str]:
    """Return the cards that show although nobody has answered anything."""
    cards = page.locator("self-test form .care-card").all()
    return [card.inner_text() for card in cards if card.is_visible()]


def expect_by_hand(page: Page) -> None:
    """Press Start: it says why it cannot go on, and leads to the scorecard, which is open."""
    start = page.locator("self-test .self-test-first-action:visible")
    expect(start).to_have_text("Start")
    start.click()
    box = page.locator("self-test .self-test-by-hand")
    expect(box).to_be_visible()
    expect(box).to_be_in_viewport()
    expect(box.get_by_role("link", name="Reload the page")).to_be_visible()
    box.get_by_role("link", name="Score it by hand").click()
    signs = page.get_by_text("First: is today a day to test?")
    expect(signs).to_be_visible()
    expect(signs).to_be_in_viewport()
    shown = [one.get_attribute("data-screen") for one in page.locator("[data-screen]").all()]
    visible = page.locator("[data-screen]:visible")
    assert (visible.count(), len(shown) > 1, unprompted(page)) == (1, True, [])


@pytest.mark.parametrize("what", DEAD)
def test_start_leads_somewhere_without_its_script(
    context: BrowserContext, state: State, what: str
) -> None:
    """Whatever keeps the script away: pressed at once or later, Start leads to the scorecard."""
    state.fault = DEAD[what]
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}", wait_until="commit")
    expect_by_hand(page)


def test_start_leads_somewhere_in_a_file(context: BrowserContext, built_site: Path) -> None:
    """A page that was saved or unpacked, where browsers refuse modules, leads there as well."""
    page = context.new_page()
    page.goto((built_site / PAGE / "index.html").as_uri())
    expect_by_hand(page)


def test_what_stands_in_for_the_script_goes_with_it(context: BrowserContext, state: State) -> None:
    """Where the script is there, nothing speaks of it, and a Start that had the focus keeps it."""
    state.fault = Fault("stalled", "/element.mjs")
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}", wait_until="commit")
    page.locator("self-test .self-test-first-action:visible").focus()
    state.fault = None
    page.reload()
    Walk(page).go_on()
    assert page.locator("[data-without-script]:visible").count() == 0


MISSING, SILENT = Fault("404", "/my-plan.mjs"), Fault("unanswered", "/common.mjs")


@pytest.mark.parametrize(
    ("fault", "kept"),
    [
        (MISSING, SAVED_PLAN),
        (SILENT, None),
        later(MISSING, None),
        later(SILENT, SAVED_PLAN),
    ],
    ids=[
        "fault0-a plan saved",
        "fault1-nothing saved",
        "fault0-nothing saved",
        "fault1-a plan saved",
    ],
)
def test_my_plan_without_its_script(
    context: BrowserContext, state: State, fault: Fault, kept: object
) -> None:
    """It says so, and neither waits for what never comes nor offers what would do nothing."""
    page = context.new_page()
    page.goto(f"{state.address}/{TEXT_PAGE}")
    if kept:
        page.evaluate(KEEPS, kept)
    state.fault = fault
    page.goto(f"{state.address}/{PLAN}", wait_until="commit")
    plan = page.locator("self-test-plan")
    expect(plan.locator(".plan-no-scripts")).to_be_visible()
    expect(plan.locator("[data-empty]")).to_be_hidden()
    expect(plan.locator("[data-import]")).to_be_hidden()
    expect(plan.locator(".today-waits")).to_be_hidden()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def unstyled(request: pytest.FixtureRequest, browser: Browser, state: State) -> Iterator[Page]:
    """Open the self-test where no style arrives."""
    context = browser.new_context(java_script_enabled=request.param, locale=IN_CENTIMETERS)
    context.route(re.compile(r"\.css$"), lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    yield page
    context.close()


def test_no_card_speaks_up_without_styles(unstyled: Page) -> None:
    """No style hides anything: of the form only the first screen shows, and no card at all."""
    shown = unstyled.locator("[data-screen]:visible").count()
    assert (unprompted(unstyled), shown) == ([], 1)


def test_a_self_test_can_be_taken_without_styles(context: BrowserContext, state: State) -> None:
    """Plain as it looks then, it leads from screen to screen to its result."""
    context.route(re.compile(r"\.css$"), lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    walk = Walk(page)
    walk.walk_by_hand(LEFT_IS_WORSE)
    expect(walk.result()).to_contain_text("Only your left side needs it")


@pytest.mark.parametrize("address", [PAGE, "safety/", "self-tests/chain-check/"])
def test_a_card_in_a_list_says_whom_it_is_for(built_site: Path, address: str) -> None:
    """Read from top to bottom, signs come first, and the card after them begins with "If"."""
    text = (built_site / address / "index.html").read_text("utf-8")
    lists = re.findall(r'<section class="warning-signs">(.*?)</section>', text, re.DOTALL)
    wrong = []
    for group in lists:
        before, _, after = group.partition('<div class="care-card"')
        if "<li>" not in before or "If one does:" not in Read(after).text:
            wrong.append(group)
    assert (len(lists), wrong) == (6, [])
