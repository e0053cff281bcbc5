"""The content of the printed scorecard of a self-test, and of several in one visit."""

from collections.abc import Iterator
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.answering import questions_of
from self_tests.model import SelfTest, Source
from self_tests.site.content.citations import CitedNumber, cited_numbers, sources_named
from self_tests.site.content.drill_rows import ShownRow, rows_alone, rows_of
from self_tests.site.content.form.form import Form
from self_tests.site.content.form.questions import Asked, asked_question
from self_tests.site.content.how_we_score.lines import DecisionRow, is_shown, load_cases
from self_tests.site.content.measure_tables import MeasureTable, measure_table
from self_tests.site.content.scorecard.drill_table import DrillTable, drill_table
from self_tests.site.content.scorecard.line_sums import LineSum, line_sums
from self_tests.site.content.scorecard.look_ups import LookUp, look_ups


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCases:
    """A line that is read from a table of discomfort, load and signs."""

    title: str
    cases: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestScorecard:
    """A self-test as its scorecard shows it."""

    test: SelfTest
    boxes: tuple[Asked, ...]
    measures: tuple[MeasureTable, ...]
    look_ups: tuple[LookUp, ...]
    sums: tuple[LineSum, ...]
    drill_table: DrillTable | None
    drills: tuple[ShownRow, ...]
    load: LoadCases | None
    numbers: tuple[CitedNumber, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineScorecard:
    """A line as a scorecard of several self-tests sums it, and the drills it asks for.

    Knee and load has `cases` and neither sum nor drills.
    """

    title: str
    sums: tuple[LineSum, ...]
    cases: tuple[DecisionRow, ...]
    drills: tuple[ShownRow, ...]


def self_test_scorecard(test: SelfTest, shown: Form) -> SelfTestScorecard:
    """Return the scorecard of one self-test of a form."""
    tables = tuple(map(measure_table, test.measures))
    ranges = tuple(row.range for each in tables for row in each.rows)
    is_alone = len(shown.self_tests) == 1
    return SelfTestScorecard(
        test=test,
        boxes=_boxes(test),
        measures=tables,
        look_ups=look_ups(test),
        sums=line_sums([test]) if is_alone else (),
        drill_table=drill_table(test, ranges) if is_alone else None,
        drills=rows_alone(test) if is_alone else (),
        load=_load(test) if is_alone else None,
        numbers=cited_numbers(test),
        sources=sources_named(test.sources),
    )


def line_scorecards(shown: Form) -> Iterator[LineScorecard]:
    """Yield the lines to which several self-tests of one visit add up."""
    if len(shown.self_tests) == 1:
        return
    sums = {each.line.id: each for each in line_sums(shown.self_tests)}
    for line in filter(is_shown, catalogue.line_table().lines):
        slots = [slot.id for slot in catalogue.plan_table().slots if slot.line == line.id]
        yield LineScorecard(
            title=line.title,
            sums=(sums[line.id],) if line.id in sums else (),
            cases=tuple(load_cases(line.load)) if line.load else (),
            drills=rows_of(slots),
        )


def _load(test: SelfTest) -> LoadCases | None:
    """Return how a self-test alone reads knee and load; `None` if it has no question for that."""
    asked = {question.id for question in questions_of(test.screens)}
    for line in catalogue.line_table().lines:
        if line.load and line.load.changes in asked:
            return LoadCases(title=line.title, cases=tuple(load_cases(line.load)))
    return None


def _boxes(test: SelfTest) -> tuple[Asked, ...]:
    """Return the boxes of the scorecard: numbers to write and answers to tick."""
    return tuple(map(asked_question, questions_of(test.screens)))
