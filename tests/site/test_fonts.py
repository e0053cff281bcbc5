"""The letters that stand in for ours are as wide and as high: nothing moves when ours come."""

import re

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from tests.support.repository import ROOT

SHEET = (ROOT / "overrides/styles/fonts.css").read_text("utf-8")
LETTERS = ROOT / "overrides/assets/fonts/archivo-latin-variable.woff2"
SENTENCE = (
    "Your knee sits between your hip and your ankle, so when one of them slacks off, the one in "
    "the middle picks up the tab. Measure both sides, start with the side that reads low, and "
    "train it three days a week."
)
STANDING_IN = {
    ("Arial", False): 0.4372,
    ("Arial", True): 0.4698,
    ("Roboto", False): 0.4351,
    ("Roboto", True): 0.4420,
    ("DejaVu", False): 0.5000,
    ("DejaVu", True): 0.5659,
}
"""How wide a letter of the sentence is on average, in em, by family and whether it is bold: read
from Liberation Sans 1.07.4, which is as wide as Arial, Roboto 3.15, and DejaVu Sans 2.37."""
# What our letters are set in: text, then what is bold, then headings.
OURS = {
    ("400 599", "100%"): (450, 100),
    ("600 900", "100%"): (700, 100),
    ("600 900", "125%"): (820, 125),
}
ASCENT, DESCENT = 87.8, 21.0
NAMES = ("size-adjust", "ascent-override", "descent-override", "line-gap-override")


def width(weight: int, stretch: int) -> float:
    """Return how wide a letter of the sentence is on average in our letters, in em."""
    font = instantiateVariableFont(TTFont(LETTERS), {"wght": weight, "wdth": stretch})
    letters = font.getBestCmap()
    total = sum(font["hmtx"][letters[ord(letter)]][0] for letter in SENTENCE)
    return float(total / len(SENTENCE) / font["head"].unitsPerEm)


def faces() -> list[dict[str, str]]:
    """Return what the sheet says of each face that stands in."""
    blocks = re.findall(r"@font-face \{(.*?)\}", SHEET, re.DOTALL)
    said = [dict(re.findall(r"([\w-]+):\s*([^;]+);", block)) for block in blocks]
    return [face for face in said if face["font-family"].startswith('"Archivo in ')]


def test_what_stands_in_is_as_wide_and_as_high_as_ours() -> None:
    """Each face is scaled until a sentence is as long as in our letters, and made as high."""
    wrong = {}
    for face in faces():
        family = face["font-family"].removeprefix('"Archivo in ').removesuffix('"')
        ours = OURS[face["font-weight"], face["font-stretch"]]
        by = width(*ours) / STANDING_IN[family, face["font-weight"] == "600 900"]
        found = [float(face[f"{name}"].removesuffix("%")) for name in NAMES]
        wanted = [100 * by, ASCENT / by, DESCENT / by, 0.0]
        if found != pytest.approx(wanted, abs=0.06):
            wrong[family, ours] = (found, wanted)
    assert (len(faces()), wrong) == (len(STANDING_IN) // 2 * len(OURS), {})


def test_our_letters_are_as_high_as_that() -> None:
    """The heights that the faces are made for are those of our letters."""
    lines = TTFont(LETTERS)["hhea"]
    assert (lines.ascent, lines.descent, lines.lineGap) == (ASCENT * 10, -DESCENT * 10, 0)
