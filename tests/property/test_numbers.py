"""Laws of numbers: what an independent writer writes is read back exactly, in every form."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import numerals, write_numeral

from kpirules.quantity.number import decimal_places, read_number
from kpirules.quantity.numerals import read_neighbours, read_numeral
from kpirules.quantity.unit import find_unit, unit_words
from kpirules.source import Source
from kpirules.syntax.ast import Between, Comparison, Literal
from kpirules.syntax.parse import parse
from kpirules.syntax.traditional import fold

_TO_TRADITIONAL = str.maketrans("万亿两贰陆负点个", "萬億兩貳陸負點個")


def limit(text: str) -> Fraction | None:
    """The number of a bound."""
    match parse(Source(text)).condition:
        case Comparison((_, Literal(quantity))):
            return quantity.number
        case _:
            return None


@given(numerals)
def test_a_written_numeral_is_read_back(numeral: tuple[int, str]) -> None:
    number, text = numeral
    assert read_numeral(text) == number
    assert limit(f"不少于{text}人") == number
    assert limit(f"{text}人以上") == number
    assert limit(f"≥{text.translate(_TO_TRADITIONAL)}") == number


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_fractions_in_words_are_exact(above: int, below: int) -> None:
    text = f"{write_numeral(below)}分之{write_numeral(above)}"
    assert limit(f"≥{text}公里") == Fraction(above, below)
    assert limit(f"≥{below}分之{above}") == Fraction(above, below)


@given(st.integers(0, 10**6))
def test_percent_in_words_is_exact(number: int) -> None:
    assert limit(f"不低于百分之{write_numeral(number)}") == number
    assert limit(f"不低于负百分之{write_numeral(number)}") == -number


@given(st.integers(1, 8), st.sampled_from(["", "十", "百", "千", "万", "十万"]), st.integers(0, 9))
def test_neighbouring_digits_are_a_range(low: int, unit: str, tens: int) -> None:
    lead = write_numeral(tens * 10) if tens and not unit else ""
    digits = "一二三四五六七八九"
    text = f"{lead}{digits[low - 1]}{digits[low]}{unit}"
    scale = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5}[unit]
    whole = tens * 10 if lead else 0
    wanted = (Fraction(whole + low * scale), Fraction(whole + (low + 1) * scale))
    assert read_neighbours(text) == wanted
    found = parse(Source(f"{text}人")).condition
    assert isinstance(found, Between)
    assert (found.low.quantity.number, found.high.quantity.number) == wanted


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["元", "块", "圆"]))
def test_spoken_money_adds_up(yuan: int, cents: int, word: str) -> None:
    tens, ones = divmod(cents, 10)
    text = f"{yuan}{word}" + (f"{tens}角" if tens else "") + (f"{ones}分" if ones else "")
    assert limit(f"≤{text}") == Fraction(yuan * 100 + cents, 100)


@given(st.integers(0, 500), st.integers(1, 59))
def test_hours_and_minutes_add_up(hours: int, minutes: int) -> None:
    found = parse(Source(f"≤{hours}小时{minutes}分")).condition
    assert isinstance(found, Comparison)
    [_, literal] = found.operands
    assert isinstance(literal, Literal)
    assert literal.quantity.magnitude == Fraction(hours * 60 + minutes, 1440)
    assert decimal_places(literal.quantity.number.denominator) is not None


@given(st.text(alphabet="0123456789分之.,eE 万亿千", max_size=30))
def test_no_characters_of_numbers_raise(text: str) -> None:
    read_number(text)


@given(st.text(max_size=40))
def test_folding_is_idempotent_and_keeps_the_length(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.sampled_from([word for word in unit_words() if word != "%(百分比)"]), st.integers(2, 18))
def test_every_unit_is_read_behind_a_number(word: str, number: int) -> None:
    found = parse(Source(f"≥{number}{word}"))
    unit = find_unit(word)
    assert unit is not None
    if word in {"月", "分"}:
        return  # a month of the calendar; a lone 分 is a mark
    assert isinstance(found.condition, Comparison), found.diagnostics
    [_, literal] = found.condition.operands
    assert isinstance(literal, Literal)
    assert literal.quantity.unit == unit
