"""What the definitions promise, as rules that no edit can break unseen.

What an author is told by `python -m self_tests check` is not asked again here.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest

from self_tests import catalogue
from self_tests.answering import LengthUnit, Raw, check, field_messages, questions_of, sides_of
from self_tests.lines import LineScorer, values_of
from self_tests.load_line import load_result
from self_tests.model import (
    SIDES,
    Band,
    Line,
    Measured,
    MeasureId,
    Number,
    Question,
    QuestionId,
    Status,
)
from self_tests.rules import AtLeast
from self_tests.rules.readings import field_id
from self_tests.scoring import MeasureResult, finding, side_difference
from self_tests.site.authoring.sentence_gaps import calls, gaps
from self_tests.site.content.citations import walk
from self_tests.site.content.edition import drills, self_tests
from self_tests.site.content.source_index import used_sources
from self_tests.site.lengths import parts_by_unit
from tests.support.plans import made_plans
from tests.support.repository import ROOT

DEFINITIONS = ROOT / "self_tests/definitions"
DOCS = ROOT / "docs"
STATUSES: tuple[Status, ...] = ("measured", "reported", "derived", "our choice")
SAFETY = catalogue.safety_check()
MEASURES = {measure.id: measure for test in self_tests() for measure in test.measures}
QUESTIONS: Mapping[QuestionId, Question] = {
    question.id: question
    for screens in (SAFETY.screens, *(test.screens for test in self_tests()))
    for question in questions_of(screens)
}
UNITS: tuple[LengthUnit, ...] = ("cm", "in")
CHAIN = catalogue.chain_check()

# One of several sentences that are said in one place, with fewer gaps than the others.
SAYS_LESS = {
    "how-we-score.reviewed-none",
    "how-we-score.when-felt-calf",
    "how-we-score.when-felt-front-sharp",
    "how-we-score.when-hip-lower-item-hip-hold",
    "how-we-score.when-hip-lower-item-step-down",
    "how-we-score.when-impact-yes",
    "how-we-score.when-raised-hurts-yes",
    "how-we-score.when-training-changed-yes",
    "how-we-score.when-wall-short-no",
    "how-we-score.when-where-below-kneecap",
    "plan.all-sets",
    "plan.no-room",
    "progress.before-same",
    "progress.not-known",
    "report.seen",
    "squat.explore",
}

each_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda one: one.id)


def definitions() -> tuple[object, ...]:
    """Return everything that is defined."""
    return (
        *self_tests(),
        *drills(),
        SAFETY,
        catalogue.line_table(),
        catalogue.plan_table(),
        catalogue.not_used(),
        catalogue.spreads(),
        catalogue.squat_model(),
    )


# Sources


def test_every_source_is_used() -> None:
    """Each source stands behind a definition or a page."""
    assert [used.source.id for used in used_sources() if not used.places] == []


def test_a_source_is_one_entry_of_the_evidence() -> None:
    """No two sources are the same entry of the evidence file; 0 is an entry without a number."""
    counts = Counter(source.evidence for source in catalogue.sources().values())
    assert [number for number, count in counts.items() if number and count > 1] == []


def test_every_status_is_one_of_four() -> None:
    """What we know carries one of four words; nothing unverified has a word to stand under."""
    sources = tuple(catalogue.sources().values())
    found = {part.status for _, part in walk((definitions(), sources)) if hasattr(part, "status")}
    assert found == set(STATUSES)


# Pages and folders


@pytest.mark.parametrize(
    ("folder", "marker", "ids"),
    [
        ("self-tests", "self-test", catalogue.self_test_ids()),
        ("drills", "drill", catalogue.drill_ids()),
    ],
    ids=["self-tests", "drills"],
)
def test_every_definition_has_its_page(folder: str, marker: str, ids: tuple[str, ...]) -> None:
    """Each definition has a page with its marker, and each page of a folder its definition."""
    pages = {
        page.stem: page.read_text("utf-8")
        for page in (DOCS / folder).glob("*.md")
        if page.stem not in ("index", CHAIN.id)
    }
    shown = {name for name, text in pages.items() if f"\n::: {marker} {name}\n" in text}
    assert (set(pages), shown) == (set(ids), set(ids))


def test_an_address_leads_on_when_its_id_has_changed() -> None:
    """The page of a renamed self-test or drill is still reached at the address that people kept."""
    folders = {"self-test": "self-tests", "drill": "drills"}
    expected = [
        f"{folders[each.kind]}/{each.old}.md: "
        f"{folders[each.kind]}/{catalogue.renamed(each.kind, each.old)}.md"
        for each in catalogue.renames()
        if each.kind in folders
    ]
    written = [line.strip() for line in (ROOT / "mkdocs.yml").read_text("utf-8").splitlines()]
    assert [line for line in expected if line not in written] == []
    assert expected != []


def test_catalogue_lists_what_the_folders_hold() -> None:
    """Nothing is defined that the catalogue does not list, and nothing stands in it twice."""
    tests = sorted(path.parent.name for path in DEFINITIONS.glob("self-tests/*/definition.toml"))
    of_drills = sorted(path.stem for path in DEFINITIONS.glob("drills/*.toml"))
    assert (tests, of_drills) == (
        sorted(catalogue.self_test_ids()),
        sorted(catalogue.drill_ids()),
    )


@pytest.mark.parametrize(
    ("names", "most"), [(CHAIN.short, 16), (CHAIN.full, 24)], ids=["short", "full"]
)
def test_the_chain_check_is_not_endless(names: tuple[str, ...], most: int) -> None:
    """All self-tests of the chain check, the safety check first, take so many screens at most."""
    screens = [SAFETY.screens, *(catalogue.self_test(name).screens for name in names)]
    assert sum(map(len, screens)) <= most


# Questions


@each_question
def test_messages_are_finished(question: Question) -> None:
    """Every message of a field is a whole sentence: no gap is left open in it."""
    messages = [
        message
        for side in sides_of(question)
        for unit in UNITS
        for message in field_messages(question, side, unit).values()
    ]
    unfinished = [
        one for one in messages if re.search(r"[{}]|\bNone (?!of these)|  ", one) or not one
    ]
    assert unfinished == []


@pytest.mark.parametrize("unit", UNITS)
def test_examples_of_lengths_are_accepted(unit: LengthUnit) -> None:
    """What the hint and the message of a length show as an example is right for each of them."""
    example = catalogue.say(f"messages.example-{unit}")
    lengths = [question for question in QUESTIONS.values() if question.kind == "length"]
    raw: dict[str, Raw] = {
        field_id(each.id, side): example for each in lengths for side in sides_of(each)
    }
    alone = [replace(each, show_when=None, hide_when=None) for each in lengths]
    checked = check(alone, raw, unit=unit)
    said = [
        field_messages(each, side, unit)["not-a-number"].endswith(f", like {example}")
        for each in lengths
        for side in sides_of(each)
    ]
    hint = catalogue.say(f"interface.like-{unit}")
    assert (checked.problems, set(checked.answers), set(said)) == ((), set(raw), {True})
    assert hint.endswith(f", like {example}.")


def test_steps_have_their_lengths_in_both_units() -> None:
    """Beside a length to type, each unit in a step has its brother, so that either can be shown."""
    asking = [
        screen
        for test in self_tests()
        for screen in test.screens
        if any(question.kind == "length" for question in screen.questions)
    ]
    steps = [tuple(parts_by_unit(step)) for screen in asking for step in screen.steps]
    whole = [step for screen in asking for step in screen.steps]
    odd = [
        part.text
        for parts in steps
        for part in parts
        if not part.unit and re.search(r"\b(inch(es)?|cm|centimeters?)\b", part.text)
    ]
    assert (odd, ["".join(part.text for part in parts) for parts in steps]) == ([], whole)


# Measures


def test_spreads_belong_to_measures_where_low_is_bad() -> None:
    """A published spread is of a measure with tiers, and its shares count from the top."""
    odd = [
        spread.measure
        for spread in catalogue.spreads()
        if not MEASURES[spread.measure].low_is_bad or not MEASURES[spread.measure].tiers
    ]
    assert odd == []


# Lines


def measured(name: MeasureId, value: float) -> MeasureResult:
    """Return a measure that reads one value on every side."""
    measure = MEASURES[name]
    error = next(
        (
            number.value
            for key in ("error_of_one", "error")
            if isinstance(number := getattr(measure.reading, key, None), Number)
        ),
        0.0,
    )
    findings = tuple(
        finding(measure, side, Measured(value, error), catalogue.line_table().bands)
        for side in (SIDES if measure.sided else (None,))
    )
    return MeasureResult(
        measure=measure, findings=findings, difference=side_difference(measure, findings)
    )


def bands_of(line: Line) -> set[Band]:
    """Return every band that a line reads over all choices of self-tests, in a dozen steps each."""
    found: set[Band] = set()
    for size in range(1, len(line.items) + 1):
        for items in combinations(line.items, size):
            grids = [
                [
                    MEASURES[item.measure].lowest
                    + (MEASURES[item.measure].highest - MEASURES[item.measure].lowest) * part / 24
                    for part in range(25)
                ]
                for item in items
            ]
            for values in product(*(grid if size < 3 else grid[::4] for grid in grids)):
                results = {
                    item.measure: measured(item.measure, value)
                    for item, value in zip(items, values, strict=True)
                }
                scorer = LineScorer(line, results, catalogue.line_table().bands)
                found.add(scorer.read(values_of(results)).band)
    return found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ankle-mobility", {"priority", "maybe", "no clear limit", "not enough data"}),
        ("hip", {"priority", "maybe", "no clear limit"}),
        ("calf-capacity", {"maybe", "no clear limit"}),
        ("foot", {"maybe", "no clear limit"}),
    ],
)
def test_a_line_reads_every_band_it_may_have(name: str, expected: set[Band]) -> None:
    """Each line reaches the bands it may have; calf and foot end at maybe."""
    line = next(line for line in catalogue.line_table().lines if line.id == name)
    assert bands_of(line) == expected


def test_knee_and_load_reads_every_band_of_its_table() -> None:
    """Load and discomfort reach no clear limit, maybe and priority."""
    found = {
        result.band
        for changes in (("none",), ("new-movement",))
        for discomfort in range(6)
        if (
            result := load_result(
                catalogue.line_table(),
                {"knee-load.changes": changes, "knee-load.squat-discomfort": discomfort},
            )
        )
    }
    assert found == {"no clear limit", "maybe", "priority"}


def test_one_self_test_alone_is_never_a_priority() -> None:
    """A line that only one self-test speaks for ends at maybe, in its band and in the ranking."""
    alone = {
        line.id: line.ceiling
        for line in catalogue.line_table().lines
        if line.items and len({item.measure.partition(".")[0] for item in line.items}) == 1
    }
    assert alone == {"calf-capacity": "maybe", "foot": "maybe"}


def test_every_line_is_looked_at_here() -> None:
    """The two tests above leave no line out."""
    named = {"ankle-mobility", "hip", "calf-capacity", "foot", "knee-and-load"}
    assert {line.id for line in catalogue.line_table().lines} == named


# The plan


def test_every_drill_can_be_reached() -> None:
    """Each drill is in somebody's plan: in the week, or to read beside it."""
    in_weeks = {name for plan in made_plans() for names in plan for name in names}
    to_read = {drill.id for drill in drills() if not drill.dose.sets}
    assert in_weeks | to_read == set(catalogue.drill_ids())


