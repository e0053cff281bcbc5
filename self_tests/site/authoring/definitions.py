"""Checks for an author whether definitions and figures keep their rules.

`definition_reader` says whether a file can be read at all. This module reads every file, and passes
each part to the module that knows its rules. All problems of all files are reported at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass

from self_tests import catalogue
from self_tests.definition_reader import DefinitionError
from self_tests.model import (
    Claim,
    Dose,
    Measure,
    Number,
    Question,
    SafetyCheck,
    SelfTest,
    owner_of,
)
from self_tests.site.authoring.measures import problems_of_measure
from self_tests.site.authoring.problems import WRITE_IT, Problem, Wrong, told_by
from self_tests.site.authoring.questions import problems_of_question
from self_tests.site.authoring.references import problems_between_files
from self_tests.site.authoring.texts import (
    Words,
    problems_of_gaps,
    problems_of_sentences,
    problems_of_text,
)
from self_tests.site.content.citations import walk
from self_tests.site.figures.poses import POSES, read_figure
from self_tests.wording import nearest


@dataclass(frozen=True, slots=True)
class _Read:
    """A definition that could be read, and its place."""

    file: str
    shown: object


def problems() -> Iterator[Problem]:
    """Yield everything an author should mend in definitions, sentences and figures."""
    found: list[_Read] = []
    unread: dict[Problem, None] = {}
    for file, make in _files():
        try:
            found.append(_Read(file, make()))
        except DefinitionError as error:
            # A file whose question another one shares is reported once.
            unread.update(dict.fromkeys(told_by(error)))
    yield from unread
    for each in found:
        for place, what, mend in _wrong(each.shown):
            where = ": ".join(part for part in (each.file, place) if part)
            yield Problem(where, what, mend, is_unfinished=mend == WRITE_IT)
    if not unread:
        yield from problems_between_files()


def _files() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each file and the function that reads it."""
    yield "catalogue.toml", lambda: (catalogue.self_test_ids(), catalogue.drill_ids())
    try:
        names = (catalogue.self_test_ids(), catalogue.drill_ids())
    except DefinitionError:
        return
    for name in names[0]:
        file = f"self-tests/{name}/definition.toml"
        yield file, lambda name=name: catalogue.self_test(name)  # type: ignore[misc]
    for name in names[1]:
        yield f"drills/{name}.toml", lambda name=name: catalogue.drill(name)  # type: ignore[misc]
    yield "safety.toml", catalogue.safety_check
    yield "chain-check.toml", catalogue.chain_check
    yield "lines.toml", catalogue.line_table
    yield "plan.toml", catalogue.plan_table
    yield "sources.toml", lambda: tuple(catalogue.sources().values())
    yield "not-used.toml", catalogue.not_used
    yield "spreads.toml", catalogue.spreads
    yield "squat-model.toml", catalogue.squat_model
    yield "study.toml", catalogue.study_design
    yield "words.toml", lambda: Words(tuple(catalogue.words().items()))
    for path in sorted(POSES.glob("*.toml")):
        file = f"poses/{path.name}"
        yield file, lambda path=path, file=file: read_figure(path.read_text("utf-8"), file)  # type: ignore[misc]


def _wrong(shown: object) -> Iterator[Wrong]:
    """Yield what is wrong in one file."""
    if isinstance(shown, Words):
        yield from problems_of_sentences(shown)
        return
    owner = shown.id if isinstance(shown, SelfTest | SafetyCheck) else ""
    borrowed = ""
    for place, part in walk(shown):
        if borrowed and place.startswith(borrowed):
            continue
        if isinstance(part, Question) and owner and owner_of(part.id) != owner:
            borrowed = f"{place}."
            continue
        for inner, what, mend in _of_part(part, shown):
            yield f"{place}{'.' if place and inner else ''}{inner}", what, mend


def _of_part(part: object, whole: object) -> Iterator[Wrong]:
    """Yield what is wrong with one part of a definition, without the parts inside it."""
    if isinstance(part, str):
        yield from problems_of_text(part)
    elif isinstance(part, Number):
        if not part.why:
            yield "why", "missing.", "Say why the number is what it is."
    elif isinstance(part, Question):
        yield from problems_of_question(part, whole)
    elif isinstance(part, Measure) and isinstance(whole, SelfTest):
        yield from problems_of_measure(part, whole)
    if isinstance(part, Number | Claim | Dose) and part.status != "our choice" and not part.sources:
        yield (
            "sources",
            f"missing, and the status is “{part.status}”.",
            'Name a source from sources.toml, or write status = "our choice".',
        )
    if is_dataclass(part):
        yield from problems_of_gaps(part)
        for name in getattr(part, "sources", ()):
            if isinstance(name, str) and name not in _known_sources():
                yield (
                    "sources",
                    f'there is no source "{name}".',
                    f"{nearest(name, _known_sources())} A new one goes into sources.toml.",
                )


def _known_sources() -> tuple[str, ...]:
    try:
        return tuple(catalogue.sources())
    except DefinitionError:
        return ()
