"""Rows of the plan table as readers see them: when they fit, their drill, what it needs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from self_tests import catalogue
from self_tests.answering import questions_of
from self_tests.model import Ease, Fact, LoadTable, Row, SelfTest, Slot, When
from self_tests.planning import needs_of
from self_tests.reporting.plans import listed_needs
from self_tests.rules import AtLeast, LargestDeficit
from self_tests.site.content.citations import Cited, cited_dose
from self_tests.site.content.links import Link, drill_link
from self_tests.site.content.words import say_page


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """One row of a slot: its place, when it fits, its drill, why, and what it needs.

    `reasons` replace `why` if a finding asks for the drill; `eases` say which finding lets it start
    easier, and how. Of the rows of one `place`, the first that fits is taken. A row with an empty
    `when` always fits; a row without a drill has only its reason.
    """

    place: int
    when: str
    drill: Link | None
    why: str
    needs: str
    dose: Cited | None
    reasons: tuple[str, ...] = ()
    eases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSlot:
    """A place in the plan with its rows in the order they are tried."""

    id: str
    title: str
    rows: tuple[ShownRow, ...]


def rows_alone(test: SelfTest) -> tuple[ShownRow, ...]:
    """Return the rows of the plan table that this self-test alone may lead to, in order."""
    table = catalogue.plan_table()
    return rows_of(
        [name for single in table.singles if single.self_test == test.id for name in single.slots],
        test,
    )


def rows_of(
    slots: Collection[str],
    alone: SelfTest | None = None,
    among: Collection[SelfTest] | None = None,
) -> tuple[ShownRow, ...]:
    """Return the rows of some places of the plan, in their order, numbered by place.

    If a self-test is done `alone`, rows that it cannot lead to are left out; `among` are the
    self-tests whose findings may let a drill start easier, by default all of this edition.
    """
    chosen = [slot for slot in catalogue.plan_table().slots if slot.id in slots]
    return tuple(
        _shown_row(row, place, [alone] if alone else among)
        for place, slot in enumerate(chosen, 1)
        for row in (_alone(row, alone) if alone else row for row in slot.rows)
        if row and _is_here(row)
    )


def shown_slot(slot: Slot, slots: tuple[Slot, ...]) -> ShownSlot:
    """Return a place of the plan among all `slots`; each of its rows says when it fits."""
    if slot.line:
        line = next(line for line in catalogue.line_table().lines if line.id == slot.line)
        of_line = [other.id for other in slots if other.line == slot.line]
        title = say_page("slot-line", line=line.title, number=of_line.index(slot.id) + 1)
    else:
        title = say_page(f"slot-{slot.id}")
    return ShownSlot(
        id=slot.id,
        title=title,
        rows=tuple(
            replace(
                _shown_row(row, place=1),
                when=case_of(row) or say_page("slot-otherwise" if number else "slot-always"),
                needs=_needs_in_a_sentence(row),
            )
            for number, row in enumerate(filter(_is_here, slot.rows))
        ),
    )


def needs_in_short(equipment: Iterable[Iterable[str]]) -> str:
    """Return what is needed, in short; alternatives have a slash between them."""
    return ", ".join(
        " / ".join(equipment_label(item) for item in alternatives) for alternatives in equipment
    )


def equipment_label(item: str) -> str:
    """Return the name of a piece of equipment, as a label by itself."""
    return catalogue.say(f"equipment.{item}-label")


def case_of(row: Row) -> str:
    """Return the case of a row in readers' words; empty for a row without one."""
    return capitalized(_in_words(row.when))


def knee_ease() -> str:
    """Return when drills that load the knee start in their easier form."""
    return say_page("plan-ease", when=_in_words(catalogue.plan_table().ease_knee_when))


def eases_of(rows: Iterable[ShownRow], tests: Iterable[SelfTest]) -> tuple[str, ...]:
    """Return how the drills of some rows start easier, each with the finding that lets them.

    The knee is one of these findings if one of the self-tests asks how the knee reacts.
    """
    asked = {question.id for test in tests for question in questions_of(test.screens)}
    loads = [line.load for line in catalogue.line_table().lines if line.load]
    return (
        *((knee_ease(),) if any(asked & {*load.discomfort} for load in loads) else ()),
        *dict.fromkeys(
            say_page("slot-eases", drill=row.drill.text, text=ease)
            for row in rows
            if row.drill
            for ease in row.eases
        ),
    )


def _in_words(conditions: Iterable[When]) -> str:
    amber, red = next(
        discomfort_borders(line.load) for line in catalogue.line_table().lines if line.load
    )
    return f" {catalogue.say('messages.and')} ".join(
        say_page(f"when-{when.fact}-{when.equals}", least=amber, most=red - 1)
        for when in conditions
    )


def discomfort_borders(load: LoadTable) -> tuple[int, int]:
    """Return the discomfort at which amber and red begin."""
    return int(load.amber_from.value), int(catalogue.safety_check().discomfort_from.value)


def capitalized(text: str) -> str:
    """Return a text with a capital first letter; the rest is unchanged."""
    return text[:1].upper() + text[1:]


def _is_here(row: Row) -> bool:
    """Return whether this edition has the drill of a row, if the row has any."""
    return not row.drill or row.drill in catalogue.drill_ids()


def _shown_row(row: Row, place: int, among: Collection[SelfTest] | None = None) -> ShownRow:
    drill = catalogue.drill(row.drill) if row.drill else None
    return ShownRow(
        place=place,
        when=case_of(row),
        drill=drill_link(drill) if drill else None,
        why=row.why,
        needs=needs_in_short(needs_of(row)) if drill else "",
        dose=cited_dose(drill.dose) if drill else None,
        reasons=tuple(reason.why for reason in row.reasons),
        eases=tuple(ease.text for ease in drill.ease_when if _may_be(ease, among)) if drill else (),
    )


def _may_be(ease: Ease, among: Collection[SelfTest] | None) -> bool:
    """Return whether some self-tests, by default any, can have the finding that eases a drill."""
    facts = {fact.id: fact for fact in catalogue.plan_table().facts}
    return among is None or all(
        any(_is_known_alone(facts[when.fact], test) for test in among) for when in ease.when
    )


def _needs_in_a_sentence(row: Row) -> str:
    needs = needs_of(row) if row.drill else ()
    return say_page("slot-needs", things=listed_needs(needs)) if needs else ""


def _alone(row: Row, test: SelfTest) -> Row | None:
    """Return a row as it applies to one self-test alone; `None` if it never does."""
    facts = {fact.id: fact for fact in catalogue.plan_table().facts}
    left = []
    for when in row.when:
        fact = facts[when.fact]
        if isinstance(fact, LargestDeficit):
            if when.equals != test.id:
                return None
        elif _is_known_alone(fact, test):
            left.append(when)
        elif isinstance(fact, AtLeast) and fact.unknown == when.equals:
            continue
        else:
            return None
    return replace(row, when=tuple(left))


def _is_known_alone(fact: Fact, test: SelfTest) -> bool:
    """Return whether one self-test asks and measures all that a fact depends on.

    A fact without a question or measure of its own comes from a line, and so from several
    self-tests.
    """
    if not fact.questions and not fact.measures:
        return False
    asked = {question.id for question in questions_of(test.screens)}
    measured = {measure.id for measure in test.measures}
    return asked.issuperset(fact.questions) and measured.issuperset(fact.measures)
