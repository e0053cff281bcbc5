"""A figure becomes paths: every frame of the movement as the camera sees it, in SVG.

A limb is one path, so its paper-colored edge separates it from what is behind and never crosses its
own joints. All frames of a path have the same commands, so SVG's own animation can change one into
the next without a script.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import atan2, cos, sin

from self_tests.site.figures.body import SIDES, Body, body
from self_tests.site.figures.paths import SCALE, Paper, accent_path, limb_path, prop_path
from self_tests.site.figures.poses import Accent, Figure, Mark, Pose, between
from self_tests.site.figures.space import Camera
from self_tests.site.lengths import Part, parts_by_unit

FEWEST_STEPS, MOST_STEPS = 3, 6
"""Frames from one key pose to the next; between them the browser draws straight lines."""
MOST_SHRINKING = 0.98
"""By how much a limb may be shorter halfway between two frames, as a share of its length."""
HOLD_STILL = "Still picture"
"""The label beside a moving figure. It is needed only in the build, so it is not in words.toml."""
LABEL_HALF = 85
"""How far a label such as "10 cm" reaches to each side."""
LABEL_LINE = 56
"""How far the second line of a label is below its first."""
LEAST_WIDTH = 540
"""Narrow figures get room at both sides, for their caption."""
MARGIN, UNDERGROUND = 4.0, 3.0
VIEW_TURN = {"side": 0.0, "front": 90.0}
BEHIND = {
    "side": ("far-arm", "far-leg", "trunk", "near-leg", "pelvis", "near-arm", "shoulders"),
    "front": ("trunk", "far-leg", "near-leg", "pelvis", "far-arm", "near-arm", "shoulders"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One path: its `kind` for the style sheet, its last frame, and all frames if it moves."""

    kind: str
    still: str
    frames: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words in the picture; a length in both units has a line for each."""

    x: int
    y: int
    lines: tuple[Part, ...]
    anchor: str
    line: int = LABEL_LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMark:
    """Where the state of a line is shown; `beside` is the height of its name at the right edge."""

    line: str
    x: int
    y: int
    beside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything a template places: lengths in picture units, times as SVG writes them."""

    figure: Figure
    left: int
    top: int
    width: int
    shown_width: int
    height: int
    caption: tuple[Part, ...]
    ghost: str
    layers: tuple[Layer, ...]
    labels: tuple[Label, ...]
    marks: tuple[PlacedMark, ...]
    seconds: str
    times: str


def moving_poses(figure: Figure) -> tuple[Pose, ...]:
    """Return every drawn pose from the first key pose to the last, slow at both ends.

    There are as few as possible while limbs keep their length where the browser interpolates.
    """
    for steps in range(FEWEST_STEPS, MOST_STEPS):
        poses = _in_steps(figure, steps)
        bodies = [body(figure, pose) for pose in poses]
        if all(_keeps_lengths(first, second) for first, second in pairwise(bodies)):
            return poses
    return _in_steps(figure, MOST_STEPS)


def _in_steps(figure: Figure, steps: int) -> tuple[Pose, ...]:
    poses = [figure.poses[0]]
    for first, second in pairwise(figure.poses):
        for step in range(1, steps + 1):
            share = step / steps
            poses.append(between(first, second, share * share * (3 - 2 * share)))
    return tuple(poses)


def _keeps_lengths(first: Body, second: Body) -> bool:
    """Return whether no limb is much shorter halfway between two frames."""
    return all(
        (first.joints[start] + second.joints[start] - first.joints[end] - second.joints[end]).length
        >= 2 * MOST_SHRINKING * (first.joints[start] - first.joints[end]).length
        for side in SIDES
        for start, end in (
            (f"{side}-hip", f"{side}-knee"),
            (f"{side}-knee", f"{side}-ankle"),
            (f"{side}-shoulder", f"{side}-elbow"),
            (f"{side}-elbow", f"{side}-wrist"),
        )
    )


