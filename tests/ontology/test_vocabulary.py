"""The vocabulary says what each term means, each term is of use, and its alignments contradict nothing."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import get_args

import owlrl
import pytest
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, Dataset, Graph, Literal, Namespace, URIRef

from sayso import model, resources

SAY = Namespace("https://w3id.org/sayso/ont#")
SCHEMA = Namespace("http://schema.org/")
VANN = Namespace("http://purl.org/vocab/vann/")
BIBO = Namespace("http://purl.org/ontology/bibo/")
ONTOLOGY = URIRef("https://w3id.org/sayso/ont")
TESTS = Path(__file__).resolve().parent.parent
FILES = [name for name in resources.names("ontology") if name.endswith(".ttl")]
SCHEMES = {
    "illocution": ("Illocution", get_args(model.Illocution)),
    "event-type": ("EventType", get_args(model.EventType)),
    "figure-kind": ("FigureKind", get_args(model.FigureKind)),
    "factuality": ("Factuality", get_args(model.Factuality)),
    "quote-mode": ("QuoteMode", ("direct", "indirect")),
    "place-class": ("PlaceClass", get_args(model.PlaceClass)),
}
MAPPINGS = (SKOS.closeMatch, SKOS.exactMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


@cache
def vocabulary() -> Graph:
    """sayso.ttl alone."""
    return Graph().parse(data=resources.read("ontology", "sayso.ttl"), format="turtle")


@cache
def ontology() -> Graph:
    """The vocabulary with its schemes."""
    graph = Graph()
    for name in FILES:
        graph.parse(data=resources.read("ontology", name), format="turtle")
    return graph


def terms() -> set[URIRef]:
    """Classes and properties that the vocabulary declares."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    found = {term for kind in kinds for term in vocabulary().subjects(RDF.type, kind)}
    return {term for term in found if isinstance(term, URIRef)}


def terms_in(graph: Graph) -> set[URIRef]:
    """Every IRI of the vocabulary's namespace that a graph speaks of."""
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(SAY)}


def terms_of_queries() -> set[URIRef]:
    found: set[URIRef] = set()
    for name in resources.names("queries"):
        lines = resources.read("queries", name).splitlines()
        # Conditional lines are comments, but they are run; the head is not.
        body = "\n".join(line for line in lines if not re.match(r"# |PREFIX", line))
        found |= {SAY[match] for match in re.findall(r"\bsay:(\w+)", body)}
    return found


def terms_of_shapes() -> set[URIRef]:
    graph = Graph()
    for name in resources.names("shapes"):
        graph.parse(data=resources.read("shapes", name), format="turtle")
    return terms_in(graph)


def terms_of_authority() -> set[URIRef]:
    graph = Graph()
    for name in resources.names("ontology/authority"):
        graph.parse(data=resources.read("ontology/authority", name), format="turtle", publicID="https://example.org/")
    return terms_in(graph)


def terms_of_examples() -> set[URIRef]:
    dataset = Dataset(default_union=True)
    dataset.parse(TESTS / "queries" / "graph.trig", format="trig")
    plain = Graph()
    for one in dataset.quads():
        plain.add(one[:3])
    return terms_in(plain) | terms_in(Graph().parse(TESTS / "shapes" / "valid.ttl"))


def test_every_file_is_found() -> None:
    """The vocabulary, its six schemes, and the codes they map to."""
    assert {"sayso.ttl", "codes.ttl"} <= set(FILES)
    assert 8 <= len(FILES)


@pytest.mark.parametrize("term", sorted(terms()))
def test_term_has_label_comment_and_home(term: URIRef) -> None:
    """One English label without camel case, one English sentence, an example, and the ontology that defines it."""
    [label] = vocabulary().objects(term, RDFS.label)
    [comment] = vocabulary().objects(term, RDFS.comment)
    assert isinstance(label, Literal) and isinstance(comment, Literal)

    assert "en" == label.language == comment.language
    assert str(label).islower()
    assert str(comment).endswith(".") and len(comment) > 20
    assert ONTOLOGY == vocabulary().value(term, RDFS.isDefinedBy)
    assert list(vocabulary().objects(term, SKOS.example))


