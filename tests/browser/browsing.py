"""A real browser without a window: what it measures of a page at several widths, prints of it, and complains about."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
WIDTHS = (360, 768, 1440)
A4 = {(595, 842), (596, 842), (595, 841)}  # points
MISSING = f"none of {', '.join(NAMES)} is on this machine"

# The page may run no script, so the page around it measures it.
MEASURING = """<!doctype html><meta charset="utf-8"><body><script>
const seen = [];
const frames = [...document.querySelectorAll("iframe")];
const measure = (frame) => {
  const page = frame.contentDocument, width = page.documentElement.clientWidth;
  const beyond = [...page.body.querySelectorAll("*")]
    .filter((node) => !node.closest(".unseen, .skip") && node.getBoundingClientRect().right > width + 1)
    .map((node) => node.tagName + "." + node.className);
  const style = (found) => page.defaultView.getComputedStyle(found);
  return {
    asked: Number(frame.width),
    width: page.documentElement.scrollWidth,
    beyond,
    font: parseFloat(style(page.querySelector(".message, .totals, .said")).fontSize),
    table: page.querySelector("table") && style(page.querySelector("table")).borderCollapse,
    ground: style(page.body).backgroundColor,
    ink: style(page.body).color,
  };
};
addEventListener("load", () => { document.body.textContent = "[[" + JSON.stringify(frames.map(measure)) + "]]"; });
</script>FRAMES"""


def browse(folder: Path, *arguments: str) -> str:
    """What the browser writes to standard output, and what it complains about in a page's console."""
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--enable-logging=stderr",
        f"--user-data-dir={folder / 'profile'}",
    )
    done = subprocess.run(
        [str(BROWSER), *options, *arguments], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.split("\n") if "CONSOLE" in line] == []
    return done.stdout


def measured(page: Path, *arguments: str) -> list[dict[str, Any]]:
    """One measure for each of the widths."""
    framed = html.escape(page.read_text(encoding="utf-8"))
    frames = "".join(f'<iframe width="{width}" height="900" srcdoc="{framed}"></iframe>' for width in WIDTHS)
    around = page.with_name("around.html")
    script, _, _ = MEASURING.partition("FRAMES")
    # The frames stand before the script that looks for them.
    head, _, code = script.partition("<script>")
    around.write_text(f"{head}{frames}<script>{code}", encoding="utf-8")
    shown = browse(page.parent, *arguments, "--virtual-time-budget=5000", "--dump-dom", around.as_uri())
    found = re.search(r"\[\[(\[.*\])\]\]", shown, re.DOTALL)
    assert found is not None, shown[:2_000]
    measures: list[dict[str, Any]] = json.loads(html.unescape(found[1]))
    return measures
