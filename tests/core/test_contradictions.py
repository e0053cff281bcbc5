"""Answers that contradict each other: a question goes back, or one of them is left out as said."""

from typing import Any

import pytest

from self_tests.answering import questions_of
from self_tests.catalogue import safety_check, self_test, self_test_ids
from tests.support.requests import CLEAR, ask, knee_to_wall, problems, report
from tests.support.single_self_tests import hold, sides, squat, step_down
from tests.support.visits import confirmed


def with_(*answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of a clear visit, later ones over earlier ones."""
    return {key: value for each in (CLEAR, *answers) for key, value in each.items()}


def back(*answers: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the question and the kind of everything that goes back."""
    return [(question, kind) for question, kind, _ in problems(with_(*answers))]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_distance_with_a_lifted_heel(side: str) -> None:
    """A heel that lifted and a distance: measure again."""
    lifted = {f"knee-to-wall.heel.{side}": "lifted"}
    assert back(knee_to_wall(), lifted) == [(f"knee-to-wall.heel.{side}", "error")]


@pytest.mark.parametrize(
    "question",
    [
        "knee-to-wall.distance",
        "step-down.knee",
        "hip-hold.seconds",
        "heel-raise.reps",
        "arch-check.arch",
    ],
)
def test_a_side_that_is_missing(question: str) -> None:
    """One side answered, the other neither answered nor stopped: it is asked for."""
    both = {
        **knee_to_wall(),
        **step_down(0),
        **hold(90, 90),
        **sides("heel-raise.reps", "20", "20"),
        **sides("arch-check.arch", "no", "no"),
    }
    own = question.partition(".")[0]
    answers = {key: value for key, value in both.items() if key.startswith(own)}
    del answers[f"{question}.right"]
    assert back(answers) == [(f"{question}.right", "error")]


@pytest.mark.parametrize(
    ("trials", "expected"),
    [
        (["8", "10"], []),
        (["8", "10.01"], [("knee-to-wall.distance.left", "confirm")]),
        (["8", "9", "10.5"], [("knee-to-wall.distance.left", "confirm")]),
        (["3 in", "10"], [("knee-to-wall.distance.left", "confirm")]),
    ],
)
def test_trials_apart(trials: list[str], expected: list[tuple[str, str]]) -> None:
    """Measures of one side more than 2 cm apart: asked which one is right."""
    found = ask(with_(knee_to_wall(left=trials))).get("error", {"problems": []})["problems"]
    assert [(each["question"], each["kind"]) for each in found] == expected


def stop(name: str, reason: str = "pain", side: str = "left") -> dict[str, Any]:
    """Return the answers that say that a self-test was stopped on a side, and why."""
    return {f"{name}.stopped.{side}": ["yes"], f"{name}.stop-reason.{side}": reason}


@pytest.mark.parametrize(
    ("stopped", "answers", "measure"),
    [
        (stop("knee-to-wall"), knee_to_wall(left="4"), "distance"),
        (stop("step-down"), step_down(6), "faults"),
        (stop("hip-hold"), hold(10, 90), "seconds"),
        (stop("heel-raise"), sides("heel-raise.reps", "3", "25"), "reps"),
        (stop("arch-check"), sides("arch-check.arch", "yes", "no"), "arch"),
    ],
)
def test_a_stop_and_a_value(stopped: dict[str, Any], answers: dict[str, Any], measure: str) -> None:
    """A side with a stop and a value is a stop: the value is left out, whatever it says."""
    found = report(with_(answers, stopped), confirmed=confirmed())
    result = found["results"][0]
    assert result["measure"].endswith(f".{measure}")
    assert next((side["stopped"], side["value"]) for side in result["sides"]) == (True, None)
    assert result["difference"] is None
    assert found["lines"] == []


def test_a_stop_in_the_squat_and_its_signs() -> None:
    """Signs of a squat that was stopped are left out, and so is the second squat."""
    found = report(
        with_(squat(8), {"squat-check.stopped": ["yes"], "squat-check.stop-reason": "pain"})
    )
    assert [side["value"] for side in found["results"][0]["sides"]] == [None]


ALONE = [
    (question, next(option.id for option in question.options if option.alone))
    for screens in (safety_check().screens, *(self_test(n).screens for n in self_test_ids()))
    for question in questions_of(screens)
    if any(option.alone for option in question.options)
]


@pytest.mark.parametrize(("question", "alone"), ALONE, ids=lambda each: getattr(each, "id", each))
def test_none_of_these_and_one_of_them(question: Any, alone: str) -> None:  # noqa: ANN401
    """One of several together with “None of these” is no answer, so it goes back."""
    other = next(option for option in question.options if not option.alone)
    ways: dict[str, dict[str, Any]] = {
        "safety-check.young": {"safety-check.age": "under-18"},
        "safety-check.injury-signs": {"safety-check.injury": "longer"},
        "safety-check.bone-signs": {
            "safety-check.injury": "4-to-7-days",
            "safety-check.injury-signs": ["none"],
        },
    }
    opened = ways.get(question.id, {})
    answers = with_(knee_to_wall(), opened, {question.id: [alone, other.id]})
    found = ask(
        {**answers, "knee-load.squat-discomfort": "0"} if "load" in question.id else answers
    )
    assert question.id in {each["question"] for each in found["error"]["problems"]}


def test_a_self_test_named_twice() -> None:
    """A self-test that is named twice is read once."""
    once = report(with_(knee_to_wall()), self_tests=["knee-to-wall"])
    assert report(with_(knee_to_wall()), self_tests=["knee-to-wall", "knee-to-wall"]) == once


def test_an_option_chosen_twice() -> None:
    """An option that is chosen twice counts once."""
    twice = with_(knee_to_wall(), {"safety-check.story": ["none", "none"]})
    assert report(twice) == report(with_(knee_to_wall()))


@pytest.mark.parametrize(
    ("answers", "others", "message"),
    [
        (
            {"knee-to-wall.x": "1"},
            {"do": "check"},
            'There is no question "knee-to-wall.x". Did you mean "knee-to-wall.heel.left"?',
        ),
        (
            {"safety-check.agee": "1"},
            {"do": "check"},
            'There is no question "safety-check.agee". Did you mean "safety-check.age"?',
        ),
        (
            {"hip-hole.seconds.left": "1"},
            {"do": "check"},
            'There is no question "hip-hole.seconds.left". Did you mean "hip-hold"?',
        ),
        (
            {},
            {"self_tests": ["hip-hole"]},
            'There is no self-test "hip-hole". Did you mean "hip-hold"?',
        ),
    ],
)
def test_unknown_ids(answers: dict[str, str], others: dict[str, Any], message: str) -> None:
    """An id that nobody knows is named by `check`, with the nearest one that somebody does."""
    assert ask(with_(knee_to_wall(), answers), **others)["error"]["message"] == message


def test_an_unknown_option() -> None:
    """An option that a question does not have is answered with those that it has."""
    message = ask(with_(sides("arch-check.arch", "maybe", "no")))["error"]["message"]
    assert (
        message == "Choose “No”, “Yes, in every bend” or “Not sure”: Did the arch clearly flatten?"
    )


def test_two_options_of_one_choice() -> None:
    """Two answers where one fits go back."""
    assert back(knee_to_wall(), {"knee-to-wall.felt.left": ["calf", "front"]}) == [
        ("knee-to-wall.felt.left", "error")
    ]


def test_answers_to_hidden_questions() -> None:
    """An answer to a question that is not asked any more changes nothing."""
    hidden = {
        "safety-check.young": ["cannot-bear-weight"],
        "safety-check.injury-signs": ["locked"],
        "safety-check.bone-signs": ["four-steps"],
    }
    assert report(with_(knee_to_wall(), hidden)) == report(with_(knee_to_wall()))


def test_hidden_signs_of_the_second_squat() -> None:
    """Without plates there was no second squat, whatever its signs say."""
    without = {"squat-check.raised-done": "no-plates"}
    assert report(with_(squat(4), without))["results"][0]["sides"] == []


def test_red_discomfort_with_heels_raised_that_is_hidden() -> None:
    """Discomfort of a squat that was not done does not end the visit."""
    hidden = {"squat-check.raised-done": "no-plates", "squat-check.raised-discomfort": "9"}
    assert report(with_(squat(0), hidden))["level"] == "clear"
    shown = {
        "squat-check.raised-done": "stopped",
        "squat-check.raised-stop-reason": "pain",
        "squat-check.raised-discomfort": "9",
    }
    assert report(with_(squat(0), shown))["level"] == "education"


def test_a_visit_with_nothing_but_a_stop_and_a_note() -> None:
    """Both sides stopped: the report holds the stops and the card, no line and no plan."""
    both = stop("step-down", side="right") | stop("step-down")
    found = report(with_(both))
    assert [side["value"] for side in found["results"][0]["sides"]] == [None, None]
    assert (found["lines"], found["plan"], found["care"]["level"]) == ([], None, "education")


@pytest.mark.parametrize(("reason", "level"), [("pain", "education"), ("gave-way", "clinician")])
def test_a_stop_ends_the_tests_of_the_visit(reason: str, level: str) -> None:
    """No line, no tier and no plan, in whichever self-test of the visit the stop was told."""
    other = report(
        with_(knee_to_wall(left="4"), stop("step-down", reason)), self_tests=["knee-to-wall"]
    )
    (result,) = other["results"]
    assert (other["level"], other["care"]["level"], other["lines"], other["plan"]) == (
        level,
        level,
        [],
        None,
    )
    assert [(side["value"], side["tier"]) for side in result["sides"]] == [(4, None), (12, None)]
    assert (result["notes"], result["retest"], result["rules"]) == ([], None, [])


def test_the_most_serious_stop_decides() -> None:
    """A knee that gave way outweighs a sharp one, and a warning sign counts as well."""
    both = with_(stop("step-down"), stop("hip-hold", "gave-way"))
    assert report(both)["level"] == "clinician"
    urgent = {**both, "safety-check.weeks": ["fever"]}
    assert report(urgent)["level"] == "urgent"


def test_a_stop_of_the_old_kind_is_asked_again() -> None:
    """A stop that does not say what made it, as the first edition had it, goes back."""
    old = {"step-down.stopped.left": ["yes"]}
    assert back(step_down(2), old) == [("step-down.stop-reason.left", "error")]


def test_a_stop_counts_without_a_safety_check() -> None:
    """Whoever was not asked about warning signs gets the card of the stop all the same."""
    found = report({**knee_to_wall(), **stop("knee-to-wall", "gave-way")})
    assert (found["level"], found["care"]["level"]) == ("clinician", "clinician")


def test_whoever_measured_at_the_wall_is_not_told_to() -> None:
    """Beside a distance of both sides, no result says that the ankles should be measured."""
    shifts = {"squat-check.flat-shift": "clear"}
    results = report(with_(knee_to_wall(left="13", right="13"), squat(4), shifts))["results"]
    texts = [
        text
        for result in results
        for text in (*result["notes"], *(side["sentence"] for side in result["sides"]))
    ]
    assert any("hint at your ankles" in text for text in texts)
    assert [text for text in texts if text.startswith("Measure") or ". Measure" in text] == []
