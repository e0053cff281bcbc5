"""Calendars: another program reads what we write, and nonsense is refused with the way out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from self_tests.calendars import (
    Again,
    CalendarError,
    Origin,
    Session,
    come_back,
    retests,
    sessions,
)
from self_tests.catalogue import UnknownIdError, safety_check

UID = "k2w-7f3a@example.org"
STAMP = "2026-03-01T09:30:15.250Z"

days = st.dates(date(2000, 1, 1), date(2199, 12, 31))


def origin(**others: Any) -> Origin:  # noqa: ANN401 - passed on
    """Return where the files of these tests come from."""
    return Origin(**{"uid": UID, "stamp": STAMP, **others})


def week(*dates: str, start: str = "18:00", minutes: int = 10, **others: Any) -> str:  # noqa: ANN401 - passed on
    """Return a calendar of plain sessions."""
    planned = [Session(date=day) for day in dates]
    return sessions(planned, start=start, minutes=minutes, origin=origin(**others))


TWO = ("retest-hip-hold", "retest-knee-to-wall")


def measured_again(
    day: str = "2026-03-29",
    self_tests: Iterable[str] = ("knee-to-wall",),
    **others: Any,  # noqa: ANN401 - passed on
) -> str:
    """Return a calendar of self-tests to take again on one day."""
    planned = [Again(date=day, self_test=name) for name in self_tests]
    return retests(planned, origin=origin(**others))


def events(text: str) -> list[Any]:
    """Return the entries another program reads."""
    return list(Calendar.from_ical(text).walk("VEVENT"))


def unfolded(text: str) -> list[str]:
    """Return the lines before folding."""
    assert text.endswith("\r\n")
    return text[:-2].replace("\r\n ", "").split("\r\n")


def refusal(made: Any, *args: object, **others: object) -> str:  # noqa: ANN401 - any function here
    """Return the message for what may not be written."""
    with pytest.raises(CalendarError) as caught:
        made(*args, **others)
    return str(caught.value)


ALARM = (
    "BEGIN:VALARM\r\n"
    "ACTION:DISPLAY\r\n"
    "DESCRIPTION:Training\\, 15 min\r\n"
    "TRIGGER:PT0H\r\n"
    "END:VALARM\r\n"
)


def test_sessions_as_text() -> None:
    """Two sessions make this file, byte for byte, in the order of their days."""
    planned = [
        Session(date="2026-03-11"),
        Session(date="2026-03-09", lines=("Wall sit, 3 x 30 s",)),
    ]
    assert sessions(planned, start="18:05", minutes=15, origin=origin()) == (
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//self-tests//calendar//EN\r\n"
        "CALSCALE:GREGORIAN\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:20260309-session-k2w-7f3a@example.org\r\n"
        "DTSTAMP:20260301T093015Z\r\n"
        "DTSTART:20260309T180500\r\n"
        "DTEND:20260309T182000\r\n"
        "SUMMARY:Training\\, 15 min\r\n"
        "DESCRIPTION:Wall sit\\, 3 x 30 s\r\n"
        f"{ALARM}"
        "END:VEVENT\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:20260311-session-k2w-7f3a@example.org\r\n"
        "DTSTAMP:20260301T093015Z\r\n"
        "DTSTART:20260311T180500\r\n"
        "DTEND:20260311T182000\r\n"
        "SUMMARY:Training\\, 15 min\r\n"
        "DESCRIPTION:Your plan's drills\\, in the order it lists them.\r\n"
        f"{ALARM}"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


def test_one_day_of_a_kind_is_one_entry() -> None:
    """A session and two retests of one day are three entries; one made again is itself."""
    day = "2026-03-29"
    made = [
        sessions([Session(date=day)], start="18:00", minutes=5, origin=origin()),
        measured_again(day, ["hip-hold", "knee-to-wall"]),
        measured_again(day, ["knee-to-wall"]),
    ]
    names = [str(entry["UID"]) for text in made for entry in events(text)]
    assert names == [f"20260329-{what}-{UID}" for what in ("session", *TWO, TWO[1])]


def test_retest_as_text() -> None:
    """A retest makes this file, byte for byte."""
    assert measured_again() == (
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//self-tests//calendar//EN\r\n"
        "CALSCALE:GREGORIAN\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:20260329-retest-knee-to-wall-k2w-7f3a@example.org\r\n"
        "DTSTAMP:20260301T093015Z\r\n"
        "DTSTART;VALUE=DATE:20260329\r\n"
        "DTEND;VALUE=DATE:20260330\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "SUMMARY:Measure again: Knee-to-wall\r\n"
        "DESCRIPTION:Same self-test\\, measured the same way as last time.\r\n"
        "BEGIN:VALARM\r\n"
        "ACTION:DISPLAY\r\n"
        "DESCRIPTION:Today\\, measure again: Knee-to-wall\r\n"
        "TRIGGER:PT9H\r\n"
        "END:VALARM\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


def test_another_program_reads_sessions() -> None:
    """A calendar program reads floating local times: the same hour wherever the reader is."""
    (found,) = events(week("2026-03-09", start="23:50", minutes=20))
    assert (found.start, found.end) == (
        datetime(2026, 3, 9, 23, 50),  # noqa: DTZ001 - floating on purpose
        datetime(2026, 3, 10, 0, 10),  # noqa: DTZ001 - floating on purpose
    )
    assert (found.start.tzinfo, str(found["UID"])) == (None, f"20260309-session-{UID}")
    assert found["DTSTAMP"].dt == datetime.fromisoformat("2026-03-01T09:30:15Z")


def test_another_program_reads_the_retest() -> None:
    """A calendar program reads a whole day with an alarm at nine."""
    (found,) = events(measured_again("2026-02-28"))
    (alarm,) = found.walk("VALARM")
    assert (found.start, found.end) == (date(2026, 2, 28), date(2026, 3, 1))
    assert alarm["TRIGGER"].dt == timedelta(hours=9)
    assert str(found["SUMMARY"]) == "Measure again: Knee-to-wall"


def test_another_program_reads_when_to_come_back() -> None:
    """A calendar program reads the days after a stop, from the third on, with an alarm at nine."""
    (found,) = events(come_back("education", "2026-02-26", origin=origin()))
    (alarm,) = found.walk("VALARM")
    assert (found.start, found.end) == (date(2026, 3, 1), date(2026, 3, 6))
    assert (alarm["TRIGGER"].dt, str(found["TRANSP"])) == (timedelta(hours=9), "TRANSPARENT")
    assert (str(found["SUMMARY"]), str(found["UID"])) == (
        "Come back to the self-tests",
        f"20260301-come-back-education-{UID}",
    )
    assert "Begin with the safety check" in str(found["DESCRIPTION"])


def test_a_card_says_the_days_that_its_file_holds() -> None:
    """Each level with a day to come back has a card that names the same days in words."""
    cards = {card.level: " ".join(card.from_18) for card in safety_check().cards}
    known = {
        each.level: f"Come back in {each.least.value:g} to {each.most.value:g} days"
        for each in safety_check().come_back
    }
    assert (len(known), [level for level, said in known.items() if said not in cards[level]]) == (
        1,
        [],
    )


@pytest.mark.parametrize("level", ["emergency", "urgent", "clinician", "ask-first", "under-18", ""])
def test_no_day_is_made_up(level: str) -> None:
    """After a card that sends somebody elsewhere no day is known, and no file is made."""
    with pytest.raises(CalendarError) as problem:
        come_back(level, "2026-02-26", origin=origin())
    assert str(problem.value) == (
        f'"come_back" must be a level after which a day is known: education. Found "{level}".'
    )


def test_come_back_needs_a_day() -> None:
    """Whoever says no day of today is told how to write one."""
    with pytest.raises(CalendarError, match='"today" must be a day between'):
        come_back("education", "", origin=origin())


def test_self_test_named_twice_stands_once() -> None:
    """A self-test with two measures on one day is one entry, with the lines of both."""
    assert measured_again(self_tests=["knee-to-wall"] * 2) == measured_again()
    two = [Again(date="2026-03-29", self_test="knee-load", lines=(line,)) for line in "ab"]
    (entry,) = events(retests(two, origin=origin()))
    assert str(entry["DESCRIPTION"]) == "a\nb"


def test_each_self_test_has_its_own_day() -> None:
    """Self-tests that are due on different days are entries of those days, the first one first."""
    planned = [
        Again(date="2026-04-12", self_test="hip-hold"),
        Again(date="2026-03-15", self_test="knee-load"),
        Again(date="2026-03-29", self_test="knee-to-wall"),
    ]
    found = events(retests(planned, origin=origin()))
    assert [(entry.start.isoformat(), str(entry["SUMMARY"])) for entry in found] == [
        ("2026-03-15", "Measure again: Knee and load"),
        ("2026-03-29", "Measure again: Knee-to-wall"),
        ("2026-04-12", "Measure again: Hip hold"),
    ]


LINK = "https://example.org/gym/plan/#start"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            lambda **others: week("2026-03-09", **others),
            "Today's session, if you saved your plan: ",
        ),
        (measured_again, "Start here: "),
        (
            lambda **others: come_back("education", "2026-03-01", origin=origin(**others)),
            "Start here: ",
        ),
    ],
    ids=["session", "retest", "come back"],
)
def test_an_entry_leads_back(made: Any, said: str) -> None:  # noqa: ANN401 - a function here
    """The address is the entry's own, and stands at the end of its text; without one, nowhere."""
    (entry,) = events(made(link=LINK))
    assert str(entry["URL"]) == LINK
    assert str(entry["DESCRIPTION"]).splitlines()[-1] == said + LINK
    (entry,) = events(made())
    assert "URL" not in entry
    assert "http" not in str(entry["DESCRIPTION"])


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "example.org",
        "https://",
        "https://a b",
        "https://a\r\nEND:VEVENT",
        "https://ä.org",
        "https://" + "a" * 393,
    ],
)
def test_a_link_cannot_break_the_file(link: str) -> None:
    """A link is an address of a page, in signs of ASCII."""
    assert refusal(measured_again, link=link) == (
        '"link" must be an address with http or https, without spaces and of at most 400 '
        f'characters, found "{link[:40]}".'
    )


