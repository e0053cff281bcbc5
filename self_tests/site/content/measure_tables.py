"""A measure as tables show it: its tiers as ranges, a real difference, when to measure again."""

from collections.abc import Mapping
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.model import Measure, Number, Tier
from self_tests.rules import MeanOfTrials, YesNoAnswer
from self_tests.rules.chance import real_from
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
        ends = {"least": low_end, "most": high_end}
        gaps = {end: catalogue.counted(value, measure.unit) for end, value in ends.items()}
        in_words = say_scorecard(kind, **gaps)
        rows.append(TierRow(range=answers.get(tier.id, in_words), tier=tier, limit=tier.limit))
        previous = limit
    return tuple(rows)


def _difference(measure: Measure) -> str:
    if not measure.difference:
        return ""
    first, *others = _borders(measure)
    said = say_scorecard("real-from", value=first)
    return " ".join([said, *_with_three(others)])


def _retest(measure: Measure) -> str:
    if not measure.retest:
        return ""
    first, *others = _borders(measure)
    weeks = plain_number(measure.retest.weeks.value)
    said = say_scorecard("retest", weeks=catalogue.counted(weeks, "weeks"), value=first)
    return " ".join([said, *_with_three(others)])


def _borders(measure: Measure) -> list[str]:
    """Return from where on a difference is real, for each error that a value may have."""
    found = (real_from(error, measure.step.value) for error in errors_of(measure))
    return [catalogue.counted(plain_number(each), measure.unit) for each in found]


def _with_three(borders: list[str]) -> list[str]:
    return [say_scorecard("with-three", value=border) for border in borders]


def errors_of(measure: Measure) -> tuple[float, ...]:
    """Return the errors of a value: of one measure, and of the mean of three if that counts.

    A sign that is there or not has an error of 0.
    """
    reading = measure.reading
    if isinstance(reading, MeanOfTrials):
        return (reading.error_of_one.value, reading.error_of_three.value)
    error = getattr(reading, "error", None)
    return (error.value if isinstance(error, Number) else 0.0,)


def answers_of(measure: Measure) -> Mapping[str, str]:
    """Return the words of answers that are read as they are: yes or no."""
    return {
        option.id: option.text
        for name in measure.reading.questions
        for option in catalogue.question(name).options
        if isinstance(measure.reading, YesNoAnswer)
    }
