"""What machines read of the site: feed readers, search engines, chats, home screens."""

import importlib.util
import json
import os
import re
import struct
import subprocess
from ctypes.util import find_library
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import extruct
import feedparser
import pytest
from jinja2 import Template

from self_tests.site.publish.social_cards import CardsError, seed_letters
from self_tests.site.publish.web_manifest import robots
from tests.support.articles import SERIES
from tests.support.pages import SITE_HOST, Page, is_short_link, pages, read
from tests.support.repository import ROOT

SITE = f"https://{SITE_HOST}/"
SHORT_LINKS = {
    "k2w": "knee-to-wall",
    "hips": "hip-hold",
    "squat": "squat-check",
    "calf": "heel-raise",
    "load": "knee-load",
    "step": "step-down",
}
CARD = (1200, 630)
HEAVIEST_CARD = 300_000


def tags(page: Page) -> dict[str, str]:
    """Return the tags for shared links of a page by name. A name that comes twice keeps neither."""
    found: dict[str, list[str]] = {}
    for meta in page.all("meta"):
        name = meta.get("property") or meta.get("name") or ""
        if name.startswith(("og:", "twitter:", "article:")):
            found.setdefault(name, []).append(meta.get("content") or "")
    return {name: contents[0] for name, contents in found.items() if len(contents) == 1}


def structured(site: Path, path: str) -> dict[str, dict[str, Any]]:
    """Return the structured data of a page by type."""
    html = (site / path).read_text("utf-8")
    (data,) = extruct.extract(html, syntaxes=["json-ld"])["json-ld"]
    return {one["@type"]: one for one in data["@graph"]}


def read_pages(site: Path) -> list[Page]:
    """Return the pages that people read: not the short links, not the 404 page."""
    return [page for page in pages(site) if not is_short_link(page) and page.path != "404.html"]


def is_unlisted(page: Page) -> bool:
    """Tell whether a page asks search engines to leave it out."""
    return {"name": "robots", "content": "noindex"} in page.all("meta")


def canonical(page: Page) -> list[str | None]:
    """Return the addresses that a page gives itself."""
    return [link.get("href") for link in page.all("link") if link.get("rel") == "canonical"]


def address_of(page: Page) -> str:
    """Return the public address of a built page."""
    return SITE + page.path.removesuffix("index.html")


def test_the_feed_has_every_article(built_site: Path) -> None:
    """The feed is well formed and lists the articles, newest first, each with its address."""
    feed = feedparser.parse((built_site / "feed_rss_created.xml").read_bytes())
    links = [entry.link for entry in feed.entries]
    assert (feed.bozo, links) == (False, [f"{SITE}blog/{slug}/" for slug in reversed(SERIES)])
    assert all(entry.title and entry.summary and entry.published_parsed for entry in feed.entries)


def test_articles_say_what_search_engines_ask(built_site: Path) -> None:
    """Every article has each required property of BlogPosting, and names the practice as author."""
    for slug in SERIES:
        post = structured(built_site, f"blog/{slug}/index.html")["BlogPosting"]
        assert post["headline"]
        assert post["description"]
        assert (post["datePublished"], post["dateModified"]) == ("2026-11-23", "2026-11-23")
        assert post["mainEntityOfPage"] == f"{SITE}blog/{slug}/"
        assert post["author"] == post["publisher"]
        assert post["author"]["@type"] == "Organization"
        assert post["author"]["name"] == "Debash Physical Therapy"
        assert not {"reviewedBy", "lastReviewed"} & set(post)


def test_the_practice_is_an_organization_without_a_street(built_site: Path) -> None:
    """Home names the practice, its telephone and its Instagram, and invents no address."""
    practice = structured(built_site, "index.html")["Organization"]
    assert practice["telephone"] == "248-821-1494"
    assert practice["sameAs"] == ["https://www.instagram.com/debashphysicaltherapy/"]
    assert "address" not in practice


