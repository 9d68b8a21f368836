"""What is inferred is what OWL 2 RL entails of the articles' world, and can be dropped and remade."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat

from sayso.errors import StoreMissingError
from sayso.graph import common
from sayso.graph.build import build
from sayso.graph.derivation import Reason, explain_in
from sayso.graph.dump import iter_quads
from sayso.graph.infer import Rule, find_inconsistencies, infer, infer_into, list_rules
from sayso.graph.store import Paths, open_store
from sayso.settings import Settings

News = Callable[..., Path]
BASE = "https://e.org/"
GRAPH = f"{BASE}graph/"
SAY = "https://w3id.org/sayso/ont#"
TYPE = rdflib.RDF.type

WORLD = """
@prefix say: <https://w3id.org/sayso/ont#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@base <https://e.org/> .
<actor/gazette> a say:MediaOutlet .
<actor/rovina> a say:State ; say:actsForPlace <place/rovina> .
<actor/rowe> a say:Person ; say:memberOf <actor/rovina> ; owl:sameAs <actor/rowe-again> .
<actor/rowe-again> a say:Person ; say:alias "A. Rowe"@en .
<place/mill> a say:Place ; say:partOf <place/halmstow> .
<place/halmstow> a say:Place ; say:partOf <place/coast> .
<place/coast> a say:Place ; say:partOf <place/rovina> .
<place/rovina> a say:Place .
<article/one> a say:Article .
<statement/one> a say:Statement ; say:speaker <actor/rowe> ; say:alleges <event/one> .
<event/one> a say:Event ; say:origin <place/mill> ; say:destination <place/coast> .
<event/two> a say:Event ; say:accordingTo <statement/two> .
<statement/two> a say:Statement ; say:reportedIn <article/one> .
"""


def make_store() -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(common.write_ontology(f"{GRAPH}ontology", base=BASE), RdfFormat.N_QUADS)
    store.load(WORLD.encode(), RdfFormat.TURTLE, to_graph=NamedNode(f"{GRAPH}article/one"))
    return store


def inferred(store: pyoxigraph.Store) -> set[tuple[str, str, str]]:
    quads = store.quads_for_pattern(None, None, None, NamedNode(f"{GRAPH}inferred"))
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


def application_triples(*, alignments: bool) -> set[tuple[str, str, str]]:
    """What owlrl derives about the nodes of the world: with sayso's terms, or those of other vocabularies too."""
    graph = rdflib.Graph(bind_namespaces="none")
    for path in common.ontology_files():
        graph.parse(path, format="turtle")
    graph.parse(data=WORLD, format="turtle")
    before = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    standard = ("http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#")
    out: set[tuple[str, str, str]] = set()
    for s, p, o in set(graph) - before:
        if not str(s).startswith(BASE) or s == o:
            continue
        term = str(o if p == TYPE else p)
        ours = term.startswith(SAY) or term == "http://www.w3.org/2002/07/owl#sameAs"
        if ours or (alignments and not term.startswith(standard)):
            out.add((s.n3(), p.n3(), o.n3()))
    return out


@pytest.mark.parametrize("alignments", [False, True])
def test_the_rules_give_what_owlrl_gives_about_the_world(alignments: bool) -> None:
    store = make_store()

    report = infer_into(store, f"{GRAPH}inferred", alignments=alignments)

    expected = application_triples(alignments=alignments)
    assert inferred(store) == expected
    assert report.triples == len(expected) > 10 and report.rounds > 1
    assert sum(report.by_rule.values()) == report.triples


def test_the_chain_of_places_is_closed() -> None:
    store = make_store()
    infer_into(store, f"{GRAPH}inferred")

    part = (f"<{BASE}place/mill>", f"<{SAY}partOf>", f"<{BASE}place/rovina>")
    assert part in inferred(store)


def test_inferring_twice_is_inferring_once() -> None:
    """What was inferred is dropped first, so nothing that no longer follows stays."""
    store = make_store()
    infer_into(store, f"{GRAPH}inferred")
    once = inferred(store)
    infer_into(store, f"{GRAPH}inferred")
    assert inferred(store) == once

    article = NamedNode(f"{GRAPH}article/one")
    store.remove(
        pyoxigraph.Quad(
            NamedNode(f"{BASE}place/coast"), NamedNode(f"{SAY}partOf"), NamedNode(f"{BASE}place/rovina"), article
        )
    )
    infer_into(store, f"{GRAPH}inferred")
    assert (f"<{BASE}place/mill>", f"<{SAY}partOf>", f"<{BASE}place/rovina>") not in inferred(store)


def test_nothing_that_an_article_says_is_inferred_again() -> None:
    store = make_store()
    infer_into(store, f"{GRAPH}inferred", alignments=True)
    told = {
        (str(q.subject), str(q.predicate), str(q.object))
        for q in store
        if q.graph_name != NamedNode(f"{GRAPH}inferred")
    }

    assert not inferred(store) & told


