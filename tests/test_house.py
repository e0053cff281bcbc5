"""The house rules that tools we did not write can check."""

import subprocess
import sys

import pytest

from tests.support.repository import ROOT


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
