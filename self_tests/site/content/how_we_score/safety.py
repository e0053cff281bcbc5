"""The safety levels and what leads to each."""

from collections.abc import Mapping
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.model import CareCard, Practice
from self_tests.site.content.citations import cited
from self_tests.site.content.links import source_links
from self_tests.site.content.warning_signs import (
    care_cards,
    counts_that_lead_to,
    leads_to,
    too_much_discomfort,
)
from self_tests.site.content.words import say_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A safety level: its card, and what leads there."""

    card: CareCard
    leads: tuple[str, ...]


def safety_part() -> Mapping[str, object]:
    """Return the safety levels and what leads to each."""
    safety = catalogue.safety_check()
    return {
        "levels": tuple(map(_level, care_cards(Practice()))),
        "numbers": (
            cited(safety.discomfort_from),
            *(cited(each) for one in safety.come_back for each in (one.least, one.most)),
        ),
        "sources": source_links(safety.sources),
        "review": safety.reviewed or say_page("reviewed-not-yet"),
    }


def _level(card: CareCard) -> Level:
    leads = tuple(leads_to(card.level))
    count = sum(lead.option is not None for lead in leads)
    said = [say_page("safety-one-sign") if count == 1 else say_page("safety-signs", count=count)]
    said += [
        say_page("safety-together", at_least=count) for count in counts_that_lead_to(card.level)
    ]
    if len(leads) > count:
        said.append(say_page("safety-discomfort", value=too_much_discomfort()))
    return Level(card=card, leads=tuple(said))
