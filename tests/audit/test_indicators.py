"""Every check of indicators: what it finds in invented rows, and what it leaves alone."""

from collections.abc import Callable

import pytest

from kpirules import Audited
from kpirules.audit.audited import Status

Told = Callable[..., list[str]]
WITH_UNIT = "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重\n"
Q, Z, S = "产出指标|数量指标", "产出指标|质量指标", "产出指标|时效指标"
C, B, P = "产出指标|成本指标", "效益指标|社会效益指标", "满意度指标|服务对象满意度指标"


def row(levels: str, name: str, period: str, annual: str | None = None) -> str:
    return f"|{levels}|{name}|{period}|{period if annual is None else annual}\n"


ONE_ROW = [
    # code, levels, name, target, the cases found
    ("I003", Q, "宣传册印制数量", "/", ["I003"]),
    ("I003", Q, "宣传册印制数量", "≥500册", []),
    ("I003", Q, "宣传册印制数量", "**", []),  # P005 says so
    ("I004", Q, "老旧管网改造", "完成改造、验收等工作", ["I004"]),
    ("I004", S, "管网改造完成时间", "2024年10月底前", []),
    ("I004", B, "居民用水安全", "进一步提升", []),  # I007 says so
    ("I005", Q, "义诊场次", "12场", ["I005"]),
    ("I005", Q, "义诊场次", "=12场", []),
    ("I006", Z, "路灯合格率", "≥5盏", ["name"]),
    ("I006", Q, "义诊场次", "≥12人", ["name"]),
    ("I006", Q, "受训人数", "≥30场", ["name"]),
    ("I006", Q, "受训人数", "≥30名", []),
    ("I006", Q, "义诊场次", "≥12", ["missing"]),
    ("I006", Z, "任务完成率", "≥100百分比", ["word"]),
    ("I006", Z, "任务完成率", "≥100%", []),
    ("I007", B, "居民用水安全", "进一步提升", ["I007"]),
    ("I007", B, "居民用水投诉", "比上年有效减少10件", []),
    ("I009", B, "便民巡回义诊场次", "≥12场", ["output"]),
    ("I009", B, "带动就业人数", "≥12人", []),
    ("I009", Q, "路灯合格率", "≥95%", ["share"]),
    ("I009", Z, "路灯安装完成时间", "2024年10月底前", ["date"]),
    ("I009", Z, "路灯合格率", "≥95%", []),
    ("I009", B, "居民满意度", "≥95%", ["satisfaction"]),
    ("I010", Z, "水泵正常运行率", "≤99%", ["I010"]),
    ("I010", S, "低保金逾期发放率", "≥100%", ["I010"]),
    ("I010", Z, "居民投诉次数", "≥3次", ["I010"]),
    ("I010", C, "单盏路灯成本", "≥0.3万元", ["I010"]),
    ("I010", Z, "居民投诉办结率", "≥98%", []),
    ("I010", Z, "故障修复及时率", "≥98%", []),
    ("I010", Z, "水泵正常运行率", "≥99%", []),
    ("I010", C, "单盏路灯成本", "≤0.3万元", []),
    ("I011", Z, "路灯合格率", "≥292%", ["I011"]),
    ("I011", B, "营业收入增长率", "≥120%", []),
    ("I011", Z, "路灯合格率", "≥92%", []),
    ("I014", Q, "预算执行率", "≥95%", ["rate"]),
    ("I014", Q, "路灯项目经费", "≥30万元", ["I014"]),
    ("I014", C, "路灯项目经费", "≤30万元", []),
    ("I016", P, "居民满意度", "≥60%", ["low", "I016"]),
    ("I016", P, "居民满意度", "=100%", ["full", "I016"]),
    ("I016", P, "居民满意度", "调查总人数/满意人数≥90%", ["upside_down", "I016"]),
    ("I016", P, "居民满意度（有效问卷不少于200份）", "≥90%", []),
    ("I017", Q, "受训人数", "≥0人", ["trivial"]),
    ("I017", Z, "路灯合格率", "≤100%", ["trivial"]),
    ("I017", Z, "路灯合格率", "≥105%", ["impossible"]),
    ("I017", Z, "路灯合格率", "≥100%", []),
    ("I017", Q, "受训人数", "≤-1人", ["impossible"]),
    ("I017", B, "营业收入增长率", "≥105%", []),
]


@pytest.mark.parametrize("case", ONE_ROW, ids=lambda case: f"{case[0]} {case[2]} {case[3]}")
def test_one_row(told: Told, case: tuple[str, str, str, str, list[str]]) -> None:
    code, levels, name, target, cases = case
    assert told(code, row(levels, name, target)) == cases


TWO_TARGETS = [
    ("≥10场", "≥12场", ["above"]),
    ("≥30场", "≥10场", []),
    ("≥10场", "≤10场", ["direction"]),
    ("≥10场", "≥12人", ["unit"]),
    ("≥90%", "≥95%", ["share"]),
    ("≥9000元", "≥0.8万元", []),
]


