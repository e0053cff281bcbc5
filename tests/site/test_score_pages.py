"""The pages that are made from the definitions: nothing left out, nothing typed by hand."""

import re
from typing import cast

import pytest
import textstat

from self_tests import catalogue
from self_tests.model import Number, Spread
from self_tests.site.content.citations import cited, numbers_of
from self_tests.site.content.edition import self_tests
from self_tests.site.content.how_we_score.false_differences import (
    FalseDifference,
    false_differences_part,
)
from self_tests.site.content.how_we_score.parts import PARTS
from self_tests.site.content.how_we_score.population import shares
from self_tests.site.content.how_we_score.self_tests import in_plain_words
from self_tests.site.content.library import SHELVES, self_test_shelves
from self_tests.site.content.links import SITE_ROOT, short_name
from self_tests.site.content.markers import html
from self_tests.site.content.source_index import used_sources
from self_tests.site.errors import MarkerError
from self_tests.site.places import DOCS
from tests.support.articles import HARDEST_GRADE, body
from tests.support.markup import PRACTICE, Read


@pytest.fixture(scope="module")
def page() -> str:
    """Give all generated parts of "How we score"."""
    return "".join(html("how-we-score", (part,), PRACTICE) for part in PARTS)


@pytest.fixture(scope="module")
def text(page: str) -> str:
    """Give what a reader reads of them."""
    return " ".join(Read(page).text.split())


def test_every_number_of_every_definition_is_shown_with_its_reason(text: str) -> None:
    """Each number's value and reason stand together on the page: none is kept from the reader."""
    defined = (
        *self_tests(),
        catalogue.line_table().bands,
        catalogue.plan_table(),
        catalogue.safety_check().discomfort_from,
        *catalogue.safety_check().come_back,
        catalogue.spreads(),
    )
    shown = [cited(number) for one in defined for number in every_number(one)]
    hidden = [cited for cited in shown if f"{cited.text}. {cited.why}" not in text]
    assert (len(shown) > 80, hidden) == (True, [])


def test_every_weight_is_shown_with_its_reason(text: str) -> None:
    """Each self-test of a line stands there with its weight and why it weighs so much."""
    items = [item for line in catalogue.line_table().lines for item in line.items]
    titles = [catalogue.self_test(item.measure.partition(".")[0]).title for item in items]
    hidden = [
        title
        for title, item in zip(titles, items, strict=True)
        if f"{title}: weight {item.weight.value:g} of" not in text or item.weight.why not in text
    ]
    assert hidden == []


def every_number(shown: object) -> list[Number]:
    """Return the numbers of a definition, or the number itself."""
    if isinstance(shown, Number):
        return [shown]
    return [number for _, number in numbers_of(shown)]


def test_every_source_beside_a_number_leads_to_its_entry(page: str) -> None:
    """Each short name of a source leads to an entry that the Sources page has."""
    led = set(re.findall(r'href="\.\./sources/#([^"]+)"', page))
    entries = {found.get("id") for found in Read(html("all-sources", (), PRACTICE)).all("li")}
    assert (len(led) > 40, led - entries) == (True, set())


def test_equal_legs_seldom_read_really_different(text: str) -> None:
    """Each measure that compares is printed with both shares: at most 5 of 100, on the grid 9."""
    rows = cast("tuple[FalseDifference, ...]", false_differences_part()["rows"])
    assert [
        row.title for row in rows if float(row.to_the_digit) > 5 or float(row.on_grid) > 9
    ] == []
    assert [(row.border, row.to_the_digit, row.on_grid) for row in rows] == [
        ("3 cm", "3.1", "5.0"),
        ("2 cm", "4.0", "7.6"),
        ("4 points", "4.0", "7.6"),
        ("3 faults", "3.1", "7.8"),
        ("35 s", "3.6", "5.4"),
        ("9 reps", "3.1", "4.2"),
        ("3 of 10", "3.1", "7.8"),
        ("3 of 12", "3.1", "7.8"),
    ]
    for row in rows:
        shown = f"{row.title}. {row.twice}{row.border}{row.to_the_digit}{row.on_grid}"
        assert shown in text
    assert "Hip hold. Most people land within 24 s." in text


