"""A policy as a TOML file to copy and change."""

from collections.abc import Iterator, Mapping
from typing import Any

from kpirules.reporting.toml import toml_text
from kpirules.scoring.plain import to_plain
from kpirules.scoring.policy import Policy

_COMMENTS: Mapping[str, tuple[str, str]] = {
    "title": ("名称，中文、英文", "what it is called, in Chinese and English"),
    "execution": ("预算执行的分值", "the points for spending the budget"),
    "reverse": (
        "越小越好而超过时：linear 权重×(1-(完成-指标)/指标)，inverse 权重×指标/完成",
        "where less is better and more was reported: linear or inverse",
    ),
    "compound": (
        "一格多项：weakest 按最差的一项，mean 取平均",
        "several parts in one cell: the weakest or the mean",
    ),
    "late": ('逾期：none 不得分，或每天扣的分数如 "0.5"', "late: none, or the points off for every day"),
    "ungraded": (
        "定性指标没有人给分时：unscored 不评，top 取档的上限，middle 取中间",
        "an aim in words that nobody gave points: unscored, top or middle of its band",
    ),
    "rescale": ("不适用的指标退出后，其余折算为满分", "what is left is brought to the whole again"),
    "reason_below": ("预算执行率低于此须说明原因", "below this rate of spending a reason is due"),
    "bands": (
        "定性指标各档的比例，从高到低",
        "the shares that each grade of an aim in words allows, the highest first",
    ),
    "grades": ("总分的等级和起点，从高到低", "the grades of a total and where they begin, the highest first"),
    "shares": (
        "表上没有分值时，各一级指标的分值",
        "the points of each first level where a form prints no weights",
    ),
    "absent": ("缺的一级指标，分值并入哪一个", "which first level takes the points of one that a form lacks"),
    "overfulfil": (
        "超额完成：flag 从几倍起提示，explain 是否须说明，bands 从几倍起只得多少",
        "exceeded: told from how many times, whether to explain, and tiers that take points",
    ),
    "rounding": (
        "mode half-up 四舍五入、half-even 五成双、truncate 截取；rate 执行率按 exact 准确值或 printed 印出值",
        "mode half-up, half-even or truncate; rate: points for spending from the exact or the printed rate",
    ),
    "methods": (
        "个别指标的计分方法：direct、tiers 分档、steps 按步扣分",
        "ways to score single indicators: direct, tiers, steps",
    ),
    "grounds": (
        "每条规则的出处：seen 见于实际表格或系统，recalled 凭一般了解，ours 我们的约定",
        "where each rule comes from: seen in use, recalled, ours",
    ),
}

_LONGEST_LINE = 8  # items


def write_policy(policy: Policy) -> str:
    r"""The policy complete and without a base, which :func:`~kpirules.read_policy` reads as the same policy.

    Every key has a comment in Chinese and English; names that TOML wants in quotes are quoted.

    >>> from kpirules.scoring.policies import policy
    >>> print(*write_policy(policy("hubei-2020")).splitlines()[3:5], sep="\n")
    # 预算执行的分值 / the points for spending the budget
    execution = "20"
    """
    return "\n".join(_lines(to_plain(policy))) + "\n"


def _lines(plain: Mapping[str, Any]) -> Iterator[str]:
    tables = {key: value for key, value in plain.items() if isinstance(value, dict)}
    for key, value in plain.items():
        if key not in tables:
            yield from _comment(key)
            yield f"{key} = {_value(value)}"
    for key, table in tables.items():
        yield ""
        yield from _comment(key)
        yield f"[{key}]"
        yield from (f"{_key(name)} = {_value(value)}" for name, value in table.items())


def _comment(key: str) -> Iterator[str]:
    if key in _COMMENTS:
        yield f"# {' / '.join(_COMMENTS[key])}"


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else toml_text(name)


def _value(value: Any) -> str:  # noqa: ANN401 - plain data
    match value:
        case bool():
            return str(value).lower()
        case str():
            return toml_text(value)
        case list() if len(value) > _LONGEST_LINE:
            return f"[\n{''.join(f'    {_value(one)},{chr(10)}' for one in value)}]"
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return f"{{ {', '.join(f'{_key(key)} = {_value(one)}' for key, one in value.items())} }}"
        case _:
            return str(value)
