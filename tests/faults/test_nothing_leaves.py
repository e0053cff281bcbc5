"""Answers stay: no request carries one, and nothing but the tab's own memory holds one."""

import re

from playwright.sync_api import BrowserContext, Page, Request

from tests.support.faulty_server import State
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

# Nothing else on the site or in the runtime says these.
WORD, LENGTH = "zirkelquark", "6.4713"
LEFT = "knee-to-wall.distance.left"

KEPT = """
async () => {
  const caches_ = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      caches_.push(request.url, await (await cache.match(request)).text());
    }
  }
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  return {
    tab: JSON.stringify({ ...sessionStorage }),
    device: JSON.stringify({ ...localStorage }),
    caches: caches_.join("\\n"),
    databases: databases.join(),
    cookies: document.cookie,
    address: location.href + JSON.stringify(history.state) + window.name,
    title: document.title,
  };
}
"""


def journey(page: Page) -> None:
    """Take the whole self-test: with a mistake, another choice, a change, and the answers again."""
    walk = Walk(page)
    walk.walk_by_hand(LEFT_IS_WORSE, until="Measure both sides")
    walk.answer({**LEFT_IS_WORSE, LEFT: WORD})
    walk.go_on()
    walk.answer({LEFT: f"{LENGTH} cm"})
    walk.go_on()
    walk.answer({name: given for name, given in LEFT_IS_WORSE.items() if "felt" in name})
    walk.go_on()
    walk.result()


def holders(kept: dict[str, str]) -> list[str]:
    """Return the places that hold what was typed."""
    return [place for place, text in kept.items() if WORD in text or LENGTH in text]


def test_no_request_carries_an_answer(context: BrowserContext, state: State) -> None:
    """From the first page to the last, no address, header or body holds what was typed."""
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    context.on("request", note)
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    journey(page)
    with page.expect_navigation():
        page.locator(".md-header a[href]:visible").first.evaluate("(link) => link.click()")
    sent = [*state.heard, *(f"{one.url} {one.headers} {one.post_data}" for one in requests)]
    assert [one for one in sent if WORD in one or LENGTH in one] == []
    away = [one.url for one in requests if not one.url.startswith((state.address, "data:"))]
    # A worker has no page's policy: its imports name the script that asked, and no page.
    referrers = [
        line
        for heard in state.heard
        for line in heard.splitlines()
        if line.startswith("Referer: ") and not line.endswith(".mjs")
    ]
    assert (away, referrers) == ([], [])


def test_nothing_is_requested_after_the_bundle(context: BrowserContext, state: State) -> None:
    """Once the result and its parts are there, no press asks the server for anything."""
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    with page.expect_response(re.compile("lean-qr")):
        journey(page)
    asked = list(state.asked)
    walk = Walk(page)
    walk.unfolded().locator('[data-minutes][value="5"]').check()
    walk.unfolded().locator(f'button[value="{LEFT}"]').click()
    walk.field(LEFT).first.fill("11")
    walk.go_on()
    walk.result()
    page.wait_for_timeout(500)
    assert asked == state.asked


def test_only_the_tab_remembers(context: BrowserContext, state: State) -> None:
    """What was typed is in this tab's memory and nowhere else, and Finish empties that."""
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    journey(page)
    before = holders(page.evaluate(KEPT))
    Walk(page).finish()
    assert (before, holders(page.evaluate(KEPT))) == (["tab"], [])
