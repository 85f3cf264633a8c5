"""Figures handed in under another name of a period (去年 for 上年), put under the name that the rule asks for."""

from collections.abc import Callable, Iterable, Mapping

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Actuals, Answer, Missing, Unusable
from kpirules.evaluation.said import said_by
from kpirules.quantity.quantity import Quantity
from kpirules.rules.checked import CheckedRule
from kpirules.syntax.periods import OWN, standard_periods

_Found = tuple[Actuals, tuple[Diagnostic, ...]]


def settle_periods(rule: CheckedRule, actuals: Actuals) -> _Found:
    """The actuals under the rule's own names; two different figures for one period are no figure.

    Where the rule speaks of the indicator itself, 本年 is the indicator's own figure; where it asks for 本年, the
    indicator's own figure answers it if the base is reported too.
    """
    asked = {item.name for item in rule.inputs}
    if not any(standard_periods().is_base(name) for name in asked) and not rule.growing.subjects:
        return actuals, ()
    settling = _Settling(actuals, asked)
    for name in sorted(asked):
        settling.settle(name)
    if rule.own is not None and OWN not in asked:
        settling.settle_own()
    elif rule.own is None and OWN in asked:
        settling.lend_own()
    return evolve(actuals, own=settling.own, inputs=settling.inputs), tuple(settling.findings)


class _Settling:
    """One mapping of figures on its way to the names of a rule."""

    def __init__(self, actuals: Actuals, asked: set[str]) -> None:
        self.own = actuals.own
        self.inputs = dict(actuals.inputs)
        self.asked = asked
        self.findings: list[Diagnostic] = []

    def settle(self, name: str) -> None:
        period = standard_periods().period(name)
        exact = self.take(lambda word: standard_periods().period(word) == period)
        if exact or not isinstance(self.inputs.get(name, Missing()), Missing):
            self.put(name, exact)
            return
        near = standard_periods().near.get(period, ())
        found = self.take(lambda word: standard_periods().period(word) in near)
        self.put(name, found)
        self.findings += [Diagnostic("KPI352", values={"name": word, "period": name}) for word in found]

    def settle_own(self) -> None:
        found = self.take(lambda word: standard_periods().period(word) == OWN)
        self.own = _one(OWN, [self.own, *found.values()])

    def lend_own(self) -> None:
        bases = [answer for name, answer in self.inputs.items() if name in self.asked and name != OWN]
        if isinstance(self.own, Quantity) and any(not isinstance(answer, Missing) for answer in bases):
            self.inputs[OWN] = _one(OWN, [self.inputs.get(OWN, Missing()), self.own])
            self.own = Missing()

    def take(self, fits: Callable[[str], bool]) -> dict[str, Answer]:
        """The figures under names that the rule does not ask for and that fit, taken away."""
        found = {
            word: answer for word, answer in self.inputs.items() if word not in self.asked and fits(word)
        }
        for word in found:
            del self.inputs[word]
        return found

    def put(self, name: str, found: Mapping[str, Answer]) -> None:
        if found:
            self.inputs[name] = _one(name, [self.inputs.get(name, Missing()), *found.values()])


def _one(name: str, answers: Iterable[Answer]) -> Answer:
    given = list(dict.fromkeys(answer for answer in answers if not isinstance(answer, Missing)))
    if len(given) > 1:
        return Unusable(
            Diagnostic("KPI552", values={"name": name, "one": said_by(given[0]), "other": said_by(given[1])})
        )
    return given[0] if given else Missing()
