"""What each dollar sign of a text is: the sign of a currency, or one of the pair that LaTeX puts round a formula."""

import re

from attrs import frozen

_FAR = 4
_SIGN = re.compile(r"[$＄]+")


@frozen
class Dollars:
    """Where signs of a currency stand, and where signs that are neither."""

    money: frozenset[int]
    lone: frozenset[int]


def find_dollars(text: str) -> Dollars:
    r"""A sign directly before a number is money, unless it opens a formula that another sign closes.

    Two signs that both stand before a number are two amounts; a pair with a LaTeX command between is a formula.

    >>> sorted(find_dollars("$20-$30").money), sorted(find_dollars(r"$\geq 20$").money)
    ([0, 4], [])
    """
    signs = list(_SIGN.finditer(text))
    money: set[int] = set()
    lone: set[int] = set()
    at = 0
    while at < len(signs):
        sign, following = signs[at], signs[at + 1] if at + 1 < len(signs) else None
        before_number = _before_number(text, sign.end())
        if following is None:
            (money if before_number and len(sign.group()) == 1 else lone).add(sign.start())
            break
        formula = "\\" in text[sign.end() : following.start()]
        if before_number and not formula and _before_number(text, following.end()):
            money.add(sign.start())
            at += 1
            continue
        at += 2
    return Dollars(frozenset(money), frozenset(lone))


def _before_number(text: str, at: int) -> bool:
    return text[at : at + _FAR].lstrip(" ")[:1].isdecimal()
