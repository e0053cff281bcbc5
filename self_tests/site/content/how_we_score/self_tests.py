"""Every self-test in plain words, with all of its numbers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from self_tests import catalogue
from self_tests.answering import questions_of
from self_tests.model import Measure, SelfTest, owner_of
from self_tests.reporting.units import gain_text
from self_tests.site.content.citations import Cited, all_cited, cited_claim
from self_tests.site.content.drill_rows import capitalized
from self_tests.site.content.edition import self_tests
from self_tests.site.content.how_we_score.lines import DecisionRow, line_weight
from self_tests.site.content.links import self_test_link, source_links
from self_tests.site.content.measure_tables import measure_table
from self_tests.site.content.words import say_page
from self_tests.wording import plain_number


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredMeasure:
    """A measure in plain words: how it is read, what it reads as, and what it counts for."""

    title: str
    tiers: tuple[DecisionRow, ...]
    difference: str
    retest: str
    reading: str
    near_a_border: str
    usual_gain: Cited | None
    notes: tuple[Cited, ...]
    counts_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredTest:
    """A self-test with its measures and all of its numbers."""

    test: SelfTest
    href: str
    also_called: str
    review: str
    measures: tuple[ScoredMeasure, ...]
    numbers: tuple[Cited, ...]


def tests_part() -> Mapping[str, object]:
    """Return every self-test in plain words."""
    return {"tests": tuple(_scored_test(test) for test in self_tests())}


def _scored_test(test: SelfTest) -> ScoredTest:
    return ScoredTest(
        test=test,
        href=self_test_link(test).href,
        also_called=say_page("also-called", name=test.standard_name),
        review=test.reviewed or say_page("reviewed-not-yet"),
        measures=tuple(_scored_measure(measure) for measure in test.measures),
        numbers=all_cited(test),
    )


def _scored_measure(measure: Measure) -> ScoredMeasure:
    table = measure_table(measure)
    gain = measure.retest.usual_gain if measure.retest else None
    return ScoredMeasure(
        title=capitalized(measure.text),
        tiers=tuple(DecisionRow(when=row.range, reads=row.tier.text) for row in table.rows),
        difference=table.difference,
        retest=table.retest,
        reading=in_plain_words(type(measure.reading).__doc__),
        near_a_border=in_plain_words(type(measure.deficit).__doc__) if measure.deficit else "",
        usual_gain=Cited(
            text=gain_text(gain, measure, "cm"),
            status=gain.status,
            sources=source_links(gain.sources),
        )
        if gain
        else None,
        notes=tuple(_notes(measure)),
        counts_for=tuple(_counts_for(measure)) or (say_page("counts-for-nothing"),),
    )


def _notes(measure: Measure) -> Iterator[Cited]:
    """Yield the notes that a result may have, with their readers if they are not for all."""
    yield from (cited_claim(claim) for claim in (measure.norms, measure.note) if claim)
    screens = (
        *catalogue.self_test(owner_of(measure.id)).screens,
        *catalogue.safety_check().screens,
    )
    asked = {question.id: question for question in questions_of(screens)}
    for note in measure.notes_for:
        options = asked[note.question].options
        who = ", ".join(option.text for option in options if option.id in note.is_one_of)
        yield replace(cited_claim(note), text=say_page("note-for", who=who, text=note.text))


def _counts_for(measure: Measure) -> Iterator[str]:
    for line in catalogue.line_table().lines:
        for item in line.items:
            if item.measure == measure.id:
                yield say_page(
                    "counts-in-line",
                    line=line.title,
                    weight=plain_number(item.weight.value),
                    all=plain_number(line_weight(line)),
                )
        if line.load and set(measure.reading.questions) & {*line.load.discomfort}:
            yield say_page("counts-in-load", line=line.title)


def in_plain_words(docstring: str | None) -> str:
    """Return a rule's docstring as readers see it: on one line, without names from the code."""
    text = " ".join((docstring or "").split())
    text = re.sub(r" \(`\w+`\)", "", text)
    return re.sub(r"`([^`]+)`", r"“\1”", text)
