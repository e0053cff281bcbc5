"""A request's JSON becomes a checked request: one frozen dataclass for each kind, with its keys.

This module has the requests that lead to a first result, and what all requests share; the others
are in `later_requests`. A key means the same in every request.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

from self_tests.answering import LengthUnit, Problem, Raw
from self_tests.catalogue import plan_table, say
from self_tests.model import Equipment, Practice, SquatHeels, SquatLoad
from self_tests.wording import listed, nearest

WIRE_VERSION = 1
DEFAULT_MINUTES = 10
DATED_SETS = 'a list of objects with "date" and "answers"'
MARKED_FRAMES = "a list of up to 3 texts of ten numbers each"
ANYBODY = Practice()
NO_ANSWERS: Mapping[str, Any] = MappingProxyType({})


class RequestError(Exception):
    """A request that cannot be answered, with the question it is about (empty if none)."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        self.problems = problems
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day (ISO) of the plan, and what to do on it, a line for each drill."""

    date: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredAgain:
    """A self-test to take again on a day (ISO), and the text about it, in lines."""

    date: str
    self_test: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Answers as they were entered, by field, of the named self-tests or of any.

    A length without a unit is in `unit`; unusual values of the fields in `confirmed` were
    confirmed. After the answers are fitted to today's questions, `set_aside` has those that fit
    none.
    """

    self_tests: tuple[str, ...] = ()
    answers: Mapping[str, Raw] = NO_ANSWERS
    set_aside: Mapping[str, object] = NO_ANSWERS
    confirmed: frozenset[str] = frozenset()
    unit: LengthUnit = "cm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Answered):
    """The safety level so far, and every problem in the answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Answered):
    """The report of a visit.

    `equipment` is what is at hand, everything when left out; `minutes` the length of a session;
    `today` the reader's own date, for retest dates; `practice` who runs the site.
    """

    equipment: frozenset[Equipment] | None = None
    minutes: int = DEFAULT_MINUTES
    today: date | None = None
    practice: Practice = ANYBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Score):
    """The plan alone, for a change of equipment or minutes."""


REQUESTS: Mapping[str, type] = MappingProxyType({"score": Score, "plan": Plan, "check": Check})
"""The requests that lead to a first result, by what they `do`."""

# Fields that are filled in here, and that no request may have.
_NOT_SENT = frozenset({"set_aside"})


def keys_of(request: type) -> tuple[str, ...]:
    """Return the keys that a request may have, beside `do` and `version`."""
    return tuple(field.name for field in fields(request) if field.name not in _NOT_SENT)


def read_request[Request](table: Mapping[str, Any], known: Mapping[str, type[Request]]) -> Request:
    """Return the checked request; `known` are the requests there are, by what they `do`.

    Raises `RequestError` for the first thing that does not fit.
    """
    if table.get("version") != WIRE_VERSION:
        raise RequestError(say("wire.version", found=json.dumps(table.get("version"))[:40]))
    do = table.get("do")
    if not isinstance(do, str) or do not in known:
        names = ", ".join(f'"{name}"' for name in known)
        raise RequestError(say("wire.do", known=names, found=json.dumps(do)[:40]))
    keys = keys_of(known[do])
    fitting = ("do", "version", *keys)
    for key in table:
        if key not in fitting:
            raise RequestError(
                say("wire.unknown-key", do=do, key=key[:40], nearest=nearest(key[:40], fitting))
            )
    for key, (fits, expected, _) in _KEYS.items():
        if key in table and not fits(table[key]):
            raise RequestError(say("wire.wrong-type", key=key, expected=expected()))
    return known[do](**{key: _KEYS[key][2](table[key]) for key in keys if key in table})


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_equipment(value: object) -> bool:
    return isinstance(value, list) and all(item in _EQUIPMENT for item in value)


def _is_length_of_session(value: object) -> bool:
    # Python reads 10.0 as 10, but a sentence would say "10.0 minutes".
    return type(value) is int and value in plan_table().minutes


def _is_practice(value: object) -> bool:
    return isinstance(value, dict) and all(
        key in _PRACTICE and isinstance(text, str) for key, text in value.items()
    )


def _is_days(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and {"date"} <= set(one) <= {"date", "lines"}
        and _is_text(one["date"])
        and _is_texts(one.get("lines", []))
        for one in value
    )


def _is_again(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and {"date", "self_test"} <= set(one) <= {"date", "self_test", "lines"}
        and _is_text(one["date"])
        and _is_text(one["self_test"])
        and _is_texts(one.get("lines", []))
        for one in value
    )


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or len(value) != len("2026-11-22"):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    # Early enough that a retest some weeks later is still a date.
    return value[0] != "9"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(value: object) -> object:
    return value


def _days(value: list[dict[str, Any]]) -> tuple[Day, ...]:
    return tuple(Day(date=one["date"], lines=tuple(one.get("lines", ()))) for one in value)


def _again(value: list[dict[str, Any]]) -> tuple[MeasuredAgain, ...]:
    return tuple(MeasuredAgain(**{**one, "lines": tuple(one.get("lines", ()))}) for one in value)


def _minutes() -> str:
    return listed(map(str, plan_table().minutes), say("messages.or"))


_EQUIPMENT = get_args(Equipment.__value__)
_PRACTICE = ("name", "emergency_number")

type _Key = tuple[Callable[[Any], bool], Callable[[], str], Callable[[Any], object]]


def _one_of(known: tuple[str, ...]) -> _Key:
    """Return the key that takes one of these texts."""
    shown = ", ".join(f'"{each}"' for each in known)
    return lambda value: value in known, lambda: f"one of {shown}", _same


# By key: the test of its value, the words for what passes, and the conversion.
_KEYS: Mapping[str, _Key] = MappingProxyType(
    {
        "do": (_is_text, lambda: "text", _same),
        "version": (lambda value: isinstance(value, int), lambda: "a whole number", _same),
        "self_tests": (_is_texts, lambda: "a list of self-test ids", tuple),
        "answers": (
            lambda value: isinstance(value, dict),
            lambda: "an object of texts, numbers or lists of them by question",
            _same,
        ),
        "confirmed": (_is_texts, lambda: "a list of questions", frozenset),
        "unit": (lambda value: value in ("cm", "in"), lambda: '"cm" or "in"', _same),
        "equipment": (
            _is_equipment,
            lambda: "a list out of " + ", ".join(f'"{item}"' for item in _EQUIPMENT),
            frozenset,
        ),
        "minutes": (_is_length_of_session, _minutes, _same),
        "today": (_is_date, lambda: 'a date like "2026-11-22"', date.fromisoformat),
        "practice": (
            _is_practice,
            lambda: 'an object with "name" and "emergency_number" as texts',
            lambda value: Practice(**value),
        ),
        "text": (_is_text, lambda: "the text of a link or a file", _same),
        "sets": (lambda value: isinstance(value, list), lambda: DATED_SETS, tuple),
        "check_ins": (
            lambda value: isinstance(value, list),
            lambda: "a list of days and what was said of them",
            tuple,
        ),
        "since": (_is_text, lambda: 'a date like "2026-11-22"', _same),
        "days": (_is_days, lambda: 'a list of objects with "date" and "lines"', _days),
        "start": (_is_text, lambda: 'a time like "18:00"', _same),
        "come_back": (_is_text, lambda: 'a level like "education"', _same),
        "again": (_is_again, lambda: 'a list of objects with "date" and "self_test"', _again),
        "link": (_is_text, lambda: "an address", _same),
        "wall": (_is_number, lambda: "a number", float),
        "height": (_is_number, lambda: "a number", float),
        "measures": (lambda value: type(value) is int and value in (1, 3), lambda: "1 or 3", _same),
        "frames": (_is_texts, lambda: MARKED_FRAMES, tuple),
        "load": _one_of(get_args(SquatLoad.__value__)),
        "heels": _one_of(get_args(SquatHeels.__value__)),
        "knees": _one_of(("forward", "out")),
        "uid": (_is_text, lambda: "a text", _same),
        "stamp": (_is_text, lambda: 'a moment like "2026-11-22T18:00:00Z"', _same),
    }
)
