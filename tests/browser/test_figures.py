"""Figures in a browser: they move without a script, and hold still for whoever asks."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from self_tests.site.content.rendering import COMPONENTS, render
from self_tests.site.figures import HOLD_STILL, drawing, figure
from self_tests.site.publish.style_sheets import SITE_SHEET, joined
from tests.support.visiting import Visit

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


MOVES: dict[str, Any] = {"reduced_motion": "no-preference"}
STANDING = """() => {
  const shown = (selector) => [...document.querySelectorAll(selector)]
    .filter((one) => getComputedStyle(one).display !== "none").length;
  const boxes = [...document.querySelectorAll(".figure__hold input")];
  return [
    shown(".figure__moving") === 0,
    boxes.length > 0 && boxes.every((box) => box.checked),
    boxes.some((box) => box.checked),
  ];
}"""
ALL_STAND, ALL_MOVE = [True, True, True], [False, False, False]


def box_of(page: Page) -> Locator:
    """Return the first box that is in view on a page."""
    return page.locator(".figure__hold:visible").first


def test_still_pictures_are_one_choice(visit: Visit) -> None:
    """One box holds every figure of its page and of all others, also after a reload, and back."""
    page = visit.page("self-tests/squat-check/", **MOVES)
    found = [page.evaluate(STANDING)]
    page.goto(f"{visit.server.address}/?")
    box_of(page).click()
    found.append(page.evaluate(STANDING))
    page.goto(f"{visit.server.address}/self-tests/squat-check/")
    found.append(page.evaluate(STANDING))
    page.reload()
    found.append(page.evaluate(STANDING))
    page.goto(f"{visit.server.address}/?")
    box_of(page).click()
    found.append(page.evaluate(STANDING))
    page.goto(f"{visit.server.address}/self-tests/squat-check/")
    found.append(page.evaluate(STANDING))
    assert found == [ALL_MOVE, ALL_STAND, ALL_STAND, ALL_STAND, ALL_MOVE, ALL_MOVE]


def test_still_is_there_before_any_script_file(visit: Visit) -> None:
    """The page's head says it, so that nothing moves until a module has come."""
    page = visit.page("?", **MOVES)
    page.evaluate("localStorage.setItem('site-still', '1')")
    page.route("**/*.mjs", lambda route: route.abort())
    page.goto(f"{visit.server.address}/?")
    assert page.evaluate(STANDING)[0] is True


def test_still_works_without_storage(visit: Visit) -> None:
    """Where storage is closed, the box holds for its page, and nothing fails."""
    page = visit.page(**MOVES)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } })"
    )
    page.goto(f"{visit.server.address}/?")
    box_of(page).click()
    assert (page.evaluate(STANDING), visit.errors) == (ALL_STAND, [])


@pytest.mark.parametrize("scripts", [True, False])
def test_the_box_is_large_enough(visit: Visit, *, scripts: bool) -> None:
    """Its target is 24 px or more, and without scripts it holds its figure."""
    page = visit.page("?", java_script_enabled=scripts, **MOVES)
    box = box_of(page)
    size = box.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 24
    box.click()
    assert page.locator(".figure__moving:visible").count() == 0
