"""The vocabularies that sayso's aligns to, from npm, and the part of them that bears on its terms."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef

FOLDER = Path(__file__).resolve().parent / "vocabularies"
PACKAGES = FOLDER / "node_modules" / "@vocabulary"
HOW = "needs the vocabularies: npm ci --prefix tests/ontology/vocabularies"
# Where they state what holds of their terms; all else in them is talk.
AXIOMS = {
    RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.equivalentClass,
    OWL.equivalentProperty, OWL.disjointWith, OWL.propertyDisjointWith, OWL.inverseOf, OWL.unionOf, OWL.intersectionOf,
    OWL.onProperty, OWL.allValuesFrom, OWL.someValuesFrom, OWL.hasValue, OWL.maxCardinality, OWL.complementOf,
    OWL.onClass, OWL.maxQualifiedCardinality, OWL.propertyChainAxiom, OWL.members,
}  # fmt: skip
# What a term is above, not what is above it, would bring in the whole vocabulary.
UPWARD = AXIOMS - {RDF.type}


@cache
def read_all() -> Graph:
    """Every axiom of every package; schema.org's terms under the IRIs that sayso uses, which begin with http."""
    graph = Graph()
    for path in sorted(PACKAGES.glob("*/*.nq")):
        for quad in pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.N_QUADS):
            subject, predicate, value = (
                _convert(one, path.stem) for one in (quad.subject, quad.predicate, quad.object)
            )
            if predicate in AXIOMS:
                graph.add((subject, predicate, value))
    return graph


def _convert(term: object, package: str) -> URIRef | BNode | Literal:
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value.replace("https://schema.org/", "http://schema.org/"))
    if isinstance(term, pyoxigraph.BlankNode):
        # Blank nodes of two packages carry one name.
        return BNode(package + term.value)
    assert isinstance(term, pyoxigraph.Literal)
    return Literal(term.value)


def cut_module(seeds: Iterable[URIRef]) -> Graph:
    """Return what is said of the given terms, of all that this leads to, and what is disjoint with any of it."""
    everything = read_all()
    module = Graph()
    seen: set[object] = set()
    wanted: list[object] = list(seeds)
    while wanted:
        term = wanted.pop()
        if term in seen or isinstance(term, Literal):
            continue
        seen.add(term)
        for triple in everything.triples((term, None, None)):  # type: ignore[arg-type] # no literal
            module.add(triple)
            if triple[1] in UPWARD:
                wanted.append(triple[2])
        for back in (OWL.disjointWith, OWL.inverseOf, OWL.equivalentClass, OWL.equivalentProperty):
            for other in everything.subjects(back, term):  # type: ignore[arg-type] # no literal
                module.add((other, back, term))  # type: ignore[arg-type] # no literal
    return module
