"""A flood through the door: noise, spoilt requests, whole visits, and links of every kind.

    uv run python -m tests.programs.fuzz 1000000 [seed]

Whatever comes in, nothing is raised, nothing hangs and no answer is wrong. The same seed gives the
same flood everywhere. Inputs that broke a promise are printed with their numbers, and end the run
with exit code 1. How long one input may take is watched in this run only, in processor time, so
that a busy machine breaks no promise.
"""

import json
import random
import re
import signal
import sys
import time
from binascii import crc32
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from self_tests.answering import check, questions_of
from self_tests.catalogue import plan_table, self_test, self_test_ids
from self_tests.earlier_answers import question_of
from self_tests.model import SAFETY_LEVELS, Equipment, MeasureId, Value
from self_tests.request import WIRE_VERSION
from self_tests.sharing import LETTERS, encode
from self_tests.wire import all_requests, respond
from tests.support.requests import CLEAR
from tests.support.visits import Answers, complete, confirmed

SEED = 20261122
# Certainty is the dearest request there is: 500 scorings. Nothing honest takes a second.
MOST_SECONDS = 5.0
MOST_BREACHES_SHOWN = 20
MOST_SIGNS_SHOWN = 600
KEPT_VISITS = 400

MEASURES = {measure.id: measure for name in self_test_ids() for measure in self_test(name).measures}
LENGTHS = {
    question.id
    for name in self_test_ids()
    for question in questions_of(self_test(name).screens)
    if question.kind == "length"
}
FIELDS = confirmed()
EQUIPMENT: tuple[Equipment, ...] = (
    "resistance-band",
    "box",
    "plate-or-kettlebell",
    "barbell",
    "belt",
    "rack",
)
# Values that have broken parsers before, of every type JSON has.
NASTY: tuple[Any, ...] = (
    *("", " ", "0", "-0", "+10", "10,5", "10.5.5", "1e9", "nan", "inf", "400", "9" * 300, '4"'),
    *(
        "none",
        "None of these",
        "ten",
        "\u0661\u0662",
        "\x00",
        "\ud800",
        "🦵",
        "{0}",
        "{side}",
        "%s",
    ),
    *(0, -1, 5, 1e308, -0.0, 10**40, 7.25, True, False, None),
    *([], ["none", "none"], ["1", "2", "3", "4"], [[1]], {}, {"left": 3}),
)
# Pieces that turn sound JSON into something else, or into JSON that nobody expects.
SPLINTERS = (
    *("{", "}", "[", "]", '"', ":", ",", "\\", "\n", "\x00", "\ud800", "\ufeff", "é", "🦵"),
    *("null", "NaN", "-Infinity", "1e400", "true", '"\\ud800"', "[[[[[[", '{"a":', "-", "0" * 40),
)


@dataclass(frozen=True, slots=True)
class Input:
    """One text for the door, and what its response must be beside sound."""

    kind: str
    text: str
    breach: Callable[[dict[str, Any]], str] = lambda _response: ""


@dataclass(slots=True)
class Tally:
    """What came of a flood: answers and refusals by kind, the slowest input, what broke."""

    answered: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_kind: str = ""
    breaches: list[str] = field(default_factory=list)


class TooLong(BaseException):
    """An input took longer than it may. No `Exception`: it must get past the door."""


