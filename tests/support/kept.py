"""Saved results in a browser: tests put them there, look at them and wait for them."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page

from tests.support.requests import knee_to_wall, send
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

TEXT = send("share", answers=knee_to_wall(left="6.5 cm", right="11 cm", felt="front"))["ok"]["text"]

NO_WAY = """
Object.defineProperty(navigator, "share", { value: undefined });
Object.defineProperty(navigator, "clipboard", { value: undefined });
"""


def result(
    visit: Visit, script: str = NO_WAY, user_agent: str | None = None
) -> tuple[Page, Locator]:
    """Walk to a result on a page with a script run first; return both, the folds open."""
    page = visit.page(user_agent=user_agent)
    page.add_init_script(script)
    page.goto(f"{visit.server.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    part = walk.unfolded()
    part.locator("[data-keep]").wait_for(state="visible")
    return page, part


PLAN = "plan/"

SAVED = "self-tests / saved"

KEEPS = f"(kept) => localStorage.setItem('{SAVED}', JSON.stringify(kept))"


TEXT_PAGE = "robots.txt"
"""A text file of the site: data is put into the browser there, so that no page loads twice."""


def keeping(visit: Visit, page: Page, kept: object, path: str = PLAN) -> Page:
    """Open a path in a browser with this data of the reader's; return the page."""
    page.goto(f"{visit.server.address}/{TEXT_PAGE}")
    page.evaluate(KEEPS, kept)
    page.goto(f"{visit.server.address}/{path}")
    return page


def saved(page: Page) -> dict[str, Any]:
    """Return what this browser holds of the reader's."""
    kept: dict[str, Any] = json.loads(page.evaluate(f"localStorage.getItem('{SAVED}') ?? '{{}}'"))
    return kept


def ready(page: Page) -> None:
    """Wait until the page shows everything."""
    page.locator("self-test-plan[aria-busy=false]").wait_for()


def measured(date: str, left: str, right: str) -> dict[str, Any]:
    """Return a set of answers as the page saves it."""
    answers = knee_to_wall(left=f"{left} cm", right=f"{right} cm", felt="front")
    return {"date": date, "answers": answers, "titles": ["Knee-to-wall"]}


TWO_DAYS = [measured("2026-09-01", "6.5", "11"), measured("2026-10-01", "9.6", "11.4")]


FOLDS = ("week", "measures", "results", "copy")


def unfold(page: Page, *names: str) -> None:
    """Open all folds of My plan that have content, or only the named ones."""
    for name in names or FOLDS:
        closed = page.locator(f"self-test-plan #{name}:not([open])")
        if closed.is_visible():
            closed.locator("> summary").click()


DAYS_AGO = """(days) => {
  const day = new Date();
  day.setDate(day.getDate() - days);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
}"""


def plan_page(visit: Visit, sets: list[dict[str, Any]], **others: object) -> Page:
    """Open My plan with sets that were saved before."""
    page = keeping(visit, visit.page(), {"version": 1, "sets": sets, "unit": "cm", **others})
    ready(page)
    unfold(page)
    return page


def press(part: Locator, name: str) -> None:
    """Press the button that does something."""
    if name in ("share", "invite"):
        part.locator(".result-share > summary").click()
    part.locator(f'[data-do="{name}"]').click()


def text_of(download: Download) -> str:
    """Return what a file holds that the page handed out."""
    return Path(download.path()).read_bytes().decode()
