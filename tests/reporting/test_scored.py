"""Scores as text, JSON and a document: what is open is never zero, equal inputs make equal bytes, hostile texts are inert."""

import io
import json
import zipfile
from collections.abc import Callable
from fractions import Fraction

import pytest
from docx import Document
from tests.reporting.scores import HOSTILE, TOP, complete, empty, example, hostile

from kpirules.diagnostics import Diagnostic, Language
from kpirules.reporting.columns import clean, width
from kpirules.reporting.scored_docx import score_document
from kpirules.reporting.scored_html import write_score_html
from kpirules.reporting.scored_json import to_document, write_score_json
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.reporting.scored_text import write_score_text
from kpirules.reporting.scored_xlsx import score_workbook
from kpirules.scoring.plain import Wrong, from_plain
from kpirules.scoring.policy import Policy

RECORDS = {"example": example, "complete": complete, "hostile": hostile, "empty": empty}
WRITERS = [write_score_text, write_score_json, write_score_html, score_workbook, score_document]


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)


every_record = pytest.mark.parametrize("make", RECORDS.values(), ids=RECORDS)


@every_record
@pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
def test_equal_inputs_make_equal_reports(
    make: Callable[[], ScoredRecord], write: Callable[[ScoredRecord], object]
) -> None:
    first, second = write(make()), write(make())
    assert not isinstance(first, Diagnostic)
    assert first == second


@every_record
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_text_has_lines_of_a_terminal_and_ends_with_the_total(
    make: Callable[[], ScoredRecord], lang: Language
) -> None:
    record = make()
    text = write_score_text(record, lang=lang)
    after = text.rpartition("【总分】" if lang == "zh" else "== Total ==")[2]
    assert after
    assert all(width(line) <= 80 for line in after.split("\n"))
    policy = record.scored.policy
    ends = (record.scored.total.points.low, record.scored.total.points.high)
    assert all(policy.rounding.write(end) in after for end in ends)


@pytest.mark.parametrize(
    "make, lang, told",
    [
        (
            example,
            "zh",
            "总分未定：在 55.75 分至 98.25 分之间，满分 100 分，有 4 项未评分\n等级未定：最低差，最高优",
        ),
        (
            example,
            "en",
            """Total open: from 55.75 to 98.25 of 100 points, with 4 items unscored
No grade yet: 差 at worst, 优 at best""",
        ),
        (complete, "zh", "总分 96.67 分，满分 100 分\n等级 优"),
        (complete, "en", "Total 96.67 of 100 points\nGrade 优"),
        (hostile, "zh", "不评等级：有 4 个指标没有分值"),
        (empty, "zh", "不评等级：满分是 10 分，不是 100 分"),
    ],
)
def test_the_total_is_said_in_words(make: Callable[[], ScoredRecord], lang: Language, told: str) -> None:
    assert write_score_text(make(), lang=lang).endswith(f"{told}\n")


def test_what_does_not_apply_is_out_of_its_level() -> None:
    assert "    满意度指标  不计分\n" in write_score_text(complete())


def test_a_date_is_printed_only_where_one_is_given() -> None:
    record = complete()
    dated = ScoredRecord(record.scored, record.diagnostics, date="2025-01-15")
    assert "日期" not in write_score_text(record)
    assert "日期    2025-01-15" in write_score_text(dated)
    assert to_document(record)["date"] is None
    assert to_document(dated)["date"] == "2025-01-15"
    assert "2025-01-15" in write_score_html(dated)


def _no_wrong(wrong: Wrong) -> None:
    pytest.fail(str(wrong))


@every_record
def test_the_document_holds_every_exact_number(make: Callable[[], ScoredRecord]) -> None:
    record = make()
    document = json.loads(write_score_json(record))
    assert document["format"] == "kpirules/score/1"
    name = document["policy"].pop("name")
    read = from_plain(name, document["policy"], base=Policy(name=""), tell=_no_wrong)
    assert read == record.scored.policy
    for row, indicator in zip(record.scored.rows, document["indicators"], strict=True):
        told = indicator["score"]
        assert indicator["outcome"] == row.row.outcome.value
        if row.score is None:
            assert (told["weight"], told["low"], told["high"], told["rule"]) == (None, None, None, None)
            continue
        assert Fraction(told["weight"]) == row.weight
        assert [Fraction(told["low"]), Fraction(told["high"])] == [
            row.score.points.low,
            row.score.points.high,
        ]
        assert told["arithmetic"] == {"zh": row.score.arithmetic("zh"), "en": row.score.arithmetic("en")}
        assert told["ground"]["confidence"] in {"seen", "recalled", "ours"}
    total = document["total"]
    assert [Fraction(total["low"]), Fraction(total["high"])] == [
        record.scored.total.points.low,
        record.scored.total.points.high,
    ]
    assert total["grade"] == (record.scored.grade or None)


def test_a_hostile_form_writes_no_hidden_character() -> None:
    for text in (write_score_text(hostile()), write_score_json(hostile()), write_score_html(hostile())):
        assert "\u202e" not in text


@every_record
def test_the_word_document_reads_as_the_sheet_says(make: Callable[[], ScoredRecord]) -> None:
    record = make()
    made = score_document(record)
    assert isinstance(made, bytes)
    document = Document(io.BytesIO(made))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    for at, row in enumerate(record.scored.rows, start=1):
        name = clean(row.row.indicator.name, longest=120)
        assert any(text.startswith(f"{at}. {name}") for text in cells)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        main = parts.read("word/document.xml").decode()
        assert "w:fldSimple" not in main
        assert "w:instrText" not in main
        assert "w:hyperlink" not in main
        assert main.count("<w:tblHeader/>") >= 2
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_a_hostile_name_is_text_in_the_word_document() -> None:
    made = score_document(hostile())
    assert isinstance(made, bytes)
    text = "\n".join(
        cell.text for table in Document(io.BytesIO(made)).tables for row in table.rows for cell in row.cells
    )
    assert clean(HOSTILE) in text


@pytest.mark.parametrize(
    "write, package",
    [(score_workbook, "openpyxl"), (score_document, "docx")],
    ids=["workbook", "document"],
)
def test_a_missing_extra_is_told(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[ScoredRecord], object], package: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, package, None)
    told = write(complete())
    assert isinstance(told, Diagnostic)
    assert told.code == "KPI826"