@dataclass(slots=True)
class Flood:
    """Makes inputs from a seed; visits made once are used again, spoilt in other ways."""

    chance: random.Random
    visits: list[Answers] = field(default_factory=list)
    links: list[tuple[str, dict[str, Value]]] = field(default_factory=list)

    def inputs(self, count: int) -> Iterator[Input]:
        """Yield some inputs of all kinds."""
        makers = (
            (self._noise, 12),
            (self._spoilt_text, 24),
            (self._spoilt_request, 12),
            (self._spoilt_answers, 10),
            (self._whole_visit, 8),
            (self._whole_link, 2),
            (self._damaged_link, 22),
            (self._forged_link, 8),
            (self._dated_sets, 3),
            (self._calendar, 4),
        )
        kinds, weights = zip(*makers, strict=True)
        for _ in range(count):
            yield self.chance.choices(kinds, weights)[0]()

    def _visit(self) -> Answers:
        """Return a complete visit, an old one or a new one."""
        if len(self.visits) >= KEPT_VISITS and self.chance.random() < 0.9:
            return dict(self.chance.choice(self.visits))
        names = self_test_ids()
        chosen = self.chance.sample(names, self.chance.randint(1, len(names)))
        answers = complete([name for name in names if name in chosen], self.chance.choice)
        answers = answers if self.chance.random() < 0.1 else {**CLEAR, **answers}
        self.visits.append(answers)
        return dict(answers)

    def _link(self) -> tuple[str, dict[str, Value]]:
        """Return a link and the checked answers in it, an old one or a new one."""
        if len(self.links) >= KEPT_VISITS and self.chance.random() < 0.9:
            return self.chance.choice(self.links)
        visit = self._visit()
        taken = {name.partition(".")[0] for name in visit} & set(self_test_ids())
        questions = {
            question.id: question
            for name in self_test_ids()
            if name in taken
            for question in questions_of(self_test(name).screens)
        }
        answers = dict(check(questions.values(), visit, confirmed=frozenset(FIELDS)).answers)
        self.links.append((encode(answers), answers))
        return self.links[-1]

    def _request(self) -> dict[str, Any]:
        """Return a request that must be answered."""
        do = self.chance.choices(("score", "plan", "check", "share"), (60, 20, 12, 8))[0]
        request: dict[str, Any] = {"do": do, "version": WIRE_VERSION, "confirmed": FIELDS}
        request["answers"] = self._visit()
        if self.chance.random() < 0.3:
            request["unit"] = self.chance.choice(("cm", "in"))
        if do in ("score", "plan") and self.chance.random() < 0.5:
            request["minutes"] = self.chance.choice(plan_table().minutes)
            request["equipment"] = self.chance.sample(
                EQUIPMENT, self.chance.randint(0, len(EQUIPMENT))
            )
            request["today"] = f"2026-{self.chance.randint(1, 12):02}-28"
        if request.get("unit") == "in":  # whole visits hold centimeters
            request["answers"] = {
                name: f"{value} cm" if ".distance." in name else value
                for name, value in request["answers"].items()
            }
        return request

    def _noise(self) -> Input:
        length = self.chance.choice((0, 1, 3, 20, 200, 3000))
        signs = self.chance.choice((range(128), range(0x1_0000), range(0x11_0000)))
        return Input("noise", "".join(map(chr, self.chance.choices(signs, k=length))))

    def _spoilt_text(self) -> Input:
        text = json.dumps(self._request())
        for _ in range(self.chance.choice((1, 1, 2, 5, 30))):
            place = self.chance.randrange(len(text) + 1)
            end = min(len(text), place + self.chance.choice((0, 1, 1, 5, 100)))
            piece = self.chance.choice(("", text[place:end] * 2, self.chance.choice(SPLINTERS)))
            text = text[:place] + piece + text[end:]
        return Input("spoilt text", text)

    def _spoilt_request(self) -> Input:
        request = self._request()
        for _ in range(self.chance.choice((1, 1, 2, 4))):
            key = self.chance.choice((*request, *_KEYS))
            if self.chance.random() < 0.2:
                request.pop(key, None)
            else:
                request[key] = self.chance.choice((*NASTY, *all_requests(), list(self_test_ids())))
        return Input("spoilt request", json.dumps(request))

    def _spoilt_answers(self) -> Input:
        request = self._request()
        answers: dict[str, Any] = request["answers"]
        for _ in range(self.chance.choice((1, 2, 5, 20))):
            name = self.chance.choice((*answers, *FIELDS, *CLEAR))
            if self.chance.random() < 0.3:
                answers.pop(name, None)
            elif self.chance.random() < 0.2:
                answers[self.chance.choice(("x", name + "x", name.upper(), "", "." + name))] = "1"
            else:
                answers[name] = self.chance.choice((*NASTY, *answers.values()))
        request["confirmed"] = self.chance.choice((FIELDS, [], ["x"]))
        if self.chance.random() < 0.3:
            request["self_tests"] = self.chance.choices(self_test_ids(), k=3)
        return Input("spoilt answers", json.dumps(request))

    def _whole_visit(self) -> Input:
        return Input("whole visit", json.dumps(self._request()), _refusal)

    def _whole_link(self) -> Input:
        text, answers = self._link()
        entered = {field: _with_unit(field, value) for field, value in answers.items()}
        wanted = json.loads(json.dumps(entered))

        def breach(response: dict[str, Any]) -> str:
            found = response.get("ok", {}).get("answers")
            return "" if found == wanted else "a whole link did not open to its own answers"

        return Input("whole link", _opening(text), breach)

    def _damaged_link(self) -> Input:
        """Return a link changed on its way: by a letter or some, by its end, by another link."""
        text, _ = self._link()
        other, _ = self._link()
        damaged = text
        for _ in range(self.chance.choice((1, 1, 1, 2, 3, 8))):
            place = self.chance.randrange(len(damaged) + 1)
            letter = self.chance.choice((*LETTERS, *LETTERS, " ", "-", "é", "\n"))
            damaged = self.chance.choice(
                (
                    damaged[:place] + letter + damaged[place + 1 :],
                    damaged[:place] + letter + damaged[place:],
                    damaged[:place] + damaged[place + 1 :],
                    damaged[:place],
                    damaged[:place] + other[place:],
                    damaged[:place] + damaged[place:].swapcase(),
                    damaged[:place] + damaged[place:][::-1],
                )
            )
        # What closes a sentence behind a link is no part of it.
        if re.sub(r"(?:%[0-9A-Fa-f]{2}|[^0-9A-Za-z])+\Z", "", damaged) in (text, other):
            return self._damaged_link()
        return Input("damaged link", _opening(damaged), _opened)

    def _forged_link(self) -> Input:
        """Return random letters in an envelope whose length and checksum are right."""
        text, _ = self._link()
        body = list(text[2:-6])
        for _ in range(self.chance.choice((1, 2, len(body)))):
            body[self.chance.randrange(len(body))] = self.chance.choice(LETTERS)
        forged = enveloped("".join(body))
        return Input("forged link", _opening(forged), _only_as(forged))

    def _dated_sets(self) -> Input:
        count = self.chance.choice((0, 1, 2, 2, 3, 5))
        days = sorted(self._day() for _ in range(count))
        sets = [{"date": day, "answers": self._visit()} for day in days]
        if sets and self.chance.random() < 0.5:
            sets[-1][self.chance.choice(("date", "answers", "x"))] = self.chance.choice(NASTY)
        if self.chance.random() < 0.3:
            text = json.dumps(sets) if self.chance.random() < 0.5 else self._piece()
            return Input("saved sets", _text("saved", sets=sets, text=text))
        return Input("dated sets", _text("progress", sets=sets))

    def _calendar(self) -> Input:
        wishes: dict[str, Any] = {
            "days": [
                {"date": self._day(), "lines": [self._piece(), self._piece()]}
                for _ in range(self.chance.randint(0, 3))
            ],
            "start": self.chance.choice(("18:00", "06:30", "24:00", self._piece())),
            "minutes": self.chance.choice((5, 10, 15)),
            "again": [
                {"date": self._day(), "self_test": name, "lines": [self._piece()]}
                for name in self.chance.sample(self_test_ids(), 2)
            ],
            "link": self.chance.choice(("", "https://example.org/", self._piece())),
            "uid": self.chance.choice(("plan-1", self._piece())),
            "stamp": self.chance.choice(("2026-11-22T18:00:00Z", self._piece())),
        }
        if self.chance.random() < 0.3:
            wishes[self.chance.choice(tuple(wishes))] = self.chance.choice(NASTY)
        return Input("calendar", _text("calendar", **wishes), _long_line)

    def _day(self) -> str:
        if self.chance.random() < 0.1:
            return self.chance.choice(("", "2026-02-30", "20260309", "0001-01-01", "9999-12-31"))
        return f"{self.chance.randint(1990, 2210)}-{self.chance.randint(1, 12):02}-01"

    def _piece(self) -> str:
        return "".join(self.chance.choices((*SPLINTERS, "knee ", ";", "\r\n", "\t"), k=9))


