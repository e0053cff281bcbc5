"""Finds where the code says the sentences of words.toml, and what it fills into their gaps."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import Formatter

from self_tests import catalogue

CODE = Path(catalogue.__file__).parent
TEMPLATES = CODE.parent / "overrides"

SPEAKERS = {
    "say": "",
    "catalogue.say": "",
    "say_page": "how-we-score.",
    "say_scorecard": "interface.scorecard-",
}
"""The functions that say a sentence, each with the table it speaks from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One place in the code that says a sentence.

    `filled` is `None` if a mapping is passed on: its keys are known only at run time.
    """

    place: str
    keys: set[str]
    filled: set[str] | None


def gaps(sentence: str) -> set[str]:
    """Return the names of the gaps of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _named_by(argument: ast.expr, function: ast.AST, table: str) -> set[str]:
    """Return what the first argument of a call names: keys, or beginnings that end in a star.

    It is a text, a choice between texts, a text with a gap, or a variable that the function sets to
    one of those.
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


@cache
def _found_calls() -> tuple[Call, ...]:
    """Return each call of `say` in the code; beginnings of keys still end in a star."""
    return tuple(_calls_in_the_code())


def _calls_in_the_code() -> Iterator[Call]:
    for path in sorted(CODE.rglob("*.py")):
        text = path.read_text("utf-8")
        # Parsing a file takes long, and most files say no sentence.
        if not any(f"{name}(" in text for name in SPEAKERS):
            continue
        for function in ast.walk(ast.parse(text)):
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
    found = _found_calls()
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
    """Return what is filled into each sentence that the code says, if the code alone shows it."""
    found = calls()
    untold = set().union(*(call.keys for call in found if call.filled is None))
    known: dict[str, set[str]] = {}
    for call in found:
        for key in call.keys - untold:
            known[key] = known.get(key, set()) | (call.filled or set())
    return known


def unused_gaps() -> dict[str, set[str]]:
    """Return what is filled in but has no gap in any of the sentences that a call may say."""
    words = catalogue.words()
    found: dict[str, set[str]] = {}
    for call in calls():
        spoken = {key for key in call.keys if key in words}
        unused = (call.filled or set()).difference(*(gaps(words[key]) for key in spoken))
        if spoken and unused:
            key = min(spoken)
            found[key] = found.get(key, set()) | unused
    return found


def unsaid() -> set[str]:
    """Return the keys of sentences that no code says and no template or script names.

    Templates name a sentence without its table, in full or by a beginning to which they add.
    """
    named, begun = _named_on_pages()
    said = set().union(*(call.keys for call in calls()))

    def is_named(key: str) -> bool:
        name = key.partition(".")[2]
        names = {key, name, name.removeprefix("scorecard-")}
        return bool(names & named) or name.startswith(begun)

    return {key for key in catalogue.words() if key not in said and not is_named(key)}


@cache
def _named_on_pages() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return all quoted texts of code, templates and scripts, and beginnings of longer ones."""
    files = [*CODE.rglob("*.py"), *TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.mjs")]
    texts = "\n".join(path.read_text("utf-8") for path in files)
    # "scorecard-" is the name of a table: as a beginning it would stand for all its sentences.
    begun = set(re.findall(r"""["']([a-z-]+-)["'] ~""", texts)) - {"scorecard-"}
    return frozenset(re.findall(r"""["'.]([a-z0-9._-]+)""", texts)), tuple(sorted(begun))


def on_buttons() -> set[str]:
    """Return the keys of the sentences that templates write on buttons."""
    words = catalogue.words()
    names = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(
            r'<button[^>]*>(?:<[^>]*>)*{{ ?words\["([^"]+)"]', path.read_text("utf-8")
        )
    }
    return {name if name in words else f"interface.{name}" for name in names} & set(words)
