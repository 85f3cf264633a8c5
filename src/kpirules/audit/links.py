"""Which indicator answers which task, and which promise of a task: by words and units, never by position."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import field, frozen

from kpirules.audit.form import Form
from kpirules.audit.promise import Promise, measured_by, relation, without_end
from kpirules.audit.row import Row
from kpirules.audit.wordset import Telling, grams, shared_words
from kpirules.declaration import Task
from kpirules.quantity.unit import Dimension
from kpirules.rules.compare import Relation

# A word of more names than this tells nothing, and looking all of them up would not be linear.
_MOST_POSTINGS = 50
_LEAST_NAMED = 0.2
_PROSE = 0.5


@frozen(eq=False)
class TaskLink:
    """The task an indicator belongs to: how alike they are (0 to 1) and by which words."""

    row: Row
    task: int
    likeness: float
    shared: tuple[str, ...]


@frozen(eq=False)
class PromiseLink:
    """The indicator that answers a promise, or the ``rivals`` that might where it is open, or neither.

    ``likeness`` is that of the best; ``contested`` where another promise fits the same indicator as well.
    """

    promise: Promise
    row: Row | None = None
    likeness: float = 0.0
    shared: tuple[str, ...] = ()
    rivals: tuple[Row, ...] = ()
    contested: tuple[Promise, ...] = ()

    @cached_property
    def relation(self) -> Relation:
        """How the indicator's target stands to the promise; not comparable where there is none."""
        return relation(self.row, self.promise) if self.row is not None else Relation.NOT_COMPARABLE

    @property
    def is_open(self) -> bool:
        return bool(self.rivals or self.contested)

    @property
    def because(self) -> str:
        """The words that indicator and promise have in common, quoted."""
        name = self.row.indicator.name if self.row is not None else ""
        return shared_words(name, self.shared)


@frozen(eq=False)
class Links:
    """Every link of a form."""

    tasks: Mapping[int, TaskLink] = field(factory=dict)
    promises: tuple[PromiseLink, ...] = ()

    @cached_property
    def by_task(self) -> Mapping[int, tuple[TaskLink, ...]]:
        """The links of each task that has one, by its number."""
        found: dict[int, list[TaskLink]] = {}
        for link_ in self.tasks.values():
            found.setdefault(link_.task, []).append(link_)
        return {number: tuple(links) for number, links in found.items()}

    @cached_property
    def promises_of(self) -> Mapping[int, tuple[PromiseLink, ...]]:
        """The promises of each task that makes one, by its number."""
        found: dict[int, list[PromiseLink]] = {}
        for link_ in self.promises:
            found.setdefault(link_.promise.task, []).append(link_)
        return {number: tuple(links) for number, links in found.items()}

    @cached_property
    def answering(self) -> frozenset[int]:
        """The numbers of the rows that answer some promise, surely or perhaps."""
        rows = [link_.row for link_ in self.promises if link_.row is not None]
        rows += [row for link_ in self.promises for row in link_.rivals]
        return frozenset(row.number for row in rows)


def link(form: Form) -> Links:
    """The links of a form, in time linear in it.

    An indicator belongs to the task that has most of its telling words in its name or in what it promises, half as much in
    its prose; the more names have a word, the less it tells. A promise is answered by an indicator of its unit, of the same
    task and with words of what it counts, or of any task where the words are nearly all the same.
    """
    return _Linking(form).links()


