"""What a report says: each kind of sentence once, word for word, and which headline comes first."""

from typing import Any, cast

import pytest
from hypothesis import given

from self_tests.answering import LengthUnit
from self_tests.catalogue import self_test, self_test_ids
from self_tests.model import Answers
from self_tests.reporting.units import shown_reading
from self_tests.scoring import tier_of
from tests.support.requests import CLEAR, knee_to_wall, report
from tests.support.single_self_tests import SORE, hold, sides, sore, squat, step_down
from tests.support.visits import confirmed, visits


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
    plan = made(knee_to_wall(left="8", right="4"))["plan"]
    parts = drills(plan)["weighted-dorsiflexion-pulses"]["parts"]
    assert [(part["set"], part["text"], part["seconds"], part["reps"]) for part in parts[:6]] == [
        (1, "Get ready", 15, 0),
        (1, "Set 1, right side", 36, 12),
        (1, "Change sides", 5, 0),
        (1, "Set 1, left side", 36, 12),
        (2, "Rest", 30, 0),
        (2, "Set 2, right side", 36, 12),
    ]


def test_one_side_alone_is_said_everywhere() -> None:
    """What one side alone asks for is for that side in title, dose, reason, parts and session."""
    plan = made(knee_to_wall(left="12", right="4"), minutes=15)["plan"]
    pulses = drills(plan)["weighted-dorsiflexion-pulses"]
    assert (pulses["title"], pulses["dose"]) == (
        "Weighted dorsiflexion pulses, right only",
        "3 sets of 12 pulses, 3 seconds each, right only",
    )
    assert pulses["why"].endswith("Only your right side needs it, so it gets all the time.")
    assert [(part["text"], part["seconds"]) for part in pulses["parts"][:4]] == [
        ("Get ready", 15),
        ("Set 1, right side", 36),
        ("Rest", 30),
        ("Set 2, right side", 36),
    ]
    sessions = [each for each in planned(plan) if each["drill"] == pulses["drill"]]
    assert {(each["title"], each["seconds"]) for each in sessions} == {
        ("Weighted dorsiflexion pulses, right only", 15 + 3 * 36 + 2 * 30)
    }
    assert drills(plan)["split-squat"]["title"] == "Split squat"


def test_parts_last_as_long_as_planned() -> None:
    """For every drill of every session, the parts up to its last set take its planned seconds."""
    for minutes in (5, 10, 15):
        plans = [
            made(knee_to_wall(left=left, right="4"), squat(), minutes=minutes)["plan"]
            for left in ("12", "8")
        ]
        for plan in plans:
            assert lasting(plan) == [each["seconds"] for each in planned(plan)]


