"""Markers become HTML: each chooses its macro and passes it what to show.

Python decides, templates only place: a macro does no arithmetic and chooses no words.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from self_tests import catalogue
from self_tests.site.content.citations import sources_named
from self_tests.site.content.components import components
from self_tests.site.content.drill_rows import needs_in_short
from self_tests.site.content.form.form_page import form_page
from self_tests.site.content.form.questions import measured_frame
from self_tests.site.content.how_we_score.parts import PARTS
from self_tests.site.content.library import SHELVES
from self_tests.site.content.links import SITE_ROOT
from self_tests.site.content.page_figures import figures_of_drill
from self_tests.site.content.practice import SitePractice
from self_tests.site.content.rendering import render
from self_tests.site.content.source_index import used_sources
from self_tests.site.content.squat_explorer import explorer
from self_tests.site.content.study import study_page
from self_tests.site.content.warning_signs import warning_signs
from self_tests.site.content.words import interface_words, page_words, study_words
from self_tests.site.errors import MarkerError
from self_tests.site.figures import HOLD_STILL, drawing, figure
from self_tests.wording import nearest


def html(name: str, args: tuple[str, ...], practice: Mapping[str, str], root: str = "../") -> str:
    """Return the HTML of a marker, given its name, its arguments and the practice.

    `root` is the way from the page to the root of the site: `./`, or `../` for each level.

    Raises `MarkerError` for an unknown name or id, or a wrong number of arguments.
    """
    return _html(name, args, SitePractice.of(practice), root)


@cache
def _html(name: str, args: tuple[str, ...], practice: SitePractice, root: str) -> str:
    """Return the same, made once: many pages may hold the same self-test."""
    try:
        make = MARKERS[name]
    except KeyError:
        raise MarkerError(f'there is no marker "{name}". {nearest(name, MARKERS)}') from None
    try:
        return make(args, practice).replace(SITE_ROOT, root)
    except catalogue.UnknownIdError as problem:
        raise MarkerError(str(problem)) from None


def _one_id(marker: str, args: tuple[str, ...]) -> str:
    if len(args) != 1:
        raise MarkerError(f"{marker} takes one id, found {len(args)}. Write ::: {marker} <id>")
    return args[0]


def _nothing(marker: str, args: tuple[str, ...]) -> None:
    if args:
        raise MarkerError(f"{marker} takes no id, found {' '.join(args)}. Write ::: {marker}")


def _self_test(args: tuple[str, ...], practice: SitePractice) -> str:
    return render(
        "self_test",
        page=form_page(_one_id("self-test", args), practice),
        words=interface_words(practice),
    )


def _components(args: tuple[str, ...], practice: SitePractice) -> str:
    _nothing("components", args)

    def marker(name: str, *given: str) -> str:
        return MARKERS[name](given, practice)

    return render("components", shown=tuple(components(marker, practice)))


def _drill(args: tuple[str, ...], practice: SitePractice) -> str:
    drill = catalogue.drill(_one_id("drill", args))
    words = interface_words(practice)
    return render(
        "drill",
        drill=drill,
        figures=figures_of_drill(drill.id),
        hold=HOLD_STILL,
        frame=measured_frame(drill),
        needs=needs_in_short(drill.equipment),
        words=words,
    )


def _figure(args: tuple[str, ...], _practice: SitePractice) -> str:
    if not args:
        raise MarkerError("figure takes at least one id, found none. Write ::: figure <id> <id>")
    shown = tuple(drawing(figure(name)) for name in args)
    return render("figures", drawings=shown, scope="page", hold=HOLD_STILL)


def _safety(args: tuple[str, ...], practice: SitePractice) -> str:
    _nothing("safety", args)
    safety = catalogue.safety_check()
    words = interface_words(practice)
    return render(
        "safety",
        safety=safety,
        signs=warning_signs(practice),
        sources=sources_named(safety.sources),
        practice=practice,
        words=words,
    )


def _contact(args: tuple[str, ...], practice: SitePractice) -> str:
    _nothing("contact", args)
    return render("contact", practice=practice, words=interface_words(practice), root=SITE_ROOT)


def _plan(args: tuple[str, ...], practice: SitePractice) -> str:
    _nothing("plan", args)
    first = catalogue.self_test_ids()[0]
    return render("plan", root=SITE_ROOT, first=first, words=interface_words(practice))


def _source_list(args: tuple[str, ...], practice: SitePractice) -> str:
    if not args:
        raise MarkerError("sources takes at least one id, found none. Write ::: sources <id> <id>")
    return render(
        "sources", sources=sources_named(args), scope="sources", words=interface_words(practice)
    )


def _how_we_score(args: tuple[str, ...], _practice: SitePractice) -> str:
    part = _known("how-we-score", args, list(PARTS))
    return render(f"how_we_score_{part.replace('-', '_')}", **PARTS[part](), words=page_words())


def _all_sources(args: tuple[str, ...], practice: SitePractice) -> str:
    _nothing("all-sources", args)
    return render(
        "all_sources",
        sources=used_sources(),
        words={**interface_words(practice), **page_words()},
    )


def _library(args: tuple[str, ...], _practice: SitePractice) -> str:
    kind = _known("library", args, list(SHELVES))
    return render("library", shelves=SHELVES[kind]())


def _squat_explorer(args: tuple[str, ...], practice: SitePractice) -> str:
    _nothing("squat-explorer", args)
    return render("squat_explorer", shown=explorer(), words=interface_words(practice))


def _study(args: tuple[str, ...], _practice: SitePractice) -> str:
    part = _known("study", args, ["reader", "sheet"])
    return render(f"study_{part}", shown=study_page(), words=study_words())


def _known(marker: str, args: tuple[str, ...], known: list[str]) -> str:
    name = _one_id(marker, args)
    if name not in known:
        raise MarkerError(f'{marker} does not know "{name}". {nearest(name, known)}')
    return name


MARKERS: Mapping[str, Callable[[tuple[str, ...], SitePractice], str]] = MappingProxyType(
    {
        "self-test": _self_test,
        "drill": _drill,
        "figure": _figure,
        "safety": _safety,
        "contact": _contact,
        "plan": _plan,
        "sources": _source_list,
        "how-we-score": _how_we_score,
        "all-sources": _all_sources,
        "library": _library,
        "squat-explorer": _squat_explorer,
        "study": _study,
        "components": _components,
    }
)
