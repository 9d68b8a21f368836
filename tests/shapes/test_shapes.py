"""A shape holds of what is right, and one fault breaks that shape and no other."""

import re
from functools import cache
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, BNode, Dataset, Graph, Literal, Namespace, URIRef

from sayso import resources

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Namespace("https://w3id.org/sayso/shapes#")
SAY = "https://w3id.org/sayso/ont#"
HERE = Path(__file__).resolve().parent
# The SHACL component that reports each parameter; a word of it is what broken.ru says.
COMPONENTS = {
    "class": "ClassConstraintComponent",
    "datatype": "DatatypeConstraintComponent",
    "in": "InConstraintComponent",
    "lessThan": "LessThanConstraintComponent",
    "lessThanOrEquals": "LessThanOrEqualsConstraintComponent",
    "maxCount": "MaxCountConstraintComponent",
    "maxInclusive": "MaxInclusiveConstraintComponent",
    "minCount": "MinCountConstraintComponent",
    "minInclusive": "MinInclusiveConstraintComponent",
    "minLength": "MinLengthConstraintComponent",
    "nodeKind": "NodeKindConstraintComponent",
    "not": "NotConstraintComponent",
    "or": "OrConstraintComponent",
    "pattern": "PatternConstraintComponent",
    "qualifiedMaxCount": "QualifiedMaxCountConstraintComponent",
    "qualifiedMinCount": "QualifiedMinCountConstraintComponent",
    "uniqueLang": "UniqueLangConstraintComponent",
}
NOT_CONSTRAINTS = {"message", "path", "property", "qualifiedValueShape", "severity", "targetClass"}


@cache
def shapes() -> Graph:
    """All shapes of the package in one graph."""
    graph = Graph()
    for name in resources.names("shapes"):
        graph.parse(data=resources.read("shapes", name), format="turtle")
    return graph


@cache
def faults() -> dict[tuple[str, str], str]:
    """The updates of broken.ru by shape and constraint."""
    parts = re.split(r"^# breaks: (\S+) (\S+)$", (HERE / "broken.ru").read_text(encoding="utf-8"), flags=re.MULTILINE)
    triples = list(zip(parts[1::3], parts[2::3], parts[3::3], strict=True))
    assert len(triples) == len({(shape, constraint) for shape, constraint, _ in triples}), "one fault a constraint"
    return {(shape, constraint): update for shape, constraint, update in triples}


def constraints() -> set[tuple[str, str]]:
    """Every constraint of every named shape."""
    found: set[tuple[str, str]] = set()
    for shape in set(shapes().subjects(RDF.type)) - set(shapes().objects(None, SH.qualifiedValueShape)):
        if isinstance(shape, BNode):
            continue
        for predicate in map(str, shapes().predicates(shape)):
            if predicate.startswith(str(SH)) and predicate.split("#")[1] not in NOT_CONSTRAINTS:
                found.add((str(shape).removeprefix(str(SHAPES)), predicate.split("#")[1]))
    return found


def results(graph: Graph) -> set[tuple[str, str, str]]:
    """Validate, and return shape, component and severity of each result."""
    _, report, _ = validate(graph, shacl_graph=shapes(), inplace=True)
    assert isinstance(report, Graph)
    rows = set[tuple[str, str, str]]()
    for node in report.subjects(RDF.type, SH.ValidationResult):
        values = (report.value(node, p) for p in (SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity))
        shape, component, severity = (str(value) for value in values)
        rows.add((shape.removeprefix(str(SHAPES)), component.split("#")[1], severity.split("#")[1]))
    return rows


def read_valid() -> Graph:
    # rdflib's own prefixes would win over those of the file: it takes `schema:` for https.
    return Graph(bind_namespaces="none").parse(HERE / "valid.ttl")


def test_valid_graph_satisfies_every_shape() -> None:
    """The graph of an article in which all is right has no result, not even a hint."""
    assert set() == results(read_valid())


def test_every_class_and_property_of_the_model_is_in_the_valid_graph() -> None:
    """Whatever a shape targets or constrains occurs in valid.ttl, or its fixture would prove nothing."""
    graph = read_valid()
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    concepts = {URIRef(SAY + name) for name in ("EventType", "FigureKind", "Factuality", "QuoteMode", "PlaceClass")}

    assert set() == set(shapes().objects(None, SH.targetClass)) - used - concepts
    assert set() == {path for path in shapes().objects(None, SH.path) if isinstance(path, URIRef)} - used


@pytest.mark.parametrize(("shape", "constraint"), sorted(faults()))
def test_fault_breaks_its_shape_and_only_it(shape: str, constraint: str) -> None:
    """One change of the valid graph gives one shape's result, by that constraint, of the severity that it states."""
    graph = read_valid()
    prefixes = dict(graph.namespaces())
    graph.update("BASE <https://w3id.org/sayso/data/>\n" + faults()[shape, constraint], initNs=prefixes)
    severity = shapes().value(SHAPES[shape], SH.severity)

    assert {(shape, COMPONENTS[constraint], str(severity).split("#")[1])} == results(graph)


def test_every_constraint_has_a_fault() -> None:
    """No constraint is there that has not been seen to break."""
    assert 100 < len(constraints())
    assert set() == constraints() - faults().keys()
    assert set() == faults().keys() - constraints()


def test_every_shape_has_message_and_severity() -> None:
    """Each shape tells a reader in English what is wrong, and how bad it is."""
    named = {name for name, _ in constraints()}
    for name in named:
        messages = list(shapes().objects(SHAPES[name], SH.message))
        assert 1 == len(messages), name
        assert isinstance(messages[0], Literal)
        assert "en" == messages[0].language and str(messages[0]).endswith("."), name
        assert shapes().value(SHAPES[name], SH.severity) in (SH.Violation, SH.Warning, SH.Info), name


def test_every_shape_is_reached() -> None:
    """A shape without a target checks nothing, unless another shape refers to it."""
    named = {SHAPES[name] for name, _ in constraints()}
    reached = set(shapes().subjects(SH.targetClass)) | set(shapes().objects(None, SH.property))

    assert set() == named - reached


@pytest.mark.parametrize(
    ("list_of", "scheme"),
    [
        ("statement-illocution", "illocutions.ttl"),
        ("event-type", "event-types.ttl"),
        ("figure-kind", "figure-kinds.ttl"),
        ("event-factuality", "factuality.ttl"),
        ("statement-quote-mode", "quote-modes.ttl"),
        ("place-class", "place-classes.ttl"),
    ],
)
def test_lists_of_concepts_are_those_of_the_scheme(list_of: str, scheme: str) -> None:
    """A graph of one article knows no scheme, so the shape lists the concepts; families of illocutions are none."""
    skos = Namespace("http://www.w3.org/2004/02/skos/core#")
    ontology = Graph().parse(data=resources.read("ontology", scheme), format="turtle")
    families = set(ontology.objects(None, skos.broader))
    listed = shapes().value(SHAPES[list_of], SH["in"])
    assert listed is not None

    assert set(ontology.subjects(skos.inScheme)) - families == set(shapes().items(listed))


def test_every_graph_of_the_known_answers_is_valid() -> None:
    """The graph on which the saved queries are tested has the shape that the builder writes, article by article."""
    dataset = Dataset()
    dataset.parse(HERE.parent / "queries" / "graph.trig", format="trig")
    graphs = [graph for graph in dataset.graphs() if len(graph)]

    assert 7 == len(graphs)
    for one in graphs:
        alone = Graph()
        for triple in one:
            alone.add(triple)
        assert set() == results(alone), one.identifier
