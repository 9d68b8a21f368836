"""A store that is filled while articles are read holds what one holds that is filled at the end."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph
import pytest

from sayso.graph import filling, shelf
from sayso.graph.build import build
from sayso.graph.filling import Filler
from sayso.graph.shelf import Stamp
from sayso.graph.store import Paths, open_store
from sayso.settings import Settings

News = Callable[..., Path]
LINE = '<https://e.org/{0}> <https://e.org/is> "{1}" <https://e.org/graph/{0}> .\n'


@pytest.fixture(autouse=True)
def each_article_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every article is loaded by itself, and there is a core to do it on."""
    monkeypatch.setattr(filling, "PIECE", 1)
    monkeypatch.setattr("sayso.graph.build.count_cores", lambda: 99)


def shelve(kg: Path, key: str, text: str = "here") -> str:
    data = LINE.format(key, text).encode()
    body = shelf.digest_lines(data)
    shelf.write_article_file(Paths(kg).articles, Stamp(id=key, key=key, digest="", fingerprint="", body=body), data)
    return body


def dump(kg: Path) -> list[str]:
    """All quads but those that tell when it was built."""
    store = open_store(kg)
    return sorted(str(quad) for quad in store if "/builds" not in str(quad.graph_name))


def fill(kg: Path, bodies: Mapping[str, str]) -> Filler:
    filler = Filler(kg)
    for key, body in bodies.items():
        filler.add(key, body)
    return filler


def test_a_build_gives_the_same_store(
    news: News, tmp_path: Path, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = news(5)
    loaded: list[frozenset[str]] = []
    finish = Filler.finish

    def watched(self: Filler, bodies: Mapping[str, str]) -> object:
        outcome = finish(self, bodies)
        assert outcome is not None
        loaded.append(outcome[1])
        return outcome

    monkeypatch.setattr(Filler, "finish", watched)
    build([folder], tmp_path / "filled", settings=toy_settings, workers=1)
    monkeypatch.setattr("sayso.graph.build.count_cores", lambda: 1)
    build([folder], tmp_path / "loaded", settings=toy_settings, workers=1)

    assert [len(one) for one in loaded] == [5]
    assert dump(tmp_path / "filled") == dump(tmp_path / "loaded")


def test_what_was_given_is_loaded(tmp_path: Path) -> None:
    bodies = {key: shelve(tmp_path, key) for key in ("one", "two")}

    outcome = fill(tmp_path, bodies).finish({**bodies, "three": "not read now"})

    assert outcome is not None
    following, loaded = outcome
    assert loaded == {"one", "two"}
    assert [quad.subject.value for quad in following.db if isinstance(quad.subject, pyoxigraph.NamedNode)]
    assert len(following.db) == 2


@pytest.mark.parametrize("wanted", [{}, {"one": "another digest"}])
def test_a_store_that_holds_too_much_is_dropped(tmp_path: Path, wanted: dict[str, str]) -> None:
    """An article that was taken out again, or written anew."""
    assert fill(tmp_path, {"one": shelve(tmp_path, "one")}).finish(wanted) is None
    assert not Paths(tmp_path).next_store.exists()


def test_an_article_that_came_twice_spoils_the_store(tmp_path: Path) -> None:
    """Its file may have been replaced before or after it was loaded."""
    filler = fill(tmp_path, {"one": shelve(tmp_path, "one")})
    body = shelve(tmp_path, "one", "there")
    filler.add("one", body)

    assert filler.finish({"one": body}) is None


def test_a_fault_leaves_the_work_to_the_end(tmp_path: Path) -> None:
    bodies = {key: shelve(tmp_path, key) for key in ("one", "two")}
    shelf.article_path(Paths(tmp_path).articles, "two").write_bytes(b"no quads\n")

    assert fill(tmp_path, bodies).finish(bodies) is None
    assert not Paths(tmp_path).next_store.exists()


def test_a_build_that_fails_leaves_no_store_behind(
    news: News, tmp_path: Path, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    kg = tmp_path / "kg"
    monkeypatch.setattr("sayso.graph.build._Run.assemble", fail)
    with pytest.raises(KeyboardInterrupt):
        build([news(3)], kg, settings=toy_settings, workers=1)

    assert not Paths(kg).next_store.exists()
    assert len(shelf.list_keys(Paths(kg).articles)) == 3
