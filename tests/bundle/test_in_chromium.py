"""The bundle in a real browser's worker: it answers, and then it can tell nobody."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.programs.bench.boot import MEASURE, lay_out
from tests.support.requests import CLEAR, knee_to_wall, request_text
from tests.support.shipped_bundle import served

DOORS = ("fetch", "XMLHttpRequest", "WebSocket", "EventSource")


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Give a page on which Python has answered once, in the shipped worker."""
    manifest = lay_out(tmp_path)
    request = json.loads(request_text({**CLEAR, **knee_to_wall()}))
    with served(tmp_path) as address:
        page = browser.new_page()
        page.goto(address)
        page.evaluate(MEASURE, ["ours", manifest, request, False])
        yield page
        page.close()


def test_the_worker_that_knows_the_answers_has_no_network(page: Page) -> None:
    """Once Python answers, none of the ways to send something is left in its worker."""
    (worker,) = page.workers
    left = worker.evaluate("(doors) => doors.filter((door) => globalThis[door])", list(DOORS))
    assert left == []
