"""The week: how long drills take, on which days they come, and what the search puts first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from time import process_time

import pytest

from self_tests.catalogue import drill, plan_table
from self_tests.model import Drill
from self_tests.weeks import LeftOut, Week, seconds, week
from tests.support.plans import made_plans

TABLE = plan_table()
SESSIONS = 6


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


def days_of(found: Week, name: str) -> list[int]:
    """Return the days on which a drill comes."""
    return [
        number
        for number, session in enumerate(found.sessions, 1)
        if name in {planned.drill.id for planned in session}
    ]


def days(found: Week, *drills: Drill) -> list[int]:
    """Return on how many days some drills come."""
    return [found.days(each) for each in drills]


# Time


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


@pytest.mark.parametrize(
    ("work", "minutes", "expected"),
    [(195, 10, (3, 600)), (196, 10, (2, 407)), (95, 5, (3, 300)), (143, 5, (1, 158))],
)
def test_a_session_is_filled_to_the_second(
    work: int, minutes: int, expected: tuple[int, int]
) -> None:
    """What takes exactly the minutes fits; a second more costs a set."""
    found = week(TABLE, [made("a", work, 6, sets=3, least=2)], [], minutes)
    assert {(each.sets, each.seconds) for (each,) in found.sessions} == {expected}


def test_one_set_is_enough_in_five_minutes_alone() -> None:
    """In sessions of 5 minutes one set of a drill may do; in longer ones its least is its own."""
    one, two = made("a", 100, 2, sets=3, least=3), made("b", 100, 2, sets=3, least=3)
    short = week(TABLE, [one, two], [], 5)
    assert days(short, one, two) == [2, 2]
    assert {each.sets for session in short.sessions for each in session} == {2}
    assert {
        each.sets for session in week(TABLE, [one, two], [], 10).sessions for each in session
    } == {3}


# Days


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (1, [1]),
        (2, [1, 4]),
        (3, [1, 3, 5]),
        (4, [1, 2, 3, 5]),
        (5, [1, 2, 3, 4, 5]),
        (6, [1, 2, 3, 4, 5, 6]),
        (7, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_days_lie_evenly_apart(wanted: int, expected: list[int]) -> None:
    """A drill's days are spread evenly over six sessions, from the first one on."""
    found = week(TABLE, [made("a", 10, wanted)], [], 5)
    assert days_of(found, "a") == expected


def test_order_within_a_session() -> None:
    """The first extra comes first, then the base, then the other extras."""
    found = week(
        TABLE,
        [made("knee", 10, 6), made("hip", 10, 6)],
        [made("one", 10, 6), made("two", 10, 6), made("three", 10, 6)],
        5,
    )
    order = [planned.drill.id for planned in found.sessions[0]]
    assert order == ["one", "knee", "hip", "two", "three"]


def test_two_that_do_not_fit_together_take_turns() -> None:
    """Drills that no session holds together come on different days, both evenly."""
    found = week(TABLE, [made("a", 200, 3), made("b", 200, 3)], [], 5)
    assert (days_of(found, "a"), days_of(found, "b")) == ([1, 3, 5], [2, 4, 6])


def test_the_least_days_come_first() -> None:
    """The first thing has as many days as leave every other drill its least ones."""
    knee, hip = made("knee", 200, 3), made("hip", 200, 3)
    first = made("first", 200, 6)
    found = week(TABLE, [knee, hip], [first], 5)
    assert days(found, first, knee, hip) == [2, 2, 2]
    alone = week(TABLE, [knee], [first], 5)
    assert days(alone, first, knee) == [4, 2]


def test_a_drill_may_ask_for_more_least_days() -> None:
    """The least days of a drill's own dose hold before the first thing's dose."""
    knee, first = made("knee", 200, 4), made("first", 200, 6)
    eager = replace(knee, dose=replace(knee.dose, least_days=3))
    assert days(week(TABLE, [eager], [first], 5), first, eager) == [3, 3]


