"""Warning signs by level, with the card that they open and what else leads there."""

from collections.abc import Iterator
from dataclasses import dataclass

from self_tests import catalogue
from self_tests.model import CareCard, Option, Practice, Question, SafetyLevel
from self_tests.safety import card
from self_tests.wording import plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What leads to a level: one option of a question, or too much discomfort."""

    question: Question
    option: Option | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A warning sign: its words, and whether it is more serious together with another one."""

    text: str
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSigns:
    """All signs of one level under the card they open, and what else leads there."""

    card: CareCard
    signs: tuple[Sign, ...]
    together: str


def leads_to(level: SafetyLevel) -> Iterator[Lead]:
    """Yield what leads to a level, in the order of the questions."""
    for screen in catalogue.safety_check().screens:
        for question in screen.questions:
            for option in question.options:
                if option.level == level:
                    yield Lead(question=question, option=option)
            if question.kind == "scale" and level == "education":
                yield Lead(question=question, option=None)


def counts_that_lead_to(level: SafetyLevel) -> tuple[int, ...]:
    """Return how many signs of one group together lead to a level, one number for each rule."""
    rules = catalogue.safety_check().count_rules
    return tuple(rule.at_least for rule in rules if rule.level == level)


def too_much_discomfort() -> str:
    """Return the discomfort, 0 to 10, from which nobody should test."""
    return plain_number(catalogue.safety_check().discomfort_from.value)


def care_cards(practice: Practice) -> tuple[CareCard, ...]:
    """Return the finished care card of each level, the most serious first."""
    return tuple(card(each.level, practice) for each in catalogue.safety_check().cards)


def warning_signs(practice: Practice) -> tuple[WarningSigns, ...]:
    """Return the signs of each level, the most serious first."""
    return tuple(
        WarningSigns(
            card=card,
            signs=tuple(map(_sign, leads_to(card.level))),
            together=" ".join(
                catalogue.say("interface.warning-signs-count", at_least=count)
                for count in counts_that_lead_to(card.level)
            ),
        )
        for card in care_cards(practice)
    )


def _sign(lead: Lead) -> Sign:
    """Return a sign as a sentence by itself: a single choice means little without its question."""
    if lead.option is None:
        text = catalogue.say("interface.warning-signs-discomfort", value=too_much_discomfort())
        return Sign(text=text, is_counted=False)
    is_alone = lead.question.kind == "choices"
    text = lead.option.whole if is_alone else f"{lead.question.text}: {lead.option.whole}"
    counted = {rule.group for rule in catalogue.safety_check().count_rules}
    return Sign(text=text, is_counted=lead.option.group in counted)
