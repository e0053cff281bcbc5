"""The cases of the definitions: sentences a therapist can read aloud, with the expected result."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from self_tests import catalogue
from self_tests.answering import questions_of, sides_of
from self_tests.definition_reader import DefinitionError, parse
from self_tests.model import owner_of
from self_tests.rules.readings import field_id
from self_tests.site.authoring.problems import Problem, told_by
from self_tests.site.places import DEFINITIONS
from self_tests.wire import respond
from self_tests.wording import nearest

NONE = "none"
FEWEST = 6
"""The least number of cases of a self-test: about one per tier, a border, a stop and a mistake."""

CLEAR: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent / "clear-answers.toml").read_text("utf-8")
)
"""The safety check of every case: nothing in it prevents testing."""

NO_PLAN: Mapping[str, Any] = {"drills": [], "base": [], "notes": []}
KEYS = ("sentence", "answers", "request", "expect")
EXPECTATIONS = (
    "measure",
    "tiers",
    "close",
    "values",
    "worse-side",
    "real-difference",
    "bands",
    "scores",
    "level",
    "problem",
    "drills",
    "base",
    "care",
    "worth-assessment",
    "titles",
    "days",
    "starts",
    "gains",
    "reasons",
    "plan-notes",
    "headline",
    "under-headline",
    "places",
    "line-words",
    "certainty",
    "notes",
)


def request_text(answers: Mapping[str, Any], **others: object) -> str:
    """Return a score request as the page would send it."""
    return json.dumps({"do": "score", "version": 1, "answers": answers, **others})


@dataclass(frozen=True)
class Case:
    """One sentence with its answers and what the report must say about them.

    Expectations are about the self-test's first measure, unless `measure` names another one. The
    row `none` of a table says that a side or a line has no entry.
    """

    self_test: str
    sentence: str
    answers: Mapping[str, Any]
    expect: Mapping[str, Any]
    request: Mapping[str, Any] = field(default_factory=dict)

    def request_text(self) -> str:
        """Return the request with this case's answers."""
        return request_text({**CLEAR, **self.answers}, **self.request)

    def found(self) -> dict[str, Any]:
        """Return the parts of the report about which this case expects something."""
        response = json.loads(respond(self.request_text()))
        if "error" in response:
            return {"problem": response["error"]["message"]}
        report = response["ok"]
        results = {r["measure"]: r for r in report["results"] if r["self_test"] == self.self_test}
        first = next(iter(results), None)
        result = results.get(self.expect.get("measure", first))
        found: dict[str, Any] = {
            "level": report["level"],
            "headline": report["headline"],
            "under-headline": report["under_headline"],
            "places": {line["line"]: line["place"] or None for line in report["lines"]},
            "line-words": {line["line"]: line["band_text"] for line in report["lines"]},
            "certainty": (report["certainty"] or {}).get("text"),
            "care": report["care"]["title"] if report["care"] else NONE,
            "worth-assessment": bool(report["worth_assessment"]),
            "bands": {line["line"]: line["band"] for line in report["lines"]},
            "scores": {
                line["line"]: [line["score"], line["error"], line["completeness"]]
                for line in report["lines"]
            },
            **_of_plan(report["plan"] or NO_PLAN),
        }
        if result:
            sides = {side["side"] or "both": side for side in result["sides"]}
            difference = result["difference"] or {}
            found |= {
                "measure": result["measure"],
                "tiers": {name: side["tier"] for name, side in sides.items()},
                "values": {name: side["value"] for name, side in sides.items()},
                "close": [name for name, side in sides.items() if side["close"]],
                "worse-side": difference.get("worse_side"),
                "real-difference": difference.get("real"),
                "notes": result["notes"],
            }
        return {key: _only(found.get(key), wanted) for key, wanted in self.expect.items()}


