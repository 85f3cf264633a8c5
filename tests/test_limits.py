"""What is too much is refused at once, by name; one less is read."""

import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction

import pytest

from kpirules import LimitExceeded, Limits, Outcome, Rule, RuleError

LIMITS = Limits()


def brackets(depth: int) -> str:
    return "(" * depth + "a" + ")" * depth + " ≥ 1"


@pytest.mark.parametrize(
    "limit,within,beyond",
    [
        ("characters", f"a≥1{' ' * 1997}", f"a≥1{' ' * 1998}"),
        ("nesting", brackets(LIMITS.nesting), brackets(LIMITS.nesting + 1)),
        ("nesting", f"{'-' * 64}a≥1", f"{'-' * 65}a≥1"),
        ("operands", "+".join(["a"] * 256) + "≥1", "+".join(["a"] * 257) + "≥1"),
        ("operands", "*".join(["a"] * 256) + "≥1", "*".join(["a"] * 257) + "≥1"),
        ("operands", " 且 ".join(["≥1"] * 256), " 且 ".join(["≥1"] * 257)),
        ("tokens", "+".join(["a"] * 100) + "≥1" + " 且 a≥1" * 199, "+".join(["a"] * 102) + "≥1" + " 且 a≥1" * 199),
        ("digits", "≥" + "9" * 100, "≥" + "9" * 101),
        ("digits", "≥0." + "9" * 99, "≥0." + "9" * 100),
        ("exponent", "≥1e30", "≥1e31"),
        ("exponent", "≥1e-30", "≥1e-31"),
        ("name", f"{'数' * 200} ≥ 1", f"{'数' * 201} ≥ 1"),
        ("unit", f"≥1{'啊' * 20}", f"≥1{'啊' * 21}"),
    ],
)  # fmt: skip
def test_at_the_limit_and_one_beyond(limit: str, within: str, beyond: str) -> None:
    assert str(Rule(within))
    with pytest.raises(LimitExceeded) as caught:
        Rule(beyond)
    assert caught.value.limit == limit
    assert pickle.loads(pickle.dumps(caught.value)).limit == limit  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, "a" * 2_000_000, "+".join(["a"] * 100_000), "≥9e999999999", "≥" * 2000, "，" * 2000, "-" * 1999 + "1",
     "\\frac{" * 300, "a/" * 999 + "a≥1", "完成" * 900, "1,000" * 400, "5万" * 600, "5个" + "人" * 1900, "约" * 1999 + "1",
     "甲1" * 900 + "≥1", "{}" * 1000, "\x00" * 1999, "\ud800≥1", "「" * 1999, "≥2" + "场内" * 900,
     "二十" + " " * 1900 + "五.1%", "$" + "5" * 1999],
)  # fmt: skip
def test_hostile_texts_are_refused_soon(text: str) -> None:
    started = time.process_time()
    with suppress(RuleError):
        Rule(text)
    # Not a measurement: a bound so wide that only exponential or quadratic work passes it.
    assert time.process_time() - started < 5


@pytest.mark.parametrize("figure", [10**61, -(10**61), 10**5000], ids=["above", "below", "far above"])
def test_a_figure_too_large_leaves_the_verdict_open(figure: int) -> None:
    verdict = Rule("a ≥ 1").evaluate({"a": figure})
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [reason.code for reason in verdict.reasons] == ["KPI504"]


def test_an_intermediate_result_too_long_leaves_the_verdict_open() -> None:
    rule = Rule("×".join(["a"] * 40) + " ≥ 1")
    assert rule.evaluate({"a": 10**60}).outcome is Outcome.UNDETERMINED
    assert rule.evaluate({"a": 10**30}).outcome is Outcome.MET


def test_a_full_stack_leaves_the_verdict_open() -> None:
    rule = Rule("-(" * 31 + "a" + ")" * 31 + " ≥ 1")
    outcomes = []

    def deep(levels: int) -> None:
        if levels:
            deep(levels - 1)
        else:
            outcomes.append(rule.evaluate({"a": -1}).outcome)

    near = _highest(deep)
    outcomes.clear()
    for levels in range(near - 150, near):
        try:
            deep(levels)
        except RecursionError:
            break
    assert set(outcomes) <= {Outcome.MET, Outcome.UNDETERMINED}
    assert Outcome.MET in outcomes


def _highest(work: Callable[[int], None]) -> int:
    """How deep ``work`` may be called before the caller's own frames run out."""
    low, high = 0, sys.getrecursionlimit()
    while low < high - 1:
        middle = (low + high) // 2
        try:
            work(middle)
        except RecursionError:
            high = middle
        else:
            low = middle
    return low


def test_threads_agree_from_a_cold_start() -> None:
    program = """
import threading
from kpirules import Rule
found = []
def read():
    found.append(str(Rule("(优秀数+良好数)÷总数×100%≥85%")))
threads = [threading.Thread(target=read) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert found == ["(优秀数 + 良好数)/总数 × 100% ≥ 85%"] * 8, found
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_small_thread_stack_is_enough() -> None:
    found: list[str] = []
    before = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=lambda: found.append(str(Rule(brackets(20)))))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert found == ["a ≥ 1"]


@pytest.mark.parametrize("edge", [Fraction(10**LIMITS.magnitude), Fraction(1, 10**LIMITS.magnitude)])
def test_a_figure_at_the_end_of_the_scale_is_judged_and_one_beyond_is_not(edge: Fraction) -> None:
    beyond = edge + 1 if edge > 1 else Fraction(1, edge.denominator + 1)
    for figure, outcomes in ((edge, {"met", "not met"}), (beyond, {"undetermined"})):
        assert Rule("≥2").evaluate(figure).outcome in outcomes
        assert Rule("≥2").evaluate(-figure).outcome in outcomes
