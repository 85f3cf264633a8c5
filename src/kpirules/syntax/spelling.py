"""Many spellings, one text: signs, widths and left-over mark-up are normalised, and every character knows its origin."""

import re
from functools import cache

from attrs import evolve, field, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.source import Source, Span
from kpirules.syntax.dollars import find_dollars
from kpirules.syntax.runs import BLANKS, GAP, NUMERALS, RUNS
from kpirules.syntax.traditional import fold

# Characters that already are what the grammar reads; a text of nothing else is left alone.
_PLAIN = re.compile(r"[0-9A-Za-z_%‰‱≥≤><=≠±+\-×*/÷()~,;.、 「」&|·℃㐀-䶿一-鿿]*")

# The closed table: what stands for what. Whatever is neither here nor plain is refused by its code point.
_ONE_FOR_ONE = {
    **{chr(0xFF01 + n): chr(0x21 + n) for n in range(94) if chr(0x21 + n) in "%()+-,;.<=>/*~_&|0123456789"},
    **{chr(0xFF21 + n): chr(0x41 + n) for n in range(26)},
    **{chr(0xFF41 + n): chr(0x61 + n) for n in range(26)},
    **dict.fromkeys(BLANKS, " "),
    **dict.fromkeys("≧⩾", "≥"),
    **dict.fromkeys("≦⩽", "≤"),
    **dict.fromkeys("﹥＞", ">"),
    **dict.fromkeys("﹤＜", "<"),
    **dict.fromkeys("＝═﹦", "="),
    **dict.fromkeys("−–—―─﹣－‐‑‒", "-"),
    **dict.fromkeys("～∼〜˜", "~"),
    **dict.fromkeys("﹪％", "%"),
    **dict.fromkeys("╳✕✖", "×"),
    **dict.fromkeys("∕⁄", "/"),
    **dict.fromkeys("﹢＋", "+"),
    **dict.fromkeys("（﹙", "("),
    **dict.fromkeys("）﹚", ")"),
    **dict.fromkeys("，﹐", ","),
    **dict.fromkeys("；﹔", ";"),
    "﹑": "、",
    "〇": "零",
    "．": ".",
    **dict(
        zip(
            "㎡㎢㎥㎠㎜㎝㎞",
            ["平方米", "平方公里", "立方米", "平方厘米", "毫米", "厘米", "公里"],
            strict=True,
        )
    ),
    **dict(
        zip(
            "㎎㎏㏄㎖㎾㎿㎐℉", ["毫克", "公斤", "毫升", "毫升", "千瓦", "兆瓦", "赫兹", "华氏度"], strict=True
        )
    ),
    **dict(zip("￥￡＄", "¥£$", strict=True)),
    **{sign: sign for sign in "¥£€$"},
    "＆": "&",
    # Marks of prose: never part of a condition, and of no other meaning.
    **{mark: mark for mark in "“”‘’\"'《》〈：:！!？?。…ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"},
}

# What a pinyin reader left behind a character, 达(dá): one syllable with its tone, and nothing else in the bracket.
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
_PINYIN = rf"(?<=[㐀-䶿一-鿿])[(（] *[a-zɡ]{{0,5}}[{_TONES}][a-zɡ]{{0,5}} *[)）]"

_PLAINLY = rf"(?:(?!(?<=[0-9{NUMERALS}])个亿)[0-9㐀-䶿一-鿿%)、]|\((?! *[a-zɡ]{{0,5}}[{_TONES}])|[A-Za-z](?![A-Za-z]?[²³]))+"

_ENDS_IN_DIGITS = re.compile(rf"[0-9{NUMERALS}][0-9.,{NUMERALS}]*$")
_BEGINS_WITH_DIGITS = re.compile(rf"[.,]?[0-9{NUMERALS}][0-9.,{NUMERALS}]*")
_MOST_REFUSED = 100  # of one text; who has read so many knows what the text is
_FRACTION = r"\\[dt]?frac *\{"
_OPENINGS = {"fraction": "((", "boxed": ""}
_BOXED = r"\\(?:text|mathrm|mbox|textbf|mathbf) *\{"
# White space, full stops, commas and semicolons at the end are no part of a value.
_NO_VALUE = f" {BLANKS}。．.，,﹐；;﹔、﹑"
_STRAY_POINT = re.compile(rf"(?<=[0-9]){GAP}(?=\.[0-9])|(?<=[0-9]\.){GAP}(?=[0-9])")


