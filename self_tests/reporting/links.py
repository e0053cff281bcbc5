"""The result in a link, shown as that of somebody else: measured values, and how sure they are.

What to train first and the drills depend on the safety check, which no link holds. So no line comes
first here, the lines are in the order of the table, and everything is said in the third person.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from self_tests.answering import LengthUnit
from self_tests.catalogue import line_table, say
from self_tests.first_thing import FirstThing, first_thing
from self_tests.lines import LineResult, completed, line_results
from self_tests.load_line import load_result
from self_tests.model import Line, Side
from self_tests.ranked_lines import is_readable, named_sides, outstanding
from self_tests.reporting.line_reports import measures_by_line
from self_tests.reporting.picture import picture_report
from self_tests.reporting.report import report
from self_tests.reporting.results import claims_beside
from self_tests.reporting.scored import Scored
from self_tests.reporting.shapes import (
    CertaintyReport,
    LineCertainty,
    LineReport,
    LineState,
    Report,
    ResultReport,
    SideReport,
)
from self_tests.reporting.units import side_text
from self_tests.scoring import MeasureResult
from self_tests.stability import SEED, Stability, stability
from self_tests.visit import Visit
from self_tests.wording import listed


def link_report(visit: Visit, unit: LengthUnit, today: date | None) -> Report:
    """Return the report of a visit that came with a link.

    After a stop no line is read: only the values until then are shown.
    """
    measured = [each for test in visit.results for each in test.measures]
    made = report(
        Scored(
            answers=visit.answers,
            assessment=visit.assessment,
            results=visit.results,
            lines=(),
            load=None,
            stability=None,
            changes=(),
            plan=None,
            unit=unit,
            today=today,
        )
    )
    made["results"] = tuple(
        _theirs(result, found, visit)
        for result, found in zip(made["results"], measured, strict=True)
    )
    is_stopped = any(test.stopped for test in visit.results)
    ranked = () if is_stopped else line_results(line_table(), visit.results)
    found = stability(line_table(), completed(visit.results), SEED)
    first = first_thing(ranked, None, found)
    sides = named_sides(ranked, visit.results)
    lines = () if is_stopped else tuple(_lines(visit, ranked, first))
    made["lines"] = lines
    made["picture"] = None
    if any(line["state"] != "open" for line in lines):
        made["picture"] = picture_report(lines, sides, is_own=False)
    made["certainty"] = _certainty(first, found) if ranked and found.lines else None
    named = () if is_stopped else _named(ranked, first)
    is_read = any(map(is_readable, ranked))
    made["headline"] = (
        say("their.stopped") if is_stopped else _headline(named, first, sides, is_read=is_read)
    )
    made["lead"] = named[0].line.id if len(named) == 1 else ""
    made["under_headline"] = say("their.no-first-thing")
    return made


def _theirs(result: ResultReport, found: MeasureResult, visit: Visit) -> ResultReport:
    """Return a result as it is told about somebody else, without the advice to them."""
    difference = result["difference"]
    if difference and difference["worse_side"]:
        sentence = say("report.difference-real-alone", value=difference["text"])
        difference = {**difference, "sentence": sentence}
    of_difference = f"{result['measure']}.difference"
    return {
        **result,
        "sides": tuple(map(_side, result["sides"])),
        "difference": difference,
        "notes": tuple(claim.text for claim in claims_beside(found, visit.answers)),
        "warnings": (),
        "retest": None,
        "rules": tuple(
            {**rule, "sentence": difference["sentence"]}
            if difference and rule["id"] == of_difference
            else rule
            for rule in result["rules"]
        ),
        "explore": None,
    }


def _side(side: SideReport) -> SideReport:
    whose = say("their.side", side=side["side_text"]) if side["side_text"] else say("their.value")
    if side["stopped"]:
        sentence = say("their.side-stopped", whose=whose)
    elif not side["tier_text"]:
        sentence = say("their.side-only", whose=whose, value=side["text"])
    elif not side["unit"]:  # a sign, which has no number beside its words
        sentence = say("their.side-only", whose=whose, value=side["tier_text"])
    else:
        sentence = say(
            "their.side-close" if side["close"] else "their.side-reads",
            whose=whose,
            value=side["text"],
            tier=side["tier_text"],
        )
    return {**side, "sentence": sentence}


def _lines(visit: Visit, ranked: tuple[LineResult, ...], first: FirstThing) -> Iterator[LineReport]:
    """Yield each line of which something was measured, in the order of the table."""
    scored = {found.line.id: found for found in ranked}
    taken = {each.measure.id for test in visit.results for each in test.measures if each.findings}
    load = load_result(line_table(), visit.answers, visit.results)
    told = [
        line
        for line in line_table().lines
        if any(item.measure in taken for item in line.items) or (load and load.line == line)
    ]
    shown = measures_by_line(visit.results, told)
    for line in told:
        if found := scored.get(line.id):
            yield _line(found, first, shown[line.id])
        elif load and load.line == line and load.changed:
            yield _unread(line, "jumped", say("states.jumped"), shown[line.id])
        else:
            yield _unread(line, "open", say("their.not-read"), shown[line.id])


def _line(found: LineResult, first: FirstThing, measures: tuple[str, ...]) -> LineReport:
    is_close = first.place(found) == "too close"
    state: LineState = "close"
    if not is_close:
        state = "work" if outstanding((found,)) else "clear" if is_readable(found) else "open"
    state_text = say(f"their.{found.scored.band}") if state == "work" else say(f"states.{state}")
    all_items = len(found.line.items)
    basis = (
        say("report.basis", done=all_items - len(found.missing), all=all_items)
        if all_items > 1
        else say("report.basis-only")
    )
    return {
        **_unread(found.line, state, state_text, measures),
        "band": found.scored.band,
        "place": "too close" if is_close else "",
        "sentence": say("report.line", title=found.line.title, band=state_text, basis=basis),
        "score": found.scored.score,
        "error": found.scored.error,
        "completeness": found.scored.completeness,
    }


def _unread(line: Line, state: LineState, state_text: str, measures: tuple[str, ...]) -> LineReport:
    return LineReport(
        line=line.id,
        title=line.title,
        state=state,
        state_text=state_text,
        measures=measures,
        decided=None,
        band="",
        band_text=state_text,
        place="",
        sentence="",
        score=None,
        error=None,
        completeness=None,
        missing=(),
    )


def _certainty(first: FirstThing, found: Stability) -> CertaintyReport:
    """Return how sure the readings of the lines are; which one leads is not said."""
    is_close = bool(first.close or first.unsure)
    return CertaintyReport(
        text=say("certainty.too-close") if is_close else say("certainty.fairly-sure"),
        first_stays=None,
        first_sentence=None,
        lines=tuple(
            LineCertainty(
                line=each.line.id,
                stays=each.stays,
                sentence=say(
                    "their.stays-out" if each.stands_out else "their.stays-clear",
                    line=each.line.title,
                    stays=each.stays,
                ),
            )
            for each in found.lines
        ),
        changes=(),
    )


def _named(ranked: tuple[LineResult, ...], first: FirstThing) -> tuple[LineResult, ...]:
    """Return the lines that a headline names, in the order of the table and not of the scores."""
    in_order = sorted(ranked, key=lambda found: line_table().lines.index(found.line))
    for is_named in (
        lambda found: first.place(found) == "too close",
        lambda found: found.scored.band == "priority",
        lambda found: found.scored.band == "maybe",
    ):
        if named := tuple(filter(is_named, in_order)):
            return named
    return ()


def _headline(
    named: tuple[LineResult, ...],
    first: FirstThing,
    sides: Mapping[str, Side | None],
    *,
    is_read: bool,
) -> str:
    """Return what stands out in one sentence."""
    if not named:
        return say("their.nothing-out" if is_read else "their.measured")
    names = [_called(found, sides) for found in named]
    if first.place(named[0]) == "too close":
        return say("their.too-close", lines=listed(names, say("messages.or")))
    key = "their.out" if named[0].scored.band == "priority" else "their.may-be-out"
    return say(key, lines=listed(names, say("messages.and")))


def _called(found: LineResult, sides: Mapping[str, Side | None]) -> str:
    side = sides[found.line.id]
    name = found.line.short
    return say(
        "their.part", part=say("picture.name", side=side_text(side), part=name) if side else name
    )
