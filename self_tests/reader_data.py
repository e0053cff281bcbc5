"""What a reader keeps: links, saved results, progress, calendars.

No first result needs this, so `wire` imports it only when one of its requests comes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, TypeGuard

from self_tests.answering import LengthUnit, Raw, check, questions_of
from self_tests.calendars import Again, Origin, Session, come_back, retests, sessions
from self_tests.catalogue import (
    line_table,
    newest_edition,
    renamed,
    safety_check,
    say,
    self_test,
    self_test_ids,
)
from self_tests.check_ins import check_in
from self_tests.earlier_answers import (
    fields_of_owner,
    frame_fields,
    question_of,
    sentences,
    title_of,
)
from self_tests.json_texts import MOST_NESTED, NestedError, read_json
from self_tests.later_requests import Calendar, CheckIn, Open, Progress, Saved, Share
from self_tests.model import Answers, Question, SelfTest, Value, owner_of
from self_tests.progress import FIRST_DAY, LAST_DAY, MOST_SETS, Dated, day_of, progress
from self_tests.reporting.frame import frame_changes
from self_tests.reporting.later_shapes import (
    CalendarFile,
    OpenReport,
    ProgressReport,
    SavedReport,
    SavedResult,
    SavedSet,
    ShareReport,
)
from self_tests.reporting.links import link_report
from self_tests.reporting.note import (
    asks_discomfort,
    heading,
    heading_of_link,
    note,
    sides_in_words,
    summary,
    told_to_practice,
)
from self_tests.reporting.progress import day_text, progress_report
from self_tests.request import DATED_SETS, NO_ANSWERS, RequestError
from self_tests.scoring import SelfTestResult, score
from self_tests.sharing import SharingError, decode, encode, raw_answer
from self_tests.visit import Kept, checked_in, kept_answers, taken_in, visit_of_kept

# At most this many problems are shown at once; a damaged file may have thousands.
MOST_REFUSED = 20
# Matched from the text's end: characters that no link holds, plain or as browsers encode them.
CLOSING = re.compile(r"(?:[0-9A-Fa-f]{2}%|[^0-9A-Za-z])*+")
# The format in which browsers write a moment, in which a later one is the greater text.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Taken:
    """Self-tests that are complete, with their checked answers.

    `told` are the answers to the safety check: norms depend on them, and they are never saved.
    """

    self_tests: tuple[SelfTest, ...]
    answers: Answers
    told: Answers = NO_ANSWERS

    @property
    def questions(self) -> tuple[Question, ...]:
        screens = [
            *safety_check().screens,
            *(one for each in self.self_tests for one in each.screens),
        ]
        return tuple(questions_of(screens))

    @property
    def results(self) -> tuple[SelfTestResult, ...]:
        answers = {**self.told, **self.answers}
        return score(self.self_tests, answers, line_table().bands)


def _taken(request: Share) -> _Taken:
    """Return the finished self-tests, without the safety check. Raises the problems in them."""
    self_tests = taken_in(request)
    checked = checked_in(self_tests, request)
    if checked.problems:
        raise RequestError(checked.problems[0].message, checked.problems)
    told = check(questions_of(safety_check().screens), request.answers).answers
    return _Taken(self_tests, checked.answers, told)


def share(request: Share) -> ShareReport:
    """Return the texts that a reader may share."""
    taken = _taken(request)
    told = (heading(request.today), taken.results, request.unit, newest_edition())
    about = tuple(told_to_practice(taken.questions, {**taken.told, **taken.answers}))
    return ShareReport(
        text=encode(taken.answers),
        # Saving keeps also answers that fit no question of today; a link does not.
        answers={
            **{field: request.answers[field] for field in taken.answers if not _is_stop(field)},
            **_frames(taken.self_tests, request.answers),
            **{
                field: entry
                for field, entry in request.set_aside.items()
                if owner_of(field) != safety_check().id
            },
        },
        edition=newest_edition(),
        titles=tuple(one.title for one in taken.self_tests),
        summary=summary(taken.results, request.unit, with_numbers=False, about=about),
        summary_with_numbers=summary(taken.results, request.unit, with_numbers=True, about=about),
        note=note(*told),
        note_with_discomfort=note(*told, with_discomfort=True),
        text_without_discomfort=_without_discomfort(taken.self_tests, taken.answers, encode),
    )


def _without_discomfort(
    self_tests: Iterable[SelfTest], answers: Answers, write: Callable[[Answers], str]
) -> str:
    """Return the link without self-tests that ask for discomfort; empty if those are all."""
    kept = {one.id for one in self_tests if not asks_discomfort(one)}
    left = {name: value for name, value in answers.items() if owner_of(name) in kept}
    return write(left) if left else ""


def _frames(taken: Iterable[SelfTest], answers: Mapping[str, Raw]) -> dict[str, Raw]:
    """Return the squats that were marked beside questions of self-tests that were taken."""
    owners = {one.id for one in taken}
    fields = (field for field in answers if field in frame_fields() and answers[field])
    return {field: answers[field] for field in fields if owner_of(field) in owners}


def _is_stop(field: str) -> bool:
    """Return whether a field says that a self-test was stopped: that counts for one visit."""
    return fields_of_owner(owner_of(field))[field].stops


def saved(request: Saved) -> SavedReport:
    """Return what saved sets read, from `sets` or from `text`, a file that was saved before."""
    found = _sets_of(request.text) if request.text else request.sets
    readable: list[_Set] = []
    refused: list[str] = []
    for number, one in enumerate(found, 1):
        try:
            readable.append(_set_of(one, number, request.today))
        except RequestError as problem:
            refused.append(str(problem))
    readable.sort(key=lambda one: one.date)
    if len(refused) > MOST_REFUSED:
        more = say("keep.refused-more", count=len(refused) - MOST_REFUSED)
        refused[MOST_REFUSED:] = [more]
    rows = [say("keep.csv-columns"), *(row for one in readable for row in _rows(one))]
    return SavedReport(
        sets=tuple(_said(one, request.unit) for one in readable),
        refused=tuple(refused),
        csv="\r\n".join([*rows, ""]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """A set of answers with its day (ISO), and the edition of the questions.

    `saved` is when each self-test was saved (ISO, UTC), if the set says so.
    """

    date: str
    edition: int
    saved: Mapping[str, str]
    kept: Kept

    @property
    def taken(self) -> _Taken:
        return _Taken(self.kept.self_tests, self.kept.answers)


def _sets_of(text: str) -> tuple[object, ...]:
    """Return the sets that a file holds. Raises `RequestError` for any other text."""
    try:
        table = read_json(text)
    except NestedError:
        raise RequestError(say("keep.file-nested", most=MOST_NESTED)) from None
    except ValueError:
        table = None
    sets = table.get("sets") if isinstance(table, dict) else None
    if not isinstance(sets, list) or not any(map(_is_set, sets)):
        raise RequestError(say("keep.file"))
    return tuple(sets)


def _is_set(one: object) -> TypeGuard[dict[str, Any]]:
    """Return whether a value has the shape of a dated set of answers, whatever its content."""
    return (
        isinstance(one, dict)
        and isinstance(one.get("date"), str)
        and isinstance(one.get("answers"), dict)
    )


def _set_of(one: object, number: int, today: date | None) -> _Set:
    """Return what can be read of a saved set. Raises `RequestError` if nothing can be."""
    if not _is_set(one):
        raise RequestError(say("keep.shape", number=number))
    day = day_of(one["date"])
    if day is None:
        shown = one["date"][:40]
        raise RequestError(say("keep.date", least=FIRST_DAY, most=LAST_DAY, found=shown))
    # In the time zone of the reader it may be tomorrow already.
    if today and day > today + timedelta(days=1):
        raise RequestError(say("keep.not-yet", date=day_text(day)))
    kept = kept_answers(one["answers"])
    if not any(title_of(owner_of(field)) for field in kept.entered):
        raise RequestError(say("keep.empty", date=day_text(day)))
    # The first edition did not write its number.
    edition = one.get("edition", 1)
    is_known = isinstance(edition, int) and 0 < edition <= newest_edition()
    return _Set(
        date=one["date"],
        edition=edition if is_known else 1,
        saved=_moments(one.get("saved")),
        kept=kept,
    )


def _moments(found: object) -> dict[str, str]:
    """Return when each self-test was saved, by today's id; what is no moment is left out."""
    return {
        renamed("self-test", name): moment
        for name, moment in (found.items() if isinstance(found, dict) else ())
        if isinstance(moment, str) and MOMENT.fullmatch(moment)
    }


