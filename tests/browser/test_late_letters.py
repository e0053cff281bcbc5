"""The letters of the site come late on a slow network: others take as much room until then."""

import json
import re

import pytest
from playwright.sync_api import Route, expect

from tests.support.kept import SAVED
from tests.support.sessions import SAVED_PLAN
from tests.support.visiting import PHONE, Visit
from tests.support.walking import ARTICLE, LEFT_IS_WORSE, PAGE, Walk, until

pytestmark = pytest.mark.usefixtures("answered")

MOST_SHIFT = 0.05
KEPT = f"localStorage.setItem('{SAVED}', {json.dumps(json.dumps(SAVED_PLAN))})"
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# A browser waits for letters a moment before it shows others.
A_MOMENT = 1000


@pytest.mark.parametrize(
    ("path", "has_result"),
    [("", False), (ARTICLE, False), (PAGE, True)],
    ids=["home", "an article", "a result"],
)
def test_nothing_moves_when_the_letters_come(visit: Visit, path: str, *, has_result: bool) -> None:
    """On a phone the page shifts by less than a twentieth when the letters come."""
    page = visit.page(size=PHONE)
    # Five words stand in the menu once something is saved.
    page.add_init_script(KEPT)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"archivo.*\.woff2"), hold)
    page.goto(f"{visit.server.address}/{path}", wait_until="domcontentloaded")
    if has_result:
        walk = Walk(page)
        walk.walk(LEFT_IS_WORSE)
        expect(walk.result().locator("[data-keep-bar][data-live]")).to_be_visible()
    page.wait_for_timeout(A_MOMENT)
    page.evaluate(DRAWN)
    before = page.evaluate("window.witness.shift")
    assert (len(held) > 0, page.evaluate("document.fonts.status")) == (True, "loading")
    for route in held:
        route.continue_()
    until(page, "document.fonts.status === 'loaded'")
    page.evaluate(DRAWN)
    page.wait_for_timeout(A_MOMENT)
    assert page.evaluate("window.witness.shift") - before < MOST_SHIFT
