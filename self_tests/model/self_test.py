"""One self-test: what it needs, asks and reads, and how sides and days are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from self_tests.model.questions import Screen
from self_tests.model.terms import (
    Answers,
    Claim,
    MeasureId,
    Number,
    Points,
    QuestionId,
    Side,
    Status,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A value read off the answers and its error: one standard error of measurement, same unit."""

    value: float
    error: float


class Reading(Protocol):
    """How a number is read off the answers; one frozen dataclass per kind in `rules`."""

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The questions whose answers are read."""
        ...

    def read(self, answers: Answers, points: Points, side: Side | None) -> Measured | None:
        """Return the value for a side (`None`: unsided), or `None` when it was not answered."""
        ...


class Deficit(Protocol):
    """How far a value speaks for a capacity worth training; one dataclass per kind in `rules`."""

    def of(self, measured: Measured) -> float:
        """Return the deficit, 0 (none) to 1."""
        ...

    def of_each(self, values: Sequence[float], error: float) -> list[float]:
        """Return the deficit of each of many values with the same error."""
        ...

    def error(self, measured: Measured) -> float:
        """Return the deficit's own error, 0 to 1."""
        ...

    def chances(self, measured: Measured) -> tuple[float, ...]:
        """Return, per threshold, the chance that the true value is on its worse side."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """What one self-test reads on one side. Tiers stand best first.

    A value belongs to the first tier whose `limit` it reaches: the least value where low is
    bad, the greatest where high is bad. The last tier has none. `text` fills "That is {text}";
    `short` stands under a bar, where the text is too long for it.
    """

    id: str
    text: str
    short: str = ""
    advice: str
    limit: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Left and right are compared: a difference is real when measuring error alone seldom makes it.

    The border follows from the error that is shown beside the values: 1.96 times the square root
    of two times it, rounded up to the grid. How likely the true difference passes that border
    raises a line's score by up to half of what is left to 1.
    """

    # `published` is what others reached, told beside ours and never counted with.

    published: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What training usually changes.

    `text` may have gaps for `least` and `most`, which are in the measure's unit.
    """

    text: str
    status: Status
    sources: tuple[str, ...] = ()
    least: float = 0
    most: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Retest:
    """When measuring again says something. The smallest real change follows from the error.

    `published` is the smallest change that others could trust, told beside ours. `own_error` says
    that two days close together tell a reader's own error: what is measured does not move by
    itself, as discomfort does.
    """

    weeks: Number
    published: Number | None = None
    usual_gain: Gain | None = None
    own_error: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms(Claim):
    """Whose norms the tiers of a measure are: of readers with one of these answers.

    For all others, and while the answer is not known, the value stands without a tier, is counted
    in no line, and `text` says so.
    """

    question: QuestionId
    is_one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFor(Claim):
    """A note beside a result, for readers with one of these answers."""

    question: QuestionId
    is_one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignWords:
    """How a number that may be above or below zero is said: "{value} fewer with heels raised".

    `above` and `below` get it without its sign; `zero` has no gap.
    """

    above: str
    zero: str
    below: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number that one self-test reads off its answers, per side or once.

    `sentence` says the value ("Your {side} knee reaches {value} from the wall."); `step` is the
    grid the reader measures on, `lowest` and `highest` the ends of what the questions let in.
    `note` goes with every result, where a tier would say too much, `notes_for` with those of some
    readers. Without `norms` the tiers hold for everybody. `sign_words` say a value of which only
    the sign tells which way it goes.
    """

    id: MeasureId
    text: str
    unit: str
    sentence: str
    reading: Reading
    step: Number
    lowest: float
    highest: float
    low_is_bad: bool = True
    sided: bool = True
    tiers: tuple[Tier, ...] = ()
    deficit: Deficit | None = None
    difference: Difference | None = None
    retest: Retest | None = None
    note: Claim | None = None
    notes_for: tuple[NoteFor, ...] = ()
    norms: Norms | None = None
    sign_words: SignWords | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A thing a self-test needs, and what a gym has instead."""

    item: str
    stand_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """One self-test: what to do, what to ask, what is read from it.

    `chain` is the part of the body's chain it belongs to: the plan's base is that chain's.
    `minutes` includes the `warm_up` minutes, which several self-tests in one visit share.
    `reviewed` stays empty until a clinician has checked it.
    """

    id: str
    version: int
    title: str
    standard_name: str
    chain: str
    summary: str
    minutes: int
    warm_up: int = 0
    screens: tuple[Screen, ...]
    measures: tuple[Measure, ...] = ()
    needs: tuple[Need, ...] = ()
    stop: str
    not_known: str
    sources: tuple[str, ...] = ()
    reviewed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainCheck:
    """Several self-tests in one visit, in a short and a full form, in the order they are done."""

    id: str
    version: int
    title: str
    summary: str
    leaves_open: str
    short: tuple[str, ...]
    full: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUsed:
    """A test or a question that readers may expect here, and why no score reads it."""

    id: str
    title: str
    reasons: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What other people reach in a measure, as published: mean and standard deviation.

    Both are in the measure's unit; the spread is above 0.
    """

    measure: MeasureId
    people: str
    mean: Number
    spread: Number
