"""What a reader keeps: saved results, the plan, trends, copies and calendars."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Download, Locator, Page, expect

from tests.support.accessibility import AXE, CHECKS
from tests.support.kept import KEEPS, PLAN, SAVED, TWO_DAYS, measured, ready, result, saved
from tests.support.requests import CLEAR
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

DENIED = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no"); } });
Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no"); } });
"""
DAYS_AGO = """(days) => {
  const day = new Date();
  day.setDate(day.getDate() - days);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
}"""

pytestmark = pytest.mark.usefixtures("npm_packages")


def plan_page(visit: Visit, sets: list[dict[str, Any]], **others: object) -> Page:
    """Open My plan with sets that were saved before."""
    page = visit.page(PLAN)
    page.evaluate(KEEPS, {"version": 1, "sets": sets, "unit": "cm", **others})
    page.reload()
    ready(page)
    return page


def press(part: Locator, name: str) -> None:
    """Press the button that does something."""
    part.locator(f'[data-do="{name}"]').click()


def text_of(download: Download) -> str:
    """Return what a file holds that the page handed out."""
    return Path(download.path()).read_bytes().decode()


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
    assert kept["plan"]["plan"]["drills"][0]["title"] == "Banded ankle mobilization"
    assert "safety-check" not in json.dumps(kept)


def test_a_result_keeps_its_day(visit: Visit) -> None:
    """A result of the 28th that is saved on the 30th is saved under the 28th."""
    page = visit.page()
    page.clock.set_fixed_time("2026-10-28T12:00:00")
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    part = walk.result().locator("[data-keep]")
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
    walk.result().locator(".self-test-answers summary").click()
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


def test_answers_that_fit_no_question_are_told_and_kept(visit: Visit) -> None:
    """My plan says what of a day does not fit, shows the rest, and the copy holds all of it."""
    strange = measured("2026-09-01", "6.5", "11")
    strange["answers"]["knee-to-wall.toes.left"] = "up"
    page = plan_page(visit, [strange])
    shown = page.locator("self-test-plan")
    expect(shown).to_contain_text("left: 6.5 cm, low; right: 11 cm, typical")
    expect(shown).to_contain_text(
        "Knee-to-wall: 1 earlier answer does not fit the questions of today"
    )
    with page.expect_download() as file:
        press(shown, "json")
    assert json.loads(text_of(file.value))["sets"][0]["answers"] == strange["answers"]


