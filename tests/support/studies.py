"""Invented studies: people with two legs, measured by themselves and by a therapist."""

import random
from collections.abc import Iterable
from math import sqrt

from self_tests.study.agreement import Rows
from self_tests.study.sheet import columns

MIDDLE, SPREAD, ERROR = 12.0, 2.8, 1.0
"""Healthy adults and our choice of the error, in cm."""
LEGS_ALIKE = 0.8
HEADER = ",".join(("person", "side", *columns()))


def legs(  # noqa: PLR0913 - each is one thing that a study may differ in
    chance: random.Random,
    people: int,
    *,
    sides: int = 2,
    shift: float = 0.0,
    error: float = ERROR,
    errors_alike: float = 0.0,
) -> tuple[Rows, ...]:
    """Return two columns for each side, normally distributed; the second is `shift` higher.

    `errors_alike` is how strongly the errors of a person's two legs are correlated.
    """
    found: tuple[dict[int, tuple[float, ...]], ...] = tuple({} for _ in range(sides))
    for person in range(1, people + 1):
        own = chance.gauss()
        slips = (chance.gauss(), chance.gauss())
        for rows in found:
            leg = MIDDLE + SPREAD * _mixed(own, chance.gauss(), LEGS_ALIKE)
            rows[person] = tuple(
                leg + moved + error * _mixed(slip, chance.gauss(), errors_alike)
                for moved, slip in zip((0.0, shift), slips, strict=True)
            )
    return found


def _mixed(shared: float, own: float, alike: float) -> float:
    """Return a deviation that is correlated with the shared one by `alike`."""
    return sqrt(alike) * shared + sqrt(1 - alike) * own


def sheet_lines(people: int, seed: int = 1) -> list[str]:
    """Return the lines of a filled-in sheet without header, read to the half centimeter."""
    chance = random.Random(seed)  # noqa: S311 - examples, not secrets
    lines = []
    for person in range(1, people + 1):
        own = chance.gauss(11, 2)
        for side in ("left", "right"):
            leg = own + chance.gauss(0, 1)
            values = [leg + chance.gauss(0, error) for error in (1.0, 0.6, 1.0)]
            cells = (f"{min(max(round(2 * value) / 2, 0.5), 24.5):g}" for value in values)
            lines.append(",".join((str(person), side, *cells)))
    return lines


def sheet(lines: Iterable[str]) -> str:
    """Return a sheet as a spreadsheet writes it."""
    return "\r\n".join((HEADER, *lines, ""))
