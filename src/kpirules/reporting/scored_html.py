"""Scores as a page, for the screen and for paper."""

from functools import partial

from kpirules.collector import paused_collector
from kpirules.diagnostics import Diagnostic, Language
from kpirules.reporting.audited import place_of
from kpirules.reporting.columns import clean
from kpirules.reporting.page import write_page
from kpirules.reporting.phrases import MARKS, phrase
from kpirules.reporting.score_sheet import score_sheet
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.source import Place

_LONGEST = 1_000
_LONGEST_CELL = 400


@paused_collector()
def write_score_html(record: ScoredRecord, *, lang: Language = "zh") -> str:
    """The page as text, to be written as UTF-8; every word of a form is escaped, and hidden characters are named.

    >>> from kpirules import Assessment, Declaration, score
    >>> write_score_html(ScoredRecord(score(Assessment(Declaration(), ())))).splitlines()[0]
    '<!doctype html>'
    """
    check = record.check
    return write_page(
        "scored.html.j2",
        ("audit.css", "scored.css"),
        sheet=score_sheet(record, lang=lang),
        unread=record.unread,
        repairs=[(one, check.about_repair(one)) for one in check.repairs],
        remarks=[
            (name, told)
            for name, told in zip(
                (check.form_name, check.sheet_name, check.decisions_name), check.remarks, strict=True
            )
            if told
        ],
        marks=MARKS,
        cells=_cells,
        place_of=partial(_place, lang),
        told=partial(_told, lang),
        hint=partial(_hint, lang),
        say=partial(_say, lang),
        lang=lang,
    )


def _cells(row: tuple[str, ...]) -> str:
    return "｜".join(clean(cell, longest=_LONGEST_CELL) or "·" for cell in row)


def _told(lang: Language, diagnostic: Diagnostic) -> str:
    return clean(diagnostic.sentence(lang), longest=_LONGEST)


def _hint(lang: Language, diagnostic: Diagnostic) -> str:
    return clean(diagnostic.hint(lang), longest=_LONGEST)


def _place(lang: Language, place: Place | None) -> str:
    return place_of(place, lang=lang) if place is not None else ""


def _say(lang: Language, key: str, **values: object) -> str:
    return phrase(key, lang, **values)
