"""Units: what a number counts or measures, and which units measure the same thing."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files

from attrs import field, frozen

from kpirules.limits import LIMITS

_MULTIPLIERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
# 万亩, 千公顷 in a unit column; 100公里, 10万人 below a stroke.
_MULTIPLIED = re.compile(r"(?P<digits>10{0,6})?(?P<times>[十百千万亿]{0,3})(?P<unit>[^0-9]*)")
# Here 千 is part of the unit, as it is for the lexer.
_PREFIXED = re.compile("千(?:[克米瓦伏卡帕焦赫牛]|字节)")
# 2季度 alone is the second of them, so a length is written 2个季度; below a stroke nothing is mistaken.
_SHORT = {"个季度": "季度"}
_FACTORS = re.compile(r"[·、*×]")
Dimension = tuple[tuple[str, int], ...]
"""The powers of base units a quantity is made of, sorted: 元/人 is ``(("人", -1), ("元", 1))``, a share is ``()``."""


@frozen
class Unit:
    """A measure word, a physical unit, a currency or a share, as large as ``scale`` base units of its dimension.

    ``counted`` units count whole things. ``known`` is false for a word the table does not hold: it equals only itself.

    >>> unit("万元").scale
    Fraction(10000, 1)
    >>> unit("元/人").dimension
    (('人', -1), ('元', 1))
    """

    name: str
    scale: Fraction
    dimension: Dimension
    counted: bool = field(default=False, kw_only=True)
    known: bool = field(default=True, kw_only=True)

    @property
    def is_share(self) -> bool:
        """Whether this is %, ‰ or ‱."""
        return not self.dimension and self.scale != 1

    @property
    def plain(self) -> "Unit":
        """The unit without a 万, 千 or 亿 in front: 元 of 万元.

        >>> str(unit("万元").plain), str(unit("公里").plain)
        ('元', '公里')
        """
        match = _MULTIPLIED.fullmatch(self.name)
        if match is None or not match["times"] or match["digits"]:
            return self
        found = find_unit(match["unit"])
        same = found is not None and self.scale == found.scale * _times(match)
        return found if found is not None and same and found.dimension == self.dimension else self

    @property
    def multiplies(self) -> bool:
        """Whether the unit holds a 万, 千 or 亿 that a number beside it may say as well; the 千 of 千瓦 is no such one.

        >>> unit("万元").multiplies, unit("千瓦").multiplies
        (True, False)
        """
        return self.plain is not self and _PREFIXED.match(self.name) is None

    def __str__(self) -> str:
        return self.name


@frozen
class _Table:
    units: Mapping[str, Unit]
    forms: Mapping[str, str]
    comparable: frozenset[frozenset[str]]
    prefix: re.Pattern[str]
    nouns: tuple[str, ...]


def unit(text: str) -> Unit:
    """The unit that ``text`` names; a word the table does not hold becomes a unit equal only to itself.

    >>> unit("场次").dimension == unit("场").dimension
    True
    >>> unit("谷次").known
    False
    """
    known = find_unit(text)
    if known is not None:
        return known
    return Unit(text, Fraction(1), ((text, 1),), known=False)


@lru_cache(LIMITS.remembered)  # what people write is without end
def find_unit(text: str) -> Unit | None:
    """The unit of the table, or the compound of such units (元/人·月), that ``text`` names; ``None`` if there is none.

    >>> str(find_unit("万立方米")), find_unit("元/100km").scale
    ('万立方米', Fraction(1, 100000))
    """
    plain = _listed(text)
    if plain is not None:
        return plain
    above, *below = re.split(r"/每?|每", text)
    factors = [(word, 1) for word in _FACTORS.split(above)]
    factors += [(word, -1) for part in below for word in _FACTORS.split(part)]
    if len(factors) == 1:
        return _multiplied(text)
    scale, powers, names = Fraction(1), [], {1: "", -1: ""}
    for word, power in factors:
        part = _listed(word) or _multiplied(word, below=power < 0)
        if part is None:
            return None
        scale *= part.scale**power
        powers += [(symbol, exponent * power) for symbol, exponent in part.dimension]
        names[power] += ("·" if names[power] else "") + _SHORT.get(part.name, part.name)
    return Unit(f"{names[1]}/{names[-1]}" if names[-1] else names[1], scale, combine(powers))


def _listed(text: str) -> Unit | None:
    table = _table()
    return table.units.get(table.forms.get(text, text))


def _multiplied(text: str, *, below: bool = False) -> Unit | None:
    """So many of a unit of the table; ``below`` a stroke also digits (元/100km) and the number alone (例/10万)."""
    match = _MULTIPLIED.fullmatch(text)
    if match is None or not (match["digits"] or match["times"]) or (match["digits"] and not below):
        return None
    found = _listed(match["unit"])
    if found is not None and not (found.is_share or found.plain is not found):
        name = f"{match['digits'] or ''}{match['times']}{found.name}"
        return Unit(name, found.scale * _times(match), found.dimension, counted=found.counted)
    return Unit(text, _times(match), ()) if below and not match["unit"] and match["times"] else None


def _times(match: re.Match[str]) -> Fraction:
    scale = Fraction(int(match["digits"] or 1))
    for sign in match["times"]:
        scale *= _MULTIPLIERS[sign]
    return scale


def measure_word(text: str) -> tuple[Unit, str] | None:
    """The unit that ``text`` begins with, longest first, and what is counted or measured: 个 of 个基层医疗机构.

    A measure of one character may be the beginning of a word (分公司, 年级), so only those of land and mass count.

    >>> unit, of = measure_word("个基层医疗机构")
    >>> str(unit), of
    ('个', '基层医疗机构')
    """
    match = _table().prefix.match(text)
    found = find_unit(match.group()) if match else None
    if (
        match is None
        or found is None
        or not (found.counted or len(match.group()) > 1 or found.name in "亩吨")
    ):
        return None
    return found, text[match.end() :]


def unit_words() -> tuple[str, ...]:
    """Every word and sign that the table reads as a unit, longest first."""
    table = _table()
    return tuple(sorted({*table.units, *table.forms}, key=lambda word: (-len(word), word)))


@cache
def unit_pattern() -> str:
    """A pattern for a unit of the table, and for no word that only begins like one (家庭, 项目)."""
    return f"(?!{_alternatives(_table().nouns)})(?:{_alternatives(unit_words())})"


def _alternatives(words: Iterable[str]) -> str:
    """Any of the words, longest first, grouped by their first character so that a pattern tries few of them."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


