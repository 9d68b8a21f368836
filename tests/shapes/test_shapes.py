"""A shape holds of what is right, and one fault breaks that shape and no other."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from pyshacl import validate
from rdflib import RDF, BNode, Dataset, Graph, Literal, Namespace, URIRef

from sayso import resources
from sayso.graph import common
from sayso.graph.check import Checker
from sayso.graph.index import Index
from sayso.graph.shapes import load_shapes

SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = Namespace("https://w3id.org/sayso/shapes#")
BASE = "https://w3id.org/sayso/data/"
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
    "node": "NodeConstraintComponent",
    "nodeKind": "NodeKindConstraintComponent",
    "not": "NotConstraintComponent",
    "or": "OrConstraintComponent",
    "pattern": "PatternConstraintComponent",
    "qualifiedMaxCount": "QualifiedMaxCountConstraintComponent",
    "qualifiedMinCount": "QualifiedMinCountConstraintComponent",
    "sparql": "SPARQLConstraintComponent",
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
    for shape in {*shapes().subjects(RDF.type, SH.NodeShape), *shapes().subjects(RDF.type, SH.PropertyShape)}:
        if isinstance(shape, BNode):
            continue
        for predicate in map(str, shapes().predicates(shape)):
            if predicate.startswith(str(SH)) and predicate.split("#")[1] not in NOT_CONSTRAINTS:
                found.add((str(shape).removeprefix(str(SHAPES)), predicate.split("#")[1]))
    return found


def rows_of(graph: Graph, by: Graph | None = None) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Validate, and yield the focus node of each result with its shape, component and severity."""
    _, report, _ = validate(graph, shacl_graph=by or shapes(), inplace=True)
    assert isinstance(report, Graph)
    # Only these: details of a result are results too, but not of the report.
    for node in report.objects(None, SH.result):
        values = (report.value(node, p) for p in (SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity))
        shape, component, severity = (str(value) for value in values)
        row = (shape.removeprefix(str(SHAPES)), component.split("#")[1], severity.split("#")[1])
        yield str(report.value(node, SH.focusNode)), row


def results(graph: Graph) -> set[tuple[str, str, str]]:
    """What is wrong with a graph, whatever the node."""
    return {row for _, row in rows_of(graph)}


@cache
def checker() -> Checker:
    return Checker(load_shapes())


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


def make_broken(shape: str, constraint: str, *, base: str = BASE) -> Graph:
    """The valid graph with one fault."""
    text = (HERE / "valid.ttl").read_text(encoding="utf-8").replace(BASE, base)
    graph = Graph(bind_namespaces="none").parse(data=text, format="turtle")
    prefixes = dict(graph.namespaces())
    graph.update(f"BASE <{base}>\n{faults()[shape, constraint]}", initNs=prefixes)
    return graph


def expected(shape: str, constraint: str) -> tuple[str, str, str]:
    severity = shapes().value(SHAPES[shape], SH.severity)
    return shape, COMPONENTS[constraint], str(severity).split("#")[1]


def is_alone(shape: str, constraint: str) -> bool:
    """Concepts have one IRI for all graphs; and pyshacl asks a query for each node, which takes its time."""
    return shape.startswith("concept-") or constraint == "sparql"


@cache
def results_of_pyshacl() -> dict[str, set[tuple[str, str, str]]]:
    """What pyshacl finds in one graph that holds all the broken ones, each under a base of its own; without SPARQL."""
    together = Graph(bind_namespaces="none")
    for number, (shape, constraint) in enumerate(sorted(faults())):
        if not is_alone(shape, constraint):
            for triple in make_broken(shape, constraint, base=f"{BASE}{number}/"):
                together.add(triple)
    found: dict[str, set[tuple[str, str, str]]] = {}
    core = Graph()
    for triple in shapes():
        core.add(triple)
    core.remove((None, SH.sparql, None))
    for focus, row in rows_of(together, core):
        found.setdefault(focus.removeprefix(BASE).partition("/")[0], set()).add(row)
    return found


