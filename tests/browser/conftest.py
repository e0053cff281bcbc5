"""A browser, the built site behind a local server, and a page that writes down what it does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.visiting import Server, Visit, serving


@pytest.fixture
def server(built_site: Path) -> Iterator[Server]:
    """Serve the built site for one test."""
    with serving(built_site) as server:
        yield server


@pytest.fixture
def answered(server: Server) -> None:
    """Have the tests' Python answer: what is looked at is what a page does with answers.

    That a page starts Python, and what that says, is what test_walk, test_journeys, test_parity and
    test_late_answers look at here, and tests/faults, tests/engines and tests/bundle everywhere.
    """
    server.is_answering = True


@pytest.fixture
def started(answered: None, server: Server) -> None:  # noqa: ARG001 - it is taken back
    """Have the page start its own Python after all."""
    server.is_answering = False


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """Give a reader's visit; no script may fail in it and no request may leave the origin."""
    visit = Visit(browser, server)
    yield visit
    for context in visit.contexts:
        context.close()
    assert (visit.errors, visit.away) == ([], [])
