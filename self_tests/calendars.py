"""Training sessions, when to measure again and when to come back, as calendar files (RFC 5545).

Sessions are at floating local time: 18:00 is 18:00 wherever the reader is. The day to measure again
lasts the whole day, and so do the days on which to come back. The id (`uid`) and the moment of
writing (`stamp`) come with the request, so that the same request gives the same file; a file made
again with the same `uid` moves the entries instead of doubling them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from self_tests.catalogue import safety_check, say, self_test
from self_tests.wording import FinishedError, listed

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2199, 12, 31)
MOST_DATES = 400
MOST_MINUTES = 240
MOST_UID = 120
# RFC 5545, 3.1: a line has at most 75 octets, its end not counted.
MOST_OCTETS = 75
# Hours after the start of the day at which the alarm of a whole day rings.
ALARM_HOUR = 9

_TIME = re.compile(r"[0-9]{2}:[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,6})?Z", re.ASCII
)
_UID = re.compile(rf"[A-Za-z0-9._@-]{{1,{MOST_UID}}}", re.ASCII)


class CalendarError(FinishedError):
    """A calendar that cannot be written. The message says where, the value, the range and a fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One training session: its day (ISO, `2026-03-09`) and what to do, a line for each drill."""

    date: str
    lines: tuple[str, ...] = ()


def sessions(planned: Iterable[Session], *, start: str, minutes: int, uid: str, stamp: str) -> str:
    """Return a calendar with one entry for each session, in the order of their days.

    `start` is the local time of day (`18:00`), `minutes` the length (1 to 240), `uid` what makes
    these entries one family, `stamp` the moment of writing in UTC (`2026-03-09T18:00:00Z`).
    Raises `CalendarError`.
    """
    by_day = _by_day(tuple(planned))
    at = _start(start)
    if not 1 <= minutes <= MOST_MINUTES:
        raise CalendarError(
            say("calendar.minutes", least=1, most=MOST_MINUTES, found=str(minutes)[:40])
        )
    written = _Written.of(uid, stamp)
    events = []
    for day, session in sorted(by_day.items()):
        begin = datetime.combine(day, at)
        events += [
            "BEGIN:VEVENT",
            *written.identity(day, "session"),
            f"DTSTART:{_moment(begin)}",
            f"DTEND:{_moment(begin + timedelta(minutes=minutes))}",
            _text("SUMMARY", say("calendar.session", minutes=minutes)),
            _text("DESCRIPTION", "\n".join(session.lines) or say("calendar.session-text")),
            "END:VEVENT",
        ]
    return _calendar(events)


def retest(
    day: str, self_tests: Iterable[str], *, lines: Iterable[str] = (), uid: str, stamp: str
) -> str:
    """Return a calendar with the day to measure again (ISO), and an alarm at nine that morning.

    `self_tests` are the ids of what to measure; `lines` go into the entry's text, such as the
    report's sentences about which change is real. `uid` and `stamp` as for `sessions`. Raises
    `CalendarError`, or `UnknownIdError` for a self-test that does not exist.
    """
    on = _day_in("date", day)
    measured = tuple(dict.fromkeys(self_tests))
    titles = tuple(self_test(name).title for name in measured)
    if not titles:
        raise CalendarError(say("calendar.no-self-test"))
    return _calendar(
        [
            "BEGIN:VEVENT",
            # Sorted: the same self-tests on the same day are the same entry.
            *_Written.of(uid, stamp).identity(on, f"retest-{'.'.join(sorted(measured))}"),
            *_whole_days(on, on),
            _text(
                "SUMMARY",
                say("calendar.retest", self_tests=listed(titles, say("messages.and"))),
            ),
            _text("DESCRIPTION", "\n".join(lines) or say("calendar.retest-text")),
            *_alarm(say("calendar.retest-alarm")),
            "END:VEVENT",
        ]
    )


def come_back(level: str, today: str, *, uid: str, stamp: str) -> str:
    """Return a calendar with the days to come back on after a stop, and an alarm on the first.

    `level` is that of the card (`education`), `today` the day of the stop (ISO), `uid` and `stamp`
    as for `sessions`. Raises `CalendarError`, also for a level after which no day is known.
    """
    known = {each.level: each for each in safety_check().come_back}
    found = next((each for each in known.values() if each.level == level), None)
    if found is None:
        raise CalendarError(say("calendar.no-come-back", known=", ".join(known), found=level[:40]))
    stopped = _day_in("today", today)
    first = stopped + timedelta(days=int(found.least.value))
    last = stopped + timedelta(days=int(found.most.value))
    return _calendar(
        [
            "BEGIN:VEVENT",
            *_Written.of(uid, stamp).identity(first, f"come-back-{level}"),
            *_whole_days(first, last),
            _text("SUMMARY", say("calendar.come-back")),
            _text("DESCRIPTION", say("calendar.come-back-text")),
            *_alarm(say("calendar.come-back-alarm")),
            "END:VEVENT",
        ]
    )


def _whole_days(first: date, last: date) -> tuple[str, ...]:
    """Return the lines of an entry that lasts whole days."""
    return (
        f"DTSTART;VALUE=DATE:{_day(first)}",
        # RFC 5545, 3.6.1: the day after the last one.
        f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}",
    )


def _alarm(text: str) -> tuple[str, ...]:
    """Return the lines of an alarm on the first morning; the days do not count as busy."""
    return (
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        _text("DESCRIPTION", text),
        f"TRIGGER:PT{ALARM_HOUR}H",
        "END:VALARM",
    )


def _day_in(key: str, text: str) -> date:
    """Return the day of an ISO date. Raises `CalendarError`, which names `key`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Python reads other ISO spellings too (20260309, 2026-W11-1); a request may not use them.
    if day is None or day.isoformat() != text or not FIRST_DAY <= day <= LAST_DAY:
        raise CalendarError(
            say("calendar.date", key=key, least=FIRST_DAY, most=LAST_DAY, found=text[:40])
        )
    return day


