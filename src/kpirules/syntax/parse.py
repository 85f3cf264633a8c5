"""Reading a text: spelling, parsing and lowering in one bounded step."""

import re
from functools import lru_cache

from attrs import evolve, frozen

from kpirules.diagnostics import Diagnostic, Severity
from kpirules.limits import LIMITS
from kpirules.source import Source, Span, exact
from kpirules.syntax.alternatives import settle_alternatives
from kpirules.syntax.ast import Bare, Condition, Deadline, Period, Placeholder, Qualitative
from kpirules.syntax.complaints import complain
from kpirules.syntax.damage import find_damage
from kpirules.syntax.deviations import deviating
from kpirules.syntax.doubts import why_no_target
from kpirules.syntax.figures import settle_figures
from kpirules.syntax.frequencies import each_period, told_each
from kpirules.syntax.grammar import UnexpectedInput, count_tokens, parse_condition, parse_prose
from kpirules.syntax.lowering import lower
from kpirules.syntax.phrases import is_phrase, phrase_condition
from kpirules.syntax.prose import lower_prose
from kpirules.syntax.quantities import quantities_in
from kpirules.syntax.spelling import Spelling, spell
from kpirules.syntax.words import Words, standard_words
from kpirules.syntax.wrapping import unwrap

_PLACEHOLDER = re.compile(
    r"[\-*_/.~… ]+|无|暂无|待填|待定|待补充|[Nn]/?[Aa]|[Xx×]{2,}|.*\*\*.*|.*_{2,}.*|None|nan|NaN|null"
)
# What becomes of a phrase that happens to look like a condition: 至少全年 as a name, the 到 of 100%到位 as a range.
_TRIPPED = {"KPI219", "KPI221"}
_BLANK = "/"  # how a lone full stop, which is no part of any value, is written
_LABEL = re.compile(r"[㐀-䶿一-鿿A-Za-z]{1,30} *[:：] *(?=[≥≤><=≠0-9]|不[少低超高大小多得]|至[少多]|超过)")
_RANKS = {"级", "等", "档", "等级"}
_KINDS = "类"  # counted where it stands alone (25类), a rank where it is a limit (三类以上)
_SIGNED = re.compile(r"[≥≤><=≠]")
_LETTER = re.compile(r"[A-Za-z㐀-䶿一-鿿]")
# A line end beside a mark that already separates.
_DOUBLED = re.compile(r"(?<=[,;、]) *;+|;+(?= *[,;、])")
_PIECE = re.compile(r"[,;]|且|(?<![A-Za-z])and(?![A-Za-z])")


@frozen
class Parsed:
    """A text's tree, or ``None`` with the errors that say why not; findings stand among the diagnostics either way.

    A placeholder and a scale of answers have a tree and an error: there is something there, and nothing to decide by.
    """

    source: Source
    condition: Condition | None
    diagnostics: tuple[Diagnostic, ...] = ()


def parse(source: Source, words: Words | None = None) -> Parsed:
    """Read a target into its tree; never raises, whatever the text, in time linear in its length.

    A short text that was read before costs a look-up, wherever it stands now.

    >>> parse(Source("≥2场")).condition
    Comparison(operands=(Itself(), Literal(quantity=Quantity(number=Fraction(2, 1), unit=Unit(name='场', \
scale=Fraction(1, 1), dimension=(('场', 1),), counted=True, known=True), of=''))), comparators=(<Comparator.AT_LEAST: '≥'>,))
    """
    text = exact(source.text)
    read = _remembered if len(text) <= LIMITS.remembered_characters else _read
    try:
        parsed = read(text, words)
    except RecursionError:  # depends on how much stack the caller has left, so it is not remembered
        return _refused(source, "KPI125", Span(0, len(text)))
    if source.place is None:
        return parsed
    told = tuple(diagnostic.standing_in(source) for diagnostic in parsed.diagnostics)
    return Parsed(source, parsed.condition, told)