def test_an_earlier_deploy_breaks_no_self_test(visit: Visit) -> None:
    """What another self-test was told under other names leaves a result alone, and is told."""
    page = visit.page(PAGE)
    told = {"answers": {"hip-hold.time.left": "40"}, "confirmed": ["hip-hold.time.left"]}
    page.evaluate(
        """(told) => sessionStorage.setItem("self-tests / visit", JSON.stringify({
          since: Date.now(), inputs: {}, confirmed: [], visit: { "hip-hold": told },
        }))""",
        told,
    )
    page.reload()
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result()).to_contain_text("Your left knee reaches 6.5 cm")
    expect(walk.result()).to_contain_text(
        "Hip hold: 1 earlier answer does not fit the questions of today, so it is left out here."
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
    expect(part.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
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
    expect(page.get_by_text("Nothing is saved in this browser yet.")).to_be_visible()
    assert saved(page) == {}


def test_storage_denied(visit: Visit) -> None:
    """A browser that denies storage says so; the result, the link and the calendar still work."""
    page, part = result(visit, DENIED)
    press(part, "save")
    expect(part.get_by_text("This browser does not let pages save anything.")).to_be_visible()
    with page.expect_download() as file:
        press(part, "retest")
    assert "BEGIN:VEVENT" in text_of(file.value)
    page.goto(f"{visit.server.address}/{PLAN}")
    expect(page.get_by_text("Nothing is saved in this browser yet.")).to_be_visible()


def test_two_tabs_add_to_each_other(visit: Visit) -> None:
    """What one tab saves, another one shows, and what it saves later does not overwrite it."""
    page, part = result(visit)
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PLAN}")
    expect(other.get_by_text("Nothing is saved in this browser yet.")).to_be_visible()
    other.evaluate(KEEPS, {"sets": [measured("2026-09-01", "6", "11")]})
    press(part, "save")
    assert saved(page)["sets"][0]["date"] == "2026-09-01"
    expect(other.locator("self-test-plan")).to_contain_text("left: 6.5 cm, low")
    expect(other.locator("[data-chart] svg")).to_have_count(2)


@pytest.mark.parametrize("kept", ["nonsense", "null", "[]", '{"sets": 7}', '{"sets": [null, {}]}'])
def test_damaged_storage_counts_as_empty(visit: Visit, kept: str) -> None:
    """Whatever stands in the browser's storage, the page explains how to begin."""
    page = visit.page(PLAN)
    page.evaluate(f"(kept) => localStorage.setItem('{SAVED}', kept)", kept)
    page.reload()
    expect(page.get_by_text("Nothing is saved in this browser yet.")).to_be_visible()


def test_trends_are_python_s_words(visit: Visit) -> None:
    """Each side has its trend with the band of its error, and says in words what it means."""
    page = plan_page(visit, TWO_DAYS)
    trend = page.locator(".trend")
    expect(trend.locator("svg .trend-band")).to_have_count(2)
    expect(trend.locator("svg .trend-point")).to_have_count(4)
    answers = page.evaluate("window.witness.answered.map(({ text }) => JSON.parse(text).ok)")
    sides = answers[-1]["measures"][0]["sides"]
    assert trend.locator("p").all_inner_texts() == [side["sentence"] for side in sides]
    assert "so this is a real change for the better" in sides[0]["sentence"]


def test_what_cannot_be_read_stays_and_is_named(visit: Visit) -> None:
    """A day with other questions says so; the others are shown, and none is lost."""
    odd = {"date": "2026-09-15", "answers": {"knee-to-wall.former": "1"}}
    page = plan_page(visit, [*TWO_DAYS, odd])
    shown = page.locator("self-test-plan")
    day = shown.locator("section", has_text="September 15, 2026")
    expect(day).to_contain_text(
        "Knee-to-wall: 1 earlier answer does not fit the questions of today"
    )
    expect(shown.locator("svg")).to_have_count(2)
    assert len(saved(page)["sets"]) == 3


def test_plan_without_python(visit: Visit, server: Server) -> None:
    """The plan and the copy of the data need no Python."""
    server.refused = "/bundle/"
    drill = {"title": "A drill", "why": "", "steps": ["Do it."]}
    plan = {"date": "2026-10-01", "plan": {"drills": [drill]}, "retests": []}
    page = plan_page(visit, TWO_DAYS, plan=plan)
    expect(
        page.get_by_text("The scoring did not load, so there are no trends now.")
    ).to_be_visible()
    expect(page.locator(".drill-card h5")).to_have_text("A drill")
    with page.expect_download() as file:
        press(page.locator("self-test-plan"), "json")
    assert len(json.loads(text_of(file.value))["sets"]) == 2


def test_works_offline_once_loaded(visit: Visit) -> None:
    """Without a network the open page goes on: it shows what another tab saves."""
    page = plan_page(visit, TWO_DAYS)
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PLAN}")
    page.context.set_offline(offline=True)
    other.evaluate(KEEPS, {"sets": [*TWO_DAYS, measured("2026-11-01", "10", "12")]})
    expect(page.locator(".trend-point")).to_have_count(6)


def test_without_scripts_it_says_so(visit: Visit) -> None:
    """Without scripts the page says why it is empty."""
    page = visit.page(PLAN, java_script_enabled=False)
    expect(page.get_by_text("only a script can show it")).to_be_visible()


def test_table_is_csv(visit: Visit) -> None:
    """The table has a row for each value, in a form that other programs read."""
    page = plan_page(visit, TWO_DAYS)
    with page.expect_download() as file:
        press(page.locator("self-test-plan"), "csv")
    rows = list(csv.DictReader(io.StringIO(text_of(file.value), newline="")))
    assert file.value.suggested_filename == "self-tests.csv"
    assert [(row["date"], row["side"], row["value"], row["reads as"]) for row in rows] == [
        ("2026-09-01", "left", "6.5", "low"),
        ("2026-09-01", "right", "11", "typical"),
        ("2026-10-01", "left", "9.6", "at the low end of normal"),
        ("2026-10-01", "right", "11.4", "typical"),
    ]


def test_copy_comes_back_on_another_phone(visit: Visit) -> None:
    """A copy that was saved in one browser is the same in another one."""
    page = plan_page(visit, TWO_DAYS)
    with page.expect_download() as file:
        press(page.locator("self-test-plan"), "json")
    copy = text_of(file.value)
    other = visit.page(PLAN)
    other.locator("[data-import]").set_input_files(
        {"name": "copy.json", "mimeType": "application/json", "buffer": copy.encode()}
    )
    expect(other.get_by_text("Your copy is back.")).to_be_visible()
    bare = [{"date": one["date"], "answers": one["answers"]} for one in saved(other)["sets"]]
    assert bare == json.loads(copy)["sets"]


