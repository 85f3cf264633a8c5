"""The parser, built once from ``indicator.lark``."""

from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from threading import Lock

from lark import Lark, ParseTree, Token, Transformer, Tree, UnexpectedInput

__all__ = ["UnexpectedInput", "count_tokens", "grammar_text", "parse_condition", "parse_prose", "terminal"]

_building = Lock()


def parse_condition(text: str) -> ParseTree:
    """The raw tree of a text in normal spelling that a figure can decide; raises lark's own errors."""
    return _parser().parse(text, start="condition")


def parse_prose(text: str) -> ParseTree:
    """The raw tree of an aim in words or a list of work; raises lark's own errors."""
    return _parser().parse(text, start="prose")


def count_tokens(tree: ParseTree) -> int:
    """How many characters or words the parser kept."""
    return sum(not isinstance(child, Tree) for node in tree.iter_subtrees() for child in node.children)


def terminal(name: str) -> str:
    """The regular expression of a terminal, for finding one in a text that is no condition."""
    return _parser().get_terminal(name).pattern.to_regexp()


def grammar_text() -> str:
    """The grammar as shipped: inside the package, or beside ``src`` in a checkout."""
    shipped = files("kpirules").joinpath("grammar").joinpath("indicator.lark")
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    checkout = Path(__file__).parents[3] / "grammar" / "indicator.lark"
    return checkout.read_text(encoding="utf-8")


class _PlainNames(Transformer[Token, ParseTree]):
    """Trees are named by plain strings: lark's own are tokens, which are slow to compare, and each is asked often."""

    def __getattr__(self, rule: str) -> Callable[[list[Token | ParseTree]], ParseTree]:
        if not rule.islower() or rule.startswith("__"):
            raise AttributeError(rule)  # terminals stay as they are
        return partial(Tree, str(rule))


def _parser() -> Lark:
    # lark builds scanners on first use and is not safe there with several threads: one thread builds and warms it.
    with _building:
        return _built()


@cache
def _built() -> Lark:
    parser = Lark(
        grammar_text(),
        parser="lalr",
        lexer="contextual",
        start=["condition", "prose"],
        maybe_placeholders=False,
        transformer=_PlainNames(),
    )
    for start in ("condition", "prose"):
        parser.parse("甲", start="prose") if start == "prose" else parser.parse("甲≥1", start="condition")
    return parser
