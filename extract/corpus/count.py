"""Estimate how many articles a corpus holds, for progress bars, from a look at the beginning of each file."""

import csv
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from sayso.extract.corpus.blob import Blob
from sayso.extract.corpus.formats import split_name
from sayso.extract.corpus.metadata import NAMES
from sayso.extract.corpus.sources import iter_sources

_SAMPLE = 1 << 18
_TEXT_KEY = re.compile(rb"\"(?:" + "|".join(NAMES["text"]).encode("ascii") + rb")\"\s*:", re.IGNORECASE)
_PAGE = re.compile(rb"^WARC-Type:\s*(?:response|resource|conversion)\b", re.IGNORECASE | re.MULTILINE)


def count_articles(inputs: Sequence[str | Path]) -> int | None:
    """
    Return about how many articles *inputs* hold, without reading them; None where standard input is among them.

    Files of one article count exactly, tables and lists by the part of the file that the first 256 KB make up. What
    cannot be read counts nothing and is not reported: reading it will.
    """
    count = 0
    for source in iter_sources(inputs):
        if source.is_stdin:
            return None
        count += _count(source.to_blob())
    return count


def _count(blob: Blob) -> int:
    name = split_name(blob.name)
    try:
        if name.format == "zip":
            return _count_members(blob)
        if name.format == "parquet" and not name.gzipped:
            return _count_rows(blob)
        counter = _COUNTERS.get(name.format)
        return 1 if counter is None else _scale(blob, counter, gzipped=name.gzipped)
    except (OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile, NotImplementedError):
        return 0


def _scale(blob: Blob, counter: Callable[[bytes], int], *, gzipped: bool) -> int:
    with blob.open() as stream:
        if gzipped:
            sample, read = _unzip_sample(stream)
        else:
            sample = stream.read(_SAMPLE)
            read = len(sample)
    if not sample:
        return 0
    found = counter(sample)
    if blob.size is None or read >= blob.size:
        return found
    return max(1, round(found * blob.size / read))


def _unzip_sample(stream: BinaryIO) -> tuple[bytes, int]:
    """Return the beginning of what a gzipped stream holds, and how many of its bytes that took."""
    sample, read = b"", 0
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    # A web archive is a row of gzip members, one a record.
    while len(sample) < _SAMPLE and (data := unzip.unused_data or stream.read(1 << 14)):
        if unzip.eof:
            unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        before = len(data)
        sample += unzip.decompress(data)
        read += before - len(unzip.unused_data)
    return sample, read


def _count_lines(sample: bytes) -> int:
    return sum(1 for line in sample.splitlines() if line.strip())


def _count_table(sample: bytes) -> int:
    csv.field_size_limit(max(csv.field_size_limit(), _SAMPLE))
    text = sample.decode("utf-8", errors="replace").replace("\x00", "")
    return max(0, sum(1 for row in csv.reader(text.splitlines(keepends=True)) if row) - 1)


def _count_objects(sample: bytes) -> int:
    """Count the texts in a list of objects; a file of one object is one."""
    return max(1, len(_TEXT_KEY.findall(sample)))


def _count_pages(sample: bytes) -> int:
    return len(_PAGE.findall(sample))


_COUNTERS: dict[str, Callable[[bytes], int]] = {
    "jsonl": _count_lines,
    "csv": _count_table,
    "tsv": _count_table,
    "json": _count_objects,
    "warc": _count_pages,
}


def _count_rows(blob: Blob) -> int:
    try:
        from pyarrow.parquet import read_metadata
    except ImportError:
        return 0
    with blob.open() as stream:
        return int(read_metadata(stream).num_rows)


def _count_members(blob: Blob) -> int:
    count = 0
    with blob.open() as stream, zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            name = info.filename.rpartition("/")[2]
            if info.is_dir() or split_name(name).format in {"", "zip", "parquet"} or info.flag_bits & 1:
                continue

            def unpack(info: zipfile.ZipInfo = info) -> BinaryIO:
                return cast(BinaryIO, archive.open(info))

            count += _count(Blob(name=name, label="", size=info.file_size, open=unpack))
    return count
