"""A measure as tables show it: its tiers as ranges, a real difference, when to measure again."""

from collections.abc import Mapping
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.model import Measure, Number, Tier
from self_tests.rules import YesNoAnswer
from self_tests.site.content.words import say_scorecard
from self_tests.wording import plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class TierRow:
    """One row of a scorecard: the range in words, what it reads as, and its limit if it has one."""

    range: str
    tier: Tier
    limit: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTable:
    """A measure as the scorecard shows it."""

    measure: Measure
    rows: tuple[TierRow, ...]
    difference: str
    retest: str


def measure_table(measure: Measure) -> MeasureTable:
    """Return a measure as tables show it."""
    return MeasureTable(
        measure=measure,
        rows=_tier_rows(measure),
        difference=_difference(measure),
        retest=_retest(measure),
    )


def _tier_rows(measure: Measure) -> tuple[TierRow, ...]:
    """Return the tiers with the ranges that their limits leave between them."""
    inner, last, first = (
        ("between", "below", "at-least")
        if measure.low_is_bad
        else ("between-above", "above", "at-most")
    )
    rows = []
    previous = ""
    answers = answers_of(measure)
    for tier in measure.tiers:
        limit = plain_number(tier.limit.value) if tier.limit else ""
        kind = last if not limit else inner if previous else first
        low_end, high_end = (limit, previous) if measure.low_is_bad else (previous, limit)
        gaps = {"least": low_end, "most": high_end, "unit": measure.unit}
        in_words = say_scorecard(kind, **gaps)
        rows.append(TierRow(range=answers.get(tier.id, in_words), tier=tier, limit=tier.limit))
        previous = limit
    return tuple(rows)


def _difference(measure: Measure) -> str:
    rule = measure.difference
    if rule and rule.real_from:
        value = plain_number(rule.real_from.value)
        return say_scorecard("real-from", value=value, unit=measure.unit)
    if rule and rule.real_above:
        value = plain_number(rule.real_above.value)
        return say_scorecard("real-above", value=value, unit=measure.unit)
    return ""


def _retest(measure: Measure) -> str:
    if not measure.retest:
        return ""
    return say_scorecard(
        "retest",
        weeks=plain_number(measure.retest.weeks.value),
        change=plain_number(measure.retest.real_change.value),
        unit=measure.unit,
    )


def answers_of(measure: Measure) -> Mapping[str, str]:
    """Return the words of the answers that are read as they are: those to a yes or no."""
    return {
        option.id: option.text
        for name in measure.reading.questions
        for option in catalogue.question(name).options
        if isinstance(measure.reading, YesNoAnswer)
    }