_KEYS = (
    *("self_tests", "answers", "confirmed", "unit", "equipment", "minutes", "today", "seed"),
    *("practice", "text", "sets", "days", "start", "retest", "lines", "uid", "stamp", "x"),
)


def _text(do: str, **others: object) -> str:
    return json.dumps({"do": do, "version": WIRE_VERSION, **others})


def _opening(link: str) -> str:
    return _text("open", text=link)


def enveloped(body: str) -> str:
    """Return a link's text whose length and checksum are right, whatever it holds."""
    text = f"1{LETTERS[len(body) // 2]}{body}"
    left, spelled = crc32(text.encode(), crc32(b"self-tests share link")), ""
    for _ in range(6):
        left, digit = divmod(left, len(LETTERS))
        spelled = LETTERS[digit] + spelled
    return text + spelled


def _with_unit(field: str, value: object) -> object:
    """Return an answer as a link says it: a length has its unit."""
    if question_of(field) not in LENGTHS:
        return value
    return [f"{each:g} cm" for each in value] if isinstance(value, tuple) else f"{value:g} cm"


def _refusal(response: dict[str, Any]) -> str:
    return "" if "ok" in response else "a whole visit was refused"


def _opened(response: dict[str, Any]) -> str:
    return "a damaged link opened" if "ok" in response else ""


