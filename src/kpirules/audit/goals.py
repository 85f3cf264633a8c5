"""Checks of what the form promises as a whole: its goal, its benefits, and where its money goes."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from kpirules.audit.budget import money
from kpirules.audit.form import Form
from kpirules.audit.remark import Excuse, Remark, not_applicable, not_enough
from kpirules.audit.row import BENEFIT
from kpirules.declaration.commitments import find_commitments
from kpirules.quantity.number import round_number, write_number
from kpirules.source import Source


def goal_without_figures(form: Form) -> Iterator[Remark | Excuse]:
    """The overall goal promises something that can be measured.

    Why: it is what the whole money is for, and words alone are met by anything.
    Source: 财预〔2015〕88号 (细化量化), as generally known.
    Bad: 团结广大科技工作者, 弘扬科学家精神.
    Good: the same, and 全年服务科技工作者不少于1万人次.
    """
    goal = form.declaration.overall_goal
    if goal is None:
        yield not_enough("none")
    elif not find_commitments(goal.text, place=goal.place):
        yield Remark(Source(_short(goal.text), goal.place), "", {})


def benefit_unmeasured(form: Form) -> Iterator[Remark | Excuse]:
    """A benefit that goals promise is measured by some indicator of benefit.

    Why: the benefit is the reason for the money, and nothing will show whether it came about.
    Source: 财预〔2013〕53号, 〔2020〕10号, as generally known; the word list is ours.
    Bad: 助力科普事业高质量发展 as a goal, and no figure under 效益指标.
    Good: 公民具备科学素质比例 ≥ 15% under 社会效益指标.
    """
    goals = [task.goal for task in form.tasks if task.goal is not None]
    goals += [form.declaration.overall_goal] if form.declaration.overall_goal is not None else []
    told = [(goal, word) for goal in goals for word in form.profile.words.benefit if word in goal.text]
    if not form.rows or not goals:
        yield not_enough("none")
        return
    benefits = form.under(BENEFIT)
    if not told:
        yield not_applicable("no_benefit")
    elif not any(row.is_measured for row in benefits):
        words = "、".join(list(dict.fromkeys(word for _, word in told))[:5])
        count = len({id(goal) for goal, _ in told})
        tentative = any(row.is_tentative for row in benefits) or any(row.shows(BENEFIT) for row in form.rows)
        values = {"words": words, "count": str(count)}
        yield Remark(Source(_short(told[0][0].text), told[0][0].place), "", values, tentative=tentative)


def most_money_least_cover(form: Form) -> Iterator[Remark | Excuse]:
    """The task with the most money is not the one whose promises the fewest indicators answer.

    Why: where most is spent, most should be judged.
    Source: 财预〔2015〕88号 (相应匹配), as generally known; the measure of cover is ours.
    Bad: the largest task promises two things, and no indicator asks for either in full.
    Good: an indicator for each of its promises.
    """
    covers = [cover for number in range(len(form.declaration.key_tasks)) if (cover := _cover(form, number))]
    if len(covers) < 2 or not form.rows:
        yield not_enough("tasks")
        return
    first, second = sorted(covers, key=lambda one: one.funds)[:-3:-1]
    shares = {cover.share for cover in covers}
    if first.funds == second.funds or len(shares) == 1:
        yield not_applicable("even")
    elif first.share == min(shares):
        task = form.declaration.key_tasks[first.task]
        whole = sum((cover.funds for cover in covers), Fraction(0))
        values = {
            "task": _plain(task.name.text),
            "funds": money(first.funds),
            "of": write_number(round_number(100 * first.funds / whole, places=2)),
            "promises": str(first.promises),
            "kept": str(first.kept),
        }
        yield Remark(task, "" if first.promises else "none", values)


@frozen
class _Cover:
    """How many of a task's promises some indicator asks for in full; without promises, whether it is measured at all."""

    task: int
    funds: Fraction
    promises: int
    kept: int
    share: Fraction


def _cover(form: Form, number: int) -> _Cover | None:
    task = form.declaration.key_tasks[number]
    if task.funds is None:
        return None
    links = form.links.promises_of.get(number, ())
    kept = sum(1 for link in links if link.row is not None and not link.is_open and link.relation.implies)
    if links:
        return _Cover(number, task.funds.value, len(links), kept, Fraction(kept, len(links)))
    measured = any(link.row.is_measured for link in form.links.by_task.get(number, ()))
    return _Cover(number, task.funds.value, 0, 0, Fraction(int(measured)))


def _plain(text: str) -> str:
    return "".join(text.split())


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
