"""Find words that were written in UTF-8 and read in another encoding: ``Bogot├í``, ``donâ€™t``."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_ENCODINGS = ("windows-1252", "cp437", "cp850", "mac-roman")
# A quick look: the characters that the first byte of a damaged one can have become.
_LEAD = re.compile(r"[Â-ßâãäïð─-╬ΓÔ√‚¬][^\x00-\x7f]")


def iter_mojibake(text: str) -> Iterator[tuple[int, int, str]]:
    """
    Yield start, end and right reading of each damaged character of *text*, in rising order.

    Read are UTF-8 sequences that went through windows-1252 (and Latin-1), the DOS code pages 437 and 850, or Mac Roman.
    A reading counts where it makes better sense than what stands there: see `_is_better`.
    """
    if _LEAD.search(text) is None:
        return
    at = 0
    for match in _find_sequences().finditer(text):
        if match.start() < at:
            continue
        new = _read(match[0], text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
        if new is not None:
            yield match.start(), match.end(), new
            at = match.end()


@cache
def _tables() -> tuple[dict[str, int], ...]:
    """Return for each encoding the byte from 0x80 that each character stands for; Latin-1's where it has none."""
    tables: list[dict[str, int]] = []
    for encoding in _ENCODINGS:
        table: dict[str, int] = {}
        for byte in range(0x80, 0x100):
            try:
                table[bytes([byte]).decode(encoding)] = byte
            except UnicodeDecodeError:
                table[chr(byte)] = byte
        if encoding == "windows-1252":
            # Latin-1 leaves the control characters of the same numbers.
            table.update((chr(byte), byte) for byte in range(0x80, 0xA0))
        tables.append(table)
    return tuple(tables)


@cache
def _find_sequences() -> re.Pattern[str]:
    """Return the expression of all sequences that may be one damaged character, longest first."""
    forms: list[str] = []
    for length, first, last in ((4, 0xF0, 0xF4), (3, 0xE0, 0xEF), (2, 0xC2, 0xDF)):
        for table in _tables():
            lead = "".join(re.escape(char) for char, byte in table.items() if first <= byte <= last)
            rest = "".join(re.escape(char) for char, byte in table.items() if 0x80 <= byte <= 0xBF)
            forms.append(f"[{lead}][{rest}]{{{length - 1}}}")
    return re.compile("|".join(forms))


def _read(damaged: str, before: str, after: str) -> str | None:
    for table in _tables():
        if all(char in table for char in damaged):
            try:
                new = bytes(table[char] for char in damaged).decode("utf-8")
            except UnicodeDecodeError:
                continue
            if len(new) == 1 and _is_better(new, damaged, before, after):
                return new
    return None


def _is_better(new: str, damaged: str, before: str, after: str) -> bool:
    """
    Say whether the right reading *new* is likelier than the characters that stand there.

    A letter followed by marks that do not stand inside words, or by signs from the lines of tables, is damage; a capital
    before a closing quotation mark (``CAFÉ”``) or two letters that a language may put together are not.
    """
    kind = unicodedata.category(new)
    if kind[0] in "CM" and new not in "\ufeff\u200b\xad\u200d\u200e\u200f" or kind == "Cn":
        return False
    lead, rest = damaged[0], damaged[1:]
    if len(damaged) > 2:
        # Three in a row happen by chance only in scripts other than Latin.
        return True
    if kind == "Zs" or new in "«»°£§©®·´¨¿¡":
        return lead in "Â┬"
    if not kind.startswith("L"):
        return False
    if "─" <= lead <= "╬" or lead == "√":
        return before.isalpha() or after.isalpha() or before in "" or before.isspace()
    # Windows-1252: Ã with another sign; letters, quotation marks and spaces beside it may be meant.
    if lead in "ÃÄÅ":
        return rest not in "”’ \xa0" or after.isalpha()
    return False
