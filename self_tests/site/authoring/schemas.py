"""JSON Schemas for editors, made from the model's dataclasses.

An editor completes and checks a TOML file whose first line is `#:schema <path>`. The type hints
that `definition_reader` uses are the only source.
"""

import inspect
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, NewType, TypeAliasType, get_args, get_origin

from self_tests.catalogue import FILES
from self_tests.definition_reader import KIND_OF_RULE
from self_tests.model import Drill, Edition, Question, SelfTest
from self_tests.site.authoring.cases import EXPECTATIONS
from self_tests.site.figures.poses import Figure

FOLDER = Path("self_tests/definitions/schema")
FULL_ID = r"^[^.\s]+\.[^\s]+$"
PLAIN: Mapping[object, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}

# An answer as a reader types it: one text, or one for each trial.
ANSWER = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
CASES = {
    "type": "object",
    "additionalProperties": False,
    "required": ["cases"],
    "properties": {
        "cases": {
            "type": "array",
            "items": {
                "type": "object",
                "description": "A sentence, the answers it is about, and what the report says.",
                "additionalProperties": False,
                "required": ["sentence", "answers", "expect"],
                "properties": {
                    "sentence": {"type": "string"},
                    "answers": {"type": "object", "additionalProperties": ANSWER},
                    "request": {"type": "object"},
                    "expect": {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {name: {} for name in EXPECTATIONS},
                    },
                },
            },
        }
    },
}
WORDS = {
    "type": "object",
    "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return every schema by the name of its file."""
    made = {
        "self-test": _of(SelfTest, has_owner=True),
        "drill": _of(Drill),
        "figure": _of(Figure),
        "edition": _of(Edition),
        "cases": CASES,
        "words": WORDS,
        **{
            file.removesuffix(".toml"): _of(cls, has_owner=file == "safety.toml")
            for file, cls in FILES.items()
        },
    }
    opening = {"$schema": "http://json-schema.org/draft-07/schema#"}
    # If an editor needs a title, it is the name of the file.
    return {f"{name}.json": {**opening, "title": name, **schema} for name, schema in made.items()}


def text_of(schema: Mapping[str, Any]) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def write(root: Path) -> tuple[str, ...]:
    """Write every schema under `root` and return their paths relative to it."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(text_of(schema), "utf-8")
    return tuple((FOLDER / name).as_posix() for name in schemas())


def _of(cls: type, *, has_owner: bool = False) -> dict[str, Any]:
    maker = _Maker(has_owner)
    top = maker.of_dataclass(cls)
    return {**top, "definitions": dict(sorted(maker.definitions.items()))}


class _Maker:
    """Makes one schema, with each dataclass once under `definitions`.

    In a file that belongs to a self-test, ids may leave out that self-test's part.
    """

    def __init__(self, has_owner: bool) -> None:  # noqa: FBT001 - the one thing it is told
        self.has_owner = has_owner
        self.definitions: dict[str, dict[str, Any]] = {}

    def of(self, hint: Any) -> dict[str, Any]:  # noqa: ANN401, PLR0911 - one return a kind of hint
        if isinstance(hint, TypeAliasType):
            return self.of(hint.__value__)
        if isinstance(hint, NewType):
            return {"type": "string"} if self.has_owner else {"type": "string", "pattern": FULL_ID}
        if hint in KIND_OF_RULE:
            return self._rule(hint)
        if get_origin(hint) is Literal:
            return {"enum": list(get_args(hint))}
        if get_origin(hint) is tuple:
            return {"type": "array", "items": self.of(get_args(hint)[0])}
        if isinstance(hint, UnionType):
            return self.of(next(arm for arm in get_args(hint) if arm is not NoneType))
        if is_dataclass(hint):
            return self._named(hint)
        return {"type": PLAIN[hint]}

    def of_dataclass(self, cls: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass of ours
        keys = {field.name.replace("_", "-"): field for field in fields(cls)}
        return {
            "type": "object",
            "description": inspect.cleandoc(cls.__doc__ or ""),
            "additionalProperties": False,
            "required": [key for key, field in keys.items() if field.default is MISSING],
            "properties": {key: self.of(field.type) for key, field in keys.items()},
        }

    def _named(self, cls: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass of ours
        name = cls.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            made = self.of_dataclass(cls)
            self.definitions[name] = _or_shared(made) if cls is Question else made
        return {"$ref": f"#/definitions/{name}"}

    def _rule(self, hint: object) -> dict[str, Any]:
        """Return the schema of a table whose rule is chosen by its `kind`."""
        registry = KIND_OF_RULE[hint]
        branches = []
        for kind, cls in registry.items():
            made = self.of_dataclass(cls)
            made["properties"] = {"kind": {"const": kind}, **made["properties"]}
            self.definitions[cls.__name__] = made
            chosen = {"required": ["kind"], "properties": {"kind": {"const": kind}}}
            branches.append({"if": chosen, "then": {"$ref": f"#/definitions/{cls.__name__}"}})
        return {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"enum": list(registry)}},
            "allOf": branches,
        }


def _or_shared(question: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a question, or of the reference to one of another self-test."""
    shared = {
        "type": "object",
        "description": "A question that another self-test asks too: its full id.",
        "additionalProperties": False,
        "properties": {"same-as": {"type": "string"}},
    }
    return {"if": {"required": ["same-as"]}, "then": shared, "else": question}
