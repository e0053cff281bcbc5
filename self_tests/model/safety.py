"""The check before the first self-test, the cards it may end in, and who answers for the site."""

from dataclasses import dataclass

from self_tests.model.questions import Screen
from self_tests.model.terms import Number, SafetyLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class CareCard:
    """What a reader sees at a safety level other than `clear`.

    `actions` are for everyone, those `from_18` and `under_18` for who is as old as that. Text may
    use the gaps `{emergency_number}` and `{practice}`.
    """

    level: SafetyLevel
    title: str
    text: str
    actions: tuple[str, ...]
    from_18: tuple[str, ...] = ()
    under_18: tuple[str, ...] = ()


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
