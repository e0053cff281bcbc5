"""Makes the bundle: the Python that a reader's browser downloads to score a self-test.

It consists of Pyodide as npm publishes it, pinned and checked in `package-lock.json`, without what
only other packages would use; a standard library cut down to the modules that are used; and the
core of `self_tests` with its definitions. Both archives hold byte code, so that a phone does not
compile Python before the first result. The neighboring modules make the parts; this one puts them
together.

Equal inputs give equal bytes, and every address holds a hash of the content: after an edit of a
definition, the large files keep the addresses under which browsers have cached them.
"""

import gzip
import json
import sys
from collections.abc import Mapping
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import brotli

from self_tests.site.bundle.archives import wheel
from self_tests.site.bundle.cache_key import own_sources
from self_tests.site.bundle.core import core_files, head_start, prepared
from self_tests.site.bundle.files import is_sound, put, write
from self_tests.site.bundle.processes import HERE, ToolError, find_program, run
from self_tests.site.bundle.pyodide import engine, fetch_pyodide, pin, refuse_other_python
from self_tests.site.bundle.shapes import Bundle, Memory, Part
from self_tests.site.bundle.standard_library import standard_library
from self_tests.site.digests import digest, integrity
from self_tests.site.places import ROOT


def build_bundle(root: Path = ROOT, cache: Path | None = None) -> Bundle:
    """Make the bundle of the repository at `root`, or find it in `cache` (`.cache` in `root`).

    Raises a `BuildError`: `WrongPythonError`, `PyodideUnavailableError`, `PyodideDamagedError` or
    `ToolError`.
    """
    refuse_other_python()
    cache = cache or root / ".cache"
    core = core_files(root)
    key = digest(
        pin(root)[1].encode(),
        sys.version.encode(),
        installed_version("pyodide-build").encode(),
        *own_sources(),
        *(b"%s\0%s" % (name.encode(), content) for name, content in core.items()),
    )
    folder = cache / "bundle" / "parts"
    remembered = cache / "bundle" / "built" / f"{key}.json"
    if remembered.exists():
        bundle = _bundle(folder, json.loads(remembered.read_text("utf-8")), core)
        if all(is_sound(folder / part.url, part.integrity) for part in bundle.parts):
            return bundle
    facts = _make(root, cache, folder, core)
    started = _bundle(folder, {**facts, "memory": {"integrity": "", "bytes": 0}}, core)
    facts["memory"] = _memory(started)
    write(remembered, json.dumps(facts, indent=1, sort_keys=True).encode())
    return _bundle(folder, facts, core)


def _make(root: Path, cache: Path, folder: Path, core: Mapping[str, bytes]) -> dict[str, Any]:
    """Put every part under `folder` and return what `_bundle` needs."""
    version, _ = pin(root)
    pyodide = fetch_pyodide(cache, root)
    light = engine(pyodide)
    engine_folder = f"pyodide-{version}-{digest(*light.values())[:12]}"
    library = standard_library(pyodide, cache, core)
    wheel_name, made = wheel(root, {**prepared(core), **head_start(pyodide, core)})
    contents = {
        "loader": (f"{engine_folder}/pyodide.mjs", light["pyodide.mjs"]),
        "glue": (f"{engine_folder}/pyodide.asm.js", light["pyodide.asm.js"]),
        "wasm": (f"{engine_folder}/pyodide.asm.wasm", light["pyodide.asm.wasm"]),
        # Hosts compress text and leave zips alone. This zip is stored, not deflated, and has a
        # suffix that makes hosts compress it: brotli takes 0.39 MB where a deflated zip has 0.55
        # MB, and the phone inflates it natively, not in WebAssembly.
        "standard-library": (f"standard-library-{digest(library)[:12]}.zip.txt", library),
        "self-tests": (f"self-tests-{digest(made)[:12]}/{wheel_name}.txt", made),
    }
    for url, content in contents.values():
        put(folder / url, content)
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
    """Start a bundle in the shipped worker and return the memory that a browser would save."""
    manifest = json.dumps(bundle.manifest(f"{bundle.folder.resolve().as_uri()}/"))
    done = run([*find_program("node"), str(HERE / "kept_memory.mjs")], manifest)
    if done.returncode:
        raise ToolError(
            "kept_memory.mjs",
            f"the bundle did not start under Node: {done.stderr.strip()[-600:]}.",
            "See `upgrade Pyodide` in docs/contributing.",
        )
    memory: dict[str, object] = json.loads(done.stdout)
    return memory


def _measure(content: bytes, cache: Path) -> dict[str, object]:
    """Return the measured fields of a `Part`, cached because the best brotli takes seconds."""
    kept = cache / "bundle" / "sizes" / f"{digest(content)}.json"
    if not kept.is_file():
        sizes = {
            "brotli": len(brotli.compress(content, quality=11, lgwin=24)),
            "gzip": len(gzip.compress(content, 9, mtime=0)),
        }
        write(kept, json.dumps(sizes).encode())
    sizes = json.loads(kept.read_text("utf-8"))
    return {**sizes, "integrity": integrity(content), "bytes": len(content)}
