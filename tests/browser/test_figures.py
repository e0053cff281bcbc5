"""Figures in a browser: they move without a script, and hold still for whoever asks."""

import pytest
from playwright.sync_api import Browser, Page

from self_tests.site.content.rendering import COMPONENTS, render
from self_tests.site.figures import HOLD_STILL, drawing, figure
from self_tests.site.publish.style_sheets import SITE_SHEET, joined

STYLE = joined(
    SITE_SHEET, lambda path: (COMPONENTS.parent / path).read_text("utf-8"), "assets/site.css"
)
# What the site sends: no script runs, so nothing but SVG itself can move the figure.
POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
SIDE_OF_BODY = """() => {
  const shown = [...document.querySelectorAll("path.figure__near")]
    .filter((path) => getComputedStyle(path).display !== "none");
  return shown.map((path) => {
    const { x, y, width, height } = path.getBBox();
    return [x, y, width, height].map(Math.round);
  });
}"""


def opened(browser: Browser, motion: str) -> Page:
    """Return a page with one figure on it, for a reader who wants motion or does not."""
    page = browser.new_context(
        reduced_motion="reduce" if motion == "reduce" else "no-preference"
    ).new_page()
    shown = render("figure", drawing=drawing(figure("squat-side")), scope="page", hold=HOLD_STILL)
    page.set_content(f"<!doctype html>{POLICY}<style>{STYLE}</style>{shown}")
    return page


def positions(page: Page) -> tuple[object, object]:
    """Return where the body is now and half a second of movement later."""
    page.wait_for_timeout(900)
    first = page.evaluate(SIDE_OF_BODY)
    page.wait_for_timeout(500)
    return first, page.evaluate(SIDE_OF_BODY)


def test_figure_moves_without_scripts(browser: Browser) -> None:
    """Under the site's policy the body moves, and only one body is drawn."""
    page = opened(browser, "free")
    first, second = positions(page)
    page.context.close()
    assert (first != second, first != []) == (True, True)


@pytest.mark.parametrize("motion", ["reduce", "held", "print"])
def test_figure_holds_still(browser: Browser, motion: str) -> None:
    """With reduced motion, with the box ticked and on paper the last pose stands still."""
    page = opened(browser, motion)
    if motion == "held":
        page.get_by_label(HOLD_STILL).check()
    if motion == "print":
        page.emulate_media(media="print")
    first, second = positions(page)
    hidden = page.locator(".figure__moving >> visible=true").count()
    page.context.close()
    assert (first == second, first != [], hidden) == (True, True, 0)


def test_reader_without_motion_has_no_switch(browser: Browser) -> None:
    """Who asked for no motion is not asked again."""
    page = opened(browser, "reduce")
    visible = page.get_by_label(HOLD_STILL).is_visible()
    page.context.close()
    assert visible is False
