"""A declaration that was written as JSON before."""

from kpirules.declaration import Declaration
from kpirules.diagnostics import Diagnostic
from kpirules.schema import from_json


def looks_like_json(text: str) -> bool:
    """Whether a text opens as a JSON object; no form of cells does.

    >>> looks_like_json('  {"format": "kpirules/declaration"}')
    True
    """
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read_json(text: str, *, file: str | None = None) -> tuple[Declaration | None, tuple[Diagnostic, ...]]:
    """The declaration in JSON ``text``, or ``None`` with a diagnostic for each bad field.

    >>> read_json("{}")[0] is None
    True
    """
    return from_json(text.removeprefix("\ufeff"), file=file)
