"""Fuzzing with Atheris: ``python -m tests.fuzz.run EXECUTIONS [SEED]``, guided by coverage, from the conformance cases.

It goes on after a fault, prints each kind once with its row, and ends with the counts and the slowest row; status 1 if
there was any fault. An execution is slow at 100 ms of processor time, measured again three times before it counts.
"""

import os
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from time import perf_counter, thread_time
from typing import NoReturn

import atheris

with atheris.instrument_imports(include=["kpirules"]):
    from tests.fuzz import row

SLOW = 0.1
LONGEST = 6_000  # bytes: two thousand Chinese characters


class Session:
    """Counts of one run."""

    def __init__(self, executions: int) -> None:
        self.wanted = executions
        self.started = perf_counter()
        self.done = 0
        self.faults: Counter[str] = Counter()
        self.slowest: tuple[float, bytes] = (0.0, b"")

    def test(self, data: bytes) -> None:
        """One execution."""
        spent = self.spent(data)
        if spent > self.slowest[0]:
            # Measured again, because the first use of a part of the library builds its tables.
            spent = min(spent, *(self.spent(data) for _ in range(3))) if spent > SLOW / 4 else spent
            self.slowest = max(self.slowest, (spent, data))
        if spent > SLOW:
            self.fault("slower than 100 ms", data)
        self.done += 1
        if self.done == self.wanted:
            self.finish()

    def spent(self, data: bytes) -> float:
        """Seconds of processor time."""
        begun = thread_time()
        try:
            row.execute(data)
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            frames = traceback.extract_tb(error.__traceback__)
            self.fault(
                f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}", data
            )
        return thread_time() - begun

    def fault(self, kind: str, data: bytes) -> None:
        if not self.faults[kind]:
            print(f"FAULT {kind}: {data.decode('utf-8', 'ignore')!r}", flush=True)
        self.faults[kind] += 1

    def finish(self) -> NoReturn:
        """Print the summary; libFuzzer never gives control back."""
        seconds, data = self.slowest
        took = perf_counter() - self.started
        print(
            f"{self.done} executions in {took:.0f} s, {sum(self.faults.values())} faults of {len(self.faults)} kinds"
        )
        for kind, times in self.faults.most_common():
            print(f"  {times} × {kind}")
        print(f"slowest: {seconds * 1e3:.1f} ms for {data.decode('utf-8', 'ignore')[:200]!r}", flush=True)
        os._exit(bool(self.faults))


def main() -> None:
    """Lay out the seeds, then hand over to libFuzzer."""
    executions, seed = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "1"
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, data in enumerate(row.seeds()):
            (corpus / f"{number}").write_bytes(data)
        dictionary = Path(folder) / "words"
        quoted = ('"' + "".join(f"\\x{byte:02X}" for byte in word) + '"' for word in sorted(set(row.words())))
        dictionary.write_text("\n".join(quoted), encoding="ascii")
        options = [
            f"-seed={seed}",
            f"-max_len={LONGEST}",
            f"-dict={dictionary}",
            "-timeout=60",
            "-verbosity=0",
        ]
        atheris.Setup([sys.argv[0], *options, str(corpus)], Session(executions).test)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
