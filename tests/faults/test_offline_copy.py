"""The self-tests, kept for a gym without a network, on a site that lies below a host's root."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from self_tests.site.bundle.build import build_bundle
from self_tests.site.digests import integrity
from self_tests.site.publish.offline import kept_files, write_worker
from tests.support.authoring import run
from tests.support.chromium import IN_CENTIMETERS
from tests.support.deploying import another_build
from tests.support.faulty_server import Fault, State, serving
from tests.support.requests import report
from tests.support.walking import ARTICLE, LEFT_IS_WORSE, PAGE, Walk, until

NOBODY = Fault("refused", "/")
SILENCE = Fault("unanswered", "/")
CHANGE_COPY = """
async ([path, text]) => {
  const [name] = await caches.keys();
  const cache = await caches.open(name);
  const [file] = (await cache.keys()).filter(({ url }) => url.endsWith(path));
  await cache.delete(file);
  if (text) await cache.put(file, new Response(text, { headers: { "Content-Type": "text/html" } }));
}
"""
"""Deletes a file from the copy, or puts a text in its place."""
LEFT_BEHIND = """
async () => [
  (await navigator.serviceWorker.getRegistrations()).length,
  (await caches.keys()).length,
]
"""


def copy_or_link(source: str, target: str) -> str:
    """Copy a file that a test may change; Python's large parts, which none does, are linked to."""
    if Path(source).suffix in {".html", ".js", ".json"}:
        return shutil.copy2(source, target)
    os.link(source, target)
    return target


def fresh_profile(browser: Browser) -> BrowserContext:
    """Return the profile of a phone that has kept nothing yet."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce", locale=IN_CENTIMETERS
    )
    context.set_default_timeout(60_000)
    return context


NOT_OPENED = {"blog", "contributing", "drills", "licenses", "search", "when"}
"""Folders of the site that no test opens of those that keep it by themselves."""


@pytest.fixture
def state(built_site: Path, tmp_path: Path) -> Iterator[State]:
    """Serve the self-tests of the built site below `/blog`, as GitHub Pages does."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        return NOT_OPENED & set(names) if Path(folder) == built_site else set()

    site = tmp_path / "site"
    shutil.copytree(built_site, site, copy_function=copy_or_link, ignore=left_out)
    write_worker(site, kept_files(site, build_bundle()))
    with serving(site, below="/blog") as state:
        yield state


@pytest.fixture
def page(browser: Browser, state: State) -> Iterator[Page]:
    """Open the self-test in a fresh profile."""
    context = fresh_profile(browser)
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    yield page
    context.close()


def keep(page: Page) -> None:
    """Press Keep for the gym and wait until everything is kept, there and nowhere else."""
    page.locator('[data-state="offer"] [data-do="keep"]').click()
    expect(page.locator('[data-state="kept"]')).to_be_visible(timeout=60_000)
    session = page.context.new_cdp_session(page)
    # What a browser keeps by itself would answer for a host that is not there.
    session.send("Network.clearBrowserCache")
    session.detach()


def end_workers(page: Page) -> None:
    """Let the browser end its workers, as it does half a minute after they were last needed."""
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.detach()


