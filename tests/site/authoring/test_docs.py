"""What the pages for contributors tell people to do: done, as it is written there."""

import re
from pathlib import Path

import pytest

from tests.support.authoring import PAGES, blocks, run
from tests.support.repository import ROOT


def follow(page: Path, copy: Path, *, but: str = "") -> list[str]:
    """Do what a page says in a copy of the repository; return what the last command wrote.

    `but` is the one command that is left out.
    """
    said: list[str] = []
    for before, kind, text in blocks(page):
        if kind == "sh":
            for line in text.splitlines():
                said = said if line == but else run(copy, line)
        elif kind:
            path = copy / re.findall(r"`([^`]+)`", before)[-1]
            above = f"{path.read_text('utf-8')}\n" if "the end of" in before else ""
            path.write_text(f"{above}{text}\n", "utf-8")
    return said


def python_of(folder: Path) -> dict[str, bytes]:
    """Return every Python file of a repository with what stands in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "self_tests").rglob("*.py")
    }


BUILD = "uv run mkdocs build --strict"


def test_what_the_page_on_self_tests_adds_passes(repository: Path) -> None:
    """Following "Add a self-test" up to the build leaves nothing to mend."""
    page = PAGES / "add-a-self-test.md"
    assert BUILD in page.read_text("utf-8").splitlines()
    assert follow(page, repository, but=BUILD)[-1].startswith("Nothing to mend")


@pytest.mark.long
def test_the_page_on_self_tests_adds_one(repository: Path) -> None:
    """Following "Add a self-test" gives a site with the chair stand, and no Python was touched."""
    before = python_of(repository)
    follow(PAGES / "add-a-self-test.md", repository)
    page = (repository / "site/self-tests/chair-stand/index.html").read_text("utf-8")
    assert python_of(repository) == before
    assert 'id="self-test-chair-stand"' in page
    assert "How often you rise from a chair in 30 seconds." in page
    assert "Lein DH and others" in (repository / "site/sources/index.html").read_text("utf-8")
    assert "Chair stand" in (repository / "site/how-we-score/index.html").read_text("utf-8")


@pytest.mark.long
def test_the_page_on_drills_adds_one(repository: Path) -> None:
    """Following "Add a drill" gives a site with the drill, its figure and its place in the plan."""
    before = python_of(repository)
    follow(PAGES / "add-a-drill.md", repository)
    page = (repository / "site/drills/bent-knee-calf-raise/index.html").read_text("utf-8")
    assert python_of(repository) == before
    assert "The knee stays bent all the way up." in page
    assert "2 sets of 10, each side" in page


def test_the_page_on_articles_starts_one(repository: Path) -> None:
    """Following "Add an article" up to the writing gives a draft that passes."""
    assert follow(PAGES / "add-an-article.md", repository)[-1].startswith("Nothing to mend")
    assert (repository / "docs/blog/posts/why-stairs-hurt.md").is_file()


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    """A file or folder of ours that a page for contributors names is there."""
    text = page.read_text("utf-8")
    named = set(re.findall(r"`((?:self_tests|docs|tests|overrides)/[\w./-]+)`", text))
    missing = {
        path
        for path in named
        if not (ROOT / path).exists() and "chair-stand" not in path and "bent-knee" not in path
    }
    assert missing == set()
