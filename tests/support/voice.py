"""The countable part of the voice: contractions, and how long sentences are."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from self_tests.site.places import DEFINITIONS
from tests.support.articles import body

CONTRACTION = re.compile(
    r"\b(?:\w+n['\u2019]t|\w+['\u2019](?:re|ve|ll|d|m)"
    r"|(?:it|that|what|here|there|who|he|she|let|where|how|why|nobody|somebody)['\u2019]s)\b",
    re.IGNORECASE,
)
LONGEST_SHORT_SENTENCE = 8

# Titles of boxes, terms of a research box, headings, rows of tables, and the bold words at the
# beginning of an item or a paragraph are labels, not sentences that are spoken.
LABELS = re.compile(
    r"^#+ .*$|^(?:!!!|\?\?\?\+?) .*$|^\|.*$"
    r"|^ *(?:The claim|What supports it|What speaks against it|Our grade)$",
    re.MULTILINE,
)
LEAD = re.compile(r"^(\s*(?:-|\d\.)?\s*)\*\*[^*]+\*\*\s*", re.MULTILINE)
SENTENCE_END = re.compile(r"(?<=[.?!])[\"”)]*\s+(?=[^a-z])|\n\s*\n|\n(?=\s*(?:-|\d\.)\s)")


def sentences(markdown: str) -> tuple[str, ...]:
    """Return the sentences of an article, without its labels."""
    found = SENTENCE_END.split(body(LEAD.sub(r"\1", LABELS.sub("", markdown))))
    return tuple(" ".join(each.split()) for each in found if len(each.split()) > 1)


def contractions_in_1000_words(markdown: str) -> float:
    """Return the number of contractions in a thousand words; possessives are not counted."""
    text = body(markdown)
    return 1000 * len(CONTRACTION.findall(text)) / len(text.split())


def median_length(markdown: str) -> float:
    """Return the median number of words in a sentence."""
    return median(len(each.split()) for each in sentences(markdown))


def share_of_short_sentences(markdown: str) -> float:
    """Return the share (0 to 1) of sentences that have eight words or fewer."""
    lengths = [len(each.split()) for each in sentences(markdown)]
    return sum(length <= LONGEST_SHORT_SENTENCE for length in lengths) / len(lengths)


SPELLED_OUT = re.compile(
    r"\bcannot\b"
    r"|\b(?:do|does|did|is|are|was|were|will|would|has|have|had|could|should) not\b"
    r"|\b(?:It|That|There|Here) is\b|\b(?:You|We|They) are\b"
)
BRITISH = re.compile(
    r"\b(?:centre|metre|centimetre|colour|favour|behaviour|programmes?\b|licence|practise|grey|whilst"
    r"|towards|footballer|physio|mobilis|stabilis|organis|analys(?:e|ing)|paediatr|oedema)",
    re.IGNORECASE,
)

NOT_OF_ANY_DEFINITION = ("editions", "schema")
NOT_READ_ALOUD = frozenset({"citation", "url"})
"""Keys whose texts were written by others."""

FOR_PROGRAMS = frozenset({"wire", "calendar"})
"""Tables of `words.toml` that tell a program what is wrong with its request."""


def _texts(part: object) -> Iterator[str]:
    """Yield every text in a part of a definition that a reader may see."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        for key, each in part.items():
            if key not in NOT_READ_ALOUD:
                yield from _texts(each)


def told_by_the_tool() -> dict[str, tuple[str, ...]]:
    """Return the sentences of each definition, by file; a sentence has more than two words."""
    found = {}
    for path in sorted(Path(DEFINITIONS).rglob("*.toml")):
        name = path.relative_to(DEFINITIONS).as_posix()
        if name.startswith(NOT_OF_ANY_DEFINITION) or name.endswith(("cases.toml", "renames.toml")):
            continue
        read = tomllib.loads(path.read_text("utf-8"))
        for table in FOR_PROGRAMS if name == "words.toml" else ():
            read.pop(table)
        found[name] = tuple(text for text in _texts(read) if len(text.split()) > 2)
    return found


def spelled_out(text: str) -> list[str]:
    """Return what a text spells out and people contract: “does not”, “It is”."""
    return SPELLED_OUT.findall(text)


def british(text: str) -> list[str]:
    """Return the beginnings of words in British spelling or use."""
    return BRITISH.findall(text)
