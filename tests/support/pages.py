"""The pages of the built site, read: elements, words, and where each link leads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import override
from urllib.parse import unquote, urljoin, urlsplit

SITE_HOST = "example.org"

# What a browser loads by itself, by element and attribute. A link in the text is a choice.
FETCHED = {
    ("audio", "src"),
    ("embed", "src"),
    ("iframe", "src"),
    ("image", "href"),
    ("img", "src"),
    ("img", "srcset"),
    ("input", "src"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("track", "src"),
    ("use", "href"),
    ("video", "poster"),
    ("video", "src"),
}

FETCHED_LINKS = {"icon", "manifest", "modulepreload", "preload", "stylesheet"}

# Attributes whose words a reader sees or hears.
SPOKEN = {"alt", "aria-label", "placeholder", "title"}

UNREAD = {"script", "style"}

type Attributes = dict[str, str | None]


@dataclass(slots=True)
class Page:
    """A built page: its elements in order, and the text between them."""

    path: str
    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def all(self, tag: str) -> list[Attributes]:
        """Return the attributes of every element of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> set[str | None]:
        """The anchors to which a fragment may lead."""
        return {attributes.get("id") for _, attributes in self.elements}

    @property
    def links(self) -> list[str]:
        """The links that a reader may follow."""
        return [target for link in self.all("a") if (target := link.get("href"))]

    @property
    def fetched(self) -> list[str]:
        """What the browser loads by itself."""
        return [
            part.split()[0]
            for tag, attributes in self.elements
            for name, value in attributes.items()
            if value
            and (
                (tag, name) in FETCHED
                or (
                    (tag, name) == ("link", "href")
                    and set((attributes.get("rel") or "").split()) & FETCHED_LINKS
                )
            )
            for part in (value.split(",") if name == "srcset" else [value])
        ]

    @property
    def descriptions(self) -> list[str]:
        """The text that a search engine shows below the title."""
        metas = self.all("meta")
        return [meta.get("content") or "" for meta in metas if meta.get("name") == "description"]

    @property
    def words(self) -> str:
        """All that a reader sees or hears, with single spaces."""
        spoken = [
            value
            for _, attributes in self.elements
            for name, value in attributes.items()
            if value and name in SPOKEN
        ]
        return " ".join(" ".join([*self.descriptions, *spoken, *self.text]).split())


class PageReader(HTMLParser):
    """Reads a built page into a `Page`."""

    def __init__(self, path: str) -> None:
        """Start on the page at `path`, relative to the site."""
        super().__init__()
        self.page = Page(path)
        self.unread = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append((tag, dict(attrs)))
        self.unread += tag in UNREAD

    @override
    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD

    @override
    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.page.text.append(data)


@cache
def read(site: Path, path: str) -> Page:
    """Read one built page, once."""
    reader = PageReader(path)
    reader.feed((site / path).read_text("utf-8"))
    reader.close()
    return reader.page


def pages(site: Path) -> Iterator[Page]:
    """Read every built page."""
    for file in sorted(site.rglob("*.html")):
        yield read(site, file.relative_to(site).as_posix())


def address(page: Page, target: str) -> tuple[str, str] | None:
    """Return where a link of a page leads: a file and a fragment, or `None` outside the site."""
    url = urlsplit(urljoin(f"https://{SITE_HOST}/{page.path}", target))
    if url.scheme not in {"http", "https"} or url.hostname != SITE_HOST:
        return None
    path = unquote(url.path).lstrip("/")
    return (f"{path}index.html" if path.endswith("/") or not path else path), url.fragment


def broken(site: Path, page: Page, target: str) -> bool:
    """Tell whether a link of a page leads to a file or a fragment that is not there."""
    found = address(page, target)
    if found is None:
        return False
    path, fragment = found
    if not (site / path).is_file():
        return True
    # What begins so is no place on the page, but a result that its self-test shows.
    if fragment.startswith("r="):
        return not read(site, path).all("self-test")
    return bool(fragment) and path.endswith(".html") and fragment not in read(site, path).ids


def dead_links(site: Path) -> list[str]:
    """Return every internal link of a built site that leads nowhere, with its page."""
    return [
        f"{page.path}: {target}"
        for page in pages(site)
        for target in (*page.links, *page.fetched)
        if broken(site, page, target)
    ]


def is_short_link(page: Page) -> bool:
    """Return whether a page only leads to another one, before it can be read."""
    return any(meta.get("http-equiv") == "refresh" for meta in page.all("meta"))
