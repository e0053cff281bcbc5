"""Answers: what passes, what is asked again, and what a reader reads then."""

from typing import Any

import pytest

from self_tests.answering import (
    Checked,
    LengthUnit,
    Raw,
    check,
    field_messages,
    questions_of,
    sides_of,
)
from self_tests.model import Question
from tests.support.answers import LOAD, REACH, definition, number, options


def asked(*questions: dict[str, Any]) -> tuple[Question, ...]:
    """Return the questions of a made self-test."""
    return tuple(questions_of(definition("made", questions).screens))


def checked(
    raw: dict[str, Raw],
    *questions: Question,
    unit: LengthUnit = "cm",
    confirmed: frozenset[str] = frozenset(),
) -> Checked:
    """Return what is made of some answers."""
    return check(questions, raw, unit=unit, confirmed=confirmed)


LENGTH = asked(
    {
        "id": "length",
        "kind": "length",
        "text": "How far?",
        "noun": "length",
        "if-empty": "Enter the length",
        "trials": 3,
        "unit": "cm",
        "least": number(0),
        "most": number(25),
        "unusual-below": number(3),
        "unusual-above": number(20),
        "apart": number(2),
    }
)
COUNT = asked(
    {
        "id": "count",
        "kind": "whole-number",
        "text": "How often?",
        "noun": "count",
        "if-empty": "Enter the count",
        "unit": "reps",
        "least": number(0),
        "most": number(60),
    }
)
CHOICE = asked(
    {
        "id": "seen",
        "kind": "choice",
        "text": "What did you see?",
        "if-empty": "Say what you saw",
        "options": [*options("good", "bad"), *options("moved", refused="It moved")],
    }
)
CHOICES = asked(
    {
        "id": "signs",
        "kind": "choices",
        "text": "Which of these?",
        "if-empty": "Choose what holds",
        "options": [*options("swollen", "locked"), *options("none", alone=True)],
    }
)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("10", "cm", 10.0),
        ("10.5", "cm", 10.5),
        ("10,5", "cm", 10.5),
        (" 10 cm ", "cm", 10.0),
        ("4", "in", 10.16),
        ("4 in", "cm", 10.16),
        ('4"', "cm", 10.16),
        ("4 inches", "cm", 10.16),
        ("10 CM", "in", 10.0),
        ("+10", "cm", 10.0),
        (10, "cm", 10.0),
        (10.126, "cm", 10.13),
    ],
)
def test_a_length_is_read_in_both_units(text: Raw, unit: LengthUnit, expected: float) -> None:
    """A length is read as people write it, in cm to the hundredth, whatever unit it came in."""
    assert checked({"made.length": text}, *LENGTH, unit=unit).answers == {
        "made.length": (expected,)
    }


@pytest.mark.parametrize(
    "text",
    ["ten", "1e1", "10 m", "\u0967\u0966", "10.12345", "1" * 65, "--1", "10 cm cm", "∞", "nan"],
)
def test_what_is_no_length(text: str) -> None:
    """Anything else is no number, and the message says what one looks like."""
    found = checked({"made.length": text}, *LENGTH)
    assert found.answers == {}
    assert [each.message for each in found.problems] == ["Length must be a number, like 10.5"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("26", "Length must be between 0 and 25 cm"),
        ("-0.5", "Length must be between 0 and 25 cm"),
        ("11 in", "Length must be between 0 and 9.8 in"),
    ],
)
def test_limits_are_said_in_the_unit_that_was_written(text: str, message: str) -> None:
    """What lies outside is told with the limits in the reader's own unit."""
    (problem,) = checked({"made.length": text}, *LENGTH).problems
    assert (problem.kind, problem.message) == ("error", message)


@pytest.mark.parametrize("text", ["0", "25"])
def test_the_limits_themselves_are_inside(text: str) -> None:
    """A value on a limit passes, once it is confirmed that it is unusual."""
    raw: dict[str, Raw] = {"made.length": text}
    assert [each.kind for each in checked(raw, *LENGTH).problems] == ["confirm"]
    assert checked(raw, *LENGTH, confirmed=frozenset(raw)).answers == {
        "made.length": (float(text),)
    }


@pytest.mark.parametrize(("text", "problems"), [("3", 0), ("2.9", 1), ("20", 0), ("20.1", 1)])
def test_what_is_unusual_is_asked_about(text: str, problems: int) -> None:
    """Beyond the unusual limits a value needs a yes; on them it does not."""
    assert len(checked({"made.length": text}, *LENGTH).problems) == problems


@pytest.mark.parametrize(
    ("trials", "expected"), [(["8", "10"], []), (["8", "10.1"], ["confirm"]), (["8"], [])]
)
def test_trials_far_apart_are_asked_about(trials: list[str], expected: list[str]) -> None:
    """Trials that lie further apart than the border need a yes."""
    found = checked({"made.length": [*trials]}, *LENGTH)
    assert [each.kind for each in found.problems] == expected


