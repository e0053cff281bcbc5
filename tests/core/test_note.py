"""The note for a clinician: names, sides, errors, day, edition; discomfort only when asked for."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from self_tests.catalogue import newest_edition, self_test, self_test_ids
from self_tests.model import owner_of
from self_tests.reporting.note import asks_discomfort, is_discomfort
from tests.support.requests import knee_to_wall, send
from tests.support.visits import Answers, complete, confirmed, visits

EDITION = (
    f"± is one standard error. Questions of edition {newest_edition()}, scored by fixed rules."
)
ASKING = {name for name in self_test_ids() if asks_discomfort(self_test(name))}
ABOUT = {
    one.title
    for one in map(self_test, self_test_ids())
    if any(is_discomfort(measure, one) for measure in one.measures)
}


def shared(answers: Answers, **others: object) -> dict[str, Any]:
    """Return what may leave the page."""
    found: dict[str, Any] = send("share", answers=answers, confirmed=confirmed(), **others)["ok"]
    return found


def taken(answers: Answers) -> set[str]:
    """Return the ids of the self-tests in some answers."""
    return {owner_of(field) for field in answers} & {*self_test_ids()}


def test_the_note() -> None:
    """It has the name that papers use, each side with its error, the sides, day and edition."""
    answers = knee_to_wall(left="6.5 cm", right="11")
    assert shared(answers, today="2026-11-29")["note"].splitlines() == [
        "Self-tests done without a clinician, November 29, 2026",
        (
            "Knee-to-wall (weight-bearing lunge test): left: 6.5 cm ± 1 cm, low; right: 11 cm ± "
            "1 cm, typical; sides really differ (4.5 cm)."
        ),
        EDITION,
    ]


def test_sides_within_error_and_inches() -> None:
    """Sides that differ by less than error are said to, in the unit that the reader reads."""
    answers = knee_to_wall(left="4 in", right="4.2 in")
    assert "sides within error (0.2 in)" in shared(answers, unit="in")["note"]


def test_without_a_day() -> None:
    """Where the day is not known the note has none."""
    first = shared(knee_to_wall())["note"].splitlines()[0]
    assert first == "Self-tests done without a clinician"


def test_a_stop_is_named() -> None:
    """A side that was stopped is named as stopped, and no difference is claimed."""
    answers = knee_to_wall(stopped__left="yes")
    answers["knee-to-wall.stop-reason.left"] = "pain"
    for field in ("distance", "heel", "felt"):
        del answers[f"knee-to-wall.{field}.left"]
    line = shared(answers)["note"].splitlines()[1]
    assert line.startswith("Knee-to-wall (weight-bearing lunge test): left: stopped; right:")
    assert "sides" not in line


@given(visits(), st.sampled_from(("note", "note_with_discomfort")))
def test_three_to_twelve_lines(answers: Answers, which: str) -> None:
    """With its link, the note has three to twelve lines, and none is empty."""
    lines = [*shared(answers, today="2026-11-29")[which].splitlines(), "the link"]
    assert 3 <= len(lines) <= 12
    assert all(line.strip() for line in lines)
    assert lines[-2] == EDITION


@given(visits())
def test_no_discomfort_unless_it_is_asked_for(answers: Answers) -> None:
    """Neither the note nor its link says anything of discomfort; ticked, both do."""
    found = shared(answers)
    assert [title for title in ABOUT if title in found["note"]] == []
    less, all_of_it = found["text_without_discomfort"], found["text"]
    held = send("open", text=less)["ok"]["answers"] if less else {}
    assert taken(held) == taken(found["answers"]) - ASKING
    assert taken(send("open", text=all_of_it)["ok"]["answers"]) == taken(found["answers"])
    asked = {self_test(name).title for name in taken(found["answers"])} & ABOUT
    read = {title for title in ABOUT if title in found["note_with_discomfort"]}
    assert read <= asked


def test_discomfort_when_it_is_asked_for() -> None:
    """The ticked note has the lines that the other one leaves out, and the link that holds them."""
    chance = random.Random(4)  # noqa: S311 - examples, not secrets
    found = shared(
        complete([name for name in ASKING if self_test(name).title in ABOUT], chance.choice)
    )
    (title,) = ABOUT
    assert (title in found["note_with_discomfort"], title in found["note"]) == (True, False)
    assert (found["text"] != "", found["text_without_discomfort"]) == (True, "")


def test_opened_link_gives_the_same_note() -> None:
    """The note of an opened link differs in its heading alone, and its links are the same."""
    found = shared(knee_to_wall(left="6.5 cm", right="11"), today="2026-11-29")
    linked = send("open", text=found["text"], today="2026-11-29")["ok"]
    for name in ("note", "note_with_discomfort"):
        heading, *lines = linked[name].splitlines()
        assert heading == (
            "Self-tests done without a clinician, from a link read on November 29, 2026"
        )
        assert lines == found[name].splitlines()[1:]
    same = ("text", "text_without_discomfort")
    assert [linked[name] for name in same] == [found[name] for name in same]


@given(visits())
def test_note_of_a_link_has_no_discomfort_unless_it_is_asked_for(answers: Answers) -> None:
    """Opened, too, neither the note nor its link tells of discomfort."""
    linked = send("open", text=shared(answers)["text"]).get("ok")
    if not linked:
        return
    assert [title for title in ABOUT if title in linked["note"]] == []
    less = linked["text_without_discomfort"]
    held = send("open", text=less)["ok"]["answers"] if less else {}
    assert taken(held) == taken(linked["answers"]) - ASKING


def test_link_of_an_unknown_day() -> None:
    """Where today is not known, the note of a link says that it comes from one."""
    text = shared(knee_to_wall())["text"]
    first = send("open", text=text)["ok"]["note"].splitlines()[0]
    assert first == "Self-tests done without a clinician, from a link"
