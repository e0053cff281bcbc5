"""How sure a report is, in finished sentences."""

from self_tests.answering import LengthUnit
from self_tests.catalogue import say
from self_tests.first_thing import FirstThing
from self_tests.reporting.shapes import CertaintyReport, ChangeReport, LineCertainty
from self_tests.reporting.units import band_text, shown_value, side_text
from self_tests.stability import BandChange, LineStability, Stability


def certainty_report(
    first: FirstThing, found: Stability, changes: tuple[BandChange, ...], unit: LengthUnit
) -> CertaintyReport:
    """Return the certainty of a report in sentences.

    Knee and load is not measured, so if the headline names it, nothing is said of how sure that is.
    """
    key = "certainty.too-close" if first.close else "certainty.fairly-sure"
    first_sentence = None
    if found.first and found.first_stays is not None:
        first_sentence = say(
            "certainty.first", line=found.first.title.lower(), stays=found.first_stays
        )
    return CertaintyReport(
        text="" if first.load_is_first else say(key),
        first_stays=found.first_stays,
        first_sentence=first_sentence,
        lines=tuple(_line(line) for line in found.lines),
        changes=tuple(_change(change, unit) for change in changes),
    )


def _line(found: LineStability) -> LineCertainty:
    key = "certainty.stands-out" if found.stands_out else "certainty.no-limit"
    return LineCertainty(
        line=found.line.id,
        stays=found.stays,
        sentence=say(
            key,
            line=found.line.title,
            band=band_text("maybe" if found.stands_out else "no clear limit"),
            stays=found.stays,
        ),
    )


def _change(change: BandChange, unit: LengthUnit) -> ChangeReport:
    grows = change.measure.low_is_bad == change.better
    sides = [side_text(side) for side in change.sides if side]
    where = ""
    if sides:
        both = say("certainty.on-both")
        where = f" {both if sides[1:] else say('certainty.on', side=sides[0])}"
    return ChangeReport(
        line=change.line.id,
        measure=change.measure.id,
        by=change.by,
        to_value=change.to_value,
        band=change.band,
        sentence=say(
            "certainty.more" if grows else "certainty.less",
            measure=change.measure.text.capitalize(),
            by=shown_value(change.by, change.measure, unit),
            where=where,
            line=change.line.title.lower(),
            band=band_text(change.band),
        ),
    )