def test_a_trial_too_many() -> None:
    """More trials than there are boxes for are no number."""
    found = checked({"made.length": ["8", "8", "8", "8"]}, *LENGTH)
    assert ([each.kind for each in found.problems], found.answers) == (["error"], {})


def test_blank_trials_do_not_count() -> None:
    """An empty box among three is left out, and three of them are nothing."""
    assert checked({"made.length": ["", "9", " "]}, *LENGTH).answers == {"made.length": (9.0,)}
    (problem,) = checked({"made.length": ["", " "]}, *LENGTH).problems
    assert problem.message == "Enter the length"


@pytest.mark.parametrize(("text", "expected"), [("12", 12), (" 12 ", 12), (12, 12), ("0", 0)])
def test_a_whole_number(text: Raw, expected: int) -> None:
    """A count is a whole number, one of it, without trials."""
    assert checked({"made.count": text}, *COUNT).answers == {"made.count": expected}


@pytest.mark.parametrize("text", ["12.5", "12 reps", "a dozen", "\u0969"])
def test_what_is_no_whole_number(text: str) -> None:
    """Anything else is told as no whole number."""
    (problem,) = checked({"made.count": text}, *COUNT).problems
    assert problem.message == "Count must be a whole number, like 4"


def test_a_choice() -> None:
    """One option passes; none, two, and one that is not there do not."""
    assert checked({"made.seen": "good"}, *CHOICE).answers == {"made.seen": "good"}
    assert [each.message for each in checked({}, *CHOICE).problems] == ["Say what you saw"]
    (two,) = checked({"made.seen": ["good", "bad"]}, *CHOICE).problems
    assert two.message == (
        "Choose one answer that fits alone, or several that go together: What did you see?"
    )
    (other,) = checked({"made.seen": "green"}, *CHOICE).problems
    assert other.message == "Choose “good”, “bad” or “moved”: What did you see?"


def test_an_answer_that_sends_back_to_the_test() -> None:
    """An option that does not count is no answer, and its own words say what to do."""
    found = checked({"made.seen": "moved"}, *CHOICE)
    assert ([each.message for each in found.problems], found.answers) == (["It moved"], {})


def test_several_choices_stand_in_the_order_of_the_definition() -> None:
    """Equal choices give equal answers, in whatever order and however often they come."""
    found = checked({"made.signs": ["locked", "swollen", "locked"]}, *CHOICES)
    assert found.answers == {"made.signs": ("swollen", "locked")}


def test_what_stands_alone_stands_alone() -> None:
    """The option "None of these" beside one of these contradicts itself."""
    assert checked({"made.signs": ["none"]}, *CHOICES).answers == {"made.signs": ("none",)}
    found = checked({"made.signs": ["none", "locked"]}, *CHOICES)
    assert ([each.kind for each in found.problems], found.answers) == (["error"], {})


def test_a_stop_hides_its_side() -> None:
    """A question that is hidden on one side is neither asked nor read there, on the other it is."""
    raw: dict[str, Raw] = {
        "reach.stopped.left": ["yes"],
        "reach.distance.left": "not a number",
        "reach.distance.right": "10",
        "reach.heel.right": "down",
    }
    found = checked(raw, *questions_of(REACH.screens))
    assert found.answers == {
        "reach.stopped.left": ("yes",),
        "reach.distance.right": (10.0,),
        "reach.heel.right": "down",
    }
    assert found.problems == ()


@pytest.mark.parametrize(("changes", "is_asked"), [(["none"], False), (["more"], True)])
def test_a_question_that_waits_for_another(changes: list[Raw], *, is_asked: bool) -> None:
    """What is shown on one answer only is missing after that answer, and not after another."""
    raw: dict[str, Raw] = {"load.changes": [*map(str, changes)], "load.discomfort": "0"}
    problems = checked(raw, *questions_of(LOAD.screens)).problems
    assert ("Choose which" in [each.message for each in problems]) == is_asked


def test_problems_come_in_the_order_of_the_questions() -> None:
    """All problems come at once, left before right, in the order in which they are asked."""
    found = checked({}, *questions_of(REACH.screens))
    assert [each.question for each in found.problems] == [
        "reach.distance.left",
        "reach.distance.right",
        "reach.heel.left",
        "reach.heel.right",
    ]


def test_messages_name_the_side() -> None:
    """A sided field says which side it is about."""
    (question,) = (each for each in questions_of(REACH.screens) if each.id == "reach.distance")
    texts = [field_messages(question, side)["empty"] for side in sides_of(question)]
    assert texts == [
        "Enter the distance for your left leg",
        "Enter the distance for your right leg",
    ]
