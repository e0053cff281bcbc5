"""The machine's Chromium, started once: two Playwrights in one process do not mix."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.npm_packages import skip_or_fail

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
# What the driver switches off and readers have: a page that was left stands there again as it was.
KEPT_ON = ("--disable-back-forward-cache",)
HURRY = 20
"""How many times faster than on a phone the moment passes in which a new screen takes no press."""


def hurry(page: Page, pace: float = HURRY) -> None:
    """Let a page's animations pass at another pace; clocks go on as they are."""
    session = page.context.new_cdp_session(page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": pace})


def path_of_chromium() -> str | None:
    """Return where this machine has its Chromium, if it has one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start this machine's Chromium; a laptop without one skips, the deploy does not."""
    path = path_of_chromium()
    if path is None:
        skip_or_fail(f"No browser: none of {', '.join(BROWSERS)} is installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=list(QUIET), ignore_default_args=list(KEPT_ON)
        )
        yield browser
        browser.close()
