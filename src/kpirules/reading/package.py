"""The parts of an office file and how they name each other."""

import posixpath

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.archive import Archive, bad_part
from kpirules.reading.markup import End, Start, Text, local, walk
from kpirules.source import Place, Source

_TYPES = "[Content_Types].xml"


@frozen
class Relation:
    """One part that another names: the last word of the relation's type, and the target's name in the archive."""

    id: str
    kind: str
    target: str


@frozen
class Package:
    """An archive whose parts are found by their relations.

    >>> (
    ...     Package.resolved("xl/workbook.xml", "worksheets/sheet1.xml"),
    ...     Package.resolved("xl/workbook.xml", "/a.xml"),
    ... )
    ('xl/worksheets/sheet1.xml', 'a.xml')
    """

    archive: Archive

    @staticmethod
    def resolved(source: str, target: str) -> str:
        """The name of the part that ``source`` calls ``target``; one with a leading slash counts from the top."""
        joined = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(source), target)
        return posixpath.normpath(joined).lstrip("/")

    def walk(
        self, name: str, *, start: Start | None = None, end: End | None = None, text: Text | None = None
    ) -> Diagnostic | None:
        """Walk one part; a diagnostic (KPI821, KPI824) if it is not there or cannot be walked to its end."""
        content = self.archive.read(name)
        if isinstance(content, Diagnostic):
            return content
        reason = walk(content, start=start, end=end, text=text)
        return bad_part(name, reason, file=self.archive.file) if reason is not None else None

    def relations(self, source: str) -> tuple[Relation, ...] | Diagnostic:
        """What ``source`` names inside the archive; nothing where it has no list of its own."""
        folder, name = posixpath.split(source)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self.archive:
            return ()
        found: list[Relation] = []

        def start(element: str, attributes: dict[str, str]) -> None:
            if local(element) != "Relationship" or len(found) > LIMITS.members:
                return
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            if attributes.get("TargetMode") != "External":
                found.append(Relation(attributes.get("Id", ""), kind, self.resolved(source, target)))

        return self.walk(listed, start=start) or tuple(found)

    def main_part(self, *, wanted: str) -> str | Diagnostic:
        """The part the file is about, which must be of a content type that holds ``wanted`` (else KPI825)."""
        relations = self.relations("")
        types = self._types()
        if isinstance(relations, Diagnostic) or isinstance(types, Diagnostic):
            return relations if isinstance(relations, Diagnostic) else _as_diagnostic(types)
        name = next((one.target for one in relations if one.kind == "officeDocument"), "")
        kind = types.get(f"/{name}".casefold(), types.get(name.rpartition(".")[2].casefold(), ""))
        if name not in self.archive or wanted not in kind:
            return Diagnostic(
                "KPI825",
                Source("", Place(self.archive.file)),
                values={"kind": kind or "?", "part": name or "?"},
            )
        return name

    def _types(self) -> dict[str, str] | Diagnostic:
        """Content types by the name of a part (with its slash) or by a suffix."""
        found: dict[str, str] = {}

        def start(_element: str, attributes: dict[str, str]) -> None:
            key = attributes.get("PartName") or attributes.get("Extension")
            if key is not None and len(found) <= 2 * LIMITS.members:
                found[key.casefold()] = attributes.get("ContentType", "")

        if _TYPES not in self.archive:
            return found
        return self.walk(_TYPES, start=start) or found


def _as_diagnostic(types: dict[str, str] | Diagnostic) -> Diagnostic:
    assert isinstance(types, Diagnostic)  # the caller has looked  # noqa: S101
    return types
