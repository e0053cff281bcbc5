"""The walls of the house: which module may import which, and what the core may not touch."""

import ast
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

import self_tests
from self_tests import model
from self_tests.site.authoring.tree import PAGE, WALLS_BEGIN, WALLS_END
from self_tests.site.authoring.walls import WALLS, walls

ROOT = Path(self_tests.__file__).parent
# By module, the number of its row, counted through all wings.
ROW = {
    name: number
    for number, row in enumerate(row for rows in WALLS.values() for row in rows)
    for name in row
}
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


def module(path: Path) -> str:
    """Return a module as the walls name it: its path, a package's without `__init__`."""
    return path.relative_to(ROOT).with_suffix("").as_posix().removesuffix("/__init__")


MODULES = {module(path): path for path in [*CORE, *SITE]}


def imports(path: Path) -> set[str]:
    """Return the full names a module imports."""
    return imports_in(ast.parse(path.read_text("utf-8")))


def imports_in(tree: ast.Module) -> set[str]:
    """Return the full names that the imports of a tree name."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def own_imports(path: Path) -> set[str]:
    """Return the modules of ours that a module imports, anywhere in it, for types or not."""
    found = set()
    for name in imports(path) - {FOR_AUTHORS}:
        if name.startswith("self_tests."):
            there = name.removeprefix("self_tests.").replace(".", "/")
            found.add(there if there in MODULES else there.rpartition("/")[0])
    return found - {module(path)}


@pytest.mark.parametrize("path", [*CORE, *SITE], ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_one_way(path: Path) -> None:
    """A module imports only from rows below its own, inside functions and for types as well."""
    here = ROW.get(module(path), -1)
    assert [name for name in sorted(own_imports(path)) if ROW.get(name, here) >= here] == []


def test_every_module_has_its_row() -> None:
    """Each module stands in exactly one row; only a package that imports nothing needs none."""
    named = [name for rows in WALLS.values() for row in rows for name in row]
    needed = {
        name for name, path in MODULES.items() if path.name != "__init__.py" or own_imports(path)
    }
    assert (sorted(named), len(named)) == (sorted(needed), len(set(named)))


def test_the_walls_are_drawn_as_they_stand() -> None:
    """`python -m self_tests generate` has been run since a row last changed."""
    page = (ROOT.parent / PAGE).read_text("utf-8")
    assert page.partition(WALLS_BEGIN)[2].partition(WALLS_END)[0].strip() == walls().strip()


def test_types_need_no_exception() -> None:
    """Nothing of ours is imported for types only: that would hide a circle."""
    hidden = [
        module(path)
        for path in MODULES.values()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for name in imports_in(ast.Module(body=node.body, type_ignores=[]))
        if name.startswith("self_tests")
    ]
    assert hidden == []


def test_author_tools_are_imported_when_an_author_asks() -> None:
    """Only `__main__` knows of them, and only inside a function: no door opens slower for them."""
    callers = [path.name for path in CORE if FOR_AUTHORS in imports(path)]
    at_the_top = [
        node.module
        for node in ast.parse((ROOT / "__main__.py").read_text("utf-8")).body
        if isinstance(node, ast.ImportFrom)
    ]
    assert (callers, [name for name in at_the_top if name and ".site" in name]) == (
        ["__main__.py"],
        [],
    )


def test_the_model_has_one_door() -> None:
    """`self_tests.model` hands out each name of its modules, and nobody else imports from these."""
    parts = [name for name in MODULES if name.startswith("model/")]
    declared = {
        name
        for part in parts
        for name, value in vars(import_module(f"self_tests.{part.replace('/', '.')}")).items()
        if getattr(value, "__module__", "") == f"self_tests.{part.replace('/', '.')}"
    }
    past_it = {
        module(path): sorted(own_imports(path).intersection(parts))
        for path in MODULES.values()
        if not module(path).startswith("model") and own_imports(path).intersection(parts)
    }
    assert (len(declared) > 50, declared - {*model.__all__}, past_it) == (True, set(), {})


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_is_pure(path: Path) -> None:
    """No clock, chance, environment or network in the core."""
    assert {name.partition(".")[0] for name in imports(path)} & IMPURE == set()


@pytest.mark.parametrize("path", CORE, ids=lambda path: str(path.relative_to(ROOT)))
def test_core_is_standard_library(path: Path) -> None:
    """What ships to the browser imports the standard library and itself, nothing else."""
    roots = {name.partition(".")[0] for name in imports(path)} - {"self_tests"}
    assert roots - set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize("path", [*CORE, *SITE], ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    """Each module's docstring begins with one sentence that the tree can show."""
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert re.match(r"[A-Z].*?[.](\s|$)", docstring, re.DOTALL)


def test_where_to_change_things_leads_somewhere() -> None:
    """Each path on the page "Where do I change ..." is there, and the page gives forty answers."""
    text = (ROOT.parent / "docs/contributing/where-do-i-change.md").read_text("utf-8")
    paths = re.findall(r"`((?:self_tests|docs|mkdocs|overrides)[^`]*)`", text)
    answers = re.findall(r"^\| (?!I want|---|\*\*).+\|$", text, re.MULTILINE)
    assert ([path for path in paths if not (ROOT.parent / path).exists()], len(answers)) == ([], 40)
