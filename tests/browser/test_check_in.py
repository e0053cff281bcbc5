"""Today, on My plan: the next session, what is said after it, and what follows from that."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import AXE, CHECKS, NARROW
from tests.support.kept import KEEPS, keeping, ready, saved, unfold
from tests.support.sessions import A_SET, LOST, SAVED_PLAN, unwarned
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")

ADVICE = "[data-advice] strong"
START = ".today [data-session]"


def my_plan(visit: Visit, *check_ins: dict[str, Any], **kept: object) -> Page:
    """Open My plan on March 9, 2026, with a plan of the day before and these days behind it."""
    page = visit.page(size=NARROW)
    page.clock.install(time="2026-03-09T10:00:00")
    keeping(visit, page, {**SAVED_PLAN, "check_ins": list(check_ins), **kept})
    ready(page)
    return page


def train(page: Page) -> None:
    """Start today's session, stay for a set of each drill, and skip to its end."""
    page.locator(START).click()
    page.clock.run_for(1000)
    player = unwarned(page)
    skip = player.locator('[data-session-do="skip"]')
    while skip.is_visible():
        page.clock.fast_forward(A_SET)
        skip.click()
    page.clock.run_for(1000)
    player.locator('[data-session-do="end"]').click()


def test_a_session_leaves_its_trace(visit: Visit) -> None:
    """After the session the knee is asked for, kept on the device, and the day is done."""
    page = my_plan(visit)
    expect(page.locator(ADVICE)).to_have_text("Day 1 is ready.")
    train(page)
    expect(page.locator(ADVICE)).to_have_text("Day 1 done.")
    page.locator('[data-do="knee"][value="4"]').click()
    expect(page.locator(ADVICE)).to_have_text("Hold it here.")
    assert saved(page)["check_ins"] == [{"date": "2026-03-09", "done": True, "knee": 4}]
    expect(page.locator(START)).to_have_count(0)
    expect(page.locator(".today")).to_contain_text("1 of 6 in the last 7 days.")


def test_whoever_closed_the_page_is_asked_next_time(visit: Visit) -> None:
    """A session after which nobody said a number is asked about before anything else."""
    page = my_plan(visit, {"date": "2026-03-08", "done": True})
    expect(page.locator(START)).to_have_count(0)
    page.locator('[data-do="knee"][value="1"]').click()
    assert saved(page)["check_ins"] == [{"date": "2026-03-08", "done": True, "knee": 1}]
    expect(page.locator('[data-do="morning"]')).to_have_count(2)


def test_the_morning_decides(visit: Visit) -> None:
    """A worse morning eases the next session, and the session of day 2 can be started."""
    page = my_plan(visit, {"date": "2026-03-08", "knee": 1})
    expect(page.locator(START)).to_have_count(0)
    page.locator('[data-do="morning"][value="worse"]').click()
    expect(page.locator(ADVICE)).to_have_text("Ease off for two sessions.")
    expect(page.locator("[data-advice]")).to_be_focused()
    assert saved(page)["check_ins"][0]["morning"] == "worse"
    assert page.locator(START).get_attribute("value") == "2"


def test_a_sign_before_a_session_stops_it(visit: Visit) -> None:
    """Whoever says yes to a warning sign gets no Start, on a reload neither, until seen."""
    page = my_plan(visit)
    page.locator(START).click()
    page.clock.run_for(1000)
    page.locator('[data-session-signs] [value="sign"]').click()
    expect(page.locator(ADVICE)).to_have_text("No session today.")
    page.reload()
    ready(page)
    expect(page.locator(ADVICE)).to_have_text("No session today.")
    expect(page.locator(START)).to_have_count(0)
    expect(page.locator('.today a[href="../safety/"]')).to_be_visible()
    expect(page.get_by_role("link", name="Take the whole safety check")).to_be_visible()
    page.locator('[data-do="seen"]').click()
    expect(page.locator(START)).to_be_visible()


def test_a_sign_counts_after_a_flight_to_the_west(visit: Visit) -> None:
    """Where the last day told is tomorrow here, a sign and a clinician's look come after it."""
    page = my_plan(visit, {"date": "2026-03-10", "seen": True})
    page.locator(START).click()
    page.clock.run_for(1000)
    page.locator('[data-session-signs] [value="sign"]').click()
    expect(page.locator(ADVICE)).to_have_text("No session today.")
    page.clock.run_for(1000)
    page.locator('[data-do="seen"]').click()
    expect(page.locator(ADVICE)).not_to_have_text("No session today.")
    told = {"seen": True, "sign": False}
    assert saved(page)["check_ins"] == [{"date": "2026-03-10", **told}]


