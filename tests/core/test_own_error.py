"""A reader's own measuring error: told from days close together, blended, used from three on."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import hypot, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_tests.catalogue import self_test, self_test_ids, study_design
from self_tests.model import SIDES, Answers
from self_tests.progress import Dated, MeasureProgress, OwnError, progress
from self_tests.reporting.progress import progress_report
from tests.support.answers import definition, number
from tests.support.following import MADE, RETEST, length_question, measure
from tests.support.requests import knee_to_wall, send

ERROR = 1.0
FOLLOWED = definition(
    "made",
    [length_question(most=100)],
    measures=[
        measure(
            "length",
            "cm",
            {
                "kind": "mean-of-trials",
                "question": "length",
                "error-of-one": number(ERROR),
                "error-of-three": number(0.7),
            },
            step=number(0.1),
            retest={**RETEST, "own-error": True},
        )
    ],
)
RULE = study_design().own


def days(*gaps: int) -> list[str]:
    """Return ISO days with such gaps between them."""
    day, found = date(2026, 3, 2), ["2026-03-02"]
    for gap in gaps:
        day += timedelta(days=gap)
        found.append(day.isoformat())
    return found


def followed(values: Sequence[Answers], gaps: Sequence[int]) -> MeasureProgress:
    """Return the progress of a length over days with such gaps."""
    sets = [Dated(date=day, answers=given) for day, given in zip(days(*gaps), values, strict=True)]
    (found,) = progress(sets, edition=(FOLLOWED,)).measures
    return found


def left(*values: float) -> list[Answers]:
    """Return sets that hold the left length alone, measured once."""
    return [{"made.length.left": (value,)} for value in values]


def own(*values: float, gap: int = 6) -> OwnError:
    """Return what a left length on days close together says of the error."""
    found = followed(left(*values), [gap] * (len(values) - 1)).own
    assert found is not None
    return found


def test_the_formula() -> None:
    """The squared error is (10 times ours + half of all squared differences) / (10 + pairs)."""
    found = own(10, 10.8, 9.8, 11)
    half = (0.8**2 + 1.0**2 + 1.2**2) / 2
    assert found == OwnError(
        pairs=3,
        ours=ERROR,
        own=pytest.approx(sqrt((10 * ERROR**2 + half) / 13), abs=1e-4),  # type: ignore[arg-type]
        is_used=True,
    )


def test_both_sides_are_pairs_of_one_error() -> None:
    """A pair is one side on two days: two sides on two days are two pairs."""
    both = [{"made.length.left": (8.0,), "made.length.right": (9.0,)}] * 2
    found = followed(both, [6]).own
    assert found is not None
    assert (found.pairs, found.is_used) == (2, False)


@given(st.floats(0, 2))
def test_an_ordinary_pair_hardly_moves_it(apart: float) -> None:
    """A pair no more than two errors apart, as 84 of 100 are, moves the error by under 5 %."""
    assert abs(own(10, 10 + apart).own / ERROR - 1) < 0.05


@given(st.integers(2, 60))
def test_identical_repeats_never_make_it_nothing(count: int) -> None:
    """However often the same number comes, an error stays, and it only gets smaller."""
    found, before = own(*[10.0] * (count + 1), gap=1), own(*[10.0] * count, gap=1)
    assert 0.3 * ERROR < found.own < before.own
    assert found.own >= ERROR * sqrt(10 / (10 + count)) - 1e-4


def test_errors_of_one_and_of_three_measures() -> None:
    """A pair of unlike days is held against the errors of both, and the latest is told."""
    sets: list[Answers] = [{"made.length.left": (10.0,)}, {"made.length.left": (11.0,) * 3}]
    found = followed(sets, [6]).own
    assert found is not None
    assert found.ours == 0.7
    assert found.own == pytest.approx(0.7 * sqrt((10 + 1 / hypot(1, 0.7) ** 2) / 11), abs=1e-4)


@pytest.mark.parametrize(("gap", "pairs"), [(1, 1), (14, 1), (15, 0)])
def test_a_pair_lies_within_fourteen_days(gap: int, pairs: int) -> None:
    """Fourteen days apart is a pair, fifteen is not."""
    found = followed(left(10, 11), [gap]).own
    assert (found.pairs if found else 0) == pairs


def test_it_is_used_from_three_pairs_on() -> None:
    """With two pairs everything reads as for everybody; with three each error moves."""
    two, three = followed(left(10, 10, 10), [6, 6]), followed(left(10, 10, 10, 10), [6, 6, 6])
    assert {point.error for point in two.sides[0].points} == {ERROR}
    assert three.own is not None
    assert {point.error for point in three.sides[0].points} == {three.own.own}
    assert two.real_from is not None
    assert three.real_from is not None
    assert three.real_from < two.real_from


def test_what_counts_as_real_follows_it() -> None:
    """Somebody whose repeats lie far apart needs a larger change before it is real."""
    steady = followed(left(10, 10, 10, 10, 12.6), [6, 6, 6, 40])
    shaky = followed(left(10, 13, 10, 13, 15.6), [6, 6, 6, 40])
    assert [one.sides[0].steps[-1].value for one in (steady, shaky)] == [2.6, 2.6]
    assert [one.sides[0].steps[-1].real for one in (steady, shaky)] == [True, False]


def test_order_of_sides_changes_nothing() -> None:
    """Mirrored answers say the same of the error."""
    values = ((8.0, 9.0), (8.5, 9.5), (7.5, 10.0))
    sets = [dict(zip(("left", "right"), pair, strict=True)) for pair in values]
    named = [{f"made.length.{side}": (one[side],) for side in SIDES} for one in sets]
    turned = [
        {
            f"made.length.{side}": (one[other],)
            for side, other in zip(SIDES, SIDES[::-1], strict=True)
        }
        for one in sets
    ]
    assert followed(named, [5, 5]).own == followed(turned, [5, 5]).own


def test_not_where_the_body_itself_moves() -> None:
    """A measure whose definition does not say so, as discomfort, tells nothing of an error."""
    sets = [Dated(date=day, answers={"made.faults": 3}) for day in days(6)]
    (found,) = progress(sets, edition=(MADE,)).measures
    assert found.own is None
    asked = {
        one.id: measure.retest.own_error
        for one in map(self_test, self_test_ids())
        for measure in one.measures
        if measure.retest
    }
    assert [name for name, told in asked.items() if not told] == ["knee-load"]


# In words


def told(*values: float, gap: int = 6, unit: Any = "cm") -> tuple[str, str]:  # noqa: ANN401 - a unit
    """Return what is said of the error, and the sentence of the left side."""
    sets = [
        Dated(date=day, answers=given)
        for day, given in zip(days(*[gap] * (len(values) - 1)), left(*values), strict=True)
    ]
    (found,) = progress_report(progress(sets, edition=(FOLLOWED,)), unit)["measures"]
    return found["own_error_text"], found["sides"][0]["sentence"]


def test_second_set_is_told() -> None:
    """From the second set on it says how far apart, in how many days, and what that may mean."""
    text, sentence = told(10, 10.8)
    assert "Measured twice in 6 days, 0.8 cm apart." in sentence
    assert text == (
        "From one pair of days close together, your own measuring error looks like 0.97 cm. We "
        "still use 1 cm, as for everyone. From 3 pairs on, yours counts here."
    )


def test_third_pair_is_told() -> None:
    """From three pairs on it says from how many, and that it counts here."""
    assert told(10, 10.8, 9.8, 11)[0] == (
        "From 3 pairs of days close together, your own measuring error is 0.94 cm. That's what "
        "counts here, and for everyone else it's 1 cm."
    )


def test_two_days_in_a_row_and_inches() -> None:
    """A day later is said so, and a reader of inches gets inches."""
    text, sentence = told(10, 10.8, gap=1, unit="in")
    assert "Measured on two days in a row, 0.31 in apart." in sentence
    assert "looks like 0.38 in. We still use 0.39 in" in text


def test_days_far_apart_say_nothing_of_it() -> None:
    """Four weeks apart nothing is said of measuring twice."""
    text, sentence = told(10, 10.8, gap=28)
    assert (text, "Measured twice" in sentence) == ("", False)


def test_result_of_a_visit_keeps_the_error_of_everybody() -> None:
    """A result and its link read the same for everybody, whatever was saved before."""
    sets = [
        {"date": day, "answers": knee_to_wall(left="8", right="10")} for day in days(6, 6, 6, 6)
    ]
    own_progress = send("progress", sets=sets)["ok"]["measures"][0]
    assert own_progress["sides"][0]["points"][-1]["error"] < 1
    text = send("share", answers=sets[-1]["answers"])["ok"]["text"]
    shown = send("open", text=text)["ok"]["report"]["results"][0]
    assert [side["error_text"] for side in shown["sides"]] == ["± 1 cm", "± 1 cm"]
