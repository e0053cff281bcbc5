"""What a reader keeps goes through the same door: links, progress, calendars."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from icalendar import Calendar

from self_tests.catalogue import chain_check, self_test, self_test_ids
from self_tests.wire import respond
from tests.support.requests import CLEAR, knee_to_wall, report, send
from tests.support.single_self_tests import sore
from tests.support.visits import Answers, complete, confirmed, visits

STAMP = {"uid": "plan-1@example.org", "stamp": "2026-11-22T18:00:00Z"}


def values(result: dict[str, Any]) -> tuple[object, ...]:
    """Return what of a result is measured, without a sentence about it."""
    sides = [{key: side[key] for key in side if key != "sentence"} for side in result["sides"]]
    return (result["measure"], result["zones"], sides)


@given(visits())
def test_a_link_brings_the_measures_back(answers: Answers) -> None:
    """An opened link shows the same values, zones and tiers, with neither level nor plan."""
    text = send("share", answers=answers, confirmed=confirmed())["ok"]["text"]
    opened = send("open", text=text)["ok"]["report"]
    kept = {field: value for field, value in answers.items() if not field.startswith("safety")}
    measured = report(kept, confirmed=confirmed())
    assert list(map(values, opened["results"])) == list(map(values, measured["results"]))
    assert (opened["level"], opened["plan"], opened["care"]) == ("not asked", None, None)


def test_a_full_chain_check_is_short() -> None:
    """A full chain check fits into a link of under 80 characters."""
    answers = complete(chain_check().full, lambda options: options[-1])
    assert len(send("share", answers=answers, confirmed=confirmed())["ok"]["text"]) < 80


def test_a_link_never_carries_the_safety_check() -> None:
    """Safety answers make no difference to a link."""
    told = {**CLEAR, **knee_to_wall(), "safety-check.knee": "right"}
    with_safety, without = (
        send("share", answers=answers)["ok"] for answers in (told, knee_to_wall())
    )
    differ = {name for name in without if with_safety[name] != without[name]}
    # The text for the practice, which the reader sees and edits first, says which knee.
    assert differ == {"summary", "summary_with_numbers"}


def test_a_damaged_link_says_so() -> None:
    """A link with a letter changed gives a sentence and no report."""
    text = send("share", answers=knee_to_wall())["ok"]["text"]
    turned = "A" if text[5] != "A" else "B"
    assert set(send("open", text=text[:5] + turned + text[6:])) == {"error"}
    assert set(send("open", text="nonsense")) == {"error"}


CLOSINGS = (".", ")", ",", '"', "\u201d", "%22", "%E2%80%9D", ").", "%29%2E", "%20", "\u200b", "*")


@pytest.mark.parametrize("closing", CLOSINGS)
def test_what_closes_a_sentence_is_no_fault_of_a_link(closing: str) -> None:
    """A full stop, a bracket, a comma or a quote behind a link is no part of it."""
    text = send("share", answers=knee_to_wall())["ok"]["text"]
    assert send("open", text=text + closing) == send("open", text=text)


@pytest.mark.parametrize("text", ["", ".", "%22" * 300_000, "." * 900_000, "(" + "%2" * 9])
def test_what_closes_no_link_is_no_link(text: str) -> None:
    """Any number of closing signs without a link before them gives the sentence for no link."""
    assert send("open", text=text)["error"]["message"].startswith("This isn't a link to a result.")


def test_unfinished_answers_are_not_shared() -> None:
    """A link is made of finished self-tests only; what is missing comes back."""
    answers = {key: text for key, text in knee_to_wall().items() if not key.endswith(".right")}
    assert send("share", answers=answers)["error"]["question"] == "knee-to-wall.distance.right"


def test_progress_of_two_days() -> None:
    """A change smaller than the minimal detectable change is not called better."""
    sets = [
        {"date": "2026-10-01", "answers": knee_to_wall(left="8", right="10")},
        {"date": "2026-11-01", "answers": knee_to_wall(left="10.5", right="13")},
    ]
    measure = send("progress", sets=sets)["ok"]["measures"][0]
    real = {side["side"]: side["from_first"]["real"] for side in measure["sides"]}
    assert real == {"left": False, "right": True}
    assert "no real change yet" in measure["sides"][0]["sentence"].lower()


def test_progress_needs_two_days() -> None:
    """One day alone cannot be compared, and the message says so."""
    sets = [{"date": "2026-10-01", "answers": knee_to_wall()}]
    assert set(send("progress", sets=sets)) == {"error"}


def test_calendar_of_sessions() -> None:
    """Sessions become a calendar with floating local times that another program reads."""
    days = [{"date": "2026-11-23", "lines": ["Split squat"]}, {"date": "2026-11-24"}]
    text = send("calendar", days=days, start="18:00", minutes=10, **STAMP)["ok"]["text"]
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [event.decoded("DTSTART").isoformat() for event in events] == [
        "2026-11-23T18:00:00",
        "2026-11-24T18:00:00",
    ]


def test_calendar_of_retests() -> None:
    """Each self-test becomes a day of its own, in the order of the days, with the page's link."""
    again = [
        {"date": "2027-01-03", "self_test": "hip-hold", "lines": ["Six weeks on."]},
        {"date": "2026-12-20", "self_test": "knee-to-wall"},
    ]
    response = send("calendar", again=again, link="https://example.org/chain/", **STAMP)
    entries = Calendar.from_ical(response["ok"]["text"]).walk("VEVENT")
    assert [(str(one["SUMMARY"]), one.decoded("DTSTART").isoformat()) for one in entries] == [
        ("Measure again: Knee-to-wall", "2026-12-20"),
        ("Measure again: Hip hold", "2027-01-03"),
    ]
    assert {str(one["URL"]) for one in entries} == {"https://example.org/chain/"}


