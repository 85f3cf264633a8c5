"""The checks of self-evaluation sheets, each on the sheet that breaks it and on the one that does not."""

from collections.abc import Callable

import pytest

from kpirules import AuditedSheet, audit_sheet, recheck
from kpirules.audit.audited import Status
from kpirules.reading.form import read_form
from kpirules.reading.selfevaluation import read_selfevaluation
from kpirules.reading.text import read_text

HEADER = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施"
FUNDS = """
项目资金（万元）||年初预算数|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分
|年度资金总额|100|120|{executed}|10|{rate}|{score}
|其中：当年财政拨款|80|{grant}|90|||
|上年结转资金|20|20|{rest}|||
"""
WHOLE = FUNDS.format(executed="114", rate="95%", score="9.5", grant="100", rest="24")
ROW = "产出指标|数量指标|讲座场次|≥15场|16场|90|90|"
DECLARED = "一级指标|二级指标|三级指标|年度指标值|权重\n产出指标|数量指标|讲座场次|{target}|{weight}"

Told = Callable[..., list[str]]


def audited(*parts: str, declared: str = "", codes: tuple[str, ...] = ()) -> AuditedSheet:
    grid, _ = read_text("\n".join(part.strip("\n") for part in parts).replace("|", "\t"))
    sheet, _ = read_selfevaluation(grid)
    assert sheet is not None
    declaration = None
    if declared:
        declaration, _ = read_form(read_text(declared.replace("|", "\t"))[0])
    return audit_sheet(recheck(sheet), declaration, select=codes)


def told(code: str, *parts: str, declared: str = "") -> list[str]:
    """The case of each finding, or the code where it has none."""
    found = audited(*parts, declared=declared, codes=(code,))
    return [dict(one.told.values).get("case", code) for one in found.findings]


def test_a_sheet_without_a_fault() -> None:
    found = audited(
        WHOLE, HEADER, ROW, "总分|||||100|99.5|优", declared=DECLARED.format(target="≥15场", weight="90")
    )
    assert [(entry.code, entry.status) for entry in found.ledger if entry.status is not Status.PASSED] == [
        ("S006", Status.NOT_APPLICABLE)
    ]


@pytest.mark.parametrize(
    "change, cases",
    [
        ({"rate": "95%", "executed": "114"}, []),
        ({"rate": "90%"}, ["S001"]),
        ({"rate": "94%", "executed": "113.99", "rest": "23.99"}, ["rounded"]),
        ({"grant": "90"}, ["sum"]),
        ({"grant": ""}, []),
        ({"executed": "130", "rest": "40", "rate": "108.33%"}, ["over"]),
    ],
)
def test_the_funds(change: dict[str, str], cases: list[str]) -> None:
    values = {"executed": "114", "rate": "95%", "score": "9.5", "grant": "100", "rest": "24", **change}
    assert told("S001", FUNDS.format(**values), HEADER, ROW) == cases


def test_a_row_of_spending_says_what_the_funds_say() -> None:
    row = "产出指标|成本指标|预算执行率|95%|{}|10|10|"
    assert told("S001", WHOLE, HEADER, row.format("98%")) == ["row"]
    assert told("S001", WHOLE, HEADER, row.format("95%")) == []


@pytest.mark.parametrize("score, cases", [("9.5", []), ("9", ["variant"]), ("8", ["S002"]), ("11", ["S002"])])
def test_the_points_for_spending(score: str, cases: list[str]) -> None:
    funds = FUNDS.format(executed="114", rate="95%", score=score, grant="100", rest="24")
    assert told("S002", funds, HEADER, ROW) == cases


@pytest.mark.parametrize(
    "target, actual, score, cases",
    [
        ("≥15场", "15场", "10", []),
        ("≥15场", "15场", "7", ["S003"]),
        ("≥15场", "14场", "9.3", ["variant"]),
        ("≥15场", "15场", "12", ["beyond"]),
        ("≥15场", "完成", "7", []),
    ],
)
def test_the_points_of_a_row(target: str, actual: str, score: str, cases: list[str]) -> None:
    assert told("S003", HEADER, f"产出指标|数量指标|讲座场次|{target}|{actual}|10|{score}|") == cases


def test_missing_points_have_a_reason() -> None:
    row = "产出指标|数量指标|讲座场次|≥15场|14场|10|9.33|{}"
    assert told("S004", HEADER, row.format("")) == ["S004"]
    assert told("S004", HEADER, row.format("一场因台风取消")) == []
    funds = FUNDS.format(executed="60", rate="50%", score="5", grant="100", rest="")
    assert told("S004", funds, HEADER, ROW) == ["spending"]