def _said(one: _Set, unit: LengthUnit) -> SavedSet:
    day = day_of(one.date)
    return SavedSet(
        date=one.date,
        date_text=day_text(day) if day else "",
        answers=one.kept.entered,
        saved=one.saved,
        titles=tuple(test.title for test in one.kept.self_tests),
        results=tuple(_results(one.taken, unit)),
        set_aside=sentences(one.kept.set_aside),
        edition=one.edition,
        edition_text=edition_text(one.edition),
    )


def edition_text(number: int) -> str:
    """Return which edition asked the questions; empty if it is this one."""
    if number == newest_edition():
        return ""
    return say("set-aside.edition", number=number, newest=newest_edition())


def _results(taken: _Taken, unit: LengthUnit) -> Iterator[SavedResult]:
    for result in taken.results:
        for measured in result.measures:
            text = sides_in_words(result, measured, unit, "numbers")
            if text:
                name = measured.measure.text
                yield SavedResult(title=name[:1].upper() + name[1:], text=text)


def _rows(one: _Set) -> Iterator[str]:
    """Yield a row of the table for each value: lengths in cm, whatever unit the reader uses."""
    for result in one.taken.results:
        for measured in result.measures:
            measure = measured.measure
            for found in measured.findings:
                yield _row(
                    one.date,
                    result.self_test.id,
                    measure.text,
                    found.side or "",
                    f"{found.measured.value:.10g}",
                    measure.unit,
                    found.tier.text if found.tier else "",
                )


