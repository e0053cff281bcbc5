"""What the settings bring into the site: text that stays text, and no script."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from self_tests.site import hooks
from self_tests.site.authoring.checking import ANY_PRACTICE
from self_tests.site.content.practice import SitePractice, refuse_photo_file
from self_tests.site.errors import BuildError, MarkerError
from self_tests.site.publish.colors import palette
from self_tests.site.publish.settings import refuse_scripts
from self_tests.site.publish.social_cards import card_of, picture
from tests.support.authoring import copied, made_buildable, run
from tests.support.pages import Page, pages, read

NAME = """A & B's "Best" <b class=theirs>Knees</b></title> \\; x, y"""
"""A name that would end a title, begin an element, and break a feed."""

KEYS = ("site_name", "  tag_line", "    name", "    text_number")


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site whose practice has that name, and a number that looks like markup."""
    repository = made_buildable(copied(tmp_path_factory.mktemp("theirs")))
    settings = repository / "mkdocs.yml"
    text = settings.read_text("utf-8")
    lines = text.splitlines()
    for key in KEYS:
        (place,) = (number for number, line in enumerate(lines) if line.startswith(f"{key}: "))
        lines[place] = f"{key}: {json.dumps(NAME)}"
    settings.write_text("\n".join(lines), "utf-8")
    run(repository, "uv run mkdocs build --strict")
    return repository / "site"


@pytest.mark.xdist_group("a name that looks like markup")
def test_a_name_is_text_wherever_it_stands(theirs: Path) -> None:
    """In pages, facts for search engines, the manifest and the feeds it is a name, never markup."""
    made = [
        page.path
        for page in pages(theirs)
        if any("theirs" in (each.get("class") or "") for each in page.all("b"))
    ]
    raw = [
        path.name
        for path in theirs.rglob("*.html")
        if "<b class=theirs>" in path.read_text("utf-8")
    ]
    feeds = [feedparser.parse(path.read_bytes()) for path in theirs.glob("feed_*.xml")]
    well = [(bool(feed.bozo), len(feed.entries) > 1) for feed in feeds]
    home = (theirs / "index.html").read_text("utf-8")
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', home, re.DOTALL)
    facts: list[Any] = json.loads(data[0])["@graph"]
    manifest = json.loads((theirs / "manifest.webmanifest").read_text("utf-8"))
    title = re.search("<title>(.*?)</title>", home)
    assert title
    assert (made, raw, well, facts[0]["name"], manifest["name"], unescape(title[1])) == (
        [],
        [],
        [(False, True)] * 2,
        NAME,
        NAME,
        f"{NAME}: {NAME}",
    )


def test_a_name_is_text_on_a_picture() -> None:
    """The picture for shared links is whole, and shows the name as it is written."""
    card = card_of("", "Title", site=NAME, otherwise=(NAME, "clamshell"), figure_id=None)
    shown = unescape(re.sub(r"<[^>]+>", "", picture(card, palette({}))))
    assert shown.count(NAME) == 2


@pytest.mark.xdist_group("a name that looks like markup")
def test_a_name_is_text_in_what_hosts_read(theirs: Path) -> None:
    """The policy allows no more scripts than ours does, and headers hold no name."""
    headers = (theirs / "_headers").read_text("utf-8")
    page: Page = read(theirs, "self-tests/knee-to-wall/index.html")
    assert ("Best" in headers, "A & B's" in page.words) == (False, True)


def refused(**settings: object) -> str:
    """Return what a build with these settings is told."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "Site", **settings})
    with pytest.raises(PluginError) as stopped:
        hooks.on_config(config)
    return str(stopped.value)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"extra": {"analytics": {"provider": "google", "property": "G-1"}}},
            "mkdocs.yml: extra.analytics: the theme would write scripts for it into every page",
        ),
        (
            {"copyright": "<script>send()</script>"},
            "mkdocs.yml: copyright: '<script>send()</script>' holds a script.",
        ),
        (
            {"extra": {"social": [{"link": "javascript:send()"}]}},
            "mkdocs.yml: extra.social[0].link: 'javascript:send()' holds a script.",
        ),
        (
            {"extra": {"disclaimer": '<img src="x" onerror="send()">'}},
            "mkdocs.yml: extra.disclaimer: ",
        ),
        (
            {"extra_javascript": ["https://elsewhere.example/a.js"]},
            "mkdocs.yml: extra_javascript[0]: 'https://elsewhere.example/a.js' is a script from",
        ),
    ],
)
def test_no_script_comes_with_a_setting(settings: dict[str, object], said: str) -> None:
    """One that does stops the build with its place, so that no policy can name it."""
    assert refused(**settings).startswith(said)


