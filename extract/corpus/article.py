"""Make the article of a draft: its id, its date, its repaired text."""

import hashlib
import json

from sayso.extract.corpus.blob import Draft, Options
from sayso.extract.corpus.dates import is_future, normalize_date
from sayso.extract.corpus.problem import Reporter
from sayso.extract.corpus.repair import repair_text
from sayso.model import Article


def make_article(draft: Draft, *, stem: str, options: Options, report: Reporter) -> Article:
    """
    Return the article of a draft, its text repaired and its date normalised.

    Args:
        draft: Of a format's reader.
        stem: Of the file; the id of a file that is one article, else the beginning of the ids of its records.
        options: As for the corpus.
        report: Of the file; a date that cannot be is reported there and left out.
    """
    meta = draft.meta
    number = f"{stem}-{draft.number:06}" if draft.number is not None else stem
    where = draft.line if draft.line is not None else draft.number
    clean, offsets = repair_text(draft.text)
    if draft.head:
        clean, offsets = _cut_head(clean, offsets, draft.head)
    return Article(
        id=meta.get("id") or number,
        text=draft.text,
        clean=clean,
        offsets=offsets,
        title=_mend(meta.get("title")),
        url=meta.get("url"),
        published=_read_date(meta.get("published"), options, report, where),
        publisher=_mend(meta.get("publisher")),
        author=_mend(meta.get("author")),
        language=meta.get("language"),
        source=report.source if where is None else f"{report.source}:{where}",
    )


def digest_article(article: Article) -> str:
    """
    Return ``sha256:`` and the hexadecimal SHA-256 of an article's id, text and metadata.

    Where it was read from and what it is a copy of do not count, so a corpus that moves keeps its digests.
    """
    parts = (
        article.id, article.text, article.title, article.url, article.published, article.publisher, article.author,
        article.language,
    )  # fmt: skip
    data = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _cut_head(clean: str, offsets: tuple[int, ...] | None, head: int) -> tuple[str, tuple[int, ...]]:
    """Leave out what comes from the first *head* characters of the original."""
    if offsets is None:
        return clean[head:], tuple(range(head, len(clean) + 1))
    start = next(at for at, offset in enumerate(offsets) if offset >= head)
    return clean[start:], offsets[start:]


def _mend(value: str | None) -> str | None:
    return None if value is None else " ".join(repair_text(value)[0].split()) or None


def _read_date(value: str | None, options: Options, report: Reporter, where: int | None) -> str | None:
    if value is None:
        return None
    iso = normalize_date(value)
    if iso is None:
        report.warn(
            "date-unclear",
            f"the date of publication {value[:60]!r} is not understood; read without it. Write it as 2023-09-25.",
            line=where,
        )
        return None
    if is_future(iso, options.today):
        report.warn(
            "date-future",
            f"the date of publication {iso} lies after today, {options.today}; read without it. Mend the date.",
            line=where,
        )
        return None
    return iso
