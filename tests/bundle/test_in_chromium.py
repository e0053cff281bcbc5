"""The bundle in a real browser's worker: it answers, and then it can tell nobody."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.programs.bench.boot import MEASURE, lay_out
from tests.support.requests import CLEAR, knee_to_wall, request_text
from tests.support.shipped_bundle import served
from tests.support.studies import sheet, sheet_lines

MOST_RESULTS = 6
"""A first result takes the worker a tenth of a second, where a study takes a fifth."""
DOORS = ("fetch", "XMLHttpRequest", "WebSocket", "EventSource")


RESULT = json.loads(request_text({**CLEAR, **knee_to_wall()}))
TIMES = """
async ([bundle, requests]) => {
  const { askAgain } = await import("/tests/programs/bench/ours.mjs");
  const times = [];
  for (const request of [...requests, ...requests]) {
    const start = performance.now();
    await askAgain(bundle, request, 3);
    times.push(performance.now() - start);
  }
  return times.slice(requests.length);
}
"""
"""How long each of some requests takes once it has been asked before, three times."""


@pytest.fixture
def shipped(browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, dict[str, object]]]:
    """Give a page beside the shipped worker, and the manifest of its bundle."""
    manifest = lay_out(tmp_path)
    with served(tmp_path) as address:
        page = browser.new_page()
        page.goto(address)
        yield page, manifest
        page.close()


@pytest.fixture
def page(shipped: tuple[Page, dict[str, object]]) -> Page:
    """Give a page on which Python has answered once, in the shipped worker."""
    page, manifest = shipped
    page.evaluate(MEASURE, ["ours", manifest, RESULT, False])
    return page


def test_the_worker_that_knows_the_answers_has_no_network(page: Page) -> None:
    """Once Python answers, none of the ways to send something is left in its worker."""
    (worker,) = page.workers
    left = worker.evaluate("(doors) => doors.filter((door) => globalThis[door])", list(DOORS))
    assert left == []


def test_a_study_takes_hardly_longer_than_a_result(
    shipped: tuple[Page, dict[str, object]],
) -> None:
    """A study of thirty people is answered before six first results are: well under a second."""
    page, manifest = shipped
    study = {"do": "study", "version": 1, "text": sheet(sheet_lines(30))}
    result, of_study = page.evaluate(TIMES, [manifest, [RESULT, study]])
    assert of_study < MOST_RESULTS * result, (result, of_study)
