"""Everything that can be missing, damaged or silent, and what the reader is left with.

A reader ends with the right result or with the calm box; the box leads to the scorecard with the
answers on it and, once the fault is gone, to the right result. Without our scripts there is the
scorecard. The table of all cases is printed at the end.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from self_tests.site.publish.script_text import Script
from tests.support.chromium import IN_CENTIMETERS
from tests.support.faulty_server import KINDS, Fault, State, serving
from tests.support.published_scripts import published
from tests.support.requests import report
from tests.support.running import ROW
from tests.support.walking import LEFT_IS_WORSE, PAGE

type Recorder = Callable[[str, object], None]

ELEMENT = "element.mjs"
RESULT, BOX, CARD = "result", "box", "scorecard"
ENDS: Mapping[str, str] = {"result": RESULT, "failure": BOX}
TYPED = ["6.5 cm", "11 cm"]
BATCH = 8
"""Pages that are open at a time."""
PAUSE = 0.2
"""Seconds between two looks at them."""
LONG = 150
"""Seconds of real time after which a case counts as hanging."""
SILENCE = 20_000
"""Milliseconds that a page waits for a sign of life; its watch goes in ten steps."""

PARTS: Mapping[str, str] = {
    "worker script": "/worker.mjs",
    "loader": "/pyodide.mjs",
    "glue": "/pyodide.asm.js",
    "wasm": "/pyodide.asm.wasm",
    "standard library": "/standard-library-",
    "self_tests": "/self_tests-",
}

POLICIES = (
    "connect-src 'none'",
    "script-src 'none'",
    "script-src 'self'",
    "default-src 'none'",
)
"""What a host may forbid a worker; a run forbids it the network, and everything."""

ANSWERS_GET_LOST = """
const say = globalThis.postMessage.bind(globalThis);
globalThis.postMessage = (report) => report.kind === "answer" || say(report);
"""
NO_MEMORY = """
WebAssembly.instantiateStreaming = WebAssembly.instantiate = async () => {
  throw new RangeError("WebAssembly.instantiate(): Out of memory");
};
"""
NO_STORAGE = """
for (const name of ["sessionStorage", "localStorage"]) {
  const get = () => { throw new DOMException("The operation is insecure.", "SecurityError"); };
  Object.defineProperty(window, name, { get });
}
"""
FULL_STORAGE = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
NO_WORKER = "window.Worker = class { constructor() { throw new DOMException('refused'); } };"


@dataclass(frozen=True, slots=True)
class Case:
    """One fault, from the first request on, and how the reader's visit ends."""

    what: str
    kind: str
    ends: str
    fault: Fault | None = None
    page_script: str = ""
    heals: bool = True
    """Whether the fault can go away while the page stays open."""

    @property
    def is_silent(self) -> bool:
        """Whether only the page's own patience ends it."""
        return self.kind in {"stalled", "unanswered", "answers get lost", "out of memory"}


@dataclass(slots=True)
class Outcome:
    """What became of a case."""

    ended: str = ""
    wrong: list[str] = field(default_factory=list)
    again: str = ""


@cache
def scripts() -> list[str]:
    """Return what is published without which the element cannot start, `element.mjs` included."""
    texts = published()
    found = {ELEMENT}
    waiting = [ELEMENT]
    while waiting:
        name = waiting.pop()
        needed = {each.address.removeprefix("./") for each in Script(texts[name]).imports}
        waiting += needed - found
        found |= needed
    return sorted(found)


def script_cases() -> list[Case]:
    """Return each script in every way in which it may not come."""
    return [Case(name, kind, CARD, Fault(kind, f"/{name}")) for name in scripts() for kind in KINDS]


def part_cases() -> list[Case]:
    """Return each part of Python in every way in which it may not come."""
    cases = []
    for what, where in PARTS.items():
        for kind in KINDS:
            # What is only read as bytes is checked as bytes: its name does not matter.
            bytes_only = kind == "wrong type" and where.endswith("-")
            cases.append(Case(what, kind, RESULT if bytes_only else BOX, Fault(kind, where)))
    return cases


