"""Mutation testing: ``python -m tests.mutation.run [MUTANTS [SEED]]`` changes one expression at a time and runs the tests.

A seeded sample of the mutants of the core rooms is tried, each in a forked process that loads the changed module
in place of the written one; no file is touched. A mutant is killed when a test fails or takes far too long. It prints
the survivors and the share that was killed, and ends with status 1 below 90 %.

Ready-made tools were tried: mutmut calls every function through one of its own, which takes the stack that the nesting
limit is promised on, and leaves alone whatever is decorated or stands outside a function, which is most of these rooms.
"""

import importlib.util
import os
import random
import resource
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from time import monotonic
from types import ModuleType

import pytest
from attrs import frozen
from tests.mutation.mutants import ROOMS, SOURCES, Mutant, mutants

TOP = Path(__file__).parents[2]
# What is fast and says most, first: most mutants do not live to see the second round.
ROUNDS = (
    ("tests/test_reviewed.py", "tests/test_grids.py", "tests/test_conformance.py"),
    (*(f"src/kpirules/{room}" for room in ROOMS), "tests/rules", "tests/evaluation", "tests/syntax"),
    ("tests/test_limits.py", "tests/test_errors.py", "tests/reporting/test_tree.py", "tests/property"),
    ("tests/test_language_page.py", "tests/test_answers.py", "tests/declaration/test_commitments.py"),
    ("tests/reporting", "tests/test_assessment.py"),
)
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore")
SECONDS = 300
LEAST = 0.9


@frozen
class Changed:
    """Finds one module in a source of its own, as both the import system and pytest ask for it."""

    mutant: Mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if name != self.mutant.module:
            return None
        spec = importlib.util.spec_from_file_location(name, self.mutant.path, loader=None)
        assert spec is not None
        spec.loader = _Loader(self.mutant)
        return spec


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(mutant.path))
        self.mutant = mutant

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        del fullname
        return compile(self.mutant.source(), str(self.mutant.path), "exec")


def survives(mutant: Mutant | None) -> int:
    """In the child: the status of pytest on the changed sources; 0 is a survivor."""
    os.chdir(TOP)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    # Of the processor, so that a busy machine kills none; asleep it may not be either.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.alarm(10 * SECONDS)
    if mutant is not None:
        sys.meta_path.insert(0, Changed(mutant))
    try:
        return int(any(pytest.main([*OPTIONS, *tests]) for tests in ROUNDS))
    except BaseException:  # noqa: BLE001 - a mutant may do anything, and all of it is a kill
        return 1


def try_all(chosen: Sequence[Mutant], at_once: int) -> Iterable[tuple[Mutant, bool]]:
    """Each mutant and whether it lives, as they finish."""
    waiting, running = list(reversed(chosen)), dict[int, Mutant]()
    while waiting or running:
        while waiting and len(running) < at_once:
            mutant = waiting.pop()
            if (child := os.fork()) == 0:
                os._exit(survives(mutant))
            running[child] = mutant
        child, status = os.wait()
        yield running.pop(child), status == 0


def main() -> int:
    """Sample, try, report."""
    size, seed = (int(argument) for argument in (*sys.argv[1:3], *("400", "1")[len(sys.argv) - 1 :]))
    os.environ["KPIRULES_HYPOTHESIS"] = "mutation"
    sys.path[:0] = [str(SOURCES), str(TOP)]
    if (child := os.fork()) == 0:
        os._exit(survives(None))
    if os.waitpid(child, 0)[1] != 0:
        print("the tests do not pass as they are")
        return 2
    every = list(mutants())
    chosen = random.Random(seed).sample(every, min(size, len(every)))  # noqa: S311 - the same sample for everybody
    started, alive, rooms = monotonic(), [], Counter[str]()
    tried = Counter(mutant.module.split(".")[1] for mutant in chosen)
    for mutant, lives in try_all(chosen, at_once=os.cpu_count() or 1):
        if lives:
            alive.append(mutant)
            rooms[mutant.module.split(".")[1]] += 1
            print(f"survived  {mutant.told()}", flush=True)
    minutes = (monotonic() - started) / 60
    for room in ROOMS:
        print(f"{room}: {tried[room] - rooms[room]} of {tried[room]} killed")
    share = 1 - len(alive) / len(chosen)
    print(f"{len(chosen)} of {len(every)} mutants, seed {seed}: {share:.1%} killed, {minutes:.0f} minutes")
    return int(share < LEAST)


if __name__ == "__main__":
    sys.exit(main())
