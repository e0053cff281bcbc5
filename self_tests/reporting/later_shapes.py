"""The shapes of the answers to requests that come after a first result, as they are sent."""

from collections.abc import Mapping
from typing import Literal, NotRequired, TypedDict

from self_tests.model import Side
from self_tests.progress import Direction
from self_tests.reporting.shapes import Report, ZoneReport


class PointReport(TypedDict):
    """What a measure read on one day (ISO). `low` and `high` are the value -/+ one error.

    `at` is its place on the graph, from 0 (worst) to 100, `from_at` and `to_at` are the ends of its
    error there, the lower one first.
    """

    date: str
    value: float
    error: float
    low: float
    high: float
    text: str
    tier_text: str
    at: float
    from_at: float
    to_at: float


class MovedReport(TypedDict):
    """How far a value moved since an earlier day (ISO), in the measure's unit and in words.

    `error` is one standard error of the change. `direction` goes by the sign alone; only `real`
    says that the value has changed, and is `None` if it is not known how large a real change is.
    """

    since: str
    value: float
    error: float
    text: str
    direction: Direction
    real: bool | None


class SideProgressReport(TypedDict):
    """One side of one measure over time, oldest first, with its finished sentence.

    `from_first` and `from_before` are the changes to the last point; both are `None` if there is
    only one point. `in_a_row` is how many of the latest changes go the same way. `verdict_text`
    says in a word or two whether the change is real, `graph_text` in one sentence what the graph
    shows.
    """

    side: Side | None
    side_text: str
    points: tuple[PointReport, ...]
    from_first: MovedReport | None
    from_before: MovedReport | None
    in_a_row: int
    sentence: str
    verdict_text: str
    graph_text: str


class MeasureProgressReport(TypedDict):
    """One measure over time.

    `better` is the direction that is good for the reader. `is_note` marks a measure that counts in
    no line; `measure_again` is the day (ISO) on which a change can be seen, empty if not known, and
    `again_text` says in how many days that is. `own_error_text` is what the reader's own pairs of
    days say of the error, empty without any. `zones` are the tiers on its graph, the worst first.
    One measure is the `lead`, whose graph comes before the others.
    """

    self_test: str
    title: str
    measure: str
    text: str
    unit: str
    better: Literal["higher", "lower"]
    is_note: bool
    real_change: float | None
    real_change_text: str
    measure_again: str
    own_error_text: str
    again_text: str
    zones: tuple[ZoneReport, ...]
    lead: bool
    sides: tuple[SideProgressReport, ...]


class ProgressReport(TypedDict):
    """What changed between the first and the last day (ISO), measure by measure.

    `frames` are sentences about the angles of measured frames. `left_out` is there only if there
    were more days than can be compared, and says so.
    """

    first: str
    last: str
    measures: tuple[MeasureProgressReport, ...]
    frames: tuple[str, ...]
    left_out: NotRequired[str]


class ShareReport(TypedDict):
    """The texts that a reader may share or save, without the safety check.

    `text` is what a link holds; `answers` are the same as they were entered, and also those that
    fit no question of today; `titles` name the self-tests. `edition` is that of the questions.
    `summary` says the tiers in a few lines and leaves out what comes from discomfort;
    `summary_with_numbers` says the values too.

    `note` is for a clinician, and `text_without_discomfort` is the link in it: without self-tests
    that ask for discomfort, empty if those are all. `note_with_discomfort` is the note with the
    link `text`.
    """

    text: str
    answers: dict[str, object]
    edition: int
    titles: tuple[str, ...]
    summary: str
    summary_with_numbers: str
    note: str
    note_with_discomfort: str
    text_without_discomfort: str


class OpenReport(TypedDict):
    """What a link holds: the answers that count, and their report.

    `edition_text` says which edition asked the questions, empty if it is this one; `set_aside` says
    in words which answers do not fit today. `text` is the link's own; the notes and
    `text_without_discomfort` are as in `ShareReport`.
    """

    answers: dict[str, object]
    report: Report
    edition: int
    edition_text: str
    set_aside: tuple[str, ...]
    text: str
    note: str
    note_with_discomfort: str
    text_without_discomfort: str


class SavedResult(TypedDict):
    """What one measure read on a day, in words."""

    title: str
    text: str


class SavedSet(TypedDict):
    """The answers of one day (ISO), and what they read.

    Answers that fit no question of today are `set_aside` in words, and stay among `answers`.
    `saved` is when each self-test was saved (ISO, UTC), if that is known. `edition_text` says which
    edition asked the questions, empty if it is this one.
    """

    date: str
    date_text: str
    answers: Mapping[str, object]
    saved: Mapping[str, str]
    titles: tuple[str, ...]
    results: tuple[SavedResult, ...]
    set_aside: tuple[str, ...]
    edition: int
    edition_text: str


class SavedReport(TypedDict):
    """What saved sets read, oldest first.

    `refused` says of the first sets that cannot be read why not; `csv` holds every value.
    """

    sets: tuple[SavedSet, ...]
    refused: tuple[str, ...]
    csv: str


class CalendarFile(TypedDict):
    """The text of a calendar file (RFC 5545)."""

    text: str


class CheckInReport(TypedDict):
    """What comes next in a plan, in finished sentences.

    `day` is the session of the week that comes next, from 1; `today` is the session that was done
    today, or else the next one. `no_start` is shown under a result in place of the Start button,
    and is empty if a session may be started. `during` is shown in the session: how to hold it or to
    ease it, if the knee needs that. `dots` say which sessions of the last seven days are done.
    `last` and `week` are empty before the first session.
    """

    advice: str
    title: str
    text: str
    last: str
    may_start: bool
    is_done: bool
    asks_morning: bool
    day: int
    today: int
    no_start: str
    during: str
    week: str
    dots: tuple[bool, ...]


class SquatReport(TypedDict):
    """How far the trunk has to lean in a squat, in degrees from upright and in finished sentences.

    `trunk_least` and `trunk_most` are the range that the error of measuring makes of `trunk`. Each
    is `None` if nobody could balance; then `sentence` says so and `work` is empty.
    """

    shin: float | None
    trunk: float | None
    trunk_least: float | None
    trunk_most: float | None
    sentence: str
    work: str


class FrameReport(TypedDict):
    """How far the trunk leans past the shin in the squats that were marked, in finished sentences.

    `value` is the mean of `values`, `error` its standard error, and a later value differs from
    `real_from` on: all in degrees. `chest` is about the question beside it, and `is_close` means
    that error alone could make the value. `explore` is empty if the ankle is not known.
    """

    value: float
    values: tuple[float, ...]
    error: float
    real_from: float
    is_close: bool
    sentence: str
    chest: str
    work: str
    explore: str
    more: str
    change: str


class StudyNumber(TypedDict):
    """One number of a study: its name, the number with its 95 % interval, and what it means.

    `value`, `low` and `high` are the same as numbers, lengths in cm.
    """

    name: str
    text: str
    sentence: str
    value: float
    low: float
    high: float


class StudyPart(TypedDict):
    """Two columns of a study beside each other; without numbers `sentence` says why."""

    title: str
    sentence: str
    numbers: tuple[StudyNumber, ...]


class StudyReport(TypedDict):
    """What a study says, in finished sentences.

    If anything is `refused` there are no `parts`: each entry says where and how to mend it. `notes`
    say how the file was read and what is missing in it. `toml` would replace today's error in the
    definition; it is empty if the study gives none.
    """

    refused: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple[StudyPart, ...]
    toml: str
