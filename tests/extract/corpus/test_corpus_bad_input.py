"""Whatever cannot be read is reported with its name and a remedy, and the rest is read."""

import csv
import errno
import json
import os
import struct
import sys
import tempfile
import tracemalloc
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

import pytest

from sayso.extract.corpus import Problem, iter_articles, sources
from tests.extract.corpus.corpus_reading import assert_reported, put, read


def test_empty_folder_is_an_error_with_remedy(tmp_path: Path) -> None:
    """Nothing to read is said at the end, with the kinds of files that would do."""
    assert_reported(read(tmp_path).problem, "nothing-to-read", ".txt", ".jsonl", source=str(tmp_path))


def test_folder_of_other_kinds_is_nothing_to_read(tmp_path: Path) -> None:
    """Files that hold no articles are named by kind, once, and the folder counts as empty."""
    put(tmp_path / "a.md")
    put(tmp_path / "b.md")

    reading = read(tmp_path)

    assert reading.slugs == ["files-passed-over", "nothing-to-read"]
    assert "2 .md" in reading.problems[0].message
    assert reading.problems[0].severity == "note"


@pytest.mark.parametrize("given", ["gone.txt", "gone*.txt"])
def test_missing_path_is_reported(given: str, tmp_path: Path) -> None:
    """A path or pattern that leads nowhere is named, and the next input read."""
    put(tmp_path / "a.txt")

    reading = read(str(tmp_path / given), tmp_path / "a.txt")

    assert reading.ids == ["a"]
    assert_reported(reading.problem, "file-missing", "Check", source=given)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.warc"])
@pytest.mark.parametrize("content", [b"", b" \n\n"], ids=["nothing", "blanks"])
def test_empty_file_is_reported(name: str, content: bytes, tmp_path: Path) -> None:
    """An empty file of any format is named, and the rest read."""
    if name == "a.warc" and content:
        pytest.skip("blanks are a damaged archive, not an empty one")
    put(tmp_path / name, content)
    put(tmp_path / "b.txt")

    reading = read(tmp_path)

    assert reading.ids == ["b"]
    assert_reported(reading.problem, "file-empty", source=name)


@pytest.mark.parametrize("name", ["big.txt", "big.html", "big.json"])
def test_file_of_50_mb_is_refused_unread(name: str, tmp_path: Path) -> None:
    """A file whose size shows that it is too long is not read into memory."""
    with (tmp_path / name).open("wb") as stream:
        for _ in range(50):
            stream.write(b'{"text": "all quiet ' + b"on the front " * 80_000)
    put(tmp_path / "small.txt")

    tracemalloc.start()
    reading = read(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert reading.ids == ["small"]
    assert_reported(reading.problem, "article-too-long", "1,000,000", "max_article_chars", source=name)
    assert peak < 20_000_000


def test_long_line_and_row_are_refused_alone(tmp_path: Path) -> None:
    """A record of 50 MB among others costs neither them nor much memory."""
    with (tmp_path / "a.jsonl").open("wb") as stream:
        stream.write(b'{"text": "One."}\n{"text": "')
        for _ in range(50):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n{"text": "Three."}\n')

    tracemalloc.start()
    reading = read(tmp_path / "a.jsonl")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [article.text for article in reading.articles] == ["One.", "Three."]
    assert_reported(reading.problem, "article-too-long", source="a.jsonl:2")
    assert peak < 40_000_000


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.json", "a.html"])
def test_longest_article_can_be_set(name: str, tmp_path: Path) -> None:
    """An article one character over the limit is refused, one at it is read."""
    text = "Guns fell silent. " * 30
    if name == "a.txt":
        put(tmp_path / name, text)
    elif name == "a.csv":
        put(tmp_path / name, f'text\n"{text}"\n')
    elif name == "a.html":
        put(tmp_path / name, f"<html><body><article><p>{text}</p></article></body></html>")
    else:
        put(tmp_path / name, json.dumps({"text": text}))
    length = len(read(tmp_path).article.text)

    assert read(tmp_path, max_article_chars=length).problems == []
    assert read(tmp_path, max_article_chars=length - 1).problem.slug == "article-too-long"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj" * 20, "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "picture"),
        (bytes(range(256)) * 40, "binary data"),
        (struct.pack("<500d", *(number / 7 for number in range(500))), "binary data"),
    ],
    ids=["pdf", "png", "bytes", "numbers"],
)
def test_binary_junk_is_recognised(content: bytes, words: str, tmp_path: Path) -> None:
    """Bytes that are no text are reported as what they are."""
    put(tmp_path / "junk.txt", content)
    put(tmp_path / "news.txt")

    reading = read(tmp_path)

    assert reading.ids == ["news"]
    assert_reported(reading.problem, "file-binary", words, source="junk.txt")


