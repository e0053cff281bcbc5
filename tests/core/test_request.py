"""Requests: what each may say, what it means when it is left out, and what is refused."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from self_tests import wire
from self_tests.catalogue import plan_table
from self_tests.later_requests import LATER_REQUESTS, Calendar, Open, Progress, Saved, Share
from self_tests.model import Practice
from self_tests.request import (
    MARKED_FRAMES,
    REQUESTS,
    Check,
    Day,
    MeasuredAgain,
    Plan,
    RequestError,
    Score,
    keys_of,
    read_request,
)
from tests.support.editions import made_edition

EVERY: dict[str, type] = {**REQUESTS, **LATER_REQUESTS}
ONE_OF = '"do" must be one of ' + ", ".join(f'"{do}"' for do in EVERY)
SAID: dict[str, Any] = {
    "self_tests": ["knee-to-wall"],
    "answers": {"knee-to-wall.distance.left": "10"},
    "confirmed": ["knee-to-wall.distance.left"],
    "unit": "in",
    "equipment": ["box"],
    "minutes": 15,
    "today": "2026-11-22",
    "practice": {"name": "Somebody"},
    "text": "1abc",
    "sets": [{"date": "2026-11-22", "answers": {}}],
    "days": [{"date": "2026-11-23", "lines": ["Split squat"]}, {"date": "2026-11-24"}],
    "start": "18:00",
    "again": [{"date": "2026-12-20", "self_test": "knee-to-wall", "lines": ["Measure again."]}],
    "link": "https://example.org/plan/",
    "uid": "plan-1@example.org",
    "stamp": "2026-11-22T18:00:00Z",
    "wall": 7.5,
    "height": 180,
    "measures": 3,
    "frames": ["4 3"],
    "load": "bar-on-back",
    "heels": "raised",
    "knees": "out",
    "check_ins": [{"date": "2026-11-22", "knee": 2}],
    "since": "2026-11-20",
    "come_back": "education",
}
MEANT: dict[str, object] = {
    **SAID,
    "self_tests": ("knee-to-wall",),
    "confirmed": frozenset({"knee-to-wall.distance.left"}),
    "equipment": frozenset({"box"}),
    "today": date(2026, 11, 22),
    "practice": Practice(name="Somebody"),
    "sets": ({"date": "2026-11-22", "answers": {}},),
    "days": (Day(date="2026-11-23", lines=("Split squat",)), Day(date="2026-11-24")),
    "again": (
        MeasuredAgain(date="2026-12-20", self_test="knee-to-wall", lines=("Measure again.",)),
    ),
    "frames": ("4 3",),
    "check_ins": ({"date": "2026-11-22", "knee": 2},),
}


def read(do: str, **said: object) -> object:
    """Return the request of this kind that says so much."""
    request: object = read_request({"do": do, "version": 1, **said}, EVERY)
    return request


def refusal(do: str, **said: object) -> str:
    """Return why a request is refused."""
    with pytest.raises(RequestError) as caught:
        read(do, **said)
    return str(caught.value)


@pytest.mark.parametrize("do", EVERY)
def test_every_key_of_a_request_is_read(do: str) -> None:
    """Each request may say all its keys, and each key means the same in all of them."""
    keys = keys_of(EVERY[do])
    request = read(do, **{key: SAID[key] for key in keys})
    assert type(request) is EVERY[do]
    assert {key: getattr(request, key) for key in keys} == {key: MEANT[key] for key in keys}


@pytest.mark.parametrize("do", EVERY)
def test_every_key_may_be_left_out(do: str) -> None:
    """A request that says nothing has every default, and equal ones are equal."""
    assert read(do) == read(do) == EVERY[do]()


@pytest.mark.parametrize("do", EVERY)
def test_a_key_of_another_request_is_refused(do: str) -> None:
    """A key that this request does not know is named with the nearest one."""
    for key in SAID.keys() - set(keys_of(EVERY[do])):
        assert refusal(do, **{key: SAID[key]}).startswith(f'"{do}" does not know "{key}". ')


def test_nobody_sends_what_is_set_aside() -> None:
    """What answers are fitted to on the way in is no key."""
    assert refusal("score", set_aside={}).startswith('"score" does not know "set_aside". ')


@pytest.mark.parametrize(
    ("do", "key", "value", "expected"),
    [
        ("score", "self_tests", "knee-to-wall", "a list of self-test ids"),
        (
            "score",
            "answers",
            [],
            "an object of texts, numbers or lists of them by question",
        ),
        ("score", "confirmed", [1], "a list of questions"),
        ("score", "unit", "feet", '"cm" or "in"'),
        (
            "score",
            "equipment",
            ["bench"],
            (
                'a list out of "resistance-band", "box", "plate-or-kettlebell", "barbell", '
                '"belt", "rack"'
            ),
        ),
        ("score", "equipment", [["box"]], None),
        ("score", "minutes", 7, "5, 10 or 15"),
        ("plan", "minutes", 10.0, "5, 10 or 15"),
        ("plan", "minutes", True, "5, 10 or 15"),
        ("score", "today", "22.11.2026", 'a date like "2026-11-22"'),
        ("score", "today", "9999-01-01", 'a date like "2026-11-22"'),
        ("score", "practice", {"phone": "1"}, None),
        ("open", "text", 1, "the text of a link or a file"),
        ("progress", "sets", {}, 'a list of objects with "date" and "answers"'),
        ("calendar", "days", [{}], 'a list of objects with "date" and "lines"'),
        ("calendar", "start", 18, 'a time like "18:00"'),
        ("calendar", "again", [{}], 'a list of objects with "date" and "self_test"'),
        (
            "calendar",
            "again",
            [{"date": "2026-12-20", "self_test": "knee-to-wall", "lines": "one"}],
            'a list of objects with "date" and "self_test"',
        ),
        ("calendar", "link", 1, "an address"),
        ("calendar", "uid", 1, "a text"),
        ("squat", "wall", "7.5", "a number"),
        ("squat", "height", True, "a number"),
        ("squat", "measures", 2, "1 or 3"),
        ("squat", "measures", True, "1 or 3"),
        (
            "squat",
            "load",
            "sandbag",
            'one of "arms-in-front", "bar-on-back", "bar-in-front"',
        ),
        ("frame", "frames", {}, MARKED_FRAMES),
        ("squat", "heels", [], 'one of "flat", "raised"'),
        ("squat", "knees", None, 'one of "forward", "out"'),
        ("calendar", "stamp", 1, 'a moment like "2026-11-22T18:00:00Z"'),
    ],
)
def test_a_value_that_does_not_fit(do: str, key: str, value: object, expected: str | None) -> None:
    """A value of the wrong kind is told with its key and what fits."""
    found = refusal(do, **{key: value})
    assert found.startswith(f'"{key}" must be ')
    assert expected is None or found == f'"{key}" must be {expected}.'


def test_the_minutes_are_those_of_the_plan_table() -> None:
    """Which lengths a session may have is said by the data, in the check and in its message."""
    with made_edition() as edition:
        edition.change("plan.toml", "minutes = [5, 10, 15]", "minutes = [8, 10]")
        assert plan_table().minutes == (8, 10)
        assert refusal("score", minutes=5) == '"minutes" must be 8 or 10.'
        request = read("score", minutes=8)
    assert isinstance(request, Score)
    assert request.minutes == 8


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"do": "score"}, '"version" must be 1, found null.'),
        ({"do": "score", "version": 2}, '"version" must be 1, found 2.'),
        (
            {"do": "guess", "version": 1},
            f'{ONE_OF}, found "guess".',
        ),
        (
            {"version": 1},
            f"{ONE_OF}, found null.",
        ),
    ],
    ids=["no version", "another version", "unknown", "nothing"],
)
def test_what_is_no_request(table: dict[str, Any], message: str) -> None:
    """A version or a deed that there is not is told with those that there are."""
    with pytest.raises(RequestError) as caught:
        read_request(table, EVERY)
    assert str(caught.value) == message


def test_every_request_is_answered() -> None:
    """Each request has its handler, and there is no handler without a request."""
    assert set(wire.all_handlers()) == set(wire.all_requests().values())
    assert list(wire.all_requests()) == list(EVERY)


def test_requests_build_on_each_other() -> None:
    """Answers mean the same wherever they are sent, and a plan is asked for as its report is."""
    answered = {field.name for field in fields(Check)}
    assert {field.name for field in fields(Share)} == answered | {"today"}
    assert {field.name for field in fields(Plan)} == {field.name for field in fields(Score)}
    assert keys_of(Open) == ("text", "unit", "today")
    assert keys_of(Progress) == ("sets", "unit", "today")
    assert set(keys_of(Saved)) == {"sets", "text", "unit", "today"}
    assert "answers" not in keys_of(Calendar)
