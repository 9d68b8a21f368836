"""A published folder is whole or not there, and never takes the place of something else."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from sayso.errors import PublishFolderError
from sayso.publish import dump
from sayso.publish.dump import publish
from sayso.publish.folder import MARKER
from sayso.settings import Settings


def read_all(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_of_ours_is_replaced(store: Store, settings: Settings, tmp_path: Path) -> None:
    """Publishing again replaces the whole folder, and leaves nothing beside it."""
    publish(store, tmp_path / "out", settings=settings)
    publish(store, tmp_path / "out", formats=("nquads",), settings=settings)

    assert not (tmp_path / "out" / "graph.ttl").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_and_missing_parents_are_no_hindrance(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    """A folder that is empty is taken; folders above that are missing are made."""
    (tmp_path / "empty").mkdir()

    assert publish(store, tmp_path / "empty", settings=settings).quads
    assert publish(store, tmp_path / "a" / "b" / "out", settings=settings).quads


@pytest.mark.parametrize("content", ["thesis.docx", "graph.ttl", ".git/config"])
def test_a_folder_of_others_is_left_alone(store: Store, settings: Settings, tmp_path: Path, content: str) -> None:
    """A folder without sayso's marker is not touched, and the message says why."""
    held = tmp_path / "out" / content
    held.parent.mkdir(parents=True)
    held.write_text("mine", encoding="utf-8")

    with pytest.raises(PublishFolderError, match="not published by sayso .* Publish into a new or empty folder"):
        publish(store, tmp_path / "out", settings=settings)
    assert held.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["CNAME", "notes/todo.txt"])
def test_files_that_were_added_are_not_lost(store: Store, settings: Settings, tmp_path: Path, name: str) -> None:
    """A published folder to which somebody added a file is not replaced; the message names the file."""
    publish(store, tmp_path / "out", settings=settings)
    added = tmp_path / "out" / name
    added.parent.mkdir(exist_ok=True)
    added.write_text("mine", encoding="utf-8")

    with pytest.raises(PublishFolderError, match=name):
        publish(store, tmp_path / "out", settings=settings)
    assert added.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("marker", ["", "{", "[]", '{"files": 3}'])
def test_a_broken_marker_is_no_marker(store: Store, settings: Settings, tmp_path: Path, marker: str) -> None:
    """A marker that does not list files does not open the way to replacing them."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MARKER).write_text(marker, encoding="utf-8")

    with pytest.raises(PublishFolderError):
        publish(store, tmp_path / "out", settings=settings)


def test_a_file_or_a_link_is_not_replaced(store: Store, settings: Settings, tmp_path: Path) -> None:
    """Where *out* is a file, or a link to elsewhere, it stays."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")

    for name in ("file", "link"):
        with pytest.raises(PublishFolderError, match="not a folder"):
            publish(store, tmp_path / name, settings=settings)


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt(), RuntimeError("bug")])
def test_a_failure_leaves_what_was_published(
    store: Store, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    """Whatever goes wrong while writing, the folder published before stays whole, and nothing is left beside it."""
    publish(store, tmp_path / "out", settings=settings)
    before = read_all(tmp_path / "out")

    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(dump, "write_description", fail)
    expected = PublishFolderError if isinstance(fault, OSError) else type(fault)
    with pytest.raises(expected) as error:
        publish(store, tmp_path / "out", settings=settings)
    if isinstance(fault, OSError):
        assert "No space left on device" in str(error.value)
    assert read_all(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_run_killed_between_the_renamings_loses_nothing(store: Store, settings: Settings, tmp_path: Path) -> None:
    """Where a killed run had moved the old folder away, the next one puts it back before anything else."""
    publish(store, tmp_path / "out", settings=settings)
    before = read_all(tmp_path / "out")
    (tmp_path / ".out.sayso-old-x").mkdir()
    (tmp_path / "out").rename(tmp_path / ".out.sayso-old-x" / "whole")
    (tmp_path / ".out.sayso-new-y").mkdir()
    (tmp_path / ".out.sayso-new-y" / "graph.ttl").write_text("half", encoding="utf-8")

    publish(store, tmp_path / "out", settings=settings)
    assert read_all(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_folder_can_be_read_by_a_web_server(store: Store, settings: Settings, tmp_path: Path) -> None:
    """Others may read the folder, though temporary folders are closed to them."""
    out = publish(store, tmp_path / "out", settings=settings).out

    assert out.stat().st_mode & 0o777 == 0o755
