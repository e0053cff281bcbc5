"""What our scripts weigh on a reader's phone, and that only comments are taken out of them."""

from pathlib import Path

import brotli

from self_tests.site.scripts import without_comments

ROOT = Path(__file__).parents[2]
MOST_BYTES = 25_000
SOURCES = sorted((ROOT / "overrides" / "assets").rglob("*.mjs"))


def test_comments_with_lines_to_themselves_go() -> None:
    """Block and line comments go with their lines; text that looks like one stays."""
    script = (
        "/**\n * What it does.\n */\n"
        'const link = "https://example.org"; // stays\n'
        "  // goes\n"
        "/** @type {Name} */ (thing).stays = 1;\n"
        "/** Goes. */\n"
        "const pattern = /a\\/\\*b/;\n"
    )
    expected = (
        'const link = "https://example.org"; // stays\n'
        "/** @type {Name} */ (thing).stays = 1;\n"
        "const pattern = /a\\/\\*b/;\n"
    )
    assert without_comments(script) == expected


def test_taking_comments_out_twice_changes_nothing() -> None:
    """What is left of each of our scripts holds no more comments to take out."""
    once = [without_comments(path.read_text("utf-8")) for path in SOURCES]
    assert [without_comments(script) for script in once] == once


def test_all_scripts_together_weigh_little() -> None:
    """All scripts of ours weigh 25 kB compressed at most, as they are published."""
    scripts = (without_comments(path.read_text("utf-8")) for path in SOURCES)
    weight = sum(len(brotli.compress(script.encode(), quality=11)) for script in scripts)
    assert weight <= MOST_BYTES


def test_published_scripts_are_the_light_ones(built_site: Path) -> None:
    """No published script of ours holds a comment that has lines to itself."""
    paths = built_site.glob("assets/self-tests/v-*/*.mjs")
    published = [path.read_text("utf-8") for path in paths]
    assert (len(published) > 0, [without_comments(script) for script in published]) == (
        True,
        published,
    )
