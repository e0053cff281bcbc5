"""Checks of a page: readable for all, large enough to press, narrow enough."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.support.repository import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

NARROW, WIDE = (320, 640), (1280, 800)

IN_EVERY_LOOK = pytest.mark.parametrize(
    ("size", "scheme"),
    [
        (NARROW, "light"),
        pytest.param(NARROW, "dark", marks=pytest.mark.long),
        pytest.param(WIDE, "light", marks=pytest.mark.long),
        (WIDE, "dark"),
    ],
)
"""Runs a test on a phone in light colors and on a laptop in dark ones; before a release in all."""
LIGHT_FIRST = pytest.mark.parametrize(
    "scheme", ["light", pytest.param("dark", marks=pytest.mark.long)]
)
"""Runs a test in light colors, and before a release in dark ones, too."""
DARK_FIRST = pytest.mark.parametrize(
    "scheme", [pytest.param("light", marks=pytest.mark.long), "dark"]
)
"""Runs it in dark colors, and before a release in light ones, too."""

# Pixels: the size of a fingertip.
TARGET = 48

# Controls that are on their own, not in a line of text.
TARGETS = (
    "self-test :is(button, summary, input[type=text], label.self-test-option, .care-card-call)"
)


def end_of(shown: Locator) -> float:
    """Return where something ends, in pixels below the top of the screen; it must be visible."""
    box = shown.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def axe(page: Page, inside: str = "html") -> list[str]:
    """Return what axe finds wrong with the page, or with a part of it."""
    found: list[dict[str, Any]] = page.evaluate(
        "async (part) => (await axe.run(part, { resultTypes: ['violations'] })).violations", inside
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


FAINT = """async () => (await axe.run(document, { runOnly: ["color-contrast"] })).violations
  .flatMap((rule) => rule.nodes.map((node) => node.html))"""


def too_faint(page: Page) -> list[str]:
    """Return what axe finds too faint to read: only its checks of colors."""
    found: list[str] = page.evaluate(FAINT)
    return found


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


def broken_words(page: Page) -> list[str]:
    """Return the words and numbers that begin on one line and end on the next, without a hyphen.

    Code, and the addresses and digests in it, may break anywhere. Text for screen readers alone is
    one pixel wide, and not counted.
    """
    found: list[str] = page.evaluate(
        """() => {
          const found = [];
          const texts = document.createTreeWalker(
            document.querySelector("main"), NodeFilter.SHOW_TEXT,
          );
          while (texts.nextNode()) {
            const { currentNode: text } = texts;
            const around = text.parentElement;
            if (around.closest("code, pre, svg") || around.clientWidth === 1) continue;
            if (!around.checkVisibility({ visibilityProperty: true })) continue;
            for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\p{N}]{2,}/gu)) {
              const range = new Range();
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
              const place = around.closest("[class]");
              if (lines.size > 1) found.push(`${word} in ${around.tagName}.${place.className}`);
            }
          }
          return found;
        }"""
    )
    return found


def too_small(page: Page) -> list[str]:
    """Return the controls that are smaller than a fingertip."""
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
