"""Several self-tests in one visit: one safety check, each question once, a result at any time."""

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from self_tests import catalogue
from self_tests.site.content.form.form import form
from tests.support.chain_check import ANSWERS, CHAIN, PAGE
from tests.support.visiting import Visit
from tests.support.walking import Walk, last_report

pytestmark = pytest.mark.usefixtures("answered")


@pytest.fixture
def page(visit: Visit) -> Page:
    """Open the page of the chain check on a phone."""
    return visit.page(PAGE)


@pytest.fixture
def walk(page: Page) -> Walk:
    """Walk through it."""
    return Walk(page)


def screens_until_result(walk: Walk) -> list[str]:
    """Return the headings of the screens that ask something, up to the result."""
    headings = walk.walk(ANSWERS)
    assert sorted(set(headings)) == sorted(headings)
    walk.result()
    return headings


@pytest.mark.parametrize(("length", "most"), [("short", 16), ("full", 24)])
def test_screens_are_few_and_differ(page: Page, walk: Walk, length: str, most: int) -> None:
    """The short form takes 16 screens at most, the full one 24; the report tells of them all."""
    walk.choose("chain-check-length", length)
    headings = screens_until_result(walk)
    tests = {"short": CHAIN.short, "full": CHAIN.full}[length]
    assert (len(headings) <= most, sorted(last_report(page)["definitions"])) == (
        True,
        sorted([*tests, "safety-check"]),
    )


def test_what_was_answered_is_not_missing(page: Page, walk: Walk) -> None:
    """A short form after the full one says nothing of what it skips: all of it is there."""
    walk.choose("chain-check-length", "full")
    screens_until_result(walk)
    # A new entry of the history begins at the start, with the answers of the visit.
    page.goto(f"{page.url}?again")
    walk.choose("chain-check-length", "short")
    walk.go_on()
    walk.result()
    expect(walk.self_test.locator("[data-go-on]")).to_be_hidden()


def test_each_self_test_is_measured_again_on_its_own_day(page: Page, walk: Walk) -> None:
    """The calendar file has each self-test on the day that the result says, and leads back."""
    walk.choose("chain-check-length", "full")
    screens_until_result(walk)
    part = walk.unfolded()
    part.locator("[data-keep]").wait_for()
    with page.expect_download() as file:
        part.locator('[data-do="retest"]').click()
    entries = Calendar.from_ical(file.value.path().read_bytes()).walk("VEVENT")
    due = {
        (each["retest"]["date"], f"Measure again: {catalogue.self_test(each['self_test']).title}")
        for each in last_report(page)["results"]
        if each["retest"]
    }
    found = [(one.decoded("DTSTART").isoformat(), str(one["SUMMARY"])) for one in entries]
    assert (sorted(found), len({day for day, _ in found})) == (sorted(due), 3)
    assert {str(one["URL"]) for one in entries} == {page.url.partition("#")[0]}


def test_minutes_are_those_of_the_definitions(walk: Walk) -> None:
    """Each form says the minutes that its self-tests take together, and which they are."""
    shown = walk.self_test.locator("label:has([data-length])").all_inner_texts()
    expected = [
        f"{name} form, about {catalogue.minutes_of(tests)} minutes: "
        for name, tests in (("Short", CHAIN.short), ("Full", CHAIN.full))
    ]
    starts = [text.strip()[: len(start)] for text, start in zip(shown, expected, strict=True)]
    assert starts == expected


def test_shared_question_is_asked_once() -> None:
    """No question stands twice on the form, whichever self-tests share it."""
    asked = [each.id for shown in form(CHAIN.id).screens for each in shown.screen.questions]
    assert sorted(asked) == sorted(set(asked))


def test_result_so_far_tells_of_what_is_done(page: Page, walk: Walk) -> None:
    """After the first self-test the result so far is there, and from it the visit goes on."""
    walk.walk(ANSWERS, until="Your knee and your training in the last 7 days")
    walk.answer(ANSWERS)
    walk.self_test.get_by_role("button", name="See the result so far").click()
    expect(walk.result()).to_contain_text("That's your result so far.")
    assert sorted(last_report(page)["definitions"]) == ["knee-load", "safety-check"]
    walk.self_test.locator('[data-go="on"]').click()
    assert walk.heading() == "Measure both sides"


def test_short_form_leads_on_into_the_full_one(walk: Walk) -> None:
    """After the short form the reader may go on with what it leaves open, asked nothing twice."""
    screens_until_result(walk)
    expect(walk.result()).to_contain_text(CHAIN.leaves_open)
    walk.self_test.locator('[data-go="on"]').click()
    assert walk.heading() == "Hold each leg as long as you can"


def test_full_form_has_nothing_left_to_offer(walk: Walk) -> None:
    """At the end of the full form nothing asks the reader to go on."""
    walk.choose("chain-check-length", "full")
    screens_until_result(walk)
    expect(walk.self_test.locator("[data-go-on]")).to_be_hidden()


def test_correcting_returns_to_the_result_so_far(walk: Walk) -> None:
    """An answer changed from the result so far leads back to that result."""
    walk.walk(ANSWERS, until="Your knee and your training in the last 7 days")
    walk.answer(ANSWERS)
    walk.self_test.get_by_role("button", name="See the result so far").click()
    walk.result().locator('[data-go="change"]').first.dispatch_event("click")
    walk.answer({"safety-check.age": "45-59"})
    walk.go_on()
    expect(walk.result()).to_contain_text("That's your result so far.")


def test_reload_keeps_length_and_place(page: Page, walk: Walk) -> None:
    """A reload in the middle of the full form shows the same screen of the same form."""
    walk.choose("chain-check-length", "full")
    walk.walk(ANSWERS, until="Step down on both sides")
    page.reload()
    assert (walk.heading(), walk.option("chain-check-length", "full").is_checked()) == (
        "Step down on both sides",
        True,
    )


def headings_of(name: str) -> set[str]:
    """Return the headings of a self-test's screens."""
    return {screen.title for screen in catalogue.self_test(name).screens}


def test_known_answers_are_not_asked_again(visit: Visit) -> None:
    """What saved answers told is passed over, in the middle too; Change leads to it."""
    page = visit.page(PAGE)
    middle = CHAIN.short[1]
    answers = {name: given for name, given in ANSWERS.items() if name.startswith(f"{middle}.")}
    page.evaluate(
        """(answers) => {
          const day = new Date();
          const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
            .map((part) => String(part).padStart(2, "0")).join("-");
          const sets = [{ date, answers, titles: ["Saved"] }];
          localStorage.setItem("self-tests / saved", JSON.stringify({ version: 1, sets }));
        }""",
        answers,
    )
    page.reload()
    page.locator('[data-offer] [data-do="join"]').click()
    walk = Walk(page)
    walked = screens_until_result(walk)
    assert headings_of(middle).intersection(walked) == set()
    assert sorted(last_report(page)["definitions"]) == sorted([*CHAIN.short, "safety-check"])
    walk.result().locator(".self-test-answers summary").click()
    walk.result().locator(f'button[value^="{middle}."]').first.click()
    assert walk.heading() in headings_of(middle)


def test_one_self_test_s_answers_are_not_asked_again(visit: Visit, page: Page) -> None:
    """What the chain check was told, the page of one of its self-tests does not ask again."""
    walk = Walk(page)
    screens_until_result(walk)
    page.goto(f"{visit.server.address}/self-tests/knee-to-wall/")
    walk = Walk(page)
    walk.go_on()
    assert walk.result().is_visible()
