"""Rules that read a number off the answers."""

from dataclasses import dataclass

from self_tests.model import Answers, Measured, Number, Points, QuestionId, Side

# A tenth of a centimeter is ten times finer than the error: what is compared is what is shown.
MEAN_DECIMALS = 1


def field_id(question: QuestionId, side: Side | None) -> str:
    """Return where an answer stands: the question's id, with the side where it has one."""
    return f"{question}.{side}" if side else question


def _numbers(answers: Answers, field: str) -> tuple[float, ...]:
    """Return the numbers of a field, one per trial; none when it was left empty."""
    match answers.get(field):
        case int() | float() as number:
            return (float(number),)
        case tuple() as trials:
            return tuple(float(trial) for trial in trials)
        case _:
            return ()


def _sum(
    questions: tuple[QuestionId, ...], answers: Answers, points: Points, side: Side | None
) -> int | None:
    """Return the points of all chosen options; `None` when a question is open."""
    total = 0
    for question in questions:
        chosen = answers.get(field_id(question, side))
        if not isinstance(chosen, str) or chosen not in points.get(question, {}):
            return None
        total += points[question][chosen]
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanOfTrials:
    """The mean of up to three measurements, to a tenth.

    One careful measurement is enough; the mean of three has a smaller error than one or two.
    """

    question: QuestionId
    error_of_one: Number
    error_of_three: Number

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The question whose trials are averaged."""
        return (self.question,)

    def read(self, answers: Answers, points: Points, side: Side | None) -> Measured | None:  # noqa: ARG002 - the protocol's shape
        """Return the mean for a side, or `None` when nothing was measured."""
        trials = _numbers(answers, field_id(self.question, side))
        if not trials:
            return None
        error = self.error_of_three if len(trials) >= 3 else self.error_of_one  # noqa: PLR2004 - the name says three
        return Measured(round(sum(trials) / len(trials), MEAN_DECIMALS), error.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class LargestOfTrials:
    """The best of the trials that were done."""

    question: QuestionId
    error: Number

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The question whose best trial is taken."""
        return (self.question,)

    def read(self, answers: Answers, points: Points, side: Side | None) -> Measured | None:  # noqa: ARG002 - the protocol's shape
        """Return the best trial for a side, or `None` when nothing was timed."""
        trials = _numbers(answers, field_id(self.question, side))
        return Measured(max(trials), self.error.value) if trials else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOfPoints:
    """The points of the chosen ratings, added up. One rating missing leaves no sum."""

    rated: tuple[QuestionId, ...]
    error: Number

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The questions whose ratings are added."""
        return self.rated

    def read(self, answers: Answers, points: Points, side: Side | None) -> Measured | None:
        """Return the sum for a side, or `None` when a rating is missing."""
        total = _sum(self.rated, answers, points, side)
        return None if total is None else Measured(total, self.error.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatMinusRaised:
    """How many points of the signs seen with flat feet are gone with the heels raised."""

    flat: tuple[QuestionId, ...]
    raised: tuple[QuestionId, ...]
    error: Number

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The questions of both squats."""
        return self.flat + self.raised

    def read(self, answers: Answers, points: Points, side: Side | None) -> Measured | None:
        """Return flat minus raised, or `None` when a rating is missing."""
        flat = _sum(self.flat, answers, points, side)
        raised = _sum(self.raised, answers, points, side)
        if flat is None or raised is None:
            return None
        return Measured(flat - raised, self.error.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNoAnswer:
    """1 for the answer `yes`, 0 for `no`; any other answer ("not sure") is no value at all."""

    question: QuestionId

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The question that is answered."""
        return (self.question,)

    def read(self, answers: Answers, points: Points, side: Side | None) -> Measured | None:  # noqa: ARG002 - the protocol's shape
        """Return 1, 0 or `None` for a side."""
        value = {"yes": 1.0, "no": 0.0}.get(str(answers.get(field_id(self.question, side))))
        return None if value is None else Measured(value, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A whole number as it was entered: seconds held or repetitions done."""

    question: QuestionId
    error: Number

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The question whose number is taken."""
        return (self.question,)

    def read(self, answers: Answers, points: Points, side: Side | None) -> Measured | None:  # noqa: ARG002 - the protocol's shape
        """Return the number for a side, or `None` when nothing was counted."""
        numbers = _numbers(answers, field_id(self.question, side))
        return Measured(numbers[0], self.error.value) if numbers else None
