"""What the tests need from npm: fetched when it is missing, and a plain word when it cannot be."""

import json
import os
from pathlib import Path

import pytest

from tests.support.npm_packages import install


def project(folder: Path, packages: dict[str, object]) -> Path:
    """Write a project whose lock names the given packages."""
    needed = dict.fromkeys(packages, "1.0.0")
    root = {"name": "project", "version": "1.0.0", "dependencies": needed}
    entries = {f"node_modules/{name}": entry for name, entry in packages.items()}
    lock = {"name": "project", "version": "1.0.0", "lockfileVersion": 3}
    (folder / "package.json").write_text(json.dumps(root), "utf-8")
    (folder / "package-lock.json").write_text(
        json.dumps({**lock, "packages": {"": root, **entries}}),
        "utf-8",
    )
    return folder


def test_what_is_there_is_not_installed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With packages younger than the lock, npm is not even looked for."""
    root = project(tmp_path, {})
    (root / "node_modules").mkdir()
    (root / "node_modules" / ".package-lock.json").touch()
    monkeypatch.setattr(
        "tests.support.npm_packages.find_program", lambda _: pytest.fail("looked for")
    )
    assert install(root) == ""


def test_what_is_missing_or_old_is_installed(tmp_path: Path) -> None:
    """Without packages, and again after the lock has changed, npm runs and leaves its mark."""
    root = project(tmp_path, {})
    installed = root / "node_modules" / ".package-lock.json"
    assert (install(root), installed.is_file()) == ("", True)
    os.utime(installed, (0, 0))
    assert install(root) == ""
    assert installed.stat().st_mtime > 0


def test_without_a_network_the_reason_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package that cannot be fetched is a message with the place and the way out."""
    monkeypatch.setenv("npm_config_offline", "true")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    reason = install(project(tmp_path, {"never-fetched": {"version": "1.0.0"}}))
    assert reason.startswith(f"{tmp_path / 'node_modules'}: `npm ci` failed (")
    assert reason.endswith("run the tests again; the packages are fetched once.")
