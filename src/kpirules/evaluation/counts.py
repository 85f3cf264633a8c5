"""Which figures count things, so that none of them is below zero."""

from kpirules.rules.checked import CheckedRule, Input
from kpirules.syntax.traditional import fold
from kpirules.syntax.words import standard_words


def counts_things(item: Input, rule: CheckedRule) -> bool:
    """Whether a figure counts: by its unit or name, or because none of something bad is asked for (0上访, 零事故).

    There are no fewer than none of them, and a negative number must never meet an upper bound.

    >>> from kpirules import Rule
    >>> rules = [Rule("零事故").checked, Rule("≤ 0").checked]
    >>> [counts_things(rule.own, rule) for rule in rules]
    [True, False]
    """
    if item.counted:
        return True
    if item.unit is not None and item.unit.known:
        return False
    of_none = any(reading.rule == "zero" for _, reading in rule.readings)
    return of_none or standard_words().none.fullmatch(fold(rule.source.text).strip(" 。.")) is not None
