"""Reads everything an author can edit and reports all there is to mend.

Definitions, sentences, cases and figures need only this repository; the pages are read if the
`site` group is installed.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from self_tests import catalogue
from self_tests.definition_reader import DefinitionError
from self_tests.site.authoring import cases, definitions, freezing, safety_table
from self_tests.site.authoring.problems import Problem
from self_tests.site.errors import MarkerError
from self_tests.site.figures.poses import POSES
from self_tests.site.places import ROOT

ANY_PRACTICE = {
    "name": "A practice",
    "text_number": "555-0100",
    "text_link": "sms:+15550100",
    "instagram": "practice",
    "emergency_number": "112",
    "length_unit": "cm",
}
"""Any practice will do to check markers, so mkdocs.yml is not read."""


def everything(root: Path = ROOT) -> tuple[Problem, ...]:
    """Return all problems of all that an author can edit, each once, in the order of the files."""
    found = dict.fromkeys(definitions.problems())
    if not found:
        # Cases need definitions that can be read.
        found.update(dict.fromkeys(cases.problems(catalogue.self_test_ids())))
        found.update(dict.fromkeys(freezing.problems()))
        found.update(dict.fromkeys(safety_table.problems(root)))
    found.update(dict.fromkeys(_of_pages(root / "docs", markers_too=not found)))
    return tuple(found)


def before_build(docs: Path) -> tuple[Problem, ...]:
    """Return what prevents a build: all but the cases, and markers, which the build reads."""
    return tuple(dict.fromkeys((*definitions.problems(), *_of_pages(docs, markers_too=False))))


def summary() -> str:
    """Return in one line what was read, for an author who has nothing to mend."""
    return (
        f"Nothing to mend in {len(catalogue.self_test_ids())} self-tests with "
        f"{len(tuple(cases.all_cases()))} cases, {len(catalogue.drill_ids())} drills, "
        f"{len(tuple(POSES.glob('*.toml')))} figures"
        f"{' and the pages' if _has_site_group() else ''}."
    )


def _has_site_group() -> bool:
    try:
        import mkdocs  # noqa: F401, PLC0415 - asked for here only
    except ImportError:
        return False
    return True


def _of_pages(docs: Path, *, markers_too: bool) -> Iterator[Problem]:
    if not _has_site_group():
        return
    from self_tests.site.authoring import pages  # noqa: PLC0415 - needs the site group

    yield from pages.problems(docs)
    if markers_too:
        yield from _markers(docs)


def _markers(docs: Path) -> Iterator[Problem]:
    """Yield the markers (`:::`) that cannot become HTML."""
    from self_tests.site.authoring.pages import FENCE  # noqa: PLC0415 - needs the site group
    from self_tests.site.content.markers import html  # noqa: PLC0415 - the same
    from self_tests.site.markdown import MARKER  # noqa: PLC0415 - the same

    for path in sorted(docs.rglob("*.md")):
        text = FENCE.sub(lambda code: "\n" * code[0].count("\n"), path.read_text("utf-8"))
        for number, line in enumerate(text.split("\n"), 1):
            marker = re.match(MARKER, line)
            if not marker:
                continue
            name, *args = marker[1].split() or [""]
            try:
                html(name, tuple(args), ANY_PRACTICE)
            except (MarkerError, DefinitionError) as problem:
                place = f"{path.relative_to(docs).as_posix()}:{number}"
                yield Problem(place, f"{line.rstrip()}:", str(problem))
