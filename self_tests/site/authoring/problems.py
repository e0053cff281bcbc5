"""One thing for an author to mend, as a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from self_tests.definition_reader import DefinitionError

TO_FILL_IN = "FILL IN"
"""What stands in every text of a starter file that its author writes."""

WRITE_IT = f"Write it, without {TO_FILL_IN}."

type Wrong = tuple[str, str, str]
"""Place inside a file, what is wrong, and how to put it right."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it is, what is wrong, and what to write instead.

    What `is_unfinished` is not wrong, only missing: a preview may show it, a published page not.
    """

    place: str
    what: str
    mend: str
    is_unfinished: bool = False

    def __str__(self) -> str:
        """Return the three as one line."""
        return f"{self.place}: {self.what} {self.mend}"


def unwritten(text: str) -> str:
    """Return what is said of a text that its author has not written yet."""
    return f"still to be written: “{text}”."


def told_by(error: DefinitionError) -> Iterator[Problem]:
    """Yield every problem that a reading has found."""
    for each in error.all:
        place = ": ".join(part for part in (each.file, each.place) if part)
        yield Problem(place, f"{each.what}.", each.fix)
