"""The reader's own leg as a picture: which part is in which state, and the same as a sentence."""

from collections.abc import Iterable, Mapping

from self_tests.catalogue import line_table, say
from self_tests.model import Side
from self_tests.reporting.shapes import LineReport, MarkReport, PictureReport
from self_tests.reporting.units import side_text
from self_tests.wording import listed


def picture_report(
    lines: Iterable[LineReport], sides: Mapping[str, Side | None], *, is_own: bool = True
) -> PictureReport:
    """Return a mark for each line there is, whether it was tested or not.

    `sides` names, per line, the side that is really worse: the mark says it if there is work to do.
    With `is_own` it is the reader's own leg.
    """
    shown = {line["line"]: line for line in lines}
    marks: dict[str, MarkReport] = {}
    for line in line_table().lines:
        found = shown.get(line.id)
        state = found["state"] if found else "not-tested"
        side = sides.get(line.id) if state in ("first", "close", "work") else None
        name = say("picture.name", side=side_text(side), part=line.short) if side else line.short
        marks[line.id] = MarkReport(
            state=state,
            state_text=found["state_text"] if found else say("states.not-tested"),
            name=name,
        )
    return PictureReport(marks=marks, sentence=_sentence(marks.values(), is_own=is_own))


def _sentence(marks: Iterable[MarkReport], *, is_own: bool) -> str:
    """Return what the picture shows, the line that needs most first."""
    names: dict[str, list[str]] = {}
    order = ("first", "close", "work", "jumped", "open", "clear", "not-tested")
    for mark in sorted(marks, key=lambda mark: order.index(mark["state"])):
        names.setdefault(mark["state_text"], []).append(mark["name"])
    return say(
        "picture.sentence" if is_own else "picture.their-sentence",
        states="; ".join(
            say("picture.state", names=listed(parts, say("messages.and")), state=state)
            for state, parts in names.items()
        ),
    )
