"""Tabs of the three browsers, with one interface for walks through the site."""

import json
from contextlib import suppress
from typing import Any, Protocol

from playwright.sync_api import Error, Page

from tests.support.engines import Firefox, WebKit


class Gone(Exception):  # noqa: N818 - the page is on its way, and that is no fault
    """A tab that cannot be asked now."""


class Tab(Protocol):
    """The parts of a tab that a walk needs."""

    def run(self, script: str, argument: object = None) -> Any:  # noqa: ANN401 - JSON
        """Call a function in the page with an argument; raise `Gone` between two pages."""

    def goto(self, url: str) -> None:
        """Open a page and wait for it."""

    def travel(self, by: int) -> None:
        """Press Back or Forward this many times, as far as there are pages."""

    def reload(self) -> None:
        """Load the page again."""

    def front(self) -> None:
        """Bring it to the front."""

    def close(self) -> None:
        """Close it."""


GO = "(by) => { setTimeout(() => history.go(by)); }"


class ChromiumTab:
    """A page of Chromium's."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def run(self, script: str, argument: object = None) -> Any:  # noqa: ANN401 - JSON
        """Call a function in the page."""
        try:
            return self.page.evaluate(script, argument)
        except Error as error:
            raise Gone(str(error)) from error

    def goto(self, url: str) -> None:
        """Open a page and wait for it."""
        self.page.goto(url)

    def travel(self, by: int) -> None:
        """Press Back or Forward."""
        with suppress(Error):
            self.page.evaluate(GO, by)
        self.page.wait_for_timeout(100)

    def reload(self) -> None:
        """Load the page again."""
        self.page.reload()

    def front(self) -> None:
        """Bring it to the front."""
        self.page.bring_to_front()

    def close(self) -> None:
        """Close it."""
        self.page.close()


CALL = "(text) => JSON.stringify([({script})(...JSON.parse(text))])"


class FirefoxTab:
    """A browsing context of Firefox's."""

    def __init__(self, firefox: Firefox) -> None:
        self._firefox = firefox
        self._tab = firefox.command("browsingContext.create", {"type": "tab"})["context"]

    def _command(self, method: str, **params: object) -> Any:  # noqa: ANN401 - JSON
        return self._firefox.command(method, {"context": self._tab, **params})

    def run(self, script: str, argument: object = None) -> Any:  # noqa: ANN401 - JSON
        """Call a function in the page."""
        given = {"type": "string", "value": json.dumps([argument])}
        try:
            answer = self._firefox.command(
                "script.callFunction",
                {
                    "functionDeclaration": CALL.replace("{script}", script),
                    "arguments": [given],
                    "target": {"context": self._tab},
                    "awaitPromise": True,
                },
            )
            return json.loads(answer["result"]["value"])[0]
        except (AssertionError, KeyError) as error:
            raise Gone(str(error)) from error

    def goto(self, url: str) -> None:
        """Open a page and wait for it."""
        self._command("browsingContext.navigate", url=url, wait="complete")

    def travel(self, by: int) -> None:
        """Press Back or Forward."""
        with suppress(AssertionError):  # so far there is no page
            self._command("browsingContext.traverseHistory", delta=by)

    def reload(self) -> None:
        """Load the page again."""
        self._command("browsingContext.reload", wait="complete")

    def front(self) -> None:
        """Bring it to the front."""
        self._command("browsingContext.activate")

    def close(self) -> None:
        """Close it."""
        self._command("browsingContext.close")


class WebKitTab:
    """A window handle of WebKit's: commands go to the window that was switched to."""

    def __init__(self, webkit: WebKit) -> None:
        self._webkit = webkit
        self._handle = webkit.command("/window/new", {"type": "tab"})["handle"]

    def _command(self, path: str, body: object, method: str = "POST") -> Any:  # noqa: ANN401 - JSON
        self._webkit.command("/window", {"handle": self._handle})
        return self._webkit.command(path, body, method)

    def run(self, script: str, argument: object = None) -> Any:  # noqa: ANN401 - JSON
        """Call a function in the page."""
        call = f"return ({CALL.replace('{script}', script)})(...arguments);"
        try:
            given = {"script": call, "args": [json.dumps([argument])]}
            return json.loads(self._command("/execute/sync", given))[0]
        except (AssertionError, TypeError) as error:
            raise Gone(str(error)) from error

    def goto(self, url: str) -> None:
        """Open a page and wait for it."""
        self._command("/url", {"url": url})
        self._webkit.until_loaded()

    def travel(self, by: int) -> None:
        """Press Back or Forward."""
        for _ in range(abs(by)):
            self._command("/back" if by < 0 else "/forward", {})

    def reload(self) -> None:
        """Load the page again."""
        self._command("/refresh", {})
        self._webkit.until_loaded()

    def front(self) -> None:
        """Bring it to the front."""
        self._webkit.command("/window", {"handle": self._handle})

    def close(self) -> None:
        """Close it, and switch to one that is left: otherwise commands have no target."""
        first, *_ = self._command("/window", {}, "DELETE")
        self._webkit.command("/window", {"handle": first})
