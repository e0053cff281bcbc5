"""The one door: a request as JSON text in, a response as JSON text out. Imports the whole core.

Every surface comes through here: the page, the terminal, the tests. `respond` never raises;
equal requests give equal bytes in every interpreter.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

from self_tests.answering import (
    Checked,
    Problem,
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
from self_tests.lines import completed, line_results, load_result
from self_tests.model import Answers, CareCard, Question, SelfTest
from self_tests.planning import plan
from self_tests.reading import DefinitionError
from self_tests.reporting import Scored, care_report, certainty_report, report
from self_tests.request import Request, RequestError, read_request
from self_tests.rules.readings import field_id
from self_tests.safety import Assessment, assess, card
from self_tests.scoring import SelfTestResult, score
from self_tests.stability import changes, stability
from self_tests.wording import nearest

# Far above any honest request; keeps a hostile one from costing anything.
LONGEST_REQUEST = 100_000
# C libraries differ in the last bit of erf; nothing a reader sees needs more.
DECIMALS = 4


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
    request = read_request(table, REQUESTS)
    return {"ok": REQUESTS[request.do](request)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """A visit whose answers passed: nothing stands against scoring it."""

    assessment: Assessment
    answers: Answers
    results: tuple[SelfTestResult, ...]


def _visit(request: Request) -> _Visit | CareCard:
    """Return the visit, or the care card it ends in. Raises the questions that go back."""
    _refuse_unknown_questions(request)
    taken = _taken(request)
    assessment = assess(request.answers, taken)
    if assessment.level not in ("clear", None):
        return card(assessment.level, request.practice)
    checked = _checked(taken, request)
    problems = assessment.problems + checked.problems
    if problems:
        raise RequestError(problems[0].message, problems)
    return _Visit(
        assessment=assessment,
        answers=checked.answers,
        results=score(taken, checked.answers, line_table().bands),
    )


def _scored(request: Request, visit: _Visit) -> Scored:
    """Return what the report is written from; without the level `clear` no line and no plan."""
    is_clear = visit.assessment.level == "clear"
    lines = line_results(line_table(), visit.results) if is_clear else ()
    return Scored(
        answers=visit.answers,
        assessment=visit.assessment,
        results=visit.results,
        lines=lines,
        load=load_result(line_table(), visit.answers) if is_clear else None,
        plan=plan(visit.results, lines, visit.answers, request.equipment, request.minutes)
        if is_clear
        else None,
        unit=request.unit,
        today=request.today,
    )


def _score(request: Request) -> object:
    """Return the report, or raise the questions that have to go back to the reader."""
    visit = _visit(request)
    if isinstance(visit, CareCard):
        return asdict(care_report(visit))
    return asdict(report(_scored(request, visit)))


def _plan(request: Request) -> object:
    """Return the plan alone, for a change of equipment or minutes; `null` unless clear."""
    found = _score(request)
    assert isinstance(found, dict)  # noqa: S101 - a report is a table
    return {"level": found["level"], "plan": found["plan"]}


def _certainty(request: Request) -> object:
    """Return how sure the report of the same request is; `null` unless clear."""
    if request.seed is None:
        raise RequestError(say("wire.no-seed"))
    visit = _visit(request)
    if isinstance(visit, CareCard) or visit.assessment.level != "clear":
        return None
    measured = completed(visit.results)
    return asdict(
        certainty_report(
            stability(line_table(), measured, request.seed),
            changes(line_table(), measured),
            request.unit,
        )
    )


def _check(request: Request) -> object:
    """Return the level so far and every problem in the answers."""
    _refuse_unknown_questions(request)
    taken = _taken(request)
    assessment = assess(request.answers, taken)
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
    {
        "score": _score,
        "certainty": _certainty,
        "plan": _plan,
        "check": _check,
        "describe": _describe,
    }
)


def _taken(request: Request) -> tuple[SelfTest, ...]:
    """Return the self-tests of this visit, in the catalogue's order.

    A self-test that is named must be complete. One that is not named counts when it is complete;
    when none is named, every self-test with an answer of its own must be.
    """
    for name in request.self_tests:
        self_test(name)
    begun = {name.partition(".")[0] for name in request.answers} | {*request.self_tests}
    candidates = [self_test(name) for name in self_test_ids() if name in begun]
    taken = tuple(one for one in candidates if _is_taken(one, candidates, request))
    if not taken and request.do != "check":
        known = ", ".join(f'"{name}"' for name in self_test_ids())
        raise RequestError(say("wire.no-self-test", known=known))
    return taken


def _is_taken(one: SelfTest, candidates: list[SelfTest], request: Request) -> bool:
    if one.id in request.self_tests:
        return True
    elsewhere = {
        q.id for other in candidates if other is not one for q in questions_of(other.screens)
    }
    own = [q for q in questions_of(one.screens) if q.id not in elsewhere]
    if not any(answered(question, request.answers) for question in own):
        return False
    return not request.self_tests or not _checked((one,), request).problems


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
    for name in request.answers:
        owner = name.partition(".")[0]
        if owner == safety_check().id:
            known = tuple(_fields(questions_of(safety_check().screens)))
        elif owner in self_test_ids():
            known = tuple(_fields(questions_of(self_test(owner).screens)))
        else:
            known = (safety_check().id, *self_test_ids())
        if name not in known:
            shown = name[:80]
            mend = nearest(
                shown if owner in (safety_check().id, *self_test_ids()) else owner[:80], known
            )
            message = say("wire.unknown-question", name=shown, nearest=mend)
            raise RequestError(message, (Problem(shown, message),))
