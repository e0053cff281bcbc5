"""The plan: which drill stands where, how long it takes, and on which days it comes."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from self_tests.catalogue import drill, plan_table
from self_tests.model import Drill, Row, Slot, When
from self_tests.planning import at_hand, fill
from self_tests.weeks import TooRare, Week, seconds, week
from tests.support.requests import CLEAR, knee_to_wall, report
from tests.support.single_self_tests import hold, sides, sore, squat, step_down
from tests.support.visits import confirmed

TABLE = plan_table()
SIDES = ("left", "right")
EVERYTHING = ["resistance-band", "box", "plate-or-kettlebell", "barbell"]


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
        ((step_down(1), hold(20, 20)), EVERYTHING, ["side-plank", "single-leg-bridge"]),
        ((step_down(5),), EVERYTHING, ["step-down-practice", "single-leg-bridge"]),
        ((hold(20, 20),), EVERYTHING, ["side-plank", "single-leg-bridge"]),
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
    assert extras(step_down(3), short)[0] == "side-plank"


def test_one_self_test_alone() -> None:
    """One self-test adds its own slots when its tier is not the best one, and else none."""
    calf = {"heel-raise.reps.left": "25", "heel-raise.reps.right": "17"}
    assert extras(calf) == ["tempo-calf-raise"]
    assert extras({**calf, "heel-raise.reps.right": "25"}) == []
    assert extras(sides("arch-check.arch", "yes", "no")) == ["short-foot"]
    assert extras(squat(4)) == [MOBILIZATION, PULSES]
    assert extras(squat(2)) == []


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
            "Split squat would come first, but needs a box or step, a plate or kettlebell "
            "or a barbell."
        ),
        "Banded side steps would come first, but needs a resistance band.",
    ]


def test_eased_only_where_the_knee_is_loaded() -> None:
    """While the knee answers, a drill that loads it starts easier; another one does not."""
    plan = plan_of(sore(4, "kneecap"), step_down(6), hold(90, 90))
    eased = {each["drill"]: bool(each["eased"]) for each in plan["drills"]}
    assert eased == {"step-down-practice": True, "single-leg-bridge": False}
    calm = plan_of(sore(2, "kneecap"), step_down(6), hold(90, 90))
    assert [each["eased"] for each in calm["drills"]] == ["", ""]


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


def test_a_row_without_a_drill_ends_the_search() -> None:
    """A row without a drill keeps its slot empty on purpose."""
    assert filled(row("", a="yes"), row("side-plank"), a="yes") is None
    assert filled(row("", a="yes"), row("side-plank"), a="no") == "side-plank"


def test_at_hand() -> None:
    """Every need must be met by one of its alternatives; nothing named means everything."""
    both = replace(drill("wall-sit"), equipment=(("box", "barbell"), ("resistance-band",)))
    assert at_hand(both, None)
    assert at_hand(both, frozenset({"barbell", "resistance-band"}))
    assert not at_hand(both, frozenset({"box", "barbell"}))
    assert not at_hand(both, frozenset())
    assert at_hand(drill("wall-sit"), frozenset())


# Time


def made(name: str, work: int, days: int, sets: int = 1, least: int = 1) -> Drill:
    """Return a drill whose one set takes `work` seconds, without rests."""
    dose = replace(
        drill("wall-sit").dose,
        sets=sets,
        least_sets=least,
        days_a_week=days,
        reps=1,
        seconds=work,
        rest=0,
        per_side=False,
    )
    return replace(drill("wall-sit"), id=name, dose=dose)


@pytest.mark.parametrize(
    ("name", "sets", "expected"),
    [
        ("split-squat", 3, 15 + 3 * (8 * 4 * 2 + 5) + 2 * 45),
        ("split-squat", 2, 15 + 2 * (8 * 4 * 2 + 5) + 45),
        ("tempo-squat-on-video", 3, 15 + 3 * 6 * 5 + 2 * 60),
        ("wall-sit", 1, 15 + 30),
        ("belt-squat-hold", 5, 15 + 5 * 30 + 4 * 60),
    ],
)
def test_seconds(name: str, sets: int, expected: int) -> None:
    """A drill takes its lead-in, its sets on both sides, side switches and rests."""
    assert seconds(TABLE, drill(name), sets) == expected


def days_of(found: Week, name: str) -> list[int]:
    """Return the days on which a drill comes."""
    return [
        number
        for number, session in enumerate(found.sessions, 1)
        if name in {planned.drill.id for planned in session}
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, [1]),
        (2, [1, 4]),
        (3, [1, 3, 5]),
        (4, [1, 2, 4, 5]),
        (5, [1, 2, 3, 4, 5]),
        (6, [1, 2, 3, 4, 5, 6]),
        (7, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_days_due(days: int, expected: list[int]) -> None:
    """A drill's days are spread evenly over six sessions, from the first one on."""
    found = week(TABLE, [made("a", 10, days)], [], 5)
    assert days_of(found, "a") == expected
    assert found.too_rare == ()


