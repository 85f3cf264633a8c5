"""Rules that were read elsewhere are judged where no parser is installed."""

import subprocess
import sys
from pathlib import Path

from kpirules import read
from kpirules.schema import to_json

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "huangpu" / "declaration.txt"
PROGRAM = """
import sys
sys.modules["lark"] = None  # importing it now fails
from pathlib import Path
from kpirules.evaluation.actuals import Actuals
from kpirules.evaluation.evaluate import evaluate
from kpirules.schema import from_json

declaration, diagnostics = from_json(Path(sys.argv[1]).read_text(encoding="utf-8"))
rule = declaration.indicators[-1].target.rule
verdict = evaluate(rule, Actuals.of({"满意人数": 1795, "调查总人数": 2000}))
assert not diagnostics, diagnostics
assert verdict.explain() == "1795/2000 = 89.75% < 90%，还差满意人数 5", verdict.explain()
"""


def test_a_declaration_from_json_is_judged_without_lark(tmp_path: Path) -> None:
    declaration, _ = read(EXAMPLE)
    assert declaration is not None
    kept = tmp_path / "declaration.json"
    kept.write_text(to_json(declaration), encoding="utf-8")
    subprocess.run([sys.executable, "-X", "utf8", "-c", PROGRAM, str(kept)], check=True)
