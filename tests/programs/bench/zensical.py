"""Builds the same `mkdocs.yml` with Zensical and says what becomes of it.

    uv run python -m tests.programs.bench.zensical

Takes a minute and needs the network for Zensical's newest version (none younger than
`exclude-newer` of pyproject.toml). Both sites go through `finish`. The printed tables stand in
docs/contributing/zensical.md.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import override

from tests.support.repository import ROOT

WIDGETS = {"self-test", "self-test-plan"}
CARDS = {
    *("contact-card", "drill-card", "figure", "safety-list", "scored-test", "source-list"),
    *("cited-list", "library", "choices", "facts", "component"),
}
VOID = {"br", "img", "input", "link", "meta", "path", "progress", "rect", "animate", "hr", "source"}

# What a page or a site may have, and how to see that it does.
ON_PAGES: Mapping[str, str] = MappingProxyType(
    {
        "security policy (`finish`)": "Content-Security-Policy",
        "description": '<meta name="?description',
        "canonical address": 'rel="?canonical',
        "facts for search engines (JSON-LD)": "application/ld\\+json",
        "our scripts or styles": 'assets/site\\.[^"]*css|assets/site\\.css',
        "manifest of the bundle (`finish`)": "self-tests-bundle",
        "a figure beside the title or on cards": "figure-still",
        "minutes to read": "minutes to read",
        "feed announced": "application/rss\\+xml",
    }
)


class _Widgets(HTMLParser):
    """Collects what markers made of a page: each widget and card as one line of plain markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._open: list[str] = []
        self._parts: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        if not self._open and tag not in WIDGETS and not classes & CARDS:
            return
        # Zensical takes this one out once its search has read it.
        kept = sorted(pair for pair in attrs if pair[0] != "data-search-exclude")
        said = " ".join(f'{name}="{value or ""}"' for name, value in kept)
        self._parts.append(f"<{tag} {said}>")
        if tag not in VOID:
            self._open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        if self._open and tag in self._open:
            while self._open.pop() != tag:
                pass
            self._parts.append(f"</{tag}>")
            if not self._open:
                self.found.append("".join(self._parts))
                self._parts = []

    @override
    def handle_data(self, data: str) -> None:
        if self._open:
            self._parts.append(" ".join(data.split()))


def widgets(page: Path) -> list[str]:
    """Return what markers made of a page."""
    reader = _Widgets()
    reader.feed(page.read_text("utf-8"))
    reader.close()
    return reader.found


def pages(site: Path) -> dict[str, Path]:
    """Return the pages of a site by their addresses."""
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}


def run(command: list[str], folder: Path, **environment: str) -> str:
    """Run a command and return what it wrote; end with that when it fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def copy_of_the_repository(target: Path) -> Path:
    """Copy what git knows, and what is new, so that no build writes into the repository."""
    listed = run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], ROOT)
    for name in filter(None, listed.splitlines()):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    # What npm fetched once, and the bundle made of it.
    (target / ".cache").symlink_to(ROOT / ".cache")
    return target


def zensical(folder: Path) -> str:
    """Build with Zensical in an environment of its own; return its version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = [
        pin for pin in project["dependency-groups"]["site"] if pin.startswith(("jinja2", "brotli"))
    ]
    tool = [
        *("uv", "tool", "run", "--python", "3.13"),
        *("--exclude-newer", project["tool"]["uv"]["exclude-newer"]),
        *(part for pin in pins for part in ("--with", pin)),
        "zensical",
    ]
    (folder / ".cache").unlink()
    run([*tool, "build", "--clean"], folder, PYTHONPATH=str(folder))
    return run([*tool, "--version"], folder).strip()


def report(ours: Path, theirs: Path, version: str) -> Iterator[str]:
    """Yield the lines of the report."""
    mine, other = pages(ours), pages(theirs)
    yield f"Zensical {version}: {len(other)} pages, MkDocs: {len(mine)}."
    yield f"Only MkDocs has: {', '.join(sorted(mine.keys() - other)) or 'none'}."
    yield f"Only Zensical has: {', '.join(sorted(other.keys() - mine)) or 'none'}."
    yield ""
    yield "| Page | Widgets and cards | Equal |"
    yield "| --- | ---: | ---: |"
    for name in sorted(mine.keys() & other):
        one, two = widgets(mine[name]), widgets(other[name])
        if one or two:
            equal = sum(a == b for a, b in zip(one, two, strict=False))
            many = f"{len(one)}" if len(one) == len(two) else f"{len(one)}, Zensical {len(two)}"
            yield f"| `{name}` | {many} | {equal} |"
    yield ""
    yield "| What pages have | MkDocs | Zensical |"
    yield "| --- | ---: | ---: |"
    for what, pattern in ON_PAGES.items():
        counts = [
            sum(bool(re.search(pattern, path.read_text("utf-8"))) for path in each.values())
            for each in (mine, other)
        ]
        yield f"| {what} | {counts[0]} | {counts[1]} |"
    for what, count in ON_SITES.items():
        yield f"| {what} | {count(ours)} | {count(theirs)} |"


def _in_file(name: str, pattern: str) -> Callable[[Path], int]:
    def count(site: Path) -> int:
        path = site / name
        return len(re.findall(pattern, path.read_text("utf-8"))) if path.is_file() else 0

    return count


ON_SITES: Mapping[str, Callable[[Path], int]] = MappingProxyType(
    {
        "addresses in the sitemap": _in_file("sitemap.xml", "<loc>"),
        "articles in the feed": _in_file("feed_rss_created.xml", "<item>"),
        "articles on the blog's page": _in_file("blog/index.html", "choice__link"),
        "articles on the home page": _in_file("index.html", "choice__note"),
        "short links for hosts (`finish`)": _in_file("_redirects", " 301"),
        "robots.txt": lambda site: int((site / "robots.txt").is_file()),
        "web manifest": lambda site: int((site / "manifest.webmanifest").is_file()),
        "service worker that keeps something (`finish`)": _in_file("service-worker.js", '"url"'),
    }
)


def main() -> None:
    """Build both sites and print what differs."""
    with tempfile.TemporaryDirectory() as scratch:
        ours = Path(scratch) / "mkdocs"
        run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(ours)], ROOT)
        folder = copy_of_the_repository(Path(scratch) / "zensical")
        version = zensical(folder)
        theirs = folder / "site"
        run([sys.executable, "-m", "self_tests.site.publish.finish", str(theirs)], ROOT)
        print("\n".join(report(ours, theirs, version)))


if __name__ == "__main__":
    main()
