"""What a reader may keep for places without a network: the files, and the service worker."""

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from self_tests.site.bundle.shapes import Bundle
from self_tests.site.digests import digest, integrity
from self_tests.site.publish.short_links import short_links

SOURCE = "assets/self-tests/service-worker.mjs"
WORKER = "service-worker.js"
"""Where the worker is written and where it is served: only from the root may it serve all pages."""

FOR_READERS = re.compile(r"\.html$|^(?:assets|licenses|search)/|^feed_\w+\.xml$")
"""Files that may be kept: no page that a kept one leads to, and no search, may end in an error."""

NOT_KEPT = re.compile(
    r"^contributing/|^404\.html$|\.map$|/lunr/|/images/social/|^assets/icons/|/source-[0-9a-f]+/"
    r"|\.(?:gz|br)$"
)
"""Of these, what nobody needs in a gym: pages for contributors, pictures for shared links, other
languages of the search, the code to read, and the compressed copies."""

HASHED = re.compile(r"/bundle/|/v-[0-9a-f]{12}/|\.[0-9a-f]{8}\.min\.")
"""Addresses that change with their content."""

SIZE = re.compile(r'(<keep-offline [^>]*data-megabytes=")[^"]*(")')
"""Where a page says how large the copy is. With `offline: false` in mkdocs.yml no page does."""

FIRST_LINE = re.compile(r"\AKEPT = [^\n]*\n")


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Files below the folder `site`, by path, that are kept together with `bundle`.

    `onward` are short links, by address from the site's root, with the target of each.
    """

    site: Path
    bundle: Bundle
    paths: tuple[str, ...]
    onward: Mapping[str, str] = field(default_factory=dict)

    @property
    def megabytes(self) -> str:
        """What a host that compresses sends, in millions of bytes."""
        parts = {part.url for part in self.bundle.parts}
        others = sum(
            len(gzip.compress((self.site / path).read_bytes(), 6))
            for path in self.paths
            if not path.endswith(tuple(parts))
        )
        return f"{(self.bundle.brotli + others) / 1e6:.1f}"

    def list(self) -> dict[str, object]:
        """Return the list in the worker's form, with the digest of each file."""
        files = []
        for path in self.paths:
            content = (self.site / path).read_bytes()
            files.append(
                {
                    "url": path.removesuffix("index.html"),
                    "digest": integrity(content),
                    "bytes": len(content),
                    "forever": HASHED.search(f"/{path}") is not None,
                }
            )
        return {"files": files, "onward": dict(self.onward)}


def kept_files(site: Path, bundle: Bundle) -> KeptFiles:
    """Return what is kept of a site."""
    onward = short_links(site)
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    names = {name for name in files if FOR_READERS.search(name) and not NOT_KEPT.search(name)}
    # Hosts that redirect a short link themselves would send another page for it.
    kept = names - {f"{address}index.html" for address in onward}
    return KeptFiles(site, bundle, tuple(sorted(kept)), onward)


def write_worker(site: Path, kept: KeptFiles | None) -> None:
    """Write the service worker into the site's root, with the list of files that it keeps.

    If the list is empty, the worker removes the files of earlier ones in every browser that has
    them.
    """
    source, target = site / SOURCE, site / WORKER
    if source.is_file():
        source.replace(target)
    if target.is_file():
        program = FIRST_LINE.sub("", target.read_text("utf-8"))
        listed = kept.list() if kept else {"files": [], "onward": {}}
        # A worker with other code fills a copy of another name: neither can leave half of it.
        named = digest(_shown(listed).encode(), program.encode())[:16] if kept else ""
        target.write_text(f"KEPT = {_shown({'digest': named, **listed})}\n{program}", "utf-8")


def _shown(listed: Mapping[str, object]) -> str:
    return json.dumps(listed, separators=(",", ":"))
