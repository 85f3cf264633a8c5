"""A text that was read before costs a look-up: bounded, safe between threads, and never mixed up with another row's."""

import inspect
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest
from tests.test_conformance import CASES

from kpirules import Rule
from kpirules.limits import LIMITS
from kpirules.quantity.unit import find_unit
from kpirules.source import Place, Source
from kpirules.syntax.ast import Comparator
from kpirules.syntax.parse import _remembered as remembered_texts
from kpirules.syntax.parse import parse
from kpirules.syntax.words import standard_words
from kpirules.targets import read_target
from kpirules.targets.read import _remembered as remembered_rows
from kpirules.targets.read import _under_any_name as remembered_targets

HERE, THERE = Place("一.txt", line=3), Place("二.txt", line=8)


def test_the_same_text_is_read_once() -> None:
    assert parse(Source("≥17场")) is parse(Source("≥17场"))
    assert Rule("≥17场").checked is Rule("≥17场").checked
    assert Rule("≥17场").checked is not Rule("≥18场").checked


def test_a_refused_text_is_refused_with_an_error_of_its_own() -> None:
    errors = []
    for _ in range(2):
        with pytest.raises(Exception, match="KPI") as caught:
            Rule("≥≥17场")
        errors.append(caught.value)
    assert errors[0] is not errors[1]
    assert str(errors[0]) == str(errors[1])


@pytest.mark.parametrize(
    "text", ["2次", "≥2 3场", "90%以上", "", "**", "292%", "完成动员、宣传等工作", "x/5*100 ≥ 90%"]
)
def test_every_row_keeps_its_own_place(text: str) -> None:
    rows = [read_target(text, name="合格率", place=place) for place in (HERE, THERE, None, HERE)]
    for (target, told), place in zip(rows, (HERE, THERE, None, HERE), strict=True):
        assert target.place == place
        assert {one.source.place for one in told if one.source is not None} <= {place}
        assert {one.source.text for one in told if one.source is not None} <= {text}
        if target.rule is not None:
            assert target.rule.source == Source(text, place)
    assert len({target.text for target, _ in rows}) == 1
    assert rows[0][0] == rows[1][0]
    assert [one.code for one in rows[0][1]] == [one.code for one in rows[1][1]]


@pytest.mark.parametrize("text", ["≥2 3场", "(3万) 以上", "2个百分点", "≥2路次"])
def test_a_parsed_text_keeps_its_own_place(text: str) -> None:
    for place in (HERE, None, THERE):
        parsed = parse(Source(text, place))
        assert parsed.source == Source(text, place)
        assert {one.source for one in parsed.diagnostics} <= {parsed.source}
    assert parse(Source(text, HERE)) == parse(Source(text, HERE))


def test_one_text_under_two_names_is_read_by_each() -> None:
    good, bad = (read_target("95%", name=name)[0].rule for name in ("投诉处置率", "投诉率"))
    assert good is not None
    assert bad is not None
    assert good.readings[0][1].comparator is Comparator.AT_LEAST
    assert bad.readings[0][1].comparator is Comparator.AT_MOST
    assert read_target("95", unit="%")[0] != read_target("95", unit="分")[0]
    assert read_target("95", comparator="≥")[0] != read_target("95", comparator="≤")[0]
    assert read_target("95", name="甲", unit="场")[0] != read_target("95", name="甲", unit="次")[0]
    assert Rule("≥6场", year=2023).checked.year == 2023
    assert Rule("≥6场", year=2024).checked.year == 2024


NAMES = (
    "", "投诉处置率", "投诉率", "培训人次", "满意人数", "完成时间", "办公费用(≥**万元)", "面积(亩)", "是否达标", "事故起数",
    "★指标1：办结率（≥**%）：", "预算偏差率", "景气指数",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_remembered_row_reads_as_one_too_long_to_be_remembered(name: str) -> None:
    beside = ("comparator", "unit", "header", "year")
    for _, case in CASES:
        cells = {key: case[key] for key in beside if key in case}
        for _ in range(2):
            read = read_target(case["text"], name=name, **cells)
            assert read == read_target(
                case["text"], name=name, heading=" " * LIMITS.remembered_characters, **cells
            )


def test_another_law_has_its_own_reading() -> None:
    law = standard_words().with_meaning("以下", Comparator.LESS_THAN, source="刑法 art. 99")
    assert str(Rule("5天以下")) == "≤ 5天"
    assert str(Rule("5天以下", words=law)) == "< 5天"
    assert str(Rule("5天以下")) == "≤ 5天"


def test_the_memory_is_bounded() -> None:
    for number in range(LIMITS.remembered + 50):
        Rule(f"≥ {number}.5米")
        find_unit(f"元/某{number}")
    long = "甲" * 150 + "+" + "乙" * 100 + " ≥ 1"
    memories = (remembered_texts, remembered_rows, remembered_targets, find_unit)
    before = [memory.cache_info().currsize for memory in memories]
    assert [memory.cache_info().maxsize for memory in memories] == [LIMITS.remembered] * len(memories)
    assert max(before) <= LIMITS.remembered
    misses = remembered_rows.cache_info().misses
    assert Rule(long) == Rule(long)
    assert remembered_rows.cache_info().misses == misses


class Hostile(str):
    """A string that claims to be every other."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("≥31场")

    def __str__(self) -> str:
        return "≥31场"


def test_a_string_that_lies_about_itself_is_read_by_its_characters() -> None:
    Rule("≥31场")
    assert str(Rule(Hostile("≥32场"))) == "≥ 32场"
    assert str(Rule("≥31场")) == "≥ 31场"
    assert parse(Source(Hostile("≥33场"))).condition == Rule("≥33场").tree
    assert type(read_target(Hostile("≥34场"), name=Hostile("场次"))[0].text) is str


def deep(levels: int, work: Callable[[], object]) -> object:
    return work() if levels == 0 else deep(levels - 1, work)


def refuses(text: str) -> bool:
    _, told = read_target(text)
    return any(one.code == "KPI125" for one in told)


def test_what_was_refused_for_want_of_stack_is_read_again_later() -> None:
    refused = 0
    for left in range(20, 200):
        text = f"(({left}+甲)×乙+丙)×丁 ≥ 7"
        room = sys.getrecursionlimit() - len(inspect.stack(0)) - left
        try:
            refused += bool(deep(room, partial(refuses, text)))
        except RecursionError:
            continue
        assert not refuses(text)
        assert parse(Source(text)).condition is not None
    assert refused


COLD = """
import sys, threading
from kpirules import Rule
sys.setswitchinterval(1e-6)
texts = ["≥2场", "满意人数/调查总人数 ≥ 90%", "3-5万元", "约30天", "100±5%", "2次", "完成动员、宣传等工作", "本年 ≥ 上年 × 1.1",
         "不低于百分之九十五", "0 ≤ 超支额 ≤ 5万元", "良好", "甲+乙×2 ≥ 丙 且 丁 ≤ 4", "≠ 3次", "-2万元 以上"]
gate, found = threading.Barrier(8), [None] * 8
def read(number):
    gate.wait()
    order = texts[number:] + texts[:number]
    found[number] = {text: repr(Rule(text, name="抽检合格率", year=2023)) for text in order * 3}
threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert found[0] is not None and len(found[0]) == len(texts)
assert all(one == found[0] for one in found), found
print(sorted(found[0].items()))
"""


def test_eight_threads_agree_from_a_cold_start() -> None:
    runs = {
        subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True).stdout
        for _ in range(3)
    }
    assert len(runs) == 1
