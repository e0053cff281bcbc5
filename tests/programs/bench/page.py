"""What Lighthouse says of the page around the self-test, beside stock Material with the same text.

    uv run python -m tests.programs.bench.page

Lighthouse comes through npx and is fetched on the first run. Every kind of page has a row, and the
page "My plan" another one in a browser that holds a plan.
"""

import functools
import gzip
import json
import mimetypes
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import override
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.programs.bench.boot import CHROMIUM
from tests.support.chromium import path_of_chromium
from tests.support.kept import KEEPS, PLAN, TEXT_PAGE
from tests.support.repository import ROOT
from tests.support.servers import free_port
from tests.support.sessions import FULL_PLAN
from tests.support.stock import build_stock_site

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ARTICLE = "blog/knee-pain-look-above-and-below/"
OURS = (
    "",
    ARTICLE,
    "self-tests/knee-to-wall/",
    "self-tests/chain-check/",
    "drills/calf-stretch/",
    "when/it-hurts-to-squat/",
    "when/common-questions/",
    "squat-explorer/",
    "how-we-score/",
    "sources/",
    "help-find-out/",
    PLAN,
)


class Compressed(SimpleHTTPRequestHandler):
    """Sends files as a web host does: text in gzip, with its type, and may be kept."""

    protocol_version = "HTTP/1.1"

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass

    @override
    def do_GET(self) -> None:
        path = Path(self.translate_path(urlsplit(self.path).path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        kind = "text/javascript" if file.suffix == ".mjs" else kind
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if kind.startswith("text/") or file.suffix in {".svg", ".xml", ".json"}:
            body = gzip.compress(body, 9)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder while the block runs; give its address."""
    handler = functools.partial(Compressed, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


@contextmanager
def browser_with(kept: object, address: str) -> Iterator[int]:
    """Open a browser that holds this of a reader's while the block runs; give its port."""
    port = free_port()
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=path_of_chromium(),
            args=[*CHROMIUM, f"--remote-debugging-port={port}"],
        )
        page = context.new_page()
        page.goto(address + TEXT_PAGE)
        page.evaluate(KEEPS, kept)
        yield port
        context.close()


def measured(address: str, report: Path, *options: str) -> dict[str, float]:
    """Return what Lighthouse says of a page on a phone: scores, layout shift, kilobytes sent."""
    subprocess.run(
        [
            *("npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json"),
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            *options,
            f"--chrome-flags=--headless=new {' '.join(CHROMIUM)}",
        ],
        env=os.environ | {"CHROME_PATH": "/usr/bin/chromium"},
        check=True,
        capture_output=True,
    )
    said = json.loads(report.read_text("utf-8"))
    scores = {name: 100 * (said["categories"][name]["score"] or 0) for name in CATEGORIES}
    return scores | {
        "shift": said["audits"]["cumulative-layout-shift"]["numericValue"],
        "kB": said["audits"]["total-byte-weight"]["numericValue"] / 1000,
    }


def line(name: str, found: dict[str, float]) -> str:
    """Return one row of the table."""
    scores = " | ".join(f"{found[category]:.0f}" for category in CATEGORIES)
    return f"| {name} | {scores} | {found['shift']:.3f} | {found['kB']:.0f} |"


def main(site: Path | None) -> None:
    """Print a row for each page, of a site that is built already or of one built now."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if site is None:
            site = folder / "ours"
            subprocess.run(
                [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)],
                cwd=ROOT,
                check=True,
            )
        print("| Page | performance | accessibility | best practices | SEO | shift | kB in gzip |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for name, pages, root in (
            ("ours", OURS, site),
            ("stock", (ARTICLE,), build_stock_site(folder / "stock")),
        ):
            with served(root) as address:
                for page in pages:
                    found = measured(address + page, folder / "report.json")
                    print(line(f"{name}: {page or 'home'}", found), flush=True)
        with served(site) as address, browser_with(FULL_PLAN, address) as port:
            options = (f"--port={port}", "--disable-storage-reset")
            found = measured(address + PLAN, folder / "report.json", *options)
            print(line(f"ours: {PLAN} with a plan", found), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
