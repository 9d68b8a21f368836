"""Which format a file is in, by its name or, for standard input and unknown names, by its first bytes."""

import re
from typing import NamedTuple

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".zip": "zip",
}
_SIDECAR = re.compile(r".\.meta\.(?:toml|json)$", re.IGNORECASE)
_TEXT_COLUMN = re.compile(
    r"(?:^|[,;\t])[\"']?(?:text|body|content|article|full_?text)[\"']?(?:[,;\t]|\s*$)", re.IGNORECASE
)
# What a file of no readable kind is, by its first bytes.
_KINDS = (
    (b"%PDF-", "a PDF file", "Convert it to text first, for instance with `pdftotext`."),
    (b"\x89PNG", "a picture", "Recognise its text first."),
    (b"\xff\xd8\xff", "a picture", "Recognise its text first."),
    (b"GIF8", "a picture", "Recognise its text first."),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as text first."),
    (b"{\\rtf", "an RTF document", "Save it as text first."),
    (b"\x7fELF", "a program", "Leave it out."),
    (b"SQLite format 3", "a database", "Write its articles to a CSV or JSONL file first."),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it first."),
    (b"Rar!", "a RAR archive", "Unpack it first."),
    (b"BZh", "a bzip2 file", "Unpack it first."),
    (b"\xfd7zXZ", "an xz file", "Unpack it first."),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "Unpack it first."),
)
_MAGICS = tuple(magic for magic, _, _ in _KINDS)


class Name(NamedTuple):
    """
    A file name, taken apart.

    Attributes:
        stem: Without the suffixes that tell format and compression.
        format: One of the values of `SUFFIXES`; empty where none is known.
        gzipped: Whether it ends in ``.gz``.
    """

    stem: str
    format: str
    gzipped: bool


def split_name(name: str) -> Name:
    """Take a file name apart: ``news.jsonl.gz`` gives ``("news", "jsonl", True)``."""
    rest, gzipped = (name[:-3], True) if name.lower().endswith(".gz") else (name, False)
    stem, dot, suffix = rest.rpartition(".")
    kind = SUFFIXES.get(f".{suffix.lower()}", "") if dot and stem else ""
    return Name(stem if kind else rest, kind, gzipped)


def is_sidecar(name: str) -> bool:
    """Say whether a file holds the metadata of another: ``NAME.meta.toml``, ``NAME.meta.json``."""
    return _SIDECAR.search(name) is not None


def sniff(head: bytes) -> str:
    """
    Return the format that the first bytes of a file show; ``text`` where they show no other.

    Args:
        head: Some hundred bytes or more.

    Returns:
        A value of `SUFFIXES`, or ``gzip``.
    """
    for magic, kind in ((b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip"), (b"PAR1", "parquet"), (b"WARC/", "warc")):
        if head.startswith(magic):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace").lstrip()
    if re.match(r"\[\s*[\[{]", text) or re.match(r"\{\s*(?:\"|$)", text):
        return "json"
    if re.match(r"<!doctype html|<html|<\?xml|<head|<body|<article", text, re.IGNORECASE):
        return "html"
    first = text.partition("\n")[0]
    if _TEXT_COLUMN.search(first) and re.search(r"[,;\t]", first):
        return "tsv" if "\t" in first else "csv"
    return "text"


def describe_kind(head: bytes) -> tuple[str, str] | None:
    """Return what a file of no readable kind is and what to do with it, or None where its bytes do not tell."""
    if not head.startswith(_MAGICS):
        return None
    return next((what, remedy) for magic, what, remedy in _KINDS if head.startswith(magic))
