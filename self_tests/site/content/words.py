"""The sentences of words.toml that pages show, by the table they stand in."""

from collections.abc import Mapping

from self_tests import catalogue
from self_tests.site.content.practice import SitePractice


def say_page(key: str, /, **gaps: object) -> str:
    """Return a sentence of the pages that are made from definitions, with its gaps filled."""
    return catalogue.say(f"how-we-score.{key}", **gaps)


def say_scorecard(key: str, /, **gaps: object) -> str:
    """Return a sentence of the scorecard with its gaps filled."""
    return catalogue.say(f"interface.scorecard-{key}", **gaps)


def page_words() -> Mapping[str, str]:
    """Return the labels of these pages: every sentence of theirs that has no gap."""
    table = "how-we-score."
    return {
        key.removeprefix(table): sentence
        for key, sentence in catalogue.words().items()
        if key.startswith(table) and "{" not in sentence
    }


def interface_words(practice: SitePractice) -> Mapping[str, str]:
    """Return the labels of the interface by their names, gaps about the practice filled.

    Those for saving and sharing keep the name of their table: `keep.save`.
    """
    table = "interface."
    return {
        key.removeprefix(table): sentence.replace("{emergency_number}", practice.emergency_number)
        for key, sentence in catalogue.words().items()
        if key.startswith((table, "keep."))
    } | {"first-unit": practice.length_unit}
