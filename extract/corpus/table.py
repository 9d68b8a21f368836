"""Read tables of comma- or tab-separated values: a row an article."""

import csv
from collections.abc import Callable, Iterator

from sayso.extract.corpus.blob import Blob, Draft, Options
from sayso.extract.corpus.decode import Line, iter_lines
from sayso.extract.corpus.problem import Reporter
from sayso.extract.corpus.records import find_text_column, make_draft


def read_csv(blob: Blob, options: Options, report: Reporter) -> Iterator[Draft]:
    """Yield the articles of a CSV file; commas, semicolons or tabs, as its first line shows."""
    return _read(blob, options, report, delimiter=None)


def read_tsv(blob: Blob, options: Options, report: Reporter) -> Iterator[Draft]:
    """Yield the articles of a file of tab-separated values."""
    return _read(blob, options, report, delimiter="\t")


def _read(blob: Blob, options: Options, report: Reporter, *, delimiter: str | None) -> Iterator[Draft]:
    # The module's own limit, 128 KB, is for the whole process and lower than a long article.
    csv.field_size_limit(max(csv.field_size_limit(), 4 * options.max_chars + 1_000_000))
    with blob.open() as stream:
        lines = _Lines(iter_lines(stream, report, limit=6 * options.max_chars + 1_000_000))
        header = next(lines, "")
        if not header.strip():
            report.error("file-empty", "no header and no rows. Fill the file or take it away.")
            return
        if delimiter is None:
            delimiter = max(",;\t", key=header.count)
        try:
            names = next(csv.reader([header], delimiter=delimiter))
        except csv.Error as err:
            report.error("record-broken", f"no header: {err}. Save the file with line breaks of today.", line=1)
            return
        columns = find_text_column(names, options, report)
        if columns is None:
            return
        yield from _read_rows(
            csv.reader(lines, delimiter=delimiter), names, columns, options, report, lambda: lines.at
        )


class _Lines(Iterator[str]):
    """The texts of lines, for the csv module, and the number of the last one given."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self.at = 0
        self._lines = lines

    def __next__(self) -> str:
        line = next(self._lines)
        self.at = line.number
        # An over-long line becomes a row of one empty cell, which is then reported.
        return "\n" if line.text is None else line.text.replace("\x00", "")


def _read_rows(
    rows: Iterator[list[str]],
    names: list[str],
    columns: dict[str, str],
    options: Options,
    report: Reporter,
    at: Callable[[], int],
) -> Iterator[Draft]:
    number = 0
    while True:
        first = at() + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as err:
            number += 1
            report.error(
                "record-broken", f"not a row: {err}. Look for a quotation mark that is never closed.", line=first
            )
            continue
        if not row or (len(row) == 1 and not row[0].strip()):
            continue
        number += 1
        if len(row) != len(names):
            report.error(
                "record-broken",
                f"a row of {len(row)} cells where the header has {len(names)}. Put cells that hold the separator or "
                "line breaks in double quotation marks.",
                line=first,
            )
            continue
        draft = make_draft(dict(zip(names, row, strict=True)), columns, options, report, number=number, line=first)
        if draft is not None:
            yield draft
