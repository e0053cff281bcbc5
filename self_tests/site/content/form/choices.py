"""The choices of a form beside its questions: length, equipment, minutes."""

from collections.abc import Iterator
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.request import DEFAULT_MINUTES
from self_tests.site.content.drill_rows import equipment_label
from self_tests.site.content.form.form import Form
from self_tests.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several, and whether it is chosen to begin with."""

    id: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing to tick: its id and what readers call it."""

    id: str
    text: str


def length_choices(shown: Form) -> tuple[Choice, ...]:
    """Return the lengths of a visit that the reader can choose, the shortest one preselected."""
    return tuple(
        Choice(
            id=length.id,
            text=catalogue.say(
                f"interface.length-{length.id}",
                minutes=length.minutes,
                self_tests=listed(
                    (catalogue.self_test(name).title for name in length.self_tests),
                    catalogue.say("interface.and"),
                ),
            ),
            is_chosen=length is shown.lengths[0],
        )
        for length in shown.lengths
    )


def equipment_items() -> tuple[Item, ...]:
    """Return the equipment of all drills and plan rows, each once, in the order of the drills."""
    rows = [row for slot in catalogue.plan_table().slots for row in slot.rows]
    needed = {
        item: Item(id=item, text=equipment_label(item))
        for equipment in (
            *(catalogue.drill(name).equipment for name in catalogue.drill_ids()),
            *(row.equipment for row in rows if row.drill in catalogue.drill_ids()),
        )
        for alternatives in equipment
        for item in alternatives
    }
    return tuple(needed.values())


def minutes_choices() -> Iterator[Choice]:
    """Yield the lengths that a session may have, with the usual one preselected."""
    for minutes in catalogue.plan_table().minutes:
        text = catalogue.counted(minutes, "minutes")
        yield Choice(id=str(minutes), text=text, is_chosen=minutes == DEFAULT_MINUTES)
