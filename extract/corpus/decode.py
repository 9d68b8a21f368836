"""Turn bytes into text: UTF-8, UTF-16, whatever else it may be, and files that mix encodings."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from sayso.extract.corpus.blob import Blob, describe_chars
from sayso.extract.corpus.formats import describe_kind
from sayso.extract.corpus.problem import Reporter

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(byte for byte in range(0x20) if byte not in b"\t\n\x0b\x0c\r\x1a\x1b") + b"\x7f"
_HIGH = re.compile(rb"[\x80-\xff]")
# What windows-1252 text in English and the languages around it has beyond ASCII: quotation marks, dashes, accented
# letters, signs of money and the like. Other bytes hint at another encoding.
_WESTERN = re.compile(
    rb"[\x80\x82\x84\x85\x8a\x8c\x8e\x91-\x97\x99\x9a\x9c\x9e-\xa0\xa3\xa7\xa9\xab\xad\xae\xb0\xb7\xbb-\xbf\xc0-\xd6\xd8-\xf6\xf8-\xff]"
)
# The five bytes that windows-1252 leaves open are control characters to browsers and to most programs.
_WINDOWS_1252 = {byte: ord(bytes([byte]).decode("windows-1252", errors="ignore") or chr(byte)) for byte in range(256)}
_SAMPLE = 65_536


class Line(NamedTuple):
    """A line of a file: its number from 1, and its text with its line break. None stands for one too long."""

    number: int
    text: str | None


def decode_bytes(data: bytes, report: Reporter) -> str | None:
    """
    Return *data* as text, line breaks and byte order mark of UTF-8 kept as they are.

    UTF-8 is taken where it fits, then UTF-16 and UTF-32 by their marks or their zeros, then what charset-normalizer
    finds. Where only some lines are no UTF-8, those alone are decoded otherwise. Anything but clean Unicode is
    reported.

    Returns:
        The text; None where the bytes are no text, which has then been reported.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text and not _looks_binary(data):
        return text
    if not data:
        return ""
    if encoding := _find_wide(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            report.warn(
                "encoding-mixed",
                f"damaged {encoding.upper()} text: unreadable characters became U+FFFD. Save the file anew as UTF-8.",
            )
            return data.decode(encoding, errors="replace")
    if _looks_binary(data):
        report_binary(data, report)
        return None
    if text:
        return text
    return _decode_legacy(data, report)


def report_binary(data: bytes, report: Reporter) -> None:
    """Report that a file that begins with *data* is no text."""
    what, remedy = describe_kind(data) or ("binary data, no text", "Leave it out, or save it as UTF-8 text.")
    report.error("file-binary", f"this is {what}. {remedy}")


def guess_encoding(data: bytes) -> str:
    """Return the likeliest one-byte or East Asian encoding of *data*, which is not UTF-8."""
    high = _HIGH.findall(data)
    western = sum(1 for byte in high if _WESTERN.match(byte))
    if len(high) < 0.25 * len(data) and western >= 0.9 * len(high):
        return "windows-1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None else "windows-1252"


def decode_with(data: bytes, encoding: str) -> str:
    """Decode *data*; what *encoding* does not know becomes the control character of its number (as browsers do)."""
    if encoding.replace("-", "").lower() in {"windows1252", "cp1252"}:
        return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]
    return data.decode(encoding, errors="replace")


