"""Laws of ranges: a lattice of sets, the same sets that evaluation finds, and comparison that agrees with trying out."""

import pickle
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from tests.strategies import FAMILIES, NAMED, decidable, ranges, small, speaking_of_one

from kpirules.evaluation.actuals import Actuals
from kpirules.evaluation.counts import counts_things
from kpirules.evaluation.evaluate import evaluate
from kpirules.evaluation.verdict import Outcome
from kpirules.quantity.number import decimal_places
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.rules.check import check
from kpirules.rules.checked import CheckedRule, Input
from kpirules.rules.compare import Relation, compare
from kpirules.rules.interval import Interval
from kpirules.rules.ranges import Range
from kpirules.rules.solutions import condition_of, range_of
from kpirules.source import Source
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Comparison,
    Condition,
    Expression,
    Itself,
    Literal,
    Name,
    Negation,
    Product,
    Sum,
    Tolerance,
)
from kpirules.syntax.parse import parse
from kpirules.syntax.unparse import format_tree

EMPTY, EVERYTHING = Range.empty(), Range.everything()
NEAR = Fraction(1, 10**12)


# The lattice.


@given(ranges, ranges)
def test_meet_and_join_do_not_depend_on_the_order(a: Range, b: Range) -> None:
    assert a & b == b & a
    assert a | b == b | a


@given(ranges, ranges, ranges)
def test_meet_and_join_do_not_depend_on_brackets(a: Range, b: Range, c: Range) -> None:
    assert (a & b) & c == a & (b & c)
    assert (a | b) | c == a | (b | c)


@given(ranges, ranges)
def test_meet_and_join_absorb_each_other(a: Range, b: Range) -> None:
    assert a & (a | b) == a
    assert a | (a & b) == a
    assert a & a == a == a | a


@given(ranges, ranges, ranges)
def test_each_distributes_over_the_other(a: Range, b: Range, c: Range) -> None:
    assert a & (b | c) == (a & b) | (a & c)
    assert a | (b & c) == (a | b) & (a | c)


@given(ranges)
def test_a_complement_is_the_rest_and_its_own_way_back(a: Range) -> None:
    assert a & ~a == EMPTY
    assert a | ~a == EVERYTHING
    assert ~~a == a
    assert a & EVERYTHING == a == a | EMPTY
    assert a & EMPTY == EMPTY
    assert a | EVERYTHING == EVERYTHING
    assert a.is_empty == (a == EMPTY)
    assert a.is_everything == (a == EVERYTHING)


@given(ranges, ranges)
def test_de_morgan(a: Range, b: Range) -> None:
    assert ~(a & b) == ~a | ~b
    assert ~(a | b) == ~a & ~b
    assert a - b == a & ~b


@given(ranges, ranges, ranges)
def test_subsets_are_an_order(a: Range, b: Range, c: Range) -> None:
    assert a <= Range(a.intervals)
    assert (a <= b <= a) == (a == b)
    assert a & b <= a <= a | b
    assert (a <= b) == (a & b == a) == (a | b == b) == (~b <= ~a)
    assert (a < b) == (a <= b and a != b) == (b > a)
    assert a.isdisjoint(b) == (a <= ~b)
    if a <= b <= c:
        assert a <= c


@given(ranges, ranges, small)
def test_membership_is_what_the_signs_say(a: Range, b: Range, figure: Fraction) -> None:
    for x in (figure, figure - NEAR, figure + NEAR):
        assert (x in a & b) == (x in a and x in b)
        assert (x in a | b) == (x in a or x in b)
        assert (x in ~a) == (x not in a)
        assert (x in a - b) == (x in a and x not in b)


@given(ranges)
def test_a_range_is_the_union_of_its_intervals_apart_from_each_other(a: Range) -> None:
    for one, other in pairwise(a.intervals):
        assert one.end < other.start
    assert not any(one.is_empty for one in a.intervals)
    assert Range(a.intervals[::-1]) == a
    assert hash(Range(reversed(a.intervals))) == hash(a)
    assert pickle.loads(pickle.dumps(a)) == a  # noqa: S301 - our own bytes
    for x in _sample(a):
        assert (x in a) == any(x in one for one in a.intervals)


@given(ranges, ranges)
def test_ranges_print_alike_exactly_where_they_are_equal(a: Range, b: Range) -> None:
    assert (str(a) == str(b)) == (a == b)


