"""Archives of byte code: the same members always give the same bytes."""

import ast
import importlib.util
import io
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType

from self_tests.site.bundle.processes import ToolError, run
from self_tests.site.bundle.pyodide import PYTHON
from self_tests.site.digests import urlsafe_sha256

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip can hold: archives built on two days are equal."""

UNCHECKED_HASH = (1).to_bytes(4, "little")
"""The flag of byte code that names its source by hash and is never compared with it."""

SHOWN = ("self_tests/rules/", "self_tests/model/self_test.py")
"""Whose docstrings readers see: those of the rules, and of how two sides are compared."""

EMPTY: Mapping[str, bytes] = MappingProxyType({})


def wheel(root: Path, core: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the name and the bytes of the wheel of byte code.

    Only the docstrings of rules are shipped, because the report shows that of the rule that fired.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    version = project["version"]
    python = "".join(map(str, PYTHON))
    info = f"self_tests-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: self-tests\nVersion: {version}\n"
    files = {
        **core,
        f"{info}/METADATA": metadata.encode(),
        f"{info}/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: self_tests.site.bundle.build\n"
            f"Root-Is-Purelib: true\nTag: cp{python}-none-any\n"
        ).encode(),
    }
    name = f"self_tests-{version}-cp{python}-none-any.whl"
    terse = {
        path: without_docstrings(content)
        for path, content in core.items()
        if path.endswith(".py") and not path.startswith(SHOWN)
    }
    return name, compiled(name, files, terse=terse, record=f"{info}/RECORD")


def without_docstrings(source: bytes) -> bytes:
    """Return the source of a module without its docstrings; each line keeps its number.

    A class keeps a docstring of one period, because `dataclasses` would make a text if there were
    none, which takes a phone longer than loading the period. `-OO` would leave nothing, and also
    remove our assertions.
    """
    lines = source.splitlines(keepends=True)
    begins = [0, *accumulate(map(len, lines))]
    for node in sorted(_documented(source), key=lambda node: node.body[0].lineno, reverse=True):
        text = node.body[0]
        start = begins[text.lineno - 1] + text.col_offset
        end = begins[(text.end_lineno or 0) - 1] + (text.end_col_offset or 0)
        stays = {ast.Module: b"", ast.ClassDef: b"'.'"}.get(type(node), b"0")
        source = source[:start] + stays + b"\n" * source.count(b"\n", start, end) + source[end:]
    return source


def _documented(source: bytes) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            yield node


def compiled(
    name: str,
    files: Mapping[str, bytes],
    *options: str,
    terse: Mapping[str, bytes] = EMPTY,
    record: str | None = None,
) -> bytes:
    """Return an archive of `files` in which `pyodide py-compile` made byte code of each `.py`.

    `options` are for the Python that compiles. It writes no table of columns, which would be a
    fifth of all bytes: a traceback names the line. `terse` holds what is compiled in place of a
    file. The byte code is normalized: its header names the file by hash, not by date. With
    `record`, a wheel's list of contents is added at that path. Raises `ToolError` if `pyodide
    py-compile` fails.
    """
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / name
        archive.write_bytes(zipped({**files, **terse}))
        quiet = ["-X", "no_debug_ranges", *options]
        command = [sys.executable, *quiet, "-m", "pyodide_cli", "py-compile", "--silent"]
        # Python writes the members of sets in the order of their hashes, which this seed fixes.
        done = run([*command, "--compression-level", "0", str(archive)], PYTHONHASHSEED="0")
        if done.returncode:
            raise ToolError(
                name,
                f"`pyodide py-compile` failed: {done.stderr.strip()[-400:]}",
                "Run `uv sync`, then build again.",
            )
        with zipfile.ZipFile(archive) as packed:
            members = {path: packed.read(path) for path in packed.namelist()}
    for path, content in members.items():
        if path.endswith(".pyc"):
            source_hash = importlib.util.source_hash(files[path.removesuffix("c")])
            members[path] = content[:4] + UNCHECKED_HASH + source_hash + content[16:]
    if record:
        members[record] = _record(members, record)
    return zipped(members)


def _record(members: Mapping[str, bytes], record: str) -> bytes:
    """Return a wheel's RECORD: path, hash and size of each member; its own has only a path."""
    lines = [
        f"{path},sha256={urlsafe_sha256(content)},{len(content)}"
        for path, content in sorted(members.items())
    ]
    return "\n".join([*lines, f"{record},,", ""]).encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a stored zip of `members` that is the same on every machine and day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in sorted(members.items()):
            entry = zipfile.ZipInfo(path, ZIP_DATE)
            entry.create_system = 3  # Unix, also when a Windows machine builds.
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
