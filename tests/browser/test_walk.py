"""A reader takes a self-test, and nothing else happens."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from self_tests.wire import respond
from tests.support.repository import ROOT
from tests.support.requests import CLEAR, knee_to_wall
from tests.support.visiting import Server, Visit
from tests.support.walking import (
    ARTICLE,
    LEFT_IS_WORSE,
    PAGE,
    Walk,
    last_report,
    quiet,
    until,
    witness,
)

# What Python does is for the tests with `started`; the others are about the page.
pytestmark = pytest.mark.usefixtures("answered")

# Both legs steady, but for a knee that comes inside the toe.
STEP_DOWN = {
    f"step-down.{sign}.{side}": answer
    for sign, answer in {
        "arm": "no",
        "trunk": "no",
        "pelvis": "no",
        "knee": "inside-toe",
        "foot": "no",
    }.items()
    for side in ("left", "right")
}


@pytest.mark.usefixtures("started")
def test_keyboard_alone_leads_to_the_worse_side_s_drill(visit: Visit) -> None:
    """With the keyboard alone an article's reader gets a drill for the worse side."""
    page = visit.page(ARTICLE)
    walk = Walk(page)
    walk.tab_to("self-test .self-test-continue")
    page.keyboard.press("Enter")
    for name, entry in LEFT_IS_WORSE.items():
        if not walk.field(name).first.is_visible():
            page.keyboard.press("Enter")
        walk.type_answer(name, entry[0] if isinstance(entry, list) else entry)
    page.keyboard.press("Enter")
    result = walk.unfolded()
    expect(result).to_contain_text("Only your left side needs it")
    expect(result.locator(".drill-card h5").first).to_have_text(
        "Banded ankle mobilization, left only"
    )


@pytest.mark.usefixtures("started")
def test_report_is_python_s_byte_for_byte(visit: Visit) -> None:
    """What the worker answers is what the same Python answers here, to the last byte."""
    page = visit.page(ARTICLE)
    walk = Walk(page)
    walk.walk_by_hand(LEFT_IS_WORSE)
    walk.result()
    seen = witness(page)
    # What is asked for later than the result may still be on its way.
    asked = {message["id"]: message["text"] for message in seen["sent"]}
    answered = {message["id"]: message["text"] for message in seen["answered"]}
    expected = {number: respond(asked[number]) for number in answered}
    assert (answered, bool(expected)) == (expected, True)


def test_result_shows_the_report_s_own_sentences(visit: Visit) -> None:
    """The headline, every sentence and every drill of the report stand in the result."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    shown = walk.unfolded().inner_text()
    report = last_report(page)
    expected = [
        report["headline"],
        *(side["sentence"] for side in report["results"][0]["sides"]),
        report["results"][0]["difference"]["sentence"],
        report["plan"]["drills"][0]["why"],
        report["plan"]["discomfort_rule"],
        report["results"][0]["retest"]["sentence"],
        *report["when_to_get_help"],
        report["disclaimer"],
    ]
    assert [sentence for sentence in expected if sentence not in shown] == []


def test_rule_opens_at_its_result(visit: Visit) -> None:
    """Each result opens its rules in place: words, numbers with reasons, file, version, bundle."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.unfolded()
    shown = walk.result().locator(".self-test-rules").inner_text()
    rules = last_report(page)["results"][0]["rules"]
    manifest = json.loads(page.locator("#self-tests-bundle").text_content() or "")
    expected = [
        *(rule["docstring"] for rule in rules),
        *(rule["sentence"] for rule in rules),
        *(number["why"] for rule in rules for number in rule["numbers"]),
        "self_tests/definitions/self-tests/knee-to-wall/definition.toml, version 2",
        manifest["digest"],
    ]
    assert [text for text in expected if text not in shown] == []


def test_a_rule_leads_to_the_code_that_ran(visit: Visit) -> None:
    """The links under a rule lead to plain text: the very files that the bundle is made from."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.unfolded()
    links = walk.result().locator(".self-test-rules a")
    found = {}
    for link in links.all():
        answer = page.request.get(urljoin(page.url, link.get_attribute("href") or ""))
        kind = answer.headers["content-type"].partition(";")[0]
        name = link.inner_text()
        found[name] = (answer.status, kind, answer.body() == (ROOT / name).read_bytes())
    assert found == dict.fromkeys(
        (
            "self_tests/rules/readings.py",
            "self_tests/rules/deficits.py",
            "self_tests/scoring.py",
            "self_tests/definitions/self-tests/knee-to-wall/definition.toml",
        ),
        (200, "text/plain", True),
    )


def test_sources_stand_behind_the_result(visit: Visit) -> None:
    """How it was worked out lists every source of the report."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().locator(".self-test-worked-out summary").click()
    shown = walk.result().locator(".self-test-worked-out").inner_text()
    expected = [source["citation"] for source in last_report(page)["sources"]]
    assert [text for text in expected if text not in shown] == []


