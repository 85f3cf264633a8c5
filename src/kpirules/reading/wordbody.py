"""The body of a Word document as its XML is walked: paragraphs and tables in their order."""

from collections.abc import Mapping

from attrs import Factory, define, evolve, field

from kpirules.reading.flow import Flow, Table, TableCell
from kpirules.reading.formulas import Formula
from kpirules.reading.passage import PLAIN, Look, Passage, joined
from kpirules.reading.wordfields import Field
from kpirules.reading.wordlooks import Styles, attribute, read_symbol, with_property
from kpirules.reading.wordnames import Names
from kpirules.reading.wordtables import MERGES, WordTable

#  Former properties, section settings and settings of content controls say nothing about the words as they are.
_SKIPPED = frozenset(
    {f"w:{name}PrChange" for name in ("r", "p", "tbl", "tc", "tr", "sect", "tblGrid", "tblPrEx")}
    | {"w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:tblGrid", "w:tblPr", "w:numberingChange"}
)
_DRAWN = frozenset({"w:drawing", "w:pict", "w:object"})
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_OVERRIDE, _POP = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{POP DIRECTIONAL FORMATTING}"


@define
class Element:
    """An element that is open, and what held before it."""

    name: str
    before: Look
    into: Flow
    passage: Passage | None
    table: WordTable | None = None
    cell: TableCell | None = None
    words: Flow | None = None
    what: str = ""
    is_settled: bool = False


