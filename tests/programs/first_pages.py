"""Writes what the first edition's pages held, from the history: words, and every number told.

    uv run python -m tests.programs.first_pages

It needs the whole history, which a plain clone may lack; the tests read the file that it writes,
`tests/first-edition/pages.toml`. The pages of drills and self-tests met the new voice later than
the articles, so each kind is taken from the commit before that.
"""

import subprocess
from collections.abc import Iterator

from tests.support.first_edition import FOLDER
from tests.support.page_facts import numbers, words, words_of_a_drill
from tests.support.repository import ROOT

FIRST = {"docs/drills/": "2ec8afe", "docs/self-tests/": "2ec8afe", "docs/": "50b8560^"}
"""The commit from which pages below a folder are taken; the first folder that fits counts."""

NOT_FOR_READERS = ("docs/contributing/", "docs/licenses")


def main() -> None:
    """Write the table of all pages."""
    listed = _git("ls-tree", "-r", "--name-only", FIRST["docs/"], "docs/").split()
    pages = [
        page for page in listed if page.endswith(".md") and not page.startswith(NOT_FOR_READERS)
    ]
    lines = ["# Made by tests/programs/first_pages.py: what the first edition's pages held."]
    for page in pages:
        commit = next(commit for folder, commit in FIRST.items() if page.startswith(folder))
        lines += ["", *_lines(page, commit)]
    (FOLDER / "pages.toml").write_text("\n".join(lines) + "\n", "utf-8")


def _lines(page: str, commit: str) -> Iterator[str]:
    """Yield the lines of a page's table."""

    def definition(path: str) -> str:
        return _git("show", f"{commit}:self_tests/definitions/{path}")

    text = _git("show", f"{commit}:{page}")
    yield f'["{page.removeprefix("docs/")}"]'
    yield f"words = {words(text)}"
    name = page.removeprefix("docs/").removesuffix(".md")
    if page.startswith("docs/drills/") and (drill := definition(f"{name}.toml")):
        yield f"words-of-its-drill = {words_of_a_drill(drill)}"
    yield f"numbers = [{', '.join(f'{number:g}' for number in numbers(text, definition))}]"


def _git(*arguments: str) -> str:
    """Return what git prints, nothing where it knows no such file."""
    ran = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout if ran.returncode == 0 else ""


if __name__ == "__main__":
    main()
