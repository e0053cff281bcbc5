"""Findings become drills, each with its reason. Imports `model`, `catalogue`, `scoring`.

A table in `definitions/plan.toml` says which drill stands where; nothing is chosen in code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from self_tests.answering import questions_of
from self_tests.catalogue import drill, drill_ids, plan_table
from self_tests.model import Answers, Drill, Equipment, PlanTable, Row, Slot
from self_tests.rules.readings import field_id
from self_tests.scoring import MeasureResult, SelfTestResult

type Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSlot:
    """A slot and what fills it: a drill and why, or only the reason that there is none.

    `passed_over` are drills that would have come first but for their equipment.
    """

    slot: Slot
    row: Row
    drill: Drill | None
    passed_over: tuple[Drill, ...]


def drills_for(
    results: Iterable[SelfTestResult],
    answers: Answers,
    equipment: frozenset[Equipment] | None,
) -> tuple[FilledSlot, ...]:
    """Return the slots that self-tests taken alone may fill: those whose tier is not the best.

    `equipment` is what is at hand; `None` means everything is.
    """
    table = plan_table()
    filled: list[FilledSlot] = []
    for result in results:
        if not any(has_room(measure) for measure in result.measures):
            continue
        for slot in _slots_of(table, result):
            taken = {found.drill.id for found in filled if found.drill}
            found = fill(slot, facts(result, answers), equipment, taken)
            if found:
                filled.append(found)
    return tuple(filled)


def _slots_of(table: PlanTable, result: SelfTestResult) -> Iterable[Slot]:
    names = [
        name
        for single in table.singles
        if single.self_test == result.self_test.id
        for name in single.slots
    ]
    return (slot for slot in table.slots if slot.id in names)


def has_room(result: MeasureResult) -> bool:
    """Return whether a side reads less than the best tier."""
    tiers = result.measure.tiers
    return any(finding.tier is not None and finding.tier != tiers[0] for finding in result.findings)


def fill(
    slot: Slot, facts: Facts, equipment: frozenset[Equipment] | None, taken: set[str]
) -> FilledSlot | None:
    """Return the first row that fits; `None` when none does.

    A row fits when its fact is so, its drill is in this edition and not `taken` yet, and its
    equipment is at hand.
    """
    passed_over: list[Drill] = []
    for row in slot.rows:
        if row.when_fact and facts.get(row.when_fact) != row.when_is:
            continue
        if not row.drill:
            return FilledSlot(slot=slot, row=row, drill=None, passed_over=())
        if row.drill in taken or row.drill not in drill_ids():
            continue
        candidate = drill(row.drill)
        if at_hand(candidate, equipment):
            return FilledSlot(slot=slot, row=row, drill=candidate, passed_over=tuple(passed_over))
        passed_over.append(candidate)
    return None


def at_hand(candidate: Drill, equipment: frozenset[Equipment] | None) -> bool:
    """Return whether every need of a drill is met by something at hand."""
    return equipment is None or all(
        any(item in equipment for item in alternatives) for alternatives in candidate.equipment
    )


def facts(result: SelfTestResult, answers: Answers) -> Facts:
    """Return what the rows of the plan table ask about, as far as it is known.

    `felt`: where the furthest position was felt on the worse side. A sharp pinch on either side
    comes before everything else; between equal sides the earlier option counts, so that left
    and right never matter by themselves.
    """
    found = {}
    for question in questions_of(result.self_test.screens):
        if question.id.endswith(".felt"):
            order = [option.id for option in question.options]
            said = {
                finding.side: answer
                for measure in result.measures
                for finding in measure.findings
                if isinstance(answer := answers.get(field_id(question.id, finding.side)), str)
            }
            counting = _sides_that_count(result)
            chosen = [answer for side, answer in said.items() if side in counting]
            if "front-sharp" in said.values():
                found["felt"] = "front-sharp"
            elif chosen:
                found["felt"] = min(chosen, key=order.index)
    return found


def _sides_that_count(result: SelfTestResult) -> set[str | None]:
    """Return the sides that read worst: one, or both when they read the same."""
    sides: set[str | None] = set()
    for measure in result.measures:
        if measure.worst:
            worst = measure.worst.measured.value
            sides.update(f.side for f in measure.findings if f.measured.value == worst)
    return sides
