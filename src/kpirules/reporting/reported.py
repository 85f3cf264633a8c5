"""What was reported for an indicator, as people read it."""

import re
from functools import lru_cache

from kpirules.assessment.assessed import Row
from kpirules.declaration.sheet import Entry
from kpirules.diagnostics import Language
from kpirules.evaluation.actuals import Answer
from kpirules.limits import LIMITS
from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.reporting.columns import clean
from kpirules.reporting.phrases import phrase

_written = lru_cache(LIMITS.remembered)(str)
_DIGITS = re.compile(r"[0-9.,]{1,60}")


def answer_to(row: Row, entry: Entry) -> Answer | None:
    """What an entry was read as; ``None`` where its indicator has no rule to read it by.

    >>> from kpirules.declaration import Indicator
    >>> answer_to(Row(Indicator(None, None, None)), Entry("科普讲坛", value="6"))
    """
    if row.verdict is None:
        return None
    name, actuals, inputs = input_of(entry), row.verdict.actuals, row.verdict.rule.inputs
    if not name and row.verdict.rule.own is None and len(inputs) == 1:
        name = inputs[0].name  # a lone figure answers the only input
    return actuals.inputs.get(name) if name else actuals.own


def quantity_of(row: Row, entry: Entry) -> Quantity | None:
    """The quantity that an entry was read as; ``None`` for words, for nothing, and for figures that cancel out.

    >>> from kpirules.declaration import Indicator
    >>> quantity_of(Row(Indicator(None, None, None)), Entry("科普讲坛", value="6"))
    """
    answer = answer_to(row, entry)
    return answer if isinstance(answer, Quantity) else None


def input_of(entry: Entry) -> str:
    """The name of the input an entry answers, without the brackets that may stand round it."""
    return entry.input.strip().strip("「」")


def reported(row: Row, *, lang: Language = "zh") -> str:
    """All entries of a row in one text: quantities as they were read, anything else as it was written.

    >>> from kpirules.declaration import Indicator
    >>> reported(Row(Indicator(None, None, None), (Entry("科普讲坛", value="已完成"),)))
    '“已完成”'
    """
    comma = "，" if lang == "zh" else ", "
    told = dict.fromkeys(_told(row, entry, lang) for entry in row.entries)
    return comma.join(told) or phrase("not reported", lang)


def _told(row: Row, entry: Entry, lang: Language) -> str:
    name = input_of(entry)
    rule = row.verdict.rule if row.verdict is not None else None
    is_unused = bool(name) and rule is not None and all(item.name != name for item in rule.inputs)
    quantity = None if is_unused else quantity_of(row, entry)
    if quantity is not None:
        shown = _written(quantity)
    elif entry.value.strip():
        unit = clean(entry.unit) if rule is None else ""
        shown = clean(entry.value) + unit if _DIGITS.fullmatch(entry.value) else f"“{clean(entry.value)}”"
    else:
        shown = phrase("not reported", lang)
    unused = phrase("unused", lang) if is_unused else ""
    return f"{clean(name)} {shown}{unused}".strip()


@lru_cache(LIMITS.remembered)
def signed(quantity: Quantity) -> str:
    """A margin with its sign; a fraction that never ends is shown rounded.

    >>> from fractions import Fraction
    >>> signed(Quantity(Fraction(3)))
    '+3'
    """
    shown = quantity.shown()
    return f"+{shown}" if quantity.number > 0 and not shown.startswith("≈") else shown


def number_text(quantity: Quantity) -> str:
    """The exact number without its unit, as a decimal where it ends and as a fraction where it does not.

    >>> from fractions import Fraction
    >>> number_text(Quantity(Fraction(-1, 4))), number_text(Quantity(Fraction(1, 3)))
    ('-0.25', '1/3')
    """
    return write_number(quantity.number)