@pytest.fixture(scope="module")
def shared_state(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    """Serve another copy of the site, which no test changes."""
    site = tmp_path_factory.mktemp("kept") / "site"
    shutil.copytree(built_site, site, copy_function=os.link)
    with serving(site, below="/blog") as state:
        yield state


@pytest.fixture(scope="module")
def kept_profile(browser: Browser, shared_state: State) -> Iterator[BrowserContext]:
    """Keep the site in a profile, once for all tests that only read the copy."""
    context = fresh_profile(browser)
    page = context.new_page()
    page.goto(f"{shared_state.address}/{PAGE}")
    keep(page)
    page.close()
    yield context
    context.close()


@pytest.fixture
def kept(kept_profile: BrowserContext, shared_state: State) -> Iterator[Page]:
    """Open the self-test in that profile, for a new visit, from a host that answers."""
    shared_state.fault = None
    page = kept_profile.new_page()
    page.goto(f"{shared_state.address}/{PAGE}")
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.reload()
    expect(page.locator('[data-state="kept"]')).to_be_visible()
    yield page
    page.close()


def test_kept_self_tests_work_without_a_network(kept: Page, shared_state: State) -> None:
    """With nobody there, a self-test that was never opened is found, taken and scored."""
    shared_state.fault = NOBODY
    kept.goto(f"{shared_state.address}/self-tests/hip-hold/")
    expect(kept.locator("h1, h2").first).to_be_visible()
    kept.goto(f"{shared_state.address}/{PAGE}")
    walk = Walk(kept)
    walk.walk(LEFT_IS_WORSE)
    headline = walk.result().locator(".self-test-headline")
    expect(headline).to_have_text(str(report(LEFT_IS_WORSE)["headline"]))


def test_all_there_is_to_read_works_without_a_network(kept: Page, shared_state: State) -> None:
    """Articles open, the explorer is drawn, and the search finds a drill and opens it."""
    shared_state.fault = NOBODY
    kept.goto(f"{shared_state.address}/{ARTICLE}")
    expect(kept.locator("h1")).to_be_visible()
    kept.goto(f"{shared_state.address}/squat-explorer/")
    expect(kept.locator("squat-explorer svg").first).to_be_visible()
    kept.locator("label[for=__search]:visible").first.click()
    kept.locator(".md-search__input").press_sequentially("heels lift")
    kept.locator('.md-search-result__item > a[href*="/drills/calf-stretch/"]').first.click()
    expect(kept.locator("h1")).to_contain_text("Calf stretch")


def test_a_minute_of_reading_and_a_host_that_says_nothing(kept: Page, shared_state: State) -> None:
    """The worker that kept it was ended meanwhile; what comes next finds nobody, and is scored."""
    end_workers(kept)
    shared_state.fault = SILENCE
    walk = Walk(kept)
    walk.walk(LEFT_IS_WORSE)
    headline = walk.result().locator(".self-test-headline")
    expect(headline).to_have_text(str(report(LEFT_IS_WORSE)["headline"]))


@pytest.mark.long
def test_the_page_on_which_it_was_kept_is_answered_for(page: Page, state: State) -> None:
    """Without a single load in between, a page that was open before finds its files in the copy."""
    keep(page)
    end_workers(page)
    state.fault = SILENCE
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".self-test-headline")).to_be_visible()


@pytest.mark.long
def test_a_page_from_the_copy_outlives_its_worker(kept: Page, shared_state: State) -> None:
    """A page that came from here, read until the worker was ended, still finds its files here."""
    shared_state.fault = SILENCE
    kept.goto(f"{shared_state.address}/{PAGE}")
    end_workers(kept)
    walk = Walk(kept)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".self-test-headline")).to_be_visible()


@pytest.mark.long
def test_an_answer_that_never_ends_is_given_up_for_the_copy(
    kept: Page, shared_state: State
) -> None:
    """A host that begins to send Python and falls silent: the page waits once, then is scored."""
    shared_state.fault = Fault("stalled", "/bundle/")
    walk = Walk(kept)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.self_test.locator(".self-test-headline")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("kind", ["503", pytest.param("wrong type", marks=pytest.mark.long)])
def test_a_host_in_trouble_is_not_asked_twice(kept: Page, shared_state: State, kind: str) -> None:
    """Answers that are of no use to a reader are those of the copy: pages, scripts and Python."""
    shared_state.fault = Fault(kind, "/" if kind == "503" else "/assets/self-tests/")
    kept.goto(f"{shared_state.address}/{PAGE}")
    walk = Walk(kept)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".self-test-headline")).to_be_visible()


WAYS_TO_ASK = {
    "k2w/": "self-tests/knee-to-wall/",
    "k2w": "self-tests/knee-to-wall/",
    "self-tests/hip-hold": "self-tests/hip-hold/",
    "self-tests/hip-hold/index.html": "self-tests/hip-hold/",
    "index.html": "",
    "drills/banded-ankle-mobilisation/": "drills/banded-ankle-mobilization/",
}
"""What is asked for, and the address at which that is shown."""


