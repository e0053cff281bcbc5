"""The walls of the house: which module may import which. Drawn on the architecture page.

Rows are in order, lowest first. A module imports only from rows below its own, in its wing or in an
earlier one; `tests/core/test_architecture.py` checks every import.
"""

from collections.abc import Iterator, Mapping
from textwrap import wrap

WALLS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "what ships: answers in, a report out": (
        (
            "json_texts",
            "model/terms",
            "rules/chance",
            "study/quantiles",
            "wording",
        ),
        (
            "model/drills",
            "model/editions",
            "model/lines",
            "model/questions",
            "model/squats",
            "model/study",
        ),
        ("model/plan", "model/safety", "model/self_test"),
        ("model",),
        (
            "frame",
            "reporting/shapes",
            "rules/deficits",
            "rules/readings",
            "squat",
            "study/agreement",
            "weeks",
        ),
        ("rules/facts",),
        ("rules",),
        ("definition_reader",),
        ("catalogue",),
        (
            "answering",
            "calendars",
            "study/sheet",
        ),
        (
            "earlier_answers",
            "editions",
            "request",
            "safety",
            "scoring",
        ),
        (
            "later_requests",
            "lines",
            "progress",
            "reporting/units",
            "sharing",
            "visit",
        ),
        ("load_line", "ranked_lines", "reporting/explorer"),
        (
            "plan_facts",
            "reporting/later_shapes",
            "stability",
        ),
        ("first_thing",),
        (
            "planning",
            "reporting/bars",
            "reporting/certainty",
            "reporting/line_reports",
            "reporting/picture",
            "reporting/squat",
            "reporting/study",
        ),
        (
            "reporting/frame",
            "reporting/plans",
            "reporting/progress",
            "reporting/results",
            "reporting/scored",
        ),
        ("check_ins", "reporting/headlines", "reporting/note"),
        ("reporting/story",),
        ("reporting/report",),
        ("reporting", "reporting/links"),
        ("reader_data",),
        ("wire",),
        ("terminal",),
        ("__main__",),
    ),
    "below all that runs at the build": (
        (
            "site/digests",
            "site/errors",
            "site/lengths",
            "site/places",
        ),
    ),
    "the Python that a browser downloads": (
        (
            "site/bundle/head_start",
            "site/bundle/files",
            "site/bundle/imported_modules",
            "site/bundle/processes",
            "site/bundle/shapes",
            "site/bundle/stubs",
            "site/bundle/unused_exports",
        ),
        (
            "site/bundle/cache_key",
            "site/bundle/core",
            "site/bundle/pyodide",
        ),
        ("site/bundle/archives",),
        ("site/bundle/standard_library",),
        ("site/bundle/build",),
    ),
    "bodies drawn in SVG": (
        ("site/figures/space",),
        ("site/figures/poses",),
        ("site/figures/body",),
        ("site/figures/paths",),
        (
            "site/figures/drawing",
            "site/figures/squatter",
        ),
        ("site/figures",),
    ),
    "what stands on a page": (
        ("site/content/ids",),
        ("site/content/rendering",),
        (
            "site/content/edition",
            "site/content/form/form",
            "site/content/links",
            "site/content/specimens",
        ),
        (
            "site/content/form/page_data",
            "site/content/practice",
        ),
        (
            "site/content/warning_signs",
            "site/content/words",
        ),
        (
            "site/content/citations",
            "site/content/measure_tables",
        ),
        ("site/content/scorecard/points",),
        (
            "site/content/how_we_score/safety",
            "site/content/scorecard/line_sums",
            "site/content/scorecard/look_ups",
        ),
        (
            "site/content/form/questions",
            "site/content/page_figures",
        ),
        (
            "site/content/drill_rows",
            "site/content/example",
            "site/content/library",
            "site/content/squat_explorer",
            "site/content/study",
        ),
        (
            "site/content/form/choices",
            "site/content/how_we_score/lines",
            "site/content/how_we_score/false_differences",
            "site/content/how_we_score/population",
            "site/content/how_we_score/squat_explorer",
            "site/content/scorecard/drill_table",
        ),
        (
            "site/content/how_we_score/plan",
            "site/content/how_we_score/self_tests",
            "site/content/scorecard/scorecard",
            "site/content/source_index",
        ),
        (
            "site/content/form/form_page",
            "site/content/how_we_score/parts",
        ),
        ("site/content/components",),
        ("site/content/markers",),
    ),
    "a line `:::` becomes HTML": (("site/markdown",),),
    "a built site before it goes out": (
        ("site/publish/script_text",),
        ("site/publish/short_names",),
        (
            "site/publish/assets",
            "site/publish/self_test_blocks",
            "site/publish/settings",
            "site/publish/short_links",
            "site/publish/style_sheets",
            "site/publish/web_manifest",
        ),
        (
            "site/publish/colors",
            "site/publish/flat_scripts",
            "site/publish/joined_scripts",
            "site/publish/policy",
            "site/publish/redirects",
            "site/publish/servers",
            "site/publish/social_cards",
        ),
        (
            "site/publish/offline",
            "site/publish/page",
        ),
        ("site/publish/finish",),
    ),
    "what an author works with": (
        ("site/authoring/walls",),
        ("site/authoring/tree",),
        ("site/authoring/problems",),
        (
            "site/authoring/measures",
            "site/authoring/questions",
            "site/authoring/reachable_drills",
            "site/authoring/safety_table",
            "site/authoring/sentence_gaps",
        ),
        ("site/authoring/fact_checks", "site/authoring/texts"),
        ("site/authoring/freezing", "site/authoring/references"),
        ("site/authoring/definitions",),
        (
            "site/authoring/new_files",
            "site/authoring/pages",
        ),
        ("site/authoring/fewer_self_tests",),
        (
            "site/authoring/cases",
            "site/authoring/wire_types",
        ),
        ("site/authoring/schemas",),
        ("site/authoring/checking",),
        ("site/authoring/commands",),
    ),
    "what MkDocs calls": (("site/hooks",),),
}
"""By wing, its rows of modules. A package stands for its own `__init__`."""

WIDTH = 96


def walls() -> str:
    """Return the picture of the walls, the lowest row first."""
    return "\n".join(["```", *_lines(), "```", ""])


def _lines() -> Iterator[str]:
    for wing, rows in WALLS.items():
        yield wing
        for row in rows:
            first, *others = wrap(", ".join(row), WIDTH - 4)
            yield f"  - {first}"
            yield from (f"    {other}" for other in others)
