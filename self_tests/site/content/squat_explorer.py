"""The squat explorer: the content of its page, and every squat that its slider reaches.

All of it comes from the functions that answer the request `squat`, so a script only has to choose.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import floor
from typing import get_args

from self_tests.answering import CM_PER_INCH, LengthUnit
from self_tests.catalogue import say, squat_model
from self_tests.later_requests import Squat
from self_tests.model import SquatLoad
from self_tests.reporting.explorer import name_of, places
from self_tests.reporting.squat import height_of, squat_report, stance_of
from self_tests.site.content.citations import Cited, cited_claim
from self_tests.site.figures.squatter import (
    BOTTOM,
    LEFT,
    MIDDLE,
    PARTS,
    RIGHT,
    TOP,
    Part,
    beside,
    parts,
    placed,
)
from self_tests.site.lengths import Part as Words
from self_tests.site.lengths import parts_by_unit
from self_tests.squat import heel_tilt
from self_tests.wording import plain_number

LOADS: tuple[SquatLoad, ...] = get_args(SquatLoad.__value__)
HEELS, KNEES = ("flat", "raised"), ("forward", "out")
UNITS: tuple[LengthUnit, ...] = ("cm", "in")
STILLS = (4.0, 10.0, 14.0)
"""The distances (cm) of the pictures that need no script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A part with the transform it has in one squat."""

    part: Part
    transform: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """One squat as a picture: its ghost, its parts from behind, and its sentence.

    `words` is the sentence with its distance in both units, each shown to who uses it.
    """

    ghost: tuple[Drawn, ...]
    drawn: tuple[Drawn, ...]
    sentence: str
    words: tuple[Words, ...]
    work: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table: a distance, and the trunk's lean for each load."""

    wall: str
    trunks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explorer:
    """Everything that the macro places. `start` is the slider's first position, out of `places`.

    It starts in centimeters; `in_inches` is the same sentence for readers who use inches.
    """

    view: str
    stage: Still
    in_inches: str
    stills: tuple[Still, ...]
    rows: tuple[Row, ...]
    loads: tuple[str, ...]
    heels: tuple[str, ...]
    knees: tuple[str, ...]
    units: tuple[LengthUnit, ...]
    start: int
    places: int
    legend: str
    leaves_out: tuple[Cited, ...]


def requests(unit: LengthUnit) -> Iterator[Squat]:
    """Yield every squat of the slider in a unit: all distances of one setting, then the next."""
    for load, heels, knees in product(LOADS, HEELS, KNEES):
        for wall in places(unit):
            yield Squat(wall=wall, unit=unit, load=load, heels=heels, knees=knees)  # type: ignore[arg-type]


def transforms(request: Squat) -> tuple[str, ...]:
    """Return the transform of each part; empty if nobody can balance."""
    model, stance = squat_model(), stance_of(request)
    if stance is None:
        return ()
    tilt = heel_tilt(model, height_of(request)) if request.heels == "raised" else 0.0
    return placed(model, stance, tilt, knees_out=request.knees == "out")


@cache
def frames() -> str:
    """Return every squat of the slider as JSON.

    By unit and setting it has for each distance the sentence, what does the work, and the
    transforms. `home` is the position of the ghost, `near` the nearest distance in the other unit,
    and `names` the name of each distance in an address.
    """
    works = tuple(say(f"squat.work-{name}") for name in ("hips", "knees", "even"))
    units: dict[str, object] = {}
    for unit, other in (("cm", "in"), ("in", "cm")):
        ways: dict[str, list[object]] = {}
        for request in requests(unit):  # type: ignore[arg-type]
            said = squat_report(request)
            work = works.index(said["work"]) if said["work"] else -1
            name = f"{request.load} {request.heels} {request.knees}"
            ways.setdefault(name, []).append([said["sentence"], work, *transforms(request)])
        own = places(unit)  # type: ignore[arg-type]
        units[unit] = {
            "home": _nearest(own, squat_model().asked.usual_wall.value / _per(unit)),
            "near": [
                _nearest(places(other), wall * _per(unit) / _per(other))  # type: ignore[arg-type]
                for wall in own
            ],
            "names": [name_of(wall, unit) for wall in own],  # type: ignore[arg-type]
            "ways": ways,
        }
    return json.dumps(
        {"parts": PARTS, "works": works, "units": units}, separators=(",", ":"), ensure_ascii=False
    )


def _per(unit: str) -> float:
    return CM_PER_INCH if unit == "in" else 1.0


def _nearest(known: tuple[float, ...], wanted: float) -> int:
    return min(range(len(known)), key=lambda number: abs(known[number] - wanted))


def _still(wall: float, load: SquatLoad = "arms-in-front", *, every_load: bool = False) -> Still:
    """Return a still picture; with `every_load` it has the parts of all loads, for a script."""
    model, request = squat_model(), Squat(wall=wall, load=load)
    said = squat_report(request)
    behind = beside(model, height_of(request))

    def drawn(which: tuple[Part, ...], squat: Squat) -> tuple[Drawn, ...]:
        where = dict(zip(PARTS, transforms(squat), strict=True))
        return tuple(
            Drawn(part=each, transform=where.get(each.part, ""))
            for each in which
            if every_load or (each.load in ("", load) and not each.heels)
        )

    return Still(
        ghost=drawn(
            tuple(each for each in parts(model) if each.part != "arms" and not each.load),
            Squat(load=load),
        ),
        drawn=(*drawn(behind, request), *drawn((*parts(model), MIDDLE), request)),
        sentence=said["sentence"],
        words=_in_parts(said["sentence"], wall),
        work=said["work"],
    )


@cache
def explorer() -> Explorer:
    """Return everything that a page shows of the explorer."""
    model = squat_model()
    usual = model.asked.usual_wall.value
    stops, inches = places("cm"), places("in")
    return Explorer(
        view=f"{LEFT} {TOP} {RIGHT - LEFT} {BOTTOM - TOP}",
        stage=_still(usual, every_load=True),
        in_inches=squat_report(
            Squat(wall=inches[_nearest(inches, usual / CM_PER_INCH)], unit="in")
        )["sentence"],
        stills=tuple(_still(wall) for wall in STILLS),
        rows=tuple(_row(wall) for wall in stops if wall == floor(wall)),
        loads=LOADS,
        heels=HEELS,
        knees=KNEES,
        units=UNITS,
        start=stops.index(usual),
        places=len(stops),
        legend=say("interface.squat-legend", usual=_both_units(usual)),
        leaves_out=tuple(cited_claim(claim) for claim in model.leaves_out),
    )


def _in_parts(sentence: str, wall: float) -> tuple[Words, ...]:
    """Return a sentence with its distance in centimeters, in parts: inches stand beside them."""
    return tuple(parts_by_unit(sentence.replace(_in_cm(wall), _both_units(wall))))


def _both_units(wall: float) -> str:
    """Return a distance in inches, with centimeters beside it."""
    inches = say("report.value", number=plain_number(wall / CM_PER_INCH, 1), unit="in")
    return f"{inches} ({_in_cm(wall)})"


def _in_cm(wall: float) -> str:
    return say("report.value", number=plain_number(wall), unit="cm")


def _row(wall: float) -> Row:
    trunks = (squat_report(Squat(wall=wall, load=load))["trunk"] for load in LOADS)
    return Row(
        wall=_both_units(wall),
        trunks=tuple(
            "" if trunk is None else say("squat.about", trunk=plain_number(trunk, 0))
            for trunk in trunks
        ),
    )
