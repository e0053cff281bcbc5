"""What holds for every page of the built site, whoever wrote it."""

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import brotli
import pytest

from self_tests.site.authoring.texts import BANNED_WORDS
from tests.support.pages import address, broken, dead_links, is_short_link, pages, read
from tests.support.repository import ROOT

ARTICLE = "blog/knee-pain-look-above-and-below/index.html"
POSTS = ROOT / "docs/blog/posts"


def test_every_link_and_fragment_leads_somewhere(built_site: Path) -> None:
    """Every internal link and fragment of the built site resolves."""
    assert dead_links(built_site) == []


def test_a_dead_link_is_found(built_site: Path) -> None:
    """A link to a page, a file or a fragment that does not exist counts as broken."""
    page = read(built_site, "about/index.html")
    targets = ["../nowhere/", "../assets/nothing.svg", "../safety/#nothing", "../safety/#r=1"]
    good = ["../safety/", "../self-tests/knee-to-wall/#r=1"]
    assert [broken(built_site, page, target) for target in targets] == [True] * len(targets)
    assert [broken(built_site, page, target) for target in good] == [False] * len(good)


def test_every_page_is_reached_from_home(built_site: Path) -> None:
    """Whoever only follows links comes from home to every page for readers."""
    reached: set[str] = set()
    waiting = ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        page = read(built_site, path)
        places = [found[0] for link in page.links if (found := address(page, link))]
        waiting += [one for one in places if one.endswith(".html") and (built_site / one).is_file()]
    alone = [
        page.path
        for page in pages(built_site)
        if page.path not in {*reached, "404.html"}
        and not page.path.startswith("contributing/")
        and not is_short_link(page)
    ]
    assert alone == []


QUESTIONS = "when/common-questions/index.html"


@pytest.mark.parametrize(
    "path",
    [
        *("index.html", "start/index.html"),
        *(
            f"when/{name}/index.html"
            for name in ("it-hurts-to-squat", "stairs", "running-and-jumping", "just-curious")
        ),
    ],
)
def test_common_questions_are_offered_where_readers_look(built_site: Path, path: str) -> None:
    """Home, the start page and each situation lead to the common questions in their text, too."""
    page = read(built_site, path)
    led = [found[0] for link in page.links if (found := address(page, link))]
    # The footer of every page has one of the links.
    assert led.count(QUESTIONS) > 1


def test_what_says_start_begins_a_self_test(built_site: Path) -> None:
    """Every button that leads to a self-test leads to its form, which opens its first question."""
    buttons = {
        (page.path, *found)
        for page in pages(built_site)
        if not page.path.startswith("contributing/")
        for link in page.all("a")
        if {"button", "choice__start"} & set((link.get("class") or "").split())
        if (found := address(page, link.get("href") or ""))
        if found[0].startswith("self-tests/")
    }
    tests = [path.parent.name for path in built_site.glob("self-tests/*/index.html")]
    odd = [one for one in buttons if one[2] != f"self-test-{Path(one[1]).parent.name}"]
    listed = sorted(one[2] for one in buttons if one[0] == "self-tests/index.html")
    assert (odd, listed) == ([], sorted(f"self-test-{name}" for name in tests))


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
            r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", style.read_text("utf-8")
        )
    ]
    assert foreign == []


def test_no_page_promises_too_much(built_site: Path) -> None:
    """No banned word stands on a page for readers, but for the exceptions, each of them needed."""
    listed = tomllib.loads(BANNED_WORDS.read_text("utf-8"))
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
    listed = tomllib.loads(BANNED_WORDS.read_text("utf-8"))
    lame = [one for one in listed["exceptions"] if not one.get("reason", "").strip()]
    assert lame == []


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
        r'^(?:import|export)\b[^;]*?"(\.[^"]+)";', (site / path).read_text("utf-8"), re.MULTILINE
    )
    return {path}.union(*(with_imports(site, urljoin(path, target)) for target in imported))


@pytest.mark.parametrize("slug", sorted(path.stem for path in POSTS.glob("*.md")))
def test_an_article_weighs_little(built_site: Path, slug: str) -> None:
    """An article with all it fetches before anyone touches anything is 180 kB or less.

    Font, figures and self-test are in it. The search index waits for somebody who searches: a
    browser test shows it.
    """
    article = f"blog/{slug}/index.html"
    html = (built_site / article).read_text("utf-8")
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
