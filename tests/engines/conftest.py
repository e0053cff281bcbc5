"""What the tests of this folder share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.drivers import ENGINES, Engine, Missing
from tests.faults.server import serving
from tests.npm_packages import skip_or_fail
from tests.site.built_site import built_site

__all__ = ["built_site"]


@pytest.fixture(scope="module")
def address(built_site: Path) -> Iterator[str]:
    """Serve the built site."""
    with serving(built_site) as state:
        yield state.address


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give each engine in turn; a laptop without one skips, the deploy does not."""
    try:
        with ENGINES[request.param]() as engine:
            yield engine
    except Missing as reason:
        skip_or_fail(str(reason))
