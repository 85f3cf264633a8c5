"""Runs the examples of README and of the documentation as tests, from the top of the checkout."""

import os
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

_TOP = Path(__file__).parent
_FOUND_AT = "_where_pytest_was_started"

# Sphinx reads this one, and it imports sphinx.
collect_ignore = ["docs/conf.py"]


def _go_to_top(names: dict[str, object]) -> None:
    """Examples name their files as a reader at the top of the checkout would."""
    names[_FOUND_AT] = Path.cwd()
    os.chdir(_TOP)


def _go_back(names: dict[str, object]) -> None:
    os.chdir(str(names[_FOUND_AT]))


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE), SkipParser()],
    patterns=["README.md", "docs/*.md"],
    setup=_go_to_top,
    teardown=_go_back,
).pytest()
