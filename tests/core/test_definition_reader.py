"""An author's mistake comes back as a sentence: file, place, what is wrong, how to put it right."""

import tomllib

import pytest

from self_tests import catalogue
from self_tests.definition_reader import DefinitionError, parse, read
from self_tests.model import Condition, Drill, SelfTest
from tests.support.mistakes import FILE, MISTAKES, TEXT, mistake


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES)
def test_message(old: str, new: str, message: str) -> None:
    """A mistake in a definition names file, place, value and the way out."""
    assert str(mistake(old, new)) == message


def test_every_mistake_of_a_file_is_told() -> None:
    """One reading finds all mistakes, in their order, and raises the first with the others."""
    table = tomllib.loads(TEXT)
    table["minuets"] = table.pop("minutes")
    table["screens"][0]["questions"][2]["kind"] = "lenght"
    del table["measures"][0]["tiers"][0]["text"]
    with pytest.raises(DefinitionError) as caught:
        read(SelfTest, table, FILE, owner="knee-to-wall")
    assert [problem.place for problem in caught.value.all] == [
        "",
        "minutes",
        "screens[1].questions[3].kind",
        "measures[1].tiers[1].text",
    ]


def test_not_toml() -> None:
    """Text that is no TOML is refused with what the reader of TOML says."""
    with pytest.raises(DefinitionError, match=r"^a.toml: this is not TOML: .+ Check quotes"):
        parse("a = [[]", "a.toml")


def test_short_ids_become_full() -> None:
    """A definition's own short ids belong to its self-test."""
    made = catalogue.self_test("knee-to-wall")
    assert made.measures[0].id == "knee-to-wall.distance"
    assert made.screens[0].questions[2].id == "knee-to-wall.distance"


def test_id_without_owner() -> None:
    """Outside a self-test an id must be full."""
    table = {"question": "distance", "is-one-of": ["yes"]}
    with pytest.raises(DefinitionError) as caught:
        read(Condition, table, "plan.toml")
    assert str(caught.value) == (
        'plan.toml: question: "distance" does not say whose question it is. '
        'Write "<self-test>.distance".'
    )


def test_shared_question_is_the_same() -> None:
    """A question with `same-as` is the other self-test's question."""
    shared = catalogue.question(catalogue.self_test("knee-to-wall").screens[0].questions[2].id)
    table = tomllib.loads(TEXT)
    table["screens"][0]["questions"] = [{"same-as": "knee-to-wall.distance"}]
    made = read(SelfTest, table, FILE, owner="other", shared=catalogue.question)
    assert made.screens[0].questions == (shared,)


def test_shared_question_must_exist() -> None:
    """A `same-as` that names no question says so, with the nearest one."""
    table = tomllib.loads(TEXT)
    table["screens"][0]["questions"] = [{"same-as": "knee-to-wall.distnace"}]
    with pytest.raises(DefinitionError) as caught:
        read(SelfTest, table, FILE, owner="other", shared=catalogue.question)
    assert str(caught.value) == (
        f'{FILE}: screens[1].questions[1].same-as: There is no question "knee-to-wall.distnace". '
        'Did you mean "knee-to-wall.distance". Name a question of another self-test.'
    )


def test_missing_drill() -> None:
    """A drill that does not exist is answered with the nearest name."""
    with pytest.raises(catalogue.UnknownIdError, match='Did you mean "calf-stretch"'):
        catalogue.drill("calf-strech")


@pytest.mark.parametrize("name", catalogue.drill_ids())
def test_drills_read(name: str) -> None:
    """Every drill of the catalogue can be read and bears its file's name."""
    made = catalogue.drill(name)
    assert isinstance(made, Drill)
    assert made.id == name
