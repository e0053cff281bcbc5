"""From a link to the first question, and from screen to screen: where, how many, and what of."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.chain_check import ANSWERS
from tests.support.chain_check import PAGE as CHAIN_PAGE
from tests.support.visiting import PHONE, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, settled

pytestmark = pytest.mark.usefixtures("answered")

FIRST = "How old are you?"
LINK = f"{PAGE}#self-test-knee-to-wall"
TOP = "document.querySelector('self-test').getBoundingClientRect().top"
# How far the picture's top and the bottom of the first place for an answer are apart, for each
# screen that has both; the buttons below always show.
APART = """
(element) => [...element.querySelectorAll("form [data-screen]")]
  .map((screen) => {
    const picture = screen.querySelector(":scope > .figures .figure__picture");
    const places = [...screen.querySelectorAll("[data-field]")];
    // A clip of the reader's own stays in view, and stands between the two.
    if (!picture || !places.length || screen.querySelector("[data-film]")) return [];
    const buttons = screen.querySelector(":scope > .self-test-actions");
    screen.hidden = false;
    for (const fold of screen.querySelectorAll(".self-test-steps")) fold.open = true;
    const { top } = picture.getBoundingClientRect();
    const { bottom } = places[0].getBoundingClientRect();
    const found = [screen.dataset.screen, bottom - top + buttons.offsetHeight];
    screen.hidden = true;
    return found;
  })
  .filter(({ length }) => length)
"""


def begun(visit: Visit, address: str) -> tuple[Page, Walk]:
    """Open an address whose link leads to a question."""
    page = visit.page(address)
    walk = Walk(page)
    expect(walk.self_test.locator("h3[tabindex]:visible").first).to_have_text(FIRST)
    settled(page)
    return page, walk


def test_home_is_one_tap_from_the_first_question(visit: Visit) -> None:
    """The first action of home opens question 1, with its title at the top of the screen."""
    page = visit.page("index.html")
    page.locator(".hero .choice--first a").click()
    walk = Walk(page)
    expect(walk.self_test.locator("h3[tabindex]:visible").first).to_have_text(FIRST)
    assert 0 <= page.evaluate(TOP) <= 40


def test_the_action_of_a_page_opens_the_first_question(visit: Visit) -> None:
    """The button above a page does so, and again after the reader went back to its beginning."""
    page = visit.page(PAGE)
    walk = Walk(page)
    action = page.locator("a.button")
    action.click()
    expect(walk.self_test.locator("h3[tabindex]:visible").first).to_have_text(FIRST)
    settled(page)
    walk.back()
    expect(walk.self_test.locator(".self-test-first-action:visible")).to_be_visible()
    settled(page)
    action.click()
    expect(walk.self_test.locator("h3[tabindex]:visible").first).to_have_text(FIRST)


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("when/it-hurts-to-squat/", "a.button"),
        ("when/stairs/", "a.button"),
        ("when/running-and-jumping/", "a.button"),
        ("self-tests/", '.choice__start[href$="hip-hold"]'),
    ],
)
def test_start_on_any_page_opens_the_first_question(visit: Visit, path: str, start: str) -> None:
    """A button that says start or test is one tap from question 1, its title at the top."""
    page = visit.page(path)
    page.locator(start).click()
    walk = Walk(page)
    expect(walk.self_test.locator("h3[tabindex]:visible").first).to_have_text(FIRST)
    assert 0 <= page.evaluate(TOP) <= 40


def test_a_card_of_the_list_still_leads_to_what_is_read(visit: Visit) -> None:
    """Beside Start, the whole card leads to the page about the test; both are large enough."""
    page = visit.page("self-tests/")
    card = page.locator(".choice", has=page.locator('[href$="hip-hold"]'))
    start = card.get_by_role("link", name=re.compile("Start ?: Hip hold")).bounding_box()
    assert start is not None
    assert (start["width"] >= 44, start["height"] >= 44) == (True, True)
    card.locator(".choice__picture").click(force=True)
    page.wait_for_url("**/self-tests/hip-hold/")
    expect(Walk(page).self_test.locator(".self-test-first-action:visible")).to_be_visible()


def test_one_more_test_begins_at_once(visit: Visit) -> None:
    """What a result offers to be surer opens its first measurement: the rest was asked already."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().locator("a.result-link", has_text="One more test").click()
    page.wait_for_url("**/self-tests/squat-check/#self-test-squat-check")
    first = Walk(page).self_test.locator("form h3[tabindex]:visible").first
    expect(first).to_have_text("Squat with flat feet")


