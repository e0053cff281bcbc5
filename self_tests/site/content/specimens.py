"""Results of all kinds, to compare before and after a change: `specimens.toml` has the answers.

The page of components draws each of them, and a test counts its pixels and words.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from self_tests import catalogue
from self_tests.answering import LengthUnit
from self_tests.model import Practice
from self_tests.site.places import ROOT
from self_tests.wire import respond

SPECIMENS = ROOT / "overrides/components/result/specimens.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A reader's name for the result, the self-test (its id), and all answers of the visit.

    Home shows the one that is `on_home`; `as_link` is for one that is looked at as a link's, too.
    """

    said: str
    self_test: str
    answers: Mapping[str, Any]
    on_home: bool
    as_link: bool

    @property
    def self_tests(self) -> tuple[str, ...]:
        """The self-tests of the visit: one, or all of the chain check."""
        chain = catalogue.chain_check()
        return chain.full if self.self_test == chain.id else (self.self_test,)

    @property
    def link(self) -> str:
        """What the address of its result ends in as a link; empty if it is not looked at so."""
        if not self.as_link:
            return ""
        asked = {"do": "share", "version": 1, "self_tests": self.self_tests}
        told = json.loads(respond(json.dumps({**asked, "answers": {**self.answers}})))
        # An edition with fewer self-tests has no such result.
        return f"#r={told['ok']['text']}" if "ok" in told else ""

    def request(self, practice: Practice, unit: LengthUnit = "cm") -> str:
        """Return the request for it (JSON), without the day, which the browser adds.

        `unit` is that of lengths in the report; the answers have their own.
        """
        return json.dumps(
            {
                "do": "score",
                "version": 1,
                "self_tests": self.self_tests,
                "answers": {**self.answers},
                "unit": unit,
                "practice": {
                    "name": practice.name,
                    "emergency_number": practice.emergency_number,
                },
            }
        )


@cache
def specimens() -> tuple[Specimen, ...]:
    """Return all of them, in the order of the file."""
    found = tomllib.loads(SPECIMENS.read_text("utf-8"))
    return tuple(
        Specimen(
            said=one["said"],
            self_test=one["self-test"],
            answers=MappingProxyType(found["clear"] | one["answers"]),
            on_home=one.get("on-home", False),
            as_link=one.get("as-link", False),
        )
        for one in found["specimens"]
    )
