"""Runs inside Pyodide while the bundle is built: reports which standard modules were used."""

import importlib.util
import json
import sys
import traceback
from zipimport import zipimporter


def imported_modules(request: str) -> str:
    """Import what is asked for and list the archive members that were needed for it.

    `request` is a JSON list of `[module, names]`, one for each import statement of the core; a name
    may be a submodule. The answer is a JSON object: `members`, the paths inside the standard
    library's archive of every module loaded since Pyodide was started, and `magic`, the number in
    front of byte code that this Python accepts, in hexadecimal.
    """
    for module, names in json.loads(request):
        __import__(module, fromlist=names)
    _use_what_python_loads_late()
    members = set()
    for module in sys.modules.values():
        loader = getattr(module.__spec__, "loader", None)
        if isinstance(loader, zipimporter) and module.__file__:
            members.add(module.__file__.removeprefix(f"{loader.archive}/"))
    return json.dumps({"members": sorted(members), "magic": importlib.util.MAGIC_NUMBER.hex()})


def _use_what_python_loads_late() -> None:
    """Fail once: the report of an error in the browser needs modules, too."""
    try:
        int("not a number")
    except ValueError:
        traceback.format_exc()