def test_short_links_and_missing_slashes_work_in_it(kept: Page, shared_state: State) -> None:
    """As on a host: each way of asking for a page ends at its address."""
    shared_state.fault = NOBODY
    for asked, shown in WAYS_TO_ASK.items():
        kept.goto(f"{shared_state.address}/{asked}")
        kept.wait_for_url(f"{shared_state.address}/{shown}")
        expect(kept.locator("h1").first).to_be_visible()


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


def save_and_delete(page: Page) -> None:
    """Take the self-test, save the result, and delete everything."""
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    part = walk.unfolded()
    part.locator('[data-do="save"]').click()
    page.once("dialog", lambda dialog: dialog.accept())
    part.locator('[data-do="remove"]').click()
    expect(walk.self_test).to_contain_text("and the self-tests kept for the gym are gone too")


def test_delete_my_data_removes_it_too(page: Page) -> None:
    """Delete my data leaves nothing but the time of it, says so, and the offer is back."""
    keep(page)
    save_and_delete(page)
    expect(page.locator('[data-state="offer"]')).to_be_visible()
    stored = page.evaluate("[Object.keys(localStorage), sessionStorage.length]")
    assert (page.evaluate(LEFT_BEHIND), stored) == ([0, 0], [["self-tests /blog/ marks"], 0])


def test_half_is_not_kept(page: Page, state: State) -> None:
    """When a file cannot be had, the reader is told and nothing stays behind."""
    state.fault = Fault("404", "/safety/")
    page.locator('[data-state="offer"] [data-do="keep"]').click()
    expect(page.locator('[data-state="failed"]')).to_be_visible(timeout=60_000)
    assert page.evaluate(LEFT_BEHIND) == [0, 0]


@pytest.mark.parametrize(
    "where",
    [
        "/safety/",
        pytest.param("/assets/mark.svg", marks=pytest.mark.long),
        pytest.param(".wasm", marks=pytest.mark.long),
    ],
)
def test_what_came_damaged_is_not_kept(page: Page, state: State, where: str) -> None:
    """A file that is not the one that was built ends it, as one that is missing does."""
    state.fault = Fault("corrupted", where)
    page.locator('[data-state="offer"] [data-do="keep"]').click()
    expect(page.locator('[data-state="failed"]')).to_be_visible(timeout=60_000)
    assert page.evaluate(LEFT_BEHIND) == [0, 0]


@pytest.mark.long
def test_what_others_keep_is_not_believed(page: Page, state: State) -> None:
    """Files at our addresses in a cache of another name are not taken for the copy."""
    page.evaluate(
        """async () => {
          const cache = await caches.open("of another page");
          const bundle = JSON.parse(document.getElementById("self-tests-bundle").textContent);
          for (const { url } of Object.values(bundle.parts)) {
            await cache.put(new URL(bundle.base + url, location.href), new Response("theirs"));
          }
        }"""
    )
    keep(page)
    state.fault = NOBODY
    page.goto(f"{state.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".self-test-headline")).to_be_visible()


def test_a_copy_that_is_not_complete_says_so_and_is_completed(page: Page, state: State) -> None:
    """Where a file is gone, the next page tells, and one press gets what is missing."""
    keep(page)
    page.evaluate(CHANGE_COPY, [".wasm", ""])
    page.reload()
    expect(page.locator('[data-state="part"]')).to_be_visible()
    page.locator('[data-state="part"] [data-do="keep"]').click()
    expect(page.locator('[data-state="kept"]')).to_be_visible(timeout=60_000)
    state.fault = NOBODY
    page.goto(f"{state.address}/{PAGE}")
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".self-test-headline")).to_be_visible()


def test_what_was_rewritten_in_the_copy_is_not_shown(page: Page, state: State) -> None:
    """Each file is compared when it is used: a rewritten page is as good as a missing one."""
    keep(page)
    page.evaluate(CHANGE_COPY, ["/safety/", "<title>Theirs</title>"])
    state.fault = NOBODY
    other = page.context.new_page()
    with pytest.raises(Error, match="ERR_"):
        other.goto(f"{state.address}/safety/")
    other.close()
    state.fault = None
    page.goto(f"{state.address}/{PAGE}")
    expect(page.locator('[data-state="part"]')).to_be_visible()


