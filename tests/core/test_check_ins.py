"""What comes next after the sessions so far: the rule that goes with every plan, played through."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from self_tests.check_ins import MAY_START, advice, diary
from tests.support.editions import made_edition
from tests.support.requests import send

FIRST = date(2026, 12, 1)


def on(day: int, **said: object) -> dict[str, Any]:
    """Return what was said of a day, counted from the first one as 1."""
    return {"date": (FIRST + timedelta(days=day - 1)).isoformat(), **said}


def asked(*days: object, today: int = 14, since: str = FIRST.isoformat()) -> dict[str, Any]:
    """Return what comes next on a day, by what was said of the days since one."""
    now = (FIRST + timedelta(days=today - 1)).isoformat()
    answer: dict[str, Any] = send("check-in", check_ins=list(days), today=now, since=since)["ok"]
    return answer


# Two weeks of somebody whose knee complains, is eased, and complains again. Day, what is said
# after the session, what is said of the morning after it, and what comes next on that next day.
WEEKS = (
    (1, 1, "normal", "go-on"),
    (2, 2, "normal", "go-on"),
    (3, 3, "normal", "hold"),
    (5, 4, "normal", "hold"),
    (6, 2, "worse", "ease"),
    (8, 2, "normal", "ease"),
    (9, 1, "normal", "go-on"),
    (10, 6, "normal", "ease"),
    (12, 3, "normal", "ease"),
    (13, 6, "normal", "ease"),
    (14, 7, "normal", "see-someone"),
)


def test_two_weeks_played_through() -> None:
    """Each day of a fortnight gets the advice of the rule, and the last one no session."""
    days: list[dict[str, Any]] = []
    found = []
    for day, knee, morning, _ in WEEKS:
        days.append(on(day, knee=knee, morning=morning))
        found.append(asked(*days, today=day + 1))
    assert [each["advice"] for each in found] == [expected for *_, expected in WEEKS]
    assert [each["may_start"] for each in found] == [True] * 10 + [False]
    assert [each["day"] for each in found] == [2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]


def test_a_plan_of_a_day_that_has_not_come() -> None:
    """Under a plan of a clock that ran ahead a session that is done counts all the same."""
    done = on(1, knee=1, morning="normal")
    found = [asked(done, today=day, since="2199-01-01") for day in (1, 2)]
    assert [(each["today"], each["no_start"]) for each in found] == [(1, "Day 1 done"), (2, "")]


def test_before_the_first_session() -> None:
    """A plan without a session yet begins with day 1, and nothing is asked of a morning."""
    found = asked()
    assert (found["advice"], found["day"], found["asks_morning"], found["week"]) == (
        "first",
        1,
        False,
        "",
    )


@pytest.mark.parametrize(
    ("knee", "morning", "expected"),
    [
        (2, "normal", "go-on"),
        (3, "normal", "hold"),
        (5, "normal", "hold"),
        (6, "normal", "ease"),
        (0, "worse", "ease"),
        (2, None, "go-on"),
        (6, None, "ease"),
    ],
)
def test_the_borders_of_the_rule(knee: int, morning: str | None, expected: str) -> None:
    """0 to 2 and a normal morning go on, 3 to 5 hold, 6 or a worse morning eases."""
    assert asked(on(13, knee=knee, morning=morning))["advice"] == expected


def test_two_sessions_are_eased() -> None:
    """After a red session two are eased, though the first of them went well."""
    red, well = on(9, knee=6, morning="normal"), on(10, knee=1, morning="normal")
    assert [
        asked(red)["advice"],
        asked(red, well)["advice"],
        asked(red, well, on(11, knee=1, morning="normal"))["advice"],
    ] == ["ease", "ease", "go-on"]


def test_worse_for_two_weeks_is_for_a_clinician() -> None:
    """Discomfort that stays 3 or more above what it was two weeks ago stops the sessions."""
    start = on(1, knee=1, morning="normal")
    later = [on(day, knee=4, morning="normal") for day in (5, 10)]
    assert asked(start, *later, today=15)["advice"] == "hold"
    assert asked(start, *later, on(15, knee=5, morning="normal"), today=16)["advice"] == "worse"
    # One good day between them, and it is no two weeks.
    calm = on(12, knee=3, morning="normal")
    assert (
        asked(start, *later, calm, on(15, knee=5, morning="normal"), today=16)["advice"] == "hold"
    )


def test_one_bad_day_is_no_two_weeks() -> None:
    """A single session that is worse than one of two weeks ago is held, and no more."""
    start, late = on(1, knee=1, morning="normal"), on(15, knee=5, morning="normal")
    assert asked(start, late, today=16)["advice"] == "hold"


def test_a_sign_stops_until_a_clinician_has_seen_it() -> None:
    """A sign offers no session, whatever is said later, until somebody has seen the knee."""
    sign, well = on(3, sign=True), on(4, knee=0, morning="normal")
    assert (asked(sign, well)["advice"], asked(sign, well)["may_start"]) == ("sign", False)
    assert asked(sign, well, on(5, seen=True))["advice"] == "first"


def test_whoever_was_seen_begins_anew() -> None:
    """What was before a visit to a clinician counts no more."""
    reds = [on(day, knee=8, morning="worse") for day in (3, 4)]
    assert asked(*reds)["advice"] == "see-someone"
    after = asked(*reds, on(6, seen=True), on(7, knee=1, morning="normal"))
    assert (after["advice"], after["day"]) == ("go-on", 2)


def test_the_morning_is_asked_once_it_was() -> None:
    """The morning after a session is asked from the next day on, and only while nobody has said."""
    found = [
        asked(on(13, knee=1), today=13),
        asked(on(13, knee=1), today=14),
        asked(on(13, knee=1, morning="normal"), today=14),
    ]
    assert [(each["is_done"], each["asks_morning"]) for each in found] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_a_week_is_the_last_seven_days() -> None:
    """Six sessions long ago are no session of this week."""
    long_ago = [on(day, knee=1, morning="normal") for day in range(1, 7)]
    found = asked(*long_ago, on(13, knee=1, morning="normal"), today=14)
    assert (found["week"], found["dots"]) == (
        "1 of 6 in the last 7 days.",
        [True, False, False, False, False, False],
    )


def test_a_session_counts_before_anybody_said_how_the_knee_is() -> None:
    """A session that is done fills its dot at once, counts once, and advises nothing yet."""
    long_ago, said = on(2, done=True), on(13, done=True, knee=1, morning="normal")
    found = asked(long_ago, said, on(14, done=True), today=14)
    assert (found["week"], found["advice"], found["day"]) == (
        "2 of 6 in the last 7 days.",
        "go-on",
        4,
    )
    assert found["dots"] == [True, True, False, False, False, False]
    assert asked(on(14, done="yes"), today=14)["week"] == ""


@pytest.mark.parametrize("said", [{}, {"knee": 7, "morning": "worse"}])
def test_a_session_that_is_done_is_not_called_ready(said: dict[str, Any]) -> None:
    """Until the knee was rated after it, the session is done, and nothing said before counts."""
    before = [on(12, done=True, **said)]
    for today in (14, 15):
        found = asked(*before, on(14, done=True), today=today)
        assert found["title"] == "Day 2 done."
        assert found["text"].startswith("Rate your knee from 0 to 10,")
    # What is for a clinician stays in front of it.
    assert asked(on(12, sign=True), on(14, done=True))["title"] == "No session today."
    # A session of an earlier plan is none of this one.
    assert asked(on(0, done=True), today=1)["title"] == "Day 1 is ready."


def test_the_next_session_is_not_said_to_be_the_same() -> None:
    """After a good session the next one goes as planned: its drills are not those of the last."""
    text = asked(on(13, knee=1, morning="normal"))["text"]
    assert text == "Your knee handled the last session well. Do the next one as planned."


def test_nobody_is_told_of_a_morning_that_was_not_told() -> None:
    """While the page asks how the morning after was, it does not say that all went well."""
    found = asked(on(13, done=True, knee=1), today=14)
    assert (found["asks_morning"], found["title"], found["text"]) == (
        True,
        "Day 2 comes next.",
        "First say how your knee was the morning after your last session.",
    )
    # What the session itself says, nothing of the morning takes back.
    assert asked(on(13, done=True, knee=4), today=14)["title"] == "Hold it here."


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ((on(13, knee=6, morning="normal"),), "That was red."),
        ((on(13, knee=1, morning="worse"),), "It was worse the next morning."),
    ],
)
def test_ease_says_what_asked_for_it(days: tuple[dict[str, Any], ...], why: str) -> None:
    """Red after a session, or a worse morning: one of them, and the one that it was."""
    text = asked(*days, today=14)["text"]
    assert text == f"{why} Cut the load or the range in half for two sessions."


@pytest.mark.parametrize("knee", [1, 4])
def test_the_second_eased_session_is_not_a_new_beginning(knee: int) -> None:
    """Two sessions are eased; the second is for the reason of the first and says that it is one."""
    days = on(12, knee=1, morning="worse"), on(13, knee=knee, morning="normal")
    text = (
        "It was worse the next morning. Keep the load or the range cut in half for this session, "
        "too."
    )
    found = asked(*days, today=14)
    assert (found["advice"], found["title"], found["text"], found["during"]) == (
        "ease",
        "One more easy session.",
        text,
        text,
    )
    third = asked(*days, on(14, knee=1, morning="normal"), today=15)
    assert third["title"] == "Go on."


def test_a_session_says_all_through_what_to_hold_or_to_ease() -> None:
    """Ease and hold are about how the drills are done, so they stand in the session, too."""
    during = {knee: asked(on(13, knee=knee, morning="normal"))["during"] for knee in (1, 4, 6)}
    hold = (
        "That's amber: keep the same load and range, and add nothing until it's back at 2 or below."
    )
    ease = "That was red. Cut the load or the range in half for two sessions."
    assert during == {1: "", 4: hold, 6: ease}


def test_today_is_about_the_session_that_was_done() -> None:
    """On the day of a session its number stands where Start would; the day after comes the next."""
    done = [on(day, done=True) for day in range(8, 15)]
    on_the_day, after = asked(*done, today=14), asked(*done, today=15)
    assert (on_the_day["today"], on_the_day["no_start"]) == (1, "Day 1 done")
    assert (after["today"], after["no_start"], after["day"]) == (2, "", 2)


def test_where_nothing_may_be_started_the_reason_stands() -> None:
    """After a sign the reason stands where Start would."""
    assert asked(on(13, sign=True), today=14)["no_start"] == "No session today."


def test_days_of_a_wrong_clock_do_not_count() -> None:
    """A day after tomorrow is one of a wrong clock and waits; tomorrow may be today elsewhere."""
    assert asked(on(900, knee=9), on(15, knee=4), today=14)["advice"] == "hold"


@pytest.mark.parametrize(
    "spoilt",
    [
        5,
        None,
        [],
        {},
        {"date": 5, "knee": 9},
        {"date": "yesterday", "knee": 9},
        on(2, knee="9"),
        on(2, knee=11),
        on(2, knee=True),
        on(2, knee=-1),
        on(2, sign="yes"),
        on(2, seen=1),
    ],
)
def test_what_is_no_day_counts_for_nothing(spoilt: object) -> None:
    """Whatever stands among the days without the shape of one changes nothing."""
    said = on(13, knee=4, morning="normal")
    assert asked(spoilt, said) == asked(said)


def test_the_borders_are_data() -> None:
    """Another practice's border for holding is obeyed."""
    with made_edition() as edition:
        edition.change("plan.toml", "hold-up-to]\nvalue = 5", "hold-up-to]\nvalue = 4")
        assert asked(on(13, knee=5, morning="normal"))["advice"] == "ease"


@given(
    st.lists(
        st.tuples(
            st.integers(1, 60), st.integers(0, 10), st.sampled_from(["normal", "worse", None])
        ),
        max_size=30,
    )
)
def test_more_discomfort_never_asks_for_more(days: list[tuple[int, int, str | None]]) -> None:
    """With the last session's discomfort higher, the advice is never a bolder one."""
    order = ["first", "go-on", "hold", "ease", "see-someone", "worse", "sign"]
    kept = [on(day, knee=knee, morning=morning) for day, knee, morning in days]
    found = [
        order.index(advice(diary([*kept, on(61, knee=knee, morning="normal")], None)))
        for knee in range(11)
    ]
    # Two reasons for a clinician are one advice.
    assert found == sorted(found) or {order[each] for each in found[-2:]} <= {
        "see-someone",
        "worse",
    }


def test_every_advice_says_whether_a_session_may_start() -> None:
    """Each advice has a title and a text, and the three for a clinician offer no session."""
    assert [each for each, may in MAY_START.items() if not may] == ["see-someone", "worse", "sign"]
