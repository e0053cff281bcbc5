"""The machine's Chromium, started once: two Playwrights in one process do not mix."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.support.npm_packages import skip_or_fail

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The same engine without windows, menus and extensions, which nobody looks at in a test: a page
# costs it two fifths of the work. Debian has it in a package of its own.
WITHOUT_WINDOWS = ("chromium-headless-shell", "chrome-headless-shell")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    # Letters are as wide as on a phone, with windows and without.
    "--font-render-hinting=none",
)
# Python runs as it was first compiled. To compile its loop once more, for a speed that a visit of a
# test is too short to need, takes as long as all the rest of the visit. `browser_of_readers` does.
COMPILED_ONCE = "--js-flags=--liftoff-only"
# Each window of a whole Chromium loads two pages for its own address bar, which take as long as
# ours. A second list of this kind takes the place of the driver's: this one names what that names.
UNSEEN = "--disable-features=" + ",".join(
    (
        *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"),
        *("AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
        *("HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter"),
        *("NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    )
)
# What the driver switches off and readers have: a page that was left stands there again as it was.
KEPT_ON = ("--disable-back-forward-cache",)
IN_CENTIMETERS = "en-GB"
"""Where almost all tests are: in the United States lengths begin in inches."""
PATIENCE = 90_000
"""Milliseconds until something is not coming any more, on a machine that does other things too."""
HURRY = 20
"""How many times faster than on a phone the moment passes in which a new screen takes no press."""

expect.set_options(timeout=PATIENCE)


def hurry(page: Page, pace: float = HURRY) -> None:
    """Let a page's animations pass at another pace; clocks go on as they are."""
    session = page.context.new_cdp_session(page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": pace})


def path_of_chromium(names: tuple[str, ...] = BROWSERS) -> str | None:
    """Return where this machine has its Chromium, if it has one."""
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Give what starts a Chromium of this machine; a laptop without one skips, the deploy does not.

    It takes the names of the programs, best first, and what Playwright's `launch` takes.
    """
    with sync_playwright() as playwright:
        yield partial(started, playwright)


def started(playwright: Playwright, names: tuple[str, ...], args: Sequence[str]) -> Browser:
    """Start the first of these programs that this machine has."""
    path = path_of_chromium(names)
    if path is None:
        skip_or_fail(f"No browser: none of {', '.join(names)} is installed.")
    return playwright.chromium.launch(
        executable_path=path, args=list(args), ignore_default_args=list(KEPT_ON)
    )


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """Start the Chromium of almost all tests."""
    browser = launch((*WITHOUT_WINDOWS, *BROWSERS), (*QUIET, COMPILED_ONCE))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def whole_browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """Start a Chromium with all its windows: it keeps pages that were left, and installs them."""
    browser = launch(BROWSERS, (*QUIET, UNSEEN, COMPILED_ONCE))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser_of_readers(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """Start a whole one that compiles as on a reader's phone: what runs long is compiled again."""
    browser = launch(BROWSERS, (*QUIET, UNSEEN))
    yield browser
    browser.close()
