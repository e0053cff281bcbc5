"""Cases of one kind, of which a usual run takes some and `-m long` the others."""

from collections.abc import Iterable

import pytest


def later(*values: object) -> object:
    """Return a case that waits for `-m long`."""
    return pytest.param(*values, marks=pytest.mark.long)


def by_turns(cases: Iterable[object], each: int = 2) -> list[object]:
    """Return the cases of one argument; a usual run takes the first of so many in turn."""
    return [later(case) if at % each else case for at, case in enumerate(cases)]
