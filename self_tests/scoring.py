"""Answers become findings: what each self-test reads on each side."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from self_tests.answering import questions_of, sides_of
from self_tests.model import (
    SIDES,
    Answers,
    Bands,
    Measure,
    Measured,
    Points,
    SelfTest,
    Side,
    Tier,
)
from self_tests.rules.chance import real_from
from self_tests.rules.readings import field_id

# Rounded, so that 9.8 - 7.8 is 2.0 and not 2.0000000000000004.
DIFFERENCE_DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one measure reads on one side (`None` for an unsided one).

    `close` is whether the value is too near a threshold to call.
    """

    side: Side | None
    measured: Measured
    tier: Tier | None
    close: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideDifference:
    """How far left and right are apart, whether that is more than chance, and the worse side.

    `real_from` is the least difference that is real. `worse` is `None` if the sides are equal or
    the difference is within the error.
    """

    value: float
    real_from: float
    real: bool
    worse: Side | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureResult:
    """All findings of one measure.

    `has_norms` is false if the tiers are not about this reader, or if that is not known.
    """

    measure: Measure
    findings: tuple[Finding, ...]
    difference: SideDifference | None
    has_norms: bool = True

    @property
    def complete(self) -> bool:
        """Whether every side was measured."""
        return len(self.findings) == (len(SIDES) if self.measure.sided else 1)

    @property
    def worst(self) -> Finding | None:
        """The finding of the worse side, by its value; the left one of two equal ones."""
        sign = 1 if self.measure.low_is_bad else -1
        return min(self.findings, key=lambda found: sign * found.measured.value, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestResult:
    """The results of one self-test: its measures, and the sides on which it was stopped."""

    self_test: SelfTest
    measures: tuple[MeasureResult, ...]
    stopped: tuple[Side | None, ...]


def points_of(self_test: SelfTest) -> Points:
    """Return what each option adds to a sum, by question."""
    return {
        question.id: {o.id: o.points for o in question.options if o.points is not None}
        for question in questions_of(self_test.screens)
    }


def score(
    self_tests: Iterable[SelfTest], answers: Answers, bands: Bands
) -> tuple[SelfTestResult, ...]:
    """Return what each self-test reads from checked answers."""
    return tuple(
        SelfTestResult(
            self_test=self_test,
            measures=tuple(
                measure_result(measure, answers, points_of(self_test), bands)
                for measure in self_test.measures
            ),
            stopped=_stopped(self_test, answers),
        )
        for self_test in self_tests
    )


def values_alone(result: SelfTestResult) -> SelfTestResult:
    """Return a result with its values alone: no tier and no difference."""
    return replace(
        result,
        measures=tuple(
            replace(
                measure,
                findings=tuple(replace(one, tier=None, close=False) for one in measure.findings),
                difference=None,
            )
            for measure in result.measures
        ),
    )


def measure_result(
    measure: Measure, answers: Answers, points: Points, bands: Bands
) -> MeasureResult:
    """Return what one measure reads on each side, and how far the sides are apart."""
    sides: tuple[Side | None, ...] = SIDES if measure.sided else (None,)
    known = has_norms(measure, answers)
    findings = tuple(
        made if known else replace(made, tier=None, close=False)
        for side in sides
        if (measured := measure.reading.read(answers, points, side))
        for made in (finding(measure, side, measured, bands),)
    )
    return MeasureResult(
        measure=measure,
        findings=findings,
        difference=side_difference(measure, findings),
        has_norms=known,
    )


def has_norms(measure: Measure, answers: Answers) -> bool:
    """Return whether the tiers of a measure hold for the reader who gave these answers."""
    norms = measure.norms
    return norms is None or answers.get(norms.question) in norms.is_one_of


def finding(measure: Measure, side: Side | None, measured: Measured, bands: Bands) -> Finding:
    """Return the finding of a measured value on one side."""
    chances = measure.deficit.chances(measured) if measure.deficit else ()
    return Finding(
        side=side,
        measured=measured,
        tier=tier_of(measure, measured.value),
        close=any(bands.close_above.value < chance < bands.close_below.value for chance in chances),
    )


def tier_of(measure: Measure, value: float) -> Tier | None:
    """Return the first tier that a value reaches; `None` for a measure without tiers."""
    sign = 1 if measure.low_is_bad else -1
    for tier in measure.tiers:
        if tier.limit is None or sign * value >= sign * tier.limit.value:
            return tier
    return None


def side_difference(measure: Measure, findings: tuple[Finding, ...]) -> SideDifference | None:
    """Return how far left and right are apart; `None` unless both were measured."""
    if measure.difference is None or len(findings) != len(SIDES):
        return None
    left, right = (found.measured.value for found in findings)
    value = round(abs(left - right), DIFFERENCE_DECIMALS)
    border = real_from(largest_error(findings), measure.step.value)
    real = value >= border
    left_is_worse = (left < right) == measure.low_is_bad
    worse: Side | None = ("left" if left_is_worse else "right") if real else None
    return SideDifference(value=value, real_from=border, real=real, worse=worse)


def largest_error(findings: Iterable[Finding]) -> float:
    """Return the largest measuring error of some findings.

    One side measured once and the other three times: the larger error is the honest one.
    """
    return max(found.measured.error for found in findings)


def _stopped(self_test: SelfTest, answers: Answers) -> tuple[Side | None, ...]:
    """Return the sides on which the self-test had to stop; `None` for an unsided one."""
    return tuple(
        side
        for question in questions_of(self_test.screens)
        if question.id == f"{self_test.id}.stopped"
        for side in sides_of(question)
        if answers.get(field_id(question.id, side))
    )
