"""Everything that a report is written from."""

from dataclasses import dataclass
from datetime import date

from self_tests.answering import LengthUnit
from self_tests.lines import LineResult
from self_tests.load_line import LoadResult
from self_tests.model import Answers, CareCard
from self_tests.planning import Plan
from self_tests.safety import Assessment
from self_tests.scoring import SelfTestResult
from self_tests.stability import BandChange, Stability


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Everything a report is written from.

    `lines` are in order, the highest first, and `stability` is how often each would come out again;
    it and `plan` are `None` unless the safety check says `clear`. `today` is the reader's own date,
    for retest dates. `care` is the card of a visit that was stopped: then only values are shown
    beside it.
    """

    answers: Answers
    assessment: Assessment
    results: tuple[SelfTestResult, ...]
    lines: tuple[LineResult, ...]
    load: LoadResult | None
    stability: Stability | None
    changes: tuple[BandChange, ...]
    plan: Plan | None
    unit: LengthUnit
    today: date | None
    care: CareCard | None = None
