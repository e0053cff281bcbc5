"""Pyodide without the exports that nobody uses: smaller, and otherwise the very same."""

import re

import pytest

from self_tests.site.bundle.pyodide import fetch_pyodide
from self_tests.site.bundle.shapes import Bundle
from self_tests.site.bundle.unused_exports import (
    EXPORTS,
    HANDED_ON,
    UnknownEngineError,
    exported_names,
    lightened,
    sections,
)
from self_tests.site.places import ROOT

EMPTY_MODULE = b"\0asm\x01\0\0\0"
HANDS_X_ON = 'var _x=Module["_x"]=wasmExports["x"];'


@pytest.fixture(scope="module")
def stock() -> tuple[str, bytes]:
    """Give the glue and the WebAssembly as npm has them."""
    folder = fetch_pyodide(ROOT / ".cache")
    return (folder / "pyodide.asm.js").read_text("utf-8"), (
        folder / "pyodide.asm.wasm"
    ).read_bytes()


@pytest.fixture(scope="module")
def shipped(bundle: Bundle) -> tuple[str, bytes]:
    """Give the glue and the WebAssembly that readers get."""
    paths = [bundle.folder / bundle[name].url for name in ("glue", "wasm")]
    return paths[0].read_text("utf-8"), paths[1].read_bytes()


def test_what_the_functions_do_is_untouched(
    stock: tuple[str, bytes], shipped: tuple[str, bytes]
) -> None:
    """All of the module but its list of exports is what npm has, byte for byte, in its order."""
    before, after = (
        [part for part in sections(wasm) if part[0] != EXPORTS] for _, wasm in (stock, shipped)
    )
    assert (len(before) > 5, before) == (True, after)


def test_most_exports_go(stock: tuple[str, bytes], shipped: tuple[str, bytes]) -> None:
    """What stays of the exports are some of the old ones, less than a tenth of them."""
    before, after = (exported_names(wasm) for _, wasm in (stock, shipped))
    assert ([name for name in before if name in set(after)], len(after) * 10 < len(before)) == (
        after,
        True,
    )


def test_whatever_the_glue_names_is_there(
    stock: tuple[str, bytes], shipped: tuple[str, bytes]
) -> None:
    """Each export that the shipped glue asks for by name is one that the module has."""
    asked = set(re.findall(r'wasmExports\["([\w$]+)"\]', shipped[0]))
    before, after = (set(exported_names(wasm)) for _, wasm in (stock, shipped))
    assert (len(asked) > 100, (asked & before) - after) == (True, set())


def test_only_lines_that_hand_on_go(stock: tuple[str, bytes], shipped: tuple[str, bytes]) -> None:
    """Without the lines that hand exports on, the shipped glue and npm's are equal."""
    assert HANDED_ON.sub("", stock[0]) == HANDED_ON.sub("", shipped[0])


def test_another_glue_is_refused() -> None:
    """A glue that hands exports on in another way is named, not passed through."""
    with pytest.raises(UnknownEngineError, match="no line of the form"):
        lightened("", "Module._x = wasmExports.x;", one_export("x"))


def test_module_that_would_lose_everything_is_refused() -> None:
    """A glue that uses nothing of the module does not belong to it."""
    with pytest.raises(UnknownEngineError, match="uses no export"):
        lightened("", HANDS_X_ON, one_export("y"))


def test_module_without_exports_is_refused() -> None:
    """A module that hands nothing out is not the engine."""
    with pytest.raises(UnknownEngineError, match="lists no exports"):
        lightened("", HANDS_X_ON, EMPTY_MODULE)


def test_what_the_loader_names_stays() -> None:
    """An export stays when the loader alone names it, and its line in the glue with it."""
    assert lightened("Module._x()", HANDS_X_ON, one_export("x")) == (HANDS_X_ON, one_export("x"))


def one_export(name: str) -> bytes:
    """Return a module that exports one memory under a name."""
    memory = b"\x05\x03\x01\x00\x00"
    entry = bytes([1, len(name)]) + name.encode() + b"\x02\x00"
    return EMPTY_MODULE + memory + bytes([EXPORTS, len(entry)]) + entry
