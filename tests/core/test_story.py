"""The picture for a story: what is worked on; sides and numbers when ticked; never discomfort."""

import re
from typing import Any

from hypothesis import given

from self_tests.catalogue import line_table, self_test, self_test_ids
from self_tests.reporting.note import is_discomfort
from self_tests.reporting.story import MOST_NUMBERS
from tests.support.requests import CLEAR, knee_to_wall, send
from tests.support.single_self_tests import sides
from tests.support.visits import Answers, confirmed, visits

DISCOMFORT = {
    measure.id
    for one in map(self_test, self_test_ids())
    for measure in one.measures
    if is_discomfort(measure, one)
}


def score(answers: Answers, **others: object) -> dict[str, Any]:
    """Return the report of some answers."""
    found: dict[str, Any] = send("score", answers=answers, confirmed=confirmed(), **others)["ok"]
    return found


def test_the_words() -> None:
    """It says the part and when to measure again; sides and numbers stand apart from that."""
    answers = {**CLEAR, **knee_to_wall(left="5 cm", right="9.5 cm")}
    assert score(answers)["story"] == {
        "plain": {
            "title": "Working on my ankle.",
            "under": "Measuring again in 4 weeks.",
            "names": {
                "ankle-mobility": "ankle: first",
                "calf-capacity": "calf: not tested",
                "hip": "hip: not tested",
                "foot": "foot: not tested",
            },
            "numbers": [],
        },
        "full": {
            "title": "Working on my left ankle.",
            "under": "Measuring again in 4 weeks.",
            "names": {
                "ankle-mobility": "left ankle: first",
                "calf-capacity": "calf: not tested",
                "hip": "hip: not tested",
                "foot": "foot: not tested",
            },
            "numbers": ["Knee-to-wall: left 5 cm, right 9.5 cm"],
        },
    }


def test_nothing_first() -> None:
    """Where no part comes first, the whole leg is worked on."""
    answers = {**CLEAR, **knee_to_wall(left="13 cm", right="13 cm")}
    assert score(answers)["story"]["plain"]["title"] == "Working on my whole leg."


def test_two_that_are_close() -> None:
    """Two parts whose order is too close to call are both named, and neither comes first."""
    answers = {
        **CLEAR,
        **knee_to_wall(left="8.8 cm", right="8.8 cm"),
        **sides("hip-hold.seconds", "59", "59"),
    }
    report = score(answers)
    assert report["headline"].startswith("Too close to call:")
    assert report["story"]["plain"]["title"] == "Working on my hip and ankle."


@given(visits())
def test_nothing_tells_of_discomfort(answers: Answers) -> None:
    """The knee has no mark, and no number is read off discomfort, ticked or not."""
    report = score(answers)
    story = report.get("story")
    assert (story is not None) == bool(report["plan"] and report["picture"])
    if story:
        parts = {line.id for line in line_table().lines if line.items}
        assert [set(words["names"]) for words in story.values()] == [parts, parts]
        told = {each["title"] for each in report["results"] if each["measure"] in DISCOMFORT}
        assert [each for each in story["full"]["numbers"] if each.partition(":")[0] in told] == []
        assert len(story["full"]["numbers"]) <= MOST_NUMBERS


@given(visits())
def test_no_side_and_no_number_unless_ticked(answers: Answers) -> None:
    """Without the tick there is no side, and no number but the weeks."""
    story = score(answers).get("story")
    if story:
        plain = story["plain"]
        told = [plain["title"], re.sub(r" \d+ weeks", "", plain["under"])]
        told += [*plain["names"].values(), *plain["numbers"]]
        assert re.findall(r"\d|\bleft\b|\bright\b", " ".join(told)) == []


def test_a_link_brings_none() -> None:
    """Whoever opens a link is not offered a picture of another's leg."""
    text = send("share", answers=knee_to_wall(), confirmed=confirmed())["ok"]["text"]
    assert "story" not in send("open", text=text)["ok"]["report"]