def in_turn(cases: Sequence[Case]) -> list[Case]:
    """Return the cases of each thing in one way, the next thing's in the next way.

    All ways of all things are for `-m long`.
    """
    things = dict.fromkeys(case.what for case in cases)
    turns = {what: KINDS[at % len(KINDS)] for at, what in enumerate(things)}
    return [case for case in cases if case.kind == turns[case.what]]


def policy_cases(policies: Sequence[str]) -> list[Case]:
    """Return a worker whose host forbids it what it needs, in some ways."""
    worker = PARTS["worker script"]
    return [
        Case("worker", f"policy {policy}", BOX, Fault("policy", worker, policy))
        for policy in policies
    ]


def some_script_cases() -> list[Case]:
    """Return each script in one of these ways in turn, and in all of them the one that pages name.

    Browsers run none of them unless all are there, whichever is not and why.
    """
    some = in_turn(script_cases())
    return [case for case in script_cases() if case.what == ELEMENT or case in some]


def some_cases() -> list[Case]:
    """Return the table of a usual run: each part of Python in one of its ways, in turn.

    All parts are fetched, watched and compared by the same lines of the worker.
    """
    cases = in_turn(part_cases())
    cases += [
        Case("wasm", f"{kind}, once", RESULT, Fault(kind, PARTS["wasm"], once=True))
        for kind in ("404", "corrupted")
    ]
    cases += some_script_cases()
    worker = PARTS["worker script"]
    preludes = {
        "no WebAssembly": "delete globalThis.WebAssembly;",
        "out of memory": NO_MEMORY,
        "answers get lost": ANSWERS_GET_LOST,
    }
    cases += [
        Case("worker", kind, BOX, Fault("prelude", worker, text)) for kind, text in preludes.items()
    ]
    cases += policy_cases(POLICIES[::3])
    cases += [
        Case("page", f"policy {policy}", ends, Fault("policy", PAGE, policy), heals=False)
        # A worker has the policy of its own answer.
        for policy, ends in (("worker-src 'none'", BOX), ("connect-src 'none'", RESULT))
    ]
    return [
        *cases,
        Case("page", "workers refused", BOX, page_script=NO_WORKER, heals=False),
        Case("page", "storage denied", RESULT, page_script=NO_STORAGE),
        Case("page", "storage full", RESULT, page_script=FULL_STORAGE),
        Case("page", "nothing", RESULT),
    ]


