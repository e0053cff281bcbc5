"""What comes out of the printer."""

import io
import re
from collections.abc import Mapping

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from self_tests import catalogue
from tests.support.accessibility import AXE
from tests.support.chain_check import ANSWERS
from tests.support.chain_check import PAGE as CHAIN_PAGE
from tests.support.kept import TEXT
from tests.support.requests import CLEAR, knee_to_wall, report
from tests.support.turns import by_turns
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, quiet

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")

STOPPED = {
    **CLEAR,
    "heel-raise.stopped.left": ["yes"],
    "heel-raise.stop-reason.left": "cramp",
    "heel-raise.reps.right": "22",
}
# Phones and the browsers inside other applications lay the paper out later.
RETURNS_AT_ONCE = "window.print = () => {};"
SEVERAL = {**ANSWERS, **knee_to_wall(left="5 cm", right="11 cm", felt="front")}


def printed(page: Page, paper: str) -> list[str]:
    """Return the words of each page that the browser's own Print makes, blanks as one."""
    made = PdfReader(io.BytesIO(page.pdf(format=paper))).pages
    return [" ".join(one.extract_text().split()) for one in made]


@pytest.mark.parametrize(
    ("path", "answers"),
    [(PAGE, LEFT_IS_WORSE), (CHAIN_PAGE, SEVERAL), ("self-tests/heel-raise/", STOPPED)],
    ids=["one", "several", "stopped"],
)
def test_result_is_one_page(visit: Visit, path: str, answers: Mapping[str, object]) -> None:
    """A4 or Letter, dark or light: the result, the plan, the retest and what else is needed."""
    page = visit.page(path, color_scheme="dark")
    walk = Walk(page)
    if path == CHAIN_PAGE:
        walk.choose("chain-check-length", "full")
    walk.walk(answers)
    walk.result().locator("[data-code]:not([hidden])").wait_for(state="attached")
    made = report(answers, today=page.evaluate("new Date().toLocaleDateString('sv')"))
    expected = [
        made["headline"],
        *(each["difference"]["sentence"] for each in made["results"] if each["difference"]),
        *(drill["title"] for drill in (*made["plan"]["drills"], *made["plan"]["base"])),
        *(drill["dose"] for drill in made["plan"]["drills"]),
        made["plan"]["discomfort_rule"],
        *(each["retest"]["sentence"] for each in made["results"] if each["retest"]),
        "Bring this to your clinician",
        *made["when_to_get_help"],
        made["disclaimer"],
    ]
    for paper in ("A4", "Letter"):
        (words,) = printed(page, paper)
        assert [sentence for sentence in expected if sentence not in words] == []
        assert "Finish and clear my answers" not in words
        assert "Show the rule" not in words


GAVE_WAY = {
    **CLEAR,
    "squat-check.stopped": ["yes"],
    "squat-check.stop-reason": "gave-way",
    "knee-load.squat-discomfort": "4",
    "knee-load.where": "kneecap",
}


@pytest.mark.parametrize(
    ("path", "answers"),
    [
        (PAGE, {**CLEAR, "safety-check.weeks": ["pregnancy"], **knee_to_wall()}),
        ("self-tests/squat-check/", GAVE_WAY),
    ],
    ids=["of a sign", "of a stop"],
)
def test_card_is_printed(visit: Visit, path: str, answers: Mapping[str, object]) -> None:
    """Print puts the open card on one page: what to show to whom, and after a stop the values."""
    page = visit.page(path)
    walk = Walk(page)
    walk.walk(answers)
    card = walk.self_test.locator(".self-test-card:visible")
    card.wait_for()
    quiet(page)
    made = report(answers)
    expected = [made["care"]["title"], made["care"]["text"], *made["care"]["actions"]]
    if made["results"]:
        expected += [made["headline"], "Bring this to your clinician"]
    (words,) = printed(page, "Letter")
    assert [sentence for sentence in expected if sentence not in words] == []
    assert [one for one in ("Scorecard", "Put the days", "Continue") if one in words] == []


