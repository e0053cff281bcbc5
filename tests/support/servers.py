"""What serves files to browsers in tests."""

import socket
from http.server import ThreadingHTTPServer
from typing import Any, override


class PatientServer(ThreadingHTTPServer):
    """Lets every browser wait in line, however busy the machine is, and ends at once.

    A line of five, which is Python's own, is full when one page asks for all its parts. Who finds
    it full is not told, and asks again after seconds, at last after half a minute.
    """

    request_queue_size = 256
    daemon_threads = True

    @override
    def serve_forever(self, poll_interval: float = 0.02) -> None:
        """Serve until `shutdown`, which waits for the end of an interval, in seconds."""
        super().serve_forever(poll_interval)

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that leaves a page hangs up."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