@pytest.mark.usefixtures("started")
def test_nothing_of_the_runtime_is_loaded_by_reading(visit: Visit, server: Server) -> None:
    """Opening the page and scrolling over the self-test with a thumb loads no Python."""
    page = visit.page(ARTICLE, has_touch=True, is_mobile=True)
    page.locator("self-test").evaluate("(element) => element.scrollIntoView()")
    box = page.locator(".self-test-form").bounding_box()
    assert box is not None
    thumb = page.context.new_cdp_session(page)
    before = page.evaluate("window.scrollY")
    x, y = box["x"] + box["width"] / 2, box["y"] + 500
    for kind, moved in [("touchStart", 0), *(("touchMove", 20 * step) for step in range(1, 16))]:
        points = [{"x": x, "y": y - moved}]
        thumb.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(16)
    thumb.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(500)
    assert (page.evaluate("window.scrollY") > before, server.bundle_asked()) == (True, [])


@pytest.mark.usefixtures("started")
def test_first_press_starts_loading(visit: Visit, server: Server) -> None:
    """The first press in a self-test starts the one worker, long before a result is asked for."""
    page = visit.page(PAGE)
    with page.expect_event("worker"):
        Walk(page).go_on()
    page.wait_for_timeout(500)
    assert (witness(page)["workers"], bool(server.bundle_asked())) == (1, True)


@pytest.mark.usefixtures("started")
def test_nothing_is_requested_once_answers_are_scored(visit: Visit, server: Server) -> None:
    """After the bundle and the result's parts are there, answering and reading request nothing."""
    page = visit.page(PAGE)
    walk = Walk(page)
    with page.expect_response(re.compile("lean-qr")):
        walk.walk(LEFT_IS_WORSE)
        walk.result()
    quiet(page)
    asked = len(server.asked)
    walk.result().locator('[data-go="change"]').first.dispatch_event("click")
    walk.answer({"safety-check.age": "45-59"})
    walk.go_on()
    walk.result()
    assert server.asked[asked:] == []


@pytest.mark.usefixtures("started")
def test_no_answer_is_in_an_address(visit: Visit, server: Server) -> None:
    """No address that was asked for, and not the page's own, carries an answer."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result()
    telling = re.compile(r"\?|6\.5|18-44|safety-check\.")
    assert [path for path in [*server.asked, page.url] if telling.search(path)] == []


def test_last_press_draws_what_is_there(visit: Visit) -> None:
    """When Python is ready, the result is there with the last press, without a waiting screen."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result()
    page.go_back()
    expect(walk.self_test.locator('[data-screen="knee-to-wall.felt"]')).to_be_visible()
    walk.choose("knee-to-wall.felt.left", "calf")
    until(page, "window.witness.answered.length === window.witness.sent.length")
    walk.go_on()
    assert walk.self_test.locator('[data-part="result"]').is_visible()


@pytest.mark.usefixtures("started")
def test_result_moves_nothing_above_it(visit: Visit) -> None:
    """From the first press to the result nothing jumps that the reader did not ask for."""
    page = visit.page_with_letters(PAGE)
    walk = Walk(page)
    walk.walk_by_hand(LEFT_IS_WORSE)
    walk.result()
    page.wait_for_timeout(300)
    assert witness(page)["shift"] < 0.02


def test_how_sure_comes_with_the_result(visit: Visit) -> None:
    """The result says how often it would stay the same, out of one answer of Python's."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    sure = walk.result().locator('[data-fill="result-certainty"]')
    expect(sure).to_contain_text("measured again 100 times")
    asked = [json.loads(message["text"])["do"] for message in witness(page)["sent"]]
    assert [one for one in asked if one not in ("share", "squat")] == ["score"]


def test_shorter_sessions_make_another_week(visit: Visit) -> None:
    """Five minutes a session change the plan and nothing above it."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    week = walk.result().locator(".self-test-week")
    start = walk.result().locator('[data-fill="result-start"]')
    before = week.text_content() or "", start.inner_text()
    walk.unfolded().locator('[data-minutes][value="5"]').check()
    expect(week).not_to_have_text(before[0])
    assert start.inner_text() == before[1]


