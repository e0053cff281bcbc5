"""One small frozen dataclass per kind of arithmetic, and the registry of their names.

A definition says `kind = "mean-of-trials"`; nothing else chooses a rule.
"""

from collections.abc import Mapping
from types import MappingProxyType

from self_tests.model import Deficit, Fact, Reading
from self_tests.rules.chance import chance_below
from self_tests.rules.deficits import SoftThresholds, YesOrNo
from self_tests.rules.facts import (
    Answer,
    AnyBut,
    AtLeast,
    Difference,
    LargestDeficit,
    SumAtLeast,
    WorseSide,
    WorstOf,
)
from self_tests.rules.readings import (
    Count,
    FlatMinusRaised,
    LargestOfTrials,
    MeanOfTrials,
    SumOfPoints,
    YesNoAnswer,
)

READINGS: Mapping[str, type[Reading]] = MappingProxyType(
    {
        "mean-of-trials": MeanOfTrials,
        "largest-of-trials": LargestOfTrials,
        "count": Count,
        "sum-of-points": SumOfPoints,
        "flat-minus-raised": FlatMinusRaised,
        "yes-no-answer": YesNoAnswer,
    }
)
DEFICITS: Mapping[str, type[Deficit]] = MappingProxyType(
    {"soft-thresholds": SoftThresholds, "yes-or-no": YesOrNo}
)
FACTS: Mapping[str, type[Fact]] = MappingProxyType(
    {
        "answer": Answer,
        "any-but": AnyBut,
        "worse-side": WorseSide,
        "largest-deficit": LargestDeficit,
        "worst-of": WorstOf,
        "at-least": AtLeast,
        "sum-at-least": SumAtLeast,
        "difference": Difference,
    }
)

__all__ = [
    "DEFICITS",
    "FACTS",
    "READINGS",
    "Answer",
    "AnyBut",
    "AtLeast",
    "Count",
    "Difference",
    "FlatMinusRaised",
    "LargestDeficit",
    "LargestOfTrials",
    "MeanOfTrials",
    "SoftThresholds",
    "SumAtLeast",
    "SumOfPoints",
    "WorseSide",
    "WorstOf",
    "YesNoAnswer",
    "YesOrNo",
    "chance_below",
]