@frozen
class Spelling:
    r"""A text in normal spelling; ``starts`` and ``ends`` give each of its characters the original's span.

    >>> spelled = spell(Source("满意率 $\\geq 90\\%$"))
    >>> spelled.text
    '满意率 ≥ 90%'
    >>> spelled.original(Span(4, 5)).of(spelled.source.text)
    '\\geq'
    """

    source: Source
    text: str
    starts: tuple[int, ...] | None = field(default=None, repr=False)
    ends: tuple[int, ...] | None = field(default=None, repr=False)
    findings: tuple[Diagnostic, ...] = ()
    refused: tuple[Diagnostic, ...] = ()

    def original(self, span: Span) -> Span:
        """The characters of the source that stand behind those of the normal text."""
        if self.starts is None or self.ends is None:
            return span
        length = len(self.source.text)
        if span.start >= len(self.starts):
            return Span(length, length)
        if span.end <= span.start:
            return Span(self.starts[span.start], self.starts[span.start])
        return Span(self.starts[span.start], self.ends[min(span.end, len(self.ends)) - 1])

    def excerpt(self, *spans: Span) -> "Spelling":
        """Pieces of the text put together, each character still knowing the one it came from."""
        at = [index for span in spans for index in range(span.start, span.end)]
        starts = self.starts if self.starts is not None else range(len(self.text))
        ends = self.ends if self.ends is not None else range(1, len(self.text) + 1)
        return evolve(
            self,
            text="".join(self.text[index] for index in at),
            starts=tuple(starts[index] for index in at),
            ends=tuple(ends[index] for index in at),
        )


def spell(source: Source) -> Spelling:
    """Bring a text into normal spelling; characters outside the table are refused by code point, all of them."""
    text = fold(source.text)
    if _PLAIN.fullmatch(text) and not text.endswith((".", " ", ",", ";", "、")) and not _unsettled(text):
        return Spelling(source, text)
    return _Speller(source, text).run()


@cache
def _unsettled_pattern() -> re.Pattern[str]:
    return re.compile(
        r"  |[><=] *[=><]|<>|(?<=[0-9]) +\.[0-9]|[0-9]\. +[0-9]|&[a-z]+;|&gt|^ "
        f"|[0-9{NUMERALS}](?: +[百千万亿]|个亿)|个 +[百工月小季星]"
    )


def _unsettled(text: str) -> bool:
    """Whether plain characters still form a run that another sign stands for."""
    return _unsettled_pattern().search(text) is not None


