"""What a report says: each kind of sentence once, word for word, and which headline comes first."""

from typing import Any

import pytest

from self_tests.answering import LengthUnit
from self_tests.catalogue import self_test, self_test_ids
from self_tests.reporting.units import shown_reading
from self_tests.scoring import tier_of
from tests.support.requests import CLEAR, ask, knee_to_wall, report
from tests.support.single_self_tests import SORE, hold, sides, sore, squat, step_down
from tests.support.visits import confirmed


def made(*answers: dict[str, Any], **others: object) -> dict[str, Any]:
    """Return the report of a visit whose unusual values are confirmed."""
    merged = {key: value for each in (CLEAR, *answers) for key, value in each.items()}
    return report(merged, confirmed=confirmed(), **others)


def sentences(*answers: dict[str, Any], **others: object) -> list[str]:
    """Return what the first measure says about its sides."""
    return [side["sentence"] for side in made(*answers, **others)["results"][0]["sides"]]


def line_sentence(line: str, *answers: dict[str, Any]) -> str:
    """Return what a report says about a line."""
    by_line = {each["line"]: str(each["sentence"]) for each in made(*answers)["lines"]}
    return by_line[line]


def drills(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the drills of a plan by their ids."""
    return {each["drill"]: each for each in (*plan["drills"], *plan["base"])}


# Plans


def test_parts_start_with_the_worse_side() -> None:
    """A drill with two sides leads from the worse one to the other, set by set, with rests."""
    plan = made(knee_to_wall(left="12", right="4"))["plan"]
    parts = drills(plan)["weighted-dorsiflexion-pulses"]["parts"]
    assert [(part["set"], part["text"], part["seconds"], part["reps"]) for part in parts[:6]] == [
        (1, "Get ready", 15, 0),
        (1, "Set 1, right side", 36, 12),
        (1, "Change sides", 5, 0),
        (1, "Set 1, left side", 36, 12),
        (2, "Rest", 30, 0),
        (2, "Set 2, right side", 36, 12),
    ]


def test_parts_last_as_long_as_planned() -> None:
    """For every drill of every session, the parts up to its last set take its planned seconds."""
    for minutes in (5, 10, 15):
        plan = made(knee_to_wall(left="12", right="4"), squat(), minutes=minutes)["plan"]
        planned = [drill for session in plan["week"] for drill in session["drills"]]
        lasting = [
            sum(
                p["seconds"]
                for p in drills(plan)[each["drill"]]["parts"]
                if p["set"] <= each["sets"]
            )
            for each in planned
        ]
        assert lasting == [each["seconds"] for each in planned]


# Sides


def test_a_value_well_outside_its_error() -> None:
    """A clear value says its tier and that it is clear."""
    assert sentences(knee_to_wall(left="4", right="12")) == [
        (
            "Your left knee reaches 4 cm from the wall. That is low, well outside measuring error. "
            "Worth training."
        ),
        (
            "Your right knee reaches 12 cm from the wall. That is typical, well outside measuring "
            "error. No need to work on this one."
        ),
    ]


def test_too_close_to_call() -> None:
    """A value near a border says that the next measure may read otherwise."""
    assert sentences(knee_to_wall(left="10", right="10"))[0] == (
        "Your left knee reaches 10 cm from the wall. That is typical, but too close to call: "
        "the next measure may read otherwise. No need to work on this one."
    )


def test_a_sign_that_was_seen() -> None:
    """A sign has no measuring error, so nothing is said of one."""
    [left, right] = made(sides("arch-check.arch", "no", "yes"))["results"][0]["sides"]
    assert left["sentence"] == (
        "You watched the arch of your left foot. That is an arch that stays up. "
        "No need to work on this one."
    )
    assert right["sentence"] == (
        "You watched the arch of your right foot. That is an arch that clearly flattens. "
        "It may be worth training. For knees that is weakly supported."
    )
    assert (right["text"], right["error_text"]) == ("yes", "")


def test_a_border_between_two_tenths_of_an_inch() -> None:
    """3.87 and 3.94 in lie on two sides of a border, so they do not read the same."""
    sides = made(knee_to_wall(left="3.87 in", right="3.94 in"), unit="in")["results"][0]["sides"]
    assert [(side["text"], side["tier"]) for side in sides] == [
        ("3.9 in", "low-normal"),
        ("3.94 in", "typical"),
    ]
    rule = made(knee_to_wall(left="4 in", right="4 in"), unit="in")["results"][0]["rules"]
    assert "3.94 in" in {number["text"] for each in rule for number in each["numbers"]}


@pytest.mark.parametrize("unit", ["cm", "in"])
def test_what_reads_the_same_is_called_the_same(unit: LengthUnit) -> None:
    """Two values of a measure with the same text have the same tier, in either unit."""
    tiers: dict[tuple[str, str], set[str]] = {}
    for name in self_test_ids():
        for measure in self_test(name).measures:
            for tenth in range(round(measure.lowest * 10), round(measure.highest * 10) + 1):
                found = tier_of(measure, tenth / 10)
                text = shown_reading(tenth / 10, measure, unit)
                if found and measure.unit == "cm":
                    tiers.setdefault((measure.id, text), set()).add(found.id)
    assert len(tiers) > 90
    assert {text: found for text, found in tiers.items() if len(found) > 1} == {}


def test_inches() -> None:
    """A reader who measures in inches gets values and errors in inches."""
    side = made(knee_to_wall(left="4 in", right="4 in"), unit="in")["results"][0]["sides"][0]
    assert (side["text"], side["error_text"]) == ("4 in", "± 0.4 in")


@pytest.mark.parametrize(("faults", "text"), [(0, "0 points"), (1, "1 point"), (2, "2 points")])
def test_one_of_something(faults: int, text: str) -> None:
    """One point is not one points."""
    assert made(step_down(faults))["results"][0]["sides"][0]["text"] == text


def test_one_repetition() -> None:
    """One rep is not one reps."""
    calves = sides("heel-raise.reps", "1", "10")
    assert sentences(calves)[0].startswith("Your left calf did 1 rep. That is low,")


def test_a_side_that_was_stopped() -> None:
    """A side that was stopped says so, has no value, and no difference is made of it."""
    answers = {"hip-hold.stopped.right": ["yes"], "hip-hold.seconds.left": "90"}
    result = made(answers)["results"][0]
    assert result["sides"][1]["sentence"] == (
        "You stopped on the right. That is noted as a stop, not as a value."
    )
    assert (result["sides"][1]["value"], result["difference"]) == (None, None)


STOPPED_SQUAT = {
    "squat-check.stopped": ["yes"],
    "knee-load.squat-discomfort": "5",
    "knee-load.where": "kneecap",
}


def test_an_unsided_stop() -> None:
    """A stop in the squat is a whole sentence without a side, and there is nothing to retest."""
    result = made(STOPPED_SQUAT)["results"][0]
    assert [side["sentence"] for side in result["sides"]] == [
        "You had to stop. That is noted as a stop, not as a value."
    ]
    assert (result["notes"], result["retest"]) == ([], None)


# Differences


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("12", "12", "Left and right read the same."),
        ("12", "10.5", "Left and right differ by 1.5 cm: within what this test can see."),
        (
            "12",
            "9",
            (
                "Left and right differ by 3 cm. That is a real difference, more than measuring "
                "error. The right is the one to work on."
            ),
        ),
        (
            "14",
            "17",
            (
                "Left and right differ by 3 cm. That is a real difference, more than measuring "
                "error. Neither side falls short."
            ),
        ),
    ],
)
def test_differences(left: str, right: str, expected: str) -> None:
    """A difference is real, within the error, or none."""
    found = made(knee_to_wall(left=left, right=right))["results"][0]["difference"]
    assert found["sentence"] == expected


# Notes and retests


def test_notes_stand_once() -> None:
    """What an answer means beside its value is said once, side by side."""
    unsure = sides("knee-to-wall.heel", "not-sure", "down")
    assert made(knee_to_wall(), unsure)["results"][0]["notes"] == [
        (
            "You were not sure that your left heel stayed down. If it lifted, the true distance is "
            "shorter."
        )
    ]


def test_a_retest_names_the_change_that_counts() -> None:
    """A retest says when, which change is real, and what is usual; a date needs today."""
    retest = made(knee_to_wall(), today="2026-11-23")["results"][0]["retest"]
    assert (retest["weeks"], retest["date"]) == (4, "2026-12-21")
    assert retest["sentence"].startswith(
        "Measure again in 4 weeks. A change of 3 cm or more is real. Less is within measuring "
        "error. "
    )
    assert made(knee_to_wall())["results"][0]["retest"]["date"] is None


# Lines


def test_half_tested() -> None:
    """A line that lacks a self-test names the heaviest one and its minutes."""
    assert line_sentence("hip", step_down(6)) == (
        "Hip strength and control: may be worth training. 1 of 2 tests done. "
        "Half tested: the hip hold self-test (8 minutes) would firm it up."
    )


def test_a_line_of_one_test() -> None:
    """A line with one self-test does not count it."""
    assert line_sentence("foot", sides("arch-check.arch", "no", "no")) == (
        "Foot: no clear limit. Its one test is done."
    )


def test_about_equal() -> None:
    """Two lines closer than their errors are called about equal."""
    found = line_sentence("hip", knee_to_wall(left="8.5", right="8.5"), step_down(3))
    assert "About equal with ankle mobility." in found


def test_not_equal_with_what_cannot_be_read() -> None:
    """A step-down alone says nothing of the ankle, so the hip is not equal with it."""
    assert "About equal" not in line_sentence("hip", step_down(6))
    assert line_sentence("ankle-mobility", step_down(6)).startswith(
        "Ankle mobility: not enough data yet. 1 of 3 tests done."
    )


def test_sides_differ_without_a_limit() -> None:
    """Two long reaches that differ make no limit, and the line says so."""
    assert line_sentence("ankle-mobility", knee_to_wall(left="14", right="17")) == (
        "Ankle mobility: no clear limit. 1 of 3 tests done. Your sides differ, but neither is "
        "limited. Half tested: the squat check self-test (7 minutes) would firm it up."
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            ["none"],
            "Knee and load: worth a look. Your training load is steady",
        ),
        (
            ["more-volume"],
            "Knee and load: look at this first. Your training load changed",
        ),
    ],
)
def test_knee_and_load(changes: list[str], expected: str) -> None:
    """Knee and load says whether the load changed and what the worst discomfort was."""
    found = line_sentence("knee-and-load", sore(4, "kneecap"), {"knee-load.changes": changes})
    assert found == f"{expected} and the worst discomfort in a squat was 4 out of 10."


# Headlines, in the order in which they are looked for


def test_headline_of_a_card() -> None:
    """A warning sign: the card's title, whatever was measured."""
    found = made(knee_to_wall(left="4"), {"safety-check.now": ["dark-urine"]})
    assert found["headline"] == "Emergency: get help now"
    assert found["plan"] is None


def test_headline_without_a_check() -> None:
    """Without a safety check nothing is said about training."""
    found = report(knee_to_wall(left="4"))["headline"]
    assert found == "Here is what was measured. Take the safety check to see what to train."


def test_headline_after_a_stop() -> None:
    """Only a stop, no value: the stop is the result."""
    assert made(STOPPED_SQUAT)["headline"] == (
        "You had to stop. That is a result too: let it calm down before you measure again."
    )


def test_headline_after_a_stop_on_one_side() -> None:
    """What was stopped and never measured is not "nothing stands out"."""
    other_side = {key: text for key, text in knee_to_wall().items() if not key.endswith(".left")}
    assert made({**other_side, "knee-to-wall.stopped.left": "yes"})["headline"] == (
        "You had to stop. That is a result too: let it calm down before you measure again."
    )


def test_headline_without_a_value() -> None:
    """Not sure on both sides: there is nothing to read."""
    assert made(sides("arch-check.arch", "not-sure", "not-sure"))["headline"] == (
        "There is no value to read yet. Measure or film it again."
    )


def test_headline_too_close() -> None:
    """Two lines that change places too often: certainty replaces the headline."""
    answers = {**CLEAR, **knee_to_wall(left="8.8", right="8.8"), **hold(59, 59)}
    sure = ask(answers, confirmed=confirmed(), do="certainty", seed=1)["ok"]
    assert sure["headline"] == "Too close to call: hip strength and control or ankle mobility."


def test_nothing_is_too_close_where_nothing_stands_out() -> None:
    """Two strong lines change places often; that is no reason for a headline."""
    answers = {**CLEAR, **knee_to_wall(left="12", right="12"), **hold(95, 95)}
    sure = ask(answers, confirmed=confirmed(), do="certainty", seed=1)["ok"]
    assert (sure["headline"], sure["first_sentence"]) == (None, None)


def test_headline_priority() -> None:
    """A priority is the first thing to work on; the side is named if it really differs."""
    tests = (squat(3), step_down(1))
    assert made(knee_to_wall(left="6", right="9"), *tests)["headline"] == (
        "Your left ankle mobility is the first thing to work on."
    )
    assert made(knee_to_wall(left="6", right="7"), *tests)["headline"] == (
        "Your ankle mobility is the first thing to work on."
    )


def test_headline_maybe() -> None:
    """A maybe may be worth training first, and the missing self-test is named."""
    assert made(knee_to_wall(left="6", right="6"))["headline"] == (
        "Your ankle mobility may be worth training first. "
        "The squat check self-test would firm it up."
    )
    assert made(sides("heel-raise.reps", "10", "25"))["headline"] == (
        "Your left calf capacity may be worth training first."
    )


def test_headline_priority_before_a_higher_maybe() -> None:
    """A priority comes before a line that is ranked higher and only a maybe."""
    found = made(knee_to_wall(left="8", right="8"), squat(3), step_down(6))
    assert found["lines"][0]["line"] == "hip"
    assert found["headline"] == "Your ankle mobility is the first thing to work on."


def test_headline_load() -> None:
    """Load changed and the knee answers: that comes first when no line stands out."""
    changed = {**sore(3, "kneecap"), "knee-load.changes": ["new-movement"]}
    assert made(changed)["headline"] == (
        "Your training load changed and your knee answers. Start there."
    )
    assert made(changed, knee_to_wall(left="5", right="5"))["headline"].startswith("Your ankle")


def test_headline_room() -> None:
    """One self-test that names no line: worth some work, and no more is said."""
    assert made(squat(4))["headline"] == (
        "Squat check: worth some work. One self-test alone is not enough to name a capacity."
    )


def test_headline_load_only() -> None:
    """Load changed and the knee is calm."""
    assert made(sore(2, "kneecap"), {"knee-load.changes": ["few-rest-days"]})["headline"] == (
        "Your training load changed and your knee stays calm. Keep an eye on it, and train the "
        "base plan."
    )


def test_headline_knee_only() -> None:
    """Load is steady and the knee answers."""
    assert made(sore(5, "kneecap"))["headline"] == (
        "Your knee answers with some discomfort. Start the base plan in its easier form."
    )


def test_headline_of_a_note() -> None:
    """A visit with nothing but a note says that nothing was read from it."""
    assert made(sides("single-leg-balance.seconds", "20", "45"))["headline"] == (
        "That is noted. This self-test counts for nothing in a result, so the plan is the base "
        "plan."
    )


def test_headline_nothing() -> None:
    """Nothing stands out: the base plan."""
    assert made(knee_to_wall(), {**SORE, **sore(0, "nowhere")})["headline"] == (
        "Nothing stands out. Train the base plan."
    )


# Certainty


def test_certainty_sentences() -> None:
    """How sure a visit is, sentence by sentence."""
    answers = {**CLEAR, **knee_to_wall(left="6", right="11"), **hold(200, 200)}
    sure = ask(answers, confirmed=confirmed(), do="certainty", seed=1)["ok"]
    assert sure["first_sentence"] == "In 100 of 100 re-measurements, ankle mobility stays first."
    assert [line["sentence"] for line in sure["lines"]] == [
        "Ankle mobility stays at “may be worth training” or above in 100 of 100 re-measurements.",
        "Hip strength and control stays without a clear limit in 100 of 100 re-measurements.",
    ]
    assert [change["sentence"] for change in sure["changes"]] == [
        (
            "Knee-to-wall distance: with 4 cm more on the left, ankle mobility would read "
            "“no clear limit”."
        ),
        (
            "Hip hold: with 140 s less on both sides, hip strength and control would read "
            "“may be worth training”."
        ),
    ]


def test_certainty_in_inches() -> None:
    """A change is said in the reader's unit."""
    answers = {**CLEAR, **knee_to_wall(left="6 cm", right="11 cm")}
    sure = ask(answers, confirmed=confirmed(), do="certainty", seed=1, unit="in")["ok"]
    assert sure["changes"][0]["sentence"] == (
        "Knee-to-wall distance: with 1.6 in more on the left, ankle mobility would read "
        "“no clear limit”."
    )