def planned(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the drills of all sessions of a plan."""
    return [drill for session in plan["week"] for drill in session["drills"]]


def lasting(plan: dict[str, Any]) -> list[int]:
    """Return how long the parts of each drill of all sessions last, up to its last set."""
    return [
        sum(p["seconds"] for p in drills(plan)[each["drill"]]["parts"] if p["set"] <= each["sets"])
        for each in planned(plan)
    ]


# Sides


def test_a_value_well_outside_its_error() -> None:
    """A clear value says its tier and that it is clear."""
    assert sentences(knee_to_wall(left="4", right="12")) == [
        (
            "Your left knee reaches 4 cm from the wall. That's low, and not a close call. "
            "Worth training."
        ),
        (
            "Your right knee reaches 12 cm from the wall. That's typical, and not a close "
            "call. No need to work on this one."
        ),
    ]


def test_close_to_a_border() -> None:
    """A value near a border says that the next measure may read otherwise."""
    assert sentences(knee_to_wall(left="10", right="10"))[0] == (
        "Your left knee reaches 10 cm from the wall. That's typical, but close to a border: "
        "your next measure may read differently. No need to work on this one."
    )


def test_a_sign_that_was_seen() -> None:
    """A sign has no measuring error, so nothing is said of one."""
    [left, right] = made(sides("arch-check.arch", "no", "yes"))["results"][0]["sides"]
    assert left["sentence"] == (
        "You watched the arch of your left foot. That's an arch that stays up. No need to "
        "work on this one."
    )
    assert right["sentence"] == (
        "You watched the arch of your right foot. That's an arch that clearly flattens. It "
        "may be worth training. For knees, that's weakly supported."
    )
    assert (right["text"], right["error_text"]) == ("flattens", "")


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


@pytest.mark.parametrize(("faults", "text"), [(0, "0 faults"), (1, "1 fault"), (2, "2 faults")])
def test_one_of_something(faults: int, text: str) -> None:
    """One fault is not one faults."""
    assert made(step_down(faults))["results"][0]["sides"][0]["text"] == text


def test_one_repetition() -> None:
    """One rep is not one reps."""
    calves = sides("heel-raise.reps", "1", "10")
    assert sentences(calves)[0].startswith("Your left calf did 1 rep. That's low,")


def test_a_side_that_was_stopped() -> None:
    """A side that was stopped says so, has no value, and no difference is made of it."""
    answers = {
        "hip-hold.stopped.right": ["yes"],
        "hip-hold.stop-reason.right": "pain",
        "hip-hold.seconds.left": "90",
    }
    result = made(answers)["results"][0]
    assert result["sides"][1]["sentence"] == (
        "You stopped on the right. That counts as a stop, not as a number."
    )
    assert (result["sides"][1]["value"], result["difference"]) == (None, None)


STOPPED_SQUAT = {
    "squat-check.stopped": ["yes"],
    "squat-check.stop-reason": "pain",
    "knee-load.squat-discomfort": "5",
    "knee-load.where": "kneecap",
}


def test_an_unsided_stop() -> None:
    """A stop in the squat is a whole sentence without a side, and there is nothing to retest."""
    result = made(STOPPED_SQUAT)["results"][0]
    assert [side["sentence"] for side in result["sides"]] == [
        "You had to stop. That counts as a stop, not as a number."
    ]
    assert (result["notes"], result["retest"]) == ([], None)


# Differences


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("12", "12", "Left and right read the same."),
        ("12", "10.5", "Left and right differ by 1.5 cm, which is within measuring error."),
        (
            "12",
            "9",
            (
                "Left and right differ by 3 cm. That's a real difference, more than "
                "measuring error. The right is the one to work on."
            ),
        ),
        (
            "14",
            "17",
            (
                "Left and right differ by 3 cm. That's a real difference, more than "
                "measuring error. Neither side falls short."
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
        ("You weren't sure your left heel stayed down. If it lifted, the true distance is shorter.")
    ]


def test_a_retest_names_the_change_that_counts() -> None:
    """A retest says when, which change is real, and what is usual; a date needs today."""
    stiff = knee_to_wall(left="6")
    retest = made(stiff, today="2026-11-23")["results"][0]["retest"]
    assert (retest["weeks"], retest["date"]) == (4, "2026-12-21")
    assert retest["sentence"].startswith(
        "Measure again in 4 weeks. A change of 3 cm or more is real. Less is within measuring "
        "error. "
    )
    assert "bring 1 cm to 1.4 cm on average" in retest["sentence"]
    assert made(stiff)["results"][0]["retest"]["date"] is None
    inches = made(knee_to_wall(left="2", right="4"), unit="in")["results"][0]["retest"]["sentence"]
    assert "bring 0.4 in to 0.6 in on average" in inches


def test_what_is_usual_is_said_where_something_is_to_gain() -> None:
    """Both sides read the best tier, or discomfort is 0: nothing is said about a usual gain."""
    fine = made(knee_to_wall(left="12", right="12"))["results"][0]["retest"]["sentence"]
    assert fine.endswith("Less is within measuring error.")


# Lines


def test_what_is_missing_is_a_count() -> None:
    """A line that lacks a self-test counts what was done, and names the heaviest with its time."""
    assert line_sentence("hip", step_down(6)) == (
        "Hip strength and control: may be worth training. 1 of 2 tests done. To be surer, "
        "take the hip hold self-test (8 minutes)."
    )


def test_a_line_of_one_test() -> None:
    """A line with one self-test does not count it."""
    assert line_sentence("foot", sides("arch-check.arch", "no", "no")) == (
        "Foot: no clear limit. Its one test is done."
    )


def test_about_equal() -> None:
    """Two lines closer than their errors are called about equal."""
    found = line_sentence("hip", knee_to_wall(left="8.5", right="8.5"), step_down(3))
    assert "About even with ankle mobility." in found


def test_not_equal_with_what_cannot_be_read() -> None:
    """A step-down alone says nothing of the ankle, so the hip is not equal with it."""
    assert "About equal" not in line_sentence("hip", step_down(6))
    assert line_sentence("ankle-mobility", step_down(6)).startswith(
        "Ankle mobility: not enough data yet. 1 of 3 tests done."
    )


def test_sides_differ_without_a_limit() -> None:
    """Two long reaches that differ make no limit, and the line says so."""
    assert line_sentence("ankle-mobility", knee_to_wall(left="14", right="17")) == (
        "Ankle mobility: no clear limit. 1 of 3 tests done. Your sides differ, but neither "
        "is limited. To be surer, take the squat check self-test (7 minutes)."
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
            "Knee and load: look at this now. Your training load changed",
        ),
    ],
)
def test_knee_and_load(changes: list[str], expected: str) -> None:
    """Knee and load says whether the load changed and what the worst discomfort was."""
    found = line_sentence("knee-and-load", sore(4, "kneecap"), {"knee-load.changes": changes})
    assert (
        found
        == f"{expected}, and your worst discomfort, in a squat or in daily life, was 4 out of 10."
    )


@pytest.mark.parametrize(
    ("answers", "changes", "expected"),
    [
        ({}, {}, None),
        ({}, {"knee-load.squat-discomfort": "4"}, None),
        ({}, {"safety-check.discomfort": "4"}, ("4 of 10", "discomfort in daily life")),
        ({}, {"safety-check.discomfort": "4", "knee-load.squat-discomfort": "5"}, None),
        (
            squat(),
            {"squat-check.raised-discomfort": "3"},
            ("3 of 10", "discomfort with heels raised"),
        ),
        (
            {},
            {"knee-load.participation": "none"},
            ("", "You couldn't train because of the knee."),
        ),
        (
            {},
            {"knee-load.discomfort": "next-morning"},
            ("", "Your knee was still worse the next morning."),
        ),
        (
            {},
            {
                "knee-load.participation": "some",
                "knee-load.volume": "most",
                "knee-load.performance": "most",
                "knee-load.discomfort": "a-lot",
            },
            ("11 of 12", "training impact"),
        ),
        ({}, {"knee-load.participation": "none", "knee-load.squat-discomfort": "4"}, None),
    ],
)
def test_what_decided_stands_under_the_headline(
    answers: dict[str, Any], changes: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    """Where the number of the squat didn't decide knee and load, what did stands in its place."""
    calm = sore(2, "inner") | {"safety-check.discomfort": "1"}
    (line,) = (
        each for each in made(answers, calm, changes)["lines"] if each["line"] == "knee-and-load"
    )
    decided = line["decided"]
    assert (decided and (decided["text"], decided["label"])) == expected


@given(visits(("knee-load", "squat-check")))
def test_knee_and_load_is_never_worth_work_over_a_green_number(answers: Answers) -> None:
    """Its number and bar say the same as its band: a green one stands beside a calm knee only."""
    found = report(answers, confirmed=confirmed())
    tiers = {
        each["measure"]: each["sides"][0]["tier"] for each in found["results"] if each["sides"]
    }
    assert [
        line["band"]
        for line in found["lines"]
        if line["line"] == "knee-and-load" and not line["decided"] and line["measures"]
        if (tiers.get(line["measures"][0]) == "green") != (line["band"] == calm_band(answers))
    ] == []


def calm_band(answers: Answers) -> str:
    """Return what knee and load reads of a calm knee."""
    changes = cast("list[str]", answers["knee-load.changes"])
    return "no clear limit" if [*changes] == ["none"] else "maybe"


@pytest.mark.parametrize(
    ("flat", "raised", "expected"),
    [
        ("clear", "none", "signs down 2 points with heels raised"),
        ("some", "none", "signs down 1 point with heels raised"),
        ("none", "none", "no difference with heels raised"),
        ("none", "clear", "signs up 2 points with heels raised"),
    ],
)
def test_a_difference_says_which_way_it_goes(flat: str, raised: str, expected: str) -> None:
    """A difference of two squats is a number that nobody can read alone: it comes in words."""
    answers = squat() | {"squat-check.flat-heels": flat, "squat-check.raised-heels": raised}
    (side,) = made(answers)["results"][0]["sides"]
    assert (side["text"], side["label"]) == (expected, "")


def test_a_sign_reads_as_its_tier() -> None:
    """Whether a sign was seen is told by what it means, not by yes or no."""
    found = made(sides("arch-check.arch", "yes", "no"))["results"][0]["sides"]
    assert [side["text"] for side in found] == ["flattens", "stays up"]


@given(visits())
def test_no_number_stands_alone(answers: Answers) -> None:
    """Beside every value stands its side, what it is of, or words of its own."""
    alone = [
        side["text"]
        for result in report(answers, confirmed=confirmed())["results"]
        for side in result["sides"]
        if not (side["side_text"] or side["label"] or " with " in side["text"])
    ]
    assert alone == []


# Headlines, in the order in which they are looked for


def heading(*answers: dict[str, Any]) -> tuple[str, str]:
    """Return the headline of a report and what stands under it."""
    found = made(*answers)
    return found["headline"], found["under_headline"]


def test_headline_of_a_card() -> None:
    """A warning sign: the card's title, whatever was measured."""
    found = made(knee_to_wall(left="4"), {"safety-check.now": ["dark-urine"]})
    assert (found["headline"], found["under_headline"]) == ("Emergency: get help now", "")
    assert (found["plan"], found["certainty"]) == (None, None)


def test_headline_without_a_check() -> None:
    """Without a safety check nothing is said about training, nor how sure that is."""
    found = report(knee_to_wall(left="4"))
    assert (found["headline"], found["under_headline"]) == (
        "Here's what was measured.",
        "Take the safety check to see what to train.",
    )
    assert (found["lines"], found["certainty"]) == ([], None)


STOPPED = (
    "You had to stop.",
    "That's a result, too: let it calm down before you measure again.",
)


def test_headline_after_a_stop() -> None:
    """Only a stop, no value: the stop is the result."""
    assert heading(STOPPED_SQUAT) == (
        "You had to stop.",
        "That's a result, too, and what you measured up to then is here.",
    )


def test_headline_after_a_stop_on_one_side() -> None:
    """What was stopped and never measured is not "nothing stands out"."""
    cramp = {"heel-raise.stopped.left": ["yes"], "heel-raise.stop-reason.left": "cramp"}
    assert heading({**cramp, "heel-raise.reps.right": "40"}) == STOPPED


def test_headline_without_a_value() -> None:
    """Not sure on both sides: there is nothing to read."""
    assert heading(sides("arch-check.arch", "not-sure", "not-sure")) == (
        "There's no number to read yet.",
        "Measure or film it again.",
    )


CHANGED = {**sore(3, "kneecap"), "knee-load.changes": ["new-movement"]}
RAMPED_UP = "Your training ramped up and your knee noticed."
STIFF, CLOSE = knee_to_wall(left="5", right="5"), knee_to_wall(left="8.8", right="8.8")
WEAK_CALVES = sides("heel-raise.reps", "10", "25")


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ((), "Start there."),
        ((STIFF,), "Start there. Your ankle could come next."),
        ((STIFF, squat(3), step_down(1)), "Start there. Your ankle comes next."),
        ((CLOSE, hold(59, 59)), "Start there. What comes next is too close to call: hip or ankle."),
        (
            (knee_to_wall(), squat(), step_down(3), hold(100, 100)),
            "Start there. Your hip is too close to call.",
        ),
        ((WEAK_CALVES,), "Start there. Your left calf could use a little work, too."),
    ],
)
def test_headline_load(tests: tuple[dict[str, Any], ...], expected: str) -> None:
    """Load changed and the knee answers: that comes first, and a line comes next."""
    changed = {key: value for key, value in CHANGED.items() if "squat" not in key}
    answers = (*tests, changed, sore(3, "kneecap"), changed)
    assert heading(*answers) == (RAMPED_UP, expected)
    assert made(*answers)["certainty"] is None or made(*answers)["certainty"]["text"] == ""


