"""Promises and the indicators that answer them, in forms of invented departments."""

from collections.abc import Callable

import pytest

from kpirules import Audited

Audit = Callable[..., Audited]
HEAD = "年度重点工作任务|名称|主要实施内容|拟投入的资金（万元）|期望达到的目标\n"
ROWS = "绩效指标|一级指标|二级指标|三级指标|年度指标值\n"


def form(tasks: dict[str, str], indicators: dict[str, str]) -> str:
    """Tasks by name with their content, and indicators by name with their target."""
    lines = [f"|{name}|{content}|{10 + at}|改善民生\n" for at, (name, content) in enumerate(tasks.items())]
    rows = [f"|产出指标|数量指标|{name}|{target}\n" for name, target in indicators.items()]
    return HEAD + "".join(lines) + ROWS + "".join(rows)


LIBRARY = {
    "全民阅读推广": "全年举办名家讲座不少于6场，新书展览不少于4场，参与读者不少于3000人次",
    "馆藏资源建设": "采购图书不少于12000册，数字化古籍不少于50种",
    "基层分馆改造": "完成改造分馆5个，每个分馆配备座位不少于40个",
}
HEALTH = {
    "家庭医生签约服务": "签约居民不少于2万人，组织入户随访不少于800户次",
    "职业病防治": "开展企业职业病危害因素检测不少于60家，举办防治宣讲不少于8场",
}
WATER = {
    "河道综合整治": "清淤河道不少于12公里，新建生态护岸至少3.5公里",
    "供水管网更新": "更换老旧管网20公里",
}

# tasks, indicators, and by code the promises (C002, C010) or the targets (C003, C004, C005) of its findings
RIGHT = [
    (
        LIBRARY,
        {
            "名家讲座举办场次": "≥6场",
            "新书展览场次": "≥4场",
            "读者参与人次": "≥3000人次",
            "采购图书册数": "≥10000册",
            "古籍数字化数量": "≥50种",
            "改造分馆数量": "≥5个",
        },
        {"C002": ["不少于40个"], "C003": ["≥10000册"], "C006": []},
    ),
    (
        HEALTH,
        {
            "居民签约人数": "≥2.5万人",
            "入户随访户次": "≥800户次",
            "职业病危害因素检测企业数": "≥60家",
            "防治宣讲场次": "≥8场次",
        },
        {"C002": [], "C004": ["≥2.5万人"], "C005": ["≥8场次"], "C006": []},
    ),
    (
        WATER,
        {"河道清淤长度": "≥12000米", "生态护岸新建长度": "≥3公里", "更换老旧供水管网长度": "≥20公里"},
        {"C002": [], "C003": ["≥3公里"], "C005": [], "C006": []},
    ),
    # A bound from above cannot hold together with one from below.
    (
        {"养老床位建设": "新增养老床位不少于300张"},
        {"新增养老床位数": "≤200张"},
        {"C002": [], "C003": ["≤200张"]},
    ),
    # 人 and 人次 are not one unit.
    (
        {"技能培训": "培训农民不少于500人"},
        {"技能培训人次": "≥500人次"},
        {"C002": ["不少于500人"], "C003": []},
    ),
    # The unit stands in the name alone.
    ({"技能培训": "举办技能培训班不少于5场"}, {"技能培训班场次": "≥4"}, {"C002": [], "C003": ["≥4"]}),
    # Both have the noun, one has what is done with it.
    (
        {"农村公路建设": "新建农村公路不少于35公里，养护公路不少于120公里"},
        {"农村公路新建里程": "≥35公里", "公路养护里程": "≥150公里"},
        {"C002": [], "C004": ["≥150公里"], "C010": []},
    ),
    # The task's name says nothing of it; the words of the promise are those of the indicator.
    ({"医院信息化": "采购服务器10台"}, {"服务器采购数量": "≥10台"}, {"C002": [], "C004": [], "C006": []}),
    # Exactly one is what was promised.
    ({"旅游推广": "举办旅游节1次"}, {"旅游节举办次数": "=1次"}, {"C002": [], "C004": []}),
    # 其中: parts and whole have indicators of their own.
    (
        {"执法检查": "全年开展执法检查不少于200次，其中食品安全检查不少于120次，药品检查不少于80次"},
        {"食品安全检查次数": "≥100次", "药品检查次数": "≥80次", "执法检查次数": "≥200次"},
        {"C002": [], "C003": ["≥100次"], "C010": []},
    ),
    # The same promise in content and in goal is one.
    (
        {"技能培训": "举办技能培训不少于5场，全年开展技能培训不少于5场"},
        {"技能培训场次": "≥5场"},
        {"C002": [], "C010": []},
    ),
]


