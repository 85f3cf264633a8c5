"""Scores as a page: what it is built of, and that no form can put anything into it. Its looks: tests/browser."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.reporting.scores import HOSTILE, TOP, complete, empty, example, hostile
from tests.reporting.test_audit_page import VARIABLE, contrast

from kpirules.diagnostics import Language
from kpirules.reporting.columns import clean
from kpirules.reporting.scored_html import write_score_html
from kpirules.reporting.scored_record import ScoredRecord

Make = Callable[[], ScoredRecord]
every_record = pytest.mark.parametrize(
    "make", [example, complete, hostile, empty], ids=lambda make: make.__name__
)


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)


def page(record: ScoredRecord, lang: Language = "zh") -> LexborHTMLParser:
    return LexborHTMLParser(write_score_html(record, lang=lang))


@every_record
def test_the_page_stands_alone(make: Make) -> None:
    tree = page(make())
    assert tree.css("script, link, img, iframe, object, embed, form, base, image, use, foreignObject") == []
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name != "style", "the policy forbids it"
            assert name not in {"src", "href", "xlink:href"} or (value or "").startswith("#")
    written = write_score_html(make())
    assert "url(" not in written
    assert "@import" not in written


@every_record
def test_the_policy_lets_in_nothing_but_the_style(make: Make) -> None:
    tree = page(make())
    (policy,) = tree.css('meta[http-equiv="Content-Security-Policy"]')
    (style,) = tree.css("style")
    digest = base64.b64encode(hashlib.sha256((style.text() or "").encode()).digest()).decode()
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@every_record
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_landmarks_and_headings_tell_the_page(make: Make, lang: Language) -> None:
    tree = page(make(), lang)
    assert [len(tree.css(tag)) for tag in ("main", "h1", "header", "footer")] == [1, 1, 1, 1]
    assert tree.css("html")[0].attributes["lang"] == ("zh-Hans" if lang == "zh" else "en")
    levels = [int((node.tag or "")[1]) for node in tree.css("h1, h2, h3, h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = Counter(node.attributes["id"] for node in tree.css("[id]"))
    assert set(ids.values()) <= {1}
    targets = {(node.attributes["href"] or "")[1:] for node in tree.css("a[href]")}
    targets |= {node.attributes["aria-labelledby"] or "" for node in tree.css("[aria-labelledby]")}
    assert targets <= set(ids)


@every_record
def test_tables_say_what_their_heads_are_for(make: Make) -> None:
    for table in page(make()).css("table"):
        assert table.css("caption")
        assert all(head.attributes["scope"] == "col" for head in table.css("thead th"))
        for row in table.css("tbody tr"):
            labelled = row.css("[aria-labelledby]")
            assert labelled or row.css('th[scope="row"], th[scope="rowgroup"]')


@every_record
def test_every_bar_is_said_in_words(make: Make) -> None:
    tree = page(make())
    for drawing in tree.css("svg"):
        assert drawing.attributes.get("aria-hidden") == "true" or drawing.attributes["aria-label"]
    assert len(tree.css("svg.bar")) == 1 + len(make().scored.levels)


def test_a_row_has_everything_that_its_score_rests_on() -> None:
    row, how = page(example()).css("tr.row, tr.how")[6:8]
    assert [cell.text(strip=True) for cell in row.css("td")] == [
        "≥ 15场", "14场", "-1场", "×未达成", "4.17", "3.89",
    ]  # fmt: skip
    told = how.text(separator=" ", strip=True)
    assert "4.17 × 14场/15场 = 3.892，四舍五入到 2 位 → 3.89" in told
    assert "偏差原因 一期因台风取消，已列入下年计划" in told


def test_colour_is_never_alone() -> None:
    """Every verdict has its word, and what is unscored says so."""
    words = {"met": "达成", "not_met": "未达成", "undetermined": "无法判定", "not_applicable": "不适用"}
    for row in page(example()).css("tr.row") + page(complete()).css("tr.row"):
        (kind,) = set((row.attributes["class"] or "").split()) & words.keys()
        assert row.css(".verdict")[0].text().split()[-1] == words[kind]
    assert all("未评分" in cell.text() for cell in page(example()).css("td.points.open"))


def test_the_total_is_said_where_it_is_open() -> None:
    told = page(example()).css(".total")[0].text(separator=" ", strip=True)
    assert "总分未定：在 55.75 分至 98.25 分之间，满分 100 分，有 4 项未评分" in told
    assert page(example()).css(".grade") == []
    assert page(complete()).css(".grade")[0].text() == "优"


def test_policy_and_its_source_stand_in_the_head() -> None:
    head = page(example()).css("header")[0].text(separator=" ", strip=True)
    assert "财政部项目支出绩效自评（2020）（mof-2020）" in head
    assert "财预〔2020〕10号" in head
    assert "见于正式表格或在用系统" in head


def test_a_hostile_form_is_shown_and_does_nothing() -> None:
    written = write_score_html(hostile())
    assert "<script" not in written
    assert "\u202e" not in written
    assert "{{" not in re.sub(r"\{\{ ?7\*7 ?\}\}", "", written), "the template's own braces are gone"
    assert clean(HOSTILE) in page(hostile()).css("h1")[0].text()


def test_words_can_be_read_on_every_ground() -> None:
    """WCAG 2 asks for 4.5 : 1 of words and 3 : 1 of bars; light, dark and paper."""
    css = page(empty()).css("style")[0].text() or ""
    themes = {"light": "", "dark": "", "paper": ""}
    for part in re.split(r"(?=@media)|(?<=\n\}\n)", css):
        theme = "paper" if part.startswith("@media print") else "dark" if "dark)" in part[:45] else "light"
        themes[theme] += part
    for text in themes.values():
        colours = dict(VARIABLE.findall(text))
        for words in ("met", "missed", "open", "ink", "quiet"):
            assert contrast(colours[words], colours["paper"]) >= 4.5, words
        assert contrast(colours["earned"], colours["paper"]) >= 3
        assert contrast(colours["earned"], colours["track"]) >= 3
