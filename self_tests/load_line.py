"""The line of knee and load: a band from two answers, and from further signs.

A table of answers, not a score; described on "How we score".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from self_tests.lines import completed
from self_tests.model import (
    Answers,
    Band,
    Line,
    LineTable,
    LoadSign,
    LoadTable,
    MeasureId,
    QuestionId,
)
from self_tests.scoring import MeasureResult, SelfTestResult


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadResult:
    """The reading of knee and load: a band from two answers, and further signs.

    `decided` is what made it amber: the question with the worst discomfort, else the first sign.
    """

    line: Line
    band: Band
    discomfort: int
    changed: bool
    signs: tuple[LoadSign, ...] = ()
    decided: QuestionId | LoadSign | None = None


def load_signs(
    load: LoadTable, answers: Answers, measured: Mapping[MeasureId, MeasureResult]
) -> tuple[LoadSign, ...]:
    """Return the signs of a load table that are present, in its order."""

    def is_there(sign: LoadSign) -> bool:
        if sign.question:
            return answers.get(sign.question) in sign.is_one_of
        worst = measured[sign.measure].worst if sign.measure in measured else None
        border = sign.at_least
        return worst is not None and border is not None and worst.measured.value >= border.value

    return tuple(filter(is_there, load.signs))


def load_result(
    table: LineTable, answers: Answers, results: Iterable[SelfTestResult] = ()
) -> LoadResult | None:
    """Return the reading of knee and load; `None` until load and discomfort were both asked."""
    measured = completed(results)
    for line in table.lines:
        if line.load is None:
            continue
        changes = answers.get(line.load.changes)
        discomfort = worst_discomfort(line.load.discomfort, answers)
        if changes is None or discomfort is None:
            continue
        worst = next(each for each in line.load.discomfort if answers.get(each) == discomfort)
        changed = changes != (line.load.no_change,)
        signs = load_signs(line.load, answers, measured)
        felt = (worst,) if discomfort >= line.load.amber_from.value else ()
        decided = next(iter((*felt, *signs)), None)
        if decided:
            band = line.load.amber_changed if changed else line.load.amber
        else:
            band = line.load.calm_changed if changed else line.load.calm
        return LoadResult(
            line=line,
            band=band,
            discomfort=discomfort,
            changed=changed,
            signs=signs,
            decided=decided,
        )
    return None


def worst_discomfort(questions: Iterable[str], answers: Answers) -> int | None:
    """Return the worst of some discomfort answers (0 to 10); `None` when none was given."""
    given: list[int] = []
    for name in questions:
        value = answers.get(name)
        if isinstance(value, int):
            given.append(value)
    return max(given, default=None)
