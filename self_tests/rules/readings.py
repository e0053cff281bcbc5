"""Rules that read a number off the answers. Imports `model` only."""

from dataclasses import dataclass

from self_tests.model import Answers, Measured, Number, Points, QuestionId, Side

# A tenth of a centimetre is ten times finer than the error: what is compared is what is shown.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanOfTrials:
    """The mean of up to three measurements, to a tenth.

    One careful measurement is enough; the mean of three has a smaller error (`error_of_three`)
    than one or two (`error_of_one`).
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
