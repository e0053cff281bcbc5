"""What a reader keeps: saved results, the plan, trends, copies and calendars."""

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Download, Locator, Page, expect

from self_tests.catalogue import newest_edition, say
from tests.support.accessibility import AXE, CHECKS
from tests.support.kept import (
    KEEPS,
    NO_WAY,
    PLAN,
    SAVED,
    TWO_DAYS,
    keeping,
    measured,
    ready,
    result,
    saved,
    unfold,
)
from tests.support.requests import CLEAR
from tests.support.sessions import SAVED_PLAN
from tests.support.visiting import Server, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, quiet

HELD = {"hip-hold.seconds.left": "30", "hip-hold.seconds.right": "90"}
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

pytestmark = pytest.mark.usefixtures("npm_packages", "answered")


def plan_page(visit: Visit, sets: list[dict[str, Any]], **others: object) -> Page:
    """Open My plan with sets that were saved before."""
    page = keeping(visit, visit.page(), {"version": 1, "sets": sets, "unit": "cm", **others})
    ready(page)
    unfold(page)
    return page


def press(part: Locator, name: str) -> None:
    """Press the button that does something."""
    if name in ("share", "invite"):
        part.locator(".result-share > summary").click()
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


def test_own_error_is_told_under_my_plan(visit: Visit) -> None:
    """Days close together say how far apart they are; from three pairs on they narrow the band."""
    days = [measured(f"2026-10-{day:02}", "6.5", "11") for day in (1, 4, 7)]
    page = visit.page("plan/")
    for kept, sentence, error in (
        (days[:2], "still use 1 cm, as for everyone. From 3 pairs on, yours counts here.", 1.0),
        (days, "From 4 pairs of days close together, your own measuring error is 0.85 cm.", 0.8452),
    ):
        page.evaluate(KEEPS, {"version": 1, "sets": kept})
        page.reload()
        ready(page)
        shown = page.locator("self-test-plan .trend")
        expect(shown).to_contain_text(sentence)
        expect(shown).to_contain_text("Measured twice in 3 days, 0 cm apart.")
        answered = page.evaluate("window.witness.answered.map(({ text }) => JSON.parse(text).ok)")
        (found,) = [one["measures"][0] for one in answered if one and "measures" in one]
        assert found["sides"][0]["points"][-1]["error"] == error


def test_answers_that_fit_no_question_are_told_and_kept(visit: Visit) -> None:
    """My plan says what of a day does not fit, shows the rest, and the copy holds all of it."""
    strange = measured("2026-09-01", "6.5", "11")
    strange["answers"]["knee-to-wall.toes.left"] = "up"
    page = plan_page(visit, [strange])
    shown = page.locator("self-test-plan")
    expect(shown).to_contain_text("left: 6.5 cm, low; right: 11 cm, typical")
    expect(shown).to_contain_text("Knee-to-wall: 1 earlier answer doesn't fit today's questions")
    with page.expect_download() as file:
        press(shown, "json")
    assert json.loads(text_of(file.value))["sets"][0]["answers"] == strange["answers"]


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


def test_a_wrong_clock_hides_no_saved_day(visit: Visit) -> None:
    """With the clock of 1970, My plan shows every day and says what is wrong."""
    page = visit.page()
    page.clock.set_fixed_time("1970-01-01T12:00:00")
    keeping(visit, page, {"version": 1, "sets": TWO_DAYS})
    ready(page)
    expect(page.locator("[data-waiting]")).to_contain_text("says it's January 1, 1970.")
    expect(page.locator(".trend-point")).to_have_count(4)


def test_what_the_first_edition_saved_is_taken_over(visit: Visit) -> None:
    """Days under the name that all sites of a host shared are shown, and lie under ours then."""
    page = visit.page(PLAN)
    page.evaluate(
        "(kept) => localStorage.setItem('self-tests-saved', JSON.stringify(kept))",
        {"version": 1, "sets": TWO_DAYS, "unit": "cm"},
    )
    page.reload()
    ready(page)
    expect(page.locator(".trend-point")).to_have_count(4)
    assert page.evaluate("localStorage.getItem('self-tests-saved')") is None
    assert len(saved(page)["sets"]) == 2


