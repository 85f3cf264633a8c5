"""Numbers as people write them, read exactly and within bounds."""

import re
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from kpirules.limits import LIMITS

_MULTIPLIERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "k": 1_000, "w": 10_000}
_WRITTEN = re.compile(
    r"(?P<whole>[0-9]+(?:[, ][0-9]+)*)(?:\.(?P<part>[0-9]+))?(?:[eE](?P<power>[+-]?[0-9]+))?(?P<times>[十百千万亿kKwW]*)"
)
_PARTS = re.compile(r"(?P<below>[0-9]+)分之(?P<above>[0-9]+)")
_SURELY_SMALL = 190  # bits; 10^60 has 200
_GROUPS = re.compile(r"[0-9]{1,3}(?:(?P<mark>[, ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")


@frozen
class Refusal:
    """Why characters are not taken for a number: a diagnostic code and the values of its sentence."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


_TOO_LARGE = Refusal("KPI504", (("limit", str(LIMITS.magnitude)),))


def read_number(text: str) -> Fraction | Refusal:
    """The exact number that ``text`` writes in half-width Arabic digits, with groups of three and 万 or 亿, or as 3分之2.

    Digits and exponents are bounded (:class:`~kpirules.limits.Limits`) before anything is converted.

    >>> read_number("1,000.5万")
    Fraction(10005000, 1)
    >>> read_number("1,23").code
    'KPI112'
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return _read_parts(text)
    whole, part, power, times = (
        match["whole"],
        match["part"] or "",
        match["power"] or "0",
        match["times"].lower(),
    )
    if "," in whole or " " in whole:
        if _GROUPS.fullmatch(whole) is None:
            return Refusal("KPI112", (("number", text[: LIMITS.unit]),))
        whole = whole.replace(",", "").replace(" ", "")
    digits = len(whole) + len(part)
    if digits > LIMITS.digits:
        return Refusal("KPI113", (("digits", str(digits)), ("limit", str(LIMITS.digits))))
    if len(power) > len(str(LIMITS.exponent)) + 1 or abs(int(power)) > LIMITS.exponent:
        return Refusal("KPI114", (("power", power[: LIMITS.unit]), ("limit", str(LIMITS.exponent))))
    scale = 1
    for sign in times:
        scale *= _MULTIPLIERS[sign]
    if scale > 10**16:
        return Refusal("KPI111", (("number", text[: LIMITS.unit]),))
    places = len(part) - int(power)
    above = int(whole + part) * scale * 10 ** max(-places, 0)
    return Fraction(above, 10**places) if places > 0 else Fraction(above)


def _read_parts(text: str) -> Fraction | Refusal:
    """``3分之2``: a fraction of two whole numbers."""
    match = _PARTS.fullmatch(text)
    if match is None:
        return Refusal("KPI111", (("number", text[: LIMITS.unit]),))
    digits = len(match["below"]) + len(match["above"])
    if digits > LIMITS.digits:
        return Refusal("KPI113", (("digits", str(digits)), ("limit", str(LIMITS.digits))))
    if int(match["below"]) == 0:
        return Refusal("KPI111", (("number", text[: LIMITS.unit]),))
    return Fraction(int(match["above"]), int(match["below"]))


def number_scale(text: str) -> int:
    """What the multipliers behind a number's digits come to: 10000 for 3万, 1 for 3."""
    match = _WRITTEN.fullmatch(text)
    scale = 1
    for sign in match["times"].lower() if match is not None else "":
        scale *= _MULTIPLIERS[sign]
    return scale


def write_number(number: Fraction) -> str:
    """The number in digits: a decimal where it ends, else a fraction.

    >>> write_number(Fraction(359, 4)), write_number(Fraction(-2, 3))
    ('89.75', '-2/3')
    """
    if number.denominator == 1:
        return str(number.numerator)
    places = decimal_places(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def decimal_places(denominator: int) -> int | None:
    """How many places a reduced fraction over ``denominator`` needs in decimals; ``None`` if it never ends.

    >>> decimal_places(8), decimal_places(3)
    (3, None)
    """
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None


def round_number(number: Fraction, *, places: int) -> Fraction:
    """Half away from zero to so many decimal places.

    >>> round_number(Fraction(1, 8), places=2)
    Fraction(13, 100)
    """
    scaled = abs(number) * 10**places
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(-rounded if number < 0 else rounded, 10**places)


def number_of(figure: object) -> Fraction | Refusal:
    """The exact number of a figure handed in from Python: int, Decimal or Fraction; never a float or bool.

    >>> number_of(Decimal("0.1"))
    Fraction(1, 10)
    >>> number_of(0.1).code
    'KPI502'
    """
    if type(figure) is int:
        if figure.bit_length() <= _SURELY_SMALL:
            return Fraction(figure)
        return _TOO_LARGE if figure.bit_length() > LIMITS.bits else _bounded(Fraction(figure))
    if isinstance(figure, float):
        return Refusal("KPI502", (("figure", repr(float(figure))[: LIMITS.unit]),))
    if type(figure) is Decimal:
        if not figure.is_finite():
            return Refusal("KPI503", (("figure", str(figure)[: LIMITS.unit]),))
        if figure and (
            abs(figure.adjusted()) > LIMITS.magnitude or len(figure.as_tuple().digits) > LIMITS.digits
        ):
            return _TOO_LARGE
        return Fraction(*figure.as_integer_ratio()) if figure else Fraction(0)
    if type(figure) is Fraction:
        return _bounded(figure)
    return Refusal("KPI503", (("figure", type(figure).__name__),))


def _bounded(number: Fraction) -> Fraction | Refusal:
    """10^±60 and no longer than the bound of an intermediate result."""
    if number.numerator.bit_length() + number.denominator.bit_length() > LIMITS.bits:
        return _TOO_LARGE
    if number and not Fraction(1, 10**LIMITS.magnitude) <= abs(number) <= 10**LIMITS.magnitude:
        return _TOO_LARGE
    return number
