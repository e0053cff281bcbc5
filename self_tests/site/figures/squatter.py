"""The same body in a balanced squat: parts that keep their shape, and the place of each.

A figure that a slider moves cannot load a path for every position. So each part is drawn once, at
its own joint, and every squat only says how the parts are turned and where they are.
"""

from dataclasses import dataclass, replace
from functools import cache
from math import cos, radians, sin

from self_tests.model import SquatLoad, SquatModel
from self_tests.site.figures.body import (
    ANKLE_HEIGHT,
    BALL_FORWARD,
    BALL_R,
    Ball,
    Body,
    Shape,
    body,
)
from self_tests.site.figures.paths import SCALE, Paper, outline
from self_tests.site.figures.poses import Arm, Figure, Leg, Point, Pose
from self_tests.site.figures.space import Camera, Vector
from self_tests.squat import Stance, middle_of_foot

LOOKS_UP = 0.35
"""The share of the trunk's lean that the head keeps: so much that the eyes look ahead."""
GRIP, RACK = 17.0, 2.0
"""How far from the middle the hands hold a bar on the back, and one in front.

In front they are close together, so that the elbows can point ahead.
"""
PLATE_R, BAR_R = 9.0, 1.4
FAR_ARM_HIGHER = 5.0
"""By how many degrees the far arm is raised higher, so that it can be seen."""
LEFT, TOP, RIGHT, BOTTOM = -340, -760, 560, 56
"""The edges of the picture: every squat that the slider reaches is inside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A path that keeps its shape: its place, how it is filled, and in which squats it is drawn.

    `load` and `heels` limit it to some squats; empty for all.
    """

    part: str
    kind: str
    path: str
    load: str = ""
    heels: str = ""


PARTS = ("foot", "ground", "shank", "thigh", "trunk", "head", "arms", "middle")
"""The places of parts, in the order of the transforms."""


def _pose(load: SquatLoad, model: SquatModel) -> Pose:
    """Return the pose from which the parts are cut: shin and trunk upright, the thigh level."""
    level = Arm(shoulder=90, shoulder_out=0, elbow=0)
    near, far = level, replace(level, shoulder=90 + FAR_ARM_HIGHER)
    if load != "arms-in-front":
        x, y = _bar(load, model)
        half, bends = (GRIP, (-0.35, -1.0)) if load == "bar-on-back" else (RACK, (1.0, 0.45))
        near, far = (
            Arm(hand=Point(joint="neck", at=(x, y, side * half)), bends=(*bends, side * 0.4))
            for side in (1, -1)
        )
    leg = Leg(plant=(0, 0, 8), knee=90)
    return Pose(
        shift=0,
        near_leg=leg,
        far_leg=replace(leg, plant=(0, 0, -8)),
        near_arm=near,
        far_arm=far,
    )


def _bar(load: SquatLoad, model: SquatModel) -> tuple[float, float]:
    """Return where a bar is from the top of an upright trunk: forward and up."""
    bar, trunk = model.bar, model.body.trunk.value * 100
    if load == "bar-on-back":
        return -bar.back_bar_behind.value * 100, (bar.back_bar_at.value - 1) * trunk
    return bar.front_bar_before.value * 100, (bar.front_bar_at.value - 1) * trunk


@cache
def _body(load: SquatLoad, model: SquatModel) -> Body:
    figure = Figure(id="squatter", title="", alt="", view="side", anchor="near-foot", poses=())
    return body(figure, _pose(load, model))


def _at(shape: Shape, joint: Vector) -> Shape:
    return tuple(Ball(ball.at - joint, ball.radius) for ball in shape)


