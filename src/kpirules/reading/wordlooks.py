"""What the properties of a run, and the styles of a Word document, do to the look of words."""

import re
from collections.abc import Mapping

from attrs import Factory, define, evolve

from kpirules.reading.markup import local, walk
from kpirules.reading.passage import Look
from kpirules.reading.symbols import UNKNOWN, symbol_font

_LOOKS = frozenset({"strike", "dstrike", "vanish", "vertAlign", "position", "rFonts"})
_NUMBER = re.compile("-?[0-9]{1,9}")
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_RAISED_FROM = 6  # half-points; less is a correction of the base line
_MOST_ANCESTORS = 32


def attribute(attributes: Mapping[str, str], name: str) -> str | None:
    """An attribute by its name without prefix."""
    for key in (f"w:{name}", name):
        if key in attributes:
            return attributes[key]
    return next((value for key, value in attributes.items() if local(key) == name), None)


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether a property that is either on or off is on, as it is without a value.

    >>> is_on({}), is_on({"w:val": "0"})
    (True, False)
    """
    return attribute(attributes, "val") not in {"0", "false", "off"}


def number(text: str | None) -> int:
    """A number of a property, 0 where there is none.

    >>> number("12"), number("-6"), number("x"), number("9" * 99)
    (12, -6, 0, 999999999)
    """
    found = _NUMBER.match(text or "")
    return int(found.group()) if found is not None else 0


def with_property(look: Look, name: str, attributes: Mapping[str, str]) -> Look:
    """``look`` under one more property of a run, named without prefix.

    >>> with_property(Look(), "vertAlign", {"w:val": "superscript"}).raised
    True
    """
    match name:
        case "strike" | "dstrike":
            return evolve(look, struck=is_on(attributes))
        case "vanish":
            return evolve(look, hidden=is_on(attributes))
        case "vertAlign":
            place = attribute(attributes, "val")
            return evolve(look, raised=place == "superscript", lowered=place == "subscript")
        case "position":
            height = number(attribute(attributes, "val"))
            if abs(height) < _RAISED_FROM:
                return look
            return evolve(look, raised=height > 0, lowered=height < 0)
        case "rFonts":
            font = attribute(attributes, "ascii")
            return look if font is None else evolve(look, font=symbol_font(font))
        case _:
            return look


def read_symbol(attributes: Mapping[str, str]) -> tuple[str, str]:
    r"""The character of a ``w:sym`` and the font that gives it its meaning; U+FFFD where it names none.

    >>> read_symbol({"w:font": "Wingdings", "w:char": "F0FE"})
    ('\uf0fe', 'wingdings')
    """
    written = attribute(attributes, "char") or ""
    font = attribute(attributes, "font") or ""
    character = chr(int(written, 16)) if _CODE.fullmatch(written) else UNKNOWN
    is_private = "\ue000" <= character <= "\uf8ff"
    return character, symbol_font(font) or (font.lower() if is_private else "")


@define
class Styles:
    """The styles of a document by their id: what each is based on and the properties it has itself.

    >>> styles, _ = read_styles(
    ...     b'<w:styles><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
    ...     b'<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    ... )
    >>> styles.on(Look(), "b").hidden
    True
    """

    parents: dict[str, str] = Factory(dict)
    properties: dict[str, list[tuple[str, Mapping[str, str]]]] = Factory(dict)

    def on(self, look: Look, style: str | None) -> Look:
        """``look`` in a style, the properties of its ancestors first."""
        line: list[str] = []
        while style and len(line) < _MOST_ANCESTORS:
            line.append(style)
            style = self.parents.get(style)
        for one in reversed(line):
            for name, attributes in self.properties.get(one, ()):
                look = with_property(look, name, attributes)
        return look


def read_styles(content: bytes) -> tuple[Styles, str | None]:
    """The styles of ``styles.xml``, and why it could not be read, or ``None``."""
    styles = Styles()
    opened: list[str] = []
    current = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        name = local(name)
        opened.append(name)
        if name == "style":
            current = attribute(attributes, "styleId") or ""
        elif name == "basedOn" and current:
            styles.parents[current] = attribute(attributes, "val") or ""
        elif name in _LOOKS and current and opened[-3:-1] == ["style", "rPr"]:
            styles.properties.setdefault(current, []).append((name, attributes))

    def end(_name: str) -> None:
        opened.pop()

    refused = walk(content, start=start, end=end)
    return styles, refused
