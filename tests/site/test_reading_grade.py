"""How hard the articles are to read."""

import re
from pathlib import Path

import pytest
import textstat

POSTS = Path(__file__).parents[2] / "docs/blog/posts"
HARDEST_GRADE = 8


def body(markdown: str) -> str:
    """Return what a reader reads of an article: no front matter, markers, link targets or sources.

    Headings, box titles and list items are closed with a full stop, or the formula would read each
    as the beginning of the next sentence.
    """
    text = re.sub(r"\A---\n.*?\n---\n|\n## Sources\n.*", "", markdown, flags=re.DOTALL)
    text = re.sub(r"^:::.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r'^(?:!!!|\?\?\?\+?) \w+ "(.*)"$', r"\1.", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"^#+ (.*?)[.?]?$", r"\1.", text, flags=re.MULTILINE)
    text = re.sub(r"([^\s.?!:])\n(?=\s*(?:\n|-))", r"\1.\n", text)
    return re.sub(r"^\s*[-:] |[*_]{1,2}", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("post", sorted(POSTS.glob("*.md")), ids=lambda post: post.stem)
def test_an_article_reads_easily(post: Path) -> None:
    """An article's Flesch-Kincaid grade is 8 or less."""
    assert textstat.flesch_kincaid_grade(body(post.read_text())) <= HARDEST_GRADE


@pytest.mark.parametrize("post", sorted(POSTS.glob("*.md")), ids=lambda post: post.stem)
def test_an_article_is_neither_a_note_nor_a_book(post: Path) -> None:
    """An article has 700 to 1,400 words."""
    words = len(body(post.read_text()).split())
    assert 700 <= words <= 1400, words


def test_a_hard_text_is_told_from_an_easy_one() -> None:
    """The same message in long words fails the grade that short words pass."""
    hard = (
        "Insufficient dorsiflexion necessitates compensatory biomechanical adaptations, "
        "potentially redistributing patellofemoral loading throughout functional activities."
    )
    easy = "When your ankle bends too little, your knee may have to do more of the work."
    grades = [textstat.flesch_kincaid_grade(body(text)) <= HARDEST_GRADE for text in (hard, easy)]
    assert grades == [False, True]
