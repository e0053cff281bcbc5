"""Editions made for a test: the definitions, with some of their files changed."""

import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from self_tests.site.hooks import read_definitions_again


class Edition:
    """The definitions of this repository, and the texts that a test puts in their place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._stored = pkgutil.get_data
        self._texts: dict[str, str] = {}
        monkeypatch.setattr(pkgutil, "get_data", self._data)

    def _data(self, package: str, resource: str) -> bytes | None:
        if resource in self._texts:
            return self._texts[resource].encode()
        return self._stored(package, resource)

    def text(self, file: str) -> str:
        """Return the present text of a file."""
        return (self._data("self_tests", f"definitions/{file}") or b"").decode()

    def write(self, file: str, text: str) -> None:
        """Replace the text of a file."""
        self._texts[f"definitions/{file}"] = text
        read_definitions_again()

    def change(self, file: str, old: str, new: str) -> None:
        """Replace one part of a file, which must exist."""
        text = self.text(file)
        assert old in text
        self.write(file, text.replace(old, new, 1))


@contextmanager
def made_edition() -> Iterator[Edition]:
    """Give an edition that can be changed; afterwards the definitions are restored."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Edition(monkeypatch)
    read_definitions_again()
