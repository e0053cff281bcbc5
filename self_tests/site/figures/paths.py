"""The path of each thing: limbs, props, and the marks for what the reader should look at.

A body's shapes have the same commands in every frame and pose, so that SVG's own animation can
change one into the next.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import acos, atan2, cos, degrees, pi, sin

from self_tests.site.figures.body import Body, Shape
from self_tests.site.figures.poses import Accent, Prop
from self_tests.site.figures.space import Camera, Vector, distance

SCALE = 10
"""Units of the picture in one hundredth of the body's height."""
CORNERS = 18
"""Corners of a shape with more than two round ends."""

type Seen = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Paper:
    """Turns seen points into picture units."""

    camera: Camera

    def seen(self, point: Vector) -> Seen:
        """Return the place of a point in the picture: units to the right and down."""
        across, up = self.camera.see(point)
        return across * SCALE, -up * SCALE


def limb_path(name: str, paper: Paper) -> Callable[[Body], str]:
    """Return the function that draws a limb of any body."""
    return lambda each: "".join(outline(shape, paper) for shape in each.shapes[name])


def outline(shape: Shape, paper: Paper) -> str:
    """Return the path of one shape."""
    circles = [(*paper.seen(ball.at), ball.radius * SCALE) for ball in shape]
    return _capsule(*circles) if len(circles) == 2 else _hull(circles)  # noqa: PLR2004 - two ends


def _capsule(first: tuple[float, float, float], second: tuple[float, float, float]) -> str:
    """Return the hull of two circles, as two arcs and two lines."""
    (x1, y1, r1), (x2, y2, r2) = (first, second) if first[2] >= second[2] else (second, first)
    way, turn = distance((x1, y1), (x2, y2)), atan2(y2 - y1, x2 - x1)
    # Seen from its end, the small circle is hidden in the large one.
    spread = acos(min(0.98, (r1 - r2) / way)) if way else 0.2

    def at(x: float, y: float, radius: float, angle: float) -> str:
        return f"{x + radius * cos(angle):.0f} {y + radius * sin(angle):.0f}"

    return (
        f"M{at(x1, y1, r1, turn + spread)}"
        f"A{r1:.0f} {r1:.0f} 0 1 1 {at(x1, y1, r1, turn - spread)}"
        f"L{at(x2, y2, r2, turn - spread)}"
        f"A{r2:.0f} {r2:.0f} 0 0 1 {at(x2, y2, r2, turn + spread)}Z"
    )


def _hull(circles: list[tuple[float, float, float]]) -> str:
    """Return the hull of many circles: in each direction the corner that is farthest out."""
    corners = []
    for number in range(CORNERS):
        angle = 2 * pi * number / CORNERS
        across, down = cos(angle), sin(angle)
        x, y, radius = max(circles, key=lambda one: one[0] * across + one[1] * down + one[2])
        corners.append((round(x + radius * across), round(y + radius * down)))
    steps = (f"{x - x0} {y - y0}" for (x0, y0), (x, y) in pairwise(corners))
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _path(points: Iterable[Seen]) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points)


def prop_path(prop: Prop, paper: Paper) -> Callable[[Body], str]:
    """Return the function that draws a prop beside any body."""
    return lambda each: PROPS[prop.kind](prop, paper, each)


def _wall(prop: Prop, _paper: Paper, _body: Body) -> str:
    x, deep = prop.x * SCALE, 30 if prop.side == "right" else -30
    return f"M{x:.0f} 0V-{prop.height * SCALE:.0f}h{deep}V0z"


def _box(prop: Prop, _paper: Paper, _body: Body) -> str:
    return f"M{prop.x * SCALE:.0f} 0V-{prop.height * SCALE:.0f}H{prop.to * SCALE:.0f}V0z"


def _wedge(prop: Prop, _paper: Paper, _body: Body) -> str:
    return (
        f"M{prop.x * SCALE:.0f} 0V-{prop.height * SCALE:.0f}"
        f"L{prop.to * SCALE:.0f}-{prop.rise * SCALE:.0f}V0z"
    )


