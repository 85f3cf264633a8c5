"""The direction of a number without a comparator: a wrong one turns a miss into a met, so every word is weighed."""

import tomllib
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.rules.evidence import evidence, plain_name
from kpirules.rules.readings import read_bare
from kpirules.source import Source
from kpirules.syntax.ast import Bare, Comparator
from kpirules.syntax.parse import parse

GROUPS = tomllib.loads((Path(__file__).parent / "directions.toml").read_text(encoding="utf-8"))["group"]
NAMES = sorted({name for group in GROUPS for name in group["names"]})


def direction(text: str, name: str, heading: str = "") -> str:
    condition = parse(Source(text)).condition
    assert isinstance(condition, Bare), text
    comparator = read_bare(condition.quantity.quantity, name=name, heading=heading).comparator
    return comparator.value if comparator is not None else "?"


@pytest.mark.parametrize(
    "group", GROUPS, ids=lambda group: f"{group['reading']}{group['value']}{group['names'][0]}"
)
def test_names_that_a_person_has_weighed(group: dict[str, str | list[str]]) -> None:
    told = {name: direction(str(group["value"]), name) for name in group["names"]}
    assert told == dict.fromkeys(group["names"], group["reading"])


@pytest.mark.parametrize(
    "text, name, reading",
    [
        # The head wins over what it is the head of.
        ("95%", "投诉处置率", "≥"), ("95%", "利息费用保障率", "≥"), ("95%", "不合格产品处置率", "≥"),
        ("95%", "逾期贷款回收率", "≥"), ("95%", "死亡赔付及时率", "≥"), ("5%", "车辆维护费用减少率", "≥"),
        ("5%", "成本节约率", "≥"), ("3%", "能耗降低率", "≥"), ("200吨", "减排量", "≥"), ("95%", "违法案件查处率", "≥"),
        ("95%", "事故隐患整改率", "≥"), ("30%", "欠薪追缴率", "≥"), ("5%", "投诉率下降率", "≥"),
        ("5%", "安全事故发生率", "≤"), ("5%", "满意度调查误差率", "≤"), ("20万元", "满意度调查费", "≤"),
        ("20万元", "节能改造总投资", "≤"), ("5天", "投诉办理时限", "≤"), ("3次", "覆盖率不达标次数", "?"),
        # A little word in front turns it round.
        ("5%", "不满意率", "≤"), ("5%", "未完成率", "≤"), ("5%", "未使用率", "?"), ("5%", "重复发放率", "?"),
        ("5%", "违规使用率", "?"), ("5%", "逾期办结率", "?"), ("5%", "降低投诉率", "?"), ("98%", "无投诉率", "?"),
        ("5次", "减少投诉次数", "?"), ("50万元", "降低运行成本支出", "?"), ("50万元", "减少经济损失", "?"),
        # All of it limits nothing that is bad, but may limit a budget.
        ("100%", "群众投诉率", "?"), ("100%", "无安全事故", "≥"), ("100%", "杜绝安全事故", "≥"), ("100%", "公用经费控制率", "≤"),
        ("100%", "成本控制率", "?"), ("100%", "社会成本指标", "?"), ("100%", "成本", "?"), ("100%", "生态成本控制情况", "?"),
        ("100%", "违规行为", "?"), ("100%", "违规行为整改", "≥"), ("100%", "工作经费足额拨付", "≥"),
        # A fall or a growth is good or bad by what falls or grows.
        ("5%", "营业收入下降率", "?"), ("5%", "就业人数减少率", "?"), ("5%", "三公经费增长率", "?"), ("5%", "事故增长率", "?"),
        ("5%", "营业收入增长率", "≥"), ("5%", "固定资产投资增长率", "≥"),
        # An unlisted share below a half could be of anything.
        ("3%", "某某率", "?"), ("90%", "某某率", "≥"), ("3%", "物价涨幅", "?"), ("80%", "群众了解政策", "≥"),
        # Money is only told by the name.
        ("800万元", "完成校园维修改造项目", "?"), ("100元", "陪审员补助", "?"), ("15万元", "", "?"), ("800元", "慰问费", "?"),
        ("5亿元", "拉动民间投资", "≥"), ("5万元", "慰问活动费用", "≤"), ("400元/人·天", "培训成本", "≤"), ("100%", "", "≥"),
        # Time, ranks, staff and what one may be asked to have less of.
        ("3天", "举办培训班", "?"), ("3名", "全市排名", "?"), ("35人", "在编人员", "?"), ("2辆", "公务用车购置数量", "?"),
        ("20批", "公务接待批次", "?"), ("5次", "会议次数控制", "?"), ("3处", "安全隐患", "?"), ("3处", "安全隐患整改", "≥"),
        ("4次", "未开展培训次数", "?"), ("4次", "违规举办培训", "?"), ("3个", "未完成项目", "?"),
        ("20件", "受理投诉件数", "?"), ("5次", "故障维修次数", "?"),
        # A plain number takes the unit that the name prints.
        ("63", "成本控制数（万元）", "≤"), ("6070", "项目总投入(≥**万元)", "≤"), ("60", "完成道路维修(万元)", "?"),
        ("60", "完成道路维修(公里)", "≥"), ("5", "完成审批", "?"), ("1000", "发放补贴", "?"), ("2", "召开联席会议", "≥"),
        ("-5%", "满意度", "?"),
    ],
)  # fmt: skip
def test_what_looks_like_something_else(text: str, name: str, reading: str) -> None:
    assert direction(text, name) == reading


