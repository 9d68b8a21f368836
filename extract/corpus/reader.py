"""Read a corpus: every format, one article at a time."""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from sayso.extract.corpus.archive import iter_members
from sayso.extract.corpus.article import make_article
from sayso.extract.corpus.blob import DEFAULT_MAX_CHARS, Blob, Draft, Options
from sayso.extract.corpus.formats import sniff, split_name
from sayso.extract.corpus.metadata import read_sidecar
from sayso.extract.corpus.problem import Problem, Reporter
from sayso.extract.corpus.sources import SourceFile, iter_sources
from sayso.extract.corpus.streams import BombError, gunzip, peek
from sayso.model import Article

_READERS = {
    "text": ("text", "read_text"),
    "html": ("page", "read_html"),
    "json": ("jsons", "read_json"),
    "jsonl": ("jsonl", "read_jsonl"),
    "csv": ("table", "read_csv"),
    "tsv": ("table", "read_tsv"),
    "parquet": ("parquet", "read_parquet"),
    "warc": ("warc", "read_warc"),
}
"""Module and function that read a format. The modules are imported when they are first needed."""

_SNIFFED = 4096
Read = Callable[[Blob, Options, Reporter], Iterator[Draft]]


class ReadingSettings(Protocol):
    """The part of the settings that reading looks at."""

    @property
    def max_article_chars(self) -> int:
        """Longest article that is read, in characters."""
        ...


def iter_articles(
    inputs: Sequence[str | Path],
    *,
    on_problem: Callable[[Problem], None],
    settings: ReadingSettings | None = None,
    max_article_chars: int | None = None,
    columns: Mapping[str, str] | None = None,
    today: date | None = None,
    skip: Callable[[SourceFile], bool] = lambda source: False,
) -> Iterator[Article]:
    """
    Yield the articles of a corpus, in the order of the inputs, of the paths in a folder, of the records in a file.

    Memory holds one article at a time, and for each read so far its id and a digest.

    Args:
        inputs: Paths, globs, folders, or ``-`` for standard input.
        on_problem: Called with everything that is not read, or read with a doubt; the rest is read.
        settings: Gives ``max_article_chars`` and, where it has them, ``columns``.
        max_article_chars: Longest article that is read, in characters; goes before the settings.
        columns: Our names of fields to the names of the columns or keys that hold them; the rest is guessed.
        today: A later date of publication is reported and dropped; by default the day by this machine's clock.
        skip: Asked before a file is opened; where it says yes, the file is passed over without a word.
    """
    if max_article_chars is None:
        max_article_chars = settings.max_article_chars if settings is not None else DEFAULT_MAX_CHARS
    if columns is None:
        columns = cast(Mapping[str, str], getattr(settings, "columns", None) or {})
    options = Options(max_chars=max_article_chars, today=today or date.today(), columns=columns)
    known = _Known()
    found = False
    troubled = False

    def report(problem: Problem) -> None:
        nonlocal troubled
        troubled = troubled or problem.severity == "error"
        on_problem(problem)

    for source in iter_sources(inputs, on_problem=report):
        found = True
        if skip(source):
            continue
        blob = source.to_blob()
        for article in read_blob(blob, options, Reporter(report, blob.label)):
            if known.admit(article, report):
                yield article
    if not found and not troubled:
        Reporter(on_problem, ", ".join(map(str, inputs)) or "no input").error(
            "nothing-to-read",
            "nothing to read. Give files, or folders that hold files, of the kinds .txt, .html, .json, .jsonl, .csv, "
            ".tsv, .parquet, .warc or .zip.",
        )


class _Known:
    """The ids that have been read, with a digest of the text and where from."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[bytes, str]] = {}

    def admit(self, article: Article, on_problem: Callable[[Problem], None]) -> bool:
        """Say whether an article is new; report one that takes the id of another."""
        digest = hashlib.blake2b(article.text.encode("utf-8", "surrogatepass"), digest_size=12).digest()
        first = self._seen.setdefault(article.id, (digest, article.source))
        if first[1] == article.source and first[0] == digest:
            return True
        if first[0] != digest:
            Reporter(on_problem, article.source).error(
                "duplicate-id",
                f"the id {article.id!r} is already taken by {first[1]}, with another text; this one was left out. "
                "Rename the file, or give it an id of its own in its metadata.",
            )
        return False


def read_blob(blob: Blob, options: Options, report: Reporter) -> Iterator[Article]:
    """Yield the articles of one file, of whichever format; whatever stops it is reported, after those before it."""
    try:
        yield from _read_blob(blob, options, report)
    except FileNotFoundError:
        report.error(
            "file-missing", "the file is gone, or a link that leads nowhere. Put it back, or take the link away."
        )
    except PermissionError:
        report.error("file-unreadable", "no permission to read it. Change it, for instance with `chmod u+r`.")
    except BombError:
        report.error(
            "archive-bomb", "it unpacks to far more than text would; the rest was not read. Unpack it yourself."
        )
    except (gzip.BadGzipFile, zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as err:
        report.error(
            "archive-broken", f"the compressed data is damaged ({err}); what follows was not read. Copy the file anew."
        )
    except OSError as err:
        report.error("file-unreadable", f"it cannot be read ({err.strerror or err}). Check the disk and the path.")


def _read_blob(blob: Blob, options: Options, report: Reporter) -> Iterator[Article]:
    name = split_name(blob.name)
    kind = name.format
    if name.gzipped and kind not in {"warc", ""}:
        blob = gunzip(blob)
    if not kind:
        kind, blob = _sniff(blob)
    if kind == "zip":
        for member in iter_members(blob, report):
            yield from read_blob(member, options, report.at(member.label))
        return
    module, function = _READERS[kind]
    read = cast(Read, getattr(import_module(f"sayso.extract.corpus.{module}"), function))
    beside = read_sidecar(blob, options, report)
    for draft in read(blob, options, report):
        # What a sidecar says of a file of many articles holds for each, but for what only one can have.
        if draft.number is None:
            draft.meta |= beside
        else:
            draft.meta = {key: beside[key] for key in beside.keys() - {"id", "url", "title"}} | draft.meta
        yield make_article(draft, stem=name.stem, options=options, report=report)


def _sniff(blob: Blob) -> tuple[str, Blob]:
    """Return the format of a file whose name does not tell it, and the blob to read instead."""
    head, blob = peek(blob, _SNIFFED)
    kind = sniff(head)
    if kind != "gzip":
        return kind, blob
    head, inner = peek(gunzip(blob), _SNIFFED)
    kind = sniff(head)
    return kind, inner
