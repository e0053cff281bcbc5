"""Drills become a week of sessions that take no longer than asked.

The best week is searched for, not filled day by day. The wishes, each more important than all that
follow: every drill on its least number of days; the first thing as often as its dose asks; then the
base; then the other extras; as many sets as fit; days spread evenly; few drills a session, about
equally many in each; the order of the plan.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from self_tests.model import Drill, PlanTable

SECONDS_PER_MINUTE = 60
# Bits for the number of days of one drill; wide enough that a negative count never looks valid.
_BITS = 4

# The number of days of each drill, packed into one number: `_BITS` for each.
type _Counts = int
# A bit for each drill in a session, or for each day of a drill.
type _Bits = int


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A drill in one session, with the sets that fit and the seconds they take."""

    drill: Drill
    sets: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An extra that has no room in a week of these sessions beside the others.

    `fits_at` is the shortest session length, in minutes, with room for it; `None` if there is none.
    """

    drill: Drill
    fits_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The sessions of a week, each of `minutes` at the most, and the extras that do not fit."""

    minutes: int
    sessions: tuple[tuple[Planned, ...], ...]
    left_out: tuple[LeftOut, ...]

    def days(self, drill: Drill) -> int:
        """Return how many sessions have a drill."""
        return sum(planned.drill.id == drill.id for session in self.sessions for planned in session)


def seconds(table: PlanTable, planned: Drill, sets: int) -> int:
    """Return how long some sets of a drill take, rests and side switches included."""
    dose = planned.dose
    sides = 2 if dose.per_side else 1
    switch = int(table.side_switch.value) * (sides - 1)
    one_set = dose.reps * dose.seconds * sides + switch
    return int(table.lead_in.value) + sets * one_set + (sets - 1) * dose.rest


def week(table: PlanTable, base: Sequence[Drill], extras: Sequence[Drill], minutes: int) -> Week:
    """Return a week of sessions of `minutes`, and the extras that did not fit into it.

    `extras` are in their order, the first thing first. If not every drill can come on its least
    number of days, the last extra is left out, then the one before it; never the base. A base that
    does not fit by itself gives empty sessions; `check` reports that to authors.
    """
    kept, sessions = _longest(table, base, extras, minutes)
    left_out = tuple(
        LeftOut(drill=extras[number], fits_at=_fits_at(table, base, extras[: number + 1], minutes))
        for number in range(kept, len(extras))
    )
    return Week(minutes=minutes, sessions=sessions, left_out=left_out)


def _longest(
    table: PlanTable, base: Sequence[Drill], extras: Sequence[Drill], minutes: int
) -> tuple[int, tuple[tuple[Planned, ...], ...]]:
    """Return how many of the extras fit, and the week that holds them."""
    for kept in range(len(extras), -1, -1):
        found = _Search.of(table, base, extras[:kept], minutes)
        if found.has_room:
            return kept, found.sessions()
    return 0, ((),) * int(table.sessions_a_week.value)


