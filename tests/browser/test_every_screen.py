"""What was told, and that it is over, reaches every screen of a visit: other tabs and forms."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.kept import KEEPS, PLAN, SAVED, TWO_DAYS, keeping, ready, unfold
from tests.support.one_visit import (
    KEPT,
    LEFT,
    MARKS,
    MILD,
    NOTHING,
    OTHER,
    RAISES,
    SIGN,
    at_the_result,
    card,
    delete,
    finish,
    stands,
    tick,
    travel,
    walk_on,
)
from tests.support.requests import CLEAR, knee_to_wall
from tests.support.sessions import A_SET, SAVED_PLAN
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, settled

pytestmark = pytest.mark.usefixtures("answered")


# A warning sign


def test_sign_reaches_a_page_that_is_loaded_again(visit: Visit) -> None:
    """A browser that keeps no page shows the card, too."""
    page = at_the_result(visit)
    tick(walk_on(visit, page), SIGN)
    travel(page, PAGE, -1)
    page.reload()
    assert card(Walk(page)) == "emergency"


@pytest.mark.parametrize("sign", [SIGN, MILD], ids=["serious", "mild"])
def test_sign_reaches_another_tab(visit: Visit, sign: tuple[str, str]) -> None:
    """Two tabs, one result: after the other one was told a sign, it is gone."""
    page = at_the_result(visit)
    other = page.context.new_page()
    tick(walk_on(visit, other), sign)
    walk = Walk(page)
    expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()
    assert card(walk) == card_of(sign)
    expect(walk.option(*sign)).to_be_checked()


def card_of(sign: tuple[str, str]) -> str:
    """Return the level that a sign means."""
    return "emergency" if sign == SIGN else "clinician"


def test_sign_is_known_in_a_tab_that_is_opened_later(visit: Visit) -> None:
    """A new tab of the same visit knows what was ticked, and asks for it to be looked at."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.option(*SIGN).click()
    assert card(walk) == "emergency"
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{OTHER}")
    later = Walk(other)
    expect(later.option(*SIGN)).to_be_checked()


def test_sign_ends_a_session_in_another_tab(visit: Visit) -> None:
    """A session that plays in one tab ends when another tab is told a sign."""
    page = at_the_result(visit)
    page.locator("[data-session]:visible").first.click()
    expect(page.locator("[data-session-player]")).to_be_visible()
    other = page.context.new_page()
    tick(walk_on(visit, other), SIGN)
    expect(page.locator("[data-session-player]")).to_be_hidden()


FULL = """() => {
  for (const storage of [localStorage, sessionStorage]) {
    for (let text = "x".repeat(2 ** 20), name = 0; text; name += 1) {
      try {
        storage.setItem(`full ${name}`, text);
      } catch {
        text = text.slice(0, text.length / 2);
      }
    }
  }
}"""
"""Fills all that the browser keeps for the site, to the last character."""


def test_sign_holds_in_a_browser_that_is_full(visit: Visit) -> None:
    """What cannot be written leaves nothing of before: no clear check comes back with a reload."""
    page = at_the_result(visit)
    page.evaluate(FULL)
    tick(Walk(page), SIGN)
    page.reload()
    assert stands(page)["result"] == ""
    page.goto(f"{visit.server.address}/{OTHER}")
    walk = Walk(page)
    walk.go_on()
    assert walk.heading() in ("How old are you?", "Any of these now?")


def test_sign_can_be_taken_back_from_any_tab(visit: Visit) -> None:
    """A slip: unticked in the tab that only heard of it, both go on."""
    page = at_the_result(visit)
    other = page.context.new_page()
    tick(walk_on(visit, other), SIGN)
    walk = Walk(page)
    assert card(walk) == "emergency"
    walk.back()
    walk.option(*SIGN).uncheck()
    walk.choose("safety-check.now", "none")
    walk.go_on()
    expect(Walk(other).option("safety-check.now", "none")).to_be_checked()
    expect(other.locator("[data-card]:visible")).to_have_count(0)


def test_newest_answer_is_everywhere(visit: Visit) -> None:
    """What is typed in one tab is what the other one holds."""
    page = at_the_result(visit)
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(other)
    walk.go_on()
    walk.result().locator(".self-test-answers summary").click()
    walk.result().locator('button[value="knee-to-wall.distance.left"]').click()
    walk.field("knee-to-wall.distance.left").first.fill("9.5 cm")
    walk.go_on()
    expect(Walk(page).result()).to_contain_text("Your left knee reaches 9.5 cm")


