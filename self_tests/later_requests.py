"""The requests that no first result needs: links, saved results, calendars, squats, a study."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from self_tests.answering import LengthUnit
from self_tests.model import SquatHeels, SquatLoad
from self_tests.request import DEFAULT_MINUTES, NO_ANSWERS, Answered, Day, MeasuredAgain


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Answered):
    """The texts that a reader may share. `today` is the day of the note."""

    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What a link holds: `text` is the part in its address. `today` is for retest dates."""

    text: str = ""
    unit: LengthUnit = "cm"
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How every measure moved between dated sets of answers, oldest first.

    `today` is the reader's own date, for the days until the next measure.
    """

    sets: tuple[object, ...] = ()
    unit: LengthUnit = "cm"
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What saved answers read: those in `sets`, or in `text`, a file that was saved before."""

    sets: tuple[object, ...] = ()
    text: str = ""
    unit: LengthUnit = "cm"
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """What comes next after the sessions so far.

    `check_ins` are what the reader said about each day: `date` (ISO), `done` (a session was
    finished), `knee` (0 to 10) after it, `morning` after that ("normal" or "worse"), `sign` (a
    warning sign since), `seen` (by a clinician). `today` is the reader's own date, `since` the day
    (ISO) of the plan.
    """

    check_ins: tuple[object, ...] = ()
    today: date | None = None
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar file: the `days` of a plan, what to measure `again`, or when to come back.

    Each session lasts from `start` for `minutes`. `come_back` is the level of the card that ended a
    visit `today` (ISO). `uid` identifies the entries, `stamp` is the moment of writing (ISO, UTC),
    `link` the address to come back to.
    """

    days: tuple[Day, ...] = ()
    start: str = ""
    minutes: int = DEFAULT_MINUTES
    again: tuple[MeasuredAgain, ...] = ()
    come_back: str = ""
    today: date | None = None
    link: str = ""
    uid: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Squat:
    """How far the trunk has to lean in a squat with this much motion in the ankle.

    `wall` is how far the knee gets past the toes and `height` the reader's height, both in `unit`
    and by default the usual ones; `measures` says how often the distance was measured.
    """

    wall: float | None = None
    unit: LengthUnit = "cm"
    height: float | None = None
    measures: Literal[1, 3] = 1
    load: SquatLoad = "arms-in-front"
    heels: SquatHeels = "flat"
    knees: Literal["forward", "out"] = "forward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How far the trunk leans past the shin in one to three squats that were marked in a picture.

    Each of `frames` is ten numbers with spaces between them: width and height of the picture in
    pixels as shown, then how far right and down shoulder, hip, knee and ankle are, as shares of it.
    If the `answers`, as entered, hold a distance at the wall, the report compares: what that ankle
    would need with these `heels`.
    """

    frames: tuple[str, ...] = ()
    answers: Mapping[str, object] = NO_ANSWERS
    heels: SquatHeels = "flat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """How well the measures of a study agree: `text` is its filled-in sheet (CSV)."""

    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe:
    """The requests that there are, and the self-tests with their questions."""


LATER_REQUESTS: Mapping[str, type] = MappingProxyType(
    {
        "share": Share,
        "open": Open,
        "progress": Progress,
        "saved": Saved,
        "check-in": CheckIn,
        "calendar": Calendar,
        "squat": Squat,
        "frame": Frame,
        "study": Study,
        "describe": Describe,
    }
)
"""The requests that no first result needs, by what they `do`."""
