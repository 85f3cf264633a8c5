"""An audit as a person reads it: totals, then for each form what was found in the order of the form, and the ledger."""

from collections.abc import Iterator, Mapping
from string import ascii_uppercase

from attrs import evolve

from kpirules.audit.audited import Audited, Entry, Finding, Status
from kpirules.diagnostics import Diagnostic, Language, Severity
from kpirules.reporting.audit_record import AuditedFile, AuditRecord, by_reason, by_status, counted, unlisted
from kpirules.reporting.columns import clean, pad, width, wrap
from kpirules.reporting.line import COLUMNS, Line, Tone, labelled, write_lines
from kpirules.reporting.phrases import phrase
from kpirules.reporting.text import remarks, title
from kpirules.source import Place, Span, visible

_TONES: Mapping[Severity, Tone] = {
    Severity.ERROR: Tone.NOT_MET,
    Severity.WARNING: Tone.UNDETERMINED,
    Severity.INFO: Tone.HEADING,
}
_LONGEST_PATH, _LONGEST_QUOTE = 4_096, 120


def write_audit(record: AuditRecord, *, lang: Language = "zh") -> str:
    """The report as plain text of at most 80 columns, quoted lines of the forms aside.

    >>> from kpirules import Declaration
    >>> print(write_audit(AuditRecord((AuditedFile("form.txt", (Audited(Declaration()),)),))).splitlines()[0])
    文件    form.txt
    """
    return write_lines(audit_report(record, lang=lang))


def audit_report(record: AuditRecord, *, lang: Language = "zh") -> list[Line]:
    """The lines of :func:`write_audit` with their tones, for a terminal that has colours.

    >>> [line.text for line in audit_report(AuditRecord(), lang="en")]
    ['0 forms in 0 files: error 0, warning 0, information 0']
    """
    lines: list[Line] = []
    if len(record.files) != 1:
        lines += _overall(record, lang)
    for file in record.files:
        lines += [Line()] if lines else []
        lines += _file(file, lang)
    if record.diagnostics:
        lines += title(phrase("remarks on files", lang), lang)
        lines += remarks(record.diagnostics, lang=lang)
    return lines


def totals(record: AuditRecord, *, lang: Language = "zh") -> str:
    """How many files, forms and findings there are, in one sentence.

    >>> totals(AuditRecord())
    '文件 0 个，申报表 0 份：错误 0，警告 0，提示 0'
    """
    counts = _counts(counted(record.findings), lang)
    return phrase("audited", lang, files=len(record.files), forms=record.forms, counts=counts)


