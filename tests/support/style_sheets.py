"""Style sheets as rules: the declarations of each, its selectors, and the blocks around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.repository import ROOT

OVERRIDES = ROOT / "overrides"
PARTS = sorted(OVERRIDES.rglob("*.css"))
"""Every style sheet of ours."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its selectors, what it declares, and the at-rules around it, outermost first."""

    selectors: tuple[str, ...]
    declarations: str
    around: tuple[str, ...]


def rules(css: str) -> Iterator[Rule]:
    """Yield every block of a style sheet that declares something."""
    around: list[str] = []
    words = ""
    for sign in re.findall(r"[^{};]+|[{};]", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if sign == "{":
            # The declarations of a rule hold no brace, so the text before one is a selector or
            # at-rule.
            around.append(" ".join(words.split()))
            words = ""
        elif sign == "}":
            prelude = around.pop()
            if words.strip():
                selectors = tuple(re.split(r",\s*(?![^(]*\))", prelude))
                yield Rule(selectors, " ".join(words.split()), tuple(around))
            words = ""
        elif sign == ";" and not around:
            words = ""
        else:
            words += sign


__all__ = ["OVERRIDES", "PARTS", "Rule", "rules"]
