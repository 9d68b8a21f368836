"""A spaCy pipeline that loads at once, and articles that it understands."""

import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from sayso.graph import recipe
from sayso.settings import Settings

HERE = Path(__file__).parent

PEOPLE = ["Ada Rowe", "Ivo Maric", "Lena Holt", "Tomas Reyes", "Mirela Kos", "Jonas Vik", "Amara Diallo", "Petra Lund"]
WRONGS = ["breaking the truce", "dumping mud in the harbour", "hiding the accounts", "closing the border road"]
TOWNS = ["Halmstow", "Brackwater", "Ostrava", "Veldt"]


@pytest.fixture(scope="session")
def toy_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder that holds a blank English pipeline with a sentencizer."""
    import spacy

    folder = tmp_path_factory.mktemp("model") / "toy"
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(folder)
    return str(folder)


@pytest.fixture(scope="session")
def toy_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder for PYTHONPATH through which other processes find the toy component, as an installed package's."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(HERE / "toy_findings.py", folder)
    info = folder / "toy_findings-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy-findings\nVersion: 1.0\n", encoding="utf-8")
    entry = "[spacy_factories]\ntoy_findings = toy_findings:make_toy_findings\n"
    (info / "entry_points.txt").write_text(entry, encoding="utf-8")
    return str(folder)


@pytest.fixture
def toy_settings(toy_model: str, toy_path: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings under which articles are read by the toy component, in this process and in workers."""
    if "toy_findings" not in sys.modules:
        sys.path.insert(0, toy_path)
        import_module("toy_findings")  # registers itself
    monkeypatch.setenv("PYTHONPATH", toy_path)
    # The extractors take no part, so a change to them while these tests run is none.
    monkeypatch.setattr(recipe, "digest_code", lambda: "the same throughout")
    return Settings(model=toy_model, components=("toy_findings",), base_iri="https://example.org/news/")


@pytest.fixture
def news(tmp_path: Path) -> Callable[..., Path]:
    """Write a folder of articles, each about other people, wrongs and towns, and return it."""

    def write(count: int, *, start: int = 0, folder: str = "news") -> Path:
        out = tmp_path / folder
        out.mkdir(exist_ok=True)
        for number in range(start, start + count):
            _write_article(out, number)
        return out

    return write


@pytest.fixture
def write_article() -> Callable[..., Path]:
    """Write one article: FOLDER, NUMBER, and of those killed how many and where."""
    return _write_article


def _write_article(folder: Path, number: int, *, killed: int | None = None, town: str | None = None) -> Path:
    one, other = PEOPLE[number % len(PEOPLE)], PEOPLE[(number * 3 + 1) % len(PEOPLE)]
    if one == other:
        other = PEOPLE[(number + 1) % len(PEOPLE)]
    text = (
        f"Report {number} from the coast. {one} accused {other} of {WRONGS[number % len(WRONGS)]} in month {number}. "
        f"{other} said {killed or number + 3} people were killed in {town or TOWNS[number % len(TOWNS)]}. "
        f"Number {number * 7919} was drawn in the evening, and nobody else spoke about subject {number * 31}.\n"
    )
    path = folder / f"article-{number:03}.txt"
    path.write_text(text, encoding="utf-8")
    day = f"2024-05-{number % 28 + 1:02}"
    path.with_suffix(".meta.toml").write_text(f'date = "{day}"\npublisher = "Coast Gazette"\n', encoding="utf-8")
    return path
