"""Where the code says the sentences of words.toml, and what it fills into them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter

from self_tests import catalogue

CODE = Path(catalogue.__file__).parent

SPEAKERS = {
    "say": "",
    "catalogue.say": "",
    "say_page": "how-we-score.",
    "say_scorecard": "interface.scorecard-",
}
"""The functions that say a sentence, each with the table it speaks from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One place in the code that says something.

    `filled` is `None` where a mapping is handed on: only running it tells what is in it.
    """

    place: str
    keys: set[str]
    filled: set[str] | None


def gaps(sentence: str) -> set[str]:
    """Return the names of the gaps of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _named_by(argument: ast.expr, function: ast.AST, table: str) -> set[str]:
    """Return what the first argument of a call names: keys, or beginnings that end in a star.

    It is a text, a choice of texts, a text with a gap, or a name that the function sets so.
    """
    if isinstance(argument, ast.Constant):
        return {table + str(argument.value)}
    if isinstance(argument, ast.IfExp):
        return _named_by(argument.body, function, table) | _named_by(
            argument.orelse, function, table
        )
    if isinstance(argument, ast.JoinedStr):
        first = argument.values[0]
        return {table + (str(first.value) if isinstance(first, ast.Constant) else "") + "*"}
    if isinstance(argument, ast.BinOp):
        return {table + str(ast.literal_eval(argument.left)) + "*"}
    return {
        key
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(argument)
        for key in _named_by(node.value, function, table)
    }


def _found_calls() -> Iterator[Call]:
    """Yield each call of `say` in the code, with its stars still in it."""
    for path in sorted(CODE.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(function, ast.FunctionDef) or function.name in SPEAKERS:
                continue
            for node in ast.walk(function):
                name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
                if isinstance(node, ast.Call) and name in SPEAKERS:
                    filled = {keyword.arg or "**" for keyword in node.keywords}
                    yield Call(
                        place=f"{path.name}:{node.lineno}",
                        keys=_named_by(node.args[0], function, SPEAKERS[name]),
                        filled=None if "**" in filled else filled,
                    )


def calls() -> list[Call]:
    """Return each call of `say` with the keys it may name.

    A beginning stands for every key that no other call names in full or by a longer beginning.
    """
    found = list(_found_calls())
    named = set().union(*(call.keys for call in found))

    def meant(key: str) -> set[str]:
        if not key.endswith("*"):
            return {key}
        longer = [other[:-1] for other in named if other.startswith(key[:-1]) and other != key]
        return {
            word
            for word in catalogue.words()
            if word.startswith(key[:-1])
            and word not in named
            and not any(word.startswith(other) for other in longer if f"{other}*" in named)
        }

    return [replace(call, keys=set().union(*map(meant, call.keys))) for call in found]


def known_gaps() -> dict[str, set[str]]:
    """Return what is filled into each sentence that the code says, where reading the code tells."""
    found = calls()
    untold = set().union(*(call.keys for call in found if call.filled is None))
    known: dict[str, set[str]] = {}
    for call in found:
        for key in call.keys - untold:
            known[key] = known.get(key, set()) | (call.filled or set())
    return known
