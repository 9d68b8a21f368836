"""Validation finds what pyshacl finds, tells it in words, and takes little of a build."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest

from sayso.errors import GraphFileError, ShapesError, StoreMissingError
from sayso.graph.build import build
from sayso.graph.check import Checker, Finding
from sayso.graph.index import Index
from sayso.graph.reports import make_sarif, make_turtle
from sayso.graph.shapes import load_shapes
from sayso.graph.validate import _Reference, validate  # pyright: ignore[reportPrivateUsage]
from sayso.settings import Settings

News = Callable[..., Path]
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = """
@prefix : <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def results(found: list[Finding]) -> Counter[tuple[str, ...]]:
    """What two engines must agree on; blank nodes have a name of their own in each."""
    return Counter(
        (
            one.focus, "_" if one.shape.startswith("_:") else one.shape, one.component, one.severity, one.path,
            _plain(one.value),
        )
        for one in found
    )  # fmt: skip


def _plain(value: str) -> str:
    for kind in ("integer", "decimal", "boolean"):
        value = value.replace(f"^^<{XSD}{kind}>", "")
    return value.strip('"')


def index_of(turtle: str) -> Index:
    index = Index()
    index.add_quads(pyoxigraph.parse((PREFIXES + turtle).encode(), pyoxigraph.RdfFormat.TURTLE))
    return index


def compare(index: Index, files: list[Path] | None = None) -> int:
    """Assert that both engines find the same, and return how much."""
    shapes = load_shapes(files=files)
    assert not shapes.strange
    ours, theirs = Checker(shapes).run(index), _Reference(shapes)(index)

    assert results(ours) == results(theirs)
    return len(ours)


def test_the_example_of_the_shapes_is_checked_alike(root: Path) -> None:
    index = Index()
    path = root / "tests/shapes/valid.ttl"
    index.add_quads(pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE, base_iri="https://e.org/"))

    assert compare(index) == 0


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_is_found_alike(root: Path, seed: int) -> None:
    """Whatever is taken away, doubled, swapped or mistyped, both engines give the same results."""
    rng = random.Random(seed)
    path = root / "tests/shapes/valid.ttl"
    quads = list(pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE, base_iri="https://e.org/"))
    for _ in range(12):
        at = rng.randrange(len(quads))
        one, other = quads[at], rng.choice(quads)
        damage = rng.choice(["drop", "value", "predicate", "mistype", "subject", "empty"])
        if damage == "drop":
            del quads[at]
        elif damage == "value":
            quads.append(pyoxigraph.Quad(one.subject, one.predicate, other.object))
        elif damage == "predicate":
            quads.append(pyoxigraph.Quad(one.subject, other.predicate, one.object))
        elif damage == "subject":
            quads[at] = pyoxigraph.Quad(other.subject, one.predicate, one.object)
        else:
            literal = pyoxigraph.Literal("" if damage == "empty" else "no such thing")
            quads[at] = pyoxigraph.Quad(one.subject, one.predicate, literal)
    index = Index()
    index.add_quads(quads)

    assert compare(index) > 0


