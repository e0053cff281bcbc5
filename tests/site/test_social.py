"""What machines read of the site: feed readers, search engines, chats, home screens."""

import json
import re
import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import extruct
import feedparser
import pytest
from jinja2 import Template
from PIL import Image

from self_tests.catalogue import drill_ids
from self_tests.site.publish.colors import palette
from self_tests.site.publish.social_cards import FOLDER, CardError, card_of, draw, fitted
from self_tests.site.publish.web_manifest import robots
from tests.support.articles import SERIES
from tests.support.pages import SITE_HOST, Page, is_short_link, pages, read
from tests.support.repository import ROOT

SITE = f"https://{SITE_HOST}/"
SHORT_LINKS = {
    "k2w": "self-tests/knee-to-wall",
    "hips": "self-tests/hip-hold",
    "squat": "self-tests/squat-check",
    "calf": "self-tests/heel-raise",
    "load": "self-tests/knee-load",
    "step": "self-tests/step-down",
    "lean": "squat-explorer",
}
CARD = (1200, 630)
HEAVIEST_CARD = 300_000
PARTS_OF_CARD = {
    "kind": (80, 90, 700, 134),
    "title": (80, 160, 720, 480),
    "name": (80, 520, 720, 556),
    "figure": (740, 60, 1140, 570),
}
"""Where a card holds what: left, top, right, bottom."""
MARGINS = ((0, 0, 1200, 50), (0, 580, 1200, 630), (0, 0, 70, 630), (1150, 0, 1200, 630))
LEAST_INK = 0.015
"""A share of the pixels: the shortest title is above it."""


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


def inked(part: Image.Image, ground: object) -> float:
    """Return the share of pixels that are not as the ground is."""
    counts = part.getcolors(part.width * part.height) or []
    return sum(count for count, color in counts if color != ground) / (part.width * part.height)


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


def test_short_links_lead_to_their_pages(built_site: Path) -> None:
    """Each short or older address leads on, and a search engine learns which one counts."""
    found = {
        page.path.removesuffix("/index.html"): canonical(page)
        for page in pages(built_site)
        if is_short_link(page)
    }
    wanted = {short: [f"../{name}/"] for short, name in SHORT_LINKS.items()}
    moved = {"drills/banded-ankle-mobilisation": ["../banded-ankle-mobilization/"]}
    assert found == wanted | moved


def test_short_links_show_what_they_lead_to(built_site: Path) -> None:
    """A chat shows for a short link what it shows for the page: title, words, picture, address."""
    shown = {}
    for short, name in SHORT_LINKS.items():
        page, led_to = (read(built_site, f"{path}/index.html") for path in (short, name))
        shown[short] = (tags(page) == tags(led_to), "og:title" in tags(page), page.descriptions)
        assert page.descriptions == led_to.descriptions
    assert {(same, named) for same, named, _ in shown.values()} == {(True, True)}


def test_a_short_link_keeps_its_fragment_and_no_setting_is_in_its_script(built_site: Path) -> None:
    """All short links have one script, which knows no address of its own."""
    scripts = {
        script
        for short in SHORT_LINKS
        for script in re.findall(
            r"<script>(.*?)</script>",
            (built_site / short / "index.html").read_text("utf-8"),
            re.DOTALL,
        )
    }
    (script,) = scripts
    assert "location.hash" in script


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


def test_every_page_has_a_card(built_site: Path) -> None:
    """Every page names a picture of 1200 x 630 below 300 kB, which is there, and words for it."""
    for page in read_pages(built_site):
        given = tags(page)
        image = built_site / given["og:image"].removeprefix(SITE)
        assert png_size(image) == CARD
        assert (given["og:image:width"], given["og:image:height"]) == tuple(map(str, CARD))
        assert image.stat().st_size < HEAVIEST_CARD
        assert ". The figure shows: " in given["og:image:alt"]
        assert given["twitter:card"] == "summary_large_image"
    for slug in SERIES:
        post = structured(built_site, f"blog/{slug}/index.html")["BlogPosting"]
        assert post["image"] == f"{SITE}assets/images/social/blog/{slug}.png"


