"""Our scripts, styles and sources as they are published, and where the site keeps them."""

import hashlib
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

import rjsmin

from self_tests.site.bundle.shapes import Bundle
from self_tests.site.publish.script_text import bare, listed, shortened
from self_tests.site.publish.short_names import (
    with_short_locals,
    with_short_private,
    with_short_top,
)

SCRIPTS = "assets/self-tests"
"""The folder of our scripts and styles, and below them of the bundle."""

IMPORTED = re.compile(
    r"""(?:\bimport(?![.(])|\bexport\s*[{*][^"'(;]*\bfrom\b)[^"'(;]*["'](\.{1,2}/[^"']+\.mjs)["']"""
)
"""A script that a minified script imports at its start. Those that it imports later, with
`import("...")`, do not count."""


def needed_by(used: Iterable[str], scripts: Mapping[str, Path]) -> list[str]:
    """Return all that some scripts import, and what those import in turn, sorted.

    `scripts` are all there are, by their path from one folder.
    """
    found: set[str] = set()
    waiting = list(used)
    while waiting:
        script = waiting.pop()
        for address in IMPORTED.findall(scripts[script].read_text("utf-8")):
            name = normpath(join(dirname(script), address))
            if name not in found:
                found.add(name)
                waiting.append(name)
    return sorted(found)


def copy_bundle(bundle: Bundle, target: Path) -> None:
    """Copy the parts of a bundle, and nothing else, into the folder `target`."""
    shutil.rmtree(target, ignore_errors=True)
    for part in bundle.parts:
        (target / part.url).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundle.folder / part.url, target / part.url)


def publish_sources(sources: Mapping[str, bytes], folder: Path) -> str:
    """Copy the sources of what scores into a folder named after them; return its name.

    Anybody can read there what has run, byte for byte. They are served as plain text.
    """
    for old in folder.glob("source-*"):
        shutil.rmtree(old)
    whole = hashlib.sha256()
    for name, content in sorted(sources.items()):
        whole.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    published = f"source-{whole.hexdigest()[:12]}"
    for name, content in sources.items():
        target = folder / published / f"{name}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return published


def version_scripts(folder: Path) -> dict[str, str]:
    """Move our scripts and styles into a folder that is named after their content.

    They import each other by relative names, which stay valid, and a page can never load the
    scripts of another deploy. Return old to new address, from the site's root.
    """
    loose = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_placed(path.relative_to(folder).parts[0])
    }
    whole = hashlib.sha256()
    for name, path in loose.items():
        whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    version = f"v-{whole.hexdigest()[:12]}"
    for name, path in loose.items():
        target = folder / version / name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    for left in [path for path in folder.glob("*/") if not _is_placed(path.name)]:
        shutil.rmtree(left)  # empty, or only folders in it
    return {f"{SCRIPTS}/{name}": f"{SCRIPTS}/{version}/{name}" for name in loose}


def is_ours(script: Path, folder: Path) -> bool:
    """Return whether a script below the folder is ours and is where the build tool put it."""
    parts = script.relative_to(folder).parts
    return not _is_placed(parts[0]) and "vendored" not in parts


def _is_placed(name: str) -> bool:
    """Return whether a file or folder of that name was put there by this module."""
    return name == "bundle" or name.startswith(("v-", "source-"))


# What the language does not need: our scripts end each statement with a semicolon.
SPARE = re.compile(r"[,;](?=[)\]}])|(?<=})\n")


def minified(script: str) -> str:
    """Return a script that does the same with fewer characters."""
    light: str = rjsmin.jsmin(shortened(script))
    whole = bare(listed(SPARE.sub("", light)))
    return with_short_locals(with_short_top(with_short_private(whole)))


def minify(scripts: Iterable[Path]) -> None:
    """Minify the scripts of a built site; a second run changes nothing."""
    for path in scripts:
        path.write_text(minified(path.read_text("utf-8")), "utf-8")
