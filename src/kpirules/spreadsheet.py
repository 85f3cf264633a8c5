"""Texts in cells that a spreadsheet would take for a formula.

A spreadsheet runs a cell that begins with = + - @ (or a tab, or a full-width form of these). Such a text is
written behind one apostrophe, which spreadsheets show as text; reading takes that one apostrophe away again,
so that every text comes back as it was, also one that began with apostrophes of its own.
"""

import re

_LIVE = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """``text`` as it may stand in a cell of a CSV file.

    >>> guarded("=1+1"), guarded("'=1"), guarded("产出指标/数量指标")
    ("'=1+1", "''=1", '产出指标/数量指标')
    """
    return f"'{text}" if _LIVE.match(text) else text


def unguarded(text: str) -> str:
    """What :func:`guarded` was given.

    >>> unguarded(guarded("'@sum"))
    "'@sum"
    """
    return text[1:] if text.startswith("'") and _LIVE.match(text) else text
