"""What our scripts know of the wire: declarations that are made of the Python."""

import re
from dataclasses import dataclass
from typing import Literal, NotRequired, TypedDict

import pytest

from self_tests.model import MeasureId
from self_tests.site.authoring.wire_types import FILE, Types, text
from self_tests.wire import all_requests
from tests.support.repository import ROOT


class Inner(TypedDict):
    """Something inside."""

    name: str


class Outer(TypedDict):
    """Something outside.

    With more to say.
    """

    inner: Inner | None
    many: tuple[Inner, ...]
    perhaps: NotRequired[float]


@dataclass(frozen=True)
class Asked:
    """Something that is asked."""

    id: str
    names: tuple[str, ...] = ()


type Kind = Literal["one", "two"]


def test_the_written_declarations_are_up_to_date() -> None:
    """`python -m self_tests generate` has been run since a request or a report last changed."""
    assert (ROOT / FILE).read_text("utf-8") == text()


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (str, "string"),
        (int | float, "number"),
        (bool | None, "boolean | null"),
        (MeasureId, "string"),
        (Literal["a", 1], '"a" | 1'),
        (tuple[str, ...], "string[]"),
        (list[str | int], "(string | number)[]"),
        (dict[str, float], "Record<string, number>"),
        (object, "unknown"),
        (Kind, "Kind"),
        (Inner, "Inner"),
    ],
)
def test_a_type(hint: object, expected: str) -> None:
    """Each type of Python has its word in TypeScript."""
    assert Types().of(hint) == expected


def test_what_has_a_name_is_declared_once() -> None:
    """A typed dictionary is an interface with its docstring; what may lack has its mark."""
    types = Types()
    assert (types.of(Outer), types.of(Outer)) == ("Outer", "Outer")
    assert list(types.declared) == ["Inner", "Outer"]
    assert types.declared["Outer"] == (
        "/**\n * Something outside.\n *\n * With more to say.\n */\nexport interface Outer {\n"
        "  inner: Inner | null;\n  many: Inner[];\n  perhaps?: number;\n}\n"
    )


def test_a_default_may_be_left_out() -> None:
    """What a dataclass has a default for may lack; the rest may not."""
    types = Types()
    types.of(Asked)
    assert "  id: string;\n  names?: string[];\n" in types.declared["Asked"]


def test_every_request_has_its_answer() -> None:
    """Each request is declared, and what it gets is known and not anything."""
    told = {
        name: dict(re.findall(r'^  "?([\w-]+)"?: (.+);$', body, re.MULTILINE))
        for name, body in re.findall(
            r"^export interface (\w+) \{\n(.*?)^\}", text(), re.MULTILINE | re.DOTALL
        )
    }
    assert [*told["Requests"]] == [*told["Responses"]] == [*all_requests()]
    assert "unknown" not in told["Responses"].values()
