"""How much of a page a browser looks at again when a little of it changes.

Counted in elements and not in milliseconds, which depend on what else the machine does.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chain_check import PAGE as CHAIN_PAGE
from tests.support.visiting import Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, settled

pytestmark = pytest.mark.usefixtures("answered")

CHANGES = {
    "word": "document.querySelector('[data-words=count]').textContent = 'another word'",
    "answer": """[...document.querySelectorAll("self-test input:not(:checked)")]
        .find((one) => one.checkVisibility()).click()""",
    "line": "document.querySelector('[data-asked-again]').hidden = false",
}
SCREENS = 8
"""From Start to the last question of knee-to-wall."""
MOST = 100
"""Elements. A screen with its question has some 150, a page with a self-test 2,000. What stands
below a self-test is looked at each time, as a result folds it away.
"""


def looked_at(browser: Browser, page: Page, change: str) -> int:
    """Return how many elements a browser styles anew after a change."""
    page.evaluate("document.body.offsetHeight")
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.evaluate(f"{change}; document.body.offsetHeight")
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    work = [each["args"] for each in events if each["name"] == "UpdateLayoutTree"]
    assert work
    return sum(each.get("elementCount", 0) for each in work)


@pytest.mark.parametrize("address", [PAGE, CHAIN_PAGE])
def test_a_small_change_is_little_work(visit: Visit, browser: Browser, address: str) -> None:
    """What changes a word, an answer or an attribute lets a browser style a few elements anew."""
    page = visit.page(address)
    walk = Walk(page)
    walk.go_on()
    settled(page)
    walk.self_test.locator("form input:visible").first.check()
    settled(page)
    found = {name: looked_at(browser, page, change) for name, change in CHANGES.items()}
    assert {name: count for name, count in found.items() if count > MOST} == {}


def laid_out_by(browser: Browser, page: Page, press: Callable[[], None]) -> int:
    """Return how often a browser lays a page out while it still hears a press."""
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    press()
    settled(page)
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    clicks = [
        (each["tid"], each["ts"], each["ts"] + each["dur"])
        for each in events
        if each["name"] == "EventDispatch" and each["args"]["data"]["type"] == "click"
    ]
    assert clicks
    return sum(
        each["name"] == "Layout" and each["tid"] == thread and begin <= each["ts"] < end
        for each in events
        for thread, begin, end in clicks
    )


def test_a_press_on_continue_waits_for_no_layout(visit: Visit, browser: Browser) -> None:
    """The next screen is laid out once, with its picture: a press that asks for it pays twice."""
    page = visit.page(PAGE)
    walk = Walk(page)
    go_on = walk.self_test.locator("form .self-test-continue:visible")
    found = {}
    while go_on.count():
        walk.answer(LEFT_IS_WORSE)
        found[walk.heading()] = laid_out_by(browser, page, go_on.click)
    walk.result()
    assert found == dict.fromkeys(found, 0)
    assert len(found) == SCREENS
