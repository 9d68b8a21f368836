"""What the endpoint tells of itself: SPARQL 1.1 Service Description."""

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, serialize

from sayso.publish.prefixes import RDF_TYPE

SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_DCTERMS = "http://purl.org/dc/terms/"
_XSD_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_FORMATS = "http://www.w3.org/ns/formats/"
_OFFERED = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "JSON-LD", "RDF_XML",
)  # fmt: skip

DESCRIPTION_TYPES = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/n-triples": "nt",
}
"""What the description is given as."""

_RDF = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
    "nt": RdfFormat.N_TRIPLES,
}


def describe_service(store: Store, endpoint: str, *, title: str, licence: str) -> list[Triple]:
    """
    Return what the endpoint is and can do.

    Args:
        store: What it answers from.
        endpoint: Its address, absolute.
        title: Of the dataset.
        licence: IRI of its licence; may be empty.
    """
    service, dataset, graph = (NamedNode(endpoint + part) for part in ("#service", "#dataset", "#default-graph"))

    def node(subject: NamedNode, name: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, NamedNode(name), value)

    out = [
        node(service, RDF_TYPE, NamedNode(SD + "Service")),
        node(service, SD + "endpoint", NamedNode(endpoint)),
        node(service, SD + "supportedLanguage", NamedNode(SD + "SPARQL11Query")),
        node(service, SD + "feature", NamedNode(SD + "UnionDefaultGraph")),
        node(service, SD + "defaultDataset", dataset),
        *(node(service, SD + "resultFormat", NamedNode(_FORMATS + one)) for one in _OFFERED),
        node(dataset, RDF_TYPE, NamedNode(SD + "Dataset")),
        node(dataset, _DCTERMS + "title", Literal(title, language="en")),
        node(dataset, SD + "defaultGraph", graph),
        node(graph, RDF_TYPE, NamedNode(SD + "Graph")),
        node(graph, _VOID + "triples", Literal(str(len(store)), datatype=_XSD_INTEGER)),
    ]
    if licence:
        out.append(node(dataset, _DCTERMS + "license", NamedNode(licence)))
    return out


def write_triples(triples: list[Triple], format: str) -> bytes:
    """Return triples in one of the forms of `DESCRIPTION_TYPES`."""
    prefixes = {"sd": SD, "void": _VOID, "dcterms": _DCTERMS, "formats": _FORMATS}
    text = serialize(triples, format=_RDF[format], prefixes=prefixes if format in ("ttl", "rdfxml") else None)
    assert text is not None
    return text
