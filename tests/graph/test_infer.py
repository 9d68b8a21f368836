"""What is inferred is what OWL 2 RL entails of the articles' world, and can be dropped and remade."""

import json
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
from sayso.graph.dump import iter_quads
from sayso.graph.infer import Rule, infer, infer_into, list_rules
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
