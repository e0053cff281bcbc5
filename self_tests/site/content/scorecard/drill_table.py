"""The table of the scorecard that turns a self-test's values into drills."""

from collections.abc import Sequence
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.lines import line_results
from self_tests.model import Measure, Measured, SelfTest, Side
from self_tests.planning import plan
from self_tests.ranked_lines import named_sides
from self_tests.request import DEFAULT_MINUTES
from self_tests.scoring import Finding, MeasureResult, SelfTestResult, side_difference, tier_of
from self_tests.site.content.scorecard.points import decimals_of, errors_by_trials
from self_tests.site.content.words import say_scorecard
from self_tests.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillRow:
    """The drills for one range of the worse side, without and with a real difference."""

    range: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillTable:
    """The drills for a value and a difference of the sides, if all equipment is at hand."""

    columns: tuple[str, ...]
    rows: tuple[DrillRow, ...]


def drill_table(test: SelfTest, ranges: Sequence[str]) -> DrillTable | None:
    """Return the drills of one self-test alone, `None` if it leads to none.

    `ranges` are the ranges of its tiers in words, best first.
    """
    if not any(single.self_test == test.id for single in catalogue.plan_table().singles):
        return None
    (measure,) = test.measures
    differ = (False, True) if measure.difference else (False,)
    return DrillTable(
        columns=tuple(say_scorecard("differ" if real else "alike") for real in differ)
        if measure.difference
        else (say_scorecard("drills"),),
        rows=tuple(
            DrillRow(
                range=text, cells=tuple(_drills_of(test, measure, tier.id, real) for real in differ)
            )
            for text, tier in zip(ranges, measure.tiers, strict=True)
        ),
    )


def _drills_of(test: SelfTest, measure: Measure, tier: str, real: bool) -> str:  # noqa: FBT001
    """Return the drills for a worse side in one tier, whether or not the sides really differ."""
    result = _example(test, measure, tier, real=real)
    if result is None:
        return say_scorecard("cannot-be")
    lines = line_results(catalogue.line_table(), [result])
    made = plan([result], lines, {}, None, DEFAULT_MINUTES)
    extras = made.extras if made else ()
    # In full: only the plan says which findings let a drill start easier.
    titles = [
        catalogue.drill(slot.instead_of or slot.drill.id).title for slot in extras if slot.drill
    ]
    if not titles:
        return say_scorecard("no-drill")
    sides = named_sides(lines, [result])
    text = listed(titles, say_scorecard("and-then"))
    first = any(sides.get(slot.slot.line) for slot in extras)
    return f"{text}. {say_scorecard('worse-first', best=measure.tiers[0].text)}" if first else text


def _example(test: SelfTest, measure: Measure, tier: str, *, real: bool) -> SelfTestResult | None:
    """Return a result whose worse side reads a tier; `None` if the sides cannot differ that way."""
    scale = 10 ** decimals_of(measure)
    steps = range(int(measure.lowest * scale), int(measure.highest * scale) + 1)
    values = [step / scale for step in steps]
    better = values[-1] if measure.low_is_bad else values[0]
    for value in values:
        found = tier_of(measure, value)
        if found is None or found.id != tier:
            continue
        result = _result(measure, (value, better if real else value))
        if not measure.difference or (result.difference and result.difference.real == real):
            return SelfTestResult(self_test=test, measures=(result,), stopped=())
    return None


def _result(measure: Measure, values: tuple[float, float]) -> MeasureResult:
    sides: tuple[Side | None, ...] = ("left", "right") if measure.sided else (None,)
    error = errors_by_trials(measure)[0][1]
    findings = tuple(
        Finding(
            side=side, measured=Measured(value, error), tier=tier_of(measure, value), close=False
        )
        for side, value in zip(sides, values, strict=False)
    )
    return MeasureResult(
        measure=measure, findings=findings, difference=side_difference(measure, findings)
    )