@pytest.mark.long
def test_removed_and_kept_again_is_kept(page: Page, state: State) -> None:
    """On a page that the copy answers for, Remove and Keep leave a copy that works."""
    keep(page)
    page.reload()
    page.locator('[data-do="drop"]:visible').click()
    keep(page)
    state.fault = NOBODY
    page.goto(f"{state.address}/self-tests/hip-hold/")
    expect(page.locator("h1, h2").first).to_be_visible()


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


@pytest.mark.long
def test_a_newer_page_finds_its_files_in_the_copy_that_waits(page: Page, state: State) -> None:
    """After a deploy with other scripts, a new page is scored, though the older worker answers.

    The newer worker waits, with a whole copy, until the page of before is closed. Until then the
    older one is asked for files that it never heard of.
    """
    keep(page)
    page.reload()
    another_build(state.site)
    write_worker(state.site, kept_files(state.site, build_bundle()))
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    until(page, "navigator.serviceWorker.getRegistration().then(({ waiting }) => waiting !== null)")
    newer = page.context.new_page()
    newer.goto(f"{state.address}/{PAGE}")
    expect(newer.locator("self-test[data-live]")).to_be_visible()
    session = newer.context.new_cdp_session(newer)
    session.send("Network.clearBrowserCache")
    session.detach()
    state.fault = NOBODY
    walk = Walk(newer)
    walk.walk(LEFT_IS_WORSE)
    headline = walk.result().locator(".self-test-headline")
    expect(headline).to_have_text(str(report(LEFT_IS_WORSE)["headline"]))
    assert newer.evaluate(
        "navigator.serviceWorker.getRegistration().then(({ waiting }) => waiting !== null)"
    )


@pytest.mark.long
def test_a_setting_ends_it(page: Page, state: State, repository: Path) -> None:
    """Built with `offline: false` in mkdocs.yml, the site takes the copy from every browser."""
    keep(page)
    settings = repository / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert text.count("  offline: true\n") == 1
    settings.write_text(text.replace("  offline: true\n", "  offline: false\n"), "utf-8")
    run(repository, "uv run mkdocs build --strict")
    # To finish it once more by hand does not bring it back.
    run(repository, "uv run python -m self_tests.site.publish.finish site/")
    assert state.site == repository / "site"
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    # It waits for no page to be closed, and whatever the page still needs comes from the network.
    until(page, f"async () => String(await ({LEFT_BEHIND})()) === '0,0'")
    page.goto(f"{state.address}/{PAGE}")
    expect(page.locator("self-test")).to_be_visible()
    offered = page.locator("keep-offline").count()
    assert (page.evaluate(LEFT_BEHIND), offered) == ([0, 0], 0)


def test_the_list_names_files_that_exist(built_site: Path) -> None:
    """Every address that is kept is a page or file of the site, and the runtime is among them."""
    first = (built_site / "service-worker.js").read_text("utf-8").partition("\n")[0]
    listed = json.loads(first.removeprefix("KEPT = "))["files"]
    paths = [built_site / (one["url"] or ".") for one in listed]
    missing = [path for path in paths if not (path.is_file() or (path / "index.html").is_file())]
    assert missing == []
    assert sum(one["url"].endswith(".wasm") for one in listed) == 1


def test_the_list_names_what_each_file_is(built_site: Path) -> None:
    """The digest of each kept file is that of the file in the site; a short link is no file."""
    first = (built_site / "service-worker.js").read_text("utf-8").partition("\n")[0]
    kept = json.loads(first.removeprefix("KEPT = "))
    found = {}
    for each in kept["files"]:
        path = built_site / each["url"]
        file = path if path.is_file() else path / "index.html"
        found[each["url"]] = integrity(file.read_bytes())
    assert found == {each["url"]: each["digest"] for each in kept["files"]}
    assert (kept["onward"]["k2w/"], set(kept["onward"]) & set(found)) == (
        "self-tests/knee-to-wall/",
        set(),
    )


