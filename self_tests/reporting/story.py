"""A picture to show to others: which part the plan works on, and nothing about discomfort."""

from collections.abc import Iterable, Iterator, Mapping

from self_tests.catalogue import counted, line_table, say
from self_tests.first_thing import FirstThing
from self_tests.lines import LineResult
from self_tests.model import MeasureId, Side
from self_tests.reporting.note import is_discomfort
from self_tests.reporting.shapes import (
    MarkReport,
    PictureReport,
    ResultReport,
    StoryReport,
    StoryWords,
)
from self_tests.reporting.units import side_text
from self_tests.scoring import SelfTestResult
from self_tests.wording import listed

MOST_NUMBERS = 3
"""How many lines of numbers have room under the leg."""


def story_report(
    picture: PictureReport,
    first: FirstThing,
    sides: Mapping[str, Side | None],
    results: Iterable[ResultReport],
    measured: Iterable[SelfTestResult],
) -> StoryReport:
    """Return the words of the picture, without and with sides and numbers.

    `sides` names, per line, the side that is really worse. A mark of the knee would reveal training
    and discomfort, so it is left out, and so is every measure that comes from discomfort.
    """
    shown = tuple(results)
    at_work = (first.line,) if first.line else first.close
    lines = [line for line in line_table().lines if not line.load]
    marks = picture["marks"]
    weeks = max((each["retest"]["weeks"] for each in shown if each["retest"]), default=0)
    under = say("story.under", weeks=counted(weeks, "weeks")) if weeks else ""
    return StoryReport(
        plain=StoryWords(
            title=_title(found.line.short for found in at_work),
            under=under,
            names={line.id: _name(line.short, marks[line.id]) for line in lines},
            numbers=(),
        ),
        full=StoryWords(
            title=_title(_called(found, sides) for found in at_work),
            under=under,
            names={line.id: _name(marks[line.id]["name"], marks[line.id]) for line in lines},
            numbers=tuple(_numbers(shown, measured))[:MOST_NUMBERS],
        ),
    )


def _name(part: str, mark: MarkReport) -> str:
    return say("story.name", part=part, state=mark["state_text"])


def _title(parts: Iterable[str]) -> str:
    """Return what the plan works on; the whole leg, if no part comes first."""
    named = tuple(parts)
    if not named:
        return say("story.whole")
    return say("story.title", parts=listed(named, say("messages.and")))


def _called(found: LineResult, sides: Mapping[str, Side | None]) -> str:
    side = sides[found.line.id]
    name = found.line.short
    return say("picture.name", side=side_text(side), part=name) if side else name


def _numbers(results: Iterable[ResultReport], measured: Iterable[SelfTestResult]) -> Iterator[str]:
    """Yield each measure that has numbers, side by side."""
    countable = {
        each.measure.id
        for test in measured
        for each in test.measures
        if each.complete and each.measure.unit and not is_discomfort(each.measure, test.self_test)
    }
    for result in results:
        if MeasureId(result["measure"]) in countable:
            sides = ", ".join(f"{each['side_text']} {each['text']}" for each in result["sides"])
            yield say("story.number", title=result["title"], sides=sides.strip())