@pytest.mark.parametrize(
    "text, name, heading, reading",
    [
        ("30天", "培训", "成本指标", "≤"), ("1000元/人", "生活补贴标准", "成本指标", "≤"),
        ("100%", "成本控制率", "成本指标", "≤"),
        ("100%", "资金使用", "成本指标", "?"), ("2次", "组织培训", "成本指标", "≤"), ("95%", "费用保障率", "成本指标", "≥"),
        ("30天", "巡查", "数量指标", "≥"), ("20万元", "大棚", "数量指标", "?"), ("30天", "审查", "质量指标", "?"),
        ("3处", "隐患", "数量指标", "?"), ("3", "景气指数", "质量指标", "?"), ("90", "村民评议", "满意度指标", "≥"),
        ("5次", "会议控制", "数量指标", "?"), ("3天", "培训天数", "数量指标", "≥"), ("5", "编制名额", "时效指标", "?"),
    ],
)  # fmt: skip
def test_the_heading_speaks_where_the_name_does_not(text: str, name: str, heading: str, reading: str) -> None:
    assert direction(text, name, heading) == reading


@pytest.mark.parametrize(
    "name, plain",
    [
        ("指标1：培训场次", "培训场次"), ("指标7.化妆品抽检完成率", "化妆品抽检完成率"),
        ("★验收合格率：", "验收合格率"),
        ("其中：女性人数(人)", "女性人数"), ("1.举办讲座", "举办讲座"), ("2023年举办讲座", "2023年举办讲座"),
        ("“两会”保障率", "两会保障率"),
        ("工程（项目）合格率≥", "工程合格率"), ("满意度达到", "满意度"), ("社会成本指标", "社会成本"), ("数量指标：场次", "场次"),
        ("", ""),
        ("指标", ""), ("达标率", "达标率"), ("发 放 率 。", "发放率"), ("(1)讲座", "讲座"), ("①讲座", "讲座"),
    ],
)  # fmt: skip
def test_a_name_is_read_without_its_ornaments(name: str, plain: str) -> None:
    assert plain_name(name) == plain


UNITS = st.none() | st.sampled_from(
    ["%", "次", "人", "万元", "天", "公里", "元/人", "‰", "个百分点", "起"]
).map(unit)


@given(st.sampled_from(NAMES), st.sampled_from(["", "数量指标", "质量指标", "成本指标", "满意度指标"]), UNITS)
def test_zero_is_never_at_least(name: str, heading: str, one: object) -> None:
    zero = Quantity(Fraction(0), one)  # type: ignore[arg-type]
    assert read_bare(zero, name=name, heading=heading).comparator is not Comparator.AT_LEAST


@given(st.text(max_size=30), st.text(max_size=8), st.fractions(), UNITS)
def test_every_row_has_an_answer(name: str, heading: str, number: Fraction, one: object) -> None:
    reading = read_bare(Quantity(number, one), name=name, heading=heading)  # type: ignore[arg-type]
    assert (reading.comparator is None) == (reading.rule == "none")
    assert reading.comparator in {None, Comparator.AT_LEAST, Comparator.AT_MOST}


def test_no_word_is_said_to_mean_two_things() -> None:
    table = tomllib.loads((files("kpirules.rules") / "readings.toml").read_text(encoding="utf-8"))
    words = [word for group in table["head"] for word in group["words"]]
    assert len(words) == len(set(words))


def test_the_longest_end_wins() -> None:
    table = evidence()
    assert table.head("投诉处置率")[0] == "处置率"
    assert table.head("城镇失业率")[0] == "失业率"
    assert table.head("无") == ("", None)
