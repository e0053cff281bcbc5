"""Two sites on one host share one origin; what each keeps belongs to its own path."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.faulty_server import State, serving
from tests.support.visiting import STAGES
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, until

PAIRS = (
    pytest.param("a/", "b/", marks=pytest.mark.long),
    ("", "b/"),
    pytest.param("b/", "", marks=pytest.mark.long),
)
"""The paths of two sites; one of them may lie below the other.

What deletes at the root of a host, above the other site, is the likeliest to take too much.
"""

NAMES = """
async () => [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage),
  ...(await caches.keys()),
  ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
]
"""
TICKED = "document.querySelectorAll('form input:checked[name^=safety]').length"
OLD_COPY = """
async ([path, digest]) => {
  const cache = await caches.open(`self-tests-${digest}`);
  for (const name of ["", "assets/self-tests/v-000000000000/save-and-share.mjs"]) {
    await cache.put(new URL(path + name, location.origin), new Response("old"));
  }
}
"""


@pytest.fixture
def host(built_site: Path, tmp_path: Path) -> Iterator[State]:
    """Serve the built site three times on one host: at its root, below `/a/` and below `/b/`."""
    root = tmp_path / "host"
    root.mkdir()
    for path in built_site.iterdir():
        (root / path.name).symlink_to(path)
    for name in ("a", "b"):
        (root / name).symlink_to(built_site)
    with serving(root) as state:
        yield state


def result(context: BrowserContext, host: State, path: str) -> tuple[Page, Walk]:
    """Take a self-test on one of the sites as a reader would, until its memory is kept."""
    page = context.new_page()
    page.add_init_script(STAGES)
    page.goto(f"{host.address}/{path}{PAGE}")
    walk = Walk(page)
    walk.go_on()
    # Kept is what Python was before its first question: on a busy machine it comes late.
    until(page, "window.stages.includes('ready')")
    page.wait_for_timeout(3000)
    walk.back()
    walk.walk(LEFT_IS_WORSE)
    walk.unfolded().locator("[data-keep]").wait_for(state="visible")
    until(page, f"async () => (await caches.keys()).includes('self-tests /{path} memory')")
    return page, walk


def save(walk: Walk) -> None:
    """Save a result on the device."""
    part = walk.unfolded()
    part.locator('[data-do="save"]').click()
    expect(part.get_by_text("Saved on this device.")).to_be_visible()


def delete(page: Page, walk: Walk) -> None:
    """Delete all that the site has kept, and wait until it is done."""
    page.once("dialog", lambda dialog: dialog.accept())
    walk.unfolded().locator('[data-do="remove"]').click()
    expect(page.get_by_text("Deleted. Nothing of yours is saved")).to_be_visible()


def names_of(page: Page, path: str) -> list[str]:
    """Return the names of all that a browser keeps for a site."""
    names: list[str] = page.evaluate(NAMES)
    return sorted(name for name in names if name == f"/{path}" or f" /{path} " in name)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_deleting_takes_only_what_is_of_this_site(
    context: BrowserContext, host: State, one: str, other: str
) -> None:
    """Saved days, kept memory and the copy for the gym of the other site stay where they are."""
    other_page, other_walk = result(context, host, other)
    save(other_walk)
    keep = other_page.locator('[data-state="offer"] [data-do="keep"]')
    keep.click()
    expect(other_page.locator('[data-state="kept"]')).to_be_visible(timeout=60_000)
    before = names_of(other_page, other)

    page, walk = result(context, host, one)
    # The copy of a site above is none of this one.
    expect(page.locator('[data-state="offer"]')).to_be_visible()
    save(walk)
    delete(page, walk)
    kept = names_of(other_page, other)
    # When that was stays, for tabs of this site that are away.
    assert (len(before), kept, names_of(page, one)) == (5, before, [f"self-tests /{one} marks"])


def test_saved_days_are_those_of_the_path(context: BrowserContext, host: State) -> None:
    """What one site has saved, the other neither shows nor counts."""
    _, walk = result(context, host, "a/")
    save(walk)
    page = context.new_page()
    page.goto(f"{host.address}/b/plan/")
    expect(page.get_by_text("Nothing's saved in this browser yet.")).to_be_visible()
    page.goto(f"{host.address}/a/plan/")
    expect(page.locator("self-test-plan")).to_contain_text("left: 6.5 cm, low")


def test_a_visit_is_that_of_the_path(context: BrowserContext, host: State) -> None:
    """In one tab, what was typed on one site is not typed on the other."""
    page = context.new_page()
    page.goto(f"{host.address}/a/{PAGE}")
    Walk(page).walk(LEFT_IS_WORSE, until="Measure both sides")
    page.goto(f"{host.address}/b/{PAGE}")
    assert (
        page.evaluate("document.querySelectorAll('form input:checked[name^=safety]').length") == 0
    )
    page.goto(f"{host.address}/a/{PAGE}")
    assert page.evaluate(TICKED) > 0


def test_copies_of_the_first_edition_go_with_the_site_they_were_of(
    context: BrowserContext, host: State
) -> None:
    """Its caches were named alike on all sites: what lies in one says whose it is."""
    page, walk = result(context, host, "a/")
    for path, digest in (("/a/", "1"), ("/b/", "2"), ("/", "3")):
        page.evaluate(OLD_COPY, [path, digest])
    delete(page, walk)
    assert sorted(page.evaluate("caches.keys()")) == ["self-tests-2", "self-tests-3"]
