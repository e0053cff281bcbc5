"""Base class for servers of files in tests."""

import socket
from http.server import ThreadingHTTPServer
from typing import Any, override


class PatientServer(ThreadingHTTPServer):
    """Lets every browser wait in line, however busy the machine is, and stops at once.

    Python's own line of five is full when one page asks for all its parts. A browser that finds it
    full is not told so, and tries again after seconds, at last after half a minute.
    """

    request_queue_size = 256
    daemon_threads = True

    @override
    def serve_forever(self, poll_interval: float = 0.02) -> None:
        """Serve until `shutdown`, which waits for the end of an interval, in seconds."""
        super().serve_forever(poll_interval)

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print nothing: a browser that leaves a page hangs up."""


def free_port() -> int:
    """Return a port that is not in use."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