def test_the_longest_link_is_read_back() -> None:
    """An address of 400 characters is folded like every line, and read back whole."""
    link = "https://" + "a" * 392
    (entry,) = events(measured_again(link=link))
    assert str(entry["URL"]) == link


def test_the_same_request_gives_the_same_file() -> None:
    """The order in which days are sent changes nothing, so a file made again replaces the first."""
    assert week("2026-03-09", "2026-03-11") == week("2026-03-11", "2026-03-09")


@given(planned=st.lists(days, min_size=1, max_size=8, unique=True), minutes=st.integers(1, 240))
def test_every_session_is_read_back(planned: Sequence[date], minutes: int) -> None:
    """Whatever the days and the length: each is one entry, with an identity of its own."""
    found = events(week(*(day.isoformat() for day in planned), start="06:30", minutes=minutes))
    assert [entry.start.date() for entry in found] == sorted(planned)
    assert {entry.end - entry.start for entry in found} == {timedelta(minutes=minutes)}
    assert len({str(entry["UID"]) for entry in found}) == len(planned)


@given(day=days)
def test_every_retest_is_read_back(day: date) -> None:
    """Every day, leap days and the last of a year too, is one whole day."""
    (found,) = events(measured_again(day.isoformat()))
    assert (found.start, found.end) == (day, day + timedelta(days=1))


