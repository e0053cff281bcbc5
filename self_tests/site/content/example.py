"""A real result that stands still on a page: one of the specimens, scored as a reader's is."""

import json
from typing import Any

from markupsafe import Markup

from self_tests import catalogue
from self_tests.answering import LengthUnit
from self_tests.site.content.page_figures import marked_figure
from self_tests.site.content.practice import BY_COUNTRY, SitePractice
from self_tests.site.content.rendering import render
from self_tests.site.content.specimens import Specimen, specimens
from self_tests.wire import respond


def example(practice: SitePractice) -> Markup:
    """Return the result that home shows, or nothing if this edition lacks its self-test."""
    shown = next(one for one in specimens() if one.on_home)
    if shown.self_test not in catalogue.self_test_ids():
        return Markup()
    reports = [_report(shown, practice, unit) for unit in _units(practice)]
    made = render("example", report=reports[0], numbers=_numbers(*reports), drawing=marked_figure())
    return Markup(made)  # noqa: S704 - our macro


def _units(practice: SitePractice) -> tuple[LengthUnit, ...]:
    """Return the units of the page's lengths: both where each reader has their own."""
    if practice.length_unit == BY_COUNTRY:
        return "in", "cm"
    return ("in",) if practice.length_unit == "in" else ("cm",)


def _report(shown: Specimen, practice: SitePractice, unit: LengthUnit) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(respond(shown.request(practice, unit)))["ok"]
    return report


def _numbers(first: dict[str, Any], *others: dict[str, Any]) -> list[str]:
    """Return what each side measured, and the error, in all units."""
    found: list[str] = []
    (result, *beside) = (each["results"][0] for each in (first, *others))
    for number, side in enumerate(result["sides"]):
        also = [each["sides"][number] for each in beside]
        found.append(f"{side['side_text']} {_in_all([one['text'] for one in (side, *also)])}")
        if side is result["sides"][-1]:
            found.append(_in_all([one["error_text"] for one in (side, *also)]))
    return found


def _in_all(texts: list[str]) -> str:
    first, *others = texts
    return f"{first} ({', '.join(others)})" if others else first


__all__ = ["example"]
