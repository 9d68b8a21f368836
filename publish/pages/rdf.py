"""What the graph holds of one node, as Turtle and JSON-LD."""

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from sayso.publish.jsonld import write_jsonld
from sayso.publish.pages.quotes import Quotes, withhold
from sayso.publish.pages.reader import OA, RDFS
from sayso.publish.prefixes import RDF_TYPE, SAY, Context, list_prefixes, load_context, make_prefixes
from sayso.publish.public import is_public

INCOMING = 500
"""Triples that point to a node which its description holds; all of them are in the dumps."""

_LABEL = NamedNode(RDFS + "label")
_OWNED = {SAY + "evidence", SAY + "hasName", SAY + "side", SAY + "reports"}
"""Properties whose values make little sense alone, and are described along with the node."""


def describe_node(store: Store, iri: str, *, quotes: Quotes = "sentence") -> list[Quad]:
    """
    Return what the graph holds of a node: its triples, those of its passages and names, and those that point to it.

    Of an article it is all that was found in it. Each triple keeps its named graph; all are sorted. Nodes that are
    named only in passing have their label. What tells of builds, and what names a file of this machine, is left out.

    Args:
        store: An open store.
        iri: The node.
        quotes: How much of the article's words is kept.
    """
    node = NamedNode(iri)
    if _is_article(store, node):
        graph = NamedNode(f"{iri.rsplit('article/', 1)[0]}graph/article/{iri.rsplit('/', 1)[1]}")
        own = list(_public(store.quads_for_pattern(None, None, None, graph)))
        if own:
            return _finish(own, quotes)
    own = list(_public(store.quads_for_pattern(node, None, None)))
    owned: set[NamedNode | BlankNode] = {
        one.object
        for one in own
        if isinstance(one.object, BlankNode) or (isinstance(one.object, NamedNode) and one.predicate.value in _OWNED)
    }
    for each in sorted(owned, key=str):
        own += _public(store.quads_for_pattern(each, None, None))
    incoming = islice(_public(store.quads_for_pattern(None, None, node)), INCOMING)
    own += [quad for quad in incoming if quad.predicate.value != OA + "hasSource"]
    told = {quad.subject for quad in own}
    named = {term for quad in own for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
    passing = named - told | {one for one in told - owned - {node} if isinstance(one, NamedNode)}
    for each in sorted(passing, key=str):
        own += islice(_public(store.quads_for_pattern(each, _LABEL, None)), 1)
    return _finish(own, quotes)


def _finish(quads: Iterable[Quad], quotes: Quotes) -> list[Quad]:
    kept = (withhold(quad) for quad in quads) if quotes == "none" else quads
    return sorted(set(kept), key=_order)


def _is_article(store: Store, node: NamedNode) -> bool:
    quads = store.quads_for_pattern(node, NamedNode(RDF_TYPE), NamedNode(SAY + "Article"))
    return next(iter(quads), None) is not None


def _public(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and is_public(graph.value) and not _names_file(quad):
            yield quad


def _names_file(quad: Quad) -> bool:
    return any(isinstance(one, NamedNode) and one.value.startswith("file:") for one in (quad.subject, quad.object))


def _order(quad: Quad) -> tuple[str, str, str, str]:
    predicate = quad.predicate.value
    return str(quad.graph_name), str(quad.subject), "" if predicate == RDF_TYPE else predicate, str(quad.object)


def write_turtle(quads: Iterable[Quad], *, base: str) -> bytes:
    """Return the triples of *quads* as Turtle with the prefixes that they use, sorted, each once."""
    triples = sorted({quad.triple for quad in quads}, key=_order_triple)
    text = serialize(triples, format=RdfFormat.TURTLE, prefixes=_used(triples, make_prefixes(base)))
    assert text is not None
    return text


def _order_triple(triple: Triple) -> tuple[str, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), "" if predicate == RDF_TYPE else predicate, str(triple.object)


def _used(triples: Iterable[Triple], prefixes: dict[str, str]) -> dict[str, str]:
    spaces: set[str] = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode):
                spaces.add(_space(term.value))
            elif isinstance(term, Literal):
                spaces.add(_space(term.datatype.value))
    return {name: space for name, space in sorted(prefixes.items()) if any(one.startswith(space) for one in spaces)}


def _space(iri: str) -> str:
    """Return an IRI up to its last slash or hash: the few namespaces are compared instead of the many IRIs."""
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def write_json(quads: Sequence[Quad], *, base: str) -> bytes:
    """Return *quads*, sorted as `describe_node` does, as JSON-LD; of sayso's context it holds what is needed."""
    out = io.StringIO()
    write_jsonld(quads, out, context=_cut_context(quads), base_iri=base)
    return out.getvalue().encode("utf-8")


def _cut_context(quads: Iterable[Quad]) -> Context:
    context, spaces = load_context(), list_prefixes(load_context())
    iris = {term.value for quad in quads for term in quad if isinstance(term, NamedNode)}
    iris |= {quad.object.datatype.value for quad in quads if isinstance(quad.object, Literal)}
    used = {_space(one) for one in iris}
    kept: set[str] = set()
    for term, names in _list_terms().items():
        prefix, _, local = names[0].partition(":")
        if spaces.get(prefix, "") + local in iris:
            kept.add(term)
            used |= {spaces[name.split(":")[0]] for name in names if name.split(":")[0] in spaces}
    kept |= {term for term, space in spaces.items() if any(one.startswith(space) for one in used)}
    return {term: meaning for term, meaning in context.items() if term in kept or term.startswith("@")}


@cache
def _list_terms() -> dict[str, list[str]]:
    """Return the terms of the context with the prefixed names in their definitions: what they mean, and its type."""
    context = load_context()
    spaces = list_prefixes(context)
    return {
        term: [meaning["@id"], meaning.get("@type", "")] if isinstance(meaning, dict) else [str(meaning)]
        for term, meaning in context.items()
        if not term.startswith("@") and term not in spaces
    }


_OTHERS = {".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML}


def write_triples(quads: Iterable[Quad], suffix: str, *, base: str) -> bytes:
    """Return the triples of *quads* as N-Triples (``.nt``) or RDF/XML (``.rdf``), sorted, each once."""
    triples = sorted({quad.triple for quad in quads}, key=_order_triple)
    prefixes = _used(triples, make_prefixes(base)) if suffix == ".rdf" else None
    text = serialize(triples, format=_OTHERS[suffix], prefixes=prefixes)
    assert text is not None
    return text