def test_breadcrumbs_lead_to_the_page(built_site: Path) -> None:
    """A drill's trail is home, drills, the drill, each with its address."""
    trail = structured(built_site, "drills/clamshell/index.html")["BreadcrumbList"]
    steps = [(one["position"], one["name"], one["item"]) for one in trail["itemListElement"]]
    assert steps == [
        (1, "Home", SITE),
        (2, "Drills", f"{SITE}drills/"),
        (3, "Clamshell", f"{SITE}drills/clamshell/"),
    ]


def test_every_page_has_tags_for_shared_links(built_site: Path) -> None:
    """Every page has one canonical address and, once each, the tags that chats read."""
    wanted = {"og:site_name", "og:type", "og:url", "og:title", "og:description"}
    wanted |= {"og:locale", "twitter:card", "twitter:title", "twitter:description"}
    lacking = {
        page.path: sorted(wanted - {name for name, content in tags(page).items() if content})
        for page in read_pages(built_site)
    }
    assert {path: names for path, names in lacking.items() if names} == {}
    for page in read_pages(built_site):
        assert canonical(page) == [address_of(page)]
        assert tags(page)["og:url"] == address_of(page)


def test_short_links_lead_to_their_self_tests(built_site: Path) -> None:
    """Each short or older address leads on, and a search engine learns which one counts."""
    found = {
        page.path.removesuffix("/index.html"): canonical(page)
        for page in pages(built_site)
        if is_short_link(page)
    }
    wanted = {short: [f"../self-tests/{name}/"] for short, name in SHORT_LINKS.items()}
    moved = {"drills/banded-ankle-mobilisation": ["../banded-ankle-mobilization/"]}
    assert found == wanted | moved


def test_share_links_hold_the_address_and_nothing_else(built_site: Path) -> None:
    """A share link carries the title and the plain address of its article, without a fragment."""
    for slug in SERIES:
        page = read(built_site, f"blog/{slug}/index.html")
        said = [
            value
            for link in page.links
            if link.startswith(("sms:?", "mailto:?", "https://wa.me/", "https://www.facebook.com/"))
            for values in parse_qs(urlsplit(link).query.lstrip("&")).values()
            for value in values
        ]
        addresses = [value.split()[-1] for value in said if "https://" in value]
        assert addresses == [f"{SITE}blog/{slug}/"] * 4


def png_size(image: Path) -> tuple[int, int]:
    """Return width and height of a PNG file."""
    data = image.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), image
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_icons_are_what_the_manifest_says(built_site: Path) -> None:
    """Every page names the web manifest, and its icons are there in the sizes it names."""
    manifest = json.loads((built_site / "manifest.webmanifest").read_text("utf-8"))
    sizes = {
        icon["src"]: "{}x{}".format(*png_size(built_site / icon["src"]))
        for icon in manifest["icons"]
    }
    assert sizes == {icon["src"]: icon["sizes"] for icon in manifest["icons"]}
    assert png_size(built_site / "assets/icons/apple-touch-icon.png") == (180, 180)
    named = [
        page.path
        for page in read_pages(built_site)
        if [link["rel"] for link in page.all("link")].count("manifest") != 1
    ]
    assert named == []


def test_search_engines_find_the_sitemap(built_site: Path) -> None:
    """robots.txt lets everybody in and names the sitemap, which lists the pages people read."""
    assert (built_site / "robots.txt").read_text("utf-8") == robots(SITE)
    assert robots(SITE).endswith(f"\nSitemap: {SITE}sitemap.xml\n")
    sitemap = (built_site / "sitemap.xml").read_text("utf-8")
    missing = [
        page.path
        for page in read_pages(built_site)
        if f"<loc>{address_of(page)}</loc>" not in sitemap and not is_unlisted(page)
    ]
    assert missing == []


def test_a_page_tells_search_engines_the_day_it_gives_itself(built_site: Path) -> None:
    """Articles and their lists have the day in the article; nothing has the day of the build."""
    sitemap = (built_site / "sitemap.xml").read_text("utf-8")
    days = dict(re.findall(rf"<loc>{SITE}([^<]*)</loc><lastmod>([^<]*)</lastmod>", sitemap))
    dated = [*(f"blog/{slug}/" for slug in SERIES), "blog/", "blog/archive/2026/"]
    assert days == dict.fromkeys(dated, "2026-11-23")
    # Its bytes would hold the time of the build, and nobody asks for it.
    assert not (built_site / "sitemap.xml.gz").exists()


