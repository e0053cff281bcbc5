"""The machine's Chromium, started once: two Playwrights in one process conflict."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.support.npm_packages import skip_or_fail

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The same engine without windows, menus and extensions, which no test needs: a page takes two
# fifths of the work. Debian has it in a package of its own.
WITHOUT_WINDOWS = ("chromium-headless-shell", "chrome-headless-shell")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    # Letters get the same width as on a phone, with and without windows.
    "--font-render-hinting=none",
)
# Python runs as first compiled. Compiling its loop again, for a speed that the short visits of
# tests do not need, takes as long as all the rest of a visit. `browser_of_readers` does it.
COMPILED_ONCE = "--js-flags=--liftoff-only,--no-opt,--no-maglev"
# Each window of a full Chromium loads two pages for its own address bar, which take as long as
# ours. A list like this replaces the driver's own, so this one names what that one names, too.
UNSEEN = "--disable-features=" + ",".join(
    (
        *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"),
        *("AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"),
        *("HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter"),
        *("NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    )
)
# The driver switches off what readers have: a page that was left comes back as it was.
KEPT_ON = ("--disable-back-forward-cache",)
IN_CENTIMETERS = "en-GB"
"""The place of almost all tests: in the United States lengths begin in inches."""
PATIENCE = 90_000
"""Milliseconds after which something will not come any more, even on a busy machine."""
HURRY = 20
"""How many times faster than on a phone the moment passes in which new controls take no press."""

expect.set_options(timeout=PATIENCE)


# Written in the page: to set the pace from outside takes as long as half of an empty page.
HURRIED = """
window.pace = %s;
const animate = Element.prototype.animate;
Element.prototype.animate = function (...given) {
  const made = animate.apply(this, given);
  made.playbackRate = window.pace;
  return made;
};
"""
NEW_PACE = """(pace) => {
  window.pace = pace;
  for (const one of document.getAnimations()) one.playbackRate = pace;
}"""


def hurry(context: BrowserContext, pace: float = HURRY) -> None:
    """Set the pace of what scripts animate, on all pages to come; clocks keep theirs."""
    context.add_init_script(HURRIED % pace)


def change_pace(page: Page, pace: float = HURRY) -> None:
    """Set another pace on a page of a hurried context, until it loads again."""
    page.evaluate(NEW_PACE, pace)


def path_of_chromium(names: tuple[str, ...] = BROWSERS) -> str | None:
    """Return where this machine has its Chromium, if it has one."""
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Give the function that starts a Chromium; without one, skip on a laptop, fail in the deploy.

    It takes the names of the programs, best first, and the arguments of Playwright's `launch`.
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
    """Start a full Chromium with windows: it keeps pages that were left, and installs sites."""
    browser = launch(BROWSERS, (*QUIET, UNSEEN, COMPILED_ONCE))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser_of_readers(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """Start a full Chromium that, as on a reader's phone, compiles again what runs long."""
    browser = launch(BROWSERS, (*QUIET, UNSEEN))
    yield browser
    browser.close()
