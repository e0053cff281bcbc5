"""The macros: complete without scripts, escaped, strict about what they are given."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from jinja2 import UndefinedError

from self_tests import catalogue
from self_tests.answering import CM_PER_INCH, questions_of, sides_of
from self_tests.model import SafetyLevel
from self_tests.rules.readings import field_id
from self_tests.site.content.markers import html
from self_tests.site.content.page_figures import drill_pictures
from self_tests.site.content.practice import SitePractice
from self_tests.site.content.rendering import macros, render
from self_tests.site.content.words import interface_words
from self_tests.site.digests import script_json
from tests.support.markup import PRACTICE, Read

# How a reader wants to be asked and answered: part of the page, not of the answers.
SETTINGS = ("-unit", "-minutes")


@pytest.fixture(scope="module", params=catalogue.self_test_ids())
def self_test_id(request: pytest.FixtureRequest) -> str:
    """Give each self-test of this edition."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def shown(self_test_id: str) -> Read:
    """Give the HTML of a self-test, read."""
    return Read(html("self-test", (self_test_id,), PRACTICE))


def fields(self_test_id: str) -> Iterator[str]:
    """Yield every field that a reader may be asked, the safety check's first."""
    screens = (*catalogue.safety_check().screens, *catalogue.self_test(self_test_id).screens)
    for question in questions_of(screens):
        for side in sides_of(question):
            yield field_id(question.id, side)


def test_form_has_every_field(shown: Read, self_test_id: str) -> None:
    """The form holds a named input for every field, in the order they are asked."""
    names = [found["name"] for found in shown.all("input") if "name" in found]
    answers = [name for name in dict.fromkeys(names) if not name.endswith(SETTINGS)]
    assert sorted(answers) == sorted(fields(self_test_id))


def test_every_input_has_a_label(shown: Read) -> None:
    """Each text input is named by a label; each choice and each larger text stands inside one."""
    labelled = {found["for"] for found in shown.all("label") if "for" in found}
    typed = {found["id"] for found in shown.all("input", type="text")}
    choices = [found for found in shown.all("input") if found["type"] not in ("text", "range")]
    inside = len(choices) + len(shown.all("textarea"))
    assert (typed - labelled, len(shown.all("label")) - len(labelled)) == (set(), inside)


def test_ids_are_unique(shown: Read) -> None:
    """No id stands twice in a self-test."""
    ids = [found["id"] for _, found in shown.tags if "id" in found]
    assert sorted(ids) == sorted(set(ids))


def test_form_is_never_sent(shown: Read) -> None:
    """Submitting a form without scripts sends no answer anywhere: of questions, and of choices."""
    assert [found["method"] for found in shown.all("form")] == ["dialog", "dialog"]


def test_reader_without_scripts_has_signs_and_cards(shown: Read) -> None:
    """Every warning sign and every care card is there as text."""
    definition = catalogue.safety_check()
    signs = [
        option.text
        for question in questions_of(definition.screens)
        for option in question.options
        if option.level
    ]
    expected = [*signs, *(card.title for card in definition.cards)]
    assert [text for text in expected if shown.text.count(text) < 2] == []


def test_reader_without_scripts_has_the_scorecard(shown: Read, self_test_id: str) -> None:
    """Protocol, tiers, what is not known and every number's reason are there as text."""
    definition = catalogue.self_test(self_test_id)
    expected = [
        definition.not_known,
        definition.stop,
        *(step for screen in definition.screens for step in screen.steps),
        *(fault for screen in definition.screens for fault in screen.does_not_count),
        *(tier.advice for measure in definition.measures for tier in measure.tiers),
        *(
            tier.limit.why
            for measure in definition.measures
            for tier in measure.tiers
            if tier.limit
        ),
    ]
    assert [text for text in expected if text not in shown.text] == []


def test_scorecard_says_ranges_in_words() -> None:
    """The limits of knee-to-wall become ranges that leave no gap between them."""
    shown = Read(html("self-test", ("knee-to-wall",), PRACTICE)).text
    expected = ["10 cm or more", "7.5 cm or more, less than 10 cm", "less than 7.5 cm"]
    assert [text for text in expected if text not in shown] == []