CONSTRAINTS = {
    "class": ("sh:class :C", ":x :p :c , :d , :e , 5 . :c a :C . :d a :D . :D rdfs:subClassOf :C ."),
    "datatype": ("sh:datatype xsd:integer", ':x :p 1 , 2.5 , "3" , "x"^^xsd:integer , :i .'),
    "dates": (
        "sh:datatype xsd:date",
        ':x :p "2024-02-30"^^xsd:date , "2024-13-01"^^xsd:date , "2024-01-01"^^xsd:date .',
    ),
    "nodeKind": ("sh:nodeKind sh:IRI", ':x :p :i , "l" , [] .'),
    "minCount": ("sh:minCount 2", ":x :p 1 ."),
    "maxCount": ("sh:maxCount 1", ":x :p 1 , 2 ."),
    "minInclusive": ("sh:minInclusive 0", ':x :p -1 , 0 , 0.5 , "a" .'),
    "maxExclusive": ("sh:maxExclusive 1", ":x :p 0 , 1 , 1.5 ."),
    "minExclusive": ("sh:minExclusive 1.0", ":x :p 0 , 1 , 1.5 ."),
    "maxInclusive": ("sh:maxInclusive 1", ":x :p 0 , 1 , 1.5 ."),
    "minLength": ("sh:minLength 3", r':x :p "ab" , "abc" , "a\n\"" , "a\n" , :i .'),
    "maxLength": ("sh:maxLength 3", ':x :p "ab" , "abcd"@en , "äöüß" .'),
    "pattern": ('sh:pattern "^a.c$" ; sh:flags "i"', ':x :p "ABC" , "abcd" , :abc .'),
    "languageIn": ('sh:languageIn ( "en" "fr" )', ':x :p "a"@en-GB , "b"@de , "c" , "d"@fr .'),
    "uniqueLang": ("sh:uniqueLang true", ':x :p "a"@en , "b"@en , "c"@de , "d" , "e" .'),
    "equals": ("sh:equals :q", ":x :p 1 , 2 ; :q 2 , 3 ."),
    "disjoint": ("sh:disjoint :q", ":x :p 1 , 2 ; :q 2 , 3 ."),
    "lessThan": ("sh:lessThan :q", ":x :p 1 , 2 ; :q 2 ."),
    "lessThanOrEquals": ("sh:lessThanOrEquals :q", ":x :p 1 , 3 ; :q 2 ."),
    "lessThan of dates": ("sh:lessThan :q", ':x :p "2024-05-01"^^xsd:date ; :q "2024-04-30"^^xsd:date .'),
    "hasValue": ("sh:hasValue :v", ":x :p :w ."),
    "in": ('sh:in ( :a 1 "s" "t"@en )', ':x :p :a , 1 , "s" , "t"@en , :b , 2 , "t" .'),
    "not": ("sh:not [ sh:class :C ]", ":x :p :c , :d . :c a :C ."),
    "and": ("sh:and ( [ sh:class :C ] [ sh:class :D ] )", ":x :p :c , :d . :c a :C . :d a :C , :D ."),
    "or": ("sh:or ( [ sh:class :C ] [ sh:path :r ; sh:minCount 1 ] )", ":x :p :c , :d , :e . :c a :C . :d :r 1 ."),
    "xone": ("sh:xone ( [ sh:class :C ] [ sh:class :D ] )", ":x :p :c , :d , :e . :c a :C . :d a :C , :D ."),
    "node": ("sh:node [ sh:property [ sh:path :r ; sh:minCount 1 ] ]", ":x :p :c , :d . :c :r 1 ."),
    "property": ("sh:property [ sh:path :r ; sh:minCount 1 ]", ":x :p :c , :d . :c :r 1 ."),
    "qualified": (
        "sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1",
        ":x :p :c , :d . :y :p :e . :c a :C . :d a :C .",
    ),
    "deactivated": ("sh:maxCount 0 ; sh:deactivated true", ":x :p 1 ."),
    "warning": ("sh:maxCount 0 ; sh:severity sh:Warning", ":x :p 1 ."),
}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_each_constraint_of_the_core_means_what_it_means_to_pyshacl(name: str, tmp_path: Path) -> None:
    constraint, data = CONSTRAINTS[name]
    path = tmp_path / "shapes.ttl"
    shape = f":S a sh:NodeShape ; sh:targetClass :T ; sh:property :P . :P sh:path :p ; {constraint} ."
    path.write_text(PREFIXES + shape, encoding="utf-8")

    found = compare(index_of(f":x a :T . :y a :T . {data}"), [path])

    assert (found == 0) == (name == "deactivated")


