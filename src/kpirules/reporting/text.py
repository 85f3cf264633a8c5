"""A check as a person reads it: totals, what was missed, what is open, what was met, how the form was read."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from kpirules.assessment.assessed import Row
from kpirules.collector import paused_collector
from kpirules.declaration import Repair
from kpirules.diagnostics import Diagnostic, Language, draw
from kpirules.evaluation.sentence import outcome_word
from kpirules.evaluation.verdict import Outcome
from kpirules.limits import LIMITS
from kpirules.reporting.block import block
from kpirules.reporting.columns import clean
from kpirules.reporting.line import Line, Tone, labelled, write_lines
from kpirules.reporting.phrases import phrase
from kpirules.reporting.record import Record
from kpirules.source import Place

_ORDER = (Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.MET, Outcome.NOT_APPLICABLE)
_TOTALS = (Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE)
_MOST_REMARKS = 100
_MOST_ROWS = 5
_NOWHERE = str(Place())


def write_text(record: Record, *, lang: Language = "zh") -> str:
    """The whole report as plain text of at most 80 columns, quoted lines of the files aside.

    What could not be read is counted at the top; its diagnostics are for whoever shows the report (``record.unread``).

    >>> from kpirules import Assessment, Declaration
    >>> print(write_text(Record(Assessment(Declaration(), ()))).splitlines()[-1])
    没有读到任何指标。
    """
    return write_lines(report(record, lang=lang))


@paused_collector()
def report(record: Record, *, lang: Language = "zh") -> list[Line]:
    """The lines of :func:`write_text` with their tones, for a terminal that has colours.

    >>> from kpirules import Assessment, Declaration
    >>> report(Record(Assessment(Declaration(), ())))[0].text
    '部门    未写明'
    """
    rows = record.assessment.rows
    lines = [*head(record, lang=lang), Line(), *_totals(record, lang)]
    by_outcome: dict[Outcome, list[Row]] = {outcome: [] for outcome in _ORDER}
    for row in rows:
        by_outcome[row.outcome].append(row)
    for outcome, below in by_outcome.items():
        lines += _section(outcome, below, record, lang)
    if not rows:
        lines += [Line(), Line(phrase("no indicators", lang))]
    lines += about_reading(record, lang=lang)
    return lines


def about_reading(record: Record, *, lang: Language = "zh") -> list[Line]:
    """How damaged rows were read, and what else there is to say about each file.

    >>> from kpirules import Assessment, Declaration
    >>> about_reading(Record(Assessment(Declaration(), ())))
    []
    """
    lines: list[Line] = []
    if record.repairs:
        lines += title(phrase("repairs", lang, count=len(record.repairs)), lang)
        lines += [line for repair in record.repairs for line in _repair(repair, record, lang)]
    for name, told in zip(
        (record.form_name, record.sheet_name, record.decisions_name), record.remarks, strict=True
    ):
        if told:
            lines += title(phrase("remarks", lang, file=name, count=len(told)), lang)
            lines += remarks(told, lang=lang)
    return lines


def remarks(diagnostics: Iterable[Diagnostic], *, lang: Language = "zh") -> list[Line]:
    """Diagnostics with place, text and caret; sentences are wrapped, the quoted text is not, for the caret's sake.

    >>> [line.text for line in remarks([Diagnostic("KPI101")], lang="en")]
    ['    KPI101 the text is empty. Write a target such as “≥2场”.']
    """
    every = list(diagnostics)
    lines: list[Line] = []
    for diagnostic in every[:_MOST_REMARKS]:
        place, *quoted, sentence = draw(diagnostic, lang=lang).split("\n")
        code, _, told = sentence.strip().partition(" ")
        lines += [Line(place, Tone.HEADING)] if place != _NOWHERE else []
        lines += [Line(text.rstrip(" ")) for text in quoted]
        lines += labelled(code, told, gap=7)
    if len(every) > _MOST_REMARKS:
        lines.append(Line(phrase("more remarks", lang, count=len(every) - _MOST_REMARKS), Tone.ALARM))
    return lines


def title(text: str, lang: Language, *, tone: Tone = Tone.TITLE) -> list[Line]:
    """The line over a part of a report, and the blank one before it.

    >>> [line.text for line in title("未达成 3", "zh")]
    ['', '【未达成 3】']
    """
    return [Line(), *labelled("", phrase("section", lang, text=text), indent=0, gap=0, tone=tone)]


def heading(row: Row) -> str:
    """The first levels of an indicator, under which its row stands.

    >>> from kpirules.declaration import Indicator, Wording
    >>> heading(Row(Indicator(Wording("产出指标"), Wording("数量指标"), Wording("讲座场次"))))
    '产出指标 / 数量指标'
    """
    levels = row.indicator.levels
    return _joined(levels[:-1] if row.indicator.level3 else levels)


def head(record: Record, *, lang: Language = "zh") -> Iterator[Line]:
    """The facts at the top: whose form it is, and which files were read.

    >>> from kpirules import Assessment, Declaration
    >>> [line.text for line in head(Record(Assessment(Declaration(), ())))][1]
    '年度    未写明'
    """
    declaration = record.assessment.declaration
    unstated = phrase("unstated", lang)
    facts = {
        "department": clean(declaration.department.text) if declaration.department is not None else unstated,
        "year": str(declaration.year) if declaration.year is not None else unstated,
        "form": record.form_name,
        "sheet": record.sheet_name,
    }
    if record.assessment.decisions.file is not None:
        facts["decisions"] = record.decisions_name
    for key, text in facts.items():
        tone = Tone.TITLE if key == "department" else Tone.PLAIN
        yield from labelled(phrase(key, lang), text, indent=0, gap=8 if lang == "zh" else 12, tone=tone)


def _totals(record: Record, lang: Language) -> list[Line]:
    assessment = record.assessment
    totals = assessment.totals
    comma = "，" if lang == "zh" else ", "
    counts = comma.join(f"{outcome_word(outcome, lang)} {totals[outcome]}" for outcome in _TOTALS)
    tentative = sum(repair.is_tentative for repair in record.repairs)
    reading = phrase("repaired", lang, count=len(record.repairs))
    reading += phrase("to confirm", lang, count=tentative) if tentative else ""
    reading += phrase("noted", lang, count=sum(map(len, record.remarks)))
    texts = [
        (phrase("totals", lang, count=len(assessment.rows), counts=counts), Tone.TITLE),
        (reading, Tone.PLAIN),
    ]
    if record.unread:
        texts.insert(1, (phrase("incomplete", lang, count=len(record.unread)), Tone.ALARM))
    return [line for text, tone in texts for line in labelled("", text, indent=0, gap=0, tone=tone)]


def _section(outcome: Outcome, rows: list[Row], record: Record, lang: Language) -> list[Line]:
    """The indicators of one outcome under the headings of their first two levels, in the order of the form."""
    if not rows:
        return []
    lines = title(f"{outcome_word(outcome, lang)} {len(rows)}", lang, tone=Tone(outcome))
    is_settled_so = False
    for levels, below in groupby(rows, key=heading):
        if levels:
            lines += labelled("", levels, indent=0, gap=0, tone=Tone.HEADING)
        for row in below:
            settling = record.settling(row)
            lines += block(row, told=record.about_target(row), settling=settling, lang=lang)
            is_settled_so = is_settled_so or bool(settling)
    if is_settled_so:
        lines += labelled("", phrase("how to decide", lang), indent=0, gap=0)
    return lines


@lru_cache(LIMITS.remembered)
def _joined(levels: tuple[str, ...]) -> str:
    return " / ".join(map(clean, levels))


def _repair(repair: Repair, record: Record, lang: Language) -> Iterator[Line]:
    """Rows as printed and as read; a tentative repair has the other readings beside it."""
    state = phrase("confirm" if repair.is_tentative else "certain", lang)
    place = str(repair.place) if repair.place is not None else record.form_name
    yield Line(f"{place}  {repair.code}  {state}", Tone.UNDETERMINED if repair.is_tentative else Tone.HEADING)
    yield from _rows("before", repair.before, lang)
    yield from _rows("after", repair.after, lang)
    for other in repair.others:
        yield from _rows("or also", other, lang)
    told = record.about_repair(repair)
    if told is not None and told.hint(lang):
        yield from labelled(phrase("todo", lang), told.hint(lang), gap=_gap(lang))


def _gap(lang: Language) -> int:
    return 8 if lang == "zh" else 10


def _rows(key: str, rows: tuple[tuple[str, ...], ...], lang: Language) -> Iterator[Line]:
    named = phrase(key, lang)
    for row in rows[:_MOST_ROWS]:
        yield from labelled(named, "｜".join(clean(cell) or "·" for cell in row), gap=_gap(lang))
        named = ""
    if len(rows) > _MOST_ROWS:
        yield from labelled("", phrase("more rows", lang, count=len(rows) - _MOST_ROWS), gap=_gap(lang))
