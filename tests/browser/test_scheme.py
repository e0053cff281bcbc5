"""Light and dark: who decides, and what follows."""

import pytest
from playwright.sync_api import Page

from self_tests.site.publish.colors import schemes
from self_tests.site.publish.style_sheets import TOKENS
from tests.support.repository import ROOT
from tests.support.requests import CLEAR
from tests.support.visiting import Visit
from tests.support.walking import PAGE, Walk

COLORS = schemes((ROOT / "overrides" / TOKENS).read_text("utf-8"))
LIGHT, DARK = COLORS["light"]["paper"], COLORS["dark"]["paper"]
"""The browser's own bars, in the colors of the page."""

# The tag of the scheme that holds: a browser takes the first that matches.
BARS = """[...document.querySelectorAll("meta[name=theme-color]")]
  .filter((one) => matchMedia(one.media).matches).map((one) => one.content)"""


@pytest.mark.parametrize(
    ("system", "first", "other"), [("light", LIGHT, DARK), ("dark", DARK, LIGHT)]
)
def test_the_browsers_bars_follow_the_switch(
    visit: Visit, system: str, first: str, other: str
) -> None:
    """The color around the page is the system's until the reader chooses, then theirs, for good."""
    page = visit.page("about/", color_scheme=system)
    found = [page.evaluate(BARS)]
    page.locator("[data-scheme-switch]").click()
    found.append(page.evaluate(BARS))
    page.goto(f"{visit.server.address}/")
    found.append(page.evaluate(BARS))
    assert found == [[first], [other], [other]]


def test_a_choice_that_is_none_is_not_followed(visit: Visit) -> None:
    """Whatever else lies under our name in the browser, the page follows the system."""
    page = visit.page("about/", color_scheme="dark")
    page.evaluate("localStorage.setItem('site-scheme', 'neon')")
    page.reload()
    scheme = page.locator("html").get_attribute("data-md-color-scheme")
    assert (scheme, page.evaluate(BARS)) == ("slate", [DARK])


# Words in the color of the ground. Where a reader's own colors hold, a browser lays that ground
# under each line of text, whatever else is behind it, unless an element keeps its own colors.
UNSEEN = """() => {
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (texts.nextNode()) {
    const { data, parentElement: around } = texts.currentNode;
    if (!data.trim() || around.closest("svg, script, style") || !around.checkVisibility()) continue;
    const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(around);
    if (color === (forcedColorAdjust === "none" ? backgroundColor : ground)) found.add(data.trim());
  }
  return [...found];
}"""


def in_own_colors(visit: Visit, path: str, scheme: str) -> Page:
    """Open a page for a reader whose own colors hold."""
    page = visit.page(path, color_scheme=scheme, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    return page


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_call_of_an_emergency_is_seen_in_own_colors(visit: Visit, scheme: str) -> None:
    """Where a reader's own colors hold, every word of the emergency card is seen, and its call."""
    page = in_own_colors(visit, PAGE, scheme)
    walk = Walk(page)
    walk.walk(CLEAR, until="Any of these now?")
    walk.choose("safety-check.now", "cold-foot")
    call = walk.self_test.locator(".care-card-call:visible")
    color, ground, edge = call.evaluate(
        """(call) => {
          const { color, backgroundColor, borderColor } = getComputedStyle(call);
          return [color, backgroundColor, borderColor];
        }"""
    )
    assert color != ground
    assert edge == color
    assert page.evaluate(UNSEEN) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "safety/", "blog/calves-are-springs/", "self-tests/", PAGE])
def test_every_word_is_seen_in_own_colors(visit: Visit, path: str, scheme: str) -> None:
    """Where a reader's own colors hold, no word of a page has the color of what is behind it."""
    page = in_own_colors(visit, path, scheme)
    page.evaluate(
        """() => {
          for (const fold of document.querySelectorAll("details")) fold.open = true;
          for (const one of document.querySelectorAll(".self-test button")) one.ariaPressed = true;
        }"""
    )
    assert page.evaluate(UNSEEN) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_folds_keep_their_arrows_in_own_colors(visit: Visit, scheme: str) -> None:
    """Where a reader's own colors hold, the arrow of a fold has the color of its words."""
    page = in_own_colors(visit, PAGE, scheme)
    arrow, words = page.locator("main details > summary:visible").first.evaluate(
        """(summary) => [
          getComputedStyle(summary, "::after").backgroundColor,
          getComputedStyle(summary).color,
        ]"""
    )
    assert arrow == words
