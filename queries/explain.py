"""Explain what a query asks: its text with all parameters bound, how much each triple pattern finds, and its time."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyoxigraph as ox

from sayso.queries.guard import find_form
from sayso.queries.heads import SavedQuery
from sayso.queries.run import count_answer, prepare_query, run_query

MOST = 100_000
"""Where counting the quads of a pattern ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """
    What a query asks of a store.

    Attributes:
        asks: The question of a saved query; empty for the user's own.
        text: SPARQL as it is run.
        patterns: The triple patterns, in the order of the text, each with the number of quads that match it alone;
            at most `MOST`, and None for a property path.
        count: Rows or triples of the answer.
        seconds: Time of the answer, wall clock.
    """

    asks: str
    text: str
    patterns: tuple[tuple[str, int | None], ...]
    count: int
    seconds: float


def explain_query(
    store: ox.Store,
    query: SavedQuery | str,
    parameters: Mapping[str, str | Sequence[str]] | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> Explanation:
    """Run a query and explain it; arguments and errors are those of `run_query`."""
    text = prepare_query(store, query, parameters or {}, limit=limit, offset=offset)
    # The patterns are read by rdflib, which knows nothing of what only Oxigraph understands.
    plain = prepare_query(store, query, parameters or {}, limit=limit, offset=offset, hints=False)
    started = time.perf_counter()
    result = run_query(store, query, parameters, limit=limit, offset=offset)
    seconds = time.perf_counter() - started
    return Explanation(
        asks=query.asks if isinstance(query, SavedQuery) else "",
        text=_drop_comments(text),
        patterns=tuple(dict.fromkeys(_iter_patterns(store, plain))) if find_form(plain) else (),
        count=count_answer(result),
        seconds=seconds,
    )


def render_explanation(found: Explanation) -> str:
    """Return an explanation as text for people."""
    lines = [found.asks, ""] if found.asks else []
    lines += [found.text.strip(), "", "Matches of each pattern by itself:"]
    for pattern, count in found.patterns:
        shown = "path" if count is None else f"{count:,}" + ("+" if count == MOST else "")
        lines.append(f"  {shown:>9}  {pattern}")
    return "\n".join([*lines, "", f"Answer: {found.count:,} in {found.seconds * 1000:.1f} ms.", ""])


def _drop_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def _iter_patterns(store: ox.Store, text: str) -> Iterator[tuple[str, int | None]]:
    from pyparsing import ParseException
    from rdflib import Graph
    from rdflib.plugins.sparql import prepareQuery

    try:
        query = prepareQuery(text)
    except ParseException:
        # A user's own text may use what Oxigraph has beyond the standard.
        return
    names = Graph(bind_namespaces="none").namespace_manager
    for prefix, iri in query.prologue.namespace_manager.namespaces():
        names.bind(prefix, iri)
    for triple in _iter_triples(query.algebra):
        shown = " ".join(term.n3(names) for term in triple)
        yield shown, _count(store, triple)


def _iter_triples(node: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the triples of all basic graph patterns in rdflib's algebra."""
    if isinstance(node, dict):
        if getattr(node, "name", "") == "BGP":
            yield from node["triples"]
            return
        if getattr(node, "name", "") == "ConstructQuery":
            yield from _iter_triples(node["p"])
            return
        for value in node.values():
            yield from _iter_triples(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _iter_triples(value)


def _count(store: ox.Store, triple: tuple[Any, Any, Any]) -> int | None:
    terms = [_to_term(term) for term in triple]
    if "path" in terms:
        return None
    subject, predicate, value = terms
    return sum(1 for _ in islice(store.quads_for_pattern(subject, predicate, value, None), MOST))


def _to_term(term: Any) -> Any:
    from rdflib import Literal, URIRef, Variable

    if isinstance(term, Variable):
        return None
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, Literal):
        kind = None if term.datatype is None else ox.NamedNode(str(term.datatype))
        return ox.Literal(str(term), datatype=kind, language=term.language)
    return "path"
