"""Progress in sentences: what a reader is told about what moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_tests.answering import LengthUnit
from self_tests.model import Answers
from self_tests.progress import ProgressError, progress
from self_tests.reporting.later_shapes import MeasureProgressReport, ProgressReport
from self_tests.reporting.progress import progress_report
from tests.support.answers import answers_to, catalogue_edition
from tests.support.following import DAYS, followed, length_sets, sets_of

MINUS = "\N{MINUS SIGN}"


def told(*answers: Answers, unit: LengthUnit = "cm") -> ProgressReport:
    """Return the progress over some sets in sentences."""
    return progress_report(followed(*answers), unit)


def lengths(*values: float | tuple[float, ...], unit: LengthUnit = "cm") -> MeasureProgressReport:
    """Return what is said of the left length."""
    (found,) = told(*length_sets(*values), unit=unit)["measures"]
    return found


def counts(name: str, *values: int) -> MeasureProgressReport:
    """Return what is said of a number that is counted once."""
    (found,) = told(*({f"made.{name}": value} for value in values))["measures"]
    return found


def sentence(found: MeasureProgressReport) -> str:
    """Return the one sentence of a measure on one side."""
    (side,) = found["sides"]
    return side["sentence"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            (10.0, 11.2),
            (
                "Length value, left: +1.2 cm since January 5, 2026. That's no real change "
                "yet. One person's test sees changes of 1.9 cm or more. Weeks of work bring "
                "1.0 to 1.4 cm. Measure again on March 2, 2026."
            ),
        ),
        (
            (10.0, 11.9),
            (
                "Length value, left: +1.9 cm since January 5, 2026. One person's test sees "
                "changes of 1.9 cm or more, so that's a real change for the better. Measure "
                "again on March 2, 2026."
            ),
        ),
        (
            (11.9, 10.0),
            (
                f"Length value, left: {MINUS}1.9 cm since January 5, 2026. One person's test "
                "sees changes of 1.9 cm or more, so that's a real change for the worse. "
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
                "changes of 1.9 cm or more, so that's a real change for the better. Since "
                "the time before (February 2, 2026): +1.1 cm, no real change yet. The last "
                "two changes go the same way (+1.2 cm, then +1.1 cm). Two in a row say more "
                "than one. Measure again on March 30, 2026."
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
                "changes of 1.9 cm or more, so that's a real change for the better. The same "
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
    assert (fewer["better"], sentence(fewer)) == (
        "lower",
        (
            f"Faults value: {MINUS}2 points since January 5, 2026. One person's test sees "
            "changes of 2 points or more, so that's a real change for the better. Measure "
            "again on March 16, 2026."
        ),
    )
    assert sentence(more) == (
        "Faults value: +2 points since January 5, 2026. One person's test sees changes of 2 "
        "points or more, so that's a real change for the worse. Measure again on March 16, "
        "2026."
    )


def test_note_says_that_it_is_one() -> None:
    """A measure without tiers or deficit is a note, and nothing is called real."""
    found = counts("seconds", 20, 45, 30)
    assert (found["is_note"], found["real_change"], found["measure_again"]) == (True, None, "")
    assert sentence(found) == (
        "Seconds value: +10 s since January 5, 2026. We don't know how much of a change "
        f"would be real here. Since the time before (February 2, 2026): {MINUS}15 s, which "
        "may be chance. It's just a note: it moves no line and no drill."
    )


def test_inches_keep_text_and_verdict_in_step() -> None:
    """In inches a change that is not real never reads as large as the one that would be."""
    assert sentence(lengths(10.0, 11.8, unit="in")).startswith(
        "Length value, left: +0.71 in since January 5, 2026. That's no real change yet. One "
        "person's test sees changes of 0.75 in or more."
    )
    assert lengths(10.0, 11.8, unit="in")["sides"][0]["points"][1]["text"] == "4.6 in"


def test_measured_once() -> None:
    """A measure that was read on one day only has nothing to compare yet."""
    (length, faults) = told({"made.length.right": (10.0,)}, {"made.faults": 3})["measures"]
    assert sentence(length) == (
        "Length value, right: measured once, on January 5, 2026. There's nothing to compare "
        "yet. Measure again on February 2, 2026."
    )
    (side,) = faults["sides"]
    assert (side["from_first"], side["from_before"], side["in_a_row"]) == (None, None, 0)


def test_one_is_said_as_one() -> None:
    """A change of one, and a value of one, is one point and not one points."""
    found = counts("faults", 2, 1)
    (side,) = found["sides"]
    assert side["points"][1]["text"] == "1 point"
    assert sentence(found).startswith(f"Faults value: {MINUS}1 point since January 5, 2026.")


def test_a_sign_is_said_in_words() -> None:
    """A sign has no number: it reads yes or no, and goes from one to the other."""
    (found,) = told({"made.arch": "yes"}, {"made.arch": "no"})["measures"]
    (side,) = found["sides"]
    assert [point["text"] for point in side["points"]] == ["yes", "no"]
    assert sentence(found) == (
        "Arch value: from yes to no since January 5, 2026. We don't know how much of a "
        "change would be real here."
    )


def test_points_carry_error_and_tier() -> None:
    """Each point says its value, the error either way, and what it read as."""
    (side,) = lengths(9.0, (11.0, 12.0, 13.0))["sides"]
    first, last = side["points"]
    assert (first["value"], first["error"], first["low"], first["high"]) == (9.0, 0.67, 8.33, 9.67)
    assert (first["date"], first["tier_text"]) == (DAYS[0], "low")
    assert (last["value"], last["text"], last["tier_text"]) == (12.0, "12 cm", "typical")


@pytest.mark.parametrize(
    ("values", "in_a_row"), [((10, 11), 1), ((10, 11, 12), 2), ((10, 11, 10), 1)]
)
def test_two_changes_in_a_row_are_said(values: tuple[int, ...], in_a_row: int) -> None:
    """From two changes the same way on, the sentence says so."""
    found = lengths(*values)
    assert found["sides"][0]["in_a_row"] == in_a_row
    assert ("go the same way" in sentence(found)) == (in_a_row > 1)


def test_frame_of_the_whole() -> None:
    """First and last day, the measure's own words, and the change that would be real."""
    found = told({"made.length.left": (9.0,)}, {"made.length.left": (9.5,)})
    (measured,) = found["measures"]
    assert (found["first"], found["last"]) == (DAYS[0], DAYS[1])
    assert {key: measured[key] for key in ("self_test", "title", "measure", "text")} == {
        "self_test": "made",
        "title": "Made",
        "measure": "made.length",
        "text": "length value",
    }
    assert (
        measured["real_change"],
        measured["real_change_text"],
        measured["measure_again"],
        measured["better"],
        measured["is_note"],
        measured["sides"][0]["side_text"],
    ) == (1.9, "1.9 cm", "2026-03-02", "higher", False, "left")


tenths = st.integers(0, 250).map(lambda tenth: tenth / 10)


@given(values=st.lists(tenths, min_size=2, max_size=4))
def test_small_changes_are_never_called_better(values: list[float]) -> None:
    """Better or worse is said of a change that one person's test can see, and of no other."""
    said = sentence(lengths(*values))
    moved = {round((values[-1] - earlier) * 10) for earlier in (values[0], values[-2])}
    assert ("for the better" in said) == any(tenth >= 19 for tenth in moved)
    assert ("for the worse" in said) == any(tenth <= -19 for tenth in moved)
    assert "improve" not in said


@given(first=answers_to(catalogue_edition()), last=answers_to(catalogue_edition()))
def test_any_answers_of_the_catalogue(first: Answers, last: Answers) -> None:
    """Any two sets of answers can be compared, or hold nothing that was measured."""
    try:
        found = progress_report(progress(sets_of(first, last)), "cm")
    except ProgressError as refused:
        assert str(refused).startswith("None of these answers holds a value")  # noqa: PT017 - either is right
        return
    said = [side["sentence"] for measured in found["measures"] for side in measured["sides"]]
    assert [text for text in said if "{" in text or not text.endswith(".")] == []
