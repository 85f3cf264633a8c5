"""A share that says more than 100 %: a digit too many, told with the texts it may stand for."""

from fractions import Fraction

from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.rules.shares import is_part_of_whole
from kpirules.syntax.ast import Condition
from kpirules.syntax.quantities import quantities_in

_WHOLE = 100
# Signs that scanning takes for a digit: 292% for ≥92%.
_TAKEN_FOR = {"2": "≥", "5": "≤", "7": ">"}


def repairs_of(condition: Condition, name: str) -> tuple[str, ...]:
    """What ``292%`` may stand for under a name such as 合格率; empty where nothing is wrong.

    >>> from kpirules import Rule
    >>> repairs_of(Rule("292%").tree, "合格率")
    ('≥92%', '29%', '22%')
    """
    written = [literal.quantity for literal in quantities_in(condition)]
    if len(written) != 1 or not is_part_of_whole(name):
        return ()
    [quantity] = written
    if quantity.unit is None or not quantity.unit.is_share or quantity.magnitude <= 1:
        return ()
    return tuple(_dropped(quantity))


def _dropped(quantity: Quantity) -> list[str]:
    """The text with one digit less, the likeliest first, as far as it comes to a share."""
    digits = write_number(quantity.number)
    found: list[str] = []
    for at in (0, *range(len(digits) - 1, 0, -1)):
        if not digits[at].isdigit():
            continue
        rest = digits[:at] + digits[at + 1 :]
        if rest.startswith(("0", ".")) or not rest or Fraction(rest) > _WHOLE:
            continue
        sign = _TAKEN_FOR.get(digits[0], "") if at == 0 else ""
        found.append(f"{sign}{rest}{quantity.unit}")
    return list(dict.fromkeys(found))
