"""What a workbook's styles change about the meaning of a cell: its number format, and struck or raised type."""

from attrs import frozen

from kpirules.reading.formats import BUILT_IN
from kpirules.reading.markup import local

_OFF = {"0", "false"}


@frozen
class Style:
    """How the cells of one style are shown."""

    format: str = "General"
    is_struck: bool = False
    is_small: bool = False


PLAIN = Style()


class Styles:
    """The handlers of a walk through the styles; :meth:`cells` are then the styles that cells name by number."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._fonts: list[tuple[bool, bool]] = []
        self._cells: list[tuple[str, str]] = []
        self._within = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name in {"fonts", "cellXfs", "numFmts", "dxfs", "cellStyleXfs"}:
            self._within = name
        elif name == "numFmt" and self._within == "numFmts":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif self._within == "fonts":
            self._font(name, attributes.get("val", "1"))
        elif name == "xf" and self._within == "cellXfs":
            self._cells.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))

    def end(self, name: str) -> None:
        if local(name) == self._within:
            self._within = ""

    def cells(self) -> tuple[Style, ...]:
        fonts = {str(number): font for number, font in enumerate(self._fonts)}
        return tuple(
            Style(_code(number, self._formats), *fonts.get(font, (False, False)))
            for number, font in self._cells
        )

    def _font(self, name: str, value: str) -> None:
        if name == "font":
            self._fonts.append((False, False))
        elif name == "strike" and self._fonts:
            self._fonts[-1] = (value not in _OFF, self._fonts[-1][1])
        elif name == "vertAlign" and self._fonts:
            self._fonts[-1] = (self._fonts[-1][0], value in {"superscript", "subscript"})


def _code(number: str, formats: dict[str, str]) -> str:
    """The code of a format; what the file itself says comes before what every spreadsheet knows."""
    if number in formats:
        return formats[number]
    return BUILT_IN.get(int(number), "General") if number.isdecimal() and len(number) < 4 else "General"
