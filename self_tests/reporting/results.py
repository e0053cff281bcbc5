"""What each self-test reads, in finished sentences."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from self_tests.answering import LengthUnit, questions_of, sides_of
from self_tests.catalogue import counted, say
from self_tests.model import Answers, Claim, Difference, Measure, Number, Side
from self_tests.planning import has_room
from self_tests.reporting.bars import Bar, bar_of
from self_tests.reporting.explorer import explore_report
from self_tests.reporting.shapes import (
    DifferenceReport,
    NumberReport,
    ResultReport,
    RetestReport,
    RuleReport,
    SideReport,
)
from self_tests.reporting.units import (
    gain_text,
    shown_error,
    shown_reading,
    shown_result,
    shown_value,
    side_text,
)
from self_tests.rules import SoftThresholds
from self_tests.rules.chance import difference_spread, real_from
from self_tests.rules.readings import field_id
from self_tests.scoring import (
    Finding,
    MeasureResult,
    SelfTestResult,
    largest_error,
    side_difference,
)


def result_reports(
    results: Iterable[SelfTestResult], answers: Answers, unit: LengthUnit, today: date | None
) -> Iterator[ResultReport]:
    """Yield what each measure of each self-test reads.

    Dates of retests need `today`.
    """
    for result in results:
        for measured in result.measures:
            values = [found.measured for found in measured.findings]
            bar = bar_of(measured.measure, values) if measured.has_norms else None
            yield ResultReport(
                self_test=result.self_test.id,
                title=result.self_test.title,
                measure=measured.measure.id,
                measure_text=measured.measure.text,
                sides=tuple(_sides(result, measured, unit, bar)),
                zones=bar.zones() if bar else (),
                difference=_difference(measured, unit),
                notes=tuple(_notes(result, measured, answers, warns=False)),
                warnings=tuple(_notes(result, measured, answers, warns=True)),
                retest=_retest(measured, unit, today),
                rules=tuple(_rules(measured, unit)),
                explore=explore_report(measured, unit),
            )


def _sides(
    result: SelfTestResult, measured: MeasureResult, unit: LengthUnit, bar: Bar | None
) -> Iterator[SideReport]:
    by_side = {finding.side: finding for finding in measured.findings}
    order: tuple[Side | None, ...] = ("left", "right") if measured.measure.sided else (None,)
    for side in order:
        if side in by_side:
            yield _side(measured.measure, by_side[side], unit, bar)
        elif side in result.stopped:
            yield _stopped_side(side, measured.measure)


def _side(measure: Measure, finding: Finding, unit: LengthUnit, bar: Bar | None) -> SideReport:
    value, error = finding.measured.value, finding.measured.error
    text = shown_result(value, measure, unit)
    side = side_text(finding.side)
    sentence = measure.sentence.format(side=side, value=text)
    if finding.tier:
        key = "report.finding" if isinstance(measure.deficit, SoftThresholds) else "report.seen"
        sentence = say(
            key,
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
        label="" if finding.side or measure.sign_words else measure.text,
        tier=finding.tier.id if finding.tier else None,
        tier_text=finding.tier.text if finding.tier else "",
        close=finding.close,
        sentence=sentence,
        stopped=False,
        error=error,
        error_text=shown_error(error, measure, unit),
        low=value - error,
        high=value + error,
        letter=_letter(finding.side),
        at=bar.at(value) if bar else None,
        from_at=min(bar.at(value - error), bar.at(value + error)) if bar else None,
        to_at=max(bar.at(value - error), bar.at(value + error)) if bar else None,
    )


def _stopped_side(side: Side | None, measure: Measure) -> SideReport:
    text = side_text(side)
    return SideReport(
        side=side,
        side_text=text,
        value=None,
        unit=measure.unit,
        text="",
        label="",
        tier=None,
        tier_text="",
        close=False,
        sentence=say("report.stopped", side=text) if side else say("report.stopped-once"),
        stopped=True,
        error=None,
        error_text="",
        low=None,
        high=None,
        letter=_letter(side),
        at=None,
        from_at=None,
        to_at=None,
    )


def _letter(side: Side | None) -> str:
    return say(f"letters.{side}") if side else ""


def _difference(measured: MeasureResult, unit: LengthUnit) -> DifferenceReport | None:
    found = measured.difference
    if found is None:
        return None
    text = shown_value(found.value, measured.measure, unit)
    if found.worse:
        worse = next(each for each in measured.findings if each.side == found.worse)
        if not measured.has_norms:
            sentence = say("report.difference-real-alone", value=text)
        elif measured.measure.tiers[:1] == (worse.tier,):
            sentence = say("report.difference-real-fine", value=text)
        else:
            sentence = say("report.difference-real", value=text, side=side_text(found.worse))
    elif found.value:
        sentence = say("report.difference-chance", value=text)
    else:
        sentence = say("report.difference-none")
    return DifferenceReport(
        value=found.value, text=text, real=found.real, worse_side=found.worse, sentence=sentence
    )


def _notes(
    result: SelfTestResult, measured: MeasureResult, answers: Answers, *, warns: bool
) -> Iterator[str]:
    """Yield the measure's own notes, then those of the chosen options in the questions' order.

    Of options, either the notes that warn or all others.
    """
    measure = measured.measure
    if not warns:
        yield from (claim.text for claim in claims_beside(measured, answers))
    if measure != result.self_test.measures[0]:
        return  # an option's note belongs to the self-test and is said once
    for question in questions_of(result.self_test.screens):
        for side in sides_of(question):
            value = answers.get(field_id(question.id, side))
            chosen = (value,) if isinstance(value, str) else value
            if isinstance(chosen, tuple):
                for option in question.options:
                    if option.note and option.warns == warns and option.id in chosen:
                        yield option.note.format(side=side_text(side))


def claims_beside(measured: MeasureResult, answers: Answers) -> Iterator[Claim]:
    """Yield the claims beside a measure's result for a reader with these answers."""
    measure = measured.measure
    if measure.norms and measured.findings and not measured.has_norms:
        yield measure.norms
    yield from (each for each in measure.notes_for if answers.get(each.question) in each.is_one_of)
    if measure.note:
        yield measure.note


