"""The data of a bundle: its parts, the memory of its start, and what a page says of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the bundle.

    `name` is the worker's name for it; `url` is relative to the bundle's folder, with `/`;
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
    """The memory of a started Python, before the first answer comes in.

    A browser may save it for the next visit. It is the same in every browser, so a saved copy can
    be compared with the page's digest: `integrity` is the browser's form of the SHA-256 of the
    memory without its empty pages, `bytes` its whole size.
    """

    integrity: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Every file that scoring needs, and where the build keeps it.

    `folder` holds the parts at their urls, possibly beside those of earlier builds; `lock` is what
    Pyodide has to know about its own build; `digest` is the SHA-256, in hexadecimal, of all urls
    and integrities: it changes with any byte that reaches the reader. `memory` is what a browser
    may save of the started bundle. `sources` are the files that the core was compiled from, by
    path.
    """

    folder: Path
    parts: tuple[Part, ...]
    lock: Mapping[str, str]
    digest: str
    memory: Memory
    sources: Mapping[str, bytes] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Part:
        """Return the part of that name. Raises `KeyError` if there is none."""
        return {part.name: part for part in self.parts}[name]

    @property
    def brotli(self) -> int:
        """How many bytes a host with brotli sends for the whole."""
        return sum(part.brotli for part in self.parts)

    @property
    def gzip(self) -> int:
        """How many bytes a host with gzip sends for the whole."""
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
