"""Decisions as lines of TOML: all of them, and those that would settle what a verdict leaves open."""

from kpirules.assessment.assessed import Row
from kpirules.declaration.decisions import Decisions
from kpirules.evaluation.verdict import Outcome
from kpirules.reporting.toml import toml_text
from kpirules.rules.decision import Decision
from kpirules.rules.target import Target
from kpirules.targets.decided import DIRECTIONS, approximates, undirected

UNFILLED = "…"
"""Where a person has to write something; a file that still holds it is refused."""


def write_decisions(decisions: Decisions) -> str:
    """The decisions as TOML, which :func:`~kpirules.read_decisions` reads as the same decisions.

    >>> print(write_decisions(Decisions({"培训次数": Decision(tolerance="2次", by="评价组")})), end="")
    [decisions."培训次数"]
    tolerance = "2次"
    by = "评价组"
    """
    tables = [_table(name, decision) for name, decision in decisions.by_indicator.items()]
    return "\n".join(tables)


def settling(row: Row) -> tuple[str, ...]:
    r"""The lines that would settle an open row, where a decision can; alternatives stand in a comment.

    >>> from kpirules import assess, Declaration, Indicator, read_target
    >>> from kpirules.declaration import Wording
    >>> from kpirules.declaration.sheet import ActualsSheet
    >>> form = Declaration(
    ...     indicators=(
    ...         Indicator(None, None, Wording("抽检合格率"), read_target("292%", name="抽检合格率")[0]),
    ...     )
    ... )
    >>> print(*settling(assess(form, ActualsSheet()).rows[0]), sep="\n")
    [decisions."抽检合格率"]
    target = "≥92%"  # "29%", "22%"
    """
    if row.outcome is not Outcome.UNDETERMINED or row.indicator.is_tentative:
        return ()
    lines = _lines(row, row.indicator.target or Target(""))
    path = row.indicator.path if lines else ""
    return (_header(path), *lines) if path else ()


def _lines(row: Row, target: Target) -> tuple[str, ...]:
    rule = target.rule
    if rule is None or not target.is_decidable:
        return (_choice("target", target.choices),)
    reasons = {reason.code for reason in row.verdict.reasons} if row.verdict is not None else set()
    if "KPI511" in reasons:
        if len(undirected(rule)) == 1:
            return (_choice("direction", tuple(direction.value for direction in DIRECTIONS)),)
        return (_choice("target", ()), f"replaces = {toml_text(target.text)}")
    if "KPI510" in reasons and approximates(rule.condition):
        return (_choice("tolerance", ()),)
    return ()


def _choice(key: str, choices: tuple[str, ...]) -> str:
    first, *others = choices or (UNFILLED,)
    comment = f"  # {', '.join(map(toml_text, others))}" if others else ""
    return f"{key} = {toml_text(first)}{comment}"


def _table(name: str, decision: Decision) -> str:
    lines = [
        f"{key} = {toml_text(value) if isinstance(value, str) else str(value).lower()}\n"
        for key, value in decision.plain().items()
    ]
    return f"{_header(name)}\n{''.join(lines)}"


def _header(name: str) -> str:
    return f"[decisions.{toml_text(name)}]"
