"""One thing for an author to mend, as a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from self_tests.definition_reader import DefinitionError

TO_FILL_IN = "FILL IN"
"""The mark of texts in starter files that the author has to write."""

WRITE_IT = f"Write it, without {TO_FILL_IN}."

type Wrong = tuple[str, str, str]
"""Place inside a file, what is wrong, and how to put it right."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it is, what is wrong, and what to write instead.

    With `is_unfinished` a text is only missing: a preview may show it, a published page may not.
    """

    place: str
    what: str
    mend: str
    is_unfinished: bool = False

    def __str__(self) -> str:
        """Return all three in one line."""
        return f"{self.place}: {self.what} {self.mend}"


def unwritten(text: str) -> str:
    """Return the problem of a text that its author has not written yet."""
    return f"still to be written: “{text}”."


def told_by(error: DefinitionError) -> Iterator[Problem]:
    """Yield every problem that reading a file raises."""
    for each in error.all:
        place = ": ".join(part for part in (each.file, each.place) if part)
        yield Problem(place, f"{each.what}.", each.fix)
