"""Links and copies of the first edition: what people keep opens, whatever the definitions become.

`tests/first-edition` holds what the first edition itself made. It is never made again.
"""

from typing import Any

import pytest

from self_tests.catalogue import edition
from self_tests.model import SIDES
from self_tests.sharing import decode
from tests.support.first_edition import LINKS

ANSWERS = [(field, value) for link in LINKS for field, value in link["answers"].items()]


def question_of(field: str) -> str:
    """Return the question that a field belongs to."""
    question, _, side = field.rpartition(".")
    return question if side in SIDES else field


def test_there_are_thirty_links() -> None:
    """Thirty links stand for the first edition, no two alike."""
    assert len({link["text"] for link in LINKS}) == 30


def test_the_links_answer_every_question_there_was() -> None:
    """Every field of the first edition is in a link, and every option a reader could keep."""
    questions = {
        question.id: question for one in edition(1).self_tests for question in one.questions
    }
    fields = {
        f"{question.id}.{side}" if side else question.id
        for question in questions.values()
        for side in (SIDES if question.sided else (None,))
    }
    options = {(name, option) for name in questions for option in questions[name].options}
    chosen = {
        (question_of(field), option)
        for field, value in ANSWERS
        for option in (value if isinstance(value, list) else [value])
        if isinstance(option, str)
    }
    assert {field for field, _ in ANSWERS} == fields
    # A heel that lifted was refused: that side was measured again.
    assert options - chosen == {("knee-to-wall.heel", "lifted")}


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link["what"])
def test_a_link_of_the_first_edition_is_read(link: dict[str, Any]) -> None:
    """A link gives back the answers that the first edition packed, by that edition's layout."""
    found = decode(link["text"])
    answers = {
        field: list(value) if isinstance(value, tuple) else value
        for field, value in found.answers.items()
    }
    assert (found.edition, answers) == (1, link["answers"])
