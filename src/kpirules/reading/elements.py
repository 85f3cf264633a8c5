"""Elements of HTML: which of them are blocks, parts of tables or marks, and how they look."""

import re
from collections.abc import Mapping

from attrs import define, evolve

from kpirules.reading.css import PLAIN_STYLE, Style, read_style
from kpirules.reading.flow import Flow, Table
from kpirules.reading.passage import Look
from kpirules.reading.symbols import symbol_font

BLOCKS = frozenset("""address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol optgroup p pre section
    summary ul""".split())  # fmt: skip  # noqa: SIM905 - read as a list of words
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905 - it reads better as words
TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
GROUPS, CELLS = frozenset({"thead", "tbody", "tfoot"}), frozenset({"td", "th"})
BOUNDS = CELLS | {"table", "caption"}
MARKED = CELLS | {"pre", "math"}
FORMATTING = frozenset({"s", "strike", "font"})  # they go on behind the end of a paragraph around them
NOT_SHOWN = frozenset({"template", "datalist", "audio", "video", "canvas", "rt", "rp", "annotation"})
PICTURES = frozenset({"img", "svg", "object", "embed", "iframe"})
NO_WORDS = frozenset({"hidden", "submit", "button", "reset", "image", "file"})
IN_SELECT = frozenset({"option", "optgroup", "hr"})
PAIRED = {"msup": "^", "msub": "_", "mfrac": "/", "msubsup": "_", "mroot": "^", "munder": "_", "mover": "^"}
CLOSED_BY = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "rt": {"rt", "rp"}, "rp": {"rt", "rp"}}
_SPAN = re.compile(r"\s*\+?0*([0-9]{1,10})")


@define
class Element:
    """An element that is open, and what held before it; ``within`` are those around it that matter to all inside."""

    name: str
    style: Style
    before: Look
    into: Flow
    is_gone: bool
    within: frozenset[str]
    children: int = 0
    table: Table | None = None
    start: int = 0


def seen(name: str, style: Style, below: Look) -> Look:
    """The look of words in an element."""
    look = style.on(below)
    match name:
        case "s" | "strike":
            return evolve(look, struck=True)
        case "del":
            return evolve(look, removed=True)
        case "ins":
            return evolve(look, inserted=True)
        case "sup":
            return evolve(look, raised=True, lowered=False)
        case "sub":
            return evolve(look, raised=False, lowered=True)
        case _:
            return look


def span_of(text: str) -> int:
    """How many rows or columns an attribute asks for; one where it says nothing."""
    found = _SPAN.match(text)
    return int(found[1]) if found is not None else 1


def style_of(name: str, attributes: Mapping[str, str], *, sheet: Mapping[str, Style]) -> Style:
    """What the page's style sheet and the element's own attributes say about its looks."""
    if not attributes:
        return Style(displayed=False) if name in NOT_SHOWN else PLAIN_STYLE
    style = PLAIN_STYLE
    named = [f".{one}" for one in attributes.get("class", "").split()] if sheet else []
    for key in (*named, f"#{attributes.get('id', '')}"):
        style = sheet[key].over(style) if key in sheet else style
    if "style" in attributes:
        style = read_style(attributes["style"]).over(style)
    if name in NOT_SHOWN or ("hidden" in attributes and not style.displayed):
        style = evolve(style, displayed=False)
    if name == "font" and "face" in attributes and style.font is None:
        style = evolve(style, font=symbol_font(attributes["face"].partition(",")[0]))
    if name == "bdo" and attributes.get("dir", "").lower() == "rtl":
        style = evolve(style, is_reversed=True)
    return style
