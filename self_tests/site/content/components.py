"""Every macro with its examples, on one page: to look at, and for tests to walk.

Imports the core, `figures`, `ids` and `score_pages`.

The examples are what the site itself shows, made of the definitions; nothing is invented for them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from self_tests import catalogue
from self_tests.site.content.how_we_score import parts
from self_tests.site.content.ids import with_own_ids
from self_tests.site.figures import HOLD_STILL, drawing, figures

HIDDEN = re.compile(r"\shidden(?=[\s>])")
"""What waits for a script is shown here without one."""

PLAN_TAG = re.compile(r"(</?)self-test-plan\b")
"""The plan's element would take the page over; here it stands still."""

type Examples = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What examples are made with.

    A macro by its name, a marker by its name and arguments, and what the macro of a whole form is
    given, by the form's id.
    """

    macro: Callable[..., str]
    marker: Callable[..., str]
    form: Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A macro, named as its file is, and its examples as HTML."""

    name: str
    examples: tuple[str, ...]


def components(kit: Kit) -> Iterator[Component]:
    """Yield every macro with its examples, with ids that stand once among all of them."""
    taken: dict[str, int] = {}
    found = {**_of_pages(kit), **_of_forms(kit), **_of_results(kit), **_of_scorecards(kit)}
    for name in sorted(found):
        shown = found[name]
        if name != "self-test":
            shown = [HIDDEN.sub("", PLAN_TAG.sub(r"\1div", one)) for one in shown]
        yield Component(name=name, examples=tuple(with_own_ids(one, taken) for one in shown))


def _of_pages(kit: Kit) -> Examples:
    """Return what authors get from markers, and the small parts of it."""
    bands = catalogue.line_table().bands
    numbers = [parts.cited(bands.maybe), parts.cited(bands.priority)]
    cited = parts.cited(catalogue.plan_table().base_days_at_least)
    sources = tuple(catalogue.sources())[:2]
    shown = [figure.id for figure in figures()][:2]
    drawn = drawing(figures()[0])
    return {
        "all-sources": [kit.marker("all-sources")],
        "cited-list": [kit.macro("cited_list", shown=numbers)],
        "contact": [kit.marker("contact")],
        "drill": [kit.marker("drill", name) for name in catalogue.drill_ids()[:2]],
        "figure": [kit.macro("figure", drawing=drawn, scope="components", hold=HOLD_STILL)],
        "figures": [kit.marker("figure", *shown)],
        **{f"how-we-score-{part}": [kit.marker("how-we-score", part)] for part in parts.PARTS},
        "library": [kit.marker("library", kind) for kind in parts.SHELVES],
        "plan": [kit.marker("plan")],
        "safety": [kit.marker("safety")],
        "self-test": [kit.marker("self-test", catalogue.self_test_ids()[0])],
        "source-links": [kit.macro("source_links", ids=sources)],
        "source-references": [kit.macro("source_references", cited=cited)],
        "sources": [kit.marker("sources", *sources)],
        "still-figure": [kit.macro("still_figure", drawing=drawn)],
    }


def _of_forms(kit: Kit) -> Examples:
    """Return the parts of a form: screens, questions of each kind, care cards."""
    forms = [kit.form(name) for name in _forms()]
    form = forms[-1]
    words, practice = form["words"], form["practice"]
    asked = [one for each in forms for screen in each["screens"] for one in screen.asked]
    kinds = {one.question.kind: one for one in asked}
    timed = {one.question.timer.kind: one for one in asked if one.question.timer}
    typed = [one for kind, one in kinds.items() if kind in ("length", "whole-number")]
    chosen = [one for kind, one in kinds.items() if kind not in ("length", "whole-number")]
    scoped = {"scope": "components", "words": words}
    return {
        "care-card": [
            kit.macro("care_card", card=card, practice=practice, words=words)
            for card in form["cards"]
        ],
        "film": [kit.macro("film", words=words)],
        "keep-before": [kit.macro("keep_before", words=words)],
        "number": [kit.macro("number", asked=one, field=one.fields[0], **scoped) for one in typed],
        "options": [
            kit.macro("options", asked=one, field=one.fields[0], **scoped) for one in chosen
        ],
        "question": [kit.macro("question", asked=one, **scoped) for one in kinds.values()],
        "screen": [
            kit.macro("screen", shown=each, several=form["lengths"], hold=form["hold"], **scoped)
            for each in form["screens"][-2:]
        ],
        "start": [
            kit.macro(
                "start",
                form=one["form"],
                lengths=one["lengths"],
                safety=one["safety"],
                words=words,
            )
            for one in (forms[0], form)
        ],
        "timer": [
            kit.macro("timer", question=one.question, field=one.fields[0], words=words)
            for one in timed.values()
        ],
        "unit-switch": [kit.macro("unit_switch", name="components", words=words)],
        "warning-signs": [
            kit.macro("warning_signs", signs=form["signs"], practice=practice, words=words)
        ],
    }


def _forms() -> tuple[str, ...]:
    """Return every form there is: each self-test, and all in one visit where there are several."""
    chain = catalogue.chain_check()
    return (*catalogue.self_test_ids(), *([chain.id] if len(chain.full) > 1 else []))


def _of_results(kit: Kit) -> Examples:
    """Return the parts of a result. Their templates are filled from a report, in the browser."""
    form = kit.form(_forms()[0])
    words, practice = form["words"], form["practice"]
    given = ("form", "equipment", "minutes", "drills", "practice", "root", "sources", "words")
    drills = {"each": "plan.drills", "title": words["first-drills"], "words": words}
    return {
        "drill-figures": [kit.macro("drill_figures", drills=form["drills"])],
        "keep": [kit.macro("keep", practice=practice, words=words)],
        "planned-drills": [f"<template>{kit.macro('planned_drills', **drills)}</template>"],
        "result": [kit.macro("result", scope="components", **{name: form[name] for name in given})],
        "session": [kit.macro("session", words=words)],
        "sheet": [kit.macro("sheet", practice=practice, words=words)],
    }


def _of_scorecards(kit: Kit) -> Examples:
    """Return the parts of a printed scorecard."""
    forms = [kit.form(name) for name in _forms()]
    form = forms[0]
    words = form["words"]
    sheets = [sheet for each in forms[:-1] for sheet in each["sheets"]]
    tables = {table.is_strip: table for sheet in sheets for table in sheet.look_ups}
    sums = [one for sheet in sheets for one in sheet.sums]
    sums += [one for each in forms for line in each["lines"] for one in line.sums]
    given = ("safety", "signs", "sheets", "lines", "base", "order", "practice", "words")
    parts = {
        "drill-choices": [kit.macro("drill_choices", choices=form["base"], words=words)],
        "line-sum": [kit.macro("line_sum", sum=one, words=words) for one in sums],
        "look-up": [kit.macro("look_up", table=table) for table in tables.values()],
    }
    return {
        "scorecard": [kit.macro("scorecard", **{name: form[name] for name in given})],
        **{
            name: [f'<div class="scorecard">{one}</div>' for one in shown]
            for name, shown in parts.items()
        },
    }
