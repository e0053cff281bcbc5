"""Runs the shipped bundle outside a browser, for every test that wants Python as readers get it."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from self_tests.site.runtime import ROOT, Bundle, build_bundle, find_program

HERE = Path(__file__).parent


def shipped_bundle() -> Bundle:
    """Return the bundle of this repository. The first call of a machine takes half a minute."""
    return build_bundle(ROOT)


def respond_in_node(requests: Sequence[str], bundle: Bundle | None = None) -> list[str]:
    """Return what the shipped Python, in the shipped worker, answers to each request.

    A request is JSON text without a line break, as for `self_tests.wire.respond`. One Pyodide is
    started for all of them: send many at once. Raises `AssertionError` with what Node wrote if
    it fails.
    """
    bundle = bundle or shipped_bundle()
    manifest = bundle.manifest(base=f"{bundle.folder.as_uri()}/")
    lines = [json.dumps(manifest), *requests]
    done = subprocess.run(
        [*find_program("node"), str(HERE / "respond.mjs")],
        input="\n".join(lines),
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()
