"""The pages of docs/audit are made from the checks' docstrings and the sentences of ``findings.toml``.

After a change of either, write them anew and read the difference before it is committed:

    KPIRULES_WRITE_PAGES=1 python -m pytest tests/audit/test_pages.py

That run fails on purpose, so that nothing but a plain run can pass.
"""

import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from kpirules.audit.evaluated_table import EVALUATED_TABLE
from kpirules.audit.table import TABLE as DECLARED_TABLE
from kpirules.diagnostics import Entry, catalogue

TABLE = {**DECLARED_TABLE, **EVALUATED_TABLE}
TOP = Path(__file__).parents[2]
FOLDER = TOP / "docs" / "audit"
PART = re.compile(r"^(Why|Source|Bad|Good): ", re.MULTILINE)
GROUPS = {
    "P": ("The form as printed", "印出的表"),
    "B": ("Money", "资金"),
    "I": ("Indicators", "指标"),
    "C": ("Tasks, promises and goals", "任务、承诺与目标"),
    "S": ("Self-evaluation sheets", "绩效自评表"),
}
INTRODUCTION = """# Checks · 审核项目

Each check has a code that never changes its meaning, and a page: what it looks at, why, where that comes from, and a bad
and a good example. How they are run, and what a ledger says, is told in [](../audit.md).

每项审核有一个代码，代码的含义不变。点击代码可看到审核什么、为什么、错误与正确的写法。

| severity | 中文 | means |
| --- | --- | --- |
| `error` | 错误 | the form cannot stand as it is |
| `warning` | 警告 | a reviewer would ask for a change |
| `info` | 提示 | something to know or to agree on |
"""


def paragraphs(code: str) -> dict[str, str]:
    """A docstring's first sentence and its named parts."""
    doc = inspect.getdoc(TABLE[code]) or ""
    first, *rest = PART.split(doc)
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    return {"What": first.strip(), **{name: " ".join(text.split()) for name, text in parts.items()}}


def page(code: str) -> str:
    entry, parts = catalogue()[code], paragraphs(code)
    lines = [f"# {code} · {entry.title_zh} · {entry.title_en}\n", "```text", *told(entry), "```\n"]
    lines.append(f"{parts['What']}\n")
    lines += [f"**{name}.** {prose(parts[name])}\n" for name in ("Why", "Source", "Bad", "Good")]
    findings = {name: case for name, case in entry.cases.items() if case.hint_zh}
    reasons = {name: case for name, case in entry.cases.items() if not case.hint_zh}
    if findings:
        lines.append("## It also says · 其他说法\n")
        for case in findings.values():
            lines += ["```text", *told(case), "```\n"]
    if reasons:
        lines.append("## When it cannot tell, or only in part · 未核对或只核对了一部分\n")
        for case in reasons.values():
            lines += ["```text", *told(case)[1:], "```\n"]
    return "\n".join(lines).rstrip("\n") + "\n"


def prose(text: str) -> str:
    """A part as a paragraph of its own, its asterisks no emphasis."""
    return (text[0].upper() + text[1:]).replace("*", "\\*")


def told(entry: Entry) -> list[str]:
    sentences = (entry.zh, entry.hint_zh, entry.en, entry.hint_en)
    return [str(entry.severity), *(sentence for sentence in sentences if sentence)]


def index() -> str:
    lines = [INTRODUCTION]
    for letter, (en, zh) in GROUPS.items():
        lines += [f"## {en} · {zh}\n", "| code | severity | 说明 | in short |", "| --- | --- | --- | --- |"]
        for code in (code for code in TABLE if code.startswith(letter)):
            entry = catalogue()[code]
            lines.append(f"| [{code}]({code}.md) | {entry.severity} | {entry.title_zh} | {entry.title_en} |")
        lines.append("")
    return "\n".join(
        [*lines, "```{toctree}", ":hidden:", ":glob:", "", *(f"{one}0*" for one in GROUPS), "```\n"]
    )


PAGES = {**dict.fromkeys(TABLE, page), "index": lambda _: index()}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_what_the_check_does(name: str) -> None:
    path, written = FOLDER / f"{name}.md", index() if name == "index" else page(name)
    if os.environ.get("KPIRULES_WRITE_PAGES") == "1":
        path.write_text(written, encoding="utf-8", newline="\n")
        pytest.fail(f"{path} was written anew: read what changed, then run without KPIRULES_WRITE_PAGES")
    assert path.read_text(encoding="utf-8") == written


def test_there_is_no_other_page() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted(PAGES)


@pytest.mark.parametrize("code", TABLE)
def test_a_docstring_has_every_part(code: str) -> None:
    assert list(paragraphs(code)) == ["What", "Why", "Source", "Bad", "Good"]


def entries() -> Iterator[tuple[str, Entry]]:
    for code in TABLE:
        yield code, catalogue()[code]
        yield from ((f"{code}.{name}", case) for name, case in catalogue()[code].cases.items())


def fields(text: str) -> set[str]:
    return {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("entry", [pytest.param(entry, id=name) for name, entry in entries()])
def test_both_languages_say_the_same(entry: Entry) -> None:
    assert bool(entry.hint_zh) == bool(entry.hint_en)
    assert fields(entry.zh) == fields(entry.en)
    assert not re.search(r"[。.]$", entry.zh + entry.en), "the stop is added where a sentence is printed"


def test_every_code_of_the_catalogue_is_a_check() -> None:
    assert [code for code in catalogue() if not code.startswith("KPI")] == list(TABLE)


def test_every_case_is_said_by_its_check() -> None:
    folder = TOP / "src" / "kpirules" / "audit"
    written = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    cases = {name for code in TABLE for name in catalogue()[code].cases}
    assert sorted(case for case in cases if f'"{case}"' not in written) == []
