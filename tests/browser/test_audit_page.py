"""The page of an audit in a real browser: it takes on its style, fits every width, and prints whole on A4."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from tests.reporting.audits import one_file, several_files

from kpirules.reporting.html import write_html

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
WIDTHS = (360, 768, 1440)
A4 = (595, 842)  # points

pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"none of {', '.join(NAMES)} is on this machine")

# The page may run no script, so the page around it measures it.
MEASURING = """<!doctype html><meta charset="utf-8"><body><script>
const seen = [];
const frames = [...document.querySelectorAll("iframe")];
const measure = (frame) => {
  const page = frame.contentDocument, width = page.documentElement.clientWidth;
  const beyond = [...page.body.querySelectorAll("*")]
    .filter((node) => !node.closest(".unseen, .skip") && node.getBoundingClientRect().right > width + 1)
    .map((node) => node.tagName + "." + node.className);
  return {
    asked: Number(frame.width),
    width: page.documentElement.scrollWidth,
    beyond,
    font: parseFloat(page.defaultView.getComputedStyle(page.querySelector(".message, .totals")).fontSize),
    table: page.querySelector("table") && page.defaultView.getComputedStyle(page.querySelector("table")).borderCollapse,
  };
};
addEventListener("load", () => { document.body.textContent = "[[" + JSON.stringify(frames.map(measure)) + "]]"; });
</script>FRAMES"""


@pytest.fixture(params=["one", "several"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "audit.html"
    path.write_text(write_html(one_file() if request.param == "one" else several_files()), encoding="utf-8")
    return path


def browse(folder: Path, *arguments: str) -> str:
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        f"--user-data-dir={folder / 'profile'}",
    )
    done = subprocess.run(
        [str(BROWSER), *options, *arguments], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def measured(page: Path) -> list[dict[str, Any]]:
    framed = html.escape(page.read_text(encoding="utf-8"))
    frames = "".join(f'<iframe width="{width}" height="900" srcdoc="{framed}"></iframe>' for width in WIDTHS)
    around = page.with_name("around.html")
    script, _, _ = MEASURING.partition("FRAMES")
    # The frames stand before the script that looks for them.
    head, _, code = script.partition("<script>")
    around.write_text(f"{head}{frames}<script>{code}", encoding="utf-8")
    shown = browse(page.parent, "--virtual-time-budget=5000", "--dump-dom", around.as_uri())
    found = re.search(r"\[\[(\[.*\])\]\]", shown, re.DOTALL)
    assert found is not None, shown[:2_000]
    measures: list[dict[str, Any]] = json.loads(html.unescape(found[1]))
    return measures


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
        assert {(round(sheet.width), round(sheet.height)) for sheet in printed.pages} <= {
            A4,
            (596, 842),
            (595, 841),
        }
        text = "".join(sheet.extract_text() for sheet in printed.pages)
    for code in ("KPI101", "KPI608", "KPI620", "KPI621", "KPI805"):
        assert code in text