def test_calendar_of_coming_back() -> None:
    """The level of a card and the day of today become a calendar of the days to come back."""
    response = send("calendar", come_back="education", today="2026-12-20", **STAMP)
    (entry,) = Calendar.from_ical(response["ok"]["text"]).walk("VEVENT")
    assert entry.decoded("DTSTART").isoformat() == "2026-12-23"
    assert "error" in send("calendar", come_back="urgent", today="2026-12-20", **STAMP)


def test_bad_calendar() -> None:
    """A calendar that cannot be written says which part is wrong."""
    again = [{"date": "tomorrow", "self_test": "knee-to-wall"}]
    response = send("calendar", again=again, **STAMP)
    assert "tomorrow" in response["error"]["message"]


def test_keys_belong_to_their_request() -> None:
    """A key that another request knows is refused where it means nothing."""
    response = send("describe", answers={})
    assert response["error"]["message"].startswith('"describe" does not know "answers".')


def test_retest_dates_follow_today() -> None:
    """With today told, a retest has its date; without, only its weeks."""
    with_today = report({**CLEAR, **knee_to_wall()}, today="2026-11-22")
    assert with_today["results"][0]["retest"]["date"] == "2026-12-20"
    assert report({**CLEAR, **knee_to_wall()})["results"][0]["retest"]["date"] is None


def test_summary_holds_tiers() -> None:
    """The text for the practice says the tiers, and the numbers only in its other form."""
    shared = send("share", answers=knee_to_wall(left="6.5 cm", right="12"))["ok"]
    assert shared["summary"] == (
        "Hi, I took a self-test on your page.\nKnee-to-wall: left: low; right: typical."
    )
    assert shared["summary_with_numbers"] == (
        "Hi, I took a self-test on your page.\nKnee-to-wall: left: 6.5 cm, low; right: 12 "
        "cm, typical."
    )


