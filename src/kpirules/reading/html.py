"""HTML into rows: paragraphs and tables in their order, as a reader of the page sees them."""

import codecs
import re

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.page import Page
from kpirules.reading.spans import lay
from kpirules.reading.tags import Raw, read_tags
from kpirules.reading.workbook import Workbook
from kpirules.source import Place, Source

_META = re.compile(rb"""<meta\s[^>]{0,1000}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_META_WITHIN = 4096


def read_html(text: str, *, file: str | None = None, encoding: str = "") -> Workbook:
    """One grid of a page: every paragraph and every row of its tables is a row.

    Words that are struck, removed or hidden are left out and told; so is whatever no grid can hold.

    >>> book = read_html("<p>单位：万元<table><tr><td rowspan=2>产出<td>≥6场<tr><td>10<sup>4</sup>人</table>")
    >>> [[cell.text for cell in row] for row in book.grids[0]]
    [['单位：万元'], ['产出', '≥6场'], ['', '10⁴人']]
    >>> [found.code for found in book.diagnostics]
    ['KPI847']
    """
    if text.count("<") > LIMITS.elements:
        return _refused("个标记", "tags", LIMITS.elements, file=file)
    if len(text) > LIMITS.document_characters:
        return _refused("个字符", "characters", LIMITS.document_characters, file=file)
    page = Page()
    for token in read_tags(text):
        if isinstance(token, str):
            page.say(token)
        elif isinstance(token, Raw):
            page.raw(token)
        elif token.is_end:
            page.close(token.name)
        else:
            page.open(token.name, token.attributes)
        if len(page.opened) > LIMITS.xml_depth:
            return _refused("层嵌套", "levels of nesting", LIMITS.xml_depth, file=file)
    page.finish()
    book = lay(page.flow, file=file, format="html", encoding=encoding)
    told = [*page.counted(file), *book.diagnostics]
    if not book.grids:
        told.append(Diagnostic("KPI805", Source("", Place(file))))
    return evolve(book, diagnostics=tuple(told))


def declared_charset(content: bytes) -> str | None:
    """The encoding a page declares in its head, as Python calls it; ``None`` if none or one nobody knows.

    >>> declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb18030'
    """
    found = _META.search(content[:_META_WITHIN])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    # What calls itself GB 2312 or GBK is read as what contains both, as every browser does.
    if name in {"gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312"}:
        return "gb18030"
    try:
        known = codecs.lookup(name)
    except LookupError:
        return None
    return known.name if known._is_text_encoding else None  # noqa: SLF001 - says that it decodes to words


def _refused(what: str, what_en: str, limit: int, *, file: str | None) -> Workbook:
    values = {"what": what, "what_en": what_en, "limit": str(limit)}
    return Workbook(diagnostics=(Diagnostic("KPI855", Source("", Place(file)), values=values),))
