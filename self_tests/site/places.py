"""Where things are in the repository, for the build and for authors."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The repository."""

DEFINITIONS = ROOT / "self_tests" / "definitions"
"""The files that a therapist edits."""

DOCS = ROOT / "docs"
"""The pages."""

FOR_CONTRIBUTORS = "contributing"
"""The folder of pages for people who work on the site, inside `DOCS`. They need no front matter,
and show how to cite sources without citing any."""