def test_ids_are_unique(page: str) -> None:
    """No id stands twice on the page."""
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_self_test_is_explained(text: str) -> None:
    """Each self-test says what is read, every tier's range, what is not known, and its review."""
    expected = [
        part
        for test in self_tests()
        for part in (
            test.title,
            test.not_known,
            *(tier.text for measure in test.measures for tier in measure.tiers),
            *(in_plain_words(type(measure.reading).__doc__) for measure in test.measures),
        )
    ]
    assert [part for part in expected if part not in text] == []


def test_a_yes_or_no_is_read_in_words(page: str) -> None:
    """The arch check's tiers stand beside its answers, not beside numbers."""
    rows = re.findall(r"<tr><td>(.*?)</td><td>(an arch.*?)</td></tr>", page)
    assert rows == [
        ("No", "an arch that stays up"),
        ("Yes, in every bend", "an arch that clearly flattens"),
    ]


def test_nobody_has_reviewed_anything_yet(text: str) -> None:
    """While every `reviewed` is empty the page says so, once for all and once for each."""
    count = 1 + len(catalogue.self_test_ids()) + len(catalogue.drill_ids())
    assert f"Reviewed by a clinician: none of {count} definitions." in text
    assert text.count("not yet") == 1 + len(catalogue.self_test_ids())


def test_every_drill_of_the_plan_is_shown_with_its_dose(text: str) -> None:
    """Each row of the plan names its drill, its dose and its reason."""
    expected = [
        part
        for slot in catalogue.plan_table().slots
        for row in slot.rows
        for part in (
            row.why,
            *(
                (catalogue.drill(row.drill).title, catalogue.drill(row.drill).dose.text)
                if row.drill
                else ()
            ),
        )
    ]
    assert [part for part in expected if part not in text] == []


def test_everything_left_out_has_its_reasons(text: str) -> None:
    """Each test that is not used stands there with every reason."""
    expected = [
        part
        for entry in catalogue.not_used()
        for part in (entry.title, *(reason.text for reason in entry.reasons))
    ]
    assert (len(catalogue.not_used()) >= 10, [one for one in expected if one not in text]) == (
        True,
        [],
    )


def test_no_gap_and_no_name_from_the_code_is_left(text: str) -> None:
    """No brace, no backtick and no name with an underscore reaches a reader."""
    assert re.findall(r"[{}`]|\w+_\w+", text) == []


def spread_of(mean: float, spread: float) -> Spread:
    """Return a made-up spread of the knee-to-wall distance."""
    numbers = [Number(value=value, status="our choice", why="Made up.") for value in (mean, spread)]
    measure = catalogue.self_test("knee-to-wall").measures[0].id
    return Spread(measure=measure, people="Some", mean=numbers[0], spread=numbers[1])


@pytest.mark.parametrize(
    ("mean", "spread", "expected"),
    [
        (12, 2.8, [76, 19, 5]),
        (11.7, 4.1, [66, 19, 15]),
        (10, 2.5, [50, 34, 16]),
        (100, 1, [100, 0, 0]),
        (0, 1, [0, 0, 100]),
    ],
)
def test_shares_follow_from_the_spread(mean: float, spread: float, expected: list[int]) -> None:
    """Out of 100 people, so many get each tier of knee-to-wall; together they are 100."""
    measure = catalogue.self_test("knee-to-wall").measures[0]
    found = [share.of_100 for share in shares(measure, spread_of(mean, spread))]
    assert (found, sum(found)) == (expected, 100)


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        ("The mean.\n\n    Of (`three`) all.", "The mean. Of all."),
        ("1 for `yes`.", "1 for “yes”."),
        (None, ""),
    ],
)
def test_a_docstring_is_read_without_its_code(docstring: str | None, expected: str) -> None:
    """A rule's docstring becomes one line without names from the code."""
    assert in_plain_words(docstring) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("powden-2015", "Powden 2015"),
        ("sleeswijk-visser-2025", "Sleeswijk Visser 2025"),
        ("reid-2007", "Reid"),
        ("glos-nhs-knee", "NHS Gloucestershire"),
        ("ottawa-knee", "Ottawa knee rule"),
    ],
)
def test_a_source_has_a_short_name(name: str, expected: str) -> None:
    """A source is called by its first author and year, else by how its title begins."""
    assert short_name(catalogue.source(name)) == expected


