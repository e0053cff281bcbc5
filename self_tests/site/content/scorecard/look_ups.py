"""The tables of the scorecard that turn values into points."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.model import Line, LineItem, Measure, Measured, SelfTest
from self_tests.rules.chance import chance_below, difference_spread, real_from
from self_tests.site.content.measure_tables import answers_of
from self_tests.site.content.scorecard.points import (
    WHOLE,
    decimals_of,
    errors_by_trials,
    lines_of,
    weight_of,
)
from self_tests.site.content.words import say_scorecard
from self_tests.wording import plain_number

PER_ROW = 10
"""Numbers side by side in a table of two directions: tens and ones, or ones and tenths."""


LONGEST_STRIP = 12
"""The most numbers in one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUpRow:
    """A row of numbers, and what they are for."""

    head: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """A table in which to look a number up.

    In a strip each row is a line; in any other table a row is the first part of a value, to which
    the column adds the rest. `corner` is the unit, `outside` applies below and above the table.
    """

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[LookUpRow, ...]
    outside: str
    is_strip: bool


def look_ups(test: SelfTest) -> tuple[LookUp, ...]:
    """Return the tables from a self-test's values to its points, and for left and right."""
    found: list[LookUp] = []
    for measure in test.measures:
        found += _points(measure)
        if any(item.bonus for _, item in lines_of(measure.id)) and measure.difference:
            found += _raises(measure)
    return tuple(found)


def _points(measure: Measure) -> Iterator[LookUp]:
    """Yield the tables of points; short ones are joined into one for all lines."""
    if not measure.deficit:
        return
    lines = tuple(lines_of(measure.id))
    for when, error in errors_by_trials(measure):
        at = {line.id: _points_at(measure, line, item, error) for line, item in lines}
        values = _changing(measure, tuple(at.values()))
        if len(values) <= LONGEST_STRIP:
            yield _strip(measure, values, [(line.title, at[line.id]) for line, _ in lines])
        else:
            for line, _ in lines:
                caption = say_scorecard("points-for", line=line.title)
                yield _grid(measure, values, at[line.id], f"{caption}: {when}" if when else caption)


def _points_at(
    measure: Measure, line: Line, item: LineItem, error: float
) -> Callable[[float], str]:
    deficit = measure.deficit
    share = WHOLE * item.weight.value / weight_of(line.items)

    def at(value: float) -> str:
        return str(round(share * deficit.of(Measured(value, error)))) if deficit else ""

    return at


def _raises(measure: Measure) -> Iterator[LookUp]:
    """Yield by how many percent of what is missing a difference raises a line."""
    raised = say_scorecard("raise")
    for when, error in errors_by_trials(measure):
        at = _raised_by(measure, error)
        caption = f"{raised}: {when}" if when else raised
        yield _grid(measure, _changing(measure, (at,), least=0), at, caption)


def _raised_by(measure: Measure, error: float) -> Callable[[float], str]:
    most = catalogue.line_table().bands.bonus_share.value
    border, spread = real_from(error, measure.step.value), difference_spread(error)

    def at(difference: float) -> str:
        return str(round(100 * most * chance_below(-difference, -border, spread)))

    return at


def _changing(
    measure: Measure, at: Sequence[Callable[[float], str]], least: float | None = None
) -> tuple[float, ...]:
    """Return the values between which something changes, with the first and last that do not.

    If there is a `least` value, the table begins there.
    """
    scale = 10 ** decimals_of(measure)
    lowest = measure.lowest if least is None else least
    values = [step / scale for step in range(int(lowest * scale), int(measure.highest * scale) + 1)]
    told = [tuple(each(value) for each in at) for value in values]
    first = next(place for place, one in enumerate(told) if one != told[0])
    last = next(place for place in range(len(told) - 1, -1, -1) if told[place] != told[-1])
    start = first - 1 if least is None else 0
    return tuple(values[start : last + 2])


def _strip(
    measure: Measure, values: Sequence[float], lines: Sequence[tuple[str, Callable[[float], str]]]
) -> LookUp:
    """Return a table with one row a line."""
    heads = tuple(plain_number(value) for value in values)
    answers = answers_of(measure)
    if answers:
        heads = tuple(answers["yes" if value else "no"] for value in values)
    return LookUp(
        caption=say_scorecard("points") if measure.sided else say_scorecard("points-once"),
        corner=say_scorecard("worse-side") if measure.sided else measure.unit,
        columns=heads,
        rows=tuple(
            LookUpRow(head=title, cells=tuple(at(value) for value in values)) for title, at in lines
        ),
        outside="" if answers else _outside(measure, values, lines[0][1], len(lines)),
        is_strip=True,
    )


def _grid(
    measure: Measure, values: Sequence[float], at: Callable[[float], str], caption: str
) -> LookUp:
    """Return a table of two directions."""
    scale = 10 ** decimals_of(measure)
    steps = [round(value * scale) for value in values]
    rows = range(steps[0] // PER_ROW, steps[-1] // PER_ROW + 1)
    inside = range(steps[0], steps[-1] + 1)
    return LookUp(
        caption=caption,
        corner=measure.unit,
        columns=tuple(_added(step / scale) for step in range(PER_ROW)),
        rows=tuple(
            LookUpRow(
                head=plain_number(row * PER_ROW / scale),
                cells=tuple(
                    at(step / scale) if step in inside else ""
                    for step in range(row * PER_ROW, (row + 1) * PER_ROW)
                ),
            )
            for row in rows
        ),
        outside=_outside(measure, values, at, 1),
        is_strip=False,
    )


def _added(value: float) -> str:
    """Return what a column adds, short enough for eleven columns on a phone: `+.1`, `+1`."""
    text = plain_number(value)
    return f"+{text.removeprefix('0') or text}"


def _outside(
    measure: Measure, values: Sequence[float], at: Callable[[float], str], lines: int
) -> str:
    """Return what applies left and right of the table, if a value may be there."""
    ends = {"first": plain_number(values[0]), "last": plain_number(values[-1])}
    if lines > 1:
        return "" if measure.lowest == values[0] else say_scorecard("as-the-ends", **ends)
    below, above = at(values[0]), at(values[-1])
    if values[0] <= 0 <= measure.lowest:
        return say_scorecard("above-it", above=above, unit=measure.unit, **ends)
    return say_scorecard("outside", below=below, above=above, unit=measure.unit, **ends)
