"""How a squat loads the trunk, in finished sentences."""

from self_tests.answering import CM_PER_INCH, LengthUnit
from self_tests.catalogue import say, squat_model
from self_tests.later_requests import Squat
from self_tests.model import Measured, Number, SquatHeels
from self_tests.reporting.later_shapes import SquatReport
from self_tests.request import RequestError
from self_tests.rules.chance import WITHIN_95_OF_100
from self_tests.squat import Stance, Technique, balanced, heel_tilt, shin_lean
from self_tests.wording import plain_number

INCH_DECIMALS = 2
"""A tape in inches is read to the quarter."""
DEGREE_DECIMALS = 0
"""The angle is uncertain by several degrees, so fractions of one are never shown."""
LENGTH_DECIMALS = 6
"""Lengths are rounded before they are compared, so that inches equal their centimeters."""


def squat_report(request: Squat) -> SquatReport:
    """Return what the trunk has to do. Raises `RequestError` for a length out of its range."""
    stance = stance_of(request)
    wall = _shown(wall_of(request), request.unit)
    if stance is None:
        return SquatReport(
            shin=None,
            trunk=None,
            trunk_least=None,
            trunk_most=None,
            sentence=say("squat.no-balance", wall=wall),
            work="",
        )
    least, most = _trunk_at(request, _error(request)), _trunk_at(request, -_error(request))
    return SquatReport(
        shin=stance.shin,
        trunk=stance.trunk,
        trunk_least=least,
        trunk_most=most,
        sentence=_sentence(wall, stance.trunk, least, most),
        work=_work(stance),
    )


def wall_of(request: Squat) -> float:
    """Return how far the knee gets past the toes, in cm. Raises `RequestError` out of range."""
    asked = squat_model().asked
    return _length("squat.wall-range", request.wall, request.unit, asked.usual_wall, _walls())


def height_of(request: Squat) -> float:
    """Return the reader's height, in cm. Raises `RequestError` out of range."""
    asked = squat_model().asked
    limits = (asked.least_height.value, asked.most_height.value)
    return _length("squat.height-range", request.height, request.unit, asked.usual_height, limits)


def way_of(request: Squat) -> Technique:
    """Return how the squat is done, with the usual bar if there is one."""
    bar = 0.0 if request.load == "arms-in-front" else squat_model().bar.bar_weight.value
    return Technique(load=request.load, bar=bar, knees_out=request.knees == "out")


def stance_of(request: Squat) -> Stance | None:
    """Return the balanced squat, `None` if there is none. Raises `RequestError`."""
    return _stance_at(request, wall_of(request), way_of(request))


def trunk_range(wall: Measured, thigh: float, heels: SquatHeels) -> tuple[float, float] | None:
    """Return from where to where the trunk has to lean with the arms in front, in degrees.

    `wall` is how far (cm) a person of the usual height gets the knee past the toes, `thigh` how far
    the thigh is from upright. `None` outside the range of the slider, and if nobody could balance.
    """
    first, last = _walls()
    if not first <= wall.value <= last:
        return None
    request = Squat(heels=heels)
    leans = []
    for further in (1, -1):
        stance = _stance_at(
            request, wall.value + further * WITHIN_95_OF_100 * wall.error, Technique(thigh=thigh)
        )
        if stance is None:
            return None
        leans.append(stance.trunk)
    least, most = leans
    return least, most


def _walls() -> tuple[float, float]:
    asked = squat_model().asked
    return asked.least_wall.value, asked.most_wall.value


def _length(
    key: str, said: float | None, unit: LengthUnit, usual: Number, limits: tuple[float, float]
) -> float:
    """Return a length in cm, the usual one if none is given."""
    if said is None:
        return usual.value
    value = round(said * (CM_PER_INCH if unit == "in" else 1), LENGTH_DECIMALS)
    least, most = limits
    if not least <= value <= most:
        raise RequestError(
            say(
                key,
                least=_in(least, unit),
                most=_in(most, unit),
                unit=unit,
                found=plain_number(said, INCH_DECIMALS),
            )
        )
    return value


def _stance_at(request: Squat, wall: float, way: Technique) -> Stance | None:
    """Return the squat with the knee this far (cm) past the toes."""
    model, height = squat_model(), height_of(request)
    shin = shin_lean(model, wall, height)
    if shin is None:
        return None
    tilt = heel_tilt(model, height) if request.heels == "raised" else 0.0
    return balanced(model, shin + tilt, way)


def _trunk_at(request: Squat, further: float) -> float | None:
    stance = _stance_at(request, wall_of(request) + further, way_of(request))
    return stance.trunk if stance else None


def _error(request: Squat) -> float:
    """Return how far (cm) 95 of 100 measurements of one distance are from it at most."""
    asked = squat_model().asked
    error = asked.error_of_three if request.measures > 1 else asked.error_of_one
    return WITHIN_95_OF_100 * error.value


def _sentence(wall: str, trunk: float, least: float | None, most: float | None) -> str:
    if trunk == 0:
        return say("squat.upright", wall=wall)
    said = {"wall": wall, "trunk": _degrees(trunk), "least": _degrees(least or 0.0)}
    if most is None:
        return say("squat.lean-open", **said)
    return say("squat.lean", **said, most=_degrees(most))


def _work(stance: Stance) -> str:
    ways = squat_model().ways
    beyond = stance.trunk - stance.shin + ways.even_at.value
    if abs(beyond) <= ways.even_within.value:
        return say("squat.work-even")
    return say("squat.work-hips" if beyond > 0 else "squat.work-knees")


def _degrees(angle: float) -> str:
    return plain_number(angle, DEGREE_DECIMALS)


def _shown(cm: float, unit: LengthUnit) -> str:
    return say("report.value", number=_in(cm, unit), unit=unit)


def _in(cm: float, unit: LengthUnit) -> str:
    if unit == "in":
        return plain_number(cm / CM_PER_INCH, INCH_DECIMALS)
    return plain_number(cm)
