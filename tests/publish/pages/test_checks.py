"""Pages in a browser: what axe and html-validate find, in light and dark, at desktop and phone width."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.publish.serve.conftest import Client

CHECKS = Path(__file__).resolve().parent / "checks"
NAMES = (
    "index", "actors", "queries", "about", "ontology", "actor/orvia", "actor/hostile/script", "actor/hostile/hebrew",
    "place/lake", "article/flood", "statement/flood/6-assert", "event/flood/30-death", "figure/flood/11",
    "occurrence/0123456789abcdef", "query/who-accused-whom",
)  # fmt: skip
LIVE = ("/", "/search?q=orvia", "/sparql?query=ASK%7B%7D", "/sparql?query=nonsense", "/nothing", "/query/timeline")


def check(files: list[Path]) -> list[str]:
    """Return what is wrong with pages."""
    node, chromium = shutil.which("node"), shutil.which("chromium") or shutil.which("chromium-browser")
    if node is None or chromium is None:
        pytest.skip("needs node and chromium, to look at pages in a browser")
    if not (CHECKS / "node_modules" / "axe-core").is_dir():
        pytest.skip(f"needs the checkers: npm ci --prefix {CHECKS.relative_to(Path.cwd())}")
    command = [node, str(CHECKS / "check.js"), chromium, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_published_pages_are_accessible(public: Path) -> None:
    """Axe finds no violation, html-validate no fault, and none is wider than the screen."""
    assert check([public / f"{name}.html" for name in NAMES]) == []


@pytest.mark.slow
def test_live_pages_are_accessible(live: Client, public: Path, tmp_path: Path) -> None:
    """Those with forms and faults too."""
    (tmp_path / "style.css").write_bytes((public / "style.css").read_bytes())
    files: list[Path] = []
    for number, path in enumerate(LIVE):
        html = live.get(path, accept="text/html").text.replace('href="../style.css"', 'href="style.css"')
        files.append(tmp_path / f"{number}.html")
        files[-1].write_text(html, encoding="utf-8")
    assert check(files) == []
