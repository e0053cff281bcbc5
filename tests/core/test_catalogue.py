"""The catalogue: every definition by its id, and what is said of an id that there is not."""

import json
import pkgutil
from collections.abc import Iterator

import pytest

from self_tests import catalogue
from self_tests.catalogue import UnknownIdError
from self_tests.definition_reader import DefinitionError
from self_tests.model import QuestionId, owner_of
from tests.support.editions import Edition, made_edition


@pytest.fixture
def edition() -> Iterator[Edition]:
    """Give an edition that a test may change."""
    with made_edition() as made:
        yield made


def without(edition: Edition, *names: str) -> None:
    """Leave self-tests out of an edition."""
    for name in names:
        edition.change("catalogue.toml", f'  "{name}",\n', "")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda: catalogue.self_test("knee-to-wal"),
            'There is no self-test "knee-to-wal". Did you mean "knee-to-wall"?',
        ),
        (
            lambda: catalogue.drill("wal-sit"),
            'There is no drill "wal-sit". Did you mean "wall-sit"?',
        ),
        (
            lambda: catalogue.source("powden-2051"),
            'There is no source "powden-2051". Did you mean "powden-2015"?',
        ),
        (
            lambda: catalogue.question(QuestionId("heel-raise.rep")),
            'There is no question "heel-raise.rep". Did you mean "heel-raise.reps"?',
        ),
        (
            lambda: catalogue.question(QuestionId("heal-raise.reps")),
            'There is no self-test "heal-raise". Did you mean "heel-raise"?',
        ),
    ],
    ids=["self-test", "drill", "source", "question", "its self-test"],
)
def test_an_id_that_is_not_there(ask: object, message: str) -> None:
    """An unknown id says so, with the nearest one that there is."""
    assert callable(ask)
    with pytest.raises(UnknownIdError) as caught:
        ask()
    assert str(caught.value) == message


def test_a_definition_is_read_once() -> None:
    """The same id gives the same object."""
    name = catalogue.self_test_ids()[0]
    assert catalogue.self_test(name) is catalogue.self_test(name)


@pytest.mark.parametrize(
    ("name", "owner"),
    [("made", "made"), ("made.reach", "made"), ("made.reach.left", "made"), ("", "")],
)
def test_whose_an_id_is(name: str, owner: str) -> None:
    """What stands before the first dot is the self-test that an id belongs to."""
    assert owner_of(name) == owner


def test_what_an_id_was_called_before(edition: Edition) -> None:
    """Every earlier id of a kind is known, however often it has changed, the earliest first."""
    edition.write(
        "renames.toml",
        "".join(
            f'[[renames]]\nkind = "{kind}"\nold = "{old}"\nnew = "{new}"\n'
            for kind, old, new in (
                ("drill", "sitting", "wall-sitting"),
                ("self-test", "sit", "wall-sit"),
                ("drill", "wall-sitting", "wall-sit"),
            )
        ),
    )
    assert catalogue.earlier_ids("drill", "wall-sit") == ("sitting", "wall-sitting")
    assert catalogue.earlier_ids("drill", "clamshell") == ()


def test_a_listed_self_test_needs_its_file(edition: Edition) -> None:
    """A name without a file is told with the file that is missing."""
    edition.change("catalogue.toml", '  "squat-check",\n', '  "squat-cheque",\n')
    with pytest.raises(DefinitionError) as caught:
        catalogue.self_test("squat-cheque")
    assert str(caught.value) == (
        "self-tests/squat-cheque/definition.toml: this file is missing. "
        "Add it, or take its name out of catalogue.toml."
    )


def test_the_chain_check_has_what_the_edition_has(edition: Edition) -> None:
    """What is left out of an edition is left out of its chain check, in its order."""
    whole = catalogue.chain_check()
    without(edition, "squat-check", "heel-raise")
    found = catalogue.chain_check()
    left = {"squat-check", "heel-raise"}
    assert (found.short, found.full) == (
        tuple(name for name in whole.short if name not in left),
        tuple(name for name in whole.full if name not in left),
    )


def test_spreads_have_what_the_edition_has(edition: Edition) -> None:
    """What other people reach is told of the measures of this edition alone."""
    assert "hip-hold" in {owner_of(each.measure) for each in catalogue.spreads()}
    without(edition, "hip-hold")
    assert "hip-hold" not in {owner_of(each.measure) for each in catalogue.spreads()}


def test_a_warm_up_is_done_once() -> None:
    """Several self-tests in one visit take their minutes, and the longest warm-up once."""
    names = catalogue.chain_check().short
    tests = [catalogue.self_test(name) for name in names]
    assert catalogue.minutes_of(names) == sum(one.minutes - one.warm_up for one in tests) + max(
        one.warm_up for one in tests
    )
    assert catalogue.minutes_of(()) == 0


def test_tables_that_a_build_has_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the bundle brings its tables read already, no TOML is read for them."""
    stored = pkgutil.get_data
    table = {**catalogue.tables("catalogue.toml"), "drills": ["wall-sit"]}

    def says(package: str, resource: str) -> bytes | None:
        if resource == "definitions/tables.json":
            return json.dumps({"catalogue.toml": table}).encode()
        return stored(package, resource)

    with made_edition():
        monkeypatch.setattr(pkgutil, "get_data", says)
        catalogue._read_already.cache_clear()  # noqa: SLF001 - what a build puts there
        catalogue._index.cache_clear()  # noqa: SLF001 - it is read from there
        assert catalogue.drill_ids() == ("wall-sit",)
        monkeypatch.undo()


def test_a_sentence_with_its_gaps() -> None:
    """Words are found by table and name; one that is not there, or a gap left open, raises."""
    assert catalogue.say("sides.left") == "left"
    for key in ("sides.up", "calendar.session"):
        with pytest.raises(KeyError):
            catalogue.say(key)
