"""What was told, and that it is over, reaches every screen of a visit.

Other tabs, other forms of a page, and pages that were left and are come back to: browsers keep
those as they stood.
"""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.support.kept import KEEPS, PLAN, SAVED, TWO_DAYS, keeping, ready, unfold
from tests.support.requests import CLEAR, knee_to_wall
from tests.support.sessions import SAVED_PLAN
from tests.support.single_self_tests import sides
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, settled

pytestmark = pytest.mark.usefixtures("answered")


@pytest.fixture
def browser(whole_browser: Browser) -> Browser:
    """Give the browser that keeps pages as they were left."""
    return whole_browser


OTHER = "self-tests/heel-raise/"
RAISES = {**CLEAR, **sides("heel-raise.reps", "20", "20")}
SIGN = ("safety-check.now", "cold-foot")
# Waits for Continue where it is ticked.
MILD = ("safety-check.weeks", "lump")
PERSISTED = "addEventListener('pageshow', ({ persisted }) => { window.persisted = persisted; });"
KEPT = """[Object.keys(localStorage), Object.keys(sessionStorage)]"""
STANDS = """() => [...document.querySelectorAll("self-test")].map((element) => ({
  answers: [...element.querySelectorAll("form input[name]:not([data-unit-choice])")]
    .filter((input) => input.type === "text" ? input.value : input.checked)
    .map((input) => `${input.name}=${input.value}`),
  result: [...element.querySelectorAll("[data-fill]")].map((place) => place.textContent).join(""),
  message: element.querySelector("[data-message]").value,
  clocks: [...element.querySelectorAll(".timer-digits")].map((digits) => digits.textContent),
}))"""
ENTRY = "JSON.stringify([location.href, history.state])"
MOST_ENTRIES, MOST_LOOKS = 30, 600
NOTHING = {"answers": [], "result": "", "message": ""}
MARKS = SAVED.replace("saved", "marks")
LEFT = [[MARKS], []]
"""What lies in a browser after the end of a visit: when that was, for tabs that are away."""


def at_the_result(visit: Visit) -> Page:
    """Open knee-to-wall and walk to its result, which plans."""
    page = visit.page()
    page.add_init_script(PERSISTED)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".drill-card h5").first).to_be_visible()
    walk.result().locator("[data-keep]").wait_for(state="visible")
    return page


def travel(page: Page, path: str, step: int) -> None:
    """Press Back or Forward until another page is there: each screen is an entry of its own."""
    for _ in range(MOST_ENTRIES):
        if page.url.endswith(path):
            return
        before = page.evaluate(ENTRY)
        page.evaluate("(step) => { setTimeout(() => history.go(step)); }", step)
        for _ in range(MOST_LOOKS):
            page.wait_for_timeout(50)
            with suppress(Error):  # it is between two pages
                if page.evaluate(ENTRY) != before:
                    break
    pytest.fail(f"{MOST_ENTRIES} steps did not lead to {path}: {page.url}")


def come_back(page: Page) -> Walk:
    """Go back to the page before; the browser has kept it as it stood."""
    travel(page, PAGE, -1)
    assert page.evaluate("window.persisted") is True
    return Walk(page)


def walk_on(visit: Visit, page: Page) -> Walk:
    """Take another self-test in the same tab."""
    page.goto(f"{visit.server.address}/{OTHER}")
    walk = Walk(page)
    walk.walk(RAISES)
    walk.result()
    return walk


def tick(walk: Walk, sign: tuple[str, str]) -> None:
    """Change the answer to a question of the safety check: tick a warning sign."""
    walk.result().locator(".self-test-answers summary").click()
    walk.result().locator(f'button[value="{sign[0]}"]').click()
    walk.option(*sign).click()
    expect(walk.option(*sign)).to_be_checked()


def card(walk: Walk) -> str:
    """Return the level of the card that is open."""
    shown = walk.self_test.locator("[data-card]:visible")
    shown.wait_for()
    return shown.get_attribute("data-card") or ""


def stands(page: Page, number: int = 0) -> dict[str, object]:
    """Return what stands in a self-test of a page, seen or not."""
    found: list[dict[str, object]] = page.evaluate(STANDS)
    return {name: found[number][name] for name in NOTHING}


# A warning sign


@pytest.mark.parametrize(
    ("sign", "level"), [(SIGN, "emergency"), (MILD, "clinician")], ids=["serious", "mild"]
)
def test_sign_of_another_page_stands_before_the_result(
    visit: Visit, sign: tuple[str, str], level: str
) -> None:
    """Ticked on another page, with Back to the result: there is its card, and no plan."""
    page = at_the_result(visit)
    tick(walk_on(visit, page), sign)
    walk = come_back(page)
    assert card(walk) == level
    expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()


def test_touch_does_not_take_a_sign_back(visit: Visit) -> None:
    """After Back, whatever is touched there leaves the sign as it was told elsewhere."""
    page = at_the_result(visit)
    tick(walk_on(visit, page), SIGN)
    walk = come_back(page)
    walk.back()
    expect(walk.option(*SIGN)).to_be_checked()
    walk.choose("safety-check.now", "no-weight")
    page.goto(f"{visit.server.address}/{OTHER}")
    other = Walk(page)
    expect(other.option("safety-check.now", "no-weight")).to_be_checked()
    expect(other.option(*SIGN)).to_be_checked()
    other.go_on()
    other.go_on()
    assert card(other) == "emergency"


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
    expect(page.locator("[data-warned]")).to_contain_text("needs a look first")
    page.reload()
    ready(page)
    expect(page.locator("[data-warned]")).to_be_visible()
    expect(page.locator("[data-session]:visible")).to_have_count(0)