def test_summary_names_the_knee_and_what_changed() -> None:
    """The practice reads which knee it is about and what is new, unless nothing is."""
    told = {**CLEAR, **sore(2, "kneecap"), "safety-check.knee": "right"}
    new = {"knee-load.changes": ["new-movement", "few-rest-days"]}
    lines = send("share", answers={**told, **new})["ok"]["summary"].splitlines()
    assert lines[:3] == [
        "Hi, I took a self-test on your page.",
        "My knee: Right.",
        (
            "New in my training: A new movement, or one that came back after a break; Fewer than "
            "one rest day a week."
        ),
    ]
    lines = send("share", answers=told)["ok"]["summary"].splitlines()
    assert [line for line in lines if "New in" in line] == []


def test_summary_says_a_stop() -> None:
    """A side that was stopped is named as stopped."""
    answers = knee_to_wall(stopped__left="yes")
    answers["knee-to-wall.stop-reason.left"] = "pain"
    for field in ("distance", "heel", "felt"):
        del answers[f"knee-to-wall.{field}.left"]
    summary = send("share", answers=answers)["ok"]["summary"]
    assert summary.splitlines()[1:] == ["Knee-to-wall: left: stopped; right: typical."]


@given(visits())
def test_summary_leaves_discomfort_out(answers: Answers) -> None:
    """Neither form of the text for the practice tells how much a squat hurts."""
    shared = send("share", answers=answers, confirmed=confirmed())["ok"]
    both = shared["summary"] + shared["summary_with_numbers"]
    assert [word for word in ("Knee and load", "of 10", "green", "amber") if word in both] == []


@given(visits())
def test_shared_answers_are_those_of_the_self_tests(answers: Answers) -> None:
    """What is saved and shared is what was entered, and nothing of the safety check."""
    shared = send("share", answers=answers, confirmed=confirmed())["ok"]["answers"]
    assert {field: answers[field] for field in shared} == shared
    assert [field for field in shared if field.startswith("safety-check")] == []


FIRST: dict[str, Any] = {"date": "2026-10-01", "answers": knee_to_wall(left="8", right="10")}
SECOND = {"date": "2026-11-01", "answers": knee_to_wall(left="9", right="12.5")}


def test_saved_results_in_words() -> None:
    """Saved sets come back oldest first, with their day and what they read."""
    found = send("saved", sets=[SECOND, FIRST])["ok"]
    assert [one["date_text"] for one in found["sets"]] == ["October 1, 2026", "November 1, 2026"]
    assert found["sets"][0]["results"] == [
        {
            "title": "Knee-to-wall distance",
            "text": "left: 8 cm, at the low end of normal; right: 10 cm, typical",
        }
    ]
    assert found["refused"] == []


def test_saved_table_is_csv() -> None:
    """The table has one row for each value, and another program reads it."""
    found = send("saved", sets=[FIRST, SECOND])["ok"]
    rows = list(csv.DictReader(io.StringIO(found["csv"], newline="")))
    assert [(row["date"], row["side"], row["value"], row["unit"]) for row in rows] == [
        ("2026-10-01", "left", "8", "cm"),
        ("2026-10-01", "right", "10", "cm"),
        ("2026-11-01", "left", "9", "cm"),
        ("2026-11-01", "right", "12.5", "cm"),
    ]


def test_a_saved_file_comes_back() -> None:
    """A file reads as the sets that went into it; the safety check never comes along."""
    with_safety = {**SECOND, "answers": {**CLEAR, **knee_to_wall(left="9", right="12.5")}}
    text = json.dumps({"version": 1, "sets": [FIRST, with_safety]})
    assert send("saved", text=text) == send("saved", sets=[FIRST, SECOND])