@pytest.mark.parametrize(("number", "shape", "constraint"), [(n, *one) for n, one in enumerate(sorted(faults()))])
def test_fault_breaks_its_shape_and_only_it(number: int, shape: str, constraint: str) -> None:
    """One change of the valid graph gives one shape's result, by that constraint, of the severity that it states."""
    alone = is_alone(shape, constraint)
    found = results(make_broken(shape, constraint)) if alone else results_of_pyshacl().get(str(number), set())

    assert {expected(shape, constraint)} == found


@pytest.mark.parametrize(("shape", "constraint"), sorted(faults()))
def test_fault_is_found_by_the_own_checker_too(shape: str, constraint: str) -> None:
    """What a build runs finds the same one result, the constraints that are SPARQL included."""
    data = make_broken(shape, constraint).serialize(format="nt").encode()
    index = Index()
    index.add_quads(pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_TRIPLES))
    found = {
        (one.shape.strip("<>").removeprefix(str(SHAPES)), one.component, one.severity) for one in checker().run(index)
    }

    assert {expected(shape, constraint)} == found


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

    assert 9 == len(graphs)
    for one in graphs:
        alone = Graph()
        for triple in one:
            alone.add(triple)
        # A figure that the article itself gives is no fault.
        assert set() == {row for row in results(alone) if row[2] != "Info"}, one.identifier


def properties_by_class() -> dict[str, set[str]]:
    """The properties that shapes speak of, by the class that they target."""
    found: dict[str, set[str]] = {}
    for shape, target in shapes().subject_objects(SH.targetClass):
        paths = {path for one in shapes().objects(shape, SH.property) for path in shapes().objects(one, SH.path)}
        found.setdefault(str(target), set()).update(map(str, paths))
    return found


def read_written() -> Iterator[pyoxigraph.Quad]:
    """Articles as a build writes them, the graphs that saved queries are tested on, and all of the authority files."""
    data = (HERE.parent / "publish" / "data.nq").read_bytes()
    for quad in pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_QUADS):
        if "/graph/article/" in str(quad.graph_name):
            yield quad
    yield from pyoxigraph.parse((HERE.parent / "queries" / "graph.trig").read_bytes(), pyoxigraph.RdfFormat.TRIG)
    files = [path for path in common.authority_files() if path.suffix == ".ttl"]
    keys = {
        quad.object.value
        for path in files
        for quad in common.parse_turtle(path, base=BASE)
        if quad.predicate.value == f"{SAY}authorityKey" and isinstance(quad.object, pyoxigraph.Literal)
    }
    authority = common.write_authority(f"{BASE}graph/authority", keys, base=BASE)
    yield from pyoxigraph.parse(authority, pyoxigraph.RdfFormat.N_QUADS)


def written() -> set[tuple[frozenset[str], str]]:
    """Classes of a node and a property of it, of all that is written."""
    classes: dict[str, set[str]] = {}
    properties: dict[str, set[str]] = {}
    for quad in read_written():
        node = f"{quad.graph_name} {quad.subject}"
        if isinstance(quad.object, pyoxigraph.NamedNode) and quad.predicate.value == str(RDF.type):
            classes.setdefault(node, set()).add(quad.object.value)
        else:
            properties.setdefault(node, set()).add(quad.predicate.value)
    return {(frozenset(classes.get(node, ())), name) for node, names in properties.items() for name in names}


def test_all_that_is_written_is_covered() -> None:
    """Every class of a node that a build writes has a shape, and every property of it is spoken of there."""
    covered = properties_by_class()
    # Blank nodes and the like would have no class; a copy is told of outside of its article.
    pairs = {(classes, name) for classes, name in written() if name != f"{SAY}copyOf"}

    assert 80 < len(pairs)
    assert set() == {name for classes, name in pairs if not classes}
    assert set() == {name for classes, name in pairs if not any(name in covered.get(one, ()) for one in classes)}


def test_every_property_that_the_writer_knows_is_covered() -> None:
    """Also those that no article of the tests has made it write."""
    from sayso.graph.writer import _TERMS  # pyright: ignore[reportPrivateUsage]

    known = {token.strip("<>") for token in _TERMS.values()}
    covered = {name for names in properties_by_class().values() for name in names}

    assert 50 < len(known)
    assert set() == known - covered
