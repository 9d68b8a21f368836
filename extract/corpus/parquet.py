"""Read a Parquet file: a row an article, one group of rows in memory at a time."""

from collections.abc import Iterator

from sayso.extract.corpus.blob import Blob, Draft, Options
from sayso.extract.corpus.problem import Reporter
from sayso.extract.corpus.records import find_text_column, make_draft
from sayso.extract.corpus.streams import open_seekable

_BATCH = 64


def read_parquet(blob: Blob, options: Options, report: Reporter) -> Iterator[Draft]:
    """Yield the articles of a Parquet file. Needs pyarrow, and says so."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        report.error("library-missing", "Parquet files need pyarrow. Install it: pip install 'sayso[parquet]'.")
        return
    stream = open_seekable(blob, report)
    if stream is None:
        return
    number = 0
    with stream:
        try:
            # Not mapped into memory and not read ahead: what counts is that little is held.
            table = ParquetFile(stream, pre_buffer=False)
            columns = find_text_column(table.schema_arrow.names, options, report)
            if columns is None:
                return
            for batch in table.iter_batches(batch_size=_BATCH, columns=list(columns.values()), use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    draft = make_draft(row, columns, options, report, number=number)
                    if draft is not None:
                        yield draft
        except ArrowException as err:
            reason = str(err).splitlines()[0].rstrip(".")
            report.error(
                "archive-broken", f"no whole Parquet file ({reason}); read up to row {number}. Copy the file anew."
            )
            return
    if not number:
        report.error("file-empty", "no rows. Fill the file or take it away.")
