"""The files of the core: which ones ship, and what is computed from them in advance."""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

from self_tests.site.bundle.files import write
from self_tests.site.bundle.processes import HERE, ToolError


def core_files(root: Path) -> dict[str, bytes]:
    """Return what ships of `self_tests`, by path in the archive, sorted.

    `site/` works at build time; `__main__` and `terminal` are for terminals, and would need
    argparse; cases are for tests.
    """
    package = root / "self_tests"
    paths = [*package.rglob("*.py"), *(package / "definitions").rglob("*.toml")]
    shipped = (
        path
        for path in paths
        if path.relative_to(package).parts[0] not in {"site", "__main__.py", "terminal.py"}
        and path.name != "cases.toml"
    )
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(shipped, key=lambda path: path.relative_to(root).as_posix())
    }


def prepared(core: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the core with its definitions already read as tables, in one file of JSON.

    A phone reads that forty times faster than TOML, and JSON can hold everything that our TOML
    does.
    """
    folder = "self_tests/definitions/"
    tables = {
        name.removeprefix(folder): tomllib.loads(content.decode())
        for name, content in core.items()
        if name.startswith(folder)
    }
    code = {name: content for name, content in core.items() if not name.startswith(folder)}
    return {**code, f"{folder}tables.json": json.dumps(tables, ensure_ascii=False).encode()}


def head_start(pyodide: Path, core: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `head_start.py` and its byte code, made with Pyodide's own `dataclasses`.

    Raises `ToolError` if the core cannot be imported.
    """
    source = (HERE / "head_start.py").read_bytes()
    with tempfile.TemporaryDirectory() as scratch:
        for name, content in {**core, "head_start.py": source}.items():
            write(Path(scratch) / name, content)
        with zipfile.ZipFile(pyodide / "python_stdlib.zip") as stock:
            stock.extract("dataclasses.py", scratch)
        modules = [
            name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            for name in core
            if name.endswith(".py")
        ]
        # Started by its path, so that imports are looked for in its folder first.
        program = str(Path(scratch) / "head_start.py")
        made = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-S", program, *modules],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
    if made.returncode:
        raise ToolError(
            "self_tests/site/bundle/head_start.py",
            f"the core could not be imported: {made.stderr.decode().strip()[-400:]}",
            "Run `uv run pytest tests/core`, which names the fault.",
        )
    return {"head_start.py": source, "head_start.bin": made.stdout}
