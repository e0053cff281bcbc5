"""The whole report of a visit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from self_tests.answering import LengthUnit
from self_tests.catalogue import (
    counted,
    plan_table,
    question,
    safety_check,
    say,
    self_test,
    self_test_ids,
    source,
)
from self_tests.first_thing import FirstThing, first_thing
from self_tests.lines import LineResult
from self_tests.load_line import LoadResult
from self_tests.model import (
    Answers,
    Band,
    CareCard,
    Line,
    LineItem,
    LoadSign,
    MeasureId,
    Place,
    Side,
    owner_of,
)
from self_tests.planning import Plan, has_room
from self_tests.ranked_lines import are_equal, is_readable, named_sides, outstanding
from self_tests.reporting.certainty import certainty_report
from self_tests.reporting.picture import picture_report
from self_tests.reporting.plans import plan_report
from self_tests.reporting.results import claims_beside, result_reports
from self_tests.reporting.shapes import (
    CareReport,
    CertaintyReport,
    DecidedReport,
    LineReport,
    LineState,
    MissingSelfTest,
    PlanReport,
    Report,
    ResultReport,
    SourceReport,
)
from self_tests.reporting.story import story_report
from self_tests.reporting.units import (
    band_text,
    load_band_text,
    shown_value,
    side_text,
)
from self_tests.safety import Assessment
from self_tests.scoring import MeasureResult, SelfTestResult, has_norms
from self_tests.stability import BandChange, Stability

NOT_ASKED = "not asked"
PLACED: Mapping[Place, LineState] = MappingProxyType({"first": "first", "too close": "close"})
STATES: Mapping[Band, LineState] = MappingProxyType(
    {"priority": "work", "maybe": "work", "no clear limit": "clear", "not enough data": "open"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Everything a report is written from.

    `lines` are in order, the highest first, and `stability` is how often each would come out again;
    it and `plan` are `None` unless the safety check says `clear`. `today` is the reader's own date,
    for retest dates. `care` is the card of a visit that was stopped: then only values are shown
    beside it.
    """

    answers: Answers
    assessment: Assessment
    results: tuple[SelfTestResult, ...]
    lines: tuple[LineResult, ...]
    load: LoadResult | None
    stability: Stability | None
    changes: tuple[BandChange, ...]
    plan: Plan | None
    unit: LengthUnit
    today: date | None
    care: CareCard | None = None


def care_report(card: CareCard) -> Report:
    """Return the report of a level other than `clear`: a card, no score and no drill."""
    definition = safety_check()
    return Report(
        level=card.level,
        care=_care(card),
        headline=card.title,
        lead="",
        under_headline="",
        worth_assessment=None,
        results=(),
        lines=(),
        certainty=None,
        picture=None,
        plan=None,
        when_to_get_help=plan_table().when_to_get_help,
        sources=tuple(_sources(definition.sources)),
        definitions={definition.id: definition.version},
        disclaimer=definition.disclaimer,
    )


def _care(card: CareCard) -> CareReport:
    by_age = {"interface.from-18": card.from_18, "interface.under-18": card.under_18}
    actions = (f"{say(key)} {action}" for key, said in by_age.items() for action in said)
    return CareReport(
        level=card.level, title=card.title, text=card.text, actions=(*card.actions, *actions)
    )


def report(scored: Scored) -> Report:
    """Return the report of a visit whose safety check was clear, up to a stop if there was one."""
    definition = safety_check()
    results = tuple(result_reports(scored.results, scored.answers, scored.unit, scored.today))
    if scored.care:
        results = tuple(map(_value_alone, results))
    sides = named_sides(scored.lines, scored.results)
    first = first_thing(scored.lines, scored.load, scored.stability) if scored.stability else None
    headline, *under = _headline(scored, first, sides)
    plan = plan_report(scored.plan, sides) if scored.plan else None
    lines = tuple(_lines(scored, first)) if first else ()
    picture = picture_report(lines, sides) if lines else None
    made = Report(
        level=scored.assessment.level or NOT_ASKED,
        care=_care(scored.care) if scored.care else None,
        headline=headline,
        lead=_lead(scored.load, first) if first and not scored.care else "",
        under_headline=" ".join(under),
        worth_assessment=definition.worth_assessment
        if scored.assessment.worth_assessment or (scored.load and _is_much(scored.load))
        else None,
        results=results,
        lines=lines,
        certainty=_certainty(scored, first),
        picture=picture,
        plan=plan,
        when_to_get_help=plan_table().when_to_get_help,
        sources=tuple(_sources(_cited(scored, results, plan))),
        definitions={
            definition.id: definition.version,
            **{result.self_test.id: result.self_test.version for result in scored.results},
        },
        disclaimer=definition.disclaimer,
    )
    if plan and picture and first:
        made["story"] = story_report(picture, first, sides, results, scored.results)
    return made


