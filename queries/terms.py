"""RDF terms as the result formats write them, and the prefixes that Turtle gets."""

import re

import pyoxigraph as ox

Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
"""One value of a row; None where the variable is not bound."""

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "evt": "https://w3id.org/sayso/event-type/",
    "fact": "https://w3id.org/sayso/factuality/",
    "fig": "https://w3id.org/sayso/figure-kind/",
    "ill": "https://w3id.org/sayso/illocution/",
    "mode": "https://w3id.org/sayso/quote-mode/",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "say": "https://w3id.org/sayso/ont#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of Turtle."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LITERAL_NUMBER = re.compile(r"[+-]?\d+|[+-]?\d*\.\d+")


def to_value(cell: Cell) -> str:
    """Return a cell as CSV holds it: the bare text, empty where there is none."""
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, ox.Triple) else cell.value


def to_turtle(cell: Cell) -> str:
    """Return a cell as SPARQL 1.1 TSV holds it: a term as in Turtle."""
    if cell is None:
        return ""
    if (
        isinstance(cell, ox.Literal)
        and cell.datatype.value in (_XSD + "integer", _XSD + "decimal")
        and _LITERAL_NUMBER.fullmatch(cell.value)
    ):
        return cell.value
    return str(cell).replace("\t", "\\t")


def to_json(cell: Cell) -> dict[str, str]:
    """Return a cell as SPARQL 1.1 JSON results hold it."""
    if isinstance(cell, ox.NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, ox.BlankNode):
        return {"type": "bnode", "value": cell.value}
    if not isinstance(cell, ox.Literal):
        return {"type": "literal", "value": to_value(cell)}
    out = {"type": "literal", "value": cell.value}
    if cell.language:
        out["xml:lang"] = cell.language
    elif cell.datatype.value != _XSD + "string":
        out["datatype"] = cell.datatype.value
    return out
