"""Self-tests and studies in a terminal: asks the questions in order and prints the report.

It uses the same requests as the page. Where lines come from and go to is passed in, so that a test
can hold the conversation.
"""

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from self_tests.answering import Raw, check, field_name, is_asked, sides_of
from self_tests.catalogue import counted, minutes_of, safety_check, say, self_test
from self_tests.model import Question, Screen, SelfTest, Side
from self_tests.request import WIRE_VERSION
from self_tests.rules.readings import field_id
from self_tests.safety import LEVELS_AT_ONCE, assess
from self_tests.wire import respond

type Ask = Callable[[str], str]
type Tell = Callable[[str], None]


@dataclass(slots=True)
class Conversation:
    """One visit: the answers and confirmations so far, and how to ask and print."""

    ask: Ask
    tell: Tell
    answers: dict[str, Raw] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)

    def take(self, names: tuple[str, ...]) -> None:
        """Ask the safety check and then each self-test, and print the report.

        Stops at a warning sign. Raises `UnknownIdError` for a self-test that does not exist.
        """
        definitions = [self_test(name) for name in names]
        check_first = safety_check()
        if len(names) > 1:
            self.tell(say("terminal.together", minutes=counted(minutes_of(names), "minutes")))
        self.tell(f"{check_first.title}. {check_first.intro}\n{check_first.disclaimer}")
        if self._screens(check_first.screens, ()):
            for definition in definitions:
                minutes = say("terminal.minutes", minutes=counted(definition.minutes, "minutes"))
                self.tell(f"\n{definition.title} ({definition.standard_name}). {minutes}")
                for need in definition.needs:
                    instead = need.stand_in and say("terminal.stand-in", stand_in=need.stand_in)
                    self.tell(f"  - {need.item}. {instead}".rstrip())
                self.tell(definition.stop)
                if not self._screens(definition.screens, definitions):
                    break
        self._report(names)

    def _screens(self, screens: Iterable[Screen], self_tests: Sequence[SelfTest]) -> bool:
        """Ask the questions of some screens; return whether the visit may go on after them.

        Before the first self-test only an emergency ends it; other signs wait for the rest.
        """
        level = assess(self.answers, self_tests).level
        for screen in screens:
            is_hit = level not in (None, "clear")
            self._screen(screen, is_hit=is_hit)
            level = assess(self.answers, self_tests).level
            if level in LEVELS_AT_ONCE or (self_tests and level not in (None, "clear")):
                return False
        return level in (None, "clear")

    def _screen(self, screen: Screen, *, is_hit: bool) -> None:
        self.tell(f"\n{screen.title}")
        if screen.intro:
            self.tell(screen.intro)
        for number, step in enumerate(screen.steps, 1):
            self.tell(f"  {number}. {step}")
        if screen.does_not_count:
            self.tell(say("terminal.does-not-count"))
            for fault in screen.does_not_count:
                self.tell(f"  - {fault}")
        for question in screen.questions:
            for side in sides_of(question):
                if is_hit and question.until_hit:
                    continue
                if is_asked(question, side, self.answers):
                    self._question(question, side)

    def _question(self, question: Question, side: Side | None) -> None:
        name = field_id(question.id, side)
        if name in self.answers:  # shared with an earlier self-test: never asked twice
            return
        title = f"{question.text} ({say(f'sides.{side}')})" if side else question.text
        self.tell(f"\n{title}")
        for hint in filter(None, (question.hint, question.why)):
            self.tell(hint)
        for number, option in enumerate(question.options, 1):
            self.tell(f"  {number}  {option.whole}")
        while True:
            self.answers[name] = self._entry(question, self.ask(self._prompt(question, side)))
            problems = [
                problem
                for problem in check(
                    (question,), self.answers, confirmed=frozenset(self.confirmed)
                ).problems
                if problem.question == name
            ]
            if not problems:
                return
            self.tell(problems[0].message)
            if problems[0].kind == "confirm" and self._agrees():
                self.confirmed.append(name)
                return

    def _agrees(self) -> bool:
        return self.ask(say("terminal.yes-or-no")).strip().lower() in ("y", "yes")

    def _prompt(self, question: Question, side: Side | None) -> str:
        if question.kind == "choices":
            key = "terminal.numbers-optional" if question.optional else "terminal.numbers"
            return say(key)
        if question.kind == "choice":
            return say("terminal.number")
        unit = f" ({question.unit})" if question.unit else ""
        several = say("terminal.trials", most=question.trials) if question.trials > 1 else ""
        return f"{field_name(question, side)}{unit}{several}: "

    def _entry(self, question: Question, line: str) -> Raw:
        """Return what was typed, with option numbers turned into option ids."""
        if question.kind in ("choice", "choices"):
            names = {str(n): option.id for n, option in enumerate(question.options, 1)}
            return [names.get(word, word) for word in line.replace(",", " ").split()]
        if question.trials > 1:
            # Only before a digit, so that "10 cm 4 in" is two measures.
            return [*re.split(r"[;\s]+(?=[+-]?[0-9])", line.strip())]
        return line

    def _report(self, names: tuple[str, ...]) -> None:
        request = {
            "do": "score",
            "version": WIRE_VERSION,
            "self_tests": names,
            "answers": self.answers,
            "confirmed": self.confirmed,
        }
        response = json.loads(respond(json.dumps(request)))
        if "error" in response:
            self.tell(response["error"]["message"])
            return
        for line in report_lines(response["ok"]):
            self.tell(line)


