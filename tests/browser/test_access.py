"""Every state of a self-test: readable by everybody, on every screen, in light and dark."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Server, Visit
from tests.browser.walking import LEFT_IS_WORSE, PAGE, Walk
from tests.requests import knee_to_wall

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# axe comes from npm.
pytestmark = pytest.mark.usefixtures("npm_packages")
NARROW, WIDE = (320, 640), (1280, 800)
# Pixels: a fingertip.
TARGET = 48

# What can be pressed and stands on its own, not in a line of text.
TARGETS = (
    "self-test :is(button, summary, input[type=text], label.self-test-option, .care-card-call)"
)


def states(walk: Walk) -> Iterator[str]:
    """Bring a self-test into each of its states, one after the other."""
    yield "start"
    walk.go_on()
    while walk.self_test.locator("form .self-test-continue:visible").count():
        heading = walk.heading()
        yield heading
        if heading == "How old are you?":
            walk.go_on()
            yield "a problem"
        if heading == "Any of these now?":
            walk.option("safety-check.now", "cold-foot").click()
            yield "an emergency"
            walk.back()
            walk.option("safety-check.now", "cold-foot").uncheck()
        if heading == "In the last weeks, any of these?":
            walk.option("safety-check.weeks", "fever").click()
            yield "an urgent sign"
            walk.back()
            walk.option("safety-check.weeks", "fever").uncheck()
            walk.choose("safety-check.weeks", "lump")
            walk.go_on()
            yield "a sign for a clinician"
            walk.back()
        if heading == "Measure both sides":
            walk.answer(knee_to_wall(left="2", right="400"))
            walk.self_test.locator(".self-test-more summary").click()
            walk.go_on()
            yield "an unusual and an impossible number"
        walk.answer(LEFT_IS_WORSE)
        walk.go_on()
    walk.result()
    yield "the result"
    walk.self_test.evaluate(
        "(element) => { for (const fold of element.querySelectorAll('details')) fold.open = true; }"
    )
    yield "everything unfolded"


def failing(walk: Walk, server: Server) -> Iterator[str]:
    """Bring a self-test to the failure box."""
    server.refused = "/bundle/"
    walk.walk(LEFT_IS_WORSE)
    walk.self_test.locator('[data-part="failure"]').wait_for(state="visible")
    yield "a failure"


def axe(page: Page) -> list[str]:
    """Return what axe finds wrong with the page as it is."""
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflowing(page: Page) -> list[str]:
    """Return the elements that stick out of the page, if it scrolls sideways."""
    found: list[str] = page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          return [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
            .map((one) => `${one.tagName}.${one.className}`);
        }"""
    )
    return found


def too_small(page: Page) -> list[str]:
    """Return what can be pressed and is smaller than a fingertip."""
    found: list[str] = page.evaluate(
        """([targets, size]) => [...document.querySelectorAll(targets)]
          .map((one) => [one, one.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.height < size - 0.5 || box.width < size - 0.5))
          .map(([one, box]) => `${one.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`)""",
        [TARGETS, TARGET],
    )
    return found


CHECKS: Mapping[str, Callable[[Page], list[str]]] = MappingProxyType(
    {"axe": axe, "too small": too_small, "overflowing": overflowing}
)


def test_checks_find_what_they_look_for(visit: Visit) -> None:
    """Each check finds a planted fault: grey text, a small button, a box that sticks out."""
    page = visit.page(PAGE, size=NARROW)
    page.evaluate(AXE.read_text("utf-8"))
    page.add_style_tag(
        content="""self-test .self-test-hint { color: #ccc !important; }
          self-test button { min-height: 10px !important; padding: 0 !important; }
          self-test form { width: 600px; }"""
    )
    assert [name for name, check in CHECKS.items() if check(page)] == list(CHECKS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible(visit: Visit, server: Server, scheme: str) -> None:
    """In every state axe finds nothing, targets are 48 px, and 320 px are wide enough."""
    found = []
    ways: tuple[Callable[[Walk], Iterator[str]], ...] = (states, partial(failing, server=server))
    for way in ways:
        page = visit.page(PAGE, size=NARROW, color_scheme=scheme)
        page.evaluate(AXE.read_text("utf-8"))
        for state in way(Walk(page)):
            found += [
                f"{state}: {name}: {problem}"
                for name, check in CHECKS.items()
                for problem in check(page)
            ]
    assert found == []


def test_text_at_twice_the_size_fits(visit: Visit) -> None:
    """With text at 200 %, no state scrolls sideways on a small laptop."""
    page = visit.page(PAGE, size=WIDE)
    page.add_style_tag(content="html { font-size: 250% !important; }")
    found = [(state, sticking) for state in states(Walk(page)) for sticking in overflowing(page)]
    assert found == []


def test_focus_is_never_under_the_buttons(visit: Visit) -> None:
    """Tabbing through the longest screen, what has the focus is in sight each time."""
    page = visit.page(PAGE)
    walk = Walk(page)
    walk.walk(LEFT_IS_WORSE, until="Measure both sides")
    hidden = []
    for _ in range(12):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const focused = document.activeElement;
              if (!focused.closest("form")) return "";
              const box = focused.getBoundingClientRect();
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              const isSeen = top && (focused.contains(top) || top.contains(focused));
              return isSeen ? "" : focused.outerHTML;
            }"""
        )
        hidden += [covered] if covered else []
    assert hidden == []
