"""What our scripts weigh on a phone, and that minifying takes nothing out of what they do."""

import json
import subprocess
from pathlib import Path

import brotli

from self_tests.site.runtime import find_program
from self_tests.site.scripts import minified

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MOST_BYTES = 25_000
VENDORED = ROOT / "overrides" / "assets" / "self-tests" / "vendored"
SOURCES = sorted(
    path for path in (ROOT / "overrides" / "assets").rglob("*.mjs") if path.parent != VENDORED
)


def differing(pairs: dict[str, tuple[str, str]], npm_packages: Path) -> list[str]:
    """Return the names whose two scripts do not mean the same to TypeScript."""
    done = subprocess.run(
        [*find_program("node"), str(HERE / "same_scripts.mjs"), str(npm_packages / "typescript")],
        input=json.dumps(pairs),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    names: list[str] = json.loads(done.stdout)
    return names


def test_minified_scripts_do_the_same(npm_packages: Path) -> None:
    """Each of our scripts means the same before and after, statement by statement."""
    scripts = {path.name: path.read_text("utf-8") for path in SOURCES}
    pairs = {name: (script, minified(script)) for name, script in scripts.items()}
    assert (len(pairs) > 10, differing(pairs, npm_packages)) == (True, [])


def test_script_that_does_something_else_is_noticed(npm_packages: Path) -> None:
    """A script that is changed in any way but its space is told from the original."""
    script = 'const place = "a b"; go(-place);'
    changed = {
        "text": (script, script.replace("a b", "ab")),
        "statement": (script, script.removesuffix("go(-place);")),
        "operator": (script, script.replace("-", "+")),
        "keyword": (script, script.replace("const", "let")),
        "broken": (script, script[:-2]),
        "space": (script, script.replace("; ", ";\n\n")),
    }
    assert differing(changed, npm_packages) == list(changed)[:-1]


def test_minifying_twice_changes_nothing() -> None:
    """What is left of each of our scripts has nothing more to take out."""
    once = [minified(path.read_text("utf-8")) for path in SOURCES]
    assert [minified(script) for script in once] == once


def test_all_scripts_together_weigh_little() -> None:
    """All scripts of ours weigh 25 kB compressed at most, as they are published."""
    scripts = (minified(path.read_text("utf-8")) for path in SOURCES)
    weight = sum(len(brotli.compress(script.encode(), quality=11)) for script in scripts)
    assert weight <= MOST_BYTES


def test_script_of_others_is_what_npm_has(npm_packages: Path) -> None:
    """The script that draws codes is npm's own below the two lines on its top, and small."""
    vendored = VENDORED / "lean-qr.mjs"
    original = (npm_packages / "lean-qr" / "nano.mjs").read_text("utf-8")
    assert vendored.read_text("utf-8").split("\n", 2)[2] == original
    assert len(brotli.compress(vendored.read_bytes(), quality=11)) < 2_500


def test_published_scripts_are_minified(built_site: Path) -> None:
    """No published script of ours has anything left to take out."""
    paths = built_site.glob("assets/self-tests/v-*/*.mjs")
    published = [path.read_text("utf-8") for path in paths]
    assert (len(published) > 0, [minified(script) for script in published]) == (
        True,
        published,
    )