@given(ranges, ranges)
def test_whole_ranges_are_equal_exactly_where_they_hold_the_same_whole_numbers(a: Range, b: Range) -> None:
    numbers = range(-9, 10)
    one, other = a.whole(), b.whole()
    assert [n in a for n in numbers] == [n in one for n in numbers]
    held, others = {n for n in numbers if n in a}, {n for n in numbers if n in b}
    assert (one == other) == (held == others)
    assert (one <= other) == (held <= others)
    assert one.isdisjoint(other) == held.isdisjoint(others)
    assert one.whole() == one


def test_figures_are_exact_or_refused() -> None:
    assert Decimal("0.9") in Range.where("≥", Decimal("0.9"))
    assert Range.where("=", Decimal("0.5")) == Range(
        (Interval(Fraction(1, 2), Fraction(1, 2), low_included=True, high_included=True),)
    )
    with pytest.raises(TypeError, match="float"):
        Range.where("≥", 0.9)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="bool"):
        assert True in EVERYTHING


# Ranges and evaluation.


@st.composite
def rules(draw: st.DrawFn, family: tuple[str | None, ...] | None = None) -> CheckedRule:
    """A rule that speaks of the indicator alone, in units of one family."""
    of = family or draw(st.sampled_from(FAMILIES))
    return _checked(draw(speaking_of_one(family=of)), draw(st.sampled_from(NAMED)))


@given(rules())
def test_a_figure_is_in_the_range_exactly_where_it_meets_the_rule(rule: CheckedRule) -> None:
    figures = range_of(rule)
    if figures is None:
        return
    for x in _reportable(rule, figures):
        assert (x in figures) == _meets(rule, x), (str(rule), str(figures), x)


@given(decidable, st.sampled_from(NAMED))
def test_so_it_is_for_every_rule_that_has_one(tree: Condition, name: str) -> None:
    rule = _checked(_of_one(tree), name)
    figures = range_of(rule)
    if figures is None:
        return
    for x in _reportable(rule, figures):
        if abs(x) < 10**50:
            assert (x in figures) == _meets(rule, x), (str(rule), str(figures), x)


@given(rules())
def test_a_rule_without_a_range_speaks_of_nothing_certain(rule: CheckedRule) -> None:
    """Where no range is found, a plain bound or range of one unit is not the reason."""
    if range_of(rule) is None:
        assert not _is_plain(rule)


@given(ranges, st.sampled_from([name for family in FAMILIES for name in family]))
def test_a_range_becomes_a_rule_that_has_it(figures: Range, name: str | None) -> None:
    written = None if name is None else unit(name)
    condition = condition_of(figures, written)
    if condition is None:
        assert figures.is_empty or figures.is_everything
        return
    assert range_of(_checked(condition, "")) == figures
    if all(_ends(end if written is None else end / written.scale) for end in figures.ends):
        assert parse(Source(format_tree(condition))).condition == condition


@given(rules())
def test_a_rule_becomes_a_range_and_a_rule_again(rule: CheckedRule) -> None:
    figures = range_of(rule)
    assume(figures is not None)
    assert figures is not None
    condition = condition_of(figures, _input(rule).unit)
    if condition is not None:
        assert compare(_checked(condition, ""), rule) is Relation.EQUIVALENT


# Comparison.


@given(st.data(), st.sampled_from(FAMILIES))
def test_comparing_agrees_with_trying_out(data: st.DataObject, family: tuple[str | None, ...]) -> None:
    one, other = data.draw(rules(family)), data.draw(rules(family))
    relation = compare(one, other)
    assert compare(other, one) is relation.reversed
    figures, others = range_of(one), range_of(other)
    unlike = (_input(one).unit is None) != (_input(other).unit is None)
    if figures is None or others is None or unlike:
        assert relation is Relation.NOT_COMPARABLE
        return
    counted = _input(one).counted or _input(other).counted
    low, high = (f(end for end in (*figures.ends, *others.ends, Fraction(0))) for f in (min, max))
    if counted:
        assume(high - low < 500)
        grid = [Fraction(n) for n in range(int(low) - 2, int(high) + 3)]
    else:
        grid = _cells((*figures.ends, *others.ends))
    met, others_met = {x for x in grid if _would_meet(one, x)}, {x for x in grid if _would_meet(other, x)}
    assert relation is _tried(met, others_met), (str(one), str(other), counted)


