"""A saved plan, and a session of it opened, for the tests that play one."""

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.kept import TWO_DAYS, measured, unfold
from tests.support.requests import report
from tests.support.walking import LEFT_IS_WORSE

MADE = report(LEFT_IS_WORSE)["plan"]
"""The plan that Python makes of a visit in which the left side reads low."""

SAVED_PLAN = {
    "version": 1,
    "sets": [],
    "plan": {"date": "2026-03-08", "plan": json.loads(json.dumps(MADE)), "retests": []},
}
"""What a browser holds after that plan was saved."""
A_SET = 61_000
"""Milliseconds after which a set of any drill is over."""
HELD = {"hip-hold.seconds.left": "30", "hip-hold.seconds.right": "90"}
RETESTS = [
    {"title": one["title"], **one["retest"]}
    for one in report(LEFT_IS_WORSE, today="2026-11-01")["results"]
    if one["retest"]
]
FULL_PLAN: dict[str, Any] = {
    **SAVED_PLAN,
    "sets": [
        *({**day, "answers": {**day["answers"], **HELD}} for day in TWO_DAYS),
        measured("2026-11-01", "10", "12"),
    ],
    "plan": {**SAVED_PLAN["plan"], "date": "2026-11-01", "retests": RETESTS},  # type: ignore[dict-item]
}
"""The same with three days of one measure and two of another, as of November 2026."""


def opened(page: Page, day: int = 1) -> Locator:
    """Open a day's session and return the player."""
    unfold(page, "week")
    page.locator(f'.plan-week [data-session][value="{day}"]').click()
    return unwarned(page)


def unwarned(page: Page) -> Locator:
    """Answer that no warning sign came since the last session; return the player."""
    page.locator('[data-session-signs] [value="none"]').click()
    player = page.locator("[data-session-player]")
    expect(player).to_be_visible()
    return player


LOST = """window.running.forEach((one) => {
  one.terminate();
  one.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
})"""
"""Python's worker ends, as on a phone whose memory is full."""