@pytest.fixture
def two_on_a_page(built_site: Path, server: Server) -> str:
    """Give the address of a page with two self-tests."""
    parts = [(built_site / path / "index.html").read_text("utf-8") for path in (PAGE, OTHER)]
    found = [re.search(r"<self-test .*?</self-test>", part, re.DOTALL) for part in parts]
    first, second = (each[0] for each in found if each)
    # Handed out for this test alone: other tests look at the same built site meanwhile.
    server.pages["/self-tests/both/"] = parts[0].replace(first, first + second)
    return "self-tests/both/"


def test_sign_in_one_form_reaches_the_other_on_the_page(visit: Visit, two_on_a_page: str) -> None:
    """After the second form of a page was told a sign, the first one plans no more."""
    page = visit.page(two_on_a_page)
    first, second = Walk(page, "#self-test-knee-to-wall"), Walk(page, "#self-test-heel-raise")
    first.walk(LEFT_IS_WORSE)
    expect(first.result().locator(".drill-card h5").first).to_be_visible()
    second.walk(RAISES)
    tick(second, SIGN)
    expect(first.self_test.locator('[data-part="result"]')).to_be_hidden()
    assert (card(first), card(second)) == ("emergency", "emergency")


def test_two_forms_do_not_stand_in_each_other_s_way(visit: Visit, two_on_a_page: str) -> None:
    """What is ticked in one form shows in the other one, which stays where it is."""
    page = visit.page(two_on_a_page)
    first, second = Walk(page, "#self-test-knee-to-wall"), Walk(page, "#self-test-heel-raise")
    second.go_on()
    second.choose("safety-check.age", "18-44")
    assert first.heading() == "What it takes"
    expect(first.option("safety-check.age", "18-44")).to_be_checked()


def test_my_plan_has_no_start_after_a_sign(visit: Visit) -> None:
    """While a sign holds, a plan that was saved earlier offers no session, and says why."""
    page = keeping(visit, visit.page(), SAVED_PLAN)
    ready(page)
    unfold(page, "week")
    expect(page.locator("[data-session]:visible").first).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(other)
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.option(*SIGN).click()
    expect(page.locator("[data-session]:visible")).to_have_count(0)
    expect(page.locator("[data-warned]")).to_contain_text("comes before any session")
    page.reload()
    ready(page)
    expect(page.locator("[data-warned]")).to_be_visible()
    expect(page.locator("[data-session]:visible")).to_have_count(0)


# The end of a visit


