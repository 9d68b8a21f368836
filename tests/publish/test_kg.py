"""A knowledge graph that was built: published and exported from its folder."""

from pathlib import Path

import pytest

from sayso.graph.build import build
from sayso.graph.store import open_store
from sayso.publish.dump import publish
from sayso.publish.export import export
from sayso.settings import Settings

NEWS = {
    "lock": "March 4 (Wire) - Norway accused Sweden on Monday of closing the lock at Selm. Sweden denied the charge.",
    "bridge": 'Sweden accused Norway of damaging a bridge. "We reject this," Norway\'s government said.',
}


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kg")
    (folder / "private").mkdir()
    for name, text in NEWS.items():
        (folder / "private" / f"{name}.txt").write_text(text, encoding="utf-8")
    build([folder / "private"], folder / "kg", settings=Settings())
    return folder / "kg"


def test_folder_and_store_are_published_alike(kg: Path, tmp_path: Path) -> None:
    """Dumps made from the files of the graph are, byte for byte, those made from its store."""
    from_files = publish(kg, tmp_path / "files")
    from_store = publish(open_store(kg), tmp_path / "store")

    assert from_files.quads > 100
    assert from_files.files == from_store.files
    assert (from_files.quads, from_files.graphs) == (from_store.quads, from_store.graphs)


def test_no_path_of_the_machine_is_published(kg: Path, tmp_path: Path) -> None:
    """The folder that the articles were read from is named nowhere."""
    out = publish(kg, tmp_path / "out").out

    for path in (one for one in out.rglob("*") if one.is_file()):
        assert str(kg.parent).encode() not in path.read_bytes(), path.name
        assert b"private" not in path.read_bytes(), path.name


def test_accusations_are_exported(kg: Path, tmp_path: Path) -> None:
    """Each of the two accuses the other."""
    report = export(kg, tmp_path / "x.gexf", profile="accusations")
    text = (tmp_path / "x.gexf").read_text(encoding="utf-8")

    assert (report.nodes, report.edges) == (2, 2)
    assert text.count('kind="accuse"') == 2
    assert 'label="Norway"' in text and 'label="Sweden"' in text
