"""The same random walks in Firefox and WebKit, before a release."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.tabs import Tab
from tests.support.wandering import Site, replaceable, walk

SEEDS = range(1030, 2030)
STEPS = 12


@pytest.fixture(scope="module")
def site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the site, whose pages are answered by the Python of the tests."""
    folder = tmp_path_factory.mktemp("walks")
    with replaceable(built_site, folder, is_answering=True) as served:
        yield served


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_walk_breaks_nothing(new_tab: Callable[[], Tab], site: Site, seed: int) -> None:
    """No answer that was not given, no plan after a sign, nothing after the end of a visit."""
    walk(new_tab, site, seed, steps=STEPS)