def test_second_self_test_joins_the_first(visit: Visit) -> None:
    """What another page's self-test was told counts in this one's lines, and is not asked again."""
    page = visit.page("self-tests/step-down/")
    page.evaluate("sessionStorage.clear()")
    walk = Walk(page)
    walk.walk({**CLEAR, **STEP_DOWN})
    walk.result()
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.go_on()
    assert walk.heading() == "Measure both sides"
    walk.answer(LEFT_IS_WORSE)
    walk.go_on()
    walk.answer(LEFT_IS_WORSE)
    walk.go_on()
    walk.result()
    assert last_report(page)["definitions"] == {
        "knee-to-wall": 2,
        "safety-check": 2,
        "step-down": 2,
    }


def test_inches_give_the_same_report(visit: Visit) -> None:
    """A length in inches reads as the same length in centimeters, in the reader's own unit."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    walk.self_test.locator("[data-unit-choice][value=in]").check()
    expect(walk.self_test.locator("[data-unit]").first).to_have_text("in")
    walk.answer(knee_to_wall(left="2,5", right='4.5"', felt="front"))
    walk.go_on()
    walk.answer(knee_to_wall(felt="front"))
    walk.go_on()
    expect(walk.result()).to_contain_text("Your left knee reaches 2.5 in from the wall.")
    requests = (json.loads(each["text"]) for each in witness(page)["sent"])
    sent = [each for each in requests if each["do"] == "score"][-1]
    assert {name: sent["answers"][name] for name in sent["answers"] if "distance" in name} == {
        "knee-to-wall.distance.left": ["2,5 in"],
        "knee-to-wall.distance.right": ['4.5"'],
    }


@pytest.mark.parametrize(
    ("language", "unit"),
    [("en-US", "in"), ("es-US", "in"), ("en-GB", "cm"), ("en-CA", "cm"), ("de-DE", "cm")],
)
def test_lengths_begin_in_the_unit_of_the_country(visit: Visit, language: str, unit: str) -> None:
    """A browser of the United States begins in inches, all others in centimeters."""
    page = visit.page(PAGE, locale=language)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    chosen = walk.self_test.locator("[data-unit-choice]:checked").first
    shown = walk.self_test.locator("[data-unit]").first
    assert (chosen.input_value(), shown.inner_text()) == (unit, unit)


def test_a_unit_that_was_chosen_stays(visit: Visit) -> None:
    """What was chosen is there after a reload, and inches are read with halves and quarters."""
    page = visit.page(PAGE, locale="en-US")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    walk.self_test.locator("[data-unit-choice][value=cm]").check()
    page.reload()
    expect(walk.self_test.locator("[data-unit-choice][value=cm]")).to_be_checked()
    walk.self_test.locator("[data-unit-choice][value=in]").check()
    walk.answer(knee_to_wall(left="2 1/2", right="4½", felt="front"))
    walk.go_on()
    walk.answer(knee_to_wall(felt="front"))
    walk.go_on()
    expect(walk.result()).to_contain_text("Your left knee reaches 2.5 in from the wall.")


def test_switching_the_unit_keeps_the_length(visit: Visit) -> None:
    """A number that was typed in centimeters stays one when the switch goes to inches."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    left = walk.field("knee-to-wall.distance.left").first
    left.fill("10,5")
    walk.self_test.locator("[data-unit-choice][value=in]").check()
    assert left.input_value() == "10,5 cm"


def test_stopping_leaves_the_side_out(visit: Visit) -> None:
    """Whoever stopped on a side is not asked for its number, and the result says so."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    walk.choose("knee-to-wall.stopped.left", "yes")
    expect(walk.field("knee-to-wall.distance.left").first).to_be_hidden()
    walk.go_on()
    expect(walk.self_test.locator(".self-test-problems a").first).to_have_text(
        "Say what made you stop on the left side"
    )
    walk.choose("knee-to-wall.stop-reason.left", "gave-way")
    walk.answer(knee_to_wall(right="11"))
    walk.go_on()
    expect(walk.result()).to_contain_text("You stopped on the left.")
    expect(walk.result()).to_contain_text("Your right knee reaches 11 cm from the wall.")
    expect(walk.self_test.locator('[data-card="clinician"]')).to_be_visible()
    for part in ("[data-fill=result-plan] h4", "[data-part=keep]", "[data-go-on]"):
        expect(walk.self_test.locator(part).locator("visible=true")).to_have_count(0)


def test_a_stop_asks_for_nothing_more(visit: Visit) -> None:
    """Whoever says why they stopped is asked for no other number of the screen."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    walk.choose("knee-to-wall.stopped.left", "yes")
    walk.choose("knee-to-wall.stop-reason.left", "pain")
    walk.go_on()
    expect(walk.result()).to_contain_text("what you measured up to then is here")
    expect(walk.self_test.locator('[data-card="education"]')).to_be_visible()
    walk.back()
    assert walk.heading() == "Measure both sides"


