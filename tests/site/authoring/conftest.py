"""Definitions with one thing changed, as if their file said so."""

from collections.abc import Iterator

import pytest

from tests.support.authoring import Change
from tests.support.editions import made_edition


@pytest.fixture
def change() -> Iterator[Change]:
    """Give a function that changes one text of a definition file until the test is over."""
    with made_edition() as edition:
        yield edition.change
