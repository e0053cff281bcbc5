"""Findings and lines become a plan: which drills, each with its reason.

A table in `definitions/plan.toml` says which drill comes in which place; the code chooses nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from self_tests.catalogue import drill, drill_ids, plan_table
from self_tests.lines import LineResult
from self_tests.model import Answers, Drill, Equipment, PlanTable, Row, SelfTest, Side, Slot
from self_tests.plan_facts import Facts, are_so, facts
from self_tests.ranked_lines import leading, only_sides, outstanding
from self_tests.scoring import MeasureResult, SelfTestResult
from self_tests.weeks import Week, week

MOST_FROM_FIRST_LINE, MOST_FROM_SECOND_LINE = 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSlot:
    """A slot and what fills it: a drill and why, or only the reason that there is none.

    `why` is the reason. `passed_over` are rows that would have come first but whose equipment is
    missing. `eased` says that the drill starts in its easier form because of the knee, `ease` how
    it starts because of another finding, and `instead_of` then names the drill that it makes
    easier. `side` is set if one side alone asks for the drill, which is then done on that side
    only.
    """

    slot: Slot
    why: str
    drill: Drill | None
    passed_over: tuple[Row, ...] = ()
    eased: bool = False
    ease: str = ""
    instead_of: str = ""
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The base slots, the extra ones, the week they make, and the sentences beside them.

    `has_gains` is whether something was found that the base, too, may change. `extras` are only
    those that the week has room for: what is shown is done.
    """

    base: tuple[FilledSlot, ...]
    extras: tuple[FilledSlot, ...]
    week: Week
    notes: tuple[str, ...] = ()
    has_gains: bool = True


def plan(
    results: Sequence[SelfTestResult],
    ranked: Sequence[LineResult],
    answers: Answers,
    equipment: frozenset[Equipment] | None,
    minutes: int,
) -> Plan | None:
    """Return the plan of a reader who is clear to train; `None` if it would be empty.

    `ranked` are the lines, the highest first; `equipment` is what is at hand, `None` for
    everything; `minutes` is the length of a session.
    """
    table = plan_table()
    known = facts(results, answers)
    filler = Filler(table, known, equipment)
    base = filler.fill_all(base_slots(result.self_test for result in results))
    only = only_sides(ranked, results)
    extras = tuple(
        on_one_side(slot, only.get(slot.slot.line))
        for slot in filler.fill_extras(_wanted(table, results, ranked), base)
    )
    if not base and not extras:
        return None
    made = week(table, _drills(base), _drills(extras), minutes)
    left_out = {each.drill.id for each in made.left_out}
    return Plan(
        base=base,
        extras=tuple(slot for slot in extras if not slot.drill or slot.drill.id not in left_out),
        week=made,
        notes=tuple(note.text for note in table.notes if are_so(note.when, known)),
        has_gains=any(slot.drill for slot in extras) or are_so(table.ease_knee_when, known),
    )


def on_one_side(slot: FilledSlot, side: Side | None) -> FilledSlot:
    """Return a slot whose drill is done on one side alone, if its dose has words for that."""
    if not side or not slot.drill or not slot.drill.dose.one_side:
        return slot
    dose = replace(slot.drill.dose, per_side=False, text=slot.drill.dose.one_side)
    return replace(slot, drill=replace(slot.drill, dose=dose), side=side)


def base_slots(self_tests: Iterable[SelfTest]) -> tuple[str, ...]:
    """Return the base slots of every chain to which one of these self-tests belongs."""
    chains = {each.chain for each in self_tests}
    return tuple(name for base in plan_table().bases if base.chain in chains for name in base.slots)


def _drills(slots: Iterable[FilledSlot]) -> tuple[Drill, ...]:
    """Return the drills that take time in a session; reading takes none."""
    return tuple(slot.drill for slot in slots if slot.drill and slot.drill.dose.sets)


