"""Every macro with its examples, on one page: to look at, and for tests to check.

The examples are parts of the site itself, made from the definitions; nothing is invented for them.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from self_tests import catalogue
from self_tests.site.content.citations import cited, cited_claim
from self_tests.site.content.example import example
from self_tests.site.content.form.form_page import FormPage, form_page
from self_tests.site.content.form.questions import Asked, MeasuredFrame
from self_tests.site.content.how_we_score.parts import PARTS
from self_tests.site.content.ids import with_own_ids
from self_tests.site.content.library import SHELVES
from self_tests.site.content.links import SITE_ROOT
from self_tests.site.content.page_figures import drawn_drills
from self_tests.site.content.practice import SitePractice
from self_tests.site.content.rendering import render
from self_tests.site.content.specimens import specimens
from self_tests.site.content.squat_explorer import explorer
from self_tests.site.content.words import interface_words
from self_tests.site.figures import HOLD_STILL, drawing, figures

HIDDEN = re.compile(r"\shidden(?=[\s>])")
"""Parts that normally wait for a script; here they are shown without one."""

PLAN_TAG = re.compile(r"(</?)self-test-plan\b")
"""The plan's element would run its script; under another name it only shows its markup."""

type Examples = Mapping[str, list[str]]
type Words = Mapping[str, str]
type Marker = Callable[..., str]
"""Gives the HTML of a marker by its name and arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A macro, named as its file is, and its examples as HTML."""

    name: str
    examples: tuple[str, ...]


def components(marker: Marker, practice: SitePractice) -> Iterator[Component]:
    """Yield every macro with its examples; no id is used twice among all of them."""
    taken: dict[str, int] = {}
    pages = [form_page(name, practice) for name in _forms()]
    words = interface_words(practice)
    found = {
        **_of_pages(marker, words, practice),
        **_of_forms(pages, words),
        **_of_results(pages[0], words),
        **_of_scorecards(pages, words),
    }
    for name in sorted(found):
        shown = found[name]
        if name != "self-test":
            shown = [HIDDEN.sub("", PLAN_TAG.sub(r"\1div", one)) for one in shown]
        yield Component(name=name, examples=tuple(with_own_ids(one, taken) for one in shown))


def _of_pages(marker: Marker, words: Words, practice: SitePractice) -> Examples:
    """Return what authors get from markers, and its small parts."""
    bands = catalogue.line_table().bands
    numbers = [cited(bands.maybe), cited(bands.priority)]
    shown_number = cited_claim(catalogue.plan_table().discomfort_rule)
    sources = tuple(catalogue.sources())[:2]
    shown = [figure.id for figure in figures()][:2]
    drawn = drawing(figures()[0])
    squat = explorer()
    body = render("squatter", drawn=squat.stills[0].drawn, kind="")
    return {
        "all-sources": [marker("all-sources")],
        "cited-list": [render("cited_list", shown=numbers)],
        "contact": [marker("contact")],
        **({"example": [shown_result]} if (shown_result := example(practice)) else {}),
        "drill": [marker("drill", name) for name in catalogue.drill_ids()[:2]],
        "figure": [render("figure", drawing=drawn, scope="components", hold=HOLD_STILL)],
        "figures": [marker("figure", *shown)],
        **{f"how-we-score-{part}": [marker("how-we-score", part)] for part in PARTS},
        "library": [marker("library", kind) for kind in SHELVES],
        "person": [render("person", practice=_with_mark(practice), root=SITE_ROOT)],
        "plan": [marker("plan")],
        "safety": [marker("safety")],
        "self-test": [marker("self-test", catalogue.self_test_ids()[0])],
        "source-links": [render("source_links", ids=sources)],
        "source-references": [render("source_references", cited=shown_number)],
        "sources": [marker("sources", *sources)],
        "squat-choice": [render("squat_choice", name="heels", options=squat.heels, words=words)],
        "squat-explorer": [marker("squat-explorer")],
        "squatter": [f'<svg viewBox="{squat.view}">{body}</svg>'],
        "study-reader": [marker("study", "reader")],
        "study-sheet": [marker("study", "sheet")],
        "still-figure": [render("still_figure", drawing=drawn)],
    }


def _labelled_input(asked: Asked, scoped: Mapping[str, object]) -> str:
    """Return the place for one number in a label, as it stands nowhere without one."""
    question, field = asked.question, asked.fields[0]
    name = f"components-{question.id}"
    place = render("number_input", question=question, field=field, name=name, **scoped)
    return f'<label for="{name}">{question.text} {place}</label>'


def _with_mark(practice: SitePractice) -> SitePractice:
    """Return the practice under its name, with its mark in the place of a photo."""
    return replace(practice, person=practice.name, photo="assets/mark.svg", photo_alt=practice.name)


