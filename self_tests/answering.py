"""Raw answers become checked ones, or come back as questions.

Imports `model`, `catalogue`, `rules`.

The page applies the same limits and messages from data before Python is there; this module
repeats every check and has the last word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from self_tests.catalogue import say
from self_tests.model import SIDES, Answers, Condition, Option, Question, Screen, Side, Value
from self_tests.rules.readings import field_id
from self_tests.wording import listed, plain_number

CM_PER_INCH = 2.54
# A share link stores whole hundredths of a centimetre, so nothing finer exists anywhere.
LENGTH_DECIMALS = 2
LONGEST_NUMBER = 64
NUMBER = re.compile(
    r'(?P<number>[+-]?[0-9]{1,5}(?:[.,][0-9]{1,4})?)\s*(?P<unit>cm|inches|inch|in|"|″)?',
    re.ASCII | re.IGNORECASE,
)
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,5}", re.ASCII)

type Raw = str | int | float | list[str | int | float]
type LengthUnit = Literal["cm", "in"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right (`error`) or to say yes to (`confirm`), at one field."""

    question: str
    message: str
    kind: Literal["error", "confirm"] = "error"


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers that passed, and what has to go back to the reader first."""

    answers: Answers
    problems: tuple[Problem, ...]


def sides_of(question: Question) -> tuple[Side | None, ...]:
    """Return left and right for a sided question, else the one unsided place."""
    return SIDES if question.sided else (None,)


def questions_of(screens: Iterable[Screen]) -> Iterator[Question]:
    """Yield the questions of screens in the order they are asked."""
    for screen in screens:
        yield from screen.questions


def field_name(question: Question, side: Side | None) -> str:
    """Return how messages name a field: "Left distance", "Discomfort"."""
    return f"{side} {question.noun}".capitalize() if side else question.noun.capitalize()


def field_messages(
    question: Question, side: Side | None, unit: LengthUnit = "cm"
) -> dict[str, str]:
    """Return the finished messages of one field, by what is wrong.

    `unit` is the unit the reader writes lengths in. Used by the page and by `check` alike.
    """
    field = field_name(question, side)
    messages = {}
    if not question.optional:
        messages["empty"] = question.if_empty.format(side=side)
    if question.kind == "length":
        messages["not-a-number"] = say("messages.not-a-number", field=field)
    elif question.kind in ("whole-number", "scale"):
        messages["not-a-number"] = say("messages.not-a-whole-number", field=field)
    if question.least and question.most:
        least, most = (
            _in_unit(limit.value, question, unit) for limit in (question.least, question.most)
        )
        shown_unit = unit if question.kind == "length" else question.unit
        messages["out-of-range"] = say(
            "messages.out-of-range", field=field, least=least, most=most, unit=shown_unit
        ).rstrip()
    if question.unusual_below or question.unusual_above:
        messages["unusual"] = say("messages.unusual", field=field)
    if question.apart:
        apart = _in_unit(question.apart.value, question, unit)
        messages["apart"] = say("messages.apart", field=field, apart=apart, unit=unit)
    if question.kind in ("choice", "choices"):
        options = listed((f"“{option.text}”" for option in question.options), say("messages.or"))
        messages["not-an-option"] = say(
            "messages.not-an-option", text=question.text, options=options
        )
        messages["not-alone"] = say("messages.not-alone", text=question.text)
    return messages


def _in_unit(value: float, question: Question, unit: LengthUnit) -> str:
    if question.kind == "length" and unit == "in":
        return plain_number(value / CM_PER_INCH)
    return plain_number(value)


def answered(question: Question, raw: Mapping[str, Raw]) -> bool:
    """Return whether anything at all was entered for a question."""
    return any(_texts(raw.get(field_id(question.id, side))) for side in sides_of(question))


def shown(question: Question, side: Side | None, raw: Mapping[str, Raw]) -> bool:
    """Return whether a question is asked, given the answers so far."""
    if question.show_when and not _holds(question.show_when, side, raw):
        return False
    return not (question.hide_when and _holds(question.hide_when, side, raw))


def _holds(condition: Condition, side: Side | None, raw: Mapping[str, Raw]) -> bool:
    texts = _texts(raw.get(field_id(condition.question, side)))
    return any(text in condition.is_one_of for text in texts)


def _texts(raw: Raw | None) -> tuple[str, ...]:
    """Return what was entered, as trimmed texts without blanks."""
    if raw is None:
        return ()
    entries = raw if isinstance(raw, list) else [raw]
    return tuple(text for entry in entries if (text := str(entry).strip()))


def check(
    questions: Iterable[Question],
    raw: Mapping[str, Raw],
    *,
    confirmed: frozenset[str] = frozenset(),
    unit: LengthUnit = "cm",
) -> Checked:
    """Return the checked answers to `questions` and every problem in them.

    A bare length is read in `unit`. Fields in `confirmed` were asked about and said to be right.
    """
    answers: dict[str, Value] = {}
    problems: list[Problem] = []
    for question in questions:
        for side in sides_of(question):
            if shown(question, side, raw):
                field = field_id(question.id, side)
                one = _Field(question, side, field, unit)
                value, found = one.check(_texts(raw.get(field)), is_confirmed=field in confirmed)
                if value is not None:
                    answers[field] = value
                problems.extend(found)
    return Checked(answers, tuple(problems))


@dataclass(frozen=True, slots=True)
class _Field:
    """One place for an answer: a question, on one side or unsided."""

    question: Question
    side: Side | None
    id: str
    unit: LengthUnit

    def check(
        self, texts: tuple[str, ...], *, is_confirmed: bool
    ) -> tuple[Value | None, tuple[Problem, ...]]:
        """Return the value, or the problems that stand in its way."""
        if not texts:
            return None, () if self.question.optional else (self._problem("empty"),)
        if self.question.kind in ("choice", "choices"):
            return self._chosen(texts)
        if len(texts) > self.question.trials:
            return None, (self._problem("not-a-number"),)
        values = []
        for text in texts:
            value, problem = self._number(text, is_confirmed=is_confirmed)
            if problem:
                return None, (problem,)
            values.append(value)
        apart = self.question.apart
        if apart and max(values) - min(values) > apart.value and not is_confirmed:
            return None, (self._problem("apart", kind="confirm"),)
        return (tuple(values) if self.question.trials > 1 else values[0]), ()

    def _problem(
        self,
        name: str,
        unit: LengthUnit | None = None,
        kind: Literal["error", "confirm"] = "error",
    ) -> Problem:
        messages = field_messages(self.question, self.side, unit or self.unit)
        return Problem(self.id, messages[name], kind)

    def _number(self, text: str, *, is_confirmed: bool) -> tuple[float, Problem | None]:
        pattern = NUMBER if self.question.kind == "length" else WHOLE_NUMBER
        match = pattern.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
        if not match:
            return 0, self._problem("not-a-number")
        unit = self.unit
        if self.question.kind == "length":
            value = float(match["number"].replace(",", "."))
            if match["unit"]:
                unit = "cm" if match["unit"].lower() == "cm" else "in"
            if unit == "in":
                value *= CM_PER_INCH
            value = round(value, LENGTH_DECIMALS)
        else:
            value = int(match[0])
        return value, self._out_of_limits(value, unit, is_confirmed=is_confirmed)

    def _out_of_limits(
        self, value: float, unit: LengthUnit, *, is_confirmed: bool
    ) -> Problem | None:
        question = self.question
        if (question.least and value < question.least.value) or (
            question.most and value > question.most.value
        ):
            return self._problem("out-of-range", unit)
        unusual = (question.unusual_below and value < question.unusual_below.value) or (
            question.unusual_above and value > question.unusual_above.value
        )
        return self._problem("unusual", unit, "confirm") if unusual and not is_confirmed else None

    def _chosen(self, texts: tuple[str, ...]) -> tuple[Value | None, tuple[Problem, ...]]:
        options = {option.id: option for option in self.question.options}
        if any(text not in options for text in texts):
            return None, (self._problem("not-an-option"),)
        # In the definition's order, each once: equal choices give equal answers.
        chosen = [option for name, option in options.items() if name in texts]
        refused = tuple(self._refusal(option) for option in chosen if option.refused)
        if refused:
            return None, refused
        several = self.question.kind == "choices"
        if len(chosen) > 1 and (not several or any(option.alone for option in chosen)):
            return None, (self._problem("not-alone"),)
        return (tuple(option.id for option in chosen) if several else chosen[0].id), ()

    def _refusal(self, option: Option) -> Problem:
        return Problem(self.id, option.refused.format(side=self.side))
