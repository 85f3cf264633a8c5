"""The clause a figure stands in, and whether that makes the figure a promise."""

import re
from functools import cache

from kpirules.declaration.words import prose_words
from kpirules.quantity.unit import Unit
from kpirules.syntax.phrases import Figure

YUAN = "元"
"""The unit of money that is spent and promised."""

_BOUNDARY = re.compile(r"[,:：…()“”‘’'\"《〈]")
_LIST_BEFORE = re.compile(r"[0-9][㐀-䶿一-鿿]{0,2} *[至到~\-、./] *$")
_COUNT = re.compile(r"^[0-9.,~\- 十百千万亿]+")
_FROM = re.compile(r"[由从]")
_JOINTS = "、和与及或"
_NEARBY = 8
_OPENING = 10
_LONGEST_CLAUSE = 200
_LEVEL = re.compile(r"[到至达为]")
_MORE = re.compile(r"\+|/[0-9]|×|\*")
_WORD = re.compile(r"[㐀-䶿一-鿿A-Za-z]")
_JOINED = re.compile(r"并|且|和|及|与|或|、")


class Clause:
    """A figure with the words round it: ``before`` and ``behind`` up to the next mark or figure.

    ``is_joined`` tells that the words between it and the figure before belong to that one (3个平台和 5个中心).
    """

    def __init__(self, text: str, figure: Figure, earliest: int, following: Figure | None) -> None:
        self.figure = figure
        self.number = figure.number.of(text)
        start = figure.span.start
        self.nearby = text[max(0, start - _NEARBY) : start]
        self.sentence = text[:_OPENING]
        whole = text[max(0, start - _LONGEST_CLAUSE) : start]
        whole = whole[_last_mark(whole) :]
        since = text[max(earliest, start - len(whole)) : start]
        self.is_joined = bool(since.strip()) and len(since) < len(whole) and since.rstrip()[-1:] in _JOINTS
        self.whole = whole
        self.before = "" if self.is_joined else since
        changed = _grown_to().fullmatch(since)
        if changed is not None and len(since) < len(whole):
            self.before = _FROM.split(whole)[0]
        end = following.span.start if following is not None else len(text)
        self.behind = text[figure.span.end : min(end, figure.span.end + _LONGEST_CLAUSE)]
        mark = _BOUNDARY.search(self.behind)
        self.qualifies = following is not None and mark is None

    def is_promise(self) -> bool:
        """Whether the words beside the number leave it a number of something."""
        words = prose_words()
        if words.slogan.match(_COUNT.sub("", self.number) + self.behind):
            return False
        if _LIST_BEFORE.search(self.nearby) or _MORE.match(self.behind):
            return False
        if words.background.search(self.whole) or words.background_sentence.match(self.sentence):
            return False
        return not _grown().search(self.before)

    def is_promise_of(self, unit: Unit | None) -> bool:
        """Whether the unit and the comparator make it a promise: durations only with a limit, spending never."""
        words, limited = prose_words(), self.figure.has_comparator
        if unit is None:
            return limited
        symbols = {symbol for symbol, _ in unit.dimension}
        if symbols & words.describing or (symbols & words.time and not limited):
            return False
        if unit.is_share:
            growth = re.search(words.growth, self.before)
            return growth is None or _LEVEL.search(self.before, growth.end()) is not None
        if self.figure.span.end > self.figure.number.end and _describes(self.behind):
            # 投资500万元以上项目, 50人以上活动3场: what things are like of which others are promised
            return unit.counted and not self.qualifies
        return not (YUAN in symbols and not limited and words.spending.search(self.whole + self.behind[:4]))


def _last_mark(text: str) -> int:
    return max((mark.end() for mark in _BOUNDARY.finditer(text)), default=0)


def _describes(behind: str) -> bool:
    return bool(_WORD.match(behind)) and not _JOINED.match(behind)


@cache
def _grown_to() -> re.Pattern[str]:
    """What stands between the two levels of a growth: (由80%)提高到."""
    return re.compile(rf"(?:{prose_words().growth})(?:到|至|为)")


@cache
def _grown() -> re.Pattern[str]:
    """Growth told right before a figure: 增加20场, 提高了约."""
    return re.compile(rf"(?:{prose_words().growth})(?:了|约|近|超|幅度|率|数)*$")