def _tape(prop: Prop, _paper: Paper, _body: Body) -> str:
    left, right = sorted((prop.x * SCALE, prop.to * SCALE))
    ticks = "".join(
        f"M{left + number * 29:.0f} 4v14" for number in range(int((right - left) / 29) + 1)
    )
    return f"M{left:.0f} 4H{right:.0f}{ticks}"


def _post(prop: Prop, _paper: Paper, _body: Body) -> str:
    return f"M{prop.x * SCALE:.0f} 0V-{prop.height * SCALE:.0f}"


def _phone(prop: Prop, _paper: Paper, _body: Body) -> str:
    x, y = prop.x * SCALE, prop.height * SCALE
    return f"M{x:.0f} 0V-{y - 40:.0f}m-14 40v-80h28v80z"


def _band(prop: Prop, paper: Paper, each: Body) -> str:
    return _path(paper.seen(each.place(point)) for point in prop.points)


def _weight(prop: Prop, paper: Paper, each: Body) -> str:
    x, y = paper.seen(each.place(prop.points[0]))
    radius = prop.size * SCALE
    around = f"{radius:.0f} {radius:.0f} 0 1 1 0 1z"
    # A handle: a ring whose inner edge runs in the opposite direction.
    outer, inner = round(radius * 0.62), round(radius * 0.36)
    top = round(y - radius * 0.95)
    return (
        f"M{x - radius:.0f} {y:.0f}a{around}"
        f"M{x - outer:.0f} {top}a{outer} {outer} 0 1 1 0 1z"
        f"M{x - inner:.0f} {top}a{inner} {inner} 0 1 0 0-1z"
    )


PROPS: Mapping[str, Callable[[Prop, Paper, Body], str]] = {
    "wall": _wall,
    "box": _box,
    "wedge": _wedge,
    "tape": _tape,
    "post": _post,
    "phone": _phone,
    "band": _band,
    "weight": _weight,
}


def accent_path(accent: Accent, paper: Paper) -> Callable[[Body], str]:
    """Return the function that marks the measured thing on any body."""
    return lambda each: ACCENTS[accent.kind](
        accent, [paper.seen(each.place(point)) for point in accent.points]
    )


def _gap(_accent: Accent, seen: list[Seen]) -> str:
    (x1, y1), (x2, y2) = seen
    turn = atan2(y2 - y1, x2 - x1)
    over, down = 22 * sin(turn), 22 * cos(turn)
    ends = "".join(f"M{x - over:.0f} {y + down:.0f}L{x + over:.0f} {y - down:.0f}" for x, y in seen)
    return f"{ends}{_path(seen)}"


def _arc(accent: Accent, seen: list[Seen]) -> str:
    (x, y), *ends = seen
    radius = accent.radius * SCALE
    first, second = (atan2(end[1] - y, end[0] - x) for end in ends)
    sweep = 1 if (degrees(second - first) + 360) % 360 < 180 else 0  # noqa: PLR2004 - half a turn
    start, stop = (
        f"{x + radius * cos(angle):.0f} {y + radius * sin(angle):.0f}" for angle in (first, second)
    )
    return f"M{x:.0f} {y:.0f}L{start}A{radius:.0f} {radius:.0f} 0 0 {sweep} {stop}"


def _line(_accent: Accent, seen: list[Seen]) -> str:
    return _path(seen)


def _dot(_accent: Accent, seen: list[Seen]) -> str:
    (x, y), *_ = seen
    return f"M{x - 13:.0f} {y:.0f}a13 13 0 1 1 0 1z"


def _arch(_accent: Accent, seen: list[Seen]) -> str:
    (x1, y1), (x2, y2), (x3, y3) = seen
    # The curve passes through its middle point, halfway to its control point.
    across, down = 2 * x2 - (x1 + x3) / 2, 2 * y2 - (y1 + y3) / 2
    return f"M{x1:.0f} {y1:.0f}Q{across:.0f} {down:.0f} {x3:.0f} {y3:.0f}"


ACCENTS: Mapping[str, Callable[[Accent, list[Seen]], str]] = {
    "gap": _gap,
    "arc": _arc,
    "line": _line,
    "dot": _dot,
    "arch": _arch,
}
