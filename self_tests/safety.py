"""Answers to the safety check become a level.

Any level but `clear` ends the visit's tests: the caller builds no line, no score and no plan.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from self_tests.answering import Problem, Raw, check, is_answered, questions_of
from self_tests.catalogue import safety_check
from self_tests.model import (
    SAFETY_LEVELS,
    Answers,
    CareCard,
    Option,
    Practice,
    SafetyCheck,
    SafetyLevel,
    SelfTest,
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the safety check says. `level` is `None` when it was not, or not fully, answered.

    `answers` are its checked answers when the level is `clear`.
    """

    level: SafetyLevel | None
    worth_assessment: bool = False
    problems: tuple[Problem, ...] = ()
    answers: Answers = field(default_factory=dict)


def assess(raw: Mapping[str, Raw], self_tests: Iterable[SelfTest] = ()) -> Assessment:
    """Return the most serious level that any answer means.

    A hit ends the check, so later questions may be open; a level of `clear` needs them all.
    Among the questions of `self_tests`, those that gate count as well: too much discomfort in
    a squat ends the whole visit's tests.
    """
    definition = safety_check()
    questions = tuple(questions_of(definition.screens))
    if not any(is_answered(question, raw) for question in questions):
        return Assessment(None)
    checked = check(questions, raw)
    chosen = tuple(_chosen(definition, checked.answers))
    gates = {
        question.id: question
        for self_test in self_tests
        for question in questions_of(self_test.screens)
        if question.gates
    }
    scales = {**checked.answers, **check(gates.values(), raw).answers}
    level = most_serious(_levels(definition, chosen, scales))
    if level != "clear":
        return Assessment(level)
    if checked.problems:
        return Assessment(None, problems=checked.problems)
    worth_assessment = any(option.worth_assessment for option in chosen)
    return Assessment("clear", worth_assessment, answers=checked.answers)


def most_serious(levels: Iterable[SafetyLevel]) -> SafetyLevel:
    """Return the most serious of some levels; `clear` when there are none."""
    return min(levels, key=SAFETY_LEVELS.index, default="clear")


def _chosen(definition: SafetyCheck, answers: Answers) -> Iterable[Option]:
    for question in questions_of(definition.screens):
        value = answers.get(question.id, ())
        ids = (value,) if isinstance(value, str) else value
        if isinstance(ids, tuple):
            yield from (option for option in question.options if option.id in ids)


def _levels(
    definition: SafetyCheck, chosen: tuple[Option, ...], answers: Answers
) -> Iterable[SafetyLevel]:
    yield from (option.level for option in chosen if option.level)
    counts = Counter(option.group for option in chosen if option.group)
    for rule in definition.count_rules:
        if counts[rule.group] >= rule.at_least:
            yield rule.level
    if any(
        isinstance(value, int) and value >= definition.discomfort_from.value
        for value in answers.values()
    ):
        yield "education"


def card(level: SafetyLevel | None, practice: Practice) -> CareCard:
    """Return the finished care card of a level. Raises `LookupError` for one without a card."""
    gaps = {"emergency_number": practice.emergency_number, "practice": practice.name}
    for found in safety_check().cards:
        if found.level == level:
            return CareCard(
                level=level,
                title=found.title.format(**gaps),
                text=found.text.format(**gaps),
                actions=tuple(action.format(**gaps) for action in found.actions),
            )
    raise LookupError(f"no care card for the level {level}")