def report_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield a report as lines of plain text, in the result page's order."""
    yield ""
    if report["care"]:
        yield report["care"]["title"].upper()
        yield report["care"]["text"]
        yield from (f"  - {action}" for action in report["care"]["actions"])
        yield report["disclaimer"]
        return
    if report["worth_assessment"]:
        yield report["worth_assessment"]
    yield report["headline"].upper()
    yield from filter(None, (report["under_headline"],))
    yield from _certainty_lines(report["certainty"])
    named = ""
    for result in report["results"]:
        if result["title"] != named:  # several measures of one self-test stand under its name once
            named = result["title"]
            yield ""
            yield named
        yield from _result_lines(result)
    if report["lines"]:
        yield ""
        yield from (f"{line['sentence']}" for line in report["lines"])
    if report["plan"]:
        yield from _plan_lines(report["plan"])
    for result in report["results"]:
        if result["retest"]:
            yield ""
            yield f"{result['title']}: {result['retest']['sentence']}"
    yield ""
    yield say("interface.get-help")
    yield from report["when_to_get_help"]
    yield ""
    yield say("terminal.sources")
    yield from (f"  - {source['citation']} ({source['status']})" for source in report["sources"])
    yield report["disclaimer"]


def _result_lines(result: Mapping[str, Any]) -> Iterator[str]:
    for side in result["sides"]:
        error = say("terminal.error", error=side["error_text"]) if side["error_text"] else ""
        yield f"  {side['sentence']} {error}".rstrip()
    if result["difference"]:
        yield f"  {result['difference']['sentence']}"
    yield from (f"  {note}" for note in result["notes"])


def _plan_lines(plan: Mapping[str, Any]) -> Iterator[str]:
    if plan["drills"]:
        yield f"\n{say('interface.first-drills')}"
        for drill in plan["drills"]:
            yield from _drill_lines(drill)
    yield f"\n{say('interface.base-drills')}"
    for drill in plan["base"]:
        yield from _drill_lines(drill)
    yield f"\n{say('interface.week')}"
    for session in plan["week"]:
        if not session["drills"]:
            yield say("terminal.free-day", day=session["title"])
            continue
        drills = "; ".join(f"{each['title']} ({each['text']})" for each in session["drills"])
        yield f"{session['title']}: {drills}"
    yield from plan["notes"]
    yield plan["discomfort_rule"]


def _drill_lines(drill: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"{drill['title']}: {drill['dose']} ({drill['dose_status']})"
    yield f"  {drill['why']}"
    yield from (f"  {line}" for line in (drill["eased"], drill["before_training"]) if line)
    yield from (f"  {number}. {step}" for number, step in enumerate(drill["steps"], 1))
    yield f"  {drill['stop']}"
    yield f"  {say('terminal.well-supported', grade=drill['grade'])}"


def _certainty_lines(certainty: Mapping[str, Any] | None) -> Iterator[str]:
    if certainty is None:
        return
    if certainty["first_sentence"]:
        yield certainty["first_sentence"]
    yield from (line["sentence"] for line in certainty["lines"])
    yield from (change["sentence"] for change in certainty["changes"])


def as_text(data: bytes) -> str:
    """Return the text of a file. Bytes that are no text become signs that the sheet refuses."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def tell_study(text: str, tell: Tell) -> bool:
    """Print what the sheet of a study says, and return whether it could be read."""
    answer = json.loads(respond(json.dumps({"do": "study", "version": WIRE_VERSION, "text": text})))
    if "error" in answer:
        tell(answer["error"]["message"])
        return False
    found = answer["ok"]
    for line in (*found["refused"], *found["notes"]):
        tell(line)
    for part in found["parts"]:
        tell(f"\n{part['title']}\n{part['sentence']}")
        for number in part["numbers"]:
            tell(f"  {number['name']}: {number['text']}\n    {number['sentence']}")
    if found["toml"]:
        tell(f"\n{say('study.toml')}\n{found['toml']}")
    return not found["refused"]
