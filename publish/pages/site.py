"""The published folder with a page for every node: written from the store, for any static host."""

import gzip
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from pyoxigraph import NamedNode, Store

from sayso.publish.pages.lists import CLASSES, File, Lists, get_list_path, make_about, make_index, make_list
from sayso.publish.pages.page import Page, make_page
from sayso.publish.pages.paths import find_path, find_root
from sayso.publish.pages.quotes import read_quotes
from sayso.publish.pages.reader import Reader
from sayso.publish.pages.render import Site, read_style
from sayso.publish.pages.saved import ROWS, make_queries_page, make_query_page, write_query
from sayso.publish.pages.vocabulary import make_vocabulary_page, write_vocabulary
from sayso.publish.prefixes import RDF_TYPE, SAY
from sayso.queries.catalogue import list_queries, run_query
from sayso.settings import Settings

NODES = (
    *(f"say:{name}" for name in CLASSES.values()), "say:Occurrence", "say:Dispute", "say:Series", "say:Membership",
    "org:Role",
)  # fmt: skip
"""Classes whose nodes have a page in a published folder; passages and names stand on the pages of others."""

AUTOMATIC = 2000
"""Articles up to which pages are made unless told otherwise: a folder of a million files helps nobody."""

_SITEMAP = 50_000
"""Addresses that one sitemap may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What was written: names of all files, sorted, and how many pages of nodes are among them."""

    files: tuple[str, ...]
    pages: int


def make_site(settings: Settings, *, quotes: str = "sentence", live: bool = False, views: bool = False) -> Site:
    """Return what all pages of a site share, from the settings."""
    return Site(
        base=settings.base_iri,
        title=settings.title,
        description=settings.description,
        licence=settings.licence,
        creator=settings.creator,
        publisher=settings.publisher,
        quotes=read_quotes(quotes),
        live=live,
        views=views,
    )


def count_articles(store: Store) -> int:
    """Return how many articles a store describes."""
    quads = store.quads_for_pattern(None, NamedNode(RDF_TYPE), NamedNode(SAY + "Article"))
    return sum(1 for _ in quads)


def write_site(
    store: Store,
    folder: Path,
    *,
    site: Site,
    files: Sequence[File] = (),
    progress: Callable[[int, int], None] | None = None,
) -> SiteReport:
    """
    Write all pages into a folder.

    Args:
        store: An open store.
        folder: It exists; what stands in it stays.
        site: What all pages share.
        files: Dumps that the start page names.
        progress: Called now and then with the pages of nodes that are written and how many there will be.
    """
    writer = _Writer(folder)
    reader = Reader(store, site.base)
    lists = Lists(reader, site)
    nodes = [iri for kind in NODES for iri in reader.iter_nodes(kind) if find_path(iri, site.base)]
    moved = [iri for iri in reader.iter_replaced() if find_path(iri, site.base)]
    nodes = list(dict.fromkeys(one for one in nodes if reader.replacement(one) is None))
    for iri in moved:
        page = make_page(reader, iri, site=site)
        if page is not None:
            writer.write_page(page)
    for number, iri in enumerate(nodes, 1):
        page = make_page(reader, iri, site=site)
        if page is not None:
            writer.write_page(page)
        if progress and (number % 50 == 0 or number == len(nodes)):
            progress(number, len(nodes))
    paths = [path for iri in nodes if (path := find_path(iri, site.base))]
    for name in CLASSES:
        for number in range(1, lists.count_parts(name) + 1):
            writer.write(f"{get_list_path(name, number)}.html", make_list(lists, name, number) or b"")
            paths.append(get_list_path(name, number))
    writer.write("index.html", make_index(lists, files=files))
    writer.write("about.html", make_about(site))
    writer.write("ontology.html", make_vocabulary_page(site))
    writer.write("ontology.ttl", write_vocabulary())
    writer.write("queries.html", make_queries_page(site))
    writer.names += write_queries(folder, base=site.base)
    for query in list_queries():
        shown = query.columns and site.quotes != "none"
        result = run_query(store, query, limit=ROWS) if shown else None
        writer.write(f"query/{query.name}.html", make_query_page(site, query, result))
        paths.append(f"query/{query.name}")
    writer.write("style.css", read_style().encode("utf-8"))
    # GitHub's pages leave out files whose names begin with "_", unless this file is there.
    writer.write(".nojekyll", b"")
    for name, data in write_sitemaps(["index", "about", "ontology", "queries", *paths], base=site.base):
        writer.write(name, data)
    return SiteReport(files=tuple(sorted(writer.names)), pages=len(nodes))


def write_queries(folder: Path, *, base: str) -> list[str]:
    """Write the text and the description of every saved query into a folder, and return the names of the files."""
    writer = _Writer(folder)
    for query in list_queries():
        for suffix in (".ttl", ".jsonld", ".rq"):
            writer.write(f"query/{query.name}{suffix}", write_query(query, suffix, base=base))
    return writer.names


class _Writer:
    """Writes files below a folder and remembers their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []
        self.made: set[Path] = set()

    def write(self, name: str, data: bytes) -> None:
        """Write one file."""
        path = self.folder / name
        if path.parent not in self.made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(path.parent)
        path.write_bytes(data)
        self.names.append(name)

    def write_page(self, page: Page) -> None:
        """Write the documents of a page."""
        self.write(f"{page.path}.html", page.html)
        self.write(f"{page.path}.ttl", page.ttl)
        self.write(f"{page.path}.jsonld", page.jsonld)


def write_sitemaps(paths: Iterable[str], *, base: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the sitemaps of pages: one, or an index and as many as are needed."""
    root = find_root(base)
    urls = [f"{root}{path}.html" for path in paths]
    parts = [urls[at : at + _SITEMAP] for at in range(0, len(urls), _SITEMAP)]
    if len(parts) == 1:
        yield "sitemap.xml", _write_sitemap("urlset", "url", urls)
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", _write_sitemap("sitemapindex", "sitemap", [root + name for name in names])
    for name, part in zip(names, parts, strict=True):
        yield name, _write_sitemap("urlset", "url", part)


def _write_sitemap(outer: str, inner: str, urls: Iterable[str]) -> bytes:
    lines = "".join(f"<{inner}><loc>{escape(url)}</loc></{inner}>\n" for url in urls)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</{outer}>\n'.encode()


def compress_file(path: Path) -> Path:
    """Write ``NAME.gz`` beside a file, the same bytes for the same content, and return its path."""
    out = path.with_name(path.name + ".gz")
    with path.open("rb") as source, out.open("wb") as raw:
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as packed:
            shutil.copyfileobj(source, packed, 1 << 20)
    return out