def test_a_link_is_printed_with_what_was_measured(visit: Visit) -> None:
    """Print of a link puts on paper the values of both sides, their reading and its certainty."""
    page = visit.page(f"{PAGE}#r={TEXT}")
    part = page.locator("[data-shared]")
    expect(part.locator("tbody tr")).to_have_count(2)
    words = " ".join(printed(page, "Letter"))
    expected = ["left 6.5 cm · right 11 cm", "Ankle mobility may stand out", "Fairly sure"]
    assert [one for one in expected if one not in words] == []
    assert "Do the check yourself" not in words


def test_open_session_is_not_printed(visit: Visit) -> None:
    """Print with the player open gives the result under it, as without it."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    page.locator("[data-code]:not([hidden])").wait_for(state="attached")
    walk.result().locator("[data-session]:visible").first.click()
    page.locator("[data-session-player][open]").wait_for()
    (words,) = printed(page, "Letter")
    made = report(LEFT_IS_WORSE)
    assert (made["headline"] in words, "drill 1 of" in words) == (True, False)


def test_code_on_paper_is_the_link(visit: Visit) -> None:
    """A camera reads the link to the result from the paper; Finish takes the code away."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    code = walk.result().locator("[data-code]")
    page.locator("[data-code]:not([hidden])").wait_for(state="attached")
    page.emulate_media(media="print")
    picture = Image.open(io.BytesIO(code.screenshot()))
    assert [each.text for each in zxingcpp.read_barcodes(picture)] == [
        f"{visit.server.address}/{PAGE}#r={TEXT}"
    ]
    page.emulate_media(media="screen")
    walk.finish()
    assert code.locator("path").get_attribute("d") is None


def pages(page: Page, paper: str = "Letter") -> int:
    """Return how many sheets of paper the browser's own Print uses."""
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))


@pytest.mark.parametrize("name", by_turns([*catalogue.self_test_ids(), catalogue.chain_check().id]))
def test_a_scorecard_has_one_sheet_a_self_test(visit: Visit, name: str) -> None:
    """Letter or A4: the warning signs, one sheet a self-test; a chain adds its lines and drills."""
    page = visit.page()
    page.add_init_script(RETURNS_AT_ONCE)
    page.goto(f"{visit.server.address}/self-tests/{name}/")
    chain = catalogue.chain_check()
    expected = 1 + len(chain.full) + 2 if name == chain.id else 2
    page.locator(".scorecard > summary").click()
    page.locator('[data-go="print"][value="scorecard"]').click()
    assert [pages(page, paper) for paper in ("Letter", "A4")] == [expected] * 2


def test_print_button_prints_the_result_alone(visit: Visit) -> None:
    """However often the paper is laid out after the button, it is the result, on one sheet."""
    page = visit.page()
    page.add_init_script(RETURNS_AT_ONCE)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().locator('[data-go="print"]').click()
    assert [pages(page) for _ in range(2)] == [1, 1]


def test_a_printed_scorecard_does_not_keep_the_result_off_the_paper(visit: Visit) -> None:
    """The scorecard's button prints the scorecard; back at the page, Print is the result again."""
    page = visit.page()
    page.add_init_script(RETURNS_AT_ONCE)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result()
    page.locator(".scorecard > summary").click()
    page.locator('[data-go="print"][value="scorecard"]').click()
    counts = [pages(page)]
    page.keyboard.press("Tab")
    counts.append(pages(page))
    assert counts == [2, 1]


@pytest.mark.parametrize("address", ["safety/", "blog/calves-are-springs/", PAGE])
def test_dark_pages_are_printed_in_ink(visit: Visit, address: str) -> None:
    """On white paper every text has enough contrast, whatever the screen shows."""
    page = visit.page(address, color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate(
        """() => {
          for (const one of document.querySelectorAll("*")) {
            if (getComputedStyle(one).printColorAdjust !== "exact") {
              one.style.setProperty("background", "none", "important");
            }
          }
        }"""
    )
    page.evaluate(AXE.read_text("utf-8"))
    faint: list[str] = page.evaluate(
        """async () => (await axe.run(document, { runOnly: ["color-contrast"] })).violations
          .flatMap((rule) => rule.nodes.map((node) => node.html))"""
    )
    assert faint == []
