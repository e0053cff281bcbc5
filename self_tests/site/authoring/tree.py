"""The tree on the architecture page, made of the modules' docstrings. Imports nothing of ours."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PAGE = Path("docs/contributing/architecture.md")
BEGIN, END = "<!-- tree -->\n", "<!-- end of the tree -->"


def write(root: Path) -> str:
    """Put the tree of `root` on its architecture page and return the page's path."""
    page = root / PAGE
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{tree(root)}\n{END}{after}", "utf-8")
    return PAGE.as_posix()


def tree(root: Path) -> str:
    """Return every module of the package under `root`, each with what it is for."""
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
