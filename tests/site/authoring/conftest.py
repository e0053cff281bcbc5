"""Definitions with one thing changed, as if their file said so."""

import pkgutil
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from self_tests.site.hooks import read_definitions_again
from tests.support.authoring import Change
from tests.support.repository import ROOT


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


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of what authors edit, with the Python that reads it."""
    for folder in ("self_tests", "docs", "overrides"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture
def repository(copy: Path) -> Path:
    """Give a copy in which a site can be built."""
    for name in ("package.json", "package-lock.json", "pyproject.toml"):
        shutil.copy(ROOT / name, copy)
    (copy / ".cache").symlink_to(ROOT / ".cache", target_is_directory=True)
    return copy