def test_what_cannot_be_read_is_said() -> None:
    """A set without a day or an answer is left out with a sentence; the others stay."""
    empty = {"date": "2026-10-05", "answers": {**CLEAR, "<b>shoulder</b>": "1"}}
    no_day = {"date": "<b>today</b>", "answers": knee_to_wall()}
    shapes: list[Any] = [None, 7, "day", [], {"date": 7, "answers": {}}, {"date": "2026-10-06"}]
    found = send("saved", sets=[FIRST, empty, no_day, *shapes])["ok"]
    assert [one["date"] for one in found["sets"]] == [FIRST["date"]]
    assert found["refused"] == [
        "October 5, 2026: there's no answer to a self-test, so the day is left out.",
        (
            '"date" must be a day between 2000-01-01 and 2199-12-31, like 2026-03-09, '
            'found "<b>today</b>".'
        ),
        *(
            f"Entry {number} isn't a dated set of answers, so it's left out."
            for number in range(4, 10)
        ),
    ]


def test_what_does_not_fit_is_set_aside_and_kept() -> None:
    """An answer that no question asks for is told, the rest is read, and it stays in the set."""
    foreign = {"knee-to-wall.nonsense": "1", "shoulder.reach": {"left": [1, 2]}}
    found = send("saved", sets=[{**FIRST, "answers": {**FIRST["answers"], **foreign}}])["ok"]
    assert (found["refused"], found["sets"][0]["set_aside"]) == (
        [],
        [
            (
                "Knee-to-wall: 1 earlier answer doesn't fit today's questions, so it's left "
                "out here."
            ),
            (
                "Another self-test: 1 earlier answer doesn't fit today's questions, so it's "
                "left out here."
            ),
        ],
    )
    assert found["sets"][0]["answers"] == {**FIRST["answers"], **foreign}
    assert found["sets"][0]["results"] == send("saved", sets=[FIRST])["ok"]["sets"][0]["results"]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (
            "1970-01-01",
            (
                '"date" must be a day between 2000-01-01 and 2199-12-31, like 2026-03-09, found '
                '"1970-01-01".'
            ),
        ),
        (
            "2199-01-01",
            (
                "January 1, 2199 hasn't come yet, so what's saved for that day is left out until "
                "then. To drop it, save a copy, delete your data, and bring the copy back."
            ),
        ),
        (
            "2026-11-24",
            (
                "November 24, 2026 hasn't come yet, so what's saved for that day is left out "
                "until then. To drop it, save a copy, delete your data, and bring the copy back."
            ),
        ),
    ],
)
def test_a_day_that_cannot_be(day: str, sentence: str) -> None:
    """A day that a wrong clock has made is refused with a sentence, in a file as in the browser."""
    sets = [FIRST, {"date": day, "answers": knee_to_wall()}]
    for wanted in ({"sets": sets}, {"text": json.dumps({"sets": sets})}):
        found = send("saved", **wanted, today="2026-11-22")["ok"]
        assert ([one["date"] for one in found["sets"]], found["refused"]) == (
            [FIRST["date"]],
            [sentence],
        )


def test_a_set_says_when_it_was_saved() -> None:
    """The moments of a set come back as they were, and nothing that is none."""
    moment = "2026-11-22T10:00:00.000Z"
    for moments, expected in (
        ({"knee-to-wall": moment}, {"knee-to-wall": moment}),
        ({"knee-to-wall": "2026-11-22", "hip-hold": 7, "heel-raise": moment + "\n"}, {}),
        ([moment], {}),
        (None, {}),
    ):
        found = send("saved", sets=[{**FIRST, "saved": moments}])["ok"]["sets"]
        assert [one["saved"] for one in found] == [expected]


def test_tomorrow_is_today_somewhere() -> None:
    """A set of tomorrow is read: it was saved further east."""
    tomorrow = {"date": "2026-11-23", "answers": knee_to_wall()}
    assert send("saved", sets=[tomorrow], today="2026-11-22")["ok"]["refused"] == []


def test_refusals_end_with_a_count() -> None:
    """Of a file with a hundred spoilt sets twenty are told one by one, the others as a number."""
    found = send("saved", sets=[FIRST, *([None] * 100)])["ok"]["refused"]
    assert (len(found), found[0], found[-1]) == (
        21,
        "Entry 2 isn't a dated set of answers, so it's left out.",
        "And 80 more, left out, too.",
    )


