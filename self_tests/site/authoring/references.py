"""Checks that every name that one file gives another one exists."""

from collections.abc import Iterable, Iterator

from self_tests import catalogue
from self_tests.model import Drill, LineTable, PlanTable, owner_of
from self_tests.site.authoring.fact_checks import (
    problems_of_bases,
    problems_of_chains,
    problems_of_facts,
)
from self_tests.site.authoring.problems import Problem
from self_tests.site.figures.poses import POSES, Figure, read_figure
from self_tests.site.places import DEFINITIONS
from self_tests.wording import nearest


def problems_between_files() -> Iterator[Problem]:
    """Yield wrong names that one file gives another.

    All files are read for that, so it comes after each of them can be read by itself.
    """
    yield from _names()
    yield from _plan(catalogue.plan_table())
    yield from _lines(catalogue.line_table())
    yield from _figures()


def _folder(pattern: str) -> tuple[str, ...]:
    paths = sorted(DEFINITIONS.glob(pattern))
    return tuple(path.parent.name if path.stem == "definition" else path.stem for path in paths)


def _self_tests() -> tuple[str, ...]:
    """Return every self-test that is written, listed or not."""
    return tuple({*catalogue.self_test_ids(), *_folder("self-tests/*/definition.toml")})


def _drills() -> tuple[str, ...]:
    """Return every drill that is written, listed or not."""
    return tuple({*catalogue.drill_ids(), *_folder("drills/*.toml")})


def _names() -> Iterator[Problem]:
    tests = [(name, catalogue.self_test(name).id) for name in catalogue.self_test_ids()]
    drills = [(name, catalogue.drill(name).id) for name in catalogue.drill_ids()]
    for kind, listed in (("self-tests", tests), ("drills", drills)):
        seen: set[str] = set()
        for name, own in listed:
            file = f"{kind}/{name}.toml" if kind == "drills" else f"{kind}/{name}/definition.toml"
            if own != name:
                yield Problem(
                    f"{file}: id", f'"{own}" is not the file\'s name.', f'Write id = "{name}".'
                )
            if name in seen:
                yield Problem(
                    f"catalogue.toml: {kind}", f'"{name}" stands twice.', "Once is enough."
                )
            seen.add(name)
    chain = catalogue.tables("chain-check.toml")
    for name in (*chain["short"], *chain["full"]):
        yield from _must_exist("chain-check.toml", "self-test", name, _self_tests())
    ids = [source["id"] for source in catalogue.tables("sources.toml")["sources"]]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield Problem("sources.toml", f'"{name}" stands twice.', "Join the two, or rename one.")


def _must_exist(place: str, kind: str, name: str, known: Iterable[str]) -> Iterator[Problem]:
    if name not in known:
        yield Problem(place, f'there is no {kind} "{name}".', nearest(name, known))


def _plan(table: PlanTable) -> Iterator[Problem]:
    drills = _drills()
    for number, slot in enumerate(table.slots, 1):
        for row, each in enumerate(slot.rows, 1):
            if each.drill:
                place = f"plan.toml: slots[{number}].rows[{row}].drill"
                yield from _must_exist(place, "drill", each.drill, drills)
    for number, single in enumerate(table.singles, 1):
        place = f"plan.toml: singles[{number}]"
        yield from _must_exist(f"{place}.self-test", "self-test", single.self_test, _self_tests())
        for name in single.slots:
            yield from _must_exist(f"{place}.slots", "slot", name, [s.id for s in table.slots])
    for number, base in enumerate(table.bases, 1):
        for name in base.slots:
            place = f"plan.toml: bases[{number}].slots"
            yield from _must_exist(place, "slot", name, [slot.id for slot in table.slots])
    yield from problems_of_facts(table, _self_tests())
    yield from problems_of_bases(table)
    yield from problems_of_chains(table, map(catalogue.self_test, catalogue.self_test_ids()))
    yield from _never_suggested(table)


def _never_suggested(table: PlanTable) -> Iterator[Problem]:
    suggested = {row.drill for slot in table.slots for row in slot.rows}
    drills: dict[str, Drill] = {name: catalogue.drill(name) for name in catalogue.drill_ids()}
    easier = " ".join(each.easier.lower() for each in drills.values())
    for name, drill in drills.items():
        if name not in suggested and drill.title.lower() not in easier:
            yield Problem(
                f"drills/{name}.toml",
                "no plan ever holds this drill.",
                f'Add a row with drill = "{name}" to a slot of plan.toml, or name it as the easier '
                "form of another drill.",
                is_unfinished=True,
            )


def _lines(table: LineTable) -> Iterator[Problem]:
    measures = [
        measure.id
        for name in catalogue.self_test_ids()
        for measure in catalogue.self_test(name).measures
    ]
    for number, line in enumerate(table.lines, 1):
        for item, each in enumerate(line.items, 1):
            place = f"lines.toml: lines[{number}].items[{item}].measure"
            owner = owner_of(each.measure)
            if owner in catalogue.self_test_ids():
                yield from _must_exist(place, "measure", each.measure, measures)
            else:
                yield from _must_exist(place, "self-test", owner, _self_tests())


def _figures() -> Iterator[Problem]:
    screens = [
        f"{name}.{screen.id}"
        for name in catalogue.self_test_ids()
        for screen in catalogue.self_test(name).screens
    ]
    unlisted = set(_self_tests()) - set(catalogue.self_test_ids())
    for path in sorted(POSES.glob("*.toml")):
        file = f"poses/{path.name}"
        shown: Figure = read_figure(path.read_text("utf-8"), file)
        for name in (*shown.screens, *shown.fault_of):
            if owner_of(name) not in unlisted:
                yield from _must_exist(f"{file}: screens", "screen", name, screens)
        for name in shown.drills:
            yield from _must_exist(f"{file}: drills", "drill", name, _drills())
