"""Drills become a week of sessions that take no longer than asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from self_tests.model import Drill, PlanTable

SECONDS_PER_MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A drill in one session, with the sets that fit and the seconds they take."""

    drill: Drill
    sets: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TooRare:
    """A drill that comes on fewer days than its dose asks for, and the sessions that hold more.

    `enough_at` is the shortest session length that holds it as often as its dose asks, `more_at`
    the shortest that holds it more often; `None` where no length does.
    """

    drill: Drill
    days: int
    enough_at: int | None
    more_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The sessions of a week, each of `minutes` at the most, and what came too rarely."""

    minutes: int
    sessions: tuple[tuple[Planned, ...], ...]
    too_rare: tuple[TooRare, ...]


def seconds(table: PlanTable, planned: Drill, sets: int) -> int:
    """Return how long some sets of a drill take, rests and side switches included."""
    dose = planned.dose
    sides = 2 if dose.per_side else 1
    switch = int(table.side_switch.value) * (sides - 1)
    one_set = dose.reps * dose.seconds * sides + switch
    return int(table.lead_in.value) + sets * one_set + (sets - 1) * dose.rest


def week(table: PlanTable, base: Sequence[Drill], extras: Sequence[Drill], minutes: int) -> Week:
    """Return a week of sessions of `minutes`, and what did not fit into it."""
    wanted = (*base, *extras)
    sessions = _sessions(table, base, extras, minutes)
    counts = _days(sessions)
    longer = {
        length: _days(_sessions(table, base, extras, length))
        for length in table.minutes
        if length > minutes
    }
    too_rare = []
    for each in wanted:
        days, enough = counts.get(each.id, 0), min(each.dose.days_a_week, len(sessions))
        if days < enough:
            at = {length: found.get(each.id, 0) for length, found in longer.items()}
            too_rare.append(
                TooRare(
                    drill=each,
                    days=days,
                    enough_at=next((length for length in at if at[length] >= enough), None),
                    more_at=next((length for length in at if at[length] > days), None),
                )
            )
    return Week(minutes=minutes, sessions=sessions, too_rare=tuple(too_rare))


def _sessions(
    table: PlanTable, base: Sequence[Drill], extras: Sequence[Drill], minutes: int
) -> tuple[tuple[Planned, ...], ...]:
    """Return the sessions of a week.

    Extras give way where they crowd out the base: first on the days on which the base would
    come too rarely, then for good, the last one first.
    """
    for kept in range(len(extras), -1, -1):
        for base_first in (False, True):
            sessions = _fill_days(table, base, extras[:kept], minutes, base_first=base_first)
            counts = _days(sessions)
            if all(counts.get(each.id, 0) >= table.base_days_at_least.value for each in base):
                return sessions
    return sessions


def _fill_days(
    table: PlanTable,
    base: Sequence[Drill],
    extras: Sequence[Drill],
    minutes: int,
    *,
    base_first: bool,
) -> tuple[tuple[Planned, ...], ...]:
    """Return each day's session, filled from what is due in a fixed order.

    The order is first extra, base, other extras. With `base_first` a base drill that is behind
    its least number of days comes before everything.
    """
    days = int(table.sessions_a_week.value)
    order = (*extras[:1], *base, *extras[1:])
    done = dict.fromkeys((each.id for each in order), 0)
    sessions = []
    for day in range(1, days + 1):
        behind = [
            each
            for each in base
            if base_first and done[each.id] < _due(int(table.base_days_at_least.value), day, days)
        ]
        room = minutes * SECONDS_PER_MINUTE
        session = []
        for each in (*behind, *(other for other in order if other not in behind)):
            planned = _fitting(table, each, room)
            if done[each.id] < _due(each.dose.days_a_week, day, days) and planned:
                session.append(planned)
                room -= planned.seconds
                done[each.id] += 1
        sessions.append(tuple(session))
    return tuple(sessions)


def _due(days_a_week: int, day: int, days: int) -> int:
    """Return how often a drill should have come by a day: spread evenly, the first day counts."""
    return -(-days_a_week * day // days)


def _fitting(table: PlanTable, candidate: Drill, room: int) -> Planned | None:
    """Return the drill with as many of its sets as fit; never fewer than its least."""
    for sets in range(candidate.dose.sets, candidate.dose.least_sets - 1, -1):
        needed = seconds(table, candidate, sets)
        if needed <= room:
            return Planned(drill=candidate, sets=sets, seconds=needed)
    return None


def _days(sessions: Iterable[Iterable[Planned]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for session in sessions:
        for planned in session:
            counts[planned.drill.id] = counts.get(planned.drill.id, 0) + 1
    return counts
