"""Which figures an interval and a range hold, at their ends and beside them."""

from fractions import Fraction

import pytest

from kpirules import Range
from kpirules.quantity.quantity import Quantity
from kpirules.rules.checked import CheckedRule, Reading
from kpirules.rules.linear import Linear
from kpirules.syntax.ast import Bare, Literal, Qualitative

THREE_TO_FIVE = Range.between(3, 5)


@pytest.mark.parametrize(
    "figures, inside, outside",
    [
        (THREE_TO_FIVE, [3, 4, 5], [2, 6]),
        (Range.where(">", 3), [4], [3, 2]),
        (Range.where("≥", 3), [3, 4], [2]),
        (Range.where("<", 3), [2], [3, 4]),
        (Range.where("≤", 3), [3, 2], [4]),
        (Range.where("=", 3), [3], [2, 4]),
        (Range.where("≠", 3), [2, 4], [3]),
        (Range.where("≤", 3) | Range.where("≥", 5), [3, 5, 2, 6], [4]),
        (THREE_TO_FIVE - Range.where("=", 4), [3, 5], [4]),
        (THREE_TO_FIVE.times(Fraction(10)), [30, 50], [3, 29, 51]),
        (Range.empty(), [], [0]),
        (Range.everything(), [0], []),
    ],
    ids=str,
)
def test_a_range_holds_what_lies_in_any_of_its_intervals(
    figures: Range, inside: list[int], outside: list[int]
) -> None:
    assert [number for number in (*inside, *outside) if number in figures] == inside
    assert [number for number in (*inside, *outside) if number in ~figures] == outside


def test_a_range_lies_within_another_where_all_of_it_does() -> None:
    assert Range.between(3, 4) < THREE_TO_FIVE
    assert Range.between(3, 5) >= THREE_TO_FIVE
    assert (Range.between(3, 5) > THREE_TO_FIVE) is False
    assert (Range.between(2, 4) <= THREE_TO_FIVE) is False


def test_whole_numbers_side_by_side_are_one_interval() -> None:
    def whole(*ends: tuple[str, str]) -> str:
        found = Range.empty()
        for low, high in ends:
            found |= Range.between(Fraction(low), Fraction(high))
        return str(found.whole())

    assert whole(("1", "2"), ("3", "4")) == "[1, 4]"
    assert whole(("1", "2"), ("4", "5")) == "[1, 2] ∪ [4, 5]"
    assert whole(("1.1", "1.9"), ("2.5", "3.5")) == "{3}"


def test_a_constant_is_what_its_parts_come_to() -> None:
    assert Linear(Fraction(10), below=Fraction(4)).value == Fraction(5, 2)


def test_a_bare_number_that_no_rule_holds_has_no_reading() -> None:
    assert CheckedRule(Qualitative("良好")).reading(Bare(Literal(Quantity(Fraction(1))))) == Reading("none")
