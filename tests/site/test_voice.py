"""How articles, pages and the tool sound, as far as it can be counted."""

import re
from pathlib import Path

import pytest
import textstat

from tests.support.articles import HARDEST_GRADE, body
from tests.support.repository import POSTS, ROOT
from tests.support.voice import (
    british,
    contractions_in_1000_words,
    median_length,
    sentences,
    share_of_short_sentences,
    spelled_out,
    told_by_the_tool,
)

VOICE = ROOT / "docs/contributing/voice.md"
EVERY_ARTICLE = pytest.mark.parametrize(
    "post", sorted(POSTS.glob("*.md")), ids=lambda post: post.stem
)

TOLD = told_by_the_tool()
EVERY_DEFINITION = pytest.mark.parametrize("file", sorted(TOLD))

# What others wrote stands under their names, so it is left as it is.
PAGES = sorted(
    path
    for folder in ("", "drills", "self-tests", "when")
    for path in (ROOT / "docs" / folder).glob("*.md")
    if path.name != "licenses.md"
)
EVERY_PAGE = pytest.mark.parametrize(
    "page", PAGES, ids=[path.relative_to(ROOT / "docs").as_posix() for path in PAGES]
)

STIFF = """---
title: Knees
---

!!! claim "The claim"

    **Knees bend.** They do not ask.

## Why

The knee bends. It is a joint. It does not turn. The hip turns it.
"""

SPOKEN = """---
title: Knees
---

!!! claim "The claim"

    **Knees bend.** They don't ask you first, and that's why it pays to look at what's above them.

## Why

Your knee bends a few thousand times a day, and it's pretty good at it. If it isn't, zoom out and
look at the hip above it.
"""


def stiff_phrases() -> tuple[str, ...]:
    """Return the phrases that the page on the voice lists as stiff."""
    table = VOICE.read_text("utf-8").partition("## Stiff phrases")[2]
    return tuple(re.findall(r"^- `([^`]+)`", table, re.MULTILINE))


@EVERY_ARTICLE
def test_an_article_is_spoken(post: Path) -> None:
    """An article has at least eight contractions in a thousand words."""
    assert contractions_in_1000_words(post.read_text("utf-8")) >= 8


@EVERY_ARTICLE
def test_sentences_are_joined(post: Path) -> None:
    """The median sentence of an article has 11 to 18 words."""
    assert 11 <= median_length(post.read_text("utf-8")) <= 18


@EVERY_ARTICLE
def test_few_sentences_are_very_short(post: Path) -> None:
    """At most a quarter of an article's sentences has eight words or fewer."""
    assert share_of_short_sentences(post.read_text("utf-8")) <= 0.25


@EVERY_ARTICLE
def test_no_article_uses_a_stiff_phrase(post: Path) -> None:
    """No article holds a phrase that the page on the voice calls stiff."""
    text = " ".join(post.read_text("utf-8").lower().split())
    assert [phrase for phrase in stiff_phrases() if phrase in text] == []


@EVERY_ARTICLE
def test_an_article_sounds_american_and_spoken(post: Path) -> None:
    """An article is not British and spells out nothing that people say short."""
    text = body(post.read_text("utf-8"))
    assert (spelled_out(text), british(text)) == ([], [])


def test_the_page_lists_stiff_phrases() -> None:
    """The page on the voice lists the phrases that are looked for, each of them once."""
    found = stiff_phrases()
    assert "front cruciate ligament" in found
    assert len(found) == len(set(found))


def test_a_stiff_text_is_told_from_a_spoken_one() -> None:
    """A text of short full sentences fails what a spoken one with the same message passes."""
    found = [
        (contractions_in_1000_words(text) >= 8, share_of_short_sentences(text) <= 0.25)
        for text in (STIFF, SPOKEN)
    ]
    assert found == [(False, False), (True, True)]


def test_a_possessive_is_no_contraction() -> None:
    """“The knee's own strength” counts for nothing, “it's strong” counts."""
    texts = ["The knee's own strength and the hip's pull.", "It's strong."]
    assert [contractions_in_1000_words(text) for text in texts] == [0, 500]


def test_labels_are_not_sentences() -> None:
    """A heading, a box's title and the bold words that begin an item are not counted."""
    text = '## Why\n\n!!! gym "What I see"\n\n    I see knees.\n\n- **Hip.** Do the step-downs.\n'
    assert sentences(text) == ("I see knees.", "Do the step-downs.")


def ended(texts: tuple[str, ...]) -> str:
    """Return texts as sentences: a label ends like one."""
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in texts)


@EVERY_DEFINITION
def test_a_definition_reads_easily(file: str) -> None:
    """The Flesch-Kincaid grade of all that a definition tells a reader is 8 or less."""
    assert textstat.flesch_kincaid_grade(ended(TOLD[file])) <= HARDEST_GRADE


@EVERY_DEFINITION
def test_a_definition_sounds_american_and_spoken(file: str) -> None:
    """No sentence of a definition is stiff, British, or spells out what people say short."""
    wrong = {
        text: found
        for text in TOLD[file]
        if (found := spelled_out(text) + british(text))
        or (found := [phrase for phrase in stiff_phrases() if phrase in text.lower()])
    }
    assert wrong == {}


def test_the_tool_is_spoken() -> None:
    """What the tool says has eight contractions in a thousand words, and so has `words.toml`."""
    everything = tuple(text for texts in TOLD.values() for text in texts)
    for texts in (everything, TOLD["words.toml"]):
        assert contractions_in_1000_words(ended(texts)) >= 8


@EVERY_PAGE
def test_a_page_reads_easily(page: Path) -> None:
    """A page's Flesch-Kincaid grade is 8 or less."""
    assert textstat.flesch_kincaid_grade(body(page.read_text("utf-8"))) <= HARDEST_GRADE


@EVERY_PAGE
def test_a_page_sounds_american_and_spoken(page: Path) -> None:
    """A page has a contraction; it is not stiff, British, or spelled out."""
    text = page.read_text("utf-8")
    flat = " ".join(text.lower().split())
    stiff = [phrase for phrase in stiff_phrases() if phrase in flat]
    assert (spelled_out(body(text)), british(body(text)), stiff) == ([], [], [])
    assert contractions_in_1000_words(text) > 0


def test_what_the_tool_says_is_found() -> None:
    """Sentences are found in every kind of definition, and what programs read is not."""
    found = {file.partition("/")[0] for file in TOLD}
    assert {"words.toml", "safety.toml", "plan.toml", "drills", "self-tests"} <= found
    assert "See my result" in TOLD["words.toml"]
    assert not [text for text in TOLD["words.toml"] if "JSON object" in text]


def test_spelled_out_and_british_words_are_found() -> None:
    """“It does not” and “centre” are found, “it doesn't” and “center” are not."""
    texts = ("That is fine. It cannot bend.", "Physio at the sports centre.", "It's the center.")
    assert [spelled_out(text) for text in texts] == [["That is", "cannot"], [], []]
    assert [british(text) for text in texts] == [[], ["Physio", "centre"], []]
