"""The code that decides, beside the inputs, what a bundle contains: the modules that make it."""

from self_tests.site.bundle.processes import HERE
from self_tests.site.places import ROOT

WORKER = ROOT / "overrides" / "assets" / "self-tests" / "python" / "worker.mjs"
"""The script that starts the bundle in a browser. The folder `worker` beside it has its parts."""


def own_sources() -> list[bytes]:
    """Return the contents of all modules of this folder, and of the worker that starts the bundle.

    Any change in one of them makes a new bundle. There is no list of them, so a new module, or a
    new part of the worker, counts at once.
    """
    made_by = [path for kind in ("*.py", "*.mjs") for path in HERE.glob(kind)]
    started_by = [WORKER, *WORKER.with_suffix("").glob("*.mjs")]
    return [path.read_bytes() for path in (*sorted(made_by), *sorted(started_by))]
