"""Our scripts in their published form, without a build."""

from collections.abc import Mapping
from functools import cache

from self_tests.site.publish.assets import minified
from self_tests.site.publish.flat_scripts import flat
from self_tests.site.publish.joined_scripts import joined
from tests.support.repository import ROOT

SCRIPTS = ROOT / "overrides/assets/self-tests"


def in_rooms() -> dict[str, str]:
    """Return the text of each script of ours, by path from their folder."""
    paths = (path.relative_to(SCRIPTS) for path in sorted(SCRIPTS.rglob("*.mjs")))
    return {
        path.as_posix(): (SCRIPTS / path).read_text("utf-8")
        for path in paths
        if "vendored" not in path.parts
    }


def ours() -> dict[str, str]:
    """Return the text of each script of ours that may be joined, by name."""
    vendored = (path.relative_to(SCRIPTS).as_posix() for path in SCRIPTS.glob("vendored/*.mjs"))
    return flat(in_rooms(), [*vendored])


@cache
def published() -> Mapping[str, str]:
    """Return each script in its published form, by name."""
    return {name: minified(text) for name, text in joined(ours()).items()}
