"""An audit as text and as JSON, and what the record of one counts."""

import json
import os
from pathlib import Path

import pytest
from attrs import evolve
from tests.reporting.audits import BOOK, FORM, HOSTILE, in_a_workbook, one_file, one_form, several_files

from kpirules.audit.audited import Audited, Entry, Status
from kpirules.declaration import Declaration
from kpirules.diagnostics import Language, Severity
from kpirules.reporting.audit_json import to_document, write_audit_json
from kpirules.reporting.audit_record import AuditedFile, AuditRecord, counted
from kpirules.reporting.audited import audit_report, write_audit
from kpirules.reporting.columns import width
from kpirules.reporting.html import write_html
from kpirules.reporting.line import Tone
from kpirules.source import is_hidden

GOLDEN = Path(__file__).parents[1] / "golden"
WRITERS = {"audit.txt": write_audit, "audit.json": write_audit_json}


@pytest.mark.parametrize("name", WRITERS)
def test_an_audit_is_reported_as_before(name: str) -> None:
    """After a change that is meant to show: KPIRULES_WRITE_GOLDEN=1, and read the difference."""
    path, written = GOLDEN / name, WRITERS[name](one_file())
    if os.environ.get("KPIRULES_WRITE_GOLDEN") == "1":
        path.write_text(written, encoding="utf-8", newline="\n")
        pytest.fail(f"{path} was written anew: read what changed, then run without KPIRULES_WRITE_GOLDEN")
    assert written == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "record", [one_file(), several_files(), AuditRecord()], ids=["one", "several", "none"]
)
def test_lines_fit_eighty_columns_and_hide_nothing(record: AuditRecord, lang: Language) -> None:
    for line in write_audit(record, lang=lang).splitlines():
        assert width(line) <= 80, line
        assert not any(map(is_hidden, line)), line


def test_the_part_that_is_meant_has_carets() -> None:
    lines = write_audit(one_file()).splitlines()
    at = lines.index("    开放日（三批）")
    assert lines[at + 1] == "    　　　　^^^^"


def test_a_tentative_finding_says_so() -> None:
    marked = [line for line in write_audit(one_file()).splitlines() if "［读法待确认］" in line]
    assert marked == ["声学所.txt:15 第 4 列  提示  KPI101［读法待确认］"]


def test_each_severity_has_its_tone() -> None:
    tones = {
        line.tone for line in audit_report(one_file()) if "KPI" in line.text and line.tone is not Tone.PLAIN
    }
    assert tones == {Tone.NOT_MET, Tone.UNDETERMINED, Tone.HEADING}


def test_checks_that_did_not_run_are_no_passes() -> None:
    text = write_audit(one_file())
    assert "【检查 6 项：发现问题 2，数据不足 2，不适用 1，通过 1】" in text
    assert "\n数据不足  KPI805  KPI802  表中没有写明预算年度。" in text


def test_a_form_without_checks_is_none_that_passed() -> None:
    text = write_audit(AuditRecord((AuditedFile("form.txt", (Audited(Declaration()),)),)))
    assert "【没有做任何检查】" in text


def test_a_cell_of_a_sheet_has_its_name() -> None:
    assert "2024.xlsx[表2] AB12  错误  KPI101" in write_audit(several_files())


def test_several_files_have_a_sum_first_and_what_is_unread_is_told() -> None:
    lines = write_audit(several_files()).splitlines()
    assert lines[0] == "文件 3 个，申报表 3 份：错误 5，警告 1，提示 1"
    assert lines[1] == "注意：有 1 个文件没有能够全部读入，审核不完整"
    assert sum(line.startswith("文件    ") for line in lines) == 3


def test_findings_are_counted_by_severity() -> None:
    assert counted(one_form().findings) == {Severity.ERROR: 1, Severity.WARNING: 1, Severity.INFO: 1}


def test_one_form_without_data_is_no_pass_of_the_file() -> None:
    passed = Audited(
        Declaration(), (), (Entry("KPI805", Status.PASSED), Entry("KPI101", Status.NOT_APPLICABLE))
    )
    file = AuditedFile(BOOK, (passed, in_a_workbook(), in_a_workbook()))
    ledger = {entry.code: entry for entry in file.ledger}
    assert list(ledger) == ["KPI805", "KPI101"]
    assert ledger["KPI805"].status is Status.NOT_ENOUGH_DATA
    assert ledger["KPI805"].reason is not None
    assert ledger["KPI101"].status is Status.PASSED


def test_found_anywhere_is_found_in_the_file_and_counted_together() -> None:
    found = Audited(Declaration(), (), (Entry("KPI101", Status.FOUND, 2),))
    ledger = AuditedFile(BOOK, (found, in_a_workbook(), found)).ledger
    assert ledger[0] == Entry("KPI101", Status.FOUND, 4)


def test_every_file_of_the_json_has_the_same_keys() -> None:
    for record in (one_file(), several_files()):
        document = to_document(record)
        assert document["format"] == "kpirules/audit/1"
        for file in document["files"]:
            assert list(file) == ["file", "findings", "ledger", "diagnostics"]
            for finding in file["findings"]:
                assert {
                    "code",
                    "severity",
                    "place",
                    "message",
                    "hint",
                    "text",
                    "span",
                    "tentative",
                } <= finding.keys()
                assert finding["message"].keys() == finding["hint"].keys() == {"zh", "en"}
            for entry in file["ledger"]:
                assert list(entry) == ["code", "status", "count", "reason"]


def test_json_says_what_the_text_says() -> None:
    (file,) = to_document(one_file())["files"]
    assert file["file"] == FORM
    finding = file["findings"][1]
    assert (finding["severity"], finding["text"], finding["span"]) == ("error", "不少于20批次", [0, 7])
    assert finding["because"] == [
        {"place": {"file": FORM, "line": 9, "column": 3}, "text": "全年接待参观不少于25批次"}
    ]
    assert [entry["status"] for entry in file["ledger"]].count("not enough data") == 2


def test_json_names_what_shows_nothing() -> None:
    written = write_audit_json(several_files())
    assert "\u202e" not in written
    texts = [finding["text"] for file in json.loads(written)["files"] for finding in file["findings"]]
    assert HOSTILE in texts


def test_findings_that_are_not_kept_are_counted() -> None:
    form = evolve(one_form(), ledger=(Entry("KPI101", Status.FOUND, 1_003),))
    record = AuditRecord((AuditedFile(FORM, (form,)),))
    assert "\n另有 1000 项没有列出\n" in write_audit(record)
    assert "另有 1000 项没有列出" in write_html(record)
    assert "没有列出" not in write_html(one_file())
