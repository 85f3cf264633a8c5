"""The words people answer in, and what they mean, as data."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from kpirules.evaluation.actuals import Grade
from kpirules.syntax.traditional import fold

_BLANK = re.compile(r"[\s\u200b\ufeff]+")
_MARKS = "。．.！!;；,，、\"'“”‘’"
_ALREADY = re.compile(r"^(?:均|都)?已经?(?:均|都)?")
_FULL_WIDTH = {0xFF01 + at: 0x21 + at for at in range(94)}


@frozen
class Vocabulary:
    """The tables of ``words.toml``, texts folded as :func:`folded` does."""

    missing: frozenset[str]
    inapplicable: frozenset[str]
    grades: Mapping[str, Grade] = field(hash=False)
    yes: frozenset[str]
    no: frozenset[str]
    done: frozenset[str]
    undone: frozenset[str]
    all_done: frozenset[str]
    not_done: tuple[str, ...]
    none: frozenset[str]
    none_of: re.Pattern[str]
    doubtful: re.Pattern[str]
    harmless: re.Pattern[str]
    doubtful_date: re.Pattern[str]
    part: re.Pattern[str]
    lead: re.Pattern[str]
    no_about: re.Pattern[str]

    def grade(self, said: str) -> Grade | None:
        """The grade that a folded text names.

        >>> vocabulary().grade("已达成年度指标")
        <Grade.REACHED: 'reached'>
        """
        return self.grades.get(said) or self.grades.get(without_already(said))


def folded(text: str) -> str:
    """A text to be compared by its words: half width, simplified, without blanks, quotation marks and marks at its ends.

    >>> folded(" “达成年度 指标”。")
    '达成年度指标'
    """
    return _BLANK.sub("", fold(text)).translate(_FULL_WIDTH).strip(_MARKS).lower()


def without_already(said: str) -> str:
    """Without 已 or 均已 in front, which change nothing.

    >>> without_already("均已完成")
    '完成'
    """
    return _ALREADY.sub("", said)


def doubt(text: str) -> str | None:
    """The word that takes back a figure beside it, or makes it one of another thing; words that only look so are none.

    >>> doubt("应急演练计划"), doubt("应急演练")
    ('计划', None)
    """
    table = vocabulary()
    return _first(table.doubtful, table.harmless.sub(" ", text))


def doubt_of_date(text: str) -> str | None:
    """The word that makes a date beside it a plan, or denies it.

    >>> doubt_of_date("预计2024年11月完成"), doubt_of_date("2024年11月完成")
    ('预计', None)
    """
    table = vocabulary()
    return _first(table.doubtful_date, table.harmless.sub(" ", text))


def _first(words: re.Pattern[str], text: str) -> str | None:
    found = words.search(text)
    return found.group() if found is not None else None


@cache
def vocabulary() -> Vocabulary:
    """The table that ships with the library, read once."""
    table = tomllib.loads(files("kpirules.answers").joinpath("words.toml").read_text(encoding="utf-8"))
    question, none, phrase = table["question"], table["none"], table["phrase"]
    return Vocabulary(
        missing=frozenset(table["missing"]["words"]),
        inapplicable=frozenset(table["inapplicable"]["words"]),
        grades=_grades(table["grade"]),
        yes=frozenset(question["yes"]),
        no=frozenset(question["no"]),
        done=frozenset(question["done"]),
        undone=frozenset(question["undone"]),
        all_done=frozenset(table["checklist"]["all"]),
        not_done=tuple(table["checklist"]["undone"]),
        none=frozenset(none["words"]),
        none_of=re.compile(
            f"(?:{_any(none['lead'])})*(?:{_any(none['openings'])})(?:{_any(none['any'])})?"
            f"(?P<of>[㐀-䶿一-鿿]{{1,20}}?)(?:{_any(none['endings'])})?"
        ),
        harmless=re.compile(_any((*phrase["harmless"], *table["date"]["harmless"]))),
        doubtful_date=re.compile(_any(table["date"]["doubtful"])),
        doubtful=re.compile(_any(phrase["doubtful"])),
        part=re.compile(rf"(?<=.)[,;、( ]+(?:{_any(phrase['parts'])})"),
        no_about=re.compile(_any(phrase["no_about"])),
        lead=re.compile(f"(?:{_any(phrase['lead'])})"),
    )


def _grades(table: Mapping[str, Any]) -> dict[str, Grade]:
    aims = [which + noun for which in table["aims"]["which"] for noun in table["aims"]["nouns"]]
    found: dict[str, Grade] = {}
    for name, grade in (("reached", Grade.REACHED), ("partly", Grade.PARTLY), ("missed", Grade.MISSED)):
        row = table[name]
        found |= dict.fromkeys(row["words"], grade)
        for ending in row.get("endings", [""]):
            found |= {f"{verb}{aim}{ending}": grade for verb in row["verbs"] for aim in aims}
    return found


def _any(words: Iterable[str]) -> str:
    """Any of the words, the longest first; of a year that only its century is given of, the whole."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(
        f"{re.escape(word)}[0-9]*年?" if word[-1].isdigit() else re.escape(word) for word in ordered
    )