def _only_as(forged: str) -> Callable[[dict[str, Any]], str]:
    """Return the promise that a text opens only if it is the very text of what it opens to."""

    def breach(response: dict[str, Any]) -> str:
        if "ok" not in response:
            return ""
        again = _text("share", answers=response["ok"]["answers"], confirmed=FIELDS)
        text = json.loads(respond(again)).get("ok", {}).get("text")
        return "" if text == forged else "a forged link opened to answers that are not its own"

    return breach


def _long_line(response: dict[str, Any]) -> str:
    lines = response.get("ok", {}).get("text", "").split("\r\n")
    return "a calendar line is too long" if any(len(s.encode()) > 75 for s in lines) else ""


def unsound(response: str) -> tuple[dict[str, Any], str]:
    """Return a response, and what is wrong with it whatever was asked; empty when nothing is."""
    try:
        made = json.loads(response, parse_constant=_no_number)
    except ValueError:
        return {}, "the response is not JSON"
    if not isinstance(made, dict) or set(made) not in ({"ok"}, {"error"}):
        return {}, "the response is no object with ok or error"
    if "error" in made:
        return made, _unsound_error(made["error"])
    found = made["ok"]
    report = found.get("report", found) if isinstance(found, dict) else {}
    wrong = _unsound_report(report) if "results" in report else ""
    return made, wrong or (_unsound_lines(report, found) if "results" in report else "")


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _unsound_error(error: dict[str, Any]) -> str:
    if set(error) != {"message", "question", "problems"} or not error["message"]:
        return "an error has no message"
    if "could not be answered" in error["message"]:
        return "the door met an exception"
    return ""


