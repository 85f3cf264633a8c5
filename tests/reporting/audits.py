"""Audits built by hand, with codes of reading: what a report shows does not depend on what the checks are."""

from kpirules.audit.audited import Audited, Entry, Finding, Status
from kpirules.declaration import Declaration, Wording
from kpirules.diagnostics import Diagnostic, Severity
from kpirules.reporting.audit_record import AuditedFile, AuditRecord
from kpirules.source import Place, Source, Span

FORM = "forms/声学所.txt"
BOOK = "forms/2024.xlsx"
GONE = "forms/缺.txt"
HOSTILE = "<script>alert(1)</script>\u202e=cmd|' /C calc'!A0 {0} [这里](http://x.invalid)"

YEAR = Diagnostic("KPI608", Source("", Place(FORM, line=2)))


def told_of_comparator(place: Place, text: str = "2次") -> Diagnostic:
    values = {"quantity": "2次", "comparator": "≥", "evidence": "次数", "written": "= 2次"}
    return Diagnostic("KPI101", Source(text, place), Span(0, len(text)), values=values)


def one_form() -> Audited:
    """Two findings and a tentative one, a check for each status, and two that lack the same."""
    promise = Source("全年接待参观不少于25批次", Place(FORM, line=9, column=3))
    findings = (
        Finding(YEAR, Severity.WARNING),
        Finding(
            told_of_comparator(Place(FORM, line=14, column=6), "不少于20批次"),
            Severity.ERROR,
            because=(promise,),
        ),
        Finding(
            Diagnostic("KPI101", Source("开放日（三批）", Place(FORM, line=15, column=4)), Span(4, 6)),
            Severity.INFO,
            tentative=True,
        ),
    )
    ledger = (
        Entry("KPI101", Status.FOUND, 2),
        Entry("KPI608", Status.FOUND, 1),
        Entry("KPI620", Status.PASSED),
        Entry("KPI621", Status.NOT_APPLICABLE),
        Entry("KPI805", Status.NOT_ENOUGH_DATA, reason=YEAR),
        Entry("KPI802", Status.NOT_ENOUGH_DATA, reason=YEAR),
    )
    declaration = Declaration(department=Wording("市声学研究所"), year=2024)
    return Audited(declaration, findings, ledger)


def one_file() -> AuditRecord:
    return AuditRecord((AuditedFile(FORM, (one_form(),), (YEAR,)),))


def in_a_workbook(text: str = "2次", *, department: str = "市声学研究所") -> Audited:
    place = Place(BOOK, sheet="表2", row=12, column=28)
    told = Diagnostic("KPI101", Source(text, place), Span(0, 1))
    return Audited(
        Declaration(department=Wording(department)),
        (Finding(told, Severity.ERROR), Finding(told, Severity.ERROR)),
        (Entry("KPI101", Status.PASSED), Entry("KPI805", Status.NOT_ENOUGH_DATA, reason=YEAR)),
    )


def several_files() -> AuditRecord:
    """A file with a form, a workbook with two of which one is hostile, one that is not there, and a folder's remark."""
    gone = Diagnostic("KPI801", Source("", Place(GONE)), values={"file": GONE})
    passed = {"file": "forms", "total": "2", "hidden": "1", "other": "1", "linked": "0", "special": "0"}
    return AuditRecord(
        (
            AuditedFile(FORM, (one_form(),), (YEAR,)),
            AuditedFile(BOOK, (in_a_workbook(), in_a_workbook(HOSTILE, department=HOSTILE))),
            AuditedFile(GONE, (), (gone,)),
        ),
        diagnostics=(Diagnostic("KPI871", Source("", Place("forms")), values=passed),),
    )