def _find_wide(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    # Text in the Latin script has every other byte zero; 0.3 leaves room for some in other scripts.
    head = data[:4096]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if len(head) >= 8 and max(odd, even) > 0.3 * len(head) / 2 and min(odd, even) < 0.02 * len(head):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _looks_binary(data: bytes) -> bool:
    head = data[:_SAMPLE]
    if describe_kind(head) is not None:
        return True
    return len(head) - len(head.translate(None, _CONTROL)) > 0.01 * len(head) + 1


def _decode_legacy(data: bytes, report: Reporter) -> str:
    lines = data.splitlines(keepends=True)
    bad: list[int] = []
    wide = 0
    texts: list[str] = []
    for number, line in enumerate(lines):
        try:
            texts.append(line.decode("utf-8"))
            wide += not line.isascii()
        except UnicodeDecodeError:
            texts.append("")
            bad.append(number)
    encoding = guess_encoding(b"".join(lines[number] for number in bad))
    for number in bad:
        texts[number] = decode_with(lines[number], encoding)
    if wide:
        where = ", ".join(str(number + 1) for number in bad[:5]) + (", …" if len(bad) > 5 else "")
        report.warn(
            "encoding-mixed",
            f"UTF-8, but not throughout: read as {encoding} in {_count(len(bad), 'line')} ({where}). "
            "Check these, and save the file as UTF-8.",
        )
    else:
        report.warn(
            "encoding-guessed",
            f"not UTF-8; read as {encoding}. Check its accents and quotation marks, and save it as UTF-8.",
        )
    return "".join(texts)


def iter_lines(stream: BinaryIO, report: Reporter, *, limit: int) -> Iterator[Line]:
    """
    Yield the lines of a stream, decoded one by one, in memory bounded by the longest.

    Args:
        stream: Read from where it is; UTF-8, or UTF-16 with its mark. Lines that are neither are decoded as by
            `guess_encoding` of the first of them, and counted in one report at the end.
        report: Of the file.
        limit: Bytes (characters in UTF-16) beyond which a line is given as None.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var] # any raw reader
    head = buffered.peek(4)[:4]
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            yield from _iter_wide(io.TextIOWrapper(buffered, encoding=encoding, errors="replace", newline="\n"), limit)
            return
    encoding = ""
    bad: list[int] = []
    number = 0
    while data := buffered.readline(limit + 1):
        number += 1
        if number == 1:
            data = data.removeprefix(codecs.BOM_UTF8)
        if len(data) > limit and not data.endswith(b"\n"):
            while (rest := buffered.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield Line(number, None)
            continue
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            encoding = encoding or guess_encoding(data)
            bad.append(number)
            text = decode_with(data, encoding)
        yield Line(number, text)
    if bad:
        where = ", ".join(map(str, bad[:5])) + (", …" if len(bad) > 5 else "")
        report.warn(
            "encoding-mixed",
            f"not UTF-8 throughout: read as {encoding} in {_count(len(bad), 'line')} ({where}). "
            "Check these, and save the file as UTF-8.",
        )


def _iter_wide(stream: io.TextIOWrapper, limit: int) -> Iterator[Line]:
    number = 0
    while text := stream.readline(limit + 1):
        number += 1
        if len(text) > limit and not text.endswith("\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith("\n"):
                pass
            yield Line(number, None)
            continue
        yield Line(number, text)


def read_whole(blob: Blob, report: Reporter, *, limit: int, chars: int) -> bytes | None:
    """
    Return all bytes of *blob*, or None where there are more than *limit*, which has then been reported.

    Args:
        blob: Only its first bytes are read where its size shows that it is too long.
        report: Of the file.
        limit: In bytes.
        chars: Longest article in characters, for the message.
    """
    with blob.open() as stream:
        data = stream.read(4096 if blob.size is not None and blob.size > limit else limit + 1)
    if len(data) <= limit and (blob.size is None or blob.size <= limit):
        return data
    # Junk that is also big is junk: "split it" would be the wrong remedy.
    if _find_wide(data) is None and _looks_binary(data):
        report_binary(data, report)
    else:
        report_too_long(report, chars)
    return None


def report_too_long(report: Reporter, chars: int, *, line: int | None = None) -> None:
    """Report an article of more than *chars* characters."""
    report.error(
        "article-too-long",
        f"longer than {describe_chars(chars)} characters. Split it into articles, or raise max_article_chars.",
        line=line,
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
