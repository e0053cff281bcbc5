"""Runs the shipped bundle outside a browser, for tests that need Python as readers get it."""

import json
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from self_tests.site.bundle.build import build_bundle
from self_tests.site.bundle.processes import find_program
from self_tests.site.bundle.shapes import Bundle
from tests.support.once import once
from tests.support.repository import ROOT
from tests.support.servers import PatientServer

SCRIPTS = ROOT / "tests/bundle"


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """Give the bundle of this repository. The first one on a machine takes half a minute."""
    once(tmp_path_factory, "bundle", lambda _: build_bundle(ROOT))
    return build_bundle(ROOT)


def respond_in_node(
    requests: Sequence[str], bundle: Bundle | None = None, *, again: bool = False
) -> list[str]:
    """Return what the shipped Python, in the shipped worker, answers to each request.

    `again` asks on a visit that starts from the memory of an earlier one.

    A request is JSON text without a line break, as for `self_tests.wire.respond`. One Pyodide is
    started for all of them, so send many at once. Raises `AssertionError` with the output of Node
    if it fails.
    """
    bundle = bundle or build_bundle(ROOT)
    lines = [json.dumps(bundle.manifest(base_of(bundle))), *requests]
    visit = ["again"] if again else []
    return run_node("respond.mjs", *visit, text="\n".join(lines)).splitlines()


def import_in_node(modules: Sequence[str], bundle: Bundle) -> Mapping[str, Any]:
    """Import the modules in the bundle's Pyodide and return what `imports.mjs` found."""
    manifest = json.dumps(bundle.manifest(base_of(bundle)))
    found: Mapping[str, Any] = json.loads(
        run_node("imports.mjs", text=f"{manifest}\n{json.dumps(modules)}")
    )
    return found


def base_of(bundle: Bundle) -> str:
    """Return the address of the folder in which the build keeps the parts."""
    return f"{bundle.folder.as_uri()}/"


def run_node(*arguments: str, text: str = "") -> str:
    """Run Node in `tests/bundle` and return its output; fail with its error output."""
    done = subprocess.run(
        [*find_program("node"), *arguments],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=SCRIPTS,
    )
    # Node quotes the line of the error; in Pyodide's minified scripts that is a megabyte.
    said = "\n".join(line[:300] for line in f"{done.stdout}\n{done.stderr}".splitlines())
    assert done.returncode == 0, said[-6000:]
    return done.stdout


class Handler(SimpleHTTPRequestHandler):
    """Serves files with the types that browsers require, and prints nothing."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Print nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port and give its address."""
    server = PatientServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
