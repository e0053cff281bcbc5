"""What editors complete and check TOML with: it agrees with what reads the definitions."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from self_tests.definition_reader import parse
from self_tests.site.authoring.schemas import FOLDER, schemas, text_of
from tests.support.mistakes import FILE, MISTAKES, TEXT, mistake
from tests.support.repository import ROOT

SCHEMAS = schemas()
FILES = sorted(
    [
        *(ROOT / "self_tests/definitions").rglob("*.toml"),
        *(ROOT / "self_tests/site/poses").glob("*.toml"),
    ]
)


def schema_of(path: Path) -> Path:
    """Return the schema that the first line of a file names."""
    first = path.read_text("utf-8").partition("\n")[0]
    assert first.startswith("#:schema ")
    return (path.parent / first.removeprefix("#:schema ")).resolve()


def places(name: str, text: str) -> list[str]:
    """Return where a schema finds something wrong, as the reader of definitions names places.

    What is missing is named by its own place, what is too much by the table it stands in.
    """
    found = []
    for error in Draft7Validator(SCHEMAS[name]).iter_errors(tomllib.loads(text)):
        steps = list(error.absolute_path)
        if error.validator == "required":
            steps.append(re.findall(r"'([^']+)' is a required", error.message)[0])
        shown = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps)
        found.append(shown.removeprefix("."))
    return found


def test_the_written_schemas_are_up_to_date() -> None:
    """`python -m self_tests generate` has been run since the model last changed."""
    written = {path.name: path.read_text("utf-8") for path in (ROOT / FOLDER).glob("*.json")}
    assert written == {name: text_of(schema) for name, schema in SCHEMAS.items()}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    """Each schema keeps the rules of JSON Schema itself."""
    Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_definition_is_accepted(path: Path) -> None:
    """Every definition, case and figure names its schema and passes it."""
    schema = json.loads(schema_of(path).read_text("utf-8"))
    assert list(Draft7Validator(schema).iter_errors(tomllib.loads(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(("old", "new"), [each[:2] for each in MISTAKES])
def test_a_slip_is_refused_where_the_reader_refuses_it(old: str, new: str) -> None:
    """An editor marks the same place that the error of a build names."""
    assert places("self-test.json", TEXT.replace(old, new, 1)) == [
        problem.place for problem in mistake(old, new).all
    ]


def test_every_slip_of_a_file_is_marked() -> None:
    """Two slips in two places are two marks, as they are two problems of one reading."""
    slips = [("minutes = 5", 'minutes = "five"'), ('kind = "length"', 'kind = "lenght"')]
    text = TEXT
    for old, new in slips:
        text = text.replace(old, new, 1)
    assert parse(text, FILE)
    assert places("self-test.json", text) == ["minutes", "screens[1].questions[3].kind"]


def test_an_id_outside_a_self_test_must_be_full() -> None:
    """Where no self-test owns the file, an id without one is marked."""
    text = (ROOT / "self_tests/definitions/lines.toml").read_text("utf-8")
    slip = text.replace('"knee-to-wall.distance"', '"distance"', 1)
    assert places("lines.json", slip) == ["lines[1].items[1].measure"]
