"""Promises in figures, read out of prose: sentences good and bad, the example, and what holds for any text."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirules import Commitment, find_commitments, read
from kpirules.declaration import Task, Wording
from kpirules.source import Place, Span

CASES = tomllib.loads((Path(__file__).parent / "commitments.toml").read_text(encoding="utf-8"))["case"]
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "huangpu" / "declaration.txt"
GOLDEN = Path(__file__).parents[1] / "golden" / "huangpu.commitments.txt"
AT_LEAST = 60
PIECES = [
    "不少于", "至少", "超过", "3", "12", "1,000", "２．５", "三", "两", "一", "场", "人次", "万元", "%", "个", "年", "月",
    "小时", "以上", "以内",
    "举办", "讲座", "每场", "每个", "课程", "增长", "达到", "人民币", "第", "（", "）", "“", "”", "《", "，", "。", "、", "；",
    "\n", " ", "-", "至",
    "$\\geq", "\\%$", "5大", "四个面向", "FM", "的", "\u202e", "😀",
]  # fmt: skip
PROSE = st.text() | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def shown(found: Commitment) -> dict[str, str]:
    words = {"metric": found.metric, "verb": found.verb, "per": found.per}
    return {"text": found.text, "rule": str(found.rule), **{key: word for key, word in words.items() if word}}


def test_there_are_enough_sentences_good_and_bad() -> None:
    assert len(CASES) >= AT_LEAST
    assert sum(not case["commitments"] for case in CASES) >= AT_LEAST // 6


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["prose"][:16])
def test_sentence(case: dict[str, Any]) -> None:
    assert [shown(found) for found in find_commitments(case["prose"])] == case["commitments"]


def test_the_example_makes_the_promises_that_were_counted_by_hand() -> None:
    declaration, _ = read(EXAMPLE)
    assert declaration is not None
    lines = [
        " | ".join(
            (task.name.text, f"{found.span.start}-{found.span.end}", found.text, str(found.rule),
             found.metric or "-", found.verb or "-", found.per or "-")
        )
        for task in declaration.key_tasks
        for found in task.commitments
    ]  # fmt: skip
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 15


def test_a_task_knows_the_cell_of_each_promise() -> None:
    content = Wording("举办讲座不少于3场", Place("form.txt", line=3, column=2))
    goal = Wording("参与不少于200人次", Place("form.txt", line=3, column=4))
    task = Task(Wording("讲坛"), content, None, goal)
    assert [found.source.place for found in task.commitments] == [content.place, goal.place]
    assert [node.span for node in task.commitments[0].rule.condition.operands[1:]] == [Span(7, 9)]  # type: ignore[union-attr]
    assert Task(Wording("讲坛")).commitments == ()


@given(PROSE)
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for found in find_commitments(text):
        assert end <= found.span.start < found.span.end <= len(text)
        end = found.span.end
        assert found.rule.own is not None
        assert found.rule.inputs == ()
        assert found.text.strip()


@given(PROSE, PROSE)
def test_sentences_do_not_change_each_other(one: str, other: str) -> None:
    """Unless a bracket reaches across the stop."""
    if set("（）“”《\"'") & set(one + other):
        return
    both = find_commitments(f"{one}。\n{other}")
    parts = [*map(shown, find_commitments(one)), *map(shown, find_commitments(other))]
    assert [shown(found) for found in both] == parts


@given(PROSE)
def test_wider_characters_change_nothing_but_the_places(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if c in "0123456789%" else c for c in text)
    assert [str(found.rule) for found in find_commitments(wide)] == [
        str(found.rule) for found in find_commitments(text)
    ]


@pytest.mark.parametrize(
    "piece", ["举办讲座不少于3场，", "3场", "1,", "111 ", "每个", "（3场", "至", "5%、", "一", "1."]
)
def test_work_grows_with_the_length_alone(piece: str) -> None:
    """Not a measurement: a bound so wide that only quadratic work passes it."""
    find_commitments(piece)
    started = time.process_time()
    find_commitments(piece * (16_000 // len(piece)))
    assert time.process_time() - started < 30
