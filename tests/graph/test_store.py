"""Opening a store gives the store, or one line that says what is wrong and what to do."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pyoxigraph
import pytest

from sayso.errors import StoreBrokenError, StoreLockedError, StoreMissingError, StoreNewerError
from sayso.graph import store
from sayso.graph.build import build
from sayso.graph.dump import iter_quads
from sayso.graph.store import Paths, open_store
from sayso.settings import Settings

News = Callable[..., Path]


@pytest.fixture
def kg(news: News, tmp_path: Path, toy_settings: Settings) -> Path:
    build([news(3)], tmp_path / "kg", settings=toy_settings)
    return tmp_path / "kg"


@pytest.mark.parametrize("make", [False, True])
def test_a_folder_without_a_graph_is_told(tmp_path: Path, make: bool) -> None:
    if make:
        (tmp_path / "none").mkdir()
    with pytest.raises(StoreMissingError, match="sayso build"):
        open_store(tmp_path / "none")


def test_a_graph_of_a_newer_version_is_neither_read_nor_touched(kg: Path, news: News, toy_settings: Settings) -> None:
    Paths(kg).version.write_text("7\n", encoding="ascii")
    before = sorted(path.stat().st_mtime_ns for path in kg.rglob("*"))

    with pytest.raises(StoreNewerError, match="form 7"):
        open_store(kg)
    with pytest.raises(StoreNewerError, match="newer"):
        build([news(4)], kg, settings=toy_settings)
    assert sorted(path.stat().st_mtime_ns for path in kg.rglob("*")) == before


def test_a_version_that_is_no_number_is_told(kg: Path) -> None:
    Paths(kg).version.write_text("seven", encoding="ascii")
    with pytest.raises(StoreBrokenError, match="'seven'"):
        open_store(kg)


def test_a_store_that_another_process_writes_to_is_locked_for_writing_only(kg: Path) -> None:
    """A reader goes on beside a writer; a second writer is told to wait."""
    script = "import sys, pyoxigraph; s = pyoxigraph.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(Paths(kg).store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        with pytest.raises(StoreLockedError, match="another process"):
            open_store(kg, read_only=False)
        assert len(open_store(kg)) > 0
        other.communicate("")
    assert len(open_store(kg, read_only=False)) > 0


def test_a_damaged_store_is_told_with_the_way_to_mend_it(kg: Path, news: News, toy_settings: Settings) -> None:
    (Paths(kg).store / "CURRENT").write_text("junk", encoding="ascii")
    with pytest.raises(StoreBrokenError, match="Delete .*store and run `sayso build` again"):
        open_store(kg)

    import shutil

    shutil.rmtree(Paths(kg).store)
    build([news(3)], kg, settings=toy_settings)
    assert len(open_store(kg)) > 0


def test_a_read_only_store_takes_no_writes(kg: Path) -> None:
    with pytest.raises((OSError, RuntimeError)):
        open_store(kg).update("INSERT DATA { <a:b> <a:c> <a:d> }")


def test_a_reader_is_not_disturbed_by_a_build(kg: Path, news: News, toy_settings: Settings) -> None:
    """Who has the store open goes on seeing what was there, while and after it is replaced."""
    reader = open_store(kg)
    before = {str(quad) for quad in reader}

    build([news(12)], kg, settings=toy_settings)

    assert {str(quad) for quad in reader} == before
    assert len(open_store(kg)) > len(before)


@pytest.mark.parametrize("killed", ["before", "between", "after"])
def test_a_store_whose_exchange_was_killed_is_put_right(kg: Path, killed: str) -> None:
    """Killed before the first rename the old store holds; after it, the finished next one."""
    paths = Paths(kg)
    size = len(open_store(kg))
    if killed == "before":
        paths.next_store.mkdir()
        pyoxigraph.Store(str(paths.next_store))
    elif killed == "between":
        paths.store.rename(paths.next_store)
        paths.old_store.mkdir()
    else:
        paths.old_store.mkdir()

    store.recover(kg)

    assert len(open_store(kg)) == size
    assert not paths.next_store.exists() and not paths.old_store.exists()


@pytest.mark.parametrize("compared", [0, 100])
def test_one_graph_is_replaced_and_no_other(compared: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compared quad by quad or not, with what stands in both, and a number that the store writes in its own way."""
    monkeypatch.setattr(store, "_COMPARED", compared)
    db = pyoxigraph.Store()
    decimal = "<http://www.w3.org/2001/XMLSchema#decimal>"
    for graph in ("a:g1", "a:g2"):
        store.load_lines(db, f'<a:s> <a:p> "old", "both", "1.50"^^{decimal} <{graph}> .\n'.replace(
            ", ", f" <{graph}> .\n<a:s> <a:p> ").encode())  # fmt: skip

    store.replace_graph(db, "a:g1", f'<a:s> <a:p> "new" <a:g1> .\n<a:s> <a:p> "both" <a:g1> .\n'
                        f'<a:s> <a:p> "1.50"^^{decimal} <a:g1> .\n'.encode())  # fmt: skip

    assert sorted(str(quad) for quad in db) == [
        f'<a:s> <a:p> "1.5"^^{decimal} <a:g1>', f'<a:s> <a:p> "1.5"^^{decimal} <a:g2>',
        '<a:s> <a:p> "both" <a:g1>', '<a:s> <a:p> "both" <a:g2>',
        '<a:s> <a:p> "new" <a:g1>', '<a:s> <a:p> "old" <a:g2>',
    ]  # fmt: skip
    store.replace_graph(db, "a:g1", None)
    assert 3 == len(db)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "f"
    store.write_file(path, b"first")

    class Full(BytesIO):
        def writelines(self, lines: object, /) -> None:
            raise OSError(28, "No space left on device")

    def fail(self: Path, mode: str) -> Full:
        self.touch()
        return Full()

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(Path, "open", fail)
        store.write_file(path, b"sec", b"ond")

    assert path.read_bytes() == b"first"
    assert [one.name for one in tmp_path.iterdir()] == ["f"]


@pytest.mark.parametrize("harm", ["cut", "blanked", "emptied"])
def test_an_article_file_that_a_power_cut_left_short_is_made_again(
    news: News, tmp_path: Path, toy_settings: Settings, harm: str
) -> None:
    """Its stamp tells how long it should be, and that it ends in a line end."""
    folder, kg = news(3), tmp_path / "kg"
    build([folder], kg, settings=toy_settings)
    before = list(iter_quads(kg))
    harmed, gone = sorted(Paths(kg).articles.glob("*/*.nq"))[:2]
    data = harmed.read_bytes()
    harmed.write_bytes({"cut": data[:-9], "blanked": data[:-9] + bytes(9), "emptied": b""}[harm])

    report = build([folder], kg, settings=toy_settings)

    assert (1, 2) == (report.read, report.unchanged) and list(iter_quads(kg)) == before
    gone.write_bytes(b"")
    for path in folder.glob(f"{gone.stem}.*"):
        path.unlink()
    build([folder], kg, settings=toy_settings)
    assert not gone.exists()
