"""The tables of docs/scoring.md and docs/monitoring.md are made from what ships.

After a change of a policy or of a threshold, write them anew and read the difference before it is committed:

    KPIRULES_WRITE_PAGES=1 python -m pytest tests/scoring/test_page.py

That run fails on purpose, so that nothing but a plain run can pass.
"""

import os
import tomllib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from kpirules.assessment.thresholds import Bounds, thresholds
from kpirules.quantity.number import write_number
from kpirules.scoring.plain import to_plain
from kpirules.scoring.policies import DEFAULT, policies
from kpirules.scoring.policy import Confidence, Ground

TOP = Path(__file__).parents[2]
COLUMNS = {
    "execution": "points for spending",
    "shares": "points of the first levels",
    "reverse": "less is better",
    "bands": "bands of aims in words",
    "overfulfil": "exceeded",
    "grades": "grades",
}


def shipped() -> Iterator[str]:
    """What the policies differ in, one a column."""
    yield f"| | {' | '.join(f'`{name}`' for name in policies())} |"
    yield f"| --- {'| --- ' * len(policies())}|"
    yield f"| | {' | '.join(f'{one.title}<br>{one.title_en}' for one in policies().values())} |"
    for key, words in COLUMNS.items():
        yield f"| {words} | {' | '.join(told(to_plain(one)[key]) for one in policies().values())} |"


def told(value: object) -> str:
    match value:
        case dict():
            return "<br>".join(f"{key} {told(one)}" for key, one in value.items() if one not in ([], False))
        case [first, str(second)]:
            return f"{first} {second}" if first != second else str(first)
        case list():
            return "<br>".join(map(told, value))
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def rules() -> Iterator[str]:
    """Every ground once, with the policies that rest on it."""
    grounds: dict[tuple[str, Ground], list[str]] = {}
    for name, one in policies().items():
        for key, ground in one.grounds.items():
            grounds.setdefault((key, ground), []).append(name)
    keys = list(dict.fromkeys(key for key, _ in grounds))
    yield "| rule | source | confidence | policies |"
    yield "| --- | --- | --- | --- |"
    for (key, ground), names in sorted(grounds.items(), key=lambda item: keys.index(item[0][0])):
        where = "all" if len(names) == len(policies()) else ", ".join(names)
        yield f"| `{key}` | {ground.source} | {ground.confidence} | {where} |"


def lights() -> Iterator[str]:
    """The thresholds of monitoring with their sources."""
    found = thresholds()
    yield "| rule | bounds | source | confidence |"
    yield "| --- | --- | --- | --- |"
    yield _ground("progress", bounds(found.progress), found.progress.ground)
    for name, one in found.variants.items():
        held = "、".join(sorted(one.prorated)) or "all"
        yield _ground(f"variant {name}", f"held against the share of the year: {held}", one.ground)
    for name, ground in found.grounds.items():
        yield _ground(name, "", ground)
    yield _ground("spending", bounds(found.spending), found.spending.ground)
    for schedule in found.schedules:
        due = ", ".join(f"{percent(share)} by month {month}" for month, share in schedule.least)
        yield _ground(schedule.name, due, schedule.ground)
    lead, unspent = percent(found.cross.lead), percent(found.cross.unspent)
    yield _ground("cross", f"red: a lead above {lead}; yellow: above {unspent} unspent", found.cross.ground)


def _ground(name: str, told: str, ground: Ground) -> str:
    return f"| `{name}` | {told} | {ground.source} | {ground.confidence} |"


def bounds(found: Bounds) -> str:
    return ", ".join(f"{light} from {percent(bound)}" for bound, light in reversed(found.lights))


def percent(share: Fraction) -> str:
    return f"{write_number(share * 100)}%"


TABLES: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "policies": ("scoring.md", shipped),
    "rules": ("scoring.md", rules),
    "lights": ("monitoring.md", lights),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_table_is_what_ships(name: str) -> None:
    page, make = TABLES[name]
    path = TOP / "docs" / page
    text = path.read_text(encoding="utf-8")
    first, last = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, rest = text.split(first)
    _, after = rest.split(last)
    expected = "\n".join([f"{before}{first}".removesuffix("\n"), *make(), f"{last}{after}"])
    if os.environ.get("KPIRULES_WRITE_PAGES") and expected != text:
        path.write_text(expected, encoding="utf-8")
        pytest.fail("the page was written; run again without KPIRULES_WRITE_PAGES")
    assert text == expected


def test_the_policy_on_the_page_is_the_file() -> None:
    page = (TOP / "docs" / "scoring.md").read_text(encoding="utf-8")
    shown = page.split("```toml\n")[1].split("```")[0]
    file = tomllib.loads((TOP / "docs/examples/monitoring/ours.toml").read_text(encoding="utf-8"))
    assert tomllib.loads(shown) == {key: value for key, value in file.items() if key != "grounds"}


def test_nothing_recalled_is_presented_as_seen() -> None:
    """101号 was not opened, and what is told second-hand is no more than that."""
    every = [
        *(ground for one in policies().values() for ground in one.grounds.values()),
        *(schedule.ground for schedule in thresholds().schedules),
        thresholds().cross.ground,
    ]
    doubtful = [ground for ground in every if "101号" in ground.source or "转述" in ground.source]
    assert doubtful
    assert {ground.confidence for ground in doubtful} == {Confidence.RECALLED}
    assert policies()[DEFAULT].grounds["range"].confidence is Confidence.OURS
