"""What a reader keeps goes through the same door: links, progress, calendars."""

import json
from typing import Any

from hypothesis import given
from icalendar import Calendar

from self_tests.catalogue import chain_check
from self_tests.wire import respond
from tests.requests import CLEAR, knee_to_wall, report
from tests.visits import Answers, complete, confirmed, visits

STAMP = {"uid": "plan-1@example.org", "stamp": "2026-11-22T18:00:00Z"}


def send(do: str, **others: object) -> dict[str, Any]:
    """Return the whole response to a request."""
    response: dict[str, Any] = json.loads(respond(json.dumps({"do": do, "version": 1, **others})))
    return response


@given(visits())
def test_a_link_brings_the_measures_back(answers: Answers) -> None:
    """An opened link shows the same values and tiers, and neither line nor plan."""
    text = send("share", answers=answers, confirmed=confirmed())["ok"]["text"]
    opened = send("open", text=text)["ok"]
    kept = {field: value for field, value in answers.items() if not field.startswith("safety")}
    assert opened["report"] == report(kept, confirmed=confirmed())
    assert (opened["report"]["level"], opened["report"]["lines"]) == ("not asked", [])
    assert opened["report"]["plan"] is None


def test_a_full_chain_check_is_short() -> None:
    """A full chain check fits into a link of under 80 characters."""
    answers = complete(chain_check().full, lambda options: options[-1])
    assert len(send("share", answers=answers, confirmed=confirmed())["ok"]["text"]) < 80


def test_a_link_never_carries_the_safety_check() -> None:
    """Safety answers make no difference to a link."""
    with_safety = send("share", answers={**CLEAR, **knee_to_wall()})
    assert with_safety == send("share", answers=knee_to_wall())


def test_a_damaged_link_says_so() -> None:
    """A link with a letter changed gives a sentence and no report."""
    text = send("share", answers=knee_to_wall())["ok"]["text"]
    turned = "A" if text[5] != "A" else "B"
    assert set(send("open", text=text[:5] + turned + text[6:])) == {"error"}
    assert set(send("open", text="nonsense")) == {"error"}


def test_unfinished_answers_are_not_shared() -> None:
    """A link is made of finished self-tests only; what is missing comes back."""
    answers = {key: text for key, text in knee_to_wall().items() if not key.endswith(".right")}
    assert send("share", answers=answers)["error"]["question"] == "knee-to-wall.distance.right"


def test_progress_of_two_days() -> None:
    """A change smaller than the minimal detectable change is not called better."""
    sets = [
        {"date": "2026-10-01", "answers": knee_to_wall(left="8", right="10")},
        {"date": "2026-11-01", "answers": knee_to_wall(left="9", right="12.5")},
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


def test_calendar_of_a_retest() -> None:
    """A retest becomes an all-day date."""
    response = send("calendar", retest="2026-12-20", self_tests=["knee-to-wall"], **STAMP)
    event = Calendar.from_ical(response["ok"]["text"]).walk("VEVENT")[0]
    assert event.decoded("DTSTART").isoformat() == "2026-12-20"


def test_bad_calendar() -> None:
    """A calendar that cannot be written says which part is wrong."""
    response = send("calendar", retest="tomorrow", self_tests=["knee-to-wall"], **STAMP)
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
