"""With the vocabularies that it aligns to the ontology contradicts nothing, and it refers to terms that exist."""

from collections import Counter
from functools import cache
from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from sayso import resources
from tests.ontology import real_vocabularies as real

SAY = "https://w3id.org/sayso/"
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
PROV = Namespace("http://www.w3.org/ns/prov#")
CRM = Namespace("http://www.cidoc-crm.org/cidoc-crm/")
DATA = Namespace("https://w3id.org/sayso/data/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
TESTS = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(not real.PACKAGES.is_dir(), reason=real.HOW)


@cache
def ontology() -> Graph:
    graph = Graph()
    for name in resources.names("ontology"):
        # Codes have no IRI of a vocabulary that could be asked.
        if name.endswith(".ttl") and name != "codes.ttl":
            graph.parse(data=resources.read("ontology", name), format="turtle")
    return graph


def read_example() -> Graph:
    """A graph that uses every class and property."""
    return Graph(bind_namespaces="none").parse(TESTS / "shapes" / "valid.ttl")


def foreign_terms(graph: Graph) -> set[URIRef]:
    used = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    return {
        term
        for term in used
        if not str(term).startswith((SAY, "https://post.example/", str(OWL), str(RDF), str(RDFS)))
    }


def _home(term: URIRef) -> str:
    return str(term).rpartition("#" if "#" in term else "/")[0]


def close(*graphs: Graph) -> Graph:
    """The closure under the rules of OWL 2 RL of the graphs and of what the vocabularies say of their terms."""
    out = Graph()
    for graph in graphs:
        for triple in graph:
            out.add(triple)
    for triple in real.cut_module(foreign_terms(out)):
        out.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(out)
    return out


@cache
def closure() -> Graph:
    return close(ontology(), read_example())


def test_every_package_is_read() -> None:
    """Each vocabulary that the folder asks for is there and says something."""
    asked = len(list(real.PACKAGES.iterdir()))

    assert 12 == asked == len(list(real.PACKAGES.glob("*/*.nq")))
    assert 5000 < len(real.read_all())
    assert 400 < len(real.cut_module(foreign_terms(ontology())))


def test_nothing_contradicts_the_vocabularies() -> None:
    """The rules object to nothing in the ontology, the vocabularies, and a graph that uses all of it."""
    assert [] == list(closure().objects(None, ERROR))


def test_terms_of_other_vocabularies_exist() -> None:
    """A term that is aligned to, or written, is one that its vocabulary declares."""
    declared = set(real.read_all().subjects())
    counts = Counter(_home(term) for term in declared if isinstance(term, URIRef))
    # schema.org tells of some terms of BIBO, and everybody of datatypes, without declaring the rest of them.
    others = {str(XSD)[:-1], "http://purl.org/ontology/bibo"}
    homes = {home for home, count in counts.items() if count > 3} - others
    wanted = foreign_terms(ontology()) | foreign_terms(read_example())
    known = {term for term in wanted if _home(term) in homes}

    assert 50 < len(known)
    assert set() == known - declared


def test_no_words_become_a_thing() -> None:
    """A literal is never inferred to be an agent or a language, as plain text under DCMI Terms would be."""
    kinds = {
        kind for thing, kind in closure().subject_objects(RDF.type) if isinstance(thing, Literal) and kind != OWL.Thing
    }
    allowed = (str(XSD), str(RDF), str(RDFS))

    assert set() == {kind for kind in kinds if isinstance(kind, URIRef) and not str(kind).startswith(allowed)}


def test_alignments_reach_through_the_vocabularies() -> None:
    """What is above ours is above it by the vocabularies' own axioms too, and an act of saying is no prov:Entity."""
    statement, union = DATA["statement/dock/4-accuse"], DATA["actor/organization-union"]

    assert (statement, RDF.type, CRM.E5_Event) in closure()
    assert (union, RDF.type, CRM.E39_Actor) in closure() and (union, RDF.type, PROV.Agent) in closure()
    assert (statement, SEM.hasActor, union) in closure()
    assert (statement, RDF.type, PROV.Entity) not in closure()


def test_vocabularies_object_to_what_cannot_be() -> None:
    """Somebody who is a person here and an organization by FOAF contradicts FOAF, so the vocabularies do bear."""
    wrong = Graph().parse(
        data=f"@prefix foaf: <http://xmlns.com/foaf/0.1/> . <{DATA}x> a <{SAY}ont#Person> , foaf:Organization .",
        format="turtle",
    )

    assert list(close(ontology(), wrong).objects(None, ERROR))
