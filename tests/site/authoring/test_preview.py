"""`mkdocs serve` while somebody edits: definitions, figures and templates show without restart."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.authoring import command
from tests.support.repository import ROOT

BUILDS = """
import logging
import re
import sys
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

def made(live):
    config = load_config(str(Path("mkdocs.yml").resolve()), site_dir=str(Path("site").resolve()))
    if live:
        config.site_url = f"http://{config.dev_addr}/"
    config.plugins.on_startup(command="serve" if live else "build", dirty=False)
    build(config)
    page = Path("site/self-tests/toe-reach/index.html").read_text()
    script = re.search(r'src="../../(assets/self-tests/[^"]*element.mjs)"', page)[1]
    return page + Path("site", script).read_text()

def change(path, old, new):
    text = Path(path).read_text()
    assert old in text, path
    Path(path).write_text(text.replace(old, new))

logging.basicConfig(stream=sys.stdout, level=logging.ERROR, format="%(message)s")
first = made(live=True)
change("self_tests/definitions/self-tests/toe-reach/definition.toml", "Toe reach", "Reach for toes")
change("self_tests/site/poses/toe-reach.toml", "FILL IN: what the figure", "A foot, and what it")
change("overrides/components/self-test/self-test.html", "<self-test", "<self-test data-seen")
flow = "overrides/assets/self-tests/form/flow.mjs"
change(flow, "@module\\n */", "@module\\n */ window.isNew = 1;")
second = made(live=True)
shown = ("Reach for toes", "A foot, and what it", "data-seen", "window.isNew", "FILL IN")
print([text in first for text in shown], [text in second for text in shown])
try:
    made(live=False)
except Abort:
    print("Nothing was published.")
"""


@pytest.fixture
def with_starter(repository: Path) -> Path:
    """Give a copy that can be built, with a self-test and a drill that are not written yet."""
    # Three builds of a whole site would show no more than three of a small one.
    command(repository, "only", "single-leg-balance")
    command(repository, "new", "self-test", "toe-reach")
    command(repository, "new", "drill", "toe-yoga")
    return repository


@pytest.mark.long
def test_what_is_edited_shows_in_the_next_build(with_starter: Path) -> None:
    """One process builds twice: the second site has the new title, figure, template and script.

    The script is published inside of another one, which the page names by its new address. Texts
    that are still to be written show in the preview; a build that is published refuses them.
    """
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BUILDS],
        cwd=with_starter,
        env=os.environ | {"CARDS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    assert [lines[0], lines[1].partition("self-tests/")[2], lines[-1]] == [
        "[False, False, False, False, True] [True, True, True, True, True]",
        (
            "toe-reach/definition.toml: standard-name: still to be written: “FILL IN: "
            "what papers call this test, or its plain name”. Write it, without FILL IN."
        ),
        "Nothing was published.",
    ], done.stderr


def test_everything_an_author_edits_is_watched() -> None:
    """`mkdocs serve` looks at definitions, figures and templates, beside the pages."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    watched = settings.partition("\nwatch:\n")[2].partition("\n\n")[0].split()[1::2]
    assert watched == ["self_tests/definitions", "self_tests/site/poses", "overrides"]
    assert all((ROOT / folder).is_dir() for folder in watched)