class _Linking:
    def __init__(self, form: Form) -> None:
        self.form = form
        tasks = form.tasks
        self.promises = [
            Promise.of(number, commitment, form.profile.words)
            for number, task in enumerate(tasks)
            for commitment in task.commitments
        ]
        self.row_words = [grams(_core(row.name, form)) for row in form.rows]
        self.row_sets = [frozenset(words) for words in self.row_words]
        self.name_words = [grams(_core(task.name.text, form, tails=True)) for task in tasks]
        self.telling = Telling.of((*self.row_words, *self.name_words))
        told = [dict.fromkeys(words) for words in self.name_words]
        for promise in self.promises:
            if not promise.is_per_unit:
                told[promise.task].update(dict.fromkeys(promise.words))
        self.told = _postings(told)
        self.prose = _postings([_prose(task) for task in tasks])

    def links(self) -> Links:
        tasks = {row.number: found for row in self.form.rows if (found := self.task_of(row)) is not None}
        return Links(tasks, tuple(self.settled(tasks)))

    def task_of(self, row: Row) -> TaskLink | None:
        """The likeliest task of an indicator."""
        if row.is_satisfaction:
            return None
        words = self.row_words[row.number]
        whole = self.telling.of_words(words)
        named: dict[int, dict[str, None]] = {}
        written: dict[int, float] = {}
        for word in words:
            weight = self.telling.of_word(word)
            in_names = self.told.get(word, ())
            for task in in_names:
                named.setdefault(task, {})[word] = None
                written[task] = written.get(task, 0.0) + weight
            for task in self.prose.get(word, ()):
                if task not in in_names:
                    written[task] = written.get(task, 0.0) + weight * _PROSE
        best: TaskLink | None = None
        for task, common in named.items():
            own = self.name_words[task]
            of_name = self.telling.of_words(word for word in own if word in common)
            share = of_name / self.telling.of_words(own) if own else 0.0
            covered = written[task] / whole
            if max(share, self.telling.of_words(common) / whole) < _LEAST_NAMED:
                continue
            likeness = (max(share, covered) + covered) / 2
            if likeness >= self.form.profile.task_likeness and (best is None or likeness > best.likeness):
                best = TaskLink(row, task, likeness, tuple(common))
        return best

    def settled(self, tasks: Mapping[int, TaskLink]) -> Iterator[PromiseLink]:
        """A link for each promise, those that are contested told so."""
        candidates = self.candidates(tasks)
        found = [self.answer(promise, candidates, tasks) for promise in self.promises]
        claims: dict[int, list[PromiseLink]] = {}
        for one in found:
            if one.row is not None:
                claims.setdefault(one.row.number, []).append(one)
        near = {number: self.near_best(links) for number, links in claims.items()}
        for one in found:
            yield one if one.row is None else _contested(one, *near[one.row.number])

    def near_best(self, claims: Sequence[PromiseLink]) -> tuple[float, tuple[PromiseLink, ...]]:
        """The least likeness of promises that fit an indicator nearly best, and one of them for each thing they ask."""
        least = max(claim.likeness for claim in claims) * self.form.profile.rival
        asked = {claim.promise.rule.condition: claim for claim in reversed(claims) if claim.likeness >= least}
        return least, tuple(asked.values())[:_MOST_POSTINGS]

    def candidates(self, tasks: Mapping[int, TaskLink]) -> "_Candidates":
        """The indicators by unit and task, and by unit and word."""
        by_task: dict[tuple[int, Dimension], list[Row]] = {}
        by_word: dict[tuple[str, Dimension], list[Row]] = {}
        for row in self.form.rows:
            for dimension in measured_by(row):
                found = tasks.get(row.number)
                if found is not None:
                    by_task.setdefault((found.task, dimension), []).append(row)
                for word in self.row_words[row.number]:
                    by_word.setdefault((word, dimension), []).append(row)
        return _Candidates(by_task, by_word)

    def answer(
        self, promise: Promise, candidates: "_Candidates", tasks: Mapping[int, TaskLink]
    ) -> PromiseLink:
        """The likeliest indicator of a promise, with its rivals; a promise for each of something has none."""
        if promise.is_per_unit:
            return PromiseLink(promise)
        scored: list[tuple[float, Row, tuple[str, ...]]] = []
        for row in candidates.of(promise):
            common = tuple(word for word in promise.words if word in self.row_sets[row.number])
            done = bool(promise.verb) and promise.verb in row.name
            alike = self.likeness(promise.words, common) + (
                self.form.profile.verb if common and done else 0.0
            )
            linked = tasks.get(row.number)
            at_home = linked is not None and linked.task == promise.task
            profile = self.form.profile
            enough = profile.promise_likeness if at_home and promise.words else profile.stray_likeness
            if at_home and linked is not None and not promise.words:
                scored.append((linked.likeness / 3, row, linked.shared))
            elif alike >= enough:
                near = linked.likeness if at_home and linked is not None else 0.0
                shared = (*common, *linked.shared) if at_home and linked is not None else common
                within = self.likeness(self.row_words[row.number], common)
                scored.append((min(1.0, (2 * max(alike, within) + near) / 3), row, shared))
        if not scored:
            return PromiseLink(promise)
        best = max(score for score, _, _ in scored)
        near_best = [one for one in scored if one[0] >= best * self.form.profile.rival]
        # 养护公路 means 公路养护里程 and not 公路改建里程, which has the noun as well.
        done_too = [one for one in near_best if promise.verb and promise.verb in one[1].name]
        rivals = done_too or near_best
        score, row, common = max(rivals, key=lambda one: (one[0], -one[1].number))
        if len(rivals) > 1:
            return PromiseLink(
                promise, None, score, common, rivals=tuple(other for _, other, _ in rivals[:4])
            )
        return PromiseLink(promise, row, score, common)

    def likeness(self, words: Iterable[str], common: Iterable[str]) -> float:
        """How much of what the words tell is common."""
        whole = self.telling.of_words(words)
        return self.telling.of_words(common) / whole if whole else 0.0


