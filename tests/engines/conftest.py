"""What the tests of this folder share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.engines import ENGINES, Chromium, Engine, Missing
from tests.support.faulty_server import serving
from tests.support.npm_packages import skip_or_fail


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


@pytest.fixture(scope="module", params=GROUPS)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give each engine in turn; a laptop without one skips, the deploy does not."""
    if request.param == "chromium":
        page = request.getfixturevalue("browser").new_page()
        yield Chromium(page)
        page.close()
        return
    try:
        with ENGINES[request.param]() as engine:
            yield engine
    except Missing as reason:
        skip_or_fail(str(reason))
