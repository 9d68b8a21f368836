"""Read a JSON file: one article, a list of them, an object that holds the list, or JSON lines by another name."""

import codecs
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from sayso.extract.corpus.blob import Blob, Draft, Options
from sayso.extract.corpus.decode import decode_bytes, guess_encoding, read_whole, report_too_long
from sayso.extract.corpus.jsonl import RecordReader, read_jsonl
from sayso.extract.corpus.problem import Reporter
from sayso.extract.corpus.streams import peek

_HEAD = 65_536
_CHUNK = 1 << 18
# The list stands alone or under a key of an object, after a few plain keys of its own.
_LIST = re.compile(
    r"\ufeff?\s*(?:\{\s*(?:\"[^\"\\]{1,40}\"\s*:\s*(?:\"[^\"\\]{0,200}\"|[-\d.]+|null|true|false)\s*,\s*)*"
    r"\"(?:articles|documents|docs|items|results|data|records|stories|news)\"\s*:\s*)?\[(?=\s*[\]{]|\s*$)"
)
_GAP = re.compile(r"[\s,]*")


def read_json(blob: Blob, options: Options, report: Reporter) -> Iterator[Draft]:
    """Yield the articles of a JSON file. A list is read element by element, never whole."""
    limit = 6 * options.max_chars + 1_000_000
    head, blob = peek(blob, _HEAD)
    text = head.decode(json.detect_encoding(head), errors="replace")
    if not text.strip("\ufeff\r\n\t \x00"):
        blob.open().close()
        report.error("file-empty", "the file is empty. Fill it or take it away.")
    elif match := _LIST.match(text):
        with blob.open() as stream:
            yield from _read_list(_Window(stream, head), match.end(), options, report)
    elif _is_lines(text, blob.size, limit):
        yield from read_jsonl(blob, options, report)
    else:
        yield from _read_object(blob, options, report)


def _is_lines(text: str, size: int | None, limit: int) -> bool:
    """Say whether the first line is an object by itself, or so long that only lines can be many articles."""
    first, more, _ = text.partition("\n")
    if not more:
        return size is not None and size > limit
    try:
        return isinstance(json.loads(first.removeprefix("\ufeff")), dict)
    except (ValueError, RecursionError):
        return False


def _read_object(blob: Blob, options: Options, report: Reporter) -> Iterator[Draft]:
    data = read_whole(blob, report, limit=6 * options.max_chars + 1_000_000, chars=options.max_chars)
    text = None if data is None else decode_bytes(data, report)
    if text is None:
        return
    try:
        record = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as err:
        if isinstance(err, json.JSONDecodeError) and err.msg == "Extra data":
            # A first line longer than what was looked at, and others below it.
            yield from read_jsonl(replace(blob, open=lambda: io.BytesIO(text.encode("utf-8"))), options, report)
        else:
            report.error("record-broken", f"not JSON: {err}. Mend the file.")
        return
    for draft in RecordReader(options, report).read_object(record, None):
        # One article a file: it is named after the file.
        draft.number = None
        yield draft


class _Window:
    """The part of a JSON text that is being read, and its place in the file."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        encoding: str = json.detect_encoding(head)
        if encoding.startswith("utf-8"):
            try:
                codecs.getincrementaldecoder(encoding)().decode(head)
            except UnicodeDecodeError:
                encoding = guess_encoding(head)
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._ended = False
        self.text = ""
        self.line = 1

    def extend(self) -> bool:
        """Read on, more each time so that a long element costs no more than twice its length; False at the end."""
        if self._ended:
            return False
        data = self._stream.read(max(_CHUNK, len(self.text)))
        self._ended = not data
        self.text += self._decoder.decode(data, final=self._ended)
        return True

    def drop(self, end: int) -> None:
        """Forget the text before *end*."""
        self.line += self.text.count("\n", 0, end)
        self.text = self.text[end:]


def _read_list(window: _Window, start: int, options: Options, report: Reporter) -> Iterator[Draft]:
    decoder = json.JSONDecoder()
    reader = RecordReader(options, report)
    limit = 6 * options.max_chars + 1_000_000
    while len(window.text) < start and window.extend():
        pass
    window.drop(start)
    while True:
        gap = _GAP.match(window.text)
        window.drop(gap.end() if gap else 0)
        if not window.text:
            if window.extend():
                continue
            report.error(
                "record-broken",
                "the list ends without its bracket. The file is cut off: copy it anew.",
                line=window.line,
            )
            return
        if window.text[0] == "]":
            return
        try:
            record, end = decoder.raw_decode(window.text)
        except (ValueError, RecursionError) as err:
            if len(window.text) <= limit and not isinstance(err, RecursionError) and window.extend():
                continue
            if len(window.text) > limit:
                report_too_long(report, options.max_chars, line=window.line)
            else:
                report.error(
                    "record-broken",
                    f"not JSON from here on ({err.args[0]}); what follows was not read. Mend it, or write one "
                    "object a line (.jsonl), where a broken one spoils no other.",
                    line=window.line,
                )
            return
        yield from reader.read_object(record, window.line)
        window.drop(end)