def _of_forms(pages: Sequence[FormPage], words: Words) -> Examples:
    """Return the parts of a form: screens, questions of each kind, care cards."""
    page = pages[-1]
    practice = page.practice
    asked = [one for each in pages for screen in each.screens for one in screen.asked]
    measured = MeasuredFrame(heels="flat", field="example.frame")
    kinds = {one.question.kind: one for one in asked}
    timed = {one.question.timer.kind: one for one in asked if one.question.timer}
    typed = [one for kind, one in kinds.items() if kind in ("length", "whole-number")]
    chosen = [one for kind, one in kinds.items() if kind not in ("length", "whole-number")]
    scoped: Mapping[str, object] = {"scope": "components", "words": words}
    return {
        "care-card": [
            render(
                "care_card",
                card=card,
                practice=practice,
                words=words,
                come_back=page.safety.come_back,
                root=SITE_ROOT,
            )
            for card in page.cards
        ],
        "film": [render("film", words=words)],
        "frame": [render("frame", measured=measured, words=words)],
        "frame-note": [render("frame_note", words=words)],
        # Without the frame around them they would lie over the whole page, and take its presses.
        "frame-points": [f'<div class="film-frame">{render("frame_points", words=words)}</div>'],
        "note": [render("note", words=words)],
        "keep-before": [render("keep_before", words=words)],
        "number": [render("number", asked=one, field=one.fields[0], **scoped) for one in typed],
        "number-input": [_labelled_input(one, scoped) for one in typed],
        "number-unit": [render("number_unit", question=one.question, words=words) for one in typed],
        "options": [render("options", asked=one, field=one.fields[0], **scoped) for one in chosen],
        "question": [render("question", asked=one, **scoped) for one in kinds.values()],
        "screen": [
            render("screen", shown=each, several=page.lengths, hold=page.hold, **scoped)
            for each in page.screens[-2:]
        ],
        "start": [render("start", page=one, words=words) for one in (pages[0], page)],
        "timer": [
            render("timer", question=one.question, field=one.fields[0], words=words)
            for one in timed.values()
        ],
        "unit-switch": [render("unit_switch", name="components", words=words)],
        "warning-signs": [
            render("warning_signs", signs=page.signs, practice=practice, words=words)
        ],
    }


def _forms() -> tuple[str, ...]:
    """Return every form there is: each self-test, and all in one visit where there are several."""
    chain = catalogue.chain_check()
    return (*catalogue.self_test_ids(), *([chain.id] if len(chain.full) > 1 else []))


def _of_results(page: FormPage, words: Words) -> Examples:
    """Return the parts of a result. Their templates are filled from a report, in the browser."""
    practice = page.practice
    drills = {"each": "plan.drills", "title": words["first-drills"], "words": words}
    return {
        "drill-figures": [render("drill_figures", drills=drawn_drills()[:1])],
        "leg": [f"<template>{render('leg', drawing=page.leg)}</template>"],
        "zones": [f"<template>{render('zones', of='')}</template>"],
        "leg-mark": [f'<svg viewBox="-40 -40 80 80">{render("leg_mark")}</svg>'],
        "keep": [render("keep", practice=practice, form="components-choices", words=words)],
        "replaced": [
            render(
                "replaced", kept=words["replaced-kept"], lost=words["replaced-lost"], words=words
            )
        ],
        "planned-drills": [f"<template>{render('planned_drills', **drills)}</template>"],
        "result-bar": [render("result_bar", root=SITE_ROOT, words=words)],
        "knee-question": [f"<template>{render('knee_question', words=words)}</template>"],
        "week-dots": [f"<template>{render('week_dots', each='dots', state='.')}</template>"],
        "result": [render("result", page=page, scope="components", words=words)],
        "session": [render("session", words=words)],
        "sheet": [render("sheet", practice=practice, words=words)],
        "specimens": [render("specimens", shown=specimens(), practice=practice, root=SITE_ROOT)],
    }


def _of_scorecards(pages: Sequence[FormPage], words: Words) -> Examples:
    """Return the parts of a printed scorecard."""
    alone = [card for page in pages[:-1] for card in page.scorecards]
    tables = {table.is_strip: table for card in alone for table in card.look_ups}
    sums = [one for card in alone for one in card.sums]
    sums += [one for page in pages for line in page.lines for one in line.sums]
    parts = {
        "drill-choices": [render("drill_choices", choices=pages[0].base, words=words)],
        "line-sum": [render("line_sum", sum=one, words=words) for one in sums],
        "look-up": [render("look_up", table=table) for table in tables.values()],
    }
    # The scorecard to which the start button of the last form leads.
    return {
        "scorecard": [render("scorecard", page=pages[-1], words=words)],
        **{
            name: [f'<div class="scorecard">{one}</div>' for one in shown]
            for name, shown in parts.items()
        },
    }
