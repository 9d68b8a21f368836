"""What is known about an article beside its text: which column holds it, front matter, sidecars."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sayso.extract.corpus.blob import Blob, Options
from sayso.extract.corpus.formats import split_name
from sayso.extract.corpus.problem import Reporter

FIELDS = ("id", "url", "title", "published", "publisher", "author", "language")
"""Fields of an article beside its text, by our names."""

NAMES = {
    "text": ("text", "body", "content", "fulltext", "articlebody", "articletext", "maintext", "article", "story"),
    "id": ("id", "articleid", "docid", "documentid", "uid", "guid", "doc", "key"),
    "url": ("url", "link", "uri", "permalink", "canonicalurl", "sourceurl", "href"),
    "title": ("title", "headline", "heading", "head"),
    "published": (
        "published", "date", "publishdate", "publicationdate", "publisheddate", "datepublished", "publishedat",
        "publishedon", "pubdate", "datepublish", "publishtime", "timestamp", "datetime", "created", "createdat",
    ),
    "publisher": (
        "publisher", "outlet", "source", "sitename", "publication", "newspaper", "sourcename", "medium", "site",
        "sourcedomain", "domain",
    ),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "language": ("language", "lang", "inlanguage", "locale"),
}  # fmt: skip
"""For each field the names that columns give it, likeliest first, in small letters without marks between words."""

_SEPARATORS = re.compile(r"[\s_.:-]+")
_FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n")
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*))?")


def find_columns(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """
    Return for ``text`` and each of `FIELDS` the name that holds it, where there is one.

    Args:
        names: Of the columns, or keys of an object.
        given: Our name of a field to the name that the user gives; it goes before guessing.
    """
    names = list(names)
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(_SEPARATORS.sub("", name).lower(), name)
    found: dict[str, str] = {}
    for field, guesses in NAMES.items():
        if field in given:
            if given[field] in names:
                found[field] = given[field]
            continue
        for guess in guesses:
            if guess in folded:
                found[field] = folded[guess]
                break
    return found


def read_value(value: object) -> str:
    """Return a value of a column or key as text; empty for what says nothing."""
    if isinstance(value, str):
        return value.strip()
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, float):
        return "" if value != value else f"{value:.0f}" if value.is_integer() else str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        # schema.org gives publishers and authors as objects with a name.
        return next((read_value(value[key]) for key in ("name", "title", "@id") if value.get(key)), "")
    if isinstance(value, Iterable):
        return ", ".join(filter(None, map(read_value, value)))
    return ""


def read_fields(record: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str]:
    """Return the `FIELDS` of a record that say something, by our names."""
    found = {field: read_value(record.get(columns[field])) for field in FIELDS if field in columns}
    return {field: value for field, value in found.items() if value}


def split_front_matter(text: str) -> tuple[dict[str, str], int]:
    """
    Read a head of ``key: value`` lines between two lines of ``---`` at the start of *text*.

    Values may stand in quotation marks; ``[a, b]`` and ``- a`` lists are joined by commas; ``# …`` lines are comments.
    A head that has other lines is no front matter.

    Returns:
        What it says, by the names it uses, and the offset at which the article begins; ``({}, 0)`` without a head.
    """
    start = _FENCE.match(text)
    if start is None:
        return {}, 0
    at = start.end()
    found: dict[str, str] = {}
    key = ""
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end + 1
        line = text[at:end].rstrip()
        at = end
        if line in {"---", "..."}:
            return found, _skip_blank_lines(text, at)
        if not line or line.lstrip().startswith("#"):
            continue
        if key and (match := re.fullmatch(r"[ \t]*-[ \t]+(.+)", line)):
            found[key] = ", ".join(filter(None, (found[key], _unquote(match[1]))))
        elif match := _KEY.fullmatch(line):
            key = match[1]
            found[key] = _unquote(match[2] or "")
        else:
            return {}, 0
    return {}, 0


def _skip_blank_lines(text: str, at: int) -> int:
    while match := re.compile(r"[ \t]*\r?\n").match(text, at):
        at = match.end()
    return at


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == "[" and value[-1] == "]":
        return ", ".join(filter(None, (_unquote(part) for part in value[1:-1].split(","))))
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def read_sidecar(blob: Blob, options: Options, report: Reporter) -> dict[str, str]:
    """
    Return what ``STEM.meta.toml`` or ``STEM.meta.json`` beside *blob* says, by our names.

    A sidecar of the whole name, ``news.txt.meta.toml``, goes before one of the stem. One that cannot be read is
    reported, and the article read without it.
    """
    for stem in dict.fromkeys((blob.name, split_name(blob.name).stem)):
        for suffix in (".meta.toml", ".meta.json"):
            name = stem + suffix
            try:
                data = blob.sibling(name)
                if data is None:
                    continue
                text = data.decode("utf-8-sig")
                record: Any = tomllib.loads(text) if suffix == ".meta.toml" else json.loads(text)
                if not isinstance(record, dict):
                    raise ValueError("no table of keys")
            except (OSError, ValueError) as err:
                report.warn(
                    "sidecar-broken", f"{name} cannot be read ({err}). Mend it; the article was read without it."
                )
                continue
            return read_fields(record, find_columns(record, options.columns))
    return {}