def test_headline_of_two_that_are_too_close() -> None:
    """Two lines that change places too often, and the self-test that would settle it."""
    assert heading(CLOSE, hold(59, 59)) == (
        "Too close to call: hip or ankle.",
        "Want to be surer? The step-down self-test takes 6 minutes.",
    )


def test_headline_of_one_that_is_too_close() -> None:
    """What a line reads comes out again too seldom: it is called close, and no limit is claimed."""
    border = "It's right at a border, so your next measure may read differently."
    done = (squat(), step_down(0), hold(100, 100))
    assert heading(knee_to_wall(left="9.5", right="12.5"), *done) == (
        "Too close to call: your left ankle.",
        border,
    )
    assert heading(knee_to_wall(), squat(), step_down(3), hold(100, 100)) == (
        "Too close to call: your hip.",
        border,
    )


def test_nothing_is_too_close_where_nothing_stands_out() -> None:
    """Two strong lines change places often; that is no reason for a headline."""
    found = made(knee_to_wall(), hold(105, 105))
    assert found["headline"] == "Nothing stands out. Train the base plan."
    assert (found["certainty"]["text"], found["certainty"]["first_sentence"]) == (
        "Fairly sure",
        None,
    )


def test_headline_priority() -> None:
    """A priority is what to start with; the side is named if it really differs."""
    tests = (squat(3), step_down(1))
    assert heading(knee_to_wall(left="6", right="9"), *tests) == ("Start with your left ankle.", "")
    assert heading(knee_to_wall(left="6", right="7"), *tests) == ("Start with your ankle.", "")


