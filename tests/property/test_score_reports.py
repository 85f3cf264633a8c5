"""Whatever a form and a sheet say, a report of scores is whole, says of what is open that it is, and nothing acts in it."""

import io
import json

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from kpirules import assess, read_target, score
from kpirules.declaration import Declaration, Indicator, Wording
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.reporting.scored_docx import score_document
from kpirules.reporting.scored_html import write_score_html
from kpirules.reporting.scored_json import write_score_json
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.reporting.scored_text import write_score_text
from kpirules.reporting.scored_xlsx import score_workbook
from kpirules.scoring.policies import policies
from kpirules.source import is_hidden

texts = st.text(max_size=40) | st.text("<>&\"'{}[]()=@+-\u202e\u200b\ud800\x1b\x00\n\t场2/", max_size=40)
levels = st.none() | st.sampled_from(["产出指标", "效益指标", "满意度指标"]).map(Wording) | texts.map(Wording)
targets = st.sampled_from(["≥15场", "≤5%", "约30天", "效果显著", "完成动员、宣传"]) | texts
answers = st.sampled_from(["14场", "7%", "不适用", "达成预期指标", ""]) | texts
rows = st.lists(st.tuples(levels, levels, texts, targets, answers, texts), max_size=5)


def record(
    cells: list[tuple[Wording | None, Wording | None, str, str, str, str]], policy: str
) -> ScoredRecord:
    indicators = tuple(
        Indicator(first, second, Wording(f"{at}{name}"), annual_target=read_target(target)[0])
        for at, (first, second, name, target, _, _) in enumerate(cells)
    )
    entries = tuple(
        Entry(indicator.path, value=answer, reason=reason)
        for indicator, (*_, answer, reason) in zip(indicators, cells, strict=True)
    )
    declaration = Declaration(department=Wording(cells[0][2]) if cells else None, indicators=indicators)
    return ScoredRecord(score(assess(declaration, ActualsSheet(entries)), policy))


@given(rows, st.sampled_from(sorted(policies())))
def test_pages_and_documents_are_whole_and_inert(
    cells: list[tuple[Wording | None, Wording | None, str, str, str, str]], policy: str
) -> None:
    found = record(cells, policy)
    for line in write_score_text(found).split("\n"):
        assert not any(map(is_hidden, line))
    written = write_score_html(found)
    assert not any(map(is_hidden, written.replace("\n", "")))
    page = LexborHTMLParser(written)
    assert page.css("script, img, iframe, link, a:not([href^='#'])") == []
    assert len(page.css("tr.row")) == len(page.css("tr.how")) == len(cells)
    for row, points in zip(found.scored.rows, page.css("tr.row > td:last-child"), strict=True):
        assert (row in found.unscored) == ("未评分" in points.text())
    assert len(json.loads(write_score_json(found))["indicators"]) == len(cells)


@settings(max_examples=30)  # each of them is zipped twice
@given(rows)
def test_office_files_are_whole_and_inert(
    cells: list[tuple[Wording | None, Wording | None, str, str, str, str]],
) -> None:
    found = record(cells, "mof-2020")
    workbook, document = score_workbook(found), score_document(found)
    assert isinstance(workbook, bytes)
    assert isinstance(document, bytes)
    book = load_workbook(io.BytesIO(workbook))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert len(Document(io.BytesIO(document)).tables) >= 4