def test_a_plan_says_which_edition_made_it(visit: Visit) -> None:
    """A plan of other questions says so, whatever stands for their edition; one of today's not."""
    drill = {"title": "A drill", "why": "", "steps": ["Do it."]}
    plan = {"date": "2026-10-01", "plan": {"drills": [drill]}, "retests": [], "edition": 99}
    page = plan_page(visit, TWO_DAYS, plan=plan)
    said = page.locator("[data-other-edition]:visible")
    odd: tuple[object, ...] = (99, 1, None, "", [], {}, -1, 1e99, "x", True)
    for edition in odd:
        page.evaluate(KEEPS, {"sets": TWO_DAYS, "plan": {**plan, "edition": edition}})
        page.reload()
        ready(page)
        expect(said).to_have_text(say("keep.plan-edition"))
        expect(page.locator("self-test-plan")).not_to_contain_text(re.compile(r"\{\w+\}"))
    page.evaluate(KEEPS, {"sets": TWO_DAYS, "plan": {**plan, "edition": newest_edition()}})
    page.reload()
    ready(page)
    expect(page.locator(".drill-card h5")).to_have_text("A drill")
    expect(said).to_have_count(0)


def test_days_that_are_not_compared_are_told(visit: Visit) -> None:
    """Of more days than can be compared the page says how many are left out."""
    first = date(2025, 1, 1)
    days = [(first + timedelta(days=number)).isoformat() for number in range(402)]
    page = plan_page(visit, [measured(day, "6.5", "11") for day in days])
    expect(
        page.get_by_text("We compare the latest 400 days. Earlier days left out: 2.")
    ).to_be_visible()
    assert len(saved(page)["sets"]) == 402


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


DAMAGED = {
    "text": "nonsense",
    "null": "null",
    "number": "7",
    "string": '"sets"',
    "array": "[]",
    "nested": "[" * 3_000 + "]" * 3_000,
    "sets-number": '{"sets": 7}',
    "sets-foreign": '{"sets": [null, {}, 7, []]}',
    "plan-number": '{"plan": 7}',
    "plan-foreign": '{"plan": {"date": "x", "plan": {"week": 7, "drills": 7, "base": [null]}}}',
}


