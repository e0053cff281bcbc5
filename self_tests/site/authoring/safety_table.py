"""The table, for the docs, of every answer of the safety check with its level and card."""

from collections.abc import Iterator
from pathlib import Path

from self_tests import catalogue
from self_tests.model import SAFETY_LEVELS, Option, SafetyLevel
from self_tests.site.authoring.problems import Problem
from self_tests.site.authoring.tree import between
from self_tests.wording import plain_number

PAGE = Path("docs/contributing/safety-levels.md")
BEGIN, END = "<!-- safety levels -->\n", "<!-- end of the safety levels -->"
NO_CARD = "no card"


def write(root: Path) -> str:
    """Put the table on its page under `root` and return the page's path."""
    page = root / PAGE
    page.write_text(_with_table(page.read_text("utf-8")), "utf-8")
    return PAGE.as_posix()


def problems(root: Path) -> Iterator[Problem]:
    """Yield a problem if the page's table differs from today's safety check."""
    page = root / PAGE
    if not page.is_file():
        return
    text = page.read_text("utf-8")
    if text != _with_table(text):
        yield Problem(
            PAGE.relative_to("docs").as_posix(),
            "its table is not what safety.toml says.",
            "Run `python -m self_tests generate`.",
        )


def table() -> str:
    """Return every answer with its level and card, the most serious first, as Markdown tables.

    Each level has a table: one wide table could not be scrolled with the keyboard on a narrow page.
    """
    rows = list(_rows())
    lines: list[str] = []
    for level in SAFETY_LEVELS:
        of_level = [row for row in rows if row[0] == level]
        titles = sorted({card for *_, card in of_level})
        lines += [
            "",
            f"## `{level}`: {', '.join(titles)}",
            "",
            "| Screen | Answer |",
            "| --- | --- |",
        ]
        lines += [f"| {screen} | {answer} |" for _, screen, answer, _ in of_level]
    return "\n".join([*lines, ""]) + "\n"


def _with_table(text: str) -> str:
    return between(text, BEGIN, END, table())


def _rows() -> Iterator[tuple[SafetyLevel, str, str, str]]:
    """Yield level, screen, answer and card of all that can be answered, in the order asked."""
    check = catalogue.safety_check()
    cards = {card.level: card.title for card in check.cards}
    for screen in check.screens:
        for question in screen.questions:
            for option in question.options:
                level = option.level or "clear"
                shown = f"`{question.id.removeprefix(f'{check.id}.')}`: {_told(option)}"
                yield level, screen.title, shown, cards.get(level, NO_CARD)
            if question.kind == "scale":
                border = plain_number(check.discomfort_from.value)
                shown = f"{question.text}: {border} or more. The same in a squat."
                yield "education", screen.title, shown, cards["education"]
    for rule in check.count_rules:
        shown = f"{rule.at_least} or more answers of the group `{rule.group}`"
        yield rule.level, "Any", shown, cards[rule.level]


def _told(option: Option) -> str:
    return f"{option.whole} (group `{option.group}`)" if option.group else option.whole
