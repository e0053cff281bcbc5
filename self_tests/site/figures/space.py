"""Points, directions and frames in space: the geometry that a body needs.

`x` runs forward from a person who faces the wall, `y` up, `z` to their right. Lengths are in
hundredths of the body's height, angles in degrees.
"""

from dataclasses import dataclass
from math import acos, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Self


@dataclass(frozen=True, slots=True)
class Vector:
    """A point or a direction."""

    x: float
    y: float
    z: float

    def __add__(self, other: "Vector") -> "Vector":
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other: "Vector") -> "Vector":
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor: float) -> "Vector":
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other: "Vector") -> float:
        """Return the dot product."""
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other: "Vector") -> "Vector":
        """Return the direction at right angles to both."""
        return Vector(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )

    @property
    def length(self) -> float:
        """Its length."""
        return sqrt(self.dot(self))

    def unit(self) -> "Vector":
        """Return the same direction, with length one."""
        return self * (1 / self.length)

    def turned(self, axis: "Vector", angle: float) -> "Vector":
        """Return it turned around a unit axis, by the right-hand rule."""
        turn = radians(angle)
        along = axis * (axis.dot(self) * (1 - cos(turn)))
        return self * cos(turn) + axis.cross(self) * sin(turn) + along

    def angle_to(self, other: "Vector") -> float:
        """Return the angle between two directions, 0 to 180."""
        share = self.dot(other) / (self.length * other.length)
        return degrees(acos(max(-1.0, min(1.0, share))))


UP = Vector(0, 1, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """The orientation of a part of the body: three unit directions at right angles."""

    forward: Vector = Vector(1, 0, 0)
    up: Vector = UP
    right: Vector = Vector(0, 0, 1)

    @classmethod
    def along(cls, up: Vector, facing: Vector) -> Self:
        """Return the frame with this `up` that faces as near to `facing` as it can."""
        up = up.unit()
        right = facing.cross(up).unit()
        return cls(forward=up.cross(right), up=up, right=right)

    def turned(self, axis: Vector, angle: float) -> "Frame":
        """Return it turned around an axis, by the right-hand rule."""
        return Frame(
            self.forward.turned(axis, angle),
            self.up.turned(axis, angle),
            self.right.turned(axis, angle),
        )

    def leaning(self, angle: float) -> "Frame":
        """Return it leaning forward about its own right."""
        return self.turned(self.right, -angle)

    def tilting(self, angle: float) -> "Frame":
        """Return it leaning to its right about its own forward."""
        return self.turned(self.forward, angle)

    def turning(self, angle: float) -> "Frame":
        """Return it turned to its right about its own up."""
        return self.turned(self.up, -angle)

    def offset(self, forward: float = 0, up: float = 0, right: float = 0) -> Vector:
        """Return the sum of these lengths along its directions."""
        return self.forward * forward + self.up * up + self.right * right


@dataclass(frozen=True, slots=True)
class Camera:
    """Where a figure is seen from: `turn` 0 is its right side, 90 its front."""

    turn: float

    def see(self, point: Vector) -> tuple[float, float]:
        """Return where a point appears: to the right and up."""
        turn = radians(self.turn)
        return point.x * cos(turn) - point.z * sin(turn), point.y


def bend(start: Vector, end: Vector, first: float, second: float, toward: Vector) -> Vector:
    """Return the middle joint of two segments from `start` to `end` that bends `toward`.

    Lengths stay the same: if the end is out of reach, the segments point straight at it.
    """
    way = end - start
    reach = min(way.length, (first + second) * 0.99999)
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    across = sqrt(max(0.0, first**2 - along**2))
    straight = way.unit()
    side = (toward - straight * straight.dot(toward)).unit()
    return start + straight * along + side * across


def lean_of(direction: Vector, frame: Frame) -> float:
    """Return how far a direction leans forward from a frame's up, seen from the frame's side."""
    return degrees(atan2(direction.dot(frame.forward), direction.dot(frame.up)))


def distance(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Return the distance of two points in the picture."""
    return hypot(first[0] - second[0], first[1] - second[1])
