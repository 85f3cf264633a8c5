"""A page of HTML as it is read: which elements are open, and what its paragraphs and tables hold so far."""

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import Factory, define, evolve, field

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading import elements
from kpirules.reading.css import PLAIN_STYLE, Style, read_sheet
from kpirules.reading.elements import Element, seen, span_of, style_of
from kpirules.reading.flow import Flow, Table, TableCell
from kpirules.reading.formulas import bracket
from kpirules.reading.passage import PLAIN, Look, Passage
from kpirules.reading.tags import Raw, unescape, unfolded
from kpirules.source import Place, Source

_OVERRIDE, _POP = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{POP DIRECTIONAL FORMATTING}"


@define
class Page:
    """Blocks in their order; ``opened`` are the elements not closed yet, from the outermost.

    >>> page = Page()
    >>> page.open("p", {}), page.say("≥6场"), page.close("p"), page.finish()
    (None, None, None, None)
    >>> [passage.text for passage in page.flow]
    ['≥6场']
    """

    flow: Flow = Factory(list)
    opened: list[Element] = Factory(list)
    look: Look = PLAIN
    _into: Flow = field(init=False)
    _passage: Passage | None = field(default=None, init=False)
    _sheet: dict[str, Style] = field(factory=dict, init=False)
    _options: list[tuple[bool, str]] | None = field(default=None, init=False)
    _names: Counter[str] = field(factory=Counter, init=False)
    _numbered: int = field(default=0, init=False)
    _pictures: int = field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        self._into = self.flow

    def say(self, words: str) -> None:
        """Words that stand here; blanks count once, as on the screen."""
        if self._options is not None:
            if self._options:
                chosen, text = self._options[-1]
                self._options[-1] = (chosen, text + words)
            return
        if "pre" not in self._within:
            words = unfolded(words)
            if words.startswith(" ") and (self._passage is None or self._passage.last in " \n"):
                words = words[1:]
        if words:
            self._here().add(words, self.look)

    def raw(self, raw: Raw) -> None:
        """An element whose content is no HTML."""
        name = raw.tag.name
        if name == "style":
            self._sheet.update(read_sheet(raw.text))
        elif name == "textarea":
            self._fill(unescape(raw.text).strip("\r\n"), "textarea")
        elif name == "xmp":
            self.say(raw.text)
        elif name in elements.PICTURES:
            self._picture(name, {})

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        """A start tag."""
        if self._options is not None and name not in elements.IN_SELECT:
            self._choose()
        if name in elements.TABLE_PARTS:
            self._open_part(name, attributes)
        elif name in elements.VOID:
            self._void(name, attributes)
        elif name == "select":
            self._options = []
        elif name == "option" and self._options is not None:
            self._options.append(("selected" in attributes, ""))
        else:
            if name in elements.BLOCKS:
                self._close_implied(name)
                self._passage = None
            if name == "li":
                self._numbered += next(
                    (e.name == "ol" for e in reversed(self.opened) if e.name in {"ol", "ul"}), 0
                )
            if name in elements.PICTURES:
                self._picture(name, attributes)
            self._separate_in_formula()
            self._push(name, attributes)

    def close(self, name: str) -> None:
        """An end tag; one that closes nothing is left alone."""
        if name == "select":
            self._choose()
        elif name in elements.TABLE_PARTS:
            at = self._find(name, {"table"})
            if at is not None:
                self._pop_to(at)
        elif name == "br":
            self._here().add("\n", self.look)
        else:
            at = self._find(name, elements.BOUNDS)
            if at is None:
                return
            if name in elements.BLOCKS or "math" in self.opened[at].within:
                self._pop_to(at)
            else:
                self._take_out(at)

    def finish(self) -> None:
        """The end of the page closes what is open."""
        self._choose()
        if self.opened:
            self._pop_to(0)

    def counted(self, file: str | None) -> Iterator[Diagnostic]:
        """What was seen in the whole page and stands in no cell."""
        for count, what, what_en in (
            (self._numbered, "个自动编号", "automatic numbers"),
            (self._pictures, "个表外的图片", "pictures outside of tables"),
        ):
            if count:
                values = {"count": str(count), "what": what, "what_en": what_en}
                yield Diagnostic("KPI853", Source("", Place(file)), values=values)

    @property
    def _within(self) -> frozenset[str]:
        return self.opened[-1].within if self.opened else frozenset()

    def _here(self) -> Passage:
        if self._passage is None:
            self._passage = Passage()
            self._into.append(self._passage)
        return self._passage

    def _push(self, name: str, attributes: Mapping[str, str]) -> Element:
        style = style_of(name, attributes, sheet=self._sheet)
        gone = style.displayed is False or any(element.is_gone for element in self.opened[-1:])
        within = self._within | {name} if name in elements.MARKED else self._within
        element = Element(name, style, self.look, self._into, gone, within)
        self.opened.append(element)
        self._names[name] += 1
        self.look = seen(name, style, self.look)
        if style.is_reversed:
            self._here().add(_OVERRIDE, self.look)
        if "math" in within:
            element.start = len(self._here().pieces)
        return element

    def _open_part(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._close_implied(name)
            outer = self._table_at()
            if outer is not None and self._into is self.opened[outer].into:
                self._pop_to(outer)
            self._passage = None
            self._push(name, attributes).table = Table()
            return
        at = self._table_at()
        table = self.opened[at].table if at is not None else None
        if at is None or table is None:
            return
        above = {"tr": elements.GROUPS, "td": {"tr"}, "th": {"tr"}}.get(name, set())
        keep = max(i for i in range(at, len(self.opened)) if i == at or self.opened[i].name in above)
        if keep + 1 < len(self.opened):
            self._pop_to(keep + 1)
        self._passage = None
        if name in elements.CELLS and self.opened[-1].name != "tr":
            self._open_part("tr", {})
        if name == "tr":
            if not table.rows:
                self._into.append(table)
            table.rows.append([])
        element = self._push(name, attributes)
        if name in elements.CELLS:
            width, height = (span_of(attributes.get(key, "1")) for key in ("colspan", "rowspan"))
            cell = TableCell(width=width or 1, height=height or LIMITS.span, is_absent=element.is_gone)
            table.rows[-1].append(cell)
            self._into = cell.flow

    def _void(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "br":
            self._here().add("\n", self.look)
        elif name == "hr":
            self._passage = None
        elif name in elements.PICTURES:
            self._picture(name, attributes)
        elif name == "input":
            kind = attributes.get("type", "text").lower()
            if kind in {"checkbox", "radio"}:
                self._fill("☑" if "checked" in attributes else "☐", kind)
            elif kind not in elements.NO_WORDS:
                self._fill(attributes.get("value", ""), "input")

    def _fill(self, text: str, what: str) -> None:
        """What somebody entered into a field of a form."""
        if text.strip():
            self._here().add(text, self.look)
            self._here().remark("KPI857", what=what, text=text)

    def _choose(self) -> None:
        """A list of choices shows the chosen one, or the first."""
        if self._options:
            options, self._options = self._options, None
            text = next((text for chosen, text in options if chosen), options[0][1])
            self._fill(" ".join(text.split()), "select")
        self._options = None

    def _picture(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._within & elements.CELLS:
            self._here().remark("KPI856", what=attributes.get("alt", "").strip() or name)
        else:
            self._pictures += 1

    def _separate_in_formula(self) -> None:
        """A sign between the parts that a formula parts by their place."""
        if self.opened and self.opened[-1].name in elements.PAIRED:
            self.opened[-1].children += 1
            if self.opened[-1].children > 1:
                self.say(elements.PAIRED[self.opened[-1].name])

    def _close_implied(self, name: str) -> None:
        for closed in elements.CLOSED_BY.get(name, set()) | {"p"}:
            bounds = elements.BOUNDS | {"ul", "ol", "dl"} if closed != "p" else elements.BOUNDS
            at = self._find(closed, bounds)
            if at is not None:
                self._pop_to(at)

    def _find(self, name: str, bounds: frozenset[str] | set[str]) -> int | None:
        if not self._names[name]:
            return None
        for at in range(len(self.opened) - 1, -1, -1):
            if self.opened[at].name == name:
                return at
            if self.opened[at].name in bounds:
                return None
        return None

    def _table_at(self) -> int | None:
        return next(
            (i for i in range(len(self.opened) - 1, -1, -1) if self.opened[i].table is not None), None
        )

    def _pop_to(self, at: int) -> None:
        """Close the element at ``at`` with all inside it; formatting that was left open inside goes on behind it."""
        kept: list[Element] = []
        is_part = self.opened[at].name in elements.BOUNDS | elements.TABLE_PARTS
        while len(self.opened) > at:
            element = self.opened.pop()
            self._names[element.name] -= 1
            if (
                not is_part
                and element.name in elements.FORMATTING
                and (element.name != "font" or element.style != PLAIN_STYLE)
            ):
                kept.append(element)
            self._leave(element)
        for element in reversed(kept):
            self.opened.append(evolve(element, before=self.look, into=self._into, within=self._within))
            self._names[element.name] += 1
            self.look = seen(element.name, element.style, self.look)

    def _leave(self, element: Element) -> None:
        if element.style.is_reversed:
            self._here().add(_POP, self.look)
        if self.opened and self.opened[-1].name in elements.PAIRED:
            bracket(self._here(), element.start)
        if element.name == "math":
            words = "".join(text for text, _ in self._here().pieces[element.start :]).split()
            self._here().remark("KPI850", text=" ".join(words))
        self.look = element.before
        if element.name in elements.CELLS or element.table is not None:
            self._into = element.into
        if element.name in elements.BLOCKS or element.name in elements.TABLE_PARTS:
            self._passage = None
        if element.table is not None:
            outer = self._table_at()
            if outer is not None:
                around = self.opened[outer].table
                assert around is not None  # it was found by its table  # noqa: S101
                around.inner_rows += max(len(element.table.rows), element.table.inner_rows)

    def _take_out(self, at: int) -> None:
        """Close one element and leave those inside it open."""
        gone = self.opened.pop(at)
        self._names[gone.name] -= 1
        if at == len(self.opened):
            self._leave(gone)
            return
        self.look = gone.before
        for element in self.opened[at:]:
            element.before = self.look
            self.look = seen(element.name, element.style, self.look)
