"""The fixed words of reports, in Chinese and in English."""

from collections.abc import Mapping

from kpirules.diagnostics import Language
from kpirules.reporting.score_phrases import SCORE_PHRASES

_PHRASES: Mapping[str, tuple[str, str]] = {
    # the head of a report
    "department": ("部门", "department"),
    "year": ("年度", "year"),
    "form": ("申报表", "form"),
    "sheet": ("填报表", "figures"),
    "decisions": ("决定", "decisions"),
    "unstated": ("未写明", "not stated"),
    "totals": ("指标 {count} 项：{counts}", "{count} indicators: {counts}"),
    "repaired": ("读表时修复 {count} 处", "{count} repaired in reading"),
    "to confirm": ("（{count} 处待确认）", " ({count} to be confirmed)"),
    "noted": ("；提示 {count} 条", "; {count} remarks"),
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
    "margin": ("差距", "margin"),
    "todo": ("怎么办", "to do"),
    "note": ("说明", "note"),
    "decide": ("或决定", "or decide"),
    "how to decide": (
        "“或决定”的几行写进一个文件并用 --decisions 给出，即可判定；另可写 by（谁决定）和 reason（理由）。",
        "The lines under “or decide” settle it in a file given as --decisions; add by (who) and reason (why).",
    ),
    "otherwise": ("或读作", "or else"),
    "elsewhere": ("或属于", "or under"),
    "confirm first": (
        "请先确认这一行的读法，见下面“读表时的修复”",
        "Confirm how this row is to be read; see “Repaired in reading” below",
    ),
    "section": ("【{text}】", "== {text} =="),
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
    # the sheet to fill in
    "sheet written": (
        "已写入 {file}，共 {count} 个指标。",
        "{file} is written; it asks for {count} indicators.",
    ),
    # explaining a rule
    "canonical": ("规范写法", "canonical"),
    "structure": ("结构", "Tree"),
    "inputs": ("需要的数", "Inputs"),
    "itself": ("（指标本身）", "(the indicator itself)"),
    "whole number": ("整数", "a whole number"),
    "any number": ("可以有小数", "any number"),
    "in unit": ("单位“{unit}”", "in {unit}"),
    "any unit": ("没有规定单位", "no unit is stated"),
    "a date": ("日期", "a date"),
    "in words": ("用文字填报", "answered in words"),
    "readings": ("理解规则", "Reading rules"),
    "read as": (
        "“{text}”按“{comparator} {quantity}”理解：{evidence}",
        "“{text}” is read as “{comparator} {quantity}”: {evidence}",
    ),
    "not read": ("“{text}”看不出方向：{evidence}", "“{text}” tells no direction: {evidence}"),
    "by head": ("名称以“{evidence}”结尾", "the name ends in {evidence}"),
    "by work": ("名称说的是要做的工作“{evidence}”", "the name tells of work to do, {evidence}"),
    "by zero": ("零“{evidence}”", "none of {evidence}"),
    "by heading": ("二级指标是“{evidence}”", "it stands under {evidence}"),
    "by unit": ("单位是“{evidence}”", "the unit is {evidence}"),
    "by decision": ("由人决定", "a person decided it"),
    "by none": ("名称、二级指标和单位都没有说明", "neither name, heading nor unit says"),
    "findings": ("提示 {count} 条", "Findings: {count}"),
    "verdict": ("结论：{outcome}", "Verdict: {outcome}"),
    # an audit
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "information"),
    "passed": ("通过", "passed"),
    "found": ("发现问题", "found"),
    "not applicable": ("不适用", "not applicable"),
    "not enough data": ("数据不足", "not enough data"),
    "audit": ("绩效目标申报表审核", "Audit of performance declarations"),
    "file": ("文件", "file"),
    "audited": (
        "文件 {files} 个，申报表 {forms} 份：{counts}",
        "{forms} forms in {files} files: {counts}",
    ),
    "found here": ("发现 {count} 项：{counts}", "{count} findings: {counts}"),
    "of these tentative": (
        "其中 {count} 项取决于待确认的读法",
        "{count} of them rest on a reading to be confirmed",
    ),
    "more findings": ("另有 {count} 项没有列出", "{count} more are not listed"),
    "nothing found": ("没有发现问题", "nothing was found"),
    "files unread": (
        "注意：有 {count} 个文件没有能够全部读入，审核不完整",
        "CAUTION: {count} files could not be read in full; the audit is incomplete",
    ),
    "file unread": (
        "注意：这个文件有 {count} 处内容没有能够读入，审核不完整",
        "CAUTION: {count} pieces of this file could not be read; its audit is incomplete",
    ),
    "no form": ("没有读到申报表。", "No form was read."),
    "nth form": ("第 {number} 份申报表", "form {number}"),
    "see also": ("相关", "see also"),
    "column": ("第 {column} 列", "column {column}"),
    "ledger": ("检查 {count} 项：{counts}", "Checks, {count}: {counts}"),
    "no ledger": ("没有做任何检查", "no check was run"),
    "remarks on reading": ("读表的提示 {count} 条", "Remarks on reading: {count}"),
    "remarks on files": ("没有审核的文件", "Files that were not audited"),
    "audit written": ("已写入 {file}：{told}", "{file} is written: {told}"),
    "auditing": ("审核", "auditing"),
    "contents": ("目录", "Contents"),
    "to main": ("跳到正文", "Skip to the report"),
    "summary": ("汇总", "Summary"),
    "form number": ("申报表", "Form"),
    "findings of form": ("发现的问题", "Findings"),
    "checks of form": ("检查清单", "Checks"),
    "check code": ("检查", "check"),
    "status": ("结果", "result"),
    "count": ("次数", "count"),
    "reason": ("说明", "reason"),
    "whole form": ("整份表", "the whole form"),
    "tentative only": ("待确认", "to be confirmed"),
    # policies
    "default policy": ("没有另选时用这一套", "holds where no other is chosen"),
    "source": ("出处", "source"),
    "ground seen": ("见于实际表格或系统", "seen in forms or systems in use"),
    "ground recalled": ("凭一般了解，未核对原文", "recalled, the text was not opened"),
    "ground ours": ("我们的约定", "our own"),
    # monitoring
    "light red": ("红", "red"),
    "light yellow": ("黄", "yellow"),
    "light green": ("绿", "green"),
    "light blue": ("蓝", "blue"),
    "light none": ("不亮灯", "no light"),
    "up to": ("截至", "up to"),
    "up to month": ("{month}月底，序时进度 {share}", "the end of month {month}: {share} of the year"),
    "up to day": ("{day}，序时进度 {share}", "{day}: {share} of the year"),
    "lights": ("指标 {count} 项：{counts}", "{count} indicators: {counts}"),
    "rule of lights": ("规则", "rule"),
    "progress": ("进度", "progress"),
    "progress at": ("{progress}（完成 ÷ 序时应完成）", "{progress} (done over what is due by now)"),
    "needed": ("年底前还需", "still due"),
    "needed one": ("{name}{by}", "{name}{by}"),
    "needed or": ("，或 ", ", or "),
    "projection": ("推算", "pace"),
    "projected": (
        "照目前进度全年 {figure}，{outcome}（只是推算）",
        "at this pace {figure} in the year, {outcome} (arithmetic, no forecast)",
    ),
    "spending": ("预算执行", "spending"),
    "spending unknown": (
        "填报表没有全年预算数和全年执行数，或预算数不大于 0",
        "the figures lack the adjusted budget or what was spent, or the budget is not above 0",
    ),
    "spending at": ("执行率 {rate}，进度 {progress}", "{rate} spent, progress {progress}"),
    "cross": ("绩效与支出", "points and money"),
    "cross at": (
        "指标得分率 {points}，执行得分率 {spending}，未支出 {unspent}",
        "indicators have {points} of their points, spending {spending}; {unspent} is unspent",
    ),
    # the nodes of a tree
    "Comparison": ("比较", "comparison"),
    "Between": ("范围", "range"),
    "Tolerance": ("允许误差", "tolerance"),
    "Bare": ("没有比较符号", "no comparator"),
    "Approximate": ("大约", "about"),
    "AllOf": ("全部满足", "all of"),
    "AnyOf": ("满足其一", "any of"),
    "Checklist": ("工作清单", "checklist"),
    "Qualitative": ("定性", "aim in words"),
    "Item": ("一项工作", "piece of work"),
    "Deadline": ("时限", "deadline"),
    "Period": ("时段", "period"),
    "Growth": ("增长", "growth"),
    "Literal": ("写定的数", "written"),
    "Name": ("填报的数", "reported"),
    "Itself": ("填报的数", "reported"),
    "Negation": ("取负", "negation"),
    "Sum": ("加减", "sum"),
    "Product": ("乘除", "product"),
    **SCORE_PHRASES,
}

# Unlike ✓ and ✗ these are in GBK too, the character set of many a Chinese console.
LIGHTS: Mapping[str, str] = {"red": "×", "yellow": "!", "green": "√", "blue": "+", "none": "·"}
MARKS: Mapping[str, str] = {"met": "√", "not met": "×", "undetermined": "?", "not applicable": "-"}


def phrase(key: str, lang: Language, **values: object) -> str:
    """The words for ``key`` with their fields filled in.

    >>> phrase("repairs", "zh", count=3)
    '读表时的修复 3 处'
    """
    return _PHRASES[key][0 if lang == "zh" else 1].format_map(values)
