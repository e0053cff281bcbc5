"""Every macro on the page of components: readable by everybody, in light and dark."""

import json

import pytest
from playwright.sync_api import expect

from self_tests.site.content.specimens import specimens
from self_tests.wire import respond
from tests.support.accessibility import (
    AXE,
    LIGHT_FIRST,
    NARROW,
    axe,
    broken_words,
    overflowing,
    too_faint,
)
from tests.support.visiting import Visit

# axe comes from npm.
pytestmark = pytest.mark.usefixtures("answered", "npm_packages")


@LIGHT_FIRST
def test_every_component_is_accessible(visit: Visit, scheme: str) -> None:
    """On the narrowest screen, all unfolded, axe finds nothing, nothing sticks out, no word breaks.

    In the dark only colors are others.
    """
    page = visit.page("contributing/components/", size=NARROW, color_scheme=scheme)
    page.evaluate(AXE.read_text("utf-8"))
    page.evaluate(
        "() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }"
    )
    expect(page.locator("result-specimens [data-drawn]")).to_have_count(len(specimens()))
    look = axe if scheme == "light" else too_faint
    assert (look(page), overflowing(page), broken_words(page)) == ([], [], [])


def test_each_specimen_is_drawn_as_its_page_draws_it(visit: Visit) -> None:
    """Opened, each shows the headline that Python answers, and a leg, or the card of its stop."""
    page = visit.page("contributing/components/")
    folds = page.locator("result-specimens > details")
    assert folds.count() == len(specimens())
    expect(page.locator("result-specimens [data-part]")).to_have_count(0)
    drawn = []
    wanted = []
    for fold in folds.all():
        report = json.loads(respond(fold.get_attribute("data-request") or ""))["ok"]
        fold.locator("summary").click()
        expect(fold).to_have_attribute("data-drawn", "")
        heading = fold.locator("h3:visible").first
        drawn.append((heading.inner_text(), fold.locator("svg:visible").count() > 0))
        care = report["care"]
        wanted.append((care["title"] if care else report["headline"], care is None))
    assert drawn == wanted


def test_a_specimen_opens_as_somebody_elses(visit: Visit) -> None:
    """A press on the link beside the chain check leads to it, told in the third person."""
    page = visit.page("contributing/components/")
    fold = page.locator("result-specimens > details", has=page.locator("a"))
    fold.locator("summary").first.click()
    fold.locator("a").first.click()
    shown = page.locator("[data-shared] [data-result]")
    expect(shown.locator(".leg")).to_be_visible()
    assert [word for word in ("You could", "Your leg") if word in shown.inner_text()] == []
