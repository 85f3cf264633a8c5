"""The page of an audit in a real browser: it takes on its style, fits every width, and prints whole on A4."""

from pathlib import Path

import pdfplumber
import pytest
from tests.browser.browsing import A4, BROWSER, MISSING, browse, measured
from tests.reporting.audits import one_file, several_files

from kpirules.reporting.html import write_html

pytestmark = pytest.mark.skipif(BROWSER is None, reason=MISSING)


@pytest.fixture(params=["one", "several"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "audit.html"
    path.write_text(write_html(one_file() if request.param == "one" else several_files()), encoding="utf-8")
    return path


def test_the_page_fits_every_width_and_has_its_style(page: Path) -> None:
    for measure in measured(page):
        assert measure["width"] <= measure["asked"], measure
        assert measure["beyond"] == [], measure
        assert measure["font"] >= 15
        assert measure["table"] == "collapse", "the policy did not let the style in"


def test_the_page_prints_whole_on_a4(page: Path) -> None:
    paper = page.with_suffix(".pdf")
    browse(page.parent, f"--print-to-pdf={paper}", "--no-pdf-header-footer", page.as_uri())
    with pdfplumber.open(paper) as printed:
        assert {(round(sheet.width), round(sheet.height)) for sheet in printed.pages} <= A4
        text = "".join(sheet.extract_text() for sheet in printed.pages)
    for code in ("KPI101", "KPI608", "KPI620", "KPI621", "KPI805"):
        assert code in text