def _contested(one: PromiseLink, least: float, near: Sequence[PromiseLink]) -> PromiseLink:
    """One of several promises that fit the same indicator: the likeliest has it, and those that ask the same share it."""
    if one.likeness < least:
        return PromiseLink(one.promise)
    own = one.promise.rule.condition
    others = tuple(claim.promise for claim in near if claim.promise.rule.condition != own)
    return (
        PromiseLink(one.promise, one.row, one.likeness, one.shared, contested=others[:3]) if others else one
    )


@frozen(eq=False)
class _Candidates:
    by_task: Mapping[tuple[int, Dimension], list[Row]]
    by_word: Mapping[tuple[str, Dimension], list[Row]]

    def of(self, promise: Promise) -> tuple[Row, ...]:
        """The indicators of a comparable unit that stand with its task or have a word of it, in the order of the form."""
        found: dict[int, Row] = {}
        for dimension in promise.dimensions:
            rows = [*self.by_task.get((promise.task, dimension), ())[:_MOST_POSTINGS]]
            for word in promise.words:
                listed = self.by_word.get((word, dimension), ())
                rows += listed if len(listed) <= _MOST_POSTINGS else ()
            found.update({row.number: row for row in rows})
        return tuple(found[number] for number in sorted(found))


def _postings(texts: Sequence[Iterable[str]]) -> Mapping[str, tuple[int, ...]]:
    """By word, the numbers of the texts that have it; a word of too many tells nothing and is left out."""
    found: dict[str, list[int]] = {}
    for number, words in enumerate(texts):
        for word in words:
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items() if len(numbers) <= _MOST_POSTINGS}


def _prose(task: Task) -> tuple[str, ...]:
    texts = (wording.text for wording in (task.content, task.goal) if wording is not None)
    return grams(" ".join(texts))


def _core(name: str, form: Form, *, tails: bool = False) -> str:
    """A name without what opens it and the measure at its end; a task's also without 工作 and 活动."""
    words = form.profile.words
    text = "".join(name.split())
    opening = next((word for word in words.openings if text.startswith(word)), "")
    text = text[len(opening) :] if len(text) - len(opening) >= 2 else text
    return without_end(text, words.tails if tails else words.measures)