def test_headline_maybe() -> None:
    """A maybe is said more softly, and the missing self-test is named."""
    assert heading(knee_to_wall(left="6", right="6")) == (
        "You could start with your ankle.",
        "Want to be surer? The squat check self-test takes 7 minutes.",
    )


def test_headline_of_the_highest_that_may_lead() -> None:
    """The highest line comes first, also where it is a maybe and a priority comes after it."""
    found = made(knee_to_wall(left="8", right="8"), squat(3), step_down(6))
    assert [(each["line"], each["band"], each["place"]) for each in found["lines"]] == [
        ("hip", "maybe", "first"),
        ("ankle-mobility", "priority", "also"),
    ]
    assert found["headline"] == "You could start with your hip."
    assert found["lines"][1]["sentence"].startswith("Ankle mobility: also worth training. 3 of 3")


def test_a_higher_calf_reads_also_and_trains_second() -> None:
    """A calf above the ankle is "also"; headline, lines and plan start with the ankle."""
    tests = (knee_to_wall(left="9", right="9"), squat(3), step_down(1), hold(100, 100))
    found = made(*tests, sides("heel-raise.reps", "5", "5"))
    assert found["headline"] == "You could start with your ankle."
    assert [(each["line"], each["place"]) for each in found["lines"]] == [
        ("calf-capacity", "also"),
        ("ankle-mobility", "first"),
        ("hip", ""),
    ]
    assert found["lines"][0]["sentence"] == (
        "Calf capacity: may also be worth training. Its one test is done."
    )
    assert [drill["drill"] for drill in found["plan"]["drills"]] == [
        "banded-ankle-mobilization",
        "tempo-calf-raise",
        "weighted-dorsiflexion-pulses",
    ]