@given(lines=st.lists(st.text(), min_size=1, max_size=4).map(tuple))
def test_any_text_folds_and_unfolds(lines: tuple[str, ...]) -> None:
    """Whatever a line says: at most 75 octets, no stray line, and nothing but text in the entry."""
    text = sessions(
        [Session(date="2026-03-09", lines=lines)], start="18:00", minutes=5, origin=origin()
    )
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert [line.partition(":")[0] for line in unfolded(text)] == [
        "BEGIN",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "BEGIN",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        *("BEGIN", "ACTION", "DESCRIPTION", "TRIGGER", "END"),
        "END",
        "END",
    ]


@given(
    words=st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n\t"),
        min_size=1,
    ).filter(lambda words: not words.endswith("\n"))
)
def test_another_program_reads_the_same_words(words: str) -> None:
    """Commas, semicolons, line ends and letters of every script arrive as they were."""
    text = sessions(
        [Session(date="2026-03-09", lines=(words,))], start="18:00", minutes=5, origin=origin()
    )
    (found,) = events(text)
    assert str(found["DESCRIPTION"]) == words


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("back\\slash", "back\\\\slash"),
        ("\\n is no line end", "\\\\n is no line end"),
        ("one\ntwo\r\nthree\rfour\u2028five\x85six", "one\\ntwo\\nthree\\nfour\\nfive\\nsix"),
        ("tab\tbell\x07null\x00delete\x7f", "tab\tbellnulldelete"),
        ("half \ud800 letter", "half ? letter"),
        ("END:VEVENT\r\nBEGIN:VEVENT", "END:VEVENT\\nBEGIN:VEVENT"),
    ],
)
def test_text_is_escaped(line: str, written: str) -> None:
    """A text is written so that it stays one text."""
    text = sessions(
        [Session(date="2026-03-09", lines=(line,))], start="18:00", minutes=5, origin=origin()
    )
    assert f"DESCRIPTION:{written}" in unfolded(text)