@pytest.mark.parametrize("tasks, indicators, expected", RIGHT)
def test_links_that_are_right(
    audited: Audit, tasks: dict[str, str], indicators: dict[str, str], expected: dict[str, list[str]]
) -> None:
    found = audited(form(tasks, indicators), "C")
    for code, texts in expected.items():
        told = [one.told for one in found.findings if one.code == code]
        marked = [
            one.span.of(one.source.text) for one in told if one.span is not None and one.source is not None
        ]
        assert marked == texts, code
    assert [one.code for one in found.findings if one.code == "C001"] == []


def test_two_that_fit_are_open(audited: Audit) -> None:
    """Neither order nor nearness decides which of two indicators a promise means."""
    indicators = {"科普讲座举办场次": "≥3场", "健康讲座举办场次": "≥9场"}
    found = audited(form({"讲座进社区": "举办讲座不少于5场"}, indicators), "C")
    [finding] = [one for one in found.findings if one.code == "C010"]
    assert "科普讲座举办场次" in finding.told.message()
    assert "健康讲座举办场次" in finding.told.message()
    assert len(finding.because) == 2
    assert not {"C002", "C003", "C004", "C006"} & {one.code for one in found.findings}


def test_two_promises_for_one_indicator_are_open(audited: Audit) -> None:
    tasks = {"义诊下乡": "春季开展义诊不少于3场，秋季开展义诊不少于5场"}
    found = audited(form(tasks, {"义诊场次": "≥3场"}), "C002", "C003", "C010")
    assert [(one.code, dict(one.told.values)["promise"]) for one in found.findings] == [
        ("C010", "不少于3场"),
        ("C010", "不少于5场"),
    ]


ABSENT = [
    # other words, same unit
    ({"古树保护": "开展古树巡查不少于20次"}, {"噪声监测次数": "≥20次"}),
    # same words, other unit
    ({"古树保护": "挂牌古树不少于200株"}, {"古树巡查次数": "≥200次"}),
    # one task, and something else of the same unit
    ({"业务培训": "组织外出考察不少于3次"}, {"业务培训次数": "≥5次"}),
    # for each of something
    ({"文化下乡": "每个村演出不少于2场"}, {"文化下乡演出场次": "≥2场"}),
]


@pytest.mark.parametrize("tasks, indicators", ABSENT)
def test_links_that_are_absent(audited: Audit, tasks: dict[str, str], indicators: dict[str, str]) -> None:
    found = audited(form(tasks, indicators), "C002", "C003", "C004", "C005", "C010")
    assert [one.code for one in found.findings] == ["C002"]


def test_a_task_and_an_indicator_of_their_own(audited: Audit) -> None:
    found = audited(form({"古树保护": "挂牌古树"}, {"噪声监测点位数": "≥20个"}), "C001", "C006")
    assert [one.code for one in found.findings] == ["C001", "C006"]


def test_satisfaction_cuts_across_tasks(audited: Audit) -> None:
    text = form({"古树保护": "挂牌古树"}, {"古树挂牌数量": "≥20株"})
    text += "|满意度指标|服务对象满意度指标|居民满意度|≥90%\n"
    assert audited(text, "C006").findings == ()


def test_order_decides_nothing(audited: Audit) -> None:
    """Tasks or rows the other way round: the same promises meet the same indicators."""
    indicators = {"名家讲座举办场次": "≥5场", "新书展览场次": "≥9场", "采购图书册数": "≥10000册"}
    turned = dict(reversed(indicators.items()))

    def said(text: str) -> set[str]:
        return {one.told.message() for one in audited(text, "C002", "C003", "C004", "C006", "C010").findings}

    assert said(form(LIBRARY, indicators)) == said(form(LIBRARY, turned))
    assert said(form(LIBRARY, indicators)) == said(form(dict(reversed(LIBRARY.items())), indicators))


def test_a_link_is_explained(audited: Audit) -> None:
    found = audited(form(LIBRARY, {"名家讲座举办场次": "≥5场"}), "C003")
    [finding] = found.findings
    assert "“名家讲座”" in finding.told.message()
    assert "名家讲座" in finding.told.message("en")
    assert [source.text for source in finding.because] == ["不少于6场"]