def test_cards_hold_letters_and_a_figure(built_site: Path) -> None:
    """On every card something is drawn where title, name and figure are; nothing in its margins."""
    empty, spilled = [], []
    for path in sorted((built_site / "assets/images/social").rglob("*.png")):
        with Image.open(path) as opened:
            card = opened.convert("RGB")
        ground = card.getpixel((2, 2))
        for name, box in PARTS_OF_CARD.items():
            share = inked(card.crop(box), ground)
            if share < LEAST_INK:
                empty.append((path.name, name, share))
        if any(inked(card.crop(box), ground) for box in MARGINS):
            spilled.append(path.name)
    assert (empty, spilled) == ([], [])


def test_cards_differ_in_their_figures(built_site: Path) -> None:
    """A drill's card shows the drill: beside the titles of all drills stand as many figures."""
    folder = built_site / "assets/images/social/drills"
    figures = set()
    for name in drill_ids():
        with Image.open(folder / f"{name}.png") as opened:
            figures.add(opened.convert("RGB").crop(PARTS_OF_CARD["figure"]).tobytes())
    assert len(figures) == len(drill_ids())


def test_cards_say_what_a_page_asks() -> None:
    """A card has the kind of its page, the figure it names or is about, and both in words."""

    def told(address: str, figure_id: str | None = None) -> tuple[str, str, str | None, bool]:
        card = card_of(
            address,
            "Title",
            site="Practice",
            otherwise=("A line", "hip-hold"),
            figure_id=figure_id,
        )
        return card.path.removeprefix(f"{FOLDER}/"), card.kind, card.figure, card.is_ink

    assert told("") == ("index.png", "A line", "hip-hold", False)
    assert told("blog/") == ("blog/index.png", "A line", "hip-hold", False)
    assert told("blog/calves/", "heel-raise") == ("blog/calves.png", "Article", "heel-raise", False)
    assert told("drills/clamshell/") == ("drills/clamshell.png", "Drill", "clamshell", True)
    assert told("lean/", "") == ("lean.png", "A line", None, False)
    spoken = card_of("", "Title", site="", otherwise=("", "clamshell"), figure_id=None).alt
    assert spoken == "Title. The figure shows: Clamshell"


def test_titles_get_the_largest_letters_that_fit() -> None:
    """A short title is one large line; a long one breaks and shrinks; one too long is refused."""
    assert fitted("Heel raise", len_of) == (84, ("Heel raise",))
    size, lines = fitted("What twelve weeks of calf raises on a slope do to a sore knee", len_of)
    assert (size, len(lines)) == (72, 4)
    with pytest.raises(CardError) as caught:
        fitted("raises " * 60, len_of)
    assert str(caught.value).endswith("Shorten the page's title, or its longest word.")


def len_of(words: str) -> float:
    """Return a width as if every letter were half as wide as it is high."""
    return len(words) / 2


def test_what_is_drawn_is_drawn_once(tmp_path: Path) -> None:
    """A second build draws nothing anew, and forgets the picture of a page that went."""
    made = [
        card_of(f"{name}/", name, site="Practice", otherwise=("", "clamshell"), figure_id=None)
        for name in ("one", "two", "one \N{SPARKLES}")
    ]
    site, kept, colors = tmp_path / "site", tmp_path / "kept", palette({})
    draw(made, site, kept, colors)
    # What the letters lack is left out.
    assert (site / made[0].path).read_bytes() == (site / made[2].path).read_bytes()
    drawn = {path: path.stat().st_mtime_ns for path in kept.iterdir()}
    draw(made[:1], site, kept, colors)
    left = {path: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert (len(drawn), len(left)) == (4, 3)
    assert left.items() <= drawn.items()


def test_several_builds_use_one_cache(tmp_path: Path) -> None:
    """Builds of different sites that draw at once each get all their pictures."""
    names = [f"page {number}" for number in range(12)]
    made = [
        card_of(f"{name}/", name, site="Practice", otherwise=("", "clamshell"), figure_id=None)
        for name in names
    ]
    colors = palette({})

    def build(number: int) -> int:
        site = tmp_path / f"site {number}"
        for _ in range(4):
            draw(made[number::4], site, tmp_path / "kept", colors)
        return len([*site.rglob("*.png")])

    with ThreadPoolExecutor(4) as builders:
        assert [*builders.map(build, range(4))] == [3, 3, 3, 3]
