"""The picture of the leg: the state of each line, and one sentence that says the same."""

from typing import Any

from hypothesis import given

from self_tests.catalogue import line_table
from tests.support.requests import CLEAR, knee_to_wall, report
from tests.support.visits import confirmed, visits


def states(made: dict[str, Any]) -> dict[str, str]:
    """Return the state of each line in the picture."""
    return {name: mark["state"] for name, mark in made["picture"]["marks"].items()}


def test_the_worse_side_is_named_where_there_is_work() -> None:
    """A left ankle that reads low comes first, named by its side; what was not tested says so."""
    made = report({**CLEAR, **knee_to_wall(left="6.5", right="11", felt="calf")})
    assert states(made) == {
        "ankle-mobility": "first",
        "calf-capacity": "not-tested",
        "hip": "not-tested",
        "foot": "not-tested",
        "knee-and-load": "not-tested",
    }
    assert made["picture"]["sentence"] == (
        "Your leg: left ankle first; calf, hip, foot and knee not tested."
    )


def test_an_ankle_with_room_is_clear() -> None:
    """Two typical sides are clear, and name none."""
    made = report({**CLEAR, **knee_to_wall(left="13", right="13", felt="calf")})
    assert made["picture"]["marks"]["ankle-mobility"] == {
        "name": "ankle",
        "state": "clear",
        "state_text": "clear",
    }


@given(answers=visits())
def test_at_most_one_mark_comes_first(answers: dict[str, object]) -> None:
    """Each line has one mark, at most one comes first, and rows hold each result once."""
    made = report(answers, confirmed=confirmed())
    if not made["lines"]:
        assert made["picture"] is None
        return
    found = states(made)
    assert (list(found), list(found.values()).count("first") <= 1) == (
        sorted(line.id for line in line_table().lines),
        True,
    )
    shown = [name for line in made["lines"] for name in line["measures"]]
    assert sorted(shown) == sorted(set(shown))
    assert set(shown) <= {result["measure"] for result in made["results"]}


def test_without_the_safety_check_there_is_no_picture() -> None:
    """What is only measured is no result, and draws no leg."""
    made = report(knee_to_wall(left="6.5", right="11", felt="calf"))
    assert (made["lines"], made["picture"]) == ([], None)
