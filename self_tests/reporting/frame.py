"""What four points on a squat mean, in finished sentences. It answers none of the questions."""

from collections.abc import Iterable, Mapping
from math import sqrt
from statistics import fmean

from self_tests.catalogue import line_table, say, squat_model
from self_tests.earlier_answers import frame_fields
from self_tests.frame import (
    Doubtful,
    Marked,
    doubts,
    marked_in,
    thigh_lean,
    trunk_lean,
    trunk_minus_shin,
)
from self_tests.later_requests import Frame
from self_tests.model import Measured, Number, SquatFrame, SquatHeels, owner_of
from self_tests.reporting.later_shapes import FrameReport
from self_tests.reporting.squat import trunk_range
from self_tests.request import MARKED_FRAMES, RequestError
from self_tests.rules.chance import CHANCE_DECIMALS, WITHIN_95_OF_100
from self_tests.scoring import score
from self_tests.visit import kept_answers
from self_tests.wording import plain_number

ERROR_DECIMALS = 1
DEGREE_DECIMALS = 0


def frame_report(request: Frame) -> FrameReport:
    """Return the mean of the marked squats. Raises `RequestError` for points that cannot be one."""
    if not request.frames:
        raise RequestError(say("frame.none"))
    if len(request.frames) > len(_errors()):
        raise _unreadable()
    marked = tuple(map(_read, request.frames))
    _refuse_doubtful(marked)
    value, error = _mean(marked)
    band = WITHIN_95_OF_100 * error
    real = _real_from(error)
    return FrameReport(
        value=value,
        values=tuple(map(trunk_minus_shin, marked)),
        error=error,
        real_from=real,
        is_close=abs(value) <= band,
        sentence=_sentence(value, error),
        chest=say(f"frame.chest-{_beyond(value, band)}"),
        work=_work(value, band),
        explore=_explore(request, marked),
        more=_more(len(marked)),
        change=say("frame.change", real=plain_number(real)),
    )


def frame_changes(days: Iterable[tuple[str, Mapping[str, object]]]) -> tuple[str, ...]:
    """Return how each angle of a measured frame changed from the first day to the last.

    Each day comes as its date in words and all answers entered then, the oldest first. Angles that
    cannot be read are left out, and so are those of one day alone.
    """
    found: dict[str, list[tuple[str, float, float]]] = {}
    for day, entered in days:
        for field in frame_fields():
            if marked := _kept(entered.get(field)):
                found.setdefault(field, []).append((day, *_mean(marked)))
    return tuple(
        _change(frame_fields()[field], seen[0], seen[-1])
        for field, seen in found.items()
        if len(seen) > 1
    )


def _kept(entry: object) -> tuple[Marked, ...]:
    """Return the squats in a saved field; none if one of them cannot be read."""
    texts = entry if isinstance(entry, list) else []
    marked = [marked_in(text) for text in texts if isinstance(text, str)]
    limits = squat_model().frame
    good = [one for one in marked if one and next(doubts(one, limits), None) is None]
    return tuple(good) if len(good) == len(texts) <= len(_errors()) else ()


def _change(
    heels: SquatHeels, first: tuple[str, float, float], last: tuple[str, float, float]
) -> str:
    (first_date, was, first_error), (last_date, now, last_error) = first, last
    real = _real_from(max(first_error, last_error))
    moved = say(
        f"frame.was-{heels}",
        first=_signed(was),
        last=_signed(now),
        first_date=first_date,
        last_date=last_date,
    )
    verdict = "real" if abs(now - was) >= real else "not-real"
    return f"{moved} {say(f'frame.moved-{verdict}', real=plain_number(real))}"


def _signed(angle: float) -> str:
    shown = plain_number(abs(angle), DEGREE_DECIMALS)
    return say("progress.down", value=shown) if angle < 0 else shown


def _mean(marked: tuple[Marked, ...]) -> tuple[float, float]:
    """Return the mean angle of one to three squats, and its error, in degrees.

    It is in whole degrees, so that no sentence contradicts the number.
    """
    value = round(fmean(map(trunk_minus_shin, marked)), CHANCE_DECIMALS)
    return float(round(value)), _errors()[len(marked) - 1].value


def _real_from(error: float) -> float:
    """Return the least difference of two angles that is a change."""
    return round(WITHIN_95_OF_100 * sqrt(2) * error, ERROR_DECIMALS)


def _unreadable() -> RequestError:
    return RequestError(say("wire.wrong-type", key="frames", expected=MARKED_FRAMES))


def _read(text: str) -> Marked:
    """Return one squat of a request, with its points in pixels. Raises `RequestError`."""
    marked = marked_in(text)
    if marked is None:
        raise _unreadable()
    return marked


def _refuse_doubtful(marked: tuple[Marked, ...]) -> None:
    """Raise `RequestError` with the first doubt about the points, as a question."""
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
    """Return whether hips or knees do more of the work, if the error is small enough to tell."""
    beyond = value + squat_model().ways.even_at.value
    if abs(beyond) <= band:
        return say("frame.work-close")
    return say("squat.work-hips" if beyond > 0 else "squat.work-knees")


def _explore(request: Frame, marked: tuple[Marked, ...]) -> str:
    """Return what the reader's own ankle would need in a squat this deep, if it is known."""
    wall = _own_wall(request.answers)
    depth = fmean(map(thigh_lean, marked))
    asked = trunk_range(wall, depth, request.heels) if wall else None
    if asked is None:
        return ""
    least, most = (plain_number(each, DEGREE_DECIMALS) for each in asked)
    found = plain_number(fmean(map(trunk_lean, marked)), DEGREE_DECIMALS)
    return say(f"frame.explore-{request.heels}", least=least, most=most, found=found)


def _own_wall(answers: Mapping[str, object]) -> Measured | None:
    """Return how far the knee gets past the toes on the side that reaches less far, in cm."""
    wanted = squat_model().measure
    kept = kept_answers(
        {field: answers[field] for field in answers if owner_of(field) == owner_of(wanted)}
    )
    sides = [
        finding.measured
        for result in score(kept.self_tests, kept.answers, line_table().bands)
        for measured in result.measures
        if measured.measure.id == wanted
        for finding in measured.findings
    ]
    return min(sides, key=lambda side: side.value, default=None)
