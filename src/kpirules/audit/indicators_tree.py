"""Checks of the table of indicators as a whole: what it covers, where rows stand, and what stands twice."""

from bisect import bisect_left
from collections.abc import Iterator

from kpirules.audit.form import Form
from kpirules.audit.remark import Excuse, Remark, not_applicable, not_enough
from kpirules.audit.row import BENEFIT, COST, OUTPUT, SATISFACTION, Row, unit_of
from kpirules.audit.wordset import folded
from kpirules.declaration.levels import in_column, is_first, is_second
from kpirules.declaration.repair import Repair
from kpirules.rules.meaning import Kind
from kpirules.source import Place, Source

_QUANTITY, _QUALITY = "数量指标", "质量指标"
# Where a table broke, its columns moved as one and every label kept its neighbours.
_SLIPPED = {"KPI620", "KPI621", "KPI624"}


def dimensions(form: Form) -> Iterator[Remark | Excuse]:
    """Output and benefit each have an indicator that a figure decides, and satisfaction has one.

    Why: what no figure decides cannot be judged at the end of the year.
    Source: 财预〔2015〕88号 (细化量化), 〔2020〕10号, as generally known.
    Bad: benefit with 宣传片拍摄工作 alone, without a target.
    Good: 公众科学素质比例 ≥ 15%.
    """
    if not form.rows:
        yield not_enough("none")
        return
    doubtful = tuple(row for row in form.rows if row.is_tentative)
    for level in (OUTPUT, BENEFIT, SATISFACTION):
        below = form.under(level)
        if level == SATISFACTION:
            below = tuple(row for row in form.rows if row.is_satisfaction)
        if any(row.is_measured for row in below):
            continue
        tentative = any(row.is_tentative for row in below) or any(row.shows(level) for row in doubtful)
        values = {"level": level, "count": str(len(below))}
        case = "satisfaction" if level == SATISFACTION else "unmeasured" if below else ""
        at = below[0].indicator.level1 if below else None
        yield Remark(
            at if at is not None and at.place else below[0].indicator if below else None,
            case,
            values,
            tentative=tentative,
        )


def only_counted(form: Form) -> Iterator[Remark | Excuse]:
    """Output is told by more than its quantity: by quality, timeliness or cost.

    Why: how often something took place does not tell how well, when, or for how much.
    Source: 财预〔2013〕53号, 〔2020〕10号, as generally known.
    Bad: eleven rows under 数量指标 and none under 质量指标, 时效指标 or 成本指标.
    Good: 培训合格率 ≥ 95% under 质量指标 beside them.
    """
    below = form.under(OUTPUT)
    if not below:
        yield not_applicable("none")
        return
    seconds = {row.second for row in below}
    if seconds <= {_QUANTITY} and not form.under(COST):
        others = any(row.is_tentative and row.shows(OUTPUT) for row in form.rows)
        values = {"count": str(len(below))}
        yield Remark(below[0].indicator.level2 or below[0].indicator, "", values, tentative=others)


def level_tree(form: Form) -> Iterator[Remark | Excuse]:
    """A second level stands, as printed, under a first level that has it in some known tree.

    Why: a row under the wrong level is counted to the wrong dimension, and its real one seems to be empty.
    Source: 财预〔2015〕88号, 〔2020〕10号, 〔2021〕101号, as generally known.
    Bad: 可持续影响指标 below 产出指标, because 效益指标 was lost.
    Good: 效益指标, then 可持续影响指标.
    """
    if not form.rows:
        yield not_applicable("none")
        return
    parents, told = form.profile.parents, set[tuple[str, str]]()
    slipped = [repair for repair in form.declaration.repairs if repair.code in _SLIPPED]
    mended = {_line(repair.place) for repair in slipped}
    for row in form.rows:
        first, second = row.indicator.level1, row.indicator.level2
        if second is None or second.place is None or _line(second.place) in mended:
            continue
        above = row.first if first is not None and first.place is not None else ""
        if (above, row.second) in told or row.first in parents.get(row.second, frozenset()):
            continue
        told.add((above, row.second))
        case = "" if row.second in parents else "unknown"
        yield Remark(
            second,
            case,
            {"second": second.text.strip(), "first": above or "（空白）", "first_en": above or "(blank)"},
        )
    firsts = _printed_firsts(form.rows) if slipped else []
    for repair in slipped:
        at = bisect_left(firsts, (_line(repair.place), ""))
        yield from _as_printed(repair, firsts[at - 1][1] if at else "", form)


def _as_printed(repair: Repair, above: str, form: Form) -> Iterator[Remark]:
    """Labels of the second level in a row as printed, under the first level that stood above them there."""
    for cells in repair.before:
        labels = [in_column(cell) for cell in cells]
        above = next((label for label in labels if is_first(label)), above)
        for label, cell in zip(labels, cells, strict=True):
            if not is_second(label) or not above or above in form.profile.parents.get(label, frozenset()):
                continue
            if label != above:
                yield Remark(
                    Source(cell, repair.place),
                    "printed",
                    {"second": cell.strip(), "first": above, "first_en": above},
                )