@pytest.mark.parametrize("period, annual, cases", TWO_TARGETS)
def test_year_and_period(told: Told, period: str, annual: str, cases: list[str]) -> None:
    assert told("I012", row(Q, "义诊开展情况", period, annual)) == cases


def test_the_unit_column_against_the_value(told: Told) -> None:
    rows = "产出指标|成本指标|临时救助标准||28.8万元|%|10\n"
    assert told("I006", rows, header=WITH_UNIT) == ["column"]
    assert told("I006", rows.replace("%", "万元"), header=WITH_UNIT) == []


def test_dimensions(told: Told) -> None:
    counted = row(Q, "义诊场次", "≥12场")
    assert told("I001", counted) == ["I001", "satisfaction"]
    assert told("I001", counted + row(B, "居民健康", "明显改善")) == ["satisfaction", "unmeasured"]
    whole = counted + row(B, "带动就业人数", "≥12人") + row(P, "居民满意度", "≥90%")
    assert told("I001", whole) == []
    assert told("I002", whole) == ["I002"]
    assert told("I002", whole + row(Z, "药品合格率", "=100%")) == []


def test_levels(told: Told) -> None:
    assert told("I008", row("效益指标|数量指标", "义诊场次", "≥12场")) == ["I008"]
    assert told("I008", row("产出指标|其他指标", "义诊场次", "≥12场")) == ["unknown"]
    assert told("I008", row(Q, "义诊场次", "≥12场")) == []


def test_what_stands_twice(told: Told) -> None:
    first = row(Q, "义诊场次", "≥12场")
    assert told("I013", first + row(Q, "义诊 场次", "≥12场")) == ["I013"]
    assert told("I013", first + row(Q, "义诊场次", "≥15场")) == ["differs"]
    assert told("I013", first + row(Q, "义诊人次", "≥12人次")) == []
    same = [row(Q, f"{name}完成情况", "≥95%") for name in ("绿化", "供水", "照明", "环卫", "排水")]
    assert told("I015", "".join(same)) == ["I015"]
    assert told("I015", "".join(same[:4])) == []


WEIGHED = "产出指标（50分）|数量指标|义诊场次|≥|12|场|{}\n效益指标|社会效益指标|受益人次|≥|900|人次|{}\n"


@pytest.mark.parametrize(
    "weights, cases",
    [
        (("50", "40"), []),
        (("50", "50"), []),
        (("50", "35"), ["I018"]),
        (("45", "45"), ["level"]),
        (("50", "0"), ["I018", "zero"]),
        (("50", ""), ["missing"]),
    ],
)
def test_weights(told: Told, weights: tuple[str, str], cases: list[str]) -> None:
    assert told("I018", WEIGHED.format(*weights), header=WITH_UNIT) == cases


def test_without_weights_the_check_does_not_pass(audited: Callable[..., Audited]) -> None:
    found = audited("绩效指标|一级指标|二级指标|三级指标|年度指标值\n" + f"|{Q}|义诊场次|≥12场\n", "I018")
    assert [entry.status for entry in found.ledger] == [Status.NOT_APPLICABLE]


SOUND = [
    (Q, "举办招聘会次数", "≥10次"),
    (Q, "受理群众投诉件数", "≥200件"),
    (Q, "重大隐患整改数量", "≥30处"),
    (Q, "安全事故应急演练次数", "≥4次"),
    (Q, "查处违法案件数", "≥50件"),
    (Q, "绿化养护面积", "≥12万平方米"),
    (Q, "专家评审人次", "≥30人次"),
    (Z, "工程验收合格率", "=100%"),
    (Z, "设备故障率", "≤2%"),
    (Z, "案件差错率", "≤0.5%"),
    (S, "故障响应时间", "≤2小时"),
    (S, "补贴发放及时率", "≥100%"),
    (S, "工程完工时间", "2024年12月31日前"),
    (C, "项目总成本", "≤300万元"),
    (C, "人均培训成本", "≤550元/人·天"),
    (C, "成本节约率", "≥5%"),
    (C, "预算成本控制率", "≤100%"),
    (B, "带动就业人数", "≥500人"),
    (B, "财政收入增长率", "≥6%"),
    (B, "投入产出比", "≥1.5"),
    (B, "重大安全事故发生次数", "≤0次"),
    (B, "政策知晓率", "≥85%"),
    (B, "空气质量优良天数比例", "≥85%"),
    (B, "单位能耗下降率", "≥3%"),
    (B, "污水处理率", "≥95%"),
    (B, "设备使用年限", "≥8年"),
    (P, "群众投诉率", "≤1%"),
    (P, "服务对象满意度（有效问卷不少于200份）", "≥95%"),
]


def test_a_sound_table_has_nothing_to_be_told(audited: Callable[..., Audited]) -> None:
    rows = "".join(row(levels, name, target) for levels, name, target in SOUND)
    found = audited(
        "绩效指标|一级指标|二级指标|三级指标|实施周期指标值|年度指标值\n" + rows, "I", "P001", "P003", "P005"
    )
    assert [one.told.message() for one in found.findings] == []