@pytest.mark.parametrize("term", sorted(terms()))
def test_name_follows_its_kind(term: URIRef) -> None:
    """Classes begin with a capital, properties do not; a property tells what it is used with."""
    name = term.removeprefix(SAY)
    is_class = (term, RDF.type, OWL.Class) in vocabulary()

    assert is_class == name[0].isupper()
    if not is_class:
        assert (term, RDFS.domain, None) in vocabulary() or (term, SCHEMA.domainIncludes, None) in vocabulary()


def test_every_term_is_of_use() -> None:
    """Each term occurs in a graph as the writer writes it, in a shape, in a query, or types a scheme's concepts."""
    types = set(ontology().objects(None, RDF.type))

    assert 80 < len(terms())
    used = terms_of_examples() | terms_of_shapes() | terms_of_queries() | terms_of_authority() | types
    assert set() == terms() - used


@pytest.mark.parametrize("where", [terms_of_queries, terms_of_shapes, terms_of_examples, terms_of_authority])
def test_no_term_is_undeclared(where: Callable[[], set[URIRef]]) -> None:
    """Queries, shapes and examples use only terms of the vocabulary."""
    assert set() == where() - terms()


def test_vocabulary_speaks_only_of_declared_terms() -> None:
    """Domains, ranges and superclasses of ours exist."""
    assert set() == terms_in(ontology()) - terms()


def test_metadata_is_what_checks_of_ontologies_ask_for() -> None:
    """Title, description, licence, creator, dates, citation, version, prefix and namespace are there."""
    wanted = [
        DCTERMS.title, DCTERMS.description, DCTERMS.abstract, DCTERMS.license, DCTERMS.creator, DCTERMS.publisher,
        DCTERMS.created, DCTERMS.modified, DCTERMS.issued, DCTERMS.bibliographicCitation, DCTERMS.contributor,
        OWL.versionIRI, OWL.versionInfo, BIBO.status, VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
    ]  # fmt: skip
    version = vocabulary().value(ONTOLOGY, OWL.versionInfo)

    assert [] == [term for term in wanted if (ONTOLOGY, term, None) not in vocabulary()]
    assert URIRef(f"{ONTOLOGY}/{version}") == vocabulary().value(ONTOLOGY, OWL.versionIRI)
    assert str(SAY) == str(vocabulary().value(ONTOLOGY, VANN.preferredNamespaceUri))
    assert "say" == str(vocabulary().value(ONTOLOGY, VANN.preferredNamespacePrefix))


def test_version_is_told_with_what_came_before_and_what_changed() -> None:
    """The version's IRI, the earlier one, and a note for each."""
    version = str(vocabulary().value(ONTOLOGY, OWL.versionInfo))
    prior = str(vocabulary().value(ONTOLOGY, OWL.priorVersion)).rpartition("/")[2]
    notes = {str(note).split(" ")[0] for note in vocabulary().objects(ONTOLOGY, SKOS.changeNote)}

    assert re.fullmatch(r"\d+\.\d+\.\d+", version) and version != prior
    assert {version, prior} <= {note.rstrip(":") for note in notes}
    assert version in str(vocabulary().value(ONTOLOGY, DCTERMS.bibliographicCitation))
    changes = (TESTS.parent / "docs" / "ontology-changes.md").read_text(encoding="utf-8")
    assert f"## {version} " in changes and f"## {prior} " in changes


def test_agents_licence_and_language_of_the_ontology_are_nodes() -> None:
    """DCMI Terms asks for things, not words, where it says agent, licence document or linguistic system."""
    for predicate in (DCTERMS.creator, DCTERMS.contributor, DCTERMS.publisher, DCTERMS.license, DCTERMS.language):
        values = list(vocabulary().objects(ONTOLOGY, predicate))
        assert values and all(isinstance(value, URIRef) for value in values), predicate
    for agent in vocabulary().objects(ONTOLOGY, DCTERMS.creator):
        assert vocabulary().value(agent, FOAF.name)


