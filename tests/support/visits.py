"""Whole visits, from the definitions' own questions: for properties and golden vectors."""

from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import strategies as st

from self_tests.answering import questions_of, sides_of
from self_tests.catalogue import self_test, self_test_ids
from self_tests.model import Condition, Question
from self_tests.rules.readings import field_id
from tests.support.requests import CLEAR

# Self-tests with something to measure or rate.
SCORED = ("knee-to-wall", "squat-check", "step-down", "hip-hold", "heel-raise", "arch-check")
type Answers = dict[str, Any]
# Chooses one of several things: a seeded generator, or Hypothesis.
type Choose = Callable[[list[Any]], Any]


def complete(names: Iterable[str], choose: Choose) -> Answers:
    """Return answers that complete some self-tests: every question once, nothing refused."""
    answers: Answers = {}
    asked = [question for name in names for question in questions_of(self_test(name).screens)]
    stops = {
        (question.show_when.question, option)
        for question in asked
        if question.stops and question.show_when
        for option in question.show_when.is_one_of
    }
    for name in names:
        for question in questions_of(self_test(name).screens):
            for side in sides_of(question):
                field = field_id(question.id, side)
                conditions = (question.show_when, question.hide_when)
                if question.optional or field in answers:
                    continue
                if any(c and not _fits(c, side, answers, c is conditions[0]) for c in conditions):
                    continue
                # A stop would end the visit, and these visits go on.
                answers[field] = choose(
                    [
                        one
                        for one in entries(question)
                        if isinstance(one, list) or (question.id, one) not in stops
                    ]
                )
    return answers


def _fits(condition: Condition, side: Any, answers: Answers, wanted: bool) -> bool:  # noqa: ANN401, FBT001
    given = answers.get(field_id(condition.question, side), [])
    chosen = given if isinstance(given, list) else [given]
    return any(one in condition.is_one_of for one in chosen) == wanted


def entries(question: Question) -> list[Any]:
    """Return valid entries for a question."""
    if question.kind == "choice":
        return [option.id for option in question.options if not option.refused]
    if question.kind == "choices":
        return [[option.id] for option in question.options]
    assert question.least
    assert question.most
    if question.kind == "scale":
        # Discomfort of 6 or more would end the visit, and these visits go on.
        return [str(number) for number in range(6 if question.gates else int(question.most.value))]
    if question.kind == "length":
        return [f"{half / 2:g}" for half in range(2 * int(question.most.value) + 1)]
    return [str(number) for number in range(int(question.most.value) + 1)]


def confirmed() -> list[str]:
    """Return every field, so that unusual values count as confirmed."""
    return [
        field_id(question.id, side)
        for name in self_test_ids()
        for question in questions_of(self_test(name).screens)
        for side in sides_of(question)
    ]


@st.composite
def visits(draw: st.DrawFn, names: tuple[str, ...] = SCORED) -> Answers:
    """Draw a clear visit in which some of the named self-tests were completed."""
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    ordered = [name for name in self_test_ids() if name in chosen]
    return {**CLEAR, **complete(ordered, lambda options: draw(st.sampled_from(options)))}


def mirrored(answers: Answers) -> Answers:
    """Return the same visit with left and right exchanged."""
    turned = {"left": "right", "right": "left"}
    swapped = {}
    for field, value in answers.items():
        question, _, side = field.rpartition(".")
        swapped[f"{question}.{turned[side]}" if side in turned else field] = value
    knee = "safety-check.knee"
    return {**swapped, knee: turned.get(answers[knee], answers[knee])}
