"""Texts about a result for others: a text for the practice, a note for a clinician.

Neither says what comes from discomfort, unless the reader ticks that for the note.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from self_tests.answering import LengthUnit, questions_of
from self_tests.catalogue import say
from self_tests.model import SIDES, Answers, Measure, Question, SelfTest, Side
from self_tests.reporting.progress import day_text
from self_tests.reporting.units import shown_error, shown_result, shown_value, side_text
from self_tests.scoring import Finding, MeasureResult, SelfTestResult

type How = Literal["tiers", "numbers", "errors"]
"""How much is said of a value: its tier, its number too, its error too."""


def summary(
    results: Iterable[SelfTestResult],
    unit: LengthUnit,
    *,
    with_numbers: bool,
    about: Iterable[str] = (),
) -> str:
    """Return a greeting, what was told `about` the reader, and a line for each measure.

    The measures are those with tiers that are not about discomfort.
    """
    how: How = "numbers" if with_numbers else "tiers"
    lines = [
        say("keep.summary-measure", title=result.self_test.title, sides=sides)
        for result in results
        for measured in result.measures
        if measured.measure.tiers and not is_discomfort(measured.measure, result.self_test)
        if (sides := sides_in_words(result, measured, unit, how))
    ]
    return "\n".join([say("keep.greeting"), *about, *(lines or [say("keep.no-summary")])])


def told_to_practice(questions: Iterable[Question], answers: Answers) -> Iterator[str]:
    """Yield a line for each answer that the practice is told, such as which knee it is about."""
    for question in questions:
        chosen = answers.get(question.id) if question.for_practice else None
        ids = chosen if isinstance(chosen, tuple) else (chosen,)
        texts = [one.text for one in question.options if one.id in ids and not one.alone]
        if texts:
            yield say("keep.summary-answer", what=question.for_practice, answers="; ".join(texts))


def heading(today: date | None) -> str:
    """Return the first line of a note about a result, with its day if that is known."""
    return say("note.heading-dated", date=day_text(today)) if today else say("note.heading")


def heading_of_link(today: date | None) -> str:
    """Return the first line of a note about a link: its only day is the one on which it is read."""
    if today:
        return say("note.heading-link-dated", date=day_text(today))
    return say("note.heading-link")


def note(
    heading: str,
    results: Iterable[SelfTestResult],
    unit: LengthUnit,
    edition: int,
    *,
    with_discomfort: bool = False,
) -> str:
    """Return the note: its heading, a line for each self-test, the edition of the questions.

    A line has the name that papers use, each side with value, error and tier, and whether the sides
    differ. The page adds the link, since it knows its own address.
    """
    lines = [
        say(
            "note.self-test",
            title=result.self_test.title,
            name=result.self_test.standard_name,
            measures=" / ".join(parts),
        )
        for result in results
        if (parts := tuple(_measures(result, unit, with_discomfort=with_discomfort)))
    ]
    asked = say("note.edition", edition=edition)
    return "\n".join([heading, *(lines or [say("keep.no-summary")]), asked])


def is_discomfort(measure: Measure, self_test: SelfTest) -> bool:
    """Return whether a measure comes from the discomfort that a self-test asks for."""
    return any(
        question.gates and question.id in measure.reading.questions
        for question in questions_of(self_test.screens)
    )


def asks_discomfort(self_test: SelfTest) -> bool:
    """Return whether a self-test asks for discomfort, so that its answers reveal it."""
    return any(question.gates for question in questions_of(self_test.screens))


def sides_in_words(
    result: SelfTestResult,
    measured: MeasureResult,
    unit: LengthUnit,
    how: How,
) -> str:
    """Return what a measure reads, side by side, and where it was stopped; empty if nothing was."""
    by_side = {found.side: found for found in measured.findings}
    sides: tuple[Side | None, ...] = SIDES if measured.measure.sided else (None,)
    parts = []
    for side in sides:
        if side in by_side:
            what = _read(by_side[side], measured.measure, unit, how)
        elif side in result.stopped:
            what = say("keep.summary-stopped")
        else:
            continue
        if what:
            named = say("keep.summary-side", side=side_text(side), what=what)
            parts.append(named if side else what)
    return "; ".join(parts)


def _read(finding: Finding, measure: Measure, unit: LengthUnit, how: How) -> str:
    tier = finding.tier.text if finding.tier else ""
    # A sign has no number beside its words.
    if how == "tiers" or (tier and not measure.unit):
        return tier
    value = shown_result(finding.measured.value, measure, unit)
    if how == "errors":
        value = f"{value} {shown_error(finding.measured.error, measure, unit)}".strip()
    return say("keep.summary-numbers", value=value, tier=tier) if tier else value


def _measures(result: SelfTestResult, unit: LengthUnit, *, with_discomfort: bool) -> Iterator[str]:
    """Yield what each measure of a self-test reads, with whether its sides differ.

    A self-test that reads discomfort counts as one about it, whatever else it reads.
    """
    definition = result.self_test
    about = any(is_discomfort(each, definition) for each in definition.measures)
    for measured in result.measures if with_discomfort or not about else ():
        sides = sides_in_words(result, measured, unit, "errors")
        if not sides:
            continue
        text = "; ".join(filter(None, (sides, _differ(measured, unit))))
        several = len(definition.measures) > 1
        name = measured.measure.text
        yield say("note.measure", measure=name, sides=text) if several else text


def _differ(measured: MeasureResult, unit: LengthUnit) -> str:
    """Return whether the sides differ by more than error; empty unless both were measured."""
    found = measured.difference
    if found is None:
        return ""
    apart = shown_value(found.value, measured.measure, unit)
    return say("note.differ" if found.real else "note.alike", apart=apart)
