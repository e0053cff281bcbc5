"""What definitions and figures promise, checked for an author.

`definition_reader` says whether a file can be read at all. Here stands what only shows when
files are read together, or what a reader of the page would meet: sources, gaps, conditions,
limits, words. All problems of all files come at once.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from self_tests import catalogue
from self_tests.answering import questions_of
from self_tests.definition_reader import DefinitionError
from self_tests.model import (
    CareCard,
    Claim,
    Condition,
    Dose,
    Drill,
    LineTable,
    Measure,
    Number,
    Option,
    PlanTable,
    Question,
    QuestionId,
    Reading,
    SafetyCheck,
    SelfTest,
)
from self_tests.rules import (
    Count,
    FlatMinusRaised,
    LargestOfTrials,
    MeanOfTrials,
    SumOfPoints,
    YesNoAnswer,
)
from self_tests.scoring import tier_of
from self_tests.site.authoring.fact_checks import problems_of_chains, problems_of_facts
from self_tests.site.authoring.problems import TO_FILL_IN, WRITE_IT, Problem, told_by, unwritten
from self_tests.site.authoring.sentence_gaps import known_gaps
from self_tests.site.content.citations import walk
from self_tests.site.figures.poses import POSES, Figure, read_figure
from self_tests.site.places import DEFINITIONS
from self_tests.wording import nearest, plain_number

BANNED_WORDS = Path(__file__).parent / "banned-words.toml"

NUMBER_KINDS = frozenset({"length", "whole-number", "scale"})
READ_FROM = {
    MeanOfTrials: frozenset({"length"}),
    LargestOfTrials: frozenset({"length", "whole-number"}),
    Count: frozenset({"whole-number", "scale"}),
    SumOfPoints: frozenset({"choice"}),
    FlatMinusRaised: frozenset({"choice"}),
    YesNoAnswer: frozenset({"choice"}),
}
"""Which kinds of question each kind of reading can read."""

GAPS = {
    (Question, "if_empty"): ("side",),
    (Option, "refused"): ("side",),
    (Option, "note"): ("side",),
    (Measure, "sentence"): ("side", "value"),
    (CareCard, "title"): ("emergency_number", "practice"),
    (CareCard, "text"): ("emergency_number", "practice"),
    (CareCard, "actions"): ("emergency_number", "practice"),
}
"""Which gaps a text may have; texts that are not named here are shown as they stand."""

type Wrong = tuple[str, str, str]
"""Place inside a file, what is wrong, and how to put it right."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A definition that could be read, and where it stands."""

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
            # A file that another one shares a question of is told once.
            unread.update(dict.fromkeys(told_by(error)))
    yield from unread
    for each in found:
        for place, what, mend in _wrong(each.shown):
            where = ": ".join(part for part in (each.file, place) if part)
            yield Problem(where, what, mend, is_unfinished=mend == WRITE_IT)
    if not unread:
        yield from _between_files()


def _files() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each file and what reads it."""
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
    yield "words.toml", lambda: _Words(tuple(catalogue.words().items()))
    for path in sorted(POSES.glob("*.toml")):
        file = f"poses/{path.name}"
        yield file, lambda path=path, file=file: read_figure(path.read_text("utf-8"), file)  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentences of words.toml by their keys."""

    sentences: tuple[tuple[str, str], ...]


def _wrong(shown: object) -> Iterator[Wrong]:
    """Yield what is wrong in one file."""
    if isinstance(shown, _Words):
        yield from _sentences(shown)
        return
    owner = shown.id if isinstance(shown, SelfTest | SafetyCheck) else ""
    borrowed = ""
    for place, part in walk(shown):
        if borrowed and place.startswith(borrowed):
            continue
        if isinstance(part, Question) and owner and part.id.partition(".")[0] != owner:
            borrowed = f"{place}."
            continue
        for inner, what, mend in _of_part(part, shown):
            yield f"{place}{'.' if place and inner else ''}{inner}", what, mend


def _of_part(part: object, whole: object) -> Iterator[Wrong]:
    """Yield what is wrong with one part of a definition, itself looked at alone."""
    if isinstance(part, str):
        yield from _text(part)
    elif isinstance(part, Number):
        if not part.why:
            yield "why", "missing.", "Say why the number is what it is."
    elif isinstance(part, Question):
        yield from _question(part, whole)
    elif isinstance(part, Measure) and isinstance(whole, SelfTest):
        yield from _measure(part, whole)
    if isinstance(part, Number | Claim | Dose) and part.status != "our choice" and not part.sources:
        yield (
            "sources",
            f"missing, and the status is “{part.status}”.",
            'Name a source from sources.toml, or write status = "our choice".',
        )
    if is_dataclass(part):
        yield from _gaps(part)
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


