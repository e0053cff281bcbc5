"""Answers from an earlier edition, fitted to today's questions.

Ids change, questions are removed, options change. Saved answers outlive that: a renamed id is read
by its new name, and answers that fit no question any more are set aside, with a sentence, so that
the rest can still be read.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypeGuard

from self_tests.answering import Raw, questions_of, sides_of
from self_tests.catalogue import (
    drill,
    drill_ids,
    edition,
    newest_edition,
    renames,
    safety_check,
    say,
    self_test,
    self_test_ids,
)
from self_tests.frame import frame_field
from self_tests.model import SIDES, Drill, Question, Rename, SquatHeels, owner_of
from self_tests.rules.readings import field_id

# At most this many titles are named; a request may hold answers of any number of foreign
# self-tests.
MOST_SENTENCES = 20


@dataclass(frozen=True, slots=True)
class Fitted:
    """Answers under today's names: those that fit a question, and those that do not.

    If only some of several chosen options fit, `set_aside` has all of them. `all` is every answer
    as it was entered.
    """

    answers: dict[str, Raw]
    set_aside: dict[str, object]
    all: dict[str, object]


def fitted(raw: Mapping[str, object], *, strict: Container[str] = ()) -> Fitted:
    """Return which answers fit a question or a note of today, by name and by their options.

    An unknown option is kept in a `strict` field or in the safety check: there the reader is asked
    again.
    """
    answers: dict[str, Raw] = {}
    set_aside: dict[str, object] = {}
    everything = dict(_renamed(raw))
    for field, entry in everything.items():
        question = fields_of_owner(owner_of(field)).get(field)
        if field in frame_fields() and _is_answer(entry):
            answers[field] = entry
        elif question is None or not _is_answer(entry):
            set_aside[field] = entry
        elif field in strict or owner_of(field) == safety_check().id:
            answers[field] = entry
        else:
            fits, is_all = _chosen(question, entry)
            if fits is not None:
                answers[field] = fits
            if not is_all:
                set_aside[field] = entry
    return Fitted(answers, set_aside, everything)


def sentences(fields: Iterable[str]) -> tuple[str, ...]:
    """Return what to tell the reader about answers that were set aside, by self-test."""
    counts = Counter(title_of(owner_of(field)) for field in fields)
    return tuple(
        say("set-aside.one", title=title or say("set-aside.another"))
        if count == 1
        else say("set-aside.several", title=title or say("set-aside.another"), count=count)
        for title, count in list(counts.items())[:MOST_SENTENCES]
    )


@cache
def fields_of_owner(owner: str) -> Mapping[str, Question]:
    """Return the questions of a self-test or of the safety check, by field; none for another id.

    A question that a self-test shares with another one has its field in that one.
    """
    if owner == safety_check().id:
        screens = safety_check().screens
    elif owner in self_test_ids():
        screens = self_test(owner).screens
    else:
        return MappingProxyType({})
    return {
        field_id(question.id, side): question
        for question in questions_of(screens)
        for side in sides_of(question)
        if owner_of(question.id) == owner
    }


@cache
def frame_fields() -> Mapping[str, SquatHeels]:
    """Return, by field, how the heels are in the squats that were marked in a frame.

    These fields answer no question.
    """
    questions = (
        question for name in self_test_ids() for question in questions_of(self_test(name).screens)
    )
    beside: tuple[Question | Drill, ...] = (*questions, *map(drill, drill_ids()))
    return MappingProxyType({frame_field(one.id): one.frame for one in beside if one.frame})


def renamed_field(field: str) -> str:
    """Return what a field is called today."""
    for each in renames():
        field = _field_after(each, field)
    return field


def _renamed(raw: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield every answer by today's names; of two for one field the one with that name."""
    for field, entry in raw.items():
        now, chosen = field, entry
        for each in renames():
            now = _field_after(each, now)
            if each.kind == "option" and question_of(now) == each.question:
                chosen = _option_after(each, chosen)
        if now == field or now not in raw:
            yield now, chosen


def question_of(field: str) -> str:
    """Return the id of the question that a field belongs to."""
    question, _, side = field.rpartition(".")
    return question if side in SIDES else field


def _field_after(rename: Rename, field: str) -> str:
    if rename.kind == "self-test" and owner_of(field) == rename.old:
        return rename.new + field.removeprefix(rename.old)
    if rename.kind == "question" and question_of(field) == rename.old:
        return rename.new + field.removeprefix(rename.old)
    return field


def _option_after(rename: Rename, entry: object) -> object:
    if isinstance(entry, list):
        return [_option_after(rename, each) for each in entry]
    return rename.new if entry == rename.old else entry


def _is_answer(value: object) -> TypeGuard[Raw]:
    """Return whether a value has the shape of an answer: an entry, or a list of them."""
    return _is_entry(value) or (isinstance(value, list) and all(map(_is_entry, value)))


def _is_entry(value: object) -> TypeGuard[str | int | float]:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _chosen(question: Question, entry: Raw) -> tuple[Raw | None, bool]:
    """Return the part of an answer that can be chosen today, and whether that is all of it."""
    if question.kind not in ("choice", "choices"):
        return entry, True
    several = entry if isinstance(entry, list) else [entry]
    known = {"", *(option.id for option in question.options)}
    fits = [each for each in several if str(each).strip() in known]
    if len(fits) == len(several):
        return entry, True
    return fits if fits and question.kind == "choices" else None, False


def title_of(owner: str) -> str:
    """Return the title of a self-test, or its last title if it is no longer offered.

    It is empty for a self-test that no edition had.
    """
    if owner in (safety_check().id, *self_test_ids()):
        return safety_check().title if owner == safety_check().id else self_test(owner).title
    for number in range(newest_edition(), 0, -1):
        for one in edition(number).self_tests:
            if one.id == owner:
                return one.title
    return ""
