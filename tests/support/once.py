"""Things that the workers of one run share: one worker makes them, the others wait for it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """Return the folder that `make` fills, once in a run, by whichever worker comes first.

    If `make` raises, the next worker tries again, and then fails with its own error.
    """
    base = tmp_path_factory.getbasetemp()
    # Each worker's folder is inside that of the run.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / name
    made = shared / f"{name}.made"
    with FileLock(shared / f"{name}.lock"):
        if not made.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            made.touch()
    return folder
