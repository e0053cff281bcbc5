"""The whole report of a visit."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from self_tests.answering import LengthUnit
from self_tests.catalogue import (
    plan_table,
    safety_check,
    say,
    self_test,
    self_test_ids,
    source,
)
from self_tests.lines import LineResult, LoadResult, are_equal, is_readable
from self_tests.model import Answers, CareCard, Measure, Side, owner_of
from self_tests.planning import Plan, has_room
from self_tests.reporting.plans import plan_report
from self_tests.reporting.results import result_reports
from self_tests.reporting.shapes import (
    CareReport,
    LineReport,
    MissingSelfTest,
    PlanReport,
    Report,
    ResultReport,
    SourceReport,
)
from self_tests.reporting.units import band_text, load_band_text, side_text
from self_tests.safety import Assessment
from self_tests.scoring import SelfTestResult

NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Everything a report is written from.

    `lines` stand highest first; `plan` is `None` unless the safety check says `clear`; `today`
    is the reader's own date, for retest dates.
    """

    answers: Answers
    assessment: Assessment
    results: tuple[SelfTestResult, ...]
    lines: tuple[LineResult, ...]
    load: LoadResult | None
    plan: Plan | None
    unit: LengthUnit
    today: date | None


def care_report(card: CareCard) -> Report:
    """Return the report of a level other than `clear`: a card, no score and no drill."""
    definition = safety_check()
    return Report(
        level=card.level,
        care=_care(card),
        headline=card.title,
        worth_assessment=None,
        results=(),
        lines=(),
        plan=None,
        when_to_get_help=plan_table().when_to_get_help,
        sources=tuple(_sources(definition.sources)),
        definitions={definition.id: definition.version},
        disclaimer=definition.disclaimer,
    )


def _care(card: CareCard) -> CareReport:
    return CareReport(level=card.level, title=card.title, text=card.text, actions=card.actions)


def report(scored: Scored) -> Report:
    """Return the report of a visit in which nothing stood against testing."""
    definition = safety_check()
    results = tuple(result_reports(scored.results, scored.answers, scored.unit, scored.today))
    sides = named_sides(scored.lines, scored.results)
    plan = plan_report(scored.plan, sides) if scored.plan else None
    return Report(
        level=scored.assessment.level or NOT_ASKED,
        care=None,
        headline=_headline(scored, sides),
        worth_assessment=definition.worth_assessment
        if scored.assessment.worth_assessment
        else None,
        results=results,
        lines=tuple(_lines(scored)),
        plan=plan,
        when_to_get_help=plan_table().when_to_get_help,
        sources=tuple(_sources(_cited(scored, results, plan))),
        definitions={
            definition.id: definition.version,
            **{result.self_test.id: result.self_test.version for result in scored.results},
        },
        disclaimer=definition.disclaimer,
    )


def named_sides(
    lines: Iterable[LineResult], results: Iterable[SelfTestResult]
) -> dict[str, Side | None]:
    """Return, per line, the side to name: one that really differs, when all who may name agree."""
    worse = {
        measured.measure.id: measured.difference.worse
        for result in results
        for measured in result.measures
        if measured.difference and measured.difference.worse
    }
    named: dict[str, Side | None] = {}
    for found in lines:
        sides = {
            worse[item.measure]
            for item in found.line.items
            if item.names_side and item.measure in worse
        }
        named[found.line.id] = sides.pop() if len(sides) == 1 else None
    return named


def _lines(scored: Scored) -> Iterator[LineReport]:
    """Yield knee and load on its own, then the ranked lines, the highest first."""
    if scored.load:
        yield _load(scored.load)
    for found in scored.lines:
        equal = [
            other.line.title.lower()
            for other in scored.lines
            if other is not found and is_readable(other) and are_equal(found, other)
        ]
        yield _line(found, equal)


def _load(found: LoadResult) -> LineReport:
    band = load_band_text(found.band)
    key = "report.load-changed" if found.changed else "report.load-steady"
    return LineReport(
        line=found.line.id,
        title=found.line.title,
        band=found.band,
        band_text=band,
        sentence=say(key, title=found.line.title, band=band, discomfort=found.discomfort),
        score=None,
        error=None,
        completeness=None,
        missing=(),
    )


