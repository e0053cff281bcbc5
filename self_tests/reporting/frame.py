"""What four points on a squat say, in finished sentences. It answers nothing for the reader."""

from math import sqrt
from statistics import fmean

from self_tests.catalogue import say, squat_model
from self_tests.frame import (
    JOINTS,
    Doubtful,
    Marked,
    Point,
    doubts,
    thigh_lean,
    trunk_lean,
    trunk_minus_shin,
)
from self_tests.later_requests import Frame
from self_tests.model import Number, SquatFrame
from self_tests.reporting.later_shapes import FrameReport
from self_tests.reporting.squat import trunk_range
from self_tests.request import MARKED_FRAMES, RequestError
from self_tests.rules.chance import CHANCE_DECIMALS, WITHIN_95_OF_100
from self_tests.wording import plain_number

ERROR_DECIMALS = 1
DEGREE_DECIMALS = 0
LARGEST = 100_000
"""No picture has more pixels across; whatever is no number is not smaller either."""


def frame_report(request: Frame) -> FrameReport:
    """Return the mean of the marked squats. Raises `RequestError` for points that cannot be one."""
    if not request.frames:
        raise RequestError(say("frame.none"))
    if len(request.frames) > len(_errors()):
        raise _unreadable()
    marked = tuple(map(_read, request.frames))
    _refuse_doubtful(marked)
    values = tuple(map(trunk_minus_shin, marked))
    # Of whole degrees everything else is told, so that no sentence contradicts the number.
    value = float(round(round(fmean(values), CHANCE_DECIMALS)))
    error = _errors()[len(values) - 1].value
    band = WITHIN_95_OF_100 * error
    real = round(band * sqrt(2), ERROR_DECIMALS)
    return FrameReport(
        value=value,
        values=values,
        error=error,
        real_from=real,
        is_close=abs(value) <= band,
        sentence=_sentence(value, error),
        chest=say(f"frame.chest-{_beyond(value, band)}"),
        work=_work(value, band),
        explore=_explore(request, marked),
        more=_more(len(values)),
        change=say("frame.change", real=plain_number(real)),
    )


def _unreadable() -> RequestError:
    return RequestError(say("wire.wrong-type", key="frames", expected=MARKED_FRAMES))


def _read(sent: object) -> Marked:
    """Return a squat as it came in, with its points in pixels. Raises `RequestError`."""
    match sent:
        case {"picture": picture, "points": [_, _, _, _] as points, **others} if not others:
            width, height = _pair(picture)
            if not (width > 0 and height > 0):
                raise _unreadable()
            places = ((x * width, y * height) for x, y in map(_pair, points))
            return Marked(width=width, height=height, **dict(zip(JOINTS, places, strict=True)))
        case _:
            raise _unreadable()


def _pair(sent: object) -> Point:
    match sent:
        case [int() | float() as one, int() | float() as other] if not isinstance(
            one, bool
        ) and not isinstance(other, bool):
            if abs(one) <= LARGEST and abs(other) <= LARGEST:
                return float(one), float(other)
    raise _unreadable()


def _refuse_doubtful(marked: tuple[Marked, ...]) -> None:
    """Raise `RequestError` with the first question that the points raise."""
    limits = squat_model().frame
    for number, one in enumerate(marked, 1):
        for found in doubts(one, limits):
            question = _question(found, limits)
            if len(marked) > 1:
                question = say("frame.in-squat", number=number, question=question)
            raise RequestError(question)


def _question(found: Doubtful, limits: SquatFrame) -> str:
    names = tuple(say(f"frame.joint-{joint}") for joint in found.joints)
    match found.doubt, names:
        case "outside", (joint,):
            return say("frame.outside", joint=joint)
        case ("on-top" | "order") as doubt, (first, second):
            return say(f"frame.pair-{doubt}", first=first, second=second)
        case "short", (first, second):
            shown = plain_number(found.pixels, DEGREE_DECIMALS)
            least = plain_number(limits.least_segment.value)
            return say("frame.short", first=first, second=second, found=shown, least=least)
        case doubt, _:
            return say(f"frame.shape-{doubt}")


def _more(count: int) -> str:
    if count == len(_errors()):
        return say("frame.mean")
    return say(f"frame.of-{count}", error=plain_number(_errors()[-1].value))


def _errors() -> tuple[Number, ...]:
    frame = squat_model().frame
    return frame.error_of_one, frame.error_of_two, frame.error_of_three


def _beyond(value: float, band: float) -> str:
    if abs(value) <= band:
        return "close"
    return "more" if value > 0 else "less"


def _sentence(value: float, error: float) -> str:
    if value == 0:
        return say("frame.even", error=plain_number(error))
    way = "frame.trunk" if value > 0 else "frame.shin"
    return say(way, value=plain_number(abs(value), DEGREE_DECIMALS), error=plain_number(error))


def _work(value: float, band: float) -> str:
    """Return whether hips or knees do more of the work, as far as the error lets anybody tell."""
    beyond = value + squat_model().ways.even_at.value
    if abs(beyond) <= band:
        return say("frame.work-close")
    return say("squat.work-hips" if beyond > 0 else "squat.work-knees")


def _explore(request: Frame, marked: tuple[Marked, ...]) -> str:
    """Return what the reader's own ankle would ask of a squat this deep, where it is known."""
    if request.wall is None:
        return ""
    asked = trunk_range(
        request.wall, request.unit, request.measures, fmean(map(thigh_lean, marked))
    )
    if asked is None:
        return ""
    least, most = (plain_number(each, DEGREE_DECIMALS) for each in asked)
    found = plain_number(fmean(map(trunk_lean, marked)), DEGREE_DECIMALS)
    return say("frame.explore", least=least, most=most, found=found)
