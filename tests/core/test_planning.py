"""The plan: which drill stands where, how long it takes, and on which days it comes."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_tests.catalogue import drill
from self_tests.model import Answers, Equipment, Row, Slot, When
from self_tests.planning import Plan, at_hand, fill
from self_tests.reporting.plans import plan_report
from self_tests.weeks import LeftOut, Week
from tests.support.plans import EQUIPMENT
from tests.support.requests import CLEAR, knee_to_wall, report
from tests.support.single_self_tests import hold, sides, sore, squat, step_down
from tests.support.visits import confirmed, visits

SIDES = ("left", "right")
EVERYTHING = [*EQUIPMENT]


def plan_of(*answers: dict[str, Any], **others: object) -> dict[str, Any]:
    """Return the plan of a visit that is clear."""
    merged = {key: value for each in (CLEAR, *answers) for key, value in each.items()}
    plan: dict[str, Any] = report(merged, confirmed=confirmed(), **others)["plan"]
    return plan


def extras(*answers: dict[str, Any], **others: object) -> list[str]:
    """Return the drills that the self-tests add, in order."""
    return [each["drill"] for each in plan_of(*answers, **others)["drills"]]


def base(*answers: dict[str, Any], **others: object) -> list[str]:
    """Return the drills of the base plan, in order."""
    return [each["drill"] for each in plan_of(*answers, **others)["base"]]


@pytest.mark.parametrize(
    ("discomfort", "where", "equipment", "expected"),
    [
        (0, "nowhere", EVERYTHING, "split-squat"),
        (2, "below-kneecap", EVERYTHING, "split-squat"),
        (2, "kneecap", ["box"], "split-squat"),
        (2, "kneecap", ["plate-or-kettlebell"], "split-squat"),
        (2, "kneecap", ["barbell"], "split-squat"),
        (2, "kneecap", ["resistance-band"], "tempo-squat-on-video"),
        (2, "kneecap", [], "tempo-squat-on-video"),
        (3, "below-kneecap", EVERYTHING, "belt-squat-hold"),
        (3, "below-kneecap", [], "wall-sit"),
        (3, "kneecap", EVERYTHING, "wall-sit"),
        (5, "nowhere", EVERYTHING, "wall-sit"),
    ],
)
def test_knee_base(discomfort: int, where: str, equipment: list[str], expected: str) -> None:
    """The knee base follows discomfort, the place and what is at hand."""
    assert base(sore(discomfort, where), equipment=equipment)[1] == expected


def test_daily_discomfort_eases_too() -> None:
    """Discomfort of 3 in daily life eases the knee base, although no squat was asked for."""
    amber = {"safety-check.discomfort": "3"}
    assert base(knee_to_wall(), amber)[1] == "wall-sit"


@pytest.mark.parametrize(
    ("equipment", "expected"),
    [(["resistance-band"], "banded-side-steps"), (["box"], "side-lying-hip-abduction")],
)
def test_hip_base(equipment: list[str], expected: str) -> None:
    """The hip base is banded where there is a band."""
    assert base(knee_to_wall(), equipment=equipment)[2] == expected


def test_everybody_reads_about_load() -> None:
    """The load ladder comes first, takes no session time, and is in no session."""
    plan = plan_of(knee_to_wall())
    assert (plan["base"][0]["drill"], plan["base"][0]["minutes"]) == ("load-ladder", 0)
    planned = {each["drill"] for session in plan["week"] for each in session["drills"]}
    assert planned == {"split-squat", "banded-side-steps"}


LIFT = "side-lying-hip-abduction"
MOBILIZATION, PULSES, STRETCH = (
    "banded-ankle-mobilization",
    "weighted-dorsiflexion-pulses",
    "calf-stretch",
)


@pytest.mark.parametrize(
    ("felt", "equipment", "expected"),
    [
        ("front", EVERYTHING, [MOBILIZATION, PULSES]),
        ("nowhere", EVERYTHING, [MOBILIZATION, PULSES]),
        ("calf", EVERYTHING, [STRETCH, PULSES]),
        ("front", ["resistance-band"], [MOBILIZATION]),
        ("front", ["plate-or-kettlebell"], [STRETCH, PULSES]),
        ("front", [], [STRETCH]),
        ("front-sharp", EVERYTHING, []),
    ],
)
def test_ankle_drills(felt: str, equipment: list[str], expected: list[str]) -> None:
    """The ankle drills follow where it was felt and what is at hand."""
    stiff = knee_to_wall(left="5", right="5", felt=felt)
    assert extras(stiff, equipment=equipment) == expected


def test_the_worse_side_says_where_it_was_felt() -> None:
    """Felt in the calf on the worse side and in front on the other: the calf counts."""
    felt = sides("knee-to-wall.felt", "front", "calf")
    assert extras(knee_to_wall(left="9", right="5"), felt)[0] == STRETCH
    assert extras(knee_to_wall(left="5", right="9"), felt)[0] == MOBILIZATION


def test_equal_sides_felt_apart_say_nothing() -> None:
    """Two equal sides felt in different places choose as if nothing had been felt."""
    felt = sides("knee-to-wall.felt", "calf", "front")
    assert extras(knee_to_wall(left="5", right="5"), felt)[0] == MOBILIZATION


@pytest.mark.parametrize("side", SIDES)
def test_a_sharp_pinch_anywhere_leaves_the_ankle_alone(side: str) -> None:
    """A sharp pinch on either side leaves both ankle slots empty and says why."""
    pinch = {f"knee-to-wall.felt.{side}": "front-sharp"}
    plan = plan_of(knee_to_wall(left="5", right="8"), pinch)
    assert plan["drills"] == []
    assert plan["notes"] == [
        (
            "A sharp pinch at the front of the ankle: no mobilization for now. If the pinch "
            "stays, show it to a clinician."
        ),
        "A sharp pinch at the front of the ankle: no drill that pushes into it for now.",
    ]


@pytest.mark.parametrize(
    ("answers", "equipment", "expected"),
    [
        ((step_down(6), hold(90, 90)), EVERYTHING, ["step-down-practice", "single-leg-bridge"]),
        ((step_down(6), hold(90, 90)), ["barbell"], ["side-plank", "single-leg-bridge"]),
        ((step_down(1), hold(20, 20)), EVERYTHING, [LIFT, "single-leg-bridge"]),
        ((step_down(5),), EVERYTHING, ["step-down-practice", "single-leg-bridge"]),
        ((hold(20, 20),), EVERYTHING, [LIFT, "single-leg-bridge"]),
        ((hold(20, 20),), [], ["side-plank", "single-leg-bridge"]),
        ((hold(15, 15),), EVERYTHING, ["clamshell", "single-leg-bridge"]),
        ((hold(15, 15),), [], ["side-plank", "single-leg-bridge"]),
        ((hold(100, 100),), EVERYTHING, []),
    ],
)
def test_hip_drills(
    answers: tuple[dict[str, str], ...], equipment: list[str], expected: list[str]
) -> None:
    """The first hip drill follows the hip self-test that reads worse."""
    assert extras(*answers, equipment=equipment) == expected


@pytest.mark.parametrize("worse", SIDES)
def test_the_worse_side_of_each_hip_self_test_counts(worse: str) -> None:
    """One poor step-down weighs more than a middling hold, whichever side it is on."""
    poor = {name: value for name, value in step_down(6).items() if name.endswith(worse)}
    one_sided = {**step_down(0), **poor}
    assert extras(one_sided, hold(62, 62))[0] == "step-down-practice"
    short = {**hold(100, 100), f"hip-hold.seconds.{worse}": "20"}
    assert extras(step_down(3), short)[0] == LIFT


def test_one_self_test_alone() -> None:
    """One self-test adds its own slots when its tier is not the best one, and else none."""
    calf = {"heel-raise.reps.left": "25", "heel-raise.reps.right": "17"}
    assert extras(calf) == ["tempo-calf-raise"]
    assert extras({**calf, "heel-raise.reps.right": "25"}) == []
    assert extras(sides("arch-check.arch", "yes", "no")) == ["short-foot"]
    assert extras(squat(4)) == [MOBILIZATION, PULSES]
    assert extras(squat(2)) == []
    # A self-test that has no tiers is none beside it.
    balance = {f"single-leg-balance.seconds.{side}": "20" for side in ("left", "right")}
    assert extras(calf, balance) == ["tempo-calf-raise"]


def test_two_lines_add_three_drills() -> None:
    """The first line adds two drills and the second one; the second line's stands between."""
    stiff = knee_to_wall(left="5", right="5")
    ankle_first = extras(stiff, step_down(4), hold(90, 90))
    assert ankle_first == [MOBILIZATION, "step-down-practice", PULSES]
    hip_first = extras(knee_to_wall(left="8.5", right="8.5"), step_down(6), hold(20, 20))
    assert hip_first == ["step-down-practice", MOBILIZATION, "single-leg-bridge"]


