"""Checks for an author the facts and chains of the plan table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product

from self_tests import catalogue
from self_tests.answering import questions_of
from self_tests.model import (
    Drill,
    Fact,
    Measure,
    MeasureId,
    PlanTable,
    Question,
    QuestionId,
    SelfTest,
    Slot,
    When,
    owner_of,
)
from self_tests.rules import (
    Answer,
    AtLeast,
    Difference,
    LargestDeficit,
    SumAtLeast,
    WorseSide,
    WorstOf,
)
from self_tests.site.authoring.problems import Problem
from self_tests.weeks import week
from self_tests.wording import listed, nearest

NUMBERS = frozenset({"scale", "whole-number", "length"})

type Wrong = tuple[str, str, str]
"""Key of the fact, what is wrong, and how to put it right."""


def problems_of_facts(table: PlanTable, written: Iterable[str]) -> Iterator[Problem]:
    """Yield what is wrong with the facts of the plan table, and with the rows that ask for them.

    `written` are all self-tests that are written; of those outside this edition only the id is
    known here.
    """
    look = _Look.at(written)
    facts: dict[str, Fact | None] = {}
    for number, fact in enumerate(table.facts, 1):
        wrong = list(look.wrong(fact))
        if fact.id in facts:
            wrong.append(("id", f'"{fact.id}" stands twice.', "Give it a name of its own."))
        # As long as a fact is wrong, its values are not known.
        facts[fact.id] = None if wrong else fact
        for key, what, mend in wrong:
            yield Problem(f"plan.toml: facts[{number}].{key}", what, mend)
    for place, when in _asked(table):
        yield from look.wrong_when(facts, when, place)


def problems_of_chains(table: PlanTable, self_tests: Iterable[SelfTest]) -> Iterator[Problem]:
    """Yield every chain that looks misspelled; a new chain without a base is not reported."""
    known = [base.chain for base in table.bases]
    for each in self_tests:
        if each.chain not in known and get_close_matches(each.chain, known):
            yield Problem(
                f"self-tests/{each.id}/definition.toml: chain",
                f'plan.toml has no base of a chain "{each.chain}".',
                nearest(each.chain, known),
            )


def problems_of_bases(table: PlanTable) -> Iterator[Problem]:
    """Yield every base that fits into no week of some session length: that week would be empty."""
    slots = {slot.id: slot for slot in table.slots}
    for number, base in enumerate(table.bases, 1):
        choices = [_drills_of(slots[name]) for name in base.slots if name in slots]
        for some, minutes in product(product(*filter(None, choices)), table.minutes):
            if some and not any(week(table, some, (), minutes).sessions):
                titles = listed((each.title for each in some), catalogue.say("interface.and"))
                yield Problem(
                    f"plan.toml: bases[{number}]",
                    f"no week with sessions of {minutes} minutes holds {titles}.",
                    "Give one of them fewer least-sets, reps, seconds or least-days.",
                )
                break


def _drills_of(slot: Slot) -> tuple[Drill, ...]:
    """Return the drills that may fill a slot and take time, including easier forms."""
    known = catalogue.drill_ids()
    rows = [catalogue.drill(row.drill) for row in slot.rows if row.drill in known]
    easier = [
        catalogue.drill(ease.drill)
        for each in rows
        for ease in each.ease_when
        if ease.drill in known
    ]
    return tuple(dict.fromkeys(each for each in (*rows, *easier) if each.dose.sets))


def _asked(table: PlanTable) -> Iterator[tuple[str, When]]:
    """Yield everything that asks for a fact, with its place."""
    for number, when in enumerate(table.ease_knee_when, 1):
        yield f"plan.toml: ease-knee-when[{number}]", when
    for slot_number, slot in enumerate(table.slots, 1):
        for row_number, row in enumerate(slot.rows, 1):
            place = f"plan.toml: slots[{slot_number}].rows[{row_number}]"
            yield from _numbered(f"{place}.when", row.when)
            for reason_number, reason in enumerate(row.reasons, 1):
                yield from _numbered(f"{place}.reasons[{reason_number}].when", reason.when)
    for note_number, note in enumerate(table.notes, 1):
        yield from _numbered(f"plan.toml: notes[{note_number}].when", note.when)
    for name in catalogue.drill_ids():
        for ease_number, ease in enumerate(catalogue.drill(name).ease_when, 1):
            yield from _numbered(f"drills/{name}.toml: ease-when[{ease_number}].when", ease.when)


def _numbered(place: str, conditions: Iterable[When]) -> Iterator[tuple[str, When]]:
    for number, when in enumerate(conditions, 1):
        yield f"{place}[{number}]", when


@dataclass(frozen=True, slots=True)
class _Look:
    """The questions and measures of this edition, against which facts are checked."""

    written: frozenset[str]
    questions: Mapping[QuestionId, Question]
    measures: Mapping[MeasureId, Measure]

    @classmethod
    def at(cls, written: Iterable[str]) -> "_Look":
        self_tests = tuple(map(catalogue.self_test, catalogue.self_test_ids()))
        screens = (catalogue.safety_check().screens, *(each.screens for each in self_tests))
        return cls(
            frozenset(written),
            {question.id: question for each in screens for question in questions_of(each)},
            {measure.id: measure for each in self_tests for measure in each.measures},
        )

    def wrong(self, fact: Fact) -> Iterator[Wrong]:
        """Yield what is wrong with one fact."""
        missing = [
            *self._missing("question", fact.questions, self.questions),
            *self._missing("measure", fact.measures, self.measures),
        ]
        if missing:
            yield from missing
            return
        if isinstance(fact, Answer | SumAtLeast):
            yield from self._choices(fact.questions, sided=False)
        if isinstance(fact, WorstOf | AtLeast | Difference):
            yield from self._numbers(fact.questions)
        if isinstance(fact, SumAtLeast):
            yield from self._points(fact.questions)
        if isinstance(fact, WorstOf):
            yield from _line(fact)
        if isinstance(fact, AtLeast) and bool(fact.question) == bool(fact.measure):
            yield "question", "either a question or a measure is compared.", "Name one of the two."
        if isinstance(fact, WorseSide):
            yield from self._worse_side(fact)
        if isinstance(fact, LargestDeficit):
            yield from self._deficits(fact.measures)

    def wrong_when(
        self, facts: Mapping[str, Fact | None], when: When, place: str
    ) -> Iterator[Problem]:
        """Yield what is wrong with one condition."""
        if when.fact not in facts:
            yield Problem(
                f"{place}.fact",
                f'there is no fact "{when.fact}".',
                f"{nearest(when.fact, facts)} A new one goes into [[facts]].",
            )
            return
        values = self._values(facts[when.fact])
        if values is not None and when.equals not in values:
            yield Problem(
                f"{place}.equals",
                f'"{when.fact}" is never "{when.equals}".',
                nearest(when.equals, values),
            )

    def _values(self, fact: Fact | None) -> tuple[str, ...] | None:
        """Return every value that a fact can have, `None` if this edition does not know them."""
        if isinstance(fact, Answer | WorseSide):
            question = self.questions.get(fact.question)
            return tuple(option.id for option in question.options) if question else None
        if isinstance(fact, LargestDeficit):
            return tuple(map(owner_of, fact.measures))
        if isinstance(fact, AtLeast) and fact.unknown:
            return tuple(dict.fromkeys((fact.yes, fact.no, fact.unknown)))
        if isinstance(fact, WorstOf | AtLeast | SumAtLeast | Difference):
            return (fact.yes, fact.no)
        return None

    def _missing[Id: (QuestionId, MeasureId)](
        self, kind: str, names: Iterable[Id], known: Mapping[Id, object]
    ) -> Iterator[Wrong]:
        """Yield what no self-test asks or measures, as far as this edition can tell."""
        here = {catalogue.safety_check().id, *catalogue.self_test_ids()}
        for name in names:
            owner = owner_of(name)
            if owner in here and name not in known:
                yield kind, f'there is no {kind} "{name}".', nearest(name, known)
            elif owner not in here and owner not in self.written:
                yield kind, f'there is no self-test "{owner}".', nearest(owner, self.written)

    def _each(
        self, names: Iterable[QuestionId], fits: Callable[[Question], bool], what: str, mend: str
    ) -> Iterator[Wrong]:
        """Yield the questions that do not fit, among those of this edition."""
        for name in names:
            question = self.questions.get(name)
            if question and not fits(question):
                yield "question", f'"{name}" {what}.', mend

    def _choices(self, names: Iterable[QuestionId], *, sided: bool) -> Iterator[Wrong]:
        once = "on each side" if sided else "once"
        return self._each(
            names,
            lambda question: question.kind == "choice" and question.sided == sided,
            f"is no choice that is asked {once}",
            'Name a question with kind = "choice".',
        )

    def _numbers(self, names: Iterable[QuestionId]) -> Iterator[Wrong]:
        return self._each(
            names,
            lambda question: (
                question.kind in NUMBERS and not question.sided and question.trials == 1
            ),
            "is no number that is asked once",
            "Name a scale, or a number with one trial and no sides.",
        )

    def _points(self, names: Iterable[QuestionId]) -> Iterator[Wrong]:
        return self._each(
            names,
            lambda question: all(option.points is not None for option in question.options),
            "has options without points",
            "Give each option its points.",
        )

    def _worse_side(self, fact: WorseSide) -> Iterator[Wrong]:
        yield from self._choices(fact.questions, sided=True)
        measure, question = self.measures.get(fact.measure), self.questions.get(fact.question)
        if measure and not measure.sided:
            mend = "Name a measure that is read on each side."
            yield "measure", f'"{fact.measure}" has no sides.', mend
        options = [option.id for option in question.options] if question else fact.first
        for option in fact.first:
            if option not in options:
                mend = nearest(option, options)
                yield "first", f'"{fact.question}" has no option "{option}".', mend

    def _deficits(self, names: Iterable[MeasureId]) -> Iterator[Wrong]:
        for name in names:
            measure = self.measures.get(name)
            if measure and measure.deficit is None:
                yield "measures", f'"{name}" has no deficit to compare.', "Name one that has."


def _line(fact: WorstOf) -> Iterator[Wrong]:
    lines = [line.id for line in catalogue.line_table().lines if line.load]
    if fact.line not in lines:
        mend = nearest(fact.line, lines)
        yield "line", f'there is no line "{fact.line}" with a table of load.', mend
