"""The pages of docs/errors, held against the catalogue, the examples they show and the conformance cases.

A new code needs its entry in ``diagnostics.toml``, a page, a row in the index, and below KPI600 a conformance case;
each of these tests names the code that lacks one of them.
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpirules import Assessment, Rule, RuleError, assess, read, read_target, recheck, score
from kpirules.assessment.monitoring import monitor as watch
from kpirules.diagnostics import Diagnostic, Entry, Severity, catalogue
from kpirules.evaluation.actuals import Actuals
from kpirules.reading.actuals import parse_actuals
from kpirules.reading.decisions import parse_decisions
from kpirules.reading.form import read_form
from kpirules.reading.json import read_json
from kpirules.reading.policy import parse_policy
from kpirules.reading.selfevaluation import read_selfevaluation
from kpirules.reading.text import decode, read_text

TOP = Path(__file__).parent.parent
FOLDER = TOP / "docs" / "errors"
SOURCE = TOP / "src" / "kpirules"
CASES = Path(__file__).parent / "conformance"
PAGES = {page.stem: page.read_text(encoding="utf-8") for page in sorted(FOLDER.glob("KPI*.md"))}
INDEX = (FOLDER / "index.md").read_text(encoding="utf-8")
# The codes of audits have pages of their own: tests/audit/test_pages.py.
CODES = {code: entry for code, entry in catalogue().items() if code.startswith("KPI")}
# What no condition with figures can bring about: the caller's stack, and an indicator whose target was refused.
NO_CASE = {"KPI125", "KPI521", "KPI524", "KPI546"}

TITLE = re.compile(r"# (?P<code>KPI\d{3}) · (?P<zh>[^·\n]+) · (?P<en>[^·\n]+)\n")
FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| \[(?P<code>KPI\d{3})\]\((?P<page>[^)]+)\) \|(?P<rest>.*)\|$", re.MULTILINE)

CELLS = {"comparator", "unit", "header"}
FILES: dict[str, Callable[[str], Iterable[Diagnostic]]] = {
    "decisions": lambda text: parse_decisions(text).diagnostics,
    "sheet": lambda text: parse_actuals(text).diagnostics,
    "policy_file": lambda text: parse_policy(text)[1],
}

Example = dict[str, Any]


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(PAGES) == sorted(CODES)


def test_every_code_is_said_somewhere() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    assert sorted(code for code in CODES if f'"{code}"' not in written) == []


def test_the_index_lists_every_page_once_in_order() -> None:
    assert [row["code"] for row in ROW.finditer(INDEX)] == sorted(CODES)


@pytest.mark.parametrize("code", PAGES)
def test_page_and_index_say_what_the_catalogue_says(code: str) -> None:
    entry, page = CODES[code], PAGES[code]
    title = TITLE.match(page)
    assert title is not None, "the title is “# KPInnn · 短名 · short name”"
    assert title["code"] == code
    assert fenced(page, "text") == told(entry)
    [row] = [row for row in ROW.finditer(INDEX) if row["code"] == code]
    assert row["page"] == f"{code}.md"
    assert row["rest"] == f" {entry.severity} | {title['zh']} | {title['en']} "


@pytest.mark.parametrize("code", PAGES)
def test_the_bad_example_is_told_and_the_good_one_is_not(code: str) -> None:
    examples = tomllib.loads(fenced(PAGES[code], "toml"))
    if "situation" in examples["bad"]:
        assert examples.keys() == {"bad"}
        return
    assert code in {found.code for found in diagnostics(examples["bad"])}
    good = diagnostics(examples["good"])
    assert [found.code for found in good if found.code == code or found.severity is Severity.ERROR] == []


def test_every_code_about_conditions_and_figures_has_a_conformance_case() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in CASES.glob("*.toml"))
    cased = set(re.findall(r"KPI\d{3}", written))
    assert sorted(cased - CODES.keys()) == []
    assert sorted(code for code in CODES.keys() - cased if code < "KPI600") == sorted(NO_CASE)


def told(entry: Entry) -> str:
    """The sentences of a code as its page prints them, with their fields."""
    lines = [f"{entry.severity}\n"]
    for message, hint in ((entry.zh, entry.hint_zh), (entry.en, entry.hint_en)):
        lines += [f"{text.replace('{{', '{').replace('}}', '}')}\n" for text in (message, hint) if text]
    return "".join(lines)


def fenced(page: str, kind: str) -> str:
    [body] = [block["body"] for block in FENCE.finditer(page) if block["kind"] == kind]
    return body


def diagnostics(example: Example) -> list[Diagnostic]:
    """All that is said about an example; its keys are explained in the index."""
    repeat = example.pop("repeat", {})
    for piece, times in repeat.items():
        example = {
            key: text.replace(piece, piece * times) if isinstance(text, str) else text
            for key, text in example.items()
        }
    match example:
        case {"text": _}:
            return of_rule(example)
        case {"form": form, **rest}:
            return of_form(form, **rest)
        case {"evaluation": sheet}:
            return of_sheet(sheet)
        case {"decisions": text} | {"sheet": text} | {"policy_file": text}:
            [kind] = example
            return list(FILES[kind](text.strip()))
        case {"json": document}:
            return list(read_json(document)[1])
        case {"content": content, **rest}:
            return list(decode(content.encode(rest.get("encoding", "utf-8")))[1])
        case {"hex": content}:
            return list(decode(bytes.fromhex(content))[1])
        case {"path": path}:
            return list(read(TOP / path)[1])
        case _:
            pytest.fail(f"no such kind of example: {example}")


def of_rule(example: Example) -> list[Diagnostic]:
    if CELLS & example.keys():
        cells = {key: example[key] for key in CELLS & example.keys()}
        return list(read_target(example["text"], name=example.get("name", ""), **cells)[1])
    try:
        rule = Rule(
            example["text"],
            name=example.get("name", ""),
            heading=example.get("heading", ""),
            year=example.get("year"),
        )
    except RuleError as refused:
        return list(refused.diagnostics)
    if not {"actual", "actuals", "applicable"} & example.keys():
        return list(rule.findings)
    reported = example.get("actual", example.get("actuals"))
    verdict = rule.evaluate(reported if example.get("applicable", True) else Actuals.not_applicable())
    return [*rule.findings, *verdict.reasons, *verdict.findings]


def of_form(
    form: str, *, sheet: str = "", decisions: str = "", policy: str = "", monitor: str = ""
) -> list[Diagnostic]:
    """A form with bars between its cells, the sheet that answers it, what was decided about it, and how it is scored.

    ``monitor`` is the month, or the day, up to which progress is looked at.
    """
    grid, beyond = read_text(form.strip().replace("|", "\t"))
    declaration, found = read_form(grid)
    said = [*beyond, *found]
    if declaration is None or not sheet:
        return said
    assessment = assess(declaration, parse_actuals(sheet.strip()), decisions=parse_decisions(decisions))
    said += (*assessment.diagnostics, *assessment.decisions.diagnostics)
    for row in assessment.rows:
        said += row.reasons
        said += (*row.verdict.reasons, *row.verdict.findings) if row.verdict is not None else ()
    if policy:
        scored = score(assessment, policy)
        said += (*scored.notes, *(note for row in scored.rows for note in row.notes))
    if monitor:
        said += of_monitoring(assessment, monitor)
    return said


def of_monitoring(assessment: Assessment, upto: str) -> list[Diagnostic]:
    when: dict[str, Any] = {"month": int(upto)} if upto.isdigit() else {"day": date.fromisoformat(upto)}
    monitored = watch(assessment, **when)
    said = [*monitored.notes, *monitored.spending.warnings]
    for row in monitored.rows:
        said += (*row.progress.reasons, *row.notes)
    return said


def of_sheet(text: str) -> list[Diagnostic]:
    """A self-evaluation sheet with bars between its cells, computed again."""
    grid, beyond = read_text(text.strip().replace("|", "\t"))
    sheet, found = read_selfevaluation(grid)
    said = [*beyond, *found]
    if sheet is None:
        return said
    rechecked = recheck(sheet)
    return [*said, *rechecked.total.reasons, *(told for row in rechecked.rows for told in row.reasons)]
