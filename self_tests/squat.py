"""A squat seen from the side: how far the trunk leans with a given motion of the ankle.

Static and planar, both legs as one. Lengths and places are in body heights: forward of the ankle,
up from it. Angles are degrees from upright, forward is positive. The body's center of mass stays
over the middle of the foot; that alone decides the trunk. Nothing here scores anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin

from self_tests.model import SquatLoad, SquatModel

type Place = tuple[float, float]

LEVEL = 90.0
"""A thigh, or a trunk, that is level: degrees from upright."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """How the squat is done: what is held, and what is changed about it.

    `bar` is the weight of a bar as a share of the body's, if there is one; `thigh` is how far the
    thigh is from upright.
    """

    load: SquatLoad = "arms-in-front"
    bar: float = 0.0
    knees_out: bool = False
    thigh: float = LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A balanced squat: its angles, and where its joints and its center of mass are.

    `hip_work` and `knee_work` are the moments that hips and knees hold, in body weights times
    heights: positive if they keep the hip from folding and the knee from bending.
    """

    shin: float
    trunk: float
    knee: Place
    hip: Place
    shoulder: Place
    middle: Place
    hip_work: float
    knee_work: float


def middle_of_foot(model: SquatModel) -> float:
    """Return how far the middle of the foot is in front of the ankle."""
    return model.body.foot.value / 2 - model.body.heel_behind_ankle.value


def shin_lean(model: SquatModel, wall: float, height: float) -> float | None:
    """Return how far the shin leans if the knee touches a wall this far (cm) from the toes.

    `height` is the body's, in cm. `None` if no shin is long enough.
    """
    body = model.body
    toes = (body.foot.value - body.heel_behind_ankle.value) * height
    reach = (wall + toes - body.knee_depth.value) / (body.shank.value * height)
    return degrees(asin(reach)) if -1 <= reach <= 1 else None


def heel_tilt(model: SquatModel, height: float) -> float:
    """Return how far raised heels tip the foot, so that the shin leans further. `height` in cm."""
    ball = model.body.heel_to_ball.value * height
    return degrees(asin(model.ways.heel_lift.value / ball))


def balanced(model: SquatModel, shin: float, way: Technique) -> Stance | None:
    """Return the squat that balances with the shin leaning this far.

    If the shin could lean further than an upright trunk needs, it leans only that far. `None` if no
    lean of the trunk, up to level, brings the center of mass over the middle of the foot.
    """
    turning, turned, rest = _sums(model, way)
    wanted = rest - _weight_on_knee(model, way) * model.body.shank.value * sin(radians(shin))
    size = hypot(turning, turned)
    if abs(wanted) > size:
        return None
    trunk = degrees(asin(wanted / size) - atan2(turned, turning))
    if trunk > LEVEL:
        return None
    if trunk < 0:
        reach = (rest - turned) / (_weight_on_knee(model, way) * model.body.shank.value)
        shin, trunk = degrees(asin(reach)), 0.0
    return _stance(model, shin, trunk, way)


def _weight_on_knee(model: SquatModel, way: Technique) -> float:
    """Return the mass that moves with the knee, as a share of body weight: part of a lower leg."""
    masses = model.masses
    lower = masses.shanks.value * (1 - model.centers.of_leg.value)
    return 1 + way.bar - masses.feet.value - masses.shanks.value + lower


def _thigh(model: SquatModel, way: Technique) -> Place:
    """Return how far the hip is behind and above the knee, as seen from the side.

    Knees that point out shorten the thigh in that view.
    """
    out = model.ways.knees_out_by.value if way.knees_out else 0.0
    seen = model.body.thigh.value * cos(radians(out))
    return seen * sin(radians(way.thigh)), seen * cos(radians(way.thigh))


