"""A monitored form as a person reads it: lights as words and signs, what is still needed, where the pace leads."""

from collections.abc import Iterator
from fractions import Fraction

from kpirules.assessment.light import Light
from kpirules.assessment.monitored import Monitored, MonitoredRow
from kpirules.collector import paused_collector
from kpirules.diagnostics import Language
from kpirules.evaluation.sentence import outcome_word
from kpirules.evaluation.verdict import Change
from kpirules.quantity.number import round_number, write_number
from kpirules.reporting.block import written_target
from kpirules.reporting.columns import clean
from kpirules.reporting.line import Line, Tone, labelled, write_lines
from kpirules.reporting.phrases import LIGHTS, phrase
from kpirules.reporting.record import Record, reasons_of
from kpirules.reporting.reported import reported
from kpirules.reporting.text import remarks, title
from kpirules.scoring.interval import Points

_ORDER = (Light.RED, Light.YELLOW, None, Light.GREEN, Light.BLUE)
_TONES = {
    Light.RED: Tone.NOT_MET,
    Light.YELLOW: Tone.UNDETERMINED,
    Light.GREEN: Tone.MET,
    Light.BLUE: Tone.MET,
    None: Tone.QUIET,
}
_LONGEST_NAME = 120


def write_monitored(monitored: Monitored, record: Record, *, lang: Language = "zh") -> str:
    """The report as plain text; ``record`` has the names of the files and what reading them had to say.

    >>> from kpirules import Assessment, Declaration
    >>> from kpirules.assessment.monitoring import monitor
    >>> empty = Assessment(Declaration(), ())
    >>> print(write_monitored(monitor(empty, month=7), Record(empty)).splitlines()[4])
    截至    7月底，序时进度 ≈58.33%
    """
    return write_lines(monitoring_report(monitored, record, lang=lang))


@paused_collector()
def monitoring_report(monitored: Monitored, record: Record, *, lang: Language = "zh") -> list[Line]:
    """The lines of :func:`write_monitored` with their tones."""
    lines = [*_head(monitored, record, lang), Line(), *_totals(monitored, record, lang)]
    lines += _money(monitored, lang)
    lines += [line for told in monitored.notes for line in labelled("", told.sentence(lang), indent=0, gap=0)]
    for light in _ORDER:
        rows = [row for row in monitored.rows if row.light is light]
        if rows:
            heading = f"{LIGHTS[_name(light)]} {phrase(f'light {_name(light)}', lang)} {len(rows)}"
            lines += title(heading, lang, tone=_TONES[light])
            lines += [line for row in rows for line in _row(row, record, lang)]
    if not monitored.rows:
        lines += [Line(), Line(phrase("no indicators", lang))]
    for name, told in zip((record.form_name, record.sheet_name), record.remarks, strict=False):
        if told:
            lines += title(phrase("remarks", lang, file=name, count=len(told)), lang)
            lines += remarks(told, lang=lang)
    return lines


def percent(share: Fraction) -> str:
    """An exact share as a percentage, for reading; the light was lit before this rounding.

    >>> percent(Fraction(7, 12)), percent(Fraction(4, 5))
    ('≈58.33%', '80%')
    """
    exact = share * 100
    rounded = round_number(exact, places=2)
    return f"{'' if rounded == exact else '≈'}{write_number(rounded)}%"


def _head(monitored: Monitored, record: Record, lang: Language) -> Iterator[Line]:
    declaration, elapsed = monitored.assessment.declaration, monitored.elapsed
    unstated = phrase("unstated", lang)
    share = percent(elapsed.share)
    is_month = elapsed.share == Fraction(elapsed.months, 12)
    facts = {
        "department": clean(declaration.department.text) if declaration.department is not None else unstated,
        "year": str(declaration.year) if declaration.year is not None else unstated,
        "form": record.form_name,
        "sheet": record.sheet_name,
        "up to": phrase("up to month", lang, month=elapsed.months, share=share)
        if is_month
        else phrase("up to day", lang, day=elapsed.by, share=share),
        "rule of lights": monitored.variant.ground.source,
    }
    for key, text in facts.items():
        tone = Tone.TITLE if key == "department" else Tone.PLAIN
        yield from labelled(phrase(key, lang), text, indent=0, gap=_gap(lang), tone=tone)


