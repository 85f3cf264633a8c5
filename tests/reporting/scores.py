"""Scored forms for the tests of reports: the example, one that is complete, one that is hostile, one that is empty."""

from fractions import Fraction
from pathlib import Path

from kpirules import Diagnostic, Place, Source, assess, read, read_actuals, read_target, score
from kpirules.declaration import Certainty, Declaration, Indicator, Repair, Wording
from kpirules.declaration.budget import BudgetLine, BudgetOverview, Split
from kpirules.declaration.declaration import FormKind
from kpirules.declaration.indicators import Weight
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.reading.actuals import parse_actuals
from kpirules.reading.form import read_form
from kpirules.reading.grid import Grid
from kpirules.reporting.scored_record import ScoredRecord

TOP = Path(__file__).parents[2]
FORM, SHEET = "docs/examples/huangpu/declaration.txt", "docs/examples/huangpu/actuals.csv"
HOSTILE = "<script>alert(1)</script>\u202e=cmd|' /C calc'!A0 {{ 7*7 }} ]]> &amp; [这里](http://x.invalid)"
LIVE = '=HYPERLINK("http://x.invalid")'

COMPLETE = """
项目名称|科普讲坛项目
主管部门|市科协
实施单位|市科普中心
年度|2024
绩效指标|一级指标|二级指标|三级指标|年度指标值|分值
|产出指标|数量指标|讲座场次|≥15场|40
|产出指标|时效指标|按期办结率|≥90%|10
|效益指标|社会效益指标|受众人次|≥2万人次|30
|满意度指标|服务对象满意度指标|受众满意度|≥90%|10
"""


COMPLETE_SHEET = """指标,输入,数值,单位,偏差原因
讲座场次,,15,场,
按期办结率,,95%,,
受众人次,,18000,人次,场地改造，秋季停办
受众满意度,,不适用,,
预算执行,全年预算数,880,万元,
预算执行,全年执行数,880,万元,
"""


def example() -> ScoredRecord:
    """Read from the top of the checkout, as the documentation does."""
    declaration, diagnostics = read(FORM)
    assert declaration is not None
    scored = score(assess(declaration, read_actuals(SHEET)))
    return ScoredRecord(scored, diagnostics, form=FORM, sheet=SHEET)


def complete() -> ScoredRecord:
    """A project with printed weights, a reason, and an indicator that does not apply; the total is one number."""
    return _record(COMPLETE, parse_actuals(COMPLETE_SHEET))


def hostile() -> ScoredRecord:
    """Every text of form, sheet and names means harm, in every format that is written."""
    levels = (HOSTILE, LIVE, "+1+1")
    texts = ("≥15场", HOSTILE, "@SUM(A1)", LIVE)
    rows = [
        Indicator(
            Wording(level),
            Wording(LIVE),
            Wording(f"{HOSTILE}{at}{text}" if at % 2 else f"{LIVE}{at}{text}"),
            annual_target=read_target(text)[0],
            weight=Weight(Fraction(10), "10") if level != LIVE else None,
        )
        for at, level in enumerate(levels)
        for text in texts
    ]
    declaration = Declaration(
        kind=FormKind.PROJECT,
        department=Wording(HOSTILE),
        project=Wording(LIVE),
        supervisor=Wording(HOSTILE),
        overall_goal=Wording(f"{LIVE}\n{HOSTILE}"),
        budget=BudgetOverview(
            income=Split(Wording(LIVE), (BudgetLine(Wording(LIVE)), BudgetLine(Wording(HOSTILE))))
        ),
        indicators=tuple(rows),
        repairs=(
            Repair("KPI621", Certainty.TENTATIVE, None, before=((LIVE, HOSTILE),), after=((HOSTILE,),)),
        ),
    )
    entries = [
        Entry(row.path, value=LIVE if at % 2 else "14场", reason=HOSTILE if at % 3 else LIVE, note=HOSTILE)
        for at, row in enumerate(rows)
    ]
    told = Diagnostic("KPI801", Source(HOSTILE, Place(HOSTILE)), values={"file": HOSTILE})
    sheet = ActualsSheet((*entries, Entry(HOSTILE, value=HOSTILE)), (told,))
    scored = score(assess(declaration, sheet))
    return ScoredRecord(scored, (told,), form="=1+1<b>.txt", sheet="@x\u202e.csv", date=HOSTILE)


def empty() -> ScoredRecord:
    return ScoredRecord(score(assess(Declaration(), ActualsSheet())))


def many(count: int) -> ScoredRecord:
    """So many indicators, met, missed and not reported by turns."""
    rows = [["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "分值"]]
    rows += [
        ["", "产出指标", "数量指标", f"第{at}类培训场次", f"≥{at % 90 + 2}场", "0.01"] for at in range(count)
    ]
    lines = [f"第{at}类培训场次,{at % 70 + 3}场" for at in range(count) if at % 3]
    declaration, diagnostics = read_form(Grid.from_rows(rows))
    assert declaration is not None
    sheet = parse_actuals("\n".join(["指标,数值", *lines]))
    return ScoredRecord(score(assess(declaration, sheet)), diagnostics, form="form.txt", sheet="sheet.csv")


def _record(form: str, sheet: ActualsSheet) -> ScoredRecord:
    rows = [line.split("|") for line in form.strip().split("\n")]
    declaration, diagnostics = read_form(Grid.from_rows(rows))
    assert declaration is not None
    return ScoredRecord(score(assess(declaration, sheet)), diagnostics, form="form.txt", sheet="sheet.csv")
