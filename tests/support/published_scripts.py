"""Our scripts as the build publishes them, without a build."""

from self_tests.site.publish.assets import minified
from self_tests.site.publish.joined_scripts import joined
from tests.support.repository import ROOT

SCRIPTS = ROOT / "overrides/assets/self-tests"


def ours() -> dict[str, str]:
    """Return the text of each script of ours that may be joined, by path from their folder."""
    paths = (path.relative_to(SCRIPTS) for path in sorted(SCRIPTS.rglob("*.mjs")))
    return {
        path.as_posix(): (SCRIPTS / path).read_text("utf-8")
        for path in paths
        if "vendored" not in path.parts
    }


def published() -> dict[str, str]:
    """Return each script as readers get it, by path from the folder of our scripts."""
    return {name: minified(text) for name, text in joined(ours()).items()}
