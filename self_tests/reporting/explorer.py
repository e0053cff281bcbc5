"""Where a measured distance stands on the slider of the squat explorer."""

from math import ceil, floor

from self_tests.answering import CM_PER_INCH, LengthUnit
from self_tests.catalogue import say, squat_model
from self_tests.reporting.shapes import ExploreAsked, ExploreReport
from self_tests.reporting.units import shown_reading
from self_tests.scoring import MeasureResult
from self_tests.wording import plain_number

INCH_DECIMALS = 2
"""A tape in inches is read to the quarter."""


def places(unit: LengthUnit) -> tuple[float, ...]:
    """Return the distances that the slider stops at, in a unit."""
    asked = squat_model().asked
    step, per = (asked.inch_step, CM_PER_INCH) if unit == "in" else (asked.wall_step, 1)
    first = ceil(asked.least_wall.value / per / step.value)
    last = floor(asked.most_wall.value / per / step.value)
    return tuple(number * step.value for number in range(first, last + 1))


def name_of(place: float, unit: LengthUnit) -> str:
    """Return the name of a place in an address: `7.5cm`, `3in`."""
    return plain_number(place, INCH_DECIMALS) + unit


def explore_report(measured: MeasureResult, unit: LengthUnit) -> ExploreReport | None:
    """Return the place of the side that reaches less far; `None` for other measures."""
    if measured.measure.id != squat_model().measure or not measured.findings:
        return None
    asked = squat_model().asked
    reached = min((each.measured for each in measured.findings), key=lambda each: each.value)
    value = reached.value
    worse = value / (CM_PER_INCH if unit == "in" else 1)
    place = min(places(unit), key=lambda place: abs(place - worse))
    wall = say("report.value", number=plain_number(place, INCH_DECIMALS), unit=unit)
    told = shown_reading(value, measured.measure, unit)
    key = "squat.explore" if told == wall else "squat.explore-near"
    return ExploreReport(
        place=name_of(place, unit),
        text=say(key, wall=wall, measured=told),
        asked=ExploreAsked(
            wall=place if told == wall else round(worse, 1),
            unit=unit,
            measures=3 if reached.error <= asked.error_of_three.value else 1,
        )
        if asked.least_wall.value <= value <= asked.most_wall.value
        else None,
    )