def test_the_base_comes_before_other_extras() -> None:
    """What is left beside the first thing is the base's, then the other extras'."""
    knee, one, two = made("knee", 130, 4), made("one", 130, 4), made("two", 130, 6)
    assert days(week(TABLE, [knee], [one, two], 5), one, knee, two) == [4, 4, 4]
    tight = made("two", 270, 6)
    assert days(week(TABLE, [knee], [one, tight], 5), one, knee, tight) == [4, 4, 2]


def test_sets_come_before_even_days() -> None:
    """Days lie uneven where that saves a set."""
    long, short = made("a", 80, 4, sets=3), made("b", 80, 2, sets=2)
    found = week(TABLE, [long, short], [], 5)
    assert set(days_of(found, "a")).isdisjoint(days_of(found, "b"))
    assert {each.sets for session in found.sessions for each in session} == {3, 2}


# What does not fit


def test_the_last_extra_is_left_out_first() -> None:
    """Where not all come twice, the last extra goes, and its line says which length holds it."""
    base = [made("knee", 250, 3), made("hip", 250, 3)]
    one, two = made("one", 250, 6), made("two", 250, 6)
    found = week(TABLE, base, [one, two], 5)
    assert days(found, *base, one, two) == [2, 2, 2, 0]
    assert found.left_out == (LeftOut(drill=two, fits_at=10),)


def test_the_base_is_never_left_out() -> None:
    """Extras go until the base fits."""
    base = [made("knee", 280, 3), made("hip", 280, 3)]
    extras = [made("one", 590, 6), made("two", 2000, 6)]
    found = week(TABLE, base, extras, 5)
    assert days(found, *base) == [3, 3]
    assert [(each.drill.id, each.fits_at) for each in found.left_out] == [
        ("one", 15),
        ("two", None),
    ]


def test_a_base_that_never_fits_makes_no_session_longer() -> None:
    """Not even the base fits: the sessions stay empty."""
    found = week(TABLE, [made("a", 1000, 3)], [], 15)
    assert (found.sessions, found.left_out) == (((),) * SESSIONS, ())


# All of it at once, against every week there is


type Weeks = Iterator[tuple[int, ...]]


def best_key(base: Sequence[Drill], extras: Sequence[Drill], minutes: int) -> tuple[int, ...]:
    """Return how well the best of all weeks does, wish by wish, found by looking at every one."""
    drills = [*extras[:1], *base, *extras[1:]]
    ranges = [range(min(2, each.dose.days_a_week), each.dose.days_a_week + 1) for each in drills]
    choices = [
        [chosen for count in some for chosen in combinations(range(SESSIONS), count)]
        for some in ranges
    ]
    fitting: dict[tuple[int, ...], int | None] = {}
    found = []
    for placed in product(*choices):
        sessions = [
            tuple(n for n, chosen in enumerate(placed) if day in chosen) for day in range(SESSIONS)
        ]
        for session in sessions:
            if session not in fitting:
                fitting[session] = most_sets([drills[n] for n in session], minutes)
        held = [fitting[session] for session in sessions]
        if None not in held:
            found.append(key_of(placed, sum(n or 0 for n in held), base, extras))
    return min(found)


def most_sets(drills: Sequence[Drill], minutes: int) -> int | None:
    """Return the most sets of some drills that a session holds, trying every number of them."""
    least = [1 if minutes == 5 else each.dose.least_sets for each in drills]
    some = (range(low, each.dose.sets + 1) for low, each in zip(least, drills, strict=True))
    return max(
        (
            sum(sets)
            for sets in product(*some)
            if sum(seconds(TABLE, each, n) for each, n in zip(drills, sets, strict=True))
            <= minutes * 60
        ),
        default=None,
    )


