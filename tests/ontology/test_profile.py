"""The ontology stays within the profile OWL 2 RL, whose rules the inference follows."""

from functools import cache

import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

from sayso import resources

SAY = "https://w3id.org/sayso/"
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
# What else a term of ours may be said to be; Functional and the like would be allowed, and merge what must stay apart.
MARKS = {OWL.TransitiveProperty, OWL.SymmetricProperty}
AXIOMS = {
    RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.inverseOf,
}  # fmt: skip
# https://www.w3.org/TR/owl2-profiles/#Entities_3; xsd:date is none of them, so it is told by schema:rangeIncludes.
DATATYPES = {
    RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal, RDF.langString, XSD.decimal, XSD.integer, XSD.nonNegativeInteger,
    XSD.nonPositiveInteger, XSD.positiveInteger, XSD.negativeInteger, XSD.long, XSD.int, XSD.short, XSD.byte,
    XSD.unsignedLong, XSD.unsignedInt, XSD.unsignedShort, XSD.unsignedByte, XSD.float, XSD.double, XSD.string,
    XSD.normalizedString, XSD.token, XSD.language, XSD.Name, XSD.NCName, XSD.NMTOKEN, XSD.boolean, XSD.hexBinary,
    XSD.base64Binary, XSD.anyURI, XSD.dateTime, XSD.dateTimeStamp,
}  # fmt: skip


@cache
def vocabulary() -> Graph:
    return Graph().parse(data=resources.read("ontology", "sayso.ttl"), format="turtle")


def ours() -> list[URIRef]:
    found = {term for kind in KINDS for term in vocabulary().subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(SAY))


def find_faults(graph: Graph, term: URIRef) -> list[str]:
    """Return what about a term is outside of OWL 2 RL."""
    kinds = set(graph.objects(term, RDF.type))
    faults = [f"is {kind}" for kind in kinds - KINDS - MARKS]
    if len(kinds & KINDS) != 1:
        faults.append("must be one of class, object property, datatype property, annotation property")
    for predicate, value in graph.predicate_objects(term):
        if predicate in AXIOMS and isinstance(value, BNode | Literal):
            faults.append(f"{predicate} leads to no name")
        if predicate in AXIOMS and value == OWL.Thing:
            faults.append("RL has no owl:Thing in axioms")
        if predicate not in AXIOMS and str(predicate).startswith((str(OWL), str(RDFS) + "sub")):
            faults.append(f"{predicate} is no axiom that is used here")
        for kind, other in ((OWL.ObjectProperty, OWL.DatatypeProperty), (OWL.DatatypeProperty, OWL.ObjectProperty)):
            if predicate == RDFS.subPropertyOf and kind in kinds and (value, RDF.type, other) in graph:
                faults.append(f"a property of one sort under {value} of another")
    for value in graph.objects(term, RDFS.range):
        if OWL.DatatypeProperty in kinds and value not in DATATYPES:
            faults.append(f"range {value} is no datatype of RL")
        if OWL.ObjectProperty in kinds and str(value).startswith(str(XSD)):
            faults.append(f"range {value} is a datatype")
    if kinds & MARKS and OWL.ObjectProperty not in kinds:
        faults.append("only object properties are transitive or symmetric")
    return faults


@pytest.mark.parametrize("term", ours())
def test_term_is_within_the_profile(term: URIRef) -> None:
    """Named classes, named properties, datatypes of RL: no expression that the rules could not follow."""
    assert [] == find_faults(vocabulary(), term)


@pytest.mark.parametrize(
    "wrong",
    [
        "say:x a owl:Class , owl:ObjectProperty .",
        "say:x a owl:Class ; rdfs:subClassOf [ a owl:Restriction ] .",
        "say:x a owl:Class ; rdfs:subClassOf owl:Thing .",
        "say:x a owl:DatatypeProperty ; rdfs:range owl:real .",
        "say:x a owl:ObjectProperty ; rdfs:range xsd:string .",
        "say:x a owl:DatatypeProperty , owl:TransitiveProperty .",
        "say:x a owl:ObjectProperty ; rdfs:subPropertyOf say:y . say:y a owl:DatatypeProperty .",
        "say:x a owl:Class ; owl:disjointUnionOf say:y .",
        "say:x a owl:InverseFunctionalProperty .",
    ],
)
def test_what_is_outside_of_the_profile_is_found(wrong: str) -> None:
    prefixes = {"say": f"{SAY}ont#", "owl": str(OWL), "rdfs": str(RDFS), "xsd": str(XSD)}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    graph = Graph().parse(data=head + wrong, format="turtle")

    assert find_faults(graph, URIRef(f"{SAY}ont#x"))


def test_properties_used_to_talk_are_declared_as_annotations() -> None:
    """Whatever stands on a term and is no axiom belongs to RDFS or SKOS, or is declared an annotation property."""
    free = AXIOMS | {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy}
    used = {predicate for term in ours() for predicate in vocabulary().predicates(term)} - free

    assert used == set(vocabulary().subjects(RDF.type, OWL.AnnotationProperty))
