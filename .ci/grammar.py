"""Grammar collisions: lark's strict mode, and every pair of terminals that could match one text in one place.

lark asks interegular whether two terminals of one priority overlap, but leaves out each that looks around itself, which
here is nearly all of them, and each literal. This script compares them without what they look at, which can only make
them match more: a pair that is apart here is apart in the grammar. A pair that is not has to stand in
``accepted-collisions.toml`` with the reason why no text is read in two ways; one that stands there without need is an
error too.
"""

import re
import sys
import time
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import lark.lexer
from interegular import REFlags, parse_pattern
from lark import Lark
from lark.lexer import TerminalDef

HERE = Path(__file__).parent
GRAMMAR = HERE.parent / "grammar" / "indicator.lark"
ACCEPTED = HERE / "accepted-collisions.toml"
LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
STARTS = ["condition", "prose"]


def main() -> int:
    """Print what was compared; 1 where a pair is neither apart nor accepted."""
    started = time.monotonic()
    table = tomllib.loads(ACCEPTED.read_text(encoding="utf-8"))
    accepted = {frozenset(row["terminals"]) for row in table["accepted"] if row["reason"]}
    lexers = _lexers()
    pairs = {pair for terminals in lexers for pair in _rivals(terminals)}
    found = {frozenset((one.name, other.name)) for one, other in pairs if _overlap(one, other)}
    for names in sorted(map(sorted, found - accepted)):
        print(f"{' and '.join(names)} can match the same text in the same place with the same priority")
    for names in sorted(map(sorted, accepted - found)):
        print(f"{' and '.join(names)} stand in {ACCEPTED.name} and do not collide")
    seconds = time.monotonic() - started
    print(
        f"{len(lexers)} contexts, {len(pairs)} pairs of one priority, {len(found)} overlap, {seconds:.1f} s"
    )
    return int(found != accepted)


def _lexers() -> list[list[TerminalDef]]:
    """The terminals of each context, from a parser that was built in strict mode: a conflict of rules raises here."""
    # Ours stands in for it.
    lark.lexer._check_regex_collisions = lambda *_, **__: None  # noqa: SLF001 - lark has no switch for it
    parser = Lark(
        GRAMMAR.read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        start=STARTS,
        maybe_placeholders=False,
        strict=True,
    )
    lexers = {id(lexer): lexer for lexer in parser.parser.lexer.lexers.values()}
    return [list(lexer.terminals) for lexer in lexers.values()]


def _rivals(terminals: list[TerminalDef]) -> Iterator[frozenset[TerminalDef]]:
    for one, other in combinations(terminals, 2):
        if one.priority == other.priority:
            yield frozenset((one, other))


def _overlap(one: TerminalDef, other: TerminalDef) -> bool:
    patterns = [_without_looks(terminal.pattern.to_regexp()) for terminal in (one, other)]
    for terminal, pattern in zip((one, other), reversed(patterns), strict=True):
        if terminal.pattern.type == "str":
            return re.fullmatch(pattern, terminal.pattern.value) is not None
    a, b = map(parse_pattern, patterns)
    alphabet, _ = a.get_alphabet(REFlags(0)).union(b.get_alphabet(REFlags(0)))
    return not a.to_fsm(alphabet, (0, 0)).isdisjoint(b.to_fsm(alphabet, (0, 0)))


def _without_looks(pattern: str) -> str:
    """The pattern without look-ahead and look-behind; a class and an escaped character are passed over whole."""
    kept, depth, at = [], 0, 0
    opened: list[bool] = []  # for each open bracket, whether it looks
    while at < len(pattern):
        end = _piece(pattern, at)
        piece = pattern[at:end]
        if piece == "(":
            opened.append(pattern.startswith(LOOKS, at))
            depth += opened[-1]
        if depth == 0:
            kept.append(piece)
        if piece == ")":
            depth -= opened.pop()
        at = end
    return "".join(kept)


def _piece(pattern: str, at: int) -> int:
    """Where the escape, class or character that begins at ``at`` ends."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] != "[":
        return at + 1
    end = at + 1
    while pattern[end] != "]" or end == at + 1:
        end += 2 if pattern[end] == "\\" else 1
    return end + 1


if __name__ == "__main__":
    sys.exit(main())