def _wanted(
    table: PlanTable, results: Sequence[SelfTestResult], ranked: Sequence[LineResult]
) -> tuple[tuple[str, ...], ...]:
    """Return groups of extra slots: those of the first line, then those of the second.

    If only one self-test has tiers, its own slots are wanted, unless its tier is the best one.
    """
    tested = [
        result
        for result in results
        if any(each.measure.deficit and each.has_norms for each in result.measures)
    ]
    if len(tested) == 1:
        # Nobody trains a movement in which they had to stop.
        if tested[0].stopped or not any(has_room(measure) for measure in tested[0].measures):
            return ()
        return tuple(
            single.slots for single in table.singles if single.self_test == tested[0].self_test.id
        )
    first = leading(ranked)
    # The line that the report starts with comes first, even if a line with a ceiling is higher.
    wanted = sorted(outstanding(ranked), key=lambda found: found is not first)
    return tuple(
        tuple(slot.id for slot in table.slots if slot.line == found.line.id) for found in wanted[:2]
    )


def has_room(result: MeasureResult) -> bool:
    """Return whether a side reads less than the best tier of a measure that counts."""
    tiers = result.measure.tiers
    return bool(result.measure.deficit) and any(
        finding.tier is not None and finding.tier != tiers[0] for finding in result.findings
    )


@dataclass(frozen=True, slots=True)
class Filler:
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

        That is: the first slot of the first group, that of the second, the other one of the first.
        """
        taken = set().union(*map(_taken_by, base))
        kept: list[list[FilledSlot]] = []
        for group, most in zip(groups, (MOST_FROM_FIRST_LINE, MOST_FROM_SECOND_LINE), strict=False):
            filled = self._fill(group, taken)
            with_drill = [slot for slot in filled if slot.drill][:most]
            taken = taken.union(*map(_taken_by, with_drill))
            # The reason for an empty slot is shown even though it has no drill.
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
                taken |= _taken_by(found)
        return tuple(filled)


def _taken_by(slot: FilledSlot) -> set[str]:
    """Return the drills that no later slot may have: its own, and the one that it makes easier."""
    return {slot.drill.id, slot.instead_of} if slot.drill else set()


def fill(
    slot: Slot, facts: Facts, equipment: frozenset[Equipment] | None, taken: set[str]
) -> FilledSlot | None:
    """Return the first row that fits; `None` if none does.

    A row fits if its conditions hold, its drill is in this edition and not `taken`, and its
    equipment is at hand.
    """
    passed_over: list[Row] = []
    for row in slot.rows:
        if not are_so(row.when, facts):
            continue
        why = next((each.why for each in row.reasons if are_so(each.when, facts)), row.why)
        if not row.drill:
            return FilledSlot(slot=slot, why=why, drill=None)
        if row.drill in taken or row.drill not in drill_ids():
            continue
        if at_hand(needs_of(row), equipment):
            candidate, ease = _eased(drill(row.drill), facts, equipment, taken)
            return FilledSlot(
                slot=slot,
                why=why,
                drill=candidate,
                passed_over=tuple(passed_over),
                eased=candidate.loads_knee and are_so(plan_table().ease_knee_when, facts),
                ease=ease,
                instead_of="" if candidate.id == row.drill else row.drill,
            )
        passed_over.append(row)
    return None


def _eased(
    chosen: Drill, facts: Facts, equipment: frozenset[Equipment] | None, taken: set[str]
) -> tuple[Drill, str]:
    """Return the drill as a finding lets it start, maybe an easier one, and its sentence."""
    for ease in chosen.ease_when:
        if not are_so(ease.when, facts):
            continue
        if not ease.drill:
            return chosen, ease.text
        if ease.drill in drill_ids() and ease.drill not in taken:
            easier = drill(ease.drill)
            if at_hand(easier.equipment, equipment):
                return easier, ease.text
    return chosen, ""


def needs_of(row: Row) -> tuple[tuple[Equipment, ...], ...]:
    """Return everything that a row needs: the equipment of its drill, and what the row adds."""
    own = drill(row.drill).equipment if row.drill in drill_ids() else ()
    return (*own, *row.equipment)


def at_hand(needs: Iterable[Iterable[Equipment]], equipment: frozenset[Equipment] | None) -> bool:
    """Return whether every need is met by one of its alternatives; `None` means all equipment."""
    return equipment is None or all(
        any(item in equipment for item in alternatives) for alternatives in needs
    )
