"""Read a web archive: the pages among its records."""

from collections.abc import Iterator
from typing import Any

from sayso.extract.corpus.blob import Blob, Draft, Options
from sayso.extract.corpus.decode import decode_bytes, report_too_long
from sayso.extract.corpus.page import read_page
from sayso.extract.corpus.problem import Reporter

_PAGES = ("text/html", "application/xhtml+xml")
_TEXTS = ("text/plain",)
_MARKUP = 20


def read_warc(blob: Blob, options: Options, report: Reporter) -> Iterator[Draft]:
    """
    Yield the articles of a WARC file: pages served with status 200, and texts taken from pages (WET).

    Records are numbered as they stand in the file, so an article keeps its id whatever else can be read. The date
    of the crawl is no date of publication and is not taken for one.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = pages = 0
    try:
        with blob.open() as stream:
            for number, record in enumerate(ArchiveIterator(stream), start=1):
                # The library takes for the older ARC format whatever has five words in its first line.
                if record.format != "warc" or not record.rec_type:
                    raise ArchiveLoadFailed("no WARC record")
                if not _is_page(record):
                    continue
                pages += 1
                draft = _read_record(record, number, options, report)
                if draft is not None:
                    draft.number = number
                    yield draft
    except (ArchiveLoadFailed, AttributeError, IndexError, TypeError, ValueError) as err:
        # The library stumbles over damaged headers in all these ways.
        reason = (str(err).strip() or type(err).__name__).splitlines()[0]
        report.error(
            "archive-broken",
            f"the archive is damaged after record {number} ({reason}); what follows was not read. Copy the file anew.",
        )
        return
    if not number:
        report.error("file-empty", "no records. Fill the file or take it away.")
    elif not pages:
        report.error("no-text", f"no web page with status 200 among its {number} records. Leave the file out.")


def _is_page(record: Any) -> bool:
    if record.rec_type not in {"response", "resource", "conversion"}:
        return False
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return False
    return _find_type(record)[0] in _PAGES + _TEXTS


def _read_record(record: Any, number: int, options: Options, report: Reporter) -> Draft | None:
    kind, charset = _find_type(record)
    limit = (_MARKUP if kind in _PAGES else 4) * options.max_chars
    data = record.content_stream().read(limit + 1)
    here = report.at(f"{report.source}:{number}")
    if len(data) > limit:
        report_too_long(here, options.max_chars)
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    if kind in _PAGES:
        return read_page(data, options, here, charset=charset, url=url)
    text = decode_bytes(data, here)
    if not text or not text.strip():
        here.error("no-text", "the record has no text. Leave it out.")
        return None
    if len(text) > options.max_chars:
        report_too_long(here, options.max_chars)
        return None
    return Draft(text=text, meta={"url": url} if url else {})


def _find_type(record: Any) -> tuple[str, str | None]:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    kind, _, rest = (headers.get_header("Content-Type") or "").partition(";")
    _, _, charset = rest.lower().partition("charset=")
    return kind.strip().lower(), charset.strip(" \"'") or None
