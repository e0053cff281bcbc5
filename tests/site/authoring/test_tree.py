"""The tree on the architecture page."""

from pathlib import Path

from self_tests.site.authoring.tree import BEGIN, END, PAGE, tree
from tests.support.repository import ROOT


def test_the_written_tree_is_up_to_date() -> None:
    """`python -m self_tests generate` has been run since a module last changed its purpose."""
    page = (ROOT / PAGE).read_text("utf-8")
    assert page.partition(BEGIN)[2].partition(END)[0].strip() == tree(ROOT).strip()


def test_a_module_stands_with_its_first_sentence(tmp_path: Path) -> None:
    """Folders come with their own purpose, modules below them, a package after the modules."""
    for name, said in {
        "self_tests/__init__.py": "The house. It is large.",
        "self_tests/door.py": "The door (one),\nfor all. Imports nothing.",
        "self_tests/room/__init__.py": "A room.\n\nMore.",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'"""{said}"""\n', "utf-8")
    assert tree(tmp_path).splitlines() == [
        "```",
        "self_tests/  The house",
        "  door.py    The door (one), for all",
        "  room/      A room",
        "```",
    ]
