"""Small modules in place of large ones that Pyodide imports at its start and never uses here.

An event loop, package installation and resource folders need a quarter of the standard library:
about sixty modules, which a phone would download and run before the first report. Scoring only
answers requests; it waits for nothing and installs nothing. Each stub has the names that Pyodide
looks for while it starts, and no others: any further use fails at once, in every test that starts
the bundle.
"""

from collections.abc import Mapping

STUBS: Mapping[str, str] = {
    "asyncio/__init__.py": '"""Nothing here waits; starting only asks for the name."""\n',
    # `importlib.abc`, which Pyodide needs, offers the content of these under older names.
    "importlib/resources/__init__.py": '"""Data files are read with pkgutil."""\n',
    "importlib/resources/abc.py": '"""There are no resource readers."""\n\n__all__ = ()\n',
    "pyodide/webloop.py": '''"""There is no event loop."""

# Pyodide keeps its memory only if Python holds the same of JavaScript's things as ever.
from pyodide_js._api import scheduleCallback


def _initialize_event_loop():
    """Do what Pyodide asks for at its start: nothing."""
''',
    "pyodide/_package_loader.py": '''"""No package is ever loaded."""

import site

# As in webloop.
from pyodide_js import loadedPackages


class Folder:
    """A path, as far as Pyodide looks at one."""

    def __init__(self, path):
        self.path = path

    def __str__(self):
        return self.path


SITE_PACKAGES = Folder(site.getsitepackages()[0])
DSO_DIR = Folder("/usr/lib")


def init_loaded_packages():
    """List what has been loaded: nothing."""
''',
}
"""The source of each stub, by its path in the archive of the standard library."""
