"""A body in a pose: the place of every joint, and the round shapes that the drawing fills.

Segment lengths are in hundredths of the body's height; decision 14 has their sources. They never
change: a planted foot, knee or hand that cannot reach its place stays short of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt
from typing import Literal

from self_tests.site.figures.poses import Arm, Figure, Leg, Point, Pose
from self_tests.site.figures.space import UP, Frame, Vector, bend, lean_of

THIGH, SHANK, TRUNK, UPPER_ARM, FOREARM, HEAD = 24.5, 24.6, 28.8, 18.6, 14.6, 18.2
HIP_HALF, SHOULDER_HALF = 5.0, 9.6
HEEL_BACK, BALL_FORWARD, TOES, ANKLE_HEIGHT = 4.2, 7.4, 3.6, 4.1
HIP_R, KNEE_R, ANKLE_R = 5.0, 3.5, 2.25
CALF_R, CALF_AT, CALF_BACK = 3.55, 0.27, 1.0
HEEL_R, BALL_R, TOE_R = 2.0, 1.6, 1.25
SHOULDER_R, ELBOW_R, WRIST_R, KNUCKLE_R, HAND = 3.1, 2.15, 1.55, 1.5, 5.2

type Side = Literal["near", "far"]
SIDES: tuple[Side, Side] = ("near", "far")


@dataclass(frozen=True, slots=True)
class Ball:
    """A round end of a shape."""

    at: Vector
    radius: float


type Shape = tuple[Ball, ...]
"""What spans a few balls: their convex hull."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body in a pose: `joints` by name, `shapes` by the limb they belong to, `angles` by name."""

    joints: Mapping[str, Vector]
    shapes: Mapping[str, tuple[Shape, ...]]
    angles: Mapping[str, float]

    def place(self, point: Point) -> Vector:
        """Return where a point of the pose file is. Raises `KeyError` for an unknown joint."""
        at = Vector(*point.at)
        if not point.joint:
            return at
        joint = self.joints[point.joint]
        return Vector(joint.x + at.x, at.y if point.low else joint.y + at.y, joint.z + at.z)


def body(figure: Figure, pose: Pose) -> Body:
    """Return the body of a figure in a pose."""
    trunk = Frame().leaning(pose.trunk).tilting(pose.tilt)
    made = _Making(trunk)
    made.root(figure.anchor, pose)
    made.trunk(pose)
    for side in SIDES:
        made.leg(side, pose.near_leg if side == "near" else pose.far_leg)
    # A hand may rest on the other arm, so an arm that moves by its own angles comes first.
    arms = {"near": pose.near_arm, "far": pose.far_arm}
    for side in sorted(SIDES, key=lambda each: arms[each].hand is not None):
        made.arm(side, arms[side])
    return Body(made.joints, {name: tuple(each) for name, each in made.shapes.items()}, made.angles)


def _sign(side: Side) -> int:
    return 1 if side == "near" else -1


def _direction(plane: Vector, lean: float) -> Vector:
    return UP * cos(radians(lean)) + plane * sin(radians(lean))


