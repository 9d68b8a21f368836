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
    NamedNode,
    Quad,
    QuerySolutions,
    Store,
)

from sayso.publish.prefixes import RDF_TYPE

RUN = 100_000
"""Lines sorted at once in memory: about 50 MB."""

# Stands in no term of N-Quads, where control characters are escaped, and sorts below all that do.
_CUT = "\x01"
_TYPE = f"<{RDF_TYPE}>"
_FILE = "<file:"

_BLANKS = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) } }"


def write_sorted(store: Store, path: Path, *, keep: Callable[[str], bool], run: int = RUN) -> None:
    """
    Write the quads of named graphs to *path*, sorted, as N-Quads.

    Blank nodes are named by the canonical labels of RDFC-1.0, so equal graphs give equal bytes. What names a file of
    this machine is left out.

    Args:
        store: Read only; nothing in the default graph is written.
        path: Made anew. Temporary files stand beside it, and are removed.
        keep: Whether a graph of that IRI is written.
        run: Lines sorted at once in memory.
    """
    blanks = _canonical_blanks(store)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for name in sorted(store.named_graphs(), key=str):
            if keep(name.value):
                end = f" {name} .\n"
                texts = (str(quad) for quad in _iter_graph(store, name, blanks))
                lines = (_to_line(text) for text in texts if not (_FILE in text and _names_file(text)))
                for line in _sort(lines, path, run):
                    out.write(_to_statement(line, end))


def write_lines(lines: Iterable[str], path: Path, *, keep: Callable[[str], bool]) -> None:
    """
    Write quads that are sorted already to *path*; as `write_sorted` otherwise.

    Args:
        lines: N-Quads, without line ends.
        path: Made anew.
        keep: Whether a graph of that IRI is written.
    """
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for graph, members in groupby(lines, key=_get_graph):
            if keep(graph):
                out.writelines(f"{line}\n" for line in members if not (_FILE in line and _names_file(line)))


def _get_graph(line: str) -> str:
    return line[line.rindex(" <") + 2 : -3]


def _names_file(line: str) -> bool:
    subject, _, rest = line.split(" ", 2)
    return subject.startswith(_FILE) or rest.startswith(_FILE)


def write_union(quads: Path, path: Path, *, run: int = RUN) -> None:
    """
    Write quads as N-Triples without their graphs, sorted, each once.

    Args:
        quads: N-Quads, as `write_sorted` wrote them.
        path: Made anew, as there.
        run: Lines sorted at once in memory.
    """
    with quads.open(encoding="utf-8", newline="\n") as source, path.open("w", encoding="utf-8", newline="\n") as out:
        lines = (_to_line(line[:-3]) for line in source)
        for line, _ in groupby(_sort(lines, path, run)):
            out.write(_to_statement(line, " .\n"))


def _iter_graph(store: Store, name: NamedNode | BlankNode, blanks: dict[str, list[Quad]]) -> Iterator[Quad]:
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


def _to_line(quad: str) -> str:
    """Return a quad in the form of N-Quads, without the point, as text that sorts right; its graph is dropped."""
    subject, predicate, rest = quad.split(" ", 2)
    # Of the three terms only the object, a literal, may hold a space.
    value = rest[: rest.rindex(" ")]
    return f"{subject}{_CUT}{'' if predicate == _TYPE else predicate}{_CUT}{value}\n"


def _to_statement(line: str, end: str) -> str:
    subject, predicate, value = line[:-1].split(_CUT)
    return f"{subject} {predicate or _TYPE} {value}{end}"


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