def _certainty(scored: Scored, first: FirstThing | None) -> CertaintyReport | None:
    """Return how sure the lines are; `None` if none can be read."""
    if not first or not scored.stability or not scored.stability.lines:
        return None
    return certainty_report(first, scored.stability, scored.changes, scored.unit)


def _value_alone(result: ResultReport) -> ResultReport:
    """Return a result without notes, without a day to measure again and without its rules."""
    return {**result, "notes": (), "retest": None, "rules": ()}


def _is_much(load: LoadResult) -> bool:
    """Return whether the knee has cost so much training that a clinician should look at it."""
    return any(sign.worth_assessment for sign in load.signs)


def _lines(scored: Scored, first: FirstThing) -> Iterator[LineReport]:
    """Yield knee and load by itself, then the ranked lines, the highest first."""
    loads = (scored.load.line,) if scored.load else ()
    shown = measures_by_line(scored.results, (*loads, *(found.line for found in scored.lines)))
    if scored.load:
        measures = shown[scored.load.line.id]
        yield _load(scored.load, measures, _decided(scored.load, measures, scored.results))
    for found in scored.lines:
        equal = [
            other.line.title.lower()
            for other in outstanding(scored.lines)
            if other is not found and are_equal(found, other)
            # The line to start with is never called about equal with the next one.
            if first.line not in (found, other)
        ]
        yield _line(found, equal, first, shown[found.line.id], scored.answers)


def measures_by_line(
    results: Iterable[SelfTestResult], lines: Sequence[Line]
) -> dict[str, tuple[str, ...]]:
    """Return, per line, the results that are shown with it: each result once.

    A result is shown with the line in which it weighs most; one without weight in any line is shown
    with the line whose answers come from the same self-test, if there is one.
    """
    measured = [each.measure.id for test in results for each in test.measures]
    weights: dict[str, dict[str, float]] = {name: {} for name in measured}
    for line in lines:
        for item in line.items:
            if item.measure in weights:
                weights[item.measure][line.id] = item.weight.value
    shown: dict[str, list[str]] = {line.id: [] for line in lines}
    for name in sorted(measured, key=lambda name: -max(weights[name].values(), default=0)):
        if weights[name]:
            shown[max(weights[name], key=weights[name].__getitem__)].append(name)
        else:
            for line in lines:
                if line.load and owner_of(name) in map(owner_of, line.load.discomfort[:1]):
                    shown[line.id].append(name)
    return {name: tuple(measures) for name, measures in shown.items()}


def _decided(
    found: LoadResult, shown: Sequence[str], results: Iterable[SelfTestResult]
) -> DecidedReport | None:
    """Return what decided knee and load, unless the first number that is shown says it already."""
    table, decided = found.line.load, found.decided
    if table is None or decided is None:
        return None
    measured = {each.measure.id: each for test in results for each in test.measures}
    if isinstance(decided, LoadSign):
        worst = measured[decided.measure].worst if decided.measure else None
        if worst is None:
            return DecidedReport(text="", label=decided.text)
        measure = measured[decided.measure].measure
        return DecidedReport(
            text=shown_value(worst.measured.value, measure, "cm"), label=measure.text
        )
    first = measured[MeasureId(shown[0])].measure if shown else None
    if first and decided in first.reading.questions:
        return None
    text = say("report.value", number=found.discomfort, unit=table.amber_from.unit)
    return DecidedReport(text=text, label=question(decided).noun)


