"""My plan on the home screen: installable, offered once, and only after a session."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.kept import keeping, measured, ready, unfold
from tests.support.sessions import SAVED_PLAN
from tests.support.visiting import Server, Visit
from tests.support.walking import until

pytestmark = pytest.mark.usefixtures("answered")

DONE = {"date": "2026-03-08", "done": True, "knee": 1}
OFFERED = "localStorage.getItem('self-tests / offered')"
# What a browser does that can put a site on the home screen.
CAN = """() => {
  window.asked = [];
  const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = async () => { window.asked.push("prompt"); return { outcome: "accepted" }; };
  Object.defineProperty(navigator, "storage", {
    value: { persist: async () => { window.asked.push("persist"); return true; } },
  });
  dispatchEvent(event);
  return event.defaultPrevented;
}"""


def my_plan(visit: Visit, *check_ins: dict[str, Any]) -> tuple[Page, Locator]:
    """Open My plan after these days; return it with the part that offers the home screen."""
    sets = [measured("2026-03-08", "6.5", "11")]
    kept = {**SAVED_PLAN, "sets": sets, "check_ins": list(check_ins)}
    page = keeping(visit, visit.page(), kept)
    ready(page)
    return page, page.locator("[data-install]")


def test_chromium_finds_nothing_against_installing(whole_browser: Browser, server: Server) -> None:
    """The manifest is read without an error, and begins at My plan, in a window of its own."""
    # Without windows there is nothing to install.
    page, _ = my_plan(Visit(whole_browser, server))
    tools = page.context.new_cdp_session(page)
    against = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Each test has a private window: that is the one thing it finds.
    assert [each["errorId"] for each in against] == ["in-incognito"]
    found = tools.send("Page.getAppManifest")
    manifest = json.loads(found["data"])
    shortcuts = {each["name"]: each["url"] for each in manifest["shortcuts"]}
    assert (found["errors"], manifest["display"], manifest["start_url"], shortcuts) == (
        [],
        "standalone",
        "./plan/",
        {"Today's session": "./plan/#start", "Measure again": "./self-tests/"},
    )


def test_offered_after_the_first_session_alone(visit: Visit) -> None:
    """Where nothing was trained yet, or the browser cannot, nothing is offered."""
    page, offer = my_plan(visit)
    assert page.evaluate(CAN) is True
    expect(offer).to_be_hidden()
    page, offer = my_plan(visit, DONE)
    expect(offer).to_be_hidden()
    page.evaluate(CAN)
    expect(offer).to_be_visible()


def test_taken(visit: Visit) -> None:
    """Whoever takes it meets the browser's own question, and what is kept is meant to stay."""
    page, offer = my_plan(visit, DONE)
    page.evaluate(CAN)
    # A new control takes a press after its moment.
    offer.get_by_role("button", name="Put it on my home screen").click()
    expect(offer).to_be_hidden()
    until(page, "window.asked.length === 2")
    assert page.evaluate("window.asked") == ["prompt", "persist"]


def test_offered_once_and_again_after_a_deletion(visit: Visit) -> None:
    """The answer "Not now" holds for good, until all data is deleted."""
    page, offer = my_plan(visit, DONE)
    page.evaluate(CAN)
    offer.get_by_role("button", name="Not now").click()
    expect(offer).to_be_hidden()
    page.reload()
    ready(page)
    page.evaluate(CAN)
    expect(offer).to_be_hidden()
    assert page.evaluate(f"{OFFERED} !== null")
    page.on("dialog", lambda dialog: dialog.accept())
    unfold(page)
    page.locator('[data-do="remove"]').click()
    until(page, f"{OFFERED} === null")
