"""Find characters that were written in UTF-8 and read in another encoding: ``Bogot├í``, ``donâ€™t``."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_ENCODINGS = ("windows-1252", "cp437", "cp850", "mac-roman")
# What the first byte of a character may have become, and behind it something that is not ASCII, or was not.
_LEAD = re.compile(r"[Â-ôÔΓ√‚¬─-╬](?=[^\x00-\x7f]| )")
# Behind capitals these are quotation marks and dashes in their own right, as in “CAFÉ”.
_MARKS = frozenset("‘’“”‹›«»•–—…™\xa0")
# Of three bytes, these are what English text has: punctuation, money, signs such as ™.
_SIGNS = re.compile(r"[\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f\u2200-\u22ff\ufeff\u2000-\u200f\u2060]")
_LATIN_MARKS = frozenset("\xa0¡¢£¥§¨©ª«\xad®°±²³´µ·¹º»¼½¾¿")
# Leads of letters that are not of the Latin script.
_FOREIGN = re.compile(r"[Ê-ßà-ï]")
_LEAST_FOREIGN = 3


def iter_mojibake(text: str) -> Iterator[tuple[int, int, str]]:
    """
    Yield start, end and right reading of each damaged character of *text*, in rising order.

    Read are UTF-8 sequences that went through windows-1252 (or Latin-1), the DOS code pages 437 and 850, or Mac Roman.
    One that could stand there by right is left alone. Damage upon damage takes another pass.
    """
    at = 0
    for match in _LEAD.finditer(text):
        start = match.start()
        if start < at or text[start + 1] == " " and text[start] != "Â":
            continue
        found = _read_one(text, start) or _read_foreign(text, start)
        for one in found:
            yield one
            at = one[1]


@cache
def _tables() -> tuple[dict[str, int], ...]:
    """Return for each encoding the byte, from 0x80, of each of its characters."""
    tables: list[dict[str, int]] = []
    for encoding in _ENCODINGS:
        # Most programs read the five bytes that windows-1252 leaves open as Latin-1's control characters.
        table = {chr(byte): byte for byte in range(0x80, 0xA0)} if encoding == "windows-1252" else {}
        for byte in range(0x80, 0x100):
            char = bytes([byte]).decode(encoding, errors="ignore")
            if char:
                table[char] = byte
        tables.append(table)
    return tuple(tables)


def _read_one(text: str, start: int) -> list[tuple[int, int, str]]:
    for table in _tables():
        if sequence := _decode(text, start, table):
            end, new = sequence
            better = _choose(new, text, start, end)
            if better is not None:
                return [(start, end, better)]
    # The last byte of a closing quotation mark has no character in windows-1252 and often gets lost.
    if text.startswith("â€", start):
        return [(start, start + 2, "”")]
    # Of a damaged no-break space, the space has since become a plain one.
    if text.startswith("Â ", start) and start and not text[start - 1].isupper():
        return [(start, start + 1, "")]
    return []


def _decode(text: str, start: int, table: dict[str, int]) -> tuple[int, str] | None:
    """Return the end and the reading of the UTF-8 sequence at *start*, where there is one in that encoding."""
    first = table.get(text[start], 0)
    length = 2 if 0xC2 <= first <= 0xDF else 3 if 0xE0 <= first <= 0xEF else 4 if 0xF0 <= first <= 0xF4 else 0
    end = start + length
    data = bytes(table.get(char, 0) for char in text[start:end])
    if not length or len(data) < length:
        return None
    try:
        return end, data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _choose(new: str, text: str, start: int, end: int) -> str | None:
    """Return the right reading where it is likelier than what stands there, else None."""
    lead, rest = text[start], text[start + 1 : end]
    before, after = text[start - 1 : start], text[end : end + 1]
    if len(rest) == 3:
        return new if lead == "ð" and unicodedata.category(new) == "So" else None
    if len(rest) == 2:
        return new if _SIGNS.match(new) else None
    if "\x80" <= new < "\xa0":
        # A mark of windows-1252 that was taken for Latin-1 before it was damaged again.
        mark = new.encode("latin-1").decode("windows-1252", errors="ignore")
        return mark if mark and lead == "Â" and not before.isupper() else None
    if new in _LATIN_MARKS:
        return new if lead in "Â┬¬" else None
    if not new.isalpha() or new >= "\u0250":
        return None
    if lead in "√├─┼":
        return new if before.isalpha() or after.isalpha() else None
    if lead in "ÃÄÅ" and rest in _MARKS:
        return new if not before.isupper() and (after.isalpha() or rest == "\xa0") else None
    return new if lead in "ÃÄÅ" else None


def _read_foreign(text: str, start: int) -> list[tuple[int, int, str]]:
    """Read a run of damaged letters of another script, at least three: ``ÐœÐ¸Ñ€``."""
    table = _tables()[0]
    found: list[tuple[int, int, str]] = []
    at = start
    while at < len(text) and _FOREIGN.match(text, at) and (sequence := _decode(text, at, table)):
        end, new = sequence
        if new < "\u0250" or unicodedata.category(new)[0] not in "LM":
            break
        found.append((at, end, new))
        at = end
    return found if len(found) >= _LEAST_FOREIGN else []
