"""Editions made for a test: definitions as if their files said something else."""

import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from self_tests.site.hooks import read_definitions_again


class Edition:
    """The definitions of this repository, and what a test writes in their place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._stored = pkgutil.get_data
        self._texts: dict[str, str] = {}
        monkeypatch.setattr(pkgutil, "get_data", self._data)

    def _data(self, package: str, resource: str) -> bytes | None:
        if resource in self._texts:
            return self._texts[resource].encode()
        return self._stored(package, resource)

    def text(self, file: str) -> str:
        """Return what a file says now."""
        return (self._data("self_tests", f"definitions/{file}") or b"").decode()

    def write(self, file: str, text: str) -> None:
        """Let a file say this."""
        self._texts[f"definitions/{file}"] = text
        read_definitions_again()

    def change(self, file: str, old: str, new: str) -> None:
        """Put one text of a file in the place of another, which must be there."""
        text = self.text(file)
        assert old in text
        self.write(file, text.replace(old, new, 1))


@contextmanager
def made_edition() -> Iterator[Edition]:
    """Give an edition that can be changed; afterwards the definitions are as they were."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Edition(monkeypatch)
    read_definitions_again()