# The end of a visit


def delete(page: Page) -> None:
    """Press Delete my data, and say yes."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.evaluate(
        """() => document.querySelectorAll("details:has([data-do=remove])")
          .forEach((fold) => { fold.open = true; })"""
    )
    page.locator('[data-do="remove"]:visible').click()


def finish(walk: Walk) -> None:
    """Press Finish, and say yes to clearing what was not saved."""
    walk.finish()


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


def test_delete_reaches_the_page_before(visit: Visit) -> None:
    """Delete under a result, then Back to another one: nothing stands there or is kept."""
    page = at_the_result(visit)
    walk_on(visit, page).result().locator("[data-keep]").wait_for(state="visible")
    delete(page)
    expect(page.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    walk = come_back(page)
    expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == (
        "What it takes",
        NOTHING,
        LEFT,
    )
    page.reload()
    assert (stands(page), page.evaluate(KEPT)) == (NOTHING, LEFT)


def test_finish_reaches_the_page_before(visit: Visit) -> None:
    """Finish on one page: the other one shows none of its answers."""
    page = at_the_result(visit)
    finish(walk_on(visit, page))
    walk = come_back(page)
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == (
        "What it takes",
        NOTHING,
        LEFT,
    )


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


def test_delete_under_my_plan_reaches_a_result(visit: Visit) -> None:
    """Delete under My plan empties a result in another tab, and one that Back leads to."""
    page = at_the_result(visit)
    Walk(page).result().locator('[data-do="save"]').click()
    page.goto(f"{visit.server.address}/{PLAN}")
    ready(page)
    delete(page)
    expect(page.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    walk = come_back(page)
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == (
        "What it takes",
        NOTHING,
        LEFT,
    )


def test_end_reaches_a_page_behind_one_without_scripts(visit: Visit) -> None:
    """Left for a page that hears nothing, a result is gone when the reader comes back to it."""
    page = at_the_result(visit)
    page.goto(f"{visit.server.address}/privacy/")
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{OTHER}")
    walk = Walk(other)
    walk.walk(RAISES)
    finish(walk)
    back = come_back(page)
    expect(back.self_test.locator('[data-part="result"]')).to_be_hidden()
    assert (back.heading(), stands(page)) == ("What it takes", NOTHING)


def left(page: Page, visit: Visit) -> Page:
    """Leave the page for one that hears nothing, and return another tab of the site."""
    page.goto(f"{visit.server.address}/privacy/")
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{OTHER}")
    return other


WAYS_BACK = pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "loaded"])


def back(page: Page, *, is_kept: bool) -> Walk:
    """Come back to the page before, as the browser has kept it or loaded again."""
    if is_kept:
        return come_back(page)
    page.goto(page.url.replace("privacy/", PAGE))
    return Walk(page)


@WAYS_BACK
@pytest.mark.parametrize("end", ["delete", "finish"])
def test_end_in_a_tab_that_is_closed_reaches_a_page_that_was_away(
    visit: Visit, end: str, *, is_kept: bool
) -> None:
    """Nobody is left to tell: whoever comes back finds that the visit is over."""
    page = at_the_result(visit)
    other = left(page, visit)
    walk = Walk(other)
    walk.walk(RAISES)
    if end == "delete":
        walk.result().locator("[data-keep]").wait_for(state="visible")
        delete(other)
        expect(other.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    else:
        finish(walk)
        expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()
    other.close()
    walk = back(page, is_kept=is_kept)
    expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == ("What it takes", NOTHING, LEFT)


@WAYS_BACK
@pytest.mark.parametrize("sign", [SIGN, MILD], ids=["serious", "mild"])
def test_sign_in_a_tab_that_is_closed_reaches_a_page_that_was_away(
    visit: Visit, sign: tuple[str, str], *, is_kept: bool
) -> None:
    """Nobody can tell which sign it was: the check is asked again, and what was measured stands."""
    page = at_the_result(visit)
    other = left(page, visit)
    walk = Walk(other)
    walk.walk(RAISES)
    tick(walk, sign)
    other.close()
    walk = back(page, is_kept=is_kept)
    expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()
    asked = [text for text in page.evaluate(STANDS)[0]["answers"] if "safety-check" in text]
    assert (asked, walk.field("knee-to-wall.distance.left").first.input_value()) == ([], "6.5 cm")
    why = walk.self_test.get_by_text("You ticked a warning sign in another tab")
    expect(why).to_be_visible()
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".drill-card h5").first).to_be_visible()
    expect(why).to_be_hidden()


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


def test_next_visit_is_not_mixed_with_the_last(visit: Visit) -> None:
    """Finished and begun anew on another page, Back shows the new answers and none of the old."""
    page = at_the_result(visit)
    walk = walk_on(visit, page)
    finish(walk)
    walk.go_on()
    walk.choose("safety-check.age", "45-59")
    come_back(page)
    assert stands(page) == {**NOTHING, "answers": ["safety-check.age=45-59"]}


def test_my_plan_that_was_left_shows_nothing_deleted(visit: Visit) -> None:
    """My plan, left and come back to after Delete elsewhere, is empty."""
    page = visit.page()
    page.add_init_script(PERSISTED)
    keeping(visit, page, {**SAVED_PLAN, "sets": TWO_DAYS})
    ready(page)
    page.goto(f"{visit.server.address}/privacy/")
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PLAN}")
    ready(other)
    delete(other)
    expect(other.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()
    travel(page, PLAN, -1)
    assert page.evaluate("window.persisted") is True
    expect(page.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()
    expect(page.locator("[data-session]")).to_have_count(0)


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
