"""The store is loaded in bulk, piece by piece, and a failure to load loses nothing that was read."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from sayso.graph import assemble, shelf, store
from sayso.graph.build import build
from sayso.graph.dump import iter_quads
from sayso.graph.store import Paths, open_store
from sayso.settings import Settings

News = Callable[..., Path]


@pytest.mark.parametrize("chunk", [1, 5_000, store.CHUNK])
def test_pieces_of_any_size_give_the_same_store(
    news: News, tmp_path: Path, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """One article at a time, a few, all at once."""
    folder, kg = news(4), tmp_path / "kg"
    monkeypatch.setattr(store, "CHUNK", chunk)
    report = build([folder], kg, settings=toy_settings)

    held = {f"{quad} ." for quad in open_store(kg)}
    assert set(iter_quads(kg, builds=True)) == held and len(held) == report.quads > 100


def test_an_error_while_loading_ends_the_build_and_keeps_the_articles(
    news: News, tmp_path: Path, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full when the store is filled: what was read need not be read again."""
    from sayso.errors import DiskFullError

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    folder, kg = news(3), tmp_path / "kg"
    monkeypatch.setattr(store, "load_lines", full)
    with pytest.raises(DiskFullError):
        build([folder], kg, settings=toy_settings)
    monkeypatch.undo()

    assert not Paths(kg).next_store.exists() and len(shelf.list_keys(Paths(kg).articles)) == 3


def test_nothing_more_is_loaded_after_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces that others are loading are ended, no more are begun."""
    tried: list[bytes] = []

    def fail(db: object, data: bytes) -> None:
        tried.append(data)
        raise OSError(28, "No space left on device")

    files = [tmp_path / f"{number}.nq" for number in range(40)]
    for path in files:
        path.write_bytes(b"<https://e.org/a> <https://e.org/b> <https://e.org/c> <https://e.org/g> .\n")
    monkeypatch.setattr(store, "CHUNK", 1)
    monkeypatch.setattr(store, "load_lines", fail)
    with pytest.raises(OSError, match="No space left"):
        store.load_files(pyoxigraph.Store(), files)

    assert 1 <= len(tried) <= store.LOADERS


@pytest.mark.parametrize(("least", "packed"), [(4, True), (5, False)])
def test_a_large_store_is_packed_when_it_is_loaded_anew(
    news: News, tmp_path: Path, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch, least: int, packed: bool
) -> None:
    """It then holds the same, and the report tells how long the packing took."""
    folder, kg = news(4), tmp_path / "kg"
    monkeypatch.setattr(assemble, "PACKED", least)
    report = build([folder], kg, settings=toy_settings)

    assert packed is ("packing" in report.seconds)
    assert {f"{quad} ." for quad in open_store(kg)} == set(iter_quads(kg, builds=True))
    (folder / "one-more.txt").write_text("Aveline said Brock was late.\n", encoding="utf-8")
    assert "packing" not in build([folder], kg, settings=toy_settings).seconds