def test_a_day_to_come_is_not_brought_back(visit: Visit) -> None:
    """Of a copy that a wrong clock has spoilt the true days come back, and the others are named."""
    page = visit.page(PLAN)
    sets = [*TWO_DAYS, measured("2199-01-01", "1", "2"), measured("1970-01-01", "1", "2")]
    page.locator("[data-import]").set_input_files(
        {
            "name": "copy.json",
            "mimeType": "application/json",
            "buffer": json.dumps({"sets": sets}).encode(),
        }
    )
    said = page.locator("[data-said]")
    expect(said).to_contain_text("January 1, 2199 has not come yet")
    expect(said).to_contain_text('found "1970-01-01"')
    assert [one["date"] for one in saved(page)["sets"]] == [one["date"] for one in TWO_DAYS]


HOSTILE = {
    "text": "<img src=x onerror=window.hit=1>",
    "other-json": '{"sets": [{"date": "<b>x</b>", "answers": {}}]}',
    "markup": '{"sets": [{"date": "2026-09-01", "answers": {"<img src=x onerror=hit=1>": "1"}}]}',
    "prototype": '{"__proto__": {"hit": 1}, "sets": [{"date": "2026-09-01", "answers": 1}]}',
    "empty": "",
    "huge": "[" * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_foreign_file_changes_nothing(visit: Visit, text: str) -> None:
    """A file that is no copy is refused in words, shown as text, and nothing is saved."""
    page = visit.page(PLAN)
    page.locator("[data-import]").set_input_files(
        {"name": "copy.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    ready(page)
    said = page.locator("[data-said]")
    expect(said).not_to_have_text("Working it out. The scoring loads first.")
    assert said.inner_text().endswith(".")
    assert "Your copy is back" not in said.inner_text()
    assert page.evaluate("[window.hit ?? null, {}.hit ?? null]") == [None, None]
    assert (saved(page), page.locator("self-test-plan img").count()) == ({}, 0)


# Answers saved a few days ago


def offered(visit: Visit, days: int) -> Page:
    """Open another self-test some days after one was saved."""
    page = visit.page("self-tests/step-down/")
    date = page.evaluate(DAYS_AGO, days)
    page.evaluate(KEEPS, {"sets": [measured(date, "6.5", "11")]})
    page.reload()
    return page


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


def test_older_answers_are_not_offered(visit: Visit) -> None:
    """After 14 days saved answers are history."""
    expect(offered(visit, 15).locator("[data-offer]")).to_be_hidden()


def test_the_page_s_own_self_test_is_not_offered(visit: Visit) -> None:
    """Who comes to measure again is not offered the old number."""
    page = visit.page(PAGE)
    page.evaluate(KEEPS, {"sets": [measured(page.evaluate(DAYS_AGO, 1), "6.5", "11")]})
    page.reload()
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
    assert "Banded ankle mobilization" in str(events[0]["DESCRIPTION"])


def test_sessions_follow_the_choice_of_equipment(visit: Visit) -> None:
    """A plan without a resistance band gives a calendar without it; the reader's text stays."""
    page, part = result(visit)
    part.locator("[data-message]").fill("My own words")
    page.locator('[data-equipment][value="resistance-band"]').uncheck()
    expect(page.locator(".drill-card h5").first).to_have_text(
        "Calf stretch, straight and bent knee"
    )
    with page.expect_download() as file:
        press(part, "sessions")
    assert "Banded" not in text_of(file.value)
    assert part.locator("[data-message]").input_value() == "My own words"


def test_finish_takes_the_text_away(visit: Visit) -> None:
    """Finish leaves nothing of the result in the page, the text for the practice included."""
    page, part = result(visit)
    page.locator('[data-go="start-again"]').click()
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


def test_no_time_no_calendar(visit: Visit) -> None:
    """Without a time of day there is no file, and the page says so."""
    _, part = result(visit)
    part.locator("[data-time]").fill("")
    press(part, "sessions")
    expect(part.get_by_text("The calendar file could not be made.")).to_be_visible()


def test_no_request_carries_what_is_kept(visit: Visit, server: Server) -> None:
    """Saving, deleting and calendars ask the server for nothing."""
    page, part = result(visit)
    asked = len(server.asked)
    press(part, "save")
    for name in ("sessions", "retest"):
        with page.expect_download():
            press(part, name)
    page.once("dialog", lambda dialog: dialog.accept())
    press(part, "remove")
    assert server.asked[asked:] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
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
    part = page.locator("[data-keep]")
    part.wait_for(state="visible")
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
    page.goto(f"{visit.server.address}/self-tests/step-down/")
    look("offer")
    page.goto(f"{visit.server.address}/self-tests/step-down/#r=spoilt")
    expect(page.locator("[data-problem]")).not_to_be_empty()
    look("spoilt link")
    assert found == []
