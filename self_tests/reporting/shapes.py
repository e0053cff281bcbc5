"""The shapes of everything a report holds: what goes over the wire.

They are typed dictionaries, the JSON itself: a class for each that has to be built would cost a
reader's phone more time at the start than everything the report needs to be scored.
"""

from typing import Literal, NotRequired, TypedDict

from self_tests.model import SafetyLevel, Side, Status


class SideReport(TypedDict):
    """One side of one measure. `low` and `high` are the value one error either way."""

    side: Side | None
    side_text: str
    value: float | None
    unit: str
    text: str
    tier: str | None
    tier_text: str
    close: bool
    sentence: str
    stopped: bool
    error: float | None
    error_text: str
    low: float | None
    high: float | None


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
    """When to measure again and what change would be real; `date` only if today was told."""

    weeks: int
    date: str | None
    sentence: str


class ResultReport(TypedDict):
    """What one measure of one self-test reads."""

    self_test: str
    title: str
    measure: str
    measure_text: str
    sides: tuple[SideReport, ...]
    difference: DifferenceReport | None
    notes: tuple[str, ...]
    retest: RetestReport | None
    rules: tuple[RuleReport, ...]


class MissingSelfTest(TypedDict):
    """A self-test that would make a line firmer."""

    self_test: str
    title: str
    minutes: int


class LineReport(TypedDict):
    """One line as far as it goes. Knee and load has a band only, and no score."""

    line: str
    title: str
    band: str
    band_text: str
    sentence: str
    score: float | None
    error: float | None
    completeness: float | None
    missing: tuple[MissingSelfTest, ...]


class PartReport(TypedDict):
    """One stretch of a drill: getting ready, work, changing sides or rest.

    `set` is the first set that needs it, so that the parts of fewer sets are those up to the last
    one. Work has `reps` that share its `seconds`; all else has none.
    """

    text: str
    set: int
    seconds: int
    reps: int


class DrillReport(TypedDict):
    """One drill of the plan, finished to read. `eased` says why it starts in its easier form.

    `parts` are all its sets in their order, for a clock to lead through.
    """

    drill: str
    title: str
    why: str
    eased: str
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
    """One drill in one session, with the sets that fit."""

    drill: str
    title: str
    sets: int
    seconds: int
    text: str


class SessionReport(TypedDict):
    """One session of the week."""

    day: int
    title: str
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


class Report(TypedDict):
    """All there is to show. Without the level `clear` there is no line and no plan.

    `set_aside` says what of earlier answers did not fit; it is there only if something did not.
    """

    level: SafetyLevel | str
    care: CareReport | None
    headline: str
    worth_assessment: str | None
    results: tuple[ResultReport, ...]
    lines: tuple[LineReport, ...]
    plan: PlanReport | None
    when_to_get_help: tuple[str, ...]
    sources: tuple[SourceReport, ...]
    definitions: dict[str, int]
    disclaimer: str
    set_aside: NotRequired[tuple[str, ...]]


class LineCertainty(TypedDict):
    """In how many of 100 re-measurements a line keeps what it reads."""

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
    """How sure a report is. `headline` replaces the report's own when it is too close to call."""

    headline: str | None
    first_stays: int | None
    first_sentence: str | None
    lines: tuple[LineCertainty, ...]
    changes: tuple[ChangeReport, ...]


class LevelAndPlan(TypedDict):
    """The plan alone; `None` without the level `clear`."""

    level: SafetyLevel | str
    plan: PlanReport | None


class ProblemReport(TypedDict):
    """One thing to put right (`error`) or to say yes to (`confirm`), at one field."""

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
    """What can be asked."""

    requests: tuple[str, ...]
    self_tests: tuple[DescribedSelfTest, ...]
    safety_check: tuple[str, ...]
