"""How hard the articles are to read."""

from pathlib import Path

import pytest
import textstat

from tests.support.articles import HARDEST_GRADE, body
from tests.support.repository import POSTS


@pytest.mark.parametrize("post", sorted(POSTS.glob("*.md")), ids=lambda post: post.stem)
def test_an_article_reads_easily(post: Path) -> None:
    """An article's Flesch-Kincaid grade is 8 or less."""
    assert textstat.flesch_kincaid_grade(body(post.read_text("utf-8"))) <= HARDEST_GRADE


@pytest.mark.parametrize("post", sorted(POSTS.glob("*.md")), ids=lambda post: post.stem)
def test_an_article_is_neither_a_note_nor_a_book(post: Path) -> None:
    """An article has 700 to 1,400 words."""
    words = len(body(post.read_text("utf-8")).split())
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
