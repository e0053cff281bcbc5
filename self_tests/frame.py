"""A squat in one picture: how much farther the trunk leans than the shin, from four points.

Points are in pixels of the shown picture, from its upper left corner. The angle between two parts
of a body is the same in a tilted, larger or mirrored picture; nothing here scores anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import atan2, degrees, hypot
from typing import Literal

from self_tests.model import SquatFrame

type Point = tuple[float, float]
type Joint = Literal["shoulder", "hip", "knee", "ankle"]
type Doubt = Literal["outside", "on-top", "short", "order", "straight", "front", "shin-back"]

JOINTS: tuple[Joint, ...] = ("shoulder", "hip", "knee", "ankle")
ORDER: tuple[tuple[Joint, Joint], ...] = (("shoulder", "hip"), ("hip", "ankle"), ("knee", "ankle"))
"""In each pair, what is above what in any squat, however deep."""

UP: Point = (0.0, -1.0)
LARGEST = 100_000
"""No picture has more pixels across; the comparison also refuses what is not a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A picture, its `width` and `height` in pixels as shown, and where its joints were marked."""

    width: float
    height: float
    shoulder: Point
    hip: Point
    knee: Point
    ankle: Point


def marked_in(text: str) -> Marked | None:
    """Return the squat that a text of ten numbers describes, `None` for any other text.

    They are the width and height of the picture in pixels as shown, then for each of `JOINTS` how
    far right and down it is, as shares of the picture.
    """
    try:
        width, height, *shares = map(float, text.split())
    except ValueError:
        return None
    fits = all(abs(number) <= LARGEST for number in (width, height, *shares))
    if not fits or len(shares) != 2 * len(JOINTS) or width <= 0 or height <= 0:
        return None
    places = zip((x * width for x in shares[::2]), (y * height for y in shares[1::2]), strict=True)
    return Marked(width=width, height=height, **dict(zip(JOINTS, places, strict=True)))


def frame_field(about: str) -> str:
    """Return the field of squats that were marked beside the question or drill with this id."""
    return f"{about}.frame"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Why points can hardly be a squat from the side: the doubt, the joints, and by how much."""

    doubt: Doubt
    joints: tuple[Joint, ...] = ()
    pixels: float = 0.0


def trunk_minus_shin(marked: Marked) -> float:
    """Return by how many degrees the trunk leans farther forward than the shin.

    Forward is where the knee points. Below zero the shin leans farther.
    """
    trunk, shin = _from(marked.hip, marked.shoulder), _from(marked.ankle, marked.knee)
    return _facing(marked) * _turn(shin, trunk)


def trunk_lean(marked: Marked) -> float:
    """Return how far the trunk leans forward, in degrees from upright; a tilted phone moves it."""
    return _facing(marked) * _turn(UP, _from(marked.hip, marked.shoulder))


def thigh_lean(marked: Marked) -> float:
    """Return how far the thigh is from upright, in degrees: 90 is level, more is lower."""
    return -_facing(marked) * _turn(UP, _from(marked.knee, marked.hip))


def doubts(marked: Marked, limits: SquatFrame) -> Iterator[Doubtful]:
    """Yield the reasons against these points, the clearest first."""
    places = {joint: getattr(marked, joint) for joint in JOINTS}
    for joint, (x, y) in places.items():
        if not (0 <= x <= marked.width and 0 <= y <= marked.height):
            yield Doubtful("outside", (joint,))
    for one, other in combinations(JOINTS, 2):
        if hypot(*_from(places[one], places[other])) < limits.least_apart.value:
            yield Doubtful("on-top", (one, other))
    for one, other in pairwise(JOINTS):
        apart = hypot(*_from(places[one], places[other]))
        if apart < limits.least_segment.value:
            yield Doubtful("short", (one, other), apart)
    yield from _odd_shapes(marked, limits)


def _odd_shapes(marked: Marked, limits: SquatFrame) -> Iterator[Doubtful]:
    """Yield the reasons against points that are far enough apart."""
    for upper, lower in ORDER:
        if getattr(marked, upper)[1] >= getattr(marked, lower)[1]:
            yield Doubtful("order", (upper, lower))
    thigh, shin = _from(marked.hip, marked.knee), _from(marked.knee, marked.ankle)
    if abs(_turn(thigh, shin)) < limits.least_bend.value:
        yield Doubtful("straight")
    shorter, longer = sorted((hypot(*thigh), hypot(*shin)))
    if shorter < limits.least_share.value * longer:
        yield Doubtful("front")
    if _facing(marked) * _turn(UP, _from(marked.ankle, marked.knee)) < 0:
        yield Doubtful("shin-back")


def _from(one: Point, other: Point) -> Point:
    return other[0] - one[0], other[1] - one[1]


def _turn(one: Point, other: Point) -> float:
    """Return the degrees from one direction to another, clockwise as the picture is seen."""
    across = one[0] * other[1] - one[1] * other[0]
    return degrees(atan2(across, one[0] * other[0] + one[1] * other[1]))


def _facing(marked: Marked) -> int:
    """Return 1 where the knee points right in the picture, -1 where it points left.

    The knee's own bend says so, however the picture is turned.
    """
    bend = _turn(_from(marked.hip, marked.knee), _from(marked.knee, marked.ankle))
    return 1 if bend >= 0 else -1
