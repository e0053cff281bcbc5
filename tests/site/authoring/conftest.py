"""Definitions with one thing changed, as if their file said so."""

import pkgutil
from collections.abc import Callable, Iterator

import pytest

from self_tests.site.hooks import read_definitions_again

type Change = Callable[[str, str, str], None]


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Iterator[Change]:
    """Give a function that changes one text of a definition file until the test is over."""
    stored = pkgutil.get_data
    texts: dict[str, str] = {}

    def says(package: str, resource: str) -> bytes | None:
        if resource in texts:
            return texts[resource].encode()
        return stored(package, resource)

    def change(file: str, old: str, new: str) -> None:
        resource = f"definitions/{file}"
        text = texts.get(resource) or (stored("self_tests", resource) or b"").decode()
        assert old in text
        texts[resource] = text.replace(old, new, 1)
        read_definitions_again()

    monkeypatch.setattr(pkgutil, "get_data", says)
    yield change
    monkeypatch.undo()
    read_definitions_again()
