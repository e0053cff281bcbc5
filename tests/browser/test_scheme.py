"""Light and dark: who decides, and what follows."""

import pytest

from self_tests.site.publish.colors import schemes
from self_tests.site.publish.style_sheets import TOKENS
from tests.support.repository import ROOT
from tests.support.visiting import Visit

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
