"""Drives the browsers of a machine, each through its own standard protocol."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
import websocket
from playwright.sync_api import Page

from tests.support.servers import free_port

FIREFOX = ("firefox-esr", "firefox")
WEBKIT = ("WebKitWebDriver",)
MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"

PATIENCE = 240
"""Seconds to wait for one answer of a browser: two thousand requests take long."""
START = 60
"""Seconds for a browser to start listening."""


class Engine(Protocol):
    """What the tests need of a browser."""

    def open(self, url: str) -> None:
        """Open a page and wait for it."""

    def reload(self) -> None:
        """Load the present page again and wait for it."""

    def call(self, module: str, name: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """Call a function that a module of the page's origin exports; arguments are JSON."""


class Missing(Exception):  # noqa: N818 - nothing is wrong with a machine without it
    """The machine has no such browser."""


def found(names: tuple[str, ...]) -> str:
    """Return the path of the first program that exists; raise `Missing` if none does."""
    path = next((path for name in names if (path := shutil.which(name))), None)
    if path is None:
        raise Missing(f"No browser: none of {', '.join(names)} is installed.")
    return path


# Reports an error in words, since each protocol has another form for errors.
CALL = """
async (module, name, given) => {
  try {
    const exported = await import(module);
    return JSON.stringify({ value: (await exported[name](...JSON.parse(given))) ?? null });
  } catch (error) {
    return JSON.stringify({ error: String(error) });
  }
}
"""


def value_of(answer: str) -> Any:  # noqa: ANN401 - JSON
    """Return what `CALL` returned, or fail with its error."""
    said = json.loads(answer)
    assert "value" in said, said
    return said["value"]


class Chromium:
    """Chromium, through the Chrome DevTools protocol."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        """Open a page and wait for it."""
        self._page.goto(url)

    def reload(self) -> None:
        """Load the present page again and wait for it."""
        self._page.reload()

    def call(self, module: str, name: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """Call a function that a module of the page's origin exports."""
        given = [module, name, json.dumps(arguments)]
        return value_of(self._page.evaluate(f"(given) => ({CALL})(...given)", given))


