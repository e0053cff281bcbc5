"""Answers to the safety check become a level.

Any level but `clear` ends the visit's tests: then there is no line, no score and no plan. Only an
emergency ends the check itself; every other sign is kept while the rest is asked, and the most
serious one decides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from self_tests.answering import Problem, Raw, check, is_answered, questions_of
from self_tests.catalogue import safety_check, self_test, self_test_ids
from self_tests.model import (
    SAFETY_LEVELS,
    Answers,
    CareCard,
    Option,
    Practice,
    Question,
    SafetyCheck,
    SafetyLevel,
    SelfTest,
)

LEVELS_AT_ONCE: tuple[SafetyLevel, ...] = ("emergency",)
"""The levels whose cards open as soon as a sign is ticked. Others wait for the whole check."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the safety check says. `level` is `None` if it was not, or not fully, answered.

    While there are `problems`, `level` is the most serious one so far, `None` if there is none yet.
    `answers` are the checked answers if the level is `clear`. `is_stopped` means that a self-test
    of this visit was stopped for a reason that ends its tests. `is_from_18` is `None` if the age is
    not known.
    """

    level: SafetyLevel | None
    worth_assessment: bool = False
    problems: tuple[Problem, ...] = ()
    answers: Answers = field(default_factory=dict)
    is_stopped: bool = False
    is_from_18: bool | None = None


def assess(raw: Mapping[str, Raw], self_tests: Iterable[SelfTest] = ()) -> Assessment:
    """Return the most serious level that follows from any answer.

    At a level of `LEVELS_AT_ONCE` later questions may be open; any other level needs all of them.
    Questions of `self_tests` that gate count as well: too much discomfort in a squat ends the whole
    visit's tests. A stop counts, whichever self-test of the visit it belongs to.
    """
    definition = safety_check()
    stops = tuple(_stops(raw))
    is_stopped = bool(stops)
    if not any(is_answered(question, raw) for question in questions_of(definition.screens)):
        return Assessment(most_serious(stops) if stops else None, is_stopped=is_stopped)
    checked = check(_asked(definition, raw), raw)
    is_from_18 = _is_from_18(definition, checked.answers)
    chosen = tuple(_chosen(definition, checked.answers))
    gates = {
        question.id: question
        for self_test in self_tests
        for question in questions_of(self_test.screens)
        if question.gates
    }
    scales = {**checked.answers, **check(gates.values(), raw).answers}
    level = most_serious((*_levels(definition, chosen, scales), *stops))
    if level in LEVELS_AT_ONCE:
        return Assessment(level, is_from_18=is_from_18)
    if checked.problems:
        return Assessment(level if level != "clear" else None, problems=checked.problems)
    if level != "clear":
        return Assessment(level, is_stopped=is_stopped, is_from_18=is_from_18)
    worth_assessment = any(option.worth_assessment for option in chosen)
    return Assessment("clear", worth_assessment, answers=checked.answers)


def _stops(raw: Mapping[str, Raw]) -> Iterator[SafetyLevel]:
    """Yield the level of every stop in this visit, in any self-test."""
    for name in self_test_ids():
        questions = tuple(q for q in questions_of(self_test(name).screens) if q.stops)
        if not any(is_answered(question, raw) for question in questions):
            continue
        answers = check(questions, raw).answers.values()
        for question in questions:
            yield from (
                each.level for each in question.options if each.level and each.id in answers
            )


def most_serious(levels: Iterable[SafetyLevel]) -> SafetyLevel:
    """Return the most serious of some levels; `clear` when there are none."""
    return min(levels, key=SAFETY_LEVELS.index, default="clear")


def _asked(definition: SafetyCheck, raw: Mapping[str, Raw]) -> tuple[Question, ...]:
    """Return the questions of the check that are asked, given the answers on earlier screens."""
    asked: list[Question] = []
    for screen in definition.screens:
        found = check(asked, raw).answers
        levels = _levels(definition, tuple(_chosen(definition, found)), found)
        is_hit = most_serious(levels) != "clear"
        asked += (question for question in screen.questions if not (is_hit and question.until_hit))
    return tuple(asked)


def _chosen(definition: SafetyCheck, answers: Answers) -> Iterable[Option]:
    for question in questions_of(definition.screens):
        value = answers.get(question.id, ())
        ids = (value,) if isinstance(value, str) else value
        if isinstance(ids, tuple):
            yield from (option for option in question.options if option.id in ids)


def _is_from_18(definition: SafetyCheck, answers: Answers) -> bool | None:
    """Return whether the answer about the age is another one than that of the level `under-18`."""
    for question in questions_of(definition.screens):
        young = [option.id for option in question.options if option.level == "under-18"]
        if young and question.id in answers:
            return answers[question.id] not in young
    return None


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


def card(
    level: SafetyLevel | None, practice: Practice, *, is_from_18: bool | None = None
) -> CareCard:
    """Return the finished care card of a level. Raises `LookupError` for a level without a card.

    If the age is known, `actions` include what is said to that age; otherwise they do not.
    """
    gaps = {"emergency_number": practice.emergency_number, "practice": practice.name}

    def filled(actions: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(action.format(**gaps) for action in actions)

    for found in safety_check().cards:
        if found.level != level:
            continue
        made = CareCard(
            level=level,
            title=found.title.format(**gaps),
            text=found.text.format(**gaps),
            actions=filled(found.actions),
            from_18=filled(found.from_18),
            under_18=filled(found.under_18),
        )
        if is_from_18 is None:
            return made
        own = made.from_18 if is_from_18 else made.under_18
        return replace(made, actions=made.actions + own, from_18=(), under_18=())
    raise LookupError(f"no care card for the level {level}")
