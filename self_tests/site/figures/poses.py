"""The content of a pose file, as frozen dataclasses.

One TOML file in `self_tests/site/poses` is one figure. Lengths and places are in hundredths of the
body's height, angles in degrees. Near is the body's right: the side toward the reader in a side
view, the left of the picture in a front view.
"""

from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from self_tests.catalogue import UnknownIdError
from self_tests.definition_reader import DefinitionError, parse, read

POSES = Path(__file__).parents[1] / "poses"

type Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place: a joint's, moved by `at` (forward, up, right); without a joint, `at` itself.

    A `low` point keeps the joint's place on the floor and takes its height from `at` alone.
    """

    joint: str = ""
    at: Numbers = (0, 0, 0)
    low: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One leg.

    With `plant` (where the ankle stands: forward, height of the ground, right) the foot stays
    there, and hip and knee follow from it; else `hip`, `knee` and `ankle` place it. `heel` lifts
    the heel of a planted foot about its ball, `toes_out` turns foot and knee out, `knee_out`
    the knee only. A `kneel` plants the knee instead; its `ankle` and `lift` of the shank place
    the foot behind it. `arch` is how high the sole is at its highest.
    """

    plant: Numbers = ()
    kneel: Numbers = ()
    hip: float = 0
    hip_out: float = 0
    hip_turn: float = 0
    knee: float = 0
    ankle: float = 0
    heel: float = 0
    toes_out: float = 0
    knee_out: float = 0
    lift: float = 8
    thigh: float = 0
    arch: float = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm: its `shoulder` and `elbow`, or a `hand` that reaches a place.

    `bends` says which way the elbow points while the hand reaches.
    """

    shoulder: float = 0
    shoulder_out: float = 6
    elbow: float = 12
    hand: Point | None = None
    bends: Numbers = (-1, -1, 0)
    wrist: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """The joint angles of one moment.

    `trunk` leans forward, `tilt` to the right; `shift` moves the
    pelvis to the right of where the anchor puts it. `root` is where an anchor that is no foot
    and no knee lies.
    """

    trunk: float = 0
    tilt: float = 0
    neck: float = 0
    neck_tilt: float = 0
    shift: float | None = None
    root: Numbers = (0, 0, 0)
    near_leg: Leg = Leg()
    far_leg: Leg = Leg()
    near_arm: Arm = Arm()
    far_arm: Arm = Arm()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """A thing beside the body.

    `wall` stands at `x` and faces `side`; `box` and `wedge` run from `x` to `to`, with
    `height` (and `rise` at its end); `band` runs through `points`; `weight` hangs at the first of
    them with `size`; `phone` and `post` stand at `x` with `height`; `tape` lies from `x` to `to`.
    """

    kind: Literal["wall", "box", "wedge", "band", "weight", "phone", "post", "tape"]
    x: float = 0
    to: float = 0
    height: float = 0
    rise: float = 0
    size: float = 6
    side: Literal["left", "right"] = "right"
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accent:
    """A mark in the accent color on what the reader should look at.

    `gap` measures between its two points, with `text`; `arc` opens at the first of its three points
    between the other two; `line` runs through its points; `dot` marks one; `arch` is the hollow
    under a foot: its two ends and the top between them.
    """

    kind: Literal["gap", "arc", "line", "dot", "arch"]
    points: tuple[Point, ...]
    text: str = ""
    radius: float = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on the body where the state of a line is shown."""

    line: str
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: its words, its view, and its key poses in order.

    `screens` are the self-test screens (`knee-to-wall.measure`) and `drills` the drills beside
    which it is shown; `fault_of` are the screens of which it shows a fault. `view` is where it is
    seen from; `seen_from` turns that to an angle. `even` draws both sides dark. `crop` keeps only
    what is between left, top, right and bottom (down counts up) and `zoom` enlarges it. `seconds`
    is the time from pose to pose, `hold` the rest at both ends. `marks` are in the order of their
    names beside the figure, from the top.
    """

    id: str
    title: str
    alt: str
    view: Literal["side", "front"]
    anchor: str
    poses: tuple[Pose, ...]
    caption: str = ""
    screens: tuple[str, ...] = ()
    drills: tuple[str, ...] = ()
    fault_of: tuple[str, ...] = ()
    seen_from: float | None = None
    even: bool = False
    crop: Numbers = ()
    zoom: float = 1
    seconds: float = 1.6
    hold: float = 0.8
    props: tuple[Prop, ...] = ()
    accents: tuple[Accent, ...] = ()
    marks: tuple[Mark, ...] = ()


@cache
def figure_ids() -> tuple[str, ...]:
    """Return the id of every figure, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in POSES.glob("*.toml")))


