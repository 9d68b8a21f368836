"""No bytes, in no format, stop the reading of a corpus."""

import gzip
import io
import json
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.corpus import SLUGS, count_articles, find_copies, sign_article
from tests.extract.corpus.corpus_reading import LD, PAGE, read, write_warc

NAMES = (
    "a.txt",
    "a.html",
    "a.json",
    "a.jsonl",
    "a.jsonl.gz",
    "a.csv",
    "a.tsv",
    "a.warc",
    "a.warc.gz",
    "a.zip",
    "a.parquet",
)
ROWS = [
    {"id": f"r{number}", "text": f"Shots were heard on night {number}, “he said”.", "date": "2024-03-14"}
    for number in range(9)
]


@cache
def make_sound(name: str) -> bytes:
    """Return a sound file of that format."""
    lines = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
    match name:
        case "a.html":
            return PAGE.format(charset="utf-8", head=LD).encode()
        case "a.json":
            return json.dumps({"articles": ROWS}).encode()
        case "a.jsonl":
            return lines
        case "a.jsonl.gz":
            return gzip.compress(lines)
        case "a.csv":
            return ("id,text\n" + "".join(f'{row["id"]},"{row["text"]}"\n' for row in ROWS)).encode()
        case "a.tsv":
            return ("id\ttext\n" + "".join(f"{row['id']}\t{row['text']}\n" for row in ROWS)).encode("utf-16")
        case "a.zip":
            data = io.BytesIO()
            with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("x.jsonl", lines)
                archive.writestr("x.meta.json", '{"publisher": "Varno Courier"}')
                archive.writestr("y.txt", "---\ntitle: T\n---\nShots were heard.")
            return data.getvalue()
        case "a.warc" | "a.warc.gz":
            with tempfile.TemporaryDirectory() as folder:
                write_warc(Path(folder) / name, gzipped=name.endswith(".gz"))
                return (Path(folder) / name).read_bytes()
        case "a.parquet":
            pyarrow = pytest.importorskip("pyarrow", reason="needs the extra `parquet`")
            from pyarrow import parquet

            data = io.BytesIO()
            parquet.write_table(pyarrow.Table.from_pylist(ROWS), data)
            return data.getvalue()
        case _:
            return "---\ntitle: T\n---\nPublished: 14 March 2024\n\n“Shots,” he said.\n".encode()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_damage_anywhere_is_a_problem_and_no_crash(name: str, data: st.DataObject) -> None:
    """A sound file that is cut, or some bytes of which are others, gives articles, problems or both."""
    content = bytearray(make_sound(name))
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    del content[data.draw(st.integers(1, len(content))) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)

        reading = read(path)
        counted = count_articles([path])

    assert reading.articles or reading.problems
    assert set(reading.slugs) <= set(SLUGS)
    assert counted is not None and counted >= 0
    assert len(set(reading.ids)) == len(reading.ids)
    assert len(find_copies(map(sign_article, reading.articles))) < max(1, len(reading.articles))
    for article in reading.articles:
        assert article.text.strip()
        assert article.offsets is None or len(article.offsets) == len(article.clean) + 1


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_problem_and_no_crash(name: str, content: bytes) -> None:
    """Junk under the name of any format is read or reported."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)

        reading = read(path)

    assert reading.articles or reading.problems
    assert set(reading.slugs) <= set(SLUGS)
