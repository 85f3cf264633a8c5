"""A rule as users meet it: a text in, verdicts out."""

from attrs import field, frozen

from kpirules.answers.reported import Reported, actuals_for
from kpirules.diagnostics import Diagnostic
from kpirules.errors import LimitExceeded, RuleError
from kpirules.evaluation.evaluate import evaluate
from kpirules.evaluation.verdict import Verdict
from kpirules.rules.checked import CheckedRule, Input
from kpirules.syntax.ast import Condition
from kpirules.syntax.words import Words
from kpirules.targets.read import read_target

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
    def of(cls, checked: CheckedRule, findings: tuple[Diagnostic, ...] = ()) -> "Rule":
        """The rule round a checked rule, such as a target's, with what reading it had to say."""
        rule = cls.__new__(cls)
        rule.__attrs_init__(checked, findings)
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
        return evaluate(self.checked, actuals_for(self.checked, reported))

    def __str__(self) -> str:
        return str(self.checked)


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
