"""The one door to the core: a request as JSON text in, a response as JSON text out.

The page, the terminal and the tests all use it. `respond` never raises; equal requests give equal
bytes in every interpreter.
"""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from self_tests.answering import Problem, questions_of
from self_tests.catalogue import line_table, safety_check, say, self_test, self_test_ids
from self_tests.earlier_answers import sentences
from self_tests.json_texts import MOST_NESTED, NestedError, read_json
from self_tests.lines import completed, line_results
from self_tests.load_line import load_result
from self_tests.model import CareCard
from self_tests.planning import plan
from self_tests.ranked_lines import named_sides
from self_tests.reporting import NOT_ASKED, Scored, care_report, plan_report, report
from self_tests.reporting.shapes import (
    CheckReport,
    DescribedSelfTest,
    Description,
    LevelAndPlan,
    ProblemReport,
    Refusal,
    Report,
)
from self_tests.request import (
    REQUESTS,
    Answered,
    Check,
    Plan,
    RequestError,
    Score,
    read_request,
)
from self_tests.safety import assess
from self_tests.stability import SEED, changes, stability
from self_tests.visit import (
    Visit,
    begun_in,
    checked_in,
    fields_of,
    fit,
    refuse_unknown_questions,
    visit_of,
)
from self_tests.wording import FinishedError

# Far longer than any honest request, such as a year of saved days; limits what a hostile one costs.
LONGEST_REQUEST = 1_000_000
# C libraries differ in the last bit of erf; no reader sees that many digits.
DECIMALS = 4


def respond(text: str) -> str:
    """Return the response to one request. Both are JSON objects; this never raises."""
    try:
        answer: dict[str, object] = {"ok": _answer(text)}
    except RequestError as refused:
        answer = {"error": _error(str(refused), refused.problems)}
    except FinishedError as wrong:
        answer = {"error": _error(str(wrong), ())}
    except Exception as unforeseen:  # noqa: BLE001 - the door never raises, whatever comes in
        name = type(unforeseen).__name__
        answer = {"error": _error(say("wire.unforeseen", problem=name), ())}
    return json.dumps(_rounded(answer), sort_keys=True, separators=(",", ":"))


def _error(message: str, problems: tuple[Problem, ...]) -> Refusal:
    return Refusal(
        message=message,
        question=problems[0].question if problems else "",
        problems=_problems(problems),
    )


def _problems(problems: tuple[Problem, ...]) -> tuple[ProblemReport, ...]:
    return tuple(
        ProblemReport(question=each.question, message=each.message, kind=each.kind)
        for each in problems
    )


def _rounded(value: object) -> object:
    """Return the value with every float rounded, so that the last bit never leaves this module."""
    match value:
        case float():
            return round(value, DECIMALS) + 0.0
        case dict():
            return {key: _rounded(item) for key, item in value.items()}
        case list() | tuple():
            return [_rounded(item) for item in value]
        case _:
            return value


def _answer(text: str) -> object:
    if len(text) > LONGEST_REQUEST:
        raise RequestError(say("wire.too-long", most=LONGEST_REQUEST))
    try:
        table = read_json(text)
    except NestedError:
        raise RequestError(say("wire.too-nested", most=MOST_NESTED)) from None
    except ValueError:
        raise RequestError(say("wire.not-json")) from None
    if not isinstance(table, dict):
        raise RequestError(say("wire.not-an-object"))
    is_first = table.get("do") in (*REQUESTS,)
    request: object = read_request(table, REQUESTS if is_first else all_requests())
    handlers = HANDLERS if is_first else all_handlers()
    return handlers[type(request)](fit(request) if isinstance(request, Answered) else request)


def _scored(request: Score, visit: Visit) -> Scored:
    """Return what the report is written from; only the level `clear` has lines and a plan."""
    is_clear = visit.assessment.level == "clear"
    lines = line_results(line_table(), visit.results) if is_clear else ()
    measured = completed(visit.results)
    return Scored(
        answers=visit.answers,
        assessment=visit.assessment,
        results=visit.results,
        lines=lines,
        load=load_result(line_table(), visit.answers, visit.results) if is_clear else None,
        stability=stability(line_table(), measured, SEED) if is_clear else None,
        changes=changes(line_table(), measured) if is_clear else (),
        plan=plan(visit.results, lines, visit.answers, request.equipment, request.minutes)
        if is_clear
        else None,
        unit=request.unit,
        today=request.today,
        care=visit.care,
    )


def _score(request: Score) -> Report:
    """Return the report, or raise the problems that the reader has to solve."""
    visit = visit_of(request)
    if isinstance(visit, CareCard):
        return care_report(visit)
    made = report(_scored(request, visit))
    if request.set_aside:
        made["set_aside"] = sentences(request.set_aside)
    return made


def _plan(request: Plan) -> LevelAndPlan:
    """Return the plan alone; `None` unless the level is `clear`."""
    visit = visit_of(request)
    if isinstance(visit, CareCard):
        return LevelAndPlan(level=visit.level, plan=None)
    if visit.assessment.level != "clear":
        return LevelAndPlan(level=NOT_ASKED, plan=None)
    lines = line_results(line_table(), visit.results)
    made = plan(visit.results, lines, visit.answers, request.equipment, request.minutes)
    sides = named_sides(lines, visit.results)
    return LevelAndPlan(
        level=visit.assessment.level, plan=plan_report(made, sides) if made else None
    )


def _check(request: Check) -> CheckReport:
    """Return the level so far and every problem in the answers."""
    refuse_unknown_questions(request)
    taken = begun_in(request)
    assessment = assess(request.answers, taken)
    problems = assessment.problems + checked_in(taken, request).problems
    return CheckReport(level=assessment.level, problems=_problems(problems))


def _describe(request: object) -> Description:  # noqa: ARG001 - the shape of every handler
    """Return the requests that there are, and the self-tests with their questions."""
    return Description(
        requests=tuple(all_requests()),
        self_tests=tuple(
            DescribedSelfTest(
                id=definition.id,
                version=definition.version,
                title=definition.title,
                questions=tuple(fields_of(questions_of(definition.screens))),
            )
            for definition in map(self_test, self_test_ids())
        ),
        safety_check=tuple(fields_of(questions_of(safety_check().screens))),
    )


HANDLERS: Mapping[type, Callable[[Any], object]] = MappingProxyType(
    {Score: _score, Plan: _plan, Check: _check}
)
"""What answers each request that leads to a first result."""


def all_requests() -> Mapping[str, type]:
    """Return every request there is, by what it does."""
    from self_tests.later_requests import LATER_REQUESTS  # noqa: PLC0415 - no first result needs it

    return {**REQUESTS, **LATER_REQUESTS}


def all_handlers() -> Mapping[type, Callable[[Any], object]]:
    """Return what answers each request."""
    # No first result needs any of these.
    from self_tests.later_requests import Describe, Frame, Squat, Study  # noqa: PLC0415
    from self_tests.reader_data import LATER_HANDLERS  # noqa: PLC0415
    from self_tests.reporting.frame import frame_report  # noqa: PLC0415
    from self_tests.reporting.squat import squat_report  # noqa: PLC0415
    from self_tests.reporting.study import study_report  # noqa: PLC0415

    others: dict[type, Callable[[Any], object]] = {
        Squat: squat_report,
        Frame: frame_report,
        Study: study_report,
        Describe: _describe,
    }
    return {**HANDLERS, **LATER_HANDLERS, **others}