class Visit:
    """A reader on one page."""

    def __init__(self, page: Page, state: State, case: Case) -> None:
        self.page, self.state, self.case = page, state, case
        self.outcome = Outcome()
        self._since = time.monotonic()

    def begin(self) -> None:
        """Open the page and answer everything."""
        self.page.clock.install()
        self.page.add_init_script(self.case.page_script)
        self.page.goto(f"{self.state.address}/{PAGE}", wait_until="commit")
        self.page.wait_for_selector("self-test details.scorecard", state="attached")
        if self.case.ends != CARD:
            self.page.wait_for_selector("self-test:defined", state="attached")
            self.call("walk", dict(LEFT_IS_WORSE))

    def call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        """Call a function of `in_page.mjs` in the page."""
        return self.page.evaluate(
            "async ([name, given]) => (await import('/tests/support/in_page.mjs'))[name](...given)",
            [name, list(arguments)],
        )

    def look(self) -> str:
        """Return how the visit has ended, or nothing while it goes on."""
        if self.case.is_silent and self.state.fault and self.case.ends != CARD:
            for _ in range(10):
                # Three times as long, once every byte is there.
                self.page.clock.fast_forward(3 * SILENCE // 10)
        seen = self.call("seen")
        if ended := [end for part, end in ENDS.items() if part in seen["parts"]]:
            return " and ".join(ended)
        if self.case.ends == CARD and seen["card"] > 1000:
            return CARD
        return "hangs" if time.monotonic() - self._since > LONG else ""

    def end(self, ended: str) -> None:
        """Write down how it ended, and what is wrong with that."""
        self.outcome.ended = ended
        self.expect("ends with", self.case.ends, ended)
        if ended == RESULT:
            self.expect_right_result()
        if ended == BOX:
            self.call("press", '[data-part="failure"] [data-go="by-hand"]')
            seen = self.call("seen")
            self.expect("typed", TYPED, [text for text in seen["typed"] if text])
            self.expect("written", TYPED, [text for text in seen["written"] if text])
            self.expect("scorecard", expected=True, actual=seen["card"] > 1000)

    def heal(self) -> None:
        """Take the fault away and let the reader try again."""
        self.state.fault = None
        self.state.over.set()
        self._since = time.monotonic()
        self.call("press", '[data-part="failure"] [data-go="load"]')

    def end_again(self, ended: str) -> None:
        """Write down how the second try ended."""
        self.outcome.again = ended
        self.expect("after trying again", RESULT, ended)
        if ended == RESULT:
            self.expect_right_result()

    def expect_right_result(self) -> None:
        """Compare what is shown with what Python says here."""
        seen = self.call("seen")
        right = report(LEFT_IS_WORSE)
        self.expect("headline", right["headline"], seen["headline"])
        sentences = [side["sentence"] for result in right["results"] for side in result["sides"]]
        self.expect("left out", [], [one for one in sentences if one not in seen["text"]])

    def expect(self, what: str, expected: object, actual: object) -> None:
        """Write down a difference."""
        if expected != actual:
            self.outcome.wrong.append(f"{what}: {expected!r} was expected, not {actual!r}")


def until_all_end(visits: Sequence[Visit]) -> Iterator[tuple[Visit, str]]:
    """Look at all visits in turn and give each as it ends."""
    going_on = list(visits)
    while going_on:
        for visit in list(going_on):
            if ended := visit.look():
                going_on.remove(visit)
                yield visit, ended
        time.sleep(PAUSE)


def run(browser: Browser, site: Path, cases: Sequence[Case]) -> dict[Case, Outcome]:
    """Run cases side by side, each with a server and a profile of its own."""
    with ExitStack() as stack:
        visits = []
        for case in cases:
            state = stack.enter_context(serving(site, case.fault))
            context = browser.new_context(
                viewport={"width": 390, "height": 844}, locale=IN_CENTIMETERS
            )
            stack.callback(context.close)
            visit = Visit(context.new_page(), state, case)
            visit.begin()
            visits.append(visit)
        trying = []
        for visit, ended in until_all_end(visits):
            visit.end(ended)
            if ended == BOX and visit.case.heals:
                visit.heal()
                trying.append(visit)
        for visit, ended in until_all_end(trying):
            visit.end_again(ended)
        return {visit.case: visit.outcome for visit in visits}


TABLE = some_cases()


@pytest.mark.parametrize("what", dict.fromkeys(case.what for case in TABLE))
def test_every_visit_ends_well(
    browser: Browser, built_site: Path, record_property: Recorder, what: str
) -> None:
    """Whatever is broken, the visit ends with the right result, the box or the scorecard."""
    expect_good_ends(browser, built_site, record_property, TABLE, what)


@pytest.mark.long
@pytest.mark.parametrize("what", [*PARTS, *scripts(), "worker"])
def test_every_visit_ends_well_whatever_is_broken(
    browser: Browser, built_site: Path, record_property: Recorder, what: str
) -> None:
    """So it does with each part of Python and each script broken in every way, or forbidden."""
    table = [*part_cases(), *script_cases(), *policy_cases(POLICIES)]
    expect_good_ends(browser, built_site, record_property, table, what)


def expect_good_ends(
    browser: Browser, site: Path, record_property: Recorder, table: Sequence[Case], what: str
) -> None:
    """Run the cases of what is broken, record their rows, and fail for those that end badly."""
    cases = [case for case in table if case.what == what]
    outcomes: dict[Case, Outcome] = {}
    for at in range(0, len(cases), BATCH):
        outcomes |= run(browser, site, cases[at : at + BATCH])
    for case, outcome in outcomes.items():
        record_property(
            ROW, f"{case.what:<18}{case.kind:<32}ends with {outcome.ended:<11}{outcome.again}"
        )
    assert {case.kind: outcome.wrong for case, outcome in outcomes.items() if outcome.wrong} == {}
