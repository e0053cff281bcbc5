"""Saved days under My plan: trends, the plan, and whatever else stands in the browser's storage."""

import json
import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from self_tests.catalogue import newest_edition, say
from tests.support.kept import (
    KEEPS,
    PLAN,
    SAVED,
    TWO_DAYS,
    keeping,
    measured,
    plan_page,
    press,
    ready,
    saved,
    text_of,
    unfold,
)
from tests.support.sessions import SAVED_PLAN
from tests.support.turns import by_turns
from tests.support.visiting import Server, Visit
from tests.support.walking import PAGE

pytestmark = pytest.mark.usefixtures("answered")

HELD = {"hip-hold.seconds.left": "30", "hip-hold.seconds.right": "90"}


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
        expect(said).to_contain_text(say("keep.plan-edition"))
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
    "plan-day": '{"plan": {"date": "2026-03-08", "plan": {"week": [null], "drills": []}}}',
    "plan-drill": '{"plan": {"date": "2026-03-08", "plan": {"week": [{"drills": [7]}]}}}',
    "plan-drills": '{"plan": {"date": "2026-03-08", "plan": {"week": [{"drills": "all"}]}}}',
}


@pytest.mark.parametrize("kept", by_turns(DAMAGED.values()), ids=DAMAGED)
def test_damaged_storage_counts_as_empty(visit: Visit, kept: str) -> None:
    """Whatever stands in the browser's storage, every page explains how to begin."""
    page = visit.page(PLAN)
    page.evaluate(f"(kept) => localStorage.setItem('{SAVED}', kept)", kept)
    page.reload()
    expect(page.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()
    page.goto(f"{visit.server.address}/{PAGE}")
    page.locator("self-test[data-live]").wait_for()


@pytest.mark.parametrize("kept", ["nonsense", '{"plan": 7}'])
def test_what_cannot_be_read_can_be_deleted(visit: Visit, kept: str) -> None:
    """My plan deletes what stands under its name, also if it shows nothing of it."""
    page = visit.page(PLAN)
    page.evaluate(f"(kept) => localStorage.setItem('{SAVED}', kept)", kept)
    page.reload()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete my data").click()
    expect(page.locator("[data-said]")).to_contain_text("Deleted")
    assert page.evaluate(f"localStorage.getItem('{SAVED}')") is None
    expect(page.get_by_role("button", name="Delete my data")).to_have_count(0)


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
    assert link.get_attribute("href") == "../self-tests/knee-to-wall/#self-test-knee-to-wall"


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


def test_plan_without_sets_and_python(visit: Visit, server: Server) -> None:
    """Where a plan is saved and no day, the page says why there is no Start."""
    server.refused = "/bundle/"
    page = keeping(visit, visit.page(), SAVED_PLAN)
    ready(page)
    expect(page.get_by_text("The scoring didn't load, so there are no trends now")).to_be_visible()
    expect(page.locator("#plan, #week").first).to_be_visible()


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


def test_files_that_stay_keep_no_answer(visit: Visit) -> None:
    """If the browser refuses to delete the copy for the gym, what was saved goes all the same."""
    page = plan_page(visit, TWO_DAYS)
    page.evaluate(
        """async () => {
          await caches.open("self-tests / copy");
          CacheStorage.prototype.delete = () => Promise.reject(new Error("refused"));
        }"""
    )
    page.on("dialog", lambda dialog: dialog.accept())
    unfold(page, "copy")
    page.locator('[data-do="remove"]').click()
    expect(page.get_by_text(say("keep.delete-failed"))).to_be_visible()
    assert saved(page) == {}
