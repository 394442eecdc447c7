"""Mutations: the places of a module where one small change makes it do something else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_OTHER_COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OTHER_OPERATION: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
#: What a function returns that nobody can tell from None in a condition.
_NOTHING = frozenset({"None", "False", "0", "''", "()", "[]", "{}"})


@dataclass(frozen=True)
class Mutation:
    """One change: the bytes of `file` from `start` up to `end` become `new`; `line` counts from
    1.
    """

    file: Path
    line: int
    start: int
    end: int
    old: str
    new: str

    def applied_to(self, source: bytes) -> bytes:
        """The source with this change."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    @property
    def change(self) -> str:
        """What it changes, in one line."""
        return f"{_short(self.old)} → {_short(self.new)}"


def mutations_of(file: Path) -> list[Mutation]:
    """All mutations of a module, in its order."""
    source = file.read_bytes()
    tree = ast.parse(source)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    for node, new in _changes(tree):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        old = source[start:end].decode()
        found.append(Mutation(file, node.lineno, start, end, old, new))
    return sorted(found, key=lambda each: (each.start, each.new))


def _changes(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Each node that may be replaced, with what replaces it; types and messages are left alone."""
    for child in _children(node):
        if isinstance(child, ast.expr):
            yield from ((child, f"({ast.unparse(new)})") for new in _other_expressions(child))
        elif isinstance(child, ast.stmt):
            yield from ((child, new) for new in _other_statements(child))
        yield from _changes(child)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list", "bases", "ctx"):
            children = value if isinstance(value, list) else [value]
            yield from (each for each in children if isinstance(each, ast.AST))


def _other_expressions(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _OTHER_COMPARISON:
        other = _OTHER_COMPARISON[type(node.ops[0])]()
        yield ast.Compare(node.left, [other, *node.ops[1:]], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.BinOp) and type(node.op) in _OTHER_OPERATION:
        yield ast.BinOp(node.left, _OTHER_OPERATION[type(node.op)](), node.right)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        yield from _without_conditions(node)


def _without_conditions(
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
) -> Iterator[ast.expr]:
    if any(each.ifs for each in node.generators):
        bare = [ast.comprehension(e.target, e.iter, [], e.is_async) for e in node.generators]
        if isinstance(node, ast.DictComp):
            yield ast.DictComp(node.key, node.value, bare)
        else:
            yield type(node)(node.elt, bare)


def _other_statements(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Return) and node.value and ast.unparse(node.value) not in _NOTHING:
        yield "return None"
    elif (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)) or isinstance(
        node, ast.AugAssign | ast.Raise
    ):
        yield "pass"
    elif isinstance(node, ast.Break):
        yield "continue"
    elif isinstance(node, ast.Continue):
        yield "break"


def _short(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