def _of_plan(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a plan about which a case may expect something.

    `drills` are those that the self-tests add and `titles` their titles, `base` the drills of every
    plan. By drill there are the `days` on which it comes, how it `starts` if not in full, and its
    `reasons`; `gains` are the drills that say what to expect.
    """
    every = [*plan["drills"], *plan["base"]]
    return {
        "drills": [drill["drill"] for drill in plan["drills"]],
        "titles": [drill["title"] for drill in plan["drills"]],
        "base": [drill["drill"] for drill in plan["base"]],
        "days": {drill["drill"]: drill["days"] for drill in every},
        "starts": {drill["drill"]: drill["eased"] for drill in every if drill["eased"]},
        "reasons": {drill["drill"]: drill["why"] for drill in every},
        "gains": [drill["drill"] for drill in every if drill["expect"]],
        "plan-notes": list(plan["notes"]),
    }


def _only(found: object, wanted: object) -> object:
    """Return only the expected rows of a table; other values unchanged."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return {key: NONE if found.get(key) is None else found[key] for key in wanted}
    return found


def all_cases() -> Iterator[Case]:
    """Yield every case of every self-test in the catalogue. Raises `DefinitionError`."""
    for name in catalogue.self_test_ids():
        yield from cases_of(name)


def cases_of(name: str) -> tuple[Case, ...]:
    """Return the cases of a self-test. Raises `DefinitionError` for all that cannot be read.

    A case with answers to a self-test that this edition leaves out is left out as well.
    """
    file = f"self-tests/{name}/cases.toml"
    path = DEFINITIONS / file
    if not path.is_file():
        raise DefinitionError(
            file, "", "this file is missing", "Write at least one [[cases]] a tier in it."
        )
    tables = [
        (number, table)
        for number, table in enumerate(parse(path.read_text("utf-8"), file).get("cases", []), 1)
        if not any(_is_left_out(key) for key in table.get("answers", {}))
    ]
    fields = _fields(name)
    found = [
        error
        for number, table in tables
        for error in _faults(table, file, f"cases[{number}]", name, fields)
    ]
    if found:
        found[0].also = tuple(found[1:])
        raise found[0]
    return tuple(
        Case(
            self_test=name,
            sentence=table["sentence"],
            answers={_full(name, key, fields): value for key, value in table["answers"].items()},
            expect=table["expect"],
            request=table.get("request", {}),
        )
        for _, table in tables
    )


def _is_left_out(field: str) -> bool:
    """Return whether a field belongs to a self-test that is written but not in this edition."""
    owner = owner_of(field)
    return (
        owner != field
        and owner not in catalogue.self_test_ids()
        and (DEFINITIONS / f"self-tests/{owner}/definition.toml").is_file()
    )


def _fields(name: str) -> tuple[str, ...]:
    """Return every field that a case of a self-test may fill, its own ones first."""
    names = [name, *(other for other in catalogue.self_test_ids() if other != name)]
    asked = [
        question
        for screens in (
            *(catalogue.self_test(each).screens for each in names),
            catalogue.safety_check().screens,
        )
        for question in questions_of(screens)
    ]
    return tuple(field_id(question.id, side) for question in asked for side in sides_of(question))


def _full(self_test: str, key: str, fields: tuple[str, ...]) -> str:
    """Return the full field id of a short one (`distance.left`)."""
    return f"{self_test}.{key}" if f"{self_test}.{key}" in fields else key


def _faults(
    table: Mapping[str, Any], file: str, place: str, name: str, fields: tuple[str, ...]
) -> Iterator[DefinitionError]:
    """Yield the reasons why a case cannot be read."""
    for key in table:
        if key not in KEYS:
            yield DefinitionError(file, place, f'unknown key "{key}"', nearest(key, KEYS))
    for key in ("sentence", "answers", "expect"):
        if key not in table or (key != "answers" and not table[key]):
            yield DefinitionError(file, f"{place}.{key}", "missing", f"Add {key}.")
    for key in table.get("answers", {}):
        if _full(name, key, fields) not in fields:
            own = [each.removeprefix(f"{name}.") for each in fields]
            yield DefinitionError(
                file, f"{place}.answers", f'no question has a field "{key}"', nearest(key, own)
            )
    for key in table.get("expect", {}):
        if key not in EXPECTATIONS:
            yield DefinitionError(
                file, f"{place}.expect", f'"{key}" is not known here', nearest(key, EXPECTATIONS)
            )


def problems(names: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with the cases of some self-tests: unreadable, too few, not met."""
    for name in names:
        file = f"self-tests/{name}/cases.toml"
        try:
            cases = cases_of(name)
        except DefinitionError as error:
            yield from told_by(error)
            continue
        if len(cases) < FEWEST:
            yield Problem(
                file,
                f"{len(cases)} cases, and a self-test needs {FEWEST} at least.",
                "Add one a tier, one at a border, one for a stop and one for a slip.",
            )
        for number, case in enumerate(cases, 1):
            found = case.found()
            if found != dict(case.expect):
                yield _differs(f"{file}: cases[{number}]", case, found)


def _differs(place: str, case: Case, found: Mapping[str, Any]) -> Problem:
    if "problem" in found and "problem" not in case.expect:
        what = f"its answers come back: “{found['problem']}”."
        return Problem(place, f"“{case.sentence}”: {what}", "Answer what is asked there.")
    wrong = "; ".join(
        f"{key} is {json.dumps(found.get(key), ensure_ascii=False)}, expected "
        f"{json.dumps(wanted, ensure_ascii=False)}"
        for key, wanted in case.expect.items()
        if found.get(key) != wanted
    )
    return Problem(
        place,
        f"“{case.sentence}” is not so: {wrong}.",
        "Correct the sentence and what it expects, or the definition.",
    )
