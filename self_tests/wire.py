"""The one door: a request as JSON text in, a response as JSON text out. Imports the whole core.

Every surface comes through here: the page, the terminal, the tests. `respond` never raises;
equal requests give equal bytes in every interpreter.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, get_args

from self_tests.answering import (
    Checked,
    LengthUnit,
    Problem,
    Raw,
    answered,
    check,
    questions_of,
    sides_of,
)
from self_tests.catalogue import (
    UnknownIdError,
    line_table,
    safety_check,
    say,
    self_test,
    self_test_ids,
)
from self_tests.lines import line_results
from self_tests.model import Equipment, Practice, Question, SelfTest
from self_tests.planning import drills_for
from self_tests.reading import DefinitionError
from self_tests.reporting import Scored, care_report, report
from self_tests.rules.readings import field_id
from self_tests.safety import assess, card
from self_tests.scoring import score
from self_tests.wording import nearest

WIRE_VERSION = 1
# Far above any honest request; keeps a hostile one from costing anything.
LONGEST_REQUEST = 100_000
# C libraries differ in the last bit of erf; nothing a reader sees needs more.
DECIMALS = 4


class RequestError(Exception):
    """A request that cannot be answered, with the question it is about (empty if none)."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        self.problems = problems
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A checked request; what was left out has its default."""

    do: str
    self_tests: tuple[str, ...] = ()
    answers: Mapping[str, Raw]
    confirmed: frozenset[str] = frozenset()
    unit: LengthUnit = "cm"
    equipment: frozenset[Equipment] | None = None
    practice: Practice


def respond(text: str) -> str:
    """Return the response to one request. Both are JSON objects; this never raises."""
    try:
        answer = _answer(text)
    except RequestError as refused:
        answer = {"error": _error(str(refused), refused.problems)}
    except (UnknownIdError, DefinitionError) as wrong:
        answer = {"error": _error(str(wrong), ())}
    except Exception as unforeseen:  # noqa: BLE001 - the door never raises, whatever comes in
        name = type(unforeseen).__name__
        answer = {"error": _error(say("wire.unforeseen", problem=name), ())}
    return json.dumps(_rounded(answer), sort_keys=True, separators=(",", ":"))


def _error(message: str, problems: tuple[Problem, ...]) -> dict[str, object]:
    return {
        "message": message,
        "question": problems[0].question if problems else "",
        "problems": [asdict(problem) for problem in problems],
    }


def _rounded(value: object) -> object:
    """Return the value with every float rounded, so that the last bit never leaves."""
    match value:
        case float():
            return round(value, DECIMALS) + 0.0
        case dict():
            return {key: _rounded(item) for key, item in value.items()}
        case list() | tuple():
            return [_rounded(item) for item in value]
        case _:
            return value


def _answer(text: str) -> dict[str, object]:
    if len(text) > LONGEST_REQUEST:
        raise RequestError(say("wire.too-long", most=LONGEST_REQUEST))
    try:
        table = json.loads(text)
    except (ValueError, RecursionError):
        raise RequestError(say("wire.not-json")) from None
    if not isinstance(table, dict):
        raise RequestError(say("wire.not-an-object"))
    request = _request(table)
    return {"ok": REQUESTS[request.do](request)}


def _request(table: dict[str, Any]) -> Request:
    """Return the checked request. Raises `RequestError` for the first thing that does not fit."""
    if table.get("version") != WIRE_VERSION:
        raise RequestError(say("wire.version", found=json.dumps(table.get("version"))[:40]))
    do = table.get("do")
    if not isinstance(do, str) or do not in REQUESTS:
        known = ", ".join(f'"{name}"' for name in REQUESTS)
        raise RequestError(say("wire.do", known=known, found=json.dumps(do)[:40]))
    for key in table:
        if key not in _KEYS:
            raise RequestError(
                say("wire.unknown-key", do=do, key=key[:40], nearest=nearest(key[:40], _KEYS))
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
        practice=Practice(**practice),
    )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_entry(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_answers(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_entry(entry) or (isinstance(entry, list) and all(_is_entry(item) for item in entry))
        for entry in value.values()
    )


_EQUIPMENT = get_args(Equipment.__value__)
_PRACTICE = ("name", "emergency_number")
# What a request may hold: how to tell that a value fits, and the words for it.
_KEYS: Mapping[str, tuple[Callable[[Any], bool], str]] = MappingProxyType(
    {
        "do": (lambda value: isinstance(value, str), "text"),
        "version": (lambda value: isinstance(value, int), "a whole number"),
        "self_tests": (_is_texts, "a list of self-test ids"),
        "answers": (_is_answers, "an object of texts, numbers or lists of them by question"),
        "confirmed": (_is_texts, "a list of questions"),
        "unit": (lambda value: value in ("cm", "in"), '"cm" or "in"'),
        "equipment": (
            lambda value: _is_texts(value) and all(item in _EQUIPMENT for item in value),
            "a list out of " + ", ".join(f'"{item}"' for item in _EQUIPMENT),
        ),
        "practice": (
            lambda value: (
                isinstance(value, dict)
                and all(key in _PRACTICE and isinstance(text, str) for key, text in value.items())
            ),
            'an object with "name" and "emergency_number" as texts',
        ),
    }
)


def _score(request: Request) -> object:
    """Return the report, or raise the questions that have to go back to the reader."""
    _refuse_unknown_questions(request)
    taken = _taken(request)
    assessment = assess(request.answers)
    if assessment.level not in ("clear", None):
        found = card(assessment.level, request.practice)
        if found:
            return asdict(care_report(assessment, found))
    checked = _checked(taken, request)
    problems = assessment.problems + checked.problems
    if problems:
        raise RequestError(problems[0].message, problems)
    results = score(taken, checked.answers, line_table().bands)
    is_clear = assessment.level == "clear"
    return asdict(
        report(
            Scored(
                answers=checked.answers,
                assessment=assessment,
                results=results,
                lines=line_results(line_table(), results) if is_clear else (),
                slots=drills_for(results, checked.answers, request.equipment) if is_clear else (),
                unit=request.unit,
            )
        )
    )


def _check(request: Request) -> object:
    """Return the level so far and every problem in the answers."""
    _refuse_unknown_questions(request)
    taken = _taken(request)
    assessment = assess(request.answers)
    problems = assessment.problems + _checked(taken, request).problems
    return {"level": assessment.level, "problems": [asdict(problem) for problem in problems]}


def _describe(request: Request) -> object:  # noqa: ARG001 - the shape of every request's function
    """Return what can be asked: the requests, and the self-tests with their questions."""
    return {
        "requests": list(REQUESTS),
        "self_tests": [
            {
                "id": definition.id,
                "version": definition.version,
                "title": definition.title,
                "questions": list(_fields(questions_of(definition.screens))),
            }
            for definition in map(self_test, self_test_ids())
        ],
        "safety_check": list(_fields(questions_of(safety_check().screens))),
    }


REQUESTS: Mapping[str, Callable[[Request], object]] = MappingProxyType(
    {"score": _score, "check": _check, "describe": _describe}
)


def _taken(request: Request) -> tuple[SelfTest, ...]:
    """Return the self-tests that are named or have an answer, in the catalogue's order."""
    for name in request.self_tests:
        self_test(name)
    taken = tuple(
        definition
        for definition in map(self_test, self_test_ids())
        if definition.id in request.self_tests
        or any(answered(q, request.answers) for q in questions_of(definition.screens))
    )
    if not taken and request.do == "score":
        known = ", ".join(f'"{name}"' for name in self_test_ids())
        raise RequestError(say("wire.no-self-test", known=known))
    return taken


def _checked(taken: tuple[SelfTest, ...], request: Request) -> Checked:
    # A question that two self-tests share is asked, and checked, once.
    questions = {q.id: q for definition in taken for q in questions_of(definition.screens)}
    return check(
        questions.values(), request.answers, confirmed=request.confirmed, unit=request.unit
    )


def _fields(questions: Iterator[Question]) -> Iterator[str]:
    for question in questions:
        for side in sides_of(question):
            yield field_id(question.id, side)


def _refuse_unknown_questions(request: Request) -> None:
    """Raise `RequestError` for an answer to a question that nobody asks."""
    known = {*_fields(questions_of(safety_check().screens))}
    for definition in map(self_test, self_test_ids()):
        known.update(_fields(questions_of(definition.screens)))
    for name in request.answers:
        if name not in known:
            message = say(
                "wire.unknown-question", name=name[:80], nearest=nearest(name[:80], sorted(known))
            )
            raise RequestError(message, (Problem(name[:80], message),))
