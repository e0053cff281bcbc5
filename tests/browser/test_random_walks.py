"""Random walks of a reader in Chromium: some in each run, and a thousand before a release."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.support.chromium import hurry
from tests.support.tabs import ChromiumTab, Tab
from tests.support.wandering import Site, replaceable, walk

USUAL, LONG = range(30), range(30, 1030)
OWN_PYTHON = range(4)
"""Of these walks the pages start their own Python: of the others it would be most of the time."""
STEPS_USUAL, STEPS_LONG = 10, 12


@pytest.fixture(scope="module")
def site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the site, and give its address with what replaces it by another build."""
    with replaceable(built_site, tmp_path_factory.mktemp("walks")) as served:
        yield served


@pytest.fixture(scope="module")
def answered_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve another one, whose pages are answered by the Python of the tests."""
    folder = tmp_path_factory.mktemp("walks")
    with replaceable(built_site, folder, is_answering=True) as served:
        yield served


@pytest.fixture(scope="module")
def profile(whole_browser: Browser) -> Iterator[BrowserContext]:
    """Give one profile to all walks: what a browser keeps of the scripts is dear to get."""
    context = whole_browser.new_context(reduced_motion="reduce")
    context.set_default_timeout(120_000)
    hurry(context)
    yield context
    context.close()


@pytest.mark.parametrize("seed", USUAL)
@pytest.mark.xdist_group("random walks")
def test_walk_breaks_nothing(
    profile: BrowserContext, site: Site, answered_site: Site, seed: int
) -> None:
    """No answer that was not given, no plan after a sign, nothing after the end of a visit."""
    where = site if seed in OWN_PYTHON else answered_site
    walk(new_tab(profile), where, seed, steps=STEPS_USUAL)


@pytest.mark.long
@pytest.mark.parametrize("seed", LONG)
def test_thousand_walks_break_nothing(
    profile: BrowserContext, answered_site: Site, seed: int
) -> None:
    """The same for a thousand walks, which are longer."""
    walk(new_tab(profile), answered_site, seed, steps=STEPS_LONG)


def new_tab(profile: BrowserContext) -> Callable[[], Tab]:
    """Return what opens a tab."""
    return lambda: ChromiumTab(profile.new_page())