def place_of(place: Place | None, *, lang: Language = "zh") -> str:
    """Where a finding stands, with the column of the cell; words for the whole form where it has no place.

    >>> place_of(Place("form.txt", line=25, column=6))
    'form.txt:25 第 6 列'
    >>> place_of(Place("form.xlsx", sheet="申报表", row=25, column=6))
    'form.xlsx[申报表] F25'
    """
    if place is None:
        return phrase("whole form", lang)
    if place.sheet is not None and place.row is not None and place.column is not None:
        return f"{evolve(place, line=None, row=None, column=None)} {cell_name(place.row, place.column)}"
    column = f" {phrase('column', lang, column=place.column)}" if place.column is not None else ""
    return f"{place}{column}"


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets name it; both count from 1.

    >>> cell_name(25, 6), cell_name(1, 28)
    ('F25', 'AB1')
    """
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, len(ascii_uppercase))
        letters = ascii_uppercase[letter] + letters
    return f"{letters}{row}"


def _overall(record: AuditRecord, lang: Language) -> Iterator[Line]:
    yield from flat_line(totals(record, lang=lang), Tone.TITLE)
    unread = sum(bool(file.unread) for file in record.files)
    if unread:
        yield from flat_line(phrase("files unread", lang, count=unread), Tone.ALARM)


def _file(file: AuditedFile, lang: Language) -> list[Line]:
    lines = [*fact_line("file", visible(file.file, longest=_LONGEST_PATH), lang, tone=Tone.TITLE)]
    if file.unread:
        lines += flat_line(phrase("file unread", lang, count=len(file.unread)), Tone.ALARM)
    if not file.forms:
        lines += flat_line(phrase("no form", lang))
    for number, form in enumerate(file.forms, start=1):
        if len(file.forms) > 1:
            lines += title(phrase("nth form", lang, number=number), lang)
        lines += _form(form, lang)
    if file.diagnostics:
        lines += title(phrase("remarks on reading", lang, count=len(file.diagnostics)), lang)
        lines += remarks(file.diagnostics, lang=lang)
    return lines


def _form(form: Audited, lang: Language) -> list[Line]:
    declaration = form.declaration
    unstated = phrase("unstated", lang)
    department = clean(declaration.department.text) if declaration.department is not None else unstated
    lines = [*fact_line("department", department, lang)]
    lines += fact_line("year", str(declaration.year) if declaration.year is not None else unstated, lang)
    lines += [Line(), *_found(form, lang)]
    for finding in form.findings:
        lines += finding_lines(finding, lang)
    if unlisted(form):
        lines += [Line(), *flat_line(phrase("more findings", lang, count=unlisted(form)), Tone.ALARM)]
    return [*lines, *ledger_lines(form.ledger, lang)]


def _found(form: Audited, lang: Language) -> Iterator[Line]:
    if not form.findings:
        yield from flat_line(phrase("nothing found", lang), Tone.TITLE)
        return
    counts = _counts(counted(form.findings), lang)
    yield from flat_line(phrase("found here", lang, count=len(form.findings), counts=counts), Tone.TITLE)
    tentative = sum(finding.tentative for finding in form.findings)
    if tentative:
        yield from flat_line(phrase("of these tentative", lang, count=tentative))


def finding_lines(finding: Finding, lang: Language) -> Iterator[Line]:
    """A finding with its place, the cell, the sentence and what to do."""
    severity = phrase(finding.severity, lang)
    head = f"{place_of(finding.place, lang=lang)}  {severity}  {finding.code}"
    head += phrase("tentative", lang) if finding.tentative else ""
    yield Line()
    yield from flat_line(head, _TONES[finding.severity])
    yield from _quoted(finding.told)
    yield from labelled("", finding.told.message(lang), gap=0)
    if finding.told.hint(lang):
        yield from _below("todo", finding.told.hint(lang), lang)
    for other in finding.because:
        words = clean(other.text, longest=_LONGEST_QUOTE)
        yield from _below("see also", f"{place_of(other.place, lang=lang)}  “{words}”", lang)


def _quoted(told: Diagnostic) -> Iterator[Line]:
    """The cell with carets below what is meant, the whole of it where no part is."""
    if told.source is None or told.source.text.isspace() or not told.source.text:
        return
    span = told.span if told.span is not None else Span(0, len(told.source.text))
    for line in told.source.snippet(span).split("\n"):
        yield Line(f"    {line}".rstrip(" "))


def ledger_lines(ledger: tuple[Entry, ...], lang: Language) -> Iterator[Line]:
    """What ran, what it found, what did not apply and what lacked data, a line for each reason."""
    if not ledger:
        yield from title(phrase("no ledger", lang), lang)
        return
    found = by_status(ledger)
    comma = "，" if lang == "zh" else ", "
    counts = comma.join(f"{phrase(status, lang)} {len(entries)}" for status, entries in found.items())
    yield from title(phrase("ledger", lang, count=len(ledger), counts=counts), lang)
    gap = max(width(phrase(status, lang)) for status in found) + 2
    for status, entries in found.items():
        named = phrase(status, lang)
        for sentence, alike in by_reason(entries, lang=lang).items():
            text = "  ".join(map(_named, alike)) + (f"  {sentence}" if sentence else "")
            yield from _hanging(named, text, gap)
            named = ""


def _named(entry: Entry) -> str:
    return f"{entry.code}×{entry.count}" if entry.status is Status.FOUND and entry.count > 1 else entry.code


def _counts(counts: Mapping[Severity, int], lang: Language) -> str:
    comma = "，" if lang == "zh" else ", "
    return comma.join(f"{phrase(severity, lang)} {count}" for severity, count in counts.items())


def fact_line(key: str, text: str, lang: Language, *, tone: Tone = Tone.PLAIN) -> tuple[Line, ...]:
    """A label of the head and what it says."""
    return labelled(phrase(key, lang), text, indent=0, gap=8 if lang == "zh" else 12, tone=tone)


def _below(key: str, text: str, lang: Language) -> tuple[Line, ...]:
    return labelled(phrase(key, lang), text, gap=8 if lang == "zh" else 10)


def flat_line(text: str, tone: Tone = Tone.PLAIN) -> tuple[Line, ...]:
    """A line without a label, wrapped."""
    return labelled("", text, indent=0, gap=0, tone=tone)


def _hanging(label: str, text: str, gap: int) -> Iterator[Line]:
    first, *rest = wrap(text, COLUMNS - gap)
    yield Line(pad(label, gap) + first)
    yield from (Line(" " * gap + more) for more in rest)
