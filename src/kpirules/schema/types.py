"""The types of the model, as their classes declare them."""

from collections.abc import Iterator
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from attrs import Attribute, fields, has, resolve_types

TAG = "node"
"""The key that names the class where several classes may stand."""


def members(declared: object) -> tuple[type, ...]:
    """The classes of a union of two or more attrs classes, ``None`` aside; empty for every other type.

    >>> members(int | None)
    ()
    """
    if get_origin(declared) not in {UnionType, Union}:
        return ()
    classes = tuple(member for member in get_args(declared) if member is not NoneType)
    return classes if len(classes) > 1 and all(has(member) for member in classes) else ()


def is_optional(declared: object) -> bool:
    """Whether ``None`` may stand there."""
    return get_origin(declared) in {UnionType, Union} and NoneType in get_args(declared)


def fields_of(cls: type) -> "tuple[Attribute[Any], ...]":
    """The fields of an attrs class, their types resolved."""
    return tuple(fields(resolve_types(cls)))


def classes_of(declared: object) -> Iterator[type]:
    """Every attrs class that a value of the type may hold, each once, outermost first."""
    yield from (cls for cls in _reachable(declared) if has(cls))


def enums_of(declared: object) -> Iterator[type[Enum]]:
    """Every enumeration that a value of the type may hold, each once."""
    yield from (cls for cls in _reachable(declared) if issubclass(cls, Enum))


def _reachable(declared: object) -> Iterator[type]:
    seen: set[object] = set()
    waiting = [declared]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        if isinstance(current, type) and get_origin(current) is None:
            yield current
            waiting += [field.type for field in fields_of(current)] if has(current) else []
        else:
            waiting += [argument for argument in get_args(current) if argument is not Ellipsis]
