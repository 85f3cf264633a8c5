"""Reading what is wanted: the value cell of an indicator, beside its name and heading."""

from kpirules.diagnostics import Diagnostic
from kpirules.rules.check import check
from kpirules.rules.target import Target
from kpirules.source import Place, Source
from kpirules.syntax.parse import parse


def read_target(
    text: str, *, name: str = "", heading: str = "", place: Place | None = None
) -> tuple[Target, tuple[Diagnostic, ...]]:
    """Read a value cell together with its indicator's name and level-2 label; never raises.

    >>> target, findings = read_target("2次", name="科普宣传栏更新维护次数", heading="数量指标")
    >>> str(target.rule), findings[0].message("zh")
    ('2次', '没有比较符号，按“至少 2次”理解（名称以“次数”结尾）')
    """
    source = Source(text, place)
    parsed = parse(source)
    if parsed.condition is None:
        return Target(text, None, place), parsed.diagnostics
    checked = check(parsed.condition, source=source, name=name, heading=heading)
    return Target(text, checked.rule, place), parsed.diagnostics + checked.diagnostics
