"""How a run of pytest is shared among workers, as a plugin."""

import os
import sys
from pathlib import Path

import pytest

MOST_WORKERS = 4
"""More only wait for each other's browsers."""
FEW_FILES = 2
ROW = "row of a table"
"""The name of a property that a test records, to be printed when all is over."""
QUICK = "core"
"""The folder whose tests are over before workers had started."""

WAITING = (
    "tests/faults/test_offline_copy.py",
    "tests/faults/test_shared_host.py",
    "tests/faults/test_return_visit.py",
    "tests/faults/test_interruptions.py",
    "tests/browser/test_presses.py",
    "tests/browser/test_frame.py",
    "tests/browser/test_film.py",
    "tests/browser/test_without.py",
    "tests/browser/test_study.py",
    "tests/browser/test_squat_explorer.py",
    "tests/bundle/test_scripts.py",
)
"""Tests that wait for half of their time: for a clock, a clip, a host that says nothing."""

# What takes longest comes first, so that no worker is left with it when the others are done. The
# very first needs the site and builds it; meanwhile those below it need nothing that another makes.
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
    """Let Python keep what it compiles, here and in each command that a test runs.

    Some machines forbid it in a variable: each of a hundred processes would compile all again.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Give a run as many workers as it is worth: none for a file or two, or for the core alone."""
    paths = [Path(argument.partition("::")[0]) for argument in config.args]
    is_quick = all(path.name == QUICK or QUICK in path.parts for path in paths)
    are_few = len(paths) <= FEW_FILES and all(path.is_file() for path in paths)
    cores = os.process_cpu_count() or 1
    # One more than the cores: a worker waits for its browser, or for a moment to pass.
    return 0 if is_quick or are_few or cores == 1 else min(cores + 1, MOST_WORKERS)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give what mostly waits to one worker: two of them at work are as much as two cores can do."""
    if item.nodeid.startswith(WAITING) and not item.get_closest_marker("xdist_group"):
        item.add_marker(pytest.mark.xdist_group("waiting"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first, where workers share the tests."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: rank(item.nodeid))


def rank(nodeid: str) -> int:
    """Return when a test's turn comes, the lowest first."""
    return next((at for at, path in enumerate(ORDER) if nodeid.startswith(path)), len(ORDER))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the rows that tests recorded, in their order; workers cannot print them."""
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
