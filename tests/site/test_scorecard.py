"""The printed scorecard says what Python says: its tables are read as with a pencil in hand."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from itertools import pairwise
from typing import Any

import pytest

from self_tests import catalogue
from self_tests.lines import line_results
from self_tests.model import SIDES, Line, QuestionId
from self_tests.request import Score, read_request
from self_tests.scoring import MeasureResult
from self_tests.site.content.drill_rows import knee_ease
from self_tests.site.content.markers import html
from self_tests.site.content.measure_tables import measure_table
from self_tests.site.content.words import say_page
from self_tests.visit import Visit, visit_of
from tests.support.markup import PRACTICE, Read
from tests.support.plans import EQUIPMENT
from tests.support.requests import CLEAR, report
from tests.support.visits import complete, confirmed

VISITS = 500
TIERED = [
    name
    for name in catalogue.self_test_ids()
    if any(measure.tiers for measure in catalogue.self_test(name).measures)
]
# Those that lead to drills of their own.
TRAINED = [single.self_test for single in catalogue.plan_table().singles]
CHAIN = catalogue.chain_check().id
THINGS = EQUIPMENT
ON_ONE_SIDE = re.compile(", (left|right) only$")
SIDED = re.compile("Start with your|Only your")
NUMBER = r"(-?[0-9.]+)"
# How a range is worded, and what it means for a value.
RANGES = (
    (rf"{NUMBER}[^,]* or more, less than {NUMBER}", lambda value, low, high: low <= value < high),
    (rf"more than {NUMBER}[^,]*, up to {NUMBER}", lambda value, low, high: low < value <= high),
    (rf"{NUMBER} to {NUMBER}", lambda value, low, high: low <= value < high + 1),
    (rf"{NUMBER}.* or more", lambda value, low: value >= low),
    (rf"{NUMBER}.* or less", lambda value, high: value <= high),
    (rf"less than {NUMBER}", lambda value, high: value < high),
    (rf"more than {NUMBER}", lambda value, low: value > low),
    ("No$", lambda value: value == 0),
    ("Yes", lambda value: value == 1),
)


@dataclass(slots=True)
class Table:
    """A printed table: its heads and its rows, as texts."""

    kind: str
    caption: str
    heads: list[str]
    rows: list[list[str]]


@dataclass(slots=True)
class Sum:
    """The part of a card that makes a line of points."""

    ways: list[list[str]] = field(default_factory=list)
    bands: list[list[str]] = field(default_factory=list)
    text: str = ""


def plain(markup: str) -> str:
    """Return what stands between the tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def tables_in(markup: str) -> list[Table]:
    """Return the printed tables, in order."""
    found = []
    for kind, inner in re.findall(
        r'<table class="scorecard-([\w-]+)[^"]*">(.*?)</table>', markup, re.DOTALL
    ):
        caption = re.search(r"<caption>(.*?)</caption>", inner, re.DOTALL)
        rows = [
            [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr>(.*?)</tr>", inner, re.DOTALL)
        ]
        has_heads = "<thead>" in inner
        found.append(
            Table(
                kind=kind,
                caption=plain(caption[1]) if caption else "",
                heads=rows[0] if has_heads else [],
                rows=rows[1:] if has_heads else rows,
            )
        )
    return found


@cache
def card(name: str) -> str:
    """Return the printed scorecard of a page."""
    return html("self-test", (name,), PRACTICE).partition('<details class="scorecard"')[2]


@cache
def printed(name: str) -> list[Table]:
    """Return its tables."""
    return tables_in(card(name))


@cache
def sums(name: str) -> dict[str, Sum]:
    """Return how a card sums each line, by the line's id."""
    found = {}
    for line, inner in re.findall(
        r'<div class="scorecard-sum" data-line="([\w-]+)">(.*?)</div>', card(name), re.DOTALL
    ):
        kinds = {table.kind: table.rows for table in tables_in(inner)}
        found[line] = Sum(kinds.get("ways", []), kinds.get("bands", []), plain(inner))
    return found


def holds(words: str, value: float) -> bool:
    """Return whether a printed range holds a value."""
    for pattern, fits in RANGES:
        if found := re.match(pattern, words):
            return bool(fits(value, *map(float, found.groups())))
    raise AssertionError(words)


def read_off(rows: Sequence[Sequence[str]], value: float) -> list[str]:
    """Return what stands beside each printed range that holds a value."""
    return [row[1] for row in rows if holds(row[0], value)]


def differ(sentence: str, value: float) -> bool:
    """Return whether a printed sentence calls a difference real."""
    if found := re.search(rf"when they're {NUMBER} \S+ or more apart", sentence):
        return value >= float(found[1])
    found = re.search(rf"when they're more than {NUMBER} \S+ apart", sentence)
    assert found is not None, sentence
    return value > float(found[1])


def looked_up(table: Table, row: str, value: float) -> int:
    """Return the number that a table has for a value: in its grid, at its ends or outside."""
    strip = {line[0]: line[1:] for line in table.rows}
    if row in strip:
        heads = [float(head) if head[-1:].isdigit() else None for head in table.heads[1:]]
        if None in heads:
            return int(strip[row][round(value)])
        numbers = [head for head in heads if head is not None]
        return int(strip[row][numbers.index(min(max(value, numbers[0]), numbers[-1]))])
    for word, sign in (("Below", -1), ("Above", 1)):
        found = re.search(rf"{word} {NUMBER}: {NUMBER}", table.caption)
        if found and sign * value > sign * float(found[1]):
            return int(found[2].rstrip("."))
    cells = {
        round(float(line[0]) + float(head), 1): cell
        for line in table.rows
        for head, cell in zip(table.heads[1:], line[1:], strict=True)
    }
    return int(cells[round(value, 1)])


def results_of(answers: Mapping[str, Any], names: Sequence[str]) -> Visit:
    """Return the scored visit behind some answers."""
    request = read_request(
        {"do": "score", "version": 1, "answers": answers, "self_tests": list(names),
         "confirmed": confirmed()},
        {"score": Score},
    )  # fmt: skip
    made = visit_of(request)
    assert isinstance(made, Visit)
    return made


def points(page: str, name: str, line: Line, visit: Visit) -> int | None:
    """Return the points that a page's tables have for a self-test in a line."""
    result = next(one for one in visit.results if one.self_test.id == name)
    measure = next(one for one in result.measures if one.measure.deficit)
    worst = measure.worst
    if worst is None or not measure.complete:
        return None
    for table in of_test(page, name):
        named = f"Points, {line.title}" in table.caption
        if table.caption.startswith("Points") and is_for(table, measure):
            has_row = line.title in [row[0] for row in table.rows]
            if named or has_row:
                return looked_up(table, line.title, worst.measured.value)
    raise AssertionError((page, name, line.id))


def is_for(table: Table, measure: MeasureResult) -> bool:
    """Tell whether a table is for values that were measured as often as these."""
    is_mean_of_three = all(found.measured.error < 1 for found in measure.findings)
    is_when = ("mean of three" in table.caption) == is_mean_of_three
    return is_when or ("mean" not in table.caption and "measures" not in table.caption)


def of_test(page: str, name: str) -> list[Table]:
    """Return the look-up tables of one self-test on a page's card."""
    sheets = card(page).split('<section class="scorecard-sheet">')[1:]
    tests = [name] if page != CHAIN else list(catalogue.chain_check().full)
    return [table for table in tables_in(sheets[tests.index(name)]) if table.kind == "look-up"]


def with_pencil(page: str, line: Line, visit: Visit) -> tuple[float, float, str] | None:
    """Return a line's points, before and after left and right, and what they read as."""
    printed_sum = sums(page)[line.id]
    done = [item for item in line.items if item.measure.partition(".")[0] in taken(visit)]
    got = {
        item.measure.partition(".")[0]: points(page, item.measure.partition(".")[0], line, visit)
        for item in done
    }
    got = {name: number for name, number in got.items() if number is not None}
    if not got:
        return None
    way = way_of(printed_sum, [catalogue.self_test(name).title for name in got])
    if way is None:
        return None
    times, highest = way
    before = after = sum(number for number in got.values() if number is not None) * times
    if before >= 200 and (raised := re.search(r"apart in (.*?): add", printed_sum.text)):
        for name in got:
            if catalogue.self_test(name).title == raised[1]:
                gap = difference(visit, name)
                result = next(one for one in visit.results if one.self_test.id == name)
                measure = next(one for one in result.measures if one.difference)
                table = next(
                    table
                    for table in of_test(page, name)
                    if table.caption.startswith("Left and right apart") and is_for(table, measure)
                )
                after += looked_up(table, "", gap) / 100 * (1000 - before)
    (reads,) = read_off(printed_sum.bands, int(after))
    lowest = printed_sum.bands[0][1]
    # A line that ends at "may be" reads no more, whatever its points.
    reads = highest if highest.startswith("may be") and reads != lowest else reads
    return before, after, reads if before >= 200 else lowest


def way_of(printed_sum: Sum, titles: list[str]) -> tuple[float, str] | None:
    """Return what a card multiplies the sum of some tests by, and what it can read up to.

    `None` where it is too little for any reading.
    """
    if not printed_sum.bands:
        return None
    for done, times, highest in printed_sum.ways:
        if sorted(re.split(r", | and ", done)) == sorted(titles):
            return float(times), highest
    if printed_sum.ways:
        return None
    alone = re.search(rf"Multiply them by {NUMBER}:", printed_sum.text)
    return float(alone[1]) if alone else 1.0, printed_sum.bands[-1][1]


def difference(visit: Visit, name: str) -> float:
    """Return how far a visit's sides lie apart in a self-test."""
    result = next(one for one in visit.results if one.self_test.id == name)
    gap = result.measures[0].difference
    assert gap is not None
    return gap.value


def taken(visit: Visit) -> list[str]:
    """Return the self-tests of a visit."""
    return [one.self_test.id for one in visit.results]


# What a printed case says, and when it is so.
CASES: Mapping[str, Callable[[Mapping[str, str]], bool]] = {
    "otherwise": lambda _: True,
    "You felt the stretch in the calf": lambda facts: facts.get("felt") == "calf",
    "You felt a sharp pinch at the front of the ankle": lambda facts: (
        facts.get("felt") == "front-sharp"
    ),
    "Your step-down reads worse than your hip hold": lambda facts: (
        facts.get("hip-lower-item") == "step-down"
    ),
    "Your hip hold reads worse than your step-down": lambda facts: (
        facts.get("hip-lower-item") == "hip-hold"
    ),
    "Raised heels hurt your knee clearly more than flat feet": lambda facts: (
        facts["raised-hurts"] == "yes"
    ),
    "Raised heels hurt your knee clearly more than flat feet and your ankles don't read "
    "short at the wall": lambda facts: (
        (facts["raised-hurts"], facts["wall-short"]) == ("yes", "no")
    ),
}


def drills_from(table: Table, facts: Mapping[str, str], at_hand: set[str], most: int) -> list[str]:
    """Return the drills that a printed list of places gives, the reasons for none left out."""
    found: list[str] = []
    for place in dict.fromkeys(row[0] for row in table.rows):
        for _, when, what in (row for row in table.rows if row[0] == place):
            title, _, needs = what.partition(". ")[0].partition(", needs: ")
            if not CASES[when](facts) or title in found:
                continue
            if what.startswith(("A sharp pinch", "Raised heels hurt")):
                break
            wanted = [set(words.split(" / ")) for words in needs.split(", ") if words]
            if all(one & at_hand for one in wanted):
                found.append(title)
                break
    return found[:most]


def facts_of(answers: Mapping[str, Any], visit: Visit) -> dict[str, str]:
    """Return what somebody with a pencil knows about where it was felt, and about raised heels."""
    flat, raised = (
        answers.get(name)
        for name in ("knee-load.squat-discomfort", "squat-check.raised-discomfort")
    )
    hurts = raised is not None and flat is not None and int(raised) - int(flat) >= 2
    found: dict[str, str] = {"raised-hurts": "yes" if hurts else "no"}
    values = {
        (one.self_test.id, finding.side): finding.measured.value
        for one in visit.results
        for measure in one.measures
        for finding in measure.findings
    }
    reached = [values.get(("knee-to-wall", side)) for side in SIDES]
    short = None not in reached and min(one for one in reached if one is not None) < 10
    found["wall-short"] = "yes" if short else "no"
    felt = {side: answers.get(f"knee-to-wall.felt.{side}") for side in SIDES}
    if "front-sharp" in felt.values():
        found["felt"] = "front-sharp"
    elif ("knee-to-wall", "left") in values:
        worst = min(values["knee-to-wall", side] for side in SIDES)
        told = {felt[side] for side in SIDES if values["knee-to-wall", side] == worst}
        found["felt"] = str(told.pop()) if len(told) == 1 else ""
    return found


ITEMS = {thing: catalogue.say(f"equipment.{thing}-label") for thing in THINGS}


@pytest.mark.parametrize("name", TIERED)
def test_pencil_and_python_agree_on_tiers(name: str) -> None:
    """For 500 random answers the printed tables give the tier and the difference of Python."""
    dice = random.Random(name)  # noqa: S311 - any answers will do, the same ones each time
    rows_of = {table.caption: table.rows for table in printed(name) if table.kind == "tiers"}
    sentences = [
        unescape(each)
        for each in re.findall(r'<p class="scorecard-difference">(.*?)</p>', card(name))
    ]
    texts = {each.id: each.text for each in catalogue.self_test(name).measures}
    tiers = {tier.text for each in catalogue.self_test(name).measures for tier in each.tiers}
    differing = []
    for _ in range(VISITS // len(TIERED)):
        answers = {**CLEAR, **complete([name], dice.choice)}
        for result in report(answers, confirmed=confirmed(), self_tests=[name])["results"]:
            rows = rows_of.get(texts[result["measure"]], [])
            for side in result["sides"]:
                if rows and side["value"] is not None:
                    (said,) = read_off(rows, side["value"])
                    (tier,) = (one for one in tiers if said.startswith(one))
                    differing += [(side["value"], said)] if tier != side["tier_text"] else []
            gap = result["difference"]
            if gap and sentences:
                said_so = differ(sentences[0], gap["value"])
                differing += [(gap["value"], "real")] if said_so != gap["real"] else []
    assert differing == []


@pytest.mark.parametrize("page", [*TRAINED, CHAIN])
def test_pencil_and_python_agree_on_lines(page: str) -> None:
    """For 100 random visits a page the printed points make Python's lines, rounding apart."""
    dice = random.Random(page)  # noqa: S311 - any answers will do, the same ones each time
    everywhere = [page] if page != CHAIN else list(catalogue.chain_check().full)
    differing: list[object] = []
    told = 0
    for _ in range(VISITS // 5):
        names = [name for name in everywhere if page != CHAIN or dice.random() < 0.8] or everywhere
        answers = {**CLEAR, **with_trials(complete(names, dice.choice), dice)}
        visit = results_of(answers, names)
        for found in line_results(catalogue.line_table(), visit.results):
            by_hand = with_pencil(page, found.line, visit)
            band = catalogue.say("bands." + found.scored.band.replace(" ", "-"))
            if by_hand is None:
                differing += [] if found.scored.band == "not enough data" else [(answers, band)]
                continue
            told += 1
            before, after, reads = by_hand
            margin = int(re.search(r"Within (\d+) points", sums(page)[found.line.id].text)[1])  # type: ignore[index] # every card says it
            exact = 1000 * found.scored.score
            near = any(
                abs(exact - border) <= margin for border in borders(sums(page)[found.line.id])
            )
            near |= abs(1000 * found.scored.before_bonus - 200) <= margin
            if before >= 200 and abs(after - exact) > margin:
                differing.append((found.line.id, after, exact))
            if band not in reads and not near:
                differing.append((found.line.id, reads, band))
    assert (told > 0 or page == "squat-check", differing) == (True, [])


def borders(printed_sum: Sum) -> set[float]:
    """Return where the printed ranges of a line begin and end."""
    return {float(end) for row in printed_sum.bands for end in re.findall(r"\d+", row[0])}


def with_trials(answers: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Return answers in which a length was measured once or three times."""
    return {
        key: [entry, f"{float(entry) + 0.5:g}", f"{float(entry) + 1:g}"]
        if key.startswith("knee-to-wall.distance") and float(entry) < 24 and dice.random() < 0.5
        else entry
        for key, entry in answers.items()
    }


def full_form(shown: Mapping[str, Any]) -> str:
    """Return what paper calls a drill: its full form, for both sides."""
    for name in catalogue.drill_ids():
        full = catalogue.drill(name)
        if any(shown["drill"] == ease.drill for ease in full.ease_when):
            return full.title
    return ON_ONE_SIDE.sub("", shown["title"])


def other_side_reads_best(result: MeasureResult) -> bool:
    """Return whether the better side reads the best tier there is."""
    best = result.measure.tiers[0]
    return any(found.tier == best for found in result.findings if found is not result.worst)


@pytest.mark.parametrize("name", TRAINED)
def test_pencil_and_python_agree_on_the_drills_of_one_test(name: str) -> None:
    """For 500 random visits value and difference lead on paper to the drills of Python."""
    dice = random.Random(name)  # noqa: S311 - any answers will do, the same ones each time
    kinds: dict[str, Table] = {}
    for table in printed(name):
        kinds.setdefault(table.kind, table)
    differing = []
    for _ in range(VISITS // len(TRAINED)):
        answers = {**CLEAR, **complete([name], dice.choice)}
        things = {thing for thing in THINGS if dice.random() < 0.7}
        made = report(answers, confirmed=confirmed(), self_tests=[name], equipment=sorted(things))
        visit = results_of(answers, [name])
        worst = visit.results[0].measures[0].worst
        gap = visit.results[0].measures[0].difference
        at_hand = {ITEMS[thing] for thing in things}
        facts = facts_of(answers, visit)
        expected = [full_form(drill) for drill in made["plan"]["drills"]]
        if worst is None:
            continue
        (row,) = (row for row in kinds["drills"].rows if holds(row[0], worst.measured.value))
        cell = row[2 if gap and gap.real else 1]
        base = [full_form(drill) for drill in made["plan"]["base"]]
        found = []
        if cell != "no extra drill":
            found = drills_from(without(kinds["choices"], base), facts, at_hand, 2)
        if found != expected:
            differing.append((answers, things, found, expected))
        is_plain = things == set(THINGS) and facts.get("felt") not in ("calf", "front-sharp")
        if is_plain and cell.partition(". ")[0] != (" then ".join(expected) or "no extra drill"):
            differing.append((answers, things, [cell], expected))
        starts = any(SIDED.search(drill["why"]) for drill in made["plan"]["drills"])
        alone = {bool(ON_ONE_SIDE.search(drill["title"])) for drill in made["plan"]["drills"]}
        fine = other_side_reads_best(visit.results[0].measures[0])
        if found and alone != {bool(gap and gap.real and fine)}:
            differing.append((answers, things, [cell], expected))
        if found and starts != ("Start with the worse side" in cell):
            differing.append((answers, things, [cell], expected))
    assert differing == []


def ranked_by_hand(visit: Visit) -> list[Line] | None:
    """Return the lines that ask for drills, most points first; `None` where paper cannot tell."""
    found: list[tuple[float, Line]] = []
    for line in catalogue.line_table().lines:
        by_hand = with_pencil(CHAIN, line, visit) if line.id in sums(CHAIN) else None
        if by_hand:
            before, after, reads = by_hand
            if min(abs(after - 400), abs(before - 200)) <= 8:
                return None
            if reads != "no clear limit":
                found.append((min(after, 590) if line.ceiling == "maybe" else after, line))
    found.sort(key=lambda pair: -pair[0])
    if any(one[0] - other[0] <= 14 for one, other in pairwise(found)):
        return None
    # The first one that may read more than “maybe” goes on top.
    return sorted(
        (line for _, line in found),
        key=lambda line: line != next((one for _, one in found if one.ceiling != "maybe"), line),
    )


def worse_hip_test(visit: Visit) -> str:
    """Return the hip test with the most points; the step-down of two equal ones."""
    hip = next(line for line in catalogue.line_table().lines if line.id == "hip")
    tests = [name for name in ("step-down", "hip-hold") if name in taken(visit)]
    return max(tests, key=lambda name: points(CHAIN, name, hip, visit) or 0, default="")


def without(table: Table, drills: Sequence[str]) -> Table:
    """Return a list of places without the drills that stand in the plan already."""
    rows = [row for row in table.rows if row[2].split(",")[0].split(". ")[0] not in drills]
    return Table(table.kind, table.caption, table.heads, rows)


def test_pencil_and_python_agree_on_the_drills_of_a_chain() -> None:
    """For 500 random visits the points' order and the printed places lead to Python's drills."""
    dice = random.Random("chain")  # noqa: S311 - any answers will do, the same ones each time
    places = chain_places()
    differing, compared = [], 0
    for _ in range(VISITS):
        names = [name for name in TRAINED if dice.random() < 0.8]
        answers = {**CLEAR, **complete(names, dice.choice)}
        things = {thing for thing in THINGS if dice.random() < 0.7}
        visit = results_of(answers, names) if len(names) > 1 else None
        ranked = ranked_by_hand(visit) if visit else None
        if visit is None or ranked is None:
            continue
        compared += 1
        made = report(answers, confirmed=confirmed(), self_tests=names, equipment=sorted(things))
        facts = {**facts_of(answers, visit), "hip-lower-item": worse_hip_test(visit)}
        base = [full_form(drill) for drill in made["plan"]["base"]]
        groups = [
            drills_from(without(places[line.title], base), facts, {ITEMS[one] for one in things}, n)
            for line, n in zip(ranked, (2, 1), strict=False)
        ]
        first, second = (*groups, [], [])[:2]
        found = [*first[:1], *second, *first[1:]]
        expected = [full_form(drill) for drill in made["plan"]["drills"]]
        differing += [] if found == expected else [(answers, things, found, expected)]
    assert (compared > VISITS / 2, differing) == (True, [])


def chain_places() -> dict[str, Table]:
    """Return the places of each line on the card of the chain check."""
    last = card(CHAIN).rpartition('<section class="scorecard-sheet">')[2]
    parts = re.findall(r"<h4>(.*?)</h4>\s*(<table.*?</table>)", last, re.DOTALL)
    return {plain(title): tables_in(table)[0] for title, table in parts}


def test_the_card_of_a_chain_holds_every_self_test_and_line() -> None:
    """Each self-test has its sheet, each line its sum or its cases, and the plan its places."""
    shown = Read(card(CHAIN)).text
    titles = [line.title for line in catalogue.line_table().lines]
    assert len(re.findall('<section class="scorecard-sheet">', card(CHAIN))) == (
        len(catalogue.chain_check().full) + 2
    )
    assert (
        [title for title in titles if title not in shown],
        list(chain_places())[:-1],
    ) == ([], [line.title for line in catalogue.line_table().lines if line.items])


def option_text(question: str, option: str) -> str:
    """Return what readers choose when they give an answer about load."""
    asked = catalogue.question(QuestionId(f"knee-load.{question}"))
    return next(each.text for each in asked.options if each.id == option)


@pytest.mark.parametrize("page", ["knee-load", catalogue.chain_check().id])
def test_pencil_and_python_agree_on_the_signs_of_load(page: str) -> None:
    """Each sign of load stands on the card as amber does, and reads so on the screen."""
    (cases,) = (table for table in tables_in(card(page)) if table.kind == "cases")
    _, _, (_, amber), _, *signs, _ = cases.rows
    calm: dict[str, Any] = {
        **CLEAR,
        "knee-load.changes": ["none"],
        "knee-load.squat-discomfort": "0",
        "knee-load.where": "nowhere",
        "knee-load.feel": "both",
        "knee-load.participation": "all",
        "knee-load.volume": "none",
        "knee-load.performance": "none",
        "knee-load.discomfort": "none",
    }
    impact = {
        "participation": "some",
        "volume": "most",
        "performance": "most",
        "discomfort": "a-lot",
    }
    chosen = [{"discomfort": "next-morning"}, {"participation": "none"}, impact]
    means = say_page("load-sign-means", least=3, most=5)
    for (when, reads), answers in zip(signs, chosen, strict=True):
        made = report({**calm, **{f"knee-load.{name}": one for name, one in answers.items()}})
        told = [option_text(name, one) for name, one in answers.items()]
        assert when in (*(f"“{text}”" for text in told), "Training impact: 9 of 12 or more")
        assert made["lines"][0]["band_text"] == amber
        assert reads.startswith(means)
        assert (reads != means) == bool(made["worth_assessment"])
    assert knee_ease() in Read(card(page)).text


def test_the_card_counts_one_in_the_singular() -> None:
    """A border at 1 is one fault, not 1 faults: in ranges, real differences and retests."""
    counted = [
        text
        for name in catalogue.self_test_ids()
        for measure in catalogue.self_test(name).measures
        for table in [measure_table(measure)]
        for text in (*(row.range for row in table.rows), table.difference, table.retest)
    ]
    assert any("1 fault or less" in text for text in counted)
    assert [text for text in counted if re.search(r"\b1 (?:faults|points|reps)\b", text)] == []