def test_the_wall_reads_short_below_its_best_tier() -> None:
    """The plan's border at the wall is where the best tier of that measure begins."""
    borders = [
        (fact.at_least.value, tier.limit.value)
        for fact in catalogue.plan_table().facts
        if isinstance(fact, AtLeast) and fact.id == "wall-short"
        for tier in MEASURES[fact.measure].tiers[:1]
        if tier.limit
    ]
    assert [one == other for one, other in borders] == [True]


# Code


def ids() -> set[str]:
    """Return every id of a self-test, a question, a measure and a drill."""
    return {
        *catalogue.self_test_ids(),
        *catalogue.drill_ids(),
        *MEASURES,
        *QUESTIONS,
        *(fact.id for fact in catalogue.plan_table().facts if "-" in fact.id),
    }


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every text of a module with its line, but for what only a reader of code reads."""
    said = [
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
        if isinstance(node.body[0], ast.Expr)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in said:
            yield node.lineno, node.value


def test_no_id_stands_in_the_code() -> None:
    """What a self-test, question, measure or drill is called is written in definitions alone."""
    any_id = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}(?![\w-])" for name in ids()))
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted((ROOT / "self_tests").rglob("*.py"))
        for line, text in texts(ast.parse(path.read_text("utf-8")))
        if any_id.search(text)
    ]
    assert found == []


# Words


def test_the_code_fills_every_gap() -> None:
    """Wherever a sentence is said, its gaps are among those that are filled there."""
    words = catalogue.words()
    unfilled = [
        (call.place, key, gaps(words[key]) - call.filled)
        for call in calls()
        if call.filled is not None
        for key in call.keys
        if not gaps(words[key]) <= call.filled
    ]
    assert unfilled == []


def test_the_code_fills_no_gap_that_is_not_there() -> None:
    """Whatever is filled in stands in the sentence, but for the alternatives that say less."""
    idle = {
        key
        for call in calls()
        if call.filled is not None
        for key in call.keys
        if call.filled - gaps(catalogue.words()[key])
    }
    assert idle == SAYS_LESS


NEVER_OF_ONE = {
    *("interface.length-short", "interface.length-full", "interface.scorecard-margin"),
    *("calendar.too-many-dates", "how-we-score.plan-week", "how-we-score.plan-base"),
    *("how-we-score.plan-search", "how-we-score.library-lengths"),
    *("keep.earlier", "keep.fold-days", "study.too-few"),
}
"""What stands in these gaps is never 1: another sentence says that, or it is a number of ours."""


def test_what_is_counted_has_a_form_for_one() -> None:
    """A gap before "legs" or "weeks" is filled with both, number and noun, or is never 1."""
    words = catalogue.words()
    many = "|".join(key.removeprefix("singular.") for key in words if key.startswith("singular."))
    bare = re.compile(rf"\{{\w+\}} (?:more |earlier |empty )?(?:{many})\b")
    assert {key for key, sentence in words.items() if bare.search(sentence)} == NEVER_OF_ONE


def test_every_sentence_is_said_somewhere() -> None:
    """No words are left over: the code names each of them, or a template places it."""
    files = (*(ROOT / "overrides").rglob("*.html"), *(ROOT / "self_tests").rglob("*.py"))
    written = re.findall(r"""["']([a-z0-9_.-]+)(?=["'{])""", "".join(map(Path.read_text, files)))
    said = set(written).union(*(call.keys for call in calls()))
    begun = tuple(text for text in written if text.endswith("."))
    idle = {
        key
        for key in catalogue.words()
        if key not in said and key.partition(".")[2] not in said and not key.startswith(begun)
    }
    assert idle == set()
