"""Each format gives the same article: its text, and what is known about it."""

import csv
import gzip
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sayso.model import Article
from tests.extract.corpus.corpus_reading import LD, PAGE, read, write_warc

TEXT = (
    "PORT VARNO – Rebels shelled the harbour on Tuesday, the navy said.\n\n"
    "“We will not leave,” the mayor, Ada Rowe, told reporters. She denied that the city had been given up.\n"
)
RECORD = {
    "id": "varno-1",
    "headline": "Harbour shelled",
    "body": TEXT,
    "date": "2024-03-14T09:30:00Z",
    "outlet": "Varno Courier",
    "author": "Ilse Brand",
    "link": "https://courier.example/harbour",
    "lang": "en",
}


def assert_is_record(article: Article) -> None:
    assert article.id == "varno-1"
    assert article.text == TEXT
    assert article.clean == TEXT
    assert article.offsets is None
    assert article.title == "Harbour shelled"
    assert article.published == "2024-03-14"
    assert article.publisher == "Varno Courier"
    assert article.author == "Ilse Brand"
    assert article.url == "https://courier.example/harbour"
    assert article.language == "en"


def write_csv(path: Path, rows: list[dict[str, str]], *, delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def write_parquet(path: Path, rows: list[dict[str, str]]) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="needs the extra `parquet`")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=2)


RECORD_FILES = (
    "a.jsonl", "a.ndjson", "a.jsonl.gz", "a.json", "list.json", "wrapped.json", "lines.json",
    "a.csv", "semicolons.csv", "a.csv.gz", "a.tsv", "a.parquet",
)  # fmt: skip


@pytest.mark.parametrize("name", RECORD_FILES)
def test_records_of_every_format_give_the_same_article(name: str, tmp_path: Path) -> None:
    """Columns and keys are guessed from their names, whatever the format."""
    path = tmp_path / name
    line = json.dumps(RECORD, ensure_ascii=False)
    match name:
        case "a.jsonl" | "a.ndjson":
            path.write_text(line + "\n", encoding="utf-8")
        case "lines.json":
            path.write_text(f"{line}\n{json.dumps(RECORD | {'id': 'b', 'body': 'Other news.'})}\n", encoding="utf-8")
        case "a.jsonl.gz":
            path.write_bytes(gzip.compress(line.encode()))
        case "a.json":
            path.write_text(json.dumps(RECORD, indent=2), encoding="utf-8")
        case "list.json":
            path.write_text(json.dumps([RECORD]), encoding="utf-8")
        case "wrapped.json":
            path.write_text(json.dumps({"status": "ok", "total": 1, "articles": [RECORD]}), encoding="utf-8")
        case "semicolons.csv":
            write_csv(path, [RECORD], delimiter=";")
        case "a.csv.gz":
            write_csv(tmp_path / "plain", [RECORD])
            path.write_bytes(gzip.compress((tmp_path / "plain").read_bytes()))
        case "a.csv":
            write_csv(path, [RECORD])
        case "a.tsv":
            write_csv(path, [RECORD], delimiter="\t")
        case _:
            write_parquet(path, [RECORD])

    reading = read(path)

    assert_is_record(reading.articles[0])
    assert reading.problems == []
    assert len(reading.articles) == (2 if name == "lines.json" else 1)


def test_text_file_is_kept_to_the_character(tmp_path: Path) -> None:
    """Offsets count in the file decoded as UTF-8: byte order mark, breaks and blanks at the ends stay."""
    content = "\ufeff\r\n  Two villages were cut off.\r\n\r\nNo one was hurt, the mayor said. \n\n"
    (tmp_path / "a.txt").write_bytes(content.encode("utf-8"))

    article = read(tmp_path / "a.txt").article

    assert article.text == content
    assert article.clean == content.replace("\ufeff", "").replace("\r\n", "\n")
    assert article.id == "a"
    start = article.clean.index("No one")
    assert article.text[slice(*article.to_original((start, start + 6)))] == "No one"


def test_seeds_are_read_to_the_character(shared: Path) -> None:
    """Gold offsets hold in the founding articles, and their sidecars give date and outlet."""
    paths = sorted((shared / "seeds").glob("*.txt"))

    reading = read(shared / "seeds")

    assert len(paths) >= 5
    assert [article.text for article in reading.articles] == [path.read_bytes().decode("utf-8") for path in paths]
    assert all(article.published for article in reading.articles)
    assert reading.problems == []


