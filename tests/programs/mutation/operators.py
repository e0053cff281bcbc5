"""Every small change that can be made to a module, one at a time, on its syntax tree."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: where it stands, in words, and how to make it on the tree it was found in."""

    line: int
    words: str
    make: Callable[[], None]


def mutations(tree: ast.Module) -> Iterator[Mutation]:
    """Yield every mutation of a tree, always in the same order.

    Annotations, decorators and docstrings do not decide what code does, so they stay.
    """
    for node in _deciding(tree):
        for words, make in _of(node):
            at = node.iter if isinstance(node, ast.comprehension) else node
            yield Mutation(getattr(at, "lineno", 0), words, make)


def _deciding(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that decide what code does."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params", "bases"}:
            continue
        if isinstance(node, ast.TypeAlias):
            continue
        children = value if isinstance(value, list) else [value]
        for child in children:
            if isinstance(child, ast.AST) and not _is_docstring(child):
                yield from _deciding(child)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _of(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:  # noqa: C901 - a case a kind
    """Yield the changes of one node."""
    match node:
        case ast.Compare(ops=[op]):
            other = COMPARISONS[type(op)]
            yield _words(op, other), lambda: node.ops.__setitem__(0, other())
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in ARITHMETIC:
            swapped = ARITHMETIC[type(op)]
            yield _words(op, swapped), lambda: setattr(node, "op", swapped())
        case ast.BoolOp(op=op):
            turned = ast.Or if isinstance(op, ast.And) else ast.And
            yield _words(op, turned), lambda: setattr(node, "op", turned())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield "sign or not taken away", lambda: setattr(node, "op", ast.UAdd())
        case ast.Constant(value=bool() as value):
            yield f"{value} -> {not value}", lambda: setattr(node, "value", not value)
        case ast.Constant(value=int() | float() as number):
            yield f"{number} -> {number + 1}", lambda: setattr(node, "value", number + 1)
        case ast.Constant(value=str() as text):
            yield f"{text!r} -> 'XX'", lambda: setattr(node, "value", f"XX{text}")
        case ast.Call(func=ast.Name(id=name) as func) if name in CALLS:
            yield f"{name} -> {CALLS[name]}", lambda: setattr(func, "id", CALLS[name])
        case ast.If() | ast.IfExp():
            test = node.test
            turned_round = ast.copy_location(ast.UnaryOp(op=ast.Not(), operand=test), test)
            yield "if -> if not", lambda: setattr(node, "test", turned_round)
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            none = ast.copy_location(ast.Constant(value=None), value)
            yield "returns None", lambda: setattr(node, "value", none)
        case ast.comprehension(ifs=[_, *_]):
            yield "takes all", lambda: setattr(node, "ifs", [])


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _words(one: ast.AST, other: type[ast.AST]) -> str:
    return f"{type(one).__name__} -> {other.__name__}"
