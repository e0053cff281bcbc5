"""Markers in Markdown: what they become, and what an author reads when one is wrong."""

import re
from collections.abc import Mapping

import markdown
import pytest

from self_tests.site.content.ids import with_own_ids
from self_tests.site.content.markers import html
from self_tests.site.markdown import MarkdownError
from tests.support.markup import PRACTICE

MARKERS = (
    "self-test, drill, figure, safety, contact, plan, sources, how-we-score, all-sources, library, "
    "squat-explorer, study, components"
)


def convert(text: str, practice: Mapping[str, str] = PRACTICE) -> str:
    """Return the HTML of a page, made without MkDocs."""
    return markdown.markdown(
        text,
        extensions=["fenced_code", "md_in_html", "self_tests.site.markdown"],
        extension_configs={"self_tests.site.markdown": {"practice": practice}},
    )


def complaint(text: str, practice: Mapping[str, str] = PRACTICE) -> str:
    """Return the message of the error that a page ends in."""
    with pytest.raises(MarkdownError) as caught:
        convert(text, practice)
    return str(caught.value)


@pytest.mark.parametrize(
    ("marker", "name", "args"),
    [
        ("::: self-test knee-to-wall", "self-test", ("knee-to-wall",)),
        ("::: drill calf-stretch", "drill", ("calf-stretch",)),
        ("::: safety", "safety", ()),
        ("::: contact", "contact", ()),
        ("::: sources hoch-2011 powden-2015", "sources", ("hoch-2011", "powden-2015")),
    ],
)
def test_marker_becomes_html(marker: str, name: str, args: tuple[str, ...]) -> None:
    """A marker on its own line becomes exactly the HTML of its name and ids, in no paragraph."""
    expected = f"<p>Before.</p>\n{html(name, args, PRACTICE).strip()}\n<p>After.</p>"
    assert convert(f"Before.\n\n{marker}\n\nAfter.").replace("\n\n", "\n") == expected.replace(
        "\n\n", "\n"
    )


def test_a_figure_may_stand_twice() -> None:
    """A figure's second copy has ids of its own, and its title and words are still its own."""
    shown = convert("::: figure squat-front\n\nAgain:\n\n::: figure squat-front")
    ids = re.findall(r'\sid="([^"]+)"', shown)
    names = [name.split() for name in re.findall(r'aria-labelledby="([^"]+)"', shown)]
    assert (len(ids), len(set(ids)), names) == (4, 4, [ids[:2], ids[2:]])


def test_ids_that_are_taken_are_told_apart() -> None:
    """Only whole ids inside of tags change, wherever they are referred to; words stay."""
    shown = '<b id="a">a "a"</b><i id="a-b" for="a" aria-labelledby="c a">'
    taken = {"a": 1}
    expected = '<b id="a--2">a "a"</b><i id="a-b" for="a--2" aria-labelledby="c a--2">'
    assert (with_own_ids(shown, taken), taken) == (expected, {"a": 2, "a-b": 1})


def test_marker_inside_a_paragraph_stands_alone() -> None:
    """A marker right under a line of text still ends the paragraph above it."""
    assert convert("Before.\n::: contact\nAfter.").startswith("<p>Before.</p>\n<section")