def _row(*cells: str) -> str:
    return ",".join(f'"{cell.replace('"', '""')}"' for cell in cells)


def _bare(text: str) -> str:
    """Return a link without the period, bracket or quotation mark that a sentence has added."""
    # Matched from its end, so that a long text takes one pass.
    closing = CLOSING.match(text[::-1])
    return text[: len(text) - closing.end()] if closing else text


def _in_centimeters(entry: object) -> object:
    """Return a length with its unit: a form that takes it over may be in inches."""
    return [f"{each} cm" for each in entry] if isinstance(entry, list) else f"{entry} cm"


def opened(request: Open) -> OpenReport:
    """Return what the request's link holds. Raises `SharingError` if the text is no link."""
    linked = decode(_bare(request.text))
    kept = kept_answers({field: raw_answer(value) for field, value in linked.answers.items()})
    visit = visit_of_kept(kept)
    told = (heading_of_link(request.today), visit.results, request.unit, linked.edition)
    text = _bare(request.text)

    def written(answers: Answers) -> str:
        # A link that loses nothing stays that of its own edition. Answers that are not complete by
        # today's questions give no link.
        if len(answers) == len(kept.answers):
            return text
        try:
            return encode(answers)
        except SharingError:
            return ""

    lengths = {
        question.id
        for one in kept.self_tests
        for question in questions_of(one.screens)
        if question.kind == "length"
    }
    return OpenReport(
        answers={
            field: _in_centimeters(kept.entered[field])
            if question_of(field) in lengths
            else kept.entered[field]
            for field in kept.answers
        },
        report=link_report(visit, request.unit, request.today),
        edition=linked.edition,
        edition_text=edition_text(linked.edition),
        set_aside=sentences(kept.set_aside),
        text=text,
        note=note(*told),
        note_with_discomfort=note(*told, with_discomfort=True),
        text_without_discomfort=_without_discomfort(kept.self_tests, kept.answers, written),
    )


def compare(request: Progress) -> ProgressReport:
    """Return how every measure moved between dated sets of answers.

    If there are more sets than can be compared, the latest are, and `left_out` says so.
    """
    sets = request.sets[-MOST_SETS:]
    if not all(map(_is_set, sets)):
        raise RequestError(say("wire.wrong-type", key="sets", expected=DATED_SETS))
    kept = [(one["date"], kept_answers(one["answers"])) for one in sets if _is_set(one)]
    dated = [Dated(date=day, answers=each.answers) for day, each in kept]
    found = progress_report(progress(dated), request.unit, request.today, _latest(dated))
    days = ((day_of(day), each.entered) for day, each in kept)
    found["frames"] = frame_changes((day_text(day), entered) for day, entered in days if day)
    earlier = len(request.sets) - len(sets)
    if earlier:
        found["left_out"] = say("keep.earlier", most=MOST_SETS, count=earlier)
    return found


def _latest(dated: Sequence[Dated]) -> tuple[SelfTestResult, ...]:
    """Return what each self-test read when it was last done."""
    answers: dict[str, Value] = {}
    for one in dated:
        answers |= one.answers
    owners = {owner_of(field) for field in answers}
    taken = [self_test(name) for name in self_test_ids() if name in owners]
    return score(taken, answers, line_table().bands)


def calendar(request: Calendar) -> CalendarFile:
    """Return the text of a calendar file: sessions, when to come back, or to measure again."""
    origin = Origin(uid=request.uid, stamp=request.stamp, link=request.link)
    if request.days:
        planned = [Session(date=day.date, lines=day.lines) for day in request.days]
        text = sessions(planned, start=request.start, minutes=request.minutes, origin=origin)
    elif request.come_back:
        today = request.today.isoformat() if request.today else ""
        text = come_back(request.come_back, today, origin=origin)
    else:
        again = (
            Again(date=one.date, self_test=renamed("self-test", one.self_test), lines=one.lines)
            for one in request.again
        )
        text = retests(again, origin=origin)
    return CalendarFile(text=text)


LATER_HANDLERS: Mapping[type, Callable[[Any], object]] = MappingProxyType(
    {
        Share: share,
        Open: opened,
        Progress: compare,
        Saved: saved,
        Calendar: calendar,
        CheckIn: check_in,
    }
)
"""What answers each request about what a reader keeps."""
