"""What the readers of all formats share: a file to open, the options, and the draft of an article."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

DEFAULT_MAX_CHARS = 1_000_000
"""Longest article that is read, in characters; spaCy's own limit."""


def no_sibling(name: str) -> bytes | None:
    """Say that there is no file of that *name* beside this one."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """
    A file on disk, in an archive, or standard input.

    Attributes:
        name: File name with its suffixes: ``news.jsonl.gz``. They tell the format.
        label: For messages: path as given, ``archive.zip!folder/name`` in an archive.
        size: Bytes to expect from `open`; None where unknown.
        open: Opens it anew for reading; raises OSError.
        sibling: Gives the bytes of the file of that name in the same folder, None where there is none.
    """

    name: str
    label: str
    size: int | None
    open: Callable[[], BinaryIO]
    sibling: Callable[[str], bytes | None] = no_sibling


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """
    How to read.

    Attributes:
        max_chars: Longest article, in characters.
        today: The day after which a date of publication cannot lie.
        columns: Our name of a field to the name of the column or key that holds it; the rest is guessed.
    """

    max_chars: int = DEFAULT_MAX_CHARS
    today: date
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def max_bytes(self) -> int:
        """More bytes than this are more than `max_chars` characters in every encoding."""
        return 4 * self.max_chars + 4


@dataclass(slots=True, kw_only=True)
class Draft:
    """
    An article as its format gives it.

    Attributes:
        text: As decoded.
        meta: Values of the fields of `sayso.extract.corpus.metadata.FIELDS` that are known.
        number: Of the record in its file, from 1; None where the file is one article.
        line: Line on which the record begins, from 1; None where lines mean nothing.
        head: Characters at the start of *text* that are no prose, such as a date of publication; left out of
            the clean text.
    """

    text: str
    meta: dict[str, str]
    number: int | None = None
    line: int | None = None
    head: int = 0


def describe_chars(count: int) -> str:
    """Return a count for messages: ``1,000,000``."""
    return f"{count:,}"
