"""The cases of the definitions: sentences a therapist can read aloud, with what must come out."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from self_tests import catalogue
from self_tests.answering import questions_of
from self_tests.reading import DefinitionError
from tests.requests import CLEAR, ask, request_text

DEFINITIONS = Path(catalogue.__file__).parent / "definitions" / "self-tests"
NONE = "none"
EXPECTATIONS = frozenset(
    {
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
        "headline",
        "notes",
    }
)


@dataclass(frozen=True)
class Case:
    """One sentence with its answers and what the report must say about them.

    What is expected is about the self-test's first measure, unless `measure` names another. The
    row `none` of a table says that a side or a line has none.
    """

    self_test: str
    sentence: str
    answers: Mapping[str, Any]
    expect: Mapping[str, Any]
    request: Mapping[str, Any] = field(default_factory=dict)

    def request_text(self) -> str:
        """Return the request that this case sends."""
        return request_text({**CLEAR, **self.answers}, **self.request)

    def found(self) -> dict[str, Any]:
        """Return what came out, of the things this case expects something about."""
        response = ask({**CLEAR, **self.answers}, **self.request)
        if "error" in response:
            return {"problem": response["error"]["message"]}
        report = response["ok"]
        results = {r["measure"]: r for r in report["results"] if r["self_test"] == self.self_test}
        first = next(iter(results), None)
        result = results.get(self.expect.get("measure", first))
        found: dict[str, Any] = {
            "level": report["level"],
            "headline": report["headline"],
            "bands": {line["line"]: line["band"] for line in report["lines"]},
            "scores": {
                line["line"]: [line["score"], line["error"], line["completeness"]]
                for line in report["lines"]
            },
            "drills": [drill["drill"] for drill in (report["plan"] or {"drills": []})["drills"]],
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


def _only(found: object, wanted: object) -> object:
    """Return of a table the rows that are expected; anything else as it is."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return {key: NONE if found.get(key) is None else found[key] for key in wanted}
    return found


def all_cases() -> Iterator[Case]:
    """Yield every case of every self-test in the catalogue."""
    for name in catalogue.self_test_ids():
        path = DEFINITIONS / name / "cases.toml"
        asked = {q.id for q in questions_of(catalogue.self_test(name).screens)}
        for number, table in enumerate(tomllib.loads(path.read_text())["cases"], 1):
            unknown = set(table["expect"]) - EXPECTATIONS
            if unknown:
                raise DefinitionError(str(path), f"cases[{number}].expect", f"{unknown}", "Remove.")
            yield Case(
                self_test=name,
                sentence=table["sentence"],
                answers={_full(name, key, asked): v for key, v in table["answers"].items()},
                expect=table["expect"],
                request=table.get("request", {}),
            )


def _full(self_test: str, key: str, asked: set[Any]) -> str:
    """Return the full field id of a short one (`distance.left`)."""
    question = key.removesuffix(".left").removesuffix(".right")
    return f"{self_test}.{key}" if f"{self_test}.{question}" in asked else key