def _read(text: str, words: Words | None) -> Parsed:
    source, length = Source(text), len(text)
    if length > LIMITS.characters:
        return _refused(
            source, "KPI120", Span(LIMITS.characters, length), length=length, limit=LIMITS.characters
        )
    if not source.text.strip():
        whole = Span(0, length)
        return Parsed(source, Placeholder("", span=whole), (Diagnostic("KPI101", source, whole),))
    spelling = settle_alternatives(settle_figures(unwrap(spell(source))))
    damage = find_damage(spelling)
    if damage is not None:
        return Parsed(source, None, (damage,))
    if spelling.refused:
        return Parsed(source, None, spelling.refused)
    if not spelling.text.strip() or _PLACEHOLDER.fullmatch(spelling.text.strip()):
        whole = Span(0, length)
        blank = Diagnostic("KPI130", source, whole, {"text": source.text})
        return Parsed(source, Placeholder(spelling.text.strip() or _BLANK, span=whole), (blank,))
    too_deep = _too_deep(spelling)
    if too_deep is not None:
        return Parsed(source, None, (too_deep,))
    table = words or standard_words()
    parsed = _parse_each(spelling, table) or _parse(spelling, table)
    if parsed.condition is not None:
        return parsed
    if (lines := _lines(spelling)) is not None and (by_line := _parse(lines, table)).condition is not None:
        return by_line
    return _parse_labelled(spelling, table) or parsed


_remembered = lru_cache(LIMITS.remembered)(_read)


def _lines(spelling: Spelling) -> Spelling | None:
    """The text with a semicolon for every line end, for lines that only make sense by themselves."""
    written = spelling.source.text
    if "\n" not in written.strip() or spelling.starts is None or spelling.ends is None:
        return None
    text = "".join(
        ";" if character == " " and "\n" in written[start:end] else character
        for character, start, end in zip(spelling.text, spelling.starts, spelling.ends, strict=True)
    )
    return evolve(spelling, text=_DOUBLED.sub(lambda run: run.group().replace(";", " "), text))


def _parse_labelled(spelling: Spelling, words: Words) -> Parsed | None:
    """``满意度：≥90%``: the words before a colon name what the condition is about, and are no part of it."""
    label = _LABEL.match(spelling.text)
    if label is None:
        return None
    rest = spelling.excerpt(Span(label.end(), len(spelling.text)))
    parsed = _parse(rest, words)
    if parsed.condition is None or isinstance(parsed.condition, Qualitative):
        return None
    told = Diagnostic("KPI311", spelling.source, parsed.condition.span, {"taken": rest.text})
    return evolve(parsed, diagnostics=(told, *parsed.diagnostics))


def _parse_each(spelling: Spelling, words: Words) -> Parsed | None:
    """``每月不少于2次`` as twice a month."""
    each = each_period(spelling)
    if each is None:
        return None
    parsed = _parse(each[0], words)
    condition = told_each(parsed.condition, each[1])
    return None if condition is None else evolve(parsed, condition=condition)


def _parse(spelling: Spelling, words: Words) -> Parsed:
    try:
        tree = parse_condition(spelling.text)
    except UnexpectedInput as problem:
        found = _parse_prose(spelling, words) or _parse_phrase(spelling, words)
        return found or Parsed(spelling.source, None, spelling.findings + _complaints(spelling, problem))
    # No text has more tokens than characters, so only long ones are counted.
    if len(spelling.text) > LIMITS.tokens and (count := count_tokens(tree)) > LIMITS.tokens:
        whole = Span(0, len(spelling.source.text))
        return _refused(spelling.source, "KPI126", whole, count=count, limit=LIMITS.tokens)
    lowered = lower(tree, spelling, words)
    if lowered.condition is not None and _is_rank(lowered.condition, spelling.text):
        return _as_aim(spelling, is_rank=True)
    # Names and commas alone parse as conditions without comparators; they are an aim in words.
    if lowered.condition is None and all(problem.code == "KPI210" for problem in lowered.diagnostics):
        prose = _parse_prose(spelling, words)
        if prose is not None:
            return prose
    if lowered.condition is None and _errors(lowered.diagnostics) <= _TRIPPED:
        phrase = _parse_phrase(spelling, words)
        if phrase is not None and not isinstance(phrase.condition, Qualitative):
            return phrase
    return Parsed(spelling.source, lowered.condition, spelling.findings + lowered.diagnostics)


