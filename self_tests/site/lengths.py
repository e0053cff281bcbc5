"""A length in both units, in parts that a style sheet shows in the one that a reader has chosen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Literal

IN_BOTH_UNITS = re.compile(
    r"((?:(?:a|half an) |quarter-|half-|[0-9][0-9 /.]*[ -])(?:inch(?:es)?|in))"
    r"( \()([^()]*(?:cm|centimeters?))(\))"
)
"""A length as our sentences write it, inches first: half an inch (1 cm)."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some words, and the unit with which they are shown, if they are not always.

    `both` is what joins the two units where both are shown.
    """

    text: str
    unit: Literal["", "in", "cm", "both"] = ""


def parts_by_unit(sentence: str) -> Iterator[Part]:
    """Yield a sentence in parts, so that its lengths can be shown in the reader's unit."""
    units: tuple[Literal["", "in", "both", "cm"], ...] = ("", "in", "both", "cm", "both")
    for found in batched(IN_BOTH_UNITS.split(sentence), len(units), strict=False):
        for text, unit in zip(found, units, strict=False):
            yield Part(text, unit)
