"""The house rules that tools we did not write can check."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.repository import ROOT


@pytest.mark.xdist_group("house")
@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
    ],
    ids=" ".join,
)
def test_python_checks(command: list[str]) -> None:
    """The linter, the formatter and the type checker find nothing."""
    run = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout + run.stderr if run.returncode else "") == (0, "")


def without_encoding(source: str) -> Iterator[str]:
    """Yield the calls in a source that read or write text and do not name its encoding."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            before = {"read_text": 0, "write_text": 1}.get(node.func.attr)
            named = any(keyword.arg == "encoding" for keyword in node.keywords)
            if before is not None and not named and len(node.args) <= before:
                yield f"{node.lineno}: {ast.unparse(node)}"


def test_text_names_its_encoding() -> None:
    """No `read_text` or `write_text` leaves the encoding to the machine: Windows has another one.

    The linter's rule sees only what it knows to be a path.
    """
    found = {
        path.relative_to(ROOT).as_posix(): calls
        for folder in ("self_tests", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if (calls := list(without_encoding(path.read_text("utf-8"))))
    }
    assert found == {}


def test_text_without_an_encoding_is_noticed() -> None:
    """Both kinds of call are seen, and those that name it, by place or by name, are not."""
    source = """
page.read_text()
page.write_text(text)
page.read_text("utf-8")
page.read_text(encoding="utf-8")
page.write_text(text, "utf-8")
page.write_text(text, encoding="utf-8", newline="")
"""
    assert list(without_encoding(source)) == ["2: page.read_text()", "3: page.write_text(text)"]


GROUPED = """
import os
import pytest

@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("number", range(6))
def test_one(number):
    with open("workers.txt", "a") as file:
        print(os.environ["PYTEST_XDIST_WORKER"], file=file)
"""


def test_tests_of_a_group_go_to_one_worker(tmp_path: Path) -> None:
    """Otherwise each worker starts each engine, server and checker: a run takes half as long again.

    A pytest that is newer than its plugin loses the groups without a word.
    """
    (tmp_path / "test_grouped.py").write_text(GROUPED, "utf-8")
    (tmp_path / "pytest.ini").touch()
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n2", "--dist=loadgroup"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    workers = (tmp_path / "workers.txt").read_text("utf-8").split()
    assert (len(workers), len(set(workers))) == (6, 1)
