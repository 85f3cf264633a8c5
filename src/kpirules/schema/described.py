"""The JSON Schema of the document, made from the classes of the model."""

from enum import Enum
from fractions import Fraction
from types import NoneType
from typing import Any, get_args, get_origin

from attrs import NOTHING, has

from kpirules.declaration import Declaration
from kpirules.quantity.unit import Unit
from kpirules.schema.converter import NUMBER
from kpirules.schema.document import FORMAT
from kpirules.schema.types import TAG, classes_of, fields_of, is_optional, members

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    Fraction: {"type": "string", "pattern": f"^{NUMBER}$"},
    Unit: {"type": "string", "minLength": 1},
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what :func:`~kpirules.schema.to_json` writes.

    >>> json_schema()["$defs"]["Amount"]["required"]
    ['value', 'text']
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kpirules declaration",
        "type": "object",
        "properties": {"format": {"const": FORMAT}, "declaration": _reference(Declaration)},
        "required": ["format", "declaration"],
        "additionalProperties": False,
        "$defs": {cls.__name__: _class(cls) for cls in sorted(_classes(), key=lambda cls: cls.__name__)},
    }


def _classes() -> list[type]:
    return [cls for cls in classes_of(Declaration) if cls is not Unit]


def _reference(cls: type) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _class(cls: type) -> dict[str, Any]:
    """A node may carry the name of its class, and must where another could stand in its place."""
    fields = fields_of(cls)
    document = (cls.__doc__ or "").strip().splitlines()
    return {
        **({"description": document[0]} if document else {}),
        "type": "object",
        "properties": {
            **({TAG: {"const": cls.__name__}} if cls in _tagged() else {}),
            **{field.name: _of(field.type) for field in fields},
        },
        "required": [field.name for field in fields if field.default is NOTHING],
        "additionalProperties": False,
    }


def _tagged() -> set[type]:
    return {
        member
        for cls in _classes()
        for field in fields_of(cls)
        for declared in _parts(field.type)
        for member in members(declared)
    }


def _parts(declared: object) -> list[Any]:
    return [declared, *(part for argument in get_args(declared) for part in _parts(argument))]


def _of(declared: object) -> dict[str, Any]:
    if declared in _PLAIN:
        return _PLAIN[declared]
    if members(declared):
        choice = [{**_reference(member), "required": [TAG]} for member in members(declared)]
        return {"oneOf": [*choice, *([_PLAIN[NoneType]] if is_optional(declared) else [])]}
    if get_origin(declared) is tuple:
        return _array(get_args(declared))
    if is_optional(declared):
        return {"anyOf": [_of(argument) for argument in get_args(declared)]}
    if isinstance(declared, type) and issubclass(declared, Enum):
        return {"enum": [member.value for member in declared]}
    if isinstance(declared, type) and has(declared):
        return _reference(declared)
    message = f"no JSON Schema for {declared!r}"
    raise TypeError(message)


def _array(arguments: tuple[Any, ...]) -> dict[str, Any]:
    if arguments[-1] is Ellipsis:
        return {"type": "array", "items": _of(arguments[0])}
    fixed = [_of(argument) for argument in arguments]
    return {"type": "array", "prefixItems": fixed, "minItems": len(fixed), "maxItems": len(fixed)}
