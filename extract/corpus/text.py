"""Read a plain text file: one article, with front matter or without."""

import re
from collections.abc import Iterator

from sayso.extract.corpus.blob import Blob, Draft, Options
from sayso.extract.corpus.dates import find_stated_date
from sayso.extract.corpus.decode import decode_bytes, read_whole, report_too_long
from sayso.extract.corpus.metadata import find_columns, read_fields, split_front_matter
from sayso.extract.corpus.problem import Reporter

_TITLE = re.compile(r"\ufeff?\s*(\S[^\n]{8,220}?)[ \t]*\r?\n[ \t]*\r?\n\s*\S")


def read_text(blob: Blob, options: Options, report: Reporter) -> Iterator[Draft]:
    """Yield the article of a text file. Its text is the file's, all but a front-matter head."""
    data = read_whole(blob, report, limit=options.max_bytes, chars=options.max_chars)
    if data is None:
        return
    if not data.strip():
        report.error("file-empty", "the file is empty. Fill it or take it away.")
        return
    text = decode_bytes(data, report)
    if text is None:
        return
    if len(text) > options.max_chars:
        report_too_long(report, options.max_chars)
        return
    head, start = split_front_matter(text)
    meta = read_fields(head, find_columns(head, options.columns))
    body = text[start:]
    if not body.strip("\ufeff \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0"):
        report.error("file-empty", "no text in the file. Fill it or take it away.")
        return
    stated, skip = find_stated_date(body)
    if stated is not None:
        meta.setdefault("published", stated)
    if "title" not in meta and (title := find_title(body[skip:])):
        meta["title"] = title
    yield Draft(text=body, meta=meta, head=skip)


def find_title(text: str) -> str | None:
    """Return the first line of *text* where it looks like a headline: one short line, no full stop, a gap below."""
    match = _TITLE.match(text)
    if match is None:
        return None
    line = match[1].strip()
    if line[-1] in ".:;,!" or line[0].islower() or line.count(". ") > 1:
        return None
    # A date or a dateline is no headline.
    return None if find_stated_date(line)[0] else line
