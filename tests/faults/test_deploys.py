"""A page that is open while the site is replaced: it says so, and nothing is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.support.deploying import another_build
from tests.support.faulty_server import Fault, State, serving
from tests.support.turns import later
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

RIGHT = "Only your left side needs it"
COME_BACK = "document.dispatchEvent(new Event('visibilitychange'))"
NO_STORAGE = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.fixture
def state(built_site: Path, tmp_path: Path) -> Iterator[State]:
    """Serve a copy of the built site, which a test may replace."""
    site = tmp_path / "site"
    shutil.copytree(built_site, site)
    with serving(site) as state:
        yield state


def notice(page: Page) -> Locator:
    """Return where a page says that it was replaced."""
    return page.locator("[data-replaced]")


def test_who_comes_back_after_a_deploy_is_told(context: BrowserContext, state: State) -> None:
    """Back after ten minutes at a page that was replaced: told so, and a reload keeps answers."""
    page = context.new_page()
    page.clock.install()
    page.goto(f"{state.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    walk.answer(LEFT_IS_WORSE)
    another_build(state.site)
    page.clock.fast_forward("09:00")
    page.evaluate(COME_BACK)
    assert not any("deploy.json" in path for path in state.asked)
    page.clock.fast_forward("02:00")
    page.evaluate(COME_BACK)
    expect(notice(page)).to_contain_text("your answers are kept")
    with page.expect_navigation():
        notice(page).get_by_role("button", name="Reload the page").click()
    field = walk.field("knee-to-wall.distance.left").first
    expect(field).to_be_visible()
    expect(field).to_have_value("6.5 cm")
    expect(notice(page)).to_be_hidden()
    walk.go_on()
    walk.answer(LEFT_IS_WORSE)
    walk.go_on()
    expect(walk.result()).to_contain_text(RIGHT)


def test_what_a_deploy_took_away_is_not_asked_for_again(
    context: BrowserContext, state: State
) -> None:
    """When scoring cannot load as the site was replaced, the way on is a reload, not a retry."""
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    another_build(state.site)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    failure = walk.self_test.locator('[data-part="failure"]')
    expect(notice(page)).to_be_visible()
    expect(failure).to_be_visible()
    assert failure.get_by_role("button", name="Try again").count() == 0
    with page.expect_navigation():
        notice(page).get_by_role("button", name="Reload the page").click()
    expect(walk.result()).to_contain_text(RIGHT)


def test_a_browser_that_keeps_nothing_says_so_first(context: BrowserContext, state: State) -> None:
    """Where a reload would lose the answers, nothing says that they are kept."""
    context.add_init_script(NO_STORAGE)
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    another_build(state.site)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(notice(page)).to_contain_text("write yours down first")
    expect(notice(page)).not_to_contain_text("your answers are kept", use_inner_text=True)


def test_my_plan_says_it_too(context: BrowserContext, state: State) -> None:
    """My plan is open for weeks; what was saved stays, and the page says so."""
    page = context.new_page()
    page.clock.install()
    page.goto(f"{state.address}/plan/")
    another_build(state.site)
    page.clock.fast_forward("11:00")
    page.evaluate(COME_BACK)
    expect(notice(page)).to_contain_text("what you saved stays")


@pytest.mark.parametrize(
    "kind", ["none", "404", later("wrong type"), later("truncated"), "refused"]
)
def test_nothing_is_said_when_nobody_knows(
    context: BrowserContext, state: State, kind: str
) -> None:
    """The same deploy, or no word about it: no notice, and a failure can be tried again."""
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    if kind == "none":
        state.fault = Fault("404", "/bundle/")
    else:
        shutil.rmtree(state.site / "assets" / "self-tests" / "bundle")
        state.fault = Fault(kind, "/deploy.json")
    walk = Walk(page)
    with page.expect_event(
        "requestfailed" if kind == "refused" else "requestfinished",
        lambda request: "deploy.json" in request.url,
    ):
        walk.walk(LEFT_IS_WORSE)
    failure = walk.self_test.locator('[data-part="failure"]')
    expect(failure.get_by_role("button", name="Try again")).to_be_visible()
    expect(notice(page)).to_be_hidden()
