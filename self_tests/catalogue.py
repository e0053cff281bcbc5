"""Every definition by its id, read once and only when it is needed.

The package's own loader reads the files, so they come from where the code comes from: a folder of
TOML on a laptop, an archive with their tables in the browser.
"""

import json
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from self_tests.definition_reader import DefinitionError, parse, read
from self_tests.model import (
    ChainCheck,
    Drill,
    Edition,
    LineTable,
    NotUsed,
    PlanTable,
    Question,
    QuestionId,
    Rename,
    SafetyCheck,
    SelfTest,
    Source,
    Spread,
    SquatModel,
    StudyDesign,
    owner_of,
)
from self_tests.wording import FinishedError, nearest


class UnknownIdError(FinishedError, LookupError):
    """An id that no definition has; the message names the nearest one."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        self.kind = kind
        self.name = name
        super().__init__(f'There is no {kind} "{name}". {nearest(name, known)}')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Which self-tests and drills this edition has, in the order readers meet them.

    `edition` is the number of the newest layout of links, from 1; all layouts are in `editions`.
    """

    edition: int
    self_tests: tuple[str, ...]
    drills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _NotUsed:
    entries: tuple[NotUsed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spreads:
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Renames:
    renames: tuple[Rename, ...] = ()


FILES: Mapping[str, type] = {
    "catalogue.toml": _Index,
    "chain-check.toml": ChainCheck,
    "safety.toml": SafetyCheck,
    "lines.toml": LineTable,
    "plan.toml": PlanTable,
    "sources.toml": _Sources,
    "not-used.toml": _NotUsed,
    "spreads.toml": _Spreads,
    "renames.toml": _Renames,
    "squat-model.toml": SquatModel,
    "study.toml": StudyDesign,
}
"""What the files beside the self-tests and drills hold."""


def _data(file: str) -> bytes | None:
    try:
        return pkgutil.get_data("self_tests", f"definitions/{file}")
    except OSError:
        return None


@cache
def _read_already() -> Mapping[str, Mapping[str, Any]]:
    """Return the tables of all files from the browser's bundle, where the build has read them."""
    made: dict[str, dict[str, Any]] = json.loads(_data("tables.json") or "{}")
    return made


def tables(file: str) -> Mapping[str, Any]:
    """Return the tables of a file in `definitions`. Raises `DefinitionError`."""
    if file in _read_already():
        return _read_already()[file]
    data = _data(file)
    if data is None:
        raise DefinitionError(
            file, "", "this file is missing", "Add it, or take its name out of catalogue.toml."
        )
    return parse(data.decode(), file)


@cache
def _index() -> _Index:
    return read(_Index, tables("catalogue.toml"), "catalogue.toml")


def self_test_ids() -> tuple[str, ...]:
    """Return the ids of all self-tests, in the order readers meet them."""
    return _index().self_tests


def drill_ids() -> tuple[str, ...]:
    """Return the ids of all drills, in the order readers meet them."""
    return _index().drills


@cache
def self_test(name: str) -> SelfTest:
    """Return a self-test. Raises `UnknownIdError` or `DefinitionError`."""
    if name not in self_test_ids():
        raise UnknownIdError("self-test", name, self_test_ids())
    file = f"self-tests/{name}/definition.toml"
    return read(SelfTest, tables(file), file, owner=name, shared=question)


def question(name: QuestionId) -> Question:
    """Return a question by its full id, also of the safety check. Raises `UnknownIdError`."""
    safety = safety_check()
    owner = safety if owner_of(name) == safety.id else self_test(owner_of(name))
    asked = {found.id: found for screen in owner.screens for found in screen.questions}
    try:
        return asked[name]
    except KeyError:
        raise UnknownIdError("question", name, tuple(asked)) from None


@cache
def chain_check() -> ChainCheck:
    """Return the self-tests of the chain check that this edition has."""
    made = read(ChainCheck, tables("chain-check.toml"), "chain-check.toml")
    return replace(
        made,
        short=tuple(name for name in made.short if name in self_test_ids()),
        full=tuple(name for name in made.full if name in self_test_ids()),
    )


def minutes_of(names: Iterable[str]) -> int:
    """Return how many minutes some self-tests take in one visit: their warm-up is done once."""
    definitions = [self_test(name) for name in names]
    shared = max((each.warm_up for each in definitions), default=0)
    return shared + sum(each.minutes - each.warm_up for each in definitions)


@cache
def drill(name: str) -> Drill:
    """Return a drill, also by an earlier id. Raises `UnknownIdError` or `DefinitionError`."""
    name = renamed("drill", name)
    if name not in drill_ids():
        raise UnknownIdError("drill", name, drill_ids())
    file = f"drills/{name}.toml"
    return read(Drill, tables(file), file)


@cache
def safety_check() -> SafetyCheck:
    """Return the questions before the first self-test, and the cards they may end in."""
    return read(SafetyCheck, tables("safety.toml"), "safety.toml", owner="safety-check")


@cache
def line_table() -> LineTable:
    """Return the five lines, in the order they are shown, and the borders of their bands.

    They are the same in every edition: one with fewer self-tests only has more lines without data.
    """
    return read(LineTable, tables("lines.toml"), "lines.toml")


def is_here(name: str) -> bool:
    """Return whether the self-test that a question or a measure belongs to is in this edition."""
    return owner_of(name) in self_test_ids()


@cache
def plan_table() -> PlanTable:
    """Return which drill stands where, and what goes with every plan."""
    return read(PlanTable, tables("plan.toml"), "plan.toml")


@cache
def sources() -> Mapping[str, Source]:
    """Return every source by its id."""
    made = read(_Sources, tables("sources.toml"), "sources.toml").sources
    return {source.id: source for source in made}


def source(name: str) -> Source:
    """Return a source. Raises `UnknownIdError`."""
    try:
        return sources()[name]
    except KeyError:
        raise UnknownIdError("source", name, tuple(sources())) from None


@cache
def not_used() -> tuple[NotUsed, ...]:
    """Return what no score reads, and why."""
    return read(_NotUsed, tables("not-used.toml"), "not-used.toml").entries


@cache
def spreads() -> tuple[Spread, ...]:
    """Return what other people reach in the measures of this edition, as published."""
    made = read(_Spreads, tables("spreads.toml"), "spreads.toml").spreads
    return tuple(spread for spread in made if is_here(spread.measure))


@cache
def squat_model() -> SquatModel:
    """Return the body of the squat explorer, and what it may be asked."""
    return read(SquatModel, tables("squat-model.toml"), "squat-model.toml")


@cache
def study_design() -> StudyDesign:
    """Return the study that a practice can run."""
    return read(StudyDesign, tables("study.toml"), "study.toml")


def newest_edition() -> int:
    """Return the number of the edition whose links this site makes."""
    return _index().edition


@cache
def edition(number: int) -> Edition:
    """Return an edition's layout of links. Raises `DefinitionError` if there is none."""
    file = f"editions/{number}.toml"
    return read(Edition, tables(file), file)


@cache
def renames() -> tuple[Rename, ...]:
    """Return every id that has another name today, the earliest first."""
    return read(_Renames, tables("renames.toml"), "renames.toml").renames


def renamed(kind: str, name: str) -> str:
    """Return today's name of an id of some kind; the same id if it has not changed."""
    for each in renames():
        if each.kind == kind and each.old == name:
            name = each.new
    return name


def earlier_ids(kind: str, name: str) -> tuple[str, ...]:
    """Return every id of some kind that has this name today, the earliest first."""
    return tuple(
        each.old for each in renames() if each.kind == kind and renamed(kind, each.old) == name
    )


@cache
def words() -> Mapping[str, str]:
    """Return every sentence of the product by its key, `table.name`."""
    return {
        f"{table}.{name}": sentence
        for table, sentences in tables("words.toml").items()
        for name, sentence in sentences.items()
    }


def say(key: str, /, **gaps: object) -> str:
    """Return the sentence with its gaps filled. Raises `KeyError` for an unknown key or gap."""
    return words()[key].format(**gaps)


def counted(number: object, many: str) -> str:
    """Return a number with what it counts: 2 legs, 1 leg. `[singular]` has the words for one."""
    what = words().get(f"singular.{many}", many) if str(number) == "1" else many
    return say("report.value", number=number, unit=what).strip()
