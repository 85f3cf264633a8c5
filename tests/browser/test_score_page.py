"""The page of scores in a real browser: it fits every width, light and dark, complains of nothing, and prints whole on A4."""

from pathlib import Path
from unicodedata import normalize

import pdfplumber
import pytest
from tests.browser.browsing import A4, BROWSER, MISSING, browse, measured
from tests.reporting.scores import TOP, complete, example, hostile

from kpirules.reporting.scored_html import write_score_html

pytestmark = pytest.mark.skipif(BROWSER is None, reason=MISSING)

LIGHT, DARK = "rgb(253, 253, 251)", "rgb(23, 25, 28)"
RECORDS = {"example": example, "complete": complete, "hostile": hostile}


@pytest.fixture(params=RECORDS)
def page(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(TOP)
    path = tmp_path / "score.html"
    path.write_text(write_score_html(RECORDS[request.param]()), encoding="utf-8")
    return path


@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
def test_the_page_fits_every_width_and_has_its_style(page: Path, ground: str) -> None:
    arguments = ("--blink-settings=preferredColorScheme=0",) if ground == DARK else ()
    for measure in measured(page, *arguments):
        assert measure["width"] <= measure["asked"], measure
        assert measure["beyond"] == [], measure
        assert measure["font"] >= 15
        assert measure["table"] == "collapse", "the policy did not let the style in"
        assert measure["ground"] == ground


def test_the_page_prints_whole_on_a4(page: Path) -> None:
    paper = page.with_suffix(".pdf")
    browse(page.parent, f"--print-to-pdf={paper}", "--no-pdf-header-footer", page.as_uri())
    with pdfplumber.open(paper) as printed:
        assert {(round(sheet.width), round(sheet.height)) for sheet in printed.pages} <= A4
        # Paper has radicals where the page has the characters that look like them.
        text = normalize("NFKC", "".join(sheet.extract_text() for sheet in printed.pages))
    for word in ("预算执行", "逐项得分", "用到的计分规则", "at_least"):
        assert word in text
