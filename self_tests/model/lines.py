"""The lines: what counts in them, the borders of their bands, and the table of knee and load."""

from dataclasses import dataclass

from self_tests.model.terms import Band, MeasureId, Number, QuestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """One measure's share in a line.

    `bonus` lets its side difference raise the line's score; `names_side` lets the report name
    the line's worse side by it.
    """

    measure: MeasureId
    weight: Number
    bonus: bool = False
    names_side: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSign:
    """What makes knee and load amber at least, whatever the discomfort: an answer, or a measure.

    Either the `question` has one of these answers, or the `measure` reaches `at_least`. With
    `worth_assessment` the report opens with the advice to be seen in person. `text` says it.
    """

    text: str
    question: QuestionId = QuestionId("")
    is_one_of: tuple[str, ...] = ()
    measure: MeasureId = MeasureId("")
    at_least: Number | None = None
    worth_assessment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadTable:
    """How the line of knee and load is read: a table of two answers, not a score.

    `changes` is a question with several answers, of which `no_change` stands alone; `discomfort`
    are scales (0 to 10) of which the worst counts, amber from `amber_from` on, or with one of the
    `signs`. The four bands are for calm and amber discomfort, without and with a change of load.
    """

    changes: QuestionId
    no_change: str
    discomfort: tuple[QuestionId, ...]
    amber_from: Number
    calm: Band
    calm_changed: Band
    amber: Band
    amber_changed: Band
    signs: tuple[LoadSign, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of the five capacities. `ceiling` is the highest band it may have.

    Where that keeps it from coming first, `not_first` says why, in a sentence beside its name.

    `short` is what a headline calls it, and the picture of the leg. A line has items, or a `load`
    table and then neither score nor rank.
    """

    id: str
    title: str
    short: str
    meaning: str
    items: tuple[LineItem, ...] = ()
    ceiling: Band = "priority"
    not_first: str = ""
    load: LoadTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Where the bands of a line begin, and when a value is too close to a border to call.

    Scores, errors, chances and completeness run from 0 to 1. `priority` needs a score, a floor
    that the score keeps after its error is taken off, a completeness and a number of self-tests;
    `bonus_needs` is the score below which a side difference adds nothing; `bonus_share` is how
    much of what is left to 1 it may add; `capped_rank` is the most that a line with a ceiling
    counts for in the ranking.
    """

    enough_data: Number
    maybe: Number
    priority: Number
    priority_floor: Number
    priority_completeness: Number
    priority_self_tests: Number
    bonus_needs: Number
    bonus_share: Number
    capped_rank: Number
    close_above: Number
    close_below: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTable:
    """All lines in the order they are shown, and the borders they share."""

    lines: tuple[Line, ...]
    bands: Bands
