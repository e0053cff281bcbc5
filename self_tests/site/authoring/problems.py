"""One thing for an author to mend, as a sentence. Imports `reading`."""

from collections.abc import Iterator
from dataclasses import dataclass

from self_tests.reading import DefinitionError

TO_FILL_IN = "FILL IN"
"""What stands in every text of a starter file that its author writes."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it is, what is wrong, and what to write instead."""

    place: str
    what: str
    mend: str

    @property
    def is_unfinished(self) -> bool:
        """Whether only words are missing: a preview may show that, a published page may not."""
        return TO_FILL_IN in self.mend

    def __str__(self) -> str:
        """Return the three as one line."""
        return f"{self.place}: {self.what} {self.mend}"


def still_to_write(place: str, text: str) -> Problem:
    """Return the problem of a text that its author has not written yet."""
    return Problem(place, f"still to be written: “{text}”.", f"Write it, without {TO_FILL_IN}.")


def told_by(error: DefinitionError) -> Iterator[Problem]:
    """Yield every problem that a reading has found."""
    for each in error.all:
        place = ": ".join(part for part in (each.file, each.place) if part)
        yield Problem(place, f"{each.what}.", each.fix)