def _load(
    found: LoadResult, measures: tuple[str, ...], decided: DecidedReport | None
) -> LineReport:
    band = load_band_text(found.band)
    state: LineState = "clear" if found.band == "no clear limit" else "work"
    if found.changed:
        state = "jumped"
    key = "report.load-changed" if found.changed else "report.load-steady"
    return LineReport(
        line=found.line.id,
        title=found.line.title,
        state=state,
        state_text=say(f"states.{state}"),
        measures=measures,
        decided=decided,
        band=found.band,
        band_text=band,
        place="first" if found.band == "priority" else "",
        sentence=" ".join(
            (
                say(key, title=found.line.title, band=band, discomfort=found.discomfort),
                *(sign.text for sign in found.signs),
            )
        ),
        score=None,
        error=None,
        completeness=None,
        missing=(),
    )


def _line(
    found: LineResult,
    equal: list[str],
    first: FirstThing,
    measures: tuple[str, ...],
    answers: Answers,
) -> LineReport:
    is_unsure = found.line.id in first.unsure
    place = first.place(found)
    state: LineState = PLACED.get(place) or STATES[found.scored.band]
    missing = tuple(_missing(found, answers))
    sentences = [
        say(
            "report.line",
            title=found.line.title,
            band=say("report.too-close") if is_unsure else _band_text(found.scored.band, place),
            basis=_basis(found, answers),
        )
    ]
    if found.sides_differ and not is_unsure:
        sentences.append(say("report.differ-only"))
    if equal and found in outstanding((found,)):
        sentences.append(say("report.equal", other=equal[0]))
    if missing:
        sentences.append(
            say(
                "report.firm",
                self_test=missing[0]["title"].lower(),
                minutes=counted(missing[0]["minutes"], "minutes"),
            )
        )
    return LineReport(
        line=found.line.id,
        title=found.line.title,
        state=state,
        state_text=say(f"states.{state}"),
        measures=measures,
        decided=None,
        band=found.scored.band,
        band_text=say("report.too-close") if is_unsure else band_text(found.scored.band),
        place=place,
        sentence=" ".join(sentences),
        score=found.scored.score,
        error=found.scored.error,
        completeness=found.scored.completeness,
        missing=missing,
    )


def _band_text(band: Band, place: Place) -> str:
    """Return a line's band, or what it is beside the first thing: that it comes next, or also."""
    if place in ("next", "also"):
        return say(f"placed-bands.{place}-{band.replace(' ', '-')}")
    return band_text(band)


def _basis(found: LineResult, answers: Answers) -> str:
    """Return how many of a line's tests were done, of those that can count for this reader."""
    counting = [item for item in found.line.items if _may_count(item, answers)]
    done = sum(item not in found.missing for item in counting)
    if len(counting) > 1:
        return say("report.basis", done=done, all=len(counting))
    if len(found.line.items) > 1:
        return say("report.basis-norms")
    return say("report.basis-only")


def _may_count(item: LineItem, answers: Answers) -> bool:
    """Return whether a measure counts in a line for this reader, as far as this edition has it."""
    owner = owner_of(item.measure)
    return owner not in self_test_ids() or any(
        measure.id == item.measure and has_norms(measure, answers)
        for measure in self_test(owner).measures
    )


def _missing(found: LineResult, answers: Answers) -> Iterator[MissingSelfTest]:
    """Yield the self-tests that a line lacks and that can count for the reader, heaviest first."""
    for item in found.missing:
        name = owner_of(item.measure)
        if name in self_test_ids() and _may_count(item, answers):
            definition = self_test(name)
            yield MissingSelfTest(
                self_test=name, title=definition.title, minutes=definition.minutes
            )


def _headline(
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


def _lead(load: LoadResult | None, first: FirstThing) -> str:
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
    firm = next((missing for found in lines for missing in _missing(found, answers)), None)
    if firm:
        yield say("headlines.firm", self_test=firm["title"].lower())


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


def _cited(
    scored: Scored, results: tuple[ResultReport, ...], plan: PlanReport | None
) -> Iterator[str]:
    """Yield the id of every source of a number in this report, in the order of first mention."""
    for result in results:
        for rule in result["rules"]:
            for number in rule["numbers"]:
                yield from number["sources"]
    for test in scored.results:
        for measured in test.measures:
            yield from _cited_by(measured, scored.answers)
    if plan:
        for drill in (*plan["drills"], *plan["base"]):
            yield from drill["sources"]
        yield from plan_table().discomfort_rule.sources


def _cited_by(measured: MeasureResult, answers: Answers) -> Iterator[str]:
    """Yield the sources of what a measure says beside its rules."""
    measure = measured.measure
    for claim in claims_beside(measured, answers):
        yield from claim.sources
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
