"""What comes out of the printer."""

import re

import pytest
from playwright.sync_api import Page

from self_tests import catalogue
from tests.browser.conftest import Visit
from tests.browser.walking import LEFT_IS_WORSE, PAGE, Walk


def pages(page: Page, part: str, paper: str = "Letter") -> int:
    """Return how many sheets of paper a print button uses."""
    page.evaluate("(part) => { document.documentElement.dataset.printing = part; }", part)
    page.evaluate(
        """() => {
          for (const fold of document.querySelectorAll("details")) fold.open = true;
        }"""
    )
    return len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format=paper)))


@pytest.mark.parametrize(("part", "expected"), [("result", 1), ("scorecard", 2)])
def test_sheets_of_paper(visit: Visit, part: str, expected: int) -> None:
    """A result fits on one sheet; the warning signs are another one before the scorecard."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().get_by_text("of 100 re-measurements").first.wait_for()
    assert pages(page, part) == expected


@pytest.mark.parametrize("name", [*catalogue.self_test_ids(), catalogue.chain_check().id])
def test_a_scorecard_has_one_sheet_a_self_test(visit: Visit, name: str) -> None:
    """Letter or A4: the warning signs, one sheet a self-test; a chain adds its lines and drills."""
    page = visit.page(f"self-tests/{name}/")
    chain = catalogue.chain_check()
    expected = 1 + len(chain.full) + 2 if name == chain.id else 2
    assert [pages(page, "scorecard", paper) for paper in ("Letter", "A4")] == [expected] * 2


def test_print_button_prints_the_result_alone(visit: Visit) -> None:
    """While the browser prints, the page says which part it is for; afterwards it is as before."""
    page = visit.page()
    page.add_init_script(
        "window.print = () => { window.printed = document.documentElement.dataset.printing; };"
    )
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    walk.result().locator('[data-go="print"]').click()
    assert page.evaluate("[window.printed, document.documentElement.dataset.printing ?? null]") == [
        "result",
        None,
    ]
