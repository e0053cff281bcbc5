"""Model objects become HTML: picks the macro, hands it what it shows.

Imports Jinja, the core, and what prepares the pages: forms, figures, tables.

Python decides, templates place. Each macro is one file in `overrides/macros`, takes keyword
arguments and does no arithmetic.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from self_tests import catalogue
from self_tests.answering import LengthUnit, questions_of, sides_of
from self_tests.model import (
    CareCard,
    Drill,
    Fact,
    Measure,
    Number,
    Question,
    Row,
    SafetyCheck,
    SafetyLevel,
    Screen,
    SelfTest,
    Source,
    Tier,
)
from self_tests.planning import base_slots
from self_tests.request import DEFAULT_MINUTES
from self_tests.rules import LargestDeficit
from self_tests.rules.readings import field_id
from self_tests.site.content.components import Kit, components
from self_tests.site.content.form.form import Form, form
from self_tests.site.content.form.page_data import WORDS_THE_ELEMENT_SETS, page_data
from self_tests.site.content.how_we_score import parts
from self_tests.site.content.scorecard import line_sums
from self_tests.site.content.scorecard.line_sums import DrillTable, LineSum, LookUp
from self_tests.site.errors import MarkerError
from self_tests.site.figures import HOLD_STILL, Drawing, drawing, figure, figures, stands_for
from self_tests.site.places import ROOT
from self_tests.wording import listed, nearest, plain_number

LENGTH_UNITS = get_args(LengthUnit.__value__)
SOURCES = "assets/self-tests/source/"
"""Where pages look for the sources of what scores; `finish` names the folder by its content."""

MACROS = ROOT / "overrides" / "macros"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Who runs this site, as `extra.practice` in mkdocs.yml says it.

    `text_link` is an `sms:` address, `instagram` a user name without the at sign, `length_unit`
    what lengths are measured in until a reader chooses (`cm` or `in`).
    """

    name: str
    text_number: str
    text_link: str
    instagram: str
    emergency_number: str
    length_unit: str

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> "Practice":
        """Return the practice of a settings table. Raises `MarkerError` for a wrong key."""
        known = [field.name for field in fields(cls)]
        for name in known:
            if not settings.get(name):
                raise MarkerError(f"practice: {name} is missing. Add it under extra.practice.")
        for name in settings:
            if name not in known:
                raise MarkerError(f'practice: unknown key "{name}". {nearest(name, known)}')
        if settings["length_unit"] not in LENGTH_UNITS:
            raise MarkerError(
                f'practice: length_unit: "{settings["length_unit"]}" is not known here. '
                'Write "cm" or "in".'
            )
        return cls(**settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One place for an answer. `side` is `left`, `right` or empty."""

    id: str
    side: str
    side_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its fields, what a scale offers, and the trials after the first."""

    question: Question
    fields: tuple[Field, ...]
    steps: tuple[str, ...]
    more_trials: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedScreen:
    """A screen as the form shows it. `id` is unique on the form, `caption` says its part.

    After it a self-test may be done (`ends`), and perhaps no other one follows (`is_last`).
    """

    id: str
    caption: str
    screen: Screen
    asked: tuple[Asked, ...]
    ends: bool
    is_last: bool
    figures: tuple[Drawing, ...] = ()
    faults: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A warning sign: what it says, and whether it weighs more together with another."""

    text: str
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSigns:
    """All signs of one level under the card they open, and what else leads there."""

    card: CareCard
    signs: tuple[Sign, ...]
    together: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TierRow:
    """One row of a scorecard: the range in words, what it reads as, and its limit if it has one."""

    range: str
    tier: Tier
    limit: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A measure as the scorecard shows it."""

    measure: Measure
    rows: tuple[TierRow, ...]
    difference: str
    retest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A self-test as its scorecard shows it."""

    test: SelfTest
    boxes: tuple[Asked, ...]
    scored: tuple[Scored, ...]
    look_ups: tuple[LookUp, ...]
    sums: tuple[LineSum, ...]
    drill_table: DrillTable | None
    drills: tuple["DrillChoice", ...]
    numbers: tuple["CitedNumber", ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSheet:
    """A line as a scorecard of several self-tests sums it, and the drills it asks for.

    Knee and load has `cases` and neither sum nor drills.
    """

    title: str
    sums: tuple[LineSum, ...]
    cases: tuple[parts.Case, ...]
    drills: tuple["DrillChoice", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedNumber:
    """A number with its unit as readers write it."""

    text: str
    number: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillChoice:
    """One row of the plan table: its place, when it fits, its drill (empty: none), why, its needs.

    Of the rows of one `place` the first that fits is taken.
    """

    place: int
    when: str
    title: str
    why: str
    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing to tick: its id and what readers call it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnDrill:
    """A drill that has figures; `ids` are its own and its earlier ones, which kept plans name."""

    ids: tuple[str, ...]
    figures: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several, and whether it is chosen to begin with."""

    id: str
    text: str
    is_chosen: bool


def html(name: str, args: tuple[str, ...], practice: Mapping[str, str], root: str = "../") -> str:
    """Return the HTML of a marker: its name, its arguments, who runs the site.

    `root` is the way from the page to the root of the site: `./`, or `../` for each level.

    Raises `MarkerError` for a name, an id or a number of arguments that does not exist.
    """
    return _html(name, args, Practice.of(practice), root)


@cache
def _html(name: str, args: tuple[str, ...], practice: Practice, root: str) -> str:
    """Return the same, made once: many pages may hold the same self-test."""
    try:
        make = MARKERS[name]
    except KeyError:
        raise MarkerError(f'there is no marker "{name}". {nearest(name, MARKERS)}') from None
    try:
        return make(args, practice).replace(parts.ROOT, root)
    except catalogue.UnknownIdError as problem:
        raise MarkerError(str(problem)) from None


def render(macro: str, **shown: object) -> str:
    """Return what a macro of `overrides/macros` makes of keyword arguments."""
    template = _environment().get_template(f"{macro.replace('_', '-')}.html")
    make: Callable[..., str] = getattr(template.module, macro)
    return str(make(**shown))


def still_figure(name: str) -> Markup:
    """Return a figure as a picture without words, for a card or a title that says them.

    Raises `UnknownIdError` for an unknown figure.
    """
    return Markup(render("still_figure", drawing=drawing(figure(name))))  # noqa: S704 - our macro


def picture_of(address: str, figure_id: str | None = "") -> Markup:
    """Return a page's still figure: the one it names, else the one that shows what it is about.

    The `address` is relative to the site. A page that shows nothing gets nothing.
    """
    named = figure_id or getattr(stands_for(Path(address).stem), "id", "")
    return still_figure(named) if named else Markup()


def moving_figure(name: str) -> Markup:
    """Return a figure that moves, for a template. Raises `UnknownIdError` for an unknown one."""
    shown = drawing(figure(name))
    return Markup(render("figure", drawing=shown, scope="title", hold=HOLD_STILL))  # noqa: S704


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(MACROS),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _one_id(marker: str, args: tuple[str, ...]) -> str:
    if len(args) != 1:
        raise MarkerError(f"{marker} takes one id, found {len(args)}. Write ::: {marker} <id>")
    return args[0]


def _nothing(marker: str, args: tuple[str, ...]) -> None:
    if args:
        raise MarkerError(f"{marker} takes no id, found {' '.join(args)}. Write ::: {marker}")


def interface_words(practice: Practice) -> Mapping[str, str]:
    """Return the labels of the interface by their names, gaps about the practice filled.

    Those for saving and sharing keep the name of their table: `keep.save`.
    """
    table = "interface."
    return {
        key.removeprefix(table): sentence.replace("{emergency_number}", practice.emergency_number)
        for key, sentence in catalogue.words().items()
        if key.startswith((table, "keep."))
    } | {"first-unit": practice.length_unit}


def _self_test(args: tuple[str, ...], practice: Practice) -> str:
    return render("self_test", **_form_parts(_one_id("self-test", args), practice))


def _components(args: tuple[str, ...], practice: Practice) -> str:
    _nothing("components", args)
    kit = Kit(
        macro=render,
        marker=lambda name, *given: MARKERS[name](given, practice),
        form=cache(lambda name: _form_parts(name, practice)),
    )
    return render("components", shown=tuple(components(kit)))


def _form_parts(name: str, practice: Practice) -> dict[str, object]:
    """Return all that the macro of a whole form is given."""
    shown = form(name)
    safety = catalogue.safety_check()
    words = interface_words(practice)
    return {
        "form": shown,
        "lengths": _lengths(shown, words),
        "data": page_data(
            shown,
            safety,
            {"name": practice.name, "emergency_number": practice.emergency_number},
            {name: words[name] for name in WORDS_THE_ELEMENT_SETS},
        ),
        "safety": safety,
        "screens": _screens(shown, safety, words),
        "hold": HOLD_STILL,
        "cards": _cards(safety, practice),
        "signs": _signs(safety, practice, words),
        "sheets": tuple(_sheet(test, shown, words) for test in shown.self_tests),
        "lines": tuple(_line_sheets(shown, words)),
        "base": _choices_of(base_slots(shown.self_tests), words),
        "order": line_sums.order(),
        "equipment": _equipment(words),
        "minutes": tuple(_minutes(words)),
        "drills": _drawn_drills(),
        "practice": practice,
        "root": parts.ROOT,
        "sources": SOURCES,
        "words": words,
    }


def _lengths(shown: Form, words: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return the lengths of a visit as the reader chooses between them, the shortest chosen."""
    return tuple(
        Choice(
            id=length.id,
            text=words[f"length-{length.id}"].format(
                minutes=length.minutes,
                self_tests=listed(
                    (catalogue.self_test(name).title for name in length.self_tests), words["and"]
                ),
            ),
            is_chosen=length is shown.lengths[0],
        )
        for length in shown.lengths
    )


def _sheet(test: SelfTest, shown: Form, words: Mapping[str, str]) -> Sheet:
    scored = tuple(_scored(measure, words) for measure in test.measures)
    ranges = tuple(row.range for each in scored for row in each.rows)
    is_alone = len(shown.self_tests) == 1
    return Sheet(
        test=test,
        boxes=_boxes(test, words),
        scored=scored,
        look_ups=line_sums.look_ups(test),
        sums=line_sums.line_sums([test]) if is_alone else (),
        drill_table=line_sums.drill_table(test, ranges) if is_alone else None,
        drills=_drill_choices(test, words) if is_alone else (),
        numbers=_numbers(test),
        sources=_sources(test.sources),
    )


def _line_sheets(shown: Form, words: Mapping[str, str]) -> Iterator[LineSheet]:
    """Yield the lines that several self-tests of one visit make together."""
    if len(shown.self_tests) == 1:
        return
    sums = {each.line.id: each for each in line_sums.line_sums(shown.self_tests)}
    for line in filter(parts.is_shown, catalogue.line_table().lines):
        slots = [slot.id for slot in catalogue.plan_table().slots if slot.line == line.id]
        yield LineSheet(
            title=line.title,
            sums=(sums[line.id],) if line.id in sums else (),
            cases=tuple(parts.load_cases(line.load)) if line.load else (),
            drills=_choices_of(slots, words),
        )


def _drill(args: tuple[str, ...], practice: Practice) -> str:
    drill = catalogue.drill(_one_id("drill", args))
    words = interface_words(practice)
    return render(
        "drill",
        drill=drill,
        figures=_figures_of(drill.id),
        hold=HOLD_STILL,
        needs=_needs(drill, words),
        words=words,
    )


def _figures_of(drill: str) -> tuple[Drawing, ...]:
    return tuple(drawing(each) for each in figures() if drill in each.drills)


@cache
def _drawn_drills() -> tuple[DrawnDrill, ...]:
    drawn = (
        DrawnDrill(ids=(name, *catalogue.earlier_ids("drill", name)), figures=_figures_of(name))
        for name in catalogue.drill_ids()
    )
    return tuple(each for each in drawn if each.figures)


def _figure(args: tuple[str, ...], _practice: Practice) -> str:
    if not args:
        raise MarkerError("figure takes at least one id, found none. Write ::: figure <id> <id>")
    shown = tuple(drawing(figure(name)) for name in args)
    return render("figures", drawings=shown, scope="page", hold=HOLD_STILL)


def _safety(args: tuple[str, ...], practice: Practice) -> str:
    _nothing("safety", args)
    safety = catalogue.safety_check()
    words = interface_words(practice)
    return render(
        "safety",
        safety=safety,
        signs=_signs(safety, practice, words),
        sources=_sources(safety.sources),
        practice=practice,
        words=words,
    )


def _contact(args: tuple[str, ...], practice: Practice) -> str:
    _nothing("contact", args)
    return render("contact", practice=practice, words=interface_words(practice))


def _plan(args: tuple[str, ...], practice: Practice) -> str:
    _nothing("plan", args)
    return render("plan", drills=_drawn_drills(), words=interface_words(practice))


def _source_list(args: tuple[str, ...], practice: Practice) -> str:
    if not args:
        raise MarkerError("sources takes at least one id, found none. Write ::: sources <id> <id>")
    return render(
        "sources", sources=_sources(args), scope="sources", words=interface_words(practice)
    )


def _how_we_score(args: tuple[str, ...], practice: Practice) -> str:
    part = _known("how-we-score", args, list(parts.PARTS))
    words = interface_words(practice)
    scores = {
        measure.id: _scored(measure, words)
        for test in parts.self_tests()
        for measure in test.measures
    }
    return render(
        f"how_we_score_{part.replace('-', '_')}",
        **parts.PARTS[part](scores),
        words=parts.page_words(),
    )


def _all_sources(args: tuple[str, ...], practice: Practice) -> str:
    _nothing("all-sources", args)
    return render(
        "all_sources",
        sources=parts.used_sources(),
        words={**interface_words(practice), **parts.page_words()},
    )


def _library(args: tuple[str, ...], _practice: Practice) -> str:
    kind = _known("library", args, list(parts.SHELVES))
    return render("library", shelves=parts.SHELVES[kind]())


def _known(marker: str, args: tuple[str, ...], known: list[str]) -> str:
    name = _one_id(marker, args)
    if name not in known:
        raise MarkerError(f'{marker} does not know "{name}". {nearest(name, known)}')
    return name


MARKERS: Mapping[str, Callable[[tuple[str, ...], Practice], str]] = MappingProxyType(
    {
        "self-test": _self_test,
        "drill": _drill,
        "figure": _figure,
        "safety": _safety,
        "contact": _contact,
        "plan": _plan,
        "sources": _source_list,
        "how-we-score": _how_we_score,
        "all-sources": _all_sources,
        "library": _library,
        "components": _components,
    }
)


def _sources(ids: tuple[str, ...]) -> tuple[Source, ...]:
    return tuple(catalogue.source(name) for name in ids)


def _screens(shown: Form, safety: SafetyCheck, words: Mapping[str, str]) -> tuple[AskedScreen, ...]:
    captions = {"": safety.title, **{test.id: test.title for test in shown.self_tests}}
    first = shown.screens[0]
    return tuple(
        AskedScreen(
            id=each.id,
            caption=captions[each.self_test],
            screen=replace(each.screen, intro=safety.intro) if each is first else each.screen,
            asked=tuple(_asked(question, words) for question in each.screen.questions),
            ends=shown.ends(each),
            is_last=shown.is_last(each),
            figures=tuple(drawing(one) for one in figures() if each.id in one.screens),
            faults=tuple(drawing(one) for one in figures() if each.id in one.fault_of),
        )
        for each in shown.screens
    )


def _asked(question: Question, words: Mapping[str, str]) -> Asked:
    steps: tuple[str, ...] = ()
    if question.kind == "scale" and question.least and question.most:
        ends = int(question.least.value), int(question.most.value)
        steps = tuple(str(step) for step in range(ends[0], ends[1] + 1))
    return Asked(
        question=question,
        fields=_fields(question, words),
        steps=steps,
        more_trials=tuple(range(2, question.trials + 1)),
    )


def _fields(question: Question, words: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(
        Field(
            id=field_id(question.id, side),
            side=side or "",
            side_text=words[side] if side else "",
        )
        for side in sides_of(question)
    )


def _boxes(test: SelfTest, words: Mapping[str, str]) -> tuple[Asked, ...]:
    """Return what the scorecard keeps boxes for: numbers to write and answers to tick."""
    return tuple(_asked(question, words) for question in questions_of(test.screens))


def _cards(safety: SafetyCheck, practice: Practice) -> tuple[CareCard, ...]:
    gaps = {"emergency_number": practice.emergency_number, "practice": practice.name}
    return tuple(
        CareCard(
            level=card.level,
            title=card.title.format(**gaps),
            text=card.text.format(**gaps),
            actions=tuple(action.format(**gaps) for action in card.actions),
        )
        for card in safety.cards
    )


def _signs(
    safety: SafetyCheck, practice: Practice, words: Mapping[str, str]
) -> tuple[WarningSigns, ...]:
    return tuple(
        WarningSigns(
            card=card,
            signs=_signs_of(card.level, safety, words),
            together=_together(card.level, safety, words),
        )
        for card in _cards(safety, practice)
    )


def _signs_of(
    level: SafetyLevel, safety: SafetyCheck, words: Mapping[str, str]
) -> tuple[Sign, ...]:
    counted = {rule.group for rule in safety.count_rules}
    signs = []
    for screen in safety.screens:
        for question in screen.questions:
            signs += [
                Sign(text=_sign_text(question, option.text), is_counted=option.group in counted)
                for option in question.options
                if option.level == level
            ]
            if question.kind == "scale" and level == "education":
                text = words["warning-signs-discomfort"]
                value = plain_number(safety.discomfort_from.value)
                signs.append(Sign(text=text.format(value=value), is_counted=False))
    return tuple(signs)


def _sign_text(question: Question, option: str) -> str:
    """Return what a sign says on its own: a single choice means little without its question."""
    return option if question.kind == "choices" else f"{question.text}: {option}"


def _together(level: SafetyLevel, safety: SafetyCheck, words: Mapping[str, str]) -> str:
    return " ".join(
        words["warning-signs-count"].format(at_least=rule.at_least)
        for rule in safety.count_rules
        if rule.level == level
    )


def _scored(measure: Measure, words: Mapping[str, str]) -> Scored:
    return Scored(
        measure=measure,
        rows=_tier_rows(measure, words),
        difference=_difference(measure, words),
        retest=_retest(measure, words),
    )


def _tier_rows(measure: Measure, words: Mapping[str, str]) -> tuple[TierRow, ...]:
    """Return the tiers with the ranges that their limits leave between them."""
    inner, last, first = (
        ("between", "below", "at-least")
        if measure.low_is_bad
        else ("between-above", "above", "at-most")
    )
    rows = []
    previous = ""
    answers = parts.answers_of(measure)
    for tier in measure.tiers:
        limit = plain_number(tier.limit.value) if tier.limit else ""
        kind = last if not limit else inner if previous else first
        low_end, high_end = (limit, previous) if measure.low_is_bad else (previous, limit)
        gaps = {"least": low_end, "most": high_end, "unit": measure.unit}
        in_words = words[f"scorecard-{kind}"].format(**gaps)
        rows.append(TierRow(range=answers.get(tier.id, in_words), tier=tier, limit=tier.limit))
        previous = limit
    return tuple(rows)


def _difference(measure: Measure, words: Mapping[str, str]) -> str:
    rule = measure.difference
    if rule and rule.real_from:
        value = plain_number(rule.real_from.value)
        return words["scorecard-real-from"].format(value=value, unit=measure.unit)
    if rule and rule.real_above:
        value = plain_number(rule.real_above.value)
        return words["scorecard-real-above"].format(value=value, unit=measure.unit)
    return ""


def _retest(measure: Measure, words: Mapping[str, str]) -> str:
    if not measure.retest:
        return ""
    return words["scorecard-retest"].format(
        weeks=plain_number(measure.retest.weeks.value),
        change=plain_number(measure.retest.real_change.value),
        unit=measure.unit,
    )


def _numbers(shown: object) -> tuple[CitedNumber, ...]:
    """Return every number that stands anywhere in a definition, in its order, each once."""
    found: dict[CitedNumber, None] = {}
    _collect(shown, found)
    return tuple(found)


def _collect(shown: object, found: dict[CitedNumber, None]) -> None:
    if isinstance(shown, Number):
        text = f"{plain_number(shown.value)} {shown.unit}".rstrip()
        found[CitedNumber(text=text, number=shown)] = None
    elif isinstance(shown, tuple):
        for part in shown:
            _collect(part, found)
    elif hasattr(shown, "__dataclass_fields__"):
        for field in fields(shown):  # type: ignore[arg-type] # the line above says it is one
            _collect(getattr(shown, field.name), found)


def _drill_choices(test: SelfTest, words: Mapping[str, str]) -> tuple[DrillChoice, ...]:
    """Return the rows of the plan table that this self-test alone may end in, in their order."""
    table = catalogue.plan_table()
    return _choices_of(
        [name for single in table.singles if single.self_test == test.id for name in single.slots],
        words,
        test,
    )


def _choices_of(
    slots: Collection[str], words: Mapping[str, str], alone: SelfTest | None = None
) -> tuple[DrillChoice, ...]:
    """Return the rows of some places of the plan, in their order, numbered by place.

    For a self-test that is taken `alone`, what it cannot ask for is left out.
    """
    return tuple(
        _drill_choice(row, place, words)
        for place, slot in enumerate(
            (slot for slot in catalogue.plan_table().slots if slot.id in slots), 1
        )
        for row in (_alone(row, alone) if alone else row for row in slot.rows)
        if row and (not row.drill or row.drill in catalogue.drill_ids())
    )


def _alone(row: Row, test: SelfTest) -> Row | None:
    """Return a row as it holds for one self-test alone; `None` where it never does."""
    facts = {fact.id: fact for fact in catalogue.plan_table().facts}
    left = []
    for when in row.when:
        fact = facts[when.fact]
        if isinstance(fact, LargestDeficit):
            if when.equals != test.id:
                return None
        elif _is_known_alone(fact, test):
            left.append(when)
        else:
            return None
    return replace(row, when=tuple(left))


def _is_known_alone(fact: Fact, test: SelfTest) -> bool:
    """Return whether one self-test asks and measures all that a fact is read from.

    A fact without a question or measure of its own is read from a line, so from several.
    """
    if not fact.questions and not fact.measures:
        return False
    asked = {question.id for question in questions_of(test.screens)}
    measured = {measure.id for measure in test.measures}
    return asked.issuperset(fact.questions) and measured.issuperset(fact.measures)


def _drill_choice(row: Row, place: int, words: Mapping[str, str]) -> DrillChoice:
    drill = catalogue.drill(row.drill) if row.drill else None
    return DrillChoice(
        place=place,
        when=parts.case_of(row),
        title=drill.title if drill else "",
        why=row.why,
        needs=_needs(drill, words) if drill else "",
    )


def _needs(drill: Drill, words: Mapping[str, str]) -> str:
    """Return what a drill needs; alternatives stand beside each other with a stroke."""
    return ", ".join(
        " / ".join(words[f"equipment-{item}"] for item in alternatives)
        for alternatives in drill.equipment
    )


def _equipment(words: Mapping[str, str]) -> tuple[Item, ...]:
    """Return what any drill may need, each once, in the order of the drills."""
    needed = {
        item: Item(id=item, text=words[f"equipment-{item}"])
        for name in catalogue.drill_ids()
        for alternatives in catalogue.drill(name).equipment
        for item in alternatives
    }
    return tuple(needed.values())


def _minutes(words: Mapping[str, str]) -> Iterator[Choice]:
    """Yield the lengths a session may have, the usual one chosen."""
    for minutes in catalogue.plan_table().minutes:
        text = words["session"].format(minutes=minutes)
        yield Choice(id=str(minutes), text=text, is_chosen=minutes == DEFAULT_MINUTES)


__all__ = ["MARKERS", "Practice", "html", "interface_words", "render"]