def test_equipment_chooses_among_drills(visit: Visit) -> None:
    """Without a resistance band another drill comes first, and the focus stays where it was."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    first = walk.unfolded().locator(".drill-card h5").first
    expect(first).to_have_text("Banded ankle mobilization, left only")
    walk.result().locator('[data-equipment][value="resistance-band"]').uncheck()
    expect(first).to_have_text("Calf stretch, straight and bent knee, left only")
    focused = page.evaluate("document.activeElement.value")
    assert focused == "resistance-band"
    page.reload()
    expect(walk.result().locator('[data-equipment][value="resistance-band"]')).not_to_be_checked()
    expect(walk.unfolded().locator(".drill-card h5").first).to_have_text(
        "Calf stretch, straight and bent knee, left only"
    )


@pytest.mark.usefixtures("started")
def test_lost_answer_keeps_the_choice_for_a_retry(visit: Visit) -> None:
    """When Python ends under a choice, no old plan stands beside it; trying again answers it."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    result = walk.unfolded()
    page.evaluate(
        """() => {
          window.Kept = Worker;
          window.Worker = class { constructor() { throw new Error("no more workers"); } };
          for (const one of window.running) {
            one.dispatchEvent(new ErrorEvent("error", { message: "ended" }));
          }
        }"""
    )
    result.locator('[data-equipment][value="resistance-band"]').uncheck()
    failure = walk.self_test.locator('[data-part="failure"]')
    expect(failure).to_be_visible()
    expect(result).to_be_hidden()
    page.evaluate("() => { window.Worker = window.Kept; }")
    failure.locator('[data-go="load"]').click()
    walk.result()
    expect(result.locator(".drill-card h5").first).to_have_text(
        "Calf stretch, straight and bent knee, left only"
    )


def test_what_cannot_be_drawn_is_a_failure(visit: Visit) -> None:
    """A result that cannot be drawn ends in the failure box, not in waiting."""
    page = visit.page(PAGE)
    page.locator('[data-template="result-plan"]').evaluate("(template) => template.remove()")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.self_test.locator('[data-part="failure"]')).to_be_visible()
    expect(walk.self_test.locator('[data-part="waiting"]')).to_be_hidden()


def test_change_leads_back_to_the_result(visit: Visit) -> None:
    """Change goes to the field; one Continue later the result is drawn anew."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().locator(".self-test-answers summary").click()
    walk.result().locator('button[value="knee-to-wall.distance.left"]').click()
    left = walk.field("knee-to-wall.distance.left").first
    expect(left).to_be_focused()
    left.fill("11")
    walk.go_on()
    expect(walk.result()).to_contain_text("Your left knee reaches 11 cm from the wall.")


def test_finish_forgets(visit: Visit) -> None:
    """Finish empties the form and what the tab remembered."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.finish()
    assert (walk.heading(), page.evaluate("sessionStorage.length")) == ("What it takes", 0)
    walk.go_on()
    assert walk.self_test.locator("input:visible:checked").count() == 0


@pytest.mark.usefixtures("started")
def test_two_self_tests_share_a_worker(visit: Visit, two_on_a_page: str) -> None:
    """Two self-tests on a page start one worker, and what one was told the other knows."""
    page = visit.page(two_on_a_page)
    first, second = Walk(page, "#self-test-knee-to-wall"), Walk(page, "#self-test-second")
    first.walk(LEFT_IS_WORSE)
    first.result()
    second.walk({**CLEAR, **knee_to_wall()})
    second.result()
    assert witness(page)["workers"] == 1


@pytest.fixture
def two_on_a_page(built_site: Path, server: Server) -> str:
    """Give the address of a page that holds the same self-test twice, ids aside."""
    page = (built_site / PAGE / "index.html").read_text("utf-8")
    found = re.search(r"<self-test .*?</self-test>", page, re.DOTALL)
    assert found
    again = re.sub(r'(id|for|aria-\w+)="(self-test-)?knee-to-wall', r'\1="\2second', found[0])
    server.pages["/self-tests/two/"] = page.replace(found[0], found[0] + again)
    return "self-tests/two/"
