"""How well measures of the same legs agree: intraclass correlations, error, bias, limits.

Each comes with a 95 % interval. Every leg is one row, each occasion or measurer one column. Two
legs of one person do not count as two people: each side has a two-way analysis of variance of its
own, their mean squares are averaged, and the degrees of freedom are those of an average of two that
are as alike as these are (Satterthwaite). With one side this is the plain analysis.

Correlations are named as by Shrout and Fleiss (1979), intervals are those of McGraw and Wong
(1996). Limits of agreement are those of Bland and Altman (1986), with intervals that join those of
bias and spread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, hypot, sqrt

from self_tests.rules.chance import WITHIN_95_OF_100
from self_tests.study.quantiles import chi_squared, f_ratio, student

LOW, HIGH = 0.025, 0.975
"""The shares of cases below a 95 % interval, and below its upper end."""

type Rows = Mapping[int, tuple[float, ...]]
"""By person, the values of one side: one of each column, equally many for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A mean square with its degrees of freedom, which need not be whole."""

    value: float
    degrees: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Anova:
    """A two-way analysis of variance: of rows (legs), columns, and the rest.

    `within` is all that differs inside a row: columns and error together. `legs` is how many rows a
    side has, on average; `columns` has no more degrees than one side, because both sides share what
    makes a column differ.
    """

    legs: float
    times: int
    rows: Square
    columns: Square
    error: Square
    within: Square


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side's sums of squares, with the deviations behind them, by person."""

    people: int
    rows: float
    columns: float
    error: float
    within: float
    row_parts: Mapping[int, tuple[float, ...]]
    error_parts: Mapping[int, tuple[float, ...]]
    within_parts: Mapping[int, tuple[float, ...]]


def anova(sides: Iterable[Rows]) -> Anova:
    """Return the analysis of one side or of two. Each has at least two rows and two columns."""
    found = [_side(rows) for rows in sides if rows]
    times = len(next(iter(found[0].error_parts.values())))
    people = [side.people for side in found]
    both = len(set.intersection(*({*side.row_parts} for side in found)))
    free = [one - 1 for one in people]

    def square(sums: list[float], parts: list[Mapping[int, tuple[float, ...]]], per: int) -> Square:
        each = [one * per for one in free]
        return Square(
            value=fsum(sums) / sum(each),
            degrees=_degrees(each, _likeness(parts), max(both - 1, 0) * per),
        )

    return Anova(
        legs=fsum(people) / len(people),
        times=times,
        rows=square([one.rows for one in found], [one.row_parts for one in found], 1),
        columns=Square(
            value=fsum(one.columns for one in found) / (len(found) * (times - 1)),
            degrees=times - 1,
        ),
        error=square([one.error for one in found], [one.error_parts for one in found], times - 1),
        within=Square(
            value=fsum(one.within for one in found) / (sum(people) * (times - 1)),
            degrees=_degrees(
                [one * (times - 1) for one in people],
                _likeness([one.within_parts for one in found]),
                both * (times - 1),
            ),
        ),
    )


def _side(rows: Rows) -> _Side:
    people, times = len(rows), len(next(iter(rows.values())))
    means = {person: fsum(row) / times for person, row in rows.items()}
    columns = [fsum(column) / people for column in zip(*rows.values(), strict=True)]
    mean = fsum(columns) / times
    within = {person: tuple(value - means[person] for value in row) for person, row in rows.items()}
    error = {
        person: tuple(part - (column - mean) for part, column in zip(row, columns, strict=True))
        for person, row in within.items()
    }
    row_parts = {person: (one - mean,) for person, one in means.items()}
    return _Side(
        people=people,
        rows=times * _squares(row_parts),
        columns=people * fsum((column - mean) ** 2 for column in columns),
        error=_squares(error),
        within=_squares(within),
        row_parts=row_parts,
        error_parts=error,
        within_parts=within,
    )


def _squares(parts: Mapping[int, tuple[float, ...]]) -> float:
    return fsum(part**2 for row in parts.values() for part in row)


def _likeness(parts: list[Mapping[int, tuple[float, ...]]]) -> float:
    """Return how alike two sides deviate, as a squared correlation; 0 for one side."""
    if len(parts) == 1:
        return 0.0
    left, right = parts
    shared = sorted(left.keys() & right.keys())
    one, other = (_squares({person: side[person] for person in shared}) for side in (left, right))
    product = fsum(
        a * b for person in shared for a, b in zip(left[person], right[person], strict=True)
    )
    return product**2 / (one * other) if one and other else 0.0


