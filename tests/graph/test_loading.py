"""The first store is filled while articles are read, and holds in the end what the files hold."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from sayso.graph import loading, shelf, store
from sayso.graph.build import build
from sayso.graph.loading import Loader
from sayso.graph.shelf import Stamp, digest_lines
from sayso.graph.store import Paths
from sayso.settings import Settings

News = Callable[..., Path]


def put(kg: Path, key: str, word: str) -> str:
    data = f'<https://e.org/{key}> <https://e.org/says> "{word}" <https://e.org/graph/article/{key}> .\n'.encode()
    body = digest_lines(data)
    stamp = Stamp(id=key, key=key, digest="d", fingerprint="f", body=body, quads=1)
    shelf.write_article_file(Paths(kg).articles, stamp, data)
    return body


def words(db: pyoxigraph.Store) -> list[str]:
    return sorted(str(quad.object) for quad in db)


@pytest.mark.parametrize("chunk", [1, loading.CHUNK])
def test_what_changed_or_went_after_it_was_loaded_is_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """One article is written again, one is gone, one was never announced: the store holds what the files hold."""
    monkeypatch.setattr(loading, "CHUNK", chunk)
    loader = Loader(tmp_path, base="https://e.org/")
    bodies = {key: put(tmp_path, key, "first") for key in ("a", "b", "c")}
    for key, body in bodies.items():
        loader.add(key, body)
    while loader._queue.qsize():  # pyright: ignore[reportPrivateUsage]
        pass
    bodies["b"] = put(tmp_path, "b", "second")
    loader.add("b", bodies["b"])
    del bodies["c"]
    shelf.remove_article_file(Paths(tmp_path).articles, "c")
    bodies["d"] = put(tmp_path, "d", "third")

    begun = loader.finish(bodies)
    with store.replacing(tmp_path, anew=True, contents=lambda: bodies, begun=begun) as following:
        assert words(following.db) == ['"first"', '"second"', '"third"']
    loader.close()

    assert store.read_contents(tmp_path) == bodies
    assert words(pyoxigraph.Store.read_only(str(Paths(tmp_path).store))) == ['"first"', '"second"', '"third"']


def test_a_loader_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    loader = Loader(tmp_path, base="https://e.org/")
    loader.add("a", put(tmp_path, "a", "first"))

    loader.close()

    assert not Paths(tmp_path).next_store.exists()


def test_an_error_while_loading_ends_the_build_and_keeps_the_articles(
    news: News, tmp_path: Path, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.errors import DiskFullError

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    folder, kg = news(3), tmp_path / "kg"
    monkeypatch.setattr(store, "load_lines", full)
    with pytest.raises(DiskFullError):
        build([folder], kg, settings=toy_settings)
    monkeypatch.undo()

    assert not Paths(kg).next_store.exists() and len(shelf.list_keys(Paths(kg).articles)) == 3