class _Speller:
    """One pass over one text; kept apart from the frozen result it makes.

    ``text`` is the source's with its characters folded, one for one.
    """

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.findings: list[Diagnostic] = []
        self.refused: list[Diagnostic] = []
        self.braces: list[str] = []
        self.removed = False  # whether mark-up was left out behind the last piece

    def run(self) -> Spelling:
        text = self.text
        at = 0
        end = len(text.rstrip(_NO_VALUE))
        self.dollars = find_dollars(text)
        if text[end:].strip():
            self.find("KPI321", Span(end, len(text)))
        for match in _tokens().finditer(text, 0, end):
            at = match.end()
            self.take(match)
        for character in self.braces[-1:]:
            self.refuse("KPI103", Span(at, end), character=character)
        return Spelling(
            self.source,
            "".join(self.pieces),
            tuple(self.starts),
            tuple(self.ends),
            tuple(self.findings),
            tuple(self.refused),
        )

    def take(self, match: re.Match[str]) -> None:
        kind, written = match.lastgroup or "", match.group()
        span = Span(match.start(), match.end())
        if kind == "plain":
            self.keep_apart(written, span)
            self.pieces.append(written)
            self.starts += range(span.start, span.end)
            self.ends += range(span.start + 1, span.end + 1)
        elif kind.startswith("run"):
            self.emit(RUNS[int(kind[3:])][1], span)
        elif kind in _OPENINGS:
            self.braces.append(kind)
            self.emit(_OPENINGS[kind], span)
        elif kind == "brace":
            self.close(written, span)
        elif kind == "blanks":
            self.emit(" ", span)
        elif kind == "stray":
            self.find("KPI322", span)
        elif kind == "pinyin":
            self.find("KPI331", span)
        elif kind == "dollar":
            self.dollar(span)
        else:
            self.one(written, span)

    def one(self, character: str, span: Span) -> None:
        normal = _ONE_FOR_ONE.get(character, character if _PLAIN.fullmatch(character) else None)
        if normal is None:
            self.refuse("KPI102", span, point=f"U+{ord(character):04X}", character=character)
            return
        self.emit(normal, span)

    def dollar(self, span: Span) -> None:
        """The sign of a currency stays; one of a pair round a formula of LaTeX goes; a lone one is refused."""
        if span.start in self.dollars.money:
            self.emit("$", span)
        elif span.start in self.dollars.lone:
            self.refuse("KPI116", span)
        else:
            self.removed = True

    def close(self, written: str, span: Span) -> None:
        r"""A brace that LaTeX left: the end of \text{…}, or one of the two of \frac{…}{…}."""
        top = self.braces.pop() if self.braces and written.startswith("}") else ""
        if top == "fraction" and written == "}":
            self.refuse("KPI103", span, character="}")
        elif top == "fraction":
            self.braces.append("below")
            self.emit(")/(", span)
        elif top == "below" and written == "}":
            self.emit("))", span)
        elif top == "boxed" and written == "}":
            self.emit("", span)
        elif top in {"below", "boxed"}:
            self.emit("))" if top == "below" else "", Span(span.start, span.start + 1))
            self.refuse("KPI103", Span(span.end - 1, span.end), character="{")
        else:
            self.refuse("KPI103", span, character=written[0])

    def keep_apart(self, written: str, span: Span) -> None:
        r"""Two numbers with nothing but mark-up between them (``3\right5场``) are not one."""
        before = _ENDS_IN_DIGITS.search("".join(self.pieces[-3:])) if self.removed else None
        behind = _BEGINS_WITH_DIGITS.match(written)
        if before is not None and behind is not None:
            self.refuse("KPI206", span, before=before.group(), found=behind.group())
        self.removed = self.removed and written in {".", ","}

    def emit(self, normal: str, span: Span) -> None:
        if not normal:
            self.removed = self.removed or not span.of(self.text).isspace()  # a blank before 万 is no mark-up
            return
        self.keep_apart(normal, span)
        self.pieces.append(normal)
        self.starts += [span.start] * len(normal)
        self.ends += [span.end] * len(normal)

    def find(self, code: str, span: Span) -> None:
        self.findings.append(Diagnostic(code, self.source, span, {"text": span.of(self.source.text)}))

    def refuse(self, code: str, span: Span, **values: str) -> None:
        if len(self.refused) < _MOST_REFUSED:
            self.refused.append(Diagnostic(code, self.source, span, values))


@cache
def _tokens() -> re.Pattern[str]:
    runs = "|".join(f"(?P<run{number}>{pattern})" for number, (pattern, _) in enumerate(RUNS))
    return re.compile(
        rf"(?P<stray>{_STRAY_POINT.pattern})|(?P<pinyin>{_PINYIN})|(?P<dollar>[$＄]+)|{runs}"
        # A run of blanks is one, or patterns with several blanks in them would try every way to share it out.
        rf"|(?P<blanks>[ {BLANKS}]{{2,}})|(?P<fraction>{_FRACTION})|(?P<boxed>{_BOXED})"
        rf"|(?P<brace>\}} *\{{|[{{}}])|(?P<plain>{_PLAINLY})"
        r"|(?P<other>.)",
        re.DOTALL,
    )