def test_our_own_settings_hold_no_script() -> None:
    """Every text of mkdocs.yml passes, so the rules above refuse what they should and no more."""
    text = (Path(__file__).parents[2] / "mkdocs.yml").read_text("utf-8")
    settings = yaml.safe_load(re.sub(r"!ENV \[\w+, (.*)\]", r"\1", text))
    refuse_scripts(settings)
    assert settings["extra"]["practice"]["name"] != ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text_link", "javascript:send()"),
        ("text_link", 'sms:+1"><i>'),
        ("instagram", "../elsewhere"),
        ("emergency_number", "911;ext=1"),
    ],
)
def test_what_stands_in_an_address_has_its_form(name: str, value: str) -> None:
    """A number or a name that would lead elsewhere is refused, with what to write."""
    with pytest.raises(MarkerError, match=rf"^practice: {name}: .* is none\. Write "):
        SitePractice.of({**ANY_PRACTICE, name: value})


def test_a_photo_that_is_not_there_stops_the_build() -> None:
    """The message names the setting and the file, and what to do."""
    assert refused(extra={"practice": {"photo": "assets/nobody.jpg"}}) == (
        'mkdocs.yml: extra.practice.photo: there is no file "assets/nobody.jpg" below docs/. '
        "Put the photo there, or take the line out."
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"emergency_number": 911},
            "practice: emergency_number: expected a text, found 911. Write it in quotes, as in ",
        ),
        (
            {"photo": ["me.jpg"]},
            "practice: photo: expected a text, found ['me.jpg']. Write it in quotes, as in ",
        ),
        ({"photo_alt": True}, "practice: photo_alt: expected a text, found True. Write it in"),
        ({"person": 42}, "practice: person: expected a text, found 42. Write it in quotes"),
        ({"name": "  "}, "practice: name is missing. Add it under extra.practice."),
    ],
)
def test_what_is_no_text_is_named(settings: dict[str, Any], said: str) -> None:
    """YAML makes numbers, lists and yes of unquoted values: each gets a sentence, no traceback."""
    with pytest.raises(MarkerError, match=f"^{re.escape(said)}"):
        SitePractice.of({**ANY_PRACTICE, **settings})


def test_a_wrong_practice_is_told_of_its_own_file() -> None:
    """The build names mkdocs.yml, and not the first page that shows the practice."""
    assert refused(extra={"practice": {**ANY_PRACTICE, "emergency_number": 911}}) == (
        "mkdocs.yml: extra.practice: emergency_number: expected a text, found 911. "
        'Write it in quotes, as in "911".'
    )


def test_a_practice_without_keys_is_named() -> None:
    """An empty table, or a text in its place, gets the sentence that says how to write one."""
    said = "^practice: expected a table, found None. Write its keys below it, indented.$"
    with pytest.raises(MarkerError, match=said):
        SitePractice.of(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", ""),
        ("a.WEBP", b"RIFF\x00\x00\x00\x00WEBPVP8 ", ""),
        ("a.avif", b"\x00\x00\x00\x1cftypavif", ""),
        (
            "a.jpg",
            b"\x00\x00\x00\x18ftypheic",
            (
                'mkdocs.yml: extra.practice.photo: "a.jpg" is no picture that browsers show, '
                "whatever its name says. Save the photo as JPEG, PNG, WebP or AVIF."
            ),
        ),
        (
            "a.png",
            b"\x89PNG" + bytes(199_997),
            (
                'mkdocs.yml: extra.practice.photo: "a.png" weighs 200,001 bytes, and at most '
                "200,000 are allowed. It is shown in a small square: "
                "save it with 400 pixels a side."
            ),
        ),
    ],
)
def test_a_photo_is_a_light_picture(tmp_path: Path, name: str, given: bytes, said: str) -> None:
    """A file of another kind and one of megabytes stop the build, with what to do."""
    (tmp_path / name).write_bytes(given)
    try:
        refuse_photo_file(tmp_path, {"photo": name})
    except BuildError as error:
        found = str(error)
    else:
        found = ""
    assert found == said


def test_nobody_is_invented(built_site: Path) -> None:
    """Where mkdocs.yml names no person, home and About have neither a name nor a photo."""
    pages = [read(built_site, path) for path in ("index.html", "about/index.html")]
    found = [given for page in pages for _, given in page.elements]
    assert [one for one in found if "person" in (one.get("class") or "")] == []