PROSE = "Señor Núñez said: “We won’t leave the café – not now.”\nPeople clapped.\n"


@pytest.mark.parametrize(
    ("encoding", "slugs"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-16-le", []),
        ("utf-16-be", []),
        ("utf-32", []),
        ("windows-1252", ["encoding-guessed"]),
    ],
)
def test_wrong_encoding_is_found(encoding: str, slugs: list[str], tmp_path: Path) -> None:
    """Text in other encodings than UTF-8 is read right; a guess is reported."""
    put(tmp_path / "a.txt", PROSE.encode(encoding))

    reading = read(tmp_path / "a.txt")

    assert reading.article.clean == PROSE
    assert reading.slugs == slugs


def test_encoding_of_another_script_is_found(tmp_path: Path) -> None:
    """A text mostly beyond ASCII is not taken for windows-1252."""
    text = (
        "Мэр города заявил, что переговоры о перемирии продолжатся в понедельник. Обе стороны обвинили друг друга. "
        * 4
    )
    put(tmp_path / "a.txt", text.encode("windows-1251"))

    assert read(tmp_path / "a.txt").article.text == text


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
def test_mixed_encodings_are_read_line_by_line(name: str, tmp_path: Path) -> None:
    """Lines in windows-1252 in a UTF-8 file are read as such, and named; the others stay UTF-8."""
    lines = ["“Łódź is calm,” he said.", "“The café won’t close,” she said.", "Übermorgen, they said."]
    if name == "a.jsonl":
        written = [json.dumps({"text": line}, ensure_ascii=False) for line in lines]
    else:
        written = lines if name == "a.txt" else ["text,n", *(f'"{line}",1' for line in lines)]
    bad = 2 if name == "a.csv" else 1
    data = b"".join(
        (line + "\n").encode("windows-1252" if number == bad else "utf-8") for number, line in enumerate(written)
    )
    put(tmp_path / name, data)

    reading = read(tmp_path / name)

    assert "\n".join(article.text for article in reading.articles).splitlines() == lines
    assert_reported(reading.problem, "encoding-mixed", f"({bad + 1})", "UTF-8", source=name)
    assert reading.problem.severity == "warning"


