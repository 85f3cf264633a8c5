"""Data flows one way, imports point one way: the table of docs/architecture.md, held against the sources."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from attrs import frozen

PACKAGE = "kpirules"
SRC = Path(__file__).parent.parent / "src"
LONGEST_FILE = 300

# Each room may import every room before it.
ORDER = (
    "source",
    "spreadsheet",
    "limits",
    "collector",
    "diagnostics",
    "errors",
    "quantity",
    "syntax",
    "rules",
    "evaluation",
    "scoring",
)
LEAVES = {"reading", "reporting", "schema", "batch", "audit", "testing"}


def up_to(room: str) -> set[str]:
    return set(ORDER[: ORDER.index(room) + 1])


CORE = {*ORDER, "answers", "targets", "declaration", "assessment", "rule"}
TOPS = {"__init__", "cli"}
MAY_IMPORT: dict[str, set[str]] = {
    **{room: set(ORDER[:place]) for place, room in enumerate(ORDER)},
    "declaration": up_to("rules"),
    "answers": up_to("evaluation"),
    "targets": up_to("rules"),
    "assessment": up_to("scoring") | {"answers", "declaration", "targets"},
    "rule": up_to("evaluation") | {"answers", "targets"},
    **dict.fromkeys(LEAVES, CORE),
    # A declaration is read from JSON too.
    "reading": CORE | {"schema"},
    # An audit is reported as an assessment is.
    "reporting": CORE | {"audit"},
    "__init__": CORE | LEAVES,
    "cli": CORE | LEAVES | {"__init__"},
    "__main__": {"cli"},
}

# The evaluator judges checked rules; it must not know how texts become trees.
NOT_FOR_EVALUATION = {
    f"{PACKAGE}.syntax.{name}" for name in ("parse", "grammar", "lowering", "complaints", "spelling")
}
LARK_FILES = {
    f"{PACKAGE}.syntax.{name}"
    for name in ("grammar", "lowering", "extents", "cuts", "terms", "prose", "complaints", "dates", "growths")
}

# Where a package from outside may be imported: a module, or a room with everything in it.
OUTSIDE: dict[str, set[str]] = {
    "attrs": {PACKAGE},
    "lark": LARK_FILES,
    "cattrs": {f"{PACKAGE}.schema"},
    "click": {f"{PACKAGE}.cli"},
    "openpyxl": {f"{PACKAGE}.reporting.{name}" for name in ("cells", "xlsx", "scored_xlsx")},
    "docx": {f"{PACKAGE}.reporting.scored_docx"},
    "pdfplumber": {f"{PACKAGE}.reading.pdf"},
    "pdfminer": {f"{PACKAGE}.reading.pdf"},
    "jinja2": {f"{PACKAGE}.reporting.page"},
    "hypothesis": {f"{PACKAGE}.testing.strategies"},
    "pytest": {f"{PACKAGE}.testing.plugin"},
}
NAMES_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "tools"}


@frozen
class Import:
    """One imported module; ``lazy`` where it stands in a function or under TYPE_CHECKING."""

    target: str
    line: int
    lazy: bool


@frozen
class Module:
    """One file of the package."""

    name: str
    path: Path
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else "__init__"

    def at(self, line: int) -> str:
        return f"{self.path.relative_to(SRC.parent).as_posix()}:{line}"

    def imports(self) -> Iterator[Import]:
        """Each once, however many names one statement takes from a module."""
        yield from dict.fromkeys(_imports(self, self.tree, lazy=False))


def _imports(module: Module, node: ast.AST, *, lazy: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, lazy) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = _base(module, child)
            yield from (Import(_target(base, alias.name), child.lineno, lazy) for alias in child.names)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or _for_types_only(child)
            yield from _imports(module, child, lazy=lazy or inside)


def _base(module: Module, statement: ast.ImportFrom) -> str:
    """The absolute name that ``from …`` means."""
    if not statement.level:
        return statement.module or ""
    parts = module.name.split(".")
    package = parts if module.path.name == "__init__.py" else parts[:-1]
    kept = package[: len(package) - statement.level + 1]
    return ".".join([*kept, *([statement.module] if statement.module else [])])


def _target(base: str, name: str) -> str:
    """``from kpirules.syntax import parse`` means that module if there is one, else a name of the package."""
    path = SRC.joinpath(*base.split("."), name)
    return f"{base}.{name}" if path.is_dir() or path.with_suffix(".py").is_file() else base


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def read_modules() -> list[Module]:
    found = []
    for path in sorted((SRC / PACKAGE).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        parts = path.relative_to(SRC).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path, ast.parse(text, str(path)), len(text.splitlines())))
    return found


MODULES = read_modules()


def is_inside(target: str, place: str) -> bool:
    return target == place or target.startswith(f"{place}.")


def room_of(target: str) -> str:
    return target.split(".")[1] if "." in target else "__init__"


def report(violations: list[str]) -> None:
    """Fail with every violation, one a line."""
    if violations:
        pytest.fail("\n".join([f"{len(violations)} against the architecture:", *violations]), pytrace=False)


def test_every_room_is_in_the_table() -> None:
    report(
        [
            f"{m.at(1)}: the room {m.room!r} is not in the table of tests/test_architecture.py"
            for m in MODULES
            if m.room not in MAY_IMPORT
        ]
    )


def test_imports_point_one_way() -> None:
    report(
        [
            f"{module.at(found.line)}: {module.room} must not import {found.target}"
            for module in MODULES
            for found in module.imports()
            if is_inside(found.target, PACKAGE)
            and room_of(found.target) not in {module.room, *MAY_IMPORT.get(module.room, set())}
        ]
    )


def test_leaves_are_imported_lazily_by_the_package() -> None:
    report(
        [
            f"{module.at(found.line)}: {found.target} is a leaf and must be loaded when it is asked for"
            for module in MODULES
            if module.room == "__init__"
            for found in module.imports()
            if is_inside(found.target, PACKAGE) and room_of(found.target) in LEAVES and not found.lazy
        ]
    )


def test_evaluation_does_not_know_the_parser() -> None:
    report(
        [
            f"{module.at(found.line)}: evaluation must not import {found.target}"
            for module in MODULES
            if module.room == "evaluation"
            for found in module.imports()
            if found.target in NOT_FOR_EVALUATION
        ]
    )


def test_packages_from_outside_stay_where_they_belong() -> None:
    report(
        [
            f"{module.at(found.line)}: {found.target} belongs in {' '.join(sorted(OUTSIDE.get(top, set())))}"
            for module in MODULES
            for found in module.imports()
            if (top := found.target.split(".")[0]) not in {PACKAGE, *sys.stdlib_module_names}
            and not any(is_inside(module.name, place) for place in OUTSIDE.get(top, set()))
        ]
    )


def test_no_module_imports_itself_in_a_circle() -> None:
    """Lazy imports are left out: they are how a façade reaches a leaf that knows the façade's types."""
    names = {module.name for module in MODULES}
    needs = {
        module.name: {f.target for f in module.imports() if not f.lazy and f.target in names} - {module.name}
        for module in MODULES
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as circle:
        pytest.fail(" ← ".join(circle.args[1]), pytrace=False)


def test_files_are_short() -> None:
    report(
        [
            f"{m.at(m.lines)}: {m.lines} lines, more than {LONGEST_FILE}"
            for m in MODULES
            if m.lines > LONGEST_FILE
        ]
    )


def test_names_say_something() -> None:
    report(
        [
            f"{module.at(1)}: {part!r} names no noun of the domain"
            for module in MODULES
            for part in module.name.split(".")
            if part in NAMES_THAT_SAY_NOTHING
        ]
    )


def test_annotations_are_what_they_say() -> None:
    """Turned into strings they would be lost on cattrs and on the documentation."""
    report(
        [
            f"{module.at(found.line)}: from __future__ import annotations"
            for module in MODULES
            for found in module.imports()
            if found.target == "__future__"
        ]
    )


def test_every_folder_says_what_it_is_for() -> None:
    folders = {path.parent for path in (SRC / PACKAGE).rglob("*.py")}
    said = {module.path.parent for module in MODULES if module.path.name == "__init__.py"}
    silent = [m.at(1) for m in MODULES if m.path.name == "__init__.py" and not ast.get_docstring(m.tree)]
    report(
        [f"{folder.relative_to(SRC.parent)}: no __init__.py" for folder in sorted(folders - said)]
        + [f"{place}: no docstring" for place in silent]
    )


def test_a_rule_is_evaluated_with_lark_absent() -> None:
    script = (
        "import sys; sys.modules['lark'] = None; import kpirules.evaluation.evaluate, kpirules.rules.checked"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_importing_the_package_loads_no_extra() -> None:
    extras = ["click", "rich", "hypothesis", "pytest", "openpyxl", "docx", "pdfplumber", "narwhals", "jinja2"]
    script = f"import sys, kpirules; print(*sorted(set({extras!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
