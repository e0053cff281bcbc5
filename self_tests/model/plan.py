"""The table that a plan is made from: its places, what rows ask about, and its rules."""

from dataclasses import dataclass
from typing import Protocol

from self_tests.model.drills import When
from self_tests.model.lines import LoadSign, LoadTable
from self_tests.model.terms import (
    Answers,
    Claim,
    Equipment,
    MeasureId,
    Number,
    Points,
    QuestionId,
    Side,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a drill is in a plan, where all of this is so."""

    when: tuple[When, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One possible drill of a slot: taken when its facts are so and its equipment is at hand.

    An empty `drill` leaves the slot empty on purpose. `why` is the reason the reader sees, unless
    one of the `reasons` is so. `equipment` is what the row asks for beside the drill's own needs.
    """

    why: str
    drill: str = ""
    when: tuple[When, ...] = ()
    equipment: tuple[tuple[Equipment, ...], ...] = ()
    reasons: tuple[Reason, ...] = ()


class Seen(Protocol):
    """What a visit has shown, as facts look at it."""

    @property
    def answers(self) -> Answers:
        """The checked answers."""
        ...

    @property
    def points(self) -> Points:
        """What each option of the self-tests that were taken adds to a sum."""
        ...

    def worst(self, measure: MeasureId) -> float | None:
        """Return what the worse side reads, `None` until every side was measured."""
        ...

    def worse_sides(self, measure: MeasureId) -> tuple[Side | None, ...]:
        """Return the side that reads worse, both if they are equal, none until all were done."""
        ...

    def deficit(self, measure: MeasureId) -> float | None:
        """Return the deficit of the worse side, 0 to 1; `None` until every side was measured."""
        ...

    def load(self, line: str) -> LoadTable:
        """Return the load table of a line. Raises `LookupError` for a line without one."""
        ...

    def signs(self, line: str) -> tuple[LoadSign, ...]:
        """Return the signs of a line's load table that are there."""
        ...


class Fact(Protocol):
    """Something about a visit that rows ask for by its id; one dataclass per kind in `rules`."""

    @property
    def id(self) -> str:
        """The name that rows ask by."""
        ...

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """The questions whose answers are looked at."""
        ...

    @property
    def measures(self) -> tuple[MeasureId, ...]:
        """The measures that are looked at."""
        ...

    def of(self, seen: Seen) -> str | None:
        """Return the fact's value, `None` while it is not known."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in the plan; the first row that fits fills it. A base slot has no line."""

    id: str
    line: str = ""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """The slots that one self-test alone may fill when its tier is not the best one."""

    self_test: str
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The slots that everybody gets who is clear and took a self-test of the chain."""

    chain: str
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInRule:
    """When the next session goes on, holds, is eased, or waits for a clinician.

    Discomfort (0 to 10) up to `go_on_up_to` goes on, up to `hold_up_to` holds. Above that, or with
    a worse next morning, it eases for `eased_sessions`. So many `eases_in_a_row`, or discomfort at
    least `worse_by` above what it was for `worse_for` days, and no session starts.
    """

    go_on_up_to: Number
    hold_up_to: Number
    eased_sessions: Number
    eases_in_a_row: Number
    worse_by: Number
    worse_for: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNote:
    """A sentence that a plan says when all of this is so."""

    when: tuple[When, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTable:
    """Which drill stands where, and the rule for discomfort that goes with every plan.

    `facts` are what rows may ask about; a drill that loads the knee starts in its easier form when
    all of `ease_knee_when` is so. A week has `sessions_a_week` sessions of one of the lengths in
    `minutes`; every drill comes on `least_days` days at least, in sessions of up to `one_set_up_to`
    minutes with one set if need be, and a session has `drills_a_session` drills where that fits.
    A drill costs `lead_in` seconds to get ready and `side_switch` seconds between the sides of
    each set.
    """

    slots: tuple[Slot, ...]
    bases: tuple[Base, ...]
    facts: tuple[Fact, ...]
    ease_knee_when: tuple[When, ...]
    notes: tuple[PlanNote, ...] = ()
    singles: tuple[Single, ...]
    sessions_a_week: Number
    least_days: Number
    one_set_up_to: Number
    drills_a_session: Number
    lead_in: Number
    side_switch: Number
    minutes: tuple[int, ...]
    discomfort_rule: Claim
    check_in: CheckInRule
    when_to_get_help: tuple[str, ...]