def _printed_firsts(rows: tuple[Row, ...]) -> list[tuple[int, str]]:
    """Each first level that was printed, by its line, from the top."""
    printed = ((row.indicator.level1, row.first) for row in rows)
    return sorted(
        {
            (_line(level.place), first)
            for level, first in printed
            if level is not None and level.place is not None
        }
    )


def misclassified(form: Form) -> Iterator[Remark | Excuse]:
    """An indicator stands under the level that its name and target belong to.

    Why: the number of meetings is no benefit, a rate is no quantity, a date is no quality.
    Source: 财预〔2015〕88号 (指向明确), as generally known; the word lists are ours.
    Bad: 宣传片拍摄工作 under 效益指标, 合格率 under 数量指标, 2024年12月底前 under 质量指标.
    Good: each under 数量指标, 质量指标 and 时效指标.
    """
    if not form.rows:
        yield not_applicable("none")
    words = form.profile.words
    for row in form.rows:
        kind = row.target.kind if row.target is not None else Kind.NONE
        case = ""
        if (
            row.first == BENEFIT
            and row.name.endswith(words.output)
            and not _holds(row.name, words.not_output)
        ):
            case = "output"
        elif (
            row.second == _QUANTITY
            and row.name.endswith(words.share_ends)
            and not row.name.endswith(words.not_share)
        ):
            case = "share"
        elif row.second == _QUALITY and (kind is Kind.DEADLINE or row.name.endswith(words.date_ends)):
            case = "date"
        elif row.name.endswith("满意度") and row.first in {OUTPUT, BENEFIT} and "满意" not in row.second:
            case = "satisfaction"
        if case:
            values = {"name": row.indicator.name, "levels": f"{row.first}/{row.second}"}
            yield Remark(row.indicator, case, values, tentative=row.is_tentative)


def duplicates(form: Form) -> Iterator[Remark | Excuse]:
    """No indicator stands in the form twice.

    Why: it is counted and scored twice, and where its targets differ nobody knows which one holds.
    Source: 财预〔2015〕88号 (细化量化), as generally known.
    Bad: 培训场次 ≥ 5场 under 数量指标, and again ≥ 6场 further down.
    Good: one row.
    """
    if not form.rows:
        yield not_applicable("none")
    seen: dict[str, Row] = {}
    for row in form.rows:
        key = folded(row.indicator.name)
        first = seen.setdefault(key, row) if key else row
        if first is row:
            continue
        where = str(first.indicator.place or "")
        because = (Source(first.indicator.name, first.indicator.place),)
        case = "" if _texts(first) == _texts(row) else "differs"
        values = {"name": row.indicator.name, "where": where, "one": _texts(first), "other": _texts(row)}
        tentative = row.is_tentative or first.is_tentative
        yield Remark(row.indicator, case, values, because=because, tentative=tentative)


def spending_as_output(form: Form) -> Iterator[Remark | Excuse]:
    """Money, or how much of it was spent, is not told as output.

    Why: spending is what the output costs; the execution of the budget is scored by itself.
    Source: 财预〔2020〕10号 (预算执行率 is weighed apart), as generally known.
    Bad: 预算执行率 ≥ 95% or 资金投入 ≥ 30万元 under 数量指标.
    Good: what the money bought, such as 设备购置数量 ≥ 30台.
    """
    below = tuple(row for row in form.under(OUTPUT) if not row.second.endswith("成本指标"))
    if not below:
        yield not_applicable("none")
    words = form.profile.words
    for row in below:
        rate = row.name.endswith(words.spending)
        unit = unit_of(row.target) if row.target is not None else None
        money = row.name.endswith(words.money) and (unit is None or unit.dimension == (("元", 1),))
        if rate or money:
            values = {"name": row.indicator.name, "second": row.second}
            yield Remark(row.indicator, "rate" if rate else "", values, tentative=row.is_tentative)


def pasted(form: Form) -> Iterator[Remark | Excuse]:
    """The same value does not stand in row after row.

    Why: targets that were worked out differ; one value all the way down was copied.
    Source: errors seen in published forms; the number of rows is ours.
    Bad: 完成 in five rows.
    Good: a figure of its own in each.
    """
    if not form.rows:
        yield not_applicable("none")
    found: dict[str, list[Row]] = {}
    for row in form.rows:
        if row.target is not None and row.target.text.strip():
            found.setdefault("".join(row.target.text.split()), []).append(row)
    for rows in found.values():
        if len(rows) >= form.profile.pasted_rows and (target := rows[0].target) is not None:
            names = "、".join(row.indicator.name for row in rows[:3])
            values = {"text": target.text.strip(), "count": str(len(rows)), "names": names}
            yield Remark(target, "", values, tentative=any(row.is_tentative for row in rows))


def _texts(row: Row) -> str:
    return row.target.text.strip() if row.target is not None else "—"


def _holds(name: str, words: tuple[str, ...]) -> bool:
    return any(word in name for word in words)


def _line(place: Place | None) -> int:
    return (place.line or place.row or 0) if place is not None else 0
