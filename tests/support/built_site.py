"""The site as it is published, built once in a run for all tests that look at it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from self_tests.site.bundle.shapes import Bundle
from tests.support.once import once
from tests.support.repository import ROOT


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory, bundle: Bundle) -> Path:  # noqa: ARG001 - it is in the site, and made once
    """Give the folder of a strict build, with the bundle in it. No test may write into it."""
    return once(tmp_path_factory, "built", build) / "site"


def build(folder: Path) -> None:
    """Build the site into `site` in a folder."""
    site = str(folder / "site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", site],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
