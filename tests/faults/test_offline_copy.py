"""The self-tests, kept for a gym without a network, on a site that lies below a host's root."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from self_tests.site.bundle.build import build_bundle
from self_tests.site.publish.offline import kept_files, write_worker
from tests.support.faulty_server import Fault, State, serving
from tests.support.requests import report
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, until

NOBODY = Fault("refused", "/")
LEFT_BEHIND = """
async () => [
  (await navigator.serviceWorker.getRegistrations()).length,
  (await caches.keys()).length,
]
"""


@pytest.fixture
def state(built_site: Path, tmp_path: Path) -> Iterator[State]:
    """Serve a copy of the built site below `/blog`, as GitHub Pages does."""
    site = tmp_path / "site"
    shutil.copytree(built_site, site)
    with serving(site, below="/blog") as state:
        yield state


@pytest.fixture
def page(browser: Browser, state: State) -> Iterator[Page]:
    """Open the self-test in a fresh profile."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    yield page
    context.close()


def keep(page: Page) -> None:
    """Press Keep for the gym and wait until everything is kept."""
    page.locator('[data-state="offer"] [data-do="keep"]').click()
    expect(page.locator('[data-state="kept"]')).to_be_visible(timeout=60_000)


def test_kept_self_tests_work_without_a_network(page: Page, state: State) -> None:
    """With nobody there, a self-test that was never opened is found, taken and scored."""
    keep(page)
    state.fault = NOBODY
    page.goto(f"{state.address}/self-tests/hip-hold/")
    expect(page.locator("h1, h2").first).to_be_visible()
    page.goto(f"{state.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    headline = walk.result().locator(".self-test-headline")
    expect(headline).to_have_text(str(report(LEFT_IS_WORSE)["headline"]))


def test_online_the_pages_come_from_the_network(page: Page, state: State) -> None:
    """What was kept does not stand in the way of a newer page."""
    keep(page)
    file = state.site / PAGE / "index.html"
    file.write_text(file.read_text("utf-8").replace("<title>", "<title>Newer "), "utf-8")
    page.reload()
    assert page.title().startswith("Newer ")


def test_nothing_is_kept_unasked(page: Page) -> None:
    """Whoever does not ask has no service worker and no file, only an offer with its size."""
    expect(page.locator('[data-state="offer"]')).to_contain_text(" MB, once.")
    assert page.evaluate(LEFT_BEHIND) == [0, 0]


def test_what_is_kept_can_be_removed(page: Page) -> None:
    """Remove leaves no service worker and no file."""
    keep(page)
    page.locator('[data-do="drop"]:visible').click()
    expect(page.locator('[data-state="offer"]')).to_be_visible()
    assert page.evaluate(LEFT_BEHIND) == [0, 0]


def test_delete_my_data_removes_it_too(page: Page) -> None:
    """Delete my data leaves nothing at all behind, says so, and the offer is back."""
    keep(page)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    part = walk.result().locator("[data-keep]")
    part.locator('[data-do="save"]').click()
    page.once("dialog", lambda dialog: dialog.accept())
    part.locator('[data-do="remove"]').click()
    expect(part).to_contain_text("and the self-tests kept for the gym are gone too")
    expect(page.locator('[data-state="offer"]')).to_be_visible()
    stored = page.evaluate("[localStorage.length, sessionStorage.length]")
    assert (page.evaluate(LEFT_BEHIND), stored) == ([0, 0], [0, 0])


def test_half_is_not_kept(page: Page, state: State) -> None:
    """When a file cannot be had, the reader is told and nothing stays behind."""
    state.fault = Fault("404", "/safety/")
    page.locator('[data-state="offer"] [data-do="keep"]').click()
    expect(page.locator('[data-state="failed"]')).to_be_visible(timeout=60_000)
    assert page.evaluate(LEFT_BEHIND) == [0, 0]


def test_a_newer_site_replaces_what_is_kept(page: Page, state: State) -> None:
    """After a deploy the kept copy is the newer one, whole, and the older one is gone."""
    keep(page)
    # From here on the kept copy answers for this page.
    page.reload()
    before = page.evaluate("caches.keys()")
    file = state.site / PAGE / "index.html"
    file.write_text(file.read_text("utf-8").replace("<title>", "<title>Newer "), "utf-8")
    write_worker(state.site, kept_files(state.site, build_bundle()))
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    until(page, "navigator.serviceWorker.getRegistration().then(({ waiting }) => waiting !== null)")
    # Pages of two deploys never mix: the newer copy serves once the last older page is gone.
    page.goto("about:blank")
    page.wait_for_timeout(1000)
    state.fault = NOBODY
    page.goto(f"{state.address}/{PAGE}")
    assert page.title().startswith("Newer ")
    kept = page.evaluate("caches.keys()")
    assert (len(before), len(kept), before == kept) == (1, 1, False)


def test_a_deploy_can_end_it(page: Page, state: State) -> None:
    """A site that is built without it takes worker and files away from every browser."""
    keep(page)
    write_worker(state.site, None)
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    page.goto("about:blank")
    page.wait_for_timeout(1000)
    page.goto(f"{state.address}/{PAGE}")
    page.wait_for_timeout(500)
    assert page.evaluate(LEFT_BEHIND) == [0, 0]


def test_the_list_names_files_that_exist(built_site: Path) -> None:
    """Every address that is kept is a page or file of the site, and the runtime is among them."""
    first = (built_site / "service-worker.js").read_text("utf-8").partition("\n")[0]
    listed = json.loads(first.removeprefix("KEPT = "))["files"]
    paths = [built_site / (one["url"] or ".") for one in listed]
    missing = [path for path in paths if not (path.is_file() or (path / "index.html").is_file())]
    assert missing == []
    assert sum(one["url"].endswith(".wasm") for one in listed) == 1
