"""The one figure of a phrase (共举办培训16场), and what stands in the way of taking it."""

import re

from kpirules.answers.vocabulary import doubt, vocabulary
from kpirules.diagnostics import Diagnostic
from kpirules.quantity.unit import Unit, comparable, unit_words
from kpirules.source import Source
from kpirules.syntax.ast import Bare
from kpirules.syntax.parse import parse
from kpirules.syntax.phrases import Figure, find_figures

# Dates, ordinals and digits of Latin words are no figures: 2024年6月, 第3届, 5G.
_NO_FIGURE = re.compile(
    r"(?:[0-9]{4}年度?)?[0-9]{1,2}月(?:份|底|初|末|[上中下]旬|[0-9]{1,2}[日号])?前?"
    r"|[0-9]{4}(?:年度?|[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?(?![0-9]))|第?[1-4]季度|第[0-9]+|[A-Za-z][0-9]+|[0-9]+[A-Z](?![A-Za-z])"
)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年|[-./][0-9]{1,2}(?![0-9]))")
_JOINED_BEFORE = re.compile(r"[\-~×*/÷]$|[0-9] *:$|[0-9][^0-9,;]{0,8}[至到]$")
_JOINED_AFTER = re.compile(r"[\-~+×*/÷:每]|[至到] *[0-9]")
_UNIT_IN_BRACKETS = re.compile(r"(?P<number>.*[0-9十百千万亿]) *\((?P<unit>[^()0-9]{1,8})\)")


def lone_figure(text: str, wanted: Unit | None, *, year: int | None = None) -> str | Diagnostic:
    """The only figure of a phrase in the unit that is wanted, with its comparator; or why there is no such figure.

    ``text`` is in normal spelling; ``year`` is the declaration's, and what is told of another year is none. A part that
    is told of the figure (其中线上3场) is left aside.

    >>> from kpirules.quantity.unit import unit
    >>> lone_figure("共举办培训16场(其中线上3场)", unit("场"))
    '16场'
    >>> lone_figure("上年16场", unit("场")).code
    'KPI558'
    """
    bracketed = _UNIT_IN_BRACKETS.fullmatch(text)
    if bracketed is not None and bracketed["unit"] in unit_words():
        text = bracketed["number"] + bracketed["unit"]
    plain = _NO_FIGURE.sub(lambda match: " " * len(match.group()), text)
    plain = vocabulary().no_about.sub(lambda match: " " * len(match.group()), plain)
    part = vocabulary().part.search(plain)
    main = plain[: part.start()] if part is not None else plain
    figures = [figure for figure in find_figures(main) if _stands_alone(main, figure)]
    fitting = [figure for figure in figures if _fits(figure.number.of(main), wanted)]
    others = main
    for figure in figures:
        others = others.replace(figure.number.of(main), " ", 1)
    if len(fitting) > 1 or (fitting and any(character.isdigit() for character in others)):
        return Diagnostic("KPI557", values={"answer": text})
    if not fitting:
        return Diagnostic("KPI559", values={"answer": text})
    [figure] = fitting
    beside = f"{text[: figure.span.start]} {text[figure.span.end :]}"
    if (word := doubt_beside(beside, year)) is not None:
        values = {"answer": text, "figure": figure.span.of(text), "word": word}
        return Diagnostic("KPI558", values=values)
    return figure.span.of(text)


def doubt_beside(text: str, year: int | None) -> str | None:
    """What puts a figure in doubt: another year than the declaration's, or a word.

    >>> doubt_beside("2023年完成", 2024), doubt_beside("2024年完成", 2024)
    ('2023', None)
    """
    other = (found for found in _YEAR.findall(text) if year is not None and int(found) != year)
    return next(other, None) or doubt(text)


def _stands_alone(text: str, figure: Figure) -> bool:
    """No sign joins the number to another: 3:1, 5至8场, 16场+3场."""
    before, behind = text[: figure.span.start].rstrip(), text[figure.span.end :].lstrip()
    return not _JOINED_BEFORE.search(before[-12:]) and not _JOINED_AFTER.match(behind)


def _fits(figure: str, wanted: Unit | None) -> bool:
    """Whether a figure as written can answer a target in ``wanted``."""
    found = parse(Source(figure)).condition
    written = found.quantity.quantity.unit if isinstance(found, Bare) else None
    if written is None or wanted is None:
        return written is not None
    return written.dimension == wanted.dimension or comparable(written.dimension, wanted.dimension)
