"""Keys belong to the reader: none that writes a sign does anything but write it."""

import string
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.kept import PLAN, keeping, ready
from tests.support.sessions import SAVED_PLAN, opened
from tests.support.turns import later
from tests.support.visiting import Visit
from tests.support.walking import ARTICLE, LEFT_IS_WORSE, PAGE, Walk, quiet

pytestmark = pytest.mark.usefixtures("answered")

PRINTABLE = [*string.digits, *string.ascii_letters, *string.punctuation]
# The order that a reader might type: the first of these opened another page.
KEYS = [*"12.5", *PRINTABLE]
STATE = """() => {
  window.isSame ??= Math.random();
  return [
    window.isSame, location.href, history.length, document.activeElement?.outerHTML ?? "",
    document.querySelector("#__search")?.checked, document.querySelector("dialog[open]")?.innerText,
    [...document.querySelectorAll("self-test input")].map((one) => `${one.checked} ${one.value}`),
    document.querySelector("self-test [data-screen]:not([hidden])")?.dataset.screen,
  ];
}"""


def seen(page: Page) -> list[object]:
    """Return all that a key might have changed."""
    state: list[object] = page.evaluate(STATE)
    return state


def kept_by(page: Page) -> tuple[list[object], list[object]]:
    """Press every key that writes a sign; return what was there before and after."""
    before = seen(page)
    for key in KEYS:
        page.keyboard.press(key)
    # Another page takes its time to come.
    page.wait_for_timeout(300)
    return before, seen(page)


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        PAGE,
        later(ARTICLE),
        PLAN,
        "drills/calf-stretch/",
        later("self-tests/"),
        "blog/",
        later("tags/"),
        later("404.html"),
    ],
)
def test_no_sign_does_anything_on_a_page(visit: Visit, path: str) -> None:
    """On each kind of page, no key that writes a sign goes anywhere or opens anything."""
    page = visit.page(path)
    quiet(page)
    before, after = kept_by(page)
    assert before == after


def heading(walk: Walk) -> None:
    """Leave the focus where going on puts it."""
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")


def option(walk: Walk) -> None:
    """Put the focus on an option, which is no place to write."""
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.option("safety-check.now", "none").focus()


def button(walk: Walk) -> None:
    """Put the focus on a button."""
    walk.walk(LEFT_IS_WORSE, until="Any of these now?")
    walk.self_test.locator("[data-go=back]:visible").focus()


def result(walk: Walk) -> None:
    """Leave the focus on a result."""
    walk.walk(LEFT_IS_WORSE)
    walk.result()
    walk.page.wait_for_timeout(300)


@pytest.mark.parametrize("place", [heading, option, button, result])
def test_no_sign_leaves_a_self_test(visit: Visit, place: Callable[[Walk], None]) -> None:
    """Inside a self-test, a number typed beside its field changes nothing and leads nowhere."""
    page = visit.page(PAGE)
    place(Walk(page))
    before, after = kept_by(page)
    assert before == after


def test_no_sign_ends_a_session(visit: Visit) -> None:
    """With the player open, no key that writes a sign ends the session."""
    page = keeping(visit, visit.page(), SAVED_PLAN)
    ready(page)
    opened(page)
    before, after = kept_by(page)
    assert before == after


def test_search_is_reached_with_tab_and_takes_every_sign(visit: Visit) -> None:
    """Search needs no letter: Tab leads to it, and there every sign is written."""
    page = visit.page("about/")
    Walk(page).tab_to("[data-md-component=search-query]")
    page.keyboard.type("pfns,./")
    assert page.locator("[data-md-component=search-query]").input_value() == "pfns,./"
