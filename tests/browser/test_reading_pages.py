"""Every page that people read: accessible as it opens, and found by the words they type."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.accessibility import (
    AXE,
    NARROW,
    WIDE,
    axe,
    broken_words,
    overflowing,
    too_faint,
)
from tests.support.visiting import PHONE, Visit
from tests.support.walking import until

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("npm_packages")

SEARCHES = {
    "heels lift": "/drills/calf-stretch/",
    "knee pinch": "/drills/wall-sit/",
    "flat feet": "/drills/short-foot/",
    "knees cave in": "/drills/step-down-practice/",
}


FIRST_HITS = "[...document.querySelectorAll('.md-search-result__item > a')].slice(0, 10)"


def addresses(site: Path) -> list[str]:
    """Return the addresses of the pages that people read, without the short links."""
    return [
        page.relative_to(site).as_posix().removesuffix("index.html")
        for page in sorted(site.rglob("*.html"))
        if 'http-equiv="refresh"' not in page.read_text("utf-8")
    ]


DARK = 'html[data-md-color-scheme="slate"]'
ARRIVED = "for (const change of document.getAnimations()) change.finish()"
"""Ends what is on its way to another color."""
PARTS = 4
"""Workers share the pages."""


DRILL = re.compile(r"drills/[\w-]+/")
EACH = 4
"""Pages of drills are one template filled from one table: each fourth stands for the others."""

CONTRIBUTORS = "contributing/"
"""Where the pages for contributors lie, which are text and code in the theme's own styles."""
FOR_ALL_CONTRIBUTORS = "contributing/add-a-self-test/"
"""The one with tables and code of all kinds; that of components is for `test_components.py`."""


def problems_in_light(page: Page) -> list[str]:
    """Return what is wrong on a narrow phone in light colors, all unfolded."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.evaluate(AXE.read_text("utf-8"))
    return [*axe(page), *overflowing(page), *broken_words(page)]


def problems_in_dark(page: Page) -> list[str]:
    """Return what is wrong on a laptop in dark colors, and there with text at 200 %."""
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    page.emulate_media(color_scheme="dark")
    page.locator(DARK).wait_for()
    page.evaluate(ARRIVED)
    found = [f"too faint in the dark: {text}" for text in too_faint(page)]
    page.add_style_tag(content="html { font-size: 250% !important; }")
    return [*found, *(f"at 200 %: {problem}" for problem in overflowing(page))]


def problems(visit: Visit, paths: Iterable[str]) -> list[str]:
    """Look at pages one after the other; return what is wrong, each with its page."""
    page = visit.page(color_scheme="light")
    found = []
    for path in paths:
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        page.emulate_media(color_scheme="light")
        page.goto(f"{visit.server.address}/{path}")
        of_page = [*problems_in_light(page), *problems_in_dark(page)]
        found += [f"{path}: {problem}" for problem in of_page]
    return found


def sorted_out(site: Path) -> tuple[list[str], list[str]]:
    """Return the addresses that a usual run looks at, and those that wait for `-m long`."""
    drills = [path for path in addresses(site) if DRILL.fullmatch(path)]
    usual: list[str] = []
    later: list[str] = []
    for path in addresses(site):
        is_like_others = path in drills and drills.index(path) % EACH
        is_text = path.startswith(CONTRIBUTORS) and path != FOR_ALL_CONTRIBUTORS
        (later if is_like_others or is_text else usual).append(path)
    return usual, later


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_can_be_read_by_everybody(visit: Visit, built_site: Path, part: int) -> None:
    """On every page, all unfolded, axe finds nothing, and 320 px are wide enough.

    In dark colors, on a laptop, every text has enough contrast. With text at 200 %, no page scrolls
    sideways there. Of the drills some stand for the others, of the pages for contributors one.
    """
    usual, _ = sorted_out(built_site)
    assert problems(visit, usual[part::PARTS]) == []


@pytest.mark.long
def test_the_other_pages_can_be_read_too(visit: Visit, built_site: Path) -> None:
    """So it is on every other page of a drill, and for contributors."""
    _, later = sorted_out(built_site)
    assert problems(visit, later) == []


def test_symptom_words_find_the_drill(visit: Visit) -> None:
    """Typed into the search, each symptom lists its drill among the first ten results."""
    page = visit.page("", size=WIDE)
    page.goto(f"{visit.server.address}/")
    for words, drill in SEARCHES.items():
        field = page.locator(".md-search__input")
        field.fill("")
        field.press_sequentially(words)
        # The list is made anew with each letter.
        until(page, f"{FIRST_HITS}.some(({{ href }}) => href.includes('{drill}'))")


def test_the_search_index_waits_for_somebody_who_searches(visit: Visit) -> None:
    """Reading a page does not fetch the index of all pages; coming to the search box does, once."""
    page = visit.page("about/", size=WIDE)
    page.wait_for_load_state("networkidle")
    index = "/search/search_index.json"
    before = visit.server.asked.count(index)
    with page.expect_response(f"**{index}"):
        page.locator(".md-search__input").focus()
    page.locator(".md-search__input").blur()
    page.locator(".md-search__input").focus()
    page.wait_for_load_state("networkidle")
    assert (before, visit.server.asked.count(index)) == (0, 1)


def test_a_short_link_arrives(visit: Visit) -> None:
    """The short address of knee-to-wall opens the self-test, with what stands behind the #."""
    page = visit.page("k2w/#self-test-knee-to-wall", size=PHONE)
    page.wait_for_url("**/self-tests/knee-to-wall/#self-test-knee-to-wall")
    assert page.locator("self-test").count() == 1