@define
class Body:
    """What has been read of a document; ``notes`` are its foot- and endnotes by kind and number.

    >>> from kpirules.reading.markup import walk
    >>> body = Body()
    >>> walk(b"<w:p><w:r><w:t>6</w:t></w:r></w:p>", start=body.start, end=body.end, text=body.text)
    >>> [passage.text for passage in body.flow]
    ['6']
    """

    styles: Styles = Factory(Styles)
    notes: Mapping[tuple[str, str], str] = Factory(dict)
    flow: Flow = Factory(list)
    numbered: int = 0
    comments: int = 0
    pictures: int = 0
    _opened: list[Element] = Factory(list)
    _look: Look = PLAIN
    _skipped: int = 0
    _names: Names = Factory(Names)
    _fields: list[Field] = Factory(list)
    _formula: Formula = Factory(Formula)
    _into: Flow = field(init=False)
    _passage: Passage | None = field(default=None, init=False)
    _merging: Passage | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self._into = self.flow

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._names.declare(attributes)
        name = self._names.usual(name)
        if self._skipped or name in _SKIPPED or self._is_spare(name):
            self._skipped += 1
            return
        parent = self._opened[-1].name if self._opened else ""
        element = Element(name, self._look, self._into, self._passage)
        self._opened.append(element)
        if name.startswith("m:"):
            self._formula.start(name, attributes, self._here())
        elif parent == "w:rPr":
            self._property(name, attributes)
        elif name in _SIGNS:
            if parent == "w:r":
                self._here().add(_SIGNS[name], self._shown)
        else:
            self._open(element, parent, attributes)

    def end(self, _name: str) -> None:
        """The element that began last is over."""
        if self._skipped:
            self._skipped -= 1
            return
        element = self._opened.pop()
        self._look = element.before
        if element.name.startswith("m:"):
            self._formula.end(element.name, self._here())
        elif element.name in {"w:p", "w:tbl"}:
            self._passage = element.passage
        if element.table is not None:
            self._leave_table(element.table.table)
        elif element.cell is not None or element.words is not None:
            self._into, self._passage = element.into, element.passage
        if element.words is not None:
            self._leave_text_box(element.words)
        elif element.name in _DRAWN and not element.is_settled:
            self._picture(element.what or "?")
        elif element.name == "w:bdo" and element.what:
            self._here().add(_POP, self._look)

    def text(self, words: str) -> None:
        """Characters between tags."""
        if self._skipped or not self._opened:
            return
        match self._opened[-1].name:
            case "w:t" | "m:t":
                self._here().add(words, self._shown)
            case "w:delText":
                self._here().add(words, evolve(self._look, removed=True))
            case "w:instrText" | "w:delInstrText" if self._fields:
                self._fields[-1].instruct(words)

    @property
    def _shown(self) -> Look:
        """The look of words here; what stands in the instruction of a field is not shown."""
        if self._fields and self._fields[-1].is_instruction:
            return evolve(self._look, hidden=True)
        return self._look

    def _is_spare(self, name: str) -> bool:
        """Of several ways to show the same, the first is read."""
        if name not in {"mc:Choice", "mc:Fallback"} or not self._opened:
            return False
        was_settled, self._opened[-1].is_settled = self._opened[-1].is_settled, True
        return was_settled

    def _here(self) -> Passage:
        if self._passage is None:
            self._passage = Passage()
            self._into.append(self._passage)
        return self._passage

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        """A property of a run, or of the mark at a paragraph's end, which holds it together with the next if deleted."""
        owner = self._opened[-3] if len(self._opened) > 2 else None
        if owner is None:
            return
        if owner.name == "w:pPr" and name == "w:del":
            self._merging = self._here()
        elif owner.name == "w:r":
            self._hold(
                self.styles.on(self._look, attribute(attributes, "val"))
                if name == "w:rStyle"
                else with_property(self._look, name[2:], attributes)
            )

    def _hold(self, look: Look) -> None:
        """A property holds until what it belongs to is over, not only inside of its own tags."""
        self._look = look
        for element in self._opened[-2:]:
            element.before = look

    def _open(self, element: Element, parent: str, attributes: Mapping[str, str]) -> None:
        match element.name:
            case "w:p":
                self._begin_paragraph()
            case "w:pStyle":
                self._hold(self.styles.on(self._look, attribute(attributes, "val")))
            case "w:numId":
                self.numbered += attribute(attributes, "val") != "0"
            case "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom":
                is_new = element.name in {"w:ins", "w:moveTo"}
                self._change(
                    parent, evolve(self._look, inserted=is_new, removed=not is_new or self._look.removed)
                )
            case "w:tbl" | "w:tr" | "w:tc":
                self._open_table(element)
            case "w:hidden" | "w:cellDel":
                self._hide(element.name)
            case name if name in MERGES and self._table is not None:
                self._table.merge(name, attributes)
            case "w:sym":
                character, font = read_symbol(attributes)
                self._here().add(character, evolve(self._look, font=font))
            case "w:fldChar" | "w:checkBox" | "w:default" | "w:checked" | "w:listEntry" | "w:result":
                self._field(element.name, attributes)
            case _:
                self._beside(element, attributes)

    def _beside(self, element: Element, attributes: Mapping[str, str]) -> None:
        """What stands beside the text or against its order: text boxes, notes, comments, pictures, other files."""
        match element.name:
            case "w:txbxContent":
                element.words = self._into = []
                self._passage = None
            case "w:footnoteReference" | "w:endnoteReference":
                kind = element.name[2:].removesuffix("Reference")
                words = self.notes.get((kind, attribute(attributes, "id") or ""), "?")
                self._here().remark("KPI852", what="脚注或尾注", what_en="note", text=words)
            case "w:altChunk" | "w:subDoc":
                words = attribute(attributes, "id") or "?"
                self._here().remark("KPI852", what="嵌入的文件", what_en="embedded file", text=words)
            case "w:rt":
                self._look = evolve(self._look, hidden=True)
            case "w:bdo" if attribute(attributes, "val") == "rtl":
                element.what = "rtl"
                self._here().add(_OVERRIDE, self._look)
            case "w:commentReference":
                self.comments += 1
            case "wp:docPr" | "o:OLEObject":
                words = next(
                    (attributes[key] for key in ("descr", "ProgID", "name") if attributes.get(key)), ""
                )
                for drawn in reversed(self._opened):
                    if drawn.name in _DRAWN:
                        drawn.what = words
                        break
            case _:
                pass

    def _begin_paragraph(self) -> None:
        if self._merging is not None and self._into and self._into[-1] is self._merging:
            self._passage = self._merging
            self._passage.add("\n", Look(removed=True))
        else:
            self._passage = Passage()
            self._into.append(self._passage)
        self._merging = None

    def _change(self, parent: str, look: Look) -> None:
        """A tracked change: of words, or of a whole row where it stands among the row's properties."""
        if parent == "w:trPr":
            self._hold(look)
            if look.removed and self._table is not None:
                self._table.is_row_gone = True
        elif parent not in {"w:rPr", "w:tcPr", "w:numPr"}:
            self._look = look

    def _hide(self, name: str) -> None:
        """A row that is hidden, or a cell whose removal is pending."""
        self._hold(evolve(self._look, hidden=name == "w:hidden", removed=name == "w:cellDel"))
        cell = next((one.cell for one in reversed(self._opened) if one.cell is not None), None)
        if name == "w:cellDel" and cell is not None:
            cell.is_absent = True
        elif self._table is not None:
            self._table.is_row_gone = True

    @property
    def _table(self) -> WordTable | None:
        return next((one.table for one in reversed(self._opened) if one.table is not None), None)

    def _open_table(self, element: Element) -> None:
        """A table, a row or a cell."""
        table = self._table
        if element.name == "w:tbl":
            element.table = WordTable()
            self._into.append(element.table.table)
            self._passage = None
        elif element.name == "w:tr" and table is not None:
            table.start_row()
        elif element.name == "w:tc" and table is not None:
            element.cell = table.start_cell()
            self._into, self._passage = element.cell.flow, None

    def _leave_table(self, table: Table) -> None:
        if self._table is not None:
            self._table.table.inner_rows += max(len(table.rows), table.inner_rows)

    def _leave_text_box(self, words: Flow) -> None:
        text = " ".join(joined(one for one in words if isinstance(one, Passage)).text.split())
        if text:
            self._here().remark("KPI852", what="文本框", what_en="text box", text=text)
        for drawn in self._opened:
            drawn.is_settled = drawn.is_settled or drawn.name in _DRAWN

    def _field(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "w:fldChar":
            if self._fields:
                self._fields[-1].enter(name[2:], attributes)
            return
        match attribute(attributes, "fldCharType"):
            case "begin":
                self._fields.append(Field())
            case "separate" if self._fields:
                self._fields[-1].passage, self._fields[-1].start = self._here(), len(self._here().pieces)
            case "end" if self._fields:
                self._fields.pop().close(self._here())

    def _picture(self, what: str) -> None:
        if any(element.cell is not None for element in self._opened):
            self._here().remark("KPI856", what=what)
        else:
            self.pictures += 1
