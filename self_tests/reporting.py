"""Findings, lines and drills become a report of finished sentences. Imports the core below `wire`.

Python writes every sentence, so the page, the terminal, the print and the share text agree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from self_tests import planning
from self_tests.answering import CM_PER_INCH, LengthUnit, questions_of, sides_of
from self_tests.catalogue import (
    plan_table,
    safety_check,
    say,
    self_test,
    self_test_ids,
    source,
)
from self_tests.lines import LineResult
from self_tests.model import (
    Answers,
    CareCard,
    Drill,
    Measure,
    Number,
    SafetyLevel,
    Side,
    Status,
)
from self_tests.planning import FilledSlot
from self_tests.rules import SoftThresholds
from self_tests.rules.readings import field_id
from self_tests.safety import Assessment
from self_tests.scoring import Finding, MeasureResult, SelfTestResult
from self_tests.wording import listed, plain_number

REPORT_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SideReport:
    """One side of one measure. `low` and `high` are the value one error either way."""

    side: Side | None
    side_text: str
    value: float | None
    unit: str
    text: str
    tier: str | None
    tier_text: str
    close: bool
    sentence: str
    stopped: bool
    error: float | None
    error_text: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceReport:
    """How far left and right lie apart, and whether that is real."""

    value: float
    text: str
    real: bool
    worse_side: Side | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReport:
    """A number of a rule with its status and sources."""

    name: str
    text: str
    status: Status
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleReport:
    """A rule with the reader's own values put in. `docstring` is the rule's own, from the code."""

    id: str
    name: str
    docstring: str
    sentence: str
    fired: bool
    numbers: tuple[NumberReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetestReport:
    """When to measure again and what change would be real."""

    weeks: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReport:
    """What one measure of one self-test reads."""

    self_test: str
    title: str
    measure: str
    sides: tuple[SideReport, ...]
    difference: DifferenceReport | None
    notes: tuple[str, ...]
    retest: RetestReport | None
    rules: tuple[RuleReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingSelfTest:
    """A self-test that would make a line firmer."""

    self_test: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReport:
    """One line as far as it goes."""

    line: str
    title: str
    band: str
    sentence: str
    score: float
    error: float
    completeness: float
    missing: tuple[MissingSelfTest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillReport:
    """One drill of the plan, finished to read."""

    drill: str
    title: str
    why: str
    dose: str
    dose_status: Status
    days: int
    steps: tuple[str, ...]
    easier: str
    harder: str
    cautions: tuple[str, ...]
    stop: str
    expect: str
    grade: str
    equipment: tuple[str, ...]
    sources: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """The drills, and what goes with all of them."""

    drills: tuple[DrillReport, ...]
    discomfort_rule: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """A source that this report rests on."""

    id: str
    citation: str
    status: Status
    note: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All there is to show. Without the level `clear` there is no line and no plan."""

    level: SafetyLevel | str
    care: CareCard | None
    headline: str
    worth_assessment: str | None
    results: tuple[ResultReport, ...]
    lines: tuple[LineReport, ...]
    plan: PlanReport | None
    when_to_get_help: tuple[str, ...]
    sources: tuple[SourceReport, ...]
    definitions: dict[str, int]
    disclaimer: str


NOT_ASKED = "not asked"