def test_delete_empties_the_page_it_is_pressed_on(visit: Visit) -> None:
    """After Delete, neither the page nor a screen that Back leads to shows anything of it."""
    page = at_the_result(visit)
    walk = Walk(page)
    walk.result().locator('[data-do="save"]').click()
    delete(page)
    expect(walk.self_test.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == (
        "What it takes",
        NOTHING,
        LEFT,
    )
    for _ in range(3):
        settled(page)
        page.go_back()
        assert (stands(page), page.evaluate(KEPT)) == (NOTHING, LEFT)
        expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()


@pytest.mark.parametrize("end", ["delete", "finish"])
def test_end_reaches_another_tab(visit: Visit, end: str) -> None:
    """Deleting or finishing in one tab empties the others, whatever was typed there."""
    page = at_the_result(visit)
    other = page.context.new_page()
    walk = walk_on(visit, other)
    walk.result().locator("[data-keep]").wait_for(state="visible")
    if end == "delete":
        delete(other)
    else:
        finish(walk)
    expect(page.locator('[data-part="result"]')).to_be_hidden()
    assert (Walk(page).heading(), stands(page), page.evaluate(KEPT)) == (
        "What it takes",
        NOTHING,
        LEFT,
    )


def test_sign_in_a_tab_that_is_closed_holds_a_saved_plan(visit: Visit) -> None:
    """My plan offers no session after it, until a check was clear again."""
    page = visit.page(PLAN)
    page.evaluate(KEEPS, SAVED_PLAN)
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(other)
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.option(*SIGN).click()
    assert card(walk) == "emergency"
    page.goto(f"{visit.server.address}/privacy/")
    other.close()
    page.goto(f"{visit.server.address}/{PLAN}")
    ready(page)
    expect(page.locator("[data-warned]")).to_be_visible()
    expect(page.locator("[data-session]:visible")).to_have_count(0)
    page.goto(f"{visit.server.address}/{PAGE}")
    Walk(page).walk(LEFT_IS_WORSE)
    Walk(page).result()
    page.goto(f"{visit.server.address}/{PLAN}")
    ready(page)
    unfold(page, "week")
    expect(page.locator("[data-session]:visible").first).to_be_visible()


def test_what_lies_there_after_the_end_is_a_time(visit: Visit) -> None:
    """A bare moment, which the next page takes away once twelve hours have passed."""
    page = visit.page()
    page.clock.install(time="2026-03-09T20:00:00")
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    finish(walk)
    ended, sign = page.evaluate(f"JSON.parse(localStorage.getItem('{MARKS}'))")
    assert (0 <= page.evaluate("Date.now()") - ended < 60_000, sign) == (True, 0)
    page.clock.set_system_time("2026-03-10T09:00:00")
    page.goto(f"{visit.server.address}/{PAGE}")
    assert page.evaluate(KEPT) == [[], []]


def test_offer_of_saved_answers_goes_with_them(visit: Visit) -> None:
    """What was deleted in another tab is offered no more, and cannot be joined."""
    page = visit.page()
    day = page.evaluate("new Date().toLocaleDateString('sv')")
    kept = {"version": 1, "sets": [{**TWO_DAYS[0], "date": day}], "unit": "cm"}
    keeping(visit, page, kept, OTHER)
    expect(page.locator("[data-offer]")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PLAN}")
    ready(other)
    delete(other)
    expect(page.locator("[data-offer]")).to_be_hidden()


def test_visit_of_yesterday_is_over_on_a_page_left_open(visit: Visit) -> None:
    """After twelve hours nothing of it stands on the page, and the tab keeps nothing."""
    page = visit.page()
    page.clock.install(time="2026-03-09T20:00:00")
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk({**CLEAR, **knee_to_wall()})
    walk.result()
    page.clock.fast_forward("11:30:00")
    expect(walk.self_test.locator('[data-part="result"]')).to_be_visible()
    page.clock.fast_forward("01:00:00")
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == (
        "What it takes",
        NOTHING,
        [[], []],
    )


def test_a_clock_that_is_set_back_takes_no_later_answer(visit: Visit) -> None:
    """A visit under a wrong clock is over once that is put right; what is told then stays."""
    page = visit.page()
    page.clock.install(time="2027-03-09T10:00:00")
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="In the last weeks, any of these?")
    page.clock.set_system_time("2026-03-09T10:00:00")
    walk.option("safety-check.weeks", "none").click()
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result()).to_contain_text("Only your left side needs it")


def test_visit_of_yesterday_is_taken_away_by_the_next_page(visit: Visit) -> None:
    """What is older than twelve hours is not just passed over: it is gone from the browser."""
    page = visit.page()
    page.clock.install(time="2026-03-09T20:00:00")
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    page.clock.set_system_time("2026-03-10T09:00:00")
    page.goto(f"{visit.server.address}/{OTHER}")
    assert (stands(page), page.evaluate(KEPT)) == (NOTHING, [[], []])


def test_clip_clock_and_choices_end_with_the_visit(visit: Visit) -> None:
    """Nothing beside the answers stays either: not a clock's number, not a choice of equipment."""
    page = at_the_result(visit)
    walk = Walk(page)
    walk.unfolded().locator('[data-equipment][value="resistance-band"]').uncheck()
    walk.unfolded().locator("[data-message]").fill("mine")
    finish(walk)
    assert page.evaluate(
        """() => [
          document.querySelector('[data-equipment][value="resistance-band"]').checked,
          document.querySelector("[data-message]").value,
          [...document.querySelectorAll(".timer-digits")].map((each) => each.textContent).join(""),
        ]"""
    ) == [True, "", ""]


NEVER_KEPT = "addEventListener('unload', () => {});"
"""A page that listens for this is loaded again by Back."""
CHOICES = """() => ["minutes", "equipment", "numbers", "story-sides"].map((name) =>
  [...document.querySelectorAll(`[data-${name}]`)].map((input) => input.checked))"""


