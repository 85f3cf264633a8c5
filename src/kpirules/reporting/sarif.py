"""An audit as the exchange format of code analysis, SARIF 2.1.0, which review tools and pipelines read."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from attrs import frozen

from kpirules.audit.audited import Finding
from kpirules.diagnostics import Diagnostic, Language, Severity, catalogue
from kpirules.reporting.audit_record import AuditedFile, AuditRecord
from kpirules.reporting.audited import place_of
from kpirules.reporting.document import write_document
from kpirules.source import Place, Source, Span, visible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "FORMS"
_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_FIELD = re.compile(r"\{\w+\}")
# What a viewer would take for a link: a form must not be able to write one.
_LINK = re.compile(r"\[(?=[^\]]*\]\()")
_LONGEST = 2_000
_Object = dict[str, Any]


def write_sarif(record: AuditRecord, *, lang: Language = "zh") -> str:
    """The log as JSON text; places of files are relative to the folder that holds them all.

    >>> '"version": "2.1.0"' in write_sarif(AuditRecord())
    True
    """
    return write_document(to_log(record, lang=lang))


def to_log(record: AuditRecord, *, lang: Language = "zh") -> _Object:
    """The log as plain values: findings are results, what reading had to say are notifications of the tool.

    >>> to_log(AuditRecord())["runs"][0]["results"]
    []
    """
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(record, lang).document()]}


@frozen(eq=False)
class _Run:
    """One run over all files; positions of rules and files are those of its own tables."""

    record: AuditRecord
    lang: Language

    def document(self) -> _Object:
        codes, notices = self.codes(), self.notices()
        addresses = relative([file.file for file in self.record.files])
        return {
            "tool": {
                "driver": {
                    "name": "kpirules",
                    "rules": [self.rule(code) for code in codes],
                    "notifications": [self.rule(code) for code in notices],
                }
            },
            "language": "zh-CN" if self.lang == "zh" else "en",
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                _ROOT: {"description": {"text": "the folder that holds all files of the audit"}}
            },
            "artifacts": [{"location": _address(uri), "roles": ["analysisTarget"]} for uri in addresses],
            "invocations": [
                {
                    "executionSuccessful": not self.record.unread,
                    "toolExecutionNotifications": list(self.notifications(notices, addresses)),
                }
            ],
            "results": [
                result
                for at, file in enumerate(self.record.files)
                for result in self.results(file, addresses[at], at, codes)
            ],
            "properties": {
                "ledger": [
                    self.ledger(file, uri) for file, uri in zip(self.record.files, addresses, strict=True)
                ]
            },
        }

    def codes(self) -> list[str]:
        """Every check that was asked for or found something, once."""
        asked = {entry.code for file in self.record.files for entry in file.ledger}
        return sorted(asked | {finding.code for finding in self.record.findings})

    def notices(self) -> list[str]:
        told = (item for file in self.record.files for item in file.diagnostics)
        return sorted({item.code for item in (*told, *self.record.diagnostics)})

    def rule(self, code: str) -> _Object:
        entry = catalogue()[code]
        zh, en = (
            _FIELD.sub("…", text).replace("{{", "{").replace("}}", "}") for text in (entry.zh, entry.en)
        )
        message, other, hint = (zh, en, entry.hint_zh) if self.lang == "zh" else (en, zh, entry.hint_en)
        hint = _FIELD.sub("…", hint)
        return {
            "id": code,
            "shortDescription": _message(message),
            "fullDescription": _message(other),
            **({"help": _message(hint)} if hint else {}),
            "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        }

    def results(self, file: AuditedFile, uri: str, at: int, codes: list[str]) -> Iterator[_Object]:
        seen: Counter[str] = Counter()
        for finding in file.findings:
            mark = fingerprint(finding)
            seen[mark] += 1
            yield {
                "ruleId": finding.code,
                "ruleIndex": codes.index(finding.code),
                "level": _LEVELS[finding.severity],
                "message": _message(finding.told.sentence(self.lang)),
                "locations": [self.location(finding.told.source, finding.told.span, uri, at)],
                **self.because(finding.because, uri, at),
                "partialFingerprints": {"kpirules/v1": f"{mark}:{seen[mark]}"},
                "properties": {"tentative": finding.tentative},
            }

    def because(self, sources: tuple[Source, ...], uri: str, at: int) -> _Object:
        if not sources:
            return {}
        return {
            "relatedLocations": [
                {"id": number, "message": _message(source.text), **self.location(source, None, uri, at)}
                for number, source in enumerate(sources, start=1)
            ]
        }

    def location(self, source: Source | None, span: Span | None, uri: str, at: int) -> _Object:
        """A line of the file where it has lines; the cell in any case where it is known."""
        physical: _Object = {"artifactLocation": {**_address(uri), "index": at}}
        place = source.place if source is not None else None
        region = _region(source, span)
        if region:
            physical["region"] = region
        logical = self.cell(place) if place is not None else {}
        return {"physicalLocation": physical, **({"logicalLocations": [logical]} if logical else {})}

    def cell(self, place: Place) -> _Object:
        if place.row is None and place.column is None:
            return {}
        steps = (
            visible(place.sheet) if place.sheet is not None else None,
            f"R{place.row}" if place.row is not None else None,
            f"C{place.column}" if place.column is not None else None,
        )
        return {
            "name": place_of(place, lang=self.lang),
            "fullyQualifiedName": "/".join(filter(None, steps)),
            "kind": "cell" if place.column is not None else "row",
        }

    def notifications(self, notices: list[str], addresses: list[str]) -> Iterator[_Object]:
        for at, file in enumerate(self.record.files):
            for told in file.diagnostics:
                yield {
                    **self.notice(told, notices),
                    "locations": [self.location(told.source, told.span, addresses[at], at)],
                }
        for told in self.record.diagnostics:
            yield self.notice(told, notices)

    def notice(self, told: Diagnostic, notices: list[str]) -> _Object:
        return {
            "descriptor": {"id": told.code, "index": notices.index(told.code)},
            "level": _LEVELS[told.severity],
            "message": _message(told.sentence(self.lang)),
        }

    def ledger(self, file: AuditedFile, uri: str) -> _Object:
        return {
            "uri": uri,
            "checks": [
                {
                    "code": entry.code,
                    "status": entry.status.value,
                    "count": entry.count,
                    "reason": visible(entry.reason.sentence(self.lang), longest=_LONGEST)
                    if entry.reason is not None
                    else None,
                }
                for entry in file.ledger
            ],
        }


def relative(files: list[str]) -> list[str]:
    """The files as relative addresses: as they were named, or from the folder that holds them all.

    >>> relative(["forms/区 科协.txt", "forms/a.txt"])
    ['forms/%E5%8C%BA%20%E7%A7%91%E5%8D%8F.txt', 'forms/a.txt']
    >>> relative(["/srv/forms/a.txt", "/srv/forms/b/c.txt"])
    ['a.txt', 'b/c.txt']
    """
    names = [PurePath(os.path.normpath(file)) for file in files]
    if any(name.is_absolute() or os.pardir in name.parts for name in names):
        absolute = [Path(os.path.normpath(Path(name).absolute())) for name in names]
        try:
            top = os.path.commonpath([name.parent for name in absolute])
        except ValueError:  # on several drives there is no such folder
            return ["file:///" + quote(_bytes(name.as_posix()), safe="/:") for name in absolute]
        names = [name.relative_to(top) for name in absolute]
    return [quote(_bytes(name.as_posix())) for name in names]


def _bytes(name: str) -> bytes:
    """A name as the system has it; one that it could not have is spelt all the same."""
    try:
        return os.fsencode(name)
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def fingerprint(finding: Finding) -> str:
    """What stays the same about a finding while rows move: its check, its sheet, the words and the part that is meant.

    >>> told = Diagnostic("KPI101", None)
    >>> fingerprint(Finding(told, Severity.ERROR)) == fingerprint(Finding(told, Severity.WARNING))
    True
    """
    told = finding.told
    text = told.source.text if told.source is not None else ""
    span = f"{told.span.start}-{told.span.end}" if told.span is not None else ""
    sheet = (finding.place.sheet or "") if finding.place is not None else ""
    # Values may name lines; they are needed where no words tell one finding from another.
    values = () if text else tuple(piece for pair in told.values for piece in pair)
    told_of = "\0".join((told.code, sheet, text, span, *values))
    return hashlib.sha256(told_of.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _region(source: Source | None, span: Span | None) -> _Object:
    if source is None or source.place is None or source.place.line is None:
        return {}
    meant = (span or Span(0, len(source.text))).of(source.text)
    snippet = {"snippet": {"text": visible(meant, longest=_LONGEST)}} if meant else {}
    return {"startLine": source.place.line, **snippet}


def _address(uri: str) -> _Object:
    return {"uri": uri} if ":" in uri else {"uri": uri, "uriBaseId": _ROOT}


def _message(text: str) -> _Object:
    """Braces are doubled and brackets that would begin a link are escaped, as the format asks."""
    return {"text": _LINK.sub(r"\\[", visible(text, longest=_LONGEST)).replace("{", "{{").replace("}", "}}")}
