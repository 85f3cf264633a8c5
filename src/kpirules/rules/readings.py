"""The direction of a number without a comparator, by the evidence the row prints."""

from collections.abc import Iterable
from fractions import Fraction

from kpirules.quantity.quantity import Quantity
from kpirules.rules.checked import Reading
from kpirules.rules.evidence import Evidence, Head, evidence, kind_of, plain_name
from kpirules.syntax.ast import Comparator, Growth
from kpirules.syntax.periods import standard_periods

_OPEN = Reading("none")
_HUNDRED, _HALF = 100, 50
# A figure of no unit: growth says nothing of how much there is.
_ANY = Quantity(Fraction(_HUNDRED))


def read_bare(quantity: Quantity, *, name: str = "", heading: str = "") -> Reading:
    """At least or at most: by the end of the name or the work it tells of, the level-2 heading, the unit, else undecided.

    A bare zero is at most zero of something bad that is not dealt with, and never at least zero.

    >>> from fractions import Fraction
    >>> share = Quantity(Fraction(5))
    >>> (
    ...     read_bare(share, name="投诉处置率").comparator.value,
    ...     read_bare(share, name="群众投诉率").comparator.value,
    ... )
    ('≥', '≤')
    """
    sign = quantity.number.numerator
    if sign < 0:
        return _OPEN
    row = _Row(quantity, name, heading)
    if sign > 0:
        return row.reading()
    # 0起 under 事故, and 0事故 alone: the unit may say what is bad.
    counted = "" if quantity.unit is None else f"{quantity.unit.name}{quantity.of}"
    reading = row.reading()
    named = _first(row.table.bad, row.name)
    if named and row.is_dealt_with(reading):
        return _OPEN
    if bad := named or _first(row.table.bad, counted):
        return Reading("zero", bad, Comparator.AT_MOST)
    return _OPEN if reading.comparator is Comparator.AT_LEAST else reading


def read_growth(growth: Growth, quantity: Quantity, *, name: str = "", heading: str = "") -> Reading:
    """At least so much of the growth or decrease that is named, unless the indicator's name wants the opposite.

    >>> from fractions import Fraction
    >>> five = Quantity(Fraction(5))
    >>> read_growth(Growth(), five, name="办公费用").comparator is None
    True
    """
    if quantity.number <= 0:
        return _OPEN
    row = _Row(_ANY, growth.subject or name, heading)
    evidence = row.reading()
    if row.name.endswith(standard_periods().decreases):
        agrees = growth.falls
    elif evidence.comparator is None:
        agrees = growth.falls or not row.is_unwanted()
    else:
        wanted = Comparator.AT_MOST if growth.falls else Comparator.AT_LEAST
        agrees = evidence.comparator is wanted or (evidence.rule == "heading" and growth.falls)
    return Reading("growth", "下降" if growth.falls else "增长", Comparator.AT_LEAST) if agrees else _OPEN


def names_bad(text: str) -> bool:
    """Whether a text is a word of something nobody wants, and nothing else.

    >>> names_bad("事故"), names_bad("重大事故")
    (True, False)
    """
    return text in evidence().bad


def is_counted_name(name: str) -> bool:
    """Whether the end of a name says that its figures are whole numbers.

    >>> is_counted_name("满意人数"), is_counted_name("景气指数")
    (True, False)
    """
    table = evidence()
    return name.endswith(table.counted) and not name.endswith(table.measured)