def test_a_third_line_adds_nothing() -> None:
    """Three lines stand out: the third one adds no drill."""
    foot = sides("arch-check.arch", "yes", "yes")
    found = extras(knee_to_wall(left="5", right="5"), step_down(6), hold(20, 20), foot)
    assert found == [MOBILIZATION, "step-down-practice", "weighted-dorsiflexion-pulses"]


def test_nothing_stands_out() -> None:
    """With nothing to train the plan is the base plan."""
    assert extras(knee_to_wall(), step_down(0), hold(100, 100)) == []


def test_what_was_passed_over_is_said() -> None:
    """A drill that would come first but for its equipment is named with what it needs."""
    notes = plan_of(knee_to_wall(), equipment=[])["notes"]
    assert notes == [
        (
            "If you had a box or step, a plate or kettlebell or a barbell, split squat would "
            "come first."
        ),
        "If you had a resistance band, banded side steps would come first.",
    ]


def test_eased_only_where_the_knee_is_loaded() -> None:
    """While the knee answers, a drill that loads it starts easier; another one does not."""
    plan = plan_of(sore(4, "kneecap"), step_down(4), hold(90, 90))
    eased = {each["drill"]: bool(each["eased"]) for each in plan["drills"]}
    assert eased == {"step-down-practice": True, "single-leg-bridge": False}
    calm = plan_of(sore(2, "kneecap"), step_down(4), hold(90, 90))
    assert [each["eased"] for each in calm["drills"]] == ["", ""]


