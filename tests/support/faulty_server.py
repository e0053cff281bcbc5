"""Serves the built site as a good host would, except for one fault."""

import mimetypes
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, override
from urllib.parse import urlsplit

from self_tests.site.places import ROOT
from tests.support.servers import PatientServer

TYPES: Mapping[str, str] = {".mjs": "text/javascript", ".wasm": "application/wasm"}
LONGEST = 600
"""Seconds that a stalled answer waits at most for the end of its test."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the answers to some paths.

    `kind` is one of `KINDS`, `prelude` (the script `text` runs before the requested one), `policy`
    (the answer forbids what `text` says), `503` (the host is in trouble) or `refused` (no host
    answers). `where` is a part of the paths.
    """

    kind: str
    where: str
    text: str = ""
    once: bool = False


KINDS = ("404", "wrong type", "truncated", "corrupted", "stalled", "unanswered", "cut")
"""The faults that a network, a host or a disk can bring to any file."""


@dataclass(slots=True)
class State:
    """What the server does, and what was requested of it."""

    site: Path
    fault: Fault | None = None
    below: str = ""
    """The path of the site on its host, as `/blog` on GitHub Pages."""
    asked: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    """The full text of each request, with its headers."""
    hits: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    address: str = ""

    def fault_for(self, path: str) -> Fault | None:
        """Return the fault of the answer to this path."""
        fault = self.fault
        if fault is None or fault.where not in path:
            return None
        self.hits += 1
        return None if fault.once and self.hits > 1 else fault


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, state: State) -> None:  # noqa: ANN401 - the base's own
        self.state = state
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path.removeprefix(self.state.below)
        self.state.asked.append(self.path)
        self.state.heard.append(f"{self.requestline}\n{self.headers}")
        file = self._file(path)
        fault = self.state.fault_for(path)
        kind = fault.kind if fault else ""
        if kind == "refused":
            self._cut()
        elif kind == "unanswered":
            self._stall()
        elif kind == "503":
            self.send_error(503)
        elif file is None or kind == "404":
            self.send_error(404)
        else:
            self._send(file, fault)

    def _file(self, path: str) -> Path | None:
        if path.startswith("/tests/"):
            file = ROOT / path.strip("/")
        else:
            file = self.state.site / path.strip("/")
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() else None

    def _send(self, file: Path, fault: Fault | None) -> None:
        body, kind = file.read_bytes(), fault.kind if fault else ""
        half = len(body) // 2
        if kind == "truncated":
            body = body[:half]
        elif kind == "corrupted":
            body = damaged(body)
        elif fault and kind == "prelude":
            body = fault.text.encode() + b"\n" + body
        guessed = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if kind == "wrong type" else guessed)
        self.send_header("Content-Length", str(len(body)))
        hashed = "/bundle/" in self.path or "/v-" in self.path
        forever = "max-age=31536000, immutable" if hashed else "no-cache"
        # Browsers cache a host's mistake like any file, but must not cache the test's own scripts.
        self.send_header("Cache-Control", "no-store" if kind == "prelude" else forever)
        if fault and kind == "policy":
            self.send_header("Content-Security-Policy", fault.text)
        self.end_headers()
        if kind in {"stalled", "cut"}:
            self.wfile.write(body[:half])
            self.wfile.flush()
            if kind == "stalled":
                self._stall()
            self._cut()
        else:
            self.wfile.write(body)

    def _stall(self) -> None:
        self.state.over.wait(LONGEST)
        self.close_connection = True

    def _cut(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: the paths are in `asked`."""


def damaged(body: bytes) -> bytes:
    """Return the content with a flipped byte; a script with a word that is an error."""
    if b"\nexport " in body:
        # A flipped byte in a comment would do no harm.
        return body.replace(b"\nexport ", b"\nex\x00ort ", 1)
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 0xFF]) + body[middle + 1 :]


@contextmanager
def serving(site: Path, fault: Fault | None = None, below: str = "") -> Iterator[State]:
    """Serve a site on a port of its own: what one test stalls makes no other test wait."""
    state = State(site, fault, below)
    with PatientServer(("127.0.0.1", 0), partial(_Handler, state=state)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        state.address = f"http://127.0.0.1:{server.server_port}{below}"
        try:
            yield state
        finally:
            state.over.set()
            server.shutdown()
            thread.join()
