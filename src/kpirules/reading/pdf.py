"""PDF into rows: the ruled tables of its pages and the lines around them, in their order."""

from io import BytesIO
from typing import Any

from attrs import Factory, define, evolve

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.grid import Row, filled
from kpirules.reading.notes import about
from kpirules.reading.passage import Passage
from kpirules.reading.pdfpage import PageReading, Ruling, read_page
from kpirules.reading.spans import Laying
from kpirules.reading.streams import excess
from kpirules.reading.workbook import Workbook
from kpirules.source import Place, Source

_HEADER_WITHIN = 1024
_DRAWN_BYTES = 16 * 1024 * 1024  # of drawing instructions in a file, forms that are drawn again counted again
_DRAWING = 4096  # bytes that the least drawing counts for, as it takes as long
_EDGES = 4_000  # of a page: finding tables takes time that grows with their square
_PAGE_CHARACTERS = 50_000


def read_pdf(content: bytes, *, file: str | None = None) -> Workbook:
    """One grid of a PDF: every row of its ruled tables is a row, and every line of words around them.

    Places name the page as their sheet. Scanned pages, a file without ruled tables, an encrypted or damaged one and one
    beyond the limits are told (KPI858, KPI859, KPI823, KPI841, KPI855), a file that cannot be opened without a grid.

    >>> [found.code for found in read_pdf(b"%PDF-1.4 and nothing else").diagnostics]
    ['KPI841']
    """
    if b"%PDF-" not in content[:_HEADER_WITHIN]:
        return _refused("KPI841", file, format="PDF", reason="%PDF-")
    try:
        import pdfplumber  # noqa: PLC0415 - an extra, loaded when it is needed
    except ImportError:
        return _refused("KPI826", file, package="pdfplumber", extra="pdf")
    beyond = excess(content)
    if beyond is not None:
        return _refused("KPI855", file, what=beyond[0], what_en=beyond[1], limit=str(beyond[2]))
    reading = _Reading(Laying(file))
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            reading.pages(pdf)
    except Exception as error:  # noqa: BLE001 - whatever a library raises about a file from a stranger
        if _is_about_passwords(error):
            return _refused("KPI823", file)
        return _refused("KPI841", file, format="PDF", reason=_reason(error))
    return reading.workbook()


