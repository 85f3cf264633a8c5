"""The tables of the language agree with its grammar."""

import re

import pytest

from kpirules.quantity.unit import _table, find_unit
from kpirules.source import Source
from kpirules.syntax.ast import Comparison
from kpirules.syntax.grammar import grammar_text
from kpirules.syntax.parse import parse
from kpirules.syntax.words import standard_words

BEHIND = ("以", "及以", "或以", "之", "内", "+")


@pytest.mark.parametrize("word", sorted(standard_words().meanings))
def test_every_word_of_the_table_is_a_comparator_of_the_grammar(word: str) -> None:
    text = f"5天{word}" if word.startswith(BEHIND) else f"{word}5天"
    found = parse(Source(text)).condition
    assert isinstance(found, Comparison)
    assert found.comparators == (standard_words().comparator(word),)
    assert found.words == (word,)


SPELT = [name for name in (*_table().units, *_table().forms) if re.fullmatch(r"[㐀-䶿一-鿿A-Za-z0-9]+", name)]


@pytest.mark.parametrize("name", SPELT)
def test_every_unit_is_read_behind_a_number_and_a_stroke(name: str) -> None:
    found = parse(Source(f"≥3元/{name}")).condition
    assert isinstance(found, Comparison)
    assert str(found.operands[1].quantity.unit) == str(find_unit(f"元/{name}"))  # type: ignore[union-attr]


def test_the_grammar_spells_out_its_characters() -> None:
    """Digits and letters of other scripts must not slip in through a class of Python's."""
    code = "\n".join(line.split("//")[0] for line in grammar_text().splitlines())
    assert not re.search(r"\\[dwsDWS]", code)