def test_an_eased_drill_leaves_its_full_form_to_nobody() -> None:
    """Who starts with the clamshell in the base gets no full leg lift beside it."""
    plan = plan_of(hold(15, 15), equipment=[])
    shown = [each["drill"] for each in (*plan["base"], *plan["drills"])]
    assert ("clamshell" in shown, LIFT in shown) == (True, False)


def test_what_to_expect_is_told_where_something_is_to_gain() -> None:
    """The base says what to expect when something was found, and nothing when all is well."""
    fine, sore_knee = plan_of(knee_to_wall()), plan_of(sore(4, "kneecap"))
    stiff = plan_of(knee_to_wall(left="5", right="5"))
    told = [
        [bool(each["expect"]) for each in (*plan["drills"], *plan["base"])]
        for plan in (fine, stiff, sore_knee)
    ]
    assert [set(each) for each in told] == [{False}, {True}, {True}]


def test_raised_heels_that_hurt_are_said_once() -> None:
    """Both ankle places stay empty for one reason, and it stands there once."""
    hurt = {**squat(4), "squat-check.raised-discomfort": "2"}
    notes = plan_of(hurt)["notes"]
    assert len([note for note in notes if note.startswith("Raised heels hurt")]) == 1
    assert extras(hurt) == []
    assert extras({**squat(4), "squat-check.raised-discomfort": "1"}) == [MOBILIZATION, PULSES]


# One side alone


def titles(*answers: dict[str, Any], **others: object) -> list[str]:
    """Return the titles of the drills that the self-tests add."""
    return [each["title"] for each in plan_of(*answers, **others)["drills"]]


def heel_raise(left: int, right: int) -> dict[str, str]:
    """Return the answers of a heel raise."""
    return {"heel-raise.reps.left": str(left), "heel-raise.reps.right": str(right)}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # A real difference and a better side in its best tier.
        ((knee_to_wall(left="6", right="11"),), "left"),
        ((knee_to_wall(left="11", right="6"),), "right"),
        ((heel_raise(12, 28),), "left"),
        ((step_down(1), hold(110, 20)), "right"),
        # The better side falls short, too.
        ((knee_to_wall(left="4", right="8"),), None),
        ((hold(20, 60),), None),
        # No real difference.
        ((knee_to_wall(left="8", right="10.5"),), None),
        # The hold asks on the left, and the step-down on both.
        ((step_down(4), hold(20, 110)), None),
        # The ankle reads one side, and nothing of the other asks.
        ((knee_to_wall(left="6", right="11"), step_down(4)), "left"),
    ],
)
def test_only_the_side_that_asks(answers: tuple[dict[str, str], ...], expected: str | None) -> None:
    """With a real difference, and the better side in its best tier, one side alone is trained."""
    first = titles(*answers)[0]
    assert first.partition(", ")[2] == (f"{expected} only" if expected else "")


