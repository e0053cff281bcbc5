"""Pages say in words what the data says: when to measure again, what is needed, what a tier is."""

import re

import pytest

from self_tests.catalogue import chain_check, self_test, self_test_ids
from tests.support.repository import ROOT

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
AGAIN = re.compile(r"^## When to .*again\n\n(.*?)\.", re.MULTILINE)
TABLE = re.compile(r"^\|.*\| We call it \|\n\|-.*\n((?:\|.*\n)+)", re.MULTILINE)
KEPT = [name for name in self_test_ids() if any(each.retest for each in self_test(name).measures)]
NEEDED = ("wall", "tape", "step", "plates", "phone that films")
"""The things of the short form that a reader may not have, as its pages name them."""


def page(name: str) -> str:
    """Return the text of a self-test's page."""
    return (ROOT / f"docs/self-tests/{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", KEPT)
def test_a_page_says_when_to_measure_again(name: str) -> None:
    """It names the weeks after which the calendar and the result send the reader back."""
    weeks = {int(each.retest.weeks.value) for each in self_test(name).measures if each.retest}
    (said,) = AGAIN.findall(page(name))
    assert [said.partition(",")[0]] == [f"In {NUMBERS[number]} weeks" for number in weeks]


@pytest.mark.parametrize("name", ["knee-to-wall", "hip-hold", "heel-raise"])
def test_a_page_calls_a_tier_what_a_result_calls_it(name: str) -> None:
    """The last column of its table has the tiers' own words."""
    (rows,) = TABLE.findall(page(name))
    called = [row.rstrip("| ").rpartition("| ")[2] for row in rows.splitlines()]
    (measure,) = self_test(name).measures
    assert called == [tier.text.removeprefix("at the ") for tier in measure.tiers]


@pytest.mark.parametrize("path", ["self-tests/chain-check.md", "when/just-curious.md"])
def test_a_page_names_what_the_short_form_needs(path: str) -> None:
    """Nobody starts and finds out at the second test that a tape is needed."""
    text = (ROOT / "docs" / path).read_text("utf-8")
    (said,) = re.findall(r"short form needs (.*?)\.", text, re.DOTALL)
    needs = " ".join(
        need.item + need.stand_in for each in chain_check().short for need in self_test(each).needs
    )
    assert [thing for thing in NEEDED if thing not in needs] == []
    assert [thing for thing in NEEDED if thing not in " ".join(said.split())] == []


def test_a_red_session_leads_to_the_same_everywhere() -> None:
    """No page still sends a reader on after two red sessions, where My plan offers no Start."""
    pages = [*(ROOT / "docs").rglob("*.md")]
    texts = [path.read_text("utf-8") for path in pages if "contributing" not in path.parts]
    texts += [path.read_text("utf-8") for path in (ROOT / "self_tests/definitions").rglob("*.toml")]
    said = [text for text in texts if re.search(r"\btwo\s+red", text, re.IGNORECASE)]
    assert [len(re.findall(r"have\s+someone\s+look", text)) > 0 for text in said] == [True] * 4