def test_a_session_is_filled_to_the_second() -> None:
    """What takes exactly the minutes fits; a second more costs a set, and never the last ones."""
    exact = week(TABLE, [made("a", 95, 6, sets=3, least=2)], [], 5)
    assert [(p.sets, p.seconds) for p in exact.sessions[0]] == [(3, 300)]
    longer = week(TABLE, [made("a", 96, 6, sets=3, least=2)], [], 5)
    assert [(p.sets, p.seconds) for p in longer.sessions[0]] == [(2, 207)]
    whole = week(TABLE, [made("a", 96, 6, sets=3, least=3)], [], 5)
    assert whole.sessions == ((),) * 6
    assert whole.too_rare == (
        TooRare(drill=made("a", 96, 6, sets=3, least=3), days=0, enough_at=10, more_at=10),
    )


def test_order_within_a_day() -> None:
    """The first extra comes first, then the base, then the other extras."""
    found = week(
        TABLE,
        [made("knee", 10, 6), made("hip", 10, 6)],
        [made("one", 10, 6), made("two", 10, 6), made("three", 10, 6)],
        5,
    )
    order = [planned.drill.id for planned in found.sessions[0]]
    assert order == ["one", "knee", "hip", "two", "three"]


def test_what_does_not_fit_moves_to_the_next_day() -> None:
    """A drill that is due and has no room comes on the next day."""
    found = week(TABLE, [made("a", 200, 3), made("b", 200, 3)], [], 5)
    assert days_of(found, "a") == [1, 3, 5]
    assert days_of(found, "b") == [2, 4, 6]


def test_extras_wait_for_the_base() -> None:
    """An extra that crowds out the base waits on the days on which the base falls behind."""
    found = week(TABLE, [made("base", 200, 3)], [made("extra", 200, 6)], 5)
    assert len(days_of(found, "base")) >= 2
    assert len(days_of(found, "extra")) == 6 - len(days_of(found, "base"))
    assert [each.drill.id for each in found.too_rare] == ["base", "extra"]


def test_the_last_extra_is_dropped_first() -> None:
    """Where the base cannot come twice otherwise, the last extra goes and is named."""
    base_drills = [made("knee", 250, 3), made("hip", 250, 3)]
    found = week(TABLE, base_drills, [made("one", 250, 6), made("two", 250, 6)], 5)
    assert [len(days_of(found, name)) for name in ("knee", "hip")] == [2, 2]
    assert len(days_of(found, "one")) == 2
    assert days_of(found, "two") == []
    rare = {each.drill.id: (each.days, each.enough_at, each.more_at) for each in found.too_rare}
    assert rare == {
        "knee": (2, 10, 10),
        "hip": (2, 10, 10),
        "one": (2, 10, 10),
        "two": (0, None, 15),
    }


def test_nothing_longer_helps() -> None:
    """At 15 minutes there is no longer session to name."""
    found = week(TABLE, [made("a", 1000, 3)], [], 15)
    assert [(each.enough_at, each.more_at) for each in found.too_rare] == [(None, None)]


def test_left_out_is_said() -> None:
    """A drill that does not fit is named with the session length that holds it."""
    stiff = plan_of(knee_to_wall(left="5", right="5"))
    assert stiff["notes"] == [
        (
            "Weighted dorsiflexion pulses: no session of 10 minutes has room for it. "
            "Sessions of 15 minutes hold it more often."
        )
    ]


def test_too_rare_is_said() -> None:
    """A drill that comes too rarely is named with its days and the length that holds all of it."""
    arch = plan_of(sides("arch-check.arch", "yes", "no"))
    assert arch["notes"] == [
        (
            "Split squat: on 2 instead of 3 days, to fit 10 minutes. "
            "Sessions of 15 minutes hold it as often as it should come."
        )
    ]


def test_sets_that_were_cut_are_said() -> None:
    """A session says how many of a drill's sets it holds."""
    plan = plan_of(knee_to_wall(), minutes=5)
    texts = {each["text"] for session in plan["week"] for each in session["drills"]}
    assert texts == {
        "2 of 3 sets, to fit the session, about 4 minutes",
        "3 sets, about 4 minutes",
    }
