"""What the tests of faults share: a good host for the built site, and a fresh profile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.support.authoring import copy, repository
from tests.support.chromium import IN_CENTIMETERS, PATIENCE, hurry
from tests.support.faulty_server import State, serving

__all__ = ["context", "copy", "repository", "state"]


@pytest.fixture
def state(built_site: Path) -> Iterator[State]:
    """Serve the built site, at first without a fault, and keep every request."""
    with serving(built_site) as state:
        yield state


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a fresh profile of a phone's browser."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce", locale=IN_CENTIMETERS
    )
    context.set_default_timeout(PATIENCE)
    hurry(context)
    yield context
    context.close()
