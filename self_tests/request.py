"""A request's JSON becomes a checked `Request`. Imports `model`, `answering`, `catalogue`."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, get_args

from self_tests.answering import LengthUnit, Problem, Raw
from self_tests.catalogue import plan_table, say
from self_tests.model import Equipment, Practice
from self_tests.wording import nearest

WIRE_VERSION = 1
DEFAULT_MINUTES = 10
DATED_SETS = 'a list of objects with "date" and "answers"'


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
class Request:
    """A checked request; what was left out has its default.

    `text` is a link's or a file's; `sets` are dated sets of answers, whatever shape they have;
    `days`, `start`, `retest`, `lines`, `uid` and `stamp` make a calendar. `answers` are as they
    came until they are fitted to the questions of today; `set_aside` are those that do not fit.
    """

    do: str
    self_tests: tuple[str, ...] = ()
    answers: Mapping[str, Raw]
    set_aside: Mapping[str, object] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    unit: LengthUnit = "cm"
    equipment: frozenset[Equipment] | None = None
    minutes: int
    today: date | None = None
    seed: int | None = None
    practice: Practice
    text: str = ""
    sets: tuple[object, ...] = ()
    days: tuple[Day, ...] = ()
    start: str = ""
    retest: str = ""
    lines: tuple[str, ...] = ()
    uid: str = ""
    stamp: str = ""


def read_request(table: Mapping[str, Any], known: Collection[str]) -> Request:
    """Return the checked request; `known` are the requests there are.

    Raises `RequestError` for the first thing that does not fit.
    """
    if table.get("version") != WIRE_VERSION:
        raise RequestError(say("wire.version", found=json.dumps(table.get("version"))[:40]))
    do = table.get("do")
    if not isinstance(do, str) or do not in known:
        names = ", ".join(f'"{name}"' for name in known)
        raise RequestError(say("wire.do", known=names, found=json.dumps(do)[:40]))
    fitting = (*_ALWAYS, *_KEYS_OF[do])
    for key in table:
        if key not in fitting:
            raise RequestError(
                say("wire.unknown-key", do=do, key=key[:40], nearest=nearest(key[:40], fitting))
            )
    for key, (fits, expected) in _KEYS.items():
        if key in table and not fits(table[key]):
            raise RequestError(say("wire.wrong-type", key=key, expected=expected))
    practice = table.get("practice", {})
    equipment = table.get("equipment")
    return Request(
        do=do,
        self_tests=tuple(table.get("self_tests", ())),
        answers=table.get("answers", {}),
        confirmed=frozenset(table.get("confirmed", ())),
        unit=table.get("unit", "cm"),
        equipment=None if equipment is None else frozenset(equipment),
        minutes=table.get("minutes", DEFAULT_MINUTES),
        today=date.fromisoformat(table["today"]) if "today" in table else None,
        seed=table.get("seed"),
        practice=Practice(**practice),
        text=table.get("text", ""),
        sets=tuple(table.get("sets", ())),
        days=tuple(
            Day(date=one["date"], lines=tuple(one.get("lines", ())))
            for one in table.get("days", ())
        ),
        start=table.get("start", ""),
        retest=table.get("retest", ""),
        lines=tuple(table.get("lines", ())),
        uid=table.get("uid", ""),
        stamp=table.get("stamp", ""),
    )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_days(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and {"date"} <= set(one) <= {"date", "lines"}
        and _is_text(one["date"])
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
    # A retest some weeks later must still be a date.
    return value[0] != "9"


def _is_seed(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 32


_ALWAYS = ("do", "version")
_ANSWERS = ("self_tests", "answers", "confirmed", "unit")
_VISIT = (*_ANSWERS, "equipment", "minutes", "today", "practice")
# Which keys go with which request, beside those that always do.
_KEYS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "score": _VISIT,
        "certainty": (*_VISIT, "seed"),
        "plan": _VISIT,
        "check": _ANSWERS,
        "share": _ANSWERS,
        "open": ("text", "unit", "today"),
        "progress": ("sets", "unit"),
        "saved": ("sets", "text", "unit", "today"),
        "calendar": ("days", "start", "minutes", "retest", "self_tests", "lines", "uid", "stamp"),
        "describe": (),
    }
)
_EQUIPMENT = get_args(Equipment.__value__)
_PRACTICE = ("name", "emergency_number")
# How to tell that a value fits its key, and the words for it.
_KEYS: Mapping[str, tuple[Callable[[Any], bool], str]] = MappingProxyType(
    {
        "do": (lambda value: isinstance(value, str), "text"),
        "version": (lambda value: isinstance(value, int), "a whole number"),
        "self_tests": (_is_texts, "a list of self-test ids"),
        "answers": (
            lambda value: isinstance(value, dict),
            "an object of texts, numbers or lists of them by question",
        ),
        "confirmed": (_is_texts, "a list of questions"),
        "unit": (lambda value: value in ("cm", "in"), '"cm" or "in"'),
        "equipment": (
            lambda value: _is_texts(value) and all(item in _EQUIPMENT for item in value),
            "a list out of " + ", ".join(f'"{item}"' for item in _EQUIPMENT),
        ),
        "minutes": (
            # 10.0 is 10 to Python, and "10.0 minutes" to a reader.
            lambda value: type(value) is int and value in plan_table().minutes,
            "5, 10 or 15",
        ),
        "today": (_is_date, 'a date like "2026-11-22"'),
        "seed": (_is_seed, "a whole number from 0 to 4294967295"),
        "practice": (
            lambda value: (
                isinstance(value, dict)
                and all(key in _PRACTICE and isinstance(text, str) for key, text in value.items())
            ),
            'an object with "name" and "emergency_number" as texts',
        ),
        "text": (_is_text, "the text of a link or a file"),
        "sets": (lambda value: isinstance(value, list), DATED_SETS),
        "days": (_is_days, 'a list of objects with "date" and "lines"'),
        "start": (_is_text, 'a time like "18:00"'),
        "retest": (_is_text, 'a date like "2026-11-22"'),
        "lines": (_is_texts, "a list of texts"),
        "uid": (_is_text, "a text"),
        "stamp": (_is_text, 'a moment like "2026-11-22T18:00:00Z"'),
    }
)
