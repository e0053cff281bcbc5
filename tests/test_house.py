"""The house rules that tools we did not write can check."""

import ast
import subprocess
import sys
from collections.abc import Iterator

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
