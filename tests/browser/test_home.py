"""Home once something is saved: it greets with the day's session, and the menu leads to My plan."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.accessibility import AXE, IN_EVERY_LOOK, WIDE, axe, end_of, overflowing
from tests.support.kept import KEEPS, PLAN, keeping, ready, saved, unfold
from tests.support.sessions import SAVED_PLAN
from tests.support.visiting import PHONE, Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")

SIGN = {"safety.warning-signs": {"values": ["locks"], "over": 0, "isSign": True}}


def home(visit: Visit, kept: object, now: str = "2026-03-09T10:00:00", **options: Any) -> Page:  # noqa: ANN401 - the browser's own
    """Open home at a moment, with this in the browser."""
    page = visit.page(**{"size": PHONE, **options})
    page.clock.install(time=now)
    if kept is None:
        page.goto(f"{visit.server.address}/")
        return page
    return keeping(visit, page, kept, "")


def greeting(page: Page) -> Locator:
    """Return the link to today's session."""
    return page.locator(".home__today a")


def menu(page: Page) -> Locator:
    """Return the link to My plan in the menu."""
    return page.get_by_label("Main").get_by_role("link", name="My plan")


def test_nothing_saved_leaves_no_trace(visit: Visit) -> None:
    """Whoever saved nothing sees neither the greeting nor My plan in the menu."""
    page = home(visit, None)
    expect(greeting(page)).to_be_hidden()
    expect(menu(page)).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_home_greets_with_the_day(visit: Visit, size: tuple[int, int]) -> None:
    """On the first screen stands the first session, and no Python is asked for."""
    page = home(visit, SAVED_PLAN, size=size)
    expect(greeting(page)).to_have_text(SAVED_PLAN["plan"]["plan"]["week"][0]["start_text"])  # type: ignore[index]
    expect(menu(page)).to_be_visible()
    assert end_of(greeting(page)) <= size[1]
    assert visit.server.bundle_asked() == []


@pytest.mark.parametrize("size", [(320, 568), PHONE, WIDE])
def test_home_shows_an_example_without_scripts(visit: Visit, size: tuple[int, int]) -> None:
    """A real result stands below the first action, drawn by style sheets alone, within the page."""
    page = visit.page("?", size=size, java_script_enabled=False)
    shown = page.locator(".example")
    expect(shown.locator(".example__headline")).to_be_visible()
    action = page.locator(".hero .choice--first").bounding_box()
    box = shown.bounding_box()
    bar = shown.locator(".zones-fills").bounding_box()
    assert action is not None
    assert box is not None
    assert bar is not None
    assert action["y"] + action["height"] < box["y"]
    assert bar["height"] > 24
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    # Only the line that comes first has its core, and none of them a flag.
    drawn = shown.locator(".leg-names .leg-core:visible, .leg-names .leg-flag:visible")
    expect(drawn).to_have_count(1)


