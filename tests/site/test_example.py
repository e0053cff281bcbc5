"""The example of a result on home: Python's own words, and nothing that works."""

import json
import re
from pathlib import Path

import pytest

from self_tests import catalogue
from self_tests.site.content.example import example
from self_tests.site.content.practice import SitePractice
from self_tests.site.content.specimens import specimens
from self_tests.wire import respond
from tests.support.markup import PRACTICE, Read
from tests.support.pages import read

(SHOWN,) = (each for each in specimens() if each.on_home)


def practice(length_unit: str) -> SitePractice:
    """Return a practice whose lengths begin in a unit."""
    return SitePractice.of({**PRACTICE, "length_unit": length_unit})


def words(length_unit: str = "cm") -> str:
    """Return what the example says, with single spaces."""
    return " ".join(Read(example(practice(length_unit))).text.split())


def test_the_example_says_what_python_says() -> None:
    """Headline, leg, how sure, and the bar's names are those of the specimen's own report."""
    report = json.loads(respond(SHOWN.request(practice("cm"))))["ok"]
    sentences = [
        report["headline"],
        report["certainty"]["text"],
        report["certainty"]["lines"][0]["sentence"],
        report["picture"]["sentence"],
        *(zone["text"] for zone in report["results"][0]["zones"]),
    ]
    said = words()
    assert [one for one in sentences if one not in said] == []


@pytest.mark.parametrize(
    ("length_unit", "numbers"),
    [
        ("cm", "left 6.5 cm · right 11 cm · ± 1 cm"),
        ("in", "left 2.6 in · right 4.3 in · ± 0.4 in"),
        ("by-country", "left 2.6 in (6.5 cm) · right 4.3 in (11 cm) · ± 0.4 in (± 1 cm)"),
    ],
)
def test_the_example_speaks_the_units_of_the_practice(length_unit: str, numbers: str) -> None:
    """In one unit where the practice has one, else in both: no script is there to choose."""
    assert words(length_unit).endswith(numbers)


def test_each_mark_has_the_state_of_the_report() -> None:
    """The leg shows the lines in their states, on the body and beside it."""
    marks = json.loads(respond(SHOWN.request(practice("cm"))))["ok"]["picture"]["marks"]
    found = re.findall(r'class="leg-mark" data-state="([\w-]+)"', example(practice("cm")))
    assert sorted(found) == sorted([each["state"] for each in marks.values()] * 2)


def test_nothing_in_the_example_can_be_used() -> None:
    """It has no script, no control, no link and no id, and pictures are left out for listeners."""
    tags = Read(example(practice("cm"))).tags
    used = {"script", "button", "input", "a", "summary", "template", "style"}
    assert [name for name, given in tags if name in used or "id" in given] == []
    # What only repeats the words is left out for listeners; svgs in the list are in one such part.
    silent = [
        given.get("class")
        for _, given in tags
        if given.get("class") in {"zones", "leg-names", "leg-body"}
        and given.get("aria-hidden") == "true"
    ]
    assert silent == ["leg-body", "leg-names", "zones"]


def test_home_says_that_it_is_an_example(built_site: Path) -> None:
    """Before it stands that the answers are made up and that it is not the reader's knee."""
    said = read(built_site, "index.html").words
    before, _, after = said.partition("An example, not your knee: made-up answers")
    assert ("What you get" in before, "left ankle first" in after) == (True, True)


def test_without_its_self_test_there_is_no_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """A practice that does not offer the self-test shows nothing in its place."""
    monkeypatch.setattr(catalogue, "self_test_ids", tuple)
    assert example(practice("cm")) == ""
