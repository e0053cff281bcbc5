"""Whether two scripts mean the same, by TypeScript's parser."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from self_tests.site.bundle.processes import find_program
from tests.support.repository import ROOT

PROGRAM = ROOT / "tests/site/same_scripts.mjs"


def differing(
    pairs: Mapping[str, tuple[str | Sequence[str], str]], npm_packages: Path
) -> list[str]:
    """Return the names whose two scripts do not mean the same.

    The first may be several scripts that were joined: then imports, the word `export` and the order
    of the parts are ignored.
    """
    done = subprocess.run(
        [*find_program("node"), str(PROGRAM), str(npm_packages / "typescript")],
        input=json.dumps(pairs),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    names: list[str] = json.loads(done.stdout)
    return names