class _Row:
    """One number with its name and heading, asked for evidence in turn."""

    def __init__(self, quantity: Quantity, name: str, heading: str) -> None:
        self.table: Evidence = evidence()
        self.name = plain_name(name)
        self.heading = heading
        self.unit = quantity.unit
        self.kind = kind_of(quantity.unit, name)
        self.whole = self.kind == "share" and quantity.magnitude >= 1
        self.is_half = self.kind not in {"share", "plain"} or _percent(quantity) >= _HALF
        self.ending, self.head = self.table.head(self.name)

    def reading(self) -> Reading:
        """The first evidence that answers."""
        head = self.head
        if head is not None and head.reading is not None and self.kind in head.of:
            comparator = self.by_head(head, self.name.removesuffix(self.ending))
            if comparator is None:
                return _OPEN
            if comparator is Comparator.AT_LEAST and head.reading is Comparator.AT_MOST:
                return Reading("without", _first(self.table.less, self.name), comparator)
            return Reading("head", self.ending, comparator)
        cost = self.by_heading(Comparator.AT_MOST)
        if cost is not None:
            return cost
        if head is not None and head.limit:
            return _OPEN
        speaks = head is not None and self.kind in head.of
        restrained = bool(_first((*self.table.restrained, *self.table.undone), self.name))
        if not speaks and not restrained and (verb := self.work()):
            return Reading("work", verb, Comparator.AT_LEAST)
        if restrained or self.is_unwanted():
            return _OPEN
        answer = self.by_heading(Comparator.AT_LEAST)
        if (
            answer is None
            and self.is_half
            and not speaks
            and self.unit is not None
            and self.unit.name in self.table.units
        ):
            answer = Reading("unit", self.unit.name, Comparator.AT_LEAST)
        return answer or _OPEN

    def by_head(self, head: Head, front: str) -> Comparator | None:
        """What the head says, unless what stands before it says otherwise."""
        table = self.table
        if head.whole:
            return head.reading
        dealt = self.ending.startswith((*table.done, *table.answered))
        turned = table.turned if dealt else (*table.turned, *table.turned_undealt)
        if front.endswith(turned) and not (self.whole and head.event):
            return None
        if head.reading is Comparator.AT_MOST:
            if self.whole:  # all of it is no limit for something bad; without it, all of it is the aim
                return Comparator.AT_LEAST if head.event and self.is_without(front) else None
            # Less of a cost is either by so much or down to so much.
            if (head.event or head.limit) and self.is_without(front):
                return None
            if front.endswith(table.reduced) or self.is_acted_on(front, self.ending):
                return None
            return None if head.event and _first((*table.done, *table.answered), front) else head.reading
        if head.falls:
            return None if _first(table.wanted, front) else head.reading
        if head.checked and self.is_unwanted(front):
            return None
        return None if head.half and not self.is_half else head.reading

    def is_unwanted(self, front: str | None = None) -> bool:
        """Whether the name tells of something bad that is not dealt with, or of a share of something dear."""
        table, name = self.table, self.name if front is None else front
        if front is not None and self.ending == "率" and _first("未不无非", name[-5:]):
            return True
        if self.kind == "share" and _first(table.dear_whole if self.whole else table.dear, name):
            return True
        if _first(table.undone, name) or name.endswith(table.lapses):
            return True
        if not _first(table.bad, name):
            return False
        return not (_first(table.done, self.name) or (self.whole and self.is_without(name)))

    def is_dealt_with(self, reading: Reading) -> bool:
        """Whether work on something bad is counted (投诉办结率, 隐患整改起数, 查处违规件数), and not what is left undone."""
        table, work = self.table, (*self.table.done, *self.table.answered)
        if _first(table.undone, self.name):
            return False
        if any(self.is_acted_on(*_split(self.name, bad)) for bad in table.bad if bad in self.name):
            return True
        if self.name.removesuffix(self.ending).endswith(work) and not self.ending.startswith(table.lapses):
            return True
        if self.head is not None and self.head.reading is Comparator.AT_MOST:
            return False
        if reading.comparator is Comparator.AT_LEAST:
            return True
        behind = self.name[max(self.name.rfind(bad) + len(bad) for bad in table.bad if bad in self.name) :]
        return bool(_first(work, behind)) and not _first(table.work.negated, behind)

    def is_acted_on(self, front: str, behind: str) -> bool:
        """Whether work stands right before what it is done on (整改投诉率), so that either may be meant."""
        table = self.table
        for objects, work in ((table.lapses, table.hunted), (table.objects, table.dealt)):
            thing = next((word for word in objects if behind.startswith(word)), "")
            rest = behind.removeprefix(thing)
            # What lapsed or happened is bad, whatever stands before it.
            if thing and not _first((*table.undone, *table.lapses, *table.happens), rest):
                return front.endswith(work) and not _first(table.undone, self.name)
        return False

    def is_without(self, front: str) -> bool:
        """Whether there shall be less or none of what follows."""
        return bool(_first(self.table.less, front))

    def work(self) -> str:
        """The verb of work that the name tells of, if it counts what is done; else empty."""
        table, work = self.table, self.table.work
        if self.kind not in work.of or (self.kind == "plain" and _first(work.timed, self.name)):
            return ""
        words = work.words if self.kind == "plain" else (*work.words, *work.measured)
        for verb in words:
            at = self.name.find(verb)
            if at < 0 or self.name[:at].endswith(work.negated):
                continue
            if at == 0 or not _first(table.bad, self.name) or verb in (*table.done, *table.answered):
                return "" if _first(table.less, self.name) or _first(table.dear, self.name) else verb
        return ""

    def by_heading(self, comparator: Comparator) -> Reading | None:
        for word, heading in self.table.headings.items():
            if word not in self.heading or heading.reading is not comparator or self.kind not in heading.of:
                continue
            if comparator is Comparator.AT_MOST and self.kind == "share" and not self.is_dear():
                return _OPEN  # a share under 成本 is of the cost only where the name says so
            return Reading("heading", self.heading, comparator)
        return None

    def is_dear(self) -> bool:
        return bool(_first((*self.table.dear, *self.table.restrained), self.name))


def _split(name: str, word: str) -> tuple[str, str]:
    at = name.index(word)
    return name[:at], name[at:]


def _percent(quantity: Quantity) -> Fraction:
    return quantity.magnitude * (1 if quantity.unit is None else _HUNDRED)


def _first(words: Iterable[str], text: str) -> str:
    return next((word for word in words if word in text), "")
