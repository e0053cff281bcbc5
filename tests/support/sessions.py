"""A plan that was saved, and a session of it opened, for the tests that play one."""

import json

from playwright.sync_api import Locator, Page, expect

from tests.support.kept import unfold
from tests.support.requests import report
from tests.support.walking import LEFT_IS_WORSE

MADE = report(LEFT_IS_WORSE)["plan"]
"""The plan that Python makes of a visit in which the left side reads low."""

SAVED_PLAN = {
    "version": 1,
    "sets": [],
    "plan": {"date": "2026-03-08", "plan": json.loads(json.dumps(MADE)), "retests": []},
}
"""What a browser holds once that plan was saved."""


def opened(page: Page, day: int = 1) -> Locator:
    """Open a day's session and return the player."""
    unfold(page, "week")
    page.locator(f'.plan-week [data-session][value="{day}"]').click()
    player = page.locator("[data-session-player]")
    expect(player).to_be_visible()
    return player
