"""Copies of what is saved: the table, and files that are read back, of any kind and size."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.kept import (
    PLAN,
    TWO_DAYS,
    keeping,
    measured,
    plan_page,
    press,
    ready,
    saved,
    text_of,
)
from tests.support.visiting import Visit

pytestmark = pytest.mark.usefixtures("answered")


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