@cache
def drawing(figure: Figure) -> Drawing:
    """Return a figure as paths. Raises `KeyError` for a joint that no body has."""
    turn = VIEW_TURN[figure.view] if figure.seen_from is None else figure.seen_from
    paper = Paper(Camera(turn))
    bodies = tuple(body(figure, pose) for pose in moving_poses(figure))
    there_and_back = (*bodies, *bodies[-2::-1])
    layers = [
        *(
            _layer(f"prop-{prop.kind}", there_and_back, bodies[-1], prop_path(prop, paper))
            for prop in figure.props
            if prop.kind not in IN_FRONT
        ),
        *(
            _layer(
                _tone(name, figure),
                there_and_back,
                bodies[-1],
                limb_path(name, paper),
            )
            for name in BEHIND[figure.view]
        ),
        *(
            _layer(f"prop-{prop.kind}", there_and_back, bodies[-1], prop_path(prop, paper))
            for prop in figure.props
            if prop.kind in IN_FRONT
        ),
        *(
            _layer(accent.kind, there_and_back, bodies[-1], accent_path(accent, paper))
            for accent in figure.accents
        ),
    ]
    labels = tuple(_label(accent, bodies[-1], paper) for accent in figure.accents if accent.text)
    left, top, right, bottom = (
        tuple(round(edge * SCALE) for edge in figure.crop)
        if figure.crop
        else _bounds(figure, bodies, labels, paper)
    )
    layers.insert(0, Layer(kind="ground", still=f"M{left} 0H{right}"))
    ghost = "".join(limb_path(name, paper)(bodies[0]) for name in BEHIND[figure.view])
    return Drawing(
        figure=figure,
        left=left,
        top=top,
        width=right - left,
        shown_width=round((right - left) * figure.zoom),
        height=bottom - top,
        caption=tuple(parts_by_unit(figure.caption)) if figure.caption else (),
        ghost=ghost if len(bodies) > 1 else "",
        layers=tuple(layers),
        labels=labels,
        marks=tuple(
            _mark(mark, bodies[-1], paper, round(top + (bottom - top) * share))
            for mark, share in zip(figure.marks, _middles(len(figure.marks)), strict=True)
        ),
        seconds=_number(_seconds(figure)),
        times=_times(figure, len(bodies) - 1),
    )


def _middles(count: int) -> list[float]:
    """Return the middles of equal rows, as shares of the height."""
    return [(number + 0.5) / count for number in range(count)]


def _mark(mark: Mark, end: Body, paper: Paper, beside: int) -> PlacedMark:
    x, y = paper.seen(end.place(mark.point))
    return PlacedMark(line=mark.line, x=round(x), y=round(y), beside=beside)


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
    # The first and the last frame are held, so each is there twice.
    values = ";".join([frames[0], *_held(frames), frames[-1]]) if moves else ""
    return Layer(kind=kind, still=draw(end), frames=values)


def _held(frames: list[str]) -> list[str]:
    middle = len(frames) // 2
    return [*frames[: middle + 1], *frames[middle:]]


def _seconds(figure: Figure) -> float:
    ways = len(figure.poses) - 1
    return 2 * ways * figure.seconds + 2 * figure.hold


def _times(figure: Figure, steps: int) -> str:
    """Return when each frame is reached, as shares of a cycle: hold, there, hold, back, hold."""
    step, now = figure.seconds * (len(figure.poses) - 1) / max(steps, 1), figure.hold / 2
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


LINES = ("", "in", "cm")
"""What of a label is drawn: its words, but not what joins two units in a sentence."""


def _label(accent: Accent, end: Body, paper: Paper) -> Label:
    seen = [paper.seen(end.place(point)) for point in accent.points]
    lines = tuple(part for part in parts_by_unit(accent.text) if part.unit in LINES and part.text)
    if accent.kind == "gap":
        (x1, y1), (x2, y2) = seen
        flat = abs(x2 - x1) > abs(y2 - y1)
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        return Label(
            x=round(x if flat else x + 36),
            y=round(y + 62 if flat else y + 15),
            lines=lines,
            anchor="middle" if flat else "start",
        )
    (x, y), *ends = seen
    angle = sum(atan2(end_y - y, end_x - x) for end_x, end_y in ends) / len(ends)
    away = accent.radius * SCALE + 50
    return Label(
        x=round(x + away * cos(angle)),
        y=round(y + away * sin(angle) + 15),
        lines=lines,
        anchor="middle",
    )


def _bounds(
    figure: Figure, bodies: Iterable[Body], labels: Iterable[Label], paper: Paper
) -> tuple[int, int, int, int]:
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
        seen = [paper.seen(each.place(point)) for point in points for each in bodies]
        across += [x for x, _ in seen]
        down += [y for _, y in seen]
        if not points:
            ends = [prop.x, prop.to] if prop.to else [prop.x]
            across += [end * SCALE for end in ends]
            down.append(-max(prop.height, prop.rise) * SCALE)
            if prop.kind == "wall":
                across.append(prop.x * SCALE + (30 if prop.side == "right" else -30))
    gaps = [
        label.lines
        for accent, label in zip(
            (accent for accent in figure.accents if accent.text), labels, strict=True
        )
        if accent.kind == "gap"
    ]
    label_room = max((70 + LABEL_LINE * (len(lines) - 1) for lines in gaps), default=0)
    for label in labels:
        across += [label.x - LABEL_HALF, label.x + LABEL_HALF]
    margin = max(MARGIN * SCALE, (LEAST_WIDTH - (max(across) - min(across))) / 2)
    wall_right = any(prop.kind == "wall" and prop.side == "right" for prop in figure.props)
    wall_left = any(prop.kind == "wall" and prop.side == "left" for prop in figure.props)
    return (
        round(min(across) - (0 if wall_left else margin)),
        round(min(down) - MARGIN * SCALE),
        round(max(across) + (0 if wall_right else margin)),
        round(max(*down, UNDERGROUND * SCALE) + label_room + 6),
    )
