"""Distributes a run of pytest among workers, as a plugin."""

import os
import sys
from pathlib import Path

import pytest

MOST_WORKERS = 4
"""More workers would only wait for each other's browsers."""
FEW_FILES = 2
ROW = "row of a table"
"""The name of a property that a test records, to be printed at the end of the run."""
QUICK = "core"
"""The folder whose tests take less time than starting workers."""

WAITING = (
    "tests/faults/test_offline_copy.py",
    "tests/faults/test_shared_host.py",
    "tests/faults/test_return_visit.py",
    "tests/faults/test_interruptions.py",
    "tests/browser/test_presses.py",
    "tests/browser/test_frame.py",
    "tests/browser/test_frame_kept.py",
    "tests/browser/test_frame_clips.py",
    "tests/browser/test_film.py",
    "tests/browser/test_without.py",
    "tests/browser/test_study.py",
    "tests/browser/test_squat_explorer.py",
    "tests/bundle/test_scripts.py",
)
"""Tests that spend half of their time waiting: for a clock, a clip, a host that does not answer."""

# The longest tests come first, so that no worker still has one at the end. The very first needs the
# site and builds it; meanwhile the tests after it need nothing that another worker makes.
ORDER = (
    "tests/browser/test_reading_pages.py::test_every_page_can_be_read_by_everybody[0]",
    *WAITING,
    "tests/test_house.py",
    "tests/site/authoring/test_checking.py",
    "tests/core/test_properties.py",
    "tests/browser/test_reading_pages.py",
    "tests/site/authoring/",
    "tests/faults/",
    "tests/browser/",
    "tests/engines/",
    "tests/bundle/",
    "tests/site/",
    "tests/hosting/",
)


def pytest_configure() -> None:
    """Let Python cache what it compiles, here and in each command that a test runs.

    Some machines forbid it by a variable: each of a hundred processes would compile everything.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return the number of workers: none for a file or two, or for the core alone."""
    paths = [Path(argument.partition("::")[0]) for argument in config.args]
    is_quick = all(path.name == QUICK or QUICK in path.parts for path in paths)
    are_few = len(paths) <= FEW_FILES and all(path.is_file() for path in paths)
    cores = os.process_cpu_count() or 1
    # One more than the cores, since workers often wait for a browser or a clock.
    return 0 if is_quick or are_few or cores == 1 else min(cores + 1, MOST_WORKERS)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Group tests that mostly wait on one worker: two working ones keep two cores busy."""
    if item.nodeid.startswith(WAITING) and not item.get_closest_marker("xdist_group"):
        item.add_marker(pytest.mark.xdist_group("waiting"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first, if workers share the run."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: rank(item.nodeid))


def rank(nodeid: str) -> int:
    """Return the rank of a test; the lowest comes first."""
    return next((at for at, path in enumerate(ORDER) if nodeid.startswith(path)), len(ORDER))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the rows that tests have recorded, in order; workers cannot print them."""
    rows = [
        str(value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, value in report.user_properties
        if name == ROW
    ]
    for row in rows:
        terminalreporter.write_line(row)
