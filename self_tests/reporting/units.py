"""Values as the reader asked for them, and bands in words."""

from self_tests.answering import CM_PER_INCH, LengthUnit
from self_tests.catalogue import counted, say
from self_tests.model import Band, Gain, Measure, Side
from self_tests.rules import YesOrNo
from self_tests.scoring import tier_of
from self_tests.wording import plain_number

INCH_DECIMALS = 1
QUARTERS = 4
TOUCHES = 0.08
"""So many quarters of an inch are half a tenth of a centimeter: what rounding may have moved."""


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
    """Return a value that a tier is read from, with digits enough that both say the same.

    A tenth of an inch is coarser than what is compared: where it would read as another tier, a
    hundredth is shown. So two values with the same text always have the same tier. A quarter of an
    inch is told as it was read off the tape, too.
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
    """Return what was measured, so that it can be read alone.

    A sign that was seen or not reads as its tier does, and a number that may lie below zero in the
    words that its definition has for that.
    """
    if isinstance(measure.deficit, YesOrNo) and (tier := tier_of(measure, value)):
        return tier.short or tier.text
    words = measure.sign_words
    if words is None:
        return shown_reading(value, measure, unit)
    way = words.zero if not value else words.above if value > 0 else words.below
    return way.format(value=shown_reading(abs(value), measure, unit))


def shown_error(error: float, measure: Measure, unit: LengthUnit) -> str:
    """Return an error with its unit; nothing for a sign, which is counted as it is."""
    if isinstance(measure.deficit, YesOrNo):
        return ""
    return say("report.error", value=shown_value(error, measure, unit))


def side_text(side: Side | None) -> str:
    """Return "left" or "right", or nothing for an unsided value."""
    return say(f"sides.{side}") if side else ""


def band_text(band: Band) -> str:
    """Return a line's band as readers meet it."""
    return say("bands." + band.replace(" ", "-"))


def load_band_text(band: Band) -> str:
    """Return the band of knee and load, which is a table and not a score, as readers meet it."""
    return say("load-bands." + band.replace(" ", "-"))