def _line(found: LineResult, equal: list[str]) -> LineReport:
    band = band_text(found.scored.band)
    done = len(found.line.items) - len(found.missing)
    missing = tuple(_missing(found))
    sentences = [
        say(
            "report.line",
            title=found.line.title,
            band=band,
            basis=say("report.basis", done=done, all=len(found.line.items))
            if len(found.line.items) > 1
            else say("report.basis-only"),
        )
    ]
    if found.sides_differ:
        sentences.append(say("report.differ-only"))
    if equal and found.scored.band in ("priority", "maybe"):
        sentences.append(say("report.equal", other=equal[0]))
    if missing:
        sentences.append(
            say(
                "report.half-tested",
                self_test=missing[0]["title"].lower(),
                minutes=missing[0]["minutes"],
            )
        )
    return LineReport(
        line=found.line.id,
        title=found.line.title,
        band=found.scored.band,
        band_text=band,
        sentence=" ".join(sentences),
        score=found.scored.score,
        error=found.scored.error,
        completeness=found.scored.completeness,
        missing=missing,
    )


def _missing(found: LineResult) -> Iterator[MissingSelfTest]:
    """Yield the self-tests a line lacks, as far as this edition has them, heaviest first."""
    for item in found.missing:
        name = owner_of(item.measure)
        if name in self_test_ids():
            definition = self_test(name)
            yield MissingSelfTest(
                self_test=name, title=definition.title, minutes=definition.minutes
            )


def _headline(scored: Scored, sides: dict[str, Side | None]) -> str:
    """Return the one plain sentence: the first that fits."""
    if scored.assessment.level != "clear":
        return say("headlines.not-asked")
    if not any(result.findings for test in scored.results for result in test.measures):
        stopped = any(test.stopped for test in scored.results)
        return say("headlines.stopped" if stopped else "headlines.no-value")
    for band in ("priority", "maybe"):
        for found in scored.lines:
            if found.scored.band == band:
                return _headline_of(found, sides[found.line.id])
    return _headline_without_a_line(scored)


def _headline_of(found: LineResult, side: Side | None) -> str:
    """Return the headline that names a line, and the self-test that would firm it up."""
    firm = next(_missing(found), None)
    return say(
        f"headlines.{found.scored.band}",
        side=f"{side_text(side)} " if side else "",
        line=found.line.title.lower(),
        firm=say("headlines.firm", self_test=firm["title"].lower()) if firm else "",
    )


def _headline_without_a_line(scored: Scored) -> str:
    """Return the headline of a visit in which no line stands out: the first that fits."""
    load = scored.load.band if scored.load else "not enough data"
    room = [test for test in scored.results if any(map(has_room, test.measures))]
    if load != "priority" and room and not any(map(is_readable, scored.lines)):
        return say("headlines.room", self_test=room[0].self_test.title)
    if scored.load and load in ("priority", "maybe"):
        if load == "priority":
            return say("headlines.load")
        return say("headlines.load-only" if scored.load.changed else "headlines.knee-only")
    if not any(result.measure.tiers for test in scored.results for result in test.measures):
        return say("headlines.notes-only")
    # What was not measured may be what stands out.
    if any(test.stopped for test in scored.results):
        return say("headlines.stopped")
    return say("headlines.nothing")


def _cited(
    scored: Scored, results: tuple[ResultReport, ...], plan: PlanReport | None
) -> Iterator[str]:
    """Yield every source id that stands behind a number of this report, first mention first."""
    for result in results:
        for rule in result["rules"]:
            for number in rule["numbers"]:
                yield from number["sources"]
    for test in scored.results:
        for measured in test.measures:
            yield from _cited_by(measured.measure)
    if plan:
        for drill in (*plan["drills"], *plan["base"]):
            yield from drill["sources"]
        yield from plan_table().discomfort_rule.sources


def _cited_by(measure: Measure) -> Iterator[str]:
    """Yield the sources of what a measure says beside its rules."""
    if measure.note:
        yield from measure.note.sources
    if measure.retest:
        if measure.retest.published:
            yield from measure.retest.published.sources
        if measure.retest.usual_gain:
            yield from measure.retest.usual_gain.sources


def _sources(ids: Iterable[str]) -> Iterator[SourceReport]:
    for name in dict.fromkeys(ids):
        found = source(name)
        yield SourceReport(
            id=found.id,
            citation=found.citation,
            status=found.status,
            note=found.note,
            url=found.link,
        )
