"""A figure becomes paths: every frame of the movement seen by the camera, as SVG reads them.

A limb is one path, so that its paper-coloured edge sets it off from what is behind and never
crosses its own joints. All frames of a path have the same commands: SVG's own animation can go
from one to the next without a script.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import acos, atan2, cos, degrees, pi, sin

from self_tests.site.figures.body import Body, Shape, body
from self_tests.site.figures.poses import Accent, Figure, Pose, Prop, between
from self_tests.site.figures.space import Camera, Vector, distance

SCALE = 10
"""Units of the picture in one hundredth of the body's height."""
STEPS = 5
"""Frames from one key pose to the next; between frames the browser draws straight lines."""
CORNERS = 18
"""Corners of a shape with more than two round ends."""
HOLD_STILL = "Hold the picture still"
"""Beside a figure that moves. It never reaches the browser's Python, so it is not in its words."""
LEAST_WIDTH = 540
"""Narrow figures get room at both sides, for their caption."""
MARGIN, UNDERGROUND = 4.0, 3.0
VIEW_TURN = {"side": 0.0, "front": 90.0}
BEHIND = {
    "side": ("far-arm", "far-leg", "trunk", "near-leg", "pelvis", "near-arm", "shoulders"),
    "front": ("trunk", "far-leg", "near-leg", "pelvis", "far-arm", "near-arm", "shoulders"),
}

