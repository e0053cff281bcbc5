"""What our scripts weigh on a reader's phone, and that nothing that runs is taken out of them."""

import subprocess
from pathlib import Path

import brotli

from self_tests.site.runtime import find_program
from self_tests.site.scripts import without_comments

ROOT = Path(__file__).parents[2]
MOST_BYTES = 25_000
VENDORED = ROOT / "overrides" / "assets" / "self-tests" / "vendored"
SOURCES = sorted(
    path for path in (ROOT / "overrides" / "assets").rglob("*.mjs") if path.parent != VENDORED
)


def test_comments_with_lines_to_themselves_go() -> None:
    """Comments go with their lines, types and indents too; text that looks like one stays."""
    script = (
        "/**\n * What it does.\n */\n"
        'const link = "https://example.org"; // stays\n'
        "  // goes\n"
        "  const it = (/** @type {Name} */ one) => /** @type {{ a: 1 }} */ (one.stays);\n"
        "/** Goes. */\n"
        "const pattern = /a\\/\\*b/;\n"
    )
    expected = (
        'const link = "https://example.org"; // stays\n'
        "const it = (one) => (one.stays);\n"
        "const pattern = /a\\/\\*b/;\n"
    )
    assert without_comments(script) == expected


def test_no_text_spans_lines() -> None:
    """No line of our scripts begins inside a text, where its indent would belong to it."""
    lines = [line for path in SOURCES for line in path.read_text("utf-8").splitlines()]
    code = [line for line in lines if not line.lstrip().startswith(("*", "//"))]
    assert [line for line in code if line.count("`") % 2 or line.endswith("\\")] == []


def test_taking_comments_out_twice_changes_nothing() -> None:
    """What is left of each of our scripts holds no more comments to take out."""
    once = [without_comments(path.read_text("utf-8")) for path in SOURCES]
    assert [without_comments(script) for script in once] == once


def test_all_scripts_together_weigh_little() -> None:
    """All scripts of ours weigh 25 kB compressed at most, as they are published."""
    scripts = (without_comments(path.read_text("utf-8")) for path in SOURCES)
    weight = sum(len(brotli.compress(script.encode(), quality=11)) for script in scripts)
    assert weight <= MOST_BYTES


def test_light_scripts_are_scripts(tmp_path: Path) -> None:
    """What is left of each of our scripts is one that runs."""
    for path in SOURCES:
        (tmp_path / path.name).write_text(without_comments(path.read_text("utf-8")), "utf-8")
    wrong = [
        checked.stderr
        for path in sorted(tmp_path.iterdir())
        if (
            checked := subprocess.run(
                [*find_program("node"), "--check", str(path)],
                capture_output=True,
                text=True,
                check=False,
            )
        ).returncode
    ]
    assert (len(SOURCES) > 0, wrong) == (True, [])


def test_script_of_others_is_what_npm_has(npm_packages: Path) -> None:
    """The script that draws codes is npm's own below the two lines on its top, and small."""
    vendored = VENDORED / "lean-qr.mjs"
    original = (npm_packages / "lean-qr" / "nano.mjs").read_text("utf-8")
    assert vendored.read_text("utf-8").split("\n", 2)[2] == original
    assert len(brotli.compress(vendored.read_bytes(), quality=11)) < 2_500


def test_published_scripts_are_the_light_ones(built_site: Path) -> None:
    """No published script of ours holds a comment that has lines to itself."""
    paths = built_site.glob("assets/self-tests/v-*/*.mjs")
    published = [path.read_text("utf-8") for path in paths]
    assert (len(published) > 0, [without_comments(script) for script in published]) == (
        True,
        published,
    )