def test_one_side_takes_that_sides_time() -> None:
    """What is for one side alone takes no time for the other, and the base is for both."""
    one = plan_of(knee_to_wall(left="6", right="11"), minutes=15)
    both = plan_of(knee_to_wall(left="6", right="8"), minutes=15)
    assert [each["minutes"] for each in one["drills"]] == [3, 4]
    assert [each["minutes"] for each in both["drills"]] == [5, 6]
    assert [each["title"] for each in one["base"]] == [each["title"] for each in both["base"]]


def test_a_foot_is_trained_on_both_sides() -> None:
    """Where no measure may name a side, nothing is for one side alone."""
    assert titles(sides("arch-check.arch", "yes", "no")) == ["Short foot"]


# Slots


def row(name: str, **facts: str) -> Row:
    """Return a row of a made slot."""
    return Row(
        why="Because.",
        drill=name,
        when=tuple(When(fact=fact, equals=value) for fact, value in facts.items()),
    )


def filled(*rows: Row, taken: Iterable[str] = (), **facts: str) -> str | None:
    """Return the drill that fills a made slot when nothing is at hand."""
    found = fill(Slot(id="made", rows=rows), facts, frozenset(), set(taken))
    return found.drill.id if found and found.drill else None


def test_the_first_row_that_fits() -> None:
    """All facts of a row must be so; the first such row fills the slot."""
    rows = (row("wall-sit", a="yes", b="yes"), row("side-plank", a="yes"), row("calf-stretch"))
    assert filled(*rows, a="yes", b="yes") == "wall-sit"
    assert filled(*rows, a="yes", b="no") == "side-plank"
    assert filled(*rows, b="yes") == "calf-stretch"


def test_a_drill_is_never_taken_twice() -> None:
    """A drill that is in the plan already, or not in this edition, leaves its row to the next."""
    rows = (row("wall-sit"), row("not-a-drill"), row("side-plank"))
    assert filled(*rows, taken=["wall-sit"]) == "side-plank"
    assert filled(*rows, taken=["wall-sit", "side-plank"]) is None


def test_an_easier_drill_that_is_taken_leaves_the_harder_one() -> None:
    """A finding starts with the easier drill, unless the plan has it already."""
    short = {"hip-hold-length": "short"}
    assert filled(row(LIFT), **short) == "clamshell"
    assert filled(row(LIFT), taken=["clamshell"], **short) == LIFT


def test_a_row_without_a_drill_ends_the_search() -> None:
    """A row without a drill keeps its slot empty on purpose."""
    assert filled(row("", a="yes"), row("side-plank"), a="yes") is None
    assert filled(row("", a="yes"), row("side-plank"), a="no") == "side-plank"


def test_at_hand() -> None:
    """Every need must be met by one of its alternatives; nothing named means everything."""
    both: tuple[tuple[Equipment, ...], ...] = (("box", "barbell"), ("resistance-band",))
    assert at_hand(both, None)
    assert at_hand(both, frozenset({"barbell", "resistance-band"}))
    assert not at_hand(both, frozenset({"box", "barbell"}))
    assert not at_hand(both, frozenset())
    assert at_hand((), frozenset())


# What the week makes of it


def test_what_is_shown_is_done() -> None:
    """Each drill of a plan says on how many days of its week it comes."""
    plan = plan_of(knee_to_wall(left="5", right="5"))
    planned = [each["drill"] for session in plan["week"] for each in session["drills"]]
    shown = [each for each in (*plan["drills"], *plan["base"]) if each["minutes"]]
    assert len(shown) == 4
    assert [each["days"] for each in shown] == [planned.count(each["drill"]) for each in shown]
    assert plan["notes"] == []


@pytest.mark.parametrize("equipment", [[], EVERYTHING])
def test_five_minutes_train_the_first_thing_most(equipment: list[str]) -> None:
    """In sessions of 5 minutes the first thing comes on most days, and all the rest as well."""
    plan = plan_of(knee_to_wall(left="5", right="5"), minutes=5, equipment=equipment)
    assert plan["drills"][0]["days"] >= 4
    assert {each["days"] for each in (*plan["drills"][1:], *plan["base"][1:])} <= {2, 3, 4}


