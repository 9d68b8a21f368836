"""
Quads of a store in one order, whatever the order they were written in and however many they are.

The order is graph, subject, ``rdf:type`` before other predicates, predicate, object; each compared as the text of its
N-Quads form, by code point. What does not fit one run is spilled to temporary files and merged, so memory does not
grow with the store.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    QuerySolutions,
    Store,
)

from sayso.publish.prefixes import RDF_TYPE

RUN = 200_000
"""Lines sorted at once in memory: about 100 MB."""

# Stands in no term of N-Quads, where control characters are escaped, and sorts below all that do.
_CUT = "\x01"
_TYPE = f"<{RDF_TYPE}>"

_BLANKS = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) } }"


def write_sorted(
    store: Store, path: Path, *, keep: Callable[[Quad], bool], union: bool = False, run: int = RUN
) -> None:
    """
    Write the quads of all named graphs to *path*, sorted, as N-Quads; as N-Triples without doubles where *union*.

    Blank nodes are named by the canonical labels of RDFC-1.0, so equal graphs give equal bytes.

    Args:
        store: Read only; nothing in the default graph is written.
        path: Made anew. Temporary files stand beside it, and are removed.
        keep: Quads for which it says no are left out.
        union: Whether to merge all graphs into one.
        run: Lines sorted at once in memory.
    """
    blanks = _canonical_blanks(store)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        if union:
            lines = (
                _to_line(quad)
                for name in store.named_graphs()
                for quad in _iter_graph(store, name, blanks)
                if keep(quad)
            )
            for line, _ in groupby(_sort(lines, path, run)):
                out.write(_to_statement(line, ""))
            return
        for name in sorted(store.named_graphs(), key=str):
            lines = (_to_line(quad) for quad in _iter_graph(store, name, blanks) if keep(quad))
            for line in _sort(lines, path, run):
                out.write(_to_statement(line, f" {name}"))


def _iter_graph(
    store: Store, name: NamedNode | BlankNode | DefaultGraph, blanks: dict[str, list[Quad]]
) -> Iterator[Quad]:
    for quad in store.quads_for_pattern(None, None, None, name):
        if not (isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)):
            yield quad
    yield from blanks.get(str(name), ())


def _canonical_blanks(store: Store) -> dict[str, list[Quad]]:
    """Return all quads with blank nodes, canonically labelled, by graph. Only the ontology has a few."""
    rows = store.query(_BLANKS)
    assert isinstance(rows, QuerySolutions)
    dataset = Dataset(Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    out: dict[str, list[Quad]] = {}
    for quad in dataset:
        out.setdefault(str(quad.graph_name), []).append(quad)
    return out


def _to_line(quad: Quad) -> str:
    predicate = str(quad.predicate)
    return f"{quad.subject}{_CUT}{'' if predicate == _TYPE else predicate}{_CUT}{quad.object}\n"


def _to_statement(line: str, graph: str) -> str:
    subject, predicate, value = line[:-1].split(_CUT)
    return f"{subject} {predicate or _TYPE} {value}{graph} .\n"


def _sort(lines: Iterable[str], beside: Path, run: int) -> Iterator[str]:
    """Yield *lines*, each ending in a newline, sorted; runs beyond the first are kept in files beside a path."""
    source = iter(lines)
    head = sorted(islice(source, run))
    if len(head) < run:
        yield from head
        return
    runs: list[Path] = []
    try:
        while head:
            runs.append(beside.with_name(f"{beside.name}.run{len(runs)}"))
            with runs[-1].open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(head)
            head = sorted(islice(source, run))
        with ExitStack() as stack:
            # newline="\n": other line breaks may stand inside a literal.
            files = [stack.enter_context(each.open(encoding="utf-8", newline="\n")) for each in runs]
            yield from heapq.merge(*files)
    finally:
        for each in runs:
            each.unlink(missing_ok=True)