def _degrees(each: list[int], likeness: float, shared: int) -> float:
    return sum(each) ** 2 / (sum(each) + (2 * likeness * shared if len(each) > 1 else 0))


def icc_1_1(table: Anova) -> Estimate:
    """Return how alike any two measures of a leg are, of whatever person or time: ICC(1,1)."""
    return _from_ratio(table.rows, table.within, table.times)


def icc_3_1(table: Anova) -> Estimate:
    """Return how alike they are after a steady shift between columns is removed: ICC(3,1)."""
    return _from_ratio(table.rows, table.error, table.times)


def _from_ratio(rows: Square, rest: Square, times: int) -> Estimate:
    ratio = rows.value / rest.value
    ends = (
        ratio,
        ratio / f_ratio(HIGH, rows.degrees, rest.degrees),
        ratio * f_ratio(HIGH, rest.degrees, rows.degrees),
    )
    value, low, high = ((end - 1) / (end + times - 1) for end in ends)
    return Estimate(value=value, low=low, high=high)


def icc_2_1(table: Anova) -> Estimate:
    """Return how alike measures of a leg are, with a shift between columns counted: ICC(2,1)."""
    legs, times = table.legs, table.times
    rows, error, columns = table.rows.value, table.error.value, table.columns.value
    value = (rows - error) / (rows + (times - 1) * error + times * (columns - error) / legs)
    shift = times * value * columns / error
    rest = legs * (1 + (times - 1) * value) - times * value
    # The degrees of a sum of two mean squares, as Satterthwaite counts them.
    degrees = (shift + rest) ** 2 / (
        shift**2 / table.columns.degrees + rest**2 / table.error.degrees
    )
    mixed = times * columns + (times * legs - times - legs) * error
    below = f_ratio(HIGH, table.rows.degrees, degrees)
    above = f_ratio(HIGH, degrees, table.rows.degrees)
    return Estimate(
        value=value,
        low=legs * (rows - below * error) / (below * mixed + legs * rows),
        high=legs * (above * rows - error) / (mixed + legs * above * rows),
    )


def standard_error(table: Anova) -> Estimate:
    """Return the standard error of measurement of one measure, without a steady shift."""
    return _root(table.error, 1.0)


def smallest_change(table: Anova) -> Estimate:
    """Return MDC95: two measures of one leg differ by more in 5 of 100 pairs by error alone."""
    return _root(table.error, WITHIN_95_OF_100 * sqrt(2))


def _root(square: Square, times: float) -> Estimate:
    spread = square.value * square.degrees
    return Estimate(
        value=times * sqrt(square.value),
        low=times * sqrt(spread / chi_squared(HIGH, square.degrees)),
        high=times * sqrt(spread / chi_squared(LOW, square.degrees)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How far the second column lies above the first, with the limits of 95 of 100 differences."""

    bias: Estimate
    lower: Estimate
    upper: Estimate


def difference(sides: Iterable[Rows]) -> Difference:
    """Return how two columns differ. Each side has two columns, and at least two rows."""
    known = [rows for rows in sides if rows]
    by_person: dict[int, list[float]] = {}
    for rows in known:
        for person, (first, second) in rows.items():
            by_person.setdefault(person, []).append(second - first)
    # A person counts once: both legs are measured with the same eye and the same tape.
    of_people = [fsum(found) / len(found) for found in by_person.values()]
    bias = fsum(of_people) / len(of_people)
    spread_of_people = fsum((one - bias) ** 2 for one in of_people) / (len(of_people) - 1)
    off = student(HIGH, len(of_people) - 1) * sqrt(spread_of_people / len(of_people))
    # A difference holds the errors of both measures.
    spread = _root(anova(known).error, WITHIN_95_OF_100 * sqrt(2))
    wide, narrow = hypot(off, spread.high - spread.value), hypot(off, spread.value - spread.low)
    lower, upper = bias - spread.value, bias + spread.value
    return Difference(
        bias=Estimate(value=bias, low=bias - off, high=bias + off),
        lower=Estimate(value=lower, low=lower - wide, high=lower + narrow),
        upper=Estimate(value=upper, low=upper - narrow, high=upper + wide),
    )
