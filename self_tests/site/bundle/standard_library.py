"""The standard library, cut down to the modules that are used."""

import ast
import importlib.util
import json
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from importlib.metadata import version as installed_version
from pathlib import Path

from self_tests.site.bundle.archives import compiled, zipped
from self_tests.site.bundle.cache_key import own_sources
from self_tests.site.bundle.files import is_sound, write
from self_tests.site.bundle.processes import HERE, ToolError, find_program, run
from self_tests.site.bundle.pyodide import ARCHIVE, WrongPythonError
from self_tests.site.bundle.stubs import STUBS
from self_tests.site.digests import digest, integrity


def standard_library(pyodide: Path, cache: Path, core: Mapping[str, bytes]) -> bytes:
    """Return the archive of the standard modules that starting Pyodide and the core import.

    It is kept in `cache`. Raises `ToolError` if the core imports more than Pyodide has,
    `WrongPythonError` if its byte code is of another version than ours.
    """
    request = json.dumps(_imports(core))
    key = digest(
        (pyodide / ARCHIVE).read_bytes(),
        request.encode(),
        sys.version.encode(),
        installed_version("pyodide-build").encode(),
        *own_sources(),
    )
    kept = cache / "bundle" / "standard-library" / f"{key}.zip"
    seal = kept.with_suffix(".integrity")
    if not seal.is_file() or not is_sound(kept, seal.read_text("utf-8")):
        with zipfile.ZipFile(pyodide / "python_stdlib.zip") as stock:
            library = {name: stock.read(name) for name in stock.namelist()}
        library |= {name: source.encode() for name, source in STUBS.items()}
        with tempfile.TemporaryDirectory() as scratch:
            archive = Path(scratch) / "python_stdlib.zip"
            archive.write_bytes(zipped(library))
            program = [*find_program("node"), HERE / "run_in_pyodide.mjs", pyodide, archive]
            done = run(
                [*map(str, program), str(HERE / "imported_modules.py"), "imported_modules"], request
            )
        if done.returncode:
            raise ToolError(
                "self_tests/site/bundle/imported_modules.py",
                f"Pyodide could not import what the core imports: {done.stderr.strip()[-400:]}",
                "The core may import the standard library only.",
            )
        answer = json.loads(done.stdout)
        if bytes.fromhex(answer["magic"]) != importlib.util.MAGIC_NUMBER:
            raise WrongPythonError(
                sys.executable,
                "its byte code is not that of the pinned Pyodide.",
                "Pin the two to the same minor version, in package.json and .python-version.",
            )
        sources = {name: library[name] for name in answer["members"]}
        # On a phone nobody reads help(): without docstrings the archive is a third smaller.
        archived = compiled("python_stdlib.zip", sources, "-OO")
        write(kept, archived)
        write(seal, integrity(archived).encode())
    return kept.read_bytes()


def _imports(core: Mapping[str, bytes]) -> list[tuple[str, list[str]]]:
    """Return what the core imports from outside itself, anywhere in a file, sorted."""
    found: set[tuple[str, tuple[str, ...]]] = set()
    for name, content in core.items():
        if not name.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(content, name)):
            if isinstance(node, ast.Import):
                found.update((alias.name, ()) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found.add((node.module, tuple(sorted(alias.name for alias in node.names))))
    return [
        (module, list(names))
        for module, names in sorted(found)
        if module.partition(".")[0] != "self_tests"
    ]
