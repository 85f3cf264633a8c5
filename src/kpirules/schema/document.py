"""The JSON documents that hold a declaration or a self-evaluation."""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from cattrs import BaseValidationError, ForbiddenExtraKeysError, transform_error

from kpirules.declaration import Declaration, SelfEvaluation
from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.schema.converter import converter
from kpirules.source import Place, Source

FORMAT = "kpirules/declaration/1"
SELFEVALUATION_FORMAT = "kpirules/selfevaluation/1"
_PATH = " @ "
_Record = TypeVar("_Record", Declaration, SelfEvaluation)


def to_json(declaration: Declaration) -> str:
    """The declaration as JSON text, indented, in UTF-8 characters; what equals its default is left out.

    Exact numbers are strings (``"515.85"``, ``"2/3"``), a unit is its name, and a node of a rule names its
    class.

    >>> from kpirules.declaration import Wording
    >>> print(to_json(Declaration(department=Wording("区科协"))))
    {
     "format": "kpirules/declaration/1",
     "declaration": {
      "department": {
       "text": "区科协"
      }
     }
    }
    """
    return _written(FORMAT, "declaration", converter().unstructure(declaration, Declaration))


def selfevaluation_to_json(sheet: SelfEvaluation) -> str:
    """As :func:`to_json`, for a self-evaluation sheet.

    >>> print(selfevaluation_to_json(SelfEvaluation(year=2024)))
    {
     "format": "kpirules/selfevaluation/1",
     "selfevaluation": {
      "year": 2024
     }
    }
    """
    body = converter().unstructure(sheet, SelfEvaluation)
    return _written(SELFEVALUATION_FORMAT, "selfevaluation", body)


def from_json(text: str, *, file: str | None = None) -> tuple[Declaration | None, tuple[Diagnostic, ...]]:
    """What :func:`to_json` wrote, equal in every datum, or ``None`` with a diagnostic for each bad field.

    >>> from_json('{"format": "kpirules/declaration/1", "declaration": {"year": "2023"}}')[1][0].values
    (('reason', 'expected int, found “2023”'), ('path', '$.declaration.year'))
    """
    return _read(text, FORMAT, "declaration", Declaration, file)


def selfevaluation_from_json(
    text: str, *, file: str | None = None
) -> tuple[SelfEvaluation | None, tuple[Diagnostic, ...]]:
    """What :func:`selfevaluation_to_json` wrote, equal in every datum, or ``None`` with a diagnostic for each bad field.

    >>> selfevaluation_from_json('{"format": "kpirules/declaration/1"}')[1][0].code
    'KPI642'
    """
    return _read(text, SELFEVALUATION_FORMAT, "selfevaluation", SelfEvaluation, file)


def _written(written_as: str, key: str, body: object) -> str:
    return json.dumps({"format": written_as, key: body}, ensure_ascii=False, indent=1)


def _read(
    text: str, expected: str, key: str, record: type[_Record], file: str | None
) -> tuple[_Record | None, tuple[Diagnostic, ...]]:
    source = Source("", Place(file))
    try:
        document = _load(text)
        if not isinstance(document, dict) or document.get("format") != expected:
            found = document.get("format") if isinstance(document, dict) else type(document).__name__
            return None, (Diagnostic("KPI642", source, values={"found": str(found), "expected": expected}),)
        body = document.get(key)
        if not isinstance(body, dict) or document.keys() != {"format", key}:
            values = {"path": "$", "reason": f"expected the keys “format” and “{key}”"}
            return None, (Diagnostic("KPI641", source, values=values),)
        return converter().structure(body, record), ()
    except BaseValidationError as error:
        told = transform_error(error, path=f"$.{key}", format_exception=_reason)
        values_of = [dict(zip(("reason", "path"), line.rsplit(_PATH, 1), strict=True)) for line in told]
        kept = values_of[: LIMITS.diagnostics]
        return None, tuple(Diagnostic("KPI641", source, values=values) for values in kept)
    except RecursionError:
        return None, (Diagnostic("KPI640", source, values={"reason": "nested too deeply"}),)
    except ValueError as error:
        return None, (Diagnostic("KPI640", source, values={"reason": str(error)}),)


def _load(text: str) -> object:
    """JSON in the narrow sense: no NaN, no key twice, no number that is not whole."""
    if len(text) > LIMITS.file_bytes:
        message = "longer than the limit"
        raise ValueError(message)
    return json.loads(
        text, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_refuse, parse_int=_short_integer
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = f"a key stands twice: {next(_twice(pairs))}"
        raise ValueError(message)
    return found


def _twice(pairs: list[tuple[str, Any]]) -> Iterator[str]:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            yield key
        seen.add(key)


def _refuse(literal: str) -> object:
    message = f"{literal[: LIMITS.unit]} is not a whole number; exact numbers stand in strings"
    raise ValueError(message)


def _short_integer(literal: str) -> int:
    """Lines, columns and years are the only numbers that are not strings."""
    if len(literal) > LIMITS.unit:
        message = "a whole number is too long"
        raise ValueError(message)
    return int(literal)


def _reason(error: BaseException, _: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return f"the fields {', '.join(sorted(error.extra_fields))} are not known"
    if isinstance(error, KeyError):
        return f"the field {error} is missing"
    return str(error) if isinstance(error, TypeError | ValueError) else type(error).__name__
