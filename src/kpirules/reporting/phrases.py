"""The fixed words of reports, in Chinese and in English."""

from collections.abc import Mapping

from kpirules.diagnostics import Language

_PHRASES: Mapping[str, tuple[str, str]] = {
    # the head of a report
    "department": ("部门", "department"),
    "year": ("年度", "year"),
    "form": ("申报表", "form"),
    "sheet": ("填报表", "figures"),
    "unstated": ("未写明", "not stated"),
    "totals": ("指标 {count} 项：{counts}", "{count} indicators: {counts}"),
    "repaired": (
        "读表时修复 {count} 处，其中 {open} 处待确认；提示 {notes} 条",
        "{count} repaired in reading, {open} of them to be confirmed; {notes} remarks",
    ),
    "incomplete": (
        "注意：有 {count} 处内容没有能够读入，下面的结论不完整（原因见错误输出）",
        "CAUTION: {count} pieces of the input could not be read; what follows is incomplete (see the error output)",
    ),
    "no indicators": ("没有读到任何指标。", "No indicator was read."),
    # one indicator
    "unnamed": ("（没有名称）", "(no name)"),
    "line": ("（第 {line} 行）", " (line {line})"),
    "tentative": ("［读法待确认］", " [reading to be confirmed]"),
    "target": ("指标值", "target"),
    "no target": ("（没有指标值）", "(no target)"),
    "unreadable": ("（读不懂）", " (not understood)"),
    "whole period": ("（实施周期指标值）", " (target of the whole period)"),
    "as written": ("原文", "written"),
    "actual": ("实际值", "actual"),
    "not reported": ("（未填报）", "(not reported)"),
    "unused": ("（未使用）", " (not used)"),
    "reason": ("理由", "reason"),
    "margin": ("差距", "margin"),
    "shortfall": ("还差", "missing"),
    "less": ("须减少 {amount}", "{amount} less"),
    "or": ("，或 ", ", or "),
    "todo": ("怎么办", "to do"),
    "note": ("说明", "note"),
    "otherwise": ("或读作", "or else"),
    # repairs and remarks
    "repairs": ("读表时的修复 {count} 处", "Repaired in reading: {count}"),
    "confirm": ("待确认", "to be confirmed"),
    "certain": ("已改正", "put right"),
    "before": ("原为", "before"),
    "after": ("读作", "after"),
    "or also": ("也可能", "or else"),
    "more rows": ("（另有 {count} 行）", "({count} more rows)"),
    "remarks": ("{file} 的提示 {count} 条", "Remarks on {file}: {count}"),
    "more remarks": (
        "另有 {count} 条没有列出；--format json 给出全部。",
        "{count} more are not listed; --format json gives all of them.",
    ),
    # explaining a rule
    "canonical": ("规范写法", "canonical"),
    "structure": ("结构", "Tree"),
    "inputs": ("需要的数", "Inputs"),
    "itself": ("（指标本身）", "(the indicator itself)"),
    "whole number": ("整数", "whole number"),
    "any number": ("可以有小数", "any number"),
    "in unit": ("单位 {unit}", "in {unit}"),
    "any unit": ("不限单位", "in any unit"),
    "readings": ("理解规则", "Reading rules"),
    "findings": ("提示", "Findings"),
    "verdict": ("结论", "Verdict"),
    "words only": ("（文字）", "(words)"),
}

# Unlike ✓ and ✗ these are in GBK too, the character set of many a Chinese console.
MARKS: Mapping[str, str] = {"met": "√", "not met": "×", "undetermined": "?", "not applicable": "-"}


def phrase(key: str, lang: Language, **values: object) -> str:
    """The words for ``key`` with their fields filled in.

    >>> phrase("repairs", "zh", count=3)
    '读表时的修复 3 处'
    """
    return _PHRASES[key][0 if lang == "zh" else 1].format_map(values)
