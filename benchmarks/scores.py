"""One scored form of many indicators, reported in every format: ``python benchmarks/scores.py [INDICATORS]``.

Prints the processor seconds of scoring and of each report.
"""

import sys
from collections.abc import Callable
from time import process_time

from kpirules import assess, score
from kpirules.reading.actuals import parse_actuals
from kpirules.reading.form import read_form
from kpirules.reading.grid import Grid
from kpirules.reporting.scored_docx import score_document
from kpirules.reporting.scored_html import write_score_html
from kpirules.reporting.scored_json import write_score_json
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.reporting.scored_text import write_score_text
from kpirules.reporting.scored_xlsx import score_workbook

WRITERS: tuple[Callable[[ScoredRecord], object], ...] = (
    write_score_html,
    write_score_json,
    write_score_text,
    score_workbook,
    score_document,
)


def many(indicators: int) -> ScoredRecord:
    """A form whose indicators are met, missed and not reported by turns."""
    rows = [["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"]]
    rows += [
        ["", "产出指标", "数量指标", f"第{at}类培训场次", f"≥{at % 90 + 2}场"] for at in range(indicators)
    ]
    lines = [f"第{at}类培训场次,{at % 70 + 3}场" for at in range(indicators) if at % 3]
    declaration, diagnostics = read_form(Grid.from_rows(rows))
    assert declaration is not None
    sheet = parse_actuals("\n".join(["指标,数值", *lines]))
    begun = process_time()
    assessment = assess(declaration, sheet)
    assessed = process_time()
    scored = score(assessment)
    done = process_time()
    print(f"{indicators} indicators: assessed {assessed - begun:.1f} s, scored {done - assessed:.1f} s")
    return ScoredRecord(scored, diagnostics, form="form.txt", sheet="actuals.csv")


def main() -> None:
    """Score once, report in every format."""
    record = many(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    for write in WRITERS:
        begun = process_time()
        made = write(record)
        assert isinstance(made, str | bytes)
        print(f"{write.__name__}: {process_time() - begun:.1f} s, {len(made)} long")


if __name__ == "__main__":
    main()
