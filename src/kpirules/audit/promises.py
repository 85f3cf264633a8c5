"""Checks of tasks, promises and goals against the indicators that should answer them."""

from collections.abc import Iterator

from kpirules.audit.budget import money
from kpirules.audit.form import Form
from kpirules.audit.links import PromiseLink
from kpirules.audit.promise import Promise, target_rule, unit_word
from kpirules.audit.remark import Excuse, Remark, not_applicable, not_enough
from kpirules.audit.row import Row
from kpirules.rules.compare import Relation
from kpirules.source import Source
from kpirules.syntax.quantities import quantities_in

_SHORTFALL = {
    Relation.WEAKER: "",
    Relation.CONTRADICTORY: "contradictory",
    Relation.OVERLAPPING: "overlapping",
}


def task_without_indicator(form: Form) -> Iterator[Remark | Excuse]:
    """Every key task has an indicator.

    Why: money is spent on it, and nothing will tell what came of it.
    Source: 财预〔2015〕88号 (相应匹配), as generally known.
    Bad: the task 智慧社区建设 and no indicator that speaks of it.
    Good: 智慧社区建成数量 ≥ 3个.
    """
    yield from _needs(form)
    if not form.rows:
        return
    answered = {link.promise.task for link in form.links.promises if link.row is not None or link.rivals}
    for number, task in enumerate(form.declaration.key_tasks):
        if number not in form.links.by_task and number not in answered:
            stated = money(task.funds.value) if task.funds is not None else ""
            funds = {"funds": stated or "未写明资金", "funds_en": stated or "no money stated"}
            yield Remark(task, "", {"task": _plain(task.name.text), **funds})


def promise_without_indicator(form: Form) -> Iterator[Remark | Excuse]:
    """Every promise in figures has an indicator of its metric and unit.

    Why: what the prose promises and no indicator repeats will not be judged.
    Source: 财预〔2015〕88号 (相应匹配), as generally known.
    Bad: 总服务人数不少于200人次, and no indicator in 人次.
    Good: 服务人次 ≥ 200人次.
    """
    yield from _needs_promises(form)
    for link in form.links.promises:
        if link.row is not None or link.is_open:
            continue
        commitment = link.promise.commitment
        task = _plain(form.tasks[link.promise.task].name.text)
        case = "per" if link.promise.is_per_unit else ""
        values = {
            "promise": commitment.text,
            "task": task,
            "what": _what(link.promise),
            "per": commitment.per,
        }
        yield Remark(commitment.source, case, values, commitment.span)


def weaker_than_promise(form: Form) -> Iterator[Remark | Excuse]:
    """A target asks no less than the task promises.

    Why: the money was asked for with the larger number, and the smaller one will be judged.
    Source: 财预〔2015〕88号 (相应匹配), as generally known.
    Bad: the task says 招募25个类别课程项目, the indicator says ≥20项.
    Good: both say 25.
    """
    yield from _needs_promises(form)
    for link, row, found in _compared(form):
        if found in _SHORTFALL:
            yield _against(form, link, row, _SHORTFALL[found])


def stronger_than_promise(form: Form) -> Iterator[Remark | Excuse]:
    """A target asks no more than the task promises.

    Why: it is no fault, but one of the two numbers is out of date.
    Source: 财预〔2015〕88号 (相应匹配), as generally known.
    Bad: the task says 不少于3场, the indicator says ≥5场.
    Good: both say the same.
    """
    yield from _needs_promises(form)
    for link, row, found in _compared(form):
        if found is Relation.STRONGER:
            yield _against(form, link, row, "")


