"""How long a reader waits after the last answer, by how long the answers took and by network.

    uv run python -m tests.programs.bench.waiting

The server holds all its answers together to the rate of the network, compressed by gzip as GitHub
Pages sends them. Loading begins with the first press, as on the page. The floor is a report that
plain JavaScript has ready: it is drawn with the press, after no wait at all.
"""

import gzip
import json
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import override

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.programs.bench.boot import CHROMIUM, lay_out
from tests.support.requests import CLEAR, knee_to_wall, request_text
from tests.support.shipped_bundle import Handler

READERS = (0, 5, 10, 15, 60)
"""Seconds from the first press to the last answer."""
CHUNK = 16_384
"""Bytes that are sent at a time."""

MEASURE = """
async ([bundle, request, seconds]) => {
  const { waitAfter } = await import("/tests/programs/bench/ours.mjs");
  return waitAfter(bundle, request, seconds);
}
"""


@dataclass(frozen=True, slots=True)
class Network:
    """What the browser's own tools call these names: bytes a second, and seconds of latency."""

    name: str
    rate: float
    latency: float


NETWORKS = (Network("fast 4G", 1_012_500, 0.165), Network("slow 4G", 180_000, 0.5625))


@dataclass(slots=True)
class Line:
    """One line that all answers share; `free_at` is when what is on it has passed."""

    network: Network
    free_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def carry(self, size: int) -> None:
        """Wait as long as the line takes for so many bytes."""
        with self.lock:
            self.free_at = max(self.free_at, time.monotonic()) + size / self.network.rate
            until = self.free_at
        time.sleep(max(0.0, until - time.monotonic()))


class _Slow(Handler):
    compressed: dict[Path, bytes] = {}  # noqa: RUF012 - one for all answers, on purpose

    def __init__(self, *arguments: object, line: Line, **others: object) -> None:
        self.line = line
        super().__init__(*arguments, **others)  # type: ignore[arg-type]

    @override
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = self.compressed.setdefault(path, gzip.compress(path.read_bytes(), 6, mtime=0))
        time.sleep(self.line.network.latency)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000, immutable")
        self.end_headers()
        for at in range(0, len(body), CHUNK):
            part = body[at : at + CHUNK]
            self.line.carry(len(part))
            self.wfile.write(part)


@contextmanager
def serving(folder: Path, network: Network) -> Iterator[str]:
    """Serve a folder over a network and give its address."""
    handler = partial(_Slow, directory=str(folder), line=Line(network))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def wait(context: BrowserContext, address: str, arguments: list[object]) -> float:
    """Return the seconds between the last answer and the report."""
    page = context.new_page()
    page.goto(address)
    milliseconds: float = page.evaluate(MEASURE, arguments)
    page.close()
    return milliseconds / 1000


def rows(browser: Browser, folder: Path, manifest: dict[str, object]) -> Iterator[str]:
    """Give a row of the table for each network, with the bundle on its way and in the cache."""
    request = json.loads(request_text({**CLEAR, **knee_to_wall()}))
    for network in NETWORKS:
        with serving(folder, network) as address:
            for state in ("first visit", "in the browser's cache"):
                waits = []
                context = browser.new_context()
                if state != "first visit":
                    wait(context, address, [manifest, request, 0])
                for seconds in READERS:
                    waits.append(wait(context, address, [manifest, request, seconds]))
                    if state == "first visit":
                        context.close()
                        context = browser.new_context()
                context.close()
                shown = " | ".join(f"{each:.2f} s" for each in waits)
                yield f"| {network.name}, {state} | {shown} |"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        manifest = lay_out(Path(scratch))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        print("| Network | " + " | ".join(f"{seconds} s" for seconds in READERS) + " |")
        print("| --- |" + " ---: |" * len(READERS))
        for row in rows(browser, Path(scratch), manifest):
            print(row, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
