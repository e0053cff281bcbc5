"""A visit: which self-tests were taken, and what stands against scoring them."""

from typing import Any

import pytest

from self_tests.answering import questions_of
from self_tests.catalogue import UnknownIdError, self_test
from self_tests.model import CareCard, Practice
from self_tests.request import Check, RequestError, Score
from self_tests.visit import (
    Visit,
    begun_in,
    checked_in,
    fields_of,
    fit,
    refuse_unknown_questions,
    taken_in,
    visit_of,
)
from tests.support.requests import CLEAR, knee_to_wall

HEEL_RAISE = {"heel-raise.reps.left": "20", "heel-raise.reps.right": "20"}


def score(answers: dict[str, Any], *names: str, **others: Any) -> Score:  # noqa: ANN401 - keys of a request
    """Return a request with its answers fitted to the questions of today."""
    return fit(Score(answers=answers, self_tests=names, **others))


def taken(answers: dict[str, Any], *names: str) -> list[str]:
    """Return the self-tests that were taken."""
    return [one.id for one in taken_in(score(answers, *names))]


def refusal(request: Score) -> RequestError:
    """Return why a visit is not scored."""
    with pytest.raises(RequestError) as caught:
        visit_of(request)
    return caught.value


@pytest.mark.parametrize(
    ("answers", "names", "expected"),
    [
        (knee_to_wall(), (), ["knee-to-wall"]),
        ({**HEEL_RAISE, **knee_to_wall()}, (), ["knee-to-wall", "heel-raise"]),
        ({**HEEL_RAISE, **knee_to_wall()}, ("heel-raise",), ["knee-to-wall", "heel-raise"]),
        ({**HEEL_RAISE, "knee-to-wall.heel.left": "down"}, ("heel-raise",), ["heel-raise"]),
        ({}, ("heel-raise",), ["heel-raise"]),
    ],
    ids=["one", "two", "one named, one complete", "one named, one begun", "named, not begun"],
)
def test_which_self_tests_were_taken(
    answers: dict[str, Any], names: tuple[str, ...], expected: list[str]
) -> None:
    """One that is named is taken, another one when it is complete; all stand in their order."""
    assert taken(answers, *names) == expected


def test_a_self_test_that_is_begun_must_be_finished() -> None:
    """Where none is named, every self-test with an answer of its own counts."""
    half = {**HEEL_RAISE, "knee-to-wall.heel.left": "down"}
    assert taken(half) == ["knee-to-wall", "heel-raise"]
    found = refusal(score({**CLEAR, **half}))
    assert {problem.question for problem in found.problems} >= {"knee-to-wall.distance.left"}


def test_a_shared_question_begins_nothing() -> None:
    """An answer to a question that two self-tests ask begins neither alone."""
    shared = {"knee-load.squat-discomfort": "2"}
    squat = {question.id for question in questions_of(self_test("squat-check").screens)}
    assert set(shared) <= squat
    answers = {**shared, **knee_to_wall(), "squat-check.flat-heels": "none"}
    assert taken(answers) == ["knee-to-wall", "squat-check"]


def test_nothing_was_taken() -> None:
    """Without a self-test there is nothing to score, and the message names those there are."""
    with pytest.raises(RequestError) as caught:
        taken_in(score({**CLEAR}))
    assert '"knee-to-wall"' in str(caught.value)
    assert begun_in(fit(Check(answers={**CLEAR}))) == ()


def test_an_unknown_self_test() -> None:
    """A name that there is not is told with the nearest one."""
    with pytest.raises(UnknownIdError) as caught:
        taken_in(score({}, "heal-raise"))
    assert str(caught.value) == 'There is no self-test "heal-raise". Did you mean "heel-raise"?'


def test_a_visit_that_stands_for_scoring() -> None:
    """With nothing open there are checked answers, results and a level."""
    found = visit_of(score({**CLEAR, **knee_to_wall(left="10.5")}))
    assert isinstance(found, Visit)
    assert found.assessment.level == "clear"
    assert found.answers["knee-to-wall.distance.left"] == (10.5,)
    assert found.answers.keys() >= CLEAR.keys()
    assert [result.self_test.id for result in found.results] == ["knee-to-wall"]


def test_without_the_safety_check() -> None:
    """Where it was not asked the values are read, and the level is none."""
    found = visit_of(score(knee_to_wall()))
    assert isinstance(found, Visit)
    assert (found.assessment.level, set(found.answers)) == (None, set(knee_to_wall()))


def test_a_sign_ends_the_visit() -> None:
    """A level other than clear is a card with the practice's own words, whatever is open."""
    request = score(
        {**CLEAR, "safety-check.now": ["cold-foot"], "knee-to-wall.heel.left": "down"},
        practice=Practice(name="Somebody", emergency_number="112"),
    )
    found = visit_of(request)
    assert isinstance(found, CareCard)
    assert found.level == "emergency"
    assert "112" in f"{found.title} {found.text} {' '.join(found.actions)}"


def test_all_problems_come_at_once() -> None:
    """What is open in the safety check comes first, then what is wrong in the self-tests."""
    answers = {**CLEAR, **knee_to_wall(left="ten")}
    del answers["safety-check.stairs"]
    found = refusal(score(answers))
    assert [problem.question for problem in found.problems] == [
        "safety-check.stairs",
        "knee-to-wall.distance.left",
    ]
    assert str(found) == found.problems[0].message


def test_confirmed_and_unit_reach_the_check() -> None:
    """What was said to be right is not asked again, and a bare length is in the reader's unit."""
    asked = score({**CLEAR, **knee_to_wall(left="2")})
    assert [problem.kind for problem in refusal(asked).problems] == ["confirm"]
    said = score(
        {**CLEAR, **knee_to_wall(left="2", right="4")},
        confirmed=frozenset({"knee-to-wall.distance.left"}),
    )
    assert isinstance(visit_of(said), Visit)
    checked = checked_in(
        (self_test("knee-to-wall"),), score(knee_to_wall(left="4", right="4"), unit="in")
    )
    assert checked.answers["knee-to-wall.distance.left"] == (10.16,)


def test_where_answers_stand() -> None:
    """A sided question has two fields, another one its own id."""
    fields = list(fields_of(questions_of(self_test("heel-raise").screens)))
    assert {"heel-raise.reps.left", "heel-raise.reps.right"} <= set(fields)
    assert "knee-load.where" in list(fields_of(questions_of(self_test("knee-load").screens)))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "heel-raise.rep.left",
            'There is no question "heel-raise.rep.left". Did you mean "heel-raise.reps.left"?',
        ),
        (
            "heal-raise.reps.left",
            'There is no question "heal-raise.reps.left". Did you mean "heel-raise"?',
        ),
    ],
)
def test_an_answer_to_a_question_that_nobody_asks(name: str, message: str) -> None:
    """It is told with the nearest field, or the nearest self-test."""
    with pytest.raises(RequestError) as caught:
        refuse_unknown_questions(score({name: "1"}))
    (problem,) = caught.value.problems
    assert (str(caught.value), problem.question) == (message, name)
