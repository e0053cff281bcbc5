"""Today, on My plan: the next session, what is said after it, and what follows from that."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import AXE, CHECKS, NARROW
from tests.support.kept import keeping, ready, saved, unfold
from tests.support.sessions import SAVED_PLAN, unwarned
from tests.support.visiting import Visit

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
    """Start today's session and skip to its end."""
    page.locator(START).click()
    page.clock.run_for(1000)
    player = unwarned(page)
    skip = player.locator('[data-session-do="skip"]')
    while skip.is_visible():
        page.clock.run_for(1000)
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
    page.locator('[data-do="seen"]').click()
    expect(page.locator(START)).to_be_visible()


def test_easing_twice_is_for_a_clinician(visit: Visit) -> None:
    """After two red days in a row there is no Start."""
    red = [{"date": f"2026-03-0{day}", "knee": 7, "morning": "normal"} for day in (7, 8)]
    page = my_plan(visit, *red)
    expect(page.locator(ADVICE)).to_have_text("Have someone look at your knee.")
    expect(page.locator(START)).to_have_count(0)


def test_foreign_days_are_no_reason_to_stop(visit: Visit) -> None:
    """Whatever stands among the days, the page shows today."""
    page = my_plan(visit, check_ins=[5, None, {"date": 3}, {"date": "2026-03-08", "knee": [[]]}])
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


def test_denied_storage_is_said(visit: Visit) -> None:
    """Where the browser keeps nothing, a sentence says so when something was to be kept."""
    page = my_plan(visit, {"date": "2026-03-08", "knee": 1})
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    page.locator('[data-do="morning"][value="normal"]').click()
    expect(page.locator("[data-today-said]")).not_to_be_empty()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_today_is_for_everybody(visit: Visit, scheme: str) -> None:
    """The questions of today pass axe, in light and dark, and fit a narrow page."""
    page = visit.page(size=NARROW, color_scheme=scheme)
    keeping(visit, page, {**SAVED_PLAN, "check_ins": [{"date": "2026-03-08", "done": True}]})
    ready(page)
    page.locator('[data-do="knee"]').first.wait_for()
    page.evaluate(AXE.read_text("utf-8"))
    assert [f"{one}" for check in CHECKS.values() for one in check(page)] == []