def test_a_sign_leads_to_the_whole_safety_check(visit: Visit) -> None:
    """From My plan one press opens the check's first question, also if it was clear today."""
    page = visit.page(PAGE)
    headings = Walk(page).walk(LEFT_IS_WORSE)
    day = page.evaluate("new Date().toLocaleDateString('sv')")
    keeping(visit, page, {**SAVED_PLAN, "check_ins": [{"date": day, "sign": True}]})
    ready(page)
    page.get_by_role("link", name="Take the whole safety check").click()
    expect(page.locator("h3[tabindex]:visible")).to_have_text(headings[0])
    expect(page.get_by_text("You told us about a warning sign")).to_be_visible()
    expect(page.locator('input[name^="safety-check"]:checked')).to_have_count(0)
    # What was measured today stays.
    expect(page.locator('[name="knee-to-wall.distance.left"]').first).to_have_value("6.5 cm")


def test_a_sign_that_python_never_hears_of_stops_it_too(visit: Visit) -> None:
    """If the scoring is lost before a sign is told, no Start is left, and a sentence says why."""
    page = my_plan(visit)
    unfold(page, "week")
    page.locator(START).click()
    page.clock.run_for(1000)
    visit.server.refused = "worker.mjs"
    page.evaluate(LOST)
    page.locator('[data-session-signs] [value="sign"]').click()
    expect(page.locator("[data-session]:visible")).to_have_count(0)
    expect(page.locator("[data-today-said]")).to_contain_text("The scoring didn't load")
    assert saved(page)["check_ins"][-1]["sign"] is True


def test_under_a_sign_nothing_is_asked(visit: Visit) -> None:
    """A sign that another tab told after the session: "No session today", and no other question."""
    page = my_plan(visit, {"date": "2026-03-09", "done": True, "sign": True})
    expect(page.locator(ADVICE)).to_have_text("No session today.")
    expect(page.locator(".today .today-question")).to_have_count(0)


def test_easing_twice_is_for_a_clinician(visit: Visit) -> None:
    """After two red days in a row there is no Start."""
    red = [{"date": f"2026-03-0{day}", "knee": 7, "morning": "normal"} for day in (7, 8)]
    page = my_plan(visit, *red)
    expect(page.locator(ADVICE)).to_have_text("Have someone look at your knee.")
    expect(page.locator(START)).to_have_count(0)


def test_foreign_days_are_no_reason_to_stop(visit: Visit) -> None:
    """Whatever stands among the days, the page shows today."""
    page = my_plan(
        visit,
        check_ins=[
            5,
            None,
            {"date": 3},
            {"date": "2026-03-08", "knee": [[]]},
            {"date": "2026-03-08", "done": True, "knee": None},
        ],
    )
    expect(page.locator(ADVICE)).to_have_text("Day 1 is ready.")


def test_a_copy_holds_the_days_and_brings_them_back(visit: Visit) -> None:
    """What was said of a day goes into a copy, is deleted with the rest, and comes back."""
    said = {"date": "2026-03-08", "knee": 3, "morning": "normal"}
    answers = {"heel-raise.reps.left": "20", "heel-raise.reps.right": "20"}
    page = my_plan(visit, said, sets=[{"date": "2026-03-08", "answers": answers}])
    unfold(page, "copy")
    with page.expect_download() as made:
        page.locator('[data-do="json"]').click()
    copy = json.loads(made.value.path().read_text("utf-8"))
    assert copy["check_ins"] == [said]
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator('[data-do="remove"]').click()
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(page.locator(".today")).to_have_count(0)
    page.locator("[data-import]").set_input_files(made.value.path())
    expect(page.locator("[data-fill=saved] section")).to_have_count(1)
    assert saved(page)["check_ins"] == [said]


FULL = """(names) => {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (...how) {
    const isFull = names.some((name) => this === window[name]);
    if (isFull) throw new DOMException("", "QuotaExceededError");
    setItem.apply(this, how);
  };
}"""
"""No room is left in the storages of these names."""


def test_full_storage_is_said(visit: Visit) -> None:
    """Where there is no room left for what was to be kept, a sentence says so."""
    page = my_plan(visit, {"date": "2026-03-08", "knee": 1})
    page.evaluate(FULL, ["localStorage"])
    page.locator('[data-do="morning"][value="normal"]').click()
    expect(page.locator("[data-today-said]")).to_contain_text("no room left for this site")


def tell_sign(page: Page) -> None:
    """Open the question before a session and say that there is a sign."""
    page.locator(START).click()
    page.locator('[data-session-signs] [value="sign"]').click()


