"""Self-tests in finished pages: large, and the same on many, so read only once.

A site with a thousand articles has a thousand self-tests of which nine are different. Code that
reads pages takes them out first, or reads each different one a single time.
"""

import re
from collections.abc import Sequence

SELF_TEST = re.compile(r"<self-test[\s>].*?</self-test>", re.DOTALL)
HOLE = "<self-test-{}></self-test-{}>"


def taken_out(page: str) -> tuple[str, tuple[str, ...]]:
    """Return a page with a placeholder for each self-test, and the self-tests in their order."""
    found: list[str] = []

    def hole(self_test: re.Match[str]) -> str:
        found.append(self_test[0])
        return HOLE.format(len(found), len(found))

    return SELF_TEST.sub(hole, page), tuple(found)


def put_back(page: str, self_tests: Sequence[str]) -> str:
    """Return the page from which `taken_out` took the self-tests."""
    for number, self_test in enumerate(self_tests, 1):
        page = page.replace(HOLE.format(number, number), self_test, 1)
    return page


__all__ = ["SELF_TEST", "put_back", "taken_out"]