def comparable(one: Dimension, other: Dimension) -> bool:
    """Whether figures of the two dimensions may be compared although they are not one unit (个 and 项)."""
    if len(one) != 1 or len(other) != 1:
        return False
    return frozenset((one[0][0], other[0][0])) in _table().comparable and one[0][1] == other[0][1] == 1


@cache
def percentage_points() -> Unit:
    """个百分点, the unit in which shares differ."""
    return unit("个百分点")


def combine(powers: Iterable[tuple[str, int]]) -> Dimension:
    """The product of powers of base units.

    >>> combine([("元", 1), ("人", -1), ("人", 1)])
    (('元', 1),)
    """
    total: dict[str, int] = {}
    for symbol, exponent in powers:
        total[symbol] = total.get(symbol, 0) + exponent
    return tuple(sorted((symbol, exponent) for symbol, exponent in total.items() if exponent))


@cache
def _table() -> _Table:
    table = tomllib.loads(files("kpirules.quantity").joinpath("units.toml").read_text(encoding="utf-8"))
    units = {
        name: Unit(
            name,
            Fraction(scale),
            ((symbol, 1),) if symbol else (),
            counted=row.get("counted", False),
        )
        for symbol, row in table["dimension"].items()
        for name, scale in row["units"].items()
    }
    nouns = tuple(word for line in table["nouns"]["words"] for word in line.split())
    return _Table(
        units=units,
        forms=table["form"],
        comparable=frozenset(frozenset(pair) for pair in table["comparable"].items()),
        prefix=re.compile(f"(?!{_alternatives(nouns)})(?:{_alternatives({*units, *table['form']})})"),
        nouns=nouns,
    )
