"""What a reader keeps: links, progress, calendars. Imports the core below `wire`.

Nothing here is needed for a first result, so `wire` imports it when it is asked for.
"""

from dataclasses import replace

from self_tests.calendars import Session, retest, sessions
from self_tests.progress import Dated, Progress, progress
from self_tests.request import Request, RequestError
from self_tests.sharing import decode, encode, raw_answer
from self_tests.visit import checked_in, refuse_unknown_questions, taken_in


def share(request: Request) -> dict[str, str]:
    """Return the answers of the self-tests as a short text for a link, without the safety check."""
    refuse_unknown_questions(request)
    checked = checked_in(taken_in(request), request)
    if checked.problems:
        raise RequestError(checked.problems[0].message, checked.problems)
    return {"text": encode(checked.answers)}


def opened(request: Request) -> Request:
    """Return the request with the answers of its link: values and tiers, no safety check.

    Raises `SharingError` for a text that is no whole link of this edition.
    """
    raw = {field: raw_answer(value) for field, value in decode(request.text).items()}
    return replace(request, answers=raw, confirmed=frozenset(raw))


def compare(request: Request) -> Progress:
    """Return how every measure moved between dated sets of answers."""
    dated = []
    for one in request.sets:
        of_day = replace(request, answers=one.answers, confirmed=frozenset(one.answers))
        refuse_unknown_questions(of_day)
        checked = checked_in(taken_in(of_day), of_day)
        if checked.problems:
            raise RequestError(checked.problems[0].message, checked.problems)
        dated.append(Dated(date=one.date, answers=checked.answers))
    return progress(dated, unit=request.unit)


def calendar(request: Request) -> dict[str, str]:
    """Return the text of a calendar file: training sessions, or one day to measure again."""
    if request.days:
        planned = [Session(date=day.date, lines=day.lines) for day in request.days]
        text = sessions(
            planned,
            start=request.start,
            minutes=request.minutes,
            uid=request.uid,
            stamp=request.stamp,
        )
    else:
        text = retest(
            request.retest,
            request.self_tests,
            lines=request.lines,
            uid=request.uid,
            stamp=request.stamp,
        )
    return {"text": text}