def _by_day(planned: tuple[Session, ...]) -> dict[date, Session]:
    if not planned:
        raise CalendarError(say("calendar.no-dates"))
    if len(planned) > MOST_DATES:
        raise CalendarError(say("calendar.too-many-dates", most=MOST_DATES, found=len(planned)))
    by_day: dict[date, Session] = {}
    for session in planned:
        day = _day_in("dates", session.date)
        if day in by_day:
            raise CalendarError(say("calendar.date-twice", date=day))
        by_day[day] = session
    return by_day


def _start(text: str) -> time:
    try:
        if _TIME.fullmatch(text):
            return time.fromisoformat(text)
    except ValueError:
        pass
    raise CalendarError(say("calendar.start", found=text[:40]))


@dataclass(frozen=True, slots=True)
class _Written:
    """The id of the entries and when they were written, as checked texts."""

    uid: str
    stamp: str

    @classmethod
    def of(cls, uid: str, stamp: str) -> "_Written":
        """Return the checked pair. Raises `CalendarError`."""
        if not _UID.fullmatch(uid):
            raise CalendarError(say("calendar.uid", most=MOST_UID, found=uid[:40]))
        found = _MOMENT.fullmatch(stamp)
        try:
            moment = datetime.fromisoformat(found[1]) if found else None
        except ValueError:
            moment = None
        if moment is None:
            raise CalendarError(say("calendar.stamp", found=stamp[:40]))
        return cls(uid, f"{_moment(moment)}Z")

    def identity(self, day: date, what: str) -> Iterator[str]:
        """Yield the lines that identify one entry: within a `uid`, its kind and its day."""
        yield from _folded(f"UID:{_day(day)}-{what}-{self.uid}")
        yield f"DTSTAMP:{self.stamp}"


def _calendar(events: Iterable[str]) -> str:
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//self-tests//calendar//EN",
        "CALSCALE:GREGORIAN",
        *events,
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("-", "").replace(":", "")


def _text(name: str, value: str) -> str:
    """Return a property with a text value: escaped, in one or more folded lines."""
    return "\r\n".join(_folded(f"{name}:{_escaped(value)}"))


def _escaped(value: str) -> str:
    """Return a text as RFC 5545 (3.3.11) writes it, without what no calendar may hold."""
    # A lone surrogate cannot be encoded; every kind of line end becomes the one that the format
    # has.
    sound = "\n".join(value.encode("utf-8", "replace").decode().splitlines())
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        sound = sound.replace(sign, escaped)
    return "".join(sign for sign in sound if sign == "\t" or (sign >= " " and sign != "\x7f"))


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets; each but the first starts with a blank.

    No piece ends within a character of several octets.
    """
    piece, octets = "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > MOST_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece += sign
        octets += size
    yield piece
