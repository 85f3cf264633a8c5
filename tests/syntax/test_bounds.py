"""What stands exactly at a limit is taken, what stands one beyond it is refused, and the refusal says by how much."""

from fractions import Fraction

import pytest

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.quantity.number import Refusal, read_number
from kpirules.quantity.numerals import read_numeral
from kpirules.source import Source
from kpirules.syntax.ast import AllOf, Comparison, Condition
from kpirules.syntax.expression import has_several_dates
from kpirules.syntax.parse import parse
from kpirules.syntax.spelling import _ONE_FOR_ONE, _PLAIN

DIGITS, POWER, NESTING = LIMITS.digits, LIMITS.exponent, LIMITS.nesting


@pytest.mark.parametrize(
    "text",
    ["9" * DIGITS, "9." + "9" * (DIGITS - 1), "3分之" + "2" * (DIGITS - 1), f"1e{POWER}", f"1e-{POWER}"],
    ids=["whole", "decimal", "fraction", "large", "small"],
)
def test_a_number_as_long_as_may_be_is_read(text: str) -> None:
    assert isinstance(read_number(text), Fraction)


@pytest.mark.parametrize(
    "text, code, values",
    [
        ("9" * (DIGITS + 1), "KPI113", {"digits": str(DIGITS + 1), "limit": str(DIGITS)}),
        ("9." + "9" * DIGITS, "KPI113", {"digits": str(DIGITS + 1), "limit": str(DIGITS)}),
        ("3分之" + "2" * DIGITS, "KPI113", {"digits": str(DIGITS + 1), "limit": str(DIGITS)}),
        (f"1e{POWER + 1}", "KPI114", {"power": str(POWER + 1), "limit": str(POWER)}),
        (f"1e-{POWER + 1}", "KPI114", {"power": str(-POWER - 1), "limit": str(POWER)}),
        ("1,23", "KPI112", {"number": "1,23"}),
        ("3分之", "KPI111", {"number": "3分之"}),
        ("0分之3", "KPI111", {"number": "0分之3"}),
        ("1亿亿万", "KPI111", {"number": "1亿亿万"}),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 9 else "",
)
def test_a_refused_number_says_what_is_too_much_of_it(text: str, code: str, values: dict[str, str]) -> None:
    assert read_number(text) == Refusal(code, tuple(values.items()))


def test_numerals_are_bounded_as_digits_are() -> None:
    assert isinstance(read_numeral("九" * DIGITS), Fraction)
    limit = (("digits", str(DIGITS + 1)), ("limit", str(DIGITS)))
    assert read_numeral("九" * (DIGITS + 1)) == Refusal("KPI113", limit)
    assert read_numeral("万三") == Refusal("KPI115", (("number", "万三"),))


@pytest.mark.parametrize("opening, closing", [("(", ")"), ("-", ""), ("- ", "")])
def test_nesting_is_counted_to_its_limit(opening: str, closing: str) -> None:
    def told(depth: int) -> tuple[Diagnostic, ...]:
        return parse(Source(f"{opening * depth}甲{closing * depth}≥1")).diagnostics

    assert "KPI121" not in {diagnostic.code for diagnostic in told(NESTING)}
    [deep] = told(NESTING + 1)
    assert (deep.code, dict(deep.values)) == ("KPI121", {"depth": str(NESTING + 1), "limit": str(NESTING)})


@pytest.mark.parametrize("word, ends", [("1899", False), ("1900", True), ("2100", True), ("2101", False)])
def test_a_lone_number_of_our_time_beside_a_year_is_a_year(word: str, *, ends: bool) -> None:
    def condition(text: str) -> Condition:
        found = parse(Source(text)).condition
        assert found is not None
        return found

    assert has_several_dates(AllOf((condition(word), condition("2023年")))) is ends


def test_no_sign_of_the_table_is_a_character_that_is_read_as_it_stands() -> None:
    assert not [sign for sign in _ONE_FOR_ONE if _PLAIN.fullmatch(sign)]


@pytest.mark.parametrize(
    "text, words",
    [
        ("同比增长3%~5%", ("≤", "≤")), ("甲介于3和5之间", ("≤", "≤")), ("误差<5%", ("<", "<")), ("5000余场", ("余",)),
        ("同比不下降", ("不下降",)), ("3≤甲<5", ("≤", "<")), ("同比增长不低于5%", ("不低于",)), ("5场以上", ("以上",)),
    ],
)  # fmt: skip
def test_a_comparison_keeps_the_words_it_was_written_in(text: str, words: tuple[str, ...]) -> None:
    found = parse(Source(text)).condition
    assert isinstance(found, Comparison)
    assert found.words == words