def left_out(*found: LeftOut) -> tuple[str, ...]:
    """Return the notes of a base plan whose week left these drills out."""
    slot = fill(Slot(id="made", rows=(row("wall-sit"),)), {}, None, set())
    assert slot
    assert slot.drill
    empty = Week(minutes=10, sessions=((),) * 6, left_out=found)
    return plan_report(Plan(base=(slot,), extras=(), week=empty), {})["notes"]


def test_what_does_not_fit_is_one_line() -> None:
    """What is left out is named in one line with the session length that would hold it."""
    pulses, bridge = drill("weighted-dorsiflexion-pulses"), drill("single-leg-bridge")
    assert left_out(LeftOut(drill=pulses, fits_at=15)) == (
        "With 15 minutes a session you'd add weighted dorsiflexion pulses.",
    )
    both = (LeftOut(drill=bridge, fits_at=15), LeftOut(drill=pulses, fits_at=15))
    assert left_out(*both) == (
        "With 15 minutes a session you'd add single-leg bridge and weighted dorsiflexion pulses.",
    )
    assert left_out(LeftOut(drill=bridge, fits_at=None)) == (
        "Your week has no room left for single-leg bridge.",
    )


@given(answers=visits(), minutes=st.sampled_from([5, 10, 15]))
def test_the_minutes_of_a_session_are_those_of_its_drills(answers: Answers, minutes: int) -> None:
    """What Start says is the sum of what stands at the drills of that session."""
    week = report(answers, confirmed=confirmed(), minutes=minutes)["plan"]["week"]
    sums = [sum(minutes_said(each["text"]) for each in session["drills"]) for session in week]
    assert [session["start_text"].split(", ")[1] for session in week] == [
        f"{each} min" for each in sums
    ]


def minutes_said(text: str) -> int:
    """Return the minutes that a drill of a session names."""
    found = re.search(r"about (\d+) minutes?$", text)
    assert found
    return int(found[1])


def test_sets_that_were_cut_are_said() -> None:
    """A session says how many of a drill's sets it holds."""
    plan = plan_of(knee_to_wall(), minutes=5)
    texts = {each["text"] for session in plan["week"] for each in session["drills"]}
    assert texts == {
        "2 of 3 sets, to fit the session, about 4 minutes",
        "3 sets, about 4 minutes",
    }


def test_a_dose_that_was_cut_says_the_sets_of_the_day() -> None:
    """Where fewer sets fit, the dose of the day names them first; else there is none."""
    plan = plan_of(knee_to_wall(), minutes=5)
    doses = {drill["drill"]: drill["dose"] for drill in (*plan["drills"], *plan["base"])}
    planned = [each for session in plan["week"] for each in session["drills"]]
    assert {bool(each["dose"]) for each in planned} == {True, False}
    for each in planned:
        is_cut = "to fit the session" in each["text"]
        cut = f"Today {each['sets']} of 3 sets ({doses[each['drill']]})"
        assert each["dose"] == (cut if is_cut else "")


@pytest.mark.parametrize(
    "caution", [{"knee-load.discomfort": "next-morning"}, {"knee-load.participation": "none"}]
)
@pytest.mark.parametrize("equipment", [EVERYTHING, []])
def test_no_reason_names_a_discomfort_that_was_rated_0(
    caution: dict[str, str], equipment: list[str]
) -> None:
    """Amber from the next morning, or from lost training, starts easier and says no more."""
    plan = plan_of(sore(0, "nowhere"), caution, equipment=equipment)
    texts = [
        text for each in (*plan["drills"], *plan["base"]) for text in (each["why"], each["eased"])
    ]
    assert any("easy start" in text for text in texts)
    assert [text for text in texts if "discomfort" in text] == []


@pytest.mark.parametrize("equipment", [EVERYTHING, []])
@pytest.mark.parametrize("discomfort", [0, 4])
def test_one_sore_spot_is_called_weak_evidence(discomfort: int, equipment: list[str]) -> None:
    """Wherever the spot below the kneecap picks the drill, its reason says how little it tells."""
    changed = {"knee-load.changes": ["more-volume"]}
    plan = plan_of(sore(discomfort, "below-kneecap"), changed, equipment=equipment)
    reasons = [each["why"] for each in plan["base"] if "one spot" in each["why"]]
    assert ["42 in 100 had a normal tendon" in reason for reason in reasons] == [True]
