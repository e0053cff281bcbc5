"""Progress: how far a measure moved, and whether one person's test can see that at all."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_tests.answering import LengthUnit
from self_tests.model import Answers, SelfTest
from self_tests.progress import Dated, MeasureProgress, Progress, ProgressError, progress
from tests.support.answers import answers_to, catalogue_edition, definition, number

DAYS = ("2026-01-05", "2026-02-02", "2026-03-02", "2026-03-30")
MINUS = "\N{MINUS SIGN}"
RETEST = {
    "weeks": number(4, unit="weeks"),
    "real-change": number(1.9, unit="cm"),
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


# One self-test that measures in every way there is: a length a side, where more is better; faults
# once, where less is better; seconds that are only noted.
MADE = definition(
    "made",
    [
        {
            "id": "length",
            "kind": "length",
            "text": "How far?",
            "noun": "length",
            "sided": True,
            "optional": True,
            "trials": 3,
            "unit": "cm",
            "least": number(0),
            "most": number(25),
        },
        {"id": "faults", "kind": "whole-number", "text": "Faults?", "noun": "faults"},
        {"id": "seconds", "kind": "whole-number", "text": "Seconds?", "noun": "seconds"},
    ],
    measures=[
        measure(
            "length",
            "cm",
            {
                "kind": "mean-of-trials",
                "question": "length",
                "error-of-one": number(1.0),
                "error-of-three": number(0.7),
            },
            tiers=TIERS,
            retest=RETEST,
        ),
        measure(
            "faults",
            "points",
            {"kind": "count", "question": "faults", "error": number(0.8)},
            sided=False,
            **{"low-is-bad": False},
            tiers=TIERS[1:],
            retest={"weeks": number(6), "real-change": number(2)},
        ),
        measure(
            "seconds",
            "s",
            {"kind": "count", "question": "seconds", "error": number(3)},
            sided=False,
        ),
    ],
)


def followed(
    *answers: Answers, unit: LengthUnit = "cm", edition: Sequence[SelfTest] = (MADE,)
) -> Progress:
    """Return the progress over some sets, four weeks apart."""
    dated = (Dated(date=day, answers=given) for day, given in zip(DAYS, answers, strict=False))
    return progress(dated, unit=unit, edition=edition)


def lengths(*values: float | tuple[float, ...], unit: LengthUnit = "cm") -> MeasureProgress:
    """Return the progress of the left length."""
    sets = [
        {"made.length.left": value if isinstance(value, tuple) else (value,)} for value in values
    ]
    (found,) = followed(*sets, unit=unit).measures
    return found


def counts(name: str, *values: int) -> MeasureProgress:
    """Return the progress of a number that is counted once."""
    (found,) = followed(*({f"made.{name}": value} for value in values)).measures
    return found


def sentence(found: MeasureProgress) -> str:
    """Return the one sentence of a measure on one side."""
    (side,) = found.sides
    return side.sentence


def refusal(sets: Sequence[Dated]) -> str:
    """Return the message for sets that cannot be compared."""
    with pytest.raises(ProgressError) as caught:
        progress(sets, edition=(MADE,))
    return str(caught.value)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            (10.0, 11.2),
            (
                "Length value, left: +1.2 cm since January 5, 2026. That is no real change "
                "yet. One person's test sees changes of 1.9 cm or more. Weeks of work bring "
                "1.0 to 1.4 cm. Measure again on March 2, 2026."
            ),
        ),
        (
            (10.0, 11.9),
            (
                "Length value, left: +1.9 cm since January 5, 2026. One person's test sees "
                "changes of 1.9 cm or more, so this is a real change for the better. Measure "
                "again on March 2, 2026."
            ),
        ),
        (
            (11.9, 10.0),
            (
                f"Length value, left: {MINUS}1.9 cm since January 5, 2026. One person's test "
                "sees changes of 1.9 cm or more, so this is a real change for the worse. "
                "Measure again on March 2, 2026."
            ),
        ),
        (
            (10.0, 10.0),
            (
                "Length value, left: the same as on January 5, 2026. Weeks of work bring 1.0 to "
                "1.4 cm. "
                "Measure again on March 2, 2026."
            ),
        ),
        (
            (10.0, 11.2, 12.3),
            (
                "Length value, left: +2.3 cm since January 5, 2026. One person's test sees "
                "changes of 1.9 cm or more, so this is a real change for the better. Since the "
                "time before (February 2, 2026): +1.1 cm, no real change yet. The last two "
                "changes go the same way (+1.2 cm, then +1.1 cm). Two in a row say more than "
                "one. Measure again on March 30, 2026."
            ),
        ),
        (
            (10.0, 12.5, 10.0),
            (
                "Length value, left: the same as on January 5, 2026. Weeks of work bring 1.0 to "
                "1.4 cm. "
                f"Since the time before (February 2, 2026): {MINUS}2.5 cm, a real change for "
                "the worse. "
                "Measure again on March 30, 2026."
            ),
        ),
        (
            (10.0, 12.0, 12.0),
            (
                "Length value, left: +2 cm since January 5, 2026. One person's test sees "
                "changes of 1.9 cm or more, so this is a real change for the better. The same "
                "as the time before (February 2, 2026). Measure again on March 30, 2026."
            ),
        ),
    ],
)
def test_sentences(values: tuple[float, ...], expected: str) -> None:
    """The change, whether it is real, what is usual, the last step, and when to measure again."""
    assert sentence(lengths(*values)) == expected


def test_less_is_better_where_high_is_bad() -> None:
    """Two faults less are a real change for the better, two more for the worse."""
    fewer, more = counts("faults", 4, 2), counts("faults", 2, 4)
    assert (fewer.better, sentence(fewer)) == (
        "lower",
        (
            f"Faults value: {MINUS}2 points since January 5, 2026. One person's test sees "
            "changes of 2 points or more, so this is a real change for the better. Measure "
            "again on March 16, 2026."
        ),
    )
    assert sentence(more) == (
        "Faults value: +2 points since January 5, 2026. One person's test sees changes "
        "of 2 points or more, so this is a real change for the worse. Measure again on "
        "March 16, 2026."
    )


def test_note_says_that_it_is_one() -> None:
    """A measure without tiers or deficit is a note, and nothing is called real."""
    found = counts("seconds", 20, 45, 30)
    assert (found.is_note, found.real_change, found.measure_again) == (True, None, "")
    assert sentence(found) == (
        "Seconds value: +10 s since January 5, 2026. How much of a change would be real is not "
        f"known here. Since the time before (February 2, 2026): {MINUS}15 s, which may be chance. "
        "This is a note: it moves no line and no drill."
    )


def test_inches_keep_text_and_verdict_in_step() -> None:
    """In inches a change that is not real never reads as large as the one that would be."""
    assert sentence(lengths(10.0, 11.8, unit="in")).startswith(
        "Length value, left: +0.71 in since January 5, 2026. That is no real change "
        "yet. One person's test sees changes of 0.75 in or more."
    )
    assert lengths(10.0, 11.8, unit="in").sides[0].points[1].text == "4.6 in"


def test_measured_once() -> None:
    """A measure that was read on one day only has nothing to compare yet."""
    (length, faults) = followed({"made.length.right": (10.0,)}, {"made.faults": 3}).measures
    assert sentence(length) == (
        "Length value, right: measured once, on January 5, 2026. There is nothing to compare yet. "
        "Measure again on February 2, 2026."
    )
    (side,) = faults.sides
    assert (side.from_first, side.from_before, side.in_a_row) == (None, None, 0)


def test_days_without_a_measure_are_left_out() -> None:
    """A set that lacks a measure makes no gap in its line and no change from nothing."""
    (found, _) = followed(
        {"made.length.left": (8.0,)}, {"made.faults": 1}, {"made.length.left": (11.0,)}
    ).measures
    (side,) = found.sides
    assert side.from_before == side.from_first
    assert [point.date for point in side.points] == [DAYS[0], DAYS[2]]


def test_points_carry_error_and_tier() -> None:
    """Each point says its value, the error either way, and what it read as."""
    (side,) = lengths(9.0, (11.0, 12.0, 13.0)).sides
    first, last = side.points
    assert (first.value, first.error, first.low, first.high, first.tier_text) == (
        9.0,
        1.0,
        8.0,
        10.0,
        "low",
    )
    assert (last.value, last.error, last.text, last.tier_text) == (12.0, 0.7, "12 cm", "typical")


def test_error_of_a_change() -> None:
    """The errors of both days add up as squares."""
    (side,) = lengths(9.0, (11.0, 12.0, 13.0)).sides
    assert side.from_first is not None
    assert round(side.from_first.error, 9) == round(sqrt(1.0**2 + 0.7**2), 9)


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
    found = lengths(*values)
    assert found.sides[0].in_a_row == in_a_row
    assert ("go the same way" in sentence(found)) == (in_a_row > 1)


def test_frame_of_the_whole() -> None:
    """First and last day, the measure's own words, and the change that would be real."""
    found = followed({"made.length.left": (9.0,)}, {"made.length.left": (9.5,)})
    (measured,) = found.measures
    assert (found.first, found.last) == (DAYS[0], DAYS[1])
    assert (measured.self_test, measured.title, measured.measure) == ("made", "Made", "made.length")
    assert (measured.real_change, measured.real_change_text, measured.measure_again) == (
        1.9,
        "1.9 cm",
        "2026-03-02",
    )
    assert (measured.better, measured.is_note, measured.sides[0].side_text) == (
        "higher",
        False,
        "left",
    )


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
            ("2026-01-05",) * 201,
            (
                "Progress compares 200 dated sets of answers at the most, found 201. "
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
    """The whole range of days can be compared, and 200 sets are not too many."""
    ends = [Dated(date=day, answers={"made.faults": 1}) for day in ("2000-01-01", "2199-12-31")]
    assert progress(ends, edition=(MADE,)).measures[0].measure_again == "2200-02-11"
    days = [f"{2000 + n // 12}-{n % 12 + 1:02}-01" for n in range(200)]
    many = [Dated(date=day, answers={"made.faults": 1}) for day in days]
    assert len(progress(many, edition=(MADE,)).measures[0].sides[0].points) == 200


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
    there, back = (lengths(*order).sides[0].from_first for order in (values, values[::-1]))
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
def test_small_changes_are_never_called_better(values: list[float]) -> None:
    """Better or worse is said of a change that one person's test can see, and of no other."""
    said = sentence(lengths(*values))
    moved = {round((values[-1] - earlier) * 10) for earlier in (values[0], values[-2])}
    assert ("for the better" in said) == any(tenth >= 19 for tenth in moved)
    assert ("for the worse" in said) == any(tenth <= -19 for tenth in moved)
    assert "improve" not in said


@given(values=st.lists(tenths, min_size=2, max_size=4))
def test_steps_add_up(values: list[float]) -> None:
    """The change from the first day is the sum of the changes between."""
    whole = lengths(*values).sides[0].from_first
    steps = [lengths(*pair).sides[0].from_first for pair in pairwise(values)]
    assert whole is not None
    assert round(sum(step.value for step in steps if step), 2) == whole.value


@given(data=st.data())
def test_left_and_right_are_the_same_to_it(data: st.DataObject) -> None:
    """Swapping the sides in every set swaps the two sides of the progress."""
    sets = [{s: (data.draw(tenths),) for s in ("left", "right")} for _ in range(3)]
    plain = followed(*({f"made.length.{s}": v for s, v in one.items()} for one in sets))
    other = {"left": "right", "right": "left"}
    swapped = followed(*({f"made.length.{other[s]}": v for s, v in one.items()} for one in sets))
    assert [side.from_first for side in plain.measures[0].sides] == [
        side.from_first for side in reversed(swapped.measures[0].sides)
    ]


@given(first=answers_to(catalogue_edition()), last=answers_to(catalogue_edition()))
def test_any_answers_of_the_catalogue(first: Answers, last: Answers) -> None:
    """Any two sets of answers can be compared, or hold nothing that was measured."""
    sets = [Dated(date=DAYS[0], answers=first), Dated(date=DAYS[1], answers=last)]
    try:
        found = progress(sets)
    except ProgressError as refused:
        assert str(refused).startswith("None of these answers holds a value")  # noqa: PT017 - either is right
        return
    said = [side.sentence for measured in found.measures for side in measured.sides]
    assert [text for text in said if "{" in text or not text.endswith(".")] == []
