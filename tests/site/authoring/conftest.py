"""Definitions with one thing changed, as if their file said so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.authoring import Change
from tests.support.editions import made_edition
from tests.support.repository import ROOT


@pytest.fixture
def change() -> Iterator[Change]:
    """Give a function that changes one text of a definition file until the test is over."""
    with made_edition() as edition:
        yield edition.change


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
