"""Judging what is answered in words: work done, grades, yes and no, and the target said again."""

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Affirmed, Done, Grade, Graded, Missing, Unusable, Words
from kpirules.evaluation.said import said_by
from kpirules.evaluation.trace import Step
from kpirules.evaluation.values import Values
from kpirules.evaluation.verdict import Outcome, Part
from kpirules.syntax.ast import Checklist, Qualitative, YesNo

_YES = frozenset({"是", "有"})
_OF_HAVING = frozenset({"有", "无"})
# Whether 有 or 无 is asked for, and whether the answer says yes.
_READ = {(False, True): "是", (False, False): "否", (True, True): "有", (True, False): "无"}


def answer_in_words(node: Checklist | Qualitative | YesNo, values: Values) -> Part:
    """Whether an aim that is answered in words is reached."""
    own = values.actuals.own
    match node:
        case Checklist(items) if isinstance(own, Done):
            return _checklist(node, own, values)
        case Checklist(items):
            listed = "、".join(item.text for item in items[:2])
            open_ = Diagnostic("KPI513", values={"answer": said_by(own), "items": listed})
            return _graded(node, values, open_)
        case Qualitative():
            return _graded(node, values, Diagnostic("KPI512", values={"answer": said_by(own)}))
        case YesNo(wanted):
            return _yes_or_no(node, wanted, values)


def _checklist(node: Checklist, done: Done, values: Values) -> Part:
    """Items that are not reported done are not done; 等 adds none."""
    items = [item.text for item in node.items]
    for item in node.items:
        values.steps.append(Step(item, Outcome.of(item.text in done.items)))
    for extra in sorted(done.items.difference(items)):
        values.find("KPI515", item=extra)
    return Part(node, Outcome.of(done.items.issuperset(items)))


def _graded(node: Checklist | Qualitative, values: Values, undecided: Diagnostic) -> Part:
    """The top grade reaches an aim, the others do not; the target said again reaches it too, and is no evidence."""
    own = values.actuals.own
    match own:
        case Graded(grade):
            if isinstance(node, Checklist):
                values.find("KPI564", answer=own.text or grade)
            return Part(node, Outcome.of(grade is Grade.REACHED), by=own)
        case Words(repeats=True):
            values.find("KPI514")
            return Part(node, Outcome.MET, by=own)
        case _:
            return _open(node, values, undecided)


def _yes_or_no(node: YesNo, wanted: str, values: Values) -> Part:
    """The wanted answer is the one written; another word for it meets it with a finding."""
    own = values.actuals.own
    if not isinstance(own, Affirmed):
        return _open(node, values, Diagnostic("KPI563", values={"answer": said_by(own), "wanted": wanted}))
    read = _READ[wanted in _OF_HAVING, own.yes]
    if own.text and own.text != read:
        values.find("KPI562", answer=own.text, read=read, read_en="yes" if own.yes else "no")
    return Part(node, Outcome.of(own.yes == (wanted in _YES)), by=own)


def _open(node: Checklist | Qualitative | YesNo, values: Values, undecided: Diagnostic) -> Part:
    own = values.actuals.own
    match own:
        case Missing():
            reason = values.missing("")
        case Unusable(reason):
            pass
        case _:
            reason = undecided
    return Part(node, Outcome.UNDETERMINED, reasons=(reason,))
