"""The table of how each drill can be reached: with which equipment, in which session lengths."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, permutations, product
from pathlib import Path
from typing import get_args

from self_tests import catalogue
from self_tests.model import Equipment, When
from self_tests.planning import FilledSlot, Filler
from self_tests.site.authoring.tree import between
from self_tests.weeks import week
from self_tests.wording import listed

PAGE = Path("docs/contributing/reachable-drills.md")
BEGIN, END = "<!-- reachable drills -->\n", "<!-- end of the reachable drills -->"
EQUIPMENT: tuple[Equipment, ...] = get_args(Equipment.__value__)

type Drills = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadePlan:
    """The drills of one plan that take time: those of the base, and the extras in plan order."""

    base: Drills
    extras: Drills


def write(root: Path) -> str:
    """Put the table on its page under `root` and return the page's path."""
    page = root / PAGE
    page.write_text(_with_table(page.read_text("utf-8")), "utf-8")
    return PAGE.as_posix()


def _with_table(text: str) -> str:
    return between(text, BEGIN, END, table())


def table() -> str:
    """Return every drill with the least equipment for it, and how many plans hold it.

    A plan counts once for each session length, whatever leads to it, without the drills that its
    week leaves out.
    """
    lengths = catalogue.plan_table().minutes
    held = {length: [_held(plan, length) for plan in made_plans()] for length in lengths}
    # A list, not a table: one with a column for each length is wider than a phone.
    intro = (
        f"{len(made_plans())} plans differ in their drills. After each drill stand the fewest "
        "things that it needs at hand, and how many plans hold it in sessions of "
        f"{listed(map(str, lengths), 'and')} minutes."
    )
    lines = [intro, ""]
    for name in catalogue.drill_ids():
        counts = [sum(name in drills for drills in held[length]) for length in lengths]
        shown = listed(map(str, counts), "and") if catalogue.drill(name).dose.sets else "to read"
        lines.append(f"- **{catalogue.drill(name).title}**: {_least_at_hand(name)}; {shown}")
    return "\n".join([*lines, ""])


def _held(plan: MadePlan, minutes: int) -> frozenset[str]:
    """Return the drills in a week of sessions of this length."""
    base, extras = (tuple(map(catalogue.drill, some)) for some in (plan.base, plan.extras))
    made = week(catalogue.plan_table(), base, extras, minutes)
    return frozenset(each.drill.id for day in made.sessions for each in day)


def _least_at_hand(name: str) -> str:
    """Return the fewest things with which a plan has the drill; empty for one to read."""
    ways = {things for plan, things in made_plans().items() if name in (*plan.base, *plan.extras)}
    least = min(ways, key=lambda things: (len(things), sorted(things)), default=frozenset[str]())
    return ", ".join(catalogue.say(f"equipment.{item}") for item in sorted(least)) or "nothing"


def _asked(slots: Iterable[str]) -> Iterator[When]:
    """Yield every condition of the rows of some slots, and of the ways their drills start."""
    for slot in catalogue.plan_table().slots:
        if slot.id not in slots:
            continue
        for row in slot.rows:
            yield from row.when
            for reason in row.reasons:
                yield from reason.when
            if row.drill in catalogue.drill_ids():
                for ease in catalogue.drill(row.drill).ease_when:
                    yield from ease.when


def _all_facts(slots: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """Yield every combination of facts in some slots, from what tiers and answers can be."""
    values: dict[str, set[str]] = {}
    for when in _asked(slots):
        values.setdefault(when.fact, {""}).add(when.equals)
    for some in product(*map(sorted, values.values())):
        yield {fact: value for fact, value in zip(values, some, strict=True) if value}


def _all_equipment() -> Iterator[frozenset[Equipment]]:
    """Yield every set of equipment, the fewest things first."""
    for size in range(len(EQUIPMENT) + 1):
        yield from map(frozenset, combinations(EQUIPMENT, size))


@cache
def made_plans() -> Mapping[MadePlan, frozenset[Equipment]]:
    """Return every possible plan, each with the fewest things that it needs.

    These are all combinations of facts, of equipment, and of a first and a second line that stand
    out.
    """
    table = catalogue.plan_table()
    lines = dict.fromkeys(slot.line for slot in table.slots if slot.line)
    groups = {line: tuple(slot.id for slot in table.slots if slot.line == line) for line in lines}
    some_lines = [*chain([()], ((line,) for line in lines), permutations(lines, 2))]
    found: dict[MadePlan, frozenset[Equipment]] = {}
    for equipment, of_chain in product(_all_equipment(), table.bases):
        bases = {
            _drills(base): base
            for facts in _all_facts(of_chain.slots)
            for base in [Filler(table, facts, equipment).fill_all(of_chain.slots)]
        }
        for some in some_lines:
            wanted = [groups[line] for line in some]
            for facts in _all_facts([*chain(*wanted)]):
                filler = Filler(table, facts, equipment)
                for base, slots in bases.items():
                    extras = _drills(filler.fill_extras(wanted, slots))
                    found.setdefault(MadePlan(base, extras), equipment)
    return found


def _drills(slots: Iterable[FilledSlot]) -> Drills:
    return tuple(slot.drill.id for slot in slots if slot.drill and slot.drill.dose.sets)
