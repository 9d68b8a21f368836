"""
Saved queries as data: one `sh:SPARQLExecutable` each, in the form in which public SPARQL editors find their examples.

Source: the collection of SPARQL examples of the SIB Swiss Institute of Bioinformatics, one Turtle file a query with
``sh:select``, ``rdfs:comment``, ``schema:keywords`` and ``schema:target``.
"""

import pyoxigraph as ox

from sayso.queries.guard import find_form
from sayso.queries.heads import SavedQuery
from sayso.queries.parameters import drop_hints

ENDPOINT = "https://w3id.org/sayso/sparql"
"""Where a query is meant to be asked, unless the publisher names an endpoint."""
_BASE = "https://w3id.org/sayso/query/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA = "https://schema.org/"
_SH = "http://www.w3.org/ns/shacl#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PREFIXES = {"rdfs": _RDFS, "schema": _SCHEMA, "sh": _SH}


def describe_query(query: SavedQuery, *, endpoint: str = ENDPOINT, base: str = _BASE) -> str:
    """
    Return a saved query with its title, question, keywords and parameters as Turtle.

    Its text is complete SPARQL without the parameters, and without the hints that only sayso reads.

    Args:
        query: From the catalogue.
        endpoint: Address of the SPARQL endpoint that answers it; empty where there is none.
        base: What the query's IRI begins with; its name follows.
    """
    triples = list_triples(query, endpoint=endpoint, base=base)
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode("utf-8")


def list_triples(query: SavedQuery, *, endpoint: str = ENDPOINT, base: str = _BASE) -> list[ox.Triple]:
    """Return what `describe_query` writes, as triples."""
    node = ox.NamedNode(base + query.name)
    form = find_form(query.text) or "SELECT"
    comment = " ".join(filter(None, (query.asks, query.note)))
    values: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (_TYPE, ox.NamedNode(f"{_SH}SPARQLExecutable")),
        (_TYPE, ox.NamedNode(f"{_SH}SPARQL{form.capitalize()}Executable")),
        (_RDFS + "label", ox.Literal(query.title, language="en")),
        (_RDFS + "comment", ox.Literal(comment, language="en")),
        (_SH + form.lower(), ox.Literal(drop_hints(query.text))),
        (_SCHEMA + "keywords", ox.Literal(query.group)),
    ]
    if endpoint:
        values.append((_SCHEMA + "target", ox.NamedNode(endpoint)))
    return [ox.Triple(node, ox.NamedNode(name), value) for name, value in values]
