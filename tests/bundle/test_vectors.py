"""The golden vectors in the shipped bundle."""

import json
from collections import Counter
from collections.abc import Sequence

import pytest

from self_tests.site.bundle.shapes import Bundle
from tests.support.shipped_bundle import respond_in_node
from tests.support.vectors import answer, golden_requests, some_requests

# One worker works out this interpreter's answers, once.
pytestmark = pytest.mark.xdist_group("golden vectors")


def differences(
    requests: Sequence[str], bundle: Bundle, *, again: bool
) -> list[tuple[str, str, str]]:
    """Return the requests that the shipped bundle answers otherwise, with both answers."""
    answers = respond_in_node(requests, bundle, again=again)
    return [
        (request, answer(request), given)
        for request, given in zip(requests, answers, strict=True)
        if answer(request) != given
    ]


def test_enough_vectors() -> None:
    """There are at least two thousand requests; most are answered, some are refused."""
    kinds = Counter(next(iter(json.loads(answer(text)))) for text in golden_requests())
    assert sum(kinds.values()) >= 2000
    assert kinds["ok"] >= 1500
    assert kinds["error"] >= 200


def test_equal_bytes_in_the_bundle(bundle: Bundle) -> None:
    """Every golden request gets the same bytes in the shipped bundle as in this interpreter."""
    assert differences(golden_requests(), bundle, again=False) == []


def test_equal_bytes_on_a_return_visit(bundle: Bundle) -> None:
    """Started from the memory of an earlier visit, the bundle gives the same bytes, too.

    Some requests do: that the memory is the same to the last byte, other tests look at.
    """
    assert differences(some_requests(), bundle, again=True) == []


@pytest.mark.long
def test_all_equal_bytes_on_a_return_visit(bundle: Bundle) -> None:
    """So it does with every golden request."""
    assert differences(golden_requests(), bundle, again=True) == []
