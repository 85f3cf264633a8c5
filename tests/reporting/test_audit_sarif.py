"""An audit as SARIF 2.1.0: what the format demands of a log, and what a pipeline relies on."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.reporting.audits import FORM, HOSTILE, in_a_workbook, one_file, one_form, several_files

from kpirules.audit.audited import Finding
from kpirules.diagnostics import Diagnostic, Severity
from kpirules.reporting.audit_record import AuditedFile, AuditRecord
from kpirules.reporting.sarif import fingerprint, relative, to_log, write_sarif
from kpirules.source import Place, Source, Span

LEVELS = {"none", "note", "warning", "error"}


def run_of(record: AuditRecord) -> dict[str, Any]:
    log = json.loads(write_sarif(record))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


@pytest.mark.parametrize(
    "record", [AuditRecord(), one_file(), several_files()], ids=["none", "one", "several"]
)
def test_a_log_is_what_the_format_demands(record: AuditRecord) -> None:
    run = run_of(record)
    driver = run["tool"]["driver"]
    assert driver["name"] == "kpirules"
    assert run["columnKind"] == "unicodeCodePoints"
    for rule in (*driver["rules"], *driver["notifications"]):
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in LEVELS
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in LEVELS
        assert result["message"]["text"]
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            address = location["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][address["index"]]["location"]["uri"] == address["uri"]
            assert address["uriBaseId"] in run["originalUriBaseIds"]
            assert not address["uri"].startswith(("/", "..", "file:"))
            assert address["uri"].isascii()
            assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1
    for told in run["invocations"][0]["toolExecutionNotifications"]:
        assert driver["notifications"][told["descriptor"]["index"]]["id"] == told["descriptor"]["id"]
        assert told["level"] in LEVELS


def test_severities_are_levels() -> None:
    assert [result["level"] for result in run_of(one_file())["results"]] == ["warning", "error", "note"]


def test_every_check_asked_for_is_a_rule() -> None:
    rules = [rule["id"] for rule in run_of(one_file())["tool"]["driver"]["rules"]]
    assert rules == ["KPI101", "KPI608", "KPI620", "KPI621", "KPI802", "KPI805"]


def test_a_line_is_a_region_and_a_cell_is_named() -> None:
    of_line, of_cell = run_of(one_file())["results"][1], run_of(several_files())["results"][3]
    region = of_line["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 14, "snippet": {"text": "不少于20批次"}}
    assert "region" not in of_cell["locations"][0]["physicalLocation"]
    assert of_cell["locations"][0]["logicalLocations"] == [
        {"name": "2024.xlsx[表2] AB12", "fullyQualifiedName": "表2/R12/C28", "kind": "cell"}
    ]


def test_what_a_finding_rests_on_is_a_related_location() -> None:
    (related,) = run_of(one_file())["results"][1]["relatedLocations"]
    assert related["id"] == 1
    assert related["physicalLocation"]["region"]["startLine"] == 9
    assert related["message"]["text"] == "全年接待参观不少于25批次"


def test_a_form_cannot_write_links_or_placeholders() -> None:
    record = AuditRecord(
        (
            AuditedFile(
                FORM,
                (
                    evolve(
                        one_form(),
                        findings=(Finding(named(HOSTILE), Severity.ERROR, because=(Source(HOSTILE),)),),
                    ),
                ),
            ),
        )
    )
    (result,) = run_of(record)["results"]
    for text in (result["message"]["text"], result["relatedLocations"][0]["message"]["text"]):
        assert "\\[这里](" in text
        assert "{{0}}" in text
        assert "\u202e" not in text


def named(text: str) -> Diagnostic:
    return Diagnostic("KPI801", Source(text), Span(0, 3), values={"file": text})


def test_a_run_that_lost_something_did_not_succeed() -> None:
    assert run_of(one_file())["invocations"][0]["executionSuccessful"]
    assert not run_of(several_files())["invocations"][0]["executionSuccessful"]


def test_fingerprints_stay_while_rows_move() -> None:
    def at(line: int) -> Finding:
        return Finding(
            Diagnostic("KPI101", Source("2次", Place(FORM, line=line)), Span(0, 2)), Severity.ERROR
        )

    assert fingerprint(at(3)) == fingerprint(at(30))
    assert fingerprint(at(3)) != fingerprint(
        evolve(at(3), told=Diagnostic("KPI101", Source("3次"), Span(0, 2)))
    )


def test_equal_findings_of_a_file_are_told_apart() -> None:
    record = AuditRecord((AuditedFile("a.xlsx", (in_a_workbook(), in_a_workbook())),))
    marks = [result["partialFingerprints"]["kpirules/v1"] for result in run_of(record)["results"]]
    assert len(set(marks)) == 4


def test_the_ledger_is_there() -> None:
    (of_file,) = run_of(one_file())["properties"]["ledger"]
    assert of_file["uri"] == "forms/%E5%A3%B0%E5%AD%A6%E6%89%80.txt"
    assert [check["status"] for check in of_file["checks"]].count("not applicable") == 1


def test_files_are_named_from_the_folder_that_holds_them(tmp_path: Path) -> None:
    assert relative([str(tmp_path / "a b.txt"), str(tmp_path / "x" / "c#.txt")]) == [
        "a%20b.txt",
        "x/c%23.txt",
    ]
    assert relative(["./a.txt", "x/../b.txt"]) == ["a.txt", "b.txt"]
    assert relative(["../a.txt"]) == ["a.txt"]
    assert relative([]) == []
    assert relative(["\udcff.txt"]) == ["%FF.txt"]


def test_english_rules_and_messages() -> None:
    run = to_log(one_file(), lang="en")["runs"][0]
    assert run["language"] == "en"
    assert run["results"][0]["message"]["text"].isascii() or "year" in run["results"][0]["message"]["text"]
