"""The records of a declaration."""

import copy
import pickle
from fractions import Fraction
from pathlib import Path

import pytest
from attrs.exceptions import FrozenInstanceError

from kpirules.declaration import Amount, BudgetLine, Declaration, Indicator, Split, Wording
from kpirules.declaration.levels import in_column, is_first, is_second, parents
from kpirules.reading import read

HUANGPU = Path(__file__).parents[2] / "docs" / "examples" / "huangpu" / "declaration.txt"


def indicator(*levels: str) -> Indicator:
    first, second, third = (Wording(text) for text in levels)
    return Indicator(first, second, third)


def test_a_declaration_is_a_value() -> None:
    declaration, _ = read(HUANGPU)
    again, _ = read(HUANGPU)
    assert declaration is not None
    assert declaration == again
    assert hash(declaration) == hash(again)
    assert declaration == copy.deepcopy(declaration) == pickle.loads(pickle.dumps(declaration))  # noqa: S301
    with pytest.raises(FrozenInstanceError):
        declaration.year = 2024  # type: ignore[misc]


def test_find_goes_by_path_before_name() -> None:
    one, other = indicator("产出指标", "数量指标", "讲座 场次"), indicator("产出指标", "质量指标", "讲座场次")
    declaration = Declaration(indicators=(one, other))
    assert declaration.find("产出指标/数量指标/讲座场次") == (one,)
    assert declaration.find(" 讲座场次") == (one, other)
    assert declaration.find("讲座") == ()


def test_an_amount_is_found_by_its_only_line() -> None:
    amount = Amount(Fraction(3), "3")
    split = Split(
        Wording("收入来源"), (BudgetLine(Wording("其他 资金"), amount), BudgetLine(Wording("财政拨款"), None))
    )
    assert split.amount("其他资金") is amount
    assert split.amount("财政拨款") is None
    assert Split(Wording("甲"), (*split.lines, *split.lines)).amount("其他资金") is None


def test_both_trees_are_known() -> None:
    assert parents("成本指标") == {"产出指标"}
    assert parents("经济成本指标") == {"成本指标"}
    assert is_first("成本指标")
    assert is_second("成本指标")
    assert parents(in_column("社会效益")) == {"效益指标"}
    assert parents("讲座") == frozenset()
