"""A rule as users meet it: a text in, verdicts out."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from kpirules.answers import NOT_APPLICABLE, read_actual
from kpirules.diagnostics import Diagnostic
from kpirules.errors import LimitExceeded, RuleError
from kpirules.evaluation.actuals import Actuals, Answer, Missing, Unusable, answer_of
from kpirules.evaluation.evaluate import evaluate
from kpirules.evaluation.verdict import Verdict
from kpirules.quantity.quantity import Quantity
from kpirules.rules.checked import CheckedRule, Input
from kpirules.syntax.ast import Condition
from kpirules.syntax.words import Words
from kpirules.targets.read import read_target

Reported = str | int | Decimal | Fraction | Quantity | Actuals | Mapping[str, object] | Iterable[str] | None
"""One figure for the indicator itself, figures by name, the pieces of work done, or nothing."""

_LIMITS = {
    "KPI120": "characters",
    "KPI121": "nesting",
    "KPI122": "unit",
    "KPI123": "name",
    "KPI124": "operands",
    "KPI126": "tokens",
    "KPI113": "digits",
    "KPI114": "exponent",
}


@frozen(init=False)
class Rule:
    """A condition on reported figures, made from a person's text.

    Any spelling goes in, one canonical text comes out; rules are equal when they mean the same, wherever they stood.
    ``name`` and ``heading`` are the indicator's name and level-2 label, which a number without a comparator is read by;
    ``year`` is the declaration's, which a date without a year takes.
    Raises :class:`~kpirules.RuleError` with the diagnostics of a text that no answer can decide, and its subclass
    :class:`~kpirules.LimitExceeded` for one that is too large.

    >>> rule = Rule("满意人数／调查总人数不低于９０％")
    >>> str(rule)
    '满意人数/调查总人数 ≥ 90%'
    >>> rule.evaluate({"满意人数": 1795, "调查总人数": 2000}).explain()
    '1795/2000 = 89.75% < 90%，还差满意人数 5'
    """

    checked: CheckedRule
    findings: tuple[Diagnostic, ...] = field(eq=False, repr=False)

    def __init__(
        self,
        text: str,
        *,
        name: str = "",
        heading: str = "",
        year: int | None = None,
        words: Words | None = None,
    ) -> None:
        target, diagnostics = read_target(text, name=name, heading=heading, year=year, words=words)
        if target.rule is None or not target.is_decidable:
            raise _error(diagnostics)
        self.__attrs_init__(target.rule, diagnostics)

    @classmethod
    def of(cls, checked: CheckedRule) -> "Rule":
        """The rule round a checked rule, such as a target's."""
        rule = cls.__new__(cls)
        rule.__attrs_init__(checked, ())
        return rule

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The figures the rule needs by name, with their units where the rule fixes them."""
        return self.checked.inputs

    @property
    def tree(self) -> Condition:
        """The rule as a tree of :mod:`kpirules.syntax.ast` nodes."""
        return self.checked.condition

    def evaluate(self, reported: Reported) -> Verdict:
        """Judge what was reported; texts are read as targets are, floats refused by name, nothing raises.

        >>> Rule("≥8支队伍").evaluate("9支").outcome
        <Outcome.MET: 'met'>
        """
        try:
            actuals = _actuals(reported, self.checked)
        except Exception as error:  # noqa: BLE001 - whatever a caller's own class raises while it is read
            reason = Diagnostic("KPI503", values={"figure": type(error).__name__})
            actuals = Actuals(
                own=Unusable(reason), inputs={item.name: Unusable(reason) for item in self.inputs}
            )
        return evaluate(self.checked, actuals)

    def __str__(self) -> str:
        return str(self.checked)


def _actuals(reported: Reported, rule: CheckedRule) -> Actuals:
    if isinstance(reported, str):
        if reported.strip() == NOT_APPLICABLE:
            return Actuals.not_applicable()
        return Actuals(own=read_actual(reported, rule)[0])
    if isinstance(reported, Mapping):
        # Copied first: what another thread does to the mapping meanwhile cannot mix two states of it.
        answers = {str(name): _answer(figure, rule) for name, figure in dict(reported).items()}
        return Actuals(own=answers.pop("", Missing()), inputs=answers)
    return Actuals.of(reported)


def _answer(figure: object, rule: CheckedRule) -> Answer:
    return read_actual(figure, rule)[0] if isinstance(figure, str) else answer_of(figure)


def _error(diagnostics: tuple[Diagnostic, ...]) -> RuleError:
    for diagnostic in diagnostics:
        if diagnostic.code in _LIMITS:
            limit = _LIMITS[diagnostic.code]
            values = dict(diagnostic.values)
            met = next(
                (values[key] for key in ("length", "depth", "digits", "count", "power") if key in values), "0"
            )
            return LimitExceeded(limit, int(met) if met.lstrip("+-").isdigit() else 0, diagnostics)
    return RuleError(diagnostics)
