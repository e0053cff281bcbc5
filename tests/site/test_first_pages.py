"""Pages as they were in the first edition, and as they are: fewer words, and every number."""

import re
import tomllib
from typing import Any

import pytest

from self_tests.catalogue import sources
from self_tests.site.places import DEFINITIONS
from tests.support.page_facts import numbers, words, words_of_a_drill
from tests.support.repository import ROOT

DOCS = ROOT / "docs"
FIRST: dict[str, Any] = tomllib.loads((ROOT / "tests/first-edition/pages.toml").read_text("utf-8"))
SINCE: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    (ROOT / "tests/first-edition/numbers-since.toml").read_text("utf-8")
)

ROOM = 1.03
"""How far over its budget a page may be, so that a comma breaks nothing."""

SHORTER = sorted(page for page in FIRST if page.startswith(("drills/", "self-tests/")))
TOLD = sorted(
    path.relative_to(DOCS).as_posix()
    for path in DOCS.rglob("*.md")
    if not path.relative_to(DOCS).as_posix().startswith(("contributing/", "licenses"))
)
NEEDS_NO_SOURCE = re.compile(r"in inches: |our choice: |.*which no study gives$")


def told(page: str) -> str:
    """Return a page as it is now."""
    return (DOCS / page).read_text("utf-8")


def definition(path: str) -> str:
    """Return a definition as it is now, by its path below `self_tests/definitions`."""
    file = DEFINITIONS / path
    return file.read_text("utf-8") if file.is_file() else ""


@pytest.mark.parametrize("page", SHORTER)
def test_a_page_has_a_third_fewer_words(page: str) -> None:
    """A drill's or self-test's page has at most two thirds of the words of the first edition."""
    assert words(told(page)) <= FIRST[page]["words"] * 2 / 3 * ROOM


@pytest.mark.parametrize("page", [page for page in SHORTER if "words-of-its-drill" in FIRST[page]])
def test_what_a_drill_says_did_not_grow(page: str) -> None:
    """Dose, forms, cautions, stop, effect and grade have no more words than in the first edition.

    They are what must stay, so a shorter page may not have moved its words there.
    """
    name = page.removeprefix("drills/").removesuffix(".md")
    now = words_of_a_drill(definition(f"drills/{name}.toml"))
    assert now <= FIRST[page]["words-of-its-drill"] * ROOM


@pytest.mark.parametrize("page", sorted(FIRST))
def test_no_number_is_lost(page: str) -> None:
    """Each number that a page told still stands on it, or the list says why it went."""
    gone = set(FIRST[page]["numbers"]) - set(numbers(told(page), definition))
    assert gone == {float(number) for number in SINCE.get(page, {}).get("gone", {})}


@pytest.mark.parametrize("page", TOLD)
def test_every_new_number_has_a_source(page: str) -> None:
    """Each number that a page's own text tells since then is listed, with source or reason."""
    before = FIRST.get(page, {"numbers": []})["numbers"]
    new = {f"{number:g}" for number in numbers(told(page), lambda _: "")} - {
        f"{number:g}" for number in before
    }
    listed = SINCE.get(page, {}).get("new", {})
    lame = [
        why for why in listed.values() if why not in sources() and not NEEDS_NO_SOURCE.match(why)
    ]
    assert (new, lame) == (set(listed), [])


def test_words_and_numbers_are_counted() -> None:
    """A page's own text and its lead count; sources, addresses and list counts do not."""
    page = (
        "---\ntitle: Knees\nlead: Look at 7 knees.\n---\n\n# Knees\n\n1.  Bend it 4,818 times.\n\n"
        "[Ten](x-2019.md) to 7.5 cm.\n\n## Sources\n\n::: sources made-2011\n"
    )
    assert (words(page), numbers(page, lambda _: "")) == (14, (7.0, 7.5, 10.0, 4818.0))
