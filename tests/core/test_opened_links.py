"""What a link shows of somebody else: measured, drawn, as sure as it was, and nothing to do."""

import re
from typing import Any

import pytest
from hypothesis import given

from self_tests.catalogue import chain_check, line_table
from tests.support.requests import CLEAR, knee_to_wall, report, send
from tests.support.visits import Answers, complete, confirmed, visits

TO_SOMEBODY = re.compile(r"\b(you|your|yours|you're|you've)\b", re.IGNORECASE)
LEFT_IS_LOW = knee_to_wall(left="6.5", right="11")
# Both sides at the border between two tiers of the ankle: it may read either way.
AT_A_BORDER = knee_to_wall(left="9.5", right="9.5")


def opened(answers: Answers) -> dict[str, Any]:
    """Return the report of a link that holds some answers."""
    text = send("share", answers=answers, confirmed=confirmed())["ok"]["text"]
    found: dict[str, Any] = send("open", text=text)["ok"]["report"]
    return found


def told(made: dict[str, Any]) -> list[str]:
    """Return every sentence of a report that is not a rule's or a source's own."""
    certainty = made["certainty"] or {"lines": [], "changes": []}
    return [
        made["headline"],
        made["under_headline"],
        (made["picture"] or {"sentence": ""})["sentence"],
        *(line["sentence"] for line in (*made["lines"], *certainty["lines"])),
        *(side["sentence"] for result in made["results"] for side in result["sides"]),
        *(result["difference"]["sentence"] for result in made["results"] if result["difference"]),
        *(rule["sentence"] for result in made["results"] for rule in result["rules"]),
        *(note for result in made["results"] for note in result["notes"]),
    ]


@given(visits())
def test_a_link_speaks_of_somebody_else(answers: Answers) -> None:
    """Whatever a link holds, nobody is told that it is theirs, or what to work on."""
    sentences = told(opened(answers))
    assert [each for each in sentences if TO_SOMEBODY.search(each)] == []
    assert [each for each in sentences if "work on" in each] == []


@given(visits())
def test_a_link_names_nothing_first(answers: Answers) -> None:
    """No line is first or next, no self-test is advised, and lines stand in the table's order."""
    made = opened(answers)
    order = [line.id for line in line_table().lines]
    shown = [line["line"] for line in made["lines"]]
    assert shown == sorted(shown, key=order.index)
    assert {line["place"] for line in made["lines"]} <= {"", "too close"}
    assert {line["state"] for line in made["lines"]} <= {"close", "work", "clear", "open", "jumped"}
    assert [line["missing"] for line in made["lines"] if line["missing"]] == []
    asked = [result["retest"] or result["explore"] for result in made["results"]]
    assert list(filter(None, asked)) == []


def test_what_stands_out_is_said_with_its_side() -> None:
    """A left ankle that really is shorter stands out, in the picture and in words."""
    made = opened(LEFT_IS_LOW)
    assert made["headline"] == "What may stand out: their left ankle."
    assert made["picture"]["sentence"] == (
        "Their leg: left ankle may stand out; calf, hip, foot and knee not tested."
    )
    assert [side["sentence"] for side in made["results"][0]["sides"]] == [
        "Their left side: 6.5 cm. That's low.",
        "Their right side: 11 cm. That's typical.",
    ]
    assert made["certainty"]["text"] == "Fairly sure"
    assert [line["sentence"] for line in made["certainty"]["lines"]] == [
        "Ankle mobility: measured again, it would still stand out in 99 of 100."
    ]


@pytest.mark.parametrize("answers", [LEFT_IS_LOW, AT_A_BORDER, knee_to_wall("13", "13")])
def test_a_link_is_as_sure_as_the_result_it_came_from(answers: Answers) -> None:
    """What was too close to call for whoever measured it stays so for whoever opens it."""
    own, theirs = report({**CLEAR, **answers}), opened(answers)
    assert theirs["certainty"]["text"] == own["certainty"]["text"]
    assert [line["stays"] for line in theirs["certainty"]["lines"]] == [
        line["stays"] for line in own["certainty"]["lines"]
    ]
    placed = ["close" if "close" in line["state"] else "called" for line in own["lines"]]
    assert placed == ["close" if "close" in line["state"] else "called" for line in theirs["lines"]]


def test_too_close_to_call_is_the_headline() -> None:
    """An ankle at its border is too close to call, in every place that speaks of it."""
    made = opened(AT_A_BORDER)
    (line,) = made["lines"]
    assert (made["headline"], made["lead"], line["state"], line["place"]) == (
        "Too close to call: their ankle.",
        "ankle-mobility",
        "close",
        "too close",
    )
    assert line["sentence"] == "Ankle mobility: too close to call. 1 of 3 tests done."


def test_two_states_in_one_picture_keep_their_words() -> None:
    """What stands out and what only may are both worth work, and are told apart."""
    answers = complete(chain_check().full, lambda options: options[0])
    made = opened(answers)
    states = {name: mark["state_text"] for name, mark in made["picture"]["marks"].items()}
    assert states == {
        "ankle-mobility": "stands out",
        "calf-capacity": "may stand out",
        "hip": "clear",
        "foot": "clear",
        "knee-and-load": "training changed",
    }
    assert made["lead"] == "ankle-mobility"
    assert made["picture"]["sentence"] == (
        "Their leg: ankle stands out; calf may stand out; knee training changed; "
        "hip and foot clear."
    )


def test_what_needs_the_safety_check_is_not_read() -> None:
    """A steady knee and a hold at an unknown age are measured, and nothing is read into them."""
    hold = opened({"hip-hold.seconds.left": "30", "hip-hold.seconds.right": "90"})
    assert [(line["line"], line["state_text"]) for line in hold["lines"]] == [
        ("hip", "not read here")
    ]
    assert (hold["headline"], hold["picture"], hold["certainty"]) == (
        "Here's what they measured.",
        None,
        None,
    )


def test_lengths_of_a_link_have_their_unit() -> None:
    """Numbers of a link that are taken over into a form in inches read what they read before."""
    answers = knee_to_wall(left="6.5 cm", right="11 cm")
    text = send("share", answers=answers)["ok"]["text"]
    held = send("open", text=text)["ok"]["answers"]
    before, after = (report({**CLEAR, **one}, unit="in") for one in (answers, held))
    assert (after["headline"], after["results"]) == (before["headline"], before["results"])
    assert "left" in after["headline"]
