"""The graph of the curation: each decision with who and when, where merged nodes lead, and what was taken out."""

import hashlib
from collections.abc import Iterable

import pyoxigraph
from pyoxigraph import NamedNode

from sayso.graph import nquads
from sayso.graph.common import join_lines
from sayso.graph.curation.decisions import Decision
from sayso.graph.curation.plan import Plan
from sayso.graph.iris import make_name_slug
from sayso.graph.nquads import RDF_TYPE, XSD
from sayso.graph.writer import LABEL, SAY

_OWL = "http://www.w3.org/2002/07/owl#"
_PROV = "http://www.w3.org/ns/prov#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DCTERMS = "http://purl.org/dc/terms/"
_ALIAS = f"<{SAY}alias>"
_CLASS = f"<{SAY}placeClass>"

Removed = tuple[Decision, str, tuple[str, str, str]]


def write_curation(plan: Plan, removed: Iterable[Removed], store: pyoxigraph.Store, graph: str, *, base: str) -> bytes:
    """
    Return the graph of the curation as sorted N-Quads.

    Args:
        plan: The decisions.
        removed: From `Curation.finish`.
        store: With the articles in it, for names of the nodes that something is added to.
        graph: IRI of the graph.
        base: Base IRI of the data.
    """
    triples: list[tuple[str, str, str]] = []
    for one in plan.decisions:
        triples += _describe(one, base)
        if one.kind == "match":
            triples += [(f"<{plan.resolve(one.nodes[0])}>", f"<{one.property}>", value) for value in one.values]
        elif one.kind == "distinct":
            triples += _part(one, plan)
        elif one.kind == "add" and not one.articles:
            triples += _add(one, plan, store)
    for old, new in plan.redirects.items():
        triples += [
            (f"<{old}>", f"<{_OWL}sameAs>", f"<{new}>"),
            (f"<{old}>", f"<{_DCTERMS}isReplacedBy>", f"<{new}>"),
            (f"<{new}>", f"<{_DCTERMS}replaces>", f"<{old}>"),
        ]
    for one, key, triple in removed:
        triples += _keep(one, key, triple, base)
    return join_lines(f"{s} {p} {o} <{graph}> ." for s, p, o in triples)


def _describe(one: Decision, base: str) -> Iterable[tuple[str, str, str]]:
    node = f"<{base}decision/{one.id}>"
    names = [each.removeprefix(base) for each in one.nodes]
    into = [f"into {one.into.removeprefix(base)}"] if one.into else []
    yield node, RDF_TYPE, f"<{SAY}Decision>"
    yield node, LABEL, nquads.text(" ".join([one.kind, ", ".join(names), *into]), "en")
    yield node, f"<{SAY}decisionKind>", nquads.text(one.kind)
    for each in (*one.nodes, one.into):
        if each:
            yield node, f"<{_PROV}used>", f"<{each}>"
    if one.who:
        agent = f"<{base}curator/{make_name_slug(one.who)}>"
        yield node, f"<{_PROV}wasAssociatedWith>", agent
        yield agent, RDF_TYPE, f"<{_PROV}Agent>"
        yield agent, LABEL, nquads.text(one.who)
    if one.when:
        if "T" in one.when:
            yield node, f"<{_PROV}endedAtTime>", f'"{one.when}"^^<{XSD}dateTime>'
        yield node, f"<{_DCTERMS}date>", f'"{one.when[:10]}"^^<{XSD}date>'
    if one.why:
        yield node, f"<{SAY}reason>", nquads.text(one.why, "en")
    if one.score is not None:
        yield node, f"<{SAY}score>", nquads.decimal(one.score)


def _part(one: Decision, plan: Plan) -> Iterable[tuple[str, str, str]]:
    nodes = sorted({plan.resolve(each) for each in one.nodes})
    for at, node in enumerate(nodes):
        for other in nodes[at + 1 :]:
            yield f"<{node}>", f"<{_OWL}differentFrom>", f"<{other}>"


def _add(one: Decision, plan: Plan, store: pyoxigraph.Store) -> Iterable[tuple[str, str, str]]:
    """Yield what is added beside the articles, with class and name: queries look for these in one graph."""
    iri = plan.resolve(one.nodes[0])
    node = f"<{iri}>"
    pairs = one.extra or ((one.property, one.values),)
    for name, values in pairs:
        for value in values:
            resolved = f"<{plan.resolve(value[1:-1])}>" if value.startswith("<") else value
            yield node, f"<{name}>", resolved
            if name == LABEL[1:-1]:
                yield node, _ALIAS, value
    named = {value[1:-1] for _, values in pairs for value in values if value.startswith("<")}
    for each in ({iri} if not one.extra else set()) | {plan.resolve(one) for one in named}:
        for predicate in (RDF_TYPE, LABEL, _CLASS):
            quads = store.quads_for_pattern(NamedNode(each), NamedNode(predicate[1:-1]), None)
            found = sorted({str(quad.object) for quad in quads})
            for value in found if predicate == RDF_TYPE else found[:1]:
                yield f"<{each}>", predicate, value


def _keep(one: Decision, key: str, triple: tuple[str, str, str], base: str) -> Iterable[tuple[str, str, str]]:
    """Yield a triple that was taken out, told about and not asserted."""
    digest = hashlib.sha256("\n".join([one.id, key, *triple]).encode("utf-8")).hexdigest()[:16]
    node = f"<{base}removed/{digest}>"
    yield node, RDF_TYPE, f"<{_RDF}Statement>"
    for name, value in zip(("subject", "predicate", "object"), triple, strict=True):
        yield node, f"<{_RDF}{name}>", value
    yield node, f"<{_DCTERMS}isPartOf>", f"<{base}graph/article/{key}>"
    yield node, f"<{_PROV}wasInvalidatedBy>", f"<{base}decision/{one.id}>"