def _on_trunk(model: SquatModel, way: Technique) -> tuple[tuple[float, float, float], ...]:
    """Return what the trunk carries, with itself: weight, height on it, distance in front of it.

    Weights are shares of body weight, lengths body heights.
    """
    masses, bar, length = model.masses, model.bar, model.body.trunk.value
    trunk = (masses.trunk_and_head.value, model.centers.of_trunk_and_head.value * length, 0.0)
    if way.load == "arms-in-front":
        return trunk, (masses.arms.value, length, 0.0)
    arms = (masses.arms.value, bar.hands_at.value * length, 0.0)
    if way.load == "bar-on-back":
        return trunk, arms, (way.bar, bar.back_bar_at.value * length, -bar.back_bar_behind.value)
    return trunk, arms, (way.bar, bar.front_bar_at.value * length, bar.front_bar_before.value)


def _arms_ahead(model: SquatModel, way: Technique) -> float:
    """Return how far the arms' center is in front of the shoulder: arms held in front are level."""
    ahead = model.centers.of_arm.value * model.body.arm.value
    return ahead if way.load == "arms-in-front" else 0.0


def _sums(model: SquatModel, way: Technique) -> tuple[float, float, float]:
    """Return the terms of balance for the trunk's lean t: `turning` sin t + `turned` cos t.

    The third is the value that the sum needs with the shin upright.
    """
    carried = _on_trunk(model, way)
    back, _ = _thigh(model, way)
    masses = model.masses
    turning = sum(weight * high for weight, high, _ in carried)
    turned = sum(weight * before for weight, _, before in carried)
    above = sum(weight for weight, _, _ in carried)
    behind = masses.thighs.value * (1 - model.centers.of_leg.value) * back + above * back
    ahead = masses.arms.value * _arms_ahead(model, way)
    foot = middle_of_foot(model)
    return turning, turned, foot * (1 + way.bar - masses.feet.value) + behind - ahead


def _stance(model: SquatModel, shin: float, trunk: float, way: Technique) -> Stance:
    body = model.body
    back, up = _thigh(model, way)
    lean = radians(trunk)
    knee = (body.shank.value * sin(radians(shin)), body.shank.value * cos(radians(shin)))
    hip = (knee[0] - back, knee[1] + up)
    shoulder = (hip[0] + body.trunk.value * sin(lean), hip[1] + body.trunk.value * cos(lean))
    above = tuple(_above_hip(model, hip, lean, way))
    of_leg = model.centers.of_leg.value
    thigh = (
        model.masses.thighs.value,
        hip[0] + (knee[0] - hip[0]) * of_leg,
        hip[1] + (knee[1] - hip[1]) * of_leg,
    )
    shank = (model.masses.shanks.value, knee[0] * (1 - of_leg), knee[1] * (1 - of_leg))
    foot = (model.masses.feet.value, middle_of_foot(model), -body.ankle_height.value)
    parts = (foot, shank, thigh, *above)
    whole = sum(weight for weight, _, _ in parts)
    return Stance(
        shin=shin,
        trunk=trunk,
        knee=knee,
        hip=hip,
        shoulder=shoulder,
        middle=(
            sum(weight * x for weight, x, _ in parts) / whole,
            sum(weight * y for weight, _, y in parts) / whole,
        ),
        hip_work=sum(weight * (x - hip[0]) for weight, x, _ in above),
        knee_work=sum(weight * (knee[0] - x) for weight, x, _ in (thigh, *above)),
    )


def _above_hip(
    model: SquatModel, hip: Place, lean: float, way: Technique
) -> Iterator[tuple[float, float, float]]:
    """Yield the weight and the center of each part above the hip. `lean` is in radians."""
    ahead = _arms_ahead(model, way)
    for number, (weight, high, before) in enumerate(_on_trunk(model, way)):
        x = hip[0] + high * sin(lean) + before * cos(lean)
        y = hip[1] + high * cos(lean) - before * sin(lean)
        # The second of them are the arms.
        yield weight, x + (ahead if number == 1 else 0.0), y
