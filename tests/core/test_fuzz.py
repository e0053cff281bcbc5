"""Thousands of inputs through the door. `tests.programs.fuzz` sends a million."""

import pytest

from tests.programs.fuzz import flood

INPUTS = 10_000


@pytest.mark.parametrize(
    "inputs", [INPUTS // 4, pytest.param(INPUTS, marks=pytest.mark.long)], ids=["some", "all"]
)
def test_no_promise_is_broken(inputs: int) -> None:
    """Noise, spoilt requests and links of every kind: nothing is raised, no answer is wrong."""
    assert flood(inputs).breaches == []


def test_the_flood_reaches_answers_and_refusals() -> None:
    """A flood holds what is answered and what is refused, so that both are looked at."""
    tally = flood(INPUTS // 10)
    assert tally.answered["whole visit"] > 50
    assert tally.answered["spoilt text"] > 20
    assert tally.refused["damaged link"] > 150
    assert tally.refused["spoilt answers"] > 50


def test_the_same_seed_is_the_same_flood() -> None:
    """Two floods of one seed come to the same answers and refusals."""
    one, other = flood(300, seed=7), flood(300, seed=7)
    assert (one.answered, one.refused) == (other.answered, other.refused)
