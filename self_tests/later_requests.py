"""The requests that no first result needs: links, saved results, progress, calendars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from self_tests.answering import LengthUnit
from self_tests.request import DEFAULT_MINUTES, Answered, Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Answered):
    """What may leave the page when the reader wants it to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What a link holds: its `text` is what stands in the address. `today` is for retest dates."""

    text: str = ""
    unit: LengthUnit = "cm"
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How every measure moved between dated sets of answers, oldest first."""

    sets: tuple[object, ...] = ()
    unit: LengthUnit = "cm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What saved sets of answers read: those in `sets`, or in `text`, a file of them."""

    sets: tuple[object, ...] = ()
    text: str = ""
    unit: LengthUnit = "cm"
    today: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar file: of the `days` of a plan, from `start` for so many `minutes`, or of `retest`.

    `retest` is the day (ISO) to measure `self_tests` again, `lines` go into that entry. `uid` makes
    the entries one family, `stamp` is the moment of writing (ISO, UTC).
    """

    days: tuple[Day, ...] = ()
    start: str = ""
    minutes: int = DEFAULT_MINUTES
    retest: str = ""
    self_tests: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    uid: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe:
    """What can be asked: the requests, and the self-tests with their questions."""


LATER_REQUESTS: Mapping[str, type] = MappingProxyType(
    {
        "share": Share,
        "open": Open,
        "progress": Progress,
        "saved": Saved,
        "calendar": Calendar,
        "describe": Describe,
    }
)
"""The requests that no first result needs, by what they `do`."""
