"""The page of a node: the one function that the server and the published folder share."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pyoxigraph import Store

from sayso.publish.pages.dossiers import make_dossier
from sayso.publish.pages.items import Maker, shorten
from sayso.publish.pages.markup import make_markup
from sayso.publish.pages.paths import Place, find_path, find_root
from sayso.publish.pages.rdf import describe_node, write_json, write_turtle
from sayso.publish.pages.reader import Reader
from sayso.publish.pages.render import Alternate, Site, render

DOCUMENTS = ("html", "ttl", "jsonld")
"""The forms of a page, by the suffix of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    A page.

    Attributes:
        iri: Of the node that it is about.
        path: Below the base, without a suffix.
        html: Empty where it was not asked for.
        ttl: Turtle, likewise.
        jsonld: JSON-LD, likewise.
    """

    iri: str
    path: str
    html: bytes = b""
    ttl: bytes = b""
    jsonld: bytes = b""


def make_page(store: Store | Reader, iri: str, *, site: Site, documents: Collection[str] = DOCUMENTS) -> Page | None:
    """
    Return the page of a node, or None where the graph does not know it or no page can stand at its path.

    Args:
        store: An open store. A `Reader` of it remembers what it read, which many pages profit from.
        iri: The node.
        site: What all pages share.
        documents: Of `DOCUMENTS`, what to make.
    """
    reader = store if isinstance(store, Reader) else Reader(store, site.base)
    path = find_path(iri, site.base)
    if path is None or not reader.exists(iri):
        return None
    page = Page(iri=iri, path=path)
    if "html" in documents:
        target = reader.replacement(iri)
        html = _make_moved(reader, page, site, target) if target else _make_html(reader, page, site)
        page = replace(page, html=html)
    if "ttl" in documents or "jsonld" in documents:
        quads = describe_node(reader.store, iri, quotes=site.quotes)
        if "ttl" in documents:
            page = replace(page, ttl=write_turtle(quads, base=site.base))
        if "jsonld" in documents:
            page = replace(page, jsonld=write_json(quads, base=site.base))
    return page


def _make_html(reader: Reader, page: Page, site: Site) -> bytes:
    dossier = make_dossier(Maker(reader, Place(site.base, page.path), quotes=site.quotes), page.iri)
    return render(
        dossier.template,
        site=site,
        path=page.path,
        title=dossier.title,
        dossier=dossier,
        iri=page.iri,
        alternates=list_alternates(page.path),
        markup=make_markup(dossier, page.iri, site),
    )


def _make_moved(reader: Reader, page: Page, site: Site, target: str) -> bytes:
    """Return the page of a node that was merged into another: it leads on to that one's page."""
    path = find_path(target, site.base)
    return render(
        "moved",
        site=site,
        path=page.path,
        title=shorten(reader.label(target)),
        target=f"{'../' * page.path.count('/')}{path}.html",
        canonical=f"{find_root(site.base)}{path}.html",
        iri=page.iri,
        alternates=list_alternates(page.path),
    )


def list_alternates(path: str) -> list[Alternate]:
    """Return the other forms of the page at a path."""
    name = PurePosixPath(path).name
    return [
        Alternate("text/turtle", f"{name}.ttl", "Turtle"),
        Alternate("application/ld+json", f"{name}.jsonld", "JSON-LD"),
    ]
