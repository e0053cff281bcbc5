"""Every self-test from the first tap to paper, with everything on the way that may go wrong.

One journey each: a warning sign that was a slip, nonsense, a reload half way, the result, its
paper, a reload there, and the link to it.
"""

import io
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from self_tests import catalogue
from tests.support.kept import NO_WAY
from tests.support.requests import CLEAR, report
from tests.support.visiting import Visit
from tests.support.visits import complete
from tests.support.walking import Walk

CHAIN = catalogue.chain_check()
NOW = "Any of these now?"
WITH_OWN_PYTHON = ("knee-to-wall", CHAIN.id)
IN_EVERY_RUN = ("squat-check", "hip-hold", "heel-raise", CHAIN.id)
"""They ask questions of all kinds; the chain check takes three others in. `-m long` takes all."""


def answers_to(name: str) -> Mapping[str, Any]:
    """Return answers to a form that need no question back: a third of the way up each list."""
    tests = CHAIN.short if name == CHAIN.id else (name,)
    return {**CLEAR, **complete(tests, lambda options: options[min(len(options) // 3, 60)])}


def take_back_a_sign(walk: Walk) -> None:
    """Tick an emergency, see its card, and come back to untick it."""
    walk.option("safety-check.now", "cold-foot").click()
    expect(walk.self_test.locator('[data-card="emergency"]')).to_be_visible()
    walk.back()
    walk.option("safety-check.now", "cold-foot").uncheck()


def answer_nonsense(walk: Walk) -> None:
    """Write letters where numbers belong and leave the rest out: the screen stays, and says why."""
    before = walk.heading()
    for field in walk.self_test.locator("form input[type=text]:visible").all():
        field.fill("abc")
    walk.go_on()
    expect(walk.self_test.locator(".self-test-problems")).to_be_focused()
    assert walk.self_test.locator(".self-test-problems a").count() > 0
    assert walk.heading() == before


def walk_with_hindrances(page: Page, walk: Walk, answers: Mapping[str, Any]) -> None:
    """Go to the result; on the first screen of a self-test's own, answer nonsense and reload."""
    is_hindered = False
    walk.go_on()
    while walk.self_test.locator("form .self-test-continue:visible").count():
        screen = walk.self_test.locator("[data-screen]:visible").get_attribute("data-screen") or ""
        if walk.heading() == NOW:
            take_back_a_sign(walk)
        if not is_hindered and not screen.startswith("safety-check."):
            is_hindered = True
            answer_nonsense(walk)
            walk.answer(answers)
            heading = walk.heading()
            page.reload()
            assert walk.heading() == heading
        else:
            walk.answer(answers)
        walk.go_on()
    assert is_hindered


def sheets(page: Page, paper: str) -> int:
    """Return how many pages the result takes on paper."""
    page.evaluate("() => { document.documentElement.dataset.printing = 'result'; }")
    count = len(PdfReader(io.BytesIO(page.pdf(format=paper))).pages)
    page.evaluate("() => { delete document.documentElement.dataset.printing; }")
    return count


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in IN_EVERY_RUN else pytest.mark.long)
        for name in (*catalogue.self_test_ids(), CHAIN.id)
    ],
)
def test_journey(visit: Visit, name: str) -> None:
    """Warned, corrected, interrupted, told, printed, resumed and shared: Python's result stands."""
    # A page's own Python answers the same bytes (tests/bundle, tests/engines): two start it here.
    visit.server.is_answering = name not in WITH_OWN_PYTHON
    answers = answers_to(name)
    made = report(answers)
    page = visit.page()
    page.add_init_script(NO_WAY)
    page.goto(f"{visit.server.address}/self-tests/{name}/")
    walk = Walk(page)
    walk_with_hindrances(page, walk, answers)
    headline = walk.result().locator(".self-test-headline")
    expect(headline).to_have_text(made["headline"])
    assert [sheets(page, paper) for paper in ("A4", "Letter")] == [1, 1]
    page.reload()
    expect(headline).to_have_text(made["headline"])
    part = walk.unfolded()
    part.locator(".result-share > summary").click()
    part.locator('[data-do="share"]').click()
    link = part.get_by_label("Copy this link:").input_value()
    page.evaluate("(fragment) => { location.hash = fragment; }", link.partition("#")[2])
    rows = page.locator("[data-shared] tbody tr")
    expect(rows).to_have_count(sum(len(each["sides"]) for each in made["results"]))
    assert "#" not in page.url
