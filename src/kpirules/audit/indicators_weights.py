"""The check of the points that indicators carry."""

from collections.abc import Iterator
from fractions import Fraction

from kpirules.audit.form import Form
from kpirules.audit.remark import Excuse, Remark, not_applicable
from kpirules.audit.row import Row
from kpirules.declaration import Wording
from kpirules.quantity.number import round_number, write_number
from kpirules.source import Place, Source

_Sums = dict[tuple[str, Place | None], tuple[Wording, Fraction]]


def weights(form: Form) -> Iterator[Remark | Excuse]:
    """Weights are there, above zero, and come to 90 or 100 points, those of a level to what the level prints.

    Why: the score is the weighted sum; points that do not add up cannot be scored.
    Source: 财预〔2020〕10号, as generally known.
    Bad: weights of 85 in all, a weight of 0, 产出指标（50分） above 45 points.
    Good: 90 points, and 10 for the execution of the budget.
    """
    weighed = [row for row in form.rows if row.indicator.weight is not None]
    if not weighed:
        yield not_applicable("none" if form.rows else "rows")
        return
    for row in form.rows:
        weight = row.indicator.weight
        if weight is None:
            yield Remark(row.indicator, "missing", {"name": row.indicator.name}, tentative=row.is_tentative)
        elif weight.value <= 0:
            yield Remark(
                Source(weight.text, weight.place),
                "zero",
                {"text": weight.text.strip(), "name": row.indicator.name},
            )
    total = sum(
        (row.indicator.weight.value for row in weighed if row.indicator.weight is not None), Fraction(0)
    )
    if total not in form.profile.weight_sums and len(weighed) == len(form.rows):
        asked = " 或 ".join(str(one) for one in form.profile.weight_sums)
        asked_en = " or ".join(str(one) for one in form.profile.weight_sums)
        yield Remark(None, "", {"total": _points(total), "asked": asked, "asked_en": asked_en})
    yield from level_points(form.rows)


def level_points(rows: tuple[Row, ...], *, missing: bool = False) -> Iterator[Remark]:
    """A level that prints other points than the rows below it have; rows that are ``missing`` may hold more."""
    sums: _Sums = {}
    for row in rows:
        weight = row.indicator.weight
        for level in (row.indicator.level1, row.indicator.level2):
            if level is None or weight is None or _printed_points(level.text) is None:
                continue
            key = (level.text, level.place)
            sums[key] = (level, sums.get(key, (level, Fraction(0)))[1] + weight.value)
    for level, total in sums.values():
        printed = _printed_points(level.text)
        if printed is not None and (total > printed or (total != printed and not missing)):
            yield Remark(level, "level", {"level": level.text.strip(), "total": _points(total)})


def _printed_points(text: str) -> Fraction | None:
    """The points in the bracket that closes a level: 产出指标（50分）."""
    plain = "".join(text.split()).translate(str.maketrans("（）", "()"))
    inside = plain[plain.rfind("(") + 1 : -1] if plain.endswith(")") and "(" in plain else ""
    digits = inside.removesuffix("分")
    return (
        Fraction(digits)
        if inside.endswith("分") and digits.isascii() and digits.isdigit() and len(digits) < 5
        else None
    )


def _points(total: Fraction) -> str:
    return write_number(round_number(total, places=2))
