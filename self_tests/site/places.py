"""Where things lie in the repository, for all that runs at the build or where an author works."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The repository."""

DEFINITIONS = ROOT / "self_tests" / "definitions"
"""What a therapist edits."""

DOCS = ROOT / "docs"
"""The pages."""

FOR_CONTRIBUTORS = "contributing"
"""The folder of pages for people who work on the site, inside `DOCS`. They need no front matter,
and show how sources are cited without citing any."""
