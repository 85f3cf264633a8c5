"""Sheets computed again as a person reads them: rows that follow are counted, the others shown with their arithmetic."""

from collections.abc import Iterator

from kpirules.assessment.rechecked import Agreement, Rechecked, RecheckedRow
from kpirules.audit.evaluated import AuditedSheet
from kpirules.declaration import Printed
from kpirules.diagnostics import Language
from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.reporting.audit_record import counted
from kpirules.reporting.audited import fact_line, finding_lines, flat_line, ledger_lines, place_of
from kpirules.reporting.columns import clean
from kpirules.reporting.line import Line, Tone, labelled, write_lines
from kpirules.reporting.phrases import MARKS, phrase
from kpirules.reporting.recheck_record import RecheckedFile, RecheckRecord
from kpirules.reporting.text import remarks, title
from kpirules.scoring.interval import Points
from kpirules.scoring.policy import Policy
from kpirules.source import visible

_LONGEST_PATH = 4_096
_LONGEST_QUOTE = 120
_MOST_VARIANTS = 3
_PERCENT = unit("%")
_TONES = {Agreement.DIFFERS: Tone.NOT_MET, Agreement.OPEN: Tone.UNDETERMINED}


def write_recheck(record: RecheckRecord, *, lang: Language = "zh") -> str:
    r"""The report as plain text of at most 80 columns, quoted lines of the sheets aside.

    >>> write_recheck(RecheckRecord((RecheckedFile("sheet.txt"),)))
    '文件    sheet.txt\n没有读到自评表。\n'
    """
    return write_lines(recheck_report(record, lang=lang))


def recheck_report(record: RecheckRecord, *, lang: Language = "zh") -> list[Line]:
    """The lines of :func:`write_recheck` with their tones, for a terminal that has colours.

    >>> recheck_report(RecheckRecord())
    []
    """
    lines: list[Line] = []
    for file in record.files:
        lines += [Line()] if lines else []
        lines += _file(file, lang)
    if record.declaration:
        lines += title(phrase("remarks on reading", lang, count=len(record.declaration)), lang)
        lines += remarks(record.declaration, lang=lang)
    return lines


def _file(file: RecheckedFile, lang: Language) -> list[Line]:
    lines = [*fact_line("file", visible(file.file, longest=_LONGEST_PATH), lang, tone=Tone.TITLE)]
    if file.unread and file.sheets:
        lines += flat_line(phrase("file unread", lang, count=len(file.unread)), Tone.ALARM)
    if not file.sheets:
        lines += flat_line(phrase("no sheet", lang))
    for number, sheet in enumerate(file.sheets, start=1):
        if len(file.sheets) > 1:
            lines += title(phrase("nth sheet", lang, number=number), lang)
        lines += _sheet(sheet, lang)
    if file.diagnostics:
        lines += title(phrase("remarks on reading", lang, count=len(file.diagnostics)), lang)
        lines += remarks(file.diagnostics, lang=lang)
    return lines


def _sheet(audited: AuditedSheet, lang: Language) -> Iterator[Line]:
    one = audited.rechecked
    yield from _head(one, lang)
    yield Line()
    counts = one.counts
    yield from flat_line(
        phrase(
            "rechecked",
            lang,
            count=len(one.rows),
            follows=counts[Agreement.FOLLOWS],
            differs=counts[Agreement.DIFFERS],
            open=counts[Agreement.OPEN],
        ),
        Tone.TITLE,
    )
    yield from _spending(one, lang)
    yield from _total(one, lang)
    for agreement, key in ((Agreement.DIFFERS, "rows differ"), (Agreement.OPEN, "rows open")):
        rows = [row for row in one.rows if row.agreement is agreement]
        if rows:
            yield from title(phrase(key, lang, count=len(rows)), lang)
        for row in rows:
            yield from _row(row, lang)
    comma = "，" if lang == "zh" else ", "
    told = comma.join(f"{phrase(severity, lang)} {n}" for severity, n in counted(audited.findings).items())
    yield from title(phrase("audit of sheet", lang, count=len(audited.findings), counts=told), lang)
    for finding in audited.findings:
        yield from finding_lines(finding, lang)
    yield from ledger_lines(audited.ledger, lang)


