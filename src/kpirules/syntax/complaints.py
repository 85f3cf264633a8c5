"""What stopped the parser, in sentences about the text rather than about the parser."""

from functools import lru_cache
from typing import cast

from lark import Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from kpirules.diagnostics import Diagnostic
from kpirules.source import Span
from kpirules.syntax.spelling import Spelling

_TEXTS = 16  # whose brackets are remembered
_COMPARATORS = {"SIGN", "WORD", "MAXIMUM"}
_OPERATORS = {"PLUS", "MINUS", "TIMES", "OVER", "PLUS_MINUS", "TILDE"}
_CONNECTIVES = {"AND", "OR", "COMMA"}
_MARKS = {")": "RPAR", "(": "LPAR", ",": "COMMA", ";": "COMMA", "、": "COMMA"}
# A fragment of a date where none can stand is the number or word that it begins with.
_OF_DATES = {
    "YEAR",
    "MONTH",
    "DAY",
    "FROM_YEAR",
    "FROM_MONTH",
    "FROM_DAY",
    "LAST_QUARTER",
    "QUARTER_OF_YEAR",
    "END",
}
_OF_DATES |= {
    "FROM_QUARTER",
    "QUARTER",
    "HALF",
    "HALF_OF_YEAR",
    "ISO_DAY",
    "ISO_MONTH",
    "LAST_MONTH",
    "MONTH_DAY",
}
_OF_DATES |= {
    "LEAD",
    "UNTIL",
    "ALL_YEAR",
    "YEAR_END",
    "BY",
    "WITHIN",
    "SINCE",
    "LONG",
    "WORK",
    "DONE_BY",
    "NEXT_YEAR",
}
_OF_DATES |= {"TENTH", "WHOLE", "FINISHED"}
_ENDS_A_FIGURE = {"NUMBER", "PERCENT", "UNIT"}
_STARTS_A_WORD = {"NAME", "QUOTED", "UNIT", "GROWTH", "RATIO", "YEAR_LEVEL"}


def complain(problem: UnexpectedInput, spelling: Spelling, *, offset: int = 0) -> Diagnostic:
    """The one sentence that a person can act on, at the place in the original text.

    ``offset`` is where the parsed piece begins in the normal text.
    """
    text = spelling.text
    before = _previous(problem)
    if isinstance(problem, UnexpectedCharacters):
        # lark declares the position as None in the base class and fills it here.
        at = offset + cast("int", problem.pos_in_stream)
        return _diagnostic("KPI209", spelling, Span(at, at + 1), character=text[at : at + 1])
    if not isinstance(problem, UnexpectedToken) or problem.token.type == "$END":
        return _unfinished(before, spelling, offset)
    token = problem.token
    start = offset + (token.start_pos or 0)
    if token.type == "PHRASE":
        # No terminal of a condition fits, so lark's fallback lexer took the characters for prose.
        kind = _MARKS.get(token[0])
        if kind is None:
            return _diagnostic("KPI209", spelling, Span(start, start + 1), character=token[0])
        token = Token(kind, token[0])
    if token.type == "TO":
        token = Token("MINUS" if token[0] == "-" else "TILDE", token)
    if token.type == "TILDE" and _has_comparator(problem):
        token_span = Span(start, start + len(token))
        return _diagnostic("KPI222", spelling, token_span)
    if token.type in _OF_DATES:
        token = Token("NUMBER" if "0" <= token[0] <= "9" else "NAME", token)
    span = Span(start, start + len(token))
    code = _code(token, before)
    return _diagnostic(code, spelling, span, found=str(token), before=str(before or ""))


def _code(token: Token, before: Token | None) -> str:
    kind, last = token.type, before.type if before is not None else ""
    if kind in _COMPARATORS:
        return "KPI203" if last in _COMPARATORS else "KPI204" if last in _OPERATORS | {"LPAR"} else "KPI203"
    if kind == "RPAR":
        return "KPI205" if last not in _OPERATORS | _COMPARATORS | {"LPAR"} else "KPI204"
    if kind in _OPERATORS | _CONNECTIVES and last not in _ENDS_A_FIGURE | _STARTS_A_WORD | {"RPAR", "LIMIT"}:
        return "KPI204" if kind in _OPERATORS else "KPI211"
    if kind == "PERCENT" and last != "NUMBER":
        return "KPI212"
    if kind == "NUMBER" and last in _ENDS_A_FIGURE:
        return "KPI206"
    if kind in _STARTS_A_WORD and last in _ENDS_A_FIGURE | {"RPAR"}:
        return "KPI207"
    if kind in _STARTS_A_WORD and last in _STARTS_A_WORD:
        return "KPI208"
    if kind == "NUMBER" and last in _STARTS_A_WORD | {"RPAR"}:
        return "KPI210"
    return "KPI213"


def _unfinished(before: Token | None, spelling: Spelling, offset: int) -> Diagnostic:
    """The text ended too soon: an open bracket, a comparator or operator with nothing behind it, or no comparator."""
    text = spelling.text
    if (at := _unclosed(text)) is not None:
        return _diagnostic("KPI201", spelling, Span(at, at + 1))
    end = len(text.rstrip())
    span = Span(max(end - 1, 0), end)
    if before is not None and before.start_pos is not None:
        span = Span(offset + before.start_pos, offset + before.start_pos + len(before))
    kind = before.type if before is not None else ""
    if kind in _COMPARATORS or kind in {"ATTAIN", "ABOUT", "BETWEEN"}:
        return _diagnostic("KPI202", spelling, span, found=str(before))
    if kind in _OPERATORS:
        return _diagnostic("KPI204", spelling, span, found=str(before), before="")
    if kind in _CONNECTIVES:
        return _diagnostic("KPI211", spelling, span, found=str(before), before="")
    return _diagnostic("KPI210", spelling, Span(0, end))


@lru_cache(_TEXTS)
def _unclosed(text: str) -> int | None:
    """Where the innermost bracket that is never closed opens, if more open than close; asked for every piece of a text."""
    if text.count("(") <= text.count(")"):
        return None
    open_: list[int] = []
    for at, character in enumerate(text):
        if character == "(":
            open_.append(at)
        elif character == ")" and open_:
            open_.pop()
    return open_[-1]


def _has_comparator(problem: UnexpectedToken) -> bool:
    """Whether a comparator stands in front of a range: ``≥3~5场``."""
    stack: list[object] = list(problem.interactive_parser.parser_state.value_stack)
    while stack:
        value = stack.pop()
        if isinstance(value, Token) and value.type in _COMPARATORS:
            return True
        stack += value.children if isinstance(value, Tree) else value if isinstance(value, list) else []
    return False


def _previous(problem: UnexpectedInput) -> Token | None:
    """The token in front of the one that did not fit: the last leaf of what the parser had built."""
    if isinstance(problem, UnexpectedToken) and problem.interactive_parser is not None:
        values = problem.interactive_parser.parser_state.value_stack
        last = values[-1] if values else None
        while isinstance(last, Tree | list):
            children: list[object] = last.children if isinstance(last, Tree) else last
            last = children[-1] if children else None
        return last if isinstance(last, Token) else None
    return None


def _diagnostic(code: str, spelling: Spelling, span: Span, **values: str) -> Diagnostic:
    return Diagnostic(code, spelling.source, spelling.original(span), values)
