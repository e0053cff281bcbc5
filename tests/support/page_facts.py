"""How many words a page has and which numbers it says, with the definitions that it shows."""

import re
import tomllib
from collections.abc import Callable, Iterator

from tests.support.articles import body

SHOWN = re.compile(r"^::: (drill|self-test) ([\w-]+)", re.MULTILINE)
LEAD = re.compile(r"^lead: (.*)$", re.MULTILINE)
OF_A_DRILL = ("dose", "easier", "harder", "cautions", "stop", "expect", "grade")
"""The parts of a drill's definition that its page shows; the steps are shown in a plan."""

NOT_TOLD = frozenset({"sources", "url", "citation", "id", "version"})
"""Keys of definitions whose numbers are only names."""

NAMES = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
WRITTEN = {name: float(number) for number, name in enumerate(NAMES, 2)} | {"quarter": 0.25}
NUMBER = re.compile(
    rf"\d+(?:,\d{{3}})+|\d+(?:\.\d+)?|\b(?:{'|'.join(WRITTEN)})\b",
    re.IGNORECASE,
)
NO_NUMBER = re.compile(
    r"^```(?:.|\n)*?^```$|\]\([^)]*\)|https?://\S+|^:::.*$|^\s*\d+\.\s"
    r"|^(?:slug|date|updated|reviewed|figure):.*$",
    re.MULTILINE,
)
"""Text with digits that say nothing: examples, addresses, markers, list counts, front matter."""


def words(markdown: str) -> int:
    """Return the number of a page's own words: all that is read, with its lead, without sources."""
    lead = LEAD.search(markdown)
    text = f"{body(markdown)} {lead[1] if lead else ''}".replace("{ .lead }", "")
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def words_of_a_drill(definition: str) -> int:
    """Return how many words of a drill's definition a page shows."""
    read = tomllib.loads(definition)
    shown = [read[key] for key in OF_A_DRILL]
    texts = [
        [part.get("text"), part.get("why")] if isinstance(part, dict) else part for part in shown
    ]
    return sum(len(text.split()) for text in _texts(texts))


def numbers(markdown: str, definition_at: Callable[[str], str]) -> tuple[float, ...]:
    """Return the numbers that a page and the definitions it shows say, each once.

    `definition_at` returns the text of a definition by its path below `self_tests/definitions`, and
    nothing if there is none.
    """
    found = _in_text(markdown)
    for kind, name in SHOWN.findall(markdown):
        told = f"drills/{name}.toml" if kind == "drill" else f"self-tests/{name}/definition.toml"
        for value in _texts(tomllib.loads(definition_at(told))):
            found |= _in_text(value)
    return tuple(sorted(found))


def _in_text(text: str) -> set[float]:
    return {
        WRITTEN[found.lower()] if found.lower() in WRITTEN else float(found.replace(",", ""))
        for found in NUMBER.findall(NO_NUMBER.sub(" ", text))
    }


def _texts(part: object) -> Iterator[str]:
    """Yield the texts in a part of a definition, and its numbers as texts."""
    if isinstance(part, dict):
        for key, each in part.items():
            if key not in NOT_TOLD:
                yield from _texts(each)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, str | float) or (isinstance(part, int) and not isinstance(part, bool)):
        yield str(part)
