"""Laws of the language: one canonical text, places that are true, and no text that breaks the reader."""

import inspect
import pickle
import sys
from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import conditions, texts

from kpirules.errors import RuleError
from kpirules.rule import Rule
from kpirules.source import Source
from kpirules.syntax.ast import Condition, Name, Node
from kpirules.syntax.parse import parse
from kpirules.syntax.spelling import spell
from kpirules.syntax.unparse import format_tree


@given(conditions)
def test_reading_the_canonical_text_gives_the_tree(tree: Condition) -> None:
    text = format_tree(tree)
    assert parse(Source(text)).condition == tree
    assert format_tree(tree) == text


@given(texts)
def test_every_text_is_read_or_refused_with_places_in_it(text: str) -> None:
    parsed = parse(Source(text))
    assert parsed.condition is not None or parsed.diagnostics
    for diagnostic in parsed.diagnostics:
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)
        sentence = diagnostic.sentence("zh") + diagnostic.sentence("en")
        assert len(sentence) < 500
        assert not set(sentence) & set("\x00\x1b\x08\x7f\u202e\u2066\u200b")


@given(texts)
def test_the_canonical_text_of_any_text_is_a_fixed_point(text: str) -> None:
    tree = parse(Source(text)).condition
    if tree is not None:
        canonical = format_tree(tree)
        again = parse(Source(canonical)).condition
        assert again == tree
        assert hash(again) == hash(tree)


@given(texts)
def test_spelling_is_idempotent_and_maps_into_the_original(text: str) -> None:
    spelled = spell(Source(text))
    if not spelled.refused:
        assert spell(Source(spelled.text)).text == spelled.text
    if spelled.starts is not None and spelled.ends is not None:
        assert len(spelled.starts) == len(spelled.ends) == len(spelled.text)
        assert list(spelled.starts) == sorted(spelled.starts)
        assert all(0 <= a <= b <= len(text) for a, b in zip(spelled.starts, spelled.ends, strict=True))


@given(conditions, st.sampled_from(["{}", " {} ", "${}$", "{}。"]))
def test_names_stand_where_their_spans_say(tree: Condition, frame: str) -> None:
    text = frame.format(format_tree(tree))
    parsed = parse(Source(text)).condition
    assert parsed == tree
    for node in _nodes(parsed):
        if isinstance(node, Name):
            assert node.span.of(text).strip("「」") == node.name


@given(conditions)
def test_rules_survive_copying_and_pickling(tree: Condition) -> None:
    parsed = parse(Source(format_tree(tree)))
    assert deepcopy(parsed) == parsed
    assert pickle.loads(pickle.dumps(parsed)) == parsed  # noqa: S301 - our own bytes


@given(texts)
def test_rule_takes_or_refuses_every_text(text: str) -> None:
    try:
        Rule(text)
    except RuleError as error:
        refused = error
    else:
        return
    assert refused.diagnostics
    assert len(str(refused)) <= 500
    again = pickle.loads(pickle.dumps(refused))  # noqa: S301 - our own bytes
    assert again.diagnostics == refused.diagnostics
    assert type(again) is type(refused)


@given(texts)
def test_little_stack_is_no_crash(text: str) -> None:
    limit = sys.getrecursionlimit()
    depth = len(inspect.stack(0))
    try:
        sys.setrecursionlimit(depth + 80)
        parse(Source(text))
    finally:
        sys.setrecursionlimit(limit)


def _nodes(node: Node) -> list[Node]:
    found: list[Node] = [node]
    for name in ("operands", "conditions", "items"):
        for child in getattr(node, name, ()):
            found += _nodes(child)
    for name in ("operand", "quantity", "subject", "centre", "by", "low", "high"):
        child = getattr(node, name, None)
        if child is not None and hasattr(child, "span"):
            found += _nodes(child)
    return found
