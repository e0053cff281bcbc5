"""Removes from Pyodide's engine what only other packages would use.

Pyodide can load extension modules that other people compiled, so its WebAssembly exports all of
CPython by name: 9,700 functions and numbers. At every start the glue makes a global and a table
entry for each of them, which takes a phone longer than compiling the module. This site loads no
extension module. An export that Pyodide's own scripts do not name is removed from the list, and so
is the line of the glue that passes it on; the functions themselves stay as they are, byte for byte.
"""

import re
from collections.abc import Callable, Iterator

EXPORTS = 7
"""The id of the section that lists the exports."""

HANDED_ON = re.compile(r'var (_[\w$]+)=Module\["\1"\]=wasmExports\["([\w$]+)"\];')
"""How the glue passes an export on to extension modules."""

WORD = re.compile(r"[A-Za-z_$][\w$]*")


class UnknownEngineError(ValueError):
    """Pyodide's files are not built as this module expects. The message says what is missing."""


def lightened(loader: str, glue: str, wasm: bytes) -> tuple[str, bytes]:
    """Return glue and WebAssembly without the exports that nothing here uses.

    An export stays if its name, as it is or with the underscore of C, is anywhere in the loader or
    in the glue, other than in the line that passes it on. Raises `UnknownEngineError` if the glue
    passes nothing on, if the module lists no exports, or if none of them would stay.
    """
    if not HANDED_ON.search(glue):
        raise UnknownEngineError('the glue has no line of the form `var _x=Module["_x"]=...`')
    used = {*WORD.findall(loader), *WORD.findall(HANDED_ON.sub("", glue))}

    def is_used(name: str) -> bool:
        return name in used or f"_{name}" in used

    if not any(map(is_used, exported_names(wasm))):
        raise UnknownEngineError("the glue uses no export of the WebAssembly")
    light_glue = HANDED_ON.sub(lambda line: line[0] if is_used(line[2]) else "", glue)
    return light_glue, _with_exports(wasm, is_used)


def sections(wasm: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the id and the content of each section of a WebAssembly module, in order."""
    place = 8
    while place < len(wasm):
        size, start = _number(wasm, place + 1)
        yield wasm[place], wasm[start : start + size]
        place = start + size


def exported_names(wasm: bytes) -> list[str]:
    """Return the names under which a module exports its functions, memories and numbers.

    Raises `UnknownEngineError` if it exports nothing.
    """
    content = next((content for kind, content in sections(wasm) if kind == EXPORTS), None)
    if content is None:
        raise UnknownEngineError("the WebAssembly lists no exports")
    return [name for name, _ in _exports(content)]


def _with_exports(wasm: bytes, is_used: Callable[[str], bool]) -> bytes:
    """Return the module with only those exports whose names are used, and all else unchanged."""
    made = bytearray(wasm[:8])
    for kind, section in sections(wasm):
        content = section
        if kind == EXPORTS:
            kept = [entry for name, entry in _exports(section) if is_used(name)]
            content = _bytes_of(len(kept)) + b"".join(kept)
        made += bytes([kind]) + _bytes_of(len(content)) + content
    return bytes(made)


def _exports(section: bytes) -> Iterator[tuple[str, bytes]]:
    """Give each export's name and its whole entry: the name, a kind of one byte, a number."""
    count, place = _number(section, 0)
    for _ in range(count):
        start = place
        name, place = _name(section, place)
        _, place = _number(section, place + 1)
        yield name, section[start:place]


def _name(content: bytes, place: int) -> tuple[str, int]:
    """Return the name at a place, and the place after it."""
    length, start = _number(content, place)
    return content[start : start + length].decode(), start + length


def _number(content: bytes, place: int) -> tuple[int, int]:
    """Return the number at a place, seven bits to a byte, and the place after it."""
    number = shift = 0
    while True:
        byte = content[place]
        place += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follow
            return number, place


def _bytes_of(number: int) -> bytes:
    """Return a number as WebAssembly writes it."""
    made = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - what fits into a byte
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)
