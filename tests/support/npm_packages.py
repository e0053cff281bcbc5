"""The npm packages that tests run, installed if they are missing: one command runs everything."""

import os
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

from self_tests.site.bundle.processes import find_program
from self_tests.site.places import ROOT
from tests.support.once import once


def install(root: Path) -> str:
    """Bring `node_modules` in the folder `root` up to its `package-lock.json`.

    Return why that was not possible, or nothing. If all is there already, it costs no time.
    """
    lock, installed = root / "package-lock.json", root / "node_modules" / ".package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return ""
    # Scripts of packages never run on a contributor's machine.
    command = [*find_program("npm"), "ci", "--ignore-scripts", "--prefer-offline"]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    if not done.returncode:
        # An empty list of packages leaves no file; an equal one keeps the file's date.
        installed.parent.mkdir(exist_ok=True)
        installed.touch()
        return ""
    said = [line for line in done.stderr.splitlines() if line and "warn" not in line][:3]
    return (
        f"{root / 'node_modules'}: `npm ci` failed ({' '.join(said) or 'silent'}). "
        "Connect to the internet and run the tests again; the packages are fetched once."
    )


def skip_or_fail(reason: str) -> NoReturn:
    """End the test: a laptop may lack something, the machine that accepts changes may not."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def npm_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the installed packages; without a network, skip, or fail in CI."""

    def install_or_skip(_: Path) -> None:
        if reason := install(ROOT):
            skip_or_fail(reason)

    once(tmp_path_factory, "npm", install_or_skip)
    return ROOT / "node_modules"