@pytest.mark.parametrize("size", [PHONE, (1280, 800)])
def test_start_without_scripts_leads_to_the_form(visit: Visit, size: tuple[int, int]) -> None:
    """Where no script runs, the same link shows the self-test's beginning and its own Start."""
    page = visit.page("when/stairs/", size=size, java_script_enabled=False)
    page.locator("a.button").click()
    page.wait_for_url("**/#self-test-step-down")
    expect(page.locator("#self-test-step-down")).to_be_in_viewport()
    expect(page.locator(".self-test-title")).to_be_in_viewport()


def test_a_choice_of_length_comes_first(visit: Visit) -> None:
    """A link to the chain check leads to how much time there is; the list of things follows it."""
    page = visit.page(f"{CHAIN_PAGE}#self-test-chain-check")
    start = page.locator('[data-screen="start"]')
    needs = start.locator("ul li:visible")
    expect(start).to_be_visible()
    short = needs.count()
    start.locator("[data-length]").last.check()
    assert 0 < short < needs.count()


def test_a_reload_stays_where_the_reader_is(visit: Visit) -> None:
    """The address that began a self-test does not begin it again."""
    page, walk = begun(visit, LINK)
    walk.answer(LEFT_IS_WORSE)
    walk.go_on()
    second = walk.heading()
    page.reload()
    assert walk.heading() == second


@pytest.mark.parametrize("size", [PHONE, (320, 568)])
def test_every_screen_counts_and_starts_at_its_title(visit: Visit, size: tuple[int, int]) -> None:
    """Each screen says which it is of how many, and begins with the title at the top."""
    page = visit.page(LINK, size=size)
    walk = Walk(page)
    counts, tops = [], []
    while walk.self_test.locator("form .self-test-continue:visible").count():
        settled(page)
        tops.append(page.evaluate(TOP))
        counts.append(walk.self_test.locator(".self-test-count").inner_text())
        walk.answer(LEFT_IS_WORSE)
        walk.go_on()
    walk.result()
    assert counts == [f"{at} of 7" for at in range(1, 8)]
    assert [top for top in tops if not 0 <= top <= 40] == []


def test_a_card_and_the_beginning_count_nothing(visit: Visit) -> None:
    """Before the first question and on a care card no number stands."""
    page = visit.page(PAGE)
    walk = Walk(page)
    count = walk.self_test.locator(".self-test-count")
    expect(count).to_be_hidden()
    walk.go_on()
    walk.choose("safety-check.age", "18-44")
    walk.go_on()
    walk.choose("safety-check.now", "cold-foot")
    expect(walk.self_test.locator("[data-card]:visible")).to_be_visible()
    expect(count).to_be_hidden()


@pytest.mark.parametrize("address", [PAGE, CHAIN_PAGE])
def test_picture_and_field_are_seen_at_once(visit: Visit, address: str) -> None:
    """On a phone the picture of a movement and the first place for its answer fit one view."""
    walk = Walk(visit.page(address, size=PHONE))
    walk.go_on()
    found = walk.self_test.evaluate(APART)
    assert len(found) > 0
    assert [one for one in found if one[1] > PHONE[1]] == []


def test_steps_fold_after_the_first_reading(visit: Visit) -> None:
    """Whoever went on from a measurement finds its steps folded, and they open again."""
    page, walk = begun(visit, LINK)
    while walk.heading() != "Measure both sides":
        walk.answer(LEFT_IS_WORSE)
        walk.go_on()
        settled(page)
    steps = walk.self_test.locator(".self-test-steps:visible > ol")
    expect(steps).to_be_visible()
    walk.answer(LEFT_IS_WORSE)
    walk.go_on()
    settled(page)
    walk.back()
    settled(page)
    expect(steps).to_be_hidden()
    walk.self_test.locator(".self-test-steps:visible > summary").click()
    expect(steps).to_be_visible()


def test_a_self_test_says_what_it_takes_where_it_begins(visit: Visit) -> None:
    """Each self-test of a visit names its own things on its first screen, and on no other."""
    page = visit.page(CHAIN_PAGE)
    said = page.evaluate(
        """() => [...document.querySelectorAll("form [data-screen]")]
          .filter((one) => [...one.querySelectorAll(":scope > .self-test-hint")]
            .some(({ textContent }) => textContent.startsWith("You need:")))
          .map((one) => one.dataset.screen.split(".")[0])"""
    )
    tested = page.evaluate(
        """() => JSON.parse(document.querySelector(".self-test-data").textContent).self_tests"""
    )
    assert said == tested


def test_the_chain_check_counts_what_the_length_asks(visit: Visit) -> None:
    """The longer form has more screens to count."""
    totals = []
    for place in ("first", "last"):
        page = visit.page(CHAIN_PAGE)
        walk = Walk(page)
        getattr(walk.self_test.locator("[data-length]"), place).check()
        walk.go_on()
        settled(page)
        walk.answer(ANSWERS)
        totals.append(int(walk.self_test.locator(".self-test-count").inner_text().split()[-1]))
    assert totals[0] < totals[1]
