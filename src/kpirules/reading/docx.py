"""Word documents into rows: paragraphs and tables in their order, pending changes as if accepted."""

import posixpath
import re
from collections.abc import Mapping

from attrs import evolve, field, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.archive import Archive, bad_part, open_archive
from kpirules.reading.markup import local, walk
from kpirules.reading.spans import lay
from kpirules.reading.wordbody import Body
from kpirules.reading.wordlooks import Styles, attribute, read_styles
from kpirules.reading.workbook import Workbook
from kpirules.source import Place, Source

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#  A cell of a Word document takes several times the marks of a cell of a page.
_ELEMENTS = 4 * LIMITS.elements
_PAGE_NUMBER = re.compile(r"[\s0-9第页共/—–-]*")
_BESIDE = {"header": ("页眉", "header"), "footer": ("页脚", "footer")}


def read_docx(content: bytes, *, file: str | None = None) -> Workbook:
    """One grid of a document: every paragraph and every row of its tables is a row.

    Words that are struck, removed or hidden are left out and told; so is whatever no grid can hold. What is encrypted,
    damaged, too large or of another format is refused (KPI821 to KPI824, KPI841, KPI843, KPI855).

    >>> [found.code for found in read_docx(b"PK").diagnostics]
    ['KPI821']
    """
    if content.startswith(_COMPOUND):
        return _refused("KPI823" if _ENCRYPTED in content else "KPI843", file)
    if not content.strip():
        return _refused("KPI805", file)
    archive = open_archive(content, file=file)
    if isinstance(archive, Diagnostic):
        return Workbook(diagnostics=(archive,))
    document = _Document.of(archive)
    return document if isinstance(document, Workbook) else document.workbook()


@frozen
class _Document:
    """The parts of a document that are read, by their relationship to it."""

    archive: Archive
    name: str
    parts: tuple[tuple[str, str], ...]
    told: list[Diagnostic] = field(factory=list)

    @classmethod
    def of(cls, archive: Archive) -> "_Document | Workbook":
        """The document an archive holds, or why it holds none."""
        main = [name for kind, name in _related(archive, "") if kind == "officeDocument"]
        name = next((name for name in main if name in archive), "word/document.xml")
        if name not in archive:
            found = main[0] if main else "word/document.xml ?"
            return _refused("KPI841", archive.file, format="Word", reason=found)
        return cls(archive, name, _related(archive, name))

    def workbook(self) -> Workbook:
        """The rows of the document, and what there is to tell about it."""
        content = self._part(self.name)
        if content is None:
            return Workbook(diagnostics=tuple(self.told))
        file = self.archive.file
        if content.count(b"<") > _ELEMENTS:
            return _refused("KPI855", file, what="个标记", what_en="tags", limit=str(_ELEMENTS))
        styles = self._styles()
        body = Body(styles, self._notes())
        reason = walk(content, start=body.start, end=body.end, text=body.text)
        if reason is not None:
            # Half a document would be read as if it were a whole one.
            return Workbook(diagnostics=(*self.told, bad_part(self.name, reason, file=file)))
        self._tell_words_beside()
        book = lay(body.flow, file=file, format="docx")
        if not book.grids:
            self.told.append(Diagnostic("KPI805", Source("", Place(file))))
        for count, what, what_en in (
            (body.comments, "条批注", "comments"),
            (body.numbered, "个自动编号", "automatic numbers"),
            (body.pictures, "个表外的图片或对象", "pictures or objects outside of tables"),
        ):
            if count:
                self._tell("KPI853", count=str(count), what=what, what_en=what_en)
        return evolve(book, diagnostics=(*self.told, *book.diagnostics))

    def _styles(self) -> Styles:
        name = next((name for kind, name in self.parts if kind == "styles"), None)
        content = self._part(name) if name is not None else None
        if content is None or name is None:
            return Styles()
        styles, reason = read_styles(content)
        if reason is not None:
            self.told.append(bad_part(name, reason, file=self.archive.file))
        return styles

    def _notes(self) -> Mapping[tuple[str, str], str]:
        notes: dict[tuple[str, str], str] = {}
        for kind, name in self.parts:
            if kind in {"footnotes", "endnotes"}:
                for number, words in self._words(name, by=kind[:-1]).items():
                    notes[kind[:-1], number] = words
        return notes

    def _tell_words_beside(self) -> None:
        for kind, name in self.parts:
            if kind not in _BESIDE:
                continue
            for words in self._words(name, by="hdr" if kind == "header" else "ftr").values():
                if not _PAGE_NUMBER.fullmatch(words):
                    what, what_en = _BESIDE[kind]
                    self._tell("KPI852", what=what, what_en=what_en, text=words)

    def _words(self, name: str, *, by: str) -> dict[str, str]:
        """The words of a part below its elements called ``by``, by their id."""
        content = self._part(name)
        found: dict[str, list[str]] = {}
        opened: list[str] = []
        current: list[str] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal current
            opened.append(local(name))
            if opened[-1] == by:
                current = found.setdefault(attribute(attributes, "id") or "", [])
            elif opened[-1] in {"p", "tab", "br"}:
                current.append(" ")

        def end(_name: str) -> None:
            opened.pop()

        def text(words: str) -> None:
            if opened[-1] == "t":
                current.append(words)

        reason = walk(content, start=start, end=end, text=text) if content is not None else None
        if reason is not None:
            self.told.append(bad_part(name, reason, file=self.archive.file))
        return {number: " ".join("".join(words).split()) for number, words in found.items()}

    def _part(self, name: str) -> bytes | None:
        content = self.archive.read(name) if name in self.archive else None
        if isinstance(content, Diagnostic):
            self.told.append(content)
            return None
        return content

    def _tell(self, code: str, **values: str) -> None:
        self.told.append(Diagnostic(code, Source("", Place(self.archive.file)), values=values))


def _related(archive: Archive, name: str) -> tuple[tuple[str, str], ...]:
    """The kinds and names of the parts that ``name`` refers to inside of the archive, the first of a name only."""
    folder, last = posixpath.split(name)
    listed = archive.read(posixpath.join(folder, "_rels", f"{last}.rels"))
    found: dict[str, str] = {}

    def start(_name: str, attributes: dict[str, str]) -> None:
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if kind and target and attributes.get("TargetMode") != "External":
            part = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found.setdefault(part, kind.rpartition("/")[2])

    if not isinstance(listed, Diagnostic):
        walk(listed, start=start)
    return tuple((kind, part) for part, kind in found.items())


def _refused(code: str, file: str | None, **values: str) -> Workbook:
    return Workbook(diagnostics=(Diagnostic(code, Source("", Place(file)), values=values),))
