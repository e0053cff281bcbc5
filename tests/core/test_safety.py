"""Safety first: any warning sign ends the visit's tests."""

from typing import Any

import pytest

from self_tests.answering import questions_of
from self_tests.catalogue import safety_check
from self_tests.model import SAFETY_LEVELS, Option, Question
from tests.support.requests import CLEAR, ask, knee_to_wall, report

HITS = [
    (question, option)
    for question in questions_of(safety_check().screens)
    for option in question.options
    if option.level
]
OPENS: dict[str, dict[str, Any]] = {
    "safety-check.young": {"safety-check.age": "under-18"},
    "safety-check.injury-signs": {"safety-check.injury": "longer"},
    "safety-check.bone-signs": {"safety-check.injury": "4-to-7-days"},
}


def visit(question: Question, option: Option) -> dict[str, Any]:
    """Return the answers of a visit in which one option is chosen."""
    value: Any = option.id if question.kind == "choice" else [option.id]
    return {**CLEAR, **knee_to_wall(), **OPENS.get(question.id, {}), question.id: value}


@pytest.mark.parametrize(("question", "option"), HITS, ids=[f"{q.id}={o.id}" for q, o in HITS])
def test_every_hit(question: Question, option: Option) -> None:
    """Every warning sign ends in a card at least as serious as its own level, and nothing else."""
    found = report(visit(question, option))
    assert SAFETY_LEVELS.index(found["level"]) <= SAFETY_LEVELS.index(option.level or "clear")
    assert (found["results"], found["lines"], found["plan"]) == ([], [], None)
    assert found["care"]["actions"]


def test_every_level_has_hits_and_a_card() -> None:
    """Each level but `clear` can be reached and has its card."""
    levels = set(SAFETY_LEVELS) - {"clear"}
    assert {option.level for _, option in HITS} == levels
    assert {card.level for card in safety_check().cards} == levels


def level(**answers: object) -> str:
    """Return the level of an otherwise clear visit."""
    changed = {f"safety-check.{key.replace('_', '-')}": value for key, value in answers.items()}
    found: str = report({**CLEAR, **knee_to_wall(), **changed})["level"]
    return found


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"age": "under-18", "young": ["none"]}, "education"),
        ({"age": "under-18", "young": ["two-weeks"]}, "clinician"),
        ({"age": "under-18", "young": ["limp", "two-weeks"]}, "urgent"),
        ({"age": "under-18", "young": ["cannot-bear-weight"]}, "emergency"),
        ({"injury": "last-3-days", "injury_signs": ["none"], "bone_signs": ["none"]}, "education"),
        ({"injury": "4-to-7-days", "injury_signs": ["none"], "bone_signs": ["none"]}, "clinician"),
        ({"injury": "1-to-6-weeks", "injury_signs": ["none"]}, "clinician"),
        ({"injury": "longer", "injury_signs": ["none"]}, "clear"),
        ({"injury": "last-3-days", "injury_signs": ["locked"]}, "urgent"),
        ({"injury": "last-3-days", "bone_signs": ["four-steps"]}, "urgent"),
        ({"weeks": ["night"]}, "clinician"),
        ({"weeks": ["night", "weight-loss"]}, "urgent"),
        ({"weeks": ["giving-way", "swelling-returns"]}, "clinician"),
        ({"discomfort": "5"}, "clear"),
        ({"discomfort": "6"}, "education"),
        ({"discomfort": "10", "stairs": "no"}, "clinician"),
        ({"now": ["dark-urine"], "discomfort": "9"}, "emergency"),
    ],
)
def test_level(answers: dict[str, Any], expected: str) -> None:
    """The most serious sign decides; two whole-body signs weigh more than one."""
    assert level(**answers) == expected


def test_hit_needs_no_further_answer() -> None:
    """The first hit ends the check: nothing after it is asked for."""
    found = report(
        {"safety-check.age": "45-59", "safety-check.now": ["no-weight"]},
        self_tests=["knee-to-wall"],
    )
    assert found["level"] == "emergency"


def test_hidden_question_counts_for_nothing() -> None:
    """An answer to a question that is not asked any more is ignored."""
    assert level(injury="no", injury_signs=["locked"]) == "clear"


def test_half_answered_check_asks_for_the_rest() -> None:
    """A safety check without its last answer gives that question back and no report."""
    answers = {key: value for key, value in CLEAR.items() if key != "safety-check.story"}
    found = ask({**answers, **knee_to_wall()})
    assert found["error"]["question"] == "safety-check.story"


def test_without_a_safety_check() -> None:
    """Without a safety check there are values and tiers, but no line and no drill."""
    found = report(knee_to_wall(left="4"))
    assert (found["level"], found["lines"], found["plan"]) == ("not asked", [], None)
    assert found["results"][0]["sides"][0]["tier"] == "low"


@pytest.mark.parametrize("sign", ["six-weeks", "45-and-stiff"])
def test_worth_an_assessment(sign: str) -> None:
    """Slow progress and new stiffness do not end the flow, but open the report."""
    found = report({**CLEAR, **knee_to_wall(), "safety-check.story": [sign]})
    assert found["level"] == "clear"
    assert found["worth_assessment"] == safety_check().worth_assessment


def test_emergency_number_is_the_practices() -> None:
    """The emergency number on a card is the one the practice configured."""
    found = report(
        {"safety-check.now": ["dark-urine"]},
        self_tests=["knee-to-wall"],
        practice={"name": "Example", "emergency_number": "112"},
    )
    assert found["care"]["actions"][0] == (
        "Call 112 or go to the nearest emergency department now."
    )
