"""Connectives inside names, where a lexer cannot see them: the 且 of 上年且场次 in 本年≥上年且场次≥2."""

from collections.abc import Callable, Iterator

from attrs import frozen

from kpirules.syntax.ast import AllOf, AnyOf, Expression, Name, Negation, Product, Sum

_WORDS: tuple[tuple[str, type[AllOf | AnyOf]], ...] = (
    ("或者", AnyOf),
    ("或", AnyOf),
    ("并且", AllOf),
    ("而且", AllOf),
    ("同时", AllOf),
    ("且", AllOf),
)
# They join things in a name as often as conditions.
_WEAK = ("以及", "及", "和", "与", "并")


@frozen
class Joint:
    """A connective inside a name, what stands on its sides, and the node it makes; none where nobody can tell."""

    name: Name
    word: str
    before: str
    behind: str
    node: type[AllOf | AnyOf] | None


def _unquoted(_: Name) -> bool:
    return False


def find_joints(operand: Expression, is_quoted: Callable[[Name], bool] = _unquoted) -> Iterator[Joint]:
    """The connectives in the names of one side; those of a name that stands alone may be told, of any other not."""
    for name in _names(operand):
        if is_quoted(name):
            continue
        words = (*_WORDS, *((word, None) for word in _WEAK))
        for word, node in words if name is operand else _WORDS:
            before, found, behind = name.name.partition(word)
            if found and before and behind:
                yield Joint(name, word, before, behind, node if name is operand else None)


def _names(operand: Expression) -> Iterator[Name]:
    match operand:
        case Name():
            yield operand
        case Sum(operands) | Product(operands):
            for one in operands:
                yield from _names(one)
        case Negation(one):
            yield from _names(one)
        case _:
            pass
