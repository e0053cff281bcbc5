"""Checks the words of a text: none that promises too much, and only gaps that are filled."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from self_tests.model import CareCard, Measure, Option, Question, SignWords
from self_tests.site.authoring.problems import TO_FILL_IN, WRITE_IT, Wrong, unwritten
from self_tests.site.authoring.sentence_gaps import known_gaps, on_buttons, unsaid, unused_gaps

BANNED_WORDS = Path(__file__).parent / "banned-words.toml"

LONGEST_ON_A_BUTTON = 35
"""Characters that fit on two lines of a phone 320 px wide, with its text at 200 %."""

GAPS = {
    (Question, "if_empty"): ("side",),
    (Option, "refused"): ("side",),
    (Option, "note"): ("side",),
    (Measure, "sentence"): ("side", "value"),
    (SignWords, "above"): ("value",),
    (SignWords, "below"): ("value",),
    (CareCard, "title"): ("emergency_number", "practice"),
    (CareCard, "text"): ("emergency_number", "practice"),
    (CareCard, "actions"): ("emergency_number", "practice"),
    (CareCard, "from_18"): ("emergency_number", "practice"),
    (CareCard, "under_18"): ("emergency_number", "practice"),
}
"""Which gaps a text may have; texts that are not named here are shown unchanged."""


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of words.toml by their keys."""

    sentences: tuple[tuple[str, str], ...]


@cache
def _banned() -> tuple[str, ...]:
    return tuple(tomllib.loads(BANNED_WORDS.read_text("utf-8"))["words"])


def banned_words_in(text: str) -> tuple[str, ...]:
    """Return the words of a text that promise what cannot be promised."""
    return tuple(
        word for word in _banned() if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    )


def problems_of_text(text: str) -> Iterator[Wrong]:
    """Yield what is wrong with any text: a part still to be written, or a banned word.

    The place is empty, since it is the whole text.
    """
    if TO_FILL_IN in text:
        yield "", unwritten(text), WRITE_IT
    for word in banned_words_in(text):
        yield "", f"“{word}” promises what nobody can promise.", "Say what is seen or trained."


def problems_of_gaps(part: object) -> Iterator[Wrong]:
    """Yield what is wrong with gaps in the texts of a part of a definition, by `GAPS`.

    The place is the text's key in the definition; a part without such texts is fine.
    """
    for (cls, name), known in GAPS.items():
        if not isinstance(part, cls):
            continue
        value = getattr(part, name)
        for text in (value,) if isinstance(value, str) else value:
            yield from ((name.replace("_", "-"), *rest) for rest in _gaps_of(text, known))


def _gaps_of(text: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the gaps of a text, and how to correct it."""
    try:
        found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        yield "a brace has no partner.", "Write a gap as {name}, and a brace itself twice: {{."
        return
    for name in sorted(found - set(known)):
        gaps = ", ".join(f"{{{each}}}" for each in known)
        yield f"there is no gap {{{name}}} here.", f"Known here: {gaps}."


def problems_of_sentences(words: Words) -> Iterator[Wrong]:
    """Yield what is wrong with sentences: their gaps, their words, and keys that nothing says.

    The place is the sentence's key. A sentence may also be too long for its button.
    """
    known, unused, nowhere, buttons = known_gaps(), unused_gaps(), unsaid(), on_buttons()
    for key, sentence in words.sentences:
        for name in sorted(unused.get(key, ())):
            yield key, f"the gap {{{name}}} is missing.", "Write it where its words belong."
        if key in nowhere:
            yield key, "nothing says this.", "Take it out, or correct its key."
        if key in buttons and len(sentence) > LONGEST_ON_A_BUTTON:
            what = f"{len(sentence)} characters are too long for a button."
            yield key, what, f"Write {LONGEST_ON_A_BUTTON} or fewer."
        yield from ((key, what, mend) for _, what, mend in problems_of_text(sentence))
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