def test_vanished_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that goes away between being found and being opened is named, and the rest read."""
    for name in ("a.txt", "b.txt", "c.txt"):
        put(tmp_path / name, f"The text of {name}.")
    problems: list[Problem] = []
    articles = iter_articles([tmp_path], on_problem=problems.append)
    assert next(articles).id == "a"
    # Already listed by now.
    (tmp_path / "b.txt").unlink()

    assert [article.id for article in articles] == ["c"]
    assert_reported(problems[0], "file-missing", "gone", source="b.txt")


def test_broken_json_line_is_named_and_the_rest_read(tmp_path: Path) -> None:
    """A line cut off in the middle, one that is no object and one without text each cost only themselves."""
    put(
        tmp_path / "a.jsonl",
        '{"text": "One."}\n{"text": "Tw\n[1, 2]\n{"text": ""}\n\n{"title": "x"}\n{"text": "Last."}\n',
    )

    reading = read(tmp_path / "a.jsonl")

    assert [article.text for article in reading.articles] == ["One.", "Last."]
    assert reading.ids == ["a-000001", "a-000006"]
    assert reading.slugs == ["record-broken", "record-broken", "no-text", "no-text-column"]
    assert [problem.source.rpartition(":")[2] for problem in reading.problems] == ["2", "3", "4", "6"]
    assert "Mend the line" in reading.problems[0].message


def test_deeply_nested_json_is_no_crash(tmp_path: Path) -> None:
    """Brackets beyond what the parser follows are a broken record."""
    put(tmp_path / "a.jsonl", '{"text": ' + "[" * 200_000 + '\n{"text": "Fine."}\n')

    reading = read(tmp_path / "a.jsonl")

    assert [article.text for article in reading.articles] == ["Fine."]
    assert reading.slugs == ["record-broken"]


def test_broken_list_gives_what_stands_before(tmp_path: Path) -> None:
    """In a JSON list everything before the damage is read, and its line named."""
    put(tmp_path / "a.json", '[\n{"text": "One."},\n{"text": "Two."},\n{"text: "Three."},\n{"text": "Four."}\n]')
    put(tmp_path / "cut.json", '[{"text": "Only."}')

    reading = read(tmp_path)

    assert [article.text for article in reading.articles] == ["One.", "Two.", "Only."]
    assert_reported(reading.problems[0], "record-broken", ".jsonl", source="a.json:4")
    assert_reported(reading.problems[1], "record-broken", "cut off", source="cut.json:1")


def test_duplicate_id_names_both_sources(tmp_path: Path) -> None:
    """Of two texts under one id the first is kept, and the second reported with both places."""
    put(tmp_path / "x/a.txt", "One text.")
    put(tmp_path / "y/a.txt", "Another text.")

    reading = read(tmp_path)

    assert [article.text for article in reading.articles] == ["One text."]
    assert_reported(reading.problem, "duplicate-id", "'a'", str(Path("x/a.txt")), source=str(Path("y/a.txt")))


def test_same_article_twice_is_no_problem(tmp_path: Path) -> None:
    """The same id with the same text is the same article."""
    put(tmp_path / "x/a.txt", "One text.")
    put(tmp_path / "y/a.txt", "One text.")
    put(tmp_path / "rows.jsonl", '{"id": "r", "text": "Row."}\n{"id": "r", "text": "Row."}\n')

    reading = read(tmp_path)

    assert reading.ids == ["r", "a"]
    assert reading.problems == []


@pytest.mark.parametrize("stated", ["2024-06-03", "4 June 2024", "2031", "2024-07"])
def test_future_date_is_dropped(stated: str, tmp_path: Path) -> None:
    """A date of publication after today is reported, and the article read without it."""
    put(tmp_path / "a.jsonl", json.dumps({"text": "Shots were heard.", "date": stated}))

    reading = read(tmp_path / "a.jsonl")

    assert reading.article.published is None
    assert_reported(reading.problem, "date-future", "2024-06-01", source="a.jsonl:1")


@pytest.mark.parametrize("stated", ["2024-06-01", "2024-06", "2024", "2024-06-01T23:00:00-11:00"])
def test_today_is_not_the_future(stated: str, tmp_path: Path) -> None:
    """The day itself, its month and its year may be dates of publication."""
    put(tmp_path / "a.jsonl", json.dumps({"text": "Shots were heard.", "date": stated}))

    assert read(tmp_path / "a.jsonl").article.published == stated[:10]


def test_unclear_date_is_dropped(tmp_path: Path) -> None:
    """A date that may be two days, or none, is reported rather than guessed."""
    put(tmp_path / "a.jsonl", json.dumps({"text": "Shots were heard.", "date": "03/04/2023"}))

    reading = read(tmp_path / "a.jsonl")

    assert reading.article.published is None
    assert_reported(reading.problem, "date-unclear", "03/04/2023", "2023-09-25", source="a.jsonl:1")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_reported(tmp_path: Path) -> None:
    """A file that may not be read is named with what to change."""
    put(tmp_path / "a.txt").chmod(0)
    put(tmp_path / "b.txt")

    reading = read(tmp_path)

    assert reading.ids == ["b"]
    assert_reported(reading.problem, "file-unreadable", "chmod", source="a.txt")


@pytest.mark.parametrize(
    ("number", "slug"),
    [
        (errno.EACCES, "file-unreadable"),
        (errno.EPERM, "file-unreadable"),
        (errno.EIO, "file-unreadable"),
        (errno.ESTALE, "file-unreadable"),
        (errno.ENOENT, "file-missing"),
    ],
)
def test_what_the_system_refuses_is_reported(
    number: int, slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any refusal to open a file is that file's problem alone."""
    put(tmp_path / "a.txt")
    put(tmp_path / "b.txt")

    def refuse(path: str, mode: str) -> IO[bytes]:
        if Path(path).name == "a.txt":
            raise OSError(number, os.strerror(number), str(path))
        return cast(IO[bytes], open(path, mode))

    monkeypatch.setattr(sources, "open", refuse, raising=False)

    reading = read(tmp_path)

    assert reading.ids == ["b"]
    assert_reported(reading.problem, slug, source="a.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_that_lead_nowhere_or_round_are_reported(tmp_path: Path) -> None:
    """A dangling link and a link to itself are named; a folder that contains itself is read once."""
    put(tmp_path / "sub/a.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "sub/up").symlink_to(tmp_path, target_is_directory=True)

    reading = read(tmp_path)

    assert reading.ids == ["a"]
    assert_reported(reading.problems[0], "file-missing", "link", source="dangling.txt")
    assert_reported(reading.problems[1], "file-unreadable", source="loop.txt")
    assert len(reading.problems) == 2


def test_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked folder costs only what is in it."""
    put(tmp_path / "locked/a.txt")
    put(tmp_path / "open/b.txt")
    scan = os.scandir

    def refuse(path: Path) -> Any:
        if Path(path).name == "locked":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)

    reading = read(tmp_path)

    assert reading.ids == ["b"]
    assert_reported(reading.problem, "file-unreadable", "permissions", source="locked")


def test_table_without_text_column_is_reported(tmp_path: Path) -> None:
    """The columns there are, and how to name the right one, are told."""
    put(tmp_path / "a.csv", "id,headline\n1,Harbour shelled\n")

    assert_reported(read(tmp_path).problem, "no-text-column", "'headline'", "columns", source="a.csv")
    assert_reported(read(tmp_path, columns={"text": "corpo"}).problem, "no-text-column", "'corpo'", source="a.csv")


def test_old_line_breaks_in_a_table_are_reported() -> None:
    """A table whose lines end as on old machines is named, not read as one long line."""
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder) / "a.csv", "id,text\ra,One.\rb,Two.\r")
        reading = read(path)

    assert_reported(reading.problem, "record-broken", "line breaks", source="a.csv:1")


def test_front_matter_without_text_is_an_empty_file(tmp_path: Path) -> None:
    """A head alone is no article, nor are separators that nobody sees."""
    put(tmp_path / "a.txt", "---\ntitle: T\n---\n\n")
    put(tmp_path / "b.txt", "\x1c\n")

    assert read(tmp_path).slugs == ["file-empty", "file-empty"]


def test_rows_of_wrong_length_cost_only_themselves(tmp_path: Path) -> None:
    """A row with a cell too many is named by its line."""
    put(tmp_path / "a.csv", "id,text\na,One.\nb,Two, with a bare comma.\nc,Three.\n")

    reading = read(tmp_path / "a.csv")

    assert reading.ids == ["a", "c"]
    assert_reported(reading.problem, "record-broken", "3 cells", "quotation marks", source="a.csv:3")


def test_csv_leaves_no_limit_in_the_way(tmp_path: Path) -> None:
    """A cell longer than the csv module's own limit is read."""
    text = "The siege went on. " * 20_000
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["text"], [text]])

    assert read(tmp_path).article.text == text


