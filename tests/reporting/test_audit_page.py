"""An audit as a page: what it is built of, and that no form can put anything into it. Its looks: tests/browser."""

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.reporting.audits import HOSTILE, one_file, several_files

from kpirules.diagnostics import Language
from kpirules.reporting.audit_record import AuditRecord
from kpirules.reporting.html import write_html

RECORDS = pytest.mark.parametrize(
    "record", [AuditRecord(), one_file(), several_files()], ids=["none", "one", "several"]
)
VARIABLE = re.compile(r"--(?P<name>\w+): (?P<colour>#[0-9a-f]{6});")


def page(record: AuditRecord, lang: Language = "zh") -> LexborHTMLParser:
    return LexborHTMLParser(write_html(record, lang=lang))


@RECORDS
def test_the_page_stands_alone(record: AuditRecord) -> None:
    tree = page(record)
    assert tree.css("script, link, img, iframe, object, embed, form, base, svg") == []
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name != "style", "the policy forbids it"
            assert name not in {"src", "href"} or (value or "").startswith("#")
    assert "url(" not in write_html(record)
    assert "@import" not in write_html(record)


@RECORDS
def test_the_policy_lets_in_nothing_but_the_style(record: AuditRecord) -> None:
    tree = page(record)
    (policy,) = tree.css('meta[http-equiv="Content-Security-Policy"]')
    (style,) = tree.css("style")
    digest = base64.b64encode(hashlib.sha256((style.text() or "").encode()).digest()).decode()
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@RECORDS
def test_landmarks_and_headings_tell_the_page(record: AuditRecord) -> None:
    tree = page(record)
    assert len(tree.css("main")) == len(tree.css("h1")) == len(tree.css("header")) == 1
    assert tree.css("html")[0].attributes["lang"] == "zh-Hans"
    levels = [int((node.tag or "")[1]) for node in tree.css("h1, h2, h3, h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert set(ids.values()) == {1}
    targets = {(node.attributes["href"] or "")[1:] for node in tree.css("a[href]")}
    targets |= {node.attributes["aria-labelledby"] or "" for node in tree.css("[aria-labelledby]")}
    assert targets <= set(ids)


@RECORDS
def test_tables_say_what_their_heads_are_for(record: AuditRecord) -> None:
    tree = page(record)
    for table in tree.css("table"):
        assert table.css("caption")
        assert all(head.attributes["scope"] == "col" for head in table.css("thead th"))
        assert all(row.css('th[scope="row"]') for row in table.css("tbody tr"))


def test_findings_stand_by_severity_with_their_cell_marked() -> None:
    tree = page(one_file())
    assert [node.text().split()[0] for node in tree.css(".group h3")] == ["错误", "警告", "提示"]
    assert [node.text() for node in tree.css(".findings mark")] == ["不少于20批次", "三批"]
    (tentative,) = tree.css(".tentative")
    assert tentative.text() == "［读法待确认］"
    assert "全年接待参观不少于25批次" in tree.css(".related")[0].text()


def test_the_ledger_is_a_table_of_every_check() -> None:
    rows = [[cell.text() for cell in row.css("th, td")] for row in page(one_file()).css(".ledger tbody tr")]
    assert [row[:3] for row in rows] == [
        ["KPI101", "发现问题", "2"],
        ["KPI608", "发现问题", "1"],
        ["KPI805", "数据不足", ""],
        ["KPI802", "数据不足", ""],
        ["KPI621", "不适用", ""],
        ["KPI620", "通过", ""],
    ]
    assert "预算年度" in rows[2][3]


def test_everything_is_open_so_that_paper_shows_it() -> None:
    for node in page(several_files()).css("details"):
        assert "open" in node.attributes


def test_several_forms_have_a_summary_that_leads_to_them() -> None:
    tree = page(several_files())
    links = [node.attributes["href"] for node in tree.css("nav a")]
    assert links == ["#form-1", "#form-2", "#form-3", "#form-4"]
    assert [len(tree.css(link or "")) for link in links] == [1, 1, 1, 1]
    assert "没有能够读入" in tree.css("nav")[0].text()


def test_a_hostile_form_is_shown_and_does_nothing() -> None:
    written = write_html(several_files())
    assert "<script" not in written
    assert "\u202e" not in written
    assert "&lt;U+202E&gt;" in written
    text = page(several_files()).css("body")[0].text()
    assert HOSTILE.replace("\u202e", "<U+202E>") in text


def test_no_block_begins_with_what_a_spreadsheet_would_run() -> None:
    for node in page(several_files()).css("p, li, th, td, h1, h2, h3, h4, caption"):
        assert not node.text().strip().startswith(("=", "+", "@"))


def test_an_english_page_leaves_the_form_its_own_words() -> None:
    tree = page(one_file(), "en")
    assert tree.css("html")[0].attributes["lang"] == "en"
    assert {node.attributes["lang"] for node in tree.css("blockquote")} == {"zh-Hans"}
    assert tree.css("h1")[0].text() == "Audit of performance declarations"


def test_words_can_be_read_on_every_ground() -> None:
    """WCAG 2 asks for 4.5 : 1; light, dark and paper."""
    css = page(AuditRecord()).css("style")[0].text() or ""
    rest, paper = css.split("@media print", 1)
    light, dark = rest.split("@media (prefers-color-scheme: dark)", 1)
    for theme in (light, dark, paper):
        colours = dict(VARIABLE.findall(theme))
        for words in ("ink", "quiet", "error", "warning", "info", "link"):
            assert contrast(colours[words], colours["paper"]) >= 4.5, words
            assert contrast(colours[words], colours["raised"]) >= 4.5, words
        assert contrast(colours["ink"], colours["marked"]) >= 4.5


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
