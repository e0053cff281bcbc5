"""What comes next in a plan, from what the reader said after the sessions so far.

The rule is the one that every plan has (`discomfort-rule` in `definitions/plan.toml`): it has never
been tested for knees, and its numbers are data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Literal

from self_tests.catalogue import plan_table, say
from self_tests.later_requests import CheckIn
from self_tests.progress import day_of
from self_tests.reporting.later_shapes import CheckInReport
from self_tests.reporting.progress import day_text

MOST_DISCOMFORT = 10
DAYS_OF_A_WEEK = 7

type Advice = Literal["first", "go-on", "hold", "ease", "see-someone", "worse", "sign"]

# What one session says about the next: go on, hold or ease, from least to most caution.
type Step = Literal["go-on", "hold", "ease"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A day with a finished session: discomfort (0 to 10) after it, and the next morning.

    `is_normal` is whether the knee was back to normal then; `None` until the reader has said.
    """

    day: date
    discomfort: int
    is_normal: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """What counts of the days so far, oldest first.

    `sessions` are those after which the reader rated the knee, `done` the days of all finished
    sessions, and `has_sign` is whether a warning sign holds.
    """

    sessions: tuple[Session, ...]
    done: tuple[date, ...]
    has_sign: bool


def diary(found: Iterable[object], today: date | None) -> Diary:
    """Return what counts of the saved days.

    An entry that does not have the shape of a day, or lies after tomorrow, does not count; of two
    for one day the later one counts. Once a clinician has seen the knee, nothing before that
    counts.
    """
    days: dict[date, Mapping[str, Any]] = {}
    for one in found:
        day = day_of(str(one.get("date"))) if isinstance(one, dict) else None
        # In the reader's time zone it may be tomorrow already.
        if day and isinstance(one, dict) and not (today and day > today + timedelta(days=1)):
            days[day] = one
    sessions: list[Session] = []
    done: list[date] = []
    has_sign = False
    for day, said in sorted(days.items()):
        if said.get("seen") is True:
            sessions, done, has_sign = [], [], False
        has_sign = has_sign or said.get("sign") is True
        knee = said.get("knee")
        if said.get("done") is True:
            done.append(day)
        if type(knee) is int and 0 <= knee <= MOST_DISCOMFORT:
            morning = said.get("morning")
            sessions.append(
                Session(
                    day=day,
                    discomfort=knee,
                    is_normal=morning == "normal" if morning in ("normal", "worse") else None,
                )
            )
    rated = {one.day for one in sessions}
    return Diary(sessions=tuple(sessions), done=tuple(sorted(rated.union(done))), has_sign=has_sign)


def advice(kept: Diary) -> Advice:
    """Return what comes next: a warning sign decides first, then the reasons to see a clinician."""
    rule = plan_table().check_in
    if kept.has_sign:
        return "sign"
    if not kept.sessions:
        return "first"
    steps = [step(one) for one in kept.sessions]
    last = steps[-int(rule.eases_in_a_row.value) :]
    if len(last) == rule.eases_in_a_row.value and set(last) == {"ease"}:
        return "see-someone"
    if is_worse(kept.sessions):
        return "worse"
    # `eased_sessions` begin after the session that asked for ease.
    if "ease" in steps[-int(rule.eased_sessions.value) :]:
        return "ease"
    return steps[-1]


def step(session: Session) -> Step:
    """Return what one session says about the next one."""
    rule = plan_table().check_in
    if session.discomfort > rule.hold_up_to.value or session.is_normal is False:
        return "ease"
    return "hold" if session.discomfort > rule.go_on_up_to.value else "go-on"


def is_worse(sessions: tuple[Session, ...]) -> bool:
    """Return whether a knee has been worse for too long.

    That is so if all sessions since some day, two at least, were worse than on that day by more
    than chance, and if that day is long enough ago.
    """
    rule = plan_table().check_in
    return any(
        (sessions[-1].day - before.day).days >= rule.worse_for.value
        and len(since) > 1
        and all(one.discomfort >= before.discomfort + rule.worse_by.value for one in since)
        for before, since in ((one, sessions[at + 1 :]) for at, one in enumerate(sessions))
    )


