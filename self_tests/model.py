"""What the product talks about, as frozen dataclasses.

Field names are the keys of the TOML definitions (with `-` for `_`) and of the templates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NewType, Protocol

type Side = Literal["left", "right"]
type Status = Literal["measured", "reported", "derived", "our choice"]
type SafetyLevel = Literal[
    "emergency", "urgent", "clinician", "ask-first", "education", "under-18", "clear"
]
type Band = Literal["priority", "maybe", "no clear limit", "not enough data"]
# What a line is beside the first thing; nothing where it does not stand out.
type Place = Literal["first", "next", "also", "too close", ""]
type QuestionKind = Literal["length", "whole-number", "scale", "choice", "choices"]
type SquatLoad = Literal["arms-in-front", "bar-on-back", "bar-in-front"]
type Equipment = Literal["resistance-band", "box", "plate-or-kettlebell", "barbell", "belt", "rack"]

# Full ids, `<self-test>.<name>`; a definition may leave its own self-test's part out.
QuestionId = NewType("QuestionId", str)
MeasureId = NewType("MeasureId", str)
# A checked answer: a chosen option, chosen options, a number, or one per trial (cm, s, reps).
type Value = str | float | tuple[str, ...] | tuple[float, ...]
# By field id: the question's id, and `.left` or `.right` where it is sided.
type Answers = Mapping[str, Value]

# What choosing an option adds to a sum, by question and option.
type Points = Mapping[QuestionId, Mapping[str, int]]

SIDES: tuple[Side, Side] = ("left", "right")
# Most serious first: the order in which levels are weighed.
SAFETY_LEVELS: tuple[SafetyLevel, ...] = (
    *("emergency", "urgent", "clinician", "ask-first", "education", "under-18"),
    "clear",
)


def owner_of(name: str) -> str:
    """Return the self-test, or the safety check, that a question, measure or field belongs to."""
    return name.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number a reader may meet, with where it comes from and how sure we are.

    `status` is `measured` (seen in the paper or its abstract), `reported` (seen on a page that
    reports the paper), `derived` (worked out here from such numbers) or `our choice`.
    """

    value: float
    status: Status
    unit: str = ""
    sources: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence that carries a finding, with where it comes from and how sure we are."""

    text: str
    status: Status
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A paper or page that a number was read in; `evidence` is its number in the evidence file."""

    id: str
    evidence: int
    citation: str
    status: Status
    note: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""

    @property
    def link(self) -> str:
        """The address to read it at; empty when only the citation is known."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Another question has one of these answers (equality, nothing else).

    Between two sided questions it is read side by side.
    """

    question: QuestionId
    is_one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer a reader can choose.

    `text` is what to recognize at a glance and `hint` its detail, in smaller letters. `level` is
    what choosing it means for safety; options of one `group` are counted together;
    `points` is what a rating adds to its sum; an `alone` option empties the others ("None of
    these"). `refused` is the finished message for an answer that sends the reader back to the
    test, and `note` a finished sentence that the report carries; both may use `{side}`.
    A note that `warns` stays in sight where other notes are folded.
    `worth_assessment` keeps the level but lets the report open with the advice to be seen in
    person.
    """

    id: str
    text: str
    hint: str = ""
    level: SafetyLevel | None = None
    group: str = ""
    points: int | None = None
    alone: bool = False
    refused: str = ""
    note: str = ""
    warns: bool = False
    worth_assessment: bool = False

    @property
    def whole(self) -> str:
        """Text and detail, for where nobody sees the one below the other."""
        return f"{self.text}. {self.hint}" if self.hint else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A clock beside a question, which fills in its number; a number can always be typed instead.

    A `stopwatch` counts seconds up to the question's `most`. A `metronome` gives `beats` a minute
    and counts one for every `beats_each`.
    """

    kind: Literal["stopwatch", "metronome"]
    beats: Number | None = None
    beats_each: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing we ask. `id` is `<self-test>.<name>`; a sided one is asked left and right.

    `noun` names the value in messages ("distance"); `if_empty` is the message when nothing was
    entered, with a gap `{side}` where the question is sided.
    Limits are in `unit`: outside `least` to `most` is refused, outside the unusual ones is asked
    about. `apart` is how far trials may lie apart before we ask. A scale that `gates` ends the
    visit's tests from the safety check's `discomfort_from` on. A question of the safety check that
    is asked `until_hit` looks for no sign: it is left out once an earlier screen called for a card.
    One that `stops` says that a self-test had to be stopped, or why: it counts for the visit and
    goes into no link. An option of it with a level ends the visit's tests. Where `frame` is set, an
    angle that is measured in a frame of the screen's clip stands beside it and answers nothing.
    """

    id: QuestionId
    kind: QuestionKind
    text: str
    if_empty: str = ""
    noun: str = ""
    hint: str = ""
    why: str = ""
    sided: bool = False
    trials: int = 1
    optional: bool = False
    unit: str = ""
    least: Number | None = None
    most: Number | None = None
    unusual_below: Number | None = None
    unusual_above: Number | None = None
    apart: Number | None = None
    gates: bool = False
    until_hit: bool = False
    stops: bool = False
    timer: Timer | None = None
    frame: bool = False
    options: tuple[Option, ...] = ()
    show_when: Condition | None = None
    hide_when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Everything noted after one action. Where `film` is set, a clip of it may help to rate it."""

    id: str
    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    steps: tuple[str, ...] = ()
    does_not_count: tuple[str, ...] = ()
    film: bool = False


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
class Measure:
    """A number that one self-test reads off its answers, per side or once.

    `sentence` says the value ("Your {side} knee reaches {value} from the wall."); `step` is the
    grid the reader measures on, `lowest` and `highest` the ends of what the questions let in.
    `note` goes with every result, where a tier would say too much, `notes_for` with those of some
    readers. Without `norms` the tiers hold for everybody.
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

    `short` is what a headline calls it, and the picture of the leg. A line has items, or a `load`
    table and then neither score nor rank.
    """

    id: str
    title: str
    short: str
    meaning: str
    items: tuple[LineItem, ...] = ()
    ceiling: Band = "priority"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much of a drill: sets x reps x seconds per rep, for each side where `per_side`.

    `least_sets` is how far a short session may cut the sets, `least_days` on how many days of the
    week it comes at least (0: on as many as the plan says of every drill); rests are in seconds.
    `one_side` is the `text` for a plan in which one side alone asks for it; empty where both
    sides are always trained.
    Something to read has no sets and takes no time of a session.
    """

    sets: int
    least_sets: int
    reps: int
    seconds: int
    rest: int
    per_side: bool
    text: str
    days_a_week: int
    least_days: int = 0
    one_side: str = ""
    status: Status
    sources: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A fact about the reader has this value (equality, nothing else)."""

    fact: str
    equals: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ease:
    """How a drill starts when all of this is so: `text` says how, and from which finding.

    With a `drill`, that one is done instead, as the easier form.
    """

    when: tuple[When, ...]
    text: str
    drill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """One exercise, with its dose and how well it is supported.

    `equipment` is a list of alternatives, all of which must be met: `[["box", "barbell"]]` needs
    a box or a barbell. `expect` is what it may change and in which time; `grade` says in words
    how good the evidence is. A drill that `loads_knee` starts in its easier form while the knee
    answers with discomfort; the first of `ease_when` that is so says how it starts otherwise.
    """

    id: str
    version: int
    title: str
    summary: str
    trains: str
    steps: tuple[str, ...]
    dose: Dose
    easier: str
    harder: str
    cautions: tuple[str, ...]
    stop: str
    expect: Claim
    grade: str
    equipment: tuple[tuple[Equipment, ...], ...] = ()
    before_training: bool = False
    loads_knee: bool = False
    ease_when: tuple[Ease, ...] = ()
    reviewed: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CareCard:
    """What a reader sees at a safety level other than `clear`.

    Text may use the gaps `{emergency_number}` and `{practice}`.
    """

    level: SafetyLevel
    title: str
    text: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRule:
    """Several chosen options of one group weigh more than each alone (`at_least` of them)."""

    group: str
    at_least: int
    level: SafetyLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack:
    """When to come back to the self-tests after the card of a `level`: `least` to `most` days on.

    `read` is the page to read meanwhile, its address from the site's root, and `read_text` what the
    link to it says; empty where a practice has left that page out. A level that none is written for
    ends in somebody's hands: no day is known.
    """

    level: SafetyLevel
    least: Number
    most: Number
    read: str
    read_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyCheck:
    """The questions asked before the first self-test of a visit, and the cards they may end in.

    A scale answer of `discomfort_from` or more (0 to 10) means the level `education`. `come_back`
    holds the levels after which a day to come back is known, one entry each.
    """

    id: str
    version: int
    title: str
    intro: str
    screens: tuple[Screen, ...]
    cards: tuple[CareCard, ...]
    count_rules: tuple[CountRule, ...]
    come_back: tuple[ComeBack, ...]
    discomfort_from: Number
    worth_assessment: str
    not_validated: str
    disclaimer: str
    sources: tuple[str, ...]
    reviewed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Who runs this site: the gaps that care cards and shared texts fill.

    A request says who; without that, what holds everywhere is said.
    """

    name: str = "the practice"
    emergency_number: str = "your local emergency number"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """An id that has another name today; what readers have kept under `old` is read as `new`.

    Questions have their full ids; an option names its `question` by the id of that time.
    """

    kind: Literal["self-test", "question", "option", "drill"]
    old: str
    new: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenQuestion:
    """How the answer to one question stands in the links of an edition.

    `id` is the full one. A number is one of `steps` values from `least` on, counted in parts of
    which `per_unit` make one of its unit; `options` stand in the order of their digits.
    """

    id: str
    kind: QuestionKind
    sided: bool = False
    trials: int = 1
    least: int = -100_000
    steps: int = 200_001
    per_unit: int = 1
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenSelfTest:
    """The questions of a self-test as they stand in the links of an edition, in their order."""

    id: str
    version: int
    title: str
    questions: tuple[FrozenQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The layout of every link that was made while these were the questions.

    What is `published` never changes: links that people keep are read by it. Until then it
    follows the definitions.
    """

    number: int
    published: bool = False
    self_tests: tuple[FrozenSelfTest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatBody:
    """How long the parts of a body are: shares of its height, `knee_depth` in cm.

    `foot` is the whole foot, `heel_behind_ankle` the part of it behind the ankle, and `knee_depth`
    how far the kneecap lies before the middle of the knee.
    """

    shank: Number
    thigh: Number
    trunk: Number
    arm: Number
    ankle_height: Number
    foot: Number
    heel_behind_ankle: Number
    heel_to_ball: Number
    knee_depth: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatMasses:
    """What the parts of a body weigh, both sides together: shares of the whole, which make 1."""

    feet: Number
    shanks: Number
    thighs: Number
    trunk_and_head: Number
    arms: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatCenters:
    """Where the parts of a body have their middle, as shares of their length.

    `of_leg` counts from the upper joint of shank and thigh, `of_trunk_and_head` from the hip in
    lengths of the trunk, `of_arm` from the shoulder.
    """

    of_leg: Number
    of_trunk_and_head: Number
    of_arm: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatBar:
    """A bar: its weight as a share of the body's, and where it and the hands on it act.

    Heights are shares of the trunk from the hip up, distances from the trunk's line are shares of
    the body's height.
    """

    bar_weight: Number
    hands_at: Number
    back_bar_at: Number
    back_bar_behind: Number
    front_bar_at: Number
    front_bar_before: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatAsked:
    """What may be asked: distances at the wall and heights in cm, and where nobody says one.

    `inch_step` is the step of a reader who measures in inches. The errors are those of measuring
    oneself, as the self-test counts with them.
    """

    least_wall: Number
    most_wall: Number
    usual_wall: Number
    wall_step: Number
    inch_step: Number
    least_height: Number
    most_height: Number
    usual_height: Number
    error_of_one: Number
    error_of_three: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatWays:
    """What can be changed about a squat, and when hips and knees share the work.

    `heel_lift` is in cm, `knees_out_by` in degrees. Hips and knees are about even where the shin
    leans `even_at` degrees further than the trunk, or `even_within` more or less than that.
    """

    heel_lift: Number
    knees_out_by: Number
    even_at: Number
    even_within: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatFrame:
    """A squat that is measured in a picture: what four points must be, and how far off they are.

    Points lie `least_apart` from each other and a segment has `least_segment`, in pixels as shown;
    knees bend `least_bend` degrees, and of thigh and shin the shorter is at least `least_share` of
    the other. Each error is one standard error of trunk minus shin, in degrees, by how many squats
    were measured.
    """

    least_apart: Number
    least_segment: Number
    least_bend: Number
    least_share: Number
    error_of_one: Number
    error_of_two: Number
    error_of_three: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class SquatModel:
    """A squat seen from the side, in which the ankle decides how far the trunk leans.

    It scores nothing. `measure` is the distance that the slider stands for, `frame` what a squat in
    a picture is held to; `leaves_out` is what a reader has to know before believing it.
    """

    measure: MeasureId
    body: SquatBody
    masses: SquatMasses
    centers: SquatCenters
    bar: SquatBar
    asked: SquatAsked
    ways: SquatWays
    frame: SquatFrame
    leaves_out: tuple[Claim, ...]


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
