"""Checks what the author of a page must not forget, before the page is built.

The messages are for people who write articles: which file, which line, what is missing, and what to
write. All problems of all pages are reported at once.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mkdocs.utils import meta

from self_tests.site.authoring.problems import TO_FILL_IN, WRITE_IT, Problem, unwritten
from self_tests.site.authoring.texts import banned_words_in
from self_tests.site.figures.poses import figure_ids
from self_tests.site.places import FOR_CONTRIBUTORS

POSTS = "blog/posts"
"""Where the articles are, inside the folder of the pages."""

WORDS_A_MINUTE = 200
"""The assumed speed of reading: a usual figure for easy text, and our choice."""

FENCE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"(#{1,6})\s")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]*)|<img\b(?P<attributes>[^>]*)>")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?!\w+:)([^)#\s]+\.md)(?:#[^)\s]*)?\)")
ALT = re.compile(r"""\balt=["'][^"']*\S[^"']*["']""")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

NEEDED = {
    "title": "title: How far your ankle bends",
    "description": "description: One sentence for search engines and shared links.",
}
NEEDED_IN_ARTICLES = NEEDED | {
    "slug": "slug: the-name-of-the-file",
    "date": "date: 2026-11-23",
    "standfirst": "standfirst: One or two sentences below the title.",
}
"""Front matter by name, each with a line to write."""

PARTS = {
    '!!! short "': '!!! short "The 60-second version"',
    '!!! claim "': '!!! claim "The claim"',
    "::: self-test ": "::: self-test <id>",
    '??? research "': '??? research "What the research says: the answer in one line"',
    '!!! help "': '!!! help "When to get help"',
    "::: contact": "::: contact",
    "::: sources ": "::: sources <id>",
}
"""The parts of every article: the beginning of the line, and an example of it."""


def problems(docs: Path) -> Iterator[Problem]:
    """Yield everything the author of a page in the folder `docs` should mend."""
    for path in sorted(docs.rglob("*.md")):
        if path.relative_to(docs).parts[0] != FOR_CONTRIBUTORS:
            yield from _of_page(path, docs)


def is_article(source: str) -> bool:
    """Return whether the page with this path inside the folder of pages is an article."""
    return source.startswith(f"{POSTS}/")


def reading_minutes(markdown: str) -> int:
    """Return how long the words of an article take, in whole minutes, at least one.

    Sources are not counted, and neither is a self-test, which is a single line.
    """
    text = re.sub(r"\n## Sources\n.*", "", markdown, flags=re.DOTALL)
    text = re.sub(r"^:::.*$|\]\([^)]*\)", "", text, flags=re.MULTILINE)
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


def _of_page(path: Path, docs: Path) -> Iterator[Problem]:
    source = path.relative_to(docs).as_posix()
    text, given = meta.get_data(path.read_text("utf-8"))
    above = path.read_text("utf-8").removesuffix(text).count("\n")
    # Code is not counted; its lines stay, so that the line numbers below are right.
    text = FENCE.sub(lambda code: "\n" * code[0].count("\n"), text)
    lines = [
        (f"{source}:{above + number}", line) for number, line in enumerate(text.split("\n"), 1)
    ]
    yield from _front_matter(source, given)
    if is_article(source) and not given.get("draft"):
        yield from _parts(source, text)
    yield from _headings(lines)
    for place, line in lines:
        yield from _images(place, line)
        yield from _links(place, line, path, docs)
        if not given.get("draft"):
            yield from _words(place, line)


def _front_matter(source: str, given: Mapping[str, Any]) -> Iterator[Problem]:
    needed = NEEDED_IN_ARTICLES if is_article(source) else NEEDED
    for name, example in needed.items():
        if not given.get(name):
            yield Problem(
                source,
                f"`{name}` is missing.",
                f"Write a line like `{example}` between the two `---` at the top.",
            )
    if (drawn := given.get("figure")) and drawn not in figure_ids():
        near = get_close_matches(str(drawn), figure_ids(), n=1)
        yield Problem(
            source,
            f"There is no figure `{drawn}`.",
            f"Did you mean `figure: {near[0]}`?" if near else "Leave the line out.",
        )
    if not is_article(source):
        return
    day = given.get("date")
    if day and not isinstance(day, date):
        yield Problem(
            source,
            f"`date: {day}` is not a date.",
            "Write year, month and day with two strokes: `date: 2026-11-23`.",
        )
    slug = given.get("slug")
    if slug and slug != Path(source).stem:
        yield Problem(
            source,
            f"`slug: {slug}` and the name of the file differ.",
            f"Write `slug: {Path(source).stem}`, or rename the file to {slug}.md.",
        )
    if "reviewed" not in given:
        yield Problem(
            source,
            "`reviewed` is missing.",
            "Write `reviewed:` and nothing after it. It is filled in once a clinician has "
            "reviewed the article.",
        )
    elif given["reviewed"] and not DATE.search(str(given["reviewed"])):
        yield Problem(
            source,
            f"`reviewed: {given['reviewed']}` does not say when.",
            "Write the clinician's name and the day, such as "
            "`reviewed: Name, profession, 2026-11-23`, or leave it empty.",
        )


def _parts(source: str, text: str) -> Iterator[Problem]:
    for begins, example in PARTS.items():
        if not re.search(rf"^{re.escape(begins)}", text, re.MULTILINE):
            yield Problem(
                source,
                f"The article has no line that begins with `{begins.strip()}`.",
                f"Write one, such as `{example}`.",
            )


def _headings(lines: list[tuple[str, str]]) -> Iterator[Problem]:
    depth = 1
    for place, line in lines:
        heading = HEADING.match(line)
        if not heading:
            continue
        deeper = len(heading[1])
        if deeper > depth + 1:
            yield Problem(
                place,
                f"The heading `{line.strip()}` jumps from level {depth} to level {deeper}.",
                f"Write `{'#' * (depth + 1)} {line.strip('# ')}`.",
            )
        depth = deeper


def _images(place: str, line: str) -> Iterator[Problem]:
    for image in IMAGE.finditer(line):
        attributes = image["attributes"]
        if attributes is None and not image[1].strip():
            yield Problem(
                place,
                f"The image `{image[2]}` has no words for people who cannot see it.",
                f"Write what it shows: `![A foot in front of a wall]({image[2]})`.",
            )
        elif attributes is not None and not ALT.search(attributes):
            yield Problem(
                place,
                f"`<img{attributes}>` has no words for people who cannot see it.",
                'Add what it shows: `alt="A foot in front of a wall"`.',
            )


def _words(place: str, line: str) -> Iterator[Problem]:
    if TO_FILL_IN in line:
        yield Problem(place, unwritten(line.strip()), WRITE_IT, is_unfinished=True)
    for word in banned_words_in(line):
        yield Problem(
            place, f"“{word}” promises what nobody can promise.", "Say what is seen or trained."
        )


def _links(place: str, line: str, path: Path, docs: Path) -> Iterator[Problem]:
    for link in LINK.finditer(line):
        target = (path.parent / link[1]).resolve()
        if target.is_file():
            continue
        pages = {page.stem: page for page in sorted(docs.rglob("*.md"))}
        near = get_close_matches(target.stem, pages, n=1)
        mend = "Check the name of the file."
        if near:
            steps = pages[near[0]].resolve().relative_to(path.parent.resolve(), walk_up=True)
            mend = f"Did you mean `{steps.as_posix()}`?"
        yield Problem(place, f"The link `{link[1]}` leads to a page that does not exist.", mend)


__all__ = ["is_article", "problems", "reading_minutes"]
