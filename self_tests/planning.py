"""Findings and lines become a plan: which drills, each with its reason.

A table in `definitions/plan.toml` says which drill stands where; nothing is chosen in code.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from self_tests.catalogue import drill, drill_ids, plan_table
from self_tests.lines import LineResult
from self_tests.model import Answers, Drill, Equipment, PlanTable, Row, SelfTest, Slot
from self_tests.plan_facts import Facts, are_so, facts
from self_tests.scoring import MeasureResult, SelfTestResult
from self_tests.weeks import Week, week

MOST_FROM_FIRST_LINE, MOST_FROM_SECOND_LINE = 2, 1


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
) -> Plan | None:
    """Return the plan of somebody who is clear to train; `None` when it would hold nothing.

    `ranked` are the lines, the highest first; `equipment` is what is at hand, `None` for
    everything; `minutes` is the length of a session.
    """
    table = plan_table()
    known = facts(results, answers)
    filler = _Filler(table, known, equipment)
    base = filler.fill_all(base_slots(result.self_test for result in results))
    extras = filler.fill_extras(_wanted(table, results, ranked), base)
    if not base and not extras:
        return None
    return Plan(
        base=base,
        extras=extras,
        week=week(table, _drills(base), _drills(extras), minutes),
    )


def base_slots(self_tests: Iterable[SelfTest]) -> tuple[str, ...]:
    """Return the base slots of every chain that one of these self-tests belongs to."""
    chains = {each.chain for each in self_tests}
    return tuple(name for base in plan_table().bases if base.chain in chains for name in base.slots)


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

    def fill_extras(
        self, groups: Sequence[Sequence[str]], base: Iterable[FilledSlot]
    ) -> tuple[FilledSlot, ...]:
        """Return up to two slots of the first group and one of the second, in plan order.

        The order is the first group's first, the second group's first, the first group's second.
        """
        taken = {slot.drill.id for slot in base if slot.drill}
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
        if not are_so(row.when, facts):
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
                eased=candidate.loads_knee and are_so(plan_table().ease_knee_when, facts),
            )
        passed_over.append(candidate)
    return None


def at_hand(candidate: Drill, equipment: frozenset[Equipment] | None) -> bool:
    """Return whether every need of a drill is met by something at hand."""
    return equipment is None or all(
        any(item in equipment for item in alternatives) for alternatives in candidate.equipment
    )