@pytest.mark.parametrize("name", ["a.meta.toml", "a.meta.json", "a.txt.meta.toml"])
def test_sidecar_tells_about_text_file(name: str, tmp_path: Path) -> None:
    """A sidecar is no article; it gives the metadata of the one beside it."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    lines = 'id = "varno-1"\ntitle = "Harbour shelled"\ndate = 2024-03-14\noutlet = "Varno Courier"\n'
    record = {"id": "varno-1", "title": "Harbour shelled", "published": "2024-03-14", "publisher": "Varno Courier"}
    (tmp_path / name).write_text(json.dumps(record) if name.endswith("json") else lines, encoding="utf-8")

    article = read(tmp_path).article

    assert (article.id, article.title, article.published) == ("varno-1", "Harbour shelled", "2024-03-14")
    assert article.publisher == "Varno Courier"


def test_sidecar_of_a_table_holds_for_each_row(tmp_path: Path) -> None:
    """What rows leave open, such as the outlet, the sidecar of their file gives; never one id for all."""
    write_csv(tmp_path / "news.csv", [{"text": "One."}, {"text": "Two."}])
    (tmp_path / "news.meta.toml").write_text('id = "x"\npublisher = "Varno Courier"\n', encoding="utf-8")

    reading = read(tmp_path)

    assert reading.ids == ["news-000001", "news-000002"]
    assert {article.publisher for article in reading.articles} == {"Varno Courier"}


def test_front_matter_is_read_and_left_out(tmp_path: Path) -> None:
    """The article begins after the head; quoted values and lists are read, comments passed over."""
    head = '---\n# from the archive\ntitle: "Harbour: shelled"\ndate: 14 March 2024\n'
    head += "authors:\n  - Ilse Brand\n  - Om Das\n---\n\n"
    (tmp_path / "a.txt").write_text(head + TEXT, encoding="utf-8")

    article = read(tmp_path / "a.txt").article

    assert article.text == TEXT
    assert article.title == "Harbour: shelled"
    assert article.published == "2024-03-14"
    assert article.author == "Ilse Brand, Om Das"


def test_rule_of_dashes_is_no_front_matter(tmp_path: Path) -> None:
    """Prose between two rules stays in the text."""
    text = "---\nThe truce held. Both sides said so: nobody fired.\n---\nThen it broke.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    assert read(tmp_path / "a.txt").article.text == text


def test_rows_without_id_are_numbered_by_file(tmp_path: Path) -> None:
    """Ids are the file's stem and the row, so they do not depend on where the file lies."""
    for folder in ("here", "there/deep"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "news.jsonl.gz").write_bytes(gzip.compress(b'{"text": "One."}\n\n{"text": "Two."}\n'))

    assert read(tmp_path / "here").ids == ["news-000001", "news-000002"]
    assert read(tmp_path / "there").ids == ["news-000001", "news-000002"]


def test_named_columns_go_before_guesses(tmp_path: Path) -> None:
    """A column that the user names is taken, though another looks likelier."""
    write_csv(tmp_path / "a.csv", [{"text": "Teaser", "corpo": TEXT, "quando": "2024-03"}])

    article = read(tmp_path / "a.csv", columns={"text": "corpo", "published": "quando"}).article

    assert article.text == TEXT
    assert article.published == "2024-03"


def test_paragraph_lists_are_joined(tmp_path: Path) -> None:
    """A body that is a list of paragraphs is one text."""
    (tmp_path / "a.json").write_text(json.dumps({"body": ["First.", "Second."]}), encoding="utf-8")

    assert read(tmp_path / "a.json").article.text == "First.\n\nSecond."


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (LD, "The Varno Courier"),
        ('<meta property="article:published_time" content="2024-03-14">', "Varno Courier"),
        ('<meta name="DC.date.issued" content="14 March 2024">', "Varno Courier"),
    ],
    ids=["json-ld", "open-graph", "dublin-core"],
)
def test_page_gives_main_text_and_what_it_states(head: str, publisher: str, tmp_path: Path) -> None:
    """Menus, cookie notes and footers stay out; title, day, outlet, author and address are found."""
    (tmp_path / "a.html").write_text(PAGE.format(charset="utf-8", head=head), encoding="utf-8")

    article = read(tmp_path / "a.html").article

    assert "“We will not leave,” said the mayor, Zoë Rowe." in article.text
    assert "more than 40 injured" in article.text
    for junk in ("cookies", "Sport", "newsletter", "Cup final"):
        assert junk not in article.text
    assert article.title == "Harbour shelled"
    assert article.published == "2024-03-14"
    assert article.publisher == publisher
    assert "Brand" in (article.author or "")
    assert article.url == "https://courier.example/harbour"
    assert article.language == "en-GB"


