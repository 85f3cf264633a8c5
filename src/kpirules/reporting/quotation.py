"""The words of a cell as a report quotes them, with the part that is meant."""

from attrs import frozen

from kpirules.source import Source, Span, visible

_AROUND = 160
_MEANT = 400
_CUT = "…"


@frozen
class Quotation:
    """What stands before the part that is meant, that part, and what stands behind it, all safe to show."""

    before: str
    meant: str
    after: str


def quoted(source: Source | None, span: Span | None = None) -> Quotation | None:
    r"""The words of a cell, all of them meant where no part is; ``None`` where there is no cell or it is blank.

    Hidden characters are named, lines stay lines, and of a long cell the surroundings of the part are kept.

    >>> quoted(Source("人数≥≥90%\u202e"), Span(3, 4))
    Quotation(before='人数≥', meant='≥', after='90%<U+202E>')
    """
    if source is None or not source.text.strip():
        return None
    text = source.text
    span = span if span is not None else Span(0, len(text))
    start = min(max(span.start, 0), len(text) - 1)
    end = min(max(span.end, start + 1), len(text))
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return Quotation(
        (_CUT if start > _AROUND else "") + _lines(before),
        _lines(text[start:end], longest=_MEANT),
        _lines(after) + (_CUT if end + _AROUND < len(text) else ""),
    )


def _lines(text: str, *, longest: int = _AROUND) -> str:
    if len(text) > longest:
        text = f"{text[: longest // 2]}{_CUT}{text[-longest // 4 :]}"
    return "\n".join(visible(line, longest=len(line)) for line in text.split("\n"))