@pytest.mark.parametrize("rule", list_rules(alignments=True), ids=lambda rule: rule.name)
def test_every_rule_has_a_title_and_follows_a_rule_of_owl(rule: Rule) -> None:
    assert rule.title != rule.name
    assert "OWL 2 RL" in rule.update and "graph:inferred" in rule.update


def test_a_built_graph_can_be_inferred_anew(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    """With alignments there is more, without again what the build had inferred; the next build sees to it."""
    folder, kg = news(2), tmp_path / "kg"
    build([folder], kg, settings=toy_settings)
    before = list(iter_quads(kg))

    more = infer(kg, alignments=True)
    aligned = list(iter_quads(kg))
    again = build([folder], kg, settings=toy_settings)

    assert more.triples > 0 and len(aligned) > len(before)
    assert again.changed and list(iter_quads(kg)) == before
    infer(kg, alignments=True)
    infer(kg)
    assert list(iter_quads(kg)) == before
    assert not build([folder], kg, settings=toy_settings).changed


def test_inference_can_be_left_out(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    from dataclasses import replace

    report = build([news(2)], tmp_path / "kg", settings=replace(toy_settings, infer=False))

    assert report.inferred == 0
    graph = NamedNode(f"{toy_settings.base_iri}graph/inferred")
    assert not list(open_store(tmp_path / "kg").quads_for_pattern(None, None, None, graph))
    manifest = json.loads(Paths(tmp_path / "kg").manifest.read_text(encoding="utf-8"))
    assert manifest["settings"]["infer"] is False


def test_a_folder_without_a_graph_cannot_be_inferred(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        infer(tmp_path)


def test_every_inferred_triple_can_be_explained() -> None:
    """By rules of OWL 2 RL, down to triples that an article says; and these follow from themselves."""
    store = make_store()
    infer_into(store, f"{GRAPH}inferred", alignments=True)

    def check(reason: Reason | None) -> int:
        assert reason is not None
        if reason.graphs:
            assert reason.graphs == (f"{GRAPH}article/one",) and not reason.premises
            return 0
        assert "OWL 2 RL" in reason.standard and reason.premises
        return 1 + max(check(one) for one in reason.premises)

    depths = [check(explain_in(store, f"{GRAPH}inferred", one)) for one in sorted(inferred(store))]

    assert len(depths) > 80 and max(depths) > 1


def test_an_explanation_names_the_axiom_and_the_triples() -> None:
    store = make_store()
    infer_into(store, f"{GRAPH}inferred")

    outlet = explain_in(store, f"{GRAPH}inferred", (f"<{BASE}actor/gazette>", TYPE.n3(), f"<{SAY}Organization>"))
    chain = explain_in(store, f"{GRAPH}inferred", (f"<{BASE}place/mill>", f"<{SAY}partOf>", f"<{BASE}place/rovina>"))

    assert outlet is not None and chain is not None
    assert outlet.axioms == ((f"<{SAY}MediaOutlet>", rdflib.RDFS.subClassOf.n3(), f"<{SAY}Organization>"),)
    [premise] = outlet.premises
    assert premise.triple == (f"<{BASE}actor/gazette>", TYPE.n3(), f"<{SAY}MediaOutlet>")
    assert chain.axioms[0][2] == rdflib.OWL.TransitiveProperty.n3()
    assert {one.triple[1] for one in chain.premises} == {f"<{SAY}partOf>"}


def test_a_passage_lies_in_the_article_of_what_it_is_evidence_of() -> None:
    """Only where terms of other vocabularies are asked for: articles leave it out."""
    store = make_store()
    evidence = f"<{BASE}statement/two> <{SAY}evidence> <{BASE}passage/one/0-9> ."
    store.load(evidence.encode(), RdfFormat.N_TRIPLES, to_graph=NamedNode(f"{GRAPH}article/one"))
    expected = (f"<{BASE}passage/one/0-9>", "<http://www.w3.org/ns/oa#hasSource>", f"<{BASE}article/one>")

    infer_into(store, f"{GRAPH}inferred")
    assert expected not in inferred(store)
    infer_into(store, f"{GRAPH}inferred", alignments=True)
    assert expected in inferred(store)
    reason = explain_in(store, f"{GRAPH}inferred", expected)
    assert reason is not None
    assert [one.triple[1] for one in reason.premises] == [f"<{SAY}evidence>", f"<{SAY}reportedIn>"]


def test_what_does_not_hold_has_no_explanation() -> None:
    store = make_store()
    infer_into(store, f"{GRAPH}inferred")

    assert explain_in(store, f"{GRAPH}inferred", (f"<{BASE}place/coast>", TYPE.n3(), f"<{SAY}Actor>")) is None
    said = explain_in(store, f"{GRAPH}inferred", (f"<{BASE}place/coast>", TYPE.n3(), f"<{SAY}Place>"))
    assert said is not None and said.graphs == (f"{GRAPH}article/one",)


CONTRADICTIONS = {
    "an actor that is a place": ("<x> a say:Person , say:Place .", "disjoint-classes"),
    "a person that is a body": ("<x> a say:Person , say:MediaOutlet .", "disjoint-classes"),
    "one of two that are the same": (
        "<x> a say:Group ; owl:sameAs <y> . <y> a say:Organization .",
        "disjoint-classes",
    ),
    "the same and not the same": ("<x> owl:sameAs <y> . <y> owl:differentFrom <x> .", "different-and-same"),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_contradictions_are_those_that_owlrl_finds(case: str) -> None:
    """What owlrl objects to is found, and a world without fault has none."""
    turtle, rule = CONTRADICTIONS[case]
    store = make_store()
    infer_into(store, f"{GRAPH}inferred")
    assert find_inconsistencies(store, f"{GRAPH}inferred") == []
    names = {"say": SAY, "owl": "http://www.w3.org/2002/07/owl#"}
    head = "".join(f"@prefix {name}: <{iri}> . " for name, iri in names.items()) + f"@base <{BASE}> .\n"
    store.load((head + turtle).encode(), RdfFormat.TURTLE, to_graph=NamedNode(f"{GRAPH}article/two"))
    infer_into(store, f"{GRAPH}inferred")
    found = find_inconsistencies(store, f"{GRAPH}inferred")

    graph = rdflib.Graph(bind_namespaces="none")
    for path in common.ontology_files():
        graph.parse(path, format="turtle")
    graph.parse(data=head + turtle, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = [str(o) for o in graph.objects(None, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))]

    assert errors and found
    assert {one.rule for one in found} == {rule}
    # Its messages name the nodes in words of their own.
    for one in found:
        assert any(one.node in text for text in errors), (one, errors)
    nodes = {node for text in errors for node in (f"{BASE}x", f"{BASE}y") if re.search(rf"{node}\b", text)}
    assert nodes <= {one.node for one in found} | {term for one in found for term in one.terms}


def test_a_place_in_itself_is_told() -> None:
    """RL has no transitive property that is irreflexive, so the ontology cannot say it; a rule does."""
    store = make_store()
    store.load(
        b"<https://e.org/place/rovina> <https://w3id.org/sayso/ont#partOf> <https://e.org/place/mill> .",
        RdfFormat.N_TRIPLES,
        to_graph=NamedNode(f"{GRAPH}article/two"),
    )
    infer_into(store, f"{GRAPH}inferred")

    found = find_inconsistencies(store, f"{GRAPH}inferred")
    assert {one.rule for one in found} == {"in-itself"} and len(found) == 4


def test_more_worlds_give_what_owlrl_gives(root: Path) -> None:
    """The graph of the saved queries and that of the shapes, with nodes that are the same."""
    data = "https://w3id.org/sayso/data/"
    same = f"<{BASE}a> {rdflib.OWL.sameAs.n3()} <{data}actor/tessaly> .\n"
    # Two nodes are only referred to. The rules leave domains and ranges alone: the writer states every class, and one
    # that is taken from a range would hide what the shapes ask for.
    same += f"<{data}article/elsewhere> a <{SAY}Article> .\n<{data}event/pier/8-other> a <{SAY}Event> .\n"
    same = same.replace(" a <", f" {TYPE.n3()} <")
    store = pyoxigraph.Store()
    store.load(common.write_ontology(f"{GRAPH}ontology", base=BASE), RdfFormat.N_QUADS)
    graph = rdflib.Graph(bind_namespaces="none")
    for name, kind in (("queries/graph.trig", RdfFormat.TRIG), ("shapes/valid.ttl", RdfFormat.TURTLE)):
        quads = list(pyoxigraph.parse((root / "tests" / name).read_bytes(), kind))
        lines = [f"{q.subject} {q.predicate} {q.object} ." for q in quads]
        text = "\n".join([*lines, same])
        store.load(text.encode(), RdfFormat.N_TRIPLES, to_graph=NamedNode(f"{GRAPH}article/one"))
        graph.parse(data=text, format="nt")
    infer_into(store, f"{GRAPH}inferred")
    for path in common.ontology_files():
        graph.parse(path, format="turtle")
    before = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    expected: set[tuple[str, str, str]] = set()
    for s, p, o in set(graph) - before:
        data_node = str(s).startswith((BASE, data))
        term = str(o if p == TYPE else p)
        if data_node and s != o and (term.startswith(SAY) or p in (rdflib.OWL.sameAs, rdflib.RDFS.label)):
            expected.add((s.n3(), p.n3(), o.n3()))

    told = (f"<{SAY}", rdflib.OWL.sameAs.n3(), rdflib.RDFS.label.n3())
    mine = {one for one in inferred(store) if (one[2] if one[1] == TYPE.n3() else one[1]).startswith(told)}
    assert mine == expected and len(expected) > 20