@pytest.mark.parametrize(
    "name, target, actual, cases",
    [
        ("讲座场次", "≥15场", "完成", ["S005"]),
        ("讲座场次", "≥15场", "部分达成", ["S005"]),
        ("讲座场次", "≥15场", "15场", []),
        ("建成时间", "2024年11月底前", "已完成", ["S005"]),
        ("阅读氛围", "明显改善", "部分达成", []),
        ("读者满意度", "≥90%", "满意人数120人，调查人数100人", ["more"]),
        ("读者满意度", "≥90%", "120/100", ["more"]),
        ("读者满意度", "≥90%", "95/0", ["nobody"]),
        ("读者满意度", "≥90%", "105%", ["above"]),
        ("读者满意度", "≥90%", "不满意5人，调查100人，满意率95%", []),
        ("读者满意度", "≥90%", "满意96人，调查100人", []),
    ],
)
def test_the_kind_of_an_answer(name: str, target: str, actual: str, cases: list[str]) -> None:
    assert told("S005", HEADER, f"产出指标|数量指标|{name}|{target}|{actual}|10|10|") == cases


@pytest.mark.parametrize(
    "score, cases", [("10", ["S006"]), ("8", ["S006"]), ("7.99", []), ("6", []), ("5", ["S006"])]
)
def test_the_band_of_an_aim_in_words(score: str, cases: list[str]) -> None:
    assert told("S006", HEADER, f"效益指标|社会效益指标|阅读氛围|明显改善|部分达成|10|{score}|") == cases


@pytest.mark.parametrize(
    "target, weight, cases",
    [
        ("≥15场", "90", []),
        ("不少于15场次", "90", []),
        ("≥20场", "90", ["weaker"]),
        ("≥12场", "90", ["S007"]),
        ("", "90", ["S007"]),
        ("≥15场", "80", ["weight"]),
        ("≥15场|90\n||志愿者人数|≥5人", "5", ["dropped"]),
    ],
)
def test_targets_are_those_that_were_declared(target: str, weight: str, cases: list[str]) -> None:
    assert told("S007", HEADER, ROW, declared=DECLARED.format(target=target, weight=weight)) == cases


def test_a_row_that_nobody_declared_and_no_declaration_at_all() -> None:
    other = "一级指标|二级指标|三级指标|年度指标值\n产出指标|数量指标|展览场次|≥3场"
    assert told("S007", HEADER, ROW, declared=other) == ["dropped", "added"]
    [entry] = audited(HEADER, ROW, codes=("S007",)).ledger
    assert entry.status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    "line, cases",
    [
        ("总分|||||100|99.5|优", []),
        ("总分|||||100|98|优", ["S008"]),
        ("总分|||||100|100|优", ["variant"]),
        ("总分|||||100|99.5|良", ["grade"]),
        ("总分|||||100|99.5|优秀", []),
        ("总分|||||95|99.5|优", ["weights"]),
    ],
)
def test_the_total_and_the_grade(line: str, cases: list[str]) -> None:
    assert told("S008", WHOLE, HEADER, ROW, line) == cases


def test_a_level_prints_the_points_of_its_rows() -> None:
    row = "产出指标（{}分）|数量指标|讲座场次|≥15场|15场|90|90|"
    assert told("S008", WHOLE, HEADER, row.format(90)) == []
    assert told("S008", WHOLE, HEADER, row.format(50)) == ["level"]
    part = "产出指标（{}分）|数量指标|讲座场次|≥15场|15场|40|40|"
    assert told("S008", WHOLE, HEADER, part.format(50)) == []  # rows are missing, perhaps these
    assert told("S008", WHOLE, HEADER, part.format(30)) == ["level"]


def test_a_total_that_lost_points_rule_out() -> None:
    assert told("S008", HEADER, "产出指标|数量指标|讲座场次|≥15场|14场|50|45|", "总分|||||100|98|") == [
        "lost"
    ]


@pytest.mark.parametrize("executed, cases", [("60", ["S009"]), ("96", []), ("114", [])])
def test_good_points_beside_little_spending(executed: str, cases: list[str]) -> None:
    funds = FUNDS.format(executed=executed, rate="", score="", grant="100", rest="")
    assert told("S009", funds, HEADER, ROW) == cases


@pytest.mark.parametrize(
    "target, actual, cases",
    [
        ("≥15场", "18场", ["S010"]),
        ("≥15场", "17场", []),
        ("15~20场", "40场", []),
        ("≤15元", "3元", []),
        ("≥0场", "3场", []),
    ],
)
def test_targets_that_were_left_behind(target: str, actual: str, cases: list[str]) -> None:
    assert told("S010", HEADER, f"产出指标|数量指标|讲座场次|{target}|{actual}|90|90|") == cases


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(ValueError, match="no check has a code"):
        audited(HEADER, ROW, codes=("P001",))
