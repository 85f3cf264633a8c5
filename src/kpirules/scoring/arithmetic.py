"""A score's arithmetic in one line, for people who have to defend it."""

from fractions import Fraction

from kpirules.diagnostics import Language
from kpirules.quantity.quantity import Quantity
from kpirules.scoring.rounding import Rounding, RoundingMode
from kpirules.scoring.score import Score

_MODES = {
    RoundingMode.HALF_UP: ("四舍五入到 {} 位", "half up to {} decimals"),
    RoundingMode.HALF_EVEN: ("四舍六入五成双到 {} 位", "half even to {} decimals"),
    RoundingMode.TRUNCATE: ("截取到 {} 位", "cut off at {} decimals"),
}
_WORDS = {
    "met": ("达成，得满分", "met: all points"),
    "at_least": ("达到指标值，得满分", "the target is reached: all points"),
    "reverse_linear": ("不超过指标值，得满分", "within the limit: all points"),
    "reverse_inverse": ("不超过指标值，得满分", "within the limit: all points"),
    "range": ("在范围内，得满分", "within the range: all points"),
    "zero": ("指标值为零，达到得满分，否则不得分", "the target is zero: all points or none"),
    "direct": ("达成得满分，否则不得分", "all points or none"),
    "yes_no": ("与指标要求一致得满分，否则不得分", "all points for the wanted answer, else none"),
    "deadline": ("按期得满分，逾期不得分", "on time all points, else none"),
    "compound": ("各部分中完成最差的一部分", "the weakest of the parts"),
    "any": ("各部分中完成最好的一部分", "the best of the parts"),
    "undetermined": ("无法判定，未评分", "undetermined and unscored"),
    "not_applicable": ("不适用，不计分", "not applicable, not counted"),
    "overfulfil": ("超额完成，按档次计分", "exceeded: by the table for that"),
    "tiers": ("按档次计分", "by tiers"),
}


def write_arithmetic(score: Score, lang: Language) -> str:
    """The line; an exact number is shown to four places and marked ≈ where it has more."""
    which = 0 if lang == "zh" else 1
    known = score.points.known
    if known is None:
        return _open(score, which)
    formula = _formula(score)
    if score.exact.known == known:
        return (
            f"{formula} = {_number(known)}"
            if formula
            else f"{_words(score, which)}：{_number(known)}".replace("：", ("：", ": ")[which])
        )
    exact = Quantity(score.exact.low).shown().removeprefix("≈")
    sign = "=" if Fraction(exact) == score.exact.low else "≈"
    how = _how(score.policy.rounding, which)
    return f"{formula or _words(score, which)} {sign} {exact}{('，', ', ')[which]}{how} → {_number(known)}"


def _open(score: Score, which: int) -> str:
    low, high = _number(score.points.low), _number(score.points.high)
    words = ("应在本档的 {}～{} 分之间给分", "a choice within its band, {} to {} points")
    if score.rule == "qualitative":
        return words[which].format(low, high)
    return f"{_words(score, which)}{('（可能为 {}～{} 分）', ' (possibly {} to {} points)')[which].format(low, high)}"


def _formula(score: Score) -> str:
    """The formula where points were computed in proportion; empty where all or none were given."""
    found, weight = score.completion, _number(score.weight)
    share = found.share.known
    if found.figure is None or found.limit is None or share in {Fraction(0), Fraction(1), None}:
        if found.rule == "late" and share not in {Fraction(0), Fraction(1)}:
            return f"{weight} - {_number(score.policy.late.minus or Fraction(0))} × {found.figure}"
        return ""
    figure, limit = found.figure.shown(), found.limit.shown()
    match found.by or found.rule:
        case "reverse_linear":
            return f"{weight} × (1 - ({figure} - {limit})/{limit})"
        case "reverse_inverse":
            return f"{weight} × {limit}/{figure}"
        case "steps":
            return ""
        case "range" if found.figure.magnitude > found.limit.magnitude:
            if score.policy.reverse.value == "inverse":
                return f"{weight} × {limit}/{figure}"
            return f"{weight} × (1 - ({figure} - {limit})/{limit})"
        case _:
            return f"{weight} × {figure}/{limit}"


def _words(score: Score, which: int) -> str:
    if score.completion.share.known == 0 and score.rule in {
        "at_least",
        "reverse_linear",
        "reverse_inverse",
        "range",
        "late",
    }:
        return ("按比例计算不得分", "in proportion nothing is left")[which]
    if score.rule == "qualitative":
        return ("按定性指标的档次给分", "chosen within the band of an aim in words")[which]
    if score.rule in {"checklist", "late", "steps"}:
        return {
            "checklist": ("按完成项数计分", "by the items done"),
            "late": ("按逾期天数扣分", "by the days late"),
            "steps": ("按超出标准的幅度扣分", "by how far it is off the standard"),
        }[score.rule][which]
    return _WORDS[score.rule][which]


def _how(rounding: Rounding, which: int) -> str:
    return _MODES[rounding.mode][which].format(rounding.decimals)


def _number(number: Fraction) -> str:
    return Quantity(number).shown()
