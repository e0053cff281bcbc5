"""Requests and responses as TypeScript declarations, for the type checker of our scripts.

They are made from the requests' dataclasses, the return types of their handlers, and the typed
dictionaries in those: a field that Python removes or renames is an error in the script that reads
it.
"""

import inspect
import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    NewType,
    NotRequired,
    TypeAliasType,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from self_tests.reporting.shapes import Refusal
from self_tests.request import WIRE_VERSION, keys_of
from self_tests.wire import all_handlers, all_requests

FILE = Path("overrides/assets/self-tests/shared/wire.d.ts")
OPENING = (
    "// Written by `uv run python -m self_tests generate`. What each means stands in Python.\n"
)
PLAIN: Mapping[object, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    NoneType: "null",
    date: "string",
    object: "unknown",
    Any: "unknown",
}
ANSWERING = """/** What comes back: what was asked for, or why not. */
export type Answer<Do extends keyof Responses> =
  | { ok: Responses[Do]; error?: undefined }
  | { ok?: undefined; error: Refusal };
"""


def write(root: Path) -> str:
    """Write the declarations under `root` and return their path relative to it."""
    (root / FILE).write_text(text(), "utf-8")
    return FILE.as_posix()


def text() -> str:
    """Return the declarations of all requests and responses."""
    types = Types()
    handlers = all_handlers()
    requests, responses = [], []
    for do, request in all_requests().items():
        requests.append((do, types.of_request(do, request)))
        responses.append((do, types.of(get_type_hints(handlers[request])["return"])))
    types.of(Refusal)
    return "\n".join(
        (
            OPENING,
            *types.declared.values(),
            _interface("Requests", "What may be asked, by what it does.", requests),
            _interface("Responses", "What each request gets, by what it does.", responses),
            ANSWERING,
        )
    )


class Types:
    """TypeScript's words for Python's types; a type with a name is declared once."""

    def __init__(self) -> None:
        self.declared: dict[str, str] = {}

    def of(self, hint: Any) -> str:  # noqa: ANN401, PLR0911 - a type hint; one return a kind of it
        """Return a type as TypeScript says it."""
        if isinstance(hint, TypeAliasType):
            return self._alias(hint)
        if isinstance(hint, NewType):
            return self.of(hint.__supertype__)
        if is_typeddict(hint) or is_dataclass(hint):
            return self._named(hint)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is NotRequired:
            return self.of(arguments[0])
        if origin is Literal:
            return " | ".join(json.dumps(value) for value in arguments)
        if origin in (Union, UnionType):
            return " | ".join(dict.fromkeys(map(self.of, arguments)))
        if origin in (tuple, list, frozenset):
            item = self.of(arguments[0])
            return f"({item})[]" if "|" in item else f"{item}[]"
        if origin is not None and issubclass(origin, Mapping):
            return f"Record<{', '.join(map(self.of, arguments))}>"
        return PLAIN[hint]

    def of_request(self, do: str, request: type) -> str:
        """Return the name of a request's type; fields with a default may be left out."""
        name = f"{request.__name__}Request"
        hints = get_type_hints(request)
        # A key is there or not; its value is never null.
        sent = {key: self.of(hints[key]).removesuffix(" | null") for key in keys_of(request)}
        members = [
            ("do", json.dumps(do)),
            ("version", str(WIRE_VERSION)),
            *((f"{key}?", f"{kind} | undefined") for key, kind in sent.items()),
        ]
        self.declared[name] = _interface(name, inspect.cleandoc(request.__doc__ or ""), members)
        return name

    def _alias(self, hint: TypeAliasType) -> str:
        name = hint.__name__
        if name not in self.declared:
            self.declared[name] = f"export type {name} = {self.of(hint.__value__)};\n"
        return name

    def _named(self, cls: Any) -> str:  # noqa: ANN401 - a typed dictionary or a dataclass of ours
        name: str = cls.__name__
        if name not in self.declared:
            members = list(self._members(cls))
            self.declared[name] = _interface(name, inspect.cleandoc(cls.__doc__ or ""), members)
        return name

    def _members(self, cls: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
        hints = get_type_hints(cls, include_extras=True)
        optional = (
            {field.name for field in fields(cls) if field.default is not MISSING}
            if is_dataclass(cls)
            else cls.__optional_keys__
        )
        for key, hint in hints.items():
            yield f"{key}?" if key in optional else key, self.of(hint)


def _interface(name: str, what: str, members: list[tuple[str, str]]) -> str:
    said = textwrap.indent(what, " * ", lambda _: True).replace(" * \n", " *\n")
    # In TypeScript a key with a hyphen needs quotation marks.
    lines = "".join(
        f"  {json.dumps(key) if '-' in key else key}: {kind};\n" for key, kind in members
    )
    return f"/**\n{said}\n */\nexport interface {name} {{\n{lines}}}\n"
