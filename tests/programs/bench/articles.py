"""How long the site takes to build by its number of articles, beside the same in stock Material.

    uv run python -m tests.programs.bench.articles

Writes 20, 200 and 1,000 articles, each with a self-test on its page, and builds them in turn: as
this site; as a stock Material site with the same pages and the finished HTML of each self-test
pasted in; and as one with the text alone.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from self_tests import catalogue
from self_tests.site.content.markers import html
from tests.support.markup import PRACTICE
from tests.support.repository import POSTS, ROOT
from tests.support.stock import CONFIG, plain

SIZES = (20, 200, 1_000)
SHELVES = ("self-tests", "drills")
MARKER = re.compile(r"^:::(.*)$", re.MULTILINE)
SOURCES = sorted(POSTS.glob("*.md"))


def article(number: int) -> str:
    """Return one of our articles under another name and date, with one self-test of all in turn."""
    source = SOURCES[number % len(SOURCES)]
    tests = catalogue.self_test_ids()
    head, _, body = source.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    day = date(2020, 1, 1) + timedelta(days=number)
    kept = [line for line in head.splitlines() if not line.startswith(("slug:", "date:", "title:"))]
    named = [f'title: "Article {number}"', f"slug: article-{number}", f"date: {day}"]
    lines = [
        f"::: self-test {tests[number % len(tests)]}" if line.startswith("::: self-test") else line
        for line in once(body.splitlines())
    ]
    return "\n".join(["---", *named, *kept, "---", *lines, ""])


def once(lines: list[str]) -> list[str]:
    """Return the lines without the second self-test of a page."""
    seen, kept = False, []
    for line in lines:
        if line.startswith("::: self-test"):
            if seen:
                continue
            seen = True
        kept.append(line)
    return kept


def write_ours(folder: Path, count: int) -> None:
    """Write this site with generated articles in place of its own."""
    for name in ("docs", "overrides", "self_tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("posts"))
    for name in ("mkdocs.yml", "pyproject.toml", "package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    posts = folder / "docs/blog/posts"
    posts.mkdir()
    for number in range(count):
        (posts / f"article-{number}.md").write_text(article(number), "utf-8")
    for source in SOURCES:
        shutil.copyfile(source, posts / source.name)


def pasted(markdown: str) -> str:
    """Return a page with the finished HTML in place of each self-test and figure."""

    def made(marker: re.Match[str]) -> str:
        name, *args = marker[1].split()
        shown = html(name, tuple(args), PRACTICE, "../../")
        return f"<div>\n{shown}\n</div>"

    return plain(MARKER.sub(made, markdown))


def write_stock(folder: Path, count: int, text_of: Callable[[str], str]) -> None:
    """Write a stock site with the same articles."""
    posts = folder / "docs/blog/posts"
    posts.mkdir(parents=True)
    for name in ("index.md", "blog/index.md"):
        (folder / "docs" / name).write_text("# Articles\n", "utf-8")
    for number in range(count):
        (posts / f"article-{number}.md").write_text(text_of(article(number)), "utf-8")
    for source in SOURCES:
        (posts / source.name).write_text(text_of(source.read_text("utf-8")), "utf-8")
    for page in sorted((ROOT / "docs").glob("*/*.md")):
        if page.parent.name in SHELVES:
            kept = folder / "docs" / page.relative_to(ROOT / "docs")
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(text_of(page.read_text("utf-8")), "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")


def seconds(folder: Path) -> float:
    """Return the processor time of a build, the interpreter's start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder)},
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(sizes: tuple[int, ...]) -> None:
    """Print a row for each size: seconds of processor time, and how much more ours takes."""
    print("| Articles | ours | stock, self-tests pasted | ours / stock | stock, text alone |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for count in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            ours, same, bare = (Path(scratch, name) for name in ("ours", "same", "bare"))
            write_ours(ours, count)
            write_stock(same, count, pasted)
            write_stock(bare, count, plain)
            # The first build of ours makes what later ones find ready: the bundle.
            seconds(ours)
            taken, pasted_in, text = map(seconds, (ours, same, bare))
        print(
            f"| {count:,} | {taken:.1f} s | {pasted_in:.1f} s | {taken / pasted_in:.2f} "
            f"| {text:.1f} s |",
            flush=True,
        )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