def test_choices_are_what_the_plan_is_made_with(visit: Visit) -> None:
    """After Back, a result that is drawn anew has the choices that were made, and their plan."""
    page = visit.page()
    page.add_init_script(NEVER_KEPT)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    minutes = walk.result().locator("[data-fill=result-minutes]")
    expect(minutes).to_have_text("10")
    before = page.evaluate(CHOICES)
    for choice in ("[data-minutes]:not(:checked)", "[data-equipment]", "[data-numbers]"):
        page.locator(choice).first.evaluate("(input) => input.click()")
    expect(minutes).to_have_text("5")
    chosen = page.evaluate(CHOICES)
    assert chosen != before
    page.goto(f"{visit.server.address}/privacy/")
    page.go_back()
    expect(minutes).to_have_text("5")
    assert page.evaluate(CHOICES) == chosen


def test_foreign_shapes_never_stop_the_element(visit: Visit) -> None:
    """Whatever stands under our name in the tab, or comes over the channel, the form works."""
    page = visit.page(PAGE)
    name = SAVED.replace("saved", "visit")
    for text in (
        "nonsense",
        "null",
        "7",
        '{"since": 1e15, "inputs": 3}',
        '{"fields": []}',
        '{"a": {"values": ["b"], "at": 1e15, "over": 0}}',
    ):
        page.evaluate("([name, text]) => sessionStorage.setItem(name, text)", [name, text])
        page.reload()
        walk = Walk(page)
        assert walk.heading() == "What it takes"
    channel = SAVED.replace("saved", "channel")
    page.evaluate(
        """(name) => {
          const channel = new BroadcastChannel(name);
          for (const data of [null, 7, "text", [], {}, { told: 7 }, { ended: "x" }, { ask: {} }]) {
            channel.postMessage(data ?? {});
          }
        }""",
        channel,
    )
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result()).to_contain_text("Your left knee reaches 6.5 cm")


def test_an_end_takes_a_session_along_from_a_tab_that_was_away(visit: Visit) -> None:
    """What a tab holds of a session goes with the visit that another tab has ended meanwhile."""
    page = at_the_result(visit)
    start = page.locator("[data-session]:visible").first
    expect(start).to_be_visible()
    page.clock.install()
    start.click()
    player = page.locator("[data-session-player]")
    while player.locator('[data-session-do="skip"]').is_visible():
        page.clock.fast_forward(A_SET)
        player.locator('[data-session-do="skip"]').click()
    player.locator('[data-session-do="end"]').click()
    done = SAVED.replace("saved", "done")
    expect(page.locator(".self-test-week > summary")).to_contain_text("1 of 6")
    assert done in page.evaluate(KEPT)[1]
    page.goto(f"{visit.server.address}/privacy/")
    other = page.context.new_page()
    keeping(visit, other, {**SAVED_PLAN, "sets": TWO_DAYS})
    ready(other)
    unfold(other, "copy")
    other.once("dialog", lambda dialog: dialog.accept())
    other.locator('[data-do="remove"]').click()
    expect(other.locator("[data-empty]")).to_be_visible()
    page.goto(f"{visit.server.address}/{PAGE}")
    expect(page.locator("self-test[data-live]")).to_be_visible()
    assert page.evaluate(KEPT) == LEFT


def test_an_end_takes_a_session_along_that_nobody_told_anything_in(visit: Visit) -> None:
    """A session of My plan that was ended early leaves nothing in its tab, away or not."""
    page = keeping(visit, visit.page(), {**SAVED_PLAN, "sets": TWO_DAYS})
    ready(page)
    page.locator(".today [data-session]").click()
    page.locator('[data-session-signs] [value="none"]').click()
    page.locator('[data-session-do="skip"]').click()
    page.locator('[data-session-do="end"]').click()
    assert len(page.evaluate(KEPT)[1]) == 1
    page.goto(f"{visit.server.address}/privacy/")
    page.evaluate("localStorage.clear()")
    page.goto(f"{visit.server.address}/{PLAN}")
    expect(page.locator("[data-empty]")).to_be_visible()
    assert page.evaluate(KEPT) == [[], []]
