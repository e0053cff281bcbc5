"""A self-test with every kind of measure, followed over days four weeks apart."""

from collections.abc import Sequence
from typing import Any

from self_tests.model import Answers, SelfTest
from self_tests.progress import Dated, MeasureProgress, Progress, progress
from tests.support.answers import definition, number, options

DAYS = ("2026-01-05", "2026-02-02", "2026-03-02", "2026-03-30")
RETEST = {
    "weeks": number(4, unit="weeks"),
    "usual-gain": {"text": "Weeks of work bring 1.0 to 1.4 cm.", "status": "our choice"},
}
TIERS: list[dict[str, object]] = [
    {"id": "typical", "text": "typical", "advice": "Fine.", "limit": number(10)},
    {"id": "low", "text": "low", "advice": "Train."},
]


def measure(name: str, unit: str, reading: dict[str, Any], **others: object) -> dict[str, Any]:
    """Return a measure as a definition writes it."""
    return {
        "id": name,
        "text": f"{name} value",
        "unit": unit,
        "sentence": "{value}",
        "step": number(1),
        "lowest": 0,
        "highest": 120,
        "reading": reading,
        **others,
    }


def length_question(most: float) -> dict[str, Any]:
    """Return a question for up to three lengths a side."""
    return {
        "id": "length",
        "kind": "length",
        "text": "How far?",
        "noun": "length",
        "sided": True,
        "optional": True,
        "trials": 3,
        "unit": "cm",
        "least": number(0),
        "most": number(most),
    }


# A length on each side, where more is better; faults once, where less is better; seconds that are
# only noted; a sign.
MADE = definition(
    "made",
    [
        length_question(most=25),
        {"id": "faults", "kind": "whole-number", "text": "Faults?", "noun": "faults"},
        {"id": "seconds", "kind": "whole-number", "text": "Seconds?", "noun": "seconds"},
        {"id": "arch", "kind": "choice", "text": "Flat?", "options": options("yes", "no")},
    ],
    measures=[
        measure(
            "length",
            "cm",
            {
                "kind": "mean-of-trials",
                "question": "length",
                "error-of-one": number(0.67),
                "error-of-three": number(0.5),
            },
            step=number(0.1),
            tiers=TIERS,
            retest=RETEST,
        ),
        measure(
            "faults",
            "points",
            {"kind": "count", "question": "faults", "error": number(0.7)},
            sided=False,
            **{"low-is-bad": False},
            tiers=TIERS[1:],
            retest={"weeks": number(6)},
        ),
        measure(
            "seconds",
            "s",
            {"kind": "count", "question": "seconds", "error": number(3)},
            sided=False,
        ),
        measure(
            "arch",
            "",
            {"kind": "yes-no-answer", "question": "arch"},
            sided=False,
            **{"low-is-bad": False},
            deficit={"kind": "yes-or-no"},
        ),
    ],
)


def sets_of(*answers: Answers) -> tuple[Dated, ...]:
    """Return dated sets, four weeks apart."""
    return tuple(Dated(date=day, answers=given) for day, given in zip(DAYS, answers, strict=False))


def followed(*answers: Answers, edition: Sequence[SelfTest] = (MADE,)) -> Progress:
    """Return the progress over some sets, four weeks apart."""
    return progress(sets_of(*answers), edition=edition)


def length_sets(*values: float | tuple[float, ...]) -> list[Answers]:
    """Return sets that hold the left length alone, in one trial or several."""
    return [
        {"made.length.left": value if isinstance(value, tuple) else (value,)} for value in values
    ]


def lengths(*values: float | tuple[float, ...]) -> MeasureProgress:
    """Return the progress of the left length."""
    (found,) = followed(*length_sets(*values)).measures
    return found
