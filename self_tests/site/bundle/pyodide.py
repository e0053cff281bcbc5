"""Pyodide as npm publishes it: fetched, checked against its pin, and lightened."""

import io
import json
import sys
import tarfile
import tempfile
from pathlib import Path

from self_tests.site.bundle.files import is_sound, put
from self_tests.site.bundle.processes import ToolError, find_program, run
from self_tests.site.bundle.unused_exports import UnknownEngineError, lightened
from self_tests.site.digests import integrity
from self_tests.site.errors import BuildError
from self_tests.site.places import ROOT

PYTHON = (3, 13)
"""The minor version of the pinned Pyodide. Byte code of any other is refused by it in silence."""

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
"""What the browser takes from the npm package. Pyodide asks for these exact names."""

ARCHIVE = "pyodide.tgz"
"""The npm package as it was packed: the only form in which the pin can check it."""

BUILD_FILES = ("python_stdlib.zip", "pyodide-lock.json", "package.json")
"""What only the build reads."""


class WrongPythonError(BuildError):
    """The running Python writes byte code that the pinned Pyodide cannot read."""


class PyodideUnavailableError(BuildError):
    """Pyodide is not in the cache and could not be fetched."""


class PyodideDamagedError(BuildError):
    """What was fetched is not what `package-lock.json` names."""


def refuse_other_python(running: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Raise `WrongPythonError` unless `running` (major, minor) is the Python of Pyodide."""
    if running[:2] != PYTHON:
        found, wanted = (".".join(map(str, pair)) for pair in (running[:2], PYTHON))
        raise WrongPythonError(
            sys.executable,
            f"this is Python {found}; the pinned Pyodide runs byte code of {wanted} only.",
            f"Run the command with `uv run`, which uses {wanted}.",
        )


def fetch_pyodide(cache: Path, root: Path = ROOT) -> Path:
    """Return the folder of the pinned Pyodide, fetching it through npm if `cache` lacks it.

    Raises `PyodideUnavailableError` if npm cannot fetch it, `PyodideDamagedError` if the archive
    is not the one in `package-lock.json`, `ToolError` if there is no npm.
    """
    version, pinned = pin(root)
    folder = cache / "pyodide" / version
    kept = folder / ARCHIVE
    archive = kept.read_bytes() if is_sound(kept, pinned) else b""
    if not archive:
        with tempfile.TemporaryDirectory() as scratch:
            packed = _npm_pack(f"pyodide@{version}", Path(scratch), folder)
            archive, name = packed.read_bytes(), packed.name
        found = integrity(archive, "sha512")
        if found != pinned:
            raise PyodideDamagedError(
                name,
                f"its sha512 is {found}, package-lock.json names {pinned}.",
                "Run `npm cache clean --force` and build again; if it stays, the registry does "
                "not serve what was pinned: do not deploy.",
            )
    # Each time: what lies unpacked may have been changed since it was checked.
    for name, content in _unpacked(archive).items():
        put(folder / name, content)
    put(kept, archive)
    return folder


def _unpacked(archive: bytes) -> dict[str, bytes]:
    """Return what the build takes out of Pyodide's archive, by name."""
    files = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        held = package.getnames()
        for name in (*PYODIDE_FILES, *BUILD_FILES):
            member = f"package/{name}"
            content = package.extractfile(member) if member in held else None
            if content is None:
                raise PyodideDamagedError(
                    ARCHIVE, f"it holds no {name}.", "Pin a Pyodide that does, in package.json."
                )
            files[name] = content.read()
    return files


def pin(root: Path) -> tuple[str, str]:
    """Return the version and the integrity of Pyodide in `package-lock.json`."""
    lock = json.loads((root / "package-lock.json").read_text("utf-8"))
    package = lock["packages"]["node_modules/pyodide"]
    return package["version"], package["integrity"]


def _npm_pack(package: str, target: Path, wanted: Path) -> Path:
    """Let npm put the archive of `package` into `target`; `wanted` is named if it cannot."""
    command = [*find_program("npm"), "pack", package, "--silent", "--prefer-offline"]
    done = run([*command, "--pack-destination", str(target)])
    archives = list(target.glob("*.tgz"))
    if done.returncode or not archives:
        said = [line for line in done.stderr.splitlines() if "warn" not in line][-3:]
        raise PyodideUnavailableError(
            str(wanted),
            f"{package} is not there, and npm could not fetch it ({' '.join(said) or 'silent'}).",
            "Connect to the internet and build again; it is fetched once.",
        )
    return archives[0]


def engine(pyodide: Path) -> dict[str, bytes]:
    """Return the files of Pyodide that the browser takes, lightened, by their names.

    `pyodide` is the folder that `fetch_pyodide` gives. Raises `ToolError` where the glue has
    changed so that its unused exports cannot be taken out.
    """
    files = {name: (pyodide / name).read_bytes() for name in PYODIDE_FILES}
    loader, glue, wasm = PYODIDE_FILES
    try:
        light_glue, files[wasm] = lightened(
            files[loader].decode(), files[glue].decode(), files[wasm]
        )
    except UnknownEngineError as error:
        raise ToolError(
            glue,
            f"its unused exports could not be taken out: {error}.",
            "See `upgrade Pyodide` in docs/contributing, about the engine.",
        ) from error
    files[glue] = light_glue.encode()
    return files