@cache
def figures() -> tuple[Figure, ...]:
    """Return every figure. Raises `DefinitionError` for the first that cannot be read."""
    return tuple(
        read_figure((POSES / f"{name}.toml").read_text("utf-8"), f"poses/{name}.toml")
        for name in figure_ids()
    )


def figure(name: str) -> Figure:
    """Return a figure by its id. Raises `UnknownIdError` with the nearest ids there are."""
    for each in figures():
        if each.id == name:
            return each
    raise UnknownIdError("figure", name, figure_ids())


def stands_for(name: str) -> Figure | None:
    """Return the figure of a self-test or a drill in a list, `None` if none shows it.

    It is the one with the same id, else the first that shows one of its screens or the drill.
    """
    showing = [
        each
        for each in figures()
        if name in each.drills or any(screen.startswith(f"{name}.") for screen in each.screens)
    ]
    return min(showing, key=lambda each: each.id != name, default=None)


def read_figure(text: str, file: str) -> Figure:
    """Return the figure of a pose file; a later pose only names what changes.

    Raises `DefinitionError` with file, place, what is wrong and how to correct it.
    """
    table = parse(text, file)
    poses = table.get("poses")
    if isinstance(poses, list) and all(isinstance(pose, dict) for pose in poses):
        for number in range(1, len(poses)):
            poses[number] = _changed(poses[number - 1], poses[number])
    figure = read(Figure, table, file)
    for place, wrong, mend in _faults(figure, Path(file).stem):
        raise DefinitionError(file, place, wrong, mend)
    return figure


def _changed(before: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    made = dict(before)
    for key, value in change.items():
        old = before.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        made[key] = {**old, **value} if both and old is not None else value
    return made


def _faults(figure: Figure, stem: str) -> list[tuple[str, str, str]]:
    faults = []
    if figure.id != stem:
        faults.append(("id", f'"{figure.id}" is not the file\'s name', f'Write "{stem}".'))
    if not figure.poses:
        faults.append(("poses", "there is none", "Add [[poses]]."))
    if not figure.alt.strip():
        faults.append(("alt", "it is empty", "Say what somebody who cannot see it should know."))
    if figure.anchor not in ANCHORS:
        known = ", ".join(f'"{name}"' for name in ANCHORS)
        faults.append(("anchor", f'"{figure.anchor}" is not known', f"Write one of {known}."))
    for number, pose in enumerate(figure.poses, 1):
        side, _, part = figure.anchor.partition("-")
        key = {"foot": "plant", "knee": "kneel"}.get(part)
        if key and len(getattr(getattr(pose, f"{side}_leg"), key)) != PLACE:
            faults.append(
                (
                    f"poses[{number}].{side}-leg.{key}",
                    "the anchor stands nowhere",
                    f"Write {key} = [forward, height of the ground, right].",
                )
            )
    return faults


STEP_HEIGHT = 2.0
"""How high a foot lifts while it moves to another place."""
PLACE = 3
"""How many numbers a place has."""
ANCHORS = ("near-foot", "far-foot", "near-knee", "far-knee", "shoulders", "pelvis", "far-elbow")
"""The parts that may stay in place while the body moves."""


def between(first: Pose, second: Pose, share: float) -> Pose:
    """Return the pose at a share of the way from one to another."""
    made = _between(first, second, share)
    assert isinstance(made, Pose)  # noqa: S101 - tells the type checker what _between returns
    return made


def _step(first: Numbers, second: Numbers, share: float) -> Numbers:
    """Return where a foot is on its way to another place: lifted, as in a step."""
    along, up, across = (one + (two - one) * share for one, two in zip(first, second, strict=True))
    return along, up if first == second else up + STEP_HEIGHT * 4 * share * (1 - share), across


def _between(first: Any, second: Any, share: float) -> object:  # noqa: ANN401 - parts of a pose
    if isinstance(first, bool):
        return first
    if isinstance(first, float | int) and isinstance(second, float | int):
        return first + (second - first) * share
    if isinstance(first, tuple) and len(first) == len(second):
        return tuple(_between(one, two, share) for one, two in zip(first, second, strict=True))
    if isinstance(first, Pose | Leg | Arm | Point) and isinstance(second, type(first)):
        parts: dict[str, Any] = {
            field.name: _between(getattr(first, field.name), getattr(second, field.name), share)
            for field in fields(first)
        }
        if isinstance(first, Leg) and isinstance(second, Leg) and first.plant and second.plant:
            parts["plant"] = _step(first.plant, second.plant, share)
        return replace(first, **parts)
    return first if share < 1 else second
