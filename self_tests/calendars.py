"""Training sessions, when to measure again and when to come back, as calendar files (RFC 5545).

Sessions are at floating local time: 18:00 is 18:00 wherever the reader is. A day to measure again
lasts the whole day, and so do the days on which to come back. The id (`uid`) and the moment of
writing (`stamp`) come with the request, so that the same request gives the same file; a file made
again with the same `uid` moves the entries instead of doubling them. A `link`, if there is one, is
the page to come back to: an http or https address of at most 400 characters.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from self_tests.catalogue import safety_check, say, self_test
from self_tests.wording import FinishedError

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2199, 12, 31)
MOST_DATES = 400
MOST_MINUTES = 240
MOST_UID = 120
MOST_LINK = 400
# RFC 5545, 3.1: a line has at most 75 octets, its end not counted.
MOST_OCTETS = 75
# Hours after the start of the day at which the alarm of a whole day rings.
ALARM_HOUR = 9

_TIME = re.compile(r"[0-9]{2}:[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,6})?Z", re.ASCII
)
_UID = re.compile(rf"[A-Za-z0-9._@-]{{1,{MOST_UID}}}", re.ASCII)
_LINK = re.compile(r"https?://[!-~]+", re.ASCII)


class CalendarError(FinishedError):
    """A calendar that cannot be written. The message says where, the value, the range and a fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a file comes from.

    `uid` is what makes its entries one family, `stamp` the moment of writing in UTC
    (`2026-03-09T18:00:00Z`), `link` the page to come back to, if there is one.
    """

    uid: str
    stamp: str
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One training session: its day (ISO, `2026-03-09`) and what to do, a line for each drill."""

    date: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A self-test to take again on a day (ISO); `lines` are the text of the entry.

    They are such as the report's sentence about which change is real.
    """

    date: str
    self_test: str
    lines: tuple[str, ...] = ()


def sessions(planned: Iterable[Session], *, start: str, minutes: int, origin: Origin) -> str:
    """Return a calendar with one entry for each session, in the order of their days.

    Each has an alarm as it begins. `start` is the local time of day (`18:00`), `minutes` the length
    (1 to 240). The link leads to the session of the day. Raises `CalendarError`.
    """
    by_day = _by_day(tuple(planned))
    at = _start(start)
    if not 1 <= minutes <= MOST_MINUTES:
        raise CalendarError(
            say("calendar.minutes", least=1, most=MOST_MINUTES, found=str(minutes)[:40])
        )
    written = _Written.of(origin)
    title = say("calendar.session", minutes=minutes)
    events = []
    for day, session in sorted(by_day.items()):
        begin = datetime.combine(day, at)
        events += [
            "BEGIN:VEVENT",
            *written.identity(day, "session"),
            f"DTSTART:{_moment(begin)}",
            f"DTEND:{_moment(begin + timedelta(minutes=minutes))}",
            _text("SUMMARY", title),
            *written.about(
                session.lines or (say("calendar.session-text"),), "calendar.session-link"
            ),
            *_alarm(title, hours=0),
            "END:VEVENT",
        ]
    return _calendar(events)


def retests(planned: Iterable[Again], *, origin: Origin) -> str:
    """Return a calendar with each self-test on the day to take it again, in the order of the days.

    Each has an alarm at nine that morning. A self-test that is there twice on a day is one entry.
    Raises `CalendarError`, or `UnknownIdError` for a self-test that does not exist.
    """
    lines: dict[tuple[date, str], tuple[str, ...]] = {}
    for each in planned:
        entry = (_day_in("date", each.date), each.self_test)
        lines[entry] = (*lines.get(entry, ()), *each.lines)
    if not lines:
        raise CalendarError(say("calendar.no-self-test"))
    if len(lines) > MOST_DATES:
        raise CalendarError(say("calendar.too-many-dates", most=MOST_DATES, found=len(lines)))
    written = _Written.of(origin)
    events = []
    for (day, name), text in sorted(lines.items()):
        title = self_test(name).title
        events += [
            "BEGIN:VEVENT",
            *written.identity(day, f"retest-{name}"),
            *_whole_days(day, day),
            _text("SUMMARY", say("calendar.retest", self_test=title)),
            *written.about(text or (say("calendar.retest-text"),), "calendar.link"),
            *_alarm(say("calendar.retest-alarm", self_test=title)),
            "END:VEVENT",
        ]
    return _calendar(events)


def come_back(level: str, today: str, *, origin: Origin) -> str:
    """Return a calendar with the days to come back on after a stop, and an alarm on the first.

    `level` is that of the card (`education`), `today` the day of the stop (ISO). Raises
    `CalendarError`, also for a level after which no day is known.
    """
    known = {each.level: each for each in safety_check().come_back}
    found = next((each for each in known.values() if each.level == level), None)
    if found is None:
        raise CalendarError(say("calendar.no-come-back", known=", ".join(known), found=level[:40]))
    stopped = _day_in("today", today)
    first = stopped + timedelta(days=int(found.least.value))
    last = stopped + timedelta(days=int(found.most.value))
    written = _Written.of(origin)
    return _calendar(
        [
            "BEGIN:VEVENT",
            *written.identity(first, f"come-back-{level}"),
            *_whole_days(first, last),
            _text("SUMMARY", say("calendar.come-back")),
            *written.about((say("calendar.come-back-text"),), "calendar.link"),
            *_alarm(say("calendar.come-back-alarm")),
            "END:VEVENT",
        ]
    )


def _whole_days(first: date, last: date) -> tuple[str, ...]:
    """Return the lines of an entry that lasts whole days, which do not count as busy."""
    return (
        f"DTSTART;VALUE=DATE:{_day(first)}",
        # RFC 5545, 3.6.1: the day after the last one.
        f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}",
        "TRANSP:TRANSPARENT",
    )


def _alarm(text: str, hours: int = ALARM_HOUR) -> tuple[str, ...]:
    """Return the lines of an alarm some hours after the beginning."""
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        _text("DESCRIPTION", text),
        f"TRIGGER:PT{hours}H",
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
    """What all entries of a file have: id, when they were written, and the link, checked."""

    uid: str
    stamp: str
    link: str

    @classmethod
    def of(cls, origin: Origin) -> "_Written":
        """Return the checked texts. Raises `CalendarError`."""
        uid, stamp, link = origin.uid, origin.stamp, origin.link
        if not _UID.fullmatch(uid):
            raise CalendarError(say("calendar.uid", most=MOST_UID, found=uid[:40]))
        if link and (len(link) > MOST_LINK or not _LINK.fullmatch(link)):
            raise CalendarError(say("calendar.no-link", most=MOST_LINK, found=link[:40]))
        found = _MOMENT.fullmatch(stamp)
        try:
            moment = datetime.fromisoformat(found[1]) if found else None
        except ValueError:
            moment = None
        if moment is None:
            raise CalendarError(say("calendar.stamp", found=stamp[:40]))
        return cls(uid, f"{_moment(moment)}Z", link)

    def identity(self, day: date, what: str) -> Iterator[str]:
        """Yield the lines that identify one entry: within a `uid`, its kind and its day."""
        yield from _folded(f"UID:{_day(day)}-{what}-{self.uid}")
        yield f"DTSTAMP:{self.stamp}"

    def about(self, lines: Iterable[str], key: str) -> Iterator[str]:
        """Yield an entry's text, and the link: in the text, too, as some calendars show no URL."""
        last = (say(key, link=self.link),) if self.link else ()
        yield _text("DESCRIPTION", "\n".join((*lines, *last)))
        if self.link:
            yield from _folded(f"URL:{self.link}")


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
