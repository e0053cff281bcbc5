"""Requests of tests to the core, and the visit that they are about."""

import json
from collections.abc import Mapping
from typing import Any

from self_tests.site.authoring.cases import CLEAR, request_text
from self_tests.wire import respond

__all__ = ["CLEAR", "ask", "knee_to_wall", "problems", "report", "request_text"]


def knee_to_wall(
    left: object = "12", right: object = "12", felt: str = "nowhere", **others: object
) -> dict[str, Any]:
    """Return the answers of a knee-to-wall self-test without any problem."""
    return {
        "knee-to-wall.distance.left": left,
        "knee-to-wall.distance.right": right,
        "knee-to-wall.heel.left": "down",
        "knee-to-wall.heel.right": "down",
        "knee-to-wall.felt.left": felt,
        "knee-to-wall.felt.right": felt,
        **{f"knee-to-wall.{name.replace('__', '.')}": value for name, value in others.items()},
    }


def ask(answers: Mapping[str, Any], **others: object) -> dict[str, Any]:
    """Return the whole response to a request."""
    response: dict[str, Any] = json.loads(respond(request_text(answers, **others)))
    return response


def report(answers: Mapping[str, Any], **others: object) -> dict[str, Any]:
    """Return the report of a request that must succeed."""
    response = ask(answers, **others)
    assert "ok" in response, response
    made: dict[str, Any] = response["ok"]
    return made


def problems(answers: Mapping[str, Any], **others: object) -> list[tuple[str, str, str]]:
    """Return question, kind and message of every problem."""
    found = ask(answers, **others)["error"]["problems"]
    return [(each["question"], each["kind"], each["message"]) for each in found]


def send(do: str, **others: object) -> dict[str, Any]:
    """Return the whole response to a request."""
    response: dict[str, Any] = json.loads(respond(json.dumps({"do": do, "version": 1, **others})))
    return response
