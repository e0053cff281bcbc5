"""Findings and lines become a week of drills, each with its reason.

Imports `model`, `catalogue`, `answering`, `scoring`, `lines`. A table in `definitions/plan.toml`
says which drill stands where; nothing is chosen in code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from self_tests.catalogue import drill, drill_ids, line_table, plan_table
from self_tests.lines import LineResult, completed, worst_discomfort
from self_tests.model import (
    Answers,
    Drill,
    Equipment,
    MeasureId,
    PlanTable,
    QuestionId,
    Row,
    Slot,
)
from self_tests.rules.readings import field_id
from self_tests.scoring import MeasureResult, SelfTestResult

type Facts = Mapping[str, str]

# What the rows of the plan table may ask about, and where the answers stand.
FELT = QuestionId("knee-to-wall.felt")
FELT_MEASURE = MeasureId("knee-to-wall.distance")
SHARP = "front-sharp"
WHERE = QuestionId("knee-load.where")
DAILY_DISCOMFORT = QuestionId("safety-check.discomfort")
HIP_ITEMS = (MeasureId("step-down.faults"), MeasureId("hip-hold.seconds"))
MOST_FROM_FIRST_LINE, MOST_FROM_SECOND_LINE = 2, 1
SECONDS_PER_MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSlot:
    """A slot and what fills it: a drill and why, or only the reason that there is none.

    `passed_over` are drills that would have come first but for their equipment. `eased` says
    that the drill starts in its easier form.
    """

    slot: Slot
    row: Row
    drill: Drill | None
    passed_over: tuple[Drill, ...]
    eased: bool


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The base slots, the extra ones, and the week they make."""

    base: tuple[FilledSlot, ...]
    extras: tuple[FilledSlot, ...]
    week: Week


def plan(
    results: Sequence[SelfTestResult],
    ranked: Sequence[LineResult],
    answers: Answers,
    equipment: frozenset[Equipment] | None,
    minutes: int,
) -> Plan:
    """Return the plan of somebody who is clear to train.

    `ranked` are the lines, the highest first; `equipment` is what is at hand, `None` for
    everything; `minutes` is the length of a session.
    """
    table = plan_table()
    known = facts(results, answers)
    filler = _Filler(table, known, equipment)
    base = filler.fill_all(table.base)
    extras = filler.fill_extras(_wanted(table, results, ranked))
    return Plan(
        base=base,
        extras=extras,
        week=week(table, _drills(base), _drills(extras), minutes),
    )


def _drills(slots: Iterable[FilledSlot]) -> tuple[Drill, ...]:
    """Return the drills that take time in a session; reading takes none."""
    return tuple(slot.drill for slot in slots if slot.drill and slot.drill.dose.sets)


def _wanted(
    table: PlanTable, results: Sequence[SelfTestResult], ranked: Sequence[LineResult]
) -> tuple[tuple[str, ...], ...]:
    """Return groups of extra slots: those of the first line, then those of the second.

    One self-test with tiers alone asks for its own slots when its tier is not the best one.
    """
    tested = [result for result in results if any(m.measure.deficit for m in result.measures)]
    if len(tested) == 1:
        if not any(has_room(measure) for measure in tested[0].measures):
            return ()
        return tuple(
            single.slots for single in table.singles if single.self_test == tested[0].self_test.id
        )
    outstanding = [found for found in ranked if found.scored.band in ("priority", "maybe")]
    return tuple(
        tuple(slot.id for slot in table.slots if slot.line == found.line.id)
        for found in outstanding[:2]
    )


def has_room(result: MeasureResult) -> bool:
    """Return whether a side reads less than the best tier of a measure that counts."""
    tiers = result.measure.tiers
    return bool(result.measure.deficit) and any(
        finding.tier is not None and finding.tier != tiers[0] for finding in result.findings
    )


