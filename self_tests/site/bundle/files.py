"""Files that are kept from one build to the next: written whole, and checked before use."""

import tempfile
from pathlib import Path

from self_tests.site.digests import integrity


def is_sound(path: Path, wanted: str) -> bool:
    """Return whether a file exists and has the digest `wanted`, in the browser's form."""
    algorithm = wanted.partition("-")[0]
    return path.is_file() and integrity(path.read_bytes(), algorithm) == wanted


def put(path: Path, content: bytes) -> None:
    """Write `content` to a file, unless it already has that."""
    if not path.is_file() or path.read_bytes() != content:
        write(path, content)


def write(path: Path, content: bytes) -> None:
    """Write a file in one step: another build that reads it meanwhile sees none or all of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as scratch:
        scratch.write(content)
    Path(scratch.name).chmod(0o644)
    Path(scratch.name).replace(path)
