"""What must hold for every visit, whatever the answers."""

import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from self_tests.answering import questions_of
from self_tests.catalogue import line_table, plan_table, self_test
from self_tests.lines import LineScore, scorers, values_of
from self_tests.model import SIDES, Measure, Measured
from self_tests.scoring import MeasureResult, finding, side_difference
from tests.support.plans import EQUIPMENT
from tests.support.requests import CLEAR, knee_to_wall, report
from tests.support.visits import SCORED, Answers, complete, confirmed, mirrored, visits

ALL = confirmed()
BETTER = ("not enough data", "no clear limit", "maybe", "priority")
CHANGES = "knee-load.changes"
AGE = "safety-check.age"
CALF = "calf-capacity"
TURNED = {"left": "right", "right": "left", None: None}
SIDE = re.compile("left|right")


def scored(answers: Answers, **others: object) -> dict[str, Any]:
    """Return the report of a visit whose unusual values are confirmed."""
    return report(answers, confirmed=ALL, **others)


def lines(found: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Return band, score, error and completeness by line."""
    keys = ("band", "score", "error", "completeness")
    return {line["line"]: tuple(line[key] for key in keys) for line in found["lines"]}


def drills(found: dict[str, Any]) -> list[str]:
    """Return the drills of a plan in order: what the self-tests add, then the base."""
    return [drill["drill"] for drill in (*found["plan"]["drills"], *found["plan"]["base"])]


def said_of_sides(found: dict[str, Any]) -> list[str]:
    """Return all that a plan says of sides: drill by drill, then session by session.

    Parts of a drill that has no side to begin with are left out: it begins on the left.
    """
    plan = found["plan"]
    said = []
    for each in (*plan["drills"], *plan["base"]):
        said += [each["title"], each["dose"], each["why"]]
        if SIDE.search(each["why"]):
            said += [part["text"] for part in each["parts"]]
    return said + [f"{d['title']}, {d['text']}" for day in plan["week"] for d in day["drills"]]


@given(visits((*SCORED, "knee-load")))
def test_exactly_one_report(answers: Answers) -> None:
    """Every reachable visit gives a report with a headline, a plan and at most three extras."""
    found = scored(answers)
    assert found["headline"]
    assert found["plan"]["base"]
    assert len(found["plan"]["drills"]) <= 3
    assert len(set(drills(found))) == len(drills(found))


@given(visits((*SCORED, "knee-load")))
def test_swapping_sides_mirrors_the_report(answers: Answers) -> None:
    """Left and right exchanged: the same lines and drills, and mirrored findings."""
    one, other = scored(answers), scored(mirrored(answers))
    assert lines(one) == lines(other)
    turned = [SIDE.sub(lambda side: TURNED[side[0]] or "", said) for said in said_of_sides(other)]
    assert said_of_sides(one) == turned
    for here, there in zip(one["results"], other["results"], strict=True):
        sides = {TURNED[side["side"]]: side for side in there["sides"]}
        for side in here["sides"]:
            mirror = sides[side["side"]]
            assert (side["value"], side["tier"], side["close"]) == (
                mirror["value"],
                mirror["tier"],
                mirror["close"],
            )
        if here["difference"]:
            assert here["difference"]["worse_side"] == TURNED[there["difference"]["worse_side"]]


@settings(max_examples=25)
@given(visits((*SCORED, "knee-load")))
def test_swapping_sides_keeps_the_certainty(answers: Answers) -> None:
    """Left and right exchanged: every number out of 100 and every change is the same."""
    one, other = (scored(each)["certainty"] for each in (answers, mirrored(answers)))
    assume(one or other)
    assert (one["text"], one["first_stays"], one["lines"]) == (
        other["text"],
        other["first_stays"],
        other["lines"],
    )
    keys = ("line", "measure", "by", "to_value", "band")
    assert [[c[key] for key in keys] for c in one["changes"]] == [
        [c[key] for key in keys] for c in other["changes"]
    ]


@given(st.integers(0, 984), st.integers(0, 984))
def test_inches_and_centimetres(left: int, right: int) -> None:
    """The same lengths in inches and in centimetres give the same report."""
    inches = knee_to_wall(left=f"{left / 100:.2f} in", right=f"{right / 100:.2f} in")
    cm = knee_to_wall(
        left=f"{round(left / 100 * 2.54, 2):.2f}", right=f"{round(right / 100 * 2.54, 2):.2f}"
    )
    assert scored({**CLEAR, **inches}) == scored({**CLEAR, **cm})


@given(visits(), st.sampled_from(SCORED))
def test_removing_a_self_test_never_raises_completeness(answers: Answers, gone: str) -> None:
    """A self-test less: no line is more complete."""
    left = [name for name in SCORED if name != gone and f"{name}." in " ".join(answers)]
    assume(left)
    fewer = {field: value for field, value in answers.items() if not field.startswith(gone)}
    before, after = lines(scored(answers)), lines(scored(fewer, self_tests=left))
    assert all(after[name][3] <= before[name][3] for name in after)


@given(visits(), st.data())
def test_notes_change_no_line(answers: Answers, data: st.DataObject) -> None:
    """Balance, and where the work is felt, change no line."""
    balance = complete(("single-leg-balance",), lambda options: data.draw(st.sampled_from(options)))
    assert lines(scored({**answers, **balance})) == lines(scored(answers))


@given(visits(("knee-load",)), st.sampled_from(["quads", "glutes", "both", "not-sure"]))
def test_feel_changes_nothing(answers: Answers, feel: str) -> None:
    """Quads or glutes: the answer changes no line and no drill."""
    changed = {**answers, "knee-load.feel": feel}
    assert lines(scored(changed)) == lines(scored(answers))
    assert drills(scored(changed)) == drills(scored(answers))


def measure_of(name: str) -> Measure:
    """Return a measure by its full id."""
    return next(m for m in self_test(name.partition(".")[0]).measures if m.id == name)


def measured(name: str, error: float, *values: float) -> MeasureResult:
    """Return a measure's result for the values of its sides."""
    measure = measure_of(name)
    sides = SIDES if measure.sided else (None,)
    found = tuple(
        finding(measure, side, Measured(value, error), line_table().bands)
        for side, value in zip(sides, values, strict=True)
    )
    return MeasureResult(
        measure=measure, findings=found, difference=side_difference(measure, found)
    )


def read(results: Iterable[MeasureResult]) -> dict[str, LineScore]:
    """Return what every line reads that these measures feed."""
    by_id = {result.measure.id: result for result in results}
    return {
        scorer.line.id: scorer.read(values_of(by_id)) for scorer in scorers(line_table(), by_id)
    }


HALVES = [half / 2 for half in range(41)]
FAULTS = [float(faults) for faults in range(6, -1, -1)]
SECONDS = [float(5 * fives) for fives in range(31)]
REPS = [float(reps) for reps in range(41)]
# What else was measured: nothing, middling, or poor.
SQUATS = [None, 2.0, 5.0]


@pytest.mark.parametrize("squat", SQUATS)
@pytest.mark.parametrize(
    ("name", "error", "worst_first"),
    [
        ("knee-to-wall.distance", 1.0, HALVES),
        ("knee-to-wall.distance", 0.7, HALVES),
        ("step-down.faults", 1.0, FAULTS),
        ("hip-hold.seconds", 12.0, SECONDS),
        ("heel-raise.reps", 3.0, REPS),
    ],
)
def test_worse_is_never_better(
    name: str, error: float, worst_first: list[float], squat: float | None
) -> None:
    """Over the whole grid: the worse side one step worse never gives a better band or score."""
    others = [] if squat is None else [measured("squat-check.difference", 1.4, squat)]
    if squat is not None and name != "step-down.faults":
        others.append(measured("step-down.faults", 1.0, squat, squat))
    for index, better_side in enumerate(worst_first):
        previous: dict[str, LineScore] = {}
        for worse_side in reversed(worst_first[: index + 1]):
            found = read([*others, measured(name, error, worse_side, better_side)])
            for line, before in previous.items():
                assert BETTER.index(found[line].band) >= BETTER.index(before.band)
                assert found[line].score >= before.score
            previous = found


@pytest.mark.parametrize("load", [False, True])
def test_more_discomfort_is_never_better(*, load: bool) -> None:
    """More discomfort, or a heavier load, never gives knee and load a better band."""
    question = next(q for q in questions_of(self_test("knee-load").screens) if q.id == CHANGES)
    change = next(option.id for option in question.options if option.alone != load)
    steady = {**CLEAR, **complete(("knee-load",), lambda options: options[0]), CHANGES: [change]}
    bands = [
        lines(scored({**steady, "knee-load.squat-discomfort": str(discomfort)}))["knee-and-load"][0]
        for discomfort in range(6)
    ]
    low, high = ("maybe", "priority") if load else ("no clear limit", "maybe")
    assert bands == [low] * 3 + [high] * 3


@given(visits((*SCORED, "knee-load")), st.integers(6, 10))
def test_red_discomfort_ends_the_visit(answers: Answers, discomfort: int) -> None:
    """Squat discomfort of 6 or more, anywhere in the visit: no line, no score, no drill."""
    field = "knee-load.squat-discomfort"
    assume(field in answers)
    found = scored({**answers, field: str(discomfort)})
    assert found["level"] == "education"
    assert (found["results"], found["lines"], found["plan"]) == ([], [], None)


@given(visits((*SCORED, "knee-load")), st.sampled_from([5, 10, 15]), st.data())
def test_sessions_keep_their_minutes(answers: Answers, minutes: int, data: st.DataObject) -> None:
    """No session is longer than asked, and every drill that is shown comes on its days."""
    equipment = data.draw(st.none() | st.lists(st.sampled_from(EQUIPMENT), unique=True))
    others = {} if equipment is None else {"equipment": equipment}
    plan = scored(answers, minutes=minutes, **others)["plan"]
    assert len(plan["week"]) == 6
    assert all(session["seconds"] <= minutes * 60 for session in plan["week"])
    days = [drill["drill"] for session in plan["week"] for drill in session["drills"]]
    shown = [drill for drill in (*plan["base"], *plan["drills"]) if drill["minutes"]]
    assert {drill["drill"] for drill in shown} == set(days)
    assert all(days.count(drill["drill"]) == drill["days"] >= 2 for drill in shown)


@given(visits((*SCORED, "knee-load")))
def test_without_equipment_nothing_needs_any(answers: Answers) -> None:
    """With nothing at hand, no drill of the plan needs a thing."""
    plan = scored(answers, equipment=[])["plan"]
    assert [d["equipment"] for d in (*plan["drills"], *plan["base"]) if d["equipment"]] == []


@given(visits((*SCORED, "knee-load")))
def test_at_sixty_the_hip_hold_counts_for_nothing(answers: Answers) -> None:
    """60 or over: the hold shows its values, no tier, and no line or headline follows from it."""
    assume(any(field.startswith("hip-hold.") for field in answers))
    aged = {**answers, AGE: "60-or-over"}
    without = {field: value for field, value in aged.items() if not field.startswith("hip-hold.")}
    assume(any(not field.startswith("safety-check.") for field in without))
    one, other = scored(aged), scored(without)
    hold = next(each for each in one["results"] if each["measure"] == "hip-hold.seconds")
    assert [side["tier"] for side in hold["sides"]] == [None, None]
    assert [side["at"] for side in hold["sides"]] == [None, None]
    assert hold["zones"] == []
    # Where the seconds are shown is all that may differ.
    assert [{**line, "measures": None} for line in one["lines"]] == [
        {**line, "measures": None} for line in other["lines"]
    ]
    assert one["certainty"] == other["certainty"]
    # With no value at all but the hold's, the one says so and the other has nothing to say.
    assert one["headline"] == other["headline"] or not other["lines"]
    assert [drill["drill"] for drill in one["plan"]["drills"]] == [
        drill["drill"] for drill in other["plan"]["drills"]
    ]


def test_at_sixty_no_self_test_is_asked_for_that_would_not_count() -> None:
    """60 or over: nothing says that the hip hold would firm anything up."""
    step_down = complete(("step-down",), lambda options: options[-1])
    younger, older = (
        json.dumps(scored({**CLEAR, **step_down, AGE: age})) for age in ("45-59", "60-or-over")
    )
    assert ("hip hold" in younger, "hip hold" in older) == (True, False)


@given(visits((*SCORED, "knee-load")), st.sampled_from(SIDES))
def test_a_calf_that_cramped_gets_no_calf_drill(answers: Answers, side: str) -> None:
    """A cramp goes on with the plan, which leaves out the movement that the calf cramped in."""
    assume(any(field.startswith("heel-raise.") for field in answers))
    cramped = {
        **{field: value for field, value in answers.items() if field != f"heel-raise.reps.{side}"},
        f"heel-raise.stopped.{side}": ["yes"],
        f"heel-raise.stop-reason.{side}": "cramp",
    }
    found = scored(cramped)
    of_calf = {row.drill for slot in plan_table().slots if slot.line == CALF for row in slot.rows}
    assert (found["level"], of_calf.intersection(drills(found))) == ("clear", set())
