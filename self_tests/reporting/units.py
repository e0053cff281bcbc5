"""Values as the reader asked for them. Imports `model`, `answering`, `catalogue`."""

from self_tests.answering import CM_PER_INCH, LengthUnit
from self_tests.catalogue import say
from self_tests.model import Measure, Side
from self_tests.wording import plain_number


def shown_value(value: float, measure: Measure, unit: LengthUnit) -> str:
    """Return a value with its unit: lengths in cm or inches, everything else as measured."""
    if measure.unit == "cm" and unit == "in":
        return say("report.value", number=plain_number(value / CM_PER_INCH), unit=unit)
    return say("report.value", number=plain_number(value), unit=measure.unit).strip()


def side_text(side: Side | None) -> str:
    """Return "left" or "right", or nothing for an unsided value."""
    return say(f"sides.{side}") if side else ""
