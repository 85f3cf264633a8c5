"""What the JSON documents of reports have in common: how they are spelt, and how they tell a place."""

import json
import re
from typing import Any

from kpirules.source import Place

# Control, bidi and zero-width characters of a form, which a terminal would obey; JSON can name every one of them.
_HIDDEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def write_document(document: dict[str, Any]) -> str:
    r"""The document as indented text; characters that show nothing are escaped.

    >>> write_document({"text": "2场\u202e"})
    '{\n "text": "2场\\u202e"\n}\n'
    """
    return _HIDDEN.sub(_escaped, json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def place_document(place: Place | None) -> dict[str, Any] | None:
    """Only what is known: a line of text has no sheet.

    >>> place_document(Place("form.txt", line=25))
    {'file': 'form.txt', 'line': 25}
    """
    if place is None:
        return None
    known = {
        "file": place.file,
        "sheet": place.sheet,
        "line": place.line,
        "row": place.row,
        "column": place.column,
    }
    return {key: value for key, value in known.items() if value is not None}


def _escaped(found: re.Match[str]) -> str:
    """As JSON writes it, in one or two units of UTF-16; a lone surrogate of a file's name is one already."""
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
