"""The plan: its week, its arithmetic, its places and the rule for discomfort."""

from collections.abc import Mapping

from self_tests import catalogue
from self_tests.planning import MOST_FROM_FIRST_LINE, MOST_FROM_SECOND_LINE
from self_tests.site.content.citations import cited, cited_claim, numbers_of
from self_tests.site.content.drill_rows import knee_ease, shown_slot
from self_tests.site.content.how_we_score.lines import is_shown
from self_tests.site.content.words import say_page
from self_tests.wording import plain_number

DAYS_A_WEEK = 7


def plan_part() -> Mapping[str, object]:
    """Return the plan: its week, its arithmetic, its places and the rule for discomfort."""
    table = catalogue.plan_table()
    shown = [line.id for line in catalogue.line_table().lines if is_shown(line)]
    sessions = int(table.sessions_a_week.value)
    lengths = [str(length) for length in table.minutes]
    minutes = f"{', '.join(lengths[:-1])} {catalogue.say('messages.or')} {lengths[-1]}"
    return {
        "sentences": (
            say_page("plan-week", sessions=sessions, minutes=minutes, free=DAYS_A_WEEK - sessions),
            say_page("plan-base", days=plain_number(table.least_days.value)),
            say_page(
                "plan-search",
                drills=plain_number(table.drills_a_session.value),
                minutes=plain_number(table.one_set_up_to.value),
            ),
            knee_ease(),
            say_page("plan-extras", first=MOST_FROM_FIRST_LINE, second=MOST_FROM_SECOND_LINE),
            say_page(
                "plan-seconds",
                lead_in=plain_number(table.lead_in.value),
                switch=plain_number(table.side_switch.value),
            ),
        ),
        "slots": tuple(
            shown_slot(slot, table.slots) for slot in table.slots if slot.line in ("", *shown)
        ),
        "discomfort_rule": cited_claim(table.discomfort_rule),
        "notes": tuple(note.text for note in table.notes),
        "numbers": tuple(cited(number) for _, number in numbers_of(table)),
    }
