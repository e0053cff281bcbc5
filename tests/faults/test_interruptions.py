"""The network goes, the phone sleeps, the clock jumps: the visit goes on where it was."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.faulty_server import Fault, State
from tests.support.requests import report
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

HOUR = 3_600_000
"""In milliseconds."""
WASM = "/pyodide.asm.wasm"
RIGHT = str(report(LEFT_IS_WORSE)["headline"])


@pytest.fixture
def page(context: BrowserContext, state: State) -> Page:
    """Open the self-test; the page's clock is in our hands."""
    page = context.new_page()
    page.clock.install()
    page.goto(f"{state.address}/{PAGE}")
    return page


def expect_result(page: Page, headline: str = RIGHT) -> None:
    """Wait for the result and compare its headline."""
    expect(Walk(page).result().locator(".self-test-headline")).to_have_text(headline)


def failure(page: Page) -> None:
    """Wait for the calm box."""
    expect(page.locator('[data-part="failure"]')).to_be_visible(timeout=60_000)


def try_again(page: Page) -> None:
    """Press Try again in the box."""
    page.locator('[data-part="failure"] [data-go="load"]').click()


def until_asked(page: Page, state: State, where: str) -> None:
    """Wait until the server was asked for a path."""
    while not any(where in path for path in state.asked):
        page.wait_for_timeout(20)


def test_offline_before_the_first_answer(page: Page, context: BrowserContext) -> None:
    """Offline before anything was loaded, there is the box; back online, the right result."""
    context.set_offline(offline=True)
    Walk(page).walk(LEFT_IS_WORSE)
    failure(page)
    context.set_offline(offline=False)
    try_again(page)
    expect_result(page)


def test_offline_while_it_loads(page: Page, context: BrowserContext, state: State) -> None:
    """When the network goes in the middle of the download, the answers wait for its return."""
    state.fault = Fault("stalled", WASM)
    Walk(page).walk(LEFT_IS_WORSE)
    until_asked(page, state, WASM)
    context.set_offline(offline=True)
    state.fault = None
    state.over.set()
    failure(page)
    context.set_offline(offline=False)
    try_again(page)
    expect_result(page)


def test_offline_after_the_result(page: Page, context: BrowserContext) -> None:
    """Once Python is there, other answers get their own result without any network."""
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect_result(page)
    context.set_offline(offline=True)
    walk.result().locator(".self-test-answers summary").click()
    walk.result().locator('button[value="knee-to-wall.distance.left"]').click()
    walk.field("knee-to-wall.distance.left").first.fill("11")
    walk.go_on()
    now = {**LEFT_IS_WORSE, "knee-to-wall.distance.left": "11"}
    expect_result(page, str(report(now)["headline"]))


def test_frozen_while_it_loads(page: Page, context: BrowserContext, state: State) -> None:
    """A page that the phone froze and woke again ends with the result."""
    state.fault = Fault("unanswered", WASM, once=True)
    Walk(page).walk(LEFT_IS_WORSE)
    until_asked(page, state, WASM)
    session = context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    state.over.set()
    page.wait_for_timeout(300)
    session.send("Page.setWebLifecycleState", {"state": "active"})
    expect_result(page)


def test_clock_that_jumps_while_it_loads(page: Page, state: State) -> None:
    """An hour's sleep in the middle of the download does not count as an hour of silence."""
    state.fault = Fault("stalled", WASM, once=True)
    Walk(page).walk(LEFT_IS_WORSE)
    until_asked(page, state, WASM)
    workers = [worker for worker in page.workers if worker.url.endswith("/worker.mjs")]
    page.clock.fast_forward(HOUR)
    assert [worker for worker in page.workers if worker in workers] == workers
    state.over.set()
    expect_result(page)


def test_reload_in_the_middle(page: Page) -> None:
    """A tab that is reloaded on the last screen goes on there, with every answer."""
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    walk.answer(LEFT_IS_WORSE)
    page.reload()
    assert walk.heading() == "Measure both sides"
    while walk.self_test.locator("form .self-test-continue:visible").count():
        walk.answer({name: given for name, given in LEFT_IS_WORSE.items() if "felt" in name})
        walk.go_on()
    expect_result(page)
