"""How long reading, judging and importing take, beside what people would write instead; medians of one run."""

import json
import subprocess
import sys
import timeit
from collections.abc import Callable
from itertools import count
from statistics import median

from lark import Lark

from kpirules import Outcome, Rule
from kpirules.source import Source
from kpirules.syntax.parse import parse

TEXT = "满意人数/调查总人数 ≥ 90%"
FIGURES = {"满意人数": 1895, "调查总人数": 2000}
SHORT = {"满意人数": 1795, "调查总人数": 2000}
ARITHMETIC = r"""
start: sum ">=" sum
?sum: product (("+" | "-") product)*
?product: atom (("*" | "/") atom)*
?atom: NUMBER "%"? | NAME | "(" sum ")"
NUMBER: /[0-9]+/
NAME: /[㐀-鿿]+/
%ignore " "
"""
ROUNDS, REPEATS = 2_000, 15


def microseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of a few means, which a busy machine disturbs least."""
    return median(timeit.repeat(work, number=rounds, repeat=REPEATS)) / rounds * 1e6


def import_milliseconds(statement: str) -> float:
    """The median of fresh interpreters, less that of one that imports nothing."""
    times = []
    for code in (statement, "pass"):
        program = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
        runs = [
            float(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout)  # noqa: S603 - our own program
            for _ in range(REPEATS)
        ]
        times.append(median(runs))
    return (times[0] - times[1]) * 1e3


def by_hand(figures: dict[str, int]) -> bool:
    """What a user would write instead."""
    return figures["满意人数"] * 10 >= figures["调查总人数"] * 9


def main() -> None:
    """Measure, and print one JSON object a line."""
    rule, source, numbers = Rule(TEXT), Source(TEXT), count()

    def new() -> str:
        """A text as long as the other that nobody has read yet, for a text once read is remembered."""
        return f"{TEXT[:-3]}{next(numbers) % 10**6 / 10**4:.4f}%"

    plain = Lark(ARITHMETIC, parser="lalr", propagate_positions=True)
    assert rule.evaluate(FIGURES).outcome is Outcome.MET
    assert rule.evaluate(SHORT).outcome is Outcome.NOT_MET
    read = microseconds(lambda: parse(Source(new())), 500)
    judge = microseconds(lambda: rule.evaluate(FIGURES))
    rows = {
        "read a formula, µs": read,
        "lark alone on a bare arithmetic grammar, µs": (
            lark := microseconds(lambda: plain.parse("满意人数/调查总人数 >= 90%"))
        ),
        "read : lark alone": read / lark,
        "read and check, µs": microseconds(lambda: Rule(new()), 500),
        "read a text again, µs": microseconds(lambda: parse(source)),
        "read and check a text again, µs": microseconds(lambda: Rule(TEXT)),
        "judge, µs": judge,
        "judge a miss and explain it with its shortfall, µs": microseconds(
            lambda: rule.evaluate(SHORT).explain(), 500
        ),
        "a function by hand, verdict only, µs": (hand := microseconds(lambda: by_hand(FIGURES), 20_000)),
        "judge : by hand": judge / hand,
        "import kpirules, ms": import_milliseconds("import kpirules"),
        "import kpirules and use Rule, ms": import_milliseconds("from kpirules import Rule; Rule('≥2场')"),
        "import attrs and lark, ms": import_milliseconds("import attrs, lark"),
    }
    for what, value in rows.items():
        print(json.dumps({"what": what, "value": round(value, 2)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