def test_headline_of_a_calf_alone() -> None:
    """A line that may not lead is no first thing: nothing big stands out, and why it isn't one."""
    assert heading(WEAK_CALVES) == (
        "Nothing big stands out.",
        "Your left calf could use a little work. It rests on one test, so we don't put it first.",
    )
    assert [line["place"] for line in made(WEAK_CALVES)["lines"]] == [""]


def test_headline_of_a_foot_beside_a_cramp() -> None:
    """What was not measured may be what stands out, so nothing is said of it."""
    cramp = {"heel-raise.stopped.left": ["yes"], "heel-raise.stop-reason.left": "cramp"}
    answers = {**cramp, "heel-raise.reps.right": "40"}
    assert heading(sides("arch-check.arch", "yes", "yes"), answers) == (
        "Your foot could use a little work.",
        "It's seen and not measured, so we don't put it first.",
    )


def test_headline_room() -> None:
    """One self-test that names no line: worth some work, and no more is said."""
    assert heading(squat(4)) == (
        "Squat check: worth some work.",
        "One self-test alone can't say which part to train first.",
    )


def test_headline_load_only() -> None:
    """Load changed and the knee is calm."""
    assert heading(sore(2, "kneecap"), {"knee-load.changes": ["few-rest-days"]}) == (
        "Your training changed and your knee stays calm.",
        "Keep an eye on it, and train the base plan.",
    )


