"""The shapes of everything a report holds, as it is sent to the page.

They are typed dictionaries, the JSON itself: a class for each would have to be built at every
start, which takes a reader's phone longer than the scoring of a report.
"""

from typing import Literal, NotRequired, TypedDict

from self_tests.model import Place, SafetyLevel, Side, Status


class ZoneReport(TypedDict):
    """One tier as a zone of a bar, which is 100 long."""

    text: str
    size: float


class SideReport(TypedDict):
    """One side of one measure. `low` and `high` are the value -/+ one error.

    `at` is the value's place on the bar, from 0 (worst) to 100, `from_at` and `to_at` are the ends
    of its error there, the lower one first; `letter` marks it. `label` says what the number is of,
    if neither a side nor its own words do.
    """

    side: Side | None
    side_text: str
    value: float | None
    unit: str
    text: str
    label: str
    tier: str | None
    tier_text: str
    close: bool
    sentence: str
    stopped: bool
    error: float | None
    error_text: str
    low: float | None
    high: float | None
    letter: str
    at: float | None
    from_at: float | None
    to_at: float | None


class DifferenceReport(TypedDict):
    """How far left and right lie apart, and whether that is real."""

    value: float
    text: str
    real: bool
    worse_side: Side | None
    sentence: str


class NumberReport(TypedDict):
    """A number of a rule with its status and sources."""

    name: str
    text: str
    status: Status
    why: str
    sources: tuple[str, ...]


class RuleReport(TypedDict):
    """A rule with the reader's own values put in.

    `docstring` is the rule's own, from the code, and `file` where that code stands.
    """

    id: str
    name: str
    docstring: str
    file: str
    sentence: str
    fired: bool
    numbers: tuple[NumberReport, ...]


class RetestReport(TypedDict):
    """When to measure again and what change would be real; `date` only if `today` was given."""

    weeks: int
    date: str | None
    sentence: str


class ExploreAsked(TypedDict):
    """What the request `squat` needs of a measured distance, in the reader's unit."""

    wall: float
    unit: Literal["cm", "in"]
    measures: Literal[1, 3]


class ExploreReport(TypedDict):
    """The place of a result on the slider of the squat explorer, by its name in an address.

    `asked` brings the sentence for the distance itself, with the error of the reader's own way of
    measuring; it is `None` for one that the explorer does not reach.
    """

    place: str
    text: str
    asked: ExploreAsked | None


class ResultReport(TypedDict):
    """What one measure of one self-test reads. `warnings` are notes that stay in sight.

    `zones` are the tiers on a bar, the worst first; without tiers there is no bar. `explore` leads
    to the squat explorer, if that is about this measure.
    """

    self_test: str
    title: str
    measure: str
    measure_text: str
    sides: tuple[SideReport, ...]
    zones: tuple[ZoneReport, ...]
    difference: DifferenceReport | None
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    retest: RetestReport | None
    rules: tuple[RuleReport, ...]
    explore: ExploreReport | None


class MissingSelfTest(TypedDict):
    """A self-test that would make a line firmer."""

    self_test: str
    title: str
    minutes: int


class DecidedReport(TypedDict):
    """What decided a line, if its first number does not show it: `text` is a number or empty."""

    text: str
    label: str


type LineState = Literal["first", "close", "work", "clear", "open", "jumped"]
"""How a line is drawn: to do first, too close to call, worth work, clear, not enough data, or load
that changed."""


class LineReport(TypedDict):
    """One line, as far as it can be read. Knee and load has only a band, and no score.

    `band_text` says that a band is too close to call if it comes out again too seldom. `place` is
    what the line is beside the first thing; at most one line of a report is first or next. `state`
    is what the line is drawn as, and `state_text` the same in a word or two; `measures` are the
    results that are shown with it, each with one line only, the weightiest first. `decided` is
    shown in place of their numbers and bar, if something else decided.
    """

    line: str
    title: str
    state: LineState
    state_text: str
    measures: tuple[str, ...]
    decided: DecidedReport | None
    band: str
    band_text: str
    place: Place
    sentence: str
    score: float | None
    error: float | None
    completeness: float | None
    missing: tuple[MissingSelfTest, ...]


class PartReport(TypedDict):
    """One stretch of a drill: getting ready, work, changing sides or rest.

    `set` is the first set that needs it: with fewer sets, only parts up to the last of those are
    played. Work has `reps` that share its `seconds`; all other parts have none.
    """

    text: str
    set: int
    seconds: int
    reps: int


class DrillReport(TypedDict):
    """One drill of the plan, finished to read. `eased` says why it starts in its easier form.

    `first_side` says, in a word or two, where to begin when one side is worse.

    `parts` are all its sets in their order, for a clock to lead through.
    """

    drill: str
    title: str
    why: str
    eased: str
    first_side: str
    before_training: str
    minutes: int
    dose: str
    dose_status: Status
    days: int
    steps: tuple[str, ...]
    easier: str
    harder: str
    cautions: tuple[str, ...]
    stop: str
    expect: str
    grade: str
    equipment: tuple[str, ...]
    sources: tuple[str, ...]
    rules: tuple[str, ...]
    parts: tuple[PartReport, ...]