def _retest(measured: MeasureResult, unit: LengthUnit, today: date | None) -> RetestReport | None:
    measure = measured.measure
    if measure.retest is None or not measured.findings:  # without a value there is no "again"
        return None
    weeks = int(measure.retest.weeks.value)
    border = real_from(largest_error(measured.findings), measure.step.value)
    change = shown_value(border, measure, unit)
    sentence = say("report.retest", weeks=counted(weeks, "weeks"), change=change)
    gain = measure.retest.usual_gain
    return RetestReport(
        weeks=weeks,
        date=(today + timedelta(weeks=weeks)).isoformat() if today else None,
        sentence=f"{sentence} {gain_text(gain, measure, unit)}"
        if gain and _may_gain(measured)
        else sentence,
    )


def _may_gain(measured: MeasureResult) -> bool:
    """Return whether a side reads less than the best tier, or without tiers the best value."""
    measure = measured.measure
    best = measure.highest if measure.low_is_bad else measure.lowest
    has_tiers = bool(measure.tiers) and measured.has_norms
    return any(
        found.tier != measure.tiers[0] if has_tiers else found.measured.value != best
        for found in measured.findings
    )


def _number(name: str, number: Number, text: str) -> NumberReport:
    return NumberReport(
        name=name, text=text, status=number.status, why=number.why, sources=number.sources
    )


def _docstring(rule: object) -> str:
    """Return a rule's own docstring on one line."""
    return " ".join((type(rule).__doc__ or "").split())


def _file(rule: object) -> str:
    """Return the file that holds a rule's code, from the root of the sources."""
    return f"{rule.__module__.replace('.', '/')}.py"


def _rules(measured: MeasureResult, unit: LengthUnit) -> Iterator[RuleReport]:
    """Yield every rule that was used, with the reader's values, whatever its outcome."""
    measure = measured.measure
    yield RuleReport(
        id=f"{measure.id}.reading",
        name=say("rules.reading-name"),
        docstring=_docstring(measure.reading),
        file=_file(measure.reading),
        sentence=" ".join(
            say(
                "rules.reading",
                side=side_text(finding.side).capitalize() or measure.text.capitalize(),
                value=shown_result(finding.measured.value, measure, unit),
                error=shown_error(finding.measured.error, measure, unit),
            )
            for finding in measured.findings
        ),
        fired=bool(measured.findings),
        numbers=tuple(
            _number(say(f"numbers.{name}"), number, shown_value(number.value, measure, unit))
            for name in ("error_of_one", "error_of_three", "error")
            if isinstance(number := getattr(measure.reading, name, None), Number)
        ),
    )
    if isinstance(measure.deficit, SoftThresholds) and measured.has_norms:
        yield _thresholds_rule(measured, measure.deficit, unit)
    if measure.difference:
        rule = measure.difference
        found = _difference(measured, unit)
        yield RuleReport(
            id=f"{measure.id}.difference",
            name=say("rules.difference-name"),
            docstring=_docstring(rule),
            file=_file(side_difference),
            sentence=found["sentence"] if found else "",
            fired=bool(found and found["real"]),
            numbers=tuple(_difference_numbers(measured, rule, unit)),
        )


def _difference_numbers(
    measured: MeasureResult, rule: Difference, unit: LengthUnit
) -> Iterator[NumberReport]:
    """Yield the border and the error of a difference, computed, and what others reached."""
    measure = measured.measure
    if measured.findings:
        error = largest_error(measured.findings)
        shown = shown_error(error, measure, unit)
        step = shown_value(measure.step.value, measure, unit)
        worked_out = (
            (
                say("numbers.real_from"),
                real_from(error, measure.step.value),
                say("worked-out.real-from", error=shown, step=step),
            ),
            (
                say("numbers.spread"),
                difference_spread(error),
                say("worked-out.spread", error=shown),
            ),
        )
        for name, value, why in worked_out:
            number = Number(value=value, unit=measure.unit, status="our choice", why=why)
            yield _number(name, number, shown_value(value, measure, unit))
    for published in (rule.published, measure.retest and measure.retest.published):
        if published:
            text = shown_value(published.value, measure, unit)
            yield _number(say("numbers.published"), published, text)


def _thresholds_rule(measured: MeasureResult, rule: SoftThresholds, unit: LengthUnit) -> RuleReport:
    measure = measured.measure
    key = "rules.chance-low" if rule.low_is_bad else "rules.chance-high"
    return RuleReport(
        id=f"{measure.id}.tiers",
        name=say("rules.tiers-name"),
        docstring=_docstring(rule),
        file=_file(rule),
        sentence=" ".join(
            say(
                key,
                side=side_text(finding.side).capitalize() or measure.text.capitalize(),
                threshold=shown_reading(threshold.value, measure, unit),
                percent=round(chance * 100),
            )
            for finding in measured.findings
            for threshold, chance in zip(
                rule.thresholds, rule.chances(finding.measured), strict=True
            )
        ),
        fired=has_room(measured),
        numbers=tuple(
            _number(
                say("numbers.threshold"), threshold, shown_reading(threshold.value, measure, unit)
            )
            for threshold in rule.thresholds
        ),
    )