def test_a_year_of_days_is_read() -> None:
    """Every one of 365 days comes back, and all of them are compared."""
    first = date(2026, 1, 1)
    sets = [
        {"date": (first + timedelta(days=number)).isoformat(), "answers": knee_to_wall()}
        for number in range(365)
    ]
    found = send("saved", sets=sets)["ok"]
    assert (len(found["sets"]), found["refused"]) == (365, [])
    points = send("progress", sets=sets)["ok"]["measures"][0]["sides"][0]["points"]
    assert len(points) == 365


def test_more_days_than_can_be_compared() -> None:
    """Of 402 days the latest 400 are compared, and it is said that two are not."""
    first = date(2025, 1, 1)
    days = [(first + timedelta(days=number)).isoformat() for number in range(402)]
    found = send("progress", sets=[{"date": day, "answers": knee_to_wall()} for day in days])["ok"]
    assert (found["first"], found["last"], found["left_out"]) == (
        days[2],
        days[-1],
        "We compare the latest 400 days. Earlier days left out: 2.",
    )


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"sets": ['])
def test_brackets_never_reach_the_reader_of_json(opening: str) -> None:
    """A file of brackets inside brackets is refused with a sentence, and the request around it too.

    In a browser 3,000 of them end the whole interpreter.
    """
    nested = opening * 3_000
    message = send("saved", text=nested)["error"]["message"]
    assert message.startswith("This file doesn't hold saved results: it has more than 20 brackets")
    assert json.loads(respond(nested))["error"]["message"] == (
        "A request may have 20 brackets inside one another at the most."
    )
    deep = json.loads('{"a": ' + "[" * 15 + "]" * 15 + "}")
    sets = [{**FIRST, "answers": {**FIRST["answers"], **deep}}]
    assert len(send("saved", sets=sets)["ok"]["sets"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[]",
        "{}",
        '{"sets": []}',
        '{"sets": [{"date": 1, "answers": {}}]}',
        "[" * 50_000,
    ],
)
def test_a_foreign_file_says_so(text: str) -> None:
    """A file that holds no saved results gives one sentence, whatever it is."""
    assert send("saved", text=text)["error"]["message"].startswith("This file doesn't hold")


HOLD = {"hip-hold.seconds.left": "30", "hip-hold.seconds.right": "90"}
AGED = {**CLEAR, "safety-check.age": "60-or-over"}


def test_an_opened_hold_has_no_tier() -> None:
    """Whoever opens a link is of no known age: seconds stand without a tier, and it says so."""
    text = send("share", answers={**CLEAR, **HOLD})["ok"]["text"]
    (hold,) = send("open", text=text)["ok"]["report"]["results"]
    assert [(side["text"], side["tier"]) for side in hold["sides"]] == [
        ("30 s", None),
        ("90 s", None),
    ]
    assert [note for note in hold["notes"] if "18 to 35" in note]


def test_progress_of_a_hold_has_no_tier() -> None:
    """What is saved says no age: a hold over time shows seconds and no tier."""
    sets = [{"date": f"2026-1{month}-01", "answers": HOLD} for month in (0, 1)]
    (hold,) = send("progress", sets=sets)["ok"]["measures"]
    points = [point for side in hold["sides"] for point in side["points"]]
    assert [point["tier_text"] for point in points] == [""] * 4


@pytest.mark.parametrize(
    ("answers", "words", "with_numbers"),
    [
        ({**CLEAR, **HOLD}, "Hip hold: left: low; right: typical.", "left: 30 s, low; right: 90 s"),
        ({**AGED, **HOLD}, "nothing to sum up", "Hip hold: left: 30 s; right: 90 s."),
    ],
)
def test_a_text_to_the_practice_reads_a_hold_by_age(
    answers: Answers, words: str, with_numbers: str
) -> None:
    """A summary has the hold's tiers below 60; from 60 on it has its seconds, if they may be."""
    shared = send("share", answers=answers)["ok"]
    assert words in shared["summary"]
    assert with_numbers in shared["summary_with_numbers"]
    assert "30" not in shared["summary"]


def followed(*days: dict[str, Any], **others: object) -> list[dict[str, Any]]:
    """Return what is said of the measures of some days, four weeks apart."""
    sets = [
        {"date": (date(2026, 1, 5) + timedelta(weeks=4 * number)).isoformat(), "answers": answers}
        for number, answers in enumerate(days)
    ]
    made = send("progress", sets=sets, **others)
    # Answers that are only "not sure" hold nothing that can be followed.
    found: list[dict[str, Any]] = made["ok"]["measures"] if "ok" in made else []
    return found


RAISED = {"heel-raise.reps.left": "5", "heel-raise.reps.right": "5"}
EASY = {"heel-raise.reps.left": "40", "heel-raise.reps.right": "40"}


@pytest.mark.parametrize(
    ("days", "lead"),
    [
        ((knee_to_wall("6", "6") | RAISED, knee_to_wall("7", "7") | RAISED), "knee-to-wall"),
        ((knee_to_wall("13", "13") | RAISED, knee_to_wall("14", "14") | RAISED), "heel-raise"),
        ((knee_to_wall("6", "6") | EASY, EASY), "heel-raise"),
        ((HOLD, HOLD), "hip-hold"),
    ],
)
def test_the_graph_of_the_first_line_leads(days: Any, lead: str) -> None:  # noqa: ANN401 - sets
    """One measure leads: the weightiest of the line that stands highest and was measured twice."""
    found = followed(*days)
    assert [each["self_test"] for each in found if each["lead"]] == [lead]


def test_a_graph_says_in_short_whether_a_change_is_real() -> None:
    """A change that one person's test sees is real, a smaller one is not sure yet."""
    (found,) = followed(knee_to_wall("6.5", "11"), knee_to_wall("10", "11.5"))
    left, right = found["sides"]
    assert (left["verdict_text"], right["verdict_text"]) == ("Real: +3.5 cm", "Not yet sure")
    assert left["graph_text"] == (
        "Graph of 2 measures: 6.5 cm (low) on January 5, 2026, "
        "then 10 cm (typical) on February 2, 2026."
    )
    assert [zone["text"] for zone in found["zones"]] == ["low", "low end", "typical"]


@given(visits())
def test_a_point_lies_in_the_zone_of_its_tier(answers: Answers) -> None:
    """Where a number stands on its graph is within the zone that it reads as, and so is its end."""
    kept = {field: value for field, value in answers.items() if not field.startswith("safety")}
    tiers = {
        measure.id: [tier.text for tier in measure.tiers]
        for name in self_test_ids()
        for measure in self_test(name).measures
    }
    for measure in followed(kept, kept):
        ends = [0.0]
        for zone in measure["zones"]:
            ends.append(ends[-1] + zone["size"])
        for point in (point for side in measure["sides"] for point in side["points"]):
            assert 0 <= point["from_at"] <= point["at"] <= point["to_at"] <= 100
            if measure["zones"]:
                # Zones begin with the worst.
                at = tiers[measure["measure"]][::-1].index(point["tier_text"])
                assert ends[at] - 0.2 <= point["at"] <= ends[at + 1] + 0.2


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-02-03", "Measure again in 27 days"),
        ("2026-03-01", "Measure again tomorrow"),
        ("2026-03-02", "It's time to measure again"),
        ("2027-01-01", "It's time to measure again"),
        (None, "Measure again on March 2, 2026"),
    ],
)
def test_the_next_measure_is_told_in_days(today: str | None, said: str) -> None:
    """The page counts the days to the next measure, and names the day where today is not known."""
    days = {} if today is None else {"today": today}
    (found,) = followed(knee_to_wall("6.5", "11"), knee_to_wall("10", "11"), **days)
    assert (found["measure_again"], found["again_text"]) == ("2026-03-02", said)
