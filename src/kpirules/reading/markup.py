"""XML from strangers: walked within bounds, without document types, entities or depth.

The parser is expat, fed the whole part at once: in pieces, a single long token would cost quadratic time.
"""

from collections.abc import Callable
from xml.parsers import expat

from kpirules.limits import LIMITS

#  No tag of a workbook or document is this long, and its attributes would cost far more than their bytes.
_LONGEST_TOKEN = 1024 * 1024
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Refused(Exception):
    """Raised by a handler to break off a walk; the words are its reason."""


def walk(
    content: bytes, *, start: Start | None = None, end: End | None = None, text: Text | None = None
) -> str | None:
    """Call ``start``, ``end`` and ``text`` for what stands in an XML part; why the walk broke off, or ``None``.

    Names stand as written, with their prefix: see :func:`local`. Without handlers it only looks whether the part is
    well-formed, at most ``xml_depth`` deep and without a document type.

    >>> names = []
    >>> walk(b"<a><b/></a>", start=lambda name, attributes: names.append(name)), names
    (None, ['a', 'b'])
    >>> walk(b"<!DOCTYPE a><a/>")
    'DOCTYPE'
    """
    if _has_long_token(content):
        return f"token > {_LONGEST_TOKEN} B"
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0
    deepest = LIMITS.xml_depth

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > deepest:
            reason = f"depth > {deepest}"
            raise Refused(reason)
        if start is not None:
            start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own signature: this is all there is
    except Refused as reason:
        return str(reason)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        return f"XML, line {line}" if line is not None else "XML, encoding"
    return None


def local(name: str) -> str:
    """A name without its prefix.

    >>> local("x:row"), local("row")
    ('row', 'row')
    """
    return name[name.find(":") + 1 :]


def _refuse_doctype(*_declaration: object) -> None:
    reason = "DOCTYPE"
    raise Refused(reason)


def _has_long_token(content: bytes) -> bool:
    """A stretch without a tag's first sign holds one of these places with as much behind it."""
    return any(
        content.find(b"<", at, at + _LONGEST_TOKEN) < 0
        for at in range(0, len(content) - _LONGEST_TOKEN, _LONGEST_TOKEN)
    )
