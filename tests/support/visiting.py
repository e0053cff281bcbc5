"""The built site behind a local server, and a browser page that records what it does."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, override

from playwright.sync_api import Browser, BrowserContext, Page

from self_tests.wire import respond
from tests.support.chromium import HURRY, IN_CENTIMETERS, PATIENCE, hurry
from tests.support.repository import ROOT
from tests.support.servers import PatientServer

PHONE = (390, 844)
ANSWERING = (ROOT / "tests/support/answering_worker.mjs").read_bytes()

# Records every message to and from our workers (the search has its own), and every layout shift
# that does not follow an input.
WITNESS = """
window.witness = { workers: 0, sent: [], answered: [], shift: 0 };
window.running = [];
const Native = Worker;
window.Worker = class extends Native {
  constructor(address, options) {
    super(address, options);
    if (String(address).endsWith("/worker.mjs")) {
      window.witness.workers += 1;
      window.running.push(this);
    }
    this.addEventListener("message", ({ data }) => {
      if (data.kind === "answer") window.witness.answered.push(data);
    });
  }
  postMessage(message) {
    if (message.kind === "respond") window.witness.sent.push(message);
    super.postMessage(message);
  }
};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.witness.shift += entry.value;
  }
}).observe({ type: "layout-shift", buffered: true });
"""

# Tells the page which stages its workers went through.
STAGES = """
window.stages = [];
window.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => {
      if (data.kind === "stage") window.stages.push(data.stage);
    });
  }
};
"""


@dataclass(slots=True)
class Server:
    """The built site on a free port of this machine. `asked` holds every path in order.

    Paths that contain `refused` get 404; paths that contain `stalled` get no answer until the test
    is over. `pages` are added to those of the site, for this test alone. With `is_answering`, the
    Python of the tests answers in place of the one that a page would start, unless something is
    refused or stalled when the page starts it.
    """

    address: str = ""
    asked: list[str] = field(default_factory=list)
    refused: str = ""
    stalled: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    is_answering: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def stands_in(self) -> bool:
        """Whether a worker that asks the tests' Python is served in place of the site's."""
        return self.is_answering and not (self.refused or self.stalled)

    def bundle_asked(self) -> list[str]:
        """Return the requested files of the runtime."""
        return [path for path in self.asked if "/bundle/" in path or path.endswith("worker.mjs")]


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, server_state: Server, **others: Any) -> None:  # noqa: ANN401 - the base's own
        self.state = server_state
        super().__init__(*arguments, **others)

    @override
    def do_GET(self) -> None:
        self.state.asked.append(self.path)
        if self.state.refused and self.state.refused in self.path:
            self.send_error(404)
            return
        if self.state.stalled and self.state.stalled in self.path:
            self.state.over.wait(600)
            return
        if page := self.state.pages.get(self.path):
            self._send(page.encode(), "text/html")
            return
        if self.state.stands_in and self.path.endswith("/worker.mjs"):
            self._send(ANSWERING, "text/javascript")
            return
        super().do_GET()

    def do_POST(self) -> None:
        """Answer a request to Python."""
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._send(respond(text).encode(), "application/json")

    def _send(self, page: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the paths are in `asked`."""


@contextmanager
def serving(site: Path) -> Iterator[Server]:
    """Serve a site on a port of its own: late requests of an earlier test go elsewhere."""
    state = Server()
    handler = partial(_Handler, directory=str(site), server_state=state)
    with PatientServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        state.address = f"http://127.0.0.1:{server.server_port}"
        yield state
        state.over.set()
        server.shutdown()
        thread.join()


@dataclass(slots=True)
class Visit:
    """Makes contexts that all end with the test, and collects their errors and outside requests."""

    browser: Browser
    server: Server
    contexts: list[BrowserContext] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)

    def page(
        self,
        path: str = "",
        *,
        size: tuple[int, int] = PHONE,
        pace: float = HURRY,
        **options: Any,  # noqa: ANN401 - the browser's own
    ) -> Page:
        """Open a page of the site in a fresh browser profile.

        `pace` is how many times faster than on a phone the moment passes in which new controls take
        no press.
        """
        wishes = {"locale": IN_CENTIMETERS, "reduced_motion": "reduce", **options}
        context = self.browser.new_context(viewport={"width": size[0], "height": size[1]}, **wishes)
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        hurry(context, pace)
        context.add_init_script(WITNESS)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", lambda request: self._note(request.url))
        page = context.new_page()
        if path:
            page.goto(f"{self.server.address}/{path}")
        return page

    def page_with_letters(self, path: str, *, size: tuple[int, int] = PHONE) -> Page:
        """Open a page of the site as its reader's second one, so that its letters are there.

        Letters that come late move a page, by as much as `test_late_letters` allows.
        """
        page = self.page("about/", size=size)
        page.evaluate("document.fonts.ready")
        page.goto(f"{self.server.address}/{path}")
        return page

    def _note(self, url: str) -> None:
        if not url.startswith((self.server.address, "data:", "blob:")):
            self.away.append(url)


# Records when each tone is to sound, in seconds of the sound's own clock.
LISTENING = """
window.tones = [];
window.AudioContext = class {
  currentTime = 100;
  state = "running";
  constructor() { window.sound = this; }
  resume() { window.tones.push("resume"); return Promise.resolve(); }
  destination = {};
  createGain() { return { connect() {}, disconnect() { window.tones.push("quiet"); } }; }
  createOscillator() {
    return { frequency: {}, connect() {}, stop() {}, start(at) { window.tones.push(at - 100); } };
  }
  async close() {}
};
"""