def _head(one: Rechecked, lang: Language) -> Iterator[Line]:
    sheet, unstated = one.sheet, phrase("unstated", lang)
    named = sheet.project or sheet.department or sheet.title
    key = "of project" if sheet.project is not None else "department"
    yield from fact_line(key, _quoted(named.text) if named is not None else unstated, lang)
    yield from fact_line("year", str(sheet.year) if sheet.year is not None else unstated, lang)
    policy = one.policy
    titled = policy.title if lang == "zh" else policy.title_en
    yield from fact_line("by policy", _quoted(titled or policy.name), lang)


def _spending(one: Rechecked, lang: Language) -> Iterator[Line]:
    found, line = one.execution, one.execution.line
    if line is None:
        return
    if found.computed.rate is not None:
        rate = Quantity(found.computed.rate * 100, _PERCENT).shown()
        yield from _beside("rate", line.rate, rate, found.rate_agreement, lang)
        yield from _by(found.rate_agreement, found.rate_variants, lang)
    if line.score is not None or found.computed.rate is not None:
        yield from _beside("points for spending", line.score, _points(found.points), found.agreement, lang)
        yield from _below(found.computed.arithmetic(lang))
        yield from _by(found.agreement, found.variants, lang)


def _beside(
    key: str, printed: Printed | None, computed: str, agreement: Agreement, lang: Language
) -> tuple[Line, ...]:
    if printed is None:
        return fact_line(key, phrase("nothing printed", lang, computed=computed), lang)
    told = phrase(
        "beside",
        lang,
        printed=_quoted(printed.text.strip()),
        computed=computed,
        agreement=phrase(agreement.value, lang),
    )
    return fact_line(key, told, lang, tone=_TONES.get(agreement, Tone.PLAIN))


def _total(one: Rechecked, lang: Language) -> Iterator[Line]:
    total, sheet = one.total, one.sheet
    printed = _quoted(sheet.total_score.text.strip()) if sheet.total_score is not None else "—"
    told = phrase(
        "sums",
        lang,
        printed=printed,
        summed=_points(total.summed),
        computed=_rounded(total.computed, one.policy),
        agreement=phrase(total.agreement.value, lang),
    )
    yield from fact_line("printed total", told, lang, tone=_TONES.get(total.agreement, Tone.PLAIN))
    yield from _by(total.agreement, total.variants, lang)
    yield from _below(phrase("inside" if total.counts_execution else "outside", lang))
    for reason in total.reasons:
        yield from _below(reason.message(lang))
    if sheet.grade is not None:
        grade = Printed(None, sheet.grade.text, sheet.grade.place)
        yield from _beside("printed grade", grade, total.grade or "—", total.grade_agreement, lang)


def _row(one: RecheckedRow, lang: Language) -> Iterator[Line]:
    row = one.row
    mark = MARKS["not met" if one.agreement is Agreement.DIFFERS else "undetermined"]
    name = _quoted(row.indicator.name) or phrase("unstated", lang)
    yield from flat_line(f"{mark} {name}  {place_of(row.indicator.place, lang=lang)}", _TONES[one.agreement])
    target = row.indicator.target
    if target is not None:
        yield from _below(f"{_quoted(target.text)} ← {_quoted(row.actual.text) if row.actual else '—'}")
    if row.score is not None and one.score is not None:
        weight = write_number(one.score.weight)
        yield from _below(
            phrase("printed points", lang, printed=_quoted(row.score.text.strip()), weight=weight)
        )
    if one.agreement is Agreement.DIFFERS and one.score is not None:
        yield from _below(one.score.arithmetic(lang))
    yield from _by(one.agreement, one.variants, lang)
    for reason in one.reasons:
        yield from _below(reason.message(lang))


def _by(agreement: Agreement, variants: tuple[str, ...], lang: Language) -> tuple[Line, ...]:
    if variants:
        return _below(phrase("by variants", lang, variants=", ".join(variants[:_MOST_VARIANTS])))
    return _below(phrase("by no variant", lang)) if agreement is Agreement.DIFFERS else ()


def _quoted(text: str) -> str:
    """Words of a sheet, made safe to print and short."""
    return clean(text, longest=_LONGEST_QUOTE)


def _below(text: str) -> tuple[Line, ...]:
    return labelled("", text, gap=0)


def _points(points: Points) -> str:
    return "～".join(dict.fromkeys(Quantity(end).shown() for end in (points.low, points.high)))


def _rounded(points: Points, policy: Policy) -> str:
    return "～".join(dict.fromkeys(policy.rounding.write(end) for end in (points.low, points.high)))
