"""The tree and the walls on the architecture page, made from docstrings and from `walls`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from self_tests.site.authoring.walls import walls

PAGE = Path("docs/contributing/architecture.md")
BEGIN, END = "<!-- tree -->\n", "<!-- end of the tree -->"
WALLS_BEGIN, WALLS_END = "<!-- walls -->\n", "<!-- end of the walls -->"


def write(root: Path) -> str:
    """Write tree and walls of `root` into its architecture page and return the page's path."""
    page = root / PAGE
    text = between(page.read_text("utf-8"), BEGIN, END, tree(root))
    page.write_text(between(text, WALLS_BEGIN, WALLS_END, walls()), "utf-8")
    return PAGE.as_posix()


def between(text: str, begin: str, end: str, shown: str) -> str:
    """Return a page's text with something shown between two comments, which stay."""
    before, _, rest = text.partition(begin)
    return f"{before}{begin}\n{shown}\n{end}{rest.partition(end)[2]}"


def tree(root: Path) -> str:
    """Return every module of the package under `root`, each with its purpose."""
    lines = list(_lines(root / "self_tests", 0))
    width = max(len(name) for name, _ in lines) + 2
    return "\n".join(["```", *(f"{name:<{width}}{what}" for name, what in lines), "```", ""])


def _lines(folder: Path, depth: int) -> Iterator[tuple[str, str]]:
    indent = "  " * depth
    yield f"{indent}{folder.name}/", _purpose(folder / "__init__.py")
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py":
            yield f"{indent}  {path.name}", _purpose(path)
    for inside in sorted(folder.iterdir()):
        if (inside / "__init__.py").is_file():
            yield from _lines(inside, depth + 1)


def _purpose(path: Path) -> str:
    """Return the first sentence of a module's docstring."""
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    paragraph = said.partition("\n\n")[0].replace("\n", " ")
    return re.split(r"(?<=[.])\s", paragraph)[0].removesuffix(".")
