"""The headline of a report: the first sentence that fits, and the sentences under it."""

from collections.abc import Iterable, Iterator

from self_tests.catalogue import counted, say
from self_tests.first_thing import FirstThing
from self_tests.lines import LineResult
from self_tests.load_line import LoadResult
from self_tests.model import Answers, Side
from self_tests.planning import has_room
from self_tests.ranked_lines import is_readable
from self_tests.reporting.line_reports import missing_self_tests
from self_tests.reporting.scored import Scored
from self_tests.reporting.units import side_text
from self_tests.scoring import MeasureResult


def headlines(
    scored: Scored, first: FirstThing | None, sides: dict[str, Side | None]
) -> Iterator[str]:
    """Yield the headline, which is the first sentence that fits, and the sentences under it."""
    if scored.care:
        yield say("headlines.stopped")
        yield say("headlines.ended-more")
    elif first is None:
        yield say("headlines.not-asked")
        yield say("headlines.not-asked-more")
    elif not any(result.findings for test in scored.results for result in test.measures):
        yield from _headline_without_a_value(scored)
    elif first.load_is_first:
        yield say("headlines.load")
        yield say("headlines.load-more")
        yield from _after_load(first, sides)
    elif first.close:
        yield from _too_close(first.close, sides)
        yield from _firm(first.close, scored.answers)
    elif first.line:
        yield say(f"start-with.{first.line.scored.band}", line=_called(first.line, sides))
        if first.line.scored.band == "maybe":
            yield from _firm((first.line,), scored.answers)
    elif first.little:
        yield from _little(scored, first.little, sides)
    else:
        yield from _headline_without_a_line(scored)


def lead_of(load: LoadResult | None, first: FirstThing) -> str:
    """Return the line that the headline is about, if it is about exactly one."""
    if load and first.load_is_first:
        return load.line.id
    named = (first.line,) if first.line else first.close
    return named[0].line.id if len(named) == 1 else ""


def _headline_without_a_value(scored: Scored) -> Iterator[str]:
    """Yield the headline that no value was read, and the reason."""
    if any(test.stopped for test in scored.results):
        yield from _stopped()
    else:
        yield say("headlines.no-value")
        yield say("headlines.again")


def _stopped() -> Iterator[str]:
    """Yield the headline that a self-test was stopped."""
    yield say("headlines.stopped")
    yield say("headlines.stopped-more")


def _called(found: LineResult, sides: dict[str, Side | None]) -> str:
    """Return the name of a line in a headline: with the side, if that really differs."""
    side = sides[found.line.id]
    return f"{side_text(side)} {found.line.short}" if side else found.line.short


def _after_load(first: FirstThing, sides: dict[str, Side | None]) -> Iterator[str]:
    """Yield what comes after knee and load, if anything does."""
    if len(first.close) > 1:
        one, other = (found.line.short for found in first.close)
        yield say("headlines.next-too-close", one=one, other=other)
    elif first.close:
        yield say("headlines.next-border", line=_called(first.close[0], sides))
    elif first.line:
        yield say(f"comes-next.{first.line.scored.band}", line=_called(first.line, sides))
    elif first.little:
        yield say("headlines.little-too", line=_called(first.little, sides))


def _too_close(close: tuple[LineResult, ...], sides: dict[str, Side | None]) -> Iterator[str]:
    """Yield that two lines are too close to rank, or that one is too close to call."""
    if len(close) > 1:
        one, other = (found.line.short for found in close)
        yield say("headlines.too-close", one=one, other=other)
    else:
        yield say("headlines.border", line=_called(close[0], sides))
        yield say("headlines.border-more")


def _firm(lines: Iterable[LineResult], answers: Answers) -> Iterator[str]:
    """Yield the self-test that would make some lines firmer, if exactly one is missing."""
    firm = next(
        (missing for found in lines for missing in missing_self_tests(found, answers)), None
    )
    if firm:
        minutes = counted(firm["minutes"], "minutes")
        yield say("headlines.firm", self_test=firm["title"].lower(), minutes=minutes)


def _little(scored: Scored, found: LineResult, sides: dict[str, Side | None]) -> Iterator[str]:
    """Yield that nothing big stands out, and what could use a little work."""
    # A line that was not measured may be the one that stands out.
    if not any(test.stopped for test in scored.results):
        yield say("headlines.nothing-big")
    yield say("headlines.little", line=_called(found, sides))
    if found.line.not_first:
        yield found.line.not_first


def _headline_without_a_line(scored: Scored) -> Iterator[str]:
    """Yield the headline of a visit in which no line stands out: the first sentence that fits."""
    room = [
        test for test in scored.results if any(map(has_room, test.measures)) and not test.stopped
    ]
    if room and not any(map(is_readable, scored.lines)):
        yield say("headlines.room", self_test=room[0].self_test.title)
        yield say("headlines.room-more")
    elif scored.load and scored.load.band == "maybe":
        key = "load-only" if scored.load.changed else _knee_alone(scored.load)
        yield say(f"headlines.{key}")
        yield say("headlines.load-only-more" if scored.load.changed else "headlines.knee-only-more")
    elif not any(_is_read(result) for test in scored.results for result in test.measures):
        yield say("headlines.notes-only")
        has_tiers = any(each.measure.tiers for test in scored.results for each in test.measures)
        yield say("headlines.no-norms-more" if has_tiers else "headlines.notes-only-more")
    # A line that was not measured may be the one that stands out.
    elif any(test.stopped for test in scored.results):
        yield from _stopped()
    else:
        yield say("headlines.nothing")


def _knee_alone(load: LoadResult) -> str:
    """Return the sentence about a knee that reacts to steady training: discomfort, or a sign."""
    border = load.line.load.amber_from.value if load.line.load else 0
    return "knee-held" if load.signs and load.discomfort < border else "knee-only"


def _is_read(result: MeasureResult) -> bool:
    """Return whether a measure has tiers that hold for this reader."""
    return bool(result.measure.tiers) and result.has_norms
