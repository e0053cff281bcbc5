"""How long a report with its certainty takes: here, and how much longer in the shipped bundle.

    uv run python -m tests.programs.bench.certainty [rounds]

The visit is the dearest one there is: the full chain-check, with every line in the middle of its
scale. Times are processor time, so that a busy machine changes them little. The bundle's time is
the difference between many answers and one, so that the start of Pyodide drops out.
"""

import resource
import sys
import time
from statistics import median

from self_tests.catalogue import chain_check
from self_tests.site.bundle.build import build_bundle
from self_tests.site.bundle.shapes import Bundle
from self_tests.site.places import ROOT
from self_tests.wire import respond
from tests.support.requests import CLEAR, request_text
from tests.support.shipped_bundle import respond_in_node
from tests.support.visits import complete, confirmed

ROUNDS = 40
MOST_MILLISECONDS = 40
"""What a report with its certainty may take in CPython."""


def request() -> str:
    """Return a request for the report of a full chain-check."""
    answers = complete(chain_check().full, lambda options: options[len(options) // 3])
    return request_text({**CLEAR, **answers}, confirmed=confirmed())


def in_cpython(text: str, rounds: int) -> list[float]:
    """Return the seconds of each answer, after one that reads the definitions."""
    respond(text)
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        respond(text)
        taken.append(time.process_time() - start)
    return taken


def in_the_bundle(text: str, rounds: int, bundle: Bundle) -> float:
    """Return the mean seconds of one answer in the shipped bundle."""
    taken = []
    for count in (1, rounds + 1):
        start = _children()
        respond_in_node([text] * count, bundle)
        taken.append(_children() - start)
    return (taken[1] - taken[0]) / rounds


def _children() -> float:
    """Return the processor seconds of all programs that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(rounds: int) -> None:
    """Print the times and their ratio."""
    text = request()
    here = in_cpython(text, rounds)
    there = in_the_bundle(text, rounds, build_bundle(ROOT))
    print(f"CPython: least {min(here) * 1000:.1f} ms, median {median(here) * 1000:.1f} ms")
    print(f"  (at most {MOST_MILLISECONDS} ms wanted), {rounds} rounds")
    print(
        f"Shipped bundle in Node: {there * 1000:.1f} ms, {there / median(here):.1f} times CPython"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