@pytest.mark.parametrize(("name", "times"), [("knee-to-wall", 1), ("hip-hold", 0)])
def test_scorecard_takes_inches(name: str, times: int) -> None:
    """Its tables are in centimeters: where a length is written, it says how inches become them."""
    shown = Read(html("self-test", (name,), PRACTICE)).text
    assert shown.count(f"Inches times {CM_PER_INCH} are centimeters.") == times


@pytest.mark.parametrize(
    ("level", "sign"),
    [
        ("emergency", "A cold, pale, blue or numb foot. After an injury."),
        ("urgent", "I can't bend the knee to a right angle"),
        ("clinician", "Cancer now *"),
        ("ask-first", "Cancer in the past *"),
        (
            "education",
            (
                "A fall, a twist, a blow or a pop that started your knee trouble, or any newer "
                "injury to a hip, leg or foot: Yes, in the last 3 days"
            ),
        ),
    ],
)
def test_signs_stand_before_their_card(level: SafetyLevel, sign: str) -> None:
    """A sign of the safety list stands before its own level's card and after the one before."""
    shown = html("safety", (), PRACTICE)
    before = shown.split(f'data-level="{level}"')[0].split("data-level=")[-1]
    assert sign in Read(before).text


def test_two_signs_together_are_named() -> None:
    """The list says that two marked signs weigh more than one."""
    shown = Read(html("safety", (), PRACTICE)).text
    assert "2 or more of the signs marked * together" in shown


def test_emergency_number_is_the_site_s() -> None:
    """The number to call is the one of mkdocs.yml, in the card and behind its button."""
    shown = Read(html("safety", (), PRACTICE))
    assert ("Call 112" in shown.text, shown.all("a", href="tel:112") != []) == (True, True)


def test_text_is_escaped() -> None:
    """Markup in a definition is shown as text."""
    drill = replace(catalogue.drill("calf-stretch"), stop='<img src=x onerror="alert(1)"> & done')
    practice = SitePractice.of(PRACTICE)
    words = interface_words(practice)
    shown = render("drill", drill=drill, figures=(), hold="", frame=None, needs="", words=words)
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt; &amp; done" in shown


def test_macro_refuses_what_it_does_not_know() -> None:
    """A macro that is not given what it names ends the build instead of leaving a gap."""
    with pytest.raises(UndefinedError) as caught:
        render("contact", practice=SitePractice.of(PRACTICE), words={})
    assert str(caught.value) == "'dict object' has no attribute 'contact'"


def test_data_cannot_end_its_script() -> None:
    """Nothing in the page's data can close the script element that holds it."""
    hostile = {"text": "</script><!--<script>"}
    assert ("<" in script_json(hostile), json.loads(script_json(hostile))) == (False, hostile)


def test_one_macro_a_file() -> None:
    """Each file of macros holds one macro, which is named like the file."""
    found = [
        (
            path.stem,
            *(
                line.split()[2].partition("(")[0]
                for line in path.read_text("utf-8").splitlines()
                if line.startswith("{% macro ")
            ),
        )
        for path in macros()
    ]
    assert found == [(name, name.replace("-", "_")) for name, *_ in found]


def test_a_macro_is_in_one_folder() -> None:
    """No two components have a macro of one name: others would find the first of them."""
    names = [path.name for path in macros()]
    assert (len(names) > 50, sorted(names)) == (True, sorted(set(names)))


def test_a_kept_plan_finds_its_pictures() -> None:
    """The picture of a drill is found by its id, and by the one that a plan was kept with."""
    page = Read(drill_pictures())
    named = {tuple(found.get("data-figure-of", "").split()) for found in page.all("div")}
    kept = [each for each in catalogue.renames() if each.kind == "drill"]
    assert [each for each in kept if (each.new, each.old) not in named] == []
    assert kept != []
