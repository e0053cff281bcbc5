"""A browser may show no letter below a size of its own, which no style can know."""

import json
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import broken_words, overflowing
from tests.support.chain_check import ANSWERS
from tests.support.chain_check import PAGE as CHAIN_PAGE
from tests.support.chromium import QUIET, path_of_chromium
from tests.support.kept import keeping, ready
from tests.support.requests import CLEAR
from tests.support.sessions import SAVED_PLAN
from tests.support.visiting import PHONE, Visit
from tests.support.walking import LEFT_IS_WORSE, PAGE, Walk

pytestmark = pytest.mark.usefixtures("answered")

LEAST = 32
"""The largest that browsers offer, in pixels. Our smallest letters have 14."""


UNFOLD = """() => {
  for (const fold of document.querySelectorAll("details:not(.scorecard)")) fold.open = true;
}"""


def walked(walk: Walk, answers: Mapping[str, object]) -> Iterator[str]:
    """Bring a self-test to its result, screen by screen, and unfold everything."""
    walk.go_on()
    while walk.self_test.locator("form .self-test-continue:visible").count():
        yield walk.heading()
        walk.step(answers)
    walk.result()
    yield "the result"
    walk.page.evaluate(UNFOLD)
    yield "everything unfolded"


def test_the_largest_least_size_of_letters_fits(visit: Visit, tmp_path: Path) -> None:
    """In a browser that shows no letter below 32 px, 320 px are wide enough, to the last fold."""
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"webkit": {"webprefs": {"minimum_font_size": LEAST}}}), "utf-8")
    kind = visit.browser.browser_type
    found = []
    with kind.launch_persistent_context(
        tmp_path,
        executable_path=path_of_chromium(),
        args=list(QUIET),
        viewport={"width": 320, "height": 640},
    ) as context:
        page = context.pages[0]
        for address in ("", "blog/calves-are-springs/", "how-we-score/", "drills/", "plan/"):
            page.goto(f"{visit.server.address}/{address}")
            found += [f"{address}: {one}" for one in overflowing(page)]
        assert (
            page.locator("p").first.evaluate("(one) => getComputedStyle(one).fontSize")
            == f"{LEAST}px"
        )
        for address, answers in ((PAGE, LEFT_IS_WORSE), (CHAIN_PAGE, ANSWERS)):
            page.goto(f"{visit.server.address}/{address}")
            for state in walked(Walk(page), answers):
                found += [f"{address}: {state}: {one}" for one in overflowing(page)]
    assert found == []


TWICE = "html { font-size: 250% !important; }"
"""Text at 200 %: ours is a quarter larger than a browser's own."""
SHORT = 10
"""Letters of a word for which a phone has room at that size."""


def test_text_at_twice_the_size_fits(visit: Visit) -> None:
    """With text at 200 % no phone scrolls sideways, and one of 390 px breaks no short word.

    What a fold holds counts, too. Names of journals and trials may break, and the scorecard, which
    is made for paper.
    """
    found = []
    for address, answers in ((PAGE, LEFT_IS_WORSE), (CHAIN_PAGE, ANSWERS)):
        page = visit.page(address)
        page.add_style_tag(content=TWICE)
        walk = Walk(page)
        walk.walk(answers)
        expect(walk.result().locator(".drill-card h5").first).to_be_visible()
        found += unfitting(page, address)
    keeping(visit, page, SAVED_PLAN)
    ready(page)
    page.add_style_tag(content=TWICE)
    found += unfitting(page, "My plan")
    assert found == []


def test_an_emergency_at_twice_the_size_fits(visit: Visit) -> None:
    """With text at 200 %, a phone of 390 px breaks no short word of the signs or of their card."""
    page = visit.page(PAGE)
    page.add_style_tag(content=TWICE)
    walk = Walk(page)
    walk.walk(CLEAR, until="Any of these now?")
    found = unfitting(page, "signs")
    walk.choose("safety-check.now", "cold-foot")
    expect(walk.self_test.locator(".care-card-call:visible")).to_be_visible()
    found += unfitting(page, "card")
    assert found == []


LOW = (320, 640)
"""A small phone, in pixels."""
BARS = """(pinned) => [...document.querySelectorAll(pinned)]
  .filter((bar) => bar.checkVisibility())
  .map((bar) => bar.getBoundingClientRect().height)"""
MARGIN = """(part) => parseFloat(getComputedStyle(part).scrollMarginBottom)"""


def test_a_bar_at_twice_the_size_leaves_two_thirds(visit: Visit) -> None:
    """With text at 200 % what stays at the foot is a third of a low screen, and covers no focus."""
    page = visit.page(PAGE, size=LOW)
    page.add_style_tag(content=TWICE)
    walk = Walk(page)
    found = []
    for state in walked(walk, LEFT_IS_WORSE):
        is_result = state in {"the result", "everything unfolded"}
        bar = ".result-bar" if is_result else ".self-test-screen > .self-test-actions"
        focused = ".result-bar button" if is_result else ".self-test-screen:visible input"
        [height] = page.evaluate(BARS, bar)
        margin = walk.self_test.locator(focused).first.evaluate(MARGIN)
        if height > LOW[1] / 3 or height > margin:
            found.append((state, height, margin))
    assert found == []


def test_cards_at_twice_the_size_break_no_word(visit: Visit) -> None:
    """With text at 200 % a card has its picture above its words, where they have a whole line."""
    found = []
    for address in ("?", "self-tests/", "drills/", "start/"):
        page = visit.page(address, size=LOW)
        page.add_style_tag(content=TWICE)
        found += [f"{address}: {one}" for one in broken_words(page) if "choice" in one]
        found += [f"{address}: {one}" for one in overflowing(page)]
    assert found == []


# Where the words of a fold's line end, less where its arrow begins, in pixels.
PAST_ARROW = """(summary) => {
  const words = document.createRange();
  words.selectNodeContents(summary);
  const { width, right } = getComputedStyle(summary, "::after");
  const arrow = summary.getBoundingClientRect().right - parseFloat(right) - parseFloat(width);
  return Math.max(...[...words.getClientRects()].map((one) => one.right)) - arrow;
}"""


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["squat-explorer/", "blog/calves-are-springs/", PAGE])
def test_the_line_of_a_fold_ends_before_its_arrow(visit: Visit, path: str, width: int) -> None:
    """With text at 200 %, no letter of a fold's line is under its arrow."""
    page = visit.page(path, size=(width, 844))
    page.add_style_tag(content=TWICE)
    lines = page.locator("main details > summary:visible").all()
    assert lines
    assert max(line.evaluate(PAST_ARROW) for line in lines) <= 0


def unfitting(page: Page, name: str) -> list[str]:
    """Return what does not fit on two phones, but for the scorecard.

    It looks before and after everything is unfolded.
    """
    found = []
    for state, width in product(("folded", "unfolded"), (390, 320)):
        page.set_viewport_size({"width": width, "height": 844})
        if state == "unfolded":
            page.evaluate(UNFOLD)
        words = broken_words(page) if width == PHONE[0] else []
        wrong = [*overflowing(page), *(one for one in words if is_short(one))]
        found += [f"{name} at {width} px, {state}: {one}" for one in wrong]
    return found


def is_short(broken: str) -> bool:
    """Return whether a broken word is one that a line has room for, and no name of a source."""
    word, _, place = broken.partition(" in ")
    return len(word) <= SHORT and "source-" not in place
