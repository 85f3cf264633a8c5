"""Characters that stand for something else because of their font or their height."""

_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PRIVATE = 0xF000  # where Word keeps the glyphs of a symbol font
_SYMBOL = {
    0x2B: "+", 0x2D: "-", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x40: "≅", 0x62: "β", 0x65: "ε", 0x6D: "μ",
    0x70: "π", 0x53: "∑", 0x44: "Δ", 0x7E: "~", 0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD7: "⋅", 0xD6: "√", 0xE5: "∑",
    0xA4: "/", 0xB7: "•",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0xA1: "○", 0xA8: "□", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x76: "❖", 0xD8: "➢", 0xE0: "→", 0x9F: "•", 0xA7: "▪",
}  # fmt: skip
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□"}
#  These print as themselves in the font called Symbol.
_SAME = frozenset("0123456789%()[]{}.,:;/+<=>|&!#?_ ")
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "wingdings3": {},
    "webdings": {},
}
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""What stands in a text for a character nobody knows, so that it is never read as if nothing stood there."""


def raised(text: str) -> str:
    """Digits and signs as the characters that are raised by themselves.

    >>> raised("4"), raised("nd")
    ('⁴', 'nd')
    """
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """Digits and signs as the characters that are lowered by themselves.

    >>> lowered("2")
    '₂'
    """
    return text.translate(_LOWERED)


def symbol_font(name: str) -> str:
    """The name of a font whose characters are no letters, folded; empty for all others.

    >>> symbol_font("Wingdings 2"), symbol_font("宋体")
    ('wingdings2', '')
    """
    folded = name.lower().replace(" ", "").strip("'\"")
    return folded if folded in _FONTS else ""


def glyph(character: str, *, font: str) -> str:
    r"""What ``character`` shows in ``font``, empty for a font of letters; :data:`UNKNOWN` if nobody knows.

    >>> glyph("\uf0b3", font="symbol"), glyph("³", font="symbol"), glyph("8", font="")
    ('≥', '≥', '8')
    """
    code = ord(character)
    known = _FONTS.get(font)
    if font and known is None:
        return UNKNOWN
    if _PRIVATE <= code < _PRIVATE + 0x100:
        #  Without a font of symbols beside it, such a character is one of Symbol, where Word keeps the signs.
        return (_SYMBOL if known is None else known).get(code - _PRIVATE, UNKNOWN)
    if 0xE000 <= code <= 0xF8FF:
        return UNKNOWN
    if known is None or code >= 0x100 or character.isspace():
        return character
    if code in known:
        return known[code]
    return character if font == "symbol" and character in _SAME else UNKNOWN
