"""Judging what is answered in words: work done, grades, yes and no, and the target said again."""

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Answer, Done, Missing, Unusable, Words
from kpirules.evaluation.trace import Step
from kpirules.evaluation.values import Values
from kpirules.evaluation.verdict import Outcome, Part
from kpirules.quantity.quantity import Quantity
from kpirules.syntax.ast import Checklist, Qualitative, YesNo


def answer_in_words(node: Checklist | Qualitative | YesNo, values: Values) -> Part:
    """Whether an aim that is answered in words is reached."""
    match node:
        case Checklist():
            return _checklist(node, values)
        case Qualitative():
            return _said_again(node, values, Diagnostic("KPI512"))
        case YesNo():
            raise NotImplementedError(node)


def _checklist(node: Checklist, values: Values) -> Part:
    """Items that are not reported done are not done; 等 adds none."""
    own = values.actuals.own
    items = [item.text for item in node.items]
    if isinstance(own, Done):
        for item in node.items:
            values.steps.append(Step(item, Outcome.of(item.text in own.items)))
        for extra in sorted(own.items.difference(items)):
            values.find("KPI515", item=extra)
        return Part(node, Outcome.of(own.items.issuperset(items)))
    if isinstance(own, Unusable):
        return Part(node, Outcome.UNDETERMINED, reasons=(own.reason,))
    undecided = Diagnostic("KPI513", values={"answer": _said(own), "items": "、".join(items[:2])})
    return _said_again(node, values, undecided)


def _said_again(node: Checklist | Qualitative, values: Values, undecided: Diagnostic) -> Part:
    """An answer that repeats its target reaches it, with the finding that it is no evidence."""
    own = values.actuals.own
    if isinstance(own, Missing):
        return Part(node, Outcome.UNDETERMINED, reasons=(values.missing(""),))
    if isinstance(own, Words) and own.repeats:
        values.find("KPI514")
        return Part(node, Outcome.MET)
    return Part(node, Outcome.UNDETERMINED, reasons=(undecided,))


def _said(answer: Answer) -> str:
    return answer.text if isinstance(answer, Words) else str(answer) if isinstance(answer, Quantity) else ""