def _unsound_report(report: dict[str, Any]) -> str:
    """Return what is wrong with a report; empty when nothing is."""
    is_care = report["level"] in set(SAFETY_LEVELS) - {"clear"}
    plan = report["plan"]
    promises = {
        "a report has no headline": report["headline"],
        "a drill without the level clear": report["level"] == "clear" or not plan,
        "a care card is missing, or something is read into a value beside it": is_care
        == bool(report["care"])
        and not (
            is_care and any(side["tier"] for each in report["results"] for side in each["sides"])
        ),
        "a score lies outside 0 to 1": all(
            0 <= (line["score"] or 0) <= 1 for line in report["lines"]
        ),
        "a session is longer than asked": not plan
        or all(session["seconds"] <= plan["minutes"] * 60 for session in plan["week"]),
        "a side has neither a value within its limits nor a stop": all(
            _fits(side, result["measure"])
            for result in report["results"]
            for side in result["sides"]
        ),
    }
    return next((broken for broken, is_kept in promises.items() if not is_kept), "")


def _unsound_lines(report: dict[str, Any], found: dict[str, Any]) -> str:
    """Return what a report without the level clear says of lines that it may not."""
    if report["level"] == "clear" or not report["lines"]:
        return ""
    if "report" not in found:
        return "a line without the level clear"
    # A link holds what was measured and no safety check: its lines ask for nothing.
    asks = any(
        line["place"] not in ("", "too close") or line["missing"] for line in report["lines"]
    )
    return "a line of a link comes first or asks for more" if asks else ""


def _fits(side: dict[str, Any], name: MeasureId) -> bool:
    if side["stopped"]:
        return side["value"] is None
    return bool(MEASURES[name].lowest <= side["value"] <= MEASURES[name].highest)


def flood(count: int, seed: int = SEED, most_seconds: float = 0.0) -> Tally:
    """Send some inputs through the door; return what came of them.

    With `most_seconds`, an input that takes longer in processor time is stopped and counted as
    a breach.
    """
    tally = Tally()
    inputs = Flood(random.Random(seed)).inputs(count)  # noqa: S311 - examples, not secrets
    for number, one in enumerate(inputs):
        start = time.process_time()
        try:
            with _watched(most_seconds):
                response = respond(one.text)
            made, breach = unsound(response)
            breach = breach or one.breach(made)
        except TooLong:
            made, breach = {}, f"took more than {most_seconds} s"
        except Exception as raised:  # noqa: BLE001 - what is raised is what we look for
            made, breach = {}, f"raised {raised!r}"
        took = time.process_time() - start
        if took > tally.slowest:
            tally.slowest, tally.slowest_kind = took, one.kind
        (tally.answered if "ok" in made else tally.refused)[one.kind] += 1
        if breach:
            tally.breaches.append(f"{number} ({one.kind}): {breach}: {_short(one.text)}")
    return tally


def _short(text: str) -> str:
    """Return the start of an input, without the list of confirmed fields."""
    return ascii(text.replace(json.dumps(FIELDS), "[...]")[:MOST_SIGNS_SHOWN])


@contextmanager
def _watched(most_seconds: float) -> Iterator[None]:
    signal.setitimer(signal.ITIMER_PROF, most_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _stop(_signal: int, _frame: object) -> None:
    raise TooLong


def main(count: int, seed: int) -> int:
    """Run a flood, print its tally, and return the exit code: 1 if a promise broke."""
    signal.signal(signal.SIGPROF, _stop)
    start = time.process_time()
    tally = flood(count, seed, MOST_SECONDS)
    minutes = (time.process_time() - start) / 60
    kinds = sorted({*tally.answered, *tally.refused})
    table = [
        f"{kind:<16}{tally.answered[kind]:>9} answered{tally.refused[kind]:>9} refused"
        for kind in kinds
    ]
    found = [f"BROKEN {breach}" for breach in tally.breaches[:MOST_BREACHES_SHOWN]]
    end = (
        f"{count} inputs, seed {seed}: {len(tally.breaches)} broken promises, "
        f"{minutes:.1f} minutes of processor time, "
        f"slowest {tally.slowest * 1000:.0f} ms ({tally.slowest_kind})"
    )
    sys.stdout.write("\n".join([*table, *found, end, ""]))
    return 1 if tally.breaches else 0


if __name__ == "__main__":
    wanted = [int(word) for word in sys.argv[1:3]]
    sys.exit(main(*(*wanted, *(10_000, SEED)[len(wanted) :])))