@pytest.mark.parametrize("name", ["how-we-score", "sources"])
def test_the_words_around_the_numbers_read_easily(name: str) -> None:
    """What we wrote ourselves on these pages is at grade 8 or below."""
    written = body((DOCS / f"{name}.md").read_text("utf-8"))
    assert (len(written) > 200, textstat.flesch_kincaid_grade(written) <= HARDEST_GRADE) == (
        True,
        True,
    )


def test_a_source_says_where_it_is_used() -> None:
    """A source lists its self-tests, lines, articles and what is left out, each place once."""
    places = {used.source.id: [place.href for place in used.places] for used in used_sources()}
    assert places["powden-2015"][0] == f"{SITE_ROOT}self-tests/knee-to-wall/"
    assert f"{SITE_ROOT}how-we-score/#line-ankle-mobility" in places["powden-2015"]
    assert f"{SITE_ROOT}how-we-score/#not-used" in places["bahr-2016"]
    assert f"{SITE_ROOT}blog/knee-pain-look-above-and-below/" in places["neal-2019"]
    assert [name for name, hrefs in places.items() if len(set(hrefs)) < len(hrefs)] == []


def test_the_lists_hold_every_self_test_and_drill_once() -> None:
    """Each self-test, the chain check and each drill has one card, on one shelf."""
    of_tests, of_drills = (
        sorted(card.link.href for shelf in shelves() for card in shelf.cards)
        for shelves in SHELVES.values()
    )
    assert (of_tests, of_drills) == (
        sorted(
            f"{SITE_ROOT}self-tests/{name}/"
            for name in (*catalogue.self_test_ids(), catalogue.chain_check().id)
        ),
        sorted(f"{SITE_ROOT}drills/{name}/" for name in catalogue.drill_ids()),
    )


def test_a_self_test_stands_where_it_weighs_most() -> None:
    """Step-down counts for hip and ankle and stands with the hip; balance counts for nothing."""
    shelf_of = {
        card.link.text: shelf.title for shelf in self_test_shelves() for card in shelf.cards
    }
    expected = {
        "Step-down": "Hip strength and control",
        "Knee and load": "Knee and load",
        "Single-leg balance": "Noted, not scored",
    }
    assert {name: shelf_of[name] for name in expected} == expected


@pytest.mark.parametrize("root", ["./", "../", "../../"])
def test_links_lead_from_wherever_a_page_stands(root: str) -> None:
    """A list of drills links from the home page, from a page and from a page's page alike."""
    links = re.findall(r'href="([^"]+)"', html("library", ("drills",), PRACTICE, root))
    assert sorted(links) == sorted(f"{root}drills/{name}/" for name in catalogue.drill_ids())


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("how-we-score", ("plans",), 'how-we-score does not know "plans". Did you mean "plan"?'),
        ("library", ("drill",), 'library does not know "drill". Did you mean "drills"?'),
        ("library", (), "library takes one id, found 0. Write ::: library <id>"),
        ("all-sources", ("x",), "all-sources takes no id, found x. Write ::: all-sources"),
    ],
)
def test_a_wrong_marker_says_what_is_right(name: str, args: tuple[str, ...], message: str) -> None:
    """A part or a list that does not exist is answered with the nearest one."""
    with pytest.raises(MarkerError) as caught:
        html(name, args, PRACTICE)
    assert str(caught.value) == message