type Seen = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One path: its `kind` for the style sheet, its last frame, and all frames if it moves."""

    kind: str
    still: str
    frames: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words in the picture."""

    x: int
    y: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All a template places: lengths in picture units, times as SVG writes them."""

    figure: Figure
    left: int
    top: int
    width: int
    shown_width: int
    height: int
    ghost: str
    layers: tuple[Layer, ...]
    labels: tuple[Label, ...]
    seconds: str
    times: str


@dataclass(frozen=True, slots=True)
class _Paper:
    """Turns seen points into picture units."""

    camera: Camera
    mirror: bool

    def seen(self, point: Vector) -> Seen:
        across, up = self.camera.see(point)
        return (-across if self.mirror else across) * SCALE, -up * SCALE


def key_bodies(figure: Figure) -> tuple[Body, ...]:
    """Return the body in every key pose."""
    return tuple(body(figure, pose) for pose in figure.poses)


def moving_poses(figure: Figure) -> tuple[Pose, ...]:
    """Return every drawn pose from the first key pose to the last, slow at both ends."""
    poses = [figure.poses[0]]
    for first, second in pairwise(figure.poses):
        for step in range(1, STEPS + 1):
            share = step / STEPS
            poses.append(between(first, second, share * share * (3 - 2 * share)))
    return tuple(poses)


def drawing(figure: Figure) -> Drawing:
    """Return a figure as paths. Raises `KeyError` for a joint that no body has."""
    turn = VIEW_TURN[figure.view] if figure.seen_from is None else figure.seen_from
    paper = _Paper(Camera(turn, figure.above), figure.mirror)
    bodies = tuple(body(figure, pose) for pose in moving_poses(figure))
    there_and_back = (*bodies, *bodies[-2::-1])
    layers = [
        *(
            _layer(f"prop-{prop.kind}", there_and_back, bodies[-1], _prop(prop, paper))
            for prop in figure.props
            if prop.kind not in IN_FRONT
        ),
        *(
            _layer(
                _tone(name, figure),
                there_and_back,
                bodies[-1],
                _limb(name, paper),
            )
            for name in BEHIND[figure.view]
        ),
        *(
            _layer(f"prop-{prop.kind}", there_and_back, bodies[-1], _prop(prop, paper))
            for prop in figure.props
            if prop.kind in IN_FRONT
        ),
        *(
            _layer(accent.kind, there_and_back, bodies[-1], _accent(accent, paper))
            for accent in figure.accents
        ),
    ]
    left, top, right, bottom = (
        tuple(round(edge * SCALE) for edge in figure.crop)
        if figure.crop
        else _bounds(figure, bodies, paper)
    )
    if figure.ground:
        layers.insert(0, Layer(kind="ground", still=f"M{left} 0H{right}"))
    ghost = "".join(_limb(name, paper)(bodies[0]) for name in BEHIND[figure.view])
    return Drawing(
        figure=figure,
        left=left,
        top=top,
        width=right - left,
        shown_width=round((right - left) * figure.zoom),
        height=bottom - top,
        ghost=ghost if len(bodies) > 1 else "",
        layers=tuple(layers),
        labels=tuple(_label(accent, bodies[-1], paper) for accent in figure.accents if accent.text),
        seconds=_number(_seconds(figure)),
        times=_times(figure),
    )


def _tone(limb: str, figure: Figure) -> str:
    """Return how a limb is filled: far ones lighter; in a front view the arms are neither."""
    if limb in ("pelvis", "shoulders"):
        return "join"
    light = limb.startswith("far") and not figure.even
    return "far" if light and (figure.view == "side" or limb == "far-leg") else "near"


IN_FRONT = frozenset({"band", "weight"})
"""Props drawn over the body."""


def _layer(kind: str, all_frames: Iterable[Body], end: Body, draw: Callable[[Body], str]) -> Layer:
    frames = [draw(each) for each in all_frames]
    moves = len(set(frames)) > 1
    # The first and the last frame are held, so they stand twice.
    values = ";".join([frames[0], *_held(frames), frames[-1]]) if moves else ""
    return Layer(kind=kind, still=draw(end), frames=values)


def _held(frames: list[str]) -> list[str]:
    middle = len(frames) // 2
    return [*frames[: middle + 1], *frames[middle:]]


def _seconds(figure: Figure) -> float:
    ways = len(figure.poses) - 1
    return 2 * ways * figure.seconds + 2 * figure.hold


def _times(figure: Figure) -> str:
    """Return when each frame is reached, as shares of a round: hold, there, hold, back, hold."""
    steps = (len(figure.poses) - 1) * STEPS
    step, now = figure.seconds / STEPS, figure.hold / 2
    times = [0.0, now]
    for number in range(1, 2 * steps + 1):
        now += step
        times.append(now)
        if number == steps:
            now += figure.hold
            times.append(now)
    times.append(now + figure.hold / 2)
    return ";".join(_number(time / times[-1], 3) for time in times)


def _number(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def _limb(name: str, paper: _Paper) -> Callable[[Body], str]:
    return lambda each: "".join(_outline(shape, paper) for shape in each.shapes[name])


def _outline(shape: Shape, paper: _Paper) -> str:
    circles = [(*paper.seen(ball.at), ball.radius * SCALE) for ball in shape]
    return _capsule(*circles) if len(circles) == 2 else _hull(circles)  # noqa: PLR2004 - two ends


def _capsule(first: tuple[float, float, float], second: tuple[float, float, float]) -> str:
    """Return the hull of two circles, as two arcs and two lines."""
    (x1, y1, r1), (x2, y2, r2) = (first, second) if first[2] >= second[2] else (second, first)
    way, turn = distance((x1, y1), (x2, y2)), atan2(y2 - y1, x2 - x1)
    # Seen from its end the small circle hides in the large one.
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
    """Return the hull of many circles: the corner that lies furthest out in each direction."""
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


def _prop(prop: Prop, paper: _Paper) -> Callable[[Body], str]:
    return lambda each: PROPS[prop.kind](prop, paper, each)


def _wall(prop: Prop, _paper: _Paper, _body: Body) -> str:
    x, deep = prop.x * SCALE, 30 if prop.side == "right" else -30
    return f"M{x:.0f} 0V-{prop.height * SCALE:.0f}h{deep}V0z"


def _box(prop: Prop, _paper: _Paper, _body: Body) -> str:
    return f"M{prop.x * SCALE:.0f} 0V-{prop.height * SCALE:.0f}H{prop.to * SCALE:.0f}V0z"


def _bench(prop: Prop, _paper: _Paper, _body: Body) -> str:
    left, right, top = prop.x * SCALE, prop.to * SCALE, prop.height * SCALE
    return (
        f"M{left:.0f}-{top:.0f}H{right:.0f}v50H{left:.0f}z"
        f"M{left + 50:.0f}-{top - 50:.0f}V0h40V-{top - 50:.0f}z"
        f"M{right - 90:.0f}-{top - 50:.0f}V0h40V-{top - 50:.0f}z"
    )


def _wedge(prop: Prop, _paper: _Paper, _body: Body) -> str:
    return (
        f"M{prop.x * SCALE:.0f} 0V-{prop.height * SCALE:.0f}"
        f"L{prop.to * SCALE:.0f}-{prop.rise * SCALE:.0f}V0z"
    )


def _tape(prop: Prop, _paper: _Paper, _body: Body) -> str:
    left, right = sorted((prop.x * SCALE, prop.to * SCALE))
    ticks = "".join(
        f"M{left + number * 29:.0f} 4v14" for number in range(int((right - left) / 29) + 1)
    )
    return f"M{left:.0f} 4H{right:.0f}{ticks}"


def _post(prop: Prop, _paper: _Paper, _body: Body) -> str:
    return f"M{prop.x * SCALE:.0f} 0V-{prop.height * SCALE:.0f}"


def _phone(prop: Prop, _paper: _Paper, _body: Body) -> str:
    x, y = prop.x * SCALE, prop.height * SCALE
    return f"M{x:.0f} 0V-{y - 40:.0f}m-14 40v-80h28v80z"


def _band(prop: Prop, paper: _Paper, each: Body) -> str:
    return _path(paper.seen(each.place(point)) for point in prop.points)


def _weight(prop: Prop, paper: _Paper, each: Body) -> str:
    x, y = paper.seen(each.place(prop.points[0]))
    radius = prop.size * SCALE
    around = f"{radius:.0f} {radius:.0f} 0 1 1 0 1z"
    # A handle: a ring whose inner edge runs the other way round.
    outer, inner = round(radius * 0.62), round(radius * 0.36)
    top = round(y - radius * 0.95)
    return (
        f"M{x - radius:.0f} {y:.0f}a{around}"
        f"M{x - outer:.0f} {top}a{outer} {outer} 0 1 1 0 1z"
        f"M{x - inner:.0f} {top}a{inner} {inner} 0 1 0 0-1z"
    )


PROPS: Mapping[str, Callable[[Prop, _Paper, Body], str]] = {
    "wall": _wall,
    "box": _box,
    "bench": _bench,
    "wedge": _wedge,
    "tape": _tape,
    "post": _post,
    "phone": _phone,
    "band": _band,
    "weight": _weight,
}


def _accent(accent: Accent, paper: _Paper) -> Callable[[Body], str]:
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
    # The curve passes its middle point halfway to the point that pulls it.
    across, down = 2 * x2 - (x1 + x3) / 2, 2 * y2 - (y1 + y3) / 2
    return f"M{x1:.0f} {y1:.0f}Q{across:.0f} {down:.0f} {x3:.0f} {y3:.0f}"


ACCENTS: Mapping[str, Callable[[Accent, list[Seen]], str]] = {
    "gap": _gap,
    "arc": _arc,
    "line": _line,
    "dot": _dot,
    "arch": _arch,
}


def _label(accent: Accent, end: Body, paper: _Paper) -> Label:
    seen = [paper.seen(end.place(point)) for point in accent.points]
    if accent.kind == "gap":
        (x1, y1), (x2, y2) = seen
        flat = abs(x2 - x1) > abs(y2 - y1)
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        return Label(
            x=round(x if flat else x + 36),
            y=round(y + 62 if flat else y + 15),
            text=accent.text,
            anchor="middle" if flat else "start",
        )
    (x, y), *ends = seen
    angle = sum(atan2(end_y - y, end_x - x) for end_x, end_y in ends) / len(ends)
    away = accent.radius * SCALE + 50
    return Label(
        x=round(x + away * cos(angle)),
        y=round(y + away * sin(angle) + 15),
        text=accent.text,
        anchor="middle",
    )


def _bounds(figure: Figure, bodies: Iterable[Body], paper: _Paper) -> tuple[int, int, int, int]:
    across, down = [0.0], [0.0]
    for each in bodies:
        for shapes in each.shapes.values():
            for ball in (ball for shape in shapes for ball in shape):
                x, y = paper.seen(ball.at)
                across += [x - ball.radius * SCALE, x + ball.radius * SCALE]
                down += [y - ball.radius * SCALE, y + ball.radius * SCALE]
        for accent in figure.accents:
            for point in accent.points:
                x, y = paper.seen(each.place(point))
                across.append(x)
                down.append(y)
    for prop in figure.props:
        points = prop.points
        seen = [paper.seen(bodies_end.place(point)) for point in points for bodies_end in bodies]
        across += [x for x, _ in seen]
        down += [y for _, y in seen]
        if not points:
            ends = [prop.x, prop.to] if prop.to else [prop.x]
            across += [end * SCALE for end in ends]
            down.append(-max(prop.height, prop.rise) * SCALE)
            if prop.kind == "wall":
                across.append(prop.x * SCALE + (30 if prop.side == "right" else -30))
    label_room = 70 if any(accent.kind == "gap" and accent.text for accent in figure.accents) else 0
    margin = max(MARGIN * SCALE, (LEAST_WIDTH - (max(across) - min(across))) / 2)
    wall_right = any(prop.kind == "wall" and prop.side == "right" for prop in figure.props)
    wall_left = any(prop.kind == "wall" and prop.side == "left" for prop in figure.props)
    return (
        round(min(across) - (0 if wall_left else margin)),
        round(min(down) - MARGIN * SCALE),
        round(max(across) + (0 if wall_right else margin)),
        round(max(*down, UNDERGROUND * SCALE) + label_room + 6),
    )