def test_page_is_decoded_as_it_states(tmp_path: Path) -> None:
    """A page in windows-1252 that says Latin-1, as many do, keeps its quotation marks."""
    (tmp_path / "a.html").write_bytes(PAGE.format(charset="iso-8859-1", head="").encode("windows-1252"))

    reading = read(tmp_path / "a.html")

    assert "“We will not leave,” said the mayor, Zoë Rowe." in reading.article.text
    assert reading.problems == []


def test_footer_year_is_no_date_of_publication(tmp_path: Path) -> None:
    """Where a page states no date, none is guessed."""
    (tmp_path / "a.html").write_text(PAGE.format(charset="utf-8", head=""), encoding="utf-8")

    assert read(tmp_path / "a.html").article.published is None


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_web_archive_gives_pages_that_were_served(name: str, tmp_path: Path) -> None:
    """Pictures and pages of status 404 are no articles, and no problems either."""
    write_warc(tmp_path / name, gzipped=name.endswith(".gz"))

    reading = read(tmp_path / name)

    assert reading.problems == []
    assert reading.article.id == "crawl-000001"
    assert reading.article.published == "2024-03-14"
    assert "We will not leave" in reading.article.text


def test_archive_gives_its_files_in_order(tmp_path: Path) -> None:
    """A ZIP archive is read like a folder: sorted, sidecars and hidden files apart."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/two.txt", "Second text.")
        archive.writestr("b/two.meta.json", '{"publisher": "Varno Courier"}')
        archive.writestr("a/rows.jsonl", '{"text": "Row."}\n')
        archive.writestr("a/page.html", PAGE.format(charset="utf-8", head=LD))
        archive.writestr("__MACOSX/b/._two.txt", "junk")
        archive.writestr("notes.md", "# Notes")

    reading = read(tmp_path / "all.zip")

    assert reading.ids == ["page", "rows-000001", "two"]
    assert reading.articles[2].publisher == "Varno Courier"
    assert reading.slugs == ["files-passed-over"]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (TEXT.encode(), ["stdin"]),
        (b'{"text": "One."}\n{"text": "Two."}\n', ["stdin-000001", "stdin-000002"]),
        (gzip.compress(b'{"text": "One."}\n'), ["stdin-000001"]),
        (b'[{"id": "a", "text": "One."}]', ["a"]),
        (b"id,text\na,One.\nb,Two.\n", ["a", "b"]),
        (PAGE.format(charset="utf-8", head=LD).encode(), ["stdin"]),
    ],
    ids=["text", "jsonl", "gzip", "json", "csv", "html"],
)
def test_standard_input_tells_its_format_by_its_bytes(data: bytes, ids: list[str], tmp_path: Path) -> None:
    """`-` reads any format from a pipe, which cannot be read twice."""
    code = (
        "from sayso.extract.corpus import iter_articles\n"
        "print(*(article.id for article in iter_articles(['-'], on_problem=print)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=data, capture_output=True, check=True, env={**os.environ}
    )

    assert done.stdout.decode().split() == ids


def test_inputs_are_read_in_order_and_once(tmp_path: Path) -> None:
    """Folders are read at every depth, sorted by path; a file named twice is read once."""
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/.hidden.txt", "sub/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The text of {name}.", encoding="utf-8")

    assert read(tmp_path).ids == ["a", "b", "c"]
    assert read(tmp_path / "b.txt", tmp_path).ids == ["b", "a", "c"]
    assert read(str(tmp_path / "?.txt")).ids == ["a", "b"]
    assert read(str(tmp_path / "**" / "*.txt")).ids == ["a", "b", "c"]


def test_long_list_is_read_element_by_element(tmp_path: Path) -> None:
    """A JSON list far longer than what is read at a time gives each element, at its line."""
    rows = [{"text": f"Report {number}: " + "the bridge was shut again. " * 400} for number in range(200)]
    (tmp_path / "a.json").write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n", encoding="utf-8")

    reading = read(tmp_path / "a.json")

    assert [article.text for article in reading.articles] == [row["text"] for row in rows]
    assert reading.articles[150].source.endswith("a.json:152")
    assert reading.problems == []


def test_csv_cells_may_hold_lines(tmp_path: Path) -> None:
    """A cell with line breaks is one text, and the next row keeps its line number."""
    write_csv(tmp_path / "a.csv", [{"text": TEXT, "n": "1"}, {"text": "Next.", "n": "2"}])

    reading = read(tmp_path / "a.csv")

    assert [article.text for article in reading.articles] == [TEXT, "Next."]
    assert reading.articles[1].source.endswith(":6")
