"""Read JSON lines: one object a line, each an article."""

import json
from collections.abc import Iterator
from typing import Any

from sayso.extract.corpus.blob import Blob, Draft, Options
from sayso.extract.corpus.decode import iter_lines, report_too_long
from sayso.extract.corpus.problem import Reporter
from sayso.extract.corpus.records import find_text_column, make_draft


def read_jsonl(blob: Blob, options: Options, report: Reporter) -> Iterator[Draft]:
    """Yield the articles of a file of JSON lines. A broken line is reported with its number, and the rest read."""
    reader = RecordReader(options, report)
    with blob.open() as stream:
        # Six bytes a character where each is written \uXXXX, and room for the other fields.
        for number, text in iter_lines(stream, report, limit=6 * options.max_chars + 1_000_000):
            if text is None:
                reader.seen += 1
                report_too_long(report, options.max_chars, line=number)
            elif text.strip():
                yield from reader.read_line(text, number)
    if not reader.seen:
        report.error("file-empty", "the file is empty. Fill it or take it away.")


class RecordReader:
    """
    Reads objects of one file, whose keys may differ.

    Attributes:
        seen: Number of lines or objects looked at, readable or not.
    """

    def __init__(self, options: Options, report: Reporter) -> None:
        self.seen = 0
        self._options = options
        self._report = report
        self._keys: tuple[str, ...] = ()
        self._columns: dict[str, str] | None = None

    def read_line(self, text: str, line: int) -> Iterator[Draft]:
        """Yield the article of one line of JSON, or report what is wrong with it."""
        try:
            record: Any = json.loads(text)
        except (ValueError, RecursionError) as err:
            self.seen += 1
            # ".msg" is without the position, which would count from the start of the line.
            why = f"{err.msg} at character {err.pos + 1}" if isinstance(err, json.JSONDecodeError) else str(err)
            self._report.error("record-broken", f"not JSON: {why}. Mend the line; the rest was read.", line=line)
            return
        yield from self.read_object(record, line)

    def read_object(self, record: object, line: int | None) -> Iterator[Draft]:
        """Yield the article of one object, or report what is wrong with it."""
        self.seen += 1
        if not isinstance(record, dict):
            self._report.error(
                "record-broken", "not an object with keys such as text, title, date. Write one object an article.",
                line=line,
            )  # fmt: skip
            return
        keys = tuple(record)
        if keys != self._keys or self._columns is None:
            self._keys = keys
            self._columns = find_text_column(list(keys), self._options, self._report, line=line)
        if self._columns is not None:
            draft = make_draft(record, self._columns, self._options, self._report, number=self.seen, line=line)
            if draft is not None:
                yield draft
