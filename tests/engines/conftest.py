"""What the tests of this folder share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.engines import ENGINES, Chromium, Engine, Firefox, Missing, WebKit
from tests.support.faulty_server import serving
from tests.support.npm_packages import skip_or_fail
from tests.support.tabs import FirefoxTab, Tab, WebKitTab


@pytest.fixture(scope="module")
def address(built_site: Path) -> Iterator[str]:
    """Serve the built site."""
    with serving(built_site) as state:
        yield state.address


# One worker starts an engine, and asks it everything.
GROUPS = [
    pytest.param(name, marks=pytest.mark.xdist_group(f"engine {name}"))
    for name in ("chromium", *ENGINES)
]
WITH_TABS = GROUPS[1:]
"""Those whose tabs `new_tab` opens; tests/browser has those of Chromium."""


@pytest.fixture(scope="module", params=GROUPS)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give each engine in turn; a laptop without one skips, the deploy does not."""
    if request.param == "chromium":
        page = request.getfixturevalue("browser_of_readers").new_page()
        yield Chromium(page)
        page.close()
        return
    try:
        with ENGINES[request.param]() as engine:
            yield engine
    except Missing as reason:
        skip_or_fail(str(reason))


@pytest.fixture(scope="module", params=WITH_TABS)
def new_tab(request: pytest.FixtureRequest) -> Iterator[Callable[[], Tab]]:
    """Give what opens a tab in each of them; a laptop without one skips, the deploy does not."""
    try:
        with ENGINES[request.param]() as engine:
            match engine:
                case Firefox():
                    yield lambda: FirefoxTab(engine)
                case WebKit():
                    yield lambda: WebKitTab(engine)
    except Missing as reason:
        skip_or_fail(str(reason))
