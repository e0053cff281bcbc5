"""What a reader keeps: links, saved results, progress, calendars.

Nothing here is needed for a first result, so `wire` imports it when it is asked for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, TypeGuard

from self_tests.answering import LengthUnit, questions_of
from self_tests.calendars import Session, retest, sessions
from self_tests.catalogue import line_table, newest_edition, renamed, safety_check, say
from self_tests.earlier_answers import sentences, title_of
from self_tests.json_texts import MOST_NESTED, NestedError, read_json
from self_tests.later_requests import Calendar, Open, Progress, Saved, Share
from self_tests.model import SIDES, Answers, Measure, SelfTest, owner_of
from self_tests.progress import FIRST_DAY, LAST_DAY, MOST_SETS, Dated, day_of, progress
from self_tests.reporting import Scored, report
from self_tests.reporting.later_shapes import (
    CalendarFile,
    OpenReport,
    ProgressReport,
    SavedReport,
    SavedResult,
    SavedSet,
    ShareReport,
)
from self_tests.reporting.progress import day_text, progress_report
from self_tests.reporting.units import shown_reading, side_text
from self_tests.request import DATED_SETS, RequestError
from self_tests.scoring import Finding, MeasureResult, SelfTestResult, score
from self_tests.sharing import decode, encode, raw_answer
from self_tests.visit import Kept, checked_in, kept_answers, taken_in, visit_of_kept

# So many lines are read at a sitting; a spoilt file may have thousands.
MOST_REFUSED = 20


@dataclass(frozen=True, slots=True)
class _Taken:
    """Self-tests that are complete, with their checked answers."""

    self_tests: tuple[SelfTest, ...]
    answers: Answers

    @property
    def results(self) -> tuple[SelfTestResult, ...]:
        return score(self.self_tests, self.answers, line_table().bands)


def _taken(request: Share) -> _Taken:
    """Return what was taken, without the safety check. Raises what has to go back."""
    self_tests = taken_in(request)
    checked = checked_in(self_tests, request)
    if checked.problems:
        raise RequestError(checked.problems[0].message, checked.problems)
    return _Taken(self_tests, checked.answers)


def share(request: Share) -> ShareReport:
    """Return what may leave the page when the reader wants it to."""
    taken = _taken(request)
    return ShareReport(
        text=encode(taken.answers),
        # Saving loses no answer that fits no question of today; a link carries none.
        answers={
            **{field: request.answers[field] for field in taken.answers},
            **{
                field: entry
                for field, entry in request.set_aside.items()
                if owner_of(field) != safety_check().id
            },
        },
        edition=newest_edition(),
        titles=tuple(one.title for one in taken.self_tests),
        summary=_summary(taken, request.unit, with_numbers=False),
        summary_with_numbers=_summary(taken, request.unit, with_numbers=True),
    )


def _summary(taken: _Taken, unit: LengthUnit, *, with_numbers: bool) -> str:
    """Return a greeting and a line for each measure that has tiers and is not discomfort."""
    lines = [
        say("keep.summary-measure", title=result.self_test.title, sides=sides)
        for result in taken.results
        for measured in result.measures
        if measured.measure.tiers and not _is_discomfort(measured.measure, result.self_test)
        if (sides := _sides(result, measured, unit, with_numbers=with_numbers))
    ]
    return "\n".join([say("keep.greeting"), *(lines or [say("keep.no-summary")])])


def _is_discomfort(measure: Measure, self_test: SelfTest) -> bool:
    """Return whether a measure is read off the discomfort that a self-test asks for."""
    return any(
        question.gates and question.id in measure.reading.questions
        for question in questions_of(self_test.screens)
    )


def _sides(
    result: SelfTestResult, measured: MeasureResult, unit: LengthUnit, *, with_numbers: bool
) -> str:
    """Return what a measure reads, side by side; empty when nothing was."""
    by_side = {found.side: found for found in measured.findings}
    parts = []
    for side in SIDES if measured.measure.sided else (None,):
        if side in by_side:
            what = _read(by_side[side], measured.measure, unit, with_numbers=with_numbers)
        elif side in result.stopped:
            what = say("keep.summary-stopped")
        else:
            continue
        parts.append(say("keep.summary-side", side=side_text(side), what=what) if side else what)
    return "; ".join(parts)


def _read(finding: Finding, measure: Measure, unit: LengthUnit, *, with_numbers: bool) -> str:
    tier = finding.tier.text if finding.tier else ""
    # A sign has no number beside its words.
    if tier and (not with_numbers or not measure.unit):
        return tier
    value = shown_reading(finding.measured.value, measure, unit)
    return say("keep.summary-numbers", value=value, tier=tier) if tier else value


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
    """A set of answers with its day (ISO), and the number of the edition that asked."""

    date: str
    edition: int
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
    """Return whether something has the shape of a dated set of answers, whatever is in it."""
    return (
        isinstance(one, dict)
        and isinstance(one.get("date"), str)
        and isinstance(one.get("answers"), dict)
    )


def _set_of(one: object, number: int, today: date | None) -> _Set:
    """Return a saved set as far as it can be read. Raises `RequestError` where it cannot be."""
    if not _is_set(one):
        raise RequestError(say("keep.shape", number=number))
    day = day_of(one["date"])
    if day is None:
        shown = one["date"][:40]
        raise RequestError(say("keep.date", least=FIRST_DAY, most=LAST_DAY, found=shown))
    # It may be tomorrow already where the set was saved.
    if today and day > today + timedelta(days=1):
        raise RequestError(say("keep.not-yet", date=day_text(day)))
    kept = kept_answers(one["answers"])
    if not any(title_of(owner_of(field)) for field in kept.entered):
        raise RequestError(say("keep.empty", date=day_text(day)))
    # The first edition did not say that it was.
    edition = one.get("edition", 1)
    is_known = isinstance(edition, int) and 0 < edition <= newest_edition()
    return _Set(date=one["date"], edition=edition if is_known else 1, kept=kept)


def _said(one: _Set, unit: LengthUnit) -> SavedSet:
    day = day_of(one.date)
    return SavedSet(
        date=one.date,
        date_text=day_text(day) if day else "",
        answers=one.kept.entered,
        titles=tuple(test.title for test in one.kept.self_tests),
        results=tuple(_results(one.taken, unit)),
        set_aside=sentences(one.kept.set_aside),
        edition=one.edition,
        edition_text=edition_text(one.edition),
    )


def edition_text(number: int) -> str:
    """Return which edition asked the questions; nothing where it is this one."""
    if number == newest_edition():
        return ""
    return say("set-aside.edition", number=number, newest=newest_edition())


def _results(taken: _Taken, unit: LengthUnit) -> Iterator[SavedResult]:
    for result in taken.results:
        for measured in result.measures:
            text = _sides(result, measured, unit, with_numbers=True)
            if text:
                name = measured.measure.text
                yield SavedResult(title=name[:1].upper() + name[1:], text=text)


def _rows(one: _Set) -> Iterator[str]:
    """Yield a row of the table for each value: lengths in cm, whatever the reader reads in."""
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


def opened(request: Open) -> OpenReport:
    """Return what the request's link holds. Raises `SharingError` for a text that is no link."""
    linked = decode(request.text)
    kept = kept_answers({field: raw_answer(value) for field, value in linked.answers.items()})
    visit = visit_of_kept(kept)
    return OpenReport(
        answers={field: kept.entered[field] for field in kept.answers},
        report=report(
            Scored(
                answers=visit.answers,
                assessment=visit.assessment,
                results=visit.results,
                lines=(),
                load=None,
                plan=None,
                unit=request.unit,
                today=request.today,
            )
        ),
        edition=linked.edition,
        edition_text=edition_text(linked.edition),
        set_aside=sentences(kept.set_aside),
    )


def compare(request: Progress) -> ProgressReport:
    """Return how every measure moved between dated sets of answers.

    Of more than can be compared the latest are, and `left_out` says so.
    """
    sets = request.sets[-MOST_SETS:]
    if not all(map(_is_set, sets)):
        raise RequestError(say("wire.wrong-type", key="sets", expected=DATED_SETS))
    dated = [
        Dated(date=one["date"], answers=kept_answers(one["answers"]).answers)
        for one in sets
        if _is_set(one)
    ]
    found = progress_report(progress(dated), request.unit)
    earlier = len(request.sets) - len(sets)
    if earlier:
        found["left_out"] = say("keep.earlier", most=MOST_SETS, count=earlier)
    return found


def calendar(request: Calendar) -> CalendarFile:
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
            (renamed("self-test", name) for name in request.self_tests),
            lines=request.lines,
            uid=request.uid,
            stamp=request.stamp,
        )
    return CalendarFile(text=text)


LATER_HANDLERS: Mapping[type, Callable[[Any], object]] = MappingProxyType(
    {Share: share, Open: opened, Progress: compare, Saved: saved, Calendar: calendar}
)
"""What answers each request about what a reader keeps."""
