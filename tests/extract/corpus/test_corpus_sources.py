"""Files are found in one order, counted without reading them, and told apart by what they hold."""

import csv
import gzip
import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from sayso.extract.corpus import Problem, SourceFile, count_articles, digest_article, iter_articles, iter_sources
from sayso.model import Article
from tests.extract.corpus.corpus_reading import LD, PAGE, TODAY, read, write_warc

SENTENCE = "The ferry to the island was stopped again, the harbour master said on Friday. "


def test_sources_tell_size_and_time(tmp_path: Path) -> None:
    """What a build needs to know whether a file has changed, in the order of reading."""
    for name in ("b/x.txt", "a.jsonl", "c.md", "a.meta.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Text.", encoding="utf-8")

    sources = list(iter_sources([tmp_path, tmp_path / "a.jsonl"]))

    assert [source.path for source in sources] == [tmp_path / "a.jsonl", tmp_path / "b/x.txt"]
    assert [source.size for source in sources] == [5, 5]
    assert sources[0].mtime_ns == (tmp_path / "a.jsonl").stat().st_mtime_ns
    assert list(iter_sources(["-"])) == [SourceFile(path=Path("-"))]


def test_files_can_be_skipped_unopened(tmp_path: Path) -> None:
    """A file that has not changed since is passed over without a word."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"Text.")
    problems: list[object] = []

    articles = iter_articles(
        [tmp_path], on_problem=problems.append, today=TODAY, skip=lambda source: source.path.name == "a.txt"
    )

    assert [article.id for article in articles] == ["b"]
    assert problems == []


def make_rows(count: int) -> list[dict[str, str]]:
    return [{"id": f"r{number}", "text": SENTENCE * (5 + number % 7)} for number in range(count)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.json", "a.csv", "a.tsv.gz", "a.zip"])
@pytest.mark.parametrize("count", [3, 2000])
def test_count_is_near_the_truth(name: str, count: int, tmp_path: Path) -> None:
    """Small files are counted exactly, long ones by their beginning to a twentieth."""
    rows = make_rows(count)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    table = io.StringIO()
    writer = csv.DictWriter(table, ["id", "text"], delimiter="\t" if "tsv" in name else ",")
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / name
    if name == "a.zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.jsonl", lines)
    else:
        text = lines if "jsonl" in name else json.dumps(rows) if "json" in name else table.getvalue()
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())

    counted = count_articles([path])

    assert counted is not None
    assert abs(counted - count) <= (0 if count == 3 else count / 20)


def test_count_of_mixed_folder(tmp_path: Path) -> None:
    """Texts and pages count one each, web archives their pages, tables of columns their rows."""
    (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE.format(charset="utf-8", head=LD), encoding="utf-8")
    (tmp_path / "c.md").write_text("Notes.", encoding="utf-8")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04")
    assert count_articles([tmp_path]) == 2

    pyarrow = pytest.importorskip("pyarrow", reason="needs the extra `parquet`")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(make_rows(7)), tmp_path / "d.parquet")
    # Three answers of a server, of which one is a page that was found.
    write_warc(tmp_path / "e.warc.gz", gzipped=True)
    assert count_articles([tmp_path]) == 2 + 7 + 3


def test_standard_input_cannot_be_counted(tmp_path: Path) -> None:
    """None says that nothing is known."""
    assert count_articles([tmp_path, "-"]) is None


def test_digest_follows_what_an_article_says() -> None:
    """It changes with the text and with each piece of metadata, not with the place of the file."""
    one = {"id": "a", "text": "Text.", "title": "T", "url": "u", "published": "2024", "publisher": "P", "author": "A"}
    digest = digest_article(Article(**one))  # type: ignore[arg-type] # all are strings

    assert digest.startswith("sha256:") and len(digest) == 71
    assert digest == digest_article(Article(**one, source="elsewhere", copy_of="b"))  # type: ignore[arg-type] # likewise
    for key in one:
        assert digest != digest_article(Article(**one | {key: "x"}))  # type: ignore[arg-type] # likewise


def test_head_stays_in_the_text_and_out_of_the_prose(tmp_path: Path) -> None:
    """A date that opens the text anchors the article; offsets still count in the whole file."""
    (tmp_path / "a.txt").write_text("date 2023-09-25 The mayor of Bogot├í\xa0denied it.", encoding="utf-8")

    article = read(tmp_path / "a.txt").article

    assert article.published == "2023-09-25"
    assert article.clean == "The mayor of Bogotá denied it."
    start = article.clean.index("Bogotá")
    assert article.text[slice(*article.to_original((start, start + 6)))] == "Bogot├í"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Harbour shelled as truce ends\n\nRockets fell on Tuesday.", "Harbour shelled as truce ends"),
        ("Rockets fell on Tuesday.\n\nThe mayor denied it.", None),
        ("PORT VARNO, 12 March 2024\n\nRockets fell.", None),
        ("Harbour shelled as truce ends\nRockets fell on Tuesday.", None),
        ("Just one line without an end", None),
    ],
)
def test_first_line_is_the_title_where_it_looks_like_one(text: str, title: str | None, tmp_path: Path) -> None:
    """A headline stands alone, without a full stop, and stays in the text."""
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    article = read(tmp_path / "a.txt").article

    assert article.title == title
    assert article.text == text


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json", "a.parquet", "a.jsonl.gz", "a.zip"])
def test_memory_does_not_grow_with_the_articles(name: str, tmp_path: Path) -> None:
    """Four times the articles, the same memory but for ids and digests."""

    problems: list[Problem] = []

    def measure(count: int) -> int:
        path = tmp_path / str(count) / name
        path.parent.mkdir()
        rows = [{"id": f"r{number}", "text": f"{number} " + SENTENCE * 60} for number in range(count)]
        lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
        if name == "a.parquet":
            pyarrow = pytest.importorskip("pyarrow", reason="needs the extra `parquet`")
            from pyarrow import parquet

            parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=100)
        elif name == "a.zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("a.jsonl", lines)
        elif name == "a.csv":
            with path.open("w", newline="") as stream:
                csv.writer(stream).writerows([["id", "text"], *(tuple(row.values()) for row in rows)])
        else:
            data = json.dumps(rows).encode() if name == "a.json" else lines
            path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        del rows, lines
        tracemalloc.start()
        assert sum(1 for _ in iter_articles([path], on_problem=problems.append, today=TODAY)) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    measure(20)
    assert problems == []
    few, many = measure(150), measure(600)

    # 450 more articles are 2.1 MB of text; an id with its digest takes some 300 bytes.
    assert many - few < 600_000
