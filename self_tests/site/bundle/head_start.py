"""Ships beside the core: computes in advance what a phone would compute at each start.

`dataclasses` writes the methods of each class as text and compiles it, which takes a phone longer
than everything else in the core's import. The build keeps that byte code by its text, as a `.pyc`
keeps that of a source; an unknown text is compiled as usual. After the first visit, a phone keeps
the started Python itself, made `complete`.
"""

import dataclasses
import marshal
import pkgutil
import sys
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from types import CodeType, ModuleType
from typing import Any

FILE = "head_start.bin"
"""The file of byte code, beside this module."""

compiled_here: list[str] = []
"""The modules, once for each class, whose text was unknown and had to be compiled here."""


def import_core(name: str) -> ModuleType:
    """Import a module of the core with the prepared byte code, and return it."""
    kept = pkgutil.get_data(__name__, FILE)
    # It is in the same archive as the core, which is checked against the page's digest.
    known: dict[tuple[int, int], CodeType] = marshal.loads(kept) if kept else {}  # noqa: S302

    def code_of(text: str, module: str) -> CodeType | str:
        found = known.get(_key(text))
        if found is None:
            compiled_here.append(module)
        return found or text

    return _import([name], code_of)[0]


def complete() -> Iterator[None]:
    """Import what the core imports late and read every definition: a saved Python has no files.

    It is one step at a time, so that a request that comes meanwhile waits for one step only.
    """
    # Only a mistake in a request needs the search for the nearest name.
    import_module("difflib")
    yield
    for module in pkgutil.walk_packages(import_module("self_tests").__path__, "self_tests."):
        import_module(module.name)
        yield
    catalogue = import_module("self_tests.catalogue")
    for name in (
        "words",
        "safety_check",
        "line_table",
        "plan_table",
        "sources",
        "chain_check",
        "squat_model",
        "study_design",
    ):
        getattr(catalogue, name)()
        yield
    for read, ids in (("self_test", "self_test_ids"), ("drill", "drill_ids")):
        for name in getattr(catalogue, ids)():
            getattr(catalogue, read)(name)
            yield


def byte_code(names: Iterable[str]) -> bytes:
    """Import the modules and return the byte code of every text that `dataclasses` wrote.

    Raises `ValueError` if two texts have one key.
    """
    texts: dict[tuple[int, int], str] = {}

    def code_of(text: str, _: str) -> str:
        if texts.setdefault(_key(text), text) != text:
            raise ValueError(f"two texts have the key {_key(text)}: give _key another checksum")
        return text

    _import(names, code_of)
    return marshal.dumps(
        {key: _bare(compile(texts[key], "<string>", "exec")) for key in sorted(texts)}
    )


def _key(text: str) -> tuple[int, int]:
    """Return the key of a text: its length and checksum, a tenth of its size."""
    return len(text), crc32(text.encode())


def _bare(code: CodeType) -> CodeType:
    """Return the code without its tables of lines, which nobody can look up."""
    inner = (_bare(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(inner))


def _import(
    names: Iterable[str], code_of: Callable[[str, str], CodeType | str]
) -> list[ModuleType]:
    """Import modules while `dataclasses` runs the code that `code_of` returns for a text."""

    def run(text: str, its_globals: dict[str, Any], made: dict[str, Any]) -> None:
        exec(code_of(text, its_globals["__name__"]), its_globals, made)  # noqa: S102 - as dataclasses does

    # A module's own name hides the built-in one.
    vars(dataclasses)["exec"] = run
    try:
        return [import_module(name) for name in names]
    finally:
        del vars(dataclasses)["exec"]


if __name__ == "__main__":
    sys.stdout.buffer.write(byte_code(sys.argv[1:]))
