"""Rules that read a fact off a visit: what the rows of the plan table may ask about."""

from dataclasses import dataclass
from typing import ClassVar

from self_tests.model import (
    SIDES,
    MeasureId,
    Number,
    QuestionId,
    Seen,
    Side,
    Value,
    owner_of,
)
from self_tests.rules.readings import field_id

NO_QUESTION, NO_MEASURE = QuestionId(""), MeasureId("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The option that was chosen, of a question that is asked once."""

    measures: ClassVar[tuple[MeasureId, ...]] = ()
    id: str
    question: QuestionId

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The question that is answered."""
        return (self.question,)

    def of(self, seen: Seen) -> str | None:
        """Return the option's id, `None` when nothing was chosen."""
        return _option(seen.answers.get(self.question))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyBut:
    """Whether anything but one option was chosen, of a question with several answers."""

    measures: ClassVar[tuple[MeasureId, ...]] = ()
    id: str
    question: QuestionId
    but: str
    yes: str = "yes"
    no: str = "no"

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The question that is answered."""
        return (self.question,)

    def of(self, seen: Seen) -> str | None:
        """Return `yes` or `no`, `None` when nothing was chosen."""
        chosen = seen.answers.get(self.question)
        if not isinstance(chosen, tuple):
            return None
        return self.no if chosen == (self.but,) else self.yes


@dataclass(frozen=True, slots=True, kw_only=True)
class WorseSide:
    """The option that was chosen on the worse side of a measure.

    An option in `first` counts before all others, on whichever side it was chosen. Equal sides
    with different answers say nothing, so that left and right never matter by themselves.
    """

    id: str
    question: QuestionId
    measure: MeasureId
    first: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The question that is answered on each side."""
        return (self.question,)

    @property
    def measures(self) -> tuple[MeasureId, ...]:
        """The measure that says which side is worse."""
        return (self.measure,)

    def of(self, seen: Seen) -> str | None:
        """Return the option's id, `None` until the measure was done on both sides."""
        worse = seen.worse_sides(self.measure)
        if not worse:
            return None
        chosen: dict[Side | None, str | None] = {
            side: _option(seen.answers.get(field_id(self.question, side))) for side in SIDES
        }
        for option in self.first:
            if option in chosen.values():
                return option
        counting = {chosen[side] for side in worse}
        return counting.pop() if len(counting) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LargestDeficit:
    """The self-test whose measure has the largest deficit; the earlier one of two equal ones."""

    questions: ClassVar[tuple[QuestionId, ...]] = ()
    id: str
    measures: tuple[MeasureId, ...]

    def of(self, seen: Seen) -> str | None:
        """Return the self-test's id, `None` until one of the measures was done on every side."""
        deficits = [
            (deficit, owner_of(name))
            for name in self.measures
            if (deficit := seen.deficit(name)) is not None
        ]
        return max(deficits, key=lambda pair: pair[0])[1] if deficits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstOf:
    """Whether the worst of some scales (0 to 10) reaches the border of a line of load.

    Counted are the scales of that `line` of lines.toml and those in `questions`; a sign of the
    line says as much as reaching the border.
    """

    measures: ClassVar[tuple[MeasureId, ...]] = ()
    id: str
    line: str
    questions: tuple[QuestionId, ...] = ()
    yes: str = "yes"
    no: str = "no"

    def of(self, seen: Seen) -> str | None:
        """Return `yes` or `no`, `None` when nothing was answered."""
        if seen.signs(self.line):
            return self.yes
        load = seen.load(self.line)
        given = [
            number
            for name in (*load.discomfort, *self.questions)
            if (number := _number(seen.answers.get(name))) is not None
        ]
        if not given:
            return None
        return self.yes if max(given) >= load.amber_from.value else self.no


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """Whether a number that was answered once, or a measure's worse side, reaches a border.

    Either a `question` or a `measure` is named. `unknown` is what the fact says while that is not
    known; left out, it then says nothing.
    """

    id: str
    at_least: Number
    question: QuestionId = NO_QUESTION
    measure: MeasureId = NO_MEASURE
    yes: str = "yes"
    no: str = "no"
    unknown: str = ""

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The question whose number is compared, if it is one."""
        return (self.question,) if self.question else ()

    @property
    def measures(self) -> tuple[MeasureId, ...]:
        """The measure whose worse side is compared, if it is one."""
        return (self.measure,) if self.measure else ()

    def of(self, seen: Seen) -> str | None:
        """Return `yes` or `no`, `unknown` when it was not answered or not done on every side."""
        number = _number(seen.answers.get(self.question))
        value = seen.worst(self.measure) if self.measure else number
        if value is None:
            return self.unknown or None
        return self.yes if value >= self.at_least.value else self.no


@dataclass(frozen=True, slots=True, kw_only=True)
class SumAtLeast:
    """Whether the points of some chosen options, added up, reach a border."""

    measures: ClassVar[tuple[MeasureId, ...]] = ()
    id: str
    questions: tuple[QuestionId, ...]
    at_least: Number
    yes: str = "yes"
    no: str = "no"

    def of(self, seen: Seen) -> str | None:
        """Return `yes` or `no`, `None` while one of the questions is open."""
        total = 0
        for question in self.questions:
            points = seen.points.get(question, {}).get(_option(seen.answers.get(question)) or "")
            if points is None:
                return None
            total += points
        return self.yes if total >= self.at_least.value else self.no


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Whether the number of one question is larger than that of another by a border or more."""

    measures: ClassVar[tuple[MeasureId, ...]] = ()
    id: str
    question: QuestionId
    minus: QuestionId
    at_least: Number
    yes: str = "yes"
    no: str = "no"

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The two questions."""
        return (self.question, self.minus)

    def of(self, seen: Seen) -> str | None:
        """Return `yes` or `no`, `None` unless both were answered."""
        more, less = (_number(seen.answers.get(name)) for name in self.questions)
        if more is None or less is None:
            return None
        return self.yes if more - less >= self.at_least.value else self.no


def _option(answer: Value | None) -> str | None:
    """Return the one option that was chosen."""
    return answer if isinstance(answer, str) else None


def _number(answer: Value | None) -> float | None:
    """Return the one number that was answered."""
    return answer if isinstance(answer, int | float) else None
