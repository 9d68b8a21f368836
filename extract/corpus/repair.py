"""Repair a text for reading, with a map back: each edit knows the characters that it replaces."""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from sayso.extract.corpus.glued import find_glued
from sayso.extract.corpus.inserted import find_inserted
from sayso.extract.corpus.mojibake import iter_mojibake


class Edit(NamedTuple):
    """Characters ``text[start:end]`` that become *new*, which is no longer, or where they are none one character."""

    start: int
    end: int
    new: str


# Characters that nobody sees, or sees as something else; what they become is in _replace.
_ODD = re.compile(
    r"\r\n?"
    r"|[\x0b\x0c\u2028\u2029]"  # line breaks of other kinds
    r"|[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"  # spaces of other widths
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f]"  # control characters
    r"|[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f]"  # invisible characters
    r"|[\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
    r"|&(?:\#\d{2,6}|\#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d?);"
)
_SUSPECT = re.compile(
    r"[&\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
"""Every character with which a match of `_ODD` begins: much faster to look for."""
_BREAKS = frozenset(("\r\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029"))
_SPACES = re.compile(r"[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_JOINERS = re.compile(r"[\u0600-\u109f\u1780-\u17ff]")
_MAX_PASSES = 4


def repair_text(text: str) -> tuple[str, tuple[int, ...] | None]:
    r"""
    Return *text* with encoding damage, invisible and control characters mended, and the map back to it.

    Words read in a wrong encoding are put right (``Bogot├í``, ``donâ€™t``), HTML entities resolved, spaces of every
    width become a space, line breaks of every kind become ``\n``, invisible and control characters go, apostrophes
    that became a space or a question mark come back (``Spain s``, ``don?t``), lines wrapped by hand inside a
    paragraph are joined by a space, headlines that a page inserted get a line of their own (`find_inserted`), and what
    was put together without a space is parted (`find_glued`). Nothing else changes; clean text comes back as it is.

    Returns:
        The clean text, and for each of its characters and for its end the offset in *text* where it begins, never
        falling, ``len(clean) + 1`` numbers. Characters that go belong to the one before them, one that was put in has
        the offset of what follows. None where nothing was repaired.
    """
    clean, offsets = text, None
    # Text damaged twice needs two passes: an entity may hide a mark of the damage.
    for _ in range(_MAX_PASSES):
        edits = list(_find_edits(clean))
        if not edits:
            break
        clean, offsets = _apply(clean, edits, offsets)
    if edits := list(_find_apostrophes(clean)):
        clean, offsets = _apply(clean, edits, offsets)
    if edits := list(_find_wrapped(clean)):
        clean, offsets = _apply(clean, edits, offsets)
    if edits := [Edit(at, at + 1, "\n") for at in find_inserted(clean)]:
        clean, offsets = _apply(clean, edits, offsets)
    if edits := [Edit(at, at, new) for at, new in find_glued(clean)]:
        clean, offsets = _apply(clean, edits, offsets)
    return clean, offsets


def _find_edits(text: str) -> list[Edit]:
    edits = [Edit(start, end, new) for start, end, new in iter_mojibake(text)]
    if edits:
        # One kind at a time: the control characters that damage leaves are part of its repair.
        return edits
    if _SUSPECT.search(text) is None:
        return []
    for match in _ODD.finditer(text):
        new = _replace(match[0], text, match.end())
        if new != match[0]:
            edits.append(Edit(match.start(), match.end(), new))
    return edits


def _replace(odd: str, text: str, end: int) -> str:
    if odd in _BREAKS:
        return "\n"
    if _SPACES.fullmatch(odd):
        return " "
    if odd[0] == "&":
        new = html.unescape(odd)
        return new if len(new) == 1 and new != "\ufffd" else odd
    if "\x80" <= odd < "\xa0":
        # Latin-1 has control characters where windows-1252, which it is mistaken for, has quotation marks.
        return odd.encode("latin-1").decode("windows-1252", errors="ignore")
    if odd in "\u200c\u200d" and _JOINERS.match(text, end):
        # Arabic, Persian and Indic scripts spell with these.
        return odd
    return ""


def _apply(text: str, edits: Iterable[Edit], before: tuple[int, ...] | None) -> tuple[str, tuple[int, ...]]:
    """Make *edits*, in rising order, and carry the map *before* on."""
    pieces: list[str] = []
    ranges: list[Iterable[int]] = []
    at = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        ranges += (range(at, start), range(start, start + len(new)))
        at = end
    pieces.append(text[at:])
    ranges.append(range(at, len(text) + 1))
    here = tuple(chain.from_iterable(ranges))
    return "".join(pieces), here if before is None else tuple(map(before.__getitem__, here))


_TORN = re.compile(r"[ ?](?:s|t|re|ve|ll|d|m)(?=[\s.,;:!?)\]\"”]|$)")
_LAST_WORD = re.compile(r"[^\W\d_][\w.-]*$")
_LONGEST_WORD = 40
_PRONOUNS = frozenset("i you he she it we they who what that there this here where how let".split())
_ENDINGS = {
    "t": frozenset(
        "don didn doesn isn aren wasn weren won wouldn couldn shouldn haven hasn hadn can ain mustn needn".split()
    ),
    "re": frozenset("we you they who what there".split()),
    "ve": frozenset("i we you they who would could should might must".split()),
    "ll": _PRONOUNS,
    "d": frozenset("i you he she we they who it".split()),
    "m": frozenset("i"),
}
"""Words before which an apostrophe stood, by what stands behind it; an *s* follows any."""
_BEFORE_S = frozenset("letter letters a an the and or of size plural no".split())
"""Words behind which a lone *s* is a letter."""


def _find_apostrophes(text: str) -> Iterator[Edit]:
    """
    Yield the apostrophes that a program turned into a space or a question mark: *Spain s*, *they don?t*, *I m*.

    Words keep their places, as one character stands for another.
    """
    for match in _TORN.finditer(text):
        at, ending = match.start(), match[0][1:]
        found = _LAST_WORD.search(text, max(0, at - _LONGEST_WORD), at)
        word = found[0] if found else ""
        known = _ENDINGS.get(ending)
        if known is not None:
            mended = word.lower() in known
        else:
            # "Spain s", "U.N. s", but "It ended. s" and "a variable x s"
            mended = len(word) > 1 and word.lower() not in _BEFORE_S and (word[-1] != "." or "." in word[:-1])
        if mended:
            yield Edit(at, at + 1, "'")


_WORD = re.compile(r"\S+")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_MIDDLE = re.compile(r"[\w,;’'-]$")
_LEAST_WIDTH, _MOST_WIDTH = 40, 100


def _find_wrapped(text: str) -> Iterator[Edit]:
    """
    Yield the line breaks inside paragraphs that were wrapped at a fixed width.

    A paragraph is wrapped where no line could have held the first word of the next: its width is that of the longest
    line, 40 to 100. One sentence a line, lists, verse and addresses do not pass.
    """
    # Most texts have a line a paragraph.
    if text.count("\n") * 130 < len(text):
        return
    at = 0
    for block in text.split("\n\n"):
        lines = block.split("\n")
        if len(lines) > 2 and _is_wrapped(lines):
            end = at
            for line in lines[:-1]:
                end += len(line)
                # A hyphen at the end of a line joins what it divides.
                yield Edit(end, end + 1, "" if _HYPHEN.search(line) else " ")
                end += 1
        at += len(block) + 2


def _is_wrapped(lines: list[str]) -> bool:
    width = max(map(len, lines))
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH:
        return False
    middle = 0
    for line, following in zip(lines, lines[1:], strict=False):
        first = _WORD.search(following)
        if first is None or line != line.rstrip() or following != following.lstrip():
            return False
        if len(line) + 1 + len(first[0]) <= width:
            return False
        middle += _MIDDLE.search(line) is not None
    return 2 * middle >= len(lines) - 1
