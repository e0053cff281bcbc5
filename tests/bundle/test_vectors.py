"""The golden vectors in the shipped bundle."""

import json
from collections import Counter

import pytest

from self_tests.site.bundle.build import Bundle
from self_tests.wire import respond
from tests.support.shipped_bundle import respond_in_node
from tests.support.vectors import golden_requests


def test_enough_vectors() -> None:
    """There are at least two thousand requests; most are answered, some are refused."""
    kinds = Counter(next(iter(json.loads(respond(text)))) for text in golden_requests())
    assert sum(kinds.values()) >= 2000
    assert kinds["ok"] >= 1500
    assert kinds["error"] >= 200


@pytest.mark.parametrize("again", [False, True], ids=["first visit", "return visit"])
def test_equal_bytes_in_the_bundle(bundle: Bundle, *, again: bool) -> None:
    """Every golden request gets the same bytes in the shipped bundle as in this interpreter."""
    requests = golden_requests()
    answers = respond_in_node(requests, bundle, again=again)
    different = [
        (request, respond(request), answer)
        for request, answer in zip(requests, answers, strict=True)
        if respond(request) != answer
    ]
    assert different == []
