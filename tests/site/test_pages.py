"""What holds for every page of the built site, whoever wrote it."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import override
from urllib.parse import unquote, urljoin, urlsplit

import brotli
import pytest

from self_tests.site.authoring.definitions import BANNED_WORDS

ROOT = Path(__file__).parents[2]
SITE_HOST = "example.org"
ARTICLE = "blog/knee-pain-look-above-and-below/index.html"
POSTS = ROOT / "docs/blog/posts"

# What a browser fetches by itself, by element and attribute. A link in the text is a choice.
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
        """Where a fragment may point."""
        return {attributes.get("id") for _, attributes in self.elements}

    @property
    def links(self) -> list[str]:
        """Where a reader may go."""
        return [target for link in self.all("a") if (target := link.get("href"))]

    @property
    def fetched(self) -> list[str]:
        """What the browser fetches without being asked."""
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
        """What a search engine shows below the title."""
        metas = self.all("meta")
        return [meta.get("content") or "" for meta in metas if meta.get("name") == "description"]

    @property
    def words(self) -> str:
        """All that a reader sees or hears, white space evened out."""
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
    reader.feed((site / path).read_text())
    reader.close()
    return reader.page


def pages(site: Path) -> Iterator[Page]:
    """Read every built page."""
    for file in sorted(site.rglob("*.html")):
        yield read(site, file.relative_to(site).as_posix())


def address(page: Page, target: str) -> tuple[str, str] | None:
    """Where a link of a page leads: a file of the site and a fragment, or `None` if elsewhere."""
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
    return bool(fragment) and path.endswith(".html") and fragment not in read(site, path).ids


def dead_links(site: Path) -> list[str]:
    """Return every internal link of a built site that leads nowhere, with its page."""
    return [
        f"{page.path}: {target}"
        for page in pages(site)
        for target in (*page.links, *page.fetched)
        if broken(site, page, target)
    ]


def test_every_link_and_fragment_leads_somewhere(built_site: Path) -> None:
    """Every internal link and fragment of the built site resolves."""
    assert dead_links(built_site) == []


def test_a_dead_link_is_found(built_site: Path) -> None:
    """A link to a page, a file or a fragment that does not exist counts as broken."""
    page = read(built_site, "about/index.html")
    targets = ["../nowhere/", "../assets/nothing.svg", "../safety/#nothing", "../safety/"]
    assert [broken(built_site, page, target) for target in targets] == [True, True, True, False]


def test_every_image_says_what_it_shows(built_site: Path) -> None:
    """Every image has an alt text, empty where it only decorates."""
    silent = [
        f"{page.path}: {image.get('src')}"
        for page in pages(built_site)
        for image in page.all("img")
        if image.get("alt") is None
    ]
    assert silent == []


def test_nothing_loads_from_anyone_else(built_site: Path) -> None:
    """No page and no stylesheet makes the browser fetch from another host."""
    foreign = [
        f"{page.path}: {target}"
        for page in pages(built_site)
        for target in page.fetched
        if not target.startswith("data:") and address(page, target) is None
    ] + [
        f"{style.relative_to(built_site)}: {host}"
        for style in built_site.rglob("*.css")
        for host in re.findall(
            r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", style.read_text()
        )
    ]
    assert foreign == []


def test_no_page_promises_too_much(built_site: Path) -> None:
    """No banned word stands on a page for readers, but for the exceptions, each of them needed."""
    listed = tomllib.loads(BANNED_WORDS.read_text())
    said = {
        (page.path, word)
        for page in pages(built_site)
        if not page.path.startswith("contributing/")
        for word in listed["words"]
        if re.search(rf"\b{re.escape(word)}\b", page.words, re.IGNORECASE)
    }
    assert said == {(one["page"], one["word"]) for one in listed["exceptions"]}


def test_every_exception_to_the_banned_words_has_a_reason() -> None:
    """An exception to the banned words names its page, its word and why."""
    listed = tomllib.loads(BANNED_WORDS.read_text())
    lame = [one for one in listed["exceptions"] if not one.get("reason", "").strip()]
    assert lame == []


def is_short_link(page: Page) -> bool:
    """Tell whether a page only leads to another one, before anybody could read it."""
    return any(meta.get("http-equiv") == "refresh" for meta in page.all("meta"))


def test_every_page_can_be_found_and_read_aloud(built_site: Path) -> None:
    """Every page has a language, one description and one first heading, and skips no level."""
    odd = []
    for page in pages(built_site):
        if is_short_link(page):
            continue
        depths = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        skips = any(below > above + 1 for above, below in pairwise([0, *depths]))
        languages = [html.get("lang") for html in page.all("html")]
        if (languages, len(page.descriptions), depths.count(1), skips) != (["en"], 1, 1, False):
            odd.append(page.path)
    assert odd == []


def test_an_article_shows_that_nobody_has_reviewed_it_yet(built_site: Path) -> None:
    """While `reviewed` is empty in an article, its page says so."""
    assert "Clinical review Not yet" in read(built_site, ARTICLE).words


def with_imports(site: Path, path: str) -> set[str]:
    """Return a file of the site and, if it is a module, all that it imports."""
    if not path.endswith(".mjs"):
        return {path}
    imported = re.findall(
        r'^(?:import|export)\b[^;]*?"(\.[^"]+)";', (site / path).read_text(), re.MULTILINE
    )
    return {path}.union(*(with_imports(site, urljoin(path, target)) for target in imported))


@pytest.mark.parametrize("slug", sorted(path.stem for path in POSTS.glob("*.md")))
def test_an_article_weighs_little(built_site: Path, slug: str) -> None:
    """An article with all it fetches before anyone touches anything is 180 kB or less.

    Font, figures and self-test are in it. The search index waits for somebody who searches: a
    browser test shows it.
    """
    article = f"blog/{slug}/index.html"
    html = (built_site / article).read_text()
    data = r'<script id="__config" type="application/json">(.*?)</script>'
    config = re.search(data, html, re.DOTALL)
    assert config is not None
    page = read(built_site, article)
    fetched = [*page.fetched, json.loads(config[1])["search"]]
    wanted = {article}.union(
        *(with_imports(built_site, found[0]) for one in fetched if (found := address(page, one)))
    )
    contents = {path: (built_site / path).read_bytes() for path in wanted}
    sizes = {path: min(len(brotli.compress(data)), len(data)) for path, data in contents.items()}
    assert sum(sizes.values()) <= 180_000, sizes


def test_every_card_shows_what_it_leads_to(built_site: Path) -> None:
    """Each card of a list has a picture, but for the drill that is read and has none."""
    bare = {}
    for path in ("drills/index.html", "self-tests/index.html", "blog/index.html"):
        html = (built_site / path).read_text("utf-8")
        cards = re.findall(r'<li class="choice">(.*?)</li>', html, re.DOTALL)
        bare[path] = [card for card in cards if "figure-still" not in card]
    assert [len(cards) for cards in bare.values()] == [1, 0, 0]
    assert "load-ladder" in bare["drills/index.html"][0]