@pytest.mark.long
def test_delete_in_another_tab_is_heard(page: Page, state: State) -> None:
    """A tab that says that the self-tests are on the device offers them again once they are not."""
    keep(page)
    other = page.context.new_page()
    other.goto(f"{state.address}/{PAGE}")
    save_and_delete(other)
    expect(page.locator('[data-state="offer"]')).to_be_visible()


@pytest.mark.long
def test_what_another_tab_saves_hides_no_progress(page: Page, state: State) -> None:
    """While the copy is being filled, what is saved elsewhere leaves the bar where it is."""
    state.fault = Fault("unanswered", ".wasm")
    page.locator('[data-state="offer"] [data-do="keep"]').click()
    bar = page.locator('[data-state="keeping"]')
    expect(bar).to_be_visible()
    other = page.context.new_page()
    other.goto(f"{state.address}/privacy/")
    other.evaluate("localStorage.setItem('of another page', '1')")
    page.wait_for_timeout(1000)
    assert (bar.is_visible(), page.locator('[data-state="offer"]').is_visible()) == (True, False)


UPDATE = "navigator.serviceWorker.getRegistration().then((found) => { void found.update(); })"
INSTALLING = (
    "navigator.serviceWorker.getRegistration().then(({ installing }) => Boolean(installing))"
)


@pytest.mark.long
def test_deleting_waits_for_no_newer_copy(page: Page, state: State) -> None:
    """While a newer copy is fetched and comes to a halt, data, copy and offer change at once."""
    keep(page)
    page.reload()
    page.evaluate("localStorage.setItem('self-tests /blog/ saved', '{\"sets\": []}')")
    another_build(state.site)
    write_worker(state.site, kept_files(state.site, build_bundle()))
    state.fault = Fault("unanswered", "/licenses/")
    page.evaluate(UPDATE)
    until(page, INSTALLING)
    save_and_delete(page)
    expect(page.locator('[data-state="offer"]')).to_be_visible()
    assert page.evaluate("localStorage.getItem('self-tests /blog/ saved')") is None


@pytest.mark.long
def test_kept_again_while_a_newer_copy_waits_is_kept(page: Page, state: State) -> None:
    """Remove and Keep beside an older page: the older worker finds the newer copy, and says so."""
    keep(page)
    page.reload()
    other = page.context.new_page()
    other.goto(f"{state.address}/{PAGE}")
    another_build(state.site)
    write_worker(state.site, kept_files(state.site, build_bundle()))
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    until(page, "navigator.serviceWorker.getRegistration().then(({ waiting }) => waiting !== null)")
    page.locator('[data-do="drop"]:visible').click()
    keep(page)
    state.fault = NOBODY
    page.goto(f"{state.address}/self-tests/hip-hold/")
    expect(page.locator("h1, h2").first).to_be_visible()
    expect(page.locator('[data-state="kept"]')).to_be_visible()


def test_completing_it_offline_takes_nothing_away(page: Page, state: State) -> None:
    """Where a part is missing and nobody is there, Keep leaves the rest, and still says so."""
    keep(page)
    page.evaluate(CHANGE_COPY, [".wasm", ""])
    page.reload()
    state.fault = NOBODY
    expect(page.locator("[data-tried]")).to_be_hidden()
    page.locator('[data-state="part"] [data-do="keep"]').click()
    expect(page.locator('[data-state="keeping"]')).to_be_hidden()
    expect(page.locator('[data-state="part"]')).to_be_visible()
    expect(page.locator("[data-tried]")).to_be_visible()
    page.goto(f"{state.address}/self-tests/hip-hold/")
    expect(page.locator("h1, h2").first).to_be_visible()


def test_another_tab_sees_it_when_it_is_come_back_to(page: Page, state: State) -> None:
    """What one tab keeps or removes, another one says once it is in front again."""
    other = page.context.new_page()
    other.goto(f"{state.address}/{PAGE}")
    expect(other.locator('[data-state="offer"]')).to_be_visible()
    keep(page)
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.locator('[data-state="kept"]')).to_be_visible()
    page.locator('[data-do="drop"]:visible').click()
    expect(page.locator('[data-state="offer"]')).to_be_visible()
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.locator('[data-state="offer"]')).to_be_visible()
