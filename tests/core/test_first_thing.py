"""One first thing: every report names at most one, and no two of its sentences contradict."""

from collections.abc import Iterator
from itertools import chain, permutations, product
from typing import Any

from hypothesis import given, settings

from self_tests.catalogue import line_table, safety_check, say
from self_tests.lines import LineResult, LineScore
from self_tests.load_line import LoadResult
from self_tests.model import Band, CareCard, Line
from self_tests.ranked_lines import leading, outstanding
from self_tests.reporting import Scored, report
from self_tests.request import Score, read_request
from self_tests.stability import LineStability, Stability
from self_tests.visit import visit_of
from tests.support.requests import CLEAR, knee_to_wall
from tests.support.requests import report as asked
from tests.support.visits import SCORED, Answers, confirmed, visits

LINES = {line.id: line for line in line_table().lines}
RANKED = [line for line in LINES.values() if line.items]
MOST_WORDS = 8
SURE, UNSURE = 80, 59
# A band, and how often of 100 it comes out again.
type State = tuple[Band, int]
BELOW: tuple[State, ...] = (("not enough data", SURE), ("no clear limit", SURE))
DOUBTFUL: tuple[State, ...] = (("no clear limit", UNSURE), ("maybe", UNSURE))
STATES: dict[str, tuple[State, ...]] = {
    "ankle-mobility": (
        *BELOW,
        *DOUBTFUL,
        ("maybe", SURE),
        ("priority", SURE),
        ("priority", UNSURE),
    ),
    "hip": (*BELOW, *DOUBTFUL, ("maybe", SURE), ("priority", SURE), ("priority", UNSURE)),
    "calf-capacity": (*BELOW, *DOUBTFUL, ("maybe", SURE)),
    # A sign is counted as it was seen, so there is no doubt in it.
    "foot": (*BELOW, ("maybe", SURE)),
}
LOADS: tuple[Band | None, ...] = (None, "no clear limit", "maybe", "priority")


def contradictions(found: Any) -> Iterator[str]:  # noqa: ANN401 - a report, typed or off the wire
    """Yield what in a report names a second first thing or contradicts another sentence of it."""
    places = {line["line"]: line["place"] for line in found["lines"]}
    heading = f"{found['headline']} {found['under_headline']}"
    sure = found["certainty"]
    said = [
        *(line["sentence"] for line in found["lines"]),
        *(line["sentence"] for line in (sure["lines"] if sure else ())),
        *filter(None, (sure and sure["first_sentence"],)),
    ]
    named = [name for name, place in places.items() if place in ("first", "next")]
    leaders = [name for name in named if places[name] == "first"]
    load_leads = leaders == ["knee-and-load"]
    checks = {
        "the headline is long": len(found["headline"].split()) > MOST_WORDS,
        "two lines are first": len(leaders) > 1,
        "something is next to nothing": len(named) > len(leaders) and not load_leads,
        "two lines are next": len(named) - len(leaders) > 1,
        "a sentence of a line says first": any("first" in each.lower() for each in said),
        "two sentences name a start": heading.lower().count("start ") > 1,
        "a sentence beside the headline names a start": any(
            "start with" in e.lower() for e in said
        ),
        "nothing stands out, and something does": "othing stands out" in heading
        and any(place for place in places.values()),
        "nothing big stands out, and something does": "othing big" in heading
        and (bool(named) or "too close" in places.values()),
        "too close, and fairly sure": bool(sure)
        and "oo close" in heading
        and sure["text"] == say("certainty.fairly-sure"),
        "too close, and a line is named": "oo close" in heading
        and any(
            LINES[name].short in found["headline"] for name in named if name != "knee-and-load"
        ),
    }
    yield from (name for name, holds in checks.items() if holds)
    for line in found["lines"]:
        if line["line"] != "knee-and-load":
            yield from line_contradictions(line, heading, load_leads=load_leads)


def line_contradictions(line: Any, heading: str, *, load_leads: bool) -> Iterator[str]:  # noqa: ANN401
    """Yield what the words of one line contradict, in its own sentence or in the headline."""
    sentence, place, short = line["sentence"], line["place"], LINES[line["line"]].short
    in_heading = f" {short}" in heading
    stands_out = line["band"] in ("priority", "maybe")
    is_doubtful = line["band_text"] == "too close to call"
    checks = {
        "words and sentence differ": is_doubtful != ("too close to call" in sentence),
        "too close and worth training": is_doubtful and "worth training" in sentence,
        "too close and placed": is_doubtful and place != "too close",
        "too close and not standing out": not is_doubtful and not stands_out and place != "",
        "first and not in the headline": place in ("first", "next") and not in_heading,
        "next without a load": place == "next" and not load_leads,
        "first beside a load": place == "first" and load_leads,
        "placed and not in words": place in ("next", "also") and f" {place}" not in sentence,
        "in words and not placed": place not in ("next", "also")
        and any(word in sentence for word in (" also ", " next.")),
        "first and about equal": place in ("first", "next") and "About equal" in sentence,
        "named a start and not first": f"tart with your {short}" in heading and place != "first",
        "stands out and is nothing": stands_out
        and place == ""
        and f"{short} could use a little work" not in heading,
    }
    yield from (f"{line['line']}: {name}" for name, holds in checks.items() if holds)