@pytest.mark.parametrize(
    ("meta", "listed", "day"),
    [
        ({}, [], ""),
        ({"date": "2026-11-23 00:01:00"}, [], "2026-11-23"),
        ({"date": "2026-11-23", "updated": "2027-02-14"}, [], "2027-02-14"),
        ({"date": {"created": "2026-11-23", "updated": "2027-02-15"}}, [], "2027-02-15"),
        ({"updated": "2026-11-01"}, [{"date": "2026-11-23"}, {"date": "2026-11-22"}], "2026-11-23"),
    ],
)
def test_the_last_word_on_a_change_counts(
    meta: dict[str, Any], listed: list[dict[str, Any]], day: str
) -> None:
    """An update comes after the first day; a list is as new as the newest article on it."""
    posts = [SimpleNamespace(meta=each) for each in listed]
    page = SimpleNamespace(canonical_url=SITE, meta=meta, posts=posts)
    template = (ROOT / "overrides/sitemap.xml").read_text("utf-8")
    said = Template(template).render(pages=[page])
    assert re.findall(r"<lastmod>(.*?)</lastmod>", said) == ([day] if day else [])


def test_symptom_words_stand_in_the_search_index(built_site: Path) -> None:
    """Words people type find the drill: heels lift, knee pinch, flat feet, knees cave in."""
    index = json.loads((built_site / "search/search_index.json").read_text("utf-8"))
    found = {
        words: {page["location"] for page in index["docs"] if words in page.get("tags", ())}
        for words in ("heels lift", "knee pinch", "flat feet", "knees cave in")
    }
    assert "drills/calf-stretch/" in found["heels lift"]
    assert "drills/wall-sit/" in found["knee pinch"]
    assert "drills/short-foot/" in found["flat feet"]
    assert "drills/step-down-practice/" in found["knees cave in"]


def test_the_search_index_leaves_the_forms_out(built_site: Path) -> None:
    """The questions of a self-test, the same on many pages, do not weigh on the search index."""
    index = (built_site / "search/search_index.json").read_text("utf-8")
    assert "How old are you?" not in index


CAN_DRAW = all(map(importlib.util.find_spec, ("cairosvg", "PIL", "fontTools"))) and bool(
    find_library("cairo")
)


@pytest.mark.skipif(not CAN_DRAW, reason="Cards need `uv sync --group cards` and libcairo.")
def test_every_page_has_a_card(tmp_path: Path) -> None:
    """With CARDS=1 every page names a picture of 1200 x 630 below 300 kB, which is there."""
    site = tmp_path / "site"
    built = subprocess.run(
        ["mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)],
        cwd=ROOT,
        env=os.environ | {"CARDS": "1", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    for page in read_pages(site):
        given = tags(page)
        image = site / given["og:image"].removeprefix(SITE)
        assert png_size(image) == CARD
        assert (given["og:image:width"], given["og:image:height"]) == tuple(map(str, CARD))
        assert image.stat().st_size < HEAVIEST_CARD
        assert given["og:image:alt"]
        assert given["twitter:card"] == "summary_large_image"
    for slug in SERIES:
        post = structured(site, f"blog/{slug}/index.html")["BlogPosting"]
        assert post["image"] == f"{SITE}assets/images/social/blog/{slug}.png"


def test_without_the_tool_cards_say_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for cards without the tool that cuts the letters, the build says how to get it."""

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name=name.partition(".")[0])

    monkeypatch.setattr("self_tests.site.publish.social_cards.import_module", missing)
    with pytest.raises(CardsError) as caught:
        seed_letters(tmp_path)
    assert str(caught.value) == (
        "CARDS=1: fontTools is not installed. Run `uv sync --group cards`, or build without CARDS."
    )