@pytest.mark.parametrize(
    "target",
    ["sh:targetNode :x", "sh:targetSubjectsOf :p", "sh:targetObjectsOf :p", "a rdfs:Class", "sh:targetClass :T"],
)
def test_each_target_means_what_it_means_to_pyshacl(target: str, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(PREFIXES + f":T a sh:NodeShape ; {target} ; sh:nodeKind sh:Literal .", encoding="utf-8")

    assert compare(index_of(":x a :T ; :p :y . :U rdfs:subClassOf :T . :z a :U ."), [path]) > 0


def test_a_path_backwards_means_what_it_means_to_pyshacl(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    shape = (
        ":S a sh:NodeShape ; sh:targetNode :x , :y ; sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ] ."
    )
    path.write_text(PREFIXES + shape, encoding="utf-8")
    shapes = load_shapes(files=[path])
    index = index_of(":z :p :x .")

    assert not shapes.strange
    [ours], [theirs] = Checker(shapes).run(index), _Reference(shapes)(index)
    assert (ours.focus, ours.component) == (theirs.focus, theirs.component)


def test_shapes_beyond_the_core_are_checked_by_pyshacl(tmp_path: Path) -> None:
    """A SPARQL constraint of the user's is not passed over in silence."""
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(PREFIXES + ":x a :T .", encoding="utf-8")
    select = '"SELECT $this WHERE { $this a <https://example.org/T> }"'
    shapes.write_text(
        PREFIXES + f":S a sh:NodeShape ; sh:targetClass :T ; sh:sparql [ sh:select {select} ] .", encoding="utf-8"
    )

    report = validate(data, shapes=[shapes])

    assert (report.engine, report.counts, report.conforms) == ("pyshacl", {"Violation S": 1}, False)
    assert report.strange == ("sh:sparql",)


def test_a_graph_as_built_is_checked_alike_and_conforms(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    build([news(4)], tmp_path / "kg", settings=toy_settings)

    ours, theirs = validate(tmp_path / "kg"), validate(tmp_path / "kg", engine="pyshacl")

    assert ours.conforms and ours.counts == theirs.counts
    assert (ours.engine, theirs.engine, ours.graphs) == ("sayso", "pyshacl", 5)


def test_a_build_counts_violations_also_of_unchanged_articles(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    """What is wrong is told at every build, and checked again when the shapes change, without reading articles."""
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix say: <https://w3id.org/sayso/ont#> .\n"
        "<https://example.org/shapes#one-figure> a sh:NodeShape ; sh:targetClass say:Article ;\n"
        "  sh:property [ sh:path say:publisherName ; sh:maxCount 0 ; sh:severity sh:Warning ] .",
        encoding="utf-8",
    )
    folder, kg = news(3), tmp_path / "kg"
    plain = build([folder], kg, settings=toy_settings)
    strict = replace(toy_settings, custom_shapes=(own,))

    first, second = (build([folder], kg, settings=strict) for _ in range(2))
    unchecked = build([folder], kg, settings=replace(strict, validate=False))

    assert plain.violations == {}
    assert first.violations == second.violations
    assert list((first.violations or {}).values()) == [3] and first.read == 0
    assert unchecked.violations is None


def test_results_name_focus_shape_message_and_article(news: News, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(
        "@prefix say: <https://w3id.org/sayso/ont#> . <https://e.org/a> a say:Figure ; say:low 5 ; say:high 3 .",
        encoding="utf-8",
    )

    report = validate(path)

    assert not report.conforms
    [one] = [one for one in report.results if one.shape == "figure-low"]
    assert one.focus == "https://e.org/a" and one.severity == "Violation"
    assert one.message.startswith("The least number")
    assert report.counts["Violation figure-low"] == 1


BROKEN = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix say: <https://w3id.org/sayso/ont#> .
@base <https://e.org/> .
<article> a say:Article ; dcterms:identifier "dock-strike" .
<passage> a say:Passage ; say:start 10 ; say:end 30 ; say:quote "The mayor denied it."@en .
<statement> a say:Statement ; rdfs:label "the mayor denied it"@en ; say:reportedIn <article> ; say:evidence <passage> ;
  say:speaker <place> . <place> a say:Place .
"""


def test_a_result_names_the_article_and_the_sentence(tmp_path: Path) -> None:
    """Whoever reads it can look the sentence up."""
    path = tmp_path / "broken.ttl"
    path.write_text(BROKEN, encoding="utf-8")

    [one] = [one for one in validate(path).results if one.shape == "statement-speaker"]

    assert (one.article, one.label, one.sentence) == ("dock-strike", "the mayor denied it", "The mayor denied it.")
    assert (one.start, one.end, one.value) == (10, 30, "https://e.org/place")


def test_results_of_a_built_graph_name_the_file_of_the_article(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    own = tmp_path / "mine"
    own.mkdir()
    (own / "accusations.ttl").write_text(
        PREFIXES + "@prefix say: <https://w3id.org/sayso/ont#> . :no-speaker a sh:NodeShape ; "
        "sh:targetClass say:Statement ; sh:property [ sh:path say:speaker ; sh:maxCount 0 ] .",
        encoding="utf-8",
    )
    build([news(1)], tmp_path / "kg", settings=toy_settings)

    report = validate(tmp_path / "kg", shapes=[own])

    found = [one for one in report.results if one.path.endswith("#speaker")]
    assert found and all(one.source and one.article and one.sentence for one in found)
    [log] = make_sarif(report)["runs"]
    [location] = log["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"]
    region = location["physicalLocation"]["region"]
    assert region["charLength"] == len(region["snippet"]["text"])


def test_a_folder_without_shapes_is_told(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match=r"must end in \.ttl"):
        validate(tmp_path / "any.ttl", shapes=[tmp_path])


def test_sarif_has_a_rule_for_each_result(tmp_path: Path) -> None:
    """Version 2.1.0: rules by index, levels of the standard, messages, and a logical location."""
    path = tmp_path / "broken.ttl"
    path.write_text(BROKEN, encoding="utf-8")
    report = validate(path)

    log = make_sarif(report)
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert log["version"] == "2.1.0" and "sarif-schema-2.1.0" in log["$schema"]
    assert len(run["results"]) == len(report.results) > 5
    assert [rule["id"] for rule in rules] == sorted(set(report.messages))
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note") and result["message"]["text"]
        assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].startswith("https://e.org/")


def test_the_report_in_turtle_is_that_of_pyshacl(tmp_path: Path) -> None:
    """The same results as the reference's own report, but for the messages and blank nodes."""
    from pyshacl import validate as check
    from rdflib import Graph, Namespace
    from rdflib.compare import isomorphic

    path = tmp_path / "broken.ttl"
    path.write_text(BROKEN, encoding="utf-8")
    shapes = Graph()
    for file in load_shapes().files:
        shapes.parse(file)
    _, theirs, _ = check(Graph().parse(path), shacl_graph=shapes)
    ours = Graph().parse(data=make_turtle(validate(path)), format="turtle")
    sh = Namespace("http://www.w3.org/ns/shacl#")

    def reduce(report: Graph) -> Graph:
        out = Graph()
        for result in report.objects(None, sh.result):
            names = (
                sh.focusNode,
                sh.resultPath,
                sh.value,
                sh.resultSeverity,
                sh.sourceConstraintComponent,
                sh.sourceShape,
            )
            for name in names:
                for value in report.objects(result, name):
                    out.add((result, name, value))
        return out

    assert isinstance(theirs, Graph)
    assert isomorphic(reduce(ours), reduce(theirs))
    assert len(list(ours.objects(None, sh.result))) > 5
    assert not ours.value(None, sh.conforms)


def test_the_report_of_a_graph_without_fault_conforms(root: Path) -> None:
    report = validate(root / "tests/shapes/valid.ttl")

    assert "sh:conforms true" in make_turtle(report)
    assert make_sarif(report)["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("data.ttl", "this is no Turtle", GraphFileError),
        ("data.docx", "", GraphFileError),
        ("missing.ttl", None, GraphFileError),
        ("folder", None, StoreMissingError),
    ],
)
def test_what_cannot_be_checked_is_told(
    tmp_path: Path, name: str, content: str | None, error: type[Exception]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    if name == "folder":
        path.mkdir()
    with pytest.raises(error, match=name):
        validate(path)


@pytest.mark.parametrize("content", [None, "no Turtle", "<a:s> a <http://www.w3.org/ns/shacl#NodeShape> ."])
def test_shapes_that_cannot_be_used_are_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "own.ttl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ShapesError, match=r"own\.ttl"):
        load_shapes(files=[path])


def test_shapes_that_pyshacl_refuses_are_told(root: Path, tmp_path: Path) -> None:
    """Two lists for one property; the file is named, not sayso's own."""
    path = tmp_path / "own.ttl"
    shape = "a sh:NodeShape ; sh:targetClass say:Figure ; sh:property [ sh:path say:low ; sh:in (1), (2) ]"
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix say: <https://w3id.org/sayso/ont#> ."
    path.write_text(f"{prefixes} <a:s> {shape} .", encoding="utf-8")

    with pytest.raises(ShapesError, match=r"^\S*own\.ttl: pyshacl"):
        validate(root / "tests/shapes/valid.ttl", shapes=[path], engine="pyshacl")