@pytest.mark.parametrize("content", ["date = 2024-03-14\ntitle", "= 3"], ids=["cut", "nonsense"])
def test_broken_sidecar_costs_only_what_it_says(content: str, tmp_path: Path) -> None:
    """The article is read without its sidecar, which is named."""
    put(tmp_path / "a.txt")
    put(tmp_path / "a.meta.toml", content)

    reading = read(tmp_path)

    assert reading.ids == ["a"]
    assert_reported(reading.problem, "sidecar-broken", "a.meta.toml", source="a.txt")


def test_missing_library_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow a Parquet file is reported with the command that helps."""
    put(tmp_path / "a.parquet", b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)

    assert_reported(read(tmp_path).problem, "library-missing", "sayso[parquet]", source="a.parquet")


def test_page_without_article_is_reported(tmp_path: Path) -> None:
    """A page of links is no article."""
    put(tmp_path / "a.html", "<html><body><nav><a href='/'>Home</a></nav></body></html>")

    assert_reported(read(tmp_path).problem, "no-text", source="a.html")


def test_day_by_the_clock_is_the_default(tmp_path: Path) -> None:
    """Without a given day, a date far ahead is still in the future."""
    put(tmp_path / "a.jsonl", json.dumps({"text": "Shots.", "date": f"{date.today().year + 2}-01-01"}))
    problems: list[Problem] = []

    [article] = iter_articles([tmp_path], on_problem=problems.append)

    assert article.published is None
    assert [problem.slug for problem in problems] == ["date-future"]
