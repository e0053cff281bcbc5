"""The lines in order: which ones stand out, which one leads, and which side each one names."""

from collections.abc import Iterable, Sequence
from math import sqrt

from self_tests.lines import LineResult, completed
from self_tests.model import Line, Side
from self_tests.scoring import SelfTestResult


def is_readable(result: LineResult) -> bool:
    """Return whether enough of a line was measured to read anything from it."""
    return result.scored.band != "not enough data"


def outstanding(ranked: Iterable[LineResult]) -> tuple[LineResult, ...]:
    """Return the lines that read `maybe` or above, in their order."""
    return tuple(found for found in ranked if found.scored.band in ("priority", "maybe"))


def may_lead(line: Line) -> bool:
    """Return whether a report may name a line first: only one without a lower ceiling."""
    return line.ceiling == "priority"


def leading(ranked: Iterable[LineResult]) -> LineResult | None:
    """Return the line to start with: the highest of those that stand out and may lead."""
    return next((found for found in outstanding(ranked) if may_lead(found.line)), None)


def are_equal(one: LineResult, other: LineResult) -> bool:
    """Return whether two lines lie closer together than their errors."""
    return abs(one.rank - other.rank) < sqrt(one.scored.error**2 + other.scored.error**2)


def named_sides(
    lines: Iterable[LineResult], results: Iterable[SelfTestResult]
) -> dict[str, Side | None]:
    """Return, per line, the side to name: it really differs, and all that may name one agree."""
    worse = {
        measured.measure.id: measured.difference.worse
        for result in results
        for measured in result.measures
        if measured.difference and measured.difference.worse and measured.has_norms
    }
    named: dict[str, Side | None] = {}
    for found in lines:
        sides = {
            worse[item.measure]
            for item in found.line.items
            if item.names_side and item.measure in worse
        }
        named[found.line.id] = sides.pop() if len(sides) == 1 else None
    return named


def only_sides(
    lines: Iterable[LineResult], results: Sequence[SelfTestResult]
) -> dict[str, Side | None]:
    """Return, per line, the side that alone asks for training.

    It is the named one, if the other side reads the best tier of every measure that may name a
    side.
    """
    found = tuple(lines)
    measured = completed(results)
    only: dict[str, Side | None] = {}
    for line, side in named_sides(found, results).items():
        others = [
            (result.measure.tiers[0], finding.tier)
            for each in found
            if each.line.id == line
            for item in each.line.items
            if item.names_side and item.measure in measured
            for result in (measured[item.measure],)
            for finding in result.findings
            if finding.side != side
        ]
        only[line] = side if all(tier == best for best, tier in others) else None
    return only
