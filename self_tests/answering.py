"""Raw answers become checked ones, or problems that the reader has to solve.

The page applies the same limits and messages from its data before Python has started; this module
checks everything again, and decides.
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
# A share link stores whole hundredths of a centimeter, so no value is finer than that.
LENGTH_DECIMALS = 2
LONGEST_NUMBER = 64
# Arabic, Persian and full-width digits, by the zero of each.
ZEROS = (0x0660, 0x06F0, 0xFF10)
FRACTIONS: Mapping[str, str] = {
    "\u00bc": "1/4",
    "\u00bd": "1/2",
    "\u00be": "3/4",
    "\u2153": "1/3",
    "\u2154": "2/3",
    "\u215b": "1/8",
    "\u215c": "3/8",
    "\u215d": "5/8",
    "\u215e": "7/8",
}
BLANKS = ("\xa0", "\u1680", *map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f", "\u3000")
# Characters without width, which phones and copied text add: joiners, direction marks, soft
# hyphens.
NOTHING = (
    *("\xad", "\u2060", "\ufeff"),
    *map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
)
PLAIN: Mapping[str, str] = {
    **{chr(zero + digit): str(digit) for zero in ZEROS for digit in range(10)},
    **{sign: f" {fraction}" for sign, fraction in FRACTIONS.items()},
    **dict.fromkeys(BLANKS, " "),
    **dict.fromkeys(NOTHING, ""),
    **dict.fromkeys("\u2018\u2019\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u2033\uff02", '"'),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u066b\uff0e", "."),
    **dict.fromkeys("\u060c\uff0c", ","),
    "\u2212": "-",
}
"""What a character means in a number: the page and Python read every number through it."""

NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<number>[0-9]{1,5}(?:[.,][0-9]{0,4})?|[.,][0-9]{1,4})"
    r"|(?:(?P<whole>[0-9]{1,5})(?:\s+|\s*-\s*))?(?P<top>[0-9]{1,2})\s*/\s*(?P<bottom>[1-9][0-9]?))"
    r"(?:\s*(?P<unit>[A-Za-z]{2,11}|\"|'')\.?)?",
    re.ASCII,
)
"""A length: 10.5, 11., .5 or 4 1/2, with one of `UNITS` behind it, or in the unit of the switch."""

WHOLE_NUMBER = re.compile(r"(?P<number>[+-]?[0-9]{1,5})\.?", re.ASCII)

type Raw = str | int | float | list[str | int | float]
type LengthUnit = Literal["cm", "in"]

CM: tuple[LengthUnit, float] = ("cm", 1.0)
MM: tuple[LengthUnit, float] = ("cm", 0.1)
INCH: tuple[LengthUnit, float] = ("in", CM_PER_INCH)
UNITS: Mapping[str, tuple[LengthUnit, float]] = {
    **dict.fromkeys(("cm", "centimeter", "centimeters", "centimetre", "centimetres"), CM),
    **dict.fromkeys(("mm", "millimeter", "millimeters", "millimetre", "millimetres"), MM),
    **dict.fromkeys(("in", "inch", "inches", '"', "''"), INCH),
}
"""By how units are written: the unit that messages are in, and its length in centimeters."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct (`error`) or to confirm (`confirm`), in one field."""

    question: str
    message: str
    kind: Literal["error", "confirm"] = "error"


@dataclass(frozen=True, slots=True)
class Checked:
    """Checked answers, and the problems that the reader has to solve first."""

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
        example = say(f"messages.example-{unit}")
        messages["not-a-number"] = say("messages.not-a-number", field=field, example=example)
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


def plain(text: str) -> str:
    """Return a typed number with each character as on an English keyboard."""
    return text.translate(_TRANSLATION).strip()


_TRANSLATION = str.maketrans(dict(PLAIN))


def _length(match: re.Match[str]) -> float:
    """Return the number of a length in centimeters, whatever unit it was typed in."""
    if match["number"]:
        value = float(match["number"].replace(",", "."))
    else:
        value = int(match["whole"] or 0) + int(match["top"]) / int(match["bottom"])
    return -value if match["sign"] == "-" else value


def is_answered(question: Question, raw: Mapping[str, Raw]) -> bool:
    """Return whether anything at all was entered for a question."""
    return any(_texts(raw.get(field_id(question.id, side))) for side in sides_of(question))


def is_asked(question: Question, side: Side | None, raw: Mapping[str, Raw]) -> bool:
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

    A length without a unit is in `unit`. For fields in `confirmed` the reader was asked, and has
    confirmed the value.
    """
    answers: dict[str, Value] = {}
    problems: list[Problem] = []
    for question in questions:
        for side in sides_of(question):
            if is_asked(question, side, raw):
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
        """Return the value, or the problems that prevent it."""
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
        match = pattern.fullmatch(plain(text)) if len(text) <= LONGEST_NUMBER else None
        if not match:
            return 0, self._problem("not-a-number")
        unit = self.unit
        if self.question.kind == "length":
            written = (match["unit"] or unit).lower()
            if written not in UNITS:
                return 0, self._problem("not-a-number")
            unit, centimeters = UNITS[written]
            value = round(_length(match) * centimeters, LENGTH_DECIMALS)
        else:
            value = int(match["number"])
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
        # In the definition's order, each once: the same choices always give the same answer.
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