def test_a_home_that_stayed_open_greets_anew(visit: Visit) -> None:
    """Whoever comes back to an open page on another day finds that day's session."""
    days = {"date": "2026-03-09", "now": "Done for today", "later": "Start day 2"}
    page = home(visit, {**SAVED_PLAN, "home": days})
    expect(greeting(page)).to_have_text("Done for today")
    page.clock.set_system_time("2026-03-10T07:00:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    expect(greeting(page)).to_have_text("Start day 2")


def test_nothing_moves_when_scripts_come(browser: Browser, server: Server) -> None:
    """The page says it as it is read, before any script file: none of them moves anything."""
    context = browser.new_context()
    page = context.new_page()
    page.route(re.compile(r"\.m?js$"), lambda route: route.abort())
    kept = json.dumps(json.dumps(SAVED_PLAN))
    page.add_init_script(f"localStorage.setItem('self-tests / saved', {kept})")
    page.goto(f"{server.address}/")
    expect(greeting(page)).to_contain_text("Start day 1, ")
    expect(menu(page)).to_be_visible()
    context.close()


def test_on_day_three_home_offers_the_session(visit: Visit) -> None:
    """After two sessions home says day 3, and one press opens today's questions on My plan."""
    said = [{"date": f"2026-03-0{day}", "knee": 1, "morning": "normal"} for day in (8, 9)]
    page = home(visit, {**SAVED_PLAN, "check_ins": said}, "2026-03-10T10:00:00")
    expect(greeting(page)).to_have_text("My plan")
    greeting(page).click()
    ready(page)
    expect(page.locator("[data-session-signs]")).to_be_visible()
    expect(page.locator("[data-session-signs] fieldset")).to_be_focused()
    assert page.url == f"{visit.server.address}/{PLAN}"
    page.goto(f"{visit.server.address}/")
    expect(greeting(page)).to_contain_text("Start day 3, ")


def test_a_diary_is_told_on_home(visit: Visit) -> None:
    """Done today, the next day tomorrow, and no Start once the knee asks for a clinician."""
    said: list[dict[str, Any]] = [{"date": "2026-03-09", "done": True}]
    page = home(visit, {**SAVED_PLAN, "check_ins": said})
    page.goto(f"{visit.server.address}/{PLAN}")
    page.locator('[data-do="knee"]').first.wait_for()
    page.goto(f"{visit.server.address}/")
    expect(greeting(page)).to_have_text("How's your knee after the session?")
    greeting(page).click()
    page.locator('[data-do="knee"][value="7"]').click()
    expect(page.locator(".today")).to_contain_text("That's it for today.")
    page.goto(f"{visit.server.address}/")
    expect(greeting(page)).to_have_text("Today's session is done")
    page.clock.set_fixed_time("2026-03-10T08:00:00")
    page.reload()
    expect(greeting(page)).to_contain_text("Start day 2, ")
    red = [{"date": f"2026-03-0{day}", "knee": 7, "morning": "normal"} for day in (7, 8)]
    page.evaluate(KEEPS, {**saved(page), "check_ins": red})
    page.goto(f"{visit.server.address}/{PLAN}")
    expect(page.locator("[data-advice] strong")).to_have_text("Have someone look at your knee.")
    page.goto(f"{visit.server.address}/")
    expect(greeting(page)).to_have_text("Have someone look at your knee.")
    # What stands under it promises no session.
    expect(page.locator(".home__today p")).to_have_text("From the plan you saved on this device.")


KNEE = "How's your knee after the session?"


@pytest.mark.parametrize(
    ("knee", "now", "later"),
    [({}, KNEE, KNEE), ({"knee": 1}, "Today's session is done", "Start day 2, ")],
    ids=["not rated", "rated"],
)
def test_home_names_the_day_after_a_session_under_a_result(
    visit: Visit, knee: dict[str, int], now: str, later: str
) -> None:
    """Saved and trained under a result, home asks about the knee, or names day 2."""
    page = visit.page(size=PHONE)
    page.clock.install(time="2026-03-09T10:00:00")
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().locator('[data-do="save"]').click()
    expect(walk.result().locator("[data-saved]")).to_be_visible()
    done = [{"date": "2026-03-09", "done": True, **knee}]
    page.evaluate(KEEPS, {**saved(page), "check_ins": done})
    page.reload()
    expect(walk.result().locator("[data-keep-bar]")).to_contain_text("Day 1 done")
    page.goto(f"{visit.server.address}/")
    expect(greeting(page)).to_have_text(now)
    page.clock.set_system_time("2026-03-10T07:00:00")
    page.reload()
    expect(greeting(page)).to_contain_text(later)


def test_a_result_of_another_plan_says_nothing_of_home(visit: Visit) -> None:
    """Under a result that differs from the saved one, what home says stays as it was."""
    home_says = {"date": "2026-03-09", "now": "Now", "later": "Later"}
    other = {**SAVED_PLAN, "home": home_says, "check_ins": [{"date": "2026-03-09", "done": True}]}
    page = visit.page(size=PHONE)
    page.clock.install(time="2026-03-09T10:00:00")
    keeping(visit, page, other, PAGE)
    walk = Walk(page)
    walk.walk({**LEFT_IS_WORSE, "knee-to-wall.distance.left": "11 cm"})
    expect(walk.result().locator(".week-done")).to_contain_text("1 of 6")
    assert saved(page)["home"] == home_says


def test_a_sign_of_this_visit_takes_the_greeting_away(visit: Visit) -> None:
    """Whoever ticked a warning sign in this tab gets no Start on home, but finds My plan."""
    page = home(visit, SAVED_PLAN)
    told = {field: {**one, "at": page.evaluate("Date.now()")} for field, one in SIGN.items()}
    page.evaluate(
        "(told) => sessionStorage.setItem('self-tests / visit', JSON.stringify(told))", told
    )
    page.reload()
    expect(greeting(page)).to_be_hidden()
    expect(menu(page)).to_be_visible()


def test_a_sign_in_another_tab_takes_the_greeting_away(visit: Visit) -> None:
    """A sign that another tab left on the device in these hours counts as one of this tab."""
    page = home(visit, SAVED_PLAN)
    page.evaluate("localStorage.setItem('self-tests / marks', JSON.stringify([0, Date.now()]))")
    page.reload()
    expect(greeting(page)).to_be_hidden()
    page.evaluate("localStorage.setItem('self-tests / marks', JSON.stringify([0, 1]))")
    page.reload()
    expect(greeting(page)).to_be_visible()


@pytest.mark.parametrize(
    "kept",
    [
        "{",
        "5",
        "[]",
        '{"plan": 5, "sets": 7}',
        '{"plan": {"plan": {"week": [null]}}, "sets": null}',
        '{"plan": {"plan": {"week": [{"drills": 4}]}}, "home": 3}',
    ],
)
def test_foreign_text_is_no_greeting(visit: Visit, kept: str) -> None:
    """Whatever stands under our name, home is there as ever and says nothing odd."""
    page = home(visit, None)
    page.evaluate("(text) => localStorage.setItem('self-tests / saved', text)", kept)
    page.reload()
    expect(greeting(page)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_results_without_a_plan_are_in_the_menu_only(visit: Visit) -> None:
    """Where only answers are saved no session is offered, and My plan is a press away."""
    answers = {"heel-raise.reps.left": "20", "heel-raise.reps.right": "20"}
    page = home(visit, {"version": 1, "sets": [{"date": "2026-03-08", "answers": answers}]})
    expect(greeting(page)).to_be_hidden()
    expect(menu(page)).to_be_visible()


def test_saved_is_greeted_and_deleted_is_gone(visit: Visit) -> None:
    """A save under a result is greeted on home; after Delete no page shows a trace of it."""
    page = visit.page(PAGE, size=PHONE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().locator('[data-do="save"]').click()
    expect(walk.result().get_by_text("Saved on this device.")).to_be_visible()
    page.goto(f"{visit.server.address}/")
    expect(greeting(page)).to_contain_text("Start day 1, ")
    menu(page).click()
    ready(page)
    assert set(saved(page)["home"]) == {"date", "now", "later"}
    page.on("dialog", lambda dialog: dialog.accept())
    unfold(page, "copy")
    page.locator('[data-do="remove"]').click()
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(menu(page)).to_have_count(0)
    page.goto(f"{visit.server.address}/")
    expect(greeting(page)).to_be_hidden()
    assert saved(page) == {}


@IN_EVERY_LOOK
def test_home_is_for_everybody(visit: Visit, size: tuple[int, int], scheme: str) -> None:
    """With the greeting home passes axe in light and dark, and fits."""
    page = home(visit, SAVED_PLAN, size=size, color_scheme=scheme)
    page.evaluate(AXE.read_text("utf-8"))
    assert axe(page) + overflowing(page) == []
