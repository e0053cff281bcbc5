"""Another practice: its name, colors, number and self-tests, and nothing left of ours."""

import json
import re
from pathlib import Path

import pytest

from self_tests.site.authoring.fewer_self_tests import keep_only
from self_tests.site.authoring.new_files import StartingError
from self_tests.site.publish.colors import ColorError, contrast, paint, palette, with_bars
from self_tests.site.publish.style_sheets import TOKENS
from tests.support.authoring import PAGES, blocks, run
from tests.support.pages import dead_links
from tests.support.style_sheets import OVERRIDES

OURS = re.compile(r"debash|821-1494|\+1248", re.IGNORECASE)
EMERGENCY = re.compile(r"\b911\b(?!-)")


def follow(copy: Path) -> None:
    """Do what the page says: its lines of mkdocs.yml take the place of ours."""
    settings = copy / "mkdocs.yml"
    for _, kind, text in blocks(PAGES / "your-own-practice.md"):
        for line in text.splitlines():
            if kind == "sh":
                run(copy, line)
            elif kind == "text":
                add_below_unit(settings, line)
            else:
                settings.write_text(replaced(settings.read_text("utf-8"), line), "utf-8")


def add_below_unit(settings: Path, line: str) -> None:
    """Add a line that may be left out to the practice's lines."""
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("\n  # Colors that", f"\n{line}\n  # Colors that"), "utf-8")


def replaced(settings: str, line: str) -> str:
    """Return settings in which a line has taken the place of the one with its key."""
    key = f"{line.partition(':')[0]}:"
    lines = settings.split("\n")
    (place,) = (number for number, each in enumerate(lines) if each.startswith(key))
    return "\n".join([*lines[:place], line, *lines[place + 1 :]])


@pytest.fixture
def theirs(repository: Path) -> Path:
    """Give the built site of another practice."""
    photo = repository / "docs/assets/me.jpg"
    photo.parent.mkdir()
    photo.write_bytes((OVERRIDES / "assets/icons/icon-192.png").read_bytes())
    follow(repository)
    return repository / "site"


def test_another_practice_in_ten_minutes(theirs: Path) -> None:
    """Its strict build has its name and numbers everywhere, two self-tests and no dead link."""
    shown = {
        path.relative_to(theirs).as_posix(): path.read_text("utf-8")
        for path in theirs.rglob("*")
        if path.suffix in {".html", ".xml", ".json", ".txt", ".webmanifest", ".css", ".mjs"}
        and "bundle" not in path.parts
        and path.name != "search_index.json"
    }
    search = json.loads((theirs / "search/search_index.json").read_text("utf-8"))
    shown |= {f"search: {each['location']}": each["text"] for each in search["docs"]}
    assert [name for name, text in shown.items() if OURS.search(text)] == []
    assert [name for name, text in shown.items() if EMERGENCY.search(text)] == []
    assert dead_links(theirs) == []
    pages = {path.parent.name for path in (theirs / "self-tests").glob("*/index.html")}
    assert pages == {"chain-check", "hip-hold", "knee-to-wall"}
    home = shown["index.html"]
    assert "<title>Ankle and Co: Start with the joint next door</title>" in home
    assert 'content="#f5f8fa"' in home
    said = 'alt="What the photo shows, in a few words"'
    assert f'src="assets/me.jpg" {said}' in home
    assert f'src="../assets/me.jpg" {said}' in shown["about/index.html"]
    assert [shown[page].count("Your name</p>") for page in ("index.html", "about/index.html")] == [
        1,
        1,
    ]
    assert "Call 112" in shown["self-tests/knee-to-wall/index.html"]
    assert json.loads(shown["manifest.webmanifest"])["background_color"] == "#f5f8fa"


def test_inches_may_come_first(copy: Path) -> None:
    """With `length_unit: in`, inches stand first and are chosen until a reader chooses."""
    code = (
        "from self_tests.site.authoring.checking import ANY_PRACTICE\n"
        "from self_tests.site.content.markers import html\n"
        "print(html('self-test', ('knee-to-wall',), {**ANY_PRACTICE, 'length_unit': 'in'}))"
    )
    done = run(copy, f'uv run python -c "{code}"')
    chosen = [line for line in done if "data-unit-choice" in line]
    assert [("in-unit" in line, 'value="in"' in line, "checked" in line) for line in chosen] == [
        ("in-unit" in chosen[0], True, True),
        ("in-unit" in chosen[1], False, False),
    ]
    fields = [line for line in done if 'name="knee-to-wall.distance' in line]
    units = [line for line in done if "data-unit>" in line]
    assert {'inputmode="text"' in line for line in fields} == {True}
    assert [line.count("<span data-unit>in</span>") for line in units] == [1] * len(fields)


