"""The walls of the house: which module may import which, and what the core may not touch."""

import ast
import re
import sys
from pathlib import Path

import pytest

import self_tests

ROOT = Path(self_tests.__file__).parent
# Lowest first. A module imports only from lower rows; `rules` is one row.
ROWS = (
    ("model", "wording", "json_texts"),
    ("rules",),
    ("definition_reader",),
    ("catalogue",),
    ("answering",),
    ("earlier_answers",),
    ("request",),
    ("safety", "scoring", "editions", "later_requests"),
    ("visit",),
    ("lines", "progress", "sharing", "calendars"),
    ("plan_facts", "weeks", "stability"),
    ("planning",),
    ("reporting",),
    ("reader_data",),
    ("wire",),
    ("terminal",),
    ("__main__",),
)
ROW = {name: number for number, row in enumerate(ROWS) for name in row}
# The same for what runs at the build, or where an author works.
SITE_ROWS = (
    ("errors", "places", "digests"),
    ("bundle", "figures"),
    ("content",),
    ("markdown", "publish"),
    ("authoring",),
    ("hooks",),
)
SITE_ROW = {name: number for number, row in enumerate(SITE_ROWS) for name in row}
SITE = sorted(
    path
    for path in (ROOT / "site").rglob("*.py")
    if path.parent != ROOT / "site" or path.name != "__init__.py"
)
CORE = sorted(path for path in ROOT.rglob("*.py") if "site" not in path.relative_to(ROOT).parts)
# The one arrow from the core to `site`: `__main__`, when an author asks.
FOR_AUTHORS = "self_tests.site.authoring.commands.run"
# A clock, chance, the environment, the network or files would make equal requests differ.
IMPURE = frozenset(
    {"time", "random", "os", "secrets", "uuid", "socket", "urllib", "subprocess", "tempfile", "io"}
)


def room(path: Path) -> str:
    """Return the row a module belongs to: its own name, or its package's."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return the full names a module imports."""
    return imports_in(ast.parse(path.read_text()))


def imports_in(tree: ast.Module) -> set[str]:
    """Return the full names that the imports of a tree name."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_one_way(path: Path) -> None:
    """A core module imports only the standard library and the rows below its own."""
    if path.name == "__init__.py" and room(path) == "__init__":
        assert imports(path) == set()
        return
    own = [
        name.split(".")[1]
        for name in imports(path) - {FOR_AUTHORS}
        if name.startswith("self_tests.")
    ]
    beyond = [name for name in own if ROW[name] >= ROW[room(path)] and name != room(path)]
    assert beyond == []


def test_author_tools_are_imported_when_an_author_asks() -> None:
    """Only `__main__` knows of them, and only inside a function: no door opens slower for them."""
    callers = [path.name for path in CORE if FOR_AUTHORS in imports(path)]
    at_the_top = [
        node.module
        for node in ast.parse((ROOT / "__main__.py").read_text()).body
        if isinstance(node, ast.ImportFrom)
    ]
    assert (callers, [name for name in at_the_top if name and ".site" in name]) == (
        ["__main__.py"],
        [],
    )


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_is_pure(path: Path) -> None:
    """No clock, chance, environment or network in the core."""
    assert {name.partition(".")[0] for name in imports(path)} & IMPURE == set()


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_is_standard_library(path: Path) -> None:
    """What ships to the browser imports the standard library and itself, nothing else."""
    roots = {name.partition(".")[0] for name in imports(path)} - {"self_tests"}
    assert roots - set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize("path", SITE, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_in_site_point_one_way_too(path: Path) -> None:
    """What runs at the build imports the core and the rows of `site` below its own."""
    here = path.relative_to(ROOT / "site").parts[0].removesuffix(".py")
    for name in imports_while_running(path):
        if name.startswith("self_tests.site."):
            there = name.split(".")[2]
            assert there == here or SITE_ROW[there] < SITE_ROW[here], f"{here} imports {there}"


def test_every_room_of_site_has_its_row() -> None:
    """A new module under `site` is put into one of the rows above."""
    rooms = {path.relative_to(ROOT / "site").parts[0].removesuffix(".py") for path in SITE}
    assert rooms == set(SITE_ROW)


def imports_while_running(path: Path) -> set[str]:
    """Return what a module imports, but for what only its types need."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    return imports_in(tree)


@pytest.mark.parametrize("path", [*CORE, *SITE], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    """Each module's docstring begins with one sentence that the tree can show."""
    docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
    assert re.match(r"[A-Z].*?[.](\s|$)", docstring, re.DOTALL)
