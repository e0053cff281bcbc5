"""The pictures of drills come in a file of their own, after the words."""

import pytest
from playwright.sync_api import Locator, expect

from tests.support.kept import keeping, ready
from tests.support.sessions import SAVED_PLAN
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

pytestmark = pytest.mark.usefixtures("answered")

FILE = "**/drill-figures.xml"


def drawn(part: Locator) -> Locator:
    """Return the pictures in a part of a page."""
    return part.locator(".drill-card-figure svg.figure__picture")


def test_each_card_of_a_plan_has_its_picture(visit: Visit) -> None:
    """Every drill of a result that can be drawn is, in the page's colors, and not before it."""
    page = visit.page(PAGE)
    walk = Walk(page)
    before = [path for path in visit.server.asked if "drill-figures" in path]
    walk.walk(LEFT_IS_WORSE)
    cards = walk.unfolded().locator('[data-fill="result-plan"] .drill-card')
    expect(drawn(cards.first)).to_have_count(1)
    bare = [card.locator("h5").inner_text() for card in cards.all() if not drawn(card).count()]
    body = drawn(cards.first).locator(".figure__near").first
    plain = page.evaluate("() => getComputedStyle(document.body).fill")
    assert (before, bare) == ([], ["Load ladder"])
    assert body.evaluate("(path) => getComputedStyle(path).fill") != plain


def test_my_plan_draws_the_drills_of_today(visit: Visit) -> None:
    """So does My plan, and the session that starts there."""
    page = visit.page()
    keeping(visit, page, SAVED_PLAN)
    ready(page)
    drills = page.locator(".today-drills > li")
    expect(drawn(page.locator(".today-drills"))).to_have_count(drills.count())
    page.locator(".today [data-session]").click()
    page.locator("[data-session-signs] [value=none]").click()
    expect(drawn(page.locator("[data-session-drill]"))).to_have_count(1)


def test_a_card_without_its_picture_says_the_same(visit: Visit) -> None:
    """If the file is gone, every word stands there, and nothing has failed."""
    texts = []
    for refused in ("", "drill-figures.xml"):
        visit.server.refused = refused
        page = visit.page(PAGE)
        walk = Walk(page)
        walk.walk(LEFT_IS_WORSE)
        plan = walk.unfolded().locator('[data-fill="result-plan"]')
        if not refused:
            expect(drawn(plan).first).to_be_visible()
        texts.append(plan.locator(".drill-card").all_inner_texts())
    assert (texts[0] == texts[1], drawn(plan).count()) == (True, 0)


def test_a_picture_that_did_not_come_is_asked_for_again(visit: Visit) -> None:
    """Without a network there is none; the next plan that is drawn has them."""
    page = visit.page(PAGE)
    page.route(FILE, lambda route: route.abort())
    walk = Walk(page)
    with page.expect_event("requestfailed"):
        walk.walk(LEFT_IS_WORSE)
    plan = walk.unfolded().locator('[data-fill="result-plan"]')
    expect(plan.locator(".drill-card").first).to_be_visible()
    assert drawn(plan).count() == 0
    page.unroute(FILE)
    walk.self_test.locator('[data-minutes][value="5"]').check()
    expect(drawn(walk.unfolded().locator('[data-fill="result-plan"]')).first).to_be_visible()
