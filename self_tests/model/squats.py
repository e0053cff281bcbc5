"""The squat explorer's body, bar and limits, and how a squat in a picture is measured."""

from dataclasses import dataclass

from self_tests.model.terms import Claim, MeasureId, Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatBody:
    """How long the parts of a body are: shares of its height, `knee_depth` in cm.

    `foot` is the whole foot, `heel_behind_ankle` the part of it behind the ankle, and `knee_depth`
    how far the kneecap lies before the middle of the knee.
    """

    shank: Number
    thigh: Number
    trunk: Number
    arm: Number
    ankle_height: Number
    foot: Number
    heel_behind_ankle: Number
    heel_to_ball: Number
    knee_depth: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatMasses:
    """What the parts of a body weigh, both sides together: shares of the whole, which make 1."""

    feet: Number
    shanks: Number
    thighs: Number
    trunk_and_head: Number
    arms: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatCenters:
    """Where the parts of a body have their middle, as shares of their length.

    `of_leg` counts from the upper joint of shank and thigh, `of_trunk_and_head` from the hip in
    lengths of the trunk, `of_arm` from the shoulder.
    """

    of_leg: Number
    of_trunk_and_head: Number
    of_arm: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatBar:
    """A bar: its weight as a share of the body's, and where it and the hands on it act.

    Heights are shares of the trunk from the hip up, distances from the trunk's line are shares of
    the body's height.
    """

    bar_weight: Number
    hands_at: Number
    back_bar_at: Number
    back_bar_behind: Number
    front_bar_at: Number
    front_bar_before: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatAsked:
    """What may be asked: distances at the wall and heights in cm, and where nobody says one.

    `inch_step` is the step of a reader who measures in inches. The errors are those of measuring
    oneself, as the self-test counts with them.
    """

    least_wall: Number
    most_wall: Number
    usual_wall: Number
    wall_step: Number
    inch_step: Number
    least_height: Number
    most_height: Number
    usual_height: Number
    error_of_one: Number
    error_of_three: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatWays:
    """What can be changed about a squat, and when hips and knees share the work.

    `heel_lift` is in cm, `knees_out_by` in degrees. Hips and knees are about even where the shin
    leans `even_at` degrees further than the trunk, or `even_within` more or less than that.
    """

    heel_lift: Number
    knees_out_by: Number
    even_at: Number
    even_within: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatFrame:
    """A squat that is measured in a picture: what four points must be, and how far off they are.

    Points lie `least_apart` from each other and a segment has `least_segment`, in pixels as shown;
    knees bend `least_bend` degrees, and of thigh and shin the shorter is at least `least_share` of
    the other. Each error is one standard error of trunk minus shin, in degrees, by how many squats
    were measured.
    """

    least_apart: Number
    least_segment: Number
    least_bend: Number
    least_share: Number
    error_of_one: Number
    error_of_two: Number
    error_of_three: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatModel:
    """A squat seen from the side, in which the ankle decides how far the trunk leans.

    It scores nothing. `measure` is the distance that the slider stands for, `frame` what a squat in
    a picture is held to; `leaves_out` is what a reader has to know before believing it.
    """

    measure: MeasureId
    body: SquatBody
    masses: SquatMasses
    centers: SquatCenters
    bar: SquatBar
    asked: SquatAsked
    ways: SquatWays
    frame: SquatFrame
    leaves_out: tuple[Claim, ...]