def _totals(monitored: Monitored, record: Record, lang: Language) -> Iterator[Line]:
    comma = "，" if lang == "zh" else ", "
    totals = monitored.totals
    counts = comma.join(
        f"{LIGHTS[_name(light)]} {phrase(f'light {_name(light)}', lang)} {totals[light]}" for light in _ORDER
    )
    told = phrase("lights", lang, count=len(monitored.rows), counts=counts)
    yield from labelled("", told, indent=0, gap=0, tone=Tone.TITLE)
    if record.unread:
        yield from labelled(
            "", phrase("incomplete", lang, count=len(record.unread)), indent=0, gap=0, tone=Tone.ALARM
        )


def _money(monitored: Monitored, lang: Language) -> Iterator[Line]:
    spending, cross = monitored.spending, monitored.cross
    if spending.rate is None or spending.progress is None:
        told = f"{_sign(None, lang)}  {phrase('spending unknown', lang)}"
    else:
        shown = {"rate": percent(spending.rate), "progress": percent(spending.progress)}
        told = f"{_sign(spending.light, lang)}  {phrase('spending at', lang, **shown)}"
    yield from _fact("spending so far", told, lang, tone=_TONES[spending.light])
    for warning in spending.warnings:
        yield from _fact("", warning.sentence(lang), lang)
    if cross is not None:
        values = {
            "points": _range(cross.indicators),
            "spending": percent(cross.spending),
            "unspent": percent(cross.unspent),
        }
        told = f"{_sign(cross.light, lang)}  {phrase('cross at', lang, **values)}"
        yield from _fact("cross", told, lang, tone=_TONES[cross.light])


def _row(monitored: MonitoredRow, record: Record, lang: Language) -> Iterator[Line]:
    row, found = monitored.row, monitored.progress
    name = clean(row.indicator.name, longest=_LONGEST_NAME) or phrase("unnamed", lang)
    name += phrase("tentative", lang) if row.indicator.is_tentative else ""
    mark = LIGHTS[_name(monitored.light)]
    yield from labelled(mark, name, indent=0, gap=2, tone=_TONES[monitored.light])
    yield from _field("target", written_target(row.indicator, lang=lang), lang)
    if row.entries or row.verdict is not None:
        yield from _field("actual", reported(row, lang=lang), lang)
    if found.value is not None:
        yield from _field("progress", phrase("progress at", lang, progress=percent(found.value)), lang)
    if monitored.needed:
        told = phrase("needed or", lang).join(_needed(change, lang) for change in monitored.needed)
        yield from _field("needed", told, lang)
    if monitored.projection is not None:
        values = {
            "figure": monitored.projection.figure.shown(),
            "outcome": outcome_word(monitored.projection.outcome, lang),
        }
        yield from _field("projection", phrase("projected", lang, **values), lang)
    reasons = found.reasons if row.verdict is not None else reasons_of(row, record.about_target(row))
    for note in dict.fromkeys((*reasons, *monitored.notes)):
        yield from _field("note", note.message(lang), lang)


def _needed(change: Change, lang: Language) -> str:
    name = clean(change.name)
    by = change.by.shown()
    return phrase("needed one", lang, name=f"{name} " if name else "", by=by)


def _fact(key: str, text: str, lang: Language, *, tone: Tone = Tone.PLAIN) -> tuple[Line, ...]:
    return labelled(
        phrase(key, lang) if key else "", text, indent=0, gap=12 if lang == "zh" else 18, tone=tone
    )


def _field(key: str, text: str, lang: Language) -> tuple[Line, ...]:
    return labelled(phrase(key, lang), text, gap=12)


def _gap(lang: Language) -> int:
    return 8 if lang == "zh" else 12


def _sign(light: Light | None, lang: Language) -> str:
    return f"{LIGHTS[_name(light)]} {phrase(f'light {_name(light)}', lang)}"


def _name(light: Light | None) -> str:
    return "none" if light is None else light.value


def _range(points: Points) -> str:
    if points.known is not None:
        return percent(points.known)
    return f"{percent(points.low)}～{percent(points.high)}"
