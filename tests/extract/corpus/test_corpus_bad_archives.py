"""Archives that cannot be read are reported with their names and a remedy, and the rest is read."""

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest

from sayso.extract.corpus import streams
from tests.extract.corpus.corpus_reading import assert_reported, put, read, write_warc

LINES = "".join(json.dumps({"text": f"Report {number}: {os.urandom(30).hex()}."}) + "\n" for number in range(3000))


def test_corrupt_gzip_gives_what_stands_before(tmp_path: Path) -> None:
    """A cut-off or garbled file is read up to the damage."""
    whole = gzip.compress(LINES.encode())
    put(tmp_path / "cut.jsonl.gz", whole[: len(whole) // 2])
    put(tmp_path / "no.jsonl.gz", b"this is no gzip file at all")

    reading = read(tmp_path)

    assert 500 < len(reading.articles) < 3000
    assert reading.articles[-1].text.startswith("Report")
    assert reading.slugs == ["archive-broken", "archive-broken"]
    assert_reported(reading.problems[0], "archive-broken", "Copy", source="cut.jsonl.gz")


def test_corrupt_zip_is_reported(tmp_path: Path) -> None:
    """No archive at all, and a member with damaged data, are named; other members are read."""
    put(tmp_path / "no.zip", b"PK\x03\x04 and then nothing")
    with zipfile.ZipFile(tmp_path / "part.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", LINES[:20_000])
        archive.writestr("b.txt", "A sound text.")
    data = bytearray((tmp_path / "part.zip").read_bytes())
    data[2000:2040] = b"\xff" * 40
    put(tmp_path / "part.zip", bytes(data))

    reading = read(tmp_path)

    assert reading.ids == ["b"]
    assert_reported(reading.problems[0], "archive-broken", "ZIP", source="no.zip")
    assert_reported(reading.problems[1], "archive-broken", source="part.zip!a.txt")


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.parquet"])
def test_corrupt_archive_is_reported(name: str, tmp_path: Path) -> None:
    """Bytes that are no web archive or Parquet file are named, and the rest read."""
    if name == "a.parquet":
        pytest.importorskip("pyarrow", reason="needs the extra `parquet`")
    put(tmp_path / name, b"\x00\x01 no such archive \xff" * 100)
    put(tmp_path / "b.txt")

    reading = read(tmp_path)

    assert reading.ids == ["b"]
    assert_reported(reading.problem, "archive-broken", "Copy", source=name)


def test_cut_web_archive_gives_what_stands_before(tmp_path: Path) -> None:
    """The pages before the damage are read."""
    write_warc(tmp_path / "a.warc.gz", gzipped=True)
    whole = (tmp_path / "a.warc.gz").read_bytes()
    put(tmp_path / "a.warc.gz", whole[:-30])

    reading = read(tmp_path)

    assert reading.ids == ["a-000001"]


def test_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A member that would unpack to hundreds of times its size is refused by what the archive says of it."""
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.jsonl", "w", force_zip64=True) as member:
            for _ in range(200):
                member.write(b"\n" * 1_000_000)
        archive.writestr("b.txt", "A sound text.")

    reading = read(tmp_path / "bomb.zip")

    assert reading.ids == ["b"]
    assert_reported(reading.problem, "archive-bomb", "200,000,000", source="bomb.zip!a.jsonl")


def test_gzip_bomb_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a compressed file stops where it grows beyond all text."""
    monkeypatch.setattr(streams, "MIN_BOMB", 1_000_000)
    with gzip.open(tmp_path / "bomb.jsonl.gz", "wb") as stream:
        stream.write(b'{"text": "Before."}\n')
        for _ in range(30):
            stream.write(b" " * 999_999 + b"\n")

    reading = read(tmp_path / "bomb.jsonl.gz")

    assert [article.text for article in reading.articles] == ["Before."]
    assert_reported(reading.problem, "archive-bomb", "Unpack", source="bomb.jsonl.gz")


def test_archive_paths_are_only_names(tmp_path: Path) -> None:
    """A member called ../../x or /x is read as x; nothing is written anywhere."""
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in/tricks.zip", "w") as archive:
        archive.writestr("../../up.txt", "Up the tree.")
        archive.writestr("/absolute.txt", "From the root.")
        archive.writestr("deep.zip", b"PK\x05\x06" + bytes(18))

    reading = read(tmp_path / "in/tricks.zip")

    assert sorted(reading.ids) == ["absolute", "up"]
    assert [str(path.relative_to(tmp_path)) for path in sorted(tmp_path.rglob("*"))] == [
        "in",
        str(Path("in/tricks.zip")),
    ]
    assert_reported(reading.problem, "format-unknown", "Unpack", source="tricks.zip!deep.zip")


def test_locked_member_is_reported(tmp_path: Path) -> None:
    """A member with a password is named with what to do."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "Secret.")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    put(tmp_path / "a.zip", bytes(data))

    assert_reported(read(tmp_path).problem, "archive-encrypted", "password", source="a.zip!a.txt")
