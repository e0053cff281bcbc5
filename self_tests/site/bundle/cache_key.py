"""What decides, beside its inputs, how a bundle comes out: the modules that make it."""

from self_tests.site.bundle.processes import HERE
from self_tests.site.places import ROOT

WORKER = ROOT / "overrides" / "assets" / "self-tests" / "python" / "worker.mjs"
"""What starts the bundle in a browser. Its parts are in the folder `worker` beside it."""


def own_sources() -> list[bytes]:
    """Return the contents of all modules of this folder, and of the worker that starts the bundle.

    Any change in one of them makes a new bundle. No list says which: a new module, or a new part of
    the worker, counts at once.
    """
    made_by = [path for kind in ("*.py", "*.mjs") for path in HERE.glob(kind)]
    started_by = [WORKER, *WORKER.with_suffix("").glob("*.mjs")]
    return [path.read_bytes() for path in (*sorted(made_by), *sorted(started_by))]