@pytest.mark.parametrize(
    "text",
    ["```\n::: safety\n```", "    ::: safety", "<pre>\n::: safety\n</pre>", "Write `::: safety`."],
    ids=["fence", "indented", "raw", "inline"],
)
def test_marker_in_code_is_text(text: str) -> None:
    """A marker in code or raw HTML is shown as it was written."""
    shown = convert(text)
    assert ("::: safety" in shown, "safety-list" in shown) == (True, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Page\n\n::: self-tset knee-to-wall",
            (
                'line 3: ::: self-tset knee-to-wall: there is no marker "self-tset". '
                'Did you mean "self-test"?'
            ),
        ),
        (
            "::: xyz",
            (f'line 1: ::: xyz: there is no marker "xyz". Known here: {MARKERS}.'),
        ),
        (
            ":::",
            (f'line 1: :::: there is no marker "". Known here: {MARKERS}.'),
        ),
        (
            "Text\n\n::: self-test knee-to-wal",
            (
                'line 3: ::: self-test knee-to-wal: There is no self-test "knee-to-wal". '
                'Did you mean "knee-to-wall"?'
            ),
        ),
        (
            "::: drill calf-strech",
            (
                'line 1: ::: drill calf-strech: There is no drill "calf-strech". '
                'Did you mean "calf-stretch"?'
            ),
        ),
        (
            "::: sources hoch-2012",
            (
                'line 1: ::: sources hoch-2012: There is no source "hoch-2012". '
                'Did you mean "hoch-2011"?'
            ),
        ),
        (
            "::: drill",
            "line 1: ::: drill: drill takes one id, found 0. Write ::: drill <id>",
        ),
        (
            "::: safety first",
            "line 1: ::: safety first: safety takes no id, found first. Write ::: safety",
        ),
        (
            "::: sources",
            (
                "line 1: ::: sources: sources takes at least one id, found none. "
                "Write ::: sources <id> <id>"
            ),
        ),
    ],
)
def test_wrong_marker_is_explained(text: str, expected: str) -> None:
    """A marker that cannot become HTML ends the build with line, value and the way out."""
    assert complaint(text) == expected


def test_missing_practice_setting_is_named() -> None:
    """A practice without a text number is refused by the name of the missing key."""
    settings = {key: value for key, value in PRACTICE.items() if key != "text_number"}
    assert complaint("::: contact", settings) == (
        "line 1: ::: contact: practice: text_number is missing. Add it under extra.practice."
    )


PERSON = {"person": "Ada Best", "photo": "assets/me.jpg", "photo_alt": "Ada at the wall"}


def test_a_person_is_shown_if_there_is_one() -> None:
    """The contact card has name and photo of whoever works there, and nothing in their place."""
    without = convert("::: contact")
    shown = convert("::: contact", {**PRACTICE, **PERSON})
    assert 'src="../assets/me.jpg" alt="Ada at the wall"' in shown
    assert "Ada Best</p>" in shown
    assert [word for word in ("person", "<img") if word in without] == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"photo": "../me.jpg", "photo_alt": "Ada"},
            (
                'photo: "../me.jpg" is none. Write its place below docs/, without blanks, '
                "ending in jpg, jpeg, png, webp or avif, as in assets/me.jpg."
            ),
        ),
        (
            {"photo": "https://elsewhere.example/me.jpg", "photo_alt": "Ada"},
            (
                'photo: "https://elsewhere.example/me.jpg" is none. Write its place '
                "below docs/, without blanks, ending in jpg, jpeg, png, webp or avif, as in "
                "assets/me.jpg."
            ),
        ),
        (
            {"photo": "assets/me.jpg"},
            (
                'photo_alt is missing for the photo "assets/me.jpg". Say in a few words what it '
                "shows, for those who don't see it."
            ),
        ),
        (
            {"photo": "assets/me.jpg", "photo_alt": "  "},
            (
                'photo_alt is missing for the photo "assets/me.jpg". Say in a few words what it '
                "shows, for those who don't see it."
            ),
        ),
        (
            {"photo": "assets/IMG 1.jpg", "photo_alt": "Ada"},
            (
                'photo: "assets/IMG 1.jpg" is none. Write its place below docs/, without blanks, '
                "ending in jpg, jpeg, png, webp or avif, as in assets/me.jpg."
            ),
        ),
        (
            {"photo_alt": "Ada"},
            'photo_alt: "Ada" has no photo. Add photo, or take photo_alt out.',
        ),
    ],
)
def test_a_photo_that_cannot_be_shown_is_refused(settings: dict[str, str], said: str) -> None:
    """A photo is a file of the site, and needs words for those who don't see it."""
    found = complaint("::: contact", {**PRACTICE, **settings})
    assert found == f"line 1: ::: contact: practice: {said}"


def test_misspelt_practice_setting_is_named() -> None:
    """A practice with a misspelt key is refused with the nearest known one."""
    assert complaint("::: contact", {**PRACTICE, "instagramm": "x"}) == (
        'line 1: ::: contact: practice: unknown key "instagramm". Did you mean "instagram"?'
    )
