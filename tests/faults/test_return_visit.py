"""The next visit starts from this one's Python, kept before it met an answer, or as the first."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.faulty_server import State
from tests.support.requests import report
from tests.support.visiting import STAGES
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk, until

RIGHT = str(report(LEFT_IS_WORSE)["headline"])
SNAPSHOT = "self-tests / memory"

KEPT = f"""
async () => {{
  const store = await caches.open("{SNAPSHOT}");
  return (await store.keys()).length;
}}
"""
SPOIL = f"""
async () => {{
  const store = await caches.open("{SNAPSHOT}");
  const [address] = await store.keys();
  const kept = await store.match(address);
  const memory = new Uint8Array(await kept.arrayBuffer());
  memory[memory.length >> 1] ^= 255;
  await store.put(address, new Response(memory, {{ headers: kept.headers }}));
}}
"""
FORGED = f"""
async () => {{
  const store = await caches.open("{SNAPSHOT}");
  const [address] = await store.keys();
  const kept = await store.match(address);
  const memory = new Uint8Array(await kept.arrayBuffer());
  const [from, to] = ["knee reaches", "nose reaches"].map((text) => new TextEncoder().encode(text));
  let forged = 0;
  for (let at = memory.indexOf(from[0]); at >= 0; at = memory.indexOf(from[0], at + 1)) {{
    if (!from.every((byte, place) => memory[at + place] === byte)) continue;
    memory.set(to, at);
    forged += 1;
  }}
  if (forged === 0) throw new Error("nothing was forged");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", memory));
  const integrity = `sha256-${{btoa(String.fromCharCode(...digest))}}`;
  const headers = {{ ...Object.fromEntries(kept.headers), integrity }};
  await store.put(address, new Response(memory, {{ headers }}));
}}
"""
CUT = f"""
async () => {{
  const store = await caches.open("{SNAPSHOT}");
  const [address] = await store.keys();
  const kept = await store.match(address);
  const half = (await kept.arrayBuffer()).slice(0, 4096);
  await store.put(address, new Response(half, {{ headers: kept.headers }}));
}}
"""
TRIED = f"""
async () => {{
  const store = await caches.open("{SNAPSHOT}");
  const [{{ url }}] = await store.keys();
  await store.put(`${{url}}?`, new Response());
}}
"""
OTHER_BUILD = f"""
async () => {{
  const store = await caches.open("{SNAPSHOT}");
  const [address] = await store.keys();
  await store.put("another", await store.match(address));
  await store.delete(address);
}}
"""


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """Give a fresh profile whose pages say which stages their workers went through."""
    context.add_init_script(STAGES)
    return context


@pytest.fixture
def first(context: BrowserContext, state: State) -> Page:
    """Make a first visit whose start was kept."""
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    # As long as a reader takes for the first screen.
    walk = Walk(page)
    walk.go_on()
    until(page, "window.stages.includes('ready')")
    page.wait_for_timeout(3000)
    walk.back()
    take(page)
    until(page, KEPT)
    return page


def take(page: Page) -> list[str]:
    """Take the self-test to the right result and return the stages of its start."""
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE)
    expect(walk.result().locator(".self-test-headline")).to_have_text(RIGHT)
    stages: list[str] = page.evaluate("[...new Set(window.stages)]")
    return stages


def again(context: BrowserContext, state: State) -> list[str]:
    """Come back in another tab and return the stages of its start."""
    page = context.new_page()
    page.goto(f"{state.address}/{PAGE}")
    return take(page)


def test_return_visit_starts_from_what_was_kept(
    first: Page, context: BrowserContext, state: State
) -> None:
    """After one result, the next visit imports nothing and comes to the same result."""
    assert first.evaluate("window.stages.includes('self-tests')")
    assert again(context, state)[-2:] == ["snapshot", "ready"]


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(SPOIL, marks=pytest.mark.long),
        FORGED,
        pytest.param(CUT, marks=pytest.mark.long),
        TRIED,
        pytest.param(OTHER_BUILD, marks=pytest.mark.long),
    ],
    ids=["spoilt", "forged", "cut", "ended a start", "another build"],
)
def test_what_cannot_be_trusted_is_not_used(
    harm: str, first: Page, context: BrowserContext, state: State
) -> None:
    """Memory that is spoilt, forged with a digest beside it, cut, tried or another build's."""
    first.evaluate(harm)
    assert again(context, state)[-2:] == ["self-tests", "ready"]


def test_what_is_kept_holds_no_answer(first: Page) -> None:
    """The kept memory was made before Python met the answers of this visit."""
    typed = first.evaluate(
        f"""
        async () => {{
          const store = await caches.open("{SNAPSHOT}");
          const [address] = await store.keys();
          const text = await (await store.match(address)).text();
          return ["knee-to-wall.distance", "6.5 cm"].map((part) => text.includes(part));
        }}
        """
    )
    # The name is in every definition; the answer is nobody's but the reader's.
    assert typed == [True, False]
