"""Every entry of a table means what it stands for, in every place where it may be written."""

import re
from fractions import Fraction

import pytest

from kpirules import Rule
from kpirules.rules.checked import Reading
from kpirules.source import Source
from kpirules.syntax.ast import Comparator
from kpirules.syntax.parse import parse
from kpirules.syntax.words import standard_words

BEHIND = ("以", "及以", "或以", "之", "内", "+")
# 是 alone and denied opens a sentence (是一个示范点) more often than it compares.
SENTENCES = re.compile(r"(?:不|不得|不应|不能|不可|没有|从未|未)?是")
BEFORE = sorted(
    word
    for word in standard_words().meanings
    if not word.startswith(BEHIND) and not SENTENCES.fullmatch(word)
)


def number(text: str) -> Fraction:
    low = Rule(f"≥ {text}").tree.operands[1].quantity.number  # type: ignore[union-attr]
    assert isinstance(low, Fraction)
    return low


@pytest.mark.parametrize("word", BEFORE)
@pytest.mark.parametrize("numeral, digits", [("三", "3"), ("两", "2"), ("十五", "15")])
def test_a_numeral_is_read_behind_every_comparator(word: str, numeral: str, digits: str) -> None:
    assert parse(Source(f"{word}{numeral}天")).condition == parse(Source(f"{word}{digits}天")).condition


@pytest.mark.parametrize(
    "numerals", ["零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖"], ids=["plain", "formal"]
)
def test_every_numeral_is_its_digit(numerals: str) -> None:
    assert [number(f"{numeral}场") for numeral in numerals] == list(range(10))


@pytest.mark.parametrize(
    "numeral, value",
    [("两", 2), ("俩", 2), ("貳", 2), ("陸", 6), ("一〇", 10), ("二零", 20), ("廿", 20), ("卅", 30), ("拾", 10)],
)  # fmt: skip
def test_numerals_with_a_form_of_their_own(numeral: str, value: int) -> None:
    assert number(f"{numeral}场") == value


@pytest.mark.parametrize(
    "written, unit",
    [
        ("km²", "平方公里"), ("hm²", "公顷"), ("cm²", "平方厘米"), ("mm²", "平方毫米"), ("m²", "平方米"), ("cm³", "立方厘米"),
        ("dm³", "升"), ("m³", "立方米"), ("µg", "微克"), ("μm", "微米"), ("㎡", "平方米"), ("℃", "℃"),
    ],
)  # fmt: skip
def test_a_sign_for_a_unit_is_the_unit(written: str, unit: str) -> None:
    assert Rule(f"≥ 3{written}") == Rule(f"≥ 3{unit}")


BLANKS = "\t\x0b\x0c\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff"


@pytest.mark.parametrize("blank", BLANKS, ids=lambda blank: f"U+{ord(blank):04X}")
def test_a_blank_of_any_width_is_a_blank(blank: str) -> None:
    assert Rule(f"≥{blank}2{blank}场") == Rule("≥ 2 场")


@pytest.mark.parametrize("around", ["{} ", " {}", "{}。"])
def test_blanks_round_a_list_of_work_belong_to_no_piece(around: str) -> None:
    assert Rule(around.format("完成动员、宣传等工作")) == Rule("完成动员、宣传等工作")


def test_a_range_may_hold_one_number_and_none_runs_backwards() -> None:
    assert Rule("3~3场").evaluate("3场").outcome == "met"
    assert Rule("3~3场").evaluate("4场").outcome == "not met"
    assert parse(Source("4~3场")).condition is None


@pytest.mark.parametrize("text", [r"\boxed{≥3}{2}", r"\frac{1}{2}{3}"])
def test_a_second_part_of_what_has_one_is_refused(text: str) -> None:
    assert "KPI103" in {diagnostic.code for diagnostic in parse(Source(text)).diagnostics}


def test_what_nothing_speaks_for_says_so() -> None:
    reading = Reading("none")
    assert (reading.ground("zh"), reading.ground("en")) == ("没有依据", "no evidence")
    assert reading.direction("zh") == ""
    assert Reading("unit", "场", Comparator.AT_LEAST).ground("en") == "the unit 场"


def test_a_checklist_names_its_first_pieces_to_whoever_answers_otherwise() -> None:
    verdict = Rule("完成动员、宣传、验收等工作").evaluate("差不多")
    assert verdict.outcome == "undetermined"
    assert any(
        "动员、宣传" in reason.sentence("zh") and "验收" not in reason.sentence("zh")
        for reason in verdict.reasons
    )


def test_a_tolerance_is_explained_in_both_languages() -> None:
    rule = Rule("200±10米")
    assert "205米 is within 200米±10米" in rule.evaluate("205米").explain("en").replace(" ± ", "±")
    assert "is not within" in rule.evaluate("215米").explain("en")
