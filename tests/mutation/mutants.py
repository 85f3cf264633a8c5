"""Small wrongs in the core rooms: each mutant is one module with one expression changed."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from attrs import frozen

SOURCES = Path(__file__).parents[2] / "src"
ROOMS = ("quantity", "syntax", "rules", "evaluation")

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
_ENDS = {
    "startswith": "endswith",
    "endswith": "startswith",
    "find": "rfind",
    "lstrip": "rstrip",
    "rstrip": "lstrip",
}


@frozen
class Mutant:
    """``number`` is the place of the change among those of its module, in the order of the walk."""

    path: Path
    number: int

    @property
    def module(self) -> str:
        parts = self.path.relative_to(SOURCES).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def source(self) -> str:
        """The changed module."""
        tree, change = self._changed()
        assert change
        return ast.unparse(tree)

    def told(self) -> str:
        """Where and what, in one line."""
        _, change = self._changed()
        return f"{self.path.relative_to(SOURCES)}:{change}"

    def _changed(self) -> tuple[ast.Module, str]:
        mutator = _Mutator(self.number)
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        mutator.visit(tree)
        return ast.fix_missing_locations(tree), mutator.change


def mutants() -> Iterator[Mutant]:
    """Every mutant of the core rooms, in a stable order."""
    for room in ROOMS:
        for path in sorted((SOURCES / "kpirules" / room).rglob("*.py")):
            mutator = _Mutator(-1)
            mutator.visit(ast.parse(path.read_text(encoding="utf-8")))
            yield from (Mutant(path, number) for number in range(mutator.count))


class _Mutator(ast.NodeTransformer):
    """Counts what can be changed and changes the one that is wanted."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.count = 0
        self.void: set[ast.AST] = set()
        self.change = ""

    def takes(self, node: ast.AST, into: ast.AST) -> bool:
        """Whether this is the one."""
        self.count += 1
        if self.count - 1 != self.wanted:
            return False
        line = getattr(node, "lineno", 0)
        self.change = f"{line}: {_short(node)} → {_short(into)}"
        return True

    # --- what is left alone: what types say, what a person reads, and what only the loader sees

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.value = self.visit(node.value) if node.value is not None else None
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return node

    def visit_Import(self, node: ast.Import) -> ast.AST:
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        # These only guard how something is called: a length that nothing can make wrong, a field that must be named.
        return node if node.arg in {"strict", "kw_only"} else self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets):
            return node
        node.value = self.visit(node.value)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.args.defaults = [self.visit(default) for default in node.args.defaults]
        node.args.kw_defaults = [default and self.visit(default) for default in node.args.kw_defaults]
        self.mark(node.body)
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Constant):
            return node
        return self.remove(node, node.value) or self.generic_visit(node)

    def remove(self, node: ast.Expr, value: ast.expr) -> ast.AST | None:
        gone = ast.copy_location(ast.Pass(), node)
        return gone if self.takes(value, gone) else None

    # --- what is changed

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        for place, operator in enumerate(node.ops):
            turned = _COMPARISONS[type(operator)]()
            into = ast.Compare(
                node.left, [*node.ops[:place], turned, *node.ops[place + 1 :]], node.comparators
            )
            if self.takes(node, ast.copy_location(into, node)):
                return into
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        if type(node.op) in _SIGNS and not isinstance(node.left, ast.List | ast.Dict | ast.Set):
            into = ast.copy_location(ast.BinOp(node.left, _SIGNS[type(node.op)](), node.right), node)
            if self.takes(node, into):
                return into
        return self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        into = ast.copy_location(
            ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values), node
        )
        return into if self.takes(node, into) else self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        if isinstance(node.op, ast.Not | ast.USub) and self.takes(node, node.operand):
            return node.operand
        return self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        into = ast.copy_location(ast.IfExp(node.test, node.orelse, node.body), node)
        return into if self.takes(node, into) else self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        for value in (True, False):
            constant = ast.copy_location(ast.Constant(value), node.test)
            if self.takes(node.test, constant):
                node.test = constant
                return node
        return self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        for place, test in enumerate(node.ifs):
            if self.takes(test, ast.Constant(value=True)):
                node.ifs[place] = ast.copy_location(ast.Constant(value=True), test)
                return node
        return self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """What is returned right behind a refusal stands in a tree that is thrown away."""
        for block in (getattr(node, name, []) for name in ("body", "orelse")):
            self.mark(block if isinstance(block, list) else [])
        return super().generic_visit(node)

    def mark(self, block: list[ast.stmt]) -> None:
        """Note the returns that follow a refusal."""
        self.void.update(
            after for before, after in pairwise(block) if isinstance(after, ast.Return) and _refuses(before)
        )

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if node in self.void:
            return node
        if node.value is not None and not isinstance(node.value, ast.Constant):
            into = ast.copy_location(ast.Return(ast.Constant(None)), node)
            if self.takes(node.value, into):
                return into
        return self.generic_visit(node)

    def visit_Break(self, node: ast.Break) -> ast.AST:
        into = ast.copy_location(ast.Continue(), node)
        return into if self.takes(node, into) else node

    def visit_Continue(self, node: ast.Continue) -> ast.AST:
        into = ast.copy_location(ast.Break(), node)
        return into if self.takes(node, into) else node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        value = node.value
        into: object
        if isinstance(value, bool):
            into = not value
        elif isinstance(value, int):
            into = value + 1
        elif isinstance(value, str) and value:
            into = value + "X"
        else:
            return node
        constant = ast.copy_location(ast.Constant(into), node)
        return constant if self.takes(node, constant) else node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in _NAMES and isinstance(node.ctx, ast.Load):
            into = ast.copy_location(ast.Name(_NAMES[node.id], node.ctx), node)
            return into if self.takes(node, into) else node
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if node.attr in _ENDS:
            into = ast.copy_location(ast.Attribute(node.value, _ENDS[node.attr], node.ctx), node)
            if self.takes(node, into):
                return into
        return self.generic_visit(node)


def _refuses(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "refuse"


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= 90 else text[:60] + " … " + text[-25:]
