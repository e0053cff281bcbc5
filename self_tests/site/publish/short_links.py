"""Short links: pages that only lead to another one, and what a chat shows for them."""

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import override
from urllib.parse import urljoin, urlsplit

from self_tests.site.content.rendering import render
from self_tests.site.errors import BuildError

ONWARD = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')
"""The redirect in such a page."""

SHOWN = ("og:", "twitter:", "article:", "description")
"""How the names of the tags begin that a chat reads."""


def onward(page: str) -> str | None:
    """Return the address to which a page leads, as written there; nothing for any other page."""
    found = ONWARD.search(page)
    return unescape(found[1]) if found else None


def leads_to(page: str, address: str) -> str | None:
    """Return where the page at `address` leads, both from the site's root.

    The root has no slash before it, as in `k2w/`. Return nothing for a page that leads nowhere
    else.
    """
    found = onward(page)
    return None if found is None else urljoin(f"/{address}", found).removeprefix("/")


def short_links(site: Path) -> dict[str, str]:
    """Return the target of each short link of a built site, by its address."""
    links = {}
    for path in sorted(site.rglob("index.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        target = leads_to(path.read_text("utf-8"), address)
        if target is not None:
            links[address] = target
    return links


class _Head(HTMLParser):
    """Reads the title of a page and the tags that chats read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.shown: list[tuple[str, str, str]] = []
        self._titles = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        # A figure has a title, too.
        self._titles = tag == "title" and not self.title
        given = dict(attrs)
        for attribute in ("property", "name"):
            name = given.get(attribute) or ""
            if tag == "meta" and name.startswith(SHOWN):
                self.shown.append((attribute, name, given.get("content") or ""))

    def handle_data(self, data: str) -> None:
        if self._titles:
            self.title += data

    @override
    def handle_endtag(self, tag: str) -> None:
        self._titles = False


def show_what_they_lead_to(site: Path) -> None:
    """Give each short link the title and the tags of the page that it leads to.

    A host that reads `_redirects` never sends it. Any other host does, and a chat that gets it
    shows what it would show for the page itself. Raises `BuildError` for one without a target.
    """
    for address, target in short_links(site).items():
        if urlsplit(target).scheme:
            continue  # Another site shows itself.
        page = site / address / "index.html"
        led_to = site / target.partition("#")[0] / "index.html"
        if not led_to.is_file():
            raise BuildError(
                "mkdocs.yml: redirect_maps",
                f"{address} leads to {target}, and there is no such page.",
                "Let it lead to a page of this site.",
            )
        head = _Head()
        head.feed(led_to.read_text("utf-8").partition("</head>")[0])
        way = onward(page.read_text("utf-8")) or ""
        shown = render("short_link", title=head.title, target=way, shown=head.shown)
        page.write_text(f"{shown.strip()}\n", "utf-8")


__all__ = ["leads_to", "short_links", "show_what_they_lead_to"]