def _fits_at(
    table: PlanTable, base: Sequence[Drill], extras: Sequence[Drill], minutes: int
) -> int | None:
    """Return the shortest of the longer session lengths that has room for all of this."""
    longer = (length for length in table.minutes if length > minutes)
    return next(
        (length for length in longer if _Search.of(table, base, extras, length).has_room), None
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for the best week of some drills, which are in the order of a session.

    `groups` are the places of the drills in that order, most important group first. `sets` has for
    every session that fits the number of sets of each of its drills; `cut` how many sets it lacks.
    """

    table: PlanTable
    drills: tuple[Drill, ...]
    groups: tuple[tuple[int, ...], ...]
    sets: Mapping[_Bits, tuple[int, ...]]
    cut: Mapping[_Bits, int]
    halves: tuple[Mapping[_Counts, int], Mapping[_Counts, int]]

    @classmethod
    def of(
        cls, table: PlanTable, base: Sequence[Drill], extras: Sequence[Drill], minutes: int
    ) -> "_Search":
        """Return the search for sessions of `minutes`."""
        drills = (*extras[:1], *base, *extras[1:])
        first, others = len(extras[:1]), len(extras[:1]) + len(base)
        numbers = range(len(drills))
        one_set = minutes <= table.one_set_up_to.value
        sets = {
            session: found
            for session in range(1 << len(drills))
            if (
                found := _sets(
                    table,
                    [drills[number] for number in numbers if session >> number & 1],
                    minutes * SECONDS_PER_MINUTE,
                    one_set=one_set,
                )
            )
            is not None
        }
        cut = {
            session: sum(each.dose.sets for n, each in enumerate(drills) if session >> n & 1)
            - sum(found)
            for session, found in sets.items()
        }
        return cls(
            table,
            drills,
            (tuple(numbers[:first]), tuple(numbers[first:others]), tuple(numbers[others:])),
            sets,
            cut,
            _halves(cut, int(table.sessions_a_week.value)),
        )

    @property
    def days(self) -> int:
        """How many sessions the week has."""
        return int(self.table.sessions_a_week.value)

    @property
    def has_room(self) -> bool:
        """Whether every drill can come on its least number of days."""
        return self._least_cut([low for low, _ in self._ranges()]) is not None

    def sessions(self) -> tuple[tuple[Planned, ...], ...]:
        """Return the best week; to be called only if `has_room`."""
        counts = self._counts()
        most_cut = self._least_cut(counts)
        assert most_cut is not None  # noqa: S101 - these counts were found to have room
        return tuple(
            tuple(
                Planned(drill=drill, sets=sets, seconds=seconds(self.table, drill, sets))
                for drill, sets in zip(
                    (each for n, each in enumerate(self.drills) if session >> n & 1),
                    self.sets[session],
                    strict=True,
                )
            )
            for session in _Spread(self, counts, most_cut).best()
        )

    def _ranges(self) -> list[tuple[int, int]]:
        """Return for each drill the least and the most days on which it may come."""
        most = [min(each.dose.days_a_week, self.days) for each in self.drills]
        return [
            (min(each.dose.least_days or int(self.table.least_days.value), high), high)
            for each, high in zip(self.drills, most, strict=True)
        ]

    def _counts(self) -> list[int]:
        """Return on how many days each drill comes: group after group, as many as fit."""
        ranges = self._ranges()
        counts = [low for low, _ in ranges]
        for group in self.groups:
            choices = product(*(range(ranges[n][1], ranges[n][0] - 1, -1) for n in group))
            # With equally many days in all, the earlier drill gets more: so the choices are
            # ordered.
            for choice in sorted(choices, key=sum, reverse=True):
                tried = counts.copy()
                for number, days in zip(group, choice, strict=True):
                    tried[number] = days
                if self._least_cut(tried) is not None:
                    counts = tried
                    break
        return counts

    def _least_cut(self, counts: Sequence[int]) -> int | None:
        """Return how many sets a week with these counts lacks; `None` if there is no such week."""
        wanted = sum(count << _BITS * number for number, count in enumerate(counts))
        one, other = self.halves
        return min(
            (cut + other[wanted - part] for part, cut in one.items() if wanted - part in other),
            default=None,
        )


def _sets(
    table: PlanTable, drills: Sequence[Drill], room: int, *, one_set: bool
) -> tuple[int, ...] | None:
    """Return how many sets of each drill fit into one session, as many in all as possible.

    `None` if not even the least number of sets of every drill fits.
    """
    sets = [min(1, each.dose.sets) if one_set else each.dose.least_sets for each in drills]
    room -= sum(seconds(table, each, least) for each, least in zip(drills, sets, strict=True))
    if room < 0:
        return None
    another = [seconds(table, each, 2) - seconds(table, each, 1) for each in drills]
    for number in sorted(range(len(drills)), key=another.__getitem__):
        while sets[number] < drills[number].dose.sets and another[number] <= room:
            sets[number] += 1
            room -= another[number]
    return tuple(sets)


def _halves(
    cut: Mapping[_Bits, int], days: int
) -> tuple[Mapping[_Counts, int], Mapping[_Counts, int]]:
    """Return the day counts that each half of a week can have, with the sets that it then lacks."""
    one_day = {_spaced(session): lacks for session, lacks in cut.items()}
    found: list[dict[_Counts, int]] = [{0: 0}]
    for _ in range(-(-days // 2)):
        longer: dict[_Counts, int] = {}
        for before, lacked in found[-1].items():
            for session, lacks in one_day.items():
                counts, total = before + session, lacked + lacks
                if longer.get(counts, total + 1) > total:
                    longer[counts] = total
        found.append(longer)
    return found[days // 2], found[-(-days // 2)]


def _spaced(session: _Bits) -> _Counts:
    return sum((session >> number & 1) << _BITS * number for number in range(session.bit_length()))


class _Spread:
    """Puts drills on days that are spread as evenly as possible.

    A week that begins on another day, or runs backward, is equally good: of such weeks only the one
    in which the earlier drills come earlier is tried.
    """

    def __init__(self, search: _Search, counts: Sequence[int], most_cut: int) -> None:
        self._cut = search.cut
        self._most_cut = most_cut
        self._many = int(search.table.drills_a_session.value)
        self._counts = counts
        self._choices = [_patterns(count, search.days) for count in counts]
        # The least possible unevenness of the drills from each one on.
        self._at_least = [
            sum(choices[0].uneven for choices in self._choices[number:])
            for number in range(len(counts) + 1)
        ]
        self._days = search.days
        each, more = divmod(sum(counts), search.days)
        self._fullness_at_least = self._fullness([each + 1] * more + [each] * (search.days - more))
        self._best: tuple[int, tuple[int, int]] | None = None
        self._week: tuple[_Bits, ...] = ()

    def best(self) -> tuple[_Bits, ...]:
        """Return the week: which drills each session holds."""
        self._place(0, (0,) * self._days, 0, 0, _turns(self._days))
        return self._week

    def _place(
        self,
        number: int,
        week: tuple[_Bits, ...],
        lacks: int,
        uneven: int,
        turns: Sequence[Sequence[_Bits]],
    ) -> None:
        """Place a drill and those after it, keeping the best week that was found."""
        if number == len(self._choices):
            self._best, self._week = (uneven, self._fullness(map(int.bit_count, week))), week
            return
        costs = self._costs(number, week)
        room = self._most_cut - lacks
        rest = self._at_least[number + 1]
        bit = 1 << number
        for choice in self._choices[number]:
            found = uneven + choice.uneven
            if self._best is not None and (found + rest, self._fullness_at_least) >= self._best:
                return
            cost = sum(map(costs.__getitem__, choice.days))
            if cost > room:
                continue
            pattern = choice.pattern
            if len(turns) > 1 and any(turn[pattern] < pattern for turn in turns):
                continue
            placed = list(week)
            for day in choice.days:
                placed[day] |= bit
            if self._best is not None:
                fullness = max(self._fullness_at_least, self._fullness(map(int.bit_count, placed)))
                if (found + rest, fullness) >= self._best:
                    continue
            if not self._may_hold(number + 1, placed, room - cost):
                continue
            kept = [turn for turn in turns if turn[pattern] == pattern] if len(turns) > 1 else turns
            self._place(number + 1, tuple(placed), lacks + cost, found, kept)

    def _costs(self, number: int, week: Sequence[_Bits]) -> list[int]:
        """Return how many sets more each session lacks with one more drill."""
        bit, cut, never = 1 << number, self._cut, self._most_cut + 1
        return [cut.get(session | bit, never + cut[session]) - cut[session] for session in week]

    def _may_hold(self, number: int, week: Sequence[_Bits], room: int) -> bool:
        """Return whether each of the drills still to come may have days that fit."""
        return all(
            sum(sorted(self._costs(each, week))[: self._counts[each]]) <= room
            for each in range(number, len(self._counts))
        )

    def _fullness(self, drills: Iterable[int]) -> tuple[int, int]:
        """Return by how many drills the sessions are too full, and how uneven they are."""
        counts = tuple(drills)
        return (
            sum(max(0, count - self._many) for count in counts),
            sum(count * count for count in counts),
        )


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Some days of a week, and how uneven they are: the sum of the squared gaps between them.

    `pattern` are the days without the drill, the first day in the highest bit: among choices of
    equally many days, earlier days give the smaller number.
    """

    uneven: int
    days: tuple[int, ...]
    pattern: _Bits


@cache
def _patterns(count: int, days: int) -> tuple[_Pattern, ...]:
    """Return every choice of a number of days, the most even and earliest first."""
    found = []
    for chosen in combinations(range(days), count):
        after = (*chosen[1:], *(day + days for day in chosen[:1]))
        uneven = sum((late - day) ** 2 for day, late in zip(chosen, after, strict=True))
        found.append(_Pattern(uneven, chosen, _free(chosen, days)))
    return tuple(sorted(found, key=lambda each: (each.uneven, each.pattern)))


def _free(chosen: Collection[int], days: int) -> _Bits:
    return sum(1 << days - 1 - day for day in range(days) if day not in chosen)


@cache
def _turns(days: int) -> tuple[tuple[_Bits, ...], ...]:
    """Return what each pattern becomes in every equally good week."""
    turned = []
    for begin, step in product(range(days), (1, -1)):
        table = []
        for pattern in range(1 << days):
            chosen = [day for day in range(days) if not pattern >> days - 1 - day & 1]
            table.append(_free([(begin + step * day) % days for day in chosen], days))
        turned.append(tuple(table))
    return tuple(turned)