class PlannedReport(TypedDict):
    """One drill in one session, with the sets that fit.

    `dose` is the day's own if fewer sets fit than the drill's dose says, and otherwise empty.
    """

    drill: str
    title: str
    sets: int
    seconds: int
    text: str
    dose: str


class SessionReport(TypedDict):
    """One session of the week. `start_text` names it with its minutes, for a button."""

    day: int
    title: str
    start_text: str
    seconds: int
    drills: tuple[PlannedReport, ...]


class PlanReport(TypedDict):
    """What the self-tests add (`drills`), what everybody gets (`base`), and the week of both."""

    minutes: int
    drills: tuple[DrillReport, ...]
    base: tuple[DrillReport, ...]
    week: tuple[SessionReport, ...]
    discomfort_rule: str
    notes: tuple[str, ...]


class SourceReport(TypedDict):
    """A source that this report rests on."""

    id: str
    citation: str
    status: Status
    note: str
    url: str


class CareReport(TypedDict):
    """A finished care card."""

    level: SafetyLevel
    title: str
    text: str
    actions: tuple[str, ...]


class MarkReport(TypedDict):
    """How one line is drawn in the picture of the leg: its state, and the words for both."""

    state: LineState | Literal["not-tested"]
    state_text: str
    name: str


class PictureReport(TypedDict):
    """The reader's own leg: a mark for each line there is, and the same as one sentence."""

    marks: dict[str, MarkReport]
    sentence: str


class StoryWords(TypedDict):
    """The words of a picture that the reader shows to others; none of them reveals discomfort.

    `names` are the parts of the leg with their states, by line.
    """

    title: str
    under: str
    names: dict[str, str]
    numbers: tuple[str, ...]


class StoryReport(TypedDict):
    """The words of that picture: `plain` without sides and numbers, `full` with them."""

    plain: StoryWords
    full: StoryWords


class LineCertainty(TypedDict):
    """In how many of 100 re-measurements a line keeps its reading."""

    line: str
    stays: int
    sentence: str


class ChangeReport(TypedDict):
    """The smallest change of one measure that would move a line to another band."""

    line: str
    measure: str
    by: float
    to_value: float
    band: str
    sentence: str


class CertaintyReport(TypedDict):
    """How sure a report is: `text` in a word or two, empty if knee and load comes first."""

    text: str
    first_stays: int | None
    first_sentence: str | None
    lines: tuple[LineCertainty, ...]
    changes: tuple[ChangeReport, ...]


class Report(TypedDict):
    """The whole report. Without the level `clear` it has no plan, and lines only for a link.

    `headline` is one short sentence; `under_headline` is shown under it and may be empty. `lead` is
    the line (id) that the headline is about, empty if it is about none or several: then no numbers
    of a line may be beside it. `certainty` is there if a line can be read. `set_aside` is there
    only if earlier answers did not fit, and says which. Without a line there is no `picture`, and
    without a plan no `story`.
    """

    level: SafetyLevel | str
    care: CareReport | None
    headline: str
    lead: str
    under_headline: str
    worth_assessment: str | None
    results: tuple[ResultReport, ...]
    lines: tuple[LineReport, ...]
    certainty: CertaintyReport | None
    picture: PictureReport | None
    plan: PlanReport | None
    when_to_get_help: tuple[str, ...]
    sources: tuple[SourceReport, ...]
    definitions: dict[str, int]
    disclaimer: str
    set_aside: NotRequired[tuple[str, ...]]
    story: NotRequired[StoryReport]


class LevelAndPlan(TypedDict):
    """The plan alone; `None` without the level `clear`."""

    level: SafetyLevel | str
    plan: PlanReport | None


class ProblemReport(TypedDict):
    """One thing to correct (`error`) or to confirm (`confirm`), in one field."""

    question: str
    message: str
    kind: Literal["error", "confirm"]


class CheckReport(TypedDict):
    """The level so far, `None` when the safety check is open, and every problem in the answers."""

    level: SafetyLevel | None
    problems: tuple[ProblemReport, ...]


class Refusal(TypedDict):
    """Why a request is not answered; `question` is the field of the first problem, if any."""

    message: str
    question: str
    problems: tuple[ProblemReport, ...]


class DescribedSelfTest(TypedDict):
    """A self-test with the fields of its questions."""

    id: str
    version: int
    title: str
    questions: tuple[str, ...]


class Description(TypedDict):
    """The requests that there are, and the self-tests with their questions."""

    requests: tuple[str, ...]
    self_tests: tuple[DescribedSelfTest, ...]
    safety_check: tuple[str, ...]