MAY_START: Mapping[Advice, bool] = MappingProxyType(
    {
        "first": True,
        "go-on": True,
        "hold": True,
        "ease": True,
        "see-someone": False,
        "worse": False,
        "sign": False,
    }
)
"""Whether a session may be started after each advice."""


def _text(found: Advice, kept: Diary) -> str:
    """Return the sentence of an advice; that of `ease` says which session asked for it, and why."""
    if found != "ease":
        return say(f"check-in.{found}")
    asked = next(one for one in reversed(kept.sessions) if step(one) == "ease")
    is_red = asked.discomfort > plan_table().check_in.hold_up_to.value
    why = say(f"check-in.ease-{'red' if is_red else 'morning'}")
    if _is_eased_already(kept):
        return say("check-in.ease-more", why=why)
    return say("check-in.ease", why=why)


def _title(found: Advice, kept: Diary) -> str:
    if found == "ease" and _is_eased_already(kept):
        return say("check-in.ease-more-title")
    return say(f"check-in.{found}-title")


def _is_eased_already(kept: Diary) -> bool:
    """Return whether the last session was an eased one that asks for no more ease itself."""
    return step(kept.sessions[-1]) != "ease"


def check_in(request: CheckIn) -> CheckInReport:
    """Return what comes next, in finished sentences, and which session of the week it is."""
    kept = diary(request.check_ins, request.today)
    found = advice(kept)
    latest = kept.sessions[-1] if kept.sessions else None
    is_done = bool(latest and latest.day == request.today)
    is_open = bool(latest and latest.is_normal is None and not is_done)
    in_a_week = int(plan_table().sessions_a_week.value)
    since = day_of(request.since) or date.min
    # A plan dated in the future comes from a wrong clock: no session would belong to it.
    if request.today and since > request.today + timedelta(days=1):
        since = date.min
    of_this_plan = sum(day >= since for day in kept.done)
    # One session a day: on the day of a finished session, the answer is about that one.
    was_done = of_this_plan > 0 and request.today in kept.done
    today = (of_this_plan - was_done) % in_a_week + 1
    # Until the reader has said how the knee is, nothing follows from the last session.
    is_unrated = (
        MAY_START[found] and of_this_plan > 0 and not (latest and latest.day >= kept.done[-1])
    )
    last_day = (of_this_plan - 1) % in_a_week + 1
    this_week = sum(
        (request.today - day).days < DAYS_OF_A_WEEK for day in kept.done if request.today
    )
    # Only from the morning after the last session on.
    asks_morning = is_open and MAY_START[found]
    if is_unrated:
        title, text = say("check-in.done-title", number=last_day), say("check-in.done")
    elif asks_morning and found == "go-on":
        title, text = say("check-in.morning-title", number=today), say("check-in.morning")
    else:
        title, text = _title(found, kept), _text(found, kept)
    return CheckInReport(
        advice=found,
        title=title,
        text=text,
        last=say("check-in.last", date=day_text(latest.day), knee=latest.discomfort)
        if latest
        else "",
        may_start=MAY_START[found],
        is_done=is_done,
        asks_morning=asks_morning,
        day=of_this_plan % in_a_week + 1,
        today=today,
        # A warning sign counts for more than a session that was done on the same day.
        no_start=say(f"check-in.{found}-title")
        if not MAY_START[found]
        else say("check-in.day-done", number=today)
        if was_done
        else "",
        during=_text(found, kept) if found in ("hold", "ease") else "",
        week=say("check-in.week", count=this_week, most=in_a_week) if kept.done else "",
        dots=tuple(number < this_week for number in range(in_a_week)),
    )
