"""Every page that people read: accessible as it opens, and found by the words they type."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

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


ALIKE: Mapping[re.Pattern[str], int] = MappingProxyType(
    {re.compile(r"drills/[\w-]+/"): 4, re.compile(r"(self-tests|blog|when)/[\w-]+/"): 2}
)
"""Pages that one template fills: each fourth of the drills, and each second of the others, stands
for its neighbors."""

CONTRIBUTORS = "contributing/"
"""Where the pages for contributors lie, which are text and code in the theme's own styles."""
FOR_ALL_CONTRIBUTORS = "contributing/add-a-self-test/"
"""The one with tables and code of all kinds; that of components is for `test_components.py`."""


def problems_in_light(page: Page) -> list[str]:
    """Return what is wrong on a narrow phone in light colors."""
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


LOOKS = (problems_in_light, problems_in_dark)


def problems(
    visit: Visit, paths: Iterable[str], looks: Sequence[Callable[[Page], list[str]]]
) -> list[str]:
    """Look at pages one after the other; return what is wrong, each with its page."""
    page = visit.page(color_scheme="light")
    found = []
    for path in paths:
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        page.emulate_media(color_scheme="light")
        page.goto(f"{visit.server.address}/{path}")
        page.evaluate(AXE.read_text("utf-8"))
        page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        found += [f"{path}: {problem}" for look in looks for problem in look(page)]
    return found


def in_every_run(site: Path) -> list[str]:
    """Return the addresses that a usual run looks at."""
    usual = []
    met: Counter[re.Pattern[str]] = Counter()
    for path in addresses(site):
        kind = next((each for each in ALIKE if each.fullmatch(path)), None)
        is_like_others = kind is not None and met[kind] % ALIKE[kind] > 0
        met.update([kind] if kind else [])
        is_text = path.startswith(CONTRIBUTORS) and path != FOR_ALL_CONTRIBUTORS
        usual += [] if is_like_others or is_text else [path]
    return usual


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_can_be_read_by_everybody(visit: Visit, built_site: Path, part: int) -> None:
    """On every page, all unfolded, axe finds nothing, and 320 px are wide enough.

    In dark colors, on a laptop, every text has enough contrast. With text at 200 %, no page scrolls
    sideways there. Pages are looked at in light and in dark colors by turns. Of those that one
    template fills some stand for the others, of the pages for contributors one.
    """
    paths = in_every_run(built_site)[part::PARTS]
    assert [
        problem
        for number, look in enumerate(LOOKS)
        for problem in problems(visit, paths[number::2], [look])
    ] == []


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_all_pages_can_be_read_in_all_colors(visit: Visit, built_site: Path, part: int) -> None:
    """So it is on every page there is, in light and in dark colors."""
    assert problems(visit, addresses(built_site)[part::PARTS], LOOKS) == []


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
