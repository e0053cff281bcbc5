"""The shapes of everything a report holds: what goes over the wire. Imports `model`.

Field names are the keys of the JSON that templates place.
"""

from dataclasses import dataclass

from self_tests.model import CareCard, SafetyLevel, Side, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class SideReport:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceReport:
    """How far left and right lie apart, and whether that is real."""

    value: float
    text: str
    real: bool
    worse_side: Side | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReport:
    """A number of a rule with its status and sources."""

    name: str
    text: str
    status: Status
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleReport:
    """A rule with the reader's own values put in. `docstring` is the rule's own, from the code."""

    id: str
    name: str
    docstring: str
    sentence: str
    fired: bool
    numbers: tuple[NumberReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetestReport:
    """When to measure again and what change would be real; `date` only if today was told."""

    weeks: int
    date: str | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReport:
    """What one measure of one self-test reads."""

    self_test: str
    title: str
    measure: str
    sides: tuple[SideReport, ...]
    difference: DifferenceReport | None
    notes: tuple[str, ...]
    retest: RetestReport | None
    rules: tuple[RuleReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingSelfTest:
    """A self-test that would make a line firmer."""

    self_test: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReport:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillReport:
    """One drill of the plan, finished to read. `eased` says why it starts in its easier form."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReport:
    """One drill in one session, with the sets that fit."""

    drill: str
    title: str
    sets: int
    seconds: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReport:
    """One session of the week."""

    day: int
    title: str
    seconds: int
    drills: tuple[PlannedReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReport:
    """What the self-tests add (`drills`), what everybody gets (`base`), and the week of both."""

    minutes: int
    drills: tuple[DrillReport, ...]
    base: tuple[DrillReport, ...]
    week: tuple[SessionReport, ...]
    discomfort_rule: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """A source that this report rests on."""

    id: str
    citation: str
    status: Status
    note: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All there is to show. Without the level `clear` there is no line and no plan."""

    level: SafetyLevel | str
    care: CareCard | None
    headline: str
    worth_assessment: str | None
    results: tuple[ResultReport, ...]
    lines: tuple[LineReport, ...]
    plan: PlanReport | None
    when_to_get_help: tuple[str, ...]
    sources: tuple[SourceReport, ...]
    definitions: dict[str, int]
    disclaimer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCertainty:
    """In how many of 100 re-measurements a line keeps what it reads."""

    line: str
    stays: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReport:
    """The smallest change of one measure that would move a line to another band."""

    line: str
    measure: str
    by: float
    to_value: float
    band: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure a report is. `headline` replaces the report's own when it is too close to call."""

    headline: str | None
    first_stays: int | None
    first_sentence: str | None
    lines: tuple[LineCertainty, ...]
    changes: tuple[ChangeReport, ...]