def test_every_vocabulary_that_is_named_is_used() -> None:
    """The alignments that are promised are there: SEM, PROV-O, Web Annotation, NIF and the rest."""
    text = resources.read("ontology", "sayso.ttl").partition("owl:Ontology")[2]

    for prefix in "sem prov oa nif schema foaf org skosxl time geo crm gaf grasp".split():
        assert re.search(rf"\b{prefix}:\w", text), prefix


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_scheme_holds_the_values_of_the_model(scheme: str) -> None:
    """Each value has a concept of that name, typed, labelled, defined, and in the scheme; there is no other."""
    name, values = SCHEMES[scheme]
    home = URIRef(f"https://w3id.org/sayso/{scheme}")
    concepts = set(ontology().subjects(SKOS.inScheme, home))
    families = set(ontology().objects(None, SKOS.broader))

    assert {URIRef(f"{home}/{value}") for value in values} == concepts - families
    assert (ONTOLOGY, DCTERMS.hasPart, home) in ontology()
    for concept in concepts:
        assert (concept, RDF.type, SAY[name]) in ontology()
        for predicate in (SKOS.prefLabel, SKOS.definition):
            [text] = ontology().objects(concept, predicate)
            assert isinstance(text, Literal) and "en" == text.language, concept
        at_top = (concept, SKOS.topConceptOf, home) in ontology()
        assert at_top != ((concept, SKOS.broader, None) in ontology())
        assert at_top == ((home, SKOS.hasTopConcept, concept) in ontology())


def test_mappings_point_at_codes_and_every_code_is_mapped() -> None:
    """A mapping leads to a PLOVER or CAMEO code of codes.ttl, which holds codes alone and no more than are used."""
    codes = set(ontology().subjects(SKOS.notation))
    mapped = {code for mapping in MAPPINGS for code in ontology().objects(None, mapping)}

    assert 30 < len(codes)
    assert codes == mapped
    for code in codes:
        assert not set(ontology().objects(code, SKOS.definition))


def test_no_concept_becomes_a_class() -> None:
    """No property of ours lies under rdf:type, sem:eventType's trap."""
    sem = "http://semanticweb.cs.vu.nl/2009/11/sem/"
    supers = set(vocabulary().objects(None, RDFS.subPropertyOf))

    assert not {RDF.type, URIRef(sem + "eventType"), URIRef(sem + "type")} & supers


def close(graph: Graph) -> set[str]:
    """Apply the rules of OWL 2 RL to a graph, and return what they object to."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    error = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return {str(text) for text in graph.objects(None, error)}


def test_closure_of_the_model_is_consistent() -> None:
    """The rules of OWL 2 RL object to nothing in a graph that uses the whole vocabulary, and infer the alignments."""
    graph = vocabulary() + Graph().parse(TESTS / "shapes" / "valid.ttl")
    base = "https://w3id.org/sayso/data/"
    sem = "http://semanticweb.cs.vu.nl/2009/11/sem/"

    assert set() == close(graph)
    speaker = URIRef(base + "actor/organization-union")
    statement = URIRef(base + "statement/dock/4-accuse")
    assert (statement, URIRef(sem + "hasActor"), speaker) in graph
    assert (speaker, RDF.type, URIRef("http://xmlns.com/foaf/0.1/Agent")) in graph
    assert (statement, RDF.type, URIRef("http://www.w3.org/ns/prov#Entity")) not in graph


@pytest.mark.parametrize(
    "wrong",
    [
        "<x> a say:Actor , say:Place .",
        "<x> a say:Person , say:Organization .",
        "<s> a say:Statement , say:Event .",
        "<s> a say:Statement ; say:speaker <x> . <x> a say:Place .",
    ],
)
def test_closure_finds_what_cannot_be(wrong: str) -> None:
    """A place that speaks, a person that is a body: the rules object."""
    graph = Graph()
    for triple in vocabulary():
        graph.add(triple)
    graph.parse(data=f"@prefix say: <{SAY}> . @base <https://x.example/> . {wrong}", format="turtle")

    assert close(graph)
