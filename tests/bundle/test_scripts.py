"""Our scripts: their own tests, under Node, and their types."""

import json
import os
from pathlib import Path

import pytest

from self_tests.site.bundle.shapes import Bundle
from self_tests.site.places import ROOT
from tests.support.shipped_bundle import base_of, run_node

PATIENCE = "--test-timeout=600000"
"""Milliseconds: on a busy machine the first Python takes its time."""
MODULES = sorted((ROOT / "tests" / "browser-modules").glob("*.test.mjs"))


def test_the_client_survives_what_a_worker_can_do() -> None:
    """Every test of the client passes under Node."""
    run_node("--test", PATIENCE, "client.test.mjs")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name.partition(".")[0])
def test_what_a_module_promises(module: Path) -> None:
    """Every test of what a module decides without a page passes under Node."""
    run_node("--test", PATIENCE, str(module))


def test_the_worker_runs_the_shipped_bundle(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every test of the worker passes under Node, with the bundle as it ships."""
    monkeypatch.setitem(
        os.environ, "SELF_TESTS_BUNDLE", json.dumps(bundle.manifest(base_of(bundle)))
    )
    run_node("--test", PATIENCE, "worker.test.mjs")


def test_the_types_of_all_scripts_hold(npm_packages: Path) -> None:
    """The strict type checker finds nothing in any of our scripts."""
    checker = npm_packages / "typescript" / "bin" / "tsc"
    run_node(str(checker), "--project", str(ROOT / "tsconfig.json"))