@cache
def parts(model: SquatModel) -> tuple[Part, ...]:
    """Return every part, those behind first."""
    paper = Paper(Camera(0))

    def path(shapes: tuple[Shape, ...], joint: Vector) -> str:
        return "".join(outline(_at(shape, joint), paper) for shape in shapes)

    made = _body("arms-in-front", model)
    joints, leg, trunk = made.joints, made.shapes["near-leg"], made.shapes["trunk"]
    neck, hip = joints["neck"], joints["pelvis"]
    cut = {
        "trunk": path(trunk[:4], hip),
        "head": path(trunk[4:], neck),
        "thigh": path(leg[:2], joints["near-knee"]),
        "shank": path(leg[2:4], joints["near-ankle"]),
        "foot": path(leg[4:], joints["near-ankle"]),
    }

    def limb(*names: str) -> tuple[Part, ...]:
        # All edges first, so that none of them crosses a joint.
        kinds = ("near", "join")
        return tuple(Part(part=name, kind=kind, path=cut[name]) for kind in kinds for name in names)

    def arm(side: str) -> tuple[Part, ...]:
        found = []
        for load in ("arms-in-front", "bar-on-back", "bar-in-front"):
            held = _body(load, model)
            part = "arms" if load == "arms-in-front" else "trunk"
            joint = neck - Vector(0, 1, 0) if part == "arms" else hip
            drawn = path(held.shapes[f"{side}-arm"], joint)
            found.append(Part(part=part, kind=side, path=drawn, load=load))
        return tuple(found)

    def bar(load: SquatLoad) -> tuple[Part, ...]:
        x, y = _bar(load, model)
        at = Vector(x, y, 0) + neck - hip
        rings = ((PLATE_R, "squat-plate"), (BAR_R, "squat-bar"))
        return tuple(
            Part(part="trunk", kind=kind, path=_circle(*paper.seen(at), size * SCALE), load=load)
            for size, kind in rings
        )

    return (
        *arm("far"),
        *limb("trunk", "head"),
        *limb("thigh", "shank", "foot"),
        Part(part="trunk", kind="join", path=path(made.shapes["pelvis"], hip)),
        *bar("bar-on-back"),
        *bar("bar-in-front"),
        *arm("near"),
        Part(part="trunk", kind="join", path=path(made.shapes["shoulders"], hip)),
    )


def beside(model: SquatModel, height: float) -> tuple[Part, ...]:
    """Return ground, plate and line of gravity, beside a body of this height (cm)."""
    foot = middle_of_foot(model) * 100 * SCALE
    plate = model.ways.heel_lift.value / height * 100 * SCALE
    return (
        Part(part="", kind="ground", path=f"M{LEFT} 0H{RIGHT}"),
        Part(
            part="",
            kind="prop-box",
            path=f"M-46 0V-{plate:.0f}H-6V0z",
            heels="raised",
        ),
        Part(part="ground", kind="line", path=f"M{foot:.0f} 0V{TOP + 40}"),
        Part(part="ground", kind="dot", path=f"M{foot:.0f} 6l20 34h-40z"),
    )


MIDDLE = Part(part="middle", kind="dot", path="M-15 0a15 15 0 1 1 0 1z")
"""The center of mass."""


def _circle(x: float, y: float, radius: float) -> str:
    return f"M{x - radius:.0f} {y:.0f}a{radius:.0f} {radius:.0f} 0 1 1 0 1z"


def placed(model: SquatModel, stance: Stance, tilt: float, *, knees_out: bool) -> tuple[str, ...]:
    """Return the transform of each of `PARTS`, as SVG writes it; `tilt` (degrees) of the foot."""
    ankle = _ankle(tilt)
    places = {
        name: _seen(ankle, place)
        for name, place in (
            ("knee", stance.knee),
            ("hip", stance.hip),
            ("shoulder", stance.shoulder),
            ("middle", stance.middle),
        )
    }
    lean = radians(stance.trunk)
    arms = (places["shoulder"][0] - SCALE * sin(lean), places["shoulder"][1] + SCALE * cos(lean))
    share = cos(radians(model.ways.knees_out_by.value)) if knees_out else 1.0
    moved = {
        "foot": _moved(*_seen(ankle, (0, 0)), tilt),
        "ground": _moved(ankle[0] * SCALE, 0),
        "shank": _moved(*_seen(ankle, (0, 0)), stance.shin),
        "thigh": _moved(*places["knee"]) + (f"scale({share:.3f} 1)" if knees_out else ""),
        "trunk": _moved(*places["hip"], stance.trunk),
        "head": _moved(*places["shoulder"], stance.trunk * LOOKS_UP),
        "arms": _moved(*arms),
        "middle": _moved(*places["middle"]),
    }
    return tuple(moved[name] for name in PARTS)


def _ankle(tilt: float) -> tuple[float, float]:
    """Return where the ankle is if the foot tips forward about its ball."""
    turn, back, up = radians(tilt), -BALL_FORWARD, ANKLE_HEIGHT - BALL_R
    return (
        BALL_FORWARD + back * cos(turn) + up * sin(turn),
        BALL_R - back * sin(turn) + up * cos(turn),
    )


def _seen(ankle: tuple[float, float], place: tuple[float, float]) -> tuple[float, float]:
    """Return the place in the picture of a point of the model, in body heights from the ankle."""
    return (ankle[0] + place[0] * 100) * SCALE, -(ankle[1] + place[1] * 100) * SCALE


def _moved(x: float, y: float, turn: float = 0.0) -> str:
    turned = f"rotate({turn:.1f})" if round(turn, 1) else ""
    return f"translate({x:.0f} {y:.0f}){turned}"
