"""Does what an author does: runs commands, and follows the pages for contributors."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.repository import ROOT

type Change = Callable[[str, str, str], None]


def command(copy: Path, *arguments: str) -> tuple[int, list[str]]:
    """Run `python -m self_tests` in a copy; return its exit code and its output lines."""
    done = subprocess.run(
        [sys.executable, "-m", "self_tests", *arguments],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines() + done.stderr.splitlines()


PAGES = ROOT / "docs/contributing"

BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<kind>\w*)\n(?P<text>.*?)\n```\n", re.DOTALL)


def blocks(page: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the text before each block of code, the block's kind and its text."""
    for block in BLOCK.finditer(page.read_text("utf-8")):
        yield block["before"], block["kind"], block["text"]


def run(copy: Path, line: str) -> list[str]:
    """Run one command of a page, which must succeed, with this Python in place of uv's.

    No build draws social cards, which take longer than all pages.
    """
    words = shlex.split(line)
    assert words[:2] == ["uv", "run"]
    command = words[3:] if words[2] == "python" else ["-m", *words[2:]]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=copy,
        env=os.environ | {"CARDS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    return done.stdout.splitlines()


def copied(folder: Path) -> Path:
    """Copy what authors edit, and the Python that reads it, into a folder; return the folder."""
    for name in ("self_tests", "docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def made_buildable(folder: Path) -> Path:
    """Add what a build of the site needs to a copy; return the folder.

    It shares what was fetched and compiled, but no pictures: each build deletes those of others.
    """
    for name in ("package.json", "package-lock.json", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / ".cache").mkdir()
    for name in ("bundle", "pyodide"):
        shared = ROOT / ".cache" / name
        shared.mkdir(parents=True, exist_ok=True)
        (folder / ".cache" / name).symlink_to(shared, target_is_directory=True)
    return folder


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a copy of what authors edit, and of the Python that reads it."""
    return copied(tmp_path)


@pytest.fixture
def repository(copy: Path) -> Path:
    """Give a copy in which a site can be built."""
    return made_buildable(copy)
