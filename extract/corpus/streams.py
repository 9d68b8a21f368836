"""Streams that can be looked into before they are read, and that stop before they burst."""

import gzip
import io
from dataclasses import replace
from typing import BinaryIO, cast

from sayso.extract.corpus.blob import Blob
from sayso.extract.corpus.problem import Reporter

MAX_RATIO = 200
"""An archive that grows by more than this when unpacked is no text: text grows tenfold, rarely fiftyfold."""
MIN_BOMB = 100_000_000
"""What unpacks to fewer bytes than this is harmless, however far it grows."""
_MAX_HELD = 256_000_000


class BombError(Exception):
    """An archive unpacks to far more than text could."""


class _Chain(io.RawIOBase):
    """Bytes already read, and then the rest of the stream that they came from."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if self._head:
            data, self._head = (self._head, b"") if size < 0 else (self._head[:size], self._head[size:])
            return data + self._rest.read() if size < 0 else data
        return self._rest.read(size)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # the stub's Buffer has no length
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._rest.close()
        super().close()


class _Guard(_Chain):
    """A stream that raises `BombError` once more than *limit* bytes have come out of it."""

    def __init__(self, rest: BinaryIO, limit: int) -> None:
        super().__init__(b"", rest)
        self._left = limit

    def read(self, size: int = -1, /) -> bytes:
        data = self._rest.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise BombError
        return data


def peek(blob: Blob, size: int) -> tuple[bytes, Blob]:
    """
    Return the first *size* bytes of a blob, and the blob to read instead, which may be opened once.

    Standard input can be opened only once; so its beginning is kept.
    """
    stream = blob.open()
    head = b""
    while len(head) < size and (data := stream.read(size - len(head))):
        head += data
    if stream.seekable():
        stream.seek(0)
        return head, replace(blob, open=lambda: stream)
    return head, replace(blob, open=lambda: cast(BinaryIO, io.BufferedReader(_Chain(head, stream))))


def gunzip(blob: Blob) -> Blob:
    """Return the blob that a gzipped one holds; reading it may raise `BombError`."""
    limit = MIN_BOMB if blob.size is None else max(MIN_BOMB, MAX_RATIO * blob.size)

    def unzip() -> BinaryIO:
        return guard(cast(BinaryIO, gzip.GzipFile(fileobj=blob.open())), limit)

    return replace(blob, open=unzip, size=None)


def guard(stream: BinaryIO, limit: int) -> BinaryIO:
    """Return *stream* so that it raises `BombError` after *limit* bytes."""
    return cast(BinaryIO, io.BufferedReader(_Guard(stream, limit)))


def open_seekable(blob: Blob, report: Reporter) -> BinaryIO | None:
    """
    Open a blob so that one can go back and forth in it; held in memory where it is not a file.

    Returns:
        The stream; None where it would have to be held and is too big, which has then been reported.
    """
    stream = blob.open()
    if stream.seekable():
        return stream
    with stream:
        data = stream.read(_MAX_HELD + 1)
    if len(data) > _MAX_HELD:
        report.error(
            "archive-broken",
            f"over {_MAX_HELD // 1_000_000} MB of a format that cannot be read from front to back. "
            "Save it as a file of its own first.",
        )
        return None
    return io.BytesIO(data)
