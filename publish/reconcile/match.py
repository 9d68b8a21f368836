"""Look nodes up in a service, and write what it offers as suggestions into a curation file."""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode

from sayso.graph.curation.plan import Plan
from sayso.graph.curation.write import Value, append_blocks
from sayso.graph.identity.names import read_name
from sayso.graph.identity.records import Record, read_records
from sayso.publish.reconcile.client import Answer, Client, Query
from sayso.resources import folder

CLASSES = ("Person", "Organization", "MediaOutlet", "State", "Place")
"""Classes that are looked up; groups and unnamed sources have no entry anywhere."""
LEAST = 60.0
"""Score of the service from which a candidate is suggested."""

_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A service that has a name of its own: its address, and its types by our classes."""

    url: str
    types: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileReport:
    """
    What was looked up.

    Attributes:
        nodes: That were looked up.
        matched: Of these, those for which the service is sure of one.
        offered: Suggestions that were written.
        nothing: Nodes for which nothing was found.
        requests: That were sent.
        cached: Nodes that were answered from disk.
        file: That the suggestions are in.
    """

    nodes: int
    matched: int
    offered: int
    nothing: int
    requests: int
    cached: int
    file: Path


def find_service(name: str) -> Known:
    """Return a service by name or address."""
    known = _read_services()
    if name in known:
        return Known(url=known[name]["url"], types=known[name]["types"])
    return Known(url=name, types={})


def list_nodes(
    store: pyoxigraph.Store,
    plan: Plan,
    *,
    classes: Collection[str] = CLASSES,
    minimum: int = 1,
    space: str = "",
) -> list[Record]:
    """
    Return the nodes that are to be looked up: those named in most articles first.

    Args:
        store: It is only read.
        plan: Nodes that have an accepted exact match there are left out.
        classes: That are wanted.
        minimum: Articles that must name a node.
        space: What IRIs of the service begin with; nodes that the graph matches to such a one are left out.
    """
    matched: set[str] = set()
    for quad in store.quads_for_pattern(None, NamedNode(_SKOS + "exactMatch"), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            if space and quad.object.value.startswith(space):
                matched.add(quad.subject.value)
    for one in plan.decisions:
        if (
            one.kind == "match"
            and one.property == _SKOS + "exactMatch"
            and space
            and one.values[0][1:].startswith(space)
        ):
            matched.add(plan.resolve(one.nodes[0]))
    found = [
        one
        for one in read_records(store)
        if one.cls in classes and len(one.articles) >= minimum and one.iri not in matched and _is_named(one)
    ]
    return sorted(found, key=lambda one: (-len(one.articles), one.iri))


def _is_named(one: Record) -> bool:
    """Whether a node goes by a proper name, and a person by more than one word."""
    words = one.label.removeprefix("the ").removeprefix("The ")
    return words[:1].isupper() and (one.cls != "Person" or len(read_name(words).tokens) > 1)


def make_query(one: Record, types: Mapping[str, str], *, candidates: int) -> Query:
    """Return what is asked of a node."""
    return Query(text=one.label, type=types.get(one.cls, ""), limit=candidates)


def reconcile(
    nodes: Sequence[Record],
    client: Client,
    plan: Plan,
    *,
    types: Mapping[str, str],
    path: Path,
    base: str,
    least: float = LEAST,
    candidates: int = 3,
    progress: Callable[[int, int | None, str], None] | None = None,
) -> ReconcileReport:
    """
    Look nodes up and write what is offered into a curation file, as suggestions that a user accepts or rejects.

    Args:
        nodes: From `list_nodes`.
        client: The service.
        plan: What stands in the curation files in whatever status is not written again.
        types: The service's types by our classes.
        path: The file.
        base: Base IRI of the data.
        least: Least score.
        candidates: That are asked for each.
        progress: Called now and then.

    Raises:
        ServiceError: If the service fails; what it answered is written before.
        CurationFileError: If the file cannot be written.
    """
    held = {(node, value) for one in (*plan.decisions, *plan.others) if one.kind == "match" for node in one.nodes
            for value in one.values}  # fmt: skip
    by_query: dict[Query, list[Record]] = {}
    for one in nodes:
        by_query.setdefault(make_query(one, types, candidates=candidates), []).append(one)
    blocks: list[tuple[str, dict[str, Value]]] = []
    done = matched = nothing = 0
    try:
        for query, answers in client.ask(list(by_query)):
            for record in by_query[query]:
                done += 1
                if progress is not None:
                    progress(done, len(nodes), record.label)
                good = [each for each in answers if each.match or each.score >= least]
                sure = [each for each in good if each.match]
                matched += len(sure) == 1
                nothing += not good
                for answer in sure if len(sure) == 1 else good[:candidates]:
                    if (record.iri, f"<{answer.iri}>") not in held:
                        blocks.append(("match", _make_block(record, answer, client.url, base)))
    finally:
        if blocks:
            append_blocks(path, blocks)
    return ReconcileReport(
        nodes=done,
        matched=matched,
        offered=len(blocks),
        nothing=nothing,
        requests=client.requests,
        cached=client.cached,
        file=path,
    )


def _make_block(record: Record, one: Answer, url: str, base: str) -> dict[str, Value]:
    told = f"{one.name} ({one.description})" if one.description else one.name
    sure = "sure" if one.match else "one candidate"
    return {
        "node": record.iri.removeprefix(base),
        "to": one.iri,
        "relation": "exact" if one.match else "close",
        "label": record.label,
        "status": "suggested",
        "score": round(max(0.0, min(1.0, one.score / 100)), 2),
        "why": f"{told}; {sure}, says {url}",
    }


@cache
def _read_services() -> dict[str, Any]:
    return tomllib.loads(folder("publish").joinpath("reconcile", "services.toml").read_text(encoding="utf-8"))
