"""Under a result: saving, deleting, calendars, and offering what was saved a few days ago."""

import json

import pytest
from icalendar import Calendar
from playwright.sync_api import Dialog, Page, expect

from tests.support.accessibility import AXE, CHECKS, LIGHT_FIRST
from tests.support.kept import (
    DAYS_AGO,
    KEEPS,
    NO_WAY,
    PLAN,
    SAVED,
    TWO_DAYS,
    keeping,
    measured,
    plan_page,
    press,
    ready,
    result,
    saved,
    text_of,
    unfold,
)
from tests.support.requests import CLEAR
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, quiet

pytestmark = pytest.mark.usefixtures("npm_packages", "answered")

DENIED = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no"); } });
Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no"); } });
"""


def test_nothing_is_saved_unasked(visit: Visit) -> None:
    """A result alone leaves nothing behind on the device."""
    page, _ = result(visit)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('test'))") == []


def test_saved_on_this_device(visit: Visit) -> None:
    """Save keeps the answers of the self-test with the day and the plan, and no safety answer."""
    page, part = result(visit)
    press(part, "save")
    expect(part.get_by_text("Saved on this device.")).to_be_visible()
    kept = saved(page)
    fields = kept["sets"][0]["answers"]
    assert (len(kept["sets"]), kept["sets"][0]["date"]) == (1, page.evaluate(DAYS_AGO, 0))
    assert {field.partition(".")[0] for field in fields} == {"knee-to-wall"}
    assert kept["plan"]["plan"]["drills"][0]["title"] == "Banded ankle mobilization, left only"
    assert "safety-check" not in json.dumps(kept)


def test_a_result_keeps_its_day(visit: Visit) -> None:
    """A result of the 28th that is saved on the 30th is saved under the 28th."""
    page = visit.page()
    page.clock.set_fixed_time("2026-10-28T12:00:00")
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    part = walk.unfolded()
    part.wait_for(state="visible")
    page.clock.set_fixed_time("2026-10-30T12:00:00")
    press(part, "save")
    expect(part.get_by_text("Saved on this device.")).to_be_visible()
    kept = saved(page)
    assert ([one["date"] for one in kept["sets"]], kept["plan"]["date"]) == (
        ["2026-10-28"],
        "2026-10-28",
    )


def test_saving_twice_keeps_one_day(visit: Visit) -> None:
    """The same day saved twice is there once, as it was saved last."""
    page, part = result(visit)
    press(part, "save")
    walk = Walk(page)
    walk.result().locator('button[value="knee-to-wall.distance.left"]').click()
    walk.field("knee-to-wall.distance.left").first.fill("8")
    walk.go_on()
    expect(walk.result()).to_contain_text("Your left knee reaches 8 cm")
    press(part, "save")
    expect(part.get_by_text("Saved on this device.")).to_be_visible()
    kept = saved(page)["sets"]
    assert [one["answers"]["knee-to-wall.distance.left"] for one in kept] == [["8 cm"]]


def test_saved_result_is_under_my_plan(visit: Visit) -> None:
    """From the result one link leads to the plan and to what was measured."""
    page, part = result(visit)
    press(part, "save")
    part.get_by_role("link", name="My plan").click()
    ready(page)
    shown = page.locator("self-test-plan")
    expect(shown).to_contain_text("Banded ankle mobilization")
    expect(shown).to_contain_text("left: 6.5 cm, low; right: 11 cm, typical")


def test_an_earlier_deploy_breaks_no_self_test(visit: Visit) -> None:
    """What another self-test was told under other names leaves a result alone, and is told."""
    page = visit.page(PAGE)
    name = "hip-hold.time.left"
    page.evaluate(
        """(name) => {
          const entry = { values: ["40"], sent: "40", isConfirmed: true, isSign: false };
          const told = { ...entry, at: Date.now(), over: 0 };
          sessionStorage.setItem("self-tests / visit", JSON.stringify({ [name]: told }));
        }""",
        name,
    )
    page.reload()
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result()).to_contain_text("Your left knee reaches 6.5 cm")
    expect(walk.result()).to_contain_text(
        "Hip hold: 1 earlier answer doesn't fit today's questions, so it's left out here."
    )


def test_delete_my_data(visit: Visit) -> None:
    """After a yes, Delete leaves nothing of the reader's in this browser; a no leaves all."""
    page, part = result(visit)
    press(part, "save")
    page.once("dialog", lambda dialog: dialog.dismiss())
    press(part, "remove")
    assert len(saved(page)["sets"]) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    press(part, "remove")
    expect(page.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    assert page.evaluate("[localStorage.getItem('self-tests / saved'), sessionStorage.length]") == [
        None,
        0,
    ]


def test_delete_my_data_under_my_plan(visit: Visit) -> None:
    """The page that shows all of it deletes all of it, and says so."""
    page = plan_page(visit, TWO_DAYS)
    page.once("dialog", lambda dialog: dialog.accept())
    press(page.locator("self-test-plan"), "remove")
    expect(page.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    expect(page.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()
    assert saved(page) == {}


def test_storage_denied(visit: Visit) -> None:
    """A browser that denies storage says so; the result, the link and the calendar still work."""
    page, part = result(visit, DENIED)
    press(part, "save")
    expect(part.get_by_text("This browser won't let pages save anything.")).to_be_visible()
    with page.expect_download() as file:
        press(part, "retest")
    assert "BEGIN:VEVENT" in text_of(file.value)
    page.goto(f"{visit.server.address}/{PLAN}")
    expect(page.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()


FULL = """
Storage.prototype.setItem = new Proxy(Storage.prototype.setItem, {
  apply(set, storage, [name, text]) {
    if (storage === localStorage) throw new DOMException("full", "QuotaExceededError");
    return Reflect.apply(set, storage, [name, text]);
  },
});
"""

FORGETS = """
Storage.prototype.setItem = new Proxy(Storage.prototype.setItem, {
  apply(set, storage, given) {
    return storage === localStorage ? undefined : Reflect.apply(set, storage, given);
  },
});
"""


@pytest.mark.parametrize("script", [FULL, FORGETS], ids=["full", "forgets"])
def test_what_did_not_stick_is_not_called_saved(visit: Visit, script: str) -> None:
    """A browser that is full or forgets at once says so, and keeps what was saved before."""
    page, part = result(visit)
    page.evaluate(KEEPS, {"version": 1, "sets": TWO_DAYS})
    page.evaluate(f"() => {{ {script} }}")
    press(part, "save")
    expect(part.get_by_text("We couldn't save it: this browser has no room")).to_be_visible()
    assert [one["date"] for one in saved(page)["sets"]] == ["2026-09-01", "2026-10-01"]


@pytest.mark.parametrize(
    ("clock", "shown"),
    [("1970-01-01T12:00:00", "January 1, 1970"), ("2300-05-06T12:00:00", "May 6, 2300")],
)
def test_a_wrong_clock_saves_nothing(visit: Visit, clock: str, shown: str) -> None:
    """A day that cannot be is not saved; once the clock is set, the result is one of today."""
    page = visit.page()
    page.clock.set_fixed_time(clock)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    part = walk.result()
    part.locator("[data-keep]").wait_for(state="visible")
    press(part, "save")
    expect(part.get_by_text(f"this device's clock says it's {shown}.")).to_be_visible()
    assert saved(page) == {}
    page.clock.set_fixed_time("2026-10-30T12:00:00")
    press(part, "save")
    expect(part.get_by_text("Saved on this device.")).to_be_visible()
    assert [one["date"] for one in saved(page)["sets"]] == ["2026-10-30"]


UNASKED = "window.confirm = () => false;"


def test_an_app_that_shows_no_question_is_explained(visit: Visit) -> None:
    """Where the question is answered by nobody, a sentence asks for the same press once more."""
    page, part = result(visit, NO_WAY + UNASKED)
    press(part, "save")
    press(part, "remove")
    expect(part.get_by_text("The app you're reading in didn't show our question.")).to_be_visible()
    assert len(saved(page)["sets"]) == 1
    press(part, "remove")
    expect(page.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    assert saved(page) == {}


# As browsers that translate a page do with each text, a moment after it appears.
TRANSLATED = """() => new MutationObserver(() => {
  for (const said of document.querySelectorAll("[role=status]")) {
    const texts = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
    const text = texts.nextNode();
    if (!text || text.parentElement.matches("font")) continue;
    const translated = document.createElement("font");
    translated.textContent = `«${text.data}»`;
    text.replaceWith(translated);
  }
}).observe(document.body, { childList: true, subtree: true })"""


def test_a_translated_page_can_be_cleared(visit: Visit) -> None:
    """Where no question is shown and the page is translated, the second press deletes all."""
    page, part = result(visit, NO_WAY + UNASKED)
    page.evaluate(TRANSLATED)
    press(part, "save")
    press(part, "remove")
    expect(part.get_by_text("«The app you're reading in didn't show our question.")).to_be_visible()
    press(part, "remove")
    expect(page.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    assert saved(page) == {}


def test_two_tabs_add_to_each_other(visit: Visit) -> None:
    """What one tab saves, another one shows, and what it saves later does not overwrite it."""
    page, part = result(visit)
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PLAN}")
    expect(other.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()
    other.evaluate(KEEPS, {"sets": [measured("2026-09-01", "6", "11")]})
    press(part, "save")
    assert saved(page)["sets"][0]["date"] == "2026-09-01"
    expect(other.locator("self-test-plan")).to_contain_text("left: 6.5 cm, low")
    expect(other.locator("[data-chart] svg")).to_have_count(2)


# Answers saved a few days ago


def offered(visit: Visit, days: int) -> Page:
    """Open another self-test some days after one was saved."""
    page = visit.page()
    kept = {"sets": [measured(page.evaluate(DAYS_AGO, days), "6.5", "11")]}
    return keeping(visit, page, kept, "self-tests/step-down/")


def definitions(page: Page) -> list[str]:
    """Return the self-tests that the last result counted."""
    answers = page.evaluate("window.witness.answered.map(({ text }) => JSON.parse(text).ok)")
    reports = [one for one in answers if one and "definitions" in one]
    return sorted(reports[-1]["definitions"])


def answer_all(page: Page) -> None:
    """Answer a step-down and its safety check with whatever is the first option."""
    walk = Walk(page)
    walk.go_on()
    while walk.self_test.locator("form .self-test-continue:visible").count():
        walk.answer(CLEAR)
        for group in walk.self_test.locator("form fieldset:visible:not(:has(fieldset))").all():
            if (
                group.locator("input:checked").count() == 0
                and group.locator("input[type=radio]").count()
            ):
                group.locator("input[type=radio]").first.check()
        walk.go_on()
    walk.result()


@pytest.mark.parametrize(("choice", "counted"), [("join", True), ("leave", False), ("", False)])
def test_saved_answers_join_after_a_yes(visit: Visit, choice: str, *, counted: bool) -> None:
    """Saved answers count in a new check only after the reader's yes."""
    page = offered(visit, 14)
    offer = page.locator("[data-offer]")
    expect(offer).to_contain_text("Knee-to-wall")
    if choice:
        press(offer, choice)
    answer_all(page)
    assert ("knee-to-wall" in definitions(page)) == counted


def test_a_saved_name_that_every_table_has_is_no_answer(visit: Visit) -> None:
    """A copy may hold answers under any name: one of JavaScript's own loses none of the visit."""
    page = offered(visit, 14)
    kept = saved(page)
    kept["sets"][0]["answers"] |= {"constructor": "x", "__proto__": ["x"]}
    keeping(visit, page, kept, "self-tests/step-down/")
    press(page.locator("[data-offer]"), "join")
    expect(page.locator("[data-joined]")).not_to_be_empty()
    told = page.evaluate(f"sessionStorage.getItem('{SAVED.replace('saved', 'visit')}')")
    fields = {name.partition(".")[0] for name in json.loads(told)}
    assert fields == {"knee-to-wall"}


def test_older_answers_are_not_offered(visit: Visit) -> None:
    """After 14 days saved answers are history."""
    expect(offered(visit, 15).locator("[data-offer]")).to_be_hidden()


def test_the_page_s_own_self_test_is_not_offered(visit: Visit) -> None:
    """Who comes to measure again is not offered the old number."""
    page = visit.page()
    keeping(visit, page, {"sets": [measured(page.evaluate(DAYS_AGO, 1), "6.5", "11")]}, PAGE)
    expect(page.locator("[data-offer]")).to_be_hidden()


# Calendars


def test_sessions_of_the_week(visit: Visit) -> None:
    """The sessions are a calendar file from tomorrow on, at the reader's own hour everywhere."""
    page, part = result(visit)
    part.locator("[data-time]").fill("07:30")
    with page.expect_download() as file:
        press(part, "sessions")
    events = Calendar.from_ical(text_of(file.value)).walk("VEVENT")
    starts = [event.decoded("DTSTART") for event in events]
    tomorrow = page.evaluate(DAYS_AGO, -1)
    assert (file.value.suggested_filename, len(events)) == ("sessions.ics", 6)
    assert starts[0].isoformat() == f"{tomorrow}T07:30:00"
    assert {start.tzinfo for start in starts} == {None}
    assert {str(event["URL"]) for event in events} == {f"{visit.server.address}/plan/#start"}
    assert [len(event.walk("VALARM")) for event in events] == [1] * 6
    assert "Banded ankle mobilization" in str(events[0]["DESCRIPTION"])


def test_another_plan_is_not_the_saved_one(visit: Visit) -> None:
    """After a change of equipment nothing says that what is shown is saved, and Finish asks."""
    page, part = result(visit)
    press(part, "save")
    expect(page.locator("[data-saved]")).to_be_visible()
    part.locator('[data-equipment][value="resistance-band"]').uncheck()
    expect(page.locator("[data-saved]")).to_be_hidden()
    expect(page.locator("[data-keep-bar] [role=status]").first).to_be_empty()
    asked: list[str] = []

    def decline(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", decline)
    part.locator('[data-go="start-again"]').click()
    assert asked == ["You haven't saved this result. Clear it anyway?"]


def test_answers_elsewhere_are_not_saved_with_it(visit: Visit) -> None:
    """Who saved a result and answers more in another tab is asked before that is cleared."""
    page, part = result(visit)
    press(part, "save")
    expect(page.locator("self-test[data-kept]")).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/self-tests/heel-raise/")
    walk = Walk(other)
    walk.go_on()
    walk.field("heel-raise.reps.left").first.fill("21")
    expect(page.locator("self-test[data-kept]")).to_have_count(0)


def test_no_start_while_the_plan_is_asked_for(visit: Visit) -> None:
    """Between a change of equipment and its plan, no button opens the plan of before."""
    page, part = result(visit)
    start = part.locator("[data-session]:visible")
    expect(start.first).to_be_visible()
    part.locator('[data-fill="result-plan"]').evaluate("(plan) => { plan.ariaBusy = 'true'; }")
    expect(start).to_have_count(0)
    part.locator('[data-fill="result-plan"]').evaluate("(plan) => { plan.ariaBusy = 'false'; }")
    expect(start.first).to_be_visible()
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_sessions_follow_the_choice_of_equipment(visit: Visit) -> None:
    """A plan without a resistance band gives a calendar without it; the reader's text stays."""
    page, part = result(visit)
    part.locator("[data-message]").fill("My own words")
    page.locator('[data-equipment][value="resistance-band"]').uncheck()
    expect(page.locator(".drill-card h5").first).to_have_text(
        "Calf stretch, straight and bent knee, left only"
    )
    with page.expect_download() as file:
        press(part, "sessions")
    assert "Banded" not in text_of(file.value)
    assert part.locator("[data-message]").input_value() == "My own words"


def test_finish_takes_the_text_away(visit: Visit) -> None:
    """Finish leaves nothing of the result in the page, the text for the practice included."""
    page, part = result(visit)
    Walk(page).finish()
    expect(part).to_be_hidden()
    assert part.locator("[data-message]").input_value() == ""
    assert "typical" not in (part.locator("[data-send]").get_attribute("href") or "")


def test_day_to_measure_again(visit: Visit) -> None:
    """The retest is a whole day, four weeks on."""
    page, part = result(visit)
    with page.expect_download() as file:
        press(part, "retest")
    (event,) = Calendar.from_ical(text_of(file.value)).walk("VEVENT")
    assert event.decoded("DTSTART").isoformat() == page.evaluate(DAYS_AGO, -28)
    assert str(event["URL"]) == f"{visit.server.address}/{PAGE}"


def test_no_time_no_calendar(visit: Visit) -> None:
    """Without a time of day there is no file: the field that lacks it has the focus."""
    page, part = result(visit)
    time = part.locator("[data-time]")
    time.fill("")
    press(part, "sessions")
    expect(time).to_be_focused()
    assert time.evaluate("(box) => box.checkValidity()") is False
    expect(part.get_by_text("Reload the page")).to_have_count(0)
    time.fill("07:30")
    with page.expect_download():
        press(part, "sessions")


def test_no_request_carries_what_is_kept(visit: Visit, server: Server) -> None:
    """Saving, deleting and calendars ask the server for nothing."""
    page, part = result(visit)
    quiet(page)
    asked = len(server.asked)
    press(part, "save")
    for name in ("sessions", "retest"):
        with page.expect_download():
            press(part, name)
    page.once("dialog", lambda dialog: dialog.accept())
    press(part, "remove")
    assert server.asked[asked:] == []


@LIGHT_FIRST
def test_every_state_is_accessible(visit: Visit, scheme: str) -> None:
    """In every state axe finds nothing, targets are 48 px, and 320 px are wide enough."""
    page = visit.page(PLAN, size=(320, 640), color_scheme=scheme)
    found: list[str] = []

    def look(state: str) -> None:
        page.evaluate(AXE.read_text("utf-8"))
        found.extend(f"{state}: {one}" for check in CHECKS.values() for one in check(page))

    ready(page)
    look("empty")
    page.goto(f"{visit.server.address}/{PAGE}")
    Walk(page).walk(LEFT_IS_WORSE)
    part = Walk(page).unfolded()
    part.locator("[data-keep]").wait_for(state="visible")
    press(part, "save")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    press(part, "share")
    look("kept")
    kept = saved(page)
    page.goto(f"{visit.server.address}/{PLAN}")
    page.evaluate(KEEPS, {**kept, "sets": [*TWO_DAYS, *kept["sets"]]})
    page.reload()
    ready(page)
    look("plan")
    unfold(page)
    look("plan, unfolded")
    page.goto(f"{visit.server.address}/self-tests/step-down/")
    look("offer")
    page.goto(f"{visit.server.address}/self-tests/step-down/#r=spoilt")
    expect(page.locator("[data-problem]")).not_to_be_empty()
    look("spoilt link")
    assert found == []