def key_of(
    placed: Sequence[Sequence[int]], sets: int, base: Sequence[Drill], extras: Sequence[Drill]
) -> tuple[int, ...]:
    """Return how well a week does, less is better, the first wish first."""
    counts = [len(chosen) for chosen in placed]
    first, others = len(extras[:1]), len(extras[:1]) + len(base)
    gaps = [
        (after - day) % SESSIONS or SESSIONS
        for chosen in placed
        for day, after in zip(chosen, (*chosen[1:], *chosen[:1]), strict=True)
    ]
    held = [sum(day in chosen for chosen in placed) for day in range(SESSIONS)]
    return (
        -sum(counts[:first]),
        -sum(counts[first:others]),
        -sum(counts[others:]),
        -sets,
        sum(gap * gap for gap in gaps),
        sum(max(0, count - 3) for count in held),
        sum(count * count for count in held),
    )


@pytest.mark.parametrize(
    ("works", "minutes"),
    [
        ([(80, 3, 3), (70, 3, 2)], 5),
        ([(80, 3, 3), (70, 3, 2), (60, 3, 2)], 5),
        ([(130, 3, 1), (120, 3, 2), (110, 3, 3)], 5),
        ([(150, 4, 2), (160, 3, 2), (200, 3, 3)], 10),
        ([(140, 3, 1), (50, 3, 3), (60, 2, 3), (40, 2, 2)], 5),
        ([(40, 2, 1), (40, 3, 1), (40, 2, 1), (40, 2, 1)], 10),
    ],
)
def test_no_week_is_better(works: list[tuple[int, int, int]], minutes: int) -> None:
    """Of all weeks there are, none does better by the order of the wishes."""
    extra, knee, *rest = (
        made(str(n), work, often, sets=sets) for n, (work, often, sets) in enumerate(works)
    )
    base, extras = [knee, *rest[:1]], [extra, *rest[1:]]
    found = week(TABLE, base, extras, minutes)
    order = (*extras[:1], *base, *extras[1:])
    placed = [[day - 1 for day in days_of(found, each.id)] for each in order]
    sets = sum(each.sets for session in found.sessions for each in session)
    assert key_of(placed, sets, base, extras) == best_key(base, extras, minutes)


# Every plan that can come out


@pytest.mark.parametrize("minutes", TABLE.minutes)
def test_every_plan_fits_its_week(minutes: int) -> None:
    """All drills of every plan come on their least days, in no session longer than asked."""
    plans = sorted(made_plans())
    assert len(plans) > 200
    for base, extras in plans:
        drills = [drill(name) for name in (*base, *extras)]
        found = week(TABLE, drills[: len(base)], drills[len(base) :], minutes)
        assert found.left_out == ()
        for each in drills:
            assert found.days(each) >= (each.dose.least_days or 2)
        for session in found.sessions:
            assert sum(each.seconds for each in session) <= minutes * 60


def test_the_same_drills_make_the_same_week() -> None:
    """The search has no chance in it."""
    base, extras = max(made_plans(), key=lambda plan: len(plan[1]))
    drills = [drill(name) for name in (*base, *extras)]
    found = [week(TABLE, drills[: len(base)], drills[len(base) :], 5) for _ in range(3)]
    assert found[0] == found[1] == found[2]


def test_five_drills_take_little_longer_than_two() -> None:
    """The search does not try every week: a full plan takes under 200 times what the base takes."""
    plans = sorted(made_plans())
    fullest = [plan for plan in plans if len(plan[1]) == 3][:40]
    bare = [plan for plan in plans if not plan[1]]

    def least_time(base: Sequence[str], extras: Sequence[str]) -> float:
        times = []
        for _ in range(3):
            begin = process_time()
            week(TABLE, [drill(n) for n in base], [drill(n) for n in extras], 5)
            times.append(process_time() - begin)
        return min(times)

    assert max(least_time(*plan) for plan in fullest) < 200 * max(least_time(*p) for p in bare)
