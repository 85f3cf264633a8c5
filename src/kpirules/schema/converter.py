"""The converter between the model and what JSON can say."""

import re
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from cattrs.gen import make_dict_structure_fn
from cattrs.preconf.json import JsonConverter, make_converter

from kpirules.declaration import Declaration, SelfEvaluation
from kpirules.limits import LIMITS
from kpirules.quantity.number import write_number
from kpirules.quantity.unit import Unit, unit
from kpirules.rules.checked import CheckedRule
from kpirules.schema.types import TAG, classes_of, enums_of, members
from kpirules.schema.wellformed import fault
from kpirules.source import visible

NUMBER = r"-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?"
_NUMBER = re.compile(NUMBER)
# Beyond the bound of intermediate results (4 096 bits) no number comes out of this library.
_LONGEST_NUMBER = 2 * LIMITS.bits
_LONGEST_SHOWN = 30
_LONGEST_UNIT = 4 * LIMITS.unit
_SURROGATE = re.compile("[\ud800-\udfff]")

Structure = Callable[[Any, Any], Any]


@cache
def converter() -> JsonConverter:
    """Strict both ways: no coercion, no unknown keys, a class by name only where the type allows it."""
    made = make_converter(forbid_extra_keys=True, omit_if_default=True)
    tuple(classes_of(Declaration | SelfEvaluation))  # resolves the names of classes that the nodes quote
    for plain in (int, bool):
        made.register_structure_hook(plain, _exactly(plain))
    made.register_structure_hook(str, _text)
    made.register_structure_hook(Fraction, _number)
    made.register_unstructure_hook(Fraction, write_number)
    made.register_structure_hook(Unit, _unit)
    made.register_unstructure_hook(Unit, lambda known: known.name)
    # Each by its class: the strings among them would else be taken for plain strings.
    for choice in enums_of(Declaration):
        made.register_structure_hook(choice, _enum)
    made.register_structure_hook_factory(_is_union, lambda declared: _structure_member(made, declared))
    made.register_unstructure_hook_factory(_is_union, lambda _: _unstructure_member(made))
    rule = make_dict_structure_fn(CheckedRule, made, _cattrs_forbid_extra_keys=True)
    made.register_structure_hook(CheckedRule, lambda value, cls: _sound(rule(value, cls)))
    return made


def _is_union(declared: object) -> bool:
    return bool(members(declared))


class BadField(ValueError):
    """A field of the document that is not what the model asks for."""

    def __init__(self, value: object, *, expected: str) -> None:
        shown = (
            f"“{visible(value, longest=_LONGEST_SHOWN)}”" if isinstance(value, str) else type(value).__name__
        )
        super().__init__(f"expected {expected}, found {shown}")


class Misshapen(ValueError):
    """A rule whose tree does not hold together."""


def _structure_member(made: JsonConverter, declared: object) -> Structure:
    classes = {member.__name__: member for member in members(declared)}

    def structure(value: object, _: object) -> object:
        if not isinstance(value, dict):
            raise BadField(value, expected="an object")
        name = value.get(TAG)
        if not isinstance(name, str) or name not in classes:
            raise BadField(name, expected=f"{TAG} to be one of {', '.join(classes)}")
        return made.structure({key: item for key, item in value.items() if key != TAG}, classes[name])

    return structure


def _unstructure_member(made: JsonConverter) -> Callable[[Any], Any]:
    def unstructure(value: object) -> object:
        return None if value is None else {TAG: type(value).__name__, **made.unstructure(value)}

    return unstructure


def _exactly(plain: type) -> Structure:
    def structure(value: object, _: object) -> object:
        if type(value) is not plain:
            raise BadField(value, expected=plain.__name__)
        return value

    return structure


def _text(value: object, _: object) -> str:
    if type(value) is not str:
        raise BadField(value, expected="a string")
    if not value.isascii() and _SURROGATE.search(value):
        raise BadField(value, expected="whole characters (no lone surrogate)")
    return value


def _number(value: object, _: object) -> Fraction:
    """The bound on the length goes before the conversion: a long number is the cheapest bomb."""
    if type(value) is not str or len(value) > _LONGEST_NUMBER or _NUMBER.fullmatch(value) is None:
        raise BadField(value, expected="an exact number in a string, such as 515.85 or 2/3")
    return Fraction(value)


def _unit(value: object, _: object) -> Unit:
    """A unit is looked up by its name, so that no file can say how much a 万元 is."""
    if type(value) is not str or not 0 < len(value) <= _LONGEST_UNIT:
        raise BadField(value, expected="the name of a unit")
    return unit(_text(value, str))


def _enum(value: object, cls: type[Enum]) -> Enum:
    found = next((member for member in cls if type(value) is str and member.value == value), None)
    if found is None:
        raise BadField(value, expected=f"one of {', '.join(member.value for member in cls)}")
    return found


def _sound(rule: CheckedRule) -> CheckedRule:
    wrong = fault(rule)
    if wrong:
        raise Misshapen(wrong)
    return rule
