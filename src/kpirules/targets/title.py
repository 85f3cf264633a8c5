"""What the name of an indicator adds to its target: a unit in brackets, the sign of a template, a question."""

import re

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.unit import Unit
from kpirules.targets.cells import AS_COMPARATOR, TEMPLATE, about, in_brackets, normal, unit_named

_ASKS = re.compile(r"是否|有无|能否|是不是|有没有")


@frozen
class Title:
    """What a name says of its number; ``asks`` is true where it asks a question, ``told`` what is to be said of it."""

    unit: Unit | None = None
    asks: bool = False
    told: tuple[Diagnostic, ...] = ()


def read_title(name: str) -> Title:
    """The name in normal spelling.

    >>> str(read_title("投入资金(≥**万元)").unit), read_title("是否达标").asks
    ('万元', True)
    """
    title = normal(name)
    template = TEMPLATE.search(title)
    unit = in_brackets(title) or (unit_named(template["unit"]) if template else None)
    told = (about("KPI314", name, template.group(), AS_COMPARATOR),) if template is not None else ()
    return Title(unit, _ASKS.search(title) is not None, told)
