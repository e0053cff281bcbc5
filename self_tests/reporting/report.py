"""The whole report of a visit."""

from collections.abc import Iterable, Iterator

from self_tests.catalogue import plan_table, safety_check, say, source
from self_tests.first_thing import FirstThing, first_thing
from self_tests.load_line import LoadResult
from self_tests.model import Answers, CareCard
from self_tests.ranked_lines import named_sides
from self_tests.reporting.certainty import certainty_report
from self_tests.reporting.headlines import headlines, lead_of
from self_tests.reporting.line_reports import line_reports
from self_tests.reporting.picture import picture_report
from self_tests.reporting.plans import plan_report
from self_tests.reporting.results import claims_beside, result_reports
from self_tests.reporting.scored import Scored
from self_tests.reporting.shapes import (
    CareReport,
    CertaintyReport,
    LineReport,
    PlanReport,
    Report,
    ResultReport,
    SourceReport,
)
from self_tests.reporting.story import story_report
from self_tests.scoring import MeasureResult

NOT_ASKED = "not asked"


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
    headline, *under = headlines(scored, first, sides)
    plan = plan_report(scored.plan, sides) if scored.plan else None
    lines: tuple[LineReport, ...] = ()
    if first:
        found = (scored.results, scored.load, scored.lines, first, scored.answers)
        lines = tuple(line_reports(*found))
    picture = picture_report(lines, sides) if lines else None
    made = Report(
        level=scored.assessment.level or NOT_ASKED,
        care=_care(scored.care) if scored.care else None,
        headline=headline,
        lead=lead_of(scored.load, first) if first and not scored.care else "",
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
