"""Chains: whose base plan a visit gets."""

from collections.abc import Iterator

import pytest

from tests.support.editions import Edition, made_edition
from tests.support.requests import CLEAR, ask, knee_to_wall, report

SHOULDER = "self-tests/shoulder-reach/definition.toml"
REACH = {"shoulder-reach.reach.left": "12", "shoulder-reach.reach.right": "12"}


@pytest.fixture
def edition() -> Iterator[Edition]:
    """Give an edition with a self-test of the shoulder, made of TOML alone."""
    with made_edition() as made:
        knee = made.text("self-tests/single-leg-balance/definition.toml")
        top = knee.partition("[[screens]]")[0]
        made.write(
            SHOULDER,
            top.replace("single-leg-balance", "shoulder-reach").replace(
                'chain = "knee"', 'chain = "shoulder"'
            )
            + """
[[screens]]
id = "reach"
title = "Reach"

[[screens.questions]]
id = "reach"
kind = "whole-number"
text = "How far behind your back?"
noun = "reach"
if-empty = "Enter the reach of your {side} arm"
sided = true
unit = "cm"
least = { value = 0, status = "our choice", why = "A test." }
most = { value = 60, status = "our choice", why = "A test." }
""",
        )
        made.change("catalogue.toml", '  "squat-check",', '  "squat-check",\n  "shoulder-reach",')
        yield made


def drills(plan: dict[str, list[dict[str, str]]]) -> list[str]:
    """Return the drills of a plan, the base first."""
    return [each["drill"] for each in (*plan["base"], *plan["drills"])]


@pytest.mark.usefixtures("edition")
def test_another_chain_gets_no_plan_of_the_knee() -> None:
    """A shoulder that is clear is scored, and gets no knee plan."""
    found = report({**CLEAR, **REACH})
    assert (found["level"], found["plan"]) == ("clear", None)


@pytest.mark.usefixtures("edition")
def test_a_visit_of_two_chains_gets_the_base_of_each() -> None:
    """A knee beside the shoulder gets what the knee alone gets."""
    both = report({**CLEAR, **REACH, **knee_to_wall()})["plan"]
    alone = report({**CLEAR, **knee_to_wall()})["plan"]
    assert drills(both) == drills(alone) != []


def test_a_chain_may_have_a_base_of_its_own(edition: Edition) -> None:
    """A base that plan.toml gives a chain is that chain's, and nobody else's."""
    edition.write(
        "plan.toml",
        edition.text("plan.toml")
        + """
[[bases]]
chain = "shoulder"
slots = ["shoulder-base"]

[[slots]]
id = "shoulder-base"

[[slots.rows]]
drill = "side-plank"
why = "A test."
""",
    )
    shoulder = report({**CLEAR, **REACH})["plan"]
    knee = report({**CLEAR, **knee_to_wall()})["plan"]
    assert (drills(shoulder), "side-plank" in drills(knee)) == (["side-plank"], False)


@pytest.mark.usefixtures("edition")
def test_the_plan_alone_is_null_as_well() -> None:
    """Asking anew with other minutes gets no plan either."""
    assert ask({**CLEAR, **REACH}, do="plan", minutes=15)["ok"] == {"level": "clear", "plan": None}
