"""What decides, beside its inputs, how a bundle comes out: the modules that make it."""

from self_tests.site.bundle.processes import HERE
from self_tests.site.places import ROOT

WORKER = ROOT / "overrides" / "assets" / "self-tests" / "worker.mjs"
"""What starts the bundle in a browser."""


def own_sources() -> list[bytes]:
    """Return the contents of all modules of this folder, and of the worker that starts the bundle.

    Any change in one of them makes a new bundle. No list says which: a new module counts at once.
    """
    made_by = sorted(path for kind in ("*.py", "*.mjs") for path in HERE.glob(kind))
    return [path.read_bytes() for path in made_by] + [WORKER.read_bytes()]
