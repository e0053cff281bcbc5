"""What the tests of this folder share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from tests.support.engines import ENGINES, Chromium, Engine, Firefox, Missing, WebKit, grouped
from tests.support.faulty_server import serving
from tests.support.npm_packages import skip_or_fail
from tests.support.tabs import FirefoxTab, Tab, WebKitTab


@pytest.fixture(scope="module")
def address(built_site: Path) -> Iterator[str]:
    """Serve the built site."""
    with serving(built_site) as state:
        yield state.address


GROUPS = [grouped(name) for name in ("chromium", *ENGINES)]
WITH_TABS = GROUPS[1:]
"""Those whose tabs `new_tab` opens; tests/browser has those of Chromium."""


@pytest.fixture(scope="session")
def opened() -> Iterator[Callable[[str], Engine]]:
    """Give what starts an engine, once for all tests: Firefox takes as long for it as for five.

    A laptop without it skips, the deploy does not.
    """
    with ExitStack() as stack:

        @cache
        def open_engine(name: str) -> Engine:
            try:
                return stack.enter_context(ENGINES[name]())
            except Missing as reason:
                skip_or_fail(str(reason))

        yield open_engine


@pytest.fixture(scope="module", params=GROUPS)
def engine(request: pytest.FixtureRequest, opened: Callable[[str], Engine]) -> Iterator[Engine]:
    """Give each engine in turn."""
    if request.param != "chromium":
        yield opened(request.param)
        return
    page = request.getfixturevalue("browser_of_readers").new_page()
    yield Chromium(page)
    page.close()


@pytest.fixture(scope="module", params=WITH_TABS)
def new_tab(request: pytest.FixtureRequest, opened: Callable[[str], Engine]) -> Callable[[], Tab]:
    """Give what opens a tab in each of them."""
    match opened(request.param):
        case Firefox() as firefox:
            return lambda: FirefoxTab(firefox)
        case WebKit() as webkit:
            return lambda: WebKitTab(webkit)
    raise AssertionError(request.param)