@dataclass(frozen=True, slots=True)
class _Filler:
    """Fills slots in order; a drill is never taken twice."""

    table: PlanTable
    facts: Facts
    equipment: frozenset[Equipment] | None

    def fill_all(self, names: Iterable[str]) -> tuple[FilledSlot, ...]:
        """Return the named slots that can be filled."""
        return self._fill(names, set())

    def fill_extras(self, groups: Sequence[Sequence[str]]) -> tuple[FilledSlot, ...]:
        """Return up to two slots of the first group and one of the second, in plan order.

        The order is the first group's first, the second group's first, the first group's second.
        """
        taken = {slot.drill.id for slot in self.fill_all(self.table.base) if slot.drill}
        kept: list[list[FilledSlot]] = []
        for group, most in zip(groups, (MOST_FROM_FIRST_LINE, MOST_FROM_SECOND_LINE), strict=False):
            filled = self._fill(group, taken)
            with_drill = [slot for slot in filled if slot.drill][:most]
            taken |= {slot.drill.id for slot in with_drill if slot.drill}
            # The reason for an empty slot is said even though it holds no drill.
            kept.append(with_drill + [slot for slot in filled if not slot.drill])
        first, second = (*kept, [], [])[:2]
        return (*first[:1], *second, *first[1:])

    def _fill(self, names: Iterable[str], taken: set[str]) -> tuple[FilledSlot, ...]:
        taken = set(taken)
        filled = []
        for name in names:
            slot = next(slot for slot in self.table.slots if slot.id == name)
            found = fill(slot, self.facts, self.equipment, taken)
            if found:
                filled.append(found)
                taken |= {found.drill.id} if found.drill else set()
        return tuple(filled)


def fill(
    slot: Slot, facts: Facts, equipment: frozenset[Equipment] | None, taken: set[str]
) -> FilledSlot | None:
    """Return the first row that fits; `None` when none does.

    A row fits when its facts are so, its drill is in this edition and not `taken` yet, and its
    equipment is at hand.
    """
    passed_over: list[Drill] = []
    for row in slot.rows:
        if any(facts.get(when.fact) != when.equals for when in row.when):
            continue
        if not row.drill:
            return FilledSlot(slot=slot, row=row, drill=None, passed_over=(), eased=False)
        if row.drill in taken or row.drill not in drill_ids():
            continue
        candidate = drill(row.drill)
        if at_hand(candidate, equipment):
            return FilledSlot(
                slot=slot,
                row=row,
                drill=candidate,
                passed_over=tuple(passed_over),
                eased=candidate.loads_knee and facts.get("discomfort") == "amber",
            )
        passed_over.append(candidate)
    return None


def at_hand(candidate: Drill, equipment: frozenset[Equipment] | None) -> bool:
    """Return whether every need of a drill is met by something at hand."""
    return equipment is None or all(
        any(item in equipment for item in alternatives) for alternatives in candidate.equipment
    )


def facts(results: Sequence[SelfTestResult], answers: Answers) -> Facts:
    """Return what the rows of the plan table ask about, as far as it is known.

    `felt`: where the furthest knee-to-wall position was felt on the worse side; `discomfort`:
    `calm` or `amber`; `where`: where the knee answers; `hip-lower-item`: the hip self-test that
    reads worse. A self-test that had to be stopped says as much as amber discomfort.
    """
    measured = completed(results)
    stopped = any(result.stopped for result in results)
    found = {"discomfort": "amber" if stopped else _discomfort(answers)}
    if FELT_MEASURE in measured:
        felt = _felt(measured[FELT_MEASURE], answers)
        if felt:
            found["felt"] = felt
    where = answers.get(WHERE)
    if isinstance(where, str):
        found["where"] = where
    lower = _lower_item([measured[name] for name in HIP_ITEMS if name in measured])
    if lower:
        found["hip-lower-item"] = lower
    return found


def _discomfort(answers: Answers) -> str:
    """Return amber when any discomfort of the visit is amber; red ones end it before a plan."""
    for line in line_table().lines:
        if line.load:
            worst = worst_discomfort((*line.load.discomfort, DAILY_DISCOMFORT), answers)
            if worst is not None and worst >= line.load.amber_from.value:
                return "amber"
    return "calm"


def _felt(result: MeasureResult, answers: Answers) -> str | None:
    """Return where the worse side felt it.

    A sharp pinch on either side comes before everything else. Equal sides that felt it in
    different places say nothing, so that left and right never matter by themselves.
    """
    said = {
        finding.side: str(answers.get(field_id(FELT, finding.side))) for finding in result.findings
    }
    if SHARP in said.values():
        return SHARP
    worst = result.worst
    counting = {
        said[finding.side]
        for finding in result.findings
        if worst and finding.measured.value == worst.measured.value
    }
    return counting.pop() if len(counting) == 1 else None


def _lower_item(results: Sequence[MeasureResult]) -> str | None:
    """Return the self-test with the larger deficit; the earlier one of two equal ones."""
    deficits = [
        (result.measure.deficit.of(result.worst.measured), result.measure.id.partition(".")[0])
        for result in results
        if result.measure.deficit and result.worst
    ]
    return max(deficits, key=lambda pair: pair[0])[1] if deficits else None


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