def unit_words_differ(form: Form) -> Iterator[Remark | Excuse]:
    """Promise and indicator count in the same word.

    Why: 场 and 场次 are one, 个 and 项 are taken for one; another reader may count differently.
    Source: ours.
    Bad: the task says 3场次, the indicator says ≥3场.
    Good: both say 场.
    """
    yield from _needs_promises(form)
    for link in form.links.promises:
        rule = target_rule(link.row) if link.row is not None and not link.is_open else None
        if rule is None or link.row is None:
            continue
        written = [found.quantity for found in quantities_in(rule.condition)]
        asked, promised = unit_word(written[0] if written else None), unit_word(link.promise.quantity)
        if (
            asked
            and promised
            and asked != promised
            and written[0].unit is not None
            and written[0].unit.counted
        ):
            yield _against(form, link, link.row, "", asked=asked, promised=promised)


def indicator_without_task(form: Form) -> Iterator[Remark | Excuse]:
    """Every indicator belongs to a task; satisfaction cuts across them and is exempt.

    Why: either a task is missing from the form, or the indicator was left over from another year.
    Source: 财预〔2015〕88号 (相应匹配), as generally known.
    Bad: 科普大篷车服务场次 ≥ 15场, and no task that speaks of it.
    Good: a task 科普大篷车进校园, or the indicator left out.
    """
    yield from _needs(form)
    if not form.tasks:
        return
    for row in form.rows:
        if row.is_satisfaction or row.number in form.links.tasks or row.number in form.links.answering:
            continue
        yield Remark(row.indicator, "", {"name": row.indicator.name}, tentative=row.is_tentative)


def ambiguous_link(form: Form) -> Iterator[Remark | Excuse]:
    """A promise fits one indicator, and an indicator one promise.

    Why: where two fit, pairing them by their order would be a guess; somebody has to say which is meant.
    Source: ours.
    Bad: the task says 举办讲座不少于3场, and 科普讲座场次 and 健康讲座场次 both stand under it.
    Good: 举办科普讲座不少于3场.
    """
    yield from _needs_promises(form)
    for link in form.links.promises:
        if not link.is_open:
            continue
        commitment = link.promise.commitment
        values = {"promise": commitment.text, "task": _plain(form.tasks[link.promise.task].name.text)}
        if link.rivals:
            values["names"] = "、".join(f"“{row.indicator.name}”" for row in link.rivals)
            places = tuple(Source(row.indicator.name, row.indicator.place) for row in link.rivals)
            yield Remark(commitment.source, "", values, commitment.span, because=places)
        elif link.row is not None:
            values["names"] = "、".join(f"“{other.commitment.text}”" for other in link.contested)
            values["name"] = link.row.indicator.name
            places = (Source(link.row.indicator.name, link.row.indicator.place),)
            yield Remark(commitment.source, "contested", values, commitment.span, because=places)


def _compared(form: Form) -> Iterator[tuple[PromiseLink, Row, Relation]]:
    for link in form.links.promises:
        if link.row is not None and not link.is_open:
            yield link, link.row, link.relation


def _against(form: Form, link: PromiseLink, row: Row, case: str, **more: str) -> Remark:
    """A target beside the promise it is held against, and why the two belong together."""
    commitment = link.promise.commitment
    target = row.target
    values = {
        "target": " ".join(target.text.split()) if target is not None else "",
        "promise": commitment.text,
        "task": _plain(form.tasks[link.promise.task].name.text),
        "name": row.indicator.name,
        "because": link.because,
        "alike": f"{link.likeness:.2f}",
        **more,
    }
    return Remark(
        target or row.indicator, case, values, because=(link.promise.source,), tentative=row.is_tentative
    )


def _needs(form: Form) -> Iterator[Excuse]:
    if not form.tasks:
        yield not_enough("tasks")
    elif not form.rows:
        yield not_enough("rows")


def _needs_promises(form: Form) -> Iterator[Excuse]:
    """Tasks, indicators, and promises that could be held against each other."""
    found = tuple(_needs(form))
    yield from found
    if not found and not form.links.promises:
        yield not_applicable("promises")


def _what(promise: Promise) -> str:
    """What a promise counts, in its own words."""
    commitment = promise.commitment
    return commitment.metric or commitment.verb or "—"


def _plain(text: str) -> str:
    return "".join(text.split())
