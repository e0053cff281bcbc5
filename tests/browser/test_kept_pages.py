"""What was told, and that it is over, reaches pages that were left and are come back to.

Browsers keep those as they stood.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.kept import PLAN, TWO_DAYS, keeping, ready
from tests.support.one_visit import (
    KEPT,
    LEFT,
    MILD,
    NOTHING,
    OTHER,
    PERSISTED,
    RAISES,
    SIGN,
    STANDS,
    at_the_result,
    card,
    delete,
    finish,
    stands,
    tick,
    travel,
    walk_on,
)
from tests.support.sessions import SAVED_PLAN
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

pytestmark = pytest.mark.usefixtures("answered")


@pytest.fixture
def browser(whole_browser: Browser) -> Browser:
    """Give the browser that keeps pages as they were left."""
    return whole_browser


def come_back(page: Page) -> Walk:
    """Go back to the page before; the browser has kept it as it stood."""
    travel(page, PAGE, -1)
    assert page.evaluate("window.persisted") is True
    return Walk(page)


@pytest.mark.parametrize(
    ("sign", "level"),
    [(SIGN, "emergency"), pytest.param(MILD, "clinician", marks=pytest.mark.long)],
    ids=["serious", "mild"],
)
def test_sign_of_another_page_stands_before_the_result(
    visit: Visit, sign: tuple[str, str], level: str
) -> None:
    """Ticked on another page, with Back to the result: there is its card, and no plan."""
    page = at_the_result(visit)
    tick(walk_on(visit, page), sign)
    walk = come_back(page)
    assert card(walk) == level
    expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()


def test_touch_does_not_take_a_sign_back(visit: Visit) -> None:
    """After Back, whatever is touched there leaves the sign as it was told elsewhere."""
    page = at_the_result(visit)
    tick(walk_on(visit, page), SIGN)
    walk = come_back(page)
    walk.back()
    expect(walk.option(*SIGN)).to_be_checked()
    walk.choose("safety-check.now", "no-weight")
    page.goto(f"{visit.server.address}/{OTHER}")
    other = Walk(page)
    expect(other.option("safety-check.now", "no-weight")).to_be_checked()
    expect(other.option(*SIGN)).to_be_checked()
    other.go_on()
    other.go_on()
    assert card(other) == "emergency"


def test_delete_reaches_the_page_before(visit: Visit) -> None:
    """Delete under a result, then Back to another one: nothing stands there or is kept."""
    page = at_the_result(visit)
    walk_on(visit, page).result().locator("[data-keep]").wait_for(state="visible")
    delete(page)
    expect(page.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    walk = come_back(page)
    expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == (
        "What it takes",
        NOTHING,
        LEFT,
    )
    page.reload()
    assert (stands(page), page.evaluate(KEPT)) == (NOTHING, LEFT)


def test_finish_reaches_the_page_before(visit: Visit) -> None:
    """Finish on one page: the other one shows none of its answers."""
    page = at_the_result(visit)
    finish(walk_on(visit, page))
    walk = come_back(page)
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == (
        "What it takes",
        NOTHING,
        LEFT,
    )


def test_delete_under_my_plan_reaches_a_result(visit: Visit) -> None:
    """Delete under My plan empties a result in another tab, and one that Back leads to."""
    page = at_the_result(visit)
    Walk(page).result().locator('[data-do="save"]').click()
    page.goto(f"{visit.server.address}/{PLAN}")
    ready(page)
    delete(page)
    expect(page.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    walk = come_back(page)
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == (
        "What it takes",
        NOTHING,
        LEFT,
    )


@pytest.mark.long
def test_end_reaches_a_page_behind_one_without_scripts(visit: Visit) -> None:
    """Left for a page that hears nothing, a result is gone when the reader comes back to it."""
    page = at_the_result(visit)
    page.goto(f"{visit.server.address}/privacy/")
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{OTHER}")
    walk = Walk(other)
    walk.walk(RAISES)
    finish(walk)
    back = come_back(page)
    expect(back.self_test.locator('[data-part="result"]')).to_be_hidden()
    assert (back.heading(), stands(page)) == ("What it takes", NOTHING)


def left(page: Page, visit: Visit) -> Page:
    """Leave the page for one that hears nothing, and return another tab of the site."""
    page.goto(f"{visit.server.address}/privacy/")
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{OTHER}")
    return other


LATER = pytest.mark.long
WAYS_BACK = pytest.mark.parametrize(
    "is_kept", [True, pytest.param(False, marks=LATER)], ids=["kept", "loaded"]
)


def back(page: Page, *, is_kept: bool) -> Walk:
    """Come back to the page before, as the browser has kept it or loaded again."""
    if is_kept:
        return come_back(page)
    page.goto(page.url.replace("privacy/", PAGE))
    return Walk(page)


@pytest.mark.parametrize(
    ("end", "is_kept"),
    [
        ("delete", True),
        pytest.param("finish", True, marks=LATER),
        pytest.param("delete", False, marks=LATER),
        ("finish", False),
    ],
    ids=["delete-kept", "finish-kept", "delete-loaded", "finish-loaded"],
)
def test_end_in_a_tab_that_is_closed_reaches_a_page_that_was_away(
    visit: Visit, end: str, *, is_kept: bool
) -> None:
    """Nobody is left to tell: whoever comes back finds that the visit is over."""
    page = at_the_result(visit)
    other = left(page, visit)
    walk = Walk(other)
    walk.walk(RAISES)
    if end == "delete":
        walk.result().locator("[data-keep]").wait_for(state="visible")
        delete(other)
        expect(other.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()
    else:
        finish(walk)
        expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()
    other.close()
    walk = back(page, is_kept=is_kept)
    expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()
    assert (walk.heading(), stands(page), page.evaluate(KEPT)) == ("What it takes", NOTHING, LEFT)


@WAYS_BACK
@pytest.mark.parametrize(
    "sign", [SIGN, pytest.param(MILD, marks=pytest.mark.long)], ids=["serious", "mild"]
)
def test_sign_in_a_tab_that_is_closed_reaches_a_page_that_was_away(
    visit: Visit, sign: tuple[str, str], *, is_kept: bool
) -> None:
    """Nobody can tell which sign it was: the check is asked again, and what was measured stands."""
    page = at_the_result(visit)
    other = left(page, visit)
    walk = Walk(other)
    walk.walk(RAISES)
    tick(walk, sign)
    other.close()
    walk = back(page, is_kept=is_kept)
    expect(walk.self_test.locator('[data-part="result"]')).to_be_hidden()
    asked = [text for text in page.evaluate(STANDS)[0]["answers"] if "safety-check" in text]
    assert (asked, walk.field("knee-to-wall.distance.left").first.input_value()) == ([], "6.5 cm")
    why = walk.self_test.get_by_text("You told us about a warning sign")
    expect(why).to_be_visible()
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".drill-card h5").first).to_be_visible()
    expect(why).to_be_hidden()


def test_next_visit_is_not_mixed_with_the_last(visit: Visit) -> None:
    """Finished and begun anew on another page, Back shows the new answers and none of the old."""
    page = at_the_result(visit)
    walk = walk_on(visit, page)
    finish(walk)
    walk.go_on()
    walk.choose("safety-check.age", "45-59")
    come_back(page)
    assert stands(page) == {**NOTHING, "answers": ["safety-check.age=45-59"]}


def test_my_plan_that_was_left_shows_nothing_deleted(visit: Visit) -> None:
    """My plan, left and come back to after Delete elsewhere, is empty."""
    page = visit.page()
    page.add_init_script(PERSISTED)
    keeping(visit, page, {**SAVED_PLAN, "sets": TWO_DAYS})
    ready(page)
    page.goto(f"{visit.server.address}/privacy/")
    other = page.context.new_page()
    other.goto(f"{visit.server.address}/{PLAN}")
    ready(other)
    delete(other)
    expect(other.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()
    travel(page, PLAN, -1)
    assert page.evaluate("window.persisted") is True
    expect(page.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()
    expect(page.locator("[data-session]")).to_have_count(0)


CHOICES = """() => {
  const page = document.documentElement;
  const boxes = [...document.querySelectorAll(".figure__hold input")];
  return [
    page.getAttribute("data-md-color-scheme"),
    document.querySelector("[data-scheme-switch]").ariaPressed,
    page.hasAttribute("data-still"),
    ...new Set(boxes.map((box) => box.checked)),
  ];
}"""


def test_choices_for_the_whole_site_hold_on_a_page_that_was_left(visit: Visit) -> None:
    """Dark and still pictures, chosen on another page, are chosen on the one before it, too."""
    page = visit.page(reduced_motion="no-preference")
    page.add_init_script(PERSISTED)
    page.goto(f"{visit.server.address}/drills/clamshell/")
    found = [page.evaluate(CHOICES)]
    page.goto(f"{visit.server.address}/drills/split-squat/")
    page.locator("[data-scheme-switch]").click()
    page.locator(".figure__hold:visible").first.click()
    travel(page, "/drills/clamshell/", -1)
    assert page.evaluate("window.persisted") is True
    found.append(page.evaluate(CHOICES))
    assert found == [["default", "false", False, False], ["slate", "true", True, True]]


def test_choices_of_a_page_without_storage_outlive_its_leaving(visit: Visit) -> None:
    """Where nothing is kept, what was chosen on a page still holds when its reader comes back."""
    page = visit.page(reduced_motion="no-preference")
    page.add_init_script(PERSISTED)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } })"
    )
    page.goto(f"{visit.server.address}/drills/clamshell/")
    page.locator("[data-scheme-switch]").click()
    page.locator(".figure__hold:visible").first.click()
    page.goto(f"{visit.server.address}/drills/split-squat/")
    travel(page, "/drills/clamshell/", -1)
    assert page.evaluate("window.persisted") is True
    assert page.evaluate(CHOICES) == ["slate", "true", True, True]
