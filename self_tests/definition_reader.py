"""Reads TOML tables into model objects, or says in a sentence what is wrong.

One reader for every dataclass: the type hints of the model are the schema. Keys are the field names
with `-` for `_`; a table whose rule is chosen by `kind` is looked up in the registry; a question
that another self-test asks too is a table with only the key `same-as`.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NewType, TypeAliasType, get_args, get_origin

from self_tests.model import Deficit, Fact, Question, QuestionId, Reading
from self_tests.rules import DEFICITS, FACTS, READINGS
from self_tests.wording import FinishedError, nearest

type FindQuestion = Callable[[QuestionId], Question]

KIND_OF_RULE: Mapping[object, Mapping[str, type]] = {
    Reading: READINGS,
    Deficit: DEFICITS,
    Fact: FACTS,
}
_WORD_FOR: Mapping[object, str] = {
    str: "text in quotation marks",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


class DefinitionError(FinishedError):
    """A definition cannot be used: `file`, `place` in it, `what` is wrong and how to correct it.

    Places count from 1: `screens[2].questions[1].least`. `also` are the other problems in the same
    file, in their order, so that one reading tells an author all of them.
    """

    def __init__(self, file: str, place: str, what: str, fix: str) -> None:
        self.also: tuple[DefinitionError, ...] = ()
        self.file = file
        self.place = place
        self.what = what
        self.fix = fix
        super().__init__(": ".join(part for part in (file, place, f"{what}. {fix}") if part))

    @property
    def all(self) -> "tuple[DefinitionError, ...]":
        """Every problem of the file: the one that was raised, then the others."""
        return (self, *self.also)


@dataclass(frozen=True, slots=True)
class _At:
    """The file and the place that are read now, and the self-test that owns their short ids."""

    file: str
    owner: str
    shared: FindQuestion
    place: str = ""

    def under(self, key: str) -> "_At":
        place = f"{self.place}.{key}" if self.place else key
        return _At(self.file, self.owner, self.shared, place)

    def item(self, number: int) -> "_At":
        return _At(self.file, self.owner, self.shared, f"{self.place}[{number}]")

    def error(self, what: str, fix: str) -> DefinitionError:
        return DefinitionError(self.file, self.place, what, fix)


def parse(text: str, file: str) -> dict[str, Any]:
    """Return the tables of a TOML text. Raises `DefinitionError` where it is not TOML."""
    # The browser's bundle has the tables already: there this import would only cost time.
    import tomllib  # noqa: PLC0415

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise DefinitionError(
            file, "", f"this is not TOML: {problem}", "Check quotes and brackets there."
        ) from None


def _no_question(name: QuestionId) -> Question:
    raise LookupError(f'There is no question "{name}" to share here')


def read[T](
    cls: type[T],
    table: Mapping[str, Any],
    file: str,
    owner: str = "",
    shared: FindQuestion = _no_question,
) -> T:
    """Return a `cls` made of a table.

    `file` is named in errors; `owner` is the self-test whose short ids (`distance`) become full
    ones (`knee-to-wall.distance`); `shared` finds a question that another self-test asks too, and
    raises `LookupError` if there is none. Raises `DefinitionError` for the first thing that is
    wrong; the others are in its `also`.
    """
    made = _dataclass(cls, table, _At(file, owner, shared))
    assert isinstance(made, cls)  # noqa: S101 - tells the type checker what _dataclass returns
    return made


def _value(hint: Any, value: object, at: _At) -> object:  # noqa: PLR0911, ANN401 - one return a kind of hint
    """Return `value` converted to the type `hint`."""
    if hint in _WORD_FOR:
        return _plain(hint, value, at)
    if isinstance(hint, TypeAliasType):
        return _value(hint.__value__, value, at)
    if isinstance(hint, NewType):
        return _full_id(hint, value, at)
    if hint in KIND_OF_RULE:
        return _rule(KIND_OF_RULE[hint], value, at)
    if get_origin(hint) is Literal:
        return _one_of(get_args(hint), value, at)
    if get_origin(hint) is tuple:
        return _list(get_args(hint)[0], value, at)
    if isinstance(hint, UnionType):  # only `X | None` occurs: TOML has no null, so it is an X
        return _value(next(arm for arm in get_args(hint) if arm is not NoneType), value, at)
    return _dataclass(hint, value, at)


def _plain(hint: type, value: object, at: _At) -> object:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value
    raise at.error(f"expected {_WORD_FOR[hint]}, found {_shown(value)}", _example(hint, value))


def _example(hint: type, value: object) -> str:
    if hint is str:
        return f'Write "{value}".'
    return {int: "Write 10.", float: "Write 10.0.", bool: "Write true or false."}[hint]


def _shown(value: object) -> str:
    match value:
        case str():
            return f'"{value}"'
        case bool():
            return "true" if value else "false"
        case dict():
            return "a table"
        case list():
            return "a list"
        case _:
            return str(value)


def _full_id(hint: Any, value: object, at: _At) -> str:  # noqa: ANN401 - a type hint
    text = _plain(str, value, at)
    assert isinstance(text, str)  # noqa: S101 - tells the type checker what _plain returns
    if "." in text:
        return text
    if not at.owner:
        raise at.error(
            f'"{text}" does not say whose {_id_word(hint)} it is', f'Write "<self-test>.{text}".'
        )
    return f"{at.owner}.{text}"


def _id_word(hint: Any) -> str:  # noqa: ANN401 - a type hint
    return "question" if hint is QuestionId else "measure"


def _one_of(allowed: tuple[object, ...], value: object, at: _At) -> object:
    if value in allowed:
        return value
    names = ", ".join(f'"{name}"' for name in allowed)
    raise at.error(f"{_shown(value)} is not known here", f"Write one of {names}.")


def _list(item: Any, value: object, at: _At) -> tuple[object, ...]:  # noqa: ANN401 - a type hint
    if not isinstance(value, list):
        raise at.error(f"expected a list, found {_shown(value)}", "Put it in [ ].")
    found: list[DefinitionError] = []
    made = []
    for number, each in enumerate(value, 1):
        try:
            made.append(_value(item, each, at.item(number)))
        except DefinitionError as problem:
            found += problem.all
    _refuse(found)
    return tuple(made)


def _refuse(found: list[DefinitionError]) -> None:
    """Raise the first of the problems, if there is one, with the others in its `also`."""
    if found:
        found[0].also = tuple(found[1:])
        raise found[0]


def _rule(registry: Mapping[str, type], value: object, at: _At) -> object:
    if not isinstance(value, dict):
        raise at.error(f"expected a table, found {_shown(value)}", "Give it a kind and its values.")
    table = dict(value)
    kind = table.pop("kind", None)
    if kind not in registry:
        names = ", ".join(f'"{name}"' for name in registry)
        raise at.under("kind").error(
            "missing" if kind is None else f"{_shown(kind)} is not a known rule",
            f"Write one of {names}.",
        )
    return _dataclass(registry[kind], table, at)


@cache
def _fields_by_key(cls: Any) -> Mapping[str, Field[Any]]:  # noqa: ANN401 - any dataclass of ours
    return {field.name.replace("_", "-"): field for field in fields(cls)}


def _dataclass(cls: Any, value: object, at: _At) -> object:  # noqa: ANN401 - any dataclass of ours
    if not isinstance(value, dict):
        raise at.error(f"expected a table, found {_shown(value)}", "Write it as [table] or { }.")
    if cls is Question and "same-as" in value:
        return _shared_question(value, at)
    known = _fields_by_key(cls)
    found = [
        at.error(f'unknown key "{key}"', nearest(key, known)) for key in value if key not in known
    ]
    made = {}
    for key, field in known.items():
        if key in value:
            try:
                made[field.name] = _value(field.type, value[key], at.under(key))
            except DefinitionError as problem:
                found += problem.all
        elif field.default is MISSING:
            found.append(at.under(key).error("missing", f"Add {key} = ..."))
    _refuse(found)
    return cls(**made)


def _shared_question(table: Mapping[str, Any], at: _At) -> Question:
    if len(table) > 1:
        other = next(key for key in table if key != "same-as")
        raise at.under(other).error("not beside same-as", "A shared question is written once.")
    name = _full_id(QuestionId, table["same-as"], at.under("same-as"))
    try:
        return at.shared(QuestionId(name))
    except LookupError as problem:
        what = str(problem).rstrip(".?")
        mend = "Name a question of another self-test."
        raise at.under("same-as").error(what, mend) from None
