"""Declarations as JSON, there and back without loss, and the JSON Schema of the model.

Comes in: a declaration, or JSON of unknown origin. Goes out: JSON with exact numbers as strings, or the
declaration with a diagnostic for each bad field. Not its job: files, and the meaning of what is stored.
"""

from kpirules.schema.described import json_schema
from kpirules.schema.document import (
    FORMAT,
    from_json,
    selfevaluation_from_json,
    selfevaluation_to_json,
    to_json,
)

__all__ = [
    "FORMAT",
    "from_json",
    "json_schema",
    "selfevaluation_from_json",
    "selfevaluation_to_json",
    "to_json",
]
