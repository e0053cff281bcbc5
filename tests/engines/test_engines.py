"""Chromium, Firefox and WebKit: the shipped bundle says the same, byte for byte, in all of them."""

import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from self_tests.site.bundle.build import build_bundle
from tests.support.engines import Chromium, Engine, Firefox, WebKit
from tests.support.faulty_server import serving
from tests.support.kept import PLAN, TEXT, measured
from tests.support.requests import report
from tests.support.vectors import answer, golden_requests, some_requests
from tests.support.walking import LEFT_IS_WORSE, PAGE

ASK, WALK = "/tests/engines/ask.mjs", "/tests/support/in_page.mjs"
KEEPING = "/tests/engines/keeping.mjs"
ROWS = "[data-shared] .zones-lane"
LONG = 120
"""Seconds after which a result is not coming any more."""


@pytest.mark.parametrize(
    "asked", [some_requests, pytest.param(golden_requests, marks=pytest.mark.long)]
)
def test_equal_bytes(engine: Engine, address: str, asked: Callable[[], Sequence[str]]) -> None:
    """Each golden request gets the bytes that this interpreter gives; all of them do in Node."""
    requests = asked()
    if asked is some_requests:
        # Every engine takes its third of them.
        requests = requests[[Chromium, Firefox, WebKit].index(type(engine)) :: 3]
    engine.open(f"{address}/{PAGE}")
    found = engine.call(ASK, "digests", requests)
    expected = [hashlib.sha256(answer(text).encode()).hexdigest() for text in requests]
    trios = zip(requests, expected, found, strict=True)
    different = [request for request, wanted, got in trios if wanted != got]
    answers = engine.call(ASK, "answers", different[:3]) if different else []
    assert [
        (text, answer(text), said) for text, said in zip(different, answers, strict=False)
    ] == []


def test_every_engine_keeps_what_the_build_has_kept(engine: Engine, address: str) -> None:
    """The memory of a started Python is, byte for byte, the one whose digest the page names."""
    engine.open(f"{address}/{PAGE}")
    assert engine.call(ASK, "kept") == build_bundle().memory.integrity


def test_memory_does_not_depend_on_the_device(
    browser_of_readers: Browser, built_site: Path
) -> None:
    """Another time zone, another language and another path on the host change no byte of it."""
    context = browser_of_readers.new_context(timezone_id="Asia/Kolkata", locale="ar-EG")
    with serving(built_site, below="/blog") as state:
        engine = Chromium(context.new_page())
        engine.open(f"{state.address}/{PAGE}")
        found = engine.call(ASK, "kept")
    context.close()
    assert found == build_bundle().memory.integrity


def result(engine: Engine) -> dict[str, Any]:
    """Wait for the end of a visit and return what is seen."""
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        seen: dict[str, Any] = engine.call(WALK, "seen")
        if {"result", "failure"} & set(seen["parts"]):
            return seen
        time.sleep(0.2)
    pytest.fail(f"no result after {LONG} s: {seen}")


def begin(engine: Engine, address: str) -> None:
    """Open the self-test as if for the first time."""
    engine.open(f"{address}/{PAGE}")
    engine.call(WALK, "forget")
    engine.open(f"{address}/{PAGE}")


def test_journey(engine: Engine, address: str) -> None:
    """A reader takes knee-to-wall from the first press to the result, which says what it must."""
    begin(engine, address)
    engine.call(WALK, "walk", dict(LEFT_IS_WORSE))
    seen = result(engine)
    right = report(LEFT_IS_WORSE)
    sentences = [side["sentence"] for one in right["results"] for side in one["sides"]]
    missing = [sentence for sentence in sentences if sentence not in seen["text"]]
    assert (seen["headline"], missing) == (right["headline"], [])


def test_sixty_days_are_kept(engine: Engine, address: str) -> None:
    """Sixty days that are saved are sixty after a reload, and forty of a wrong clock take none."""
    engine.open(f"{address}/{PLAN}")
    engine.call(KEEPING, "remove")
    days = [f"2026-{month:02}-{day:02}" for month in (7, 8, 9) for day in range(1, 21)]
    wrong = [f"2199-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 21)]
    made = engine.call(KEEPING, "save", [measured(day, "6.5", "11") for day in [*days, *wrong]])
    engine.open(f"{address}/{PLAN}")
    kept = engine.call(KEEPING, "days")
    again = engine.call(KEEPING, "save", [measured(days[0], "9", "11")])
    engine.call(KEEPING, "remove")
    assert (made["problem"], made["counts"]["added"], kept) == ("", 100, [*days, *wrong])
    assert again["counts"] == {"added": 0, "updated": 0, "same": 0, "older": 1}


def rows_come(engine: Engine) -> None:
    """Wait until both sides of the result in a link are shown."""
    until = time.monotonic() + LONG
    while engine.call(WALK, "shown", ROWS) < 2 and time.monotonic() < until:
        time.sleep(0.2)
    assert engine.call(WALK, "shown", ROWS) == 2


def test_a_link_is_shown_again(engine: Engine, address: str) -> None:
    """A link shows its result, and once more when its page is loaded again."""
    # From another page: what only adds to an address loads nothing.
    engine.open(f"{address}/{PLAN}")
    engine.call(WALK, "forget")
    engine.open(f"{address}/{PAGE}#r={TEXT}).")
    rows_come(engine)
    engine.reload()
    rows_come(engine)
    engine.call(WALK, "forget")


def test_care_card(engine: Engine, address: str) -> None:
    """A warning sign opens its card at once and ends the walk there."""
    begin(engine, address)
    answers = {**LEFT_IS_WORSE, "safety-check.now": ["cold-foot"]}
    engine.call(WALK, "walk", answers, '[data-card="emergency"]')
    assert engine.call(WALK, "shown", '[data-card="emergency"]') == 1