@define
class _Reading:
    """The pages of a file as they are read one after the other."""

    laying: Laying
    has_table: bool = False
    numbers: int = 0
    drawn: int = 0
    last: tuple[Ruling, Row] | None = None
    told: list[Diagnostic] = Factory(list)

    def pages(self, pdf: Any) -> None:  # noqa: ANN401 - a file of a library without types
        for page in pdf.pages:
            self.laying.sheet = f"第{page.page_number}页"
            if page.page_number > LIMITS.pages:
                self._say("KPI855", what="页", what_en="pages", limit=str(LIMITS.pages))
                return
            try:
                beyond = self._page(page)
            except Exception as error:  # noqa: BLE001 - as above; the other pages are read
                self.last = None
                self._say("KPI841", format="PDF", reason=_reason(error))
                continue
            if beyond is not None:
                self._say("KPI855", what=beyond[0], what_en=beyond[1], limit=str(beyond[2]))
                return

    def _page(self, page: Any) -> tuple[str, str, int] | None:  # noqa: ANN401 - as above
        """Read a page; what of it is too much, or ``None``."""
        beyond = self._beyond(page)
        if beyond is not None:
            return beyond
        if any(not one["text"].isspace() for one in page.chars):
            self._lay(read_page(page))
        else:
            self.last = None
            if page.images or page.curves or page.rects or page.lines:
                self._say("KPI858", sheet=self.laying.sheet or "")
        page.close()
        return None

    def workbook(self) -> Workbook:
        """The grid; none without a ruled table, for lines alone are no form."""
        book = self.laying.workbook(format="pdf")
        if book.grids and not self.has_table:
            book = Workbook((), book.diagnostics)
            self.laying.sheet = None
            self._say("KPI859")
        elif not book.grids and not book.diagnostics and not self.told:
            self._say("KPI805")
        self.laying.sheet = None
        if self.numbers:
            self._say("KPI853", count=str(self.numbers), what="个页码", what_en="page numbers")
        return evolve(book, diagnostics=(*self.told, *book.diagnostics))

    def _beyond(self, page: Any) -> tuple[str, str, int] | None:  # noqa: ANN401 - as above
        """What of a page is too much to be looked at; this draws the page, counting."""
        self.drawn = _draw(page, self.drawn)
        if self.drawn > _DRAWN_BYTES:
            return "字节的绘图指令", "bytes of drawing instructions", _DRAWN_BYTES
        if len(page.chars) > _PAGE_CHARACTERS:
            return "个字符", "characters on a page", _PAGE_CHARACTERS
        if len(page.lines) + 4 * len(page.rects) + len(page.curves) > _EDGES:
            return "条线", "lines on a page", _EDGES
        return None

    def _lay(self, page: PageReading) -> None:
        self.numbers += page.numbers
        for index, (block, ruling) in enumerate(page.blocks):
            if isinstance(block, Passage):
                self.laying.paragraph(block)
                self.last = None
                continue
            before = len(self.laying.rows)
            self.laying.table(block)
            added = self.laying.rows[before:]
            self.has_table = self.has_table or bool(added)
            if (
                index == 0
                and self.last is not None
                and ruling is not None
                and added
                and ruling.goes_on(self.last[0])
            ):
                self._tell_cut(self.last[1], added[0])
            self.last = (ruling, added[-1]) if ruling is not None and added else None

    def _tell_cut(self, above: Row, below: Row) -> None:
        """The first row of a page may be the lower half of the last row of the page before."""
        blank = [
            cell for cell, over in zip(below, above, strict=False) if cell.is_blank and not over.is_blank
        ]
        first = next(iter(filled(below)), None)
        if blank and first is not None:
            self.told.append(
                about("KPI849", first.text, first.place, sheet=first.place.sheet or "", text=first.text)
            )

    def _say(self, code: str, **values: str) -> None:
        place = Place(self.laying.file, sheet=self.laying.sheet)
        self.told.append(Diagnostic(code, Source("", place), values=values))


class _TooMuchDrawn(Exception):
    """A page draws more than a file may."""


def _draw(page: Any, drawn: int) -> int:  # noqa: ANN401 - as above
    """How many bytes of instructions have been carried out when ``page`` is drawn; the limit and one if it is too many.

    A form that draws others, each of which draws others, would never come to an end: what is drawn is counted each time
    before it is carried out, and the page is handed over drawn.
    """
    from pdfminer.pdfinterp import PDFPageInterpreter  # noqa: PLC0415 - comes with the extra
    from pdfminer.pdftypes import stream_value  # noqa: PLC0415 - as above
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent  # noqa: PLC0415 - as above

    class Counting(PDFPageInterpreter):
        def render_contents(self, resources: Any, streams: Any, *args: Any, **named: Any) -> None:  # noqa: ANN401 - as above
            nonlocal drawn
            for one in streams:
                drawn += len(stream_value(one).get_data()) + _DRAWING
            if drawn > _DRAWN_BYTES:
                raise _TooMuchDrawn
            super().render_contents(resources, streams, *args, **named)

    device = PDFPageAggregatorWithMarkedContent(
        page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams
    )
    try:
        Counting(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except _TooMuchDrawn:
        return _DRAWN_BYTES + 1
    page._layout = device.get_result()  # noqa: SLF001 - where the library looks first
    return drawn


def _is_about_passwords(error: BaseException) -> bool:
    names = {type(one).__name__ for one in (error, error.__cause__, error.__context__, *error.args)}
    return bool(names & {"PDFPasswordIncorrect", "PDFEncryptionError"})


def _reason(error: Exception) -> str:
    """The name of what went wrong; the library wraps one exception into another."""
    return type(error.args[0] if error.args and isinstance(error.args[0], Exception) else error).__name__


def _refused(code: str, file: str | None, **values: str) -> Workbook:
    return Workbook(diagnostics=(Diagnostic(code, Source("", Place(file)), values=values),))
