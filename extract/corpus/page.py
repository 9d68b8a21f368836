"""Read a web page: its main text, and what it states of itself."""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, cast

from sayso.extract.corpus.blob import Blob, Draft, Options
from sayso.extract.corpus.dates import normalize_date
from sayso.extract.corpus.decode import decode_bytes, decode_with, read_whole, report_too_long
from sayso.extract.corpus.metadata import read_value
from sayso.extract.corpus.problem import Reporter

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_NAMES = {
    "published": (
        "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "pubdate",
        "publishdate", "publish-date", "publish_date", "published_time", "publication_date", "article.published",
        "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued",
        "dcterms.date", "dc.date", "dcterms.created", "date",
    ),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"),
    "title": ("og:title", "dc.title", "twitter:title", "headline"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"),
    "url": ("og:url",),
}  # fmt: skip
"""For each field the names of meta elements that state it, likeliest first."""
_MARKUP = 20
"""A page may be this many times longer than its article, in bytes for characters."""
_LEAST_WORDS = 10
"""What is shorter is what remains of a page of links, not an article."""
_LIKE_URL = re.compile(r"https?://", re.IGNORECASE)


def read_html(blob: Blob, options: Options, report: Reporter) -> Iterator[Draft]:
    """Yield the article of a web page."""
    data = read_whole(blob, report, limit=_MARKUP * options.max_chars, chars=options.max_chars)
    if data is None:
        return
    if not data.strip():
        report.error("file-empty", "the file is empty. Fill it or take it away.")
        return
    draft = read_page(data, options, report)
    if draft is not None:
        yield draft


def read_page(
    data: bytes, options: Options, report: Reporter, *, charset: str | None = None, url: str | None = None
) -> Draft | None:
    """
    Return the article of a page; None, with a report, where it has none.

    Args:
        data: As served.
        options: As for the corpus.
        report: Of the page.
        charset: That its server states.
        url: Where it was fetched, used where it states none itself.
    """
    try:
        trafilatura = _load_trafilatura()
    except ImportError as err:
        # Some installers leave out lxml's parts, without which it cannot be imported.
        report.error("library-missing", f"web pages need trafilatura ({err.msg}). Install it: pip install -U sayso.")
        return None
    page = _decode_page(data, charset, report)
    tree = None if page is None else trafilatura.load_html(page)
    if tree is None:
        if page is not None:
            report.error("no-text", "no HTML. Leave the file out.")
        return None
    meta = _read_meta(tree)
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # A late limit, for a date in the future is to be reported rather than passed over.
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2199-12-31"},
    )
    text = (found.text or "").strip() if found is not None else ""
    if found is None or len(text.split()) < _LEAST_WORDS:
        report.error("no-text", "no article found on the page. Leave it out, or save its text as .txt.")
        return None
    if len(text) > options.max_chars:
        report_too_long(report, options.max_chars)
        return None
    for field, value in (
        ("title", found.title), ("published", found.date), ("publisher", found.sitename), ("author", found.author),
        ("url", found.url or url),
    ):  # fmt: skip
        if value and field not in meta:
            meta[field] = str(value)
    # One break a paragraph is how the library writes; two are how paragraphs are told apart everywhere else.
    return Draft(text=re.sub(r"\n+", "\n\n", text), meta=meta)


@cache
def _load_trafilatura() -> Any:
    import trafilatura

    # Without a handler, Python prints what these libraries log; what matters of it is reported by us.
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    return trafilatura


def _decode_page(data: bytes, charset: str | None, report: Reporter) -> str | None:
    """Decode as browsers do: what the server states, then what the page states; but UTF-8 where it fits."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    stated = _META_CHARSET.search(data[:4096])
    for name in (charset, stated[1].decode("ascii", "replace") if stated else None):
        if name and name.lower().replace("-", "") not in {"utf8", "utf16"}:
            # Latin-1 on the web means windows-1252.
            name = "windows-1252" if name.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name
            try:
                return decode_with(data, name)
            except LookupError:
                continue
    return decode_bytes(data, report)


def _read_meta(tree: Any) -> dict[str, str]:
    """Return what the page's JSON-LD, meta elements and marked-up times state, by our names."""
    found = _read_json_ld(tree)
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = (element.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            if value and element.get(key):
                stated.setdefault(element.get(key).strip().lower(), value)
    for field, names in _NAMES.items():
        for name in names:
            value = stated.get(name, "")
            if not value or field in found or (field == "author" and _LIKE_URL.match(value)):
                continue
            if field != "published" or normalize_date(value):
                found[field] = value
    if "published" not in found and (value := _read_time(tree)):
        found["published"] = value
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and _LIKE_URL.match(element.get("href") or ""):
            found["url"] = element.get("href").strip()
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    if language:
        found.setdefault("language", language)
    return found


def _read_time(tree: Any) -> str | None:
    """Return the time that the page marks as that of its publication, or the only one that it marks."""
    times = [element for element in tree.iter("time") if normalize_date(element.get("datetime") or "")]
    for element in times:
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            return cast(str, element.get("datetime"))
    return cast(str, times[0].get("datetime")) if len(times) == 1 else None


def _read_json_ld(tree: Any) -> dict[str, str]:
    for element in tree.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _iter_nodes(data):
            if "Article" in read_value(node.get("@type")) or read_value(node.get("@type")) == "BlogPosting":
                values = {
                    "title": node.get("headline"),
                    "published": node.get("datePublished"),
                    "publisher": node.get("publisher"),
                    "author": node.get("author"),
                    "language": node.get("inLanguage"),
                    "url": node.get("url"),
                }
                return {field: text for field, value in values.items() if (text := read_value(value))}
    return {}


def _iter_nodes(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield cast(dict[str, Any], data)
        yield from _iter_nodes(cast(dict[str, Any], data).get("@graph"))
    elif isinstance(data, list):
        for one in cast(Iterable[object], data):
            yield from _iter_nodes(one)
