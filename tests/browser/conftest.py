"""A browser, the built site behind a local server, and a page that writes down what it does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.visiting import Server, Visit, serving

# Milliseconds in which Python is there, on a machine that does other things too.
expect.set_options(timeout=30_000)


@pytest.fixture
def server(built_site: Path) -> Iterator[Server]:
    """Serve the built site for one test."""
    with serving(built_site) as server:
        yield server


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """Give a reader's visit; no script may fail in it and no request may leave the origin."""
    visit = Visit(browser, server)
    yield visit
    for context in visit.contexts:
        context.close()
    assert (visit.errors, visit.away) == ([], [])
