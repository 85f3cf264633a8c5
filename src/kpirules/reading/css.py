"""The few properties of style sheets that change what words say."""

import re
from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from kpirules.reading.passage import Look
from kpirules.reading.symbols import symbol_font

#  One class or id, perhaps with a tag before it: what Word and Excel write. Anything else is left alone.
_SELECTOR = re.compile(r"[a-z0-9]*([.#][\w-]+)", re.IGNORECASE)
_NOTHING_SHOWN = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|%)?")


@frozen
class Style:
    """What a style says about looks; ``None`` and the empty text where it says nothing.

    ``displayed`` is ``False`` for what takes no room, ``visible`` for what is only not seen; ``place`` is raised,
    lowered or baseline.
    """

    displayed: bool | None = None
    visible: bool | None = None
    struck: bool | None = None
    place: str = ""
    font: str | None = None
    is_reversed: bool = False

    def over(self, below: "Style") -> "Style":
        """This style where it says something, the one ``below`` elsewhere."""
        return Style(
            below.displayed if self.displayed is None else self.displayed,
            below.visible if self.visible is None else self.visible,
            below.struck if self.struck is None else self.struck,
            self.place or below.place,
            below.font if self.font is None else self.font,
            self.is_reversed or below.is_reversed,
        )

    def on(self, look: Look) -> Look:
        """The look of words so styled inside others of ``look``; only visibility can be taken back inside."""
        if self == PLAIN_STYLE:
            return look
        return evolve(
            look,
            hidden=look.hidden or self.displayed is False or self.visible is False,
            struck=look.struck or bool(self.struck),
            raised=self.place == "raised" if self.place else look.raised,
            lowered=self.place == "lowered" if self.place else look.lowered,
            font=look.font if self.font is None else self.font,
        )


PLAIN_STYLE = Style()


def read_style(text: str) -> Style:
    """The style of an attribute such as ``display:none``.

    >>> read_style("text-decoration: line-through").struck
    True
    """
    style = PLAIN_STYLE
    for declaration in text.split(";"):
        name, colon, value = declaration.lower().partition(":")
        if colon:
            style = _with(style, name.strip(), value.replace("!important", "").strip())
    return style


def read_sheet(text: str) -> Mapping[str, Style]:
    """Styles by ``.class`` and ``#id``; rules with any other selector, and those of a medium, are not looked at.

    >>> read_sheet(".xl66 {text-decoration:line-through} p .a {display:none}")[".xl66"].struck
    True
    """
    found: dict[str, Style] = {}
    for selectors, body in _rules(text):
        style = read_style(body)
        if style == PLAIN_STYLE:
            continue
        for selector in selectors.split(","):
            named = _SELECTOR.fullmatch(selector.strip())
            if named is not None:
                found[named[1]] = style.over(found.get(named[1], PLAIN_STYLE))
    return found


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and bodies of the rules outside of blocks that begin with @."""
    text = "".join(part.partition("*/")[2] if index else part for index, part in enumerate(text.split("/*")))
    text = text.replace("<!--", "").replace("-->", "")
    depth, start, selectors = 0, 0, ""
    for brace in re.finditer("[{}]", text):
        if brace.group() == "{":
            if depth == 0:
                selectors = text[start : brace.start()].rpartition(";")[2].strip()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and not selectors.startswith("@"):
                yield selectors, text[start : brace.start()]
        start = brace.end()


def _with(style: Style, name: str, value: str) -> Style:
    match name:
        case "display":
            return evolve(style, displayed=value != "none")
        case "visibility":
            return evolve(style, visible=value not in {"hidden", "collapse"})
        case "mso-hide" if value in {"all", "screen"}:
            return evolve(style, displayed=False)
        case "font-size" if _NOTHING_SHOWN.fullmatch(value):
            return evolve(style, visible=False)
        case "text-decoration" | "text-decoration-line":
            return evolve(style, struck="line-through" in value)
        case "vertical-align":
            places = {"super": "raised", "sub": "lowered", "baseline": "baseline"}
            return evolve(style, place=places.get(value, style.place))
        case "font-family":
            return evolve(style, font=symbol_font(value.partition(",")[0]))
        case "unicode-bidi" if "override" in value:
            return evolve(style, is_reversed=True)
    return style
