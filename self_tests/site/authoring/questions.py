"""Checks the parts of a question: limits, options, words for an empty answer, conditions."""

from collections.abc import Iterator

from self_tests import catalogue
from self_tests.answering import questions_of
from self_tests.model import Condition, Question, SafetyCheck
from self_tests.site.authoring.problems import Wrong
from self_tests.wording import nearest

NUMBER_KINDS = frozenset({"length", "whole-number", "scale"})


def problems_of_question(question: Question, whole: object) -> Iterator[Wrong]:
    """Yield what is wrong with a question.

    `whole` is the definition around it: conditions may name questions of that, or of the safety
    check. Places are keys inside the question.
    """
    if question.kind in NUMBER_KINDS:
        for key in ("noun", "least", "most"):
            if not getattr(question, key):
                what = "what messages call the value" if key == "noun" else "the limit"
                yield key, "missing.", f"A number needs {what}: add {key} = ..."
    elif not question.options:
        yield "options", "there are none.", "Add [[screens.questions.options]]."
    if not question.optional and not question.if_empty:
        yield "if-empty", "missing.", "Write what a reader is told who left it empty."
    elif not question.optional and ("{side}" in question.if_empty) != question.sided:
        mend = (
            "Name the side with {side}." if question.sided else "Leave {side} out: there is none."
        )
        yield "if-empty", f"“{question.if_empty}” does not fit sided = {_flag(question)}.", mend
    yield from _options(question)
    for key in ("show_when", "hide_when"):
        condition = getattr(question, key)
        if condition:
            yield from (
                (key.replace("_", "-"), what, mend)
                for what, mend in _condition(condition, question, whole)
            )


def _flag(question: Question) -> str:
    return "true" if question.sided else "false"


def _options(question: Question) -> Iterator[Wrong]:
    for key in ("id", "text"):
        seen: set[str] = set()
        for number, option in enumerate(question.options, 1):
            value = getattr(option, key)
            if value in seen:
                yield f"options[{number}].{key}", f"“{value}” stands twice.", "Write another one."
            seen.add(value)
    rated = [option.points is not None for option in question.options]
    if any(rated) and not all(rated):
        number = rated.index(False) + 1
        yield f"options[{number}].points", "missing, and other options have points.", "Add points."


def _condition(condition: Condition, of: Question, whole: object) -> Iterator[tuple[str, str]]:
    screens = list(getattr(whole, "screens", ()))
    if not isinstance(whole, SafetyCheck):
        screens += catalogue.safety_check().screens
    asked = {question.id: question for question in questions_of(screens)}
    other = asked.get(condition.question)
    if other is None:
        yield (
            f'there is no question "{condition.question}" on this form.',
            nearest(condition.question, asked),
        )
        return
    names = [option.id for option in other.options]
    for name in condition.is_one_of:
        if name not in names:
            yield f'"{condition.question}" has no option "{name}".', nearest(name, names)
    if other.sided and not of.sided:
        yield (
            f'"{condition.question}" is asked left and right, this question once.',
            "Write sided = true, or ask about an unsided question.",
        )
