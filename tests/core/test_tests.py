"""The walls of the tests: what they share is in one place, and none leans on another."""

import ast
from pathlib import Path

from tests.support.repository import ROOT

TESTS = ROOT / "tests"
SHARED = ("tests.support", "tests.programs")


def imported(path: Path) -> set[str]:
    """Return the modules of `tests` that a module imports from."""
    tree = ast.parse(path.read_text("utf-8"))
    found = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [f"{'.' * node.level}{node.module or ''}"]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    return {name for name in found if name.startswith((".", "tests"))}


def test_no_test_imports_another_test() -> None:
    """Tests import from `tests.support` and `tests.programs`, and from no test or conftest."""
    leaning = {
        f"{path.relative_to(TESTS)} imports {name}"
        for path in TESTS.rglob("*.py")
        for name in imported(path)
        if not name.startswith(SHARED)
    }
    assert leaning == set()


def test_what_is_shared_holds_no_test() -> None:
    """Pytest finds nothing to run in `tests/support` and `tests/programs`."""
    files = [path for folder in ("support", "programs") for path in (TESTS / folder).rglob("*.py")]
    tests = [
        f"{path.relative_to(TESTS)}: {node.name}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert (len(files) > 20, tests) == (True, [])


def test_a_conftest_holds_fixtures_alone() -> None:
    """What a test may want to import is not in a conftest, where it could not."""
    others = [
        f"{path.relative_to(TESTS)}: {node.name}"
        for path in TESTS.rglob("conftest.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if not any("fixture" in ast.unparse(each) for each in node.decorator_list)
    ]
    assert others == []


def test_who_looks_with_axe_asks_for_it() -> None:
    """A test that looks with axe asks for npm's packages, and so runs alone in a fresh clone."""
    texts = {path.name: path.read_text("utf-8") for path in (TESTS / "browser").glob("test_*.py")}
    readers = {name: text for name, text in texts.items() if "AXE.read_text" in text}
    without = [name for name, text in readers.items() if '"npm_packages"' not in text]
    assert (len(readers) > 5, without) == (True, [])