@settings(max_examples=150)
@given(visits((*SCORED, "knee-load", "single-leg-balance")))
def test_every_visit_names_at_most_one_first_thing(answers: Answers) -> None:
    """Whatever is answered, nothing of the report contradicts its first thing."""
    assert [*contradictions(asked(answers, confirmed=confirmed()))] == []


def ranked(states: dict[str, State], order: tuple[str, ...]) -> tuple[LineResult, ...]:
    """Return lines with these bands; those that stand out come first, then by `order`."""
    made = [
        LineResult(
            line=LINES[name],
            scored=LineScore(
                score=0.5, before_bonus=0.5, error=0.1, completeness=1, band=states[name][0]
            ),
            rank=0.5,
            sides_differ=False,
            missing=(),
        )
        for name in order
    ]
    return tuple(sorted(made, key=lambda each: each not in outstanding(made)))


def sure_of(
    states: dict[str, State], found: tuple[LineResult, ...], *, changes_places: bool
) -> Stability:
    """Return how often these lines come out again, and whether the first two change places."""
    readable = [each.line for each in found if each.scored.band != "not enough data"]
    first = leading(found)
    rivals = [
        each for each in readable if each.ceiling == "priority" and first and each != first.line
    ]
    # What falls out of its band does not lead either.
    leads_seldom = changes_places or (first and states[first.line.id][1] == UNSURE)
    return Stability(
        first=first.line if first else None,
        first_stays=(UNSURE if leads_seldom else SURE) if rivals else None,
        rival=rivals[0] if rivals else None,
        lines=tuple(
            LineStability(
                line=line,
                stands_out=states[line.id][0] in ("maybe", "priority"),
                stays=states[line.id][1],
            )
            for line in readable
        ),
    )


def load_of(band: Band | None) -> LoadResult | None:
    """Return knee and load with a band."""
    line: Line = LINES["knee-and-load"]
    return band and LoadResult(line=line, band=band, discomfort=3, changed=True)


def test_every_kind_of_report_names_at_most_one_first_thing() -> None:
    """All bands of all lines in every order, sure and unsure, with every band of knee and load."""
    visit = visit_of(
        read_request(
            {"do": "score", "version": 1, "answers": {**CLEAR, **knee_to_wall()}}, {"score": Score}
        )
    )
    assert not isinstance(visit, CareCard)
    wrong: dict[str, tuple[object, ...]] = {}
    kinds = set()
    for chosen in product(*STATES.values()):
        states = dict(zip(STATES, chosen, strict=True))
        # Orders that differ in what stands out only: the others read the same.
        leads = ("ankle-mobility", "hip")
        for order in (
            (*leads, "calf-capacity", "foot"),
            ("foot", "calf-capacity", *reversed(leads)),
        ):
            found = ranked(states, order)
            for changes_places, band in product((False, True), LOADS):
                made = report(
                    Scored(
                        answers=visit.answers,
                        assessment=visit.assessment,
                        results=visit.results,
                        lines=found,
                        load=load_of(band),
                        stability=sure_of(states, found, changes_places=changes_places),
                        changes=(),
                        plan=None,
                        unit="cm",
                        today=None,
                    )
                )
                kinds.add(made["headline"])
                for each in contradictions(made):
                    wrong.setdefault(each, (states, order, changes_places, band, made["headline"]))
    assert wrong == {}
    assert len(kinds) == 13


def test_every_headline_is_short() -> None:
    """No title of a care card, and no line's name, makes a headline longer than eight words."""
    longest = max((line.short for line in RANKED), key=len)
    sides = [f"{side} {longest}" for side in ("left", "right")]
    said = chain.from_iterable(
        (say(f"start-with.{band}", line=name), say("headlines.border", line=name))
        for band, name in product(("priority", "maybe"), sides)
    )
    pairs = (
        say("headlines.too-close", one=one, other=other)
        for one, other in permutations((longest, longest), 2)
    )
    little = (say("headlines.little", line=name) for name in sides)
    cards = (card.title for card in safety_check().cards)
    assert [
        each for each in (*said, *pairs, *little, *cards) if len(each.split()) > MOST_WORDS
    ] == []
