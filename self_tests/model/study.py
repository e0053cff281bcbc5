"""How well people measure themselves: one reader's own error, and a study of many."""

from dataclasses import dataclass

from self_tests.model.terms import MeasureId, Number


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnErrorRule:
    """How a reader's own measuring error is told from days that lie close together.

    Two days of one side are a pair when they lie `within` so many days. Our error counts as much as
    `ours` pairs, and the reader's is used from `used_from` pairs on.
    """

    within: Number
    ours: Number
    used_from: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDesign:
    """A study that a practice can run: people measure themselves on two days, a therapist on one.

    `replaces` is the error, in the reading of `measure`, that its result would stand in for. Each
    side is compared from `fewest` people on; values lie from `least` to `most`. `own` is the same
    question for one reader alone.
    """

    measure: MeasureId
    replaces: str
    people: Number
    fewest: Number
    second_day: Number
    least: Number
    most: Number
    own: OwnErrorRule
