"""``kpirules explain``: how one target is understood."""

import re
from typing import TYPE_CHECKING

import click

from kpirules.cli.console import show, tell
from kpirules.cli.options import language, spoken

if TYPE_CHECKING:
    from kpirules.diagnostics import Language

# A name may hold an equals sign only between its brackets; a figure may begin with one (=98%).
_NAMED = re.compile(r"\s*(?:「(?P<quoted>[^」]*)」|(?P<plain>[^=＝]+?))\s*[=＝](?P<figure>.*)", re.DOTALL)


@click.command(
    short_help="解释 Show how one target is understood.", context_settings={"ignore_unknown_options": True}
)
@click.argument("text", callback=spoken)
@click.argument("figures", nargs=-1, metavar="[NAME=FIGURE]...", callback=spoken)
@click.option(
    "--name",
    default="",
    callback=spoken,
    help="The indicator's name, for numbers without a comparator. 指标名称。",
)
@click.option(
    "--heading", default="", callback=spoken, help="Its level-2 heading, such as 数量指标. 二级指标。"
)
@click.option(
    "--comparator", default="", callback=spoken, help="The cell of the comparator column. 指标性质。"
)
@click.option("--unit", default="", callback=spoken, help="The cell of the unit column. 度量单位。")
@click.option("--year", type=int, help="The declaration's year, for dates without one. 预算年度。")
@language
def explain(  # noqa: PLR0913 - one argument an option
    *,
    text: str,
    figures: tuple[str, ...],
    name: str,
    heading: str,
    comparator: str,
    unit: str,
    year: int | None,
    lang: "Language",
) -> int:
    """解释一条指标值。 Show how TEXT is understood, and what figures make of it.

    A figure without a name answers the indicator itself: kpirules explain "≥8支队伍" 9支
    """
    from kpirules.reporting.explanation import explanation
    from kpirules.rule import Rule
    from kpirules.targets import read_target

    answers = named(figures)
    target, findings = read_target(
        text, comparator=comparator, unit=unit, name=name, heading=heading, year=year
    )
    if target.rule is None or not target.is_decidable:
        return tell(findings, lang=lang)
    rule = Rule.of(target.rule, findings)
    if not answers:
        return show(explanation(rule, lang=lang))
    return show(explanation(rule, verdict=rule.evaluate(answers), lang=lang))


def named(figures: tuple[str, ...]) -> dict[str, str]:
    """Figures by name, the indicator's own under the empty one.

    >>> named(("满意人数=1795", "「a=b」=2", "=98%"))
    {'满意人数': '1795', 'a=b': '2', '': '=98%'}
    """
    from kpirules.source import visible

    found: dict[str, str] = {}
    for figure in figures:
        match = _NAMED.fullmatch(figure)
        name = (match["quoted"] or match["plain"] or "").strip() if match is not None else ""
        if name in found:
            message = f"two figures for {visible(name) or 'the indicator itself'}: {visible(figure)}"
            raise click.UsageError(message)
        found[name] = match["figure"] if match is not None and name else figure
    return found
