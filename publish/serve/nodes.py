"""Pages and data of nodes: what stands at the path of an IRI, and in which form."""

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sayso.publish.pages.lists import make_about, make_index, make_list, split_list_path
from sayso.publish.pages.page import make_page
from sayso.publish.pages.paths import SUFFIXES, find_iri, find_path, split_suffix
from sayso.publish.pages.rdf import describe_node, write_triples
from sayso.publish.pages.render import read_style
from sayso.publish.pages.saved import make_queries_page
from sayso.publish.pages.vocabulary import make_vocabulary_page, write_vocabulary
from sayso.publish.serve.answers import send_document, send_fault
from sayso.publish.serve.negotiate import choose
from sayso.publish.serve.state import Document, State, View

HTML = "text/html; charset=utf-8"
TURTLE = "text/turtle; charset=utf-8"

FORMS = {
    "text/html": ".html",
    "text/turtle": ".ttl",
    "application/ld+json": ".jsonld",
    "application/json": ".jsonld",
    "application/n-triples": ".nt",
    "application/rdf+xml": ".rdf",
    "application/x-turtle": ".ttl",
}
"""Suffix of the document by media type, for negotiation."""

TYPES = {
    **SUFFIXES,
    ".html": HTML,
    ".ttl": TURTLE,
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
"""Media type that a document is sent with, by suffix."""


_CLASS = re.compile(r"(person|organization|mediaoutlet|state|group)-")
"""What IRIs of actors begin with, before the name."""


async def get_node(request: Request, state: State) -> Response:
    """
    Answer for a path below the base IRI.

    The path of a node leads on (303) to the document in the form that is asked for; the path of a document gives it.
    """
    path = str(request.path_params["path"])
    view = await state.run(state.look)
    if path == "" and state.site.base.endswith("#"):
        # All nodes are parts of this one document, so there is nowhere to lead on to.
        return await _get_fixed(request, state, view, "index.html") or _not_found(request, state, path, view)
    fixed = await _get_fixed(request, state, view, path or "index.html")
    if fixed is not None:
        return fixed
    iri = find_iri(path, state.site.base)
    if iri is not None and await state.run(view.reader.exists, iri):
        target = await state.run(view.reader.replacement, iri)
        return _lead_to_other(state, path, target) if target else _lead_on(request, state, path)
    stem, suffix = _split(path)
    iri = find_iri(stem, state.site.base)
    if suffix and iri is not None:
        target = await state.run(view.reader.replacement, iri) if suffix == ".html" else None
        if target:
            return _lead_to_other(state, path, target, suffix)
        document = await state.run(_make_document, state, view, iri, suffix)
        if document is not None:
            name = stem.rsplit("/", 1)[-1]
            links = [f'<{iri}>; rel="describes"', f'<{name}>; rel="canonical"']
            links += [
                f'<{name}{other}>; rel="alternate"; type="{kind.split(";")[0]}"'
                for other, kind in TYPES.items()
                if other != suffix
            ]
            return send_document(request, document, headers={"link": ", ".join(links)})
    return await state.run(_not_found, request, state, path, view)


def _split(path: str) -> tuple[str, str]:
    for suffix in TYPES:
        if path.endswith(suffix) and not path.endswith("/" + suffix):
            return path[: -len(suffix)], suffix
    return split_suffix(path)


def _lead_on(request: Request, state: State, path: str) -> Response:
    suffix = choose(request.headers.get("accept", ""), FORMS)
    name = path.rsplit("/", 1)[-1]
    if suffix is None:
        message = f"This is given as {', '.join(kind.split(';')[0] for kind in TYPES.values())}."
        links = tuple((kind.split(";")[0], f"{path}{one}") for one, kind in TYPES.items())
        return send_fault(request, state, 406, "Not in that form", message, links=links)
    return RedirectResponse(f"{name}{suffix}", 303, {"vary": "Accept"})


def _lead_to_other(state: State, path: str, target: str, suffix: str = "") -> Response:
    """
    Lead on for good from a node that was merged to the one that took its place.

    Its Turtle and the like are still given: they say that it was. A merge can be taken back, so nobody is to remember
    the way without asking.
    """
    root, other = "../" * path.count("/"), find_path(target, state.site.base)
    return RedirectResponse(f"{root}{other}{suffix}", 301, {"cache-control": "no-cache"})


def _make_document(state: State, view: View, iri: str, suffix: str) -> Document | None:
    key = (view.mark, iri, suffix)
    known = state.memory.get(key)
    if isinstance(known, Document):
        return known
    if suffix in SUFFIXES:
        page = make_page(view.reader, iri, site=state.site, documents=(suffix[1:],))
        if page is None:
            return None
        data = {".html": page.html, ".ttl": page.ttl, ".jsonld": page.jsonld}[suffix]
    else:
        if not view.reader.exists(iri):
            return None
        quads = describe_node(view.reader.store, iri, quotes=state.site.quotes)
        data = write_triples(quads, suffix, base=state.site.base)
    document = Document.of(data, TYPES[suffix])
    state.memory.put(key, document, len(data))
    return document


async def _get_fixed(request: Request, state: State, view: View, path: str) -> Response | None:
    """Return one of the pages that are about no node, or None."""
    if path in ("style.css", "index.html", "about.html", "queries.html", "ontology.html", "ontology.ttl"):
        return send_document(request, await state.run(_make_fixed, state, view, path))
    if path.endswith(".html"):
        listed = split_list_path(path.removesuffix(".html"))
        if listed is not None:
            html = await state.run(make_list, view.lists, *listed)
            return send_document(request, Document.of(html, HTML)) if html is not None else None
    return None


def _make_fixed(state: State, view: View, path: str) -> Document:
    key = (view.mark, path)
    known = state.memory.get(key)
    if isinstance(known, Document):
        return known
    if path == "style.css":
        document = Document.of(read_style().encode("utf-8"), "text/css; charset=utf-8")
    elif path == "ontology.ttl":
        document = Document.of(write_vocabulary(), TURTLE)
    elif path == "ontology.html":
        document = Document.of(make_vocabulary_page(state.site), HTML)
    elif path == "about.html":
        document = Document.of(make_about(state.site), HTML)
    elif path == "queries.html":
        document = Document.of(make_queries_page(state.site), HTML)
    else:
        document = Document.of(make_index(view.lists), HTML)
    state.memory.put(key, document, len(document.data))
    return document


def _not_found(request: Request, state: State, path: str, view: View) -> Response:
    words = _CLASS.sub("", path.rsplit("/", 1)[-1].rsplit(".", 1)[0]).replace("-", " ").replace("_", " ")
    hits = view.names.search(words, count=5) if words.strip() else []
    links = tuple((f"{hit.label} ({hit.kind})", hit.iri.removeprefix(state.site.base) + ".html") for hit in hits)
    message = (
        "Nothing in this graph goes by that address. It may never have been in it, or the articles that named it have "
        "been taken out. Search for its name, or look through the lists."
    )
    return send_fault(request, state, 404, "Not found", message, links=links)
