"""The door: it never raises, names what is wrong, and gives equal bytes for equal requests."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_tests.wire import LONGEST_REQUEST, respond
from tests.support.requests import CLEAR, ask, knee_to_wall, problems, report, request_text

DISTANCE = "knee-to-wall.distance.left"
NOT_A_NUMBER = "Left distance must be a number, like 10.5"
OUT_OF_RANGE = "Left distance must be between 0 and 25 cm"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter the distance for your left leg"),
        ("   ", "Enter the distance for your left leg"),
        ("ten", NOT_A_NUMBER),
        ("10,5,1", NOT_A_NUMBER),
        ("1e1", NOT_A_NUMBER),
        ("🦵", NOT_A_NUMBER),
        ("9" * 10_000, NOT_A_NUMBER),
        ("nan", NOT_A_NUMBER),
        ("12 kg", NOT_A_NUMBER),
        ("11..", NOT_A_NUMBER),
        ("1/0", NOT_A_NUMBER),
        ("4 1/2 1/2", NOT_A_NUMBER),
        ("\u200b", NOT_A_NUMBER),
        ("300 mm", OUT_OF_RANGE),
        ("-3", OUT_OF_RANGE),
        ("400", OUT_OF_RANGE),
        ("25.01", OUT_OF_RANGE),
        ("10 in", "Left distance must be between 0 and 9.8 in"),
    ],
)
def test_bad_distance(typed: str, message: str) -> None:
    """What cannot be a distance comes back with the field and the words of the page."""
    assert problems({**CLEAR, **knee_to_wall(left=typed)}) == [(DISTANCE, "error", message)]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("10.5", 10.5),
        ("10,5", 10.5),
        (" 10.5 CM ", 10.5),
        ("10.5cm", 10.5),
        ('4"', 10.2),
        ("4 in", 10.2),
        ("4 inches", 10.2),
        ("+10", 10.0),
        ("4 1/2 in", 11.4),
        ("4½ in", 11.4),
        ("4-1/2 in", 11.4),
        ("½ in", 1.3),
        ("4.5”", 11.4),
        ("4.5''", 11.4),
        ("4.5 in.", 11.4),
        (".5", 0.5),
        ("11.", 11.0),
        ("115 mm", 11.5),
        ("11.5 centimeters", 11.5),
        ("2,5", 2.5),
        ("11\u200b.\u200b5", 11.5),
        ("11.5\u00a0cm", 11.5),
        ("\u200e11.5\u200b", 11.5),
        ("\u0661\u0661\u066b\u0665", 11.5),
        ("\u06f1\u06f1\u060c\u06f5 cm", 11.5),
        (10.5, 10.5),
        (["10", "", "11", "12"], 11.0),
    ],
)
def test_good_distance(typed: object, value: float) -> None:
    """Commas, fractions, units, blanks, inches and digits of other scripts are all read."""
    answers = {**CLEAR, **knee_to_wall(left=typed)}
    sides = report(answers, confirmed=[DISTANCE])["results"][0]["sides"]
    assert sides[0]["value"] == value


def test_bare_number_in_inches() -> None:
    """A bare number is read in the unit that the request names."""
    found = report({**CLEAR, **knee_to_wall(left="4", right="4")}, unit="in")
    assert [side["text"] for side in found["results"][0]["sides"]] == ["4 in", "4 in"]


def test_same_length_same_report() -> None:
    """Inches and centimeters give the same report for the same length."""
    assert report({**CLEAR, **knee_to_wall(left="3 in", right="5 in")}) == report(
        {**CLEAR, **knee_to_wall(left="7.62", right="12.7 cm")}
    )


def test_unusual_is_asked_about() -> None:
    """An unusual distance is asked about, and scored once it is confirmed."""
    answers = {**CLEAR, **knee_to_wall(left="22")}
    question = "Left distance: that's unusual. Is it right?"
    assert problems(answers) == [(DISTANCE, "confirm", question)]
    assert report(answers, confirmed=[DISTANCE])["results"][0]["sides"][0]["value"] == 22.0


def test_trials_far_apart_are_asked_about() -> None:
    """Measures more than 2 cm apart come back as a question, not as their mean."""
    answers = {**CLEAR, **knee_to_wall(left=["8", "10.5", "9"])}
    question = (
        "Left distance: your measures are more than 2 cm apart. Measure that side again, or "
        "say they're right"
    )
    assert problems(answers) == [(DISTANCE, "confirm", question)]
    assert report(answers, confirmed=[DISTANCE])["results"][0]["sides"][0]["value"] == 9.2


def test_lifted_heel_is_sent_back() -> None:
    """A distance with a lifted heel is never scored."""
    answers = {**CLEAR, **knee_to_wall(heel__left="lifted")}
    assert problems(answers) == [
        (
            "knee-to-wall.heel.left",
            "error",
            (
                "Your left heel lifted, so that distance doesn't count. Slide the foot a "
                "little closer and measure again with the whole heel down"
            ),
        )
    ]


def test_missing_side_is_asked_for() -> None:
    """A side that was left out is asked for, with everything that belongs to it."""
    answers = {key: text for key, text in knee_to_wall().items() if not key.endswith(".right")}
    assert problems({**CLEAR, **answers}) == [
        ("knee-to-wall.distance.right", "error", "Enter the distance for your right leg"),
        ("knee-to-wall.heel.right", "error", "Say whether your right heel stayed down"),
        ("knee-to-wall.felt.right", "error", "Choose where you felt it on the right"),
    ]


def test_stopped_side() -> None:
    """A side that was stopped is recorded as a stop and never as a value."""
    answers = {
        key: text for key, text in knee_to_wall(right="8").items() if not key.endswith(".left")
    }
    stop = {"knee-to-wall.stopped.left": ["yes"], "knee-to-wall.stop-reason.left": "pain"}
    found = report({**CLEAR, **answers, **stop})
    sides = found["results"][0]["sides"]
    assert [(side["stopped"], side["value"]) for side in sides] == [(True, None), (False, 8.0)]
    assert found["lines"] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "This request is not JSON. Send one JSON object on one line."),
        ("{", "This request is not JSON. Send one JSON object on one line."),
        ("[" * 50_000, "A request may have 20 brackets inside one another at the most."),
        ("[]", 'A request must be a JSON object, like {"do": "score", "version": 1}.'),
        ("{}", '"version" must be 1, found null.'),
        ('{"version": 2, "do": "score"}', '"version" must be 1, found 2.'),
        (
            '{"version": 1, "do": "scroe"}',
            (
                '"do" must be one of "score", "plan", "check", "share", "open", '
                '"progress", "saved", "check-in", "calendar", "squat", "frame", "study", '
                '"describe", found "scroe".'
            ),
        ),
        (
            '{"version": 1, "do": "score", "anwers": {}}',
            '"score" does not know "anwers". Did you mean "answers"?',
        ),
        (
            '{"version": 1, "do": "score", "answers": []}',
            '"answers" must be an object of texts, numbers or lists of them by question.',
        ),
        (
            '{"version": 1, "do": "check", "answers": {"knee-to-wall.felt.left": {}}}',
            '"knee-to-wall.felt.left" must be a text, a number or a list of them.',
        ),
        (
            '{"version": 1, "do": "score", "unit": "feet"}',
            '"unit" must be "cm" or "in".',
        ),
        (
            '{"version": 1, "do": "score", "self_tests": ["knee-to-wal"]}',
            'There is no self-test "knee-to-wal". Did you mean "knee-to-wall"?',
        ),
        (
            '{"version": 1, "do": "score", "answers": {"knee-to-wall.distanse.left": "3"}}',
            (
                'There is no question "knee-to-wall.distanse.left". '
                'Did you mean "knee-to-wall.distance.left"?'
            ),
        ),
        (" " * (LONGEST_REQUEST + 1), "A request may be 1000000 characters long at the most."),
    ],
)
def test_bad_request(text: str, message: str) -> None:
    """A request that cannot be answered says what is wrong and what would be right."""
    assert json.loads(respond(text))["error"]["message"] == message


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_any_text(text: str) -> None:
    """Whatever comes in, an object with `ok` or `error` comes out."""
    assert set(json.loads(respond(text))) <= {"ok", "error"}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["answers", "confirmed", "unit", "equipment", "practice", "self_tests", "do", "version"]
)


@given(st.dictionaries(KEYS, JSON))
def test_any_request(table: dict[str, Any]) -> None:
    """Every key with any JSON in it is answered or refused, never raised."""
    text = json.dumps({"do": "score", "version": 1, **table})
    assert set(json.loads(respond(text))) <= {"ok", "error"}


@given(st.dictionaries(st.sampled_from(sorted({**CLEAR, **knee_to_wall()})), JSON))
def test_any_answers(answers: dict[str, Any]) -> None:
    """Every question with any JSON in it is answered or refused, never raised."""
    found = ask({**CLEAR, **knee_to_wall(), **answers})
    assert "could not be answered" not in found.get("error", {}).get("message", "")


def test_equal_bytes() -> None:
    """The order of keys in a request changes nothing in the response."""
    answers = {**CLEAR, **knee_to_wall(left="6.5")}
    turned = dict(reversed(answers.items()))
    assert respond(request_text(answers)) == respond(request_text(turned))


def test_every_float_is_rounded() -> None:
    """No float leaves with more than four decimals."""
    text = respond(request_text({**CLEAR, **knee_to_wall(left=["6.1", "6.2", "6.4"])}))
    decimals: list[int] = []
    json.loads(text, parse_float=lambda number: decimals.append(len(number.partition(".")[2])))
    assert max(decimals) <= 4


def test_check_lists_problems() -> None:
    """`check` answers with the level and the problems, and scores nothing."""
    response = json.loads(
        respond(
            json.dumps(
                {"do": "check", "version": 1, "answers": {**CLEAR, **knee_to_wall(left="ten")}}
            )
        )
    )
    assert response["ok"] == {
        "level": "clear",
        "problems": [{"question": DISTANCE, "message": NOT_A_NUMBER, "kind": "error"}],
    }


def test_describe() -> None:
    """`describe` lists every request and every question."""
    described = json.loads(respond('{"do":"describe","version":1}'))["ok"]
    assert described["self_tests"][0]["id"] == "knee-to-wall"
    assert DISTANCE in described["self_tests"][0]["questions"]
    assert set(CLEAR) <= set(described["safety_check"])
