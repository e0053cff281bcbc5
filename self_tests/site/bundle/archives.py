"""Archives of byte code: equal members give equal bytes."""

import importlib.util
import io
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

from self_tests.site.bundle.processes import ToolError, run
from self_tests.site.bundle.pyodide import PYTHON
from self_tests.site.digests import urlsafe_sha256

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip can hold: archives built on two days are equal."""

UNCHECKED_HASH = (1).to_bytes(4, "little")
"""The flag of byte code that names its source by hash and is never compared with it."""


def wheel(root: Path, core: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the name and the bytes of the wheel of byte code. It keeps its docstrings.

    The report shows the docstring of the rule that fired.
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
    return name, compiled(name, files, record=f"{info}/RECORD")


def compiled(
    name: str, files: Mapping[str, bytes], *options: str, record: str | None = None
) -> bytes:
    """Return an archive of `files` in which `pyodide py-compile` made byte code of each `.py`.

    `options` are for the Python that compiles. The byte code is normalised: its header names the
    source by hash, not by date. With `record`, a wheel's list of contents is added at that path.
    Raises `ToolError` if `pyodide py-compile` fails.
    """
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / name
        archive.write_bytes(zipped(files))
        command = [sys.executable, *options, "-m", "pyodide_cli", "py-compile", "--silent"]
        # What Python keeps in sets it writes in the order of their hashes.
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
    """Return a wheel's RECORD: path, hash and size of each member, itself without the last two."""
    lines = [
        f"{path},sha256={urlsafe_sha256(content)},{len(content)}"
        for path, content in sorted(members.items())
    ]
    return "\n".join([*lines, f"{record},,", ""]).encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a stored zip of `members` that depends on nothing but them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in sorted(members.items()):
            entry = zipfile.ZipInfo(path, ZIP_DATE)
            entry.create_system = 3  # Unix, also when a Windows machine builds.
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