class Firefox:
    """Firefox, through WebDriver BiDi: commands and answers over one web socket."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(
            f"{address}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._last = 0
        self.command("session.new", {"capabilities": {}})
        self._tab = self.command("browsingContext.getTree", {})["contexts"][0]["context"]

    def command(self, method: str, params: object) -> Any:  # noqa: ANN401 - JSON
        """Send a command and return its result."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._last:
            """An event nobody asked for."""
        assert answer["type"] == "success", answer
        return answer["result"]

    def open(self, url: str) -> None:
        """Open a page and wait for it."""
        where = {"context": self._tab, "url": url, "wait": "complete"}
        self.command("browsingContext.navigate", where)

    def reload(self) -> None:
        """Load the present page again and wait for it."""
        self.command("browsingContext.reload", {"context": self._tab, "wait": "complete"})

    def call(self, module: str, name: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """Call a function that a module of the page's origin exports."""
        given = (module, name, json.dumps(arguments))
        answer = self.command(
            "script.callFunction",
            {
                "functionDeclaration": CALL,
                "arguments": [{"type": "string", "value": text} for text in given],
                "target": {"context": self._tab},
                "awaitPromise": True,
            },
        )
        return value_of(answer["result"]["value"])

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()


@contextmanager
def firefox() -> Iterator[Engine]:
    """Start Firefox with a fresh profile, without a window."""
    program = found(FIREFOX)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # A profile without history, which asks no server.
        (Path(profile) / "user.js").write_text(
            'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
            'user_pref("app.update.enabled", false);\n'
            'user_pref("network.captive-portal-service.enabled", false);\n'
            'user_pref("network.connectivity-service.enabled", false);\n'
            'user_pref("browser.safebrowsing.update.enabled", false);\n'
            'user_pref("services.settings.server", "data:,");\n',
            "utf-8",
        )
        command = [program, "--headless", "--no-remote", "--remote-debugging-port=0"]
        with running([*command, "--profile", profile], "bidi") as log:
            engine = Firefox(waited_for(log, r"WebDriver BiDi listening on (ws://\S+)"))
            yield engine
            engine.close()


STATE = "return document.readyState"


class WebKit:
    """WebKitGTK, through WebDriver: one small HTTP request for each command."""

    def __init__(self, address: str, browser: Path) -> None:
        options = {"binary": str(browser), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._address = f"{address}/session"
        session = self.command("", {"capabilities": wanted})["sessionId"]
        self._address += f"/{session}"
        self.command("/timeouts", {"script": PATIENCE * 1000})

    def command(self, path: str, body: object, method: str = "POST") -> Any:  # noqa: ANN401 - JSON
        """Send a command of this session and return its value."""
        request = urllib.request.Request(  # noqa: S310 - the driver on this machine
            f"{self._address}{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - as above
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def open(self, url: str) -> None:
        """Open a page and wait for it."""
        self.command("/url", {"url": url})
        self.until_loaded()

    def reload(self) -> None:
        """Load the present page again and wait for it."""
        self.command("/refresh", {})
        self.until_loaded()

    def until_loaded(self) -> None:
        """Wait until the scripts of a page have run: sometimes the driver returns earlier."""
        until = time.monotonic() + START
        while self.command("/execute/sync", {"script": STATE, "args": []}) != "complete":
            assert time.monotonic() < until, "the page is still loading"
            time.sleep(0.02)

    def call(self, module: str, name: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """Call a function that a module of the page's origin exports."""
        script = f"const done = [...arguments].pop(); ({CALL})(...arguments).then(done);"
        given = [module, name, json.dumps(arguments)]
        return value_of(self.command("/execute/async", {"script": script, "args": given}))

    def close(self) -> None:
        """End the session, and with it the browser."""
        self.command("", {}, "DELETE")


@contextmanager
def webkit() -> Iterator[Engine]:
    """Start WebKitGTK's small browser on a virtual screen."""
    driver = found(WEBKIT)
    browser = next(iter(sorted(Path("/").glob(MINI_BROWSERS.removeprefix("/")))), None)
    if browser is None:
        raise Missing(f"No browser: there is no {MINI_BROWSERS}.")
    screen = [found(("Xvfb",)), "-displayfd", "1", "-screen", "0", "800x900x24", "-nolisten", "tcp"]
    with running(screen, "screen") as shown:
        display = waited_for(shown, r"^(\d+)$")
        world = {
            "DISPLAY": f":{display}",
            # Containers have no user namespaces, which a sandbox needs.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "NO_AT_BRIDGE": "1",
        }
        port = free_port()
        with running([driver, "--host=127.0.0.1", f"--port={port}"], "webdriver", **world):
            address = f"http://127.0.0.1:{port}"
            until_open(address)
            engine = WebKit(address, browser)
            yield engine
            engine.close()


ENGINES = {"firefox": firefox, "webkit": webkit}
"""The function that opens each of them."""


@contextmanager
def running(command: list[str], name: str, **world: str) -> Iterator[Path]:
    """Run a program as long as it is needed; give the file of its output."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / name
        with log.open("wb") as said:
            process = subprocess.Popen(
                command, stdout=said, stderr=subprocess.STDOUT, env={**os.environ, **world}
            )
        try:
            yield log
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def waited_for(log: Path, pattern: str) -> str:
    """Return the first group of a pattern, once a program has printed it."""
    until = time.monotonic() + START
    while time.monotonic() < until:
        if said := re.search(pattern, log.read_text("utf-8", "replace"), re.MULTILINE):
            return said[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8", "replace"))


def until_open(address: str) -> None:
    """Wait until a driver answers."""
    until = time.monotonic() + START
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/status", timeout=5):  # noqa: S310 - our own driver
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{address} does not answer")


def grouped(name: str, *given: object, marks: Sequence[pytest.MarkDecorator] = ()) -> object:
    """Return an engine as a parameter: one worker starts it, and asks it everything."""
    return pytest.param(name, *given, marks=[pytest.mark.xdist_group(f"engine {name}"), *marks])


def first_in(usual: str) -> pytest.MarkDecorator:
    """Run a test in the tabs of one engine, and before a release in those of the others, too."""
    return pytest.mark.parametrize(
        "new_tab",
        [grouped(name, marks=[] if name == usual else [pytest.mark.long]) for name in ENGINES],
        indirect=True,
    )