@pytest.mark.parametrize(("letter", "kept"), [("a", 63), ("é", 31), ("語", 21), ("🦵", 15)])
def test_letters_stay_whole(letter: str, kept: int) -> None:
    """A line is folded as late as 75 octets allow, and never inside a letter."""
    planned = [Again(date="2026-03-29", self_test="knee-to-wall", lines=(letter * 80,))]
    written = retests(planned, origin=origin()).split("\r\n")
    place = next(n for n, each in enumerate(written) if each.startswith("DESCRIPTION"))
    line, rest = written[place : place + 2]
    assert (line, rest[:2]) == (f"DESCRIPTION:{letter * kept}", f" {letter}")


def test_a_long_identity_is_folded_too() -> None:
    """An identity of the greatest length is read back whole."""
    (found,) = events(week("2026-03-09", uid="u" * 120))
    assert str(found["UID"]) == f"20260309-session-{'u' * 120}"


@pytest.mark.parametrize(
    "day",
    [
        "",
        "today",
        "20260309",
        "2026-W11-1",
        "2026-02-29",
        "1999-12-31",
        "2200-01-01",
        "2026-03-09T10:00",
        " 2026-03-09",
        "٢٠٢٦-03-09",
    ],
)
def test_only_days_are_days(day: str) -> None:
    """A day that is none, or written another way, is named with the range and an example."""
    message = f'must be a day between 2000-01-01 and 2199-12-31, like 2026-03-09, found "{day}".'
    assert refusal(week, day) == f'"dates" {message}'
    assert refusal(measured_again, day) == f'"date" {message}'


@pytest.mark.parametrize("start", ["", "6pm", "24:00", "18:60", "1800", "18:00:00", "18", "18:00Z"])
def test_only_times_are_times(start: str) -> None:
    """A time that is none is named with the range and an example."""
    assert refusal(week, "2026-03-09", start=start) == (
        f'"start" must be a time between 00:00 and 23:59, like 18:00, found "{start}".'
    )


@pytest.mark.parametrize("minutes", [0, -5, 241, 10**30])
def test_length_of_a_session(minutes: int) -> None:
    """A session lasts 1 to 240 minutes."""
    assert refusal(week, "2026-03-09", minutes=minutes) == (
        f'"minutes" must be a whole number between 1 and 240, found {minutes}.'
    )


@pytest.mark.parametrize("made", [lambda **others: week("2026-03-09", **others), measured_again])
@pytest.mark.parametrize("uid", ["", "two words", "a\r\nEND:VEVENT", "ü", "u" * 121])
def test_identity_cannot_break_the_file(made: Any, uid: str) -> None:  # noqa: ANN401 - a function here
    """An identity is plain letters, digits and four signs."""
    assert refusal(made, uid=uid) == (
        f'"uid" must be 1 to 120 letters, digits or the signs . _ @ -, found "{uid[:40]}".'
    )


@pytest.mark.parametrize("made", [lambda **others: week("2026-03-09", **others), measured_again])
@pytest.mark.parametrize(
    "stamp",
    [
        "",
        "now",
        "2026-03-01",
        "2026-03-01T09:30:15",
        "2026-03-01T09:30:15+01:00",
        "2026-13-01T09:30:15Z",
        "2026-03-01T25:30:15Z",
        "2026-03-01T09:30:15ZZ",
    ],
)
def test_moment_is_in_utc(made: Any, stamp: str) -> None:  # noqa: ANN401 - a function here
    """The moment of writing is a moment, and in UTC."""
    assert refusal(made, stamp=stamp) == (
        f'"stamp" must be a moment in UTC, like 2026-03-09T18:00:00Z, found "{stamp}".'
    )


def test_days_are_named_once_and_not_too_many() -> None:
    """No day, the same day twice, or more than a year's days: each with the way out."""
    many = [(date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in range(401)]
    assert len(events(week(*many[:400]))) == 400
    assert refusal(week, *many) == '"dates" may name 400 days at the most, found 401. Send fewer.'
    again = [Again(date=day, self_test="hip-hold") for day in many]
    assert refusal(retests, again, origin=origin()) == (
        '"dates" may name 400 days at the most, found 401. Send fewer.'
    )
    assert refusal(week) == '"dates" must name at least one day, like 2026-03-09.'
    assert refusal(week, "2026-03-09", "2026-03-10", "2026-03-09") == (
        '"dates" names 2026-03-09 twice. Leave one out.'
    )


def test_retest_needs_a_self_test() -> None:
    """A retest of nothing, or of a self-test that is not there, says which there are."""
    assert refusal(measured_again, self_tests=()) == (
        '"again" must name at least one self-test, like "knee-to-wall".'
    )
    with pytest.raises(UnknownIdError, match="There is no self-test"):
        measured_again(self_tests=["knee-to-floor"])