@pytest.mark.parametrize("kept", DAMAGED.values(), ids=DAMAGED)
def test_damaged_storage_counts_as_empty(visit: Visit, kept: str) -> None:
    """Whatever stands in the browser's storage, every page explains how to begin."""
    page = visit.page(PLAN)
    page.evaluate(f"(kept) => localStorage.setItem('{SAVED}', kept)", kept)
    page.reload()
    expect(page.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()
    page.goto(f"{visit.server.address}/{PAGE}")
    page.locator("self-test[data-live]").wait_for()


def test_nested_answers_do_not_reach_python(visit: Visit) -> None:
    """An answer of 3,000 brackets that somebody stored costs no other answer and no Python."""
    page = visit.page(PLAN)
    text = json.dumps({"sets": TWO_DAYS}).replace('"front"', "[" * 3_000 + "]" * 3_000, 1)
    page.evaluate(f"(kept) => localStorage.setItem('{SAVED}', kept)", text)
    page.reload()
    ready(page)
    shown = page.locator("self-test-plan")
    expect(shown).to_contain_text("left: 6.5 cm, low; right: 11 cm, typical")
    expect(shown).to_contain_text("1 earlier answer doesn't fit today's questions")
    assert page.evaluate("window.witness.workers") == 1


def test_trends_are_python_s_words(visit: Visit) -> None:
    """Each side has its graph with zones and errors, and says in words whether that is real."""
    page = plan_page(visit, TWO_DAYS)
    trend = page.locator(".trend")
    expect(trend.locator("svg .trend-band")).to_have_count(2)
    expect(trend.locator("svg .trend-point")).to_have_count(4)
    answers = page.evaluate("window.witness.answered.map(({ text }) => JSON.parse(text).ok)")
    sides = answers[-1]["measures"][0]["sides"]
    assert trend.locator("p").all_text_contents() == [
        "Real: +3.1 cm",
        sides[0]["sentence"],
        "Not yet sure",
        sides[1]["sentence"],
        answers[-1]["measures"][0]["again_text"],
    ]
    assert "so that's a real change for the better" in sides[0]["sentence"]
    graphs = trend.get_by_role("img")
    assert [graph.get_attribute("aria-label") for graph in graphs.all()] == [
        side["graph_text"] for side in sides
    ]
    assert trend.locator(".trend-name").all_text_contents() == ["low", "low end", "typical"] * 2
    assert trend.locator(".trend-error").count() == 4
    link = trend.get_by_role("link", name="Measure again", exact=False)
    assert link.get_attribute("href") == "../self-tests/knee-to-wall/"


def test_a_point_stands_in_the_zone_it_reads(visit: Visit) -> None:
    """On the graph a number lies within its own zone, in the order of the bars: up is better."""
    page = plan_page(visit, TWO_DAYS)
    expect(page.locator(".trend-point")).to_have_count(4)
    found = page.evaluate(
        """
        [...document.querySelectorAll(".trend svg")].map((graph) => {
          const zones = [...graph.querySelectorAll(".trend-zones > *")];
          const names = [...graph.querySelectorAll(".trend-name")];
          return [...graph.querySelectorAll(".trend-point")].map((point) => {
            const { y, height } = point.getBoundingClientRect();
            const middle = y + height / 2;
            const at = zones.findIndex((zone) => {
              const { top, bottom } = zone.getBoundingClientRect();
              return top <= middle && middle <= bottom;
            });
            return names[at].textContent;
          });
        })
        """
    )
    answers = page.evaluate("window.witness.answered.map(({ text }) => JSON.parse(text).ok)")
    sides = answers[-1]["measures"][0]["sides"]
    short = {"low": "low", "at the low end of normal": "low end", "typical": "typical"}
    assert found == [[short[point["tier_text"]] for point in side["points"]] for side in sides]


def test_no_value_is_written_over_an_error(visit: Visit) -> None:
    """The value of a last day stands above the errors of the days close to it, too."""
    near = [measured(f"2026-10-0{day}", value, "12") for day, value in ((3, "11"), (6, "10"))]
    page = plan_page(visit, [*TWO_DAYS, *near])
    expect(page.locator(".trend-point")).to_have_count(8)
    covered = page.evaluate(
        """() => [...document.querySelectorAll("self-test-plan svg")].flatMap((graph) => {
          const boxes = (selector) => [...graph.querySelectorAll(selector)]
            .map((one) => one.getBoundingClientRect());
          return boxes("text:not(.trend-name)").flatMap((text) => boxes(".trend-error")
            .filter((error) => error.left < text.right && text.left < error.right)
            .map((error) => text.bottom - 4 <= error.top));
        })"""
    )
    assert (len(covered) >= 6, set(covered)) == (True, {True})


def test_one_graph_stands_first_and_the_others_are_folded(visit: Visit) -> None:
    """Of several measures the one that says most about the first line shows; all others fold."""
    days = [{**day, "answers": {**day["answers"], **HELD}} for day in TWO_DAYS]
    page = plan_page(visit, days)
    shown = page.locator(".trend h3:visible")
    page.locator("#measures > summary").click()
    expect(shown).to_have_text(["knee-to-wall distance"])
    page.locator("#measures > summary").click()
    expect(shown).to_have_text(["knee-to-wall distance", "hip hold"])
    # Nobody knows whether the published seconds are about this reader, so there is no zone.
    assert page.locator(".trend").last.locator(".trend-zones > *").count() == 0


def test_what_cannot_be_read_stays_and_is_named(visit: Visit) -> None:
    """A day with other questions says so; the others are shown, and none is lost."""
    odd = {"date": "2026-09-15", "answers": {"knee-to-wall.former": "1"}}
    page = plan_page(visit, [*TWO_DAYS, odd])
    shown = page.locator("self-test-plan")
    day = shown.locator("section", has_text="September 15, 2026")
    expect(day).to_contain_text("Knee-to-wall: 1 earlier answer doesn't fit today's questions")
    expect(shown.locator("svg")).to_have_count(2)
    assert len(saved(page)["sets"]) == 3


def test_a_plan_without_sets_is_not_nothing(visit: Visit) -> None:
    """Where a plan is saved and no day, today stands there and nothing says that nothing is."""
    page = keeping(visit, visit.page(), SAVED_PLAN)
    ready(page)
    expect(page.locator(".today [data-session]")).to_be_visible()
    expect(page.get_by_text("Nothing's saved in this browser yet.")).to_be_hidden()


def test_plan_without_python(visit: Visit, server: Server) -> None:
    """The plan and the copy of the data need no Python."""
    server.refused = "/bundle/"
    drill = {"title": "A drill", "why": "", "steps": ["Do it."]}
    plan = {"date": "2026-10-01", "plan": {"drills": [drill]}, "retests": []}
    page = plan_page(visit, TWO_DAYS, plan=plan)
    expect(
        page.get_by_text("The scoring didn't load, so there are no trends now, and no Start")
    ).to_be_visible()
    expect(page.locator(".drill-card h5")).to_have_text("A drill")
    with page.expect_download() as file:
        press(page.locator("self-test-plan"), "json")
    assert len(json.loads(text_of(file.value))["sets"]) == 2


@pytest.mark.usefixtures("started")
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
    bare = [
        {key: value for key, value in one.items() if key != "titles"}
        for one in saved(other)["sets"]
    ]
    assert bare == json.loads(copy)["sets"]
    assert [one["edition"] for one in bare] == [1, 1]


def bring_back(page: Page, sets: list[dict[str, Any]]) -> Locator:
    """Choose a file with sets in it and return where the page says what became of it."""
    text = json.dumps({"version": 1, "sets": sets})
    page.locator("[data-import]").set_input_files(
        {"name": "copy.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    said = page.locator("[data-said]")
    expect(said).to_contain_text("Your copy is back.")
    return said


def sixty_days() -> list[dict[str, Any]]:
    """Return a set for each of sixty days in a row."""
    first = date(2026, 8, 1)
    days = ((first + timedelta(days=number)).isoformat() for number in range(60))
    return [measured(day, "6.5", "11") for day in days]


def test_sixty_days_come_back_as_sixty(visit: Visit) -> None:
    """A copy of sixty days is sixty days on another phone, and a second time nothing new."""
    page = visit.page(PLAN)
    said = bring_back(page, sixty_days())
    expect(said).to_have_text("Your copy is back. Results that weren't here: 60.")
    assert len(saved(page)["sets"]) == 60
    said = bring_back(page, sixty_days())
    expect(said).to_have_text("Your copy is back. Results that were already here: 60.")


def test_an_older_copy_leaves_what_is_newer(visit: Visit) -> None:
    """Of one day and self-test the newer one stays, and the page says how many did."""
    late, early = "2026-09-02T10:00:00.000Z", "2026-09-01T10:00:00.000Z"
    here = {**measured("2026-09-01", "9", "11"), "saved": {"knee-to-wall": late}}
    page = plan_page(visit, [here, TWO_DAYS[1]])
    said = bring_back(page, [{**TWO_DAYS[0], "saved": {"knee-to-wall": early}}])
    expect(said).to_have_text(
        "Your copy is back. Results that stay as they are because the copy is no newer: 1."
    )
    assert saved(page)["sets"][0]["answers"] == here["answers"]
    later = "2026-09-03T10:00:00.000Z"
    said = bring_back(page, [{**TWO_DAYS[0], "saved": {"knee-to-wall": later}}])
    expect(said).to_have_text(
        "Your copy is back. Results that were older here and are replaced: 1."
    )
    assert saved(page)["sets"][0]["answers"] == TWO_DAYS[0]["answers"]


def test_forty_days_of_a_wrong_clock_push_out_nothing(visit: Visit) -> None:
    """Days of 2199 empty none of the real ones, saved as they are or in a copy."""
    wrong = [measured(f"2199-02-{number:02}", "1", "2") for number in range(1, 29)]
    wrong += [measured(f"2199-03-{number:02}", "1", "2") for number in range(1, 13)]
    page = plan_page(visit, [*TWO_DAYS, *wrong])
    bring_back(page, [measured("2026-09-15", "7", "11"), *wrong])
    kept = [one["date"] for one in saved(page)["sets"]]
    assert (kept[:3], len(kept)) == (["2026-09-01", "2026-09-15", "2026-10-01"], 43)
    expect(page.locator(".trend-point")).to_have_count(6)


def test_what_a_copy_holds_of_other_questions_is_told(visit: Visit) -> None:
    """A copy of another edition comes back whole, with a sentence about what does not fit."""
    odd = {"date": "2026-09-01", "answers": {**TWO_DAYS[0]["answers"], "knee-to-wall.old": "1"}}
    page = visit.page(PLAN)
    said = bring_back(page, [odd])
    expect(said).to_contain_text("Knee-to-wall: 1 earlier answer doesn't fit")
    assert saved(page)["sets"][0]["answers"] == odd["answers"]


def test_a_file_of_any_size_ends_in_a_sentence(visit: Visit) -> None:
    """A file of 30 MB gets a sentence for readers, and no Python is asked to read it."""
    page = visit.page(PLAN)
    page.evaluate(
        """() => {
          const files = new DataTransfer();
          files.items.add(new File(["[1]".repeat(10_000_000)], "copy.json"));
          const box = document.querySelector("[data-import]");
          box.files = files.files;
          box.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    expect(page.locator("[data-said]")).to_have_text(
        "This file holds more than we can read at once. Choose a file that “Save a copy "
        "(JSON)” made."
    )
    assert page.evaluate("window.witness.workers") == 0


def years() -> list[dict[str, Any]]:
    """Return more saved days than one request holds."""
    first = date(2022, 1, 1)
    sets = [measured(str(first + timedelta(days=day)), "6.5", "11") for day in range(500)]
    for one in sets:
        one["answers"]["knee-to-wall.old"] = "x" * 2000
    assert len(json.dumps(sets)) > 1_100_000
    return sets


def test_a_copy_of_years_comes_back(visit: Visit) -> None:
    """More than one request holds is asked in several, and no day is lost."""
    page = visit.page(PLAN)
    said = bring_back(page, years())
    expect(said).to_contain_text("Results that weren't here: 500.")
    assert saved(page)["sets"][0]["answers"] == years()[0]["answers"]
    ready(page)
    shown = page.locator("self-test-plan")
    expect(shown).to_contain_text("January 1, 2022")
    expect(shown).not_to_contain_text("request")
    expect(shown.locator("svg").first).to_be_visible()
    with page.expect_download() as file:
        press(shown, "csv")
    assert len(list(csv.reader(io.StringIO(text_of(file.value))))) == 1 + 2 * 500


def test_a_day_that_is_too_long_costs_no_other(visit: Visit) -> None:
    """A foreign day of more than one request holds is told, stays, and the others are read."""
    odd = measured("2026-09-15", "7", "11")
    odd["answers"]["knee-to-wall.old"] = "x" * 1_100_000
    page = plan_page(visit, [TWO_DAYS[0], odd, TWO_DAYS[1]])
    shown = page.locator("self-test-plan")
    expect(shown).to_contain_text("One day holds more than a self-test asks")
    expect(shown).to_contain_text("left: 6.5 cm, low; right: 11 cm, typical")
    expect(shown).not_to_contain_text("request")
    assert len(saved(page)["sets"]) == 3


def test_a_file_that_cannot_be_opened(visit: Visit) -> None:
    """A file that is gone when it is read ends in a sentence, not in waiting."""
    page = visit.page(PLAN)
    page.evaluate("() => { File.prototype.text = () => Promise.reject(new Error('gone')); }")
    page.locator("[data-import]").set_input_files(
        {"name": "copy.json", "mimeType": "application/json", "buffer": b"{}"}
    )
    expect(page.locator("[data-said]")).to_have_text(
        "We couldn't open this file. Choose it once more, or choose another one."
    )


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
    expect(said).to_contain_text("January 1, 2199 hasn't come yet")
    expect(said).to_contain_text('found "1970-01-01"')
    assert [one["date"] for one in saved(page)["sets"]] == [one["date"] for one in TWO_DAYS]


def test_a_copy_that_brings_nothing_is_not_back(visit: Visit) -> None:
    """Where all of a copy is left out, it isn't said to be back, whatever is there already."""
    page = keeping(
        visit,
        visit.page(),
        {"version": 1, "sets": TWO_DAYS, "check_ins": [{"date": "2026-09-02", "knee": 1}]},
    )
    ready(page)
    text = json.dumps({"sets": [measured("2199-01-01", "1", "2")]})
    page.locator("[data-import]").set_input_files(
        {"name": "copy.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    said = page.locator("[data-said]")
    expect(said).to_contain_text("January 1, 2199 hasn't come yet")
    expect(said).not_to_contain_text("Your copy is back")


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
    assert "Banded ankle mobilization" in str(events[0]["DESCRIPTION"])


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


def test_no_time_no_calendar(visit: Visit) -> None:
    """Without a time of day there is no file, and the page says so."""
    _, part = result(visit)
    part.locator("[data-time]").fill("")
    press(part, "sessions")
    expect(part.get_by_text("We couldn't make the calendar file.")).to_be_visible()


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