def care_report(assessment: Assessment, card: CareCard) -> Report:
    """Return the report of a level other than `clear`: a card, no score and no drill."""
    assert assessment.level is not None  # noqa: S101 - a card belongs to a level
    definition = safety_check()
    return Report(
        level=assessment.level,
        care=card,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Everything a report is written from."""

    answers: Answers
    assessment: Assessment
    results: tuple[SelfTestResult, ...]
    lines: tuple[LineResult, ...]
    slots: tuple[FilledSlot, ...]
    unit: LengthUnit


def report(scored: Scored) -> Report:
    """Return the report of a visit in which nothing stood against testing."""
    definition = safety_check()
    is_clear = scored.assessment.level == "clear"
    results = tuple(_results(scored))
    plan = _plan(scored) if is_clear else None
    return Report(
        level=scored.assessment.level or NOT_ASKED,
        care=None,
        headline=_headline(scored),
        worth_assessment=definition.worth_assessment
        if scored.assessment.worth_assessment
        else None,
        results=results,
        lines=tuple(_line(found) for found in scored.lines) if is_clear else (),
        plan=plan,
        when_to_get_help=plan_table().when_to_get_help,
        sources=tuple(_sources(_cited(scored, results, plan))),
        definitions={
            definition.id: definition.version,
            **{result.self_test.id: result.self_test.version for result in scored.results},
        },
        disclaimer=definition.disclaimer,
    )


def shown_value(value: float, measure: Measure, unit: LengthUnit) -> str:
    """Return a value with its unit as the reader asked for it: lengths in cm or inches."""
    if measure.unit == "cm" and unit == "in":
        return say("report.value", number=plain_number(value / CM_PER_INCH), unit=unit)
    return say("report.value", number=plain_number(value), unit=measure.unit)


def _side_text(side: Side | None) -> str:
    return say(f"sides.{side}") if side else ""


def _results(scored: Scored) -> Iterator[ResultReport]:
    for result in scored.results:
        for measured in result.measures:
            yield ResultReport(
                self_test=result.self_test.id,
                title=result.self_test.title,
                measure=measured.measure.id,
                sides=tuple(_sides(result, measured, scored.unit)),
                difference=_difference(measured, scored.unit),
                notes=tuple(_notes(result, scored.answers)),
                retest=_retest(measured.measure, scored.unit),
                rules=tuple(_rules(measured, scored)),
            )


def _sides(
    result: SelfTestResult, measured: MeasureResult, unit: LengthUnit
) -> Iterator[SideReport]:
    by_side = {finding.side: finding for finding in measured.findings}
    order: tuple[Side | None, ...] = ("left", "right") if measured.measure.sided else (None,)
    for side in order:
        if side in by_side:
            yield _side(measured.measure, by_side[side], unit)
        elif side in result.stopped:
            yield _stopped_side(side, measured.measure)


def _side(measure: Measure, finding: Finding, unit: LengthUnit) -> SideReport:
    value, error = finding.measured.value, finding.measured.error
    text = shown_value(value, measure, unit)
    side = _side_text(finding.side)
    sentence = measure.sentence.format(side=side, value=text)
    if finding.tier:
        sentence = say(
            "report.finding",
            sentence=sentence,
            tier=finding.tier.text,
            closeness=say("report.close" if finding.close else "report.clear"),
            advice=finding.tier.advice,
        )
    return SideReport(
        side=finding.side,
        side_text=side,
        value=value,
        unit=measure.unit,
        text=text,
        tier=finding.tier.id if finding.tier else None,
        tier_text=finding.tier.text if finding.tier else "",
        close=finding.close,
        sentence=sentence,
        stopped=False,
        error=error,
        error_text=_error_text(error, measure, unit),
        low=value - error,
        high=value + error,
    )


def _error_text(error: float, measure: Measure, unit: LengthUnit) -> str:
    is_inches = measure.unit == "cm" and unit == "in"
    return say(
        "report.error",
        number=plain_number(error / CM_PER_INCH if is_inches else error),
        unit=unit if is_inches else measure.unit,
    )


def _stopped_side(side: Side | None, measure: Measure) -> SideReport:
    text = _side_text(side)
    return SideReport(
        side=side,
        side_text=text,
        value=None,
        unit=measure.unit,
        text="",
        tier=None,
        tier_text="",
        close=False,
        sentence=say("report.stopped", side=text),
        stopped=True,
        error=None,
        error_text="",
        low=None,
        high=None,
    )


def _difference(measured: MeasureResult, unit: LengthUnit) -> DifferenceReport | None:
    found = measured.difference
    if found is None:
        return None
    text = shown_value(found.value, measured.measure, unit)
    if found.worse:
        sentence = say("report.difference-real", value=text, side=_side_text(found.worse))
    elif found.value:
        sentence = say("report.difference-chance", value=text)
    else:
        sentence = say("report.difference-none")
    return DifferenceReport(
        value=found.value, text=text, real=found.real, worse_side=found.worse, sentence=sentence
    )


def _notes(result: SelfTestResult, answers: Answers) -> Iterator[str]:
    """Yield the notes of the options that were chosen, in the order of the questions."""
    for question in questions_of(result.self_test.screens):
        for side in sides_of(question):
            value = answers.get(field_id(question.id, side))
            chosen = (value,) if isinstance(value, str) else value
            if isinstance(chosen, tuple):
                for option in question.options:
                    if option.note and option.id in chosen:
                        yield option.note.format(side=_side_text(side))


def _retest(measure: Measure, unit: LengthUnit) -> RetestReport | None:
    if measure.retest is None:
        return None
    weeks = int(measure.retest.weeks.value)
    change = shown_value(measure.retest.real_change.value, measure, unit)
    sentence = say("report.retest", weeks=weeks, change=change)
    gain = measure.retest.usual_gain
    return RetestReport(weeks=weeks, sentence=f"{sentence} {gain.text}" if gain else sentence)


def _number(name: str, number: Number, measure: Measure, unit: LengthUnit) -> NumberReport:
    return NumberReport(
        name=name,
        text=shown_value(number.value, measure, unit),
        status=number.status,
        why=number.why,
        sources=number.sources,
    )


def _first_sentences(rule: object) -> str:
    """Return a rule's own docstring on one line."""
    return " ".join((type(rule).__doc__ or "").split())


def _rules(measured: MeasureResult, scored: Scored) -> Iterator[RuleReport]:
    """Yield every rule that was asked, with the reader's values, whether it fired or not."""
    measure, unit = measured.measure, scored.unit
    yield RuleReport(
        id=f"{measure.id}.reading",
        name=say("rules.reading-name"),
        docstring=_first_sentences(measure.reading),
        sentence=" ".join(
            say(
                "rules.reading",
                side=_side_text(finding.side).capitalize() or measure.text.capitalize(),
                value=shown_value(finding.measured.value, measure, unit),
                error=_error_text(finding.measured.error, measure, unit),
            )
            for finding in measured.findings
        ),
        fired=bool(measured.findings),
        numbers=tuple(
            _number(say(f"numbers.{name}"), number, measure, unit)
            for name in ("error_of_one", "error_of_three", "error")
            if isinstance(number := getattr(measure.reading, name, None), Number)
        ),
    )
    if isinstance(measure.deficit, SoftThresholds):
        yield _thresholds_rule(measured, measure.deficit, unit)
    if measure.difference:
        rule = measure.difference
        numbers = {
            "real_from": rule.real_from,
            "real_above": rule.real_above,
            "tau": rule.tau,
            "spread": rule.spread,
        }
        found = _difference(measured, unit)
        yield RuleReport(
            id=f"{measure.id}.difference",
            name=say("rules.difference-name"),
            docstring=_first_sentences(rule),
            sentence=found.sentence if found else "",
            fired=bool(found and found.real),
            numbers=tuple(
                _number(say(f"numbers.{name}"), number, measure, unit)
                for name, number in numbers.items()
                if number
            ),
        )


def _thresholds_rule(measured: MeasureResult, rule: SoftThresholds, unit: LengthUnit) -> RuleReport:
    measure = measured.measure
    key = "rules.chance-low" if rule.low_is_bad else "rules.chance-high"
    return RuleReport(
        id=f"{measure.id}.tiers",
        name=say("rules.tiers-name"),
        docstring=_first_sentences(rule),
        sentence=" ".join(
            say(
                key,
                side=_side_text(finding.side).capitalize() or measure.text.capitalize(),
                threshold=shown_value(threshold.value, measure, unit),
                percent=round(chance * 100),
            )
            for finding in measured.findings
            for threshold, chance in zip(
                rule.thresholds, rule.chances(finding.measured), strict=True
            )
        ),
        fired=planning.has_room(measured),
        numbers=tuple(
            _number(say("numbers.threshold"), threshold, measure, unit)
            for threshold in rule.thresholds
        ),
    )


def _line(found: LineResult) -> LineReport:
    done = len(found.line.items) - len(found.missing)
    sentence = say(
        "report.line",
        title=found.line.title,
        band=say("bands." + found.band.replace(" ", "-")),
        basis=say("report.basis", done=done, all=len(found.line.items)),
    )
    if found.sides_differ:
        sentence = f"{sentence} {say('report.differ-only')}"
    return LineReport(
        line=found.line.id,
        title=found.line.title,
        band=found.band,
        sentence=sentence,
        score=found.score,
        error=found.error,
        completeness=found.completeness,
        missing=tuple(_missing(found)),
    )


def _missing(found: LineResult) -> Iterator[MissingSelfTest]:
    """Yield the self-tests a line lacks, as far as this edition has them."""
    for item in found.missing:
        name = item.measure.partition(".")[0]
        if name in self_test_ids():
            definition = self_test(name)
            yield MissingSelfTest(
                self_test=name, title=definition.title, minutes=definition.minutes
            )


def _headline(scored: Scored) -> str:
    """Return the one plain sentence: the first that fits."""
    if scored.assessment.level != "clear":
        return say("headlines.not-asked")
    if not any(result.findings for test in scored.results for result in test.measures):
        return say("headlines.stopped")
    for band in ("priority", "maybe"):
        for found in scored.lines:
            if found.band == band:
                firm = next(_missing(found), None)
                return say(
                    f"headlines.{band}",
                    side=_named_side(found, scored),
                    line=found.line.title.lower(),
                    firm=say("headlines.firm", self_test=firm.title) if firm else "",
                )
    return say("headlines.nothing")


def _named_side(found: LineResult, scored: Scored) -> str:
    """Return the side a headline names, with a space: only one that really differs."""
    measures = {item.measure for item in found.line.items if item.bonus}
    for test in scored.results:
        for result in test.measures:
            if result.measure.id in measures and result.difference and result.difference.worse:
                return f"{_side_text(result.difference.worse)} "
    return ""


def _plan(scored: Scored) -> PlanReport:
    table = plan_table()
    notes = [slot.row.why for slot in scored.slots if slot.drill is None]
    notes += [
        say("report.left-out", drill=passed.title, equipment=_needs(passed))
        for slot in scored.slots
        for passed in slot.passed_over
    ]
    return PlanReport(
        drills=tuple(
            _drill(slot, slot.drill, _start_side(slot, scored))
            for slot in scored.slots
            if slot.drill
        ),
        discomfort_rule=table.discomfort_rule.text,
        notes=tuple(notes),
    )


def _start_side(slot: FilledSlot, scored: Scored) -> str:
    """Return the sentence that names the side to start with, if one side is really worse."""
    for found in scored.lines:
        if found.line.id == slot.slot.line:
            side = _named_side(found, scored).strip()
            if side:
                return say("report.start-side", side=side)
    return ""


def _needs(drill: Drill) -> str:
    return listed(
        (
            listed((say(f"equipment.{item}") for item in alternatives), say("messages.or"))
            for alternatives in drill.equipment
        ),
        say("messages.and"),
    )


def _drill(slot: FilledSlot, drill: Drill, start: str) -> DrillReport:
    return DrillReport(
        drill=drill.id,
        title=drill.title,
        why=f"{slot.row.why} {start}".strip(),
        dose=drill.dose.text,
        dose_status=drill.dose.status,
        days=drill.dose.days_a_week,
        steps=drill.steps,
        easier=drill.easier,
        harder=drill.harder,
        cautions=drill.cautions,
        stop=drill.stop,
        expect=drill.expect.text,
        grade=drill.grade,
        equipment=(_needs(drill),) if drill.equipment else (),
        sources=tuple(dict.fromkeys((*drill.dose.sources, *drill.expect.sources))),
        rules=(slot.slot.id,),
    )


def _cited(
    scored: Scored, results: tuple[ResultReport, ...], plan: PlanReport | None
) -> Iterator[str]:
    """Yield every source id that stands behind a number of this report, first mention first."""
    for result in results:
        for rule in result.rules:
            for number in rule.numbers:
                yield from number.sources
    for test in scored.results:
        for measured in test.measures:
            retest = measured.measure.retest
            if retest:
                yield from retest.real_change.sources
                if retest.usual_gain:
                    yield from retest.usual_gain.sources
    if plan:
        for drill in plan.drills:
            yield from drill.sources
        yield from plan_table().discomfort_rule.sources


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