@cache
def _banned() -> tuple[str, ...]:
    return tuple(tomllib.loads(BANNED_WORDS.read_text("utf-8"))["words"])


def banned_words_in(text: str) -> tuple[str, ...]:
    """Return the words of a text that promise what nobody can promise."""
    return tuple(
        word for word in _banned() if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    )


def _text(text: str) -> Iterator[Wrong]:
    if TO_FILL_IN in text:
        yield "", unwritten(text), WRITE_IT
    for word in banned_words_in(text):
        yield "", f"“{word}” promises what nobody can promise.", "Say what is seen or trained."


def _gaps(part: object) -> Iterator[Wrong]:
    for (cls, name), known in GAPS.items():
        if not isinstance(part, cls):
            continue
        value = getattr(part, name)
        for text in (value,) if isinstance(value, str) else value:
            yield from ((name.replace("_", "-"), *rest) for rest in _gaps_of(text, known))


def _gaps_of(text: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the gaps of a text, and how to put it right."""
    try:
        found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        yield "a brace has no partner.", "Write a gap as {name}, and a brace itself twice: {{."
        return
    for name in sorted(found - set(known)):
        gaps = ", ".join(f"{{{each}}}" for each in known)
        yield f"there is no gap {{{name}}} here.", f"Known here: {gaps}."


def _sentences(words: _Words) -> Iterator[Wrong]:
    known = known_gaps()
    for key, sentence in words.sentences:
        yield from ((key, what, mend) for _, what, mend in _text(sentence))
        try:
            names = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
        except ValueError:
            yield (
                key,
                "a brace has no partner.",
                "Write a gap as {name}, and a brace itself twice: {{.",
            )
            continue
        for name in names:
            if not name.isidentifier():
                yield key, f"“{{{name}}}” is no gap.", "A gap is one name in braces: {value}."
            elif key in known and name not in known[key]:
                here = ", ".join(f"{{{each}}}" for each in sorted(known[key])) or "none"
                yield key, f"there is no gap {{{name}}} here.", f"Known here: {here}."


# Questions


def _question(question: Question, whole: object) -> Iterator[Wrong]:
    if question.kind in NUMBER_KINDS:
        for key in ("noun", "least", "most"):
            if not getattr(question, key):
                what = "what messages call the value" if key == "noun" else "the limit"
                yield key, "missing.", f"A number needs {what}: add {key} = ..."
    elif not question.options:
        yield "options", "there are none.", "Add [[screens.questions.options]]."
    if not question.optional and not question.if_empty:
        yield "if-empty", "missing.", "Write what a reader is told who left it empty."
    elif not question.optional and ("{side}" in question.if_empty) != question.sided:
        mend = (
            "Name the side with {side}." if question.sided else "Leave {side} out: there is none."
        )
        yield "if-empty", f"“{question.if_empty}” does not fit sided = {_flag(question)}.", mend
    yield from _options(question)
    for key in ("show_when", "hide_when"):
        condition = getattr(question, key)
        if condition:
            yield from (
                (key.replace("_", "-"), what, mend)
                for what, mend in _condition(condition, question, whole)
            )


def _flag(question: Question) -> str:
    return "true" if question.sided else "false"


def _options(question: Question) -> Iterator[Wrong]:
    for key in ("id", "text"):
        seen: set[str] = set()
        for number, option in enumerate(question.options, 1):
            value = getattr(option, key)
            if value in seen:
                yield f"options[{number}].{key}", f"“{value}” stands twice.", "Write another one."
            seen.add(value)
    rated = [option.points is not None for option in question.options]
    if any(rated) and not all(rated):
        number = rated.index(False) + 1
        yield f"options[{number}].points", "missing, and other options have points.", "Add points."


def _condition(condition: Condition, of: Question, whole: object) -> Iterator[tuple[str, str]]:
    screens = list(getattr(whole, "screens", ()))
    if not isinstance(whole, SafetyCheck):
        screens += catalogue.safety_check().screens
    asked = {question.id: question for question in questions_of(screens)}
    other = asked.get(condition.question)
    if other is None:
        yield (
            f'there is no question "{condition.question}" on this form.',
            nearest(condition.question, asked),
        )
        return
    names = [option.id for option in other.options]
    for name in condition.is_one_of:
        if name not in names:
            yield f'"{condition.question}" has no option "{name}".', nearest(name, names)
    if other.sided and not of.sided:
        yield (
            f'"{condition.question}" is asked left and right, this question once.',
            "Write sided = true, or ask about an unsided question.",
        )


# Measures


def _measure(measure: Measure, owner: SelfTest) -> Iterator[Wrong]:
    asked = {question.id: question for question in questions_of(owner.screens)}
    wrong = list(_read_from(measure, asked))
    yield from wrong
    if ("{side}" in measure.sentence) != measure.sided:
        yield (
            "sentence",
            f"“{measure.sentence}” does not fit sided = {'true' if measure.sided else 'false'}.",
            "Name the side with {side}." if measure.sided else "Leave {side} out: there is none.",
        )
    if wrong:
        return
    ends = ends_of(measure.reading, asked)
    for key, end in zip(("lowest", "highest"), ends, strict=True):
        if getattr(measure, key) != end:
            yield (
                key,
                f"{plain_number(getattr(measure, key))} is not where the questions end.",
                f"Write {plain_number(end)}.",
            )
            return
    yield from _tiers(measure)


def _read_from(measure: Measure, asked: dict[QuestionId, Question]) -> Iterator[Wrong]:
    able = READ_FROM[type(measure.reading)]
    for name in measure.reading.questions:
        question = asked.get(name)
        if question is None:
            yield "reading", f'"{name}" is not asked here.', nearest(name, asked)
        elif question.kind not in able:
            kinds = ", ".join(sorted(able))
            yield (
                "reading",
                f'"{name}" is a {question.kind}, and this kind of reading reads {kinds}.',
                "Choose another kind of reading, or ask in another way.",
            )
        elif question.sided != measure.sided:
            yield "reading", f'"{name}" is not asked on the same sides.', "Make both sided alike."
        else:
            yield from _rated(measure.reading, question)


def _rated(reading: Reading, question: Question) -> Iterator[Wrong]:
    ids = {option.id for option in question.options}
    if isinstance(reading, YesNoAnswer) and not {"yes", "no"} <= ids:
        yield "reading", f'"{question.id}" has no options yes and no.', "Call its options so."
    if isinstance(reading, SumOfPoints | FlatMinusRaised):
        if any(option.points is None for option in question.options):
            yield "reading", f'the options of "{question.id}" have no points.', "Add points."
    elif isinstance(reading, YesNoAnswer):
        return
    elif not (question.least and question.most):
        yield "reading", f'"{question.id}" has no limits.', "Add its least and most."


def ends_of(reading: Reading, asked: dict[QuestionId, Question]) -> tuple[float, float]:
    """Return the lowest and the highest value that the questions of a reading let in."""
    if isinstance(reading, YesNoAnswer):
        return 0, 1
    if isinstance(reading, SumOfPoints):
        return _span(reading.rated, asked)
    if isinstance(reading, FlatMinusRaised):
        (flat_least, flat_most), (least, most) = (
            _span(reading.flat, asked),
            _span(reading.raised, asked),
        )
        return flat_least - most, flat_most - least
    (question,) = (asked[name] for name in reading.questions)
    assert question.least  # noqa: S101 - _rated has looked
    assert question.most  # noqa: S101 - _rated has looked
    return question.least.value, question.most.value


def _span(names: Iterable[QuestionId], asked: dict[QuestionId, Question]) -> tuple[int, int]:
    """Return the least and the most points of some questions."""
    points = [[option.points or 0 for option in asked[name].options] for name in names]
    return sum(map(min, points)), sum(map(max, points))


def _tiers(measure: Measure) -> Iterator[Wrong]:
    for number, tier in enumerate(measure.tiers[:-1], 1):
        if not tier.limit:
            yield (
                f"tiers[{number}].limit",
                "missing.",
                "Every tier has one but the last, which takes what is left.",
            )
            return
    if measure.tiers and measure.tiers[-1].limit:
        yield (
            f"tiers[{len(measure.tiers)}].limit",
            "the last tier has a limit, so some values have no tier.",
            "Take it out.",
        )
        return
    steps = round((measure.highest - measure.lowest) / measure.step.value)
    grid = (measure.lowest + step * measure.step.value for step in range(steps + 1))
    reached = {found.id for value in grid if (found := tier_of(measure, value))}
    for number, tier in enumerate(measure.tiers, 1):
        if tier.id not in reached:
            yield (
                f"tiers[{number}]",
                f'nobody can read "{tier.id}".',
                "Tiers stand best first, and each limit leaves the next one something.",
            )


# What files say about each other


def _between_files() -> Iterator[Problem]:
    """Yield what is wrong with names that one file gives another."""
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
            owner = each.measure.partition(".")[0]
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
            if name.partition(".")[0] not in unlisted:
                yield from _must_exist(f"{file}: screens", "screen", name, screens)
        for name in shown.drills:
            yield from _must_exist(f"{file}: drills", "drill", name, _drills())
