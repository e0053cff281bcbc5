"""The sentences of words.toml that pages show, by table."""

from collections.abc import Mapping

from self_tests import catalogue
from self_tests.progress import FIRST_DAY, LAST_DAY
from self_tests.site.content.practice import SitePractice
from self_tests.wire import LONGEST_REQUEST


def say_page(key: str, /, **gaps: object) -> str:
    """Return a sentence of the pages that are made from definitions, with its gaps filled."""
    return catalogue.say(f"how-we-score.{key}", **gaps)


def say_scorecard(key: str, /, **gaps: object) -> str:
    """Return a sentence of the scorecard with its gaps filled."""
    return catalogue.say(f"interface.scorecard-{key}", **gaps)


def page_words() -> Mapping[str, str]:
    """Return the labels of these pages: their sentences without gaps."""
    return _without_gaps("how-we-score.")


def study_words() -> Mapping[str, str]:
    """Return the labels of the study: the sentences of its table without gaps."""
    return _without_gaps("study.")


def _without_gaps(table: str) -> Mapping[str, str]:
    return {
        key.removeprefix(table): sentence
        for key, sentence in catalogue.words().items()
        if key.startswith(table) and "{" not in sentence
    }


def interface_words(practice: SitePractice) -> Mapping[str, str]:
    """Return the labels of the interface by their names, gaps about the practice filled.

    Those for saving and sharing keep the name of their table: `keep.save`. Added are the practice's
    unit, the days (ISO) that can be saved, the number of the edition, and how many characters of a
    file can be read.
    """
    table = "interface."
    return {
        key.removeprefix(table): sentence.replace("{emergency_number}", practice.emergency_number)
        for key, sentence in catalogue.words().items()
        if key.startswith((table, "keep."))
    } | {
        "first-unit": practice.length_unit,
        "first-day": FIRST_DAY.isoformat(),
        "last-day": LAST_DAY.isoformat(),
        "edition": str(catalogue.newest_edition()),
        # The request needs some characters around the file.
        "longest-file": str(LONGEST_REQUEST - 1000),
    }