def _parse_prose(spelling: Spelling, words: Words) -> Parsed | None:
    """An aim in words, if the text holds no sign or number that only a condition may hold."""
    if not _LETTER.search(spelling.text):
        return None
    try:
        tree = parse_prose(spelling.text)
    except UnexpectedInput:
        return None
    text = spelling.text.rstrip()
    if text.endswith(words.leading):
        word = max((word for word in words.leading if text.endswith(word)), key=len)
        span = spelling.original(Span(len(text) - len(word), len(text)))
        lacking = Diagnostic("KPI202", spelling.source, span, {"found": word})
        return Parsed(spelling.source, None, (*spelling.findings, lacking))
    aim, told = lower_prose(tree, spelling, words)
    return Parsed(spelling.source, aim, spelling.findings + told)


def _parse_phrase(spelling: Spelling, words: Words) -> Parsed | None:
    """The only number of a phrase, if it has a unit; a phrase with other numbers is an aim in words."""
    if not is_phrase(spelling.text):
        return None
    taken = phrase_condition(spelling)
    if taken is not None:
        try:
            lowered = lower(parse_condition(taken.text), taken, words)
        except UnexpectedInput:
            lowered = None
        # The 4季度 of 4季度末之后 is a piece of another date.
        if lowered is not None and not isinstance(lowered.condition, Deadline | Period | None):
            condition = deviating(lowered.condition, spelling, taken, words)
            if condition is None:
                return _as_aim(spelling)
            if condition is not lowered.condition:
                return Parsed(spelling.source, condition, spelling.findings + lowered.diagnostics)
            told = Diagnostic("KPI311", spelling.source, lowered.condition.span, {"taken": taken.text})
            return Parsed(
                spelling.source, lowered.condition, (*spelling.findings, told, *lowered.diagnostics)
            )
    return _as_aim(spelling)


def _as_aim(spelling: Spelling, *, is_rank: bool = False) -> Parsed:
    """Words whose number cannot be taken for the target."""
    whole = spelling.original(Span(0, len(spelling.text)))
    aim = Qualitative(spelling.text.strip(), span=whole)
    zh, en = why_no_target(spelling.text, is_rank=is_rank)
    told = Diagnostic("KPI312", spelling.source, whole, {"why": zh, "why_en": en})
    return Parsed(spelling.source, aim, (*spelling.findings, told))


def _is_rank(condition: Condition, text: str) -> bool:
    """``二级以上``, ``三类以上``: of ranks the first may be the best, so no order can be told."""
    if _SIGNED.search(text):
        return False
    ranks = _RANKS if isinstance(condition, Bare) else {*_RANKS, _KINDS}
    units = {literal.quantity.unit for literal in quantities_in(condition)}
    return any(unit is not None and unit.name in ranks for unit in units)


def _complaints(spelling: Spelling, problem: UnexpectedInput) -> tuple[Diagnostic, ...]:
    """Every piece between commas or 且 is tried by itself, so that one broken condition does not hide another."""
    first = complain(problem, spelling)
    found = [first]
    begin = 0
    for end in [*(match.start() for match in _PIECE.finditer(spelling.text)), len(spelling.text)]:
        piece = spelling.text[begin:end]
        if piece.strip(" ,;且and"):
            lead = len(piece) - len(piece.lstrip(" ,;且"))
            try:
                parse_condition(piece[lead:])
            except UnexpectedInput as other:
                complaint = complain(other, spelling, offset=begin + lead)
                if complaint.code == first.code and len(found) == 1:
                    found = [complaint]
                elif _is_news(complaint, found):
                    found.append(complaint)
        begin = end
    return tuple(found[: LIMITS.diagnostics])


def _errors(diagnostics: tuple[Diagnostic, ...]) -> set[str]:
    return {diagnostic.code for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR}


def _is_news(complaint: Diagnostic, found: list[Diagnostic]) -> bool:
    return all((complaint.span, complaint.code) != (known.span, known.code) for known in found)


def _too_deep(spelling: Spelling) -> Diagnostic | None:
    """Brackets and leading minus signs nest; both are counted before anything recurses over them."""
    depth = minus = 0
    for at, character in enumerate(spelling.text):
        depth += (character == "(") - (character == ")")
        minus = minus + 1 if character == "-" else minus if character == " " else 0
        if depth + minus > LIMITS.nesting:
            span = spelling.original(Span(at, at + 1))
            return Diagnostic(
                "KPI121", spelling.source, span, {"depth": str(depth + minus), "limit": str(LIMITS.nesting)}
            )
    return None


def _refused(source: Source, code: str, span: Span, **values: object) -> Parsed:
    return Parsed(source, None, (Diagnostic(code, source, span, values),))
