"""Safety first: any warning sign ends the visit's tests, and the most serious one decides."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest

from self_tests.answering import is_asked, questions_of
from self_tests.catalogue import safety_check
from self_tests.model import SAFETY_LEVELS, CareCard, Option, Practice, Question
from self_tests.safety import LEVELS_AT_ONCE, assess, card
from tests.support.requests import CLEAR, ask, knee_to_wall, report, send

HITS = [
    (question, option)
    for question in questions_of(safety_check().screens)
    for option in question.options
    if option.level
]
# What a question that has come up is answered with, unless something is chosen in it.
NONE: dict[str, Any] = {
    f"safety-check.{name}": ["none"] for name in ("young", "injury-signs", "bone-signs")
}


def visits(*hits: tuple[Question, Option]) -> Iterator[dict[str, Any]]:
    """Yield every visit in which some options are chosen; none when they exclude each other."""
    chosen: dict[str, list[str]] = {}
    for question, option in hits:
        chosen.setdefault(question.id, []).append(option.id)
    questions: dict[str, Question] = {question.id: question for question, _ in hits}
    if any(len(ids) > 1 and questions[name].kind == "choice" for name, ids in chosen.items()):
        return
    picked: dict[str, Any] = {
        name: ids if questions[name].kind == "choices" else ids[0] for name, ids in chosen.items()
    }
    opening: dict[str, set[str]] = {}
    for question in questions.values():
        if question.show_when and question.show_when.question not in picked:
            ways = opening.setdefault(question.show_when.question, {*question.show_when.is_one_of})
            ways &= {*question.show_when.is_one_of}
    for ways_in in _each(opening):
        answers = {**CLEAR, **NONE, **ways_in, **picked}
        if all(is_asked(question, None, answers) for question in questions.values()):
            yield answers


def _each(opening: Mapping[str, set[str]]) -> Iterator[dict[str, str]]:
    """Yield each way to answer some questions, one option of each."""
    if not opening:
        yield {}
        return
    (name, options), *others = opening.items()
    for option in sorted(options):
        for rest in _each(dict(others)):
            yield {name: option, **rest}


def seriousness(level: str | None) -> int:
    """Return where a level stands: 0 is the most serious."""
    return [*SAFETY_LEVELS].index(level)  # type: ignore[arg-type]


@pytest.mark.parametrize(("question", "option"), HITS, ids=[f"{q.id}={o.id}" for q, o in HITS])
def test_every_hit(question: Question, option: Option) -> None:
    """Every warning sign ends in a card at least as serious as its own level, and nothing else."""
    answers = next(visits((question, option)))
    found = report({**answers, **knee_to_wall()})
    assert seriousness(found["level"]) <= seriousness(option.level)
    assert (found["results"], found["lines"], found["plan"]) == ([], [], None)
    assert found["care"]["actions"]
    alone = send("plan", answers={**answers, **knee_to_wall()}, minutes=5)["ok"]
    assert alone == {"level": found["level"], "plan": None}


def test_no_option_lowers_another_s_level() -> None:
    """Whatever two options are ticked, the level is at least as serious as that of each alone."""
    options = [
        (question, option)
        for question in questions_of(safety_check().screens)
        for option in question.options
        if not option.alone
    ]
    pairs = [
        (one, other, answers)
        for one, other in combinations(options, 2)
        for answers in visits(one, other)
    ]
    lowered = [
        (one[1].id, other[1].id, found)
        for one, other, answers in pairs
        if seriousness(found := assess(answers).level)
        > min(seriousness(each[1].level or "clear") for each in (one, other))
    ]
    assert (lowered, len(pairs) > 1000) == ([], True)


def test_a_later_sign_outweighs_an_earlier_one() -> None:
    """What an early screen says never keeps a more serious later sign from being asked."""
    early = {**CLEAR, "safety-check.weeks": ["pregnancy"]}
    late = {**early, "safety-check.stairs": "no"}
    assert [assess(early).level, assess(late).level] == ["ask-first", "clinician"]


def test_only_an_emergency_ends_the_check() -> None:
    """At every other level the questions that look for signs have to be answered first."""
    ends = []
    for level in SAFETY_LEVELS[:-1]:
        question, option = next(hit for hit in HITS if hit[1].level == level)
        answers = next(visits((question, option)))
        del answers["safety-check.stairs"]
        back = ask({**answers, **knee_to_wall()}).get("error", {}).get("question", "")
        ends.append((level, back))
    assert ends == [
        (level, "" if level in LEVELS_AT_ONCE else "safety-check.stairs")
        for level in SAFETY_LEVELS[:-1]
    ]


@pytest.mark.parametrize("name", ["knee", "discomfort", "story"])
def test_what_looks_for_no_sign_is_spared(name: str) -> None:
    """After a hit on an earlier screen only signs are asked, so an open question is no problem."""
    answers = {**CLEAR, "safety-check.weeks": ["lump"]}
    del answers[f"safety-check.{name}"]
    found = assess(answers)
    assert (found.level, found.problems) == ("clinician", ())
    without = {**answers, "safety-check.weeks": ["none"]}
    assert [each.question for each in assess(without).problems] == [f"safety-check.{name}"]


def test_no_adult_advice_under_18() -> None:
    """The card of somebody under 18 asks for a clinician and a parent, and for nothing else."""
    found: CareCard = card("under-18", Practice(emergency_number="112"))
    assert found.actions == (
        "Has your knee bothered you for two weeks? Show it to a clinician, together with a parent.",
        "Is it hot and swollen, or do you feel ill? Get emergency help now: call 112.",
    )


AGED = [card.level for card in safety_check().cards if card.from_18 or card.under_18]
"""The levels whose cards say something to one age alone."""


@pytest.mark.parametrize(("age", "own"), [("18-44", "from_18"), ("under-18", "under_18")])
def test_a_card_speaks_to_the_age_that_was_told(age: str, own: str) -> None:
    """What is said to another age is not in it, and no age is named."""
    found = {}
    for name in AGED:
        question, option = next(hit for hit in HITS if hit[1].level == name)
        answers = {**next(visits((question, option))), "safety-check.age": age}
        if age == "under-18":
            answers["safety-check.young"] = ["none"]
        found[name] = report({**answers, **knee_to_wall()})["care"]["actions"]
    assert found == {
        one.level: [*one.actions, *getattr(one, own)]
        for one in safety_check().cards
        if one.level in AGED
    }


def test_a_card_names_both_ages_where_none_was_told() -> None:
    """A stop in a squat, without the safety check: what is for one age begins with it."""
    stop = {"squat-check.stopped": ["yes"], "squat-check.stop-reason": "pain"}
    found = report({**stop, "knee-load.squat-discomfort": "6", "knee-load.where": "kneecap"})
    ages = [action.partition(":")[0] for action in found["care"]["actions"]]
    assert (found["level"], ages) == ("education", ["18 or over", "18 or over", "Under 18"])


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
        ({"age": "under-18", "young": ["none"]}, "under-18"),
        ({"age": "under-18", "young": ["none"], "weeks": ["fever"]}, "urgent"),
        ({"age": "under-18", "young": ["none"], "stairs": "no"}, "clinician"),
        ({"age": "under-18", "young": ["two-weeks"]}, "clinician"),
        ({"age": "under-18", "young": ["limp", "two-weeks"]}, "urgent"),
        ({"age": "under-18", "young": ["cannot-bear-weight"]}, "emergency"),
        ({"injury": "last-3-days", "injury_signs": ["none"], "bone_signs": ["none"]}, "education"),
        ({"injury": "4-to-7-days", "injury_signs": ["none"], "bone_signs": ["none"]}, "clinician"),
        ({"injury": "1-to-6-weeks", "injury_signs": ["none"]}, "clinician"),
        ({"injury": "longer", "injury_signs": ["none"]}, "clear"),
        (
            {"injury": "last-3-days", "injury_signs": ["locked"], "bone_signs": ["none"]},
            "urgent",
        ),
        (
            {"injury": "last-3-days", "injury_signs": ["none"], "bone_signs": ["four-steps"]},
            "urgent",
        ),
        ({"now": ["locked"]}, "urgent"),
        ({"now": ["swollen"]}, "clinician"),
        ({"weeks": ["pregnancy"]}, "ask-first"),
        ({"weeks": ["older-metal"]}, "ask-first"),
        ({"weeks": ["recent-surgery"]}, "clinician"),
        ({"weeks": ["bleeding-calm"]}, "ask-first"),
        ({"weeks": ["bleeding-swelling"]}, "clinician"),
        ({"weeks": ["bones-nerves-balance"]}, "ask-first"),
        ({"weeks": ["cancer-past"]}, "ask-first"),
        ({"weeks": ["cancer-now"]}, "clinician"),
        ({"weeks": ["cancer-past", "night"]}, "urgent"),
        ({"weeks": ["cancer-now", "cancer-past"]}, "urgent"),
        ({"weeks": ["pregnancy"], "discomfort": "9"}, "ask-first"),
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


@pytest.mark.parametrize(
    ("question", "gone"),
    [
        ("weeks", "cancer"),
        ("weeks", "surgery"),
        ("weeks", "pregnant-or-bleeding"),
    ],
)
def test_an_answer_of_the_old_check_is_asked_again(question: str, gone: str) -> None:
    """A sign that was split is never guessed to be the milder half, nor dropped: it comes back."""
    old = {**CLEAR, f"safety-check.{question}": [gone, "night"]}
    found = assess(old)
    assert (found.level, [each.question for each in found.problems]) == (
        None,
        [f"safety-check.{question}"],
    )


def test_emergency_needs_no_further_answer() -> None:
    """An emergency ends the check: nothing after it is asked for."""
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
