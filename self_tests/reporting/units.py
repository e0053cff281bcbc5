"""Values in the reader's unit, and bands in words."""

from self_tests.answering import CM_PER_INCH, LengthUnit
from self_tests.catalogue import counted, say
from self_tests.model import Band, Gain, Measure, Side
from self_tests.rules import YesOrNo
from self_tests.scoring import tier_of
from self_tests.wording import plain_number

INCH_DECIMALS = 1
QUARTERS = 4
TOUCHES = 0.08
"""Quarters of an inch in half a tenth of a centimeter: as much as rounding may have moved."""


def shown_value(
    value: float, measure: Measure, unit: LengthUnit, inch_decimals: int = INCH_DECIMALS
) -> str:
    """Return a value with its unit: lengths in cm or inches, a sign as yes or no."""
    if isinstance(measure.deficit, YesOrNo):
        return say("report.yes" if value else "report.no")
    if measure.unit == "cm" and unit == "in":
        number = plain_number(value / CM_PER_INCH, inch_decimals)
        return say("report.value", number=number, unit=unit)
    return counted(plain_number(value), measure.unit)


def gain_text(gain: Gain, measure: Measure, unit: LengthUnit) -> str:
    """Return what training usually changes, in the reader's unit."""
    least, most = (shown_value(value, measure, unit) for value in (gain.least, gain.most))
    return gain.text.format(least=least, most=most)


def shown_reading(value: float, measure: Measure, unit: LengthUnit) -> str:
    """Return a value that a tier is read from, with enough digits that both agree.

    A tenth of an inch is coarser than what is compared: if it would read as another tier, a
    hundredth is shown. So two values with the same text always have the same tier. A quarter of an
    inch, too, is shown as it was read off the tape.
    """
    if measure.unit == "cm" and unit == "in":
        quarters = value / CM_PER_INCH * QUARTERS
        if abs(quarters - round(quarters)) < TOUCHES:
            number = plain_number(round(quarters) / QUARTERS, INCH_DECIMALS + 1)
            return say("report.value", number=number, unit=unit)
        shown = round(value / CM_PER_INCH, INCH_DECIMALS) * CM_PER_INCH
        if tier_of(measure, shown) != tier_of(measure, value):
            return shown_value(value, measure, unit, INCH_DECIMALS + 1)
    return shown_value(value, measure, unit)


def shown_result(value: float, measure: Measure, unit: LengthUnit) -> str:
    """Return a result as a text that can be read alone.

    A sign that is there or not is read as its tier, and a number that may be below zero has the
    words that its definition gives it.
    """
    if isinstance(measure.deficit, YesOrNo) and (tier := tier_of(measure, value)):
        return tier.short or tier.text
    words = measure.sign_words
    if words is None:
        return shown_reading(value, measure, unit)
    way = words.zero if not value else words.above if value > 0 else words.below
    return way.format(value=shown_reading(abs(value), measure, unit))


def shown_error(error: float, measure: Measure, unit: LengthUnit) -> str:
    """Return an error with its unit; empty for a sign, which has no error of its own."""
    if isinstance(measure.deficit, YesOrNo):
        return ""
    return say("report.error", value=shown_value(error, measure, unit))


def side_text(side: Side | None) -> str:
    """Return "left" or "right", or nothing for an unsided value."""
    return say(f"sides.{side}") if side else ""


def band_text(band: Band) -> str:
    """Return the words for a line's band."""
    return say("bands." + band.replace(" ", "-"))


def load_band_text(band: Band) -> str:
    """Return the words for the band of knee and load, which comes from a table, not a score."""
    return say("load-bands." + band.replace(" ", "-"))
