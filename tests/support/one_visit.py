"""One visit on several pages and in several tabs: how tests walk through it and read it."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from tests.support.kept import SAVED
from tests.support.requests import CLEAR
from tests.support.single_self_tests import sides
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

OTHER = "self-tests/heel-raise/"
RAISES = {**CLEAR, **sides("heel-raise.reps", "20", "20")}
SIGN = ("safety-check.now", "cold-foot")
# This sign does not open its card at once, but after Continue.
MILD = ("safety-check.weeks", "lump")
PERSISTED = "addEventListener('pageshow', ({ persisted }) => { window.persisted = persisted; });"
KEPT = """[Object.keys(localStorage), Object.keys(sessionStorage)]"""
STANDS = """() => [...document.querySelectorAll("self-test")].map((element) => ({
  answers: [...element.querySelectorAll("form input[name]:not([data-unit-choice])")]
    .filter((input) => input.type === "text" ? input.value : input.checked)
    .map((input) => `${input.name}=${input.value}`),
  result: [...element.querySelectorAll("[data-fill]")].map((place) => place.textContent).join(""),
  message: element.querySelector("[data-message]").value,
  clocks: [...element.querySelectorAll(".timer-digits")].map((digits) => digits.textContent),
}))"""
ENTRY = "JSON.stringify([location.href, history.state])"
MOST_ENTRIES, MOST_LOOKS = 30, 3000
NOTHING = {"answers": [], "result": "", "message": ""}
MARKS = SAVED.replace("saved", "marks")
LEFT = [[MARKS], []]
"""What is left in a browser after a visit: the time of its end, for tabs in the background."""


def at_the_result(visit: Visit) -> Page:
    """Open knee-to-wall and walk to its result, which has a plan."""
    page = visit.page()
    page.add_init_script(PERSISTED)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".drill-card h5").first).to_be_visible()
    walk.result().locator("[data-keep]").wait_for(state="visible")
    return page


def travel(page: Page, path: str, step: int) -> None:
    """Press Back or Forward until another page is there: each screen is a history entry."""
    for _ in range(MOST_ENTRIES):
        if page.url.endswith(path):
            return
        before = page.evaluate(ENTRY)
        page.evaluate("(step) => { setTimeout(() => history.go(step)); }", step)
        for _ in range(MOST_LOOKS):
            page.wait_for_timeout(10)
            with suppress(Error):  # it is between two pages
                if page.evaluate(ENTRY) != before:
                    break
    pytest.fail(f"{MOST_ENTRIES} steps did not lead to {path}: {page.url}")


def walk_on(visit: Visit, page: Page) -> Walk:
    """Take another self-test in the same tab."""
    page.goto(f"{visit.server.address}/{OTHER}")
    walk = Walk(page)
    walk.walk(RAISES)
    walk.result()
    return walk


def tick(walk: Walk, sign: tuple[str, str]) -> None:
    """Change the answer to a question of the safety check: tick a warning sign."""
    walk.result().locator(".self-test-answers summary").click()
    walk.result().locator(f'button[value="{sign[0]}"]').click()
    walk.option(*sign).click()
    expect(walk.option(*sign)).to_be_checked()


def card(walk: Walk) -> str:
    """Return the level of the card that is open."""
    shown = walk.self_test.locator("[data-card]:visible")
    shown.wait_for()
    return shown.get_attribute("data-card") or ""


def stands(page: Page, number: int = 0) -> dict[str, object]:
    """Return the content of a self-test on a page, visible or not."""
    found: list[dict[str, object]] = page.evaluate(STANDS)
    return {name: found[number][name] for name in NOTHING}


def delete(page: Page) -> None:
    """Press Delete my data, and say yes."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.evaluate(
        """() => document.querySelectorAll("details:has([data-do=remove])")
          .forEach((fold) => { fold.open = true; })"""
    )
    page.locator('[data-do="remove"]:visible').click()


def finish(walk: Walk) -> None:
    """Press Finish, and say yes to clearing what was not saved."""
    walk.finish()