class _Making:
    """The body while its parts are added, from the anchor outward."""

    def __init__(self, trunk: Frame) -> None:
        self.frame = trunk
        self.joints: dict[str, Vector] = {}
        self.shapes: dict[str, list[Shape]] = {}
        self.angles: dict[str, float] = {}

    def root(self, anchor: str, pose: Pose) -> None:
        """Place the pelvis: by the planted foot or knee below it, or by `root`."""
        name, _, part = anchor.partition("-")
        side: Side = "near" if name == "near" else "far"
        leg = pose.near_leg if side == "near" else pose.far_leg
        if part == "foot":
            plane = Frame().turning(_sign(side) * (leg.toes_out + leg.knee_out)).forward
            shank = leg.heel + leg.ankle
            hip = (
                self._ankle(side, leg)
                + _direction(plane, shank) * SHANK
                + _direction(plane, shank - leg.knee) * THIGH
            )
        elif part == "knee":
            knee = Vector(leg.kneel[0], leg.kneel[1] + KNEE_R, leg.kneel[2])
            hip = knee + _direction(Vector(1, 0, 0), leg.thigh) * THIGH
        pelvis = Vector(*pose.root)
        if part in ("foot", "knee"):
            pelvis = hip - self.frame.right * (_sign(side) * HIP_HALF)
        elif anchor == "shoulders":
            pelvis -= self.frame.up * TRUNK
        elif part == "elbow":
            shoulder = pelvis + UP * UPPER_ARM
            pelvis = shoulder - self.frame.offset(up=TRUNK - 1, right=-SHOULDER_HALF)
        if pose.shift is not None:
            pelvis = Vector(pelvis.x, pelvis.y, pose.shift)
        self.joints["pelvis"] = pelvis

    def trunk(self, pose: Pose) -> None:
        """Add pelvis, chest, neck and head."""
        pelvis, high = self.joints["pelvis"], self.frame
        waist = pelvis + high.up * (TRUNK * 0.4)
        neck = waist + high.up * (TRUNK * 0.6)
        head = high.leaning(pose.neck).tilting(pose.neck_tilt)
        self.joints |= {"waist": waist, "neck": neck, "chest": waist + high.up * 8}
        for side in SIDES:
            self.joints[f"{side}-hip"] = pelvis + high.right * (_sign(side) * HIP_HALF)
            self.joints[f"{side}-shoulder"] = neck + high.offset(
                up=-1.0, right=_sign(side) * SHOULDER_HALF
            )

        def across(at: Vector, frame: Frame, half: float, radius: float) -> Shape:
            return tuple(Ball(at + frame.right * way, radius) for way in (-half, half))

        hips = across(pelvis + high.offset(-0.5, 0.6), high, 4.6, 5.2)
        seat = across(pelvis + high.offset(-2.3, -0.8), high, 4.2, 4.3)
        middle = across(waist + high.offset(0.3), high, 3.6, 4.4)
        ribs = across(waist + high.offset(0.9, TRUNK * 0.36), high, 4.6, 5.0)
        yoke = across(neck + high.offset(0, -2.2), high, 7.6, 3.4)
        nape = Ball(neck + high.offset(-0.2, 0.4), 2.9)
        skull = neck + head.offset(0.3, HEAD - 5.6)
        self.joints["head"] = skull
        self.shapes["trunk"] = [
            (*hips, *seat, *middle),
            (*middle, *ribs),
            (*ribs, *yoke),
            (*yoke, Ball(neck + high.offset(-0.2, 3.0), 3.0)),
            (nape, Ball(neck + head.offset(0.2, 7.0), 3.0)),
            (
                Ball(skull + head.offset(0.4, 0.6), 5.0),
                Ball(skull + head.offset(-0.8, 0.0), 5.2),
                Ball(skull + head.offset(1.6, -4.4), 3.2),
                Ball(skull + head.offset(3.7, -5.9), 1.4),
            ),
            (Ball(skull + head.offset(4.5, -0.4), 0.9), Ball(skull + head.offset(5.5, -2.2), 0.75)),
        ]
        # Drawn over the limbs, so that they grow out of the trunk and do not hang on it.
        self.shapes["pelvis"] = [(*hips, *seat, *middle)]
        self.shapes["shoulders"] = [
            (
                Ball(self.joints[f"{side}-shoulder"], SHOULDER_R + 0.05),
                Ball(neck + high.offset(0, -2.4, _sign(side) * 3.5), 4.0),
            )
            for side in SIDES
        ]
        self.angles["neck"] = pose.neck

    def _ankle(self, side: Side, leg: Leg) -> Vector:
        """Return where the ankle of a planted foot is: its ball stays, its heel may lift."""
        flat = Frame().turning(_sign(side) * leg.toes_out)
        ground = Vector(*leg.plant)
        ball = ground + flat.offset(BALL_FORWARD, BALL_R)
        return ball - flat.leaning(leg.heel).offset(BALL_FORWARD, BALL_R - ANKLE_HEIGHT)

    def leg(self, side: Side, leg: Leg) -> None:
        """Add a leg: planted by its foot, by its knee, or free."""
        self.arch = leg.arch
        hip, sign, heel = self.joints[f"{side}-hip"], _sign(side), leg.heel
        if leg.plant:
            ankle = self._ankle(side, leg)
            foot = Frame().turning(sign * leg.toes_out).leaning(leg.heel)
            toward = Frame().turning(sign * (leg.toes_out + leg.knee_out)).forward
            knee = bend(hip, ankle, THIGH, SHANK, toward)
            shank = Frame.along(knee - ankle, toward)
        elif leg.kneel:
            knee = Vector(leg.kneel[0], leg.kneel[1] + KNEE_R, leg.kneel[2])
            back = Vector(-cos(radians(leg.lift)), sin(radians(leg.lift)), 0)
            ankle = knee + back * SHANK
            shank = Frame.along(knee - ankle, Vector(0, -1, 0))
            # The ball of the foot rests on the floor, so the foot's slope follows from the ankle's
            # height.
            reach = sqrt(BALL_FORWARD**2 + (ANKLE_HEIGHT - BALL_R) ** 2)
            drop = (ankle.y - leg.kneel[1] - BALL_R) / reach
            slope = degrees(asin(max(-1, min(1, drop))))
            own = degrees(asin((ANKLE_HEIGHT - BALL_R) / reach))
            foot = Frame().leaning(slope - own)
            heel = slope - own
        else:
            thigh = self.frame.turned(self.frame.right, leg.hip)
            thigh = thigh.turned(self.frame.forward, -sign * leg.hip_out)
            thigh = thigh.turned(thigh.up, -sign * leg.hip_turn)
            knee = hip - thigh.up * THIGH
            shank = thigh.leaning(leg.knee)
            ankle = knee - shank.up * SHANK
            foot = shank.turned(shank.right, leg.ankle)
        self._leg(side, hip, knee, ankle, shank, foot, heel)

    def _leg(  # noqa: PLR0913, PLR0917 - a leg is its three joints and how they face
        self,
        side: Side,
        hip: Vector,
        knee: Vector,
        ankle: Vector,
        shank: Frame,
        foot: Frame,
        heel: float,
    ) -> None:
        bent = radians((hip - knee).angle_to(knee - ankle))
        thigh = Frame.along(hip - knee, shank.offset(cos(bent), sin(bent)))
        sole = -ANKLE_HEIGHT
        back = ankle + foot.offset(-HEEL_BACK + HEEL_R, sole + HEEL_R)
        ball = ankle + foot.offset(BALL_FORWARD, sole + BALL_R)
        # Toes stay flat on the floor while the heel lifts.
        toes = foot.turned(foot.right, min(heel, 65)) if heel > 0 else foot
        tip = ball + toes.offset(TOES - TOE_R, TOE_R - BALL_R)
        self.joints |= {
            f"{side}-knee": knee,
            f"{side}-ankle": ankle,
            f"{side}-heel": back - foot.up * HEEL_R,
            f"{side}-ball": ball,
            f"{side}-sole": ball - foot.up * BALL_R,
            f"{side}-arch": ankle + foot.offset(1.6, sole + self.arch),
            f"{side}-toe": tip + toes.forward * TOE_R,
            f"{side}-kneecap": knee + shank.forward * KNEE_R,
            f"{side}-above-knee": knee + (hip - knee) * 0.16,
            f"{side}-above-ankle": ankle + (knee - ankle) * 0.12,
            f"{side}-mid-thigh": knee + (hip - knee) * 0.45,
        }
        calf = ankle + (knee - ankle) * (1 - CALF_AT) - shank.forward * CALF_BACK
        belly = hip + (knee - hip) * 0.35 + thigh.forward * 0.5

        def wide(at: Vector, half: float, radius: float) -> tuple[Ball, Ball]:
            return Ball(at - foot.right * half, radius), Ball(at + foot.right * half, radius)

        self.shapes[f"{side}-leg"] = [
            (Ball(hip, HIP_R), Ball(belly, HIP_R - 0.1)),
            (Ball(belly, HIP_R - 0.1), Ball(knee, KNEE_R)),
            (Ball(knee, KNEE_R), Ball(calf, CALF_R)),
            (Ball(calf, CALF_R), Ball(ankle, ANKLE_R)),
            (
                Ball(ankle, ANKLE_R),
                *wide(back, 0.9, HEEL_R),
                *wide(ball, 2.0, BALL_R),
                Ball(ankle + foot.offset(3.4, -0.9), 1.9),
            ),
            (*wide(ball, 2.0, BALL_R), *wide(tip, 1.6, TOE_R)),
        ]
        outward = (knee - hip).dot(self.frame.right) * _sign(side) / THIGH
        self.angles |= {
            f"{side}-hip": lean_of(knee - hip, Frame(self.frame.forward, self.frame.up * -1)),
            f"{side}-hip-out": degrees(asin(max(-1, min(1, outward)))),
            f"{side}-knee": (hip - knee).angle_to(knee - ankle),
            f"{side}-ankle": lean_of(knee - ankle, foot),
        }

    def arm(self, side: Side, arm: Arm) -> None:
        """Add an arm: reaching for a place, or by its angles."""
        shoulder, sign = self.joints[f"{side}-shoulder"], _sign(side)
        if arm.hand:
            aim = self.joints.get(arm.hand.joint, Vector(0, 0, 0)) + Vector(*arm.hand.at)
            wrist = aim
            elbow = bend(shoulder, wrist, UPPER_ARM, FOREARM, Vector(*arm.bends))
            wrist = elbow + (wrist - elbow).unit() * FOREARM
            fore = Frame.along(elbow - wrist, self.frame.up + self.frame.forward * 0.3)
        else:
            upper = self.frame.turned(self.frame.right, arm.shoulder)
            upper = upper.turned(self.frame.forward, -sign * arm.shoulder_out)
            elbow = shoulder - upper.up * UPPER_ARM
            fore = upper.turned(upper.right, arm.elbow)
            wrist = elbow - fore.up * FOREARM
        palm = wrist - fore.turned(fore.right, arm.wrist).up * HAND
        self.joints |= {f"{side}-elbow": elbow, f"{side}-wrist": wrist, f"{side}-hand": palm}
        self.shapes[f"{side}-arm"] = [
            (Ball(shoulder, SHOULDER_R), Ball(elbow, ELBOW_R)),
            (Ball(elbow, ELBOW_R), Ball(wrist, WRIST_R)),
            (Ball(wrist, WRIST_R), Ball(wrist + (palm - wrist) * 0.75, KNUCKLE_R)),
        ]
        self.angles |= {
            f"{side}-elbow": (shoulder - elbow).angle_to(elbow - wrist),
        }
