"""What a reader keeps: links, saved results, progress, calendars. Imports the core below `wire`.

Nothing here is needed for a first result, so `wire` imports it when it is asked for.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from self_tests.answering import LengthUnit, questions_of
from self_tests.calendars import Session, retest, sessions
from self_tests.catalogue import line_table, say
from self_tests.model import SIDES, Answers, Measure, SelfTest
from self_tests.progress import FIRST_DAY, LAST_DAY, Dated, day_of, progress
from self_tests.reporting.later_shapes import ProgressReport
from self_tests.reporting.progress import day_text, progress_report
from self_tests.reporting.units import shown_value, side_text
from self_tests.request import DatedAnswers, Request, RequestError, is_sets
from self_tests.scoring import Finding, MeasureResult, SelfTestResult, score
from self_tests.sharing import decode, encode, raw_answer
from self_tests.visit import checked_in, refuse_unknown_questions, taken_in
from self_tests.wording import FinishedError


@dataclass(frozen=True, slots=True)
class _Taken:
    """Self-tests that are complete, with their checked answers."""

    self_tests: tuple[SelfTest, ...]
    answers: Answers

    @property
    def results(self) -> tuple[SelfTestResult, ...]:
        return score(self.self_tests, self.answers, line_table().bands)


def _taken(request: Request) -> _Taken:
    """Return what was taken, without the safety check. Raises what has to go back."""
    refuse_unknown_questions(request)
    self_tests = taken_in(request)
    checked = checked_in(self_tests, request)
    if checked.problems:
        raise RequestError(checked.problems[0].message, checked.problems)
    return _Taken(self_tests, checked.answers)


def share(request: Request) -> dict[str, object]:
    """Return what may leave the page when the reader wants it to, without the safety check.

    `text` is what a link carries, `answers` are the same as they were entered, `titles` name the
    self-tests. `summary` says the tiers in a few lines and leaves out what is read off discomfort;
    `summary_with_numbers` says the values too.
    """
    taken = _taken(request)
    return {
        "text": encode(taken.answers),
        "answers": {field: request.answers[field] for field in taken.answers},
        "titles": [one.title for one in taken.self_tests],
        "summary": _summary(taken, request.unit, with_numbers=False),
        "summary_with_numbers": _summary(taken, request.unit, with_numbers=True),
    }


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
    value = shown_value(finding.measured.value, measure, unit)
    return say("keep.summary-numbers", value=value, tier=tier) if tier else value


def saved(request: Request) -> dict[str, object]:
    """Return what saved sets read, from `sets` or from `text`, a file that was saved before.

    `sets` are those that can still be read, oldest first, with their results in words; `refused`
    says of each other one why not. `csv` holds every value of the readable ones.
    """
    found = _sets_of(request.text) if request.text else request.sets
    readable, refused, rows = [], [], [say("keep.csv-columns")]
    for one in sorted(found, key=lambda one: one.date):
        day = day_of(one.date)
        if day is None:
            shown = one.date[:40]
            refused.append(say("keep.date", least=FIRST_DAY, most=LAST_DAY, found=shown))
            continue
        of_day = replace(request, answers=one.answers, confirmed=frozenset(one.answers))
        try:
            taken = _taken(of_day)
        except (RequestError, FinishedError) as problem:
            refused.append(say("keep.refused", date=day_text(day), problem=problem))
            continue
        readable.append(
            {
                "date": one.date,
                "date_text": day_text(day),
                "answers": {field: one.answers[field] for field in taken.answers},
                "titles": [test.title for test in taken.self_tests],
                "results": list(_results(taken, request.unit)),
            }
        )
        rows += _rows(one.date, taken)
    return {"sets": readable, "refused": refused, "csv": "\r\n".join([*rows, ""])}


def _sets_of(text: str) -> tuple[DatedAnswers, ...]:
    """Return the dated sets that a file holds. Raises `RequestError` for any other text."""
    try:
        table: Any = json.loads(text)
    except (ValueError, RecursionError):
        table = None
    sets = table.get("sets") if isinstance(table, dict) else None
    if not sets or not is_sets(sets):
        raise RequestError(say("keep.file"))
    return tuple(DatedAnswers(**one) for one in sets)


def _results(taken: _Taken, unit: LengthUnit) -> Iterator[dict[str, str]]:
    for result in taken.results:
        for measured in result.measures:
            text = _sides(result, measured, unit, with_numbers=True)
            if text:
                name = measured.measure.text
                yield {"title": name[:1].upper() + name[1:], "text": text}


def _rows(date: str, taken: _Taken) -> Iterator[str]:
    """Yield a row of the table for each value: lengths in cm, whatever the reader reads in."""
    for result in taken.results:
        for measured in result.measures:
            measure = measured.measure
            for found in measured.findings:
                yield _row(
                    date,
                    result.self_test.id,
                    measure.text,
                    found.side or "",
                    f"{found.measured.value:.10g}",
                    measure.unit,
                    found.tier.text if found.tier else "",
                )


def _row(*cells: str) -> str:
    return ",".join(f'"{cell.replace('"', '""')}"' for cell in cells)


def opened(request: Request) -> Request:
    """Return the request with the answers of its link: values and tiers, no safety check.

    Raises `SharingError` for a text that is no whole link of this edition.
    """
    raw = {field: raw_answer(value) for field, value in decode(request.text).answers.items()}
    return replace(request, answers=raw, confirmed=frozenset(raw))


def compare(request: Request) -> ProgressReport:
    """Return how every measure moved between dated sets of answers."""
    dated = []
    for one in request.sets:
        of_day = replace(request, answers=one.answers, confirmed=frozenset(one.answers))
        dated.append(Dated(date=one.date, answers=_taken(of_day).answers))
    return progress_report(progress(dated), request.unit)


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