@pytest.mark.long
def test_a_single_self_test_needs_no_chain_check(repository: Path) -> None:
    """With one self-test left the chain check is gone too, and a strict build is green."""
    changed = run(repository, "uv run python -m self_tests only single-leg-balance")
    run(repository, "uv run mkdocs build --strict")
    pages = {path.parent.name for path in repository.glob("site/self-tests/*/index.html")}
    assert "docs/self-tests/chain-check.md" in changed
    assert (pages, dead_links(repository / "site")) == ({"single-leg-balance"}, [])


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("knee-to-wal",), 'There is no self-test "knee-to-wal". Did you mean "knee-to-wall"?'),
        (("squat-check",), "squat-check asks questions of knee-load. Keep that one too."),
    ],
)
def test_what_cannot_be_left_out(names: tuple[str, ...], message: str, tmp_path: Path) -> None:
    """An id that does not exist, and a self-test that needs another are refused."""
    with pytest.raises(StartingError) as refused:
        keep_only(names, tmp_path)
    assert str(refused.value) == message


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a built site with our colors and our mark."""
    for name in (TOKENS, "assets/mark.svg"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text((OVERRIDES / name).read_text("utf-8"), "utf-8")
    return tmp_path


def test_colors_reach_styles_and_mark(site: Path) -> None:
    """A light paper and a dark accent change where they belong, and nothing else does."""
    before = {name: (site / name).read_text("utf-8") for name in (TOKENS, "assets/mark.svg")}
    wanted = {"light": {"paper": "#ffffff"}, "dark": {"accent": "#8ec7f0"}}
    paint(site, palette(wanted))
    assert {name: (site / name).read_text("utf-8") for name in before} == {
        TOKENS: before[TOKENS]
        .replace("--site-paper: #faf7f2", "--site-paper: #ffffff")
        .replace("--site-accent: #ff8a4c", "--site-accent: #8ec7f0"),
        "assets/mark.svg": before["assets/mark.svg"]
        .replace("#faf7f2", "#ffffff")
        .replace("#ff8a4c", "#8ec7f0"),
    }


def test_the_browsers_bars_have_the_paper_of_their_scheme() -> None:
    """A page tells the browser both colors, each by the scheme that it is for."""
    bars = [
        '<meta name="theme-color" content="" media="all" data-scheme="default">',
        '<meta name="theme-color" content="#000000" media="not all" data-scheme="slate">',
    ]
    page = "".join(bars) + "#000000"
    painted = {"light": {"paper": "#ffffff"}, "dark": {"paper": "#111614"}}
    assert with_bars(page, painted) == (
        bars[0].replace('""', '"#ffffff"') + bars[1].replace("#000000", "#111614") + "#000000"
    )


def test_our_colors_are_readable(site: Path) -> None:
    """The colors of this edition pass their own check, and painted with them nothing changes."""
    before = {path: path.read_text("utf-8").lower() for path in site.rglob("*.*")}
    paint(site, palette({}))
    assert {path: path.read_text("utf-8").lower() for path in site.rglob("*.*")} == before


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            {"bright": {}},
            'bright: there is no such scheme. Did you mean "light"?',
        ),
        (
            {"light": {"acent": "#000000"}},
            'light.acent: there is no such color. Did you mean "accent"?',
        ),
        (
            {"light": {"accent": "red"}},
            'light.accent: "red" is no color. Write six digits: "#12577d".',
        ),
        (
            {"light": {"accent": "#ff8a4c"}},
            (
                "light.accent: #ff8a4c on paper (#faf7f2) has a contrast of 2.2, and text needs "
                "4.5. Choose a darker one."
            ),
        ),
    ],
)
def test_a_color_that_cannot_be(wanted: dict[str, dict[str, str]], message: str) -> None:
    """A wrong scheme, name or color, and one that nobody could read, are refused."""
    with pytest.raises(ColorError) as refused:
        palette(wanted)
    assert str(refused.value) == f"mkdocs.yml: extra.colors.{message}"


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21 to 1, and a color on itself 1."""
    assert (contrast("#000000", "#ffffff"), contrast("#b83a0b", "#b83a0b")) == (21.0, 1.0)