def test_headline_knee_only() -> None:
    """Load is steady and the knee answers."""
    assert heading(sore(5, "kneecap")) == (
        "Your knee gives you some discomfort.",
        "Start the base plan in its easier form.",
    )


def test_headline_of_a_note() -> None:
    """A visit with nothing but a note says that nothing was read from it."""
    assert heading(sides("single-leg-balance.seconds", "20", "45")) == (
        "It's noted.",
        "This self-test doesn't count toward a result, so your plan is the base plan.",
    )


def test_headline_nothing() -> None:
    """Nothing stands out: the base plan."""
    assert heading(knee_to_wall(), {**SORE, **sore(0, "nowhere")}) == (
        "Nothing stands out. Train the base plan.",
        "",
    )


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ((STIFF, CHANGED, sore(3, "kneecap"), CHANGED), (RAMPED_UP, "knee-and-load")),
        ((CLOSE, hold(59, 59)), ("Too close to call: hip or ankle.", "")),
        (
            (knee_to_wall(left="9.5", right="12.5"), squat(), step_down(0), hold(100, 100)),
            ("Too close to call: your left ankle.", "ankle-mobility"),
        ),
        ((STIFF, squat(3), step_down(1)), ("Start with your ankle.", "ankle-mobility")),
        ((knee_to_wall(), hold(105, 105)), ("Nothing stands out. Train the base plan.", "")),
    ],
)
def test_the_line_that_a_headline_speaks_of(
    tests: tuple[dict[str, Any], ...], expected: tuple[str, str]
) -> None:
    """A headline says which line's numbers may stand beside it, and that is the one it names."""
    found = made(*tests)
    assert (found["headline"], found["lead"]) == expected


def test_no_line_leads_after_a_card() -> None:
    """A card stands alone."""
    assert made(STIFF, {"safety-check.now": ["dark-urine"]})["lead"] == ""


# Certainty


def test_certainty_sentences() -> None:
    """How sure a visit is, sentence by sentence."""
    sure = made(knee_to_wall(left="6", right="11"), hold(200, 200))["certainty"]
    assert (sure["text"], sure["first_stays"], sure["first_sentence"]) == (
        "Fairly sure",
        100,
        "If you measured again 100 times, your ankle mobility would stay ahead in 100 of them.",
    )
    assert [line["sentence"] for line in sure["lines"]] == [
        (
            "Ankle mobility: if you measured again 100 times, it would read "
            "“may be worth training” or above in 100 of them."
        ),
        (
            "Hip strength and control: if you measured again 100 times, it would read "
            "“no clear limit” in 100 of them."
        ),
    ]
    assert [change["sentence"] for change in sure["changes"]] == [
        (
            "Knee-to-wall distance: 4 cm more on the left would move ankle mobility to "
            "“no clear limit”."
        ),
        (
            "Hip hold: 140 s less on both sides would move hip strength and control to "
            "“may be worth training”."
        ),
    ]


def test_certainty_in_inches() -> None:
    """A change is said in the reader's unit."""
    sure = made(knee_to_wall(left="6 cm", right="11 cm"), unit="in")["certainty"]
    assert sure["changes"][0]["sentence"] == (
        "Knee-to-wall distance: 1.6 in more on the left would move ankle mobility to "
        "“no clear limit”."
    )


def test_no_certainty_without_a_line() -> None:
    """A visit of which no line can be read says nothing of how sure it is."""
    assert made(squat(4))["certainty"] is None
