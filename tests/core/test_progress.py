"""Progress: how far a measure moved, and whether one person's test can see that at all."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_tests.progress import Dated, ProgressError, progress
from tests.support.following import DAYS, MADE, followed, lengths


def refusal(sets: Sequence[Dated]) -> str:
    """Return the message for sets that cannot be compared."""
    with pytest.raises(ProgressError) as caught:
        progress(sets, edition=(MADE,))
    return str(caught.value)


def test_days_without_a_measure_are_left_out() -> None:
    """A set that lacks a measure makes no gap in its line and no change from nothing."""
    (found, _) = followed(
        {"made.length.left": (8.0,)}, {"made.faults": 1}, {"made.length.left": (11.0,)}
    ).measures
    (side,) = found.sides
    assert side.steps == (side.total,)
    assert [point.day.isoformat() for point in side.points] == [DAYS[0], DAYS[2]]


def test_measured_once() -> None:
    """A measure that was read on one day only has nothing to compare yet."""
    (side,) = followed({"made.faults": 3}, {}).measures[0].sides
    assert (side.total, side.steps, side.in_a_row) == (None, (), 0)


def test_points_carry_error_and_tier() -> None:
    """Each point says its day, its value, the error either way, and what it read as."""
    (side,) = lengths(9.0, (11.0, 12.0, 13.0)).sides
    found = [(each.value, each.error, each.tier and each.tier.id) for each in side.points]
    assert found == [(9.0, 0.67, "low"), (12.0, 0.5, "typical")]


def test_error_of_a_change() -> None:
    """The errors of both days add up as squares."""
    (side,) = lengths(9.0, (11.0, 12.0, 13.0)).sides
    assert side.total is not None
    assert round(side.total.error, 9) == round(sqrt(0.67**2 + 0.5**2), 9)


@pytest.mark.parametrize(
    ("values", "in_a_row"),
    [
        ((10, 11), 1),
        ((10, 10), 0),
        ((10, 11, 12), 2),
        ((10, 11, 10), 1),
        ((12, 11, 10), 2),
        ((10, 11, 12, 12), 0),
        ((10, 11, 12, 13), 3),
        ((10, 9, 10, 11), 2),
    ],
)
def test_changes_in_a_row(values: tuple[int, ...], in_a_row: int) -> None:
    """Only the latest changes count, and a standstill ends the row."""
    assert lengths(*values).sides[0].in_a_row == in_a_row


def test_frame_of_the_whole() -> None:
    """First and last day, and the day on which a change can be seen."""
    found = followed({"made.length.left": (9.0,)}, {"made.length.left": (9.5,)})
    (measured,) = found.measures
    assert (found.first.isoformat(), found.last.isoformat()) == (DAYS[0], DAYS[1])
    assert (measured.self_test, measured.measure) == (MADE, MADE.measures[0])
    assert (measured.again, measured.is_note) == (date(2026, 3, 2), False)


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        (
            (),
            (
                "Progress needs at least two dated sets of answers, found 0. "
                "Save one today and one in a few weeks."
            ),
        ),
        (
            ("2026-01-05",),
            (
                "Progress needs at least two dated sets of answers, found 1. "
                "Save one today and one in a few weeks."
            ),
        ),
        (
            ("2026-01-05",) * 401,
            (
                "Progress compares 400 dated sets of answers at the most, found 401. "
                "Send the latest ones."
            ),
        ),
        (
            ("2026-01-05", "20260202"),
            (
                'Set 2: "date" must be a day between 2000-01-01 and 2199-12-31, like 2026-03-09, '
                'found "20260202".'
            ),
        ),
        (
            ("yesterday", "2026-02-02"),
            (
                'Set 1: "date" must be a day between 2000-01-01 and 2199-12-31, like 2026-03-09, '
                'found "yesterday".'
            ),
        ),
        (
            ("1999-12-31", "2026-02-02"),
            (
                'Set 1: "date" must be a day between 2000-01-01 and 2199-12-31, like 2026-03-09, '
                'found "1999-12-31".'
            ),
        ),
        (
            ("2026-01-05", "2200-01-01"),
            (
                'Set 2: "date" must be a day between 2000-01-01 and 2199-12-31, like 2026-03-09, '
                'found "2200-01-01".'
            ),
        ),
        (
            ("2026-02-02", "2026-01-05"),
            (
                "Set 2: 2026-01-05 must come after 2026-02-02. Send the sets in the order of their "
                "days, one a day."
            ),
        ),
        (
            ("2026-01-05", "2026-01-05"),
            (
                "Set 2: 2026-01-05 must come after 2026-01-05. Send the sets in the order of their "
                "days, one a day."
            ),
        ),
    ],
    ids=["none", "one", "too many", "spelling", "no day", "early", "late", "order", "twice"],
)
def test_sets_that_cannot_be_compared(dates: Sequence[str], message: str) -> None:
    """Too few sets, no days, or days out of order: each with the place and the way out."""
    assert refusal([Dated(date=day, answers={"made.faults": 1}) for day in dates]) == message


def test_first_and_last_day_there_are() -> None:
    """The whole range of days can be compared, and 400 sets are not too many."""
    ends = [Dated(date=day, answers={"made.faults": 1}) for day in ("2000-01-01", "2199-12-31")]
    assert progress(ends, edition=(MADE,)).measures[0].again == date(2200, 2, 11)
    days = [f"{2000 + n // 12}-{n % 12 + 1:02}-01" for n in range(400)]
    many = [Dated(date=day, answers={"made.faults": 1}) for day in days]
    assert len(progress(many, edition=(MADE,)).measures[0].sides[0].points) == 400


def test_nothing_to_follow() -> None:
    """Answers without any measured value say so."""
    assert refusal([Dated(date=day, answers={}) for day in DAYS]) == (
        "None of these answers holds a value that can be followed over time. "
        "Finish a self-test that measures something."
    )


tenths = st.integers(0, 250).map(lambda tenth: tenth / 10)


@given(values=st.lists(tenths, min_size=2, max_size=4))
def test_backwards_is_the_opposite(values: list[float]) -> None:
    """The same sets in the opposite order give the opposite change, just as real or not."""
    there, back = (lengths(*order).sides[0].total for order in (values, values[::-1]))
    assert there is not None
    assert back is not None
    opposite = {"better": "worse", "worse": "better", "none": "none"}
    assert (there.value, there.error, there.real, opposite[there.direction]) == (
        -back.value,
        back.error,
        back.real,
        back.direction,
    )


@given(values=st.lists(tenths, min_size=2, max_size=4))
def test_a_change_is_real_from_the_real_change_on(values: list[float]) -> None:
    """What one person's test can see decides the verdict, with the direction that is better."""
    change = lengths(*values).sides[0].total
    assert change is not None
    moved = round((values[-1] - values[0]) * 10)
    expected = "real-better" if moved >= 19 else "real-worse" if moved <= -19 else "not-real"
    assert change.verdict == expected


@given(values=st.lists(tenths, min_size=2, max_size=4))
def test_steps_add_up(values: list[float]) -> None:
    """The change from the first day is the sum of the changes between."""
    whole = lengths(*values).sides[0].total
    steps = [lengths(*pair).sides[0].total for pair in pairwise(values)]
    assert whole is not None
    assert round(sum(step.value for step in steps if step), 2) == whole.value


@given(data=st.data())
def test_left_and_right_are_the_same_to_it(data: st.DataObject) -> None:
    """Swapping the sides in every set swaps the two sides of the progress."""
    sets = [{s: (data.draw(tenths),) for s in ("left", "right")} for _ in range(3)]
    plain = followed(*({f"made.length.{s}": v for s, v in one.items()} for one in sets))
    other = {"left": "right", "right": "left"}
    swapped = followed(*({f"made.length.{other[s]}": v for s, v in one.items()} for one in sets))
    assert [
        (side.total and (side.total.value, side.total.error, side.total.real))
        for side in plain.measures[0].sides
    ] == [
        (side.total and (side.total.value, side.total.error, side.total.real))
        for side in reversed(swapped.measures[0].sides)
    ]