@pytest.mark.parametrize("names", [["localStorage"], ["localStorage", "sessionStorage"]], ids=len)
def test_a_sign_that_cannot_be_kept_counts(visit: Visit, names: list[str]) -> None:
    """Where the device takes nothing the tab holds what was said: a sign takes Start away."""
    page = my_plan(visit)
    page.evaluate(FULL, names)
    page.clock.resume()
    tell_sign(page)
    expect(page.locator(ADVICE)).to_have_text("No session today.")
    expect(page.locator("[data-session]:visible")).to_have_count(0)
    if "sessionStorage" not in names:
        page.reload()
        ready(page)
        expect(page.locator(ADVICE)).to_have_text("No session today.")


@pytest.mark.parametrize("shown", ["[data-session-signs]", "[data-session-player]"])
def test_a_sign_in_another_tab_ends_a_session(visit: Visit, shown: str) -> None:
    """What is told in one tab closes the question and the session that stand in another one."""
    page = keeping(visit, visit.page(), SAVED_PLAN)
    ready(page)
    page.locator(START).click()
    if shown == "[data-session-player]":
        unwarned(page)
    expect(page.locator(shown)).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    ready(other)
    tell_sign(other)
    expect(page.locator(ADVICE)).to_have_text("No session today.")
    expect(page.locator(shown)).to_be_hidden()
    unfold(page, "week")
    expect(page.locator("[data-session]:visible")).to_have_count(0)


def test_a_sign_in_a_self_test_ends_a_session_for_good(visit: Visit) -> None:
    """Ticked in another tab while a session is open, it leaves no Start behind, folded or not."""
    page = keeping(visit, visit.page(), SAVED_PLAN)
    ready(page)
    page.locator(START).click()
    player = unwarned(page)
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(other)
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.option("safety-check.now", "cold-foot").check()
    expect(player).to_be_hidden()
    expect(page.locator("[data-warned]")).to_be_visible()
    unfold(page, "week")
    page.wait_for_timeout(500)
    expect(page.locator("[data-session]:visible")).to_have_count(0)


def test_days_of_a_wrong_clock_are_asked_nothing(visit: Visit) -> None:
    """Questions are about days that were: one of a clock that ran ahead takes no answer away."""
    ahead = {"date": "2027-03-08", "done": True, "knee": 2, "morning": "normal"}
    page = my_plan(visit, ahead)
    train(page)
    expect(page.locator(ADVICE)).to_have_text("Day 1 done.")
    expect(page.locator(START)).to_have_count(0)
    page.locator('[data-do="knee"][value="1"]').click()
    expect(page.locator(ADVICE)).to_have_text("Go on.")
    page.clock.set_system_time("2026-03-10T10:00:00")
    page.reload()
    page.locator('[data-do="morning"][value="normal"]').click()
    expect(page.locator(START)).to_have_attribute("value", "2")
    today = {"date": "2026-03-09", "done": True, "knee": 1, "morning": "normal"}
    assert saved(page)["check_ins"] == [today, ahead]


def test_a_question_that_was_answered_elsewhere_takes_no_answer(visit: Visit) -> None:
    """A tab that was asleep while another one told the knee doesn't note it for another day."""
    session = {"date": "2026-03-08", "done": True}
    page = my_plan(visit, session)
    told = {**SAVED_PLAN, "check_ins": [{**session, "knee": 3}]}
    page.evaluate(KEEPS, told)
    page.locator('[data-do="knee"][value="7"]').click()
    expect(page.locator('[data-do="morning"]')).to_have_count(2)
    assert saved(page)["check_ins"] == told["check_ins"]


def test_the_next_morning_on_a_page_that_stayed_open(visit: Visit) -> None:
    """Whoever comes back to an open page on another day finds that day's questions."""
    page = my_plan(visit, {"date": "2026-03-09", "done": True, "knee": 1})
    expect(page.locator(".today")).to_contain_text("That's it for today.")
    page.clock.set_system_time("2026-03-10T07:00:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    expect(page.locator('[data-do="morning"]')).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_today_is_for_everybody(visit: Visit, scheme: str) -> None:
    """The questions of today pass axe, in light and dark, and fit a narrow page."""
    page = visit.page(size=NARROW, color_scheme=scheme)
    keeping(visit, page, {**SAVED_PLAN, "check_ins": [{"date": "2026-03-08", "done": True}]})
    ready(page)
    page.locator('[data-do="knee"]').first.wait_for()
    page.evaluate(AXE.read_text("utf-8"))
    assert [f"{one}" for check in CHECKS.values() for one in check(page)] == []
