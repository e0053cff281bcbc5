"""Words that all of the model shares: sides, levels, ids, answers, numbers and their sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NewType

type Side = Literal["left", "right"]
type Status = Literal["measured", "reported", "derived", "our choice"]
type SafetyLevel = Literal[
    "emergency", "urgent", "clinician", "ask-first", "education", "under-18", "clear"
]
type Band = Literal["priority", "maybe", "no clear limit", "not enough data"]
# What a line is beside the first thing; nothing where it does not stand out.
type Place = Literal["first", "next", "also", "too close", ""]
type QuestionKind = Literal["length", "whole-number", "scale", "choice", "choices"]
type SquatHeels = Literal["flat", "raised"]
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