@given(rules(), rules())
def test_a_relation_says_which_follows_from_which(one: CheckedRule, other: CheckedRule) -> None:
    relation = compare(one, other)
    assert relation.implied == relation.reversed.implies
    assert relation.reversed.reversed is relation
    assert compare(one, one) in {Relation.EQUIVALENT, Relation.NOT_COMPARABLE}
    if relation.implied:
        figures = range_of(other)
        assert figures is not None
        for x in _sample(figures.whole() if _input(one).counted or _input(other).counted else figures):
            if x.denominator == 1 or not (_input(one).counted or _input(other).counted):
                assert not _would_meet(other, x) or _would_meet(one, x)


def _tried(met: set[Fraction], others: set[Fraction]) -> Relation:
    if met == others:
        return Relation.EQUIVALENT
    if not met & others:
        return Relation.CONTRADICTORY
    if met < others:
        return Relation.STRONGER
    return Relation.WEAKER if others < met else Relation.OVERLAPPING


def _reportable(rule: CheckedRule, figures: Range) -> list[Fraction]:
    """The figures of a sample that can be reported: no count is below zero, and one that is meets nothing."""
    sample = list(_sample(figures))
    if not counts_things(_input(rule), rule):
        return sample
    assert not any(_meets(rule, x) for x in sample if x < 0)
    return [x for x in sample if x >= 0]


def _sample(figures: Range) -> list[Fraction]:
    """Every end, its neighbours near and at one, and a figure of every stretch between the ends."""
    beside = [end + step for end in figures.ends for step in (-NEAR, NEAR, -1, 1)]
    return [*_cells(figures.ends), *beside]


def _cells(ends: tuple[Fraction, ...]) -> list[Fraction]:
    """A figure of every part of the number line that the ends cut it into, the ends among them."""
    sorted_ends = sorted(set(ends)) or [Fraction(0)]
    between = [(one + other) / 2 for one, other in pairwise(sorted_ends)]
    return [sorted_ends[0] - 1, *sorted_ends, *between, sorted_ends[-1] + 1]


def _checked(tree: Condition, name: str) -> CheckedRule:
    rule = check(tree, source=Source(""), name=name).rule
    return rule if rule is not None and len(rule.by_name) == 1 else reject()


def _meets(rule: CheckedRule, x: Fraction) -> bool:
    item = _input(rule)
    figure = Quantity(x) if item.unit is None else Quantity(x / item.unit.scale, item.unit)
    return evaluate(rule, Actuals(own=figure)).outcome is Outcome.MET


def _would_meet(rule: CheckedRule, x: Fraction) -> bool:
    """Whether a figure meets the rule; of counts below zero, which nobody can report, whether it would."""
    if x < 0 and counts_things(_input(rule), rule):
        figures = range_of(rule)
        return figures is not None and x in figures
    return _meets(rule, x)


def _input(rule: CheckedRule) -> Input:
    [item] = rule.by_name.values()
    return item


def _is_plain(rule: CheckedRule) -> bool:
    match rule.condition:
        case Between() | Tolerance():
            return True
        case Comparison(operands):
            return all(isinstance(operand, Itself | Literal) for operand in operands)
        case _:
            return False


def _ends(number: Fraction) -> bool:
    """Whether it is written as a decimal, which every unit can stand behind."""
    return decimal_places(number.denominator) is not None


def _of_itself(node: Expression) -> Expression:
    match node:
        case Name():
            return Itself()
        case Negation(operand):
            return Negation(_of_itself(operand))
        case Sum(operands, negative):
            return Sum(tuple(map(_of_itself, operands)), negative)
        case Product(operands, divides):
            return Product(tuple(map(_of_itself, operands)), divides)
        case _:
            return node


def _of_one(node: Condition) -> Condition:
    """The same condition with the indicator's own figure in place of every name."""
    match node:
        case AllOf(conditions):
            return AllOf(tuple(map(_of_one, conditions)))
        case AnyOf(conditions):
            return AnyOf(tuple(map(_of_one, conditions)))
        case Comparison(operands, comparators):
            return Comparison(tuple(map(_of_itself, operands)), comparators)
        case Bare() | Tolerance() | Approximate():
            return evolve(node, subject=Itself())
        case _:
            return node
