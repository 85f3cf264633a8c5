"""A share that says more than 100 %: a digit too many, told with the texts it may stand for."""

import re
from fractions import Fraction

from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.rules.dates import word_of_completion
from kpirules.rules.shares import is_part_of_whole
from kpirules.syntax.ast import Bare, Condition, Literal
from kpirules.syntax.quantities import quantities_in

_DAY = re.compile(
    r"(?:0?[1-9]|1[0-2])[./](?:0?[1-9]|[12][0-9]|3[01])|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?"
)
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


def looks_like_date(condition: Condition, text: str, name: str) -> bool:
    """Whether a bare number under a name that speaks of completion writes a day: 12.31, 20221231.

    >>> from kpirules import Rule
    >>> looks_like_date(Rule("12.31").tree, "12.31", "完成时间")
    True
    """
    match condition:
        case Bare(Literal(Quantity(_, None))):
            return bool(word_of_completion(name)) and _DAY.fullmatch(text.strip()) is not None
        case _:
            return False


def set_apart(condition: Condition) -> Quantity | None:
    """The quantity that brackets made negative, where they need not be a minus sign: of people, or of a share.

    >>> from kpirules import Rule
    >>> set_apart(Rule("(3万元)").tree) is None
    True
    """
    for literal in quantities_in(condition):
        unit = literal.quantity.unit
        if unit is not None and (unit.counted or unit.is_share):
            return literal.quantity
    return None


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
